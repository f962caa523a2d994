"""Which names hold a word alike to a listed one, or two words that may be one listed word: told for all names at once.

Of two words written as one and a listed word, the letters a, b, g, l, m, n, r are the same in the same order, doubles
counted once: however a word is heard, these letters stay (``screening.sound``; ``tests/test_sieve.py`` holds it). So a
word has a number that its letters make, and that of two words follows from theirs. Nothing is told of two words that
may begin with a stem of a listed word's meaning, nor where the last letters are heard otherwise ("Volkau").
"""

import numpy as np

from screening import lexicon
from screening.index._flat import ABD, Names, Numbers
from screening.index._layout import Layout, word_of
from screening.index._vocabulary import Vocabulary
from screening.names import meanings
from screening.sound import sounds

STABLE = "abglmnr"
_DIGITS = {ord(letter): at for at, letter in enumerate(STABLE, start=1)}
_BASE = 8
_MANY = 1 << 64
_MIX, _SLOTS = 0x9E3779B97F4A7C15, 16
"""Of the number the upper bits of its product say the place in a table of 65,536."""


class Mesh:
    """What the listed words of one kind let through; the words of queries numbered as one vocabulary does."""

    def __init__(self, layout: Layout) -> None:
        """Take the listed words."""
        tokens = [word_of(layout, number) for number in range(len(layout.texts))]
        readings = {each for token in tokens for each in token.readings}
        listed = readings.union(*(meanings(token.text, token.readings) for token in tokens), *map(sounds, readings))
        self._listed = np.zeros(1 << _SLOTS, np.bool_)
        self._listed[_slots(np.array([code(each.encode())[0] for each in sorted(listed)], np.uint64))] = True
        stems = [each for each in lexicon.translated() if each.isascii()]
        meant = [each for each in stems if not readings.isdisjoint(lexicon.translations(each, cyrillic=False))]
        self._stems = frozenset(each.encode() for each in meant)
        self._beginnings = frozenset(stem[:size] for stem in self._stems for size in range(1, len(stem)))
        self._has_initials = bool(layout.initials.any())
        self._codes: Numbers = np.zeros((0, 6), np.uint64)
        self._begins: Numbers = np.zeros(0, np.bool_)
        self._ends: Numbers = np.zeros(0, np.bool_)

    def through(self, names: Names, vocabulary: Vocabulary) -> Numbers:
        """Numbers of the names that may have a candidate, ascending; to be called while learning."""
        known = vocabulary.arrays()
        self._learn(known)
        words, codes = names.words, self._codes[names.words]
        hit = (np.diff(known["near_starts"]) > 0)[words]
        a, b = codes[:-1], codes[1:]
        doubled = (a[:, 5] == b[:, 4]) & (b[:, 4] > 0)
        joined = a[:, 0] * np.where(doubled, b[:, 3], b[:, 1]) + np.where(doubled, b[:, 2], b[:, 0])
        paired = self._listed[_slots(joined)] | self._begins[words[:-1]] | self._ends[words[1:]]
        ends = names.word_starts[1:-1]
        paired[ends[(ends > 0) & (ends < len(words))] - 1] = False  # the last word of a name and the first of the next
        hit[:-1] |= paired
        counted = np.append(0, np.add.accumulate(hit))
        worth = counted[names.word_starts[1:]] > counted[names.word_starts[:-1]]
        alone = (names.initials > 0) | self._has_initials  # initials need no word in common
        found: Numbers = np.flatnonzero(worth | alone)
        return found

    def _learn(self, known: dict[str, Numbers]) -> None:
        """Take in the words that the vocabulary learnt since."""
        starts, glued = known["glued_starts"], known["glued"].tobytes()
        new = range(len(self._codes), len(starts) - 1)
        if new:
            letters = [glued[starts[number] : starts[number + 1]] for number in new]
            self._codes = np.concatenate([self._codes, np.array([code(each) for each in letters], np.uint64)])
            begins = np.array([self._may_begin(each) for each in letters], np.bool_)
            self._begins = np.append(self._begins, begins | (known["marks"][new.start :] & ABD > 0))
            self._ends = np.append(self._ends, [each.endswith(b"au") or each == b"u" for each in letters])

    def _may_begin(self, word: bytes) -> bool:
        """Whether a word, or one that it begins, may begin with a stem of a listed word's meaning."""
        return word in self._beginnings or any(word[:size] in self._stems for size in range(1, len(word) + 1))


def code(word: bytes) -> tuple[int, int, int, int, int, int]:
    """The number of a word and the weight of a letter before it; both without its first letter; its first, its last."""
    digits = list[int]()
    for letter in word:
        digit = _DIGITS.get(letter, 0)
        if digit and digits[-1:] != [digit]:
            digits.append(digit)
    number = weight = 0
    for digit in digits:
        number = (number * _BASE + digit) % _MANY
    weight = pow(_BASE, len(digits), _MANY)
    if not digits:
        return 0, weight, 0, weight, 0, 0
    before = pow(_BASE, len(digits) - 1, _MANY)
    return number, weight, (number - digits[0] * before) % _MANY, before, digits[0], digits[-1]


def _slots(codes: Numbers) -> Numbers:
    return (codes * np.uint64(_MIX)) >> np.uint64(64 - _SLOTS)
