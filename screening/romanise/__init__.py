"""Words of other scripts as the Latin spellings a list or a passport may print: the socket for romanisers.

The folder is the registry: every module whose name does not start with an underscore is a plug with two names,
``SCRIPT`` (one or several script names, as in the first word of a letter's Unicode name: ``"CYRILLIC"``) and
``readings(word)``. To add a script, add a module; no existing code changes.

A romanised word is never a fact about a person but one of several possible readings, so a plug gives all that are in
common use, the commonest first, each with the name of its system, so that a report can say which one agreed (NK-18).

Scripts without a plug are read by Unidecode. Han (Chinese characters, kanji, hanja) has the readings of China and Korea
only, and what looks Japanese has none: Unidecode would read the Japanese name Yamada Taro as "Shan Tian Tai Lang"
(NK-17). Such names are compared with Han only.
"""

import pkgutil
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from unidecode import unidecode

MAX_READINGS = 8
"""No word has more readings than this: each one costs time in every later step."""

UNREAD = frozenset({"KANGXI"})
"""Radicals, by the first word of the Unicode name: they have no reading."""

HAN = frozenset({"CJK", "IDEOGRAPHIC"})
"""Chinese characters; beside letters of another script (kana) they are not read."""

CONSONANTS_ONLY = frozenset(
    {
        *("BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "KHMER", "MALAYALAM", "MYANMAR", "ORIYA"),
        *("SINHALA", "SYRIAC", "TAMIL", "TELUGU", "TIBETAN"),
    }
)
"""Scripts of which Unidecode leaves out vowels: it writes "nrendr" for Narendra because the unwritten "a" after a
consonant is unknown to it. Thai, Lao, Ethiopic, Thaana, Cherokee and Mongolian come with their vowels (all tried)."""

FOREIGN = "foreign name"
"""The system of readings that take a name in a syllabic script for a foreign one and give the letters it stands for."""

_NEUTRAL = frozenset({"", "COMBINING", "MODIFIER", "VARIATION", "KATAKANA-HIRAGANA"})
_INNER_VOWELS = str.maketrans("", "", "aeiou")


@dataclass(frozen=True, slots=True)
class Reading:
    """One Latin reading of one word.

    Attributes:
        text: lower-case ASCII letters, at least one.
        system: the romanisation followed, in words for a report ("ICAO 9303").
        vowels: False where the script writes consonants only. Then ``text`` holds the consonants, and an ``a`` at its
            start stands for any vowel at the start of the word. Compare it with the consonants of a Latin word.
    """

    text: str
    system: str
    vowels: bool = True


class Romaniser(Protocol):
    """What a plug offers: a module with these two names."""

    SCRIPT: str | tuple[str, ...]

    def readings(self, word: str) -> tuple[Reading, ...]:
        """Read one word (NFKC, casefolded, letters and marks of ``SCRIPT`` only); the commonest reading first."""


def best(candidates: Iterable[tuple[str, str]], *, vowels: bool = True) -> tuple[Reading, ...]:
    """Turn (text, system) pairs into at most ``MAX_READINGS`` readings, the first system of each text kept."""
    seen: dict[str, str] = {}
    for text, system in candidates:
        if text and text not in seen:
            seen[text] = system
            if len(seen) == MAX_READINGS:
                break
    return tuple([Reading(text, system, vowels) for text, system in seen.items()])


def base_letter(letter: str) -> str:
    """Give a letter without its hook or dots ("LETTER KA WITH DESCENDER" -> "LETTER KA"), "" if it has none."""
    plain, joint, _ = unicodedata.name(letter, "").partition(" WITH ")
    try:
        return unicodedata.lookup(plain) if joint else ""
    except KeyError:
        return ""


def latin(text: str) -> str:
    """Give the lower-case ASCII letters that Unidecode makes of a text."""
    return "".join(letter for letter in unidecode(text).lower() if "a" <= letter <= "z")


@cache
def _script(letter: str) -> str:
    """The first word of the Unicode name of a letter or mark; "" for any other character."""
    if unicodedata.category(letter)[0] not in "LM":
        return ""
    return unicodedata.name(letter, "UNNAMED").partition(" ")[0]


@cache
def _plugs() -> dict[str, Romaniser]:
    found: dict[str, Romaniser] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")):
        plug = cast("Romaniser", import_module(f"{__name__}.{name}"))
        for script in (plug.SCRIPT,) if isinstance(plug.SCRIPT, str) else plug.SCRIPT:
            found[script] = plug
    return found


def available() -> tuple[str, ...]:
    """Name the scripts that have a plug, sorted."""
    return tuple(sorted(_plugs()))


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word of any script.

    Args:
        word: one word, NFKC and casefolded, letters and marks of one script; characters that are no letters have no
            reading. A word of mixed scripts is read by Unidecode.

    Returns:
        At most ``MAX_READINGS`` different readings, the commonest first; empty where nothing can be read (Han).
    """
    scripts = {_script(letter) for letter in word} - _NEUTRAL
    if scripts & UNREAD or (scripts & HAN and not scripts <= HAN):
        return ()
    plugs = {id(plug): plug for script in scripts if (plug := _plugs().get(script))}
    if len(plugs) == 1 and scripts <= _plugs().keys():
        return plugs.popitem()[1].readings(word)
    text = latin(word)
    written = not scripts & CONSONANTS_ONLY
    if not written:
        text = text[:1] + text[1:].translate(_INNER_VOWELS)
    return (Reading(text, "Unidecode", written),) if text else ()
