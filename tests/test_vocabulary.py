"""Words of queries: what is known of them, beforehand or from other calls, changes no outcome."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.index import Index, _desk
from screening.index._vocabulary import Grown, PieceNumbers
from screening.names import parts
from screening.schema import Kind
from tests.strategies import NAMES
from tests.test_index import WORLDS

QUERIES = st.lists(NAMES, min_size=1, max_size=6)
World = Sequence[tuple[str, Kind]]


def built(world: World) -> Index:
    """An index of a world."""
    return Index.build([name for name, _ in world], [kind for _, kind in world])


def hits(index: Index, queries: Sequence[str]) -> list[tuple[int, int, float]]:
    """What a batch finds."""
    return [(query, number, found.score) for query, number, found in index.search_all(queries, 60)]


@given(WORLDS, QUERIES)
def test_a_batch_is_its_names_one_by_one(world: World, queries: list[str]) -> None:
    """A batch of many gives what batches of one give, each to an index that knows nothing yet."""
    alone = [(at, *found) for at, query in enumerate(queries) for _, *found in hits(built(world), [query])]
    assert sorted(hits(built(world), queries)) == sorted((at, number, score) for at, number, score in alone)


@given(WORLDS, QUERIES, QUERIES)
def test_what_is_known_beforehand_changes_nothing(world: World, queries: list[str], known: list[str]) -> None:
    """Words looked up when the index was built, or by calls before, are found as if they were new."""
    fresh, asked = built(world), built(world)
    pieces = [piece for text in known for piece in parts(text)]
    acquainted = Index(fresh.layouts, built(world).acquainted(pieces))
    hits(asked, [*known, *queries])
    some = asked.acquainted(pieces)
    assert [*some.pieces] == [*dict.fromkeys(pieces)]
    assert hits(fresh, queries) == hits(acquainted, queries) == hits(asked, queries)
    assert hits(Index(fresh.layouts, some), queries) == hits(fresh, queries)


def test_a_word_of_a_known_piece_is_not_looked_up_again() -> None:
    """A name read as a whole takes its words for those of pieces that were known beforehand, read or not."""
    fresh = built([("Olga bin Laut", Kind.PERSON)])
    known = Index(fresh.layouts, fresh.acquainted(["Olga", "bin", "Laut"]))
    assert hits(known, ["Laut bin Olga"]) == hits(fresh, ["Laut bin Olga"])
    vocabulary = known._desk.vocabularies[Kind.PERSON]
    assert vocabulary.known == 3
    assert vocabulary.learnt_words == 0


@given(WORLDS, QUERIES, QUERIES)
def test_a_vocabulary_that_begins_anew_loses_nothing(world: World, queries: list[str], more: list[str]) -> None:
    """A vocabulary with room for three words gives the same as one with room for all."""
    wide, narrow = built(world), built(world)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_desk, "MOST_WORDS", 3)
        for batch in (queries, more, queries):
            assert hits(narrow, batch) == hits(wide, batch)


def test_calls_at_once_share_words() -> None:
    """Eight threads that learn words at once get the answers that one gets."""
    world = [(f"Kraken {chr(97 + n % 26)}bel{n % 7} Marina", Kind.PERSON) for n in range(60)]
    queries = [f"Abel{n % 9} Kraken{chr(97 + n % 26)} Marin{n}" for n in range(400)]
    alone = [hits(built(world), [query]) for query in queries[:40]]
    index = built(world)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: hits(index, [query]), queries))
    assert together[:40] == alone
    assert together == [hits(index, [query]) for query in queries]


@given(st.lists(st.lists(st.integers(0, 9), max_size=90), max_size=6))
def test_what_grows_keeps_what_it_handed_out(lists: list[list[int]]) -> None:
    """An array that grew holds all that was added, and what was handed out before did not change."""
    grown, held = Grown(np.zeros(0, np.int64)), []
    for each in lists:
        grown.extend(np.array(each, dtype=np.int64))
        held.append((grown.now(), grown.now().tolist()))
    assert grown.now().tolist() == [number for each in lists for number in each]
    assert all(array.tolist() == then for array, then in held)


@given(QUERIES)
def test_pieces_are_numbered_in_order(texts: list[str]) -> None:
    """The pieces of a text, by their numbers, are the text."""
    pieces = PieceNumbers({"Kraken": 0})
    split = pieces.split(texts)
    spelled = ["Kraken", *pieces.since(1)]
    assert [
        " ".join(spelled[number] for number in split.numbers[begin:end]) for begin, end in pairwise(split.starts)
    ] == texts
