"""The scripts of ``benchmarks/`` count right, and measure the manipulated names of the self-test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import blocking, engine, grown, manipulate, narrative
from benchmarks.accuracy import tiers
from benchmarks.figures import Verdicts, auc
from benchmarks.sources import Listed, scripts
from benchmarks.speed import swapped
from benchmarks.timing import _without_only, medians, ratio
from screening.manipulation import CLASSES, Pool, Source, generate
from screening.schema import Kind, NameKind
from screening.screen import Screener
from tests import worlds
from tests.strategies import NAMES as ANY_NAMES

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


PEOPLE = [
    f"{given} {surname}" for given in ("Boris", "Olga", "Karim") for surname in ("Examplov", "Zyzzyvich", "Kraken")
]


def invented(*names: str) -> Screener:
    """A screener over people of these names."""
    return worlds.screener(*(worlds.designation(str(number), name) for number, name in enumerate(names)))


@given(st.lists(ANY_NAMES, min_size=1, max_size=5), st.integers(0, 40), st.integers(0, 9))
def test_grown_names_begin_with_the_sources_and_can_be_made_again(names: list[str], count: int, seed: int) -> None:
    """As many names as asked for, of words of the sources only, the same for the same seed."""
    made = list(grown.names(names, count, seed))
    assert made == list(grown.names(names, count, seed))
    assert (len(made), made[: len(names)]) == (count, names[:count])
    assert {word for name in made for word in name.split()} <= {word for name in names for word in name.split()}


def test_lists_are_cut_by_entries_and_grown_by_copies() -> None:
    """Half the entries bring their names; three times the names are first those there are, each of an own entry."""
    whole = [
        worlds.loaded(*(worlds.designation(str(at), name, aliases=[name[::-1]]) for at, name in enumerate(PEOPLE)))
    ]
    (half,) = grown.sampled(whole, len(PEOPLE) + 1, 1)
    assert (half.tables.designations.height, half.tables.names.height) == (5, 10)
    (large,) = grown.multiplied(whole, 3 * 2 * len(PEOPLE), 1)
    assert large.tables.names.height == 6 * len(PEOPLE)
    assert large.tables.names.head(2 * len(PEOPLE)).equals(whole[0].tables.names)
    assert large.tables.designations["entry_id"].n_unique() == 3 * len(PEOPLE)
    assert Screener([large]).check(PEOPLE[0])[0].entry_id == "0"


def test_no_difference_from_the_scan_is_counted_as_none_and_each_other_one_by_its_kind() -> None:
    """What the scan alone has is lost, what the index alone has extra, another score is other."""
    index = engine.index_of(invented(*PEOPLE))
    names = ["Boris Examplov", "Olga Krakan", "Nobody"]
    scanned = engine.compared(index, names, 50.0, exhaustive=True)
    same = blocking._differences(index, "some", 50.0, names, scanned)
    assert (same.lost, same.extra, same.other) == (0, 0, 0)
    assert same.hits == sum(map(len, scanned)) > 0
    turned = [scanned[1], {}, {}]
    found = blocking._differences(index, "some", 50.0, names, turned)
    assert (found.lost, found.extra, found.other) == (
        len(scanned[1].keys() - scanned[0].keys()),
        len(scanned[0].keys() - scanned[1].keys()) + len(scanned[1]),
        len(scanned[0].keys() & scanned[1].keys()),
    )


def test_every_hit_is_among_the_candidates() -> None:
    """What the index compares holds what it finds."""
    index = engine.index_of(invented(*PEOPLE))
    for name in PEOPLE:
        counts = [len(each) for each in engine.candidates(index, [name], 74.0)]
        assert counts[0] >= len(engine.compared(index, [name], 74.0)[0]) > 0
    assert engine.index_megabytes(index) > 0


def test_answers_of_swapped_lists_are_counted() -> None:
    """Eight threads get the answers of one list or the other, and no error."""
    calls, swaps, wrong, errors, other = swapped(invented(*PEOPLE), invented(*PEOPLE[:4]), PEOPLE, 0.3, every=0.05)
    assert calls > 0
    assert swaps > 2
    assert (wrong, errors) == (0, 0)
    assert other == len(PEOPLE) - 4


def test_works_are_timed_in_turn_and_options_passed_on() -> None:
    """Each work runs as often as asked, one after the other; a section is asked for alone."""
    order: list[str] = []
    took = medians({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, 2)
    assert (order, {name: len(each) for name, each in took.items()}) == (list("abab"), {"a": 2, "b": 2})
    assert ratio([2.0, 4.0, 9.0], [1.0, 2.0, 3.0]) == 2.0
    assert _without_only(["--names", "5", "--only", "batch", "swap", "--seed", "2"]) == ["--names", "5", "--seed", "2"]


def test_planted_names_stand_in_their_sentences() -> None:
    """Of three sentences two hold a listed name, a clean one none; fifty narratives are typed by us, each once."""
    world = worlds.screener(*(worlds.designation(each.entry_id, each.text, each.kind) for each in NAMES))
    made = list(narrative.sentences(world, ["Peter Schmidt"], 30, 1))
    assert sum(bool(each.words) for each in made) == 20
    assert all(each.words.replace("\n", "") in each.text.replace("\n", "") for each in made)
    assert all(each.is_found(world.scan(each.text)) == bool(each.words) for each in made)
    assert len(set(narrative.STYLES)) == 50
