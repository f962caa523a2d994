"""Phrases of payments, letters and addresses around a name, of ``noise.toml`` (EF-17)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from screening.lexicon._strict import PHRASE, WORD, check_keys, read, texts

_PLACES = ("before", "behind", "between")
_WITH_SLASH = re.compile(r"[a-z0-9]+(?:[ /][a-z0-9]+)*")
Phrases = Mapping[tuple[str, ...], str]
"""Folded words -> the phrase as the table writes it, "c/o" with its slash."""


@dataclass(frozen=True, slots=True)
class Noise:
    """What may stand around a name: phrases by place, words by place, and the phrases of addresses.

    Attributes:
        phrases: by place ("before", "behind", "between"), set aside wherever they stand so.
        words: by place, parts of names too.
        addresses: cities and countries.
        behind_persons: the addresses that are not names of persons too.
        spelled: every word of any of them, to see quickly that a name has none.
    """

    phrases: Mapping[str, Phrases]
    words: Mapping[str, Phrases]
    addresses: Phrases
    behind_persons: Phrases
    spelled: frozenset[str]

    @property
    def longest(self) -> int:
        """Words of the longest phrase."""
        return max(map(len, [*self.addresses, *(phrase for each in self.phrases.values() for phrase in each)]))


@cache
def around() -> Noise:
    """The table of what may stand around a name; raises ``CatalogueError`` where it is ill-formed."""
    table = read("noise")
    check_keys("noise", "", table, [*_PLACES, "addresses"])
    phrases: dict[str, Phrases] = {}
    words: dict[str, Phrases] = {}
    for place in _PLACES:
        check_keys("noise", f"{place}.", {"words": [], **table[place]}, ["phrases", "words"])
        phrases[place] = _phrases(texts("noise", f"{place}.phrases", table[place]["phrases"], _WITH_SLASH))
        words[place] = _phrases(texts("noise", f"{place}.words", table[place].get("words", []), WORD))
    check_keys("noise", "addresses.", table["addresses"], ["places", "persons_too"])
    addresses = _phrases(texts("noise", "addresses.places", table["addresses"]["places"], PHRASE))
    names = set(texts("noise", "addresses.persons_too", table["addresses"]["persons_too"]))
    behind_persons = {phrase: text for phrase, text in addresses.items() if text not in names}
    each = [*phrases.values(), *words.values(), addresses]
    return Noise(
        MappingProxyType(phrases),
        MappingProxyType(words),
        addresses,
        MappingProxyType(behind_persons),
        frozenset(word for found in each for phrase in found for word in phrase),
    )


def _phrases(written: tuple[str, ...]) -> Phrases:
    return MappingProxyType({tuple(re.split("[ /]", each)): each for each in written})
