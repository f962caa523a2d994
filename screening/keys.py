"""Candidate keys: two words that are alike share a key, or come within reach of edits; each key bounds the likeness.

For every relation of ``screening.similarity`` but edits there is a rule here. A word is *stored* under keys, and
*asked* by keys that each say the most likeness that sharing it can mean: between words of the same letters, sounds,
consonants, of one group of equivalent names, and so on. Edits are found by symmetric deletion and bounded by their cost
in ``screening.index``. ``tests/test_kernel.py`` holds the law: the bound is never below the likeness.
"""

from collections.abc import Iterator
from functools import cache

from screening import lexicon
from screening.lexicon import LATIN_STEM
from screening.names import Role, Token, meanings
from screening.patronymics import LAST_LETTERS
from screening.similarity import (
    ABBREVIATION,
    ABBREVIATION_LETTERS,
    CONSONANTS_BY_LENGTH,
    CONSONANTS_LONG,
    CONSONANTS_NEAR,
    CROSS_SCRIPT,
    GENDER,
    JOINED_LIKENESS,
    LETTERS_MOST,
    PATRONYMIC_FACTOR,
    SOUND,
    TRANSLATION,
    VARIANT,
    letters_of,
    stems,
)
from screening.sound import outlines, skeleton, sounds
from screening.syllables import ear_keys, is_syllable

BY_PATH = -3.0
"""Bounds nothing: how a word of a script without vowels may be written decides."""
BY_EAR = -4.0
"""Bounds nothing: how many letters a word has in common with what it is heard as decides."""
NEAR_LETTERS = 5
"""Consonants from which on one more or less may still be the same word where vowels are not written."""
SKELETON_LETTERS = 3
STEM_MOST = {"p": PATRONYMIC_FACTOR, "g": GENDER}

Keys = dict[str, float]
"""Keys, each with the most likeness that sharing it can mean; see ``asked_keys`` for negative ones."""


def stored_keys(token: Token) -> frozenset[str]:
    """Keys under which an index stores a word."""
    found = {f"={token.text}"}
    if token.role is Role.INITIAL:
        found.update(f"i{reading[0]}" for reading in token.readings if reading)
    if token.role in (Role.NUMBER, Role.INITIAL):
        return frozenset(found)
    if letters := letters_of(token):
        found.update(f"~{outline}" for outline in letters.outlines(token.text))
        found.update(f"n{spelling}" for spelling in letters.spelled(token.text))
    found.update(f"m{meaning}" for meaning in meanings(token.text, token.readings))
    found.update(f"k{bones}" for reading in token.readings for bones, _ in _bones(reading))
    if not token.consonants:
        for reading in token.readings:
            found |= {f"w{reading}", f"n{reading}^"}
            found.update(f"~{outline}^" for outline in outlines(reading))
            if not is_syllable(token):
                found.update(_further(reading))
                found.update(f"{key}{short}" for key, short in _shortened(reading, token.role))
    found.update(f"`{each}{'' if token.text.isascii() else '^'}" for each in ear_keys(token))
    return frozenset(found)


def asked_keys(token: Token) -> Keys:
    """Keys by which an index is asked for the words alike to one.

    Kinds of consonants are a relation between a script without vowels and one with them, what is heard one between
    Latin letters and a syllabic script: either side asks for the other's. Where a likeness rests on equal consonants,
    it is decided by the letters if both words have vowels: then the value is negative; a value below -1 bounds words
    without vowels only, by what it exceeds 1; see ``BY_PATH``.
    """
    found: Keys = {f"={token.text}": 1.0}
    if token.role is Role.INITIAL:
        found |= {f"i{reading[0]}": CROSS_SCRIPT for reading in token.readings if reading}
    if token.role in (Role.NUMBER, Role.INITIAL):
        return found
    if letters := letters_of(token):
        found |= {f"~{outline}^": BY_PATH for outline in letters.outlines(token.text)}
        found |= {f"n{spelling}^": LETTERS_MOST for spelling in letters.spelled(token.text)}
    for meaning in meanings(token.text, token.readings):
        found[f"m{meaning}"] = found[f"w{meaning}"] = TRANSLATION
    syllable = is_syllable(token)
    for reading in token.readings:
        for bones, most in _bones(reading):
            whole = len(bones) >= SKELETON_LETTERS and most != CONSONANTS_NEAR and not token.consonants
            means = most if token.consonants else -most if whole else -1.0 - most
            key = f"k{bones}"
            if means >= found.get(key, means):
                found[key] = means
        if not token.consonants:
            found[f"w{reading}"], found[f"m{reading}"], found[f"n{reading}"] = CROSS_SCRIPT, TRANSLATION, LETTERS_MOST
            for outline in outlines(reading):
                found[f"~{outline}"] = BY_PATH
            if not syllable:
                found |= _further(reading)
                found |= {f"{_OTHER[key]}{short}": ABBREVIATION for key, short in _shortened(reading, token.role)}
    mark = "^" if token.text.isascii() else ""
    for heard in ear_keys(token):
        found[f"`{heard}{mark}"] = BY_EAR
    return found


@cache
def _tabled() -> tuple[frozenset[str], frozenset[str]]:
    """Words of tables, and beginnings of words that a table may give a meaning."""
    meant = lexicon.translated()
    return meant.union(lexicon.equivalents()), frozenset(each[:LATIN_STEM] for each in meant)


def may_have_more_keys(word: str, role: Role) -> bool:
    """Whether a table may give a Latin word keys beside those of its letters and sounds."""
    words, stems = _tabled()
    return (
        word in words
        or word[:LATIN_STEM] in stems
        or word in lexicon.abbreviation_prefixes()
        or (role is Role.GENERIC and word[:ABBREVIATION_LETTERS] in _beginnings())
        or word.endswith(LAST_LETTERS)
    )


def _bones(reading: str) -> list[tuple[str, float]]:
    """The consonants of a reading with what their equality means at most, and those with one left out."""
    bones = skeleton(reading)
    whole = (bones, CONSONANTS_BY_LENGTH.get(len(bones), CONSONANTS_LONG))
    if len(bones) < NEAR_LETTERS:
        return [whole]
    return [*((bones[:at] + bones[at + 1 :], CONSONANTS_NEAR) for at in range(len(bones))), whole]


def _further(reading: str) -> Keys:
    """Keys of a reading by its sounds, the tables and its endings."""
    found: Keys = {f"s{sound}": SOUND for sound in sounds(reading)}
    for each in lexicon.equivalents().get(reading, ()):
        found[f"e{each.group}"] = VARIANT
    for stem in stems(reading):
        found[stem] = STEM_MOST[stem[0]]
    return found


_OTHER = {"a": "b", "b": "a"}


def _shortened(reading: str, role: Role) -> Iterator[tuple[str, str]]:
    """The abbreviations that a reading is ("a") or, of a generic word, may be written as ("b"), each with that mark."""
    if reading in lexicon.abbreviation_prefixes():
        yield "a", reading
    if role is Role.GENERIC:
        yield from (("b", short) for short in _abbreviations(reading))


def joined_keys(word: str) -> tuple[str, ...]:
    """Keys under which two adjacent words written as one are stored: letters, sounds, English words."""
    english = (f"m{each}" for each in lexicon.translations(word, cyrillic=False))
    return (f"w{word}", *(f"s{sound}" for sound in sounds(word)), *english)


def asked_joined_keys(word: str) -> Keys:
    """Keys by which an index is asked for the single words that two adjacent words written as one may be."""
    found: Keys = {f"w{each}": TRANSLATION for each in lexicon.translations(word, cyrillic=False)}
    for sound in sounds(word):
        found[f"s{sound}"] = JOINED_LIKENESS
    found[f"m{word}"], found[f"w{word}"] = TRANSLATION, JOINED_LIKENESS
    return found


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(short[:ABBREVIATION_LETTERS] for short in lexicon.abbreviation_prefixes())


def _abbreviations(word: str) -> list[str]:
    table = lexicon.abbreviation_prefixes()
    if word[:ABBREVIATION_LETTERS] not in _beginnings():
        return []
    return [word[:length] for length in range(ABBREVIATION_LETTERS, len(word) + 1) if word[:length] in table]
