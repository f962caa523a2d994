"""Adjacent words of a query that may be one listed word: a quick, exact refusal for nearly all of them. Compiled.

Two words written as one are alike to a listed word of equal letters, equal sounds or the same English word only
(``screening.score.joined_likeness``). No way to read a word by ``screening.sound`` changes the order of its b, l, m, n,
r and a but at its end; so where no listed word has the same order, there is nothing to ask for. The others are asked
by the keys of ``screening.keys``.
"""

import numpy as np

from screening.index._distances import compiled
from screening.index._flat import (
    ABD,
    BESIDE,
    BLOOM_BITS,
    INITIAL,
    JOINS,
    PLAIN,
    WHOLE,
    Joining,
    Learnt,
    Names,
    Numbers,
    Pieces,
    Words,
)  # fmt: skip

LEAST_JOINED = 4
"""Two words written as one are looked up from this many letters on."""
_LONGEST_JOINED = 96
"""Longer ones are not refused."""
_A, _B, _H, _L, _M, _N, _O, _R, _U = (ord(letter) for letter in "abhlmnoru")


@compiled
def order(letters: Numbers, start: int, end: int) -> int:
    """Hash of the order of letters that no reading of a word changes; doubles count once, a last a not at all."""
    stop = end
    while stop > start and letters[stop - 1] in (_A, _H, _O, _U):
        stop -= 1
    found, before = 2166136261, 0
    for at in range(start, stop):
        letter = int(letters[at])
        if letter != before and letter in (_A, _B, _L, _M, _N, _R):
            found = ((found ^ letter) * 16777619) & 0xFFFFFFFF
        before = letter
    return _mixed(found)


@compiled
def _mixed(found: int) -> int:
    found = ((found ^ (found >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    return found ^ (found >> 16)


@compiled
def _has(bloom: Numbers, found: int) -> bool:
    bit = found & ((1 << BLOOM_BITS) - 1)
    return bool((int(bloom[bit >> 3]) >> (bit & 7)) & 1)


@compiled
def orders(words: Words) -> Numbers:
    """The orders of all readings of words, as a Bloom filter."""
    bloom = np.zeros((1 << BLOOM_BITS) // 8, np.uint8)
    for reading in range(len(words.starts) - 1):
        bit = order(words.letters, words.starts[reading], words.starts[reading + 1]) & ((1 << BLOOM_BITS) - 1)
        bloom[bit >> 3] |= 1 << (bit & 7)
    return bloom


@compiled
def spellings(words: Words) -> Numbers:
    """All readings of words, as a Bloom filter."""
    bloom = np.zeros((1 << BLOOM_BITS) // 8, np.uint8)
    for reading in range(len(words.starts) - 1):
        found = 2166136261
        for at in range(words.starts[reading], words.starts[reading + 1]):
            found = ((found ^ int(words.letters[at])) * 16777619) & 0xFFFFFFFF
        bit = _mixed(found) & ((1 << BLOOM_BITS) - 1)
        bloom[bit >> 3] |= 1 << (bit & 7)
    return bloom


@compiled
def _worth_asking(joined: Numbers, size: int, joining: Joining) -> bool:
    """Whether a joined word may be alike to a listed one: by the order of letters, or as a word that has a meaning."""
    if _has(joining.orders, order(joined, 0, size)):
        return True
    found = 2166136261
    for at in range(size):
        found = ((found ^ int(joined[at])) * 16777619) & 0xFFFFFFFF
        stem = at + 1 == size or at + 1 >= max(joining.stem_letters, size - joining.ending_letters)
        if stem and _has(joining.stems, _mixed(found)):
            return True
    return False


@compiled
def joinable(names: Names, learnt: Learnt, joining: Joining) -> tuple[Numbers, Numbers]:
    """Pairs of adjacent words worth asking for: where those of each query begin, the position of each first word."""
    size = len(names.initials)
    starts, positions, total = np.zeros(size + 1, np.int64), np.empty(64, np.int64), 0
    joined = np.zeros(_LONGEST_JOINED, np.uint8)
    words, marks, glued_starts, glued = names.words, learnt.marks, learnt.glued_starts, learnt.glued
    abd_starts, after_abd = learnt.after_abd_starts, learnt.after_abd
    for name in range(size):
        for position in range(names.word_starts[name], names.word_starts[name + 1] - 1):
            a, b = words[position], words[position + 1]
            if not marks[a] & marks[b] & JOINS:
                continue
            count, told, long = 0, True, False
            if marks[a] & ABD:
                joined[0], joined[1], joined[2] = 97, 98, 100
                begin, end, count = abd_starts[b], abd_starts[b + 1], 3
            else:
                for at in range(glued_starts[a], glued_starts[a + 1]):
                    if count == _LONGEST_JOINED:
                        long = True
                        break
                    joined[count] = glued[at]
                    count += 1
                begin, end = glued_starts[b], glued_starts[b + 1]
            for at in range(begin, end):
                if count == _LONGEST_JOINED:
                    long = True
                    break
                joined[count] = after_abd[at] if marks[a] & ABD else glued[at]
                count += 1
            for at in range(count):
                told = told and joined[at] < 128
            if not told or count < LEAST_JOINED or not (long or _worth_asking(joined, count, joining)):
                continue
            if total == len(positions):
                positions = np.append(positions, np.empty_like(positions))
            positions[total] = position
            total += 1
        starts[name + 1] = total
    return starts, positions[:total]


@compiled
def assemble(  # noqa: PLR0917  # compiled functions take no names
    starts: Numbers, numbers: Numbers, pieces: Pieces, learnt: Learnt, missing: float, joining: Joining
) -> tuple[Numbers, Names, Numbers, Numbers]:
    """Put names together from pieces: how each is read, the names, and what ``joinable`` gives.

    Those that are only read whole stay empty.
    """
    size = len(starts) - 1
    read, total = np.full(size, PLAIN, np.uint8), 0
    for name in range(size):
        for at in range(starts[name], starts[name + 1]):
            plain = pieces.plain[numbers[at]]
            if plain == WHOLE or (plain == BESIDE and read[name] == PLAIN):
                read[name] = plain
        if read[name] != WHOLE:
            for at in range(starts[name], starts[name + 1]):
                total += pieces.word_starts[numbers[at] + 1] - pieces.word_starts[numbers[at]]
    word_starts, words, weights = np.zeros(size + 1, np.int64), np.empty(total, np.int64), np.empty(total)
    initials = np.zeros(size, np.int64)
    total = 0
    for name in range(size):
        if read[name] != WHOLE:
            for at in range(starts[name], starts[name + 1]):
                for k in range(pieces.word_starts[numbers[at]], pieces.word_starts[numbers[at] + 1]):
                    word = pieces.words[k]
                    words[total], weights[total] = word, learnt.weights[word]
                    initials[name] += 1 if learnt.marks[word] & INITIAL else 0
                    total += 1
        word_starts[name + 1] = total
    none, ids, no_weights = np.zeros(size + 1, np.int64), np.empty(0, np.int64), np.empty(0)
    lost, cut = np.full(size, missing), np.zeros(size, np.uint8)
    names = Names(word_starts, words, weights, none, np.full(size, -1), ids, no_weights, lost, initials, cut)
    pair_starts, positions = joinable(names, learnt, joining)
    return read, names, pair_starts, positions
