"""Words that tell a street, a body of a state, or a country beside the name of a place; see ``words.toml``."""

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files

from screening.countries import alpha2

_SEGMENT = re.compile(r"[,;|/\n\r\t]+")
_SHORT = ("USA", "UK", "UAE")
"""Taken at the end of a line too; other codes ("DE", "CAN") only where they stand alone, for they are words as well."""


@cache
def _words(key: str) -> frozenset[str]:
    table = tomllib.loads((files("screening.places") / "words.toml").read_text(encoding="utf-8"))
    return frozenset(table[key])


def is_street(words: Sequence[str], begin: int, end: int, *, narrative: bool) -> bool:
    """Whether the words from begin to end are the name of a street: a word of streets stands right beside them.

    In a narrative "via" is a way over a place, not an Italian street.
    """
    if end < len(words) and words[end] in _words("after"):
        return True
    at = begin - 1
    particle = False
    while at >= 0 and words[at] in _words("particles"):
        particle, at = True, at - 1
    if at < 0 or (narrative and words[at] == "via"):
        return False
    return words[at] in _words("before") or (particle and words[at] in _words("before_with_particle"))


def is_state(words: Collection[str]) -> bool:
    """Whether a name is that of a body of a state ("Embassy of Cuba")."""
    return not _words("state").isdisjoint(words)


def countries_named(text: str, taken: Sequence[tuple[int, int]]) -> dict[str, None]:
    """Alpha-2 codes of the countries that the parts of an address name, beside the places found in it (``taken``).

    A part between commas or lines is asked as a whole and by its last one to three words ("75001 Paris France").
    """
    found, at = dict[str, None](), 0
    for gap in (*_SEGMENT.finditer(text), None):
        end = gap.start() if gap else len(text)
        words = [at + word.start() for word in re.finditer(r"[^\s\d]+", text[at:end])]
        for number, begin in enumerate(words):
            asked = text[begin:end].strip(" .")
            short = len(asked) < 4 and asked not in _SHORT and (number > 0 or not asked.isupper())
            if (number and number < len(words) - 3) or short:
                continue
            if not any(begin < last and first < end for first, last in taken) and (code := alpha2(asked)):
                found[code] = None
        at = gap.end() if gap else end
    return found
