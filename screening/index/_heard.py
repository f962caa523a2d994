"""By which consonants words in Latin letters are compared, compiled: their skeletons, outlines, and what is heard.

What is written here letter by letter stands in ``screening.sound`` and ``screening.ear`` as it is meant;
``tests/test_keys.py`` holds the two equal. Tables and constants come as arguments.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from screening.ear import HEARD_OF, MOST_EARS, MOST_TRIED
from screening.index._distances import compiled
from screening.index._flat import ZERO, Families, Numbers
from screening.index._sounds import families, families_of, fold, is_among
from screening.keys import BY_EAR, BY_PATH, NEAR_LETTERS, SKELETON_LETTERS, STEM_MOST
from screening.similarity import (
    CONSONANTS_BY_LENGTH,
    CONSONANTS_LONG,
    CONSONANTS_NEAR,
    CROSS_SCRIPT,
    FEMININE,
    LETTERS_MOST,
    SOUND,
    TRANSLATION,
)
from screening.sound import BONES, CONSONANTS, KIND_OF, MOST_SOUNDS, TWO_KINDS
from screening.syllables import EAR_LEAST, EAR_LEAST_NEAR

MOST_BRANCHES = 3
"""Letters of two sounds that a word has here at most: then it has no more outlines than are kept."""
MOST_LETTERS = 32
"""Longer words are not read here."""
_C, _H, _J, _P, _V = (ord(letter) for letter in "chjpv")
_HEARD_R, _HEARD_L, _HEARD_M, _HEARD_N, _HEARD_A, _KIND_H, _DASH = (ord(letter) for letter in "RLMNAH-")
_FIRST_ROW = ZERO + 1
_AFTER = np.array([chr(code) in "cdgkpqrstz" for code in range(256)])
"""Letters behind which ``h`` may belong to them."""


class Tables(NamedTuple):
    """What words are read by: spelling families, those of consonants, two letters for each consonant and kind.

    ``heard``: spellings by what they may be heard as, whose ``folded`` numbers them; the choices of each spelling, the
    classes of each choice, their letters. ``endings``: of feminine and masculine forms, each with its number.
    ``most``: what keys say, by their first letter; ``bones`` by how many consonants are equal, at last for one left
    out. ``limits``: letters from which on one consonant may be left out, classes that must be heard and from which on
    one may be left out; sounds and ways to hear a word at most, and how many ways are tried.
    """

    families: Families
    skeleton: Families
    consonants: Numbers
    kinds: Numbers
    others: Numbers
    heard: Families
    choice_starts: Numbers
    class_starts: Numbers
    class_of: Numbers
    classes: Numbers
    ending_starts: Numbers
    endings: Numbers
    ending_numbers: Numbers
    most: Numbers
    bones: Numbers
    limits: Numbers


def _letters(table: dict[str, str]) -> Numbers:
    """For each code two letters, 0 for none."""
    found = np.zeros((256, 2), np.uint8)
    for letter, letters in table.items():
        found[ord(letter), : len(letters)] = list(letters.encode())
    return found


@cache
def tables() -> Tables:
    """The tables and constants of the score."""
    spellings = list(HEARD_OF)
    choices = [choice for spelling in spellings for choice in HEARD_OF[spelling]]
    classes = [each for choice in choices for each in choice]
    endings = [(ending, number) for number, pair in enumerate(FEMININE) for ending in pair]
    most = np.zeros(128)
    says = {"=": 1.0, "w": CROSS_SCRIPT, "m": TRANSLATION, "n": LETTERS_MOST, "~": BY_PATH, "s": SOUND}
    for first, value in (says | {"g": STEM_MOST["g"], "`": BY_EAR}).items():
        most[ord(first)] = value
    bones = [CONSONANTS_BY_LENGTH.get(size, CONSONANTS_LONG) for size in range(MOST_LETTERS * 2 + 1)]
    means = [-value if size >= SKELETON_LETTERS else -1.0 - value for size, value in enumerate(bones)]
    return Tables(
        *(families(), families_of(BONES), _letters({chr(code): chr(code) for code in range(1, 128)} | CONSONANTS)),
        *(_letters(KIND_OF | {letter: one for letter, (one, _) in TWO_KINDS.items() if letter not in "hp"}),),
        _letters({letter: other for letter, (_, other) in TWO_KINDS.items()}),
        families_of(tuple((spelling, chr(number)) for number, spelling in enumerate(spellings))),
        np.cumsum([0, *(len(HEARD_OF[spelling]) for spelling in spellings)], dtype=np.int64),
        np.cumsum([0, *map(len, choices)], dtype=np.int64),
        np.cumsum([0, *map(len, classes)], dtype=np.int64),
        np.frombuffer("".join(classes).encode(), dtype=np.uint8),
        np.cumsum([0, *(len(ending) for ending, _ in endings)], dtype=np.int64),
        np.frombuffer("".join(ending for ending, _ in endings).encode(), dtype=np.uint8),
        np.array([number for _, number in endings], dtype=np.int64),
        most,
        np.array([*means, -1.0 - CONSONANTS_NEAR]),
        np.array([NEAR_LETTERS, EAR_LEAST, EAR_LEAST_NEAR, MOST_SOUNDS, MOST_EARS, MOST_TRIED], dtype=np.int64),
    )


@compiled
def skeleton(rows: Numbers, size: int, tables: Tables) -> int:
    """Write the consonants of the word in row 0 into row 2, by way of row 1; how many."""
    for at in range(size):
        rows[1, at] = rows[0, at]
    count, size = 0, fold(rows, _FIRST_ROW, size, tables.skeleton)
    for at in range(size):
        for k in range(2):
            letter = int(tables.consonants[rows[1, at], k])
            if letter and (count == 0 or rows[2, count - 1] != letter):
                rows[2, count] = letter
                count += 1
    while count > 1 and rows[2, count - 1] == _H:
        count -= 1
    return count


@compiled
def outlines(word: Numbers, size: int, tables: Tables, out: Numbers, lengths: Numbers) -> int:
    """Write the outlines of the word in row 0, one row each; how many."""
    count, told = ZERO, 1
    for choice in range(1 << MOST_BRANCHES):
        if choice >= told:
            break
        written, branch = 0, 0
        for at in range(size):
            letter = int(word[0, at])
            before, behind = int(word[0, at - 1]) if at else 0, int(word[0, at + 1]) if at + 1 < size else 0
            other = letter in (_C, _J, _V) or (letter == _H and _AFTER[before]) or (letter == _P and behind == _H)
            second = other and choice >> branch & 1
            for k in range(2):
                kind = tables.others[letter, k] if second else tables.kinds[letter, k]
                if other and letter == _H and not second:
                    kind = 0
                if kind and (written == 0 or out[count, written - 1] != kind):
                    out[count, written] = kind
                    written += 1
            branch += 1 if other else 0
        told = 1 << branch
        while written > 0 and out[count, written - 1] == _KIND_H:
            written -= 1
        if written == 0:
            out[count, 0], written = _DASH, 1
        lengths[count] = written
        if not is_among(out, lengths, count, count):
            count += 1
    return count


@compiled
def _hear(rows: Numbers, size: int, unheard: bool, out: Numbers, to: int) -> int:
    """Write what the classes in row 1 are heard as, without an r behind a vowel if wanted; how many letters."""
    count, at, before = 0, 0, 0
    while at < size:
        letter = int(rows[1, at])
        if unheard and letter == _HEARD_R and before == _HEARD_A:
            end = at
            while end < size and rows[1, end] == _HEARD_R:
                end += 1
            if end == size or rows[1, end] != _HEARD_A:
                at, before = end, _HEARD_R
                continue
        before = letter
        letter = _HEARD_L if letter == _HEARD_R else letter
        if letter == _HEARD_A or count == 0 or out[to, count - 1] != letter:
            out[to, count] = letter
            count += 1
        at += 1
    kept = 0
    for at in range(count):
        letter = int(out[to, at])
        if letter == _HEARD_M and (at + 1 == count or out[to, at + 1] != _HEARD_A):
            letter = _HEARD_N
        if at == 0 or letter != _HEARD_A:
            out[to, kept] = letter
            kept += 1
    return kept


@compiled
def ears(rows: Numbers, size: int, tables: Tables, chosen: Numbers, out: Numbers, lengths: Numbers) -> int:
    """Write the ways in which the word in row 0 may be heard, one row each; how many."""
    heard, choices, at, count = tables.heard, 0, 0, ZERO
    while at < size:
        letter, took = int(rows[0, at]), 1
        for spelling in range(heard.firsts[letter], heard.firsts[letter + 1]):
            begin, end = heard.starts[spelling], heard.starts[spelling + 1]
            same = at + end - begin <= size
            for k in range(end - begin if same else 0):
                if rows[0, at + k] != heard.letters[begin + k]:
                    same = False
                    break
            if same:
                number, took = int(heard.folded[spelling]), end - begin
                for choice in range(tables.choice_starts[number], tables.choice_starts[number + 1]):
                    chosen[0, choices], chosen[1, choices] = choice, 0
                    choices += 1
                break
        at += took
    for _ in range(tables.limits[5]):
        written, with_r = ZERO, False
        for each in range(choices):
            one = tables.class_starts[chosen[0, each]] + chosen[1, each]
            for k in range(tables.class_of[one], tables.class_of[one + 1]):
                rows[1, written] = tables.classes[k]
                with_r = with_r or rows[1, written] == _HEARD_R
                written += 1
        for unheard in (False, True):
            if count < tables.limits[4] and (with_r or not unheard):
                lengths[count] = _hear(rows, written, unheard, out, count)
                if not is_among(out, lengths, count, count):
                    count += 1
        each = choices - 1
        while each >= 0:
            chosen[1, each] += 1
            if chosen[1, each] < tables.class_starts[chosen[0, each] + 1] - tables.class_starts[chosen[0, each]]:
                break
            chosen[1, each] = 0
            each -= 1
        if each < 0 or count == tables.limits[4]:
            break
    return count
