"""The scripts of ``benchmarks/`` count right, and their generator of manipulated names is honest and repeatable."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import manipulate
from benchmarks.accuracy import tiers
from benchmarks.figures import Rate, Verdicts, auc
from benchmarks.sources import Listed, scripts
from screening.schema import Kind, NameKind

NAMES = [
    Listed("starter", str(number), kind, text, NameKind.PRIMARY)
    for number, (kind, text) in enumerate(
        [
            (Kind.PERSON, "EXAMPLOV, Boris Viktorovich"),
            (Kind.PERSON, "Yuliya Andreyevna SAMPLEKOVA"),
            (Kind.ORGANISATION, "Joint Stock Company Northern Lantern Works 17"),
            (Kind.ORGANISATION, "Cobalt Meridian-Trading LLC"),
            (Kind.VESSEL, "SILVER HERONRY 3"),
            (Kind.PERSON, "Образцов Борис"),
        ]
    )
]


@pytest.mark.parametrize("manipulation", manipulate.ELIGIBLE)
def test_the_generator_repeats_itself_and_changes_every_name(manipulation: str) -> None:
    """The same seed gives the same cases; each differs from its source, one case a name at most."""
    made = list(manipulate.generate(manipulation, NAMES, 10, seed=5))
    assert made == list(manipulate.generate(manipulation, NAMES, 10, seed=5))
    assert made
    assert all(case.query != case.source.text for case in made)
    assert len({case.source for case in made}) == len(made)


@pytest.mark.parametrize(
    ("manipulation", "name"),
    [("EF-03", "OLGA"), ("EF-09", "Boris Examplov"), ("EF-14", "Northern Lantern"), ("EF-24", "Northern Lantern")],
)
def test_names_that_are_not_eligible_are_left_out(manipulation: str, name: str) -> None:
    """Short words, names of two words, no form, no number: nothing is made of them."""
    assert manipulate.apply(manipulation, name, manipulate.Draw(1)) == ""


def test_the_generator_does_not_know_the_scorer() -> None:
    """It imports neither the score nor the lexicon, or it would measure what it was told."""
    text = Path(manipulate.__file__).read_text(encoding="utf-8")
    assert "screening.schema" in text
    assert not any(f"screening.{room}" in text for room in ("score", "lexicon", "similarity", "names", "sound"))


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


@given(st.integers(0, 200), st.integers(1, 200))
def test_an_interval_holds_its_rate(count: int, more: int) -> None:
    """Wilson's interval lies within 0 and 1 and holds the share."""
    rate = Rate(count, count + more)
    low, high = rate.interval
    assert 0 <= low <= rate.share + 1e-9 <= high + 2e-9 <= 1 + 2e-9


def test_scripts_of_a_text() -> None:
    """Letters tell the script, digits and marks do not."""
    assert scripts("Борис 17") == {"CYRILLIC"}
    assert scripts("Boris-Борис") == {"LATIN", "CYRILLIC"}
