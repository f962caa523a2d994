"""What speaks against a group of listed names whose words alone may reach the threshold: the least of it. Compiled."""

import numpy as np

from screening.index._distances import compiled, edits
from screening.index._flat import (
    CONSONANTS,
    EXACT_ONLY,
    LAST_BIT,
    LONGEST,
    NAME,
    PARTICLE,
    SLACK,
    Groups,
    Names,
    Numbers,
    Rules,
    Scratch,
    Words,
)

HALF = 0.5
"""Of what matches less is left where nothing of it tells a party."""
ROUNDED = 1e-4
"""What rounding may add: .005 points to each word of the list, of a whole that is at most twice what they weigh."""
LAST_DIGIT = ord("9")
"""Numbers are written ``#224``, or begin with a digit: all these signs stand before the letters."""


@compiled
def _resemblance(a: Numbers, a0: int, a1: int, b: Numbers, b0: int, b1: int, rules: Rules, rows: Numbers) -> float:
    """How far two words resemble each other by edits alone, 0 to 1."""
    longer = max(a1 - a0, b1 - b0)
    if longer > LONGEST:
        return 1.0
    if longer == 0:
        return 0.0
    if 1.0 - abs((a1 - a0) - (b1 - b0)) / longer <= rules.resembling_from:
        return 0.0
    share = 1.0 - edits(a, a0, a1, b, b0, b1, rows) / longer
    return min(1.0, max(0.0, (share - rules.resembling_from) / rules.resembling_span))


@compiled
def _resembling(asked: Words, a: int, listed: Words, b: int, rules: Rules, rows: Numbers) -> float:
    """``screening.costs`` resemblance of two words, 0 to 1."""
    if (asked.traits[a] ^ listed.traits[b]) & CONSONANTS:
        return 0.0
    if asked.readings[a] == asked.readings[a + 1] or listed.readings[b] == listed.readings[b + 1]:
        return 0.0
    a0, a1 = asked.starts[asked.readings[a]], asked.starts[asked.readings[a] + 1]
    b0, b1 = listed.starts[listed.readings[b]], listed.starts[listed.readings[b] + 1]
    if min(a1 - a0, b1 - b0) < rules.resembling_letters:
        return 0.0
    by_letters = _resemblance(asked.letters, a0, a1, listed.letters, b0, b1, rules, rows)
    a0, a1 = asked.sound_starts[a], asked.sound_starts[a + 1]
    b0, b1 = listed.sound_starts[b], listed.sound_starts[b + 1]
    return max(by_letters, _resemblance(asked.sounds, a0, a1, listed.sounds, b0, b1, rules, rows))


@compiled
def _contradicts(traits: int, weight: float, every: bool, rules: Rules) -> bool:
    """Whether a word left over surely contradicts one of the other name: a name; of companies generic words, places.

    They have none of the traits and weigh more than a part of a legal form; what may be an address is left out.
    """
    if traits & NAME:
        return bool(not every or weight > rules.address + SLACK)
    return bool(every and rules.generic and not traits & (EXACT_ONLY | PARTICLE) and weight > rules.form + SLACK)


@compiled
def _contradiction(
    asked: Words,
    listed: Words,
    groups: Groups,
    group: int,
    names: Names,
    name: int,
    bits: np.uint64,
    every: bool,
    rules: Rules,
    scratch: Scratch,
) -> float:
    """The least weight of words that contradict: on both sides not matched, and not resembling any word.

    A word that no word of the other name is alike to is left over in every alignment; what it may be credited for
    resembling is at most its best resemblance to any word of the other name. ``every``: generic words and places
    contradict too, and may be resembled.
    """
    now = scratch.generation[0]
    first, last = names.word_starts[name], names.word_starts[name + 1]
    of_query = 0.0
    for i in range(last - first):
        a = names.words[first + i]
        if (bits >> np.uint64(min(i, LAST_BIT))) & np.uint64(1):
            continue
        if _contradicts(asked.traits[a], names.weights[first + i], every, rules):
            best = 0.0
            for at in range(groups.word_starts[group], groups.word_starts[group + 1]):
                b = groups.words[at]
                if every or listed.traits[b] & NAME:
                    share = _resembling(asked, a, listed, b, rules, scratch.rows)
                    best = max(best, share * min(names.weights[first + i], groups.weights[at]))
            of_query += names.weights[first + i] - best
    if of_query <= 0.0:
        return 0.0
    of_listed = 0.0
    for at in range(groups.word_starts[group], groups.word_starts[group + 1]):
        b = groups.words[at]
        if scratch.stamps[b] != now and _contradicts(listed.traits[b], groups.weights[at], every, rules):
            best = 0.0
            for i in range(first, last):
                a = names.words[i]
                if every or asked.traits[a] & NAME:
                    share = _resembling(asked, a, listed, b, rules, scratch.rows)
                    best = max(best, share * min(names.weights[i], groups.weights[at]))
            of_listed += groups.weights[at] - best
    return min(of_query, of_listed)


@compiled
def _is_number(words: Words, word: int) -> bool:
    """Whether a word is surely a number: the first letter of an initial is none of these."""
    if not words.traits[word] & EXACT_ONLY or words.readings[word] == words.readings[word + 1]:
        return False
    return bool(words.letters[words.starts[words.readings[word]]] <= LAST_DIGIT)


@compiled
def _numbers_differ(
    asked: Words, listed: Words, groups: Groups, group: int, names: Names, name: int, bits: np.uint64, scratch: Scratch
) -> float:
    """The weight of numbers that contradict: left over on both sides, for a number is like no other one."""
    of_query = of_listed = 0.0
    first, last = names.word_starts[name], names.word_starts[name + 1]
    for i in range(last - first):
        if not (bits >> np.uint64(min(i, LAST_BIT))) & np.uint64(1) and _is_number(asked, names.words[first + i]):
            of_query += names.weights[first + i]
    if of_query > 0.0:
        for at in range(groups.word_starts[group], groups.word_starts[group + 1]):
            if scratch.stamps[groups.words[at]] != scratch.generation[0] and _is_number(listed, groups.words[at]):
                of_listed += groups.weights[at]
    return min(of_query, of_listed)


@compiled
def tells_nothing(listed: Words, groups: Groups, group: int, rules: Rules, scratch: Scratch) -> bool:
    """Whether a group has words that tell a party and none of them is alike to a word of the query.

    Then what matches costs as much as it weighs, and more (``screening.costs.GENERIC_ONLY``): less than half is left.
    """
    tells = False
    for at in range(groups.word_starts[group], groups.word_starts[group + 1]):
        word = groups.words[at]
        if scratch.stamps[word] != scratch.generation[0]:
            tells = tells or listed.traits[word] & NAME != 0
        elif listed.traits[word] & (NAME | EXACT_ONLY) or (rules.person and not listed.traits[word] & PARTICLE):
            return False
    return bool(tells and rules.threshold >= HALF)


@compiled
def _unlike(asked: Words, a: int, listed: Words, groups: Groups, group: int, rules: Rules, scratch: Scratch) -> bool:
    """Whether a word of the query resembles no word of a group well."""
    for at in range(groups.word_starts[group], groups.word_starts[group + 1]):
        if _resembling(asked, a, listed, groups.words[at], rules, scratch.rows) > rules.resembling_well - SLACK:
            return False
    return True


@compiled
def _thin(
    asked: Words,
    listed: Words,
    groups: Groups,
    group: int,
    names: Names,
    name: int,
    bits: np.uint64,
    joined: bool,
    rules: Rules,
    scratch: Scratch,
) -> float:
    """The least that thin evidence costs: names left over on either side, beside one word that tells a party or more.

    Words that nothing is alike to are left over in every alignment, and of each word that something is alike to at most
    one pair is made; ``joined``: it may be two words of the query, which are no thin evidence. Where none tells a party
    less than half is left, so more than this is paid.
    """
    tells, left_over, matched = False, False, 2 if joined else 0
    for at in range(groups.word_starts[group], groups.word_starts[group + 1]):
        word = groups.words[at]
        is_name = listed.traits[word] & NAME != 0
        tells = tells or is_name
        if scratch.stamps[word] != scratch.generation[0]:
            left_over = left_over or is_name
        elif listed.traits[word] & (NAME | EXACT_ONLY) or (rules.person and not listed.traits[word] & PARTICLE):
            matched += 1
    if not tells or rules.threshold < HALF:
        return 0.0
    if matched <= 1:
        first, last = names.word_starts[name], names.word_starts[name + 1]
        for i in range(last - first):
            a = names.words[first + i]
            if not asked.traits[a] & NAME or names.weights[first + i] <= rules.address + SLACK:
                continue
            if (bits >> np.uint64(min(i, LAST_BIT))) & np.uint64(1):
                continue
            if _unlike(asked, a, listed, groups, group, rules, scratch):
                return rules.left_over + rules.thin_query
    if not left_over:
        return 0.0
    return rules.left_over + (rules.thin_listed if matched <= 1 else 0.0)


@compiled
def contradicted(
    asked: Words,
    listed: Words,
    groups: Groups,
    group: int,
    names: Names,
    name: int,
    bits: np.uint64,
    joined: bool,
    cost: float,
    rules: Rules,
    scratch: Scratch,
) -> bool:
    """Whether what contradicts keeps a group below the threshold, whose words alone may reach it at ``cost``."""
    cost += rules.number * _numbers_differ(asked, listed, groups, group, names, name, bits, scratch)
    cost += _thin(asked, listed, groups, group, names, name, bits, joined, rules, scratch)
    differs = _contradiction(asked, listed, groups, group, names, name, bits, False, rules, scratch)
    against = differs
    if not rules.person:
        against = _contradiction(asked, listed, groups, group, names, name, bits, True, rules, scratch)
    per_weight = rules.threshold * rules.decisive * min(1.0, differs)
    gain, weight = 0.0, 0.0
    first, last = groups.word_starts[group], groups.word_starts[group + 1]
    for at in range(first, last):
        number = groups.words[at]
        weight += groups.weights[at]
        if scratch.stamps[number] == scratch.generation[0]:
            gain += max(0.0, scratch.gains[number] - per_weight * groups.weights[at])
    rounded = ROUNDED * (last - first) * weight
    return bool(gain + SLACK + rounded < rules.threshold * (cost + rules.contradiction * against))
