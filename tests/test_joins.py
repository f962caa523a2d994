"""Joined words: what is refused without being asked for is alike to no listed word."""

from hypothesis import given
from hypothesis import strategies as st

from screening.index import Index
from screening.schema import Kind

LETTERS = st.text("aabfghhlmnoopruvwwciejkqstxyzd", min_size=1, max_size=12)


@given(LETTERS, LETTERS, LETTERS)
def test_two_words_for_one_are_found(first: str, second: str, third: str) -> None:
    """Two words of a query that are one listed word are found, as by the full scan (NK-16)."""
    index = Index.build([f"{first}{second} {third}", "Kraken Ltd"], [Kind.PERSON, Kind.ORGANISATION])
    query = f"{third} {first} {second}"
    found, scanned = (list(index.search(query, 50, exhaustive=way)) for way in (False, True))
    assert [(n, c.score) for n, c in found] == [(n, c.score) for n, c in scanned]
