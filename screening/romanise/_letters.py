"""What a word of a script without vowels may be in Latin letters: the cheapest way to write it as a given Latin word.

A table (``arabic_letters.toml``, ``hebrew_letters.toml``) says what each letter, or letters together, may be written as
and what that costs; ``Letters.cost`` finds the cheapest path through a word, as a weighted edit distance does. Vowels
that no letter writes cost little inside a word, consonants that no letter writes cost dear. No romanisation has to be
chosen: every letter carries all systems.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from screening.romanise._paths import Arc, Place, cheapest, ends, place, writable
from screening.sound import Outlines, extended, finished, first_kinds, outlines

_UNWRITTEN = 1.3
"""A letter that the Latin word leaves out, where its row does not say so."""
_KNOWN = 0.1
"""A known spelling of a known name costs this share of its way: among known spellings the likeliest comes first."""
_PART = 0.1  # a compound without its small part
_UNKNOWN = 0.4  # a letter without a row
_LONGEST_ROW = 6
_OUTLINE_MOST = 0.4
"""Dearer ways to write a letter make no outline: such words are not compared."""


Cheapest = Callable[[Sequence[Place], str, float], float]


class Form(NamedTuple):
    """A form that a word may be written in: its known spellings, its places, what it costs to leave out the rest."""

    known: frozenset[str]
    places: tuple[Place, ...]
    cost: float


class Letters:
    """One script's table of letters, and of names whose spellings are known.

    Args:
        file: name of the table of letters beside this module.
        unify: folds a word of the script to the letters of the table.
        parts: what a unified word may be written as, the whole first: a compound also without its small part.
        names: name of the table of known names beside this module, "" for none.
        plain: folds a unified word to the spelling of the table of names.
    """

    def __init__(
        self,
        file: str,
        unify: Callable[[str], str],
        parts: Callable[[str], tuple[str, ...]] = lambda word: (word,),
        names: str = "",
        plain: Callable[[str], str] = lambda word: word,
    ) -> None:
        self._unify, self._parts, self._plain = unify, parts, plain
        table = table_of(file)
        self.any, self.first, self.last = (_rows(file, table.get(place, {})) for place in ("any", "first", "last"))
        tables = table_of(names) if names else {}
        known = tables.get("names", {})
        self.small = {word: frozenset(spellings.split()) for word, spellings in tables.get("parts", {}).items()}
        self.known = {plain(unify(word)): frozenset(spellings.split()) for word, spellings in known.items()}
        self.spellings = frozenset().union(*self.known.values())

    def is_known(self, word: str) -> bool:
        """Whether a word is in the table of known names."""
        return bool(self.named(self._unify(word)))

    def named(self, part: str) -> frozenset[str]:
        """The known spellings of a unified word."""
        return self.known.get(self._plain(part), frozenset())

    def spelled(self, word: str) -> frozenset[str]:
        """All known spellings of a word, of its forms and where it is a small word."""
        known = (form.known for form in self.read(word))
        return self.small.get(word, frozenset()).union(*known)

    def cost(self, word: str, latin: str, most: float, cheapest: Cheapest = cheapest) -> float:
        """Cost of the cheapest way to write a word as a Latin word; more than ``most`` where every way costs more.

        Next to nothing for a known spelling of a known name; a known spelling of other names only is never a way.
        """
        least = most + 1.0
        elsewhere = latin in self.spellings
        for known, places, part in self.read(word):
            if known and latin in known:
                cost = _KNOWN * min(most, cheapest(places, latin, most))
            elif known and elsewhere:
                continue
            else:
                cost = cheapest(places, latin, most)
            least = min(least, cost + part)
        return least

    def writable(self, word: str, most: float) -> int:
        """The Latin letters, as bits, that a word may be written with at no more than a cost each."""
        return writable([place for form in self.read(word) for place in form.places], most)

    def ends(self, word: str, most: float) -> tuple[str, str]:
        """The letters that a Latin word may begin with, and end with, that a word is written as at so small a cost."""
        first, last = zip(*(ends(form.places, most) for form in self.read(word)), strict=True)
        return "".join(first), "".join(last)

    def outlines(self, word: str) -> frozenset[str]:
        """The consonant outlines (``screening.sound.outlines``) that a word may have in Latin letters."""
        return _outlines(self, word)

    def read(self, word: str) -> tuple[Form, ...]:
        """The forms of a word: the whole first, a compound also without its small part."""
        return _read(self, word)

    def parts(self, word: str) -> tuple[str, ...]:
        """What a word may be written as, unified: the whole first, a compound also without its small part."""
        return self._parts(self._unify(word))


def table_of(file: str) -> dict[str, Any]:
    """Read a table beside this module."""
    return tomllib.loads(files(__package__).joinpath(f"{file}.toml").read_text(encoding="utf-8"))


def _rows(file: str, table: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[Arc, ...]]:
    for letters, row in table.items():
        if not 1 <= len(letters) <= _LONGEST_ROW or not all(c == "" or (c.isascii() and c.islower()) for c in row):
            raise ValueError(f"{file}.toml: row {letters!r} is not 1 to {_LONGEST_ROW} letters to Latin letters")
    return {
        letters: tuple((len(letters), chunk, float(cost)) for chunk, cost in row.items())
        for letters, row in table.items()
    }


@lru_cache(maxsize=4096)
def _arcs(letters: Letters, word: str) -> tuple[tuple[Arc, ...], ...]:
    found = []
    for at in range(len(word)):
        arcs: list[Arc] = []
        for size in range(1, min(_LONGEST_ROW, len(word) - at) + 1):
            piece = word[at : at + size]
            row = letters.any.get(piece, ())
            if at + size == len(word):
                row = letters.last.get(piece, row)
            if at == 0:
                row = letters.first.get(piece, row)
            arcs += row
        if not any(size == 1 and not chunk for size, chunk, _ in arcs):
            arcs.append((1, "", _UNWRITTEN if arcs else _UNKNOWN))
        found.append(tuple(arcs))
    return tuple(found)


@lru_cache(maxsize=16384)
def _read(letters: Letters, word: str) -> tuple[Form, ...]:
    return tuple(
        Form(letters.named(part), tuple(map(place, _arcs(letters, part))), _PART * bool(number))
        for number, part in enumerate(letters.parts(word))
    )


@lru_cache(maxsize=16384)
def _outlines(letters: Letters, whole: str) -> frozenset[str]:
    found: set[str] = set()
    for word in letters.parts(whole):
        states: list[Outlines] = [{} for _ in range(len(word) + 1)]
        states[0][""] = 0.0
        for at, arcs in enumerate(_arcs(letters, word)):
            for (size, piece), cost in _kinds(arcs):
                extended(states[at], piece, cost, states[at + size])
        found |= finished(states[-1])
        for spelling in letters.named(word) | letters.small.get(word, frozenset()):
            found |= outlines(spelling)
    return frozenset(found)


@lru_cache(maxsize=8192)
def _kinds(arcs: tuple[Arc, ...]) -> tuple[tuple[tuple[int, str], float], ...]:
    """How many letters a place writes as consonants of which kind, each with the least that it costs."""
    found: dict[tuple[int, str], float] = {}
    for size, chunk, cost in arcs:
        if cost <= _OUTLINE_MOST:
            piece, bent = first_kinds(chunk)
            found[size, piece] = min(cost + bent, found.get((size, piece), 9.0))
    return tuple(found.items())
