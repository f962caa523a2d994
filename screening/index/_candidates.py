"""Groups of listed names that may reach the threshold: exact bounds for a batch of queries. Compiled.

score >= t means  sum((likeness - t) x weight) >= t x (a U + b V + K + D).  Looked at are the groups that hold a word
alike to a *mandatory* word of the query; kept are those for which this may hold, first with K = D = 0, then with the
least that names left over on both sides contradict. Nothing is allocated for a single query.
"""

import numpy as np

from screening.index._distances import compiled, edits
from screening.index._flat import (
    CONSONANTS,
    LAST_BIT,
    LONGEST,
    NAME,
    SLACK,
    Groups,
    Names,
    Near,
    Numbers,
    Query,
    Rules,
    Scratch,
    Words,
    Work,
)  # fmt: skip


@compiled
def _cover(scratch: Scratch, number: int, bit: int, gain: float) -> None:
    if scratch.stamps[number] != scratch.generation[0]:
        scratch.stamps[number] = scratch.generation[0]
        scratch.covers[number], scratch.gains[number] = np.uint64(0), 0.0
    scratch.covers[number] |= np.uint64(1) << np.uint64(min(bit, LAST_BIT))
    scratch.gains[number] = max(scratch.gains[number], gain)


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
def _contradiction(
    asked: Words,
    listed: Words,
    groups: Groups,
    group: int,
    query: Query,
    bits: np.uint64,
    rules: Rules,
    scratch: Scratch,
) -> float:
    """The least weight of names that contradict: on both sides not matched, and not resembling any word.

    A word that no word of the other name is alike to is left over in every alignment; what it may be credited for
    resembling is at most its best resemblance to any word of the other name.
    """
    now = scratch.generation[0]
    of_query = 0.0
    for i in range(len(query.words)):
        a = query.words[i]
        if asked.traits[a] & NAME and not (bits >> np.uint64(min(i, LAST_BIT))) & np.uint64(1):
            best = 0.0
            for at in range(groups.word_starts[group], groups.word_starts[group + 1]):
                b = groups.words[at]
                if listed.traits[b] & NAME:
                    share = _resembling(asked, a, listed, b, rules, scratch.rows)
                    best = max(best, share * min(query.weights[i], groups.weights[at]))
            of_query += query.weights[i] - best
    if of_query <= 0.0:
        return 0.0
    of_listed = 0.0
    for at in range(groups.word_starts[group], groups.word_starts[group + 1]):
        b = groups.words[at]
        if listed.traits[b] & NAME and scratch.stamps[b] != now:
            best = 0.0
            for i in range(len(query.words)):
                a = query.words[i]
                if asked.traits[a] & NAME:
                    share = _resembling(asked, a, listed, b, rules, scratch.rows)
                    best = max(best, share * min(query.weights[i], groups.weights[at]))
            of_listed += groups.weights[at] - best
    return min(of_query, of_listed)


@compiled
def _may_reach(
    asked: Words, listed: Words, groups: Groups, group: int, query: Query, rules: Rules, scratch: Scratch
) -> bool:
    """Whether a group may reach the threshold by the words that the query's words may stand for."""
    now = scratch.generation[0]
    initials = query.initials + groups.initials[group]
    spared = initials * rules.pair_weight
    gain, missing, extra = initials * rules.initial_gain, -spared, -spared
    if query.initials > rules.initials_full:
        missing = -1.0 * initials
    bits = np.uint64(0)
    joined = False
    if query.joined:
        for at in range(groups.joined_starts[group], groups.joined_starts[group + 1]):
            number = groups.joined[at]
            if scratch.stamps[number] == now:
                joined = True
                bits |= scratch.covers[number]
                gain += scratch.gains[number]
                missing -= groups.joined_weights[at]
    most_missing = (query.most + gain + SLACK) / (rules.threshold * query.missing)
    for at in range(groups.word_starts[group], groups.word_starts[group + 1]):
        number = groups.words[at]
        if scratch.stamps[number] == now:
            bits |= scratch.covers[number]
            gain += scratch.gains[number]
        else:
            missing += groups.weights[at]
            if missing > most_missing:
                return False
    for i in range(len(query.weights)):
        if not (bits >> np.uint64(min(i, LAST_BIT))) & np.uint64(1):
            extra += query.weights[i]
    cost = query.missing * max(0.0, missing) + rules.extra * max(0.0, extra)
    if gain + SLACK < rules.threshold * cost:
        return False
    if initials or joined or query.cut:
        return True
    differs = _contradiction(asked, listed, groups, group, query, bits, rules, scratch)
    if differs <= 0.0:
        return True
    per_weight = rules.threshold * rules.decisive * min(1.0, differs)
    gain = 0.0
    for at in range(groups.word_starts[group], groups.word_starts[group + 1]):
        number = groups.words[at]
        if scratch.stamps[number] == now:
            gain += max(0.0, scratch.gains[number] - per_weight * groups.weights[at])
    return bool(gain + SLACK >= rules.threshold * (cost + rules.contradiction * differs))


@compiled
def _mandatory(words: Numbers, weights: Numbers, most: Numbers, costs: Numbers, chosen: Numbers, rules: Rules) -> None:
    """Choose query words of which every candidate touches at least one: the cheapest to visit that suffice."""
    size = len(words)
    total, lost = 0.0, 0.0
    for i in range(size):
        total += most[i]
        chosen[i] = False
    for _ in range(size):
        cheapest = -1
        for i in range(size):
            if not chosen[i] and (cheapest < 0 or costs[i] < costs[cheapest]):
                cheapest = i
        chosen[cheapest] = True
        total += rules.initial_gain - most[cheapest]
        lost += max(0.0, weights[cheapest] - rules.pair_weight)
        if total + SLACK < rules.threshold * rules.extra * lost:
            break


@compiled
def _visit(
    number: int, count: int, asked: Words, listed: Words, groups: Groups, query: Query, rules: Rules, scratch: Scratch
) -> int:
    """Note the groups that hold a listed word and may reach the threshold; returns how many are noted."""
    now = scratch.generation[0]
    for at in range(groups.post_starts[number], groups.post_starts[number + 1]):
        group = groups.posts[at]
        if scratch.seen[group] != now:
            scratch.seen[group] = now
            if _may_reach(asked, listed, groups, group, query, rules, scratch):
                scratch.found[count] = group
                count += 1
    return count


@compiled
def _prepare(name: int, names: Names, near: Near, joined: Near, groups: Groups, rules: Rules, work: Work) -> float:
    """Weights, most gains and costs of a query's words; returns the most that all of them gain."""
    first, size = names.word_starts[name], names.word_starts[name + 1] - names.word_starts[name]
    gained = 0.0
    for i in range(size):
        word = names.words[first + i]
        work.weights[i], work.most[i], work.costs[i] = names.weights[first + i], near.most[word], near.costs[word]
    for k in range(names.begun_starts[name], names.begun_starts[name + 1]):
        part, number = names.begun_at[name], names.begun[k]
        work.most[part] = max(work.most[part], names.begun_weights[k] * (1.0 - rules.threshold))
        work.costs[part] += groups.post_starts[number + 1] - groups.post_starts[number]
    for pair in range(names.pair_starts[name], names.pair_starts[name + 1]):
        gained += joined.most[pair]
        for i in range(names.pair_at[pair], names.pair_at[pair] + 2):
            work.most[i] = max(work.most[i], joined.most[pair] / 2)
            work.costs[i] += joined.costs[pair]
    for i in range(size):
        gained += work.most[i]
    return gained


@compiled
def _cover_all(name: int, names: Names, near: Near, joined: Near, words: int, rules: Rules, scratch: Scratch) -> bool:
    """Note what every query word may stand for; returns whether a joined word is among it."""
    scratch.generation[0] += 1
    first = names.word_starts[name]
    some = False
    for at in range(first, names.word_starts[name + 1]):
        word = names.words[at]
        for k in range(near.starts[word], near.starts[word + 1]):
            _cover(scratch, near.ids[k], at - first, near.gains[k])
            if near.ids[k] >= words:
                some = True
    for k in range(names.begun_starts[name], names.begun_starts[name + 1]):
        _cover(scratch, names.begun[k], names.begun_at[name], names.begun_weights[k] * (1.0 - rules.threshold))
    for pair in range(names.pair_starts[name], names.pair_starts[name + 1]):
        for k in range(joined.starts[pair], joined.starts[pair + 1]):
            _cover(scratch, joined.ids[k], names.pair_at[pair], joined.gains[k])
            _cover(scratch, joined.ids[k], names.pair_at[pair] + 1, joined.gains[k])
            some = True
    return some


@compiled
def candidates(
    names: Names, near: Near, joined: Near, asked: Words, listed: Words, groups: Groups, rules: Rules, scratch: Scratch
) -> tuple[Numbers, Numbers]:
    """For each query the groups of listed names that may reach the threshold: where its groups begin, the groups."""
    size, longest = len(names.initials), 1
    for name in range(size):
        longest = max(longest, names.word_starts[name + 1] - names.word_starts[name])
    work = Work(np.zeros(longest), np.zeros(longest), np.zeros(longest, np.int64), np.zeros(longest, np.bool_))
    starts, found, total = np.zeros(size + 1, np.int64), np.empty(256, np.int64), 0
    for name in range(size):
        first, last = names.word_starts[name], names.word_starts[name + 1]
        words, weights = names.words[first:last], work.weights[: last - first]
        most = _prepare(name, names, near, joined, groups, rules, work)
        _mandatory(words, weights, work.most, work.costs, work.chosen, rules)
        some = _cover_all(name, names, near, joined, len(listed.traits), rules, scratch)
        query = Query(words, weights, names.missing[name], names.initials[name], most, some, names.cut[name] > 0)
        count = 0
        for i in range(last - first):
            if work.chosen[i]:
                for k in range(near.starts[words[i]], near.starts[words[i] + 1]):
                    count = _visit(near.ids[k], count, asked, listed, groups, query, rules, scratch)
        for k in range(names.begun_starts[name], names.begun_starts[name + 1]):
            if work.chosen[names.begun_at[name]]:
                count = _visit(names.begun[k], count, asked, listed, groups, query, rules, scratch)
        for pair in range(names.pair_starts[name], names.pair_starts[name + 1]):
            if work.chosen[names.pair_at[pair]] or work.chosen[names.pair_at[pair] + 1]:
                for k in range(joined.starts[pair], joined.starts[pair + 1]):
                    count = _visit(joined.ids[k], count, asked, listed, groups, query, rules, scratch)
        while total + count > len(found):
            found = np.append(found, np.empty_like(found))
        for k in range(count):
            found[total + k] = scratch.found[k]
        total += count
        starts[name + 1] = total
    return starts, found[:total]
