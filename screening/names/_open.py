"""Words that are nothing but names in any name: another such word could stand in their place, and nothing else changes.

So names that differ in such words alone are read alike (``tests/test_open.py`` holds the law).
"""

from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from screening.names import _organisation as organisation
from screening.names._plain import piece
from screening.names._tokens import Role, first_reading
from screening.schema import Kind
from screening.text import script

MADE_UP = (
    "Quorvane", "Tulmericor", "Bexolundaric", "Fandrilo", "Zorbenethal", "Wylgormadun", "Pelqutinar", "Drosvamel",
    "Kimbulorantu",
)  # fmt: skip
"""Open words that nobody is called by, of different lengths, to stand in the places of others."""
_LEAST_LETTERS = 4
"""Beside a shorter word two letters are no initials, and a single letter may be part of an abbreviation."""
_SCRIPTS = frozenset(["LATIN", "CYRILLIC", "GREEK"])


def is_open(text: str) -> bool:
    """Whether a piece of a name, without blanks, is such a word, whatever kind of party the name is read as."""
    if not text.isalpha() or len(text) < _LEAST_LETTERS or {script(letter) for letter in text} - _SCRIPTS:
        return False
    for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL):
        found = piece(text, kind)
        if found is None or found.needs != (0,):
            return False
        word, token = found.spelled[0], found.tokens[0]
        if token.role is not Role.NAME or token.text != word or len(word) < _LEAST_LETTERS:
            return False
    return not _is_of_form(first_reading(word))


def _is_of_form(word: str) -> bool:
    """Whether the rest of a legal form beside it makes a word end or begin with a part of it, or a misspelt part."""
    first, last, between = _parts_of_forms()
    if word.endswith(first) or word.startswith(last):
        return True
    return process.extractOne(word, between, scorer=OSA.distance, score_cutoff=1) is not None


@cache
def _parts_of_forms() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The first and the last words of legal forms of several words, and all words of these."""
    first, last, between = map(sorted, organisation.parts_of_long_forms())
    return tuple(first), tuple(last), tuple(between)
