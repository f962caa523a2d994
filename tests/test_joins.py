"""Joined words: what is refused without being asked for is alike to no listed word."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from screening.index import Index
from screening.index._flat import JAPANESE, PLAIN, Pieces
from screening.index._joins import HEARD_FIRST, way_together
from screening.names import NEEDS, together
from screening.schema import Kind
from screening.sound import sounds

LETTERS = st.text("aabfghhlmnoopruvwwciejkqstxyzd", min_size=1, max_size=12)


@given(LETTERS, LETTERS, LETTERS)
def test_two_words_for_one_are_found(first: str, second: str, third: str) -> None:
    """Two words of a query that are one listed word are found, as by the full scan (NK-16)."""
    index = Index.build([f"{first}{second} {third}", "Kraken Ltd"], [Kind.PERSON, Kind.ORGANISATION])
    query = f"{third} {first} {second}"
    found, scanned = (list(index.search(query, 50, exhaustive=way)) for way in (False, True))
    assert [(n, c.score) for n, c in found] == [(n, c.score) for n, c in scanned]


@given(
    st.lists(st.lists(st.sampled_from([0, *(1 << bit for bit in range(20))]) | st.integers(0, (1 << 20) - 1))),
    *(st.booleans(), st.booleans()),
)
def test_words_mean_more_together_as_the_names_say(needs: list[list[int]], form: bool, led: bool) -> None:
    """The kernel sets a name aside for the long way exactly where its words together mean something else."""
    starts = np.cumsum([0, *map(len, needs)])
    told = np.array([need for each in needs for need in each], np.int64)
    pieces = Pieces(starts, np.zeros(len(told), np.int64), told, np.zeros(len(needs), np.uint8))
    found = way_together(np.array([0, len(needs)]), np.arange(len(needs)), 0, pieces, form, led, NEEDS)
    assert (found != PLAIN) == together(tuple(told.tolist()), form=form, led=led)
    if found == JAPANESE:  # but for what Chinese characters are read as, its words mean nothing else
        assert not together(tuple(need & ~NEEDS.read for need in told.tolist()), form=form, led=led)


@given(LETTERS)
def test_what_a_word_may_begin_with_as_heard(word: str) -> None:
    """However a word is heard, it begins with a letter that stands beside its first."""
    assert {heard[:1] for heard in sounds(word)} <= {"", *HEARD_FIRST.get(word[0], word[0])}
