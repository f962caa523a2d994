"""Adjacent words of a query that may be one listed word: a quick, exact refusal for nearly all of them. Compiled.

Two words written as one are alike to a listed word of equal letters, equal sounds or the same English word only
(``screening.score.joined_likeness``). A joined word is refused where no listed word is spelled so, or heard in one of
its ways; most are refused sooner, by letters that every way to read a word keeps. What is left is asked by the keys of
``screening.keys``.
"""

import numpy as np

from screening.index._distances import compiled
from screening.index._flat import (
    ABD,
    BEGINS,
    BESIDE,
    ENDS,
    FORM,
    INITIAL,
    JAPANESE,
    JOINS,
    NEEDED,
    PLAIN,
    STEM,
    WHOLE,
    Joining,
    Learnt,
    Names,
    Numbers,
    Pieces,
    Rules,
    Words,
)  # fmt: skip
from screening.index._sounds import MOST_LETTERS, room, sounds
from screening.names import Needs

LEAST_JOINED = 4
"""Two words written as one are looked up from this many letters on."""
_MASK, _SHIFT = (1 << 20) - 1, 12
_A, _F, _OUTLINED, _NOT_ASCII = ord("a"), ord("f"), 84696351, 128
ABD_LETTERS = np.frombuffer(b"abd", np.uint8)
_KEPT = np.zeros(256, np.int64)
"""What each way to read a word keeps, but for its ending: letters in no family of ``screening.sound``; p, v, w as f."""
for _letter in "abglmnrf":
    _KEPT[ord(_letter)] = ord(_letter)
for _letter in "pvw":
    _KEPT[ord(_letter)] = _F
HEARD_FIRST = {
    "c": "cCSkh", "d": "dZ", "e": "ei", "j": "jiuZ", "k": "khx", "o": "ou", "p": "pf", "q": "qk", "s": "sSJ",
    "t": "tCQ", "w": "wv", "y": "yiu", "z": "zZJQ",
}  # fmt: skip
"""What words that begin with a letter may begin with as they are heard (``screening.sound``): itself where not told."""
_FIRST = np.zeros((256, 5), np.uint8)
_FIRST[:, 0] = np.arange(256)
for _letter, _heard in HEARD_FIRST.items():
    _FIRST[ord(_letter), : len(_heard)] = list(_heard.encode())


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
def outlined(letters: Numbers, begin: int, end: int) -> int:
    """A number that all words of one sound share: their kept letters, each once where it follows itself.

    They count up to the last that is neither ``a`` nor ``f``, with which endings are written.
    """
    found, before, last = _OUTLINED, 0, _OUTLINED
    for at in range(begin, end):
        letter = _KEPT[letters[at]]
        if letter and letter != before:
            found = ((found ^ letter) * 16777619) & 0xFFFFFFFF
            before = letter
            if letter not in (_A, _F):
                last = found
    return last


@compiled
def _begun(outline: int, first: int) -> int:
    """A number of an outline and of the first letter of its word."""
    return int(_mixed(outline ^ ((first * 2654435761) & 0xFFFFFFFF)))


@compiled
def _has_begun(bloom: Numbers, outline: int, first: int) -> bool:
    """Whether words of this outline are there that may be heard as one with this first letter."""
    found = False
    for k in range(_FIRST.shape[1]):
        found = found or (_FIRST[first, k] and _has(bloom, _begun(outline, int(_FIRST[first, k]))))
    return bool(found)


@compiled
def spellings(words: Words) -> Numbers:
    """All readings of words and their outlines with their first letters, as a Bloom filter."""
    bloom = np.zeros((_MASK + 1) // 8, np.uint8)
    for reading in range(len(words.starts) - 1):
        found = 2166136261
        for at in range(words.starts[reading], words.starts[reading + 1]):
            found = ((found ^ int(words.letters[at])) * 16777619) & 0xFFFFFFFF
        _note(bloom, _mixed(found))
        if words.starts[reading] < words.starts[reading + 1]:
            outline = outlined(words.letters, words.starts[reading], words.starts[reading + 1])
            _note(bloom, _begun(outline, int(words.letters[words.starts[reading]])))
    return bloom


@compiled
def worth_asking(rows: Numbers, sizes: Numbers, joining: Joining, out: Numbers, lengths: Numbers) -> bool:
    """Whether the joined word in row 0, not refused at a glance, may be a listed one: as spelled, heard, translated."""
    found, size = 2166136261, sizes[0]
    for at in range(size):
        found = ((found ^ int(rows[0, at])) * 16777619) & 0xFFFFFFFF
        stem = at + 1 == size or at + 1 >= max(joining.stem_letters, size - joining.ending_letters)
        if stem and _has(joining.stems, _mixed(found)):
            return True
    if _has(joining.told, _mixed(found)):
        return True
    for row in range(sounds(rows, sizes, joining.families, out, lengths)):
        found = 2166136261
        for at in range(lengths[row]):
            found = ((found ^ int(out[row, at])) * 16777619) & 0xFFFFFFFF
        if _has(joining.told, _mixed(found)):
            return True
    return False


@compiled
def is_refused(  # noqa: PLR0917  # compiled functions take no names
    first: Numbers, a0: int, a1: int, second: Numbers, b0: int, b1: int, joining: Joining
) -> bool:
    """Whether two words written as one are refused at a glance: too short, not Latin, or of an outline of no word."""
    size, found, outline, before, last = a1 - a0 + b1 - b0, 2166136261, _OUTLINED, 0, _OUTLINED
    if size < LEAST_JOINED:
        return True
    told, ending = False, max(joining.stem_letters, size - joining.ending_letters)
    for at in range(size):
        letter = int(first[a0 + at]) if at < a1 - a0 else int(second[b0 + at - (a1 - a0)])
        if letter >= _NOT_ASCII:
            return True
        found = ((found ^ letter) * 16777619) & 0xFFFFFFFF
        told = told or ((at + 1 >= ending or at + 1 == size) and _has(joining.stems, _mixed(found)))
        kept = _KEPT[letter]
        if kept and kept != before:
            outline, before = ((outline ^ kept) * 16777619) & 0xFFFFFFFF, kept
            if kept not in (_A, _F):
                last = outline
    begin = int(first[a0]) if a1 > a0 else int(second[b0])
    return not (told or size > MOST_LETTERS or _has_begun(joining.told, last, begin))


@compiled
def joinable(names: Names, learnt: Learnt, joining: Joining) -> tuple[Numbers, Numbers]:
    """Pairs of adjacent words worth asking for: where those of each query begin, the position of each first word."""
    size = len(names.initials)
    starts, positions, total = np.zeros(size + 1, np.int64), np.empty(64, np.int64), 0
    rows, sizes, out, lengths = room(joining.most_sounds)
    words, marks, glued_starts, glued = names.words, learnt.marks, learnt.glued_starts, learnt.glued
    abd_starts, after_abd = learnt.after_abd_starts, learnt.after_abd
    for name in range(size):
        for position in range(names.word_starts[name], names.word_starts[name + 1] - 1):
            a, b = words[position], words[position + 1]
            if not marks[a] & marks[b] & JOINS:
                continue
            first, a0, a1, second, b0, b1 = glued, glued_starts[a], glued_starts[a + 1], glued, glued_starts[b], 0
            b1 = glued_starts[b + 1]
            if marks[a] & ABD:
                first, a0, a1 = ABD_LETTERS, 0, len(ABD_LETTERS)
                second, b0, b1 = after_abd, abd_starts[b], abd_starts[b + 1]
            if is_refused(first, a0, a1, second, b0, b1, joining):
                continue
            count = a1 - a0 + b1 - b0
            if count <= MOST_LETTERS:
                for at in range(count):
                    rows[0, at] = first[a0 + at] if at < a1 - a0 else second[b0 + at - (a1 - a0)]
                sizes[0] = count
                if not worth_asking(rows, sizes, joining, out, lengths):
                    continue
            if total == len(positions):
                positions = np.append(positions, np.empty_like(positions))
            positions[total] = position
            total += 1
        starts[name + 1] = total
    return starts, positions[:total]


@compiled
def outlines(words: Words) -> tuple[Numbers, Numbers]:
    """What the outlines of all readings of words begin with, with the first letter, and end with, as Bloom filters."""
    first, last = np.zeros((_MASK + 1) // 8, np.uint8), np.zeros((_MASK + 1) // 8, np.uint8)
    for reading in range(len(words.starts) - 1):
        begin, end = words.starts[reading], words.starts[reading + 1]
        for at in range(begin, end + 1):
            if begin < end:
                _note(first, _begun(outlined(words.letters, begin, at), int(words.letters[begin])))
            _note(last, _mixed(outlined(words.letters, at, end)))
    return first, last


@compiled
def parts(  # noqa: PLR0917  # compiled functions take no names
    learnt: Learnt, first: int, size: int, begins: Numbers, ends: Numbers, stems: Numbers, begun: Numbers
) -> Numbers:
    """What part of a listed word each word from the first on may be: ``BEGINS`` and the following.

    By what ``outlines`` gives; by stems that mean a listed word, and ``begun``, all that these begin with.
    """
    marks, starts, glued = learnt.marks, learnt.glued_starts, learnt.glued
    found = np.zeros(size - first, np.uint8)
    for word in range(first, size):
        outline, some = outlined(glued, starts[word], starts[word + 1]), starts[word] < starts[word + 1]
        part = ENDS * _has(ends, _mixed(outline))
        if not some or _has_begun(begins, outline, int(glued[starts[word]])):
            part |= BEGINS
        letters, stem = 2166136261, marks[word] & ABD > 0
        for at in range(starts[word], starts[word + 1]):
            letters = ((letters ^ int(glued[at])) * 16777619) & 0xFFFFFFFF
            stem = stem or _has(stems, _mixed(letters))
        found[word - first] = part | STEM * (stem or _has(begun, _mixed(letters)))
    return found


@compiled
def way_together(  # noqa: PLR0917  # compiled functions take no names
    starts: Numbers, numbers: Numbers, name: int, pieces: Pieces, form: bool, led: bool, bits: Needs
) -> int:
    """``screening.names.together``: how a name is read whose words may mean something else than each by itself."""
    count, every, native, first, last, last_but_one = 0, 0, bits.native, 0, 0, 0
    at_place = False
    for at in range(starts[name], starts[name + 1]):
        for k in range(pieces.word_starts[numbers[at]], pieces.word_starts[numbers[at] + 1]):
            need = int(pieces.needs[k])
            if count == 0:
                first = need
            elif count > 1 and last & bits.inside:
                at_place = True
            if led and ((count == 0 and need & bits.behind_form) or (count == 1 and need & bits.part)):
                at_place = True
            for before, behind in bits.pairs:
                if count and last & before and need & behind:
                    at_place = True
            if count > 1 and last_but_one & need & bits.part:  # the word between may be a misspelt one
                at_place = True
            every, native = every | need, native & need
            count, last_but_one, last = count + 1, last, need
    if form and (last & bits.before_form or last_but_one & bits.part):
        return WHOLE
    if at_place or first & bits.at_first or last & bits.at_last:
        return WHOLE
    if every & bits.initials or (every & bits.father and count > 2) or (every & bits.native and not native):
        return WHOLE
    return JAPANESE if every & bits.read and every & bits.written and every & bits.japanese else PLAIN


@compiled
def _read(starts: Numbers, numbers: Numbers, name: int, pieces: Pieces, bits: Needs) -> int:
    """How a name is read: ``PLAIN``, put together from its pieces, ``WHOLE`` or ``JAPANESE``."""
    first, last = starts[name], starts[name + 1] - 1
    form = last > first and pieces.plain[numbers[last]] == FORM
    led, beside = last - form > first and pieces.plain[numbers[first]] == FORM, False
    for at in range(first + led, last + 1 - form):
        plain = pieces.plain[numbers[at]]
        if plain in (WHOLE, FORM):
            return WHOLE
        beside = beside or plain == BESIDE
    if not (form or led or beside):
        return PLAIN
    return int(way_together(starts, numbers, name, pieces, form, led, bits))


@compiled
def ways(starts: Numbers, numbers: Numbers, pieces: Pieces, bits: Needs) -> Numbers:
    """How each name is read: ``PLAIN``, ``WHOLE`` or ``JAPANESE``."""
    read = np.full(len(starts) - 1, PLAIN, np.uint8)
    for name in range(len(read)):
        read[name] = _read(starts, numbers, name, pieces, bits)
    return read


@compiled
def assemble(  # noqa: PLR0917  # compiled functions take no names
    read: Numbers, starts: Numbers, numbers: Numbers, whole_starts: Numbers, whole_words: Numbers, pieces: Pieces,
    learnt: Learnt, rules: Rules, joining: Joining,
) -> tuple[Names, Numbers, Numbers]:  # fmt: skip
    """Put names together, and give what ``joinable`` gives for them.

    Those that are read whole of the words given for each, which may be none; the others from their pieces.
    """
    size = len(starts) - 1
    total = len(whole_words)
    for name in range(size):
        if read[name] != WHOLE:
            for at in range(starts[name], starts[name + 1]):
                total += pieces.word_starts[numbers[at] + 1] - pieces.word_starts[numbers[at]]
    word_starts, words, weights = np.zeros(size + 1, np.int64), np.empty(total, np.int64), np.empty(total)
    initials, missing, needed = np.zeros(size, np.int64), np.full(size, rules.missing), np.zeros(size)
    total = 0
    for name in range(size):
        if read[name] == WHOLE:
            for at in range(whole_starts[name], whole_starts[name + 1]):
                words[total] = whole_words[at]
                total += 1
        else:
            for at in range(starts[name], starts[name + 1]):
                for k in range(pieces.word_starts[numbers[at]], pieces.word_starts[numbers[at] + 1]):
                    words[total] = pieces.words[k]
                    total += 1
        word_starts[name + 1] = total
        for at in range(word_starts[name], total):
            word = words[at]
            weights[at] = learnt.weights[word]
            initials[name] += 1 if learnt.marks[word] & INITIAL else 0
            if learnt.marks[word] & NEEDED:
                needed[name] = rules.needed
    none, ids, no_weights = np.zeros(size + 1, np.int64), np.empty(0, np.int64), np.empty(0)
    cut = np.zeros(size, np.uint8)
    names = Names(word_starts, words, weights, none, np.full(size, -1), ids, no_weights, missing, needed, initials, cut)
    pair_starts, positions = joinable(names, learnt, joining)
    return names, pair_starts, positions
