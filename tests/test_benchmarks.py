"""The scripts of ``benchmarks/`` count right, and measure the manipulated names of the self-test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import manipulate
from benchmarks.accuracy import tiers
from benchmarks.figures import Verdicts, auc
from benchmarks.sources import Listed, scripts
from screening.manipulation import CLASSES, Pool, Source, generate
from screening.schema import Kind, NameKind

NAMES = [
    Listed("starter", str(number), kind, text, NameKind.PRIMARY)
    for number, (kind, text) in enumerate(
        [
            (Kind.PERSON, "EXAMPLOV, Boris Viktorovich"),
            (Kind.ORGANISATION, "Joint Stock Company Northern Lantern Works 17"),
            (Kind.VESSEL, "SILVER HERONRY 3"),
        ]
    )
]


@pytest.mark.parametrize("manipulation", manipulate.ELIGIBLE)
def test_the_classes_measured_are_the_product_s(manipulation: str) -> None:
    """The same names, class and seed give the cases of the self-test."""
    pool = Pool(Source(each.list_id, each.entry_id, each.kind, each.text, each.name_kind) for each in NAMES)
    own = next(each for each in CLASSES if each.id == manipulation)
    assert list(manipulate.generate(manipulation, NAMES, 10, 5)) == list(generate(own, pool, 10, 5))
    assert (manipulation in manipulate.HARD_NEGATIVES) is own.right.is_hard_negative


def test_verdicts_and_area_of_a_toy_table() -> None:
    """Two of three true pairs hit, one false one: P 2/3, R 2/3, F1 2/3; of six orders four and a tie are right."""
    scores, labels = [90.0, 80.0, 40.0, 80.0, 10.0], [True, True, True, False, False]
    verdicts = Verdicts.count(scores, labels, 74)
    assert (verdicts.precision, verdicts.recall, verdicts.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert auc(scores, labels) == pytest.approx(4.5 / 6)


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans()), min_size=1, max_size=30))
def test_turning_the_labels_turns_the_area(pairs: list[tuple[float, bool]]) -> None:
    """The area of the opposite question is one minus the area."""
    scores, labels = [score for score, _ in pairs], [label for _, label in pairs]
    assert auc(scores, labels) == pytest.approx(1 - auc(scores, [not label for label in labels]))


def test_mean_scores_are_by_label_and_quality() -> None:
    """Strong matches come first, strong non-matches last; an empty tier has mean 0."""
    found = tiers([90.0, 70.0, 20.0], [True, True, False], ["STRONG", "STRONG", "WEAK"])
    assert found[0] == ("match STRONG", 2, 80.0)
    assert found[3] == ("other WEAK", 1, 20.0)
    assert found[5] == ("other STRONG", 0, 0.0)


def test_scripts_of_a_text() -> None:
    """Letters tell the script, digits and marks do not."""
    assert scripts("Борис 17") == {"CYRILLIC"}
    assert scripts("Boris-Борис") == {"LATIN", "CYRILLIC"}
