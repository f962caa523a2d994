"""Which texts may hit at all, told without reading each: for an index that is small beside what it is asked.

Most of what a text costs that hits nothing is the reading of names whose words mean something together ("Kraken Trading
Ltd."). Texts that differ in open words alone (``screening.names.is_open``) have one pattern, which is read once.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np

from screening import costs
from screening.index._desk import Call
from screening.index._flat import INITIAL, WHOLE, Names, Numbers
from screening.index._kind import KindIndex
from screening.index._mesh import Mesh
from screening.index._vocabulary import Grown, Split, Vocabulary
from screening.names import MADE_UP, NEEDS, ROMAN_LETTERS, Name, Role, is_open, may_be_cut, parts, prepare
from screening.schema import Kind
from screening.score import MODELS
from screening.text import fold_word, words

_BY_ITSELF = -1
"""Instead of the number of a pattern: the text is read by itself."""


class Sieve:
    """What sifts texts for one kind: the patterns met so far, their words numbered as one desk does.

    Patterns stand by number: where the words of each begin, the words, what each weighs at least. A word is a number of
    the vocabulary, or ``-1 - n`` for the nth open word of the text, which weighs as it does or, where that is 0,
    nothing. ``needed`` and ``initials`` as in ``Names``.
    """

    def __init__(self, kind: KindIndex, vocabulary: Vocabulary) -> None:
        """Know no pattern."""
        self._kind, self._vocabulary, self._mesh = kind, vocabulary, Mesh(kind.layout)
        self._patterns, self._count = {b"": _BY_ITSELF}, 0
        self._starts, self._words, self._weights = Grown(np.zeros(1, np.int64)), _none(np.int64), _none(np.float64)
        self._needed, self._initials = _none(np.float64), _none(np.int64)

    def possible(self, texts: Sequence[str], split: Split, opened: Numbers, call: Call, least: float) -> Numbers:
        """Numbers of the texts that may score so much (0-1) with a listed name: all that do, few others."""
        self._kind.learn(call)
        cut = np.zeros(len(texts), np.bool_)
        cut[split.cut] = True
        whole = (call.kernel.ways(split.starts, split.numbers, self._vocabulary.pieces, NEEDS) == WHOLE) | cut
        rows = np.flatnonzero(~whole)
        found = [rows[self._searched(self._of_pieces(_of(split, rows)), call, least)]]
        rows = np.flatnonzero(whole)
        with self._vocabulary.learning:
            patterns = self._patterns_of(texts, split, opened, rows, call)
        known, rest = rows[patterns != _BY_ITSELF], rows[patterns == _BY_ITSELF]
        own = opened[_places(split.starts, known)[0]]
        names = self._of_patterns(patterns[patterns != _BY_ITSELF], _of(split, known), own, cut[known])
        found.append(known[self._searched(names, call, least)])
        alone = [texts[at] for at in rest.tolist()]
        some = _of(split, rest)._replace(cut=np.flatnonzero(cut[rest]).tolist())
        found.append(rest[[at for at, _ in self._kind.candidates(alone, some, call, least)[1]]])
        return np.concatenate(found)

    def _searched(self, names: Names, call: Call, least: float) -> Numbers:
        """Those of some names that have candidates."""
        with self._vocabulary.learning:
            worth = self._mesh.through(names, self._vocabulary)
        found: Numbers = worth[list(self._kind.search_laid_out(_names_of(names, worth), call, least))]
        return found

    def _of_pieces(self, some: Split) -> Names:
        """Names whose pieces are read by themselves."""
        pieces, learnt = self._vocabulary.pieces, self._vocabulary.learnt
        places, starts = _places(pieces.word_starts, some.numbers)
        words, starts = pieces.words[places], starts[some.starts]
        initials = np.append(0, np.add.accumulate(learnt.marks[words] & INITIAL > 0))
        return _names(
            self._kind.kind, starts, words, learnt.weights[words], initials[starts[1:]] - initials[starts[:-1]]
        )

    def _of_patterns(self, numbers: Numbers, some: Split, opened: Numbers, cut: Numbers) -> Names:
        """Names of these patterns, with the open words of their texts; what a cut name lacks costs nothing."""
        vocabulary = self._vocabulary
        places, starts = _places(self._starts.now(), numbers)
        words, weights = self._words.now()[places], self._weights.now()[places]
        at = np.flatnonzero(words < 0)
        before = np.add.accumulate(np.append(0, opened))[some.starts[:-1]]  # open words of the texts above
        pieces = some.numbers[np.flatnonzero(opened)[np.repeat(before, np.diff(starts))[at] - 1 - words[at]]]
        words[at] = vocabulary.pieces.words[vocabulary.pieces.word_starts[pieces]]
        weights[at] *= vocabulary.learnt.weights[words[at]]
        weights[np.repeat(cut, np.diff(starts))] = 0.0
        names = _names(self._kind.kind, starts, words, weights, self._initials.now()[numbers])
        needed = np.where(cut, 0.0, self._needed.now()[numbers])
        return names._replace(
            missing=names.missing * np.where(cut, costs.CUT, 1.0), needed=needed, cut=cut.astype(np.uint8)
        )

    def _patterns_of(self, texts: Sequence[str], split: Split, opened: Numbers, rows: Numbers, call: Call) -> Numbers:
        """The number of the pattern of each of these texts."""
        masked, size = np.where(opened, -1, split.numbers).tobytes(), split.numbers.itemsize
        starts, cut, keys = (split.starts * size).tolist(), set(split.cut), list[bytes]()
        for at in rows.tolist():
            own = _is_spaced_plainly(texts[at]) and not (at in cut and self._may_mean_more(texts[at]))
            keys.append(masked[starts[at] : starts[at + 1]] if own else b"")
        new = {key: at for key, at in zip(keys, rows.tolist(), strict=True) if key not in self._patterns}
        if new:
            self._learn(
                {key: (texts[at], opened[split.starts[at] : split.starts[at + 1]].tolist()) for key, at in new.items()},
                call,
            )
        return np.array([self._patterns[key] for key in keys], dtype=np.int64)

    def _learn(self, new: Mapping[bytes, tuple[str, Sequence[bool]]], call: Call) -> None:
        """Read new patterns, each as in one text that has it."""
        made = {key: _made_up(*each) for key, each in new.items()}
        read = {key: prepare(text, self._kind.kind) for key, text in made.items() if text}
        read = {key: name for key, name in read.items() if _keeps(name, made[key])}
        self._patterns |= dict.fromkeys(new, _BY_ITSELF) | {key: self._count + at for at, key in enumerate(read)}
        self._count += len(read)
        laid_out = self._kind.lay_out(list(read.values()), call)
        numbers, weights, at = laid_out.words.copy(), laid_out.weights.copy(), 0
        for key, name in read.items():
            opened = _made_up_words(made[key])
            for raw in name.raw:
                if raw in opened:
                    numbers[at], weights[at] = -1 - opened.index(raw), float(weights[at] >= 1.0)
                at += 1
        self._starts.follow(laid_out.word_starts)
        for grown, values in ((self._words, numbers), (self._weights, weights)):
            grown.extend(values)
        self._needed.extend(laid_out.needed)
        self._initials.extend(laid_out.initials)

    def _may_mean_more(self, text: str) -> bool:
        """Whether the last word of a cut name may be the beginning of a listed one, or is read otherwise than uncut."""
        last = text.rpartition(" ")[2]
        if not last.isascii() and not is_open(last):
            return True
        part = fold_word(next(reversed(words(last)), ""))
        if part in ROMAN_LETTERS:
            return True
        begun = self._kind.layout.begun
        at = bisect_left(begun, part) if last[-1].isalnum() else len(begun)
        return at < len(begun) and begun[at].startswith(part)


def _names(kind: Kind, starts: Numbers, words: Numbers, weights: Numbers, initials: Numbers) -> Names:
    """Names that no field cut, of these words."""
    size = len(initials)
    return Names(
        *(starts, words, weights, np.zeros(size + 1, np.int64), np.full(size, -1), np.zeros(0, np.int64), np.zeros(0)),
        *(np.full(size, MODELS[kind].missing), np.zeros(size), initials, np.zeros(size, np.uint8)),
    )


def _of(split: Split, rows: Numbers) -> Split:
    """The pieces of some texts; none of them is told to be cut."""
    places, starts = _places(split.starts, rows)
    return Split(starts, split.numbers[places], [])


def _names_of(names: Names, numbers: Numbers) -> Names:
    """Some of the names."""
    places, starts = _places(names.word_starts, numbers)
    size = len(numbers)
    return Names(
        *(starts, names.words[places], names.weights[places], np.zeros(size + 1, np.int64), names.begun_at[numbers]),
        *(names.begun, names.begun_weights, names.missing[numbers], names.needed[numbers], names.initials[numbers]),
        names.cut[numbers],
    )


def _none(dtype: type[np.generic]) -> Grown:
    return Grown(np.zeros(0, dtype))


def _places(starts: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
    """The places of what some of many lists hold, one list behind the other, and where each then begins."""
    sizes = starts[rows + 1] - starts[rows]
    begins = np.append(0, np.add.accumulate(sizes))
    return np.arange(begins[-1]) + np.repeat(starts[rows] - begins[:-1], sizes), begins


def _is_spaced_plainly(text: str) -> bool:
    """Whether nothing but single blanks stands between the pieces of a text."""
    return text.isprintable() and " ".join(parts(text)) == text


def _made_up(text: str, opened: Sequence[bool]) -> str:
    """A text with made-up names for its open words; "" where there are too many, or it may seem to be cut."""
    if sum(opened) > len(MADE_UP):
        return ""
    for first in range(len(MADE_UP)):
        names = iter((*MADE_UP[first:], *MADE_UP[:first]))
        made = " ".join([next(names) if own else piece for piece, own in zip(parts(text), opened, strict=True)])
        if not may_be_cut(made):
            return made
    return ""


def _keeps(name: Name, made: str) -> bool:
    """Whether a name has each of the made-up words of its text once, as the name that it is."""
    own = [(raw, token) for raw, token in zip(name.raw, name.tokens, strict=True) if raw in MADE_UP]
    whole = all(token.role is Role.NAME and token.text == raw.lower() for raw, token in own)
    return whole and sorted(raw for raw, _ in own) == sorted(_made_up_words(made))


def _made_up_words(text: str) -> list[str]:
    return [each for each in text.split() if each in MADE_UP]
