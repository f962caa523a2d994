"""The index finds what a scan over all names finds, with the same scores."""

import sys
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from screening.index import Index
from screening.index._kind import _COUNTED
from screening.names import prepare
from screening.schema import Kind
from tests.strategies import KINDS, NAMES, WORDS

WORLDS = st.lists(st.tuples(NAMES, st.sampled_from(list(Kind))), min_size=1, max_size=12)


def found(
    world: Sequence[tuple[str, Kind]], query: str, threshold: float, *, exhaustive: bool
) -> list[tuple[int, float]]:
    """Numbers and scores of the listed names that hit."""
    index = Index.build([name for name, _ in world], [kind for _, kind in world])
    hits = index.search(query, threshold, exhaustive=exhaustive)
    return sorted((number, comparison.score) for number, comparison in hits)


@given(WORLDS, NAMES, st.sampled_from([50.0, 60.0, 74.0, 85.0, 95.0, 100.0]))
def test_index_equals_exhaustive_scan(world: list[tuple[str, Kind]], query: str, threshold: float) -> None:
    """Nothing lost, nothing extra, no score changed, at every threshold offered (ME-10)."""
    assert found(world, query, threshold, exhaustive=False) == found(world, query, threshold, exhaustive=True)


LONG = st.lists(WORDS, min_size=6, max_size=12).map(" ".join)


@given(st.lists(st.tuples(LONG, st.sampled_from(list(Kind))), min_size=1, max_size=8), st.data())
def test_index_equals_exhaustive_scan_for_cut_names(world: list[tuple[str, Kind]], data: st.DataObject) -> None:
    """The same where a field cut the query: cheap missing words, and a word known by its beginning (NK-28)."""
    query = data.draw(st.sampled_from([name for name, _ in world]))[:35]
    threshold = data.draw(st.sampled_from([50.0, 74.0, 90.0]))
    assert found(world, query, threshold, exhaustive=False) == found(world, query, threshold, exhaustive=True)


INITIALS = st.lists(st.sampled_from([*"IPMAKbs", "JP", "AB"]), min_size=2, max_size=5).map(" ".join)


@given(WORLDS, INITIALS, NAMES)
def test_index_equals_exhaustive_scan_for_initials(world: list[tuple[str, Kind]], initials: str, name: str) -> None:
    """The same for many initials, whose words cost less the more they are."""
    query = f"{initials} {name}"
    assert found(world, query, 60, exhaustive=False) == found(world, query, 60, exhaustive=True)


@given(st.lists(INITIALS, min_size=1, max_size=4), INITIALS, NAMES, st.sampled_from([50.0, 60.0, 74.0]))
def test_index_equals_exhaustive_scan_where_initials_are_all(
    listed: list[str], initials: str, name: str, threshold: float
) -> None:
    """Names that match by initials alone have no word in common, on either side."""
    world = [
        (f"{each} {word}", Kind.PERSON) for each, word in zip(listed, ("Ivan", "Pak", "Musa", "Bashir"), strict=False)
    ]
    for query in (f"{initials} {name}", initials, "M. AL-PAKUR", "Ivan Musa Pak"):
        assert found(world, query, threshold, exhaustive=False) == found(world, query, threshold, exhaustive=True)


def test_initials_alone_are_a_match() -> None:
    """No word in common, and yet what a scan finds: one initial asked, two listed."""
    world = [("Musa H A Ivanov", Kind.PERSON)]
    assert found(world, "M. AL-HAMED", 50, exhaustive=False) == found(world, "M. AL-HAMED", 50, exhaustive=True) != []


FEW_TELLING = st.sampled_from(
    [
        *("Fu", "Yuan", "7616", "7617", "224", "Kraken", "Krakan", "Carney", "Cooney", "Steel", "Works", "Bank"),
        *(
            "Moscow",
            "Group",
            "Trading",
            "Academy",
            "Sciences",
            "Volna",
            "of",
            "al",
            "Abdul",
            "Rahman",
            "Abdulrahman",
            "Saqr",
            "Rustom",
            "alRustom",
            "Ivanovich",
        ),
    ]
)
THIN = st.lists(FEW_TELLING, min_size=1, max_size=5).map(" ".join)


@given(st.lists(THIN, min_size=1, max_size=8), THIN, KINDS, st.sampled_from([50.0, 60.0, 74.0, 90.0]))
def test_index_equals_exhaustive_scan_where_little_tells(
    listed: list[str], query: str, kind: Kind, threshold: float
) -> None:
    """The same for numbers that differ, words that tell no party, and one word beside others that are left over."""
    world = [(name, kind) for name in listed]
    assert found(world, query, threshold, exhaustive=False) == found(world, query, threshold, exhaustive=True)


def test_a_part_of_a_legal_form_contradicts_nothing() -> None:
    """Words of a legal form that the list alone has are left out, not contradicted by a name that the query keeps."""
    world = [("научно-производственное предприятие Kraken", Kind.ORGANISATION)]
    assert (
        found(world, "Zyzzyv Kraken", 50, exhaustive=False) == found(world, "Zyzzyv Kraken", 50, exhaustive=True) != []
    )


def test_two_words_written_as_one_are_no_thin_evidence() -> None:
    """One listed word that two words of the query are does not count as one word alone."""
    world = [("Abu Abdulrahman", Kind.PERSON)]
    assert found(world, "Abdur Rahman", 74, exhaustive=False) == found(world, "Abdur Rahman", 74, exhaustive=True) != []


SYLLABLES = st.sampled_from("영호 호영 김 박 오 정은 O P Yong Ho Kim Pak Young-ho Jong 英浩 金".split())  # noqa: SIM905
KOREAN = st.lists(SYLLABLES, min_size=1, max_size=4).map(" ".join)


@given(st.lists(KOREAN, min_size=1, max_size=8), KOREAN, st.sampled_from([50.0, 74.0, 85.0]))
def test_index_equals_exhaustive_scan_for_syllables(listed: list[str], query: str, threshold: float) -> None:
    """The same for names in syllables, all of which are needed but for the rest behind an initial (NK-12)."""
    world = [(name, Kind.PERSON) for name in listed]
    assert found(world, query, threshold, exhaustive=False) == found(world, query, threshold, exhaustive=True)


TAILS = st.text("EPepЕРоЬщ12٢ -'\u200b\x1bم中éß\u01a7½", min_size=1, max_size=6)


@given(st.lists(TAILS, min_size=1, max_size=8), TAILS)
def test_index_equals_exhaustive_scan_for_tail_numbers(marks: list[str], query: str) -> None:
    """Names are told from tail numbers at once, and no tail number with them (SE-13)."""
    world = [(mark, Kind.AIRCRAFT) for mark in marks]
    assert found(world, query, 74, exhaustive=False) == found(world, query, 74, exhaustive=True)


def test_no_letter_that_is_counted_is_read_as_nothing() -> None:
    """Latin and Cyrillic letters, alone and in a mark: a mark of more of them than any listed one has is not listed."""
    for char in map(chr, range(sys.maxunicode + 1)):
        for mark in (char, f"N{char}X", 3 * char) if char.isalnum() and _COUNTED.fullmatch(char) else ():
            assert sum(map(str.isalnum, "".join(prepare(mark, Kind.AIRCRAFT).spelled))) >= len(mark), mark


@given(WORLDS, NAMES)
def test_every_listed_name_finds_itself(world: list[tuple[str, Kind]], query: str) -> None:
    """A listed name screened scores 100 on itself (ME-01)."""
    for number, (name, _) in enumerate([*world, (query, Kind.PERSON)]):
        hits = found([*world, (query, Kind.PERSON)], name, 100, exhaustive=False)
        assert number in [each for each, _ in hits]


@given(WORLDS, WORLDS, NAMES)
def test_more_names_never_remove_a_hit_or_move_a_score(
    world: list[tuple[str, Kind]], more: list[tuple[str, Kind]], query: str
) -> None:
    """A pair's score depends on the pair alone, so adding a list adds hits and changes none."""
    before = found(world, query, 74, exhaustive=False)
    after = found([*world, *more], query, 74, exhaustive=False)
    assert before == [hit for hit in after if hit[0] < len(world)]


@given(WORLDS, NAMES)
def test_raising_the_threshold_never_adds_a_hit(world: list[tuple[str, Kind]], query: str) -> None:
    """Hits at 85 are the hits at 60 that score 85 or more."""
    low = found(world, query, 60, exhaustive=False)
    assert found(world, query, 85, exhaustive=False) == [hit for hit in low if hit[1] >= 85]
