"""Groups of listed names that may reach the threshold: exact bounds for a batch of queries. Compiled.

score >= t means  sum((likeness - t) x weight) >= t x (a U + b V + K + D).  Looked at are the groups that hold a word
alike to a *mandatory* word of the query; kept are those for which this may hold, first with K = D = 0, then with the
least that names left over on both sides contradict. Nothing is allocated for a single query.

The loops over groups stand in one function with its arrays in local variables: handing a tuple of arrays to another
function costs more than looking at a group does.
"""

import numpy as np

from screening.index._contradictions import contradicted, tells_nothing
from screening.index._distances import compiled
from screening.index._flat import (
    EXACT_ONLY,
    INITIAL,
    LAST_BIT,
    SLACK,
    Asked,
    Groups,
    Joining,
    Learnt,
    Names,
    Near,
    Numbers,
    Pairs,
    Pieces,
    Rules,
    Scratch,
    Words,
)  # fmt: skip
from screening.index._joins import assemble

EVERY, INITIALS = 1, 2
"""Which of the groups that hold a word alike to a query word are looked at: all, those with an initial."""


@compiled
def _shares_first(a: Words, i: int, b: Words, j: int) -> bool:
    """Whether two words begin with one letter, in any of their readings."""
    for one in range(a.readings[i], a.readings[i + 1]):
        for other in range(b.readings[j], b.readings[j + 1]):
            at, place = a.starts[one], b.starts[other]
            if at < a.starts[one + 1] and place < b.starts[other + 1] and a.letters[at] == b.letters[place]:
                return True
    return False


@compiled
def _idle(  # compiled functions take no names
    names: Names, name: int, learnt: Learnt, asked: Words, listed: Words, groups: Groups, group: int,
) -> tuple[int, int]:  # fmt: skip
    """How many initials of a query begin no word of a group, and the other way round.

    Of those of the group fewer may be told: a number counts as an initial that begins a word.
    """
    first, last = names.word_starts[name], names.word_starts[name + 1]
    begin, end = groups.word_starts[group], groups.word_starts[group + 1]
    of_query, of_listed = 0, int(groups.initials[group])
    for i in range(first, last):
        if learnt.marks[names.words[i]] & INITIAL:
            of_query += 1
            for at in range(begin, end):
                if _shares_first(asked, names.words[i], listed, groups.words[at]):
                    of_query -= 1
                    break
    for at in range(begin, end):
        if of_listed and listed.traits[groups.words[at]] & EXACT_ONLY:
            for i in range(first, last):
                if _shares_first(asked, names.words[i], listed, groups.words[at]):
                    of_listed -= 1
                    break
    return of_query, of_listed


@compiled
def _mandatory(
    size: int, weights: Numbers, first: int, most: Numbers, costs: Numbers, chosen: Numbers, rules: Rules, initials: int
) -> int:
    """Choose query words of which every candidate touches at least one: the cheapest to visit that suffice.

    Most listed names hold no initial, which could stand for any word: for them fewer words suffice. ``chosen`` becomes
    ``EVERY`` for those, and ``INITIALS`` for what the groups with initials need beside them. Returns how many posts are
    to be visited; -1 where a person's initials alone may reach the threshold, without any word in common.
    """
    gained, total, weight, lost, visited, groups = 0.0, 0.0, 0.0, 0.0, 0, EVERY
    for i in range(size):
        gained += most[i]
        chosen[i] = 0
    total = gained
    for _ in range(size):
        cheapest = -1
        for i in range(size):
            if not chosen[i] and (cheapest < 0 or costs[i] < costs[cheapest]):
                cheapest = i
        chosen[cheapest] = groups
        visited += costs[cheapest]
        gained -= most[cheapest]
        weight += weights[first + cheapest]
        total += rules.initial_gain - most[cheapest]
        lost += max(0.0, weights[first + cheapest] - rules.pair_weight)
        if total + SLACK < rules.threshold * rules.extra * lost:
            return int(visited)
        if not initials and gained + SLACK < rules.threshold * rules.extra * weight:
            groups = INITIALS
    return -1 if rules.person else int(visited)


@compiled
def candidates(  # noqa: PLR0915  # in one piece, see above
    names: Names, pairs: Pairs, joined: Near, learnt: Learnt, asked: Words, listed: Words, groups: Groups,
    rules: Rules, scratch: Scratch,
) -> tuple[Numbers, Numbers]:  # fmt: skip
    """For each query the groups of listed names that may reach the threshold: where its groups begin, the groups."""
    size, longest, single = len(names.initials), 1, len(listed.traits)
    for name in range(size):
        longest = max(longest, names.word_starts[name + 1] - names.word_starts[name])
    most, costs = np.zeros(longest), np.zeros(longest, np.int64)
    chosen, visits, visitors = np.zeros(longest, np.int64), np.zeros(256, np.int64), np.zeros(256, np.int64)
    starts, found, total = np.zeros(size + 1, np.int64), np.empty(256, np.int64), 0
    words, weights, threshold, initial_gain = names.words, names.weights, rules.threshold, rules.initial_gain
    near_starts, ids, alike, near_weights = learnt.starts, learnt.ids, learnt.alike, learnt.listed_weights
    marks = learnt.marks
    joined_starts, joined_ids, joined_alike = joined.starts, joined.ids, joined.alike
    pair_starts, pair_at, listed_weights = pairs.starts, pairs.at, listed.weights
    begun_starts, begun, begun_weights = names.begun_starts, names.begun, names.begun_weights
    stamps, covers, gains, seen = scratch.stamps, scratch.covers, scratch.gains, scratch.seen
    post_starts, posts, group_starts, group_words = groups.post_starts, groups.posts, groups.word_starts, groups.words
    group_weights, group_initials = groups.weights, groups.initials
    initial_starts, initial_posts = groups.initial_starts, groups.initial_posts
    glued_starts, glued, glued_weights = groups.joined_starts, groups.joined, groups.joined_weights
    light_starts, light, light_weights = groups.light_starts, groups.light, groups.light_weights
    for name in range(size):
        first, last = names.word_starts[name], names.word_starts[name + 1]
        count = last - first
        # the most that each word can gain, and what it costs to visit
        for i in range(count):
            word = words[first + i]
            best = initial_gain
            for k in range(near_starts[word], near_starts[word + 1]):
                best = max(best, (alike[k] - threshold) * near_weights[k])
            most[i], costs[i] = best, learnt.costs[word]
        part = names.begun_at[name]
        for k in range(begun_starts[name], begun_starts[name + 1]):
            most[part] = max(most[part], begun_weights[k] * (1.0 - threshold))
            costs[part] += post_starts[begun[k] + 1] - post_starts[begun[k]]
        gained = 0.0
        for pair in range(pair_starts[name], pair_starts[name + 1]):
            best = 0.0
            for k in range(joined_starts[pair], joined_starts[pair + 1]):
                best = max(best, (joined_alike[k] - threshold) * listed_weights[joined_ids[k]])
            gained += best
            for i in range(pair_at[pair], pair_at[pair] + 2):
                most[i] = max(most[i], best / 2)
                costs[i] += joined.costs[pair]
        for i in range(count):
            gained += most[i]
        starts[name + 1] = total
        posted = _mandatory(count, weights, first, most, costs, chosen, rules, names.initials[name])
        if posted == 0:
            continue
        # a letter may be a small word too: an initial spares what it weighs at least, no more
        spared, lightest = 0.0, rules.initial_weight
        for i in range(count):
            if marks[words[first + i]] & INITIAL:
                weight = min(weights[first + i], rules.initial_weight)
                spared, lightest = spared + weight, min(lightest, weight)
        # what every word may stand for
        scratch.generation[0] += 1
        now, some, visited = scratch.generation[0], False, 0
        for i in range(count):
            word, bit = words[first + i], np.uint64(1) << np.uint64(min(i, LAST_BIT))
            for k in range(near_starts[word], near_starts[word + 1]):
                number, gain = ids[k], max(0.0, (alike[k] - threshold) * near_weights[k])
                if stamps[number] != now:
                    stamps[number], covers[number], gains[number] = now, bit, gain
                else:
                    covers[number] |= bit
                    gains[number] = max(gains[number], gain)
                some = some or number >= single
                if chosen[i]:
                    if visited == len(visits):
                        visits = np.append(visits, np.empty_like(visits))
                        visitors = np.append(visitors, np.empty_like(visitors))
                    visits[visited], visitors[visited] = number, chosen[i]
                    visited += 1
        for k in range(begun_starts[name], begun_starts[name + 1]):
            bit, gain = np.uint64(1) << np.uint64(min(part, LAST_BIT)), begun_weights[k] * (1.0 - threshold)
            number = begun[k]
            if stamps[number] != now:
                stamps[number], covers[number], gains[number] = now, bit, gain
            else:
                covers[number] |= bit
                gains[number] = max(gains[number], gain)
            if chosen[part]:
                if visited == len(visits):
                    visits = np.append(visits, np.empty_like(visits))
                    visitors = np.append(visitors, np.empty_like(visitors))
                visits[visited], visitors[visited] = number, EVERY
                visited += 1
        two_as_one = False
        for pair in range(pair_starts[name], pair_starts[name + 1]):
            i = pair_at[pair]
            bit = (np.uint64(1) << np.uint64(min(i, LAST_BIT))) | (np.uint64(1) << np.uint64(min(i + 1, LAST_BIT)))
            for k in range(joined_starts[pair], joined_starts[pair + 1]):
                number = joined_ids[k]
                gain = max(0.0, (joined_alike[k] - threshold) * listed_weights[number])
                if stamps[number] != now:
                    stamps[number], covers[number], gains[number] = now, bit, gain
                else:
                    covers[number] |= bit
                    gains[number] = max(gains[number], gain)
                some = two_as_one = True
                if chosen[i] or chosen[i + 1]:
                    if visited == len(visits):
                        visits = np.append(visits, np.empty_like(visits))
                        visitors = np.append(visitors, np.empty_like(visitors))
                    visits[visited], visitors[visited] = number, EVERY
                    visited += 1
        # the groups that hold a word of these
        for visit in range(visited):
            number, every = visits[visit], visitors[visit] == EVERY
            begin, end = post_starts[number], post_starts[number + 1]
            if not every:
                begin, end = initial_starts[number], initial_starts[number + 1]
            for post in range(begin, end):
                group = posts[post] if every else initial_posts[post]
                if seen[group] == now:
                    continue
                seen[group] = now
                initials = names.initials[name] + group_initials[group]
                needed = 0.0 if initials else names.needed[name]
                missing_cost, extra_cost = max(names.missing[name], needed), max(rules.extra, needed)
                # an initial stands for a word of the other name; on its own side it spares no more than it weighs
                of_query, of_listed = names.initials[name], group_initials[group]
                gain = initials * initial_gain
                extra = -(spared + of_listed * rules.pair_weight)
                missing = -(of_query * rules.pair_weight + of_listed * rules.initial_weight)
                if rules.person and of_query > rules.initials_full:  # of the rest nothing may be missing
                    missing = -(1.0 * of_query + of_listed * rules.initial_weight)
                bits, joins = np.uint64(0), False
                if some:
                    for at in range(glued_starts[group], glued_starts[group + 1]):
                        number = glued[at]
                        if stamps[number] == now:
                            joins = True
                            bits |= covers[number]
                            gain += gains[number]
                            missing -= glued_weights[at]
                most_missing = (gained + gain + SLACK) / (threshold * missing_cost)
                for at in range(group_starts[group], group_starts[group + 1]):
                    number = group_words[at]
                    if stamps[number] == now:
                        bits |= covers[number]
                        gain += gains[number]
                    else:
                        missing += group_weights[at]
                        if missing > most_missing:
                            break
                if missing > most_missing:
                    continue
                for i in range(count):
                    if not (bits >> np.uint64(min(i, LAST_BIT))) & np.uint64(1):
                        extra += weights[first + i]
                cost = missing_cost * max(0.0, missing) + extra_cost * max(0.0, extra)
                if gain + SLACK < threshold * cost:
                    continue
                if rules.person and initials:
                    rest = 1.0 if of_query > rules.initials_full else rules.pair_weight
                    idle, idle_listed = _idle(names, name, learnt, asked, listed, groups, group)
                    gain -= (idle + idle_listed) * initial_gain
                    extra += idle * lightest + idle_listed * rules.pair_weight
                    missing += idle * rest + idle_listed * rules.initial_weight
                    if gain + SLACK < threshold * (missing_cost * max(0.0, missing) + extra_cost * max(0.0, extra)):
                        continue
                if not (initials or joins or names.cut[name]) and (
                    tells_nothing(listed, groups, group, rules, scratch)
                    or contradicted(asked, listed, groups, group, names, name, bits, two_as_one, cost, rules, scratch)
                ):
                    continue
                if total == len(found):
                    found = np.append(found, np.empty_like(found))
                found[total] = group
                total += 1
        # the others that initials alone may match, the lightest first
        if posted < 0:
            of_query, weight = names.initials[name], 0.0
            rest = 1.0 if of_query > rules.initials_full else rules.pair_weight
            for i in range(count):
                weight += weights[first + i]
            for of_listed in range(0 if of_query else 1, len(light_starts) - 1):
                gain = (of_query + of_listed) * initial_gain
                extra = weight - spared - of_listed * rules.pair_weight
                unmissed = of_query * rest + of_listed * rules.initial_weight
                for at in range(light_starts[of_listed], light_starts[of_listed + 1]):
                    missing = light_weights[at] - unmissed
                    cost = names.missing[name] * max(0.0, missing) + rules.extra * max(0.0, extra)
                    if gain + SLACK < threshold * cost:
                        break
                    group = light[at]
                    if seen[group] == now:
                        continue
                    idle, idle_listed = _idle(names, name, learnt, asked, listed, groups, group)
                    more = extra + idle * lightest + idle_listed * rules.pair_weight
                    missing += idle * rest + idle_listed * rules.initial_weight
                    cost = names.missing[name] * max(0.0, missing) + rules.extra * max(0.0, more)
                    if gain - (idle + idle_listed) * initial_gain + SLACK < threshold * cost:
                        continue
                    if total == len(found):
                        found = np.append(found, np.empty_like(found))
                    found[total] = group
                    total += 1
        starts[name + 1] = total
    return starts, found[:total]


@compiled
def of_pieces(  # compiled functions take no names
    read: Numbers, starts: Numbers, numbers: Numbers, whole_starts: Numbers, whole_words: Numbers, pieces: Pieces,
    learnt: Learnt, asked: Words, listed: Words, groups: Groups, joining: Joining, rules: Rules, scratch: Scratch,
) -> tuple[Names, Numbers, Numbers, Numbers, Numbers]:  # fmt: skip
    """What ``assemble`` gives, and, where no pair of words is worth asking for, what ``candidates`` gives for it."""
    names, pair_starts, positions = assemble(
        read, starts, numbers, whole_starts, whole_words, pieces, learnt, rules, joining
    )
    if len(positions):
        return names, pair_starts, positions, np.zeros(0, np.int64), np.zeros(0, np.int64)
    none, hashes, most = np.zeros(1, np.int64), np.zeros(0, np.uint32), np.zeros(0)
    pairs, joined = Pairs(pair_starts, positions, Asked(none, hashes, most)), Near(none, hashes, most, positions)
    group_starts, found = candidates(names, pairs, joined, learnt, asked, listed, groups, rules, scratch)
    return names, pair_starts, positions, group_starts, found
