"""Names by all words that they may have: which may have a candidate, told of all before any is read. Compiled."""

import numpy as np

from screening.index._distances import compiled
from screening.index._flat import (
    ABD,
    ALONE,
    BEGINS,
    CLOSES,
    COMMA,
    COMPOUND,
    ENDS,
    HEAD,
    JOINS,
    MORE,
    NEAR,
    OPENS,
    PAIRED,
    STEM,
    TAIL,
    WITH_ALL,
    Joining,
    Learnt,
    Loose,
    Numbers,
)
from screening.index._joins import ABD_LETTERS, is_refused, worth_asking
from screening.index._sounds import room

MOST_LOOSE = 40
"""A name of more pieces is read by itself: of so many, each two would be held against each other."""


@compiled
def loosely(  # noqa: C901, PLR0912, PLR0915, PLR0917  # in one piece: handing arrays on costs more than looking at a pair
    starts: Numbers, numbers: Numbers, loose: Loose, every: bool, sure: bool, learnt: Learnt, joining: Joining
) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers, Numbers, Numbers]:
    """Which names may have a candidate, by all words that they may have, ``every`` one if so said.

    Gives the names that are to be read by themselves; of the others those that may, where the words of each of these
    begin, the words and what each weighs at least, which is nothing but in names of plain pieces, and, if ``sure``, in
    plain pieces between others; and what ``joinable`` gives: two words that may be one listed word and do not stand
    side by side stand there once more.
    """
    size = len(starts) - 1
    alone, worth, ends = np.empty(size, np.int64), np.empty(size, np.int64), np.zeros(size + 1, np.int64)
    words, weights, alones, count, total = np.empty(1024, np.int64), np.zeros(1024), 0, 0, 0
    pair_ends, positions, pairs = np.zeros(size + 1, np.int64), np.empty(64, np.int64), 0
    rows, sizes, out, lengths = room(joining.most_sounds)
    word_starts, of_piece, of_pieces, parts = loose.starts, loose.words, loose.marks, loose.parts
    marks, glued_starts, glued = learnt.marks, learnt.glued_starts, learnt.glued
    abd_starts, after_abd = learnt.after_abd_starts, learnt.after_abd
    for name in range(size):
        first, last = starts[name], starts[name + 1]
        by_itself, before, marked, joins = last - first > MOST_LOOSE, 0, 0, False
        for at in range(first, last):
            mark = int(of_pieces[numbers[at]])
            by_itself = by_itself or (before & OPENS > 0 and mark & CLOSES > 0)
            joins = joins or marked & WITH_ALL > 0 or (marked & HEAD > 0 and mark & TAIL > 0)
            before, marked = mark, marked | mark
        turned = marked & COMMA > 0
        joins = joins or (turned and (marked & WITH_ALL > 0 or (marked & HEAD > 0 and marked & TAIL > 0)))
        by_itself, hit, all_plain = (
            by_itself or marked & (ALONE | COMPOUND) > 0,
            every or marked & NEAR > 0,
            not marked & MORE,
        )
        if by_itself:
            alone[alones] = name
            alones += 1
            continue
        if not hit and not joins:
            continue
        end, held, first_pair = total, 0, pairs
        for at in range(first, last if joins else first):
            for k in range(word_starts[numbers[at]], word_starts[numbers[at] + 1]):
                a = of_piece[k]
                part, between = parts[a], word_starts[numbers[at] + 1] - 1 - k
                if not part & (BEGINS | STEM):
                    continue
                for step in range(at + 1, last + turned * (at - first)):
                    behind = step if step < last else step - last + first
                    for other in range(word_starts[numbers[behind]], word_starts[numbers[behind] + 1]):
                        b = of_piece[other]
                        if not (part & STEM or parts[b] & ENDS) or not marks[a] & marks[b] & JOINS:
                            continue
                        one, a0, a1 = glued, glued_starts[a], glued_starts[a + 1]
                        two, b0, b1 = glued, glued_starts[b], glued_starts[b + 1]
                        if marks[a] & ABD:
                            one, a0, a1 = ABD_LETTERS, 0, len(ABD_LETTERS)
                            two, b0, b1 = after_abd, abd_starts[b], abd_starts[b + 1]
                        if is_refused(one, a0, a1, two, b0, b1, joining):
                            continue
                        sizes[0] = a1 - a0 + b1 - b0
                        for place in range(sizes[0]):
                            rows[0, place] = one[a0 + place] if place < a1 - a0 else two[b0 + place - (a1 - a0)]
                        if not worth_asking(rows, sizes, joining, out, lengths):
                            continue
                        if pairs == len(positions):
                            positions = np.append(positions, positions)
                        if turned or between or other > word_starts[numbers[behind]]:
                            if end + 2 > len(words):
                                words, weights = np.append(words, words), np.append(weights, weights)
                            words[end], words[end + 1] = a, b
                            weights[end], weights[end + 1] = 0.0, 0.0
                            positions[pairs] = end
                            end += 2
                        else:  # side by side below
                            positions[pairs] = -1 - (held + k - word_starts[numbers[at]])
                        pairs += 1
                    if turned:
                        continue
                    some = word_starts[numbers[behind] + 1] - word_starts[numbers[behind]]
                    beside, between = of_pieces[numbers[behind - 1]] | of_pieces[numbers[behind]], between + some
                    if behind + 1 < last:
                        beside |= of_pieces[numbers[behind + 1]]
                    if some and not beside & MORE:  # it is a word of the name in any case
                        break
            held += word_starts[numbers[at] + 1] - word_starts[numbers[at]]
        if not hit and pairs == first_pair:
            continue
        for pair in range(first_pair, pairs):
            if positions[pair] < 0:
                positions[pair] = end - 1 - positions[pair]
        for at in range(first, last):
            beside = of_pieces[numbers[at]] | of_pieces[numbers[max(at - 1, first)]]
            is_word = all_plain or (
                sure and not turned and not (beside | of_pieces[numbers[min(at + 1, last - 1)]]) & MORE
            )
            for k in range(word_starts[numbers[at]], word_starts[numbers[at] + 1]):
                if end == len(words):
                    words, weights = np.append(words, words), np.append(weights, weights)
                words[end] = of_piece[k]
                weights[end] = learnt.weights[of_piece[k]] if is_word else 0.0
                if of_pieces[numbers[at]] & PAIRED and k + 1 < word_starts[numbers[at] + 1]:
                    if pairs == len(positions):
                        positions = np.append(positions, positions)
                    positions[pairs] = end
                    pairs += 1
                end += 1
        worth[count], total = name, end
        count += 1
        ends[count], pair_ends[count] = total, pairs
    found = alone[:alones], worth[:count], ends[: count + 1], words[:total], weights[:total]
    return *found, pair_ends[: count + 1], positions[:pairs]
