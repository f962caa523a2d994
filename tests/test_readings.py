"""What is kept of words is what reading them gives: taken in any order, it changes no outcome."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import lexicon
from screening.index import Index, _readings
from screening.index._readings import KINDS, WORDS, Arrays, Readings, of_pieces, of_words, taken
from screening.schema import Kind
from tests.strategies import NAMES
from tests.strategies import WORDS as NAME_WORDS
from tests.test_index import WORLDS

PIECES_OF_NAMES = st.lists(
    NAME_WORDS | st.text(min_size=1, max_size=6).filter(lambda text: text.split() == [text]), max_size=9
)


def read(texts: Sequence[str], kind: Kind) -> Arrays:
    """Pieces and words as they are read, nothing being kept."""
    new = dict[_readings.New, int]()
    return of_pieces(texts, kind, lambda word: new.setdefault(word, len(new))) | of_words(list(new), kind)


def same(found: Arrays, wanted: Arrays) -> bool:
    """Whether arrays of these names hold the same numbers, in the same types."""
    return all(np.array_equal(found[name], wanted[name]) and found[name].dtype == wanted[name].dtype for name in found)


def assert_as_read(kept: Readings, kind: Kind) -> None:
    """All pieces that are kept, backwards, are what reading them gives."""
    texts = sorted(kept.numbers, reverse=True)
    wanted, pieces = read(texts, kind), kept.pieces(kind, np.array([kept.numbers[text] for text in texts], np.int64))
    assert same(pieces | {"piece_words": wanted["piece_words"]}, wanted)
    assert same(kept.words(kind, pieces["piece_words"]), taken(wanted, WORDS, wanted["piece_words"]))


@given(PIECES_OF_NAMES, PIECES_OF_NAMES, st.sampled_from(KINDS))
def test_what_is_kept_is_what_is_read(first: list[str], second: list[str], kind: Kind) -> None:
    """Array for array and in any order, in whatever parts it came."""
    kept = Readings()
    for part in (first, second):
        kept = Readings(kept.more(kept.new(part)).arrays())
    assert_as_read(kept, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_the_lexicon_are_kept_as_they_are_read(kind: Kind) -> None:
    """So it is for words that have a role, a weight, a meaning or a legal form in them, as names write them."""
    weighed = sorted({*lexicon.weights(Kind.PERSON), *lexicon.weights(Kind.ORGANISATION)})[::9]
    listed = [*lexicon.titles(), *lexicon.particles(), *lexicon.form_parts(), *lexicon.generic_words()]
    kept = Readings()
    assert_as_read(
        kept.more(kept.new(each for word in (*weighed, *sorted(listed)) for each in (word, word.upper()))), kind
    )


def built(world: Sequence[tuple[str, Kind]], readings: Readings | None = None) -> Index:
    """An index of a world."""
    return Index.build([name for name, _ in world], [kind for _, kind in world], readings)


def hits(index: Index, queries: Sequence[str]) -> list[tuple[int, int, float]]:
    """What a batch finds."""
    return [(query, number, found.score) for query, number, found in index.search_all(queries, 60)]


@given(WORLDS, st.lists(NAMES, min_size=1, max_size=6), st.lists(NAMES, max_size=6))
def test_what_is_kept_changes_nothing(world: list[tuple[str, Kind]], queries: list[str], kept: list[str]) -> None:
    """An index that takes words from what is kept finds what one finds that reads them all, and candidates too."""
    readings = Readings()
    readings = readings.more(readings.new(piece for text in kept for piece in text.split()))
    plain, with_kept = built(world), built(world, readings)
    assert hits(with_kept, queries) == hits(plain, queries)
    again = Index(plain.layouts, built(world, readings).acquainted(kept), readings)
    assert hits(again, queries) == hits(plain, queries)
    assert list(with_kept.candidates(queries, 60)) == list(plain.candidates(queries, 60))


def test_there_is_room_for_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came first stays, what is full takes nothing more; numbers are not kept."""
    monkeypatch.setattr(_readings, "MOST_PIECES", 3)
    kept = Readings()
    kept = kept.more(kept.new(["Kraken", "4711", "Kraken", "Marina"]))
    assert list(kept.numbers) == ["Kraken", "Marina"]
    kept = kept.more(kept.new(["Abel", "Cain", "Marina"]))
    assert list(kept.numbers) == ["Kraken", "Marina", "Abel"]
    assert kept.new(["Cain"]) == []
