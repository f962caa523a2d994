"""Adjacent words of a query that may be one listed word: a quick, exact refusal for nearly all of them. Compiled.

Two words written as one are alike to a listed word of equal letters, equal sounds or the same English word only
(``screening.score.joined_likeness``). A joined word that no habit of spelling gives a second reading is read here, and
refused where no listed word is spelled or read so. For the others: no way to read a word by ``screening.sound`` changes
the order of certain letters but at its end; so where no listed word has the same order, there is nothing to ask for.
What is left is asked by the keys of ``screening.keys``.
"""

import numpy as np

from screening.index._distances import compiled
from screening.index._flat import (
    ABD,
    BESIDE,
    INITIAL,
    JOINS,
    NEEDED,
    PLAIN,
    WHOLE,
    Joining,
    Learnt,
    Names,
    Numbers,
    Pieces,
    Rules,
    Words,
)  # fmt: skip

LEAST_JOINED = 4
"""Two words written as one are looked up from this many letters on."""
_MASK, _SHIFT = (1 << 20) - 1, 12
_LONGEST_JOINED = 96
"""Longer ones are not refused."""
_A, _B, _C, _E, _F, _G, _H, _I, _J, _K, _L, _M, _N = (ord(letter) for letter in "abcefghijklmn")
_O, _P, _R, _S, _T, _U, _V, _W, _Y, _Z = (ord(letter) for letter in "oprstuvwyz")


@compiled
def order(letters: Numbers, start: int, end: int) -> int:
    """Hash of the order of letters that no reading of a word changes: a, b, g, l, m, n, p, r, and f, ph, v, w as one.

    One of them behind itself counts once, whatever stands between. Behind the last b, g, l, m, n or r nothing counts:
    readings change ends.
    """
    found, running, before = 2166136261, 2166136261, 0
    for at in range(start, end):
        letter = int(letters[at])
        if letter in (_F, _W) or (letter == _P and at + 1 < end and letters[at + 1] == _H):
            letter = _V
        if letter == before:
            continue
        lasting = letter in (_B, _G, _L, _M, _N, _R)
        if lasting or letter in (_A, _P, _V):
            running = ((running ^ letter) * 16777619) & 0xFFFFFFFF
            before = letter
        if lasting:
            found = running
    return _mixed(found)


@compiled
def _mixed(found: int) -> int:
    found = ((found ^ (found >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    return found ^ (found >> 16)


@compiled
def _has(bloom: Numbers, found: int) -> bool:
    low, high = found & _MASK, found >> _SHIFT
    return bool((int(bloom[low >> 3]) >> (low & 7)) & (int(bloom[high >> 3]) >> (high & 7)) & 1)


@compiled
def _note(bloom: Numbers, found: int) -> None:
    for bit in (found & _MASK, found >> _SHIFT):
        bloom[bit >> 3] |= 1 << (bit & 7)


@compiled
def orders(words: Words) -> Numbers:
    """The orders of all readings of words, as a Bloom filter."""
    bloom = np.zeros((_MASK + 1) // 8, np.uint8)
    for reading in range(len(words.starts) - 1):
        _note(bloom, order(words.letters, words.starts[reading], words.starts[reading + 1]))
    return bloom


@compiled
def spellings(words: Words) -> Numbers:
    """All readings of words, as a Bloom filter."""
    bloom = np.zeros((_MASK + 1) // 8, np.uint8)
    for reading in range(len(words.starts) - 1):
        found = 2166136261
        for at in range(words.starts[reading], words.starts[reading + 1]):
            found = ((found ^ int(words.letters[at])) * 16777619) & 0xFFFFFFFF
        _note(bloom, _mixed(found))
    return bloom


@compiled
def _has_habit(word: Numbers, size: int) -> bool:
    """``screening.sound`` reads a word without any of these in one way."""
    for at in range(size):
        letter, behind = word[at], word[at + 1] if at + 1 < size else 0
        if letter in (_J, _W, _Z):
            return True
        if (letter == _C and behind in (_H, _K)) or (letter in (_I, _Y) and behind == _O):
            return True
        if (letter == _G and behind == _U) or (letter == _K and behind == _I) or (letter == _T and behind == _S):
            return True
    if size > 1 and word[0] == _Y and word[1] == _U:
        return True
    return bool(size > 1 and word[size - 1] == _U and word[size - 2] in (_A, _O))


@compiled
def heard(word: Numbers, size: int, joining: Joining, out: Numbers) -> int:
    """What ``screening.sound`` reads a word as that has no habit; returns how many letters."""
    count, at = 0, 0
    ine = size > 3 and word[size - 3] == _I and word[size - 2] == _N and word[size - 1] == _E
    if ine and word[size - 4] not in (_A, _E, _I, _J, _O, _U, _Y) and _A <= word[size - 4] <= _Z:
        size -= 1
    while at < size:
        letter, took = word[at], 1
        for family in range(joining.firsts[letter], joining.firsts[letter + 1]):
            begin, end = joining.family_starts[family], joining.family_starts[family + 1]
            same = at + end - begin <= size
            for k in range(end - begin if same else 0):
                if word[at + k] != joining.family_letters[begin + k]:
                    same = False
                    break
            if same:
                letter, took = joining.families[family], end - begin
                break
        if count == 0 or out[count - 1] != letter:
            out[count] = letter
            count += 1
        at += took
    if count > 1 and out[count - 1] == _H and out[count - 2] in (_A, _I, _U):
        return count - 1
    if count > 1 and out[count - 1] == _F and out[count - 2] in (_I, _U):
        out[count - 1] = _V
    return count


@compiled
def _worth_asking(joined: Numbers, size: int, joining: Joining, out: Numbers) -> bool:
    """Whether a joined word may be alike to a listed one: as it is spelled or heard, or as a word with a meaning."""
    found = 2166136261
    for at in range(size):
        found = ((found ^ int(joined[at])) * 16777619) & 0xFFFFFFFF
        stem = at + 1 == size or at + 1 >= max(joining.stem_letters, size - joining.ending_letters)
        if stem and _has(joining.stems, _mixed(found)):
            return True
    if _has(joining.told, _mixed(found)):
        return True
    if _has_habit(joined, size):
        return _has(joining.orders, order(joined, 0, size))
    found = 2166136261
    for at in range(heard(joined, size, joining, out)):
        found = ((found ^ int(out[at])) * 16777619) & 0xFFFFFFFF
    return _has(joining.told, _mixed(found))


@compiled
def joinable(names: Names, learnt: Learnt, joining: Joining) -> tuple[Numbers, Numbers]:
    """Pairs of adjacent words worth asking for: where those of each query begin, the position of each first word."""
    size = len(names.initials)
    starts, positions, total = np.zeros(size + 1, np.int64), np.empty(64, np.int64), 0
    joined, out = np.zeros(_LONGEST_JOINED, np.uint8), np.zeros(_LONGEST_JOINED, np.uint8)
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
            if not told or count < LEAST_JOINED or not (long or _worth_asking(joined, count, joining, out)):
                continue
            if total == len(positions):
                positions = np.append(positions, np.empty_like(positions))
            positions[total] = position
            total += 1
        starts[name + 1] = total
    return starts, positions[:total]


@compiled
def assemble(  # noqa: PLR0917  # compiled functions take no names
    starts: Numbers, numbers: Numbers, pieces: Pieces, learnt: Learnt, rules: Rules, joining: Joining
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
    initials, missing, needed = np.zeros(size, np.int64), np.full(size, rules.missing), np.zeros(size)
    total = 0
    for name in range(size):
        if read[name] != WHOLE:
            for at in range(starts[name], starts[name + 1]):
                for k in range(pieces.word_starts[numbers[at]], pieces.word_starts[numbers[at] + 1]):
                    word = pieces.words[k]
                    words[total], weights[total] = word, learnt.weights[word]
                    initials[name] += 1 if learnt.marks[word] & INITIAL else 0
                    if learnt.marks[word] & NEEDED:
                        needed[name] = rules.needed
                    total += 1
        word_starts[name + 1] = total
    none, ids, no_weights = np.zeros(size + 1, np.int64), np.empty(0, np.int64), np.empty(0)
    cut = np.zeros(size, np.uint8)
    names = Names(word_starts, words, weights, none, np.full(size, -1), ids, no_weights, missing, needed, initials, cut)
    pair_starts, positions = joinable(names, learnt, joining)
    return read, names, pair_starts, positions
