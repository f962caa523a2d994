"""Listed words that may be alike to a query word, each with the most that they are alike. Compiled.

Strings stay outside: a word is its bytes, its keys as hashes and a few traits. Words are found by common keys, and by
edits through symmetric deletion; what a key says bounds the likeness, letters narrow it. Never below the likeness that
``screening.similarity`` gives. All words found for one are narrowed by one rule after the other: a call for each pair
of words takes longer than most rules do (half of the time, of 1.5 s for 13,900 words).
"""

import numpy as np

from screening.index._distances import compiled, deletions, edit_cost, within
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
from screening.index._paths import insertions, least_cost, path_cost


@compiled
def _allowed(shorter: int, longer: int) -> int:
    if shorter < 3 or longer > LONGEST:
        return 0
    return 2 if shorter >= 7 or (shorter == 6 and longer >= 8) else 1


@compiled
def _by_ear(asked: Words, word: int, listed: Words, count: int, rules: Rules, scratch: Scratch) -> None:
    """Raise what words are alike of which one is heard as the other: by the letters that they have in common."""
    readings, starts, letters, words = listed.readings, listed.starts, listed.letters, len(listed.traits)
    spelled, most, bits, touched, rows = asked.letters, scratch.most, scratch.bits, scratch.touched, scratch.rows
    equal, equal_slope, near, near_slope = *rules.ear_equal, *rules.ear_near
    for at in range(count):
        number = touched[at]
        if number >= words or not bits[number] & EAR:
            continue
        common = 0.0
        for i in range(asked.readings[word], asked.readings[word + 1]):
            a0, a1 = asked.starts[i], asked.starts[i + 1]
            for j in range(readings[number], readings[number + 1]):
                b0, b1 = starts[j], starts[j + 1]
                if b1 - b0 > LONGEST:
                    common = 1.0
                    continue
                for k in range(b1 - b0 + 1):
                    rows[0, k] = 0
                for m in range(a0, a1):  # the longest common subsequence, as ``Indel`` counts it
                    before = 0.0
                    for k in range(b1 - b0):
                        here = rows[0, k + 1]
                        if spelled[m] == letters[b0 + k]:
                            rows[0, k + 1] = before + 1
                        elif rows[0, k] > here:
                            rows[0, k + 1] = rows[0, k]
                        before = here
                common = max(common, 2 * rows[0, b1 - b0] / max(1, a1 - a0 + b1 - b0))
        heard = SLACK + max(equal + equal_slope * common, near + near_slope * common)
        most[number] = max(most[number], heard)


@compiled
def _by_path(
    native: Paths, latin: Words, word: int, is_native: bool, words: int, count: int, rules: Rules, scratch: Scratch
) -> None:
    """Raise what words of a script without vowels and words with them are alike; of which kind the query word is."""
    readings, starts, letters, forms, places = latin.readings, latin.starts, latin.letters, native.forms, native.places
    mosts, bits, touched, bounds, last, others = scratch.most, scratch.bits, scratch.touched, scratch.bounds, -1, -1
    lengths, form_costs, units, letters_most = native.lengths, native.form_costs, rules.units, rules.letters_most
    for at in range(count):
        number = touched[at]
        if number >= words or not bits[number] & PATH or mosts[number] >= letters_most:
            continue
        a, b = (word, number) if is_native else (number, word)
        best = 0.0
        for j in range(readings[b], readings[b + 1]):
            start, end = starts[j], starts[j + 1]
            longer = max(lengths[a], end - start)
            if longer > LONGEST:
                best = letters_most
                break
            if j != last:
                last, others = j, insertions(letters, start, end, bounds)
            unit = rules.letters_unit * units[longer]
            most = (letters_most - rules.least) / unit + SLACK
            for form in range(forms[a], forms[a + 1]):
                first, size, cost = places[form], places[form + 1] - places[form], form_costs[form]
                rest = most - cost
                if least_cost(native, first, size, letters, start, end, others, rest, bounds) <= rest:
                    cost += path_cost(native, first, size, letters, start, end, others, rest, bounds, scratch.paths)
                    best = max(best, letters_most - cost * unit)
        if best >= rules.least - SLACK:
            mosts[number] = max(mosts[number], best)


@compiled
def _particles_alike(asked: Words, a: int, listed: Words, b: int, rules: Rules) -> float:
    """The most that a particle and a word that is nearly it are alike."""
    for i in range(asked.readings[a], asked.readings[a + 1]):
        m = asked.starts[i + 1] - asked.starts[i]
        for j in range(listed.readings[b], listed.readings[b + 1]):
            n = listed.starts[j + 1] - listed.starts[j]
            if max(m, n) <= rules.particle_letters and abs(m - n) == 1:
                return rules.particle
    return 0.0


@compiled
def _by_letters(asked: Words, word: int, listed: Words, count: int, rules: Rules, scratch: Scratch) -> None:
    """Narrow what words are alike by edits, or by equal consonants, where both have vowels."""
    traits, readings, starts, spelled = listed.traits, listed.readings, listed.starts, listed.letters
    mosts, noted, touched, rows, words = scratch.most, scratch.bits, scratch.touched, scratch.rows, len(traits)
    letters, own, common, changes, units = asked.letters, asked.starts, asked.attested, rules.changes, rules.units
    skeleton, skeleton_cost, p = rules.skeleton, rules.skeleton_cost, asked.traits[word]
    for at in range(count):
        number = touched[at]
        if number >= words:
            continue
        q, most = traits[number], mosts[number]
        if p & q & SCRIPTS and most < 1.0:
            if not (p & q & HANGUL and p & q & SYLLABLE):
                mosts[number] = 0.0
            continue
        if (p | q) & CONSONANTS or most >= rules.equal:
            continue
        if (p | q) & PARTICLE:
            mosts[number] = _particles_alike(asked, word, listed, number, rules)
            continue
        bits = noted[number]
        if not bits & (EDIT | BONES) or (p | q) & UNEDITED:
            continue
        bones, best = bits & BONES and rules.person, 0.0
        for i in range(asked.readings[word], asked.readings[word + 1]):
            a0, a1 = own[i], own[i + 1]
            for j in range(readings[number], readings[number + 1]):
                b0, b1 = starts[j], starts[j + 1]
                shorter, longer = min(a1 - a0, b1 - b0), max(a1 - a0, b1 - b0)
                if longer > LONGEST:
                    if bones:
                        best = max(best, skeleton)
                    continue
                allowed = _allowed(shorter, longer)
                near = bool(bits & EDIT) and longer - shorter <= allowed and allowed > 0
                near = near and within(letters, a0, a1, spelled, b0, b1, allowed)
                if not near and not bones:
                    continue
                so_far = max(best, most)
                of_use = (1.0 - so_far) / units[longer] + SLACK  # where it costs more, it raises nothing
                if not near:
                    of_use = skeleton_cost if so_far < skeleton else min(skeleton_cost, of_use)
                cost = edit_cost(letters, a0, a1, spelled, b0, b1, changes, of_use, rows)
                score = 1.0 - cost * units[longer]
                if not near:
                    score = max(skeleton, score) if cost <= skeleton_cost else 0.0
                x, y = common[i], listed.attested[j]
                if score < rules.attested_score and x < UNATTESTED > y and x + y <= rules.attested_sum:
                    continue  # two names of their own
                best = max(best, score)
        if best >= rules.least:
            mosts[number] = max(most, best)


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
    most, touched = scratch.most, scratch.touched
    total = 0
    for word in range(size):
        scratch.generation[0] += 1
        count = by_keys(keys, word, table, listed.traits, asked.traits[word], scratch)
        count = _by_deletions(asked, word, edited, count, scratch)
        while total + count > len(ids):
            ids, likeness = np.append(ids, np.empty_like(ids)), np.append(likeness, np.empty_like(likeness))
        if rules.person:
            _by_ear(asked, word, listed, count, rules, scratch)
        if asked.traits[word] & CONSONANTS:
            _by_path(spoken, listed, word, True, words, count, rules, scratch)
        else:
            _by_path(native, asked, word, False, words, count, rules, scratch)
        _by_letters(asked, word, listed, count, rules, scratch)
        for k in range(count):
            number = touched[k]
            alike = most[number]
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
