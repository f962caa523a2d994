"""Listed words that may be alike to a query word, each with the most that they are alike. Compiled.

Strings stay outside: a word is its bytes, its keys as hashes and a few traits. Words are found by common keys, and by
edits through symmetric deletion; what a key says bounds the likeness, letters narrow it. Never below the likeness that
``screening.similarity`` gives.
"""

import numpy as np

from screening.index._distances import compiled, deletions, edit_cost, path_cost, within, within_caller
from screening.index._flat import (
    BONES,
    CONSONANTS,
    EAR,
    EDIT,
    EXACT_ONLY,
    HANGUL,
    LONGEST,
    PARTICLE,
    PATH,
    SCRIPTS,
    SLACK,
    SYLLABLE,
    UNATTESTED,
    UNEDITED,
    Asked,
    Near,
    Numbers,
    Paths,
    Rules,
    Scratch,
    Table,
    Words,
)  # fmt: skip


@compiled
def _allowed(shorter: int, longer: int) -> int:
    if shorter < 3 or longer > LONGEST:
        return 0
    return 2 if shorter >= 7 or (shorter == 6 and longer >= 8) else 1


@within_caller
def _by_letters(asked: Words, a: int, listed: Words, b: int, bits: int, rules: Rules, rows: Numbers) -> float:
    """The most that two words with vowels are alike by edits, or where their consonants are equal."""
    most = 0.0
    bones = bits & BONES and rules.person
    letters, spelled, changes = asked.letters, listed.letters, rules.changes
    for i in range(asked.readings[a], asked.readings[a + 1]):
        a0, a1 = asked.starts[i], asked.starts[i + 1]
        for j in range(listed.readings[b], listed.readings[b + 1]):
            b0, b1 = listed.starts[j], listed.starts[j + 1]
            shorter, longer = min(a1 - a0, b1 - b0), max(a1 - a0, b1 - b0)
            if longer > LONGEST:
                if bones:
                    most = max(most, rules.skeleton)
                continue
            allowed = _allowed(shorter, longer)
            near = bool(bits & EDIT) and longer - shorter <= allowed and allowed > 0
            near = near and within(letters, a0, a1, spelled, b0, b1, allowed, rows)
            if not near and not bones:
                continue
            cost = edit_cost(letters, a0, a1, spelled, b0, b1, changes, rows)
            score = 1.0 - cost * rules.units[longer]
            if not near:
                score = max(rules.skeleton, score) if cost <= rules.skeleton_cost else 0.0
            p, q = asked.attested[i], listed.attested[j]
            if score < rules.attested_score and p < UNATTESTED > q and p + q <= rules.attested_sum:
                continue  # two names of their own
            most = max(most, score)
    return most if most >= rules.least else 0.0


@within_caller
def _particles_alike(asked: Words, a: int, listed: Words, b: int, rules: Rules) -> float:
    """The most that a particle and a word that is nearly it are alike."""
    for i in range(asked.readings[a], asked.readings[a + 1]):
        m = asked.starts[i + 1] - asked.starts[i]
        for j in range(listed.readings[b], listed.readings[b + 1]):
            n = listed.starts[j + 1] - listed.starts[j]
            if max(m, n) <= rules.particle_letters and abs(m - n) == 1:
                return rules.particle
    return 0.0


@within_caller
def _by_path(native: Paths, a: int, latin: Words, b: int, rules: Rules, rows: Numbers) -> float:
    """The most that a word of a script without vowels and a word with them are alike."""
    best = 0.0
    for j in range(latin.readings[b], latin.readings[b + 1]):
        start, end = latin.starts[j], latin.starts[j + 1]
        longer = max(native.lengths[a], end - start)
        if longer > LONGEST:
            return rules.letters_most
        unit = rules.letters_unit * rules.units[longer]
        most = (rules.letters_most - rules.least) / unit
        for form in range(native.forms[a], native.forms[a + 1]):
            cost = native.form_costs[form]
            cost += path_cost(native, form, latin.letters, start, end, most - cost + SLACK, rows)
            best = max(best, rules.letters_most - cost * unit)
    return best if best >= rules.least - SLACK else 0.0


@within_caller
def _by_ear(asked: Words, a: int, listed: Words, b: int, rules: Rules, rows: Numbers) -> float:
    """The most that two words are alike of which one is heard as the other: by the letters that they have in common."""
    most = 0.0
    for i in range(asked.readings[a], asked.readings[a + 1]):
        a0, a1 = asked.starts[i], asked.starts[i + 1]
        for j in range(listed.readings[b], listed.readings[b + 1]):
            b0, b1 = listed.starts[j], listed.starts[j + 1]
            if b1 - b0 > LONGEST:
                return rules.ear_equal[0] + rules.ear_equal[1]
            for k in range(b1 - b0 + 1):
                rows[0, k] = 0
            for m in range(a0, a1):  # the longest common subsequence, as ``Indel`` counts it
                before = 0.0
                for k in range(b1 - b0):
                    here = rows[0, k + 1]
                    if asked.letters[m] == listed.letters[b0 + k]:
                        rows[0, k + 1] = before + 1
                    elif rows[0, k] > here:
                        rows[0, k + 1] = rows[0, k]
                    before = here
            most = max(most, 2 * rows[0, b1 - b0] / max(1, a1 - a0 + b1 - b0))
    return SLACK + max(rules.ear_equal[0] + rules.ear_equal[1] * most, rules.ear_near[0] + rules.ear_near[1] * most)


@within_caller
def _alike(
    asked: Words, spoken: Paths, a: int, listed: Words, native: Paths, b: int, most: float, bits: int, rules: Rules,
    scratch: Scratch,
) -> float:  # fmt: skip
    """The most that a query word and a listed word are alike, given what their common keys say."""
    p, q, rows = asked.traits[a], listed.traits[b], scratch.rows
    if bits & EAR and rules.person:
        most = max(most, _by_ear(asked, a, listed, b, rules, rows))
    if bits & PATH and most < rules.letters_most:
        if p & CONSONANTS:
            most = max(most, _by_path(spoken, a, listed, b, rules, scratch.paths))
        else:
            most = max(most, _by_path(native, b, asked, a, rules, scratch.paths))
    if p & q & SCRIPTS and most < 1.0:
        return most if p & q & HANGUL and p & q & SYLLABLE else 0.0
    if (p | q) & CONSONANTS or most >= rules.equal:
        return most
    if (p | q) & PARTICLE:
        return _particles_alike(asked, a, listed, b, rules)
    if bits & (EDIT | BONES) and not (p | q) & UNEDITED:
        return max(most, _by_letters(asked, a, listed, b, bits, rules, rows))
    return most


@compiled
def by_keys(keys: Asked, word: int, table: Table, traits_of: Numbers, traits: int, scratch: Scratch) -> int:
    """Note all listed words that share a key, with what it says; returns how many."""
    stamps, mosts, noted, touched = scratch.stamps, scratch.most, scratch.bits, scratch.touched
    table_hashes, table_ids, buckets, now = table.hashes, table.ids, table.buckets, scratch.generation[0]
    count, words = 0, len(traits_of)
    for key in range(keys.starts[word], keys.starts[word + 1]):
        wanted, most = keys.hashes[key], keys.most[key]
        bucket = int(wanted) >> table.shift
        for at in range(buckets[bucket], buckets[bucket + 1]):
            if table_hashes[at] != wanted:
                continue
            number, value, bits = table_ids[at], 0.0, 0
            if most >= 0:
                value = most
            elif most < -3:
                bits = EAR
            elif most < -2:
                bits = PATH
            elif traits & CONSONANTS or (number < words and traits_of[number] & CONSONANTS):
                value = -most % 1.0
            elif most > -1:
                bits = BONES
            else:
                continue
            if stamps[number] != now:
                stamps[number] = now
                mosts[number], noted[number] = 0.0, 0
                touched[count] = number
                count += 1
            mosts[number] = max(mosts[number], value)
            noted[number] |= bits
    return count


@compiled
def _by_deletions(asked: Words, word: int, table: Table, count: int, scratch: Scratch) -> int:
    """Note all listed words within reach of edits; returns how many words are noted."""
    if asked.traits[word] & (CONSONANTS | EXACT_ONLY | UNEDITED):
        return count
    stamps, mosts, noted, touched = scratch.stamps, scratch.most, scratch.bits, scratch.touched
    table_hashes, table_ids, buckets, now = table.hashes, table.ids, table.buckets, scratch.generation[0]
    hashes = scratch.hashes
    for reading in range(asked.readings[word], asked.readings[word + 1]):
        found = deletions(asked.letters, asked.starts[reading], asked.starts[reading + 1], hashes)
        for k in range(found):
            wanted = hashes[k]
            bucket = int(wanted) >> table.shift
            for at in range(buckets[bucket], buckets[bucket + 1]):
                if table_hashes[at] != wanted:
                    continue
                number = table_ids[at]
                if stamps[number] != now:
                    stamps[number] = now
                    mosts[number], noted[number] = 0.0, 0
                    touched[count] = number
                    count += 1
                noted[number] |= EDIT
    return count


@compiled
def neighbours(
    asked: Words, spoken: Paths, keys: Asked, listed: Words, native: Paths, table: Table, edited: Table,
    post_starts: Numbers, rules: Rules, scratch: Scratch,
) -> Near:  # fmt: skip
    """For every query word the listed words, joined ones included, that may be alike to it. Whatever the threshold."""
    size, words, least = len(asked.traits), len(listed.traits), rules.least
    starts, costs = np.zeros(size + 1, np.int64), np.zeros(size, np.int64)
    ids, likeness = np.empty(64, np.uint32), np.empty(64, np.float64)
    most, bits, touched = scratch.most, scratch.bits, scratch.touched
    total = 0
    for word in range(size):
        scratch.generation[0] += 1
        count = by_keys(keys, word, table, listed.traits, asked.traits[word], scratch)
        count = _by_deletions(asked, word, edited, count, scratch)
        while total + count > len(ids):
            ids, likeness = np.append(ids, np.empty_like(ids)), np.append(likeness, np.empty_like(likeness))
        for k in range(count):
            number = touched[k]
            alike = most[number]
            if number < words:
                alike = _alike(asked, spoken, word, listed, native, number, alike, bits[number], rules, scratch)
            if alike < least:
                continue
            ids[total], likeness[total] = number, alike
            costs[word] += post_starts[number + 1] - post_starts[number]
            total += 1
        starts[word + 1] = total
    return Near(starts, ids[:total], likeness[:total], costs)


@compiled
def joined_neighbours(
    pairs: Asked, traits: Numbers, table: Table, post_starts: Numbers, rules: Rules, scratch: Scratch
) -> Near:
    """For every joined pair of query words the listed words that it may stand for."""
    size, words = len(pairs.starts) - 1, len(traits)
    starts, costs = np.zeros(size + 1, np.int64), np.zeros(size, np.int64)
    ids, likeness = np.empty(64, np.uint32), np.empty(64, np.float64)
    most, touched = scratch.most, scratch.touched
    total = 0
    for pair in range(size):
        scratch.generation[0] += 1
        count = by_keys(pairs, pair, table, traits, 0, scratch)
        while total + count > len(ids):
            ids, likeness = np.append(ids, np.empty_like(ids)), np.append(likeness, np.empty_like(likeness))
        for k in range(count):
            number = touched[k]
            if number >= words or most[number] < rules.least:
                continue
            ids[total], likeness[total] = number, most[number]
            costs[pair] += post_starts[number + 1] - post_starts[number]
            total += 1
        starts[pair + 1] = total
    return Near(starts, ids[:total], likeness[:total], costs)
