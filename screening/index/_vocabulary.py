"""The words of queries as the kernel takes them: each looked up in the listed words once, then known by its number.

All calls share a vocabulary; it only grows, and only by one call at a time: what was handed out stays as it was. When
it holds more than ``MOST_WORDS`` words or pieces of names, the next call begins a new one. What it knows changes no
outcome.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, reduce
from threading import Lock
from typing import NamedTuple, Self

import numpy as np

from screening import costs, lexicon
from screening.index._asked import Keys, Spelled, Written, joined_keys_of, numbers, words
from screening.index._distances import uncompiled
from screening.index._flat import (
    ABD,
    Joining,
    Learnt,
    Names,
    Near,
    Numbers,
    Pairs,
    Pieces,
    Words,
    shown,
)
from screening.index._joins import spellings
from screening.index._readings import (
    OF_QUERIES,
    PIECES,
    Arrays,
    Level,
    New,
    Readings,
    Table,
    as_written,
    joined,
    of_pieces,
    of_words,
    taken,
)
from screening.index._sounds import families
from screening.names import FIELDS, Name, Role, may_be_cut, parts, piece
from screening.schema import Kind
from screening.score import MODELS
from screening.sound import MOST_SOUNDS

MOST_WORDS = 60_000
"""So many words or pieces of names are known at most before the next call begins anew: some 60 MB.

What is known beforehand is shared, and counts for nothing."""
_READ_AT_ONCE = 10
"""Fewer pieces in ASCII are read in the time that it takes to take them from what is kept (.1 ms)."""
LEAST_CUT = min(FIELDS) - 1
"""Characters of a name that a field may have cut."""


class Grown:
    """An array that grows behind; what was handed out of it stays as it was. What it begins with is only read.

    Attributes:
        values: what it holds, with room behind.
        size: how much it holds.
        shown: ``values`` for the kernel, whether grown or not.
    """

    def __init__(self, first: Numbers) -> None:
        """Begin with an array, that of a saved index perhaps."""
        self.values, self.size, self.shown = first, len(first), shown(first)

    def extend(self, more: Numbers) -> None:
        """Add numbers."""
        if len(more):
            self._behind(len(more))[:] = more

    def follow(self, starts: Numbers) -> None:
        """Add where further lists begin, whose own starts count from 0."""
        if len(starts) > 1:
            last = self.values[self.size - 1]
            np.add(starts[1:], last, out=self._behind(len(starts) - 1))

    def _behind(self, count: int) -> Numbers:
        """Room for so many numbers more."""
        begin, size = self.size, self.size + count
        if size > len(self.values):
            grown: Numbers = np.zeros(max(64, size, 2 * len(self.values)), self.values.dtype)
            grown[:begin] = self.values[:begin]
            self.values, self.shown = grown, shown(grown)
        self.size = size
        return self.values[begin:size]

    def now(self) -> Numbers:
        """What it holds."""
        return self.values[: self.size]


class Split(NamedTuple):
    """Texts by their pieces: where those of each begin, the number of each; texts that a field may have cut."""

    starts: Numbers
    numbers: Numbers
    cut: list[int]


class PieceNumbers(dict[str, int]):
    """A number for each different piece of a name, in the order of appearance; what is known beforehand comes first."""

    def __init__(self, known: Mapping[str, int]) -> None:
        """Begin with the pieces that are known beforehand, numbered from 0."""
        super().__init__(known)
        self._before, self._new = len(known), list[str]()

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        self._new.append(text)
        return number

    @property
    def new(self) -> int:
        """How many were not known beforehand."""
        return len(self._new)

    def since(self, number: int) -> Sequence[str]:
        """The pieces from a number on; what was known beforehand is behind us."""
        return self._new[number - self._before :]

    def split(self, texts: Iterable[str]) -> Split:
        """The parts of names, as numbers."""
        starts, found, cut = array("q", [0]), array("q"), list[int]()
        for number, text in enumerate(texts):
            found.extend([self[each] for each in parts(text)])
            starts.append(len(found))
            if len(text) >= LEAST_CUT and may_be_cut(text):
                cut.append(number)
        return Split(numbers(starts, np.int64), numbers(found, np.int64), cut)


_KNOWN = Table(
    ("traits", "weights", "costs", "least_weights", "marks"),
    (
        Level("readings", ("attested",), (Level("starts", ("letters",)),)),
        Level("sound_starts", ("sounds",)),
        Level("near_starts", ("ids", "alike", "listed_weights")),
        Level("glued_starts", ("glued",)),
        Level("after_abd_starts", ("after_abd",)),
    ),
)
Find = Callable[[Written], tuple[Words, Near]]
"""Looks words up in the listed words of a kind."""
Begun = Callable[[Name], Iterable[tuple[int, float]]]
"""Gives the listed words that the cut word of a query begins, each with its weight by the share seen."""


_LEARNT = (
    *("near_starts", "ids", "alike", "listed_weights", "costs", "least_weights", "marks"),
    *("glued_starts", "glued", "after_abd_starts", "after_abd"),
)
_LISTS = frozenset(
    ["readings", "starts", "sound_starts", "near_starts", "glued_starts", "after_abd_starts", "piece_starts"]
)
"""Arrays that say where lists begin; they begin with 0."""
_TYPES: dict[str, type[np.generic]] = {
    **dict.fromkeys([*_LISTS, "costs", "piece_words", "needs"], np.int64),
    **dict.fromkeys(["letters", "attested", "traits", "sounds", "marks", "glued", "after_abd", "plain"], np.uint8),
    **dict.fromkeys(["weights", "least_weights"], np.float64),
    **dict.fromkeys(["alike", "listed_weights"], np.float32),  # bounds: they have slack
    "ids": np.uint32,
}
_NOTHING: dict[str, Numbers] = {name: np.zeros(int(name in _LISTS), type_) for name, type_ in _TYPES.items()}


NOT_NEAR = Near(np.zeros(1, np.int64), np.zeros(0, np.uint32), np.zeros(0), np.zeros(0, np.int64))
"""Nothing that is alike to nothing."""
_NO_KEYS = Keys().asked()


def joining(told: Numbers) -> Joining:
    """What tells whether two words of a query may be one listed word, by a filter over the listed words."""
    return Joining(shown(told), shown(_stems()), families(), MOST_SOUNDS, lexicon.LATIN_STEM, lexicon.ENDING_LETTERS)


@cache
def _stems() -> Numbers:
    """What begins a Latin word that has a meaning."""
    stems = sorted(each.encode() for each in lexicon.translated() if each.isascii())
    return uncompiled(spellings)(words([Spelled(tuple(stems), (), 0, b"", (), 0)], [1.0]))


class Known(NamedTuple):
    """What is known of common words beforehand: pieces of names, and ``Vocabulary.arrays`` of each kind."""

    pieces: Sequence[str]
    arrays: Mapping[Kind, Mapping[str, Numbers]]


class Source(NamedTuple):
    """Pieces that need not be read, and the numbers of their words in a vocabulary; -1 where it does not know them."""

    readings: Readings
    numbers: Numbers

    @classmethod
    def of(cls, readings: Readings, kind: Kind) -> Self:
        """None of whose words is known yet."""
        return cls(readings, np.full(readings.count(kind), -1))


class Vocabulary:
    """The words of queries prepared as one kind."""

    def __init__(
        self,
        kind: Kind,
        listed_weights: Numbers,
        readings: Iterable[Readings],
        known: Mapping[str, Numbers] | None = None,
    ) -> None:
        """Begin with what ``arrays`` gave, or know nothing.

        ``listed_weights`` are those of the listed words, joined ones behind the others; ``readings`` are what need not
        be read.
        """
        self.kind, self.learning = kind, Lock()
        self._listed_weights, self._sources = listed_weights, [Source.of(each, kind) for each in readings]
        self._of: dict[New, int] = {}
        self._grown = {name: Grown(values) for name, values in (_NOTHING | dict(known or {})).items()}
        self._before = self._grown["marks"].size
        self._show()

    def arrays(self) -> dict[str, Numbers]:
        """All that is known as arrays by name, for saving."""
        return {name: grown.now() for name, grown in self._grown.items()}

    def of(self, pieces: Numbers) -> dict[str, Numbers]:
        """What is known of these pieces and of their words, as ``arrays`` gives what is known of all."""
        every = self.arrays()
        found = taken(every, PIECES, pieces)
        words = np.unique(found["piece_words"])
        return found | taken(every, _KNOWN, words) | {"piece_words": np.searchsorted(words, found["piece_words"])}

    @property
    def learnt_words(self) -> int:
        """How many words were learnt beyond those known beforehand."""
        return self._grown["marks"].size - self._before

    @property
    def words_known(self) -> int:
        """How many words are known."""
        return self._grown["marks"].size

    @property
    def known(self) -> int:
        """How many pieces are known; what belongs to them has been handed out before."""
        return self._known

    def learn(self, texts: Sequence[str], find: Find) -> None:
        """Learn further pieces, in the order of their numbers."""
        at_once = len(texts) < _READ_AT_ONCE and all(map(str.isascii, texts))
        rest, order, pieces = dict(enumerate(texts)), list[int](), list[Arrays]()
        for source in () if at_once else self._sources:
            numbers_of = source.readings.numbers
            known = {at: numbers_of[text] for at, text in rest.items() if text in numbers_of} if numbers_of else {}
            if known:
                pieces.append(self._taken_over(source, np.array([*known.values()]), find))
                order += known
                rest = {at: text for at, text in rest.items() if at not in known}
        new = list[New]()
        pieces.append(of_pieces(rest.values(), self.kind, lambda word: self._number(word, new)))
        self._learn(new, find)
        self._keep(taken(reduce(joined, pieces), PIECES, np.argsort([*order, *rest])) if order else pieces[0])
        self._show()

    def take(self, readings: Readings) -> None:
        """Know further pieces of names that need not be read."""
        self._sources.append(Source.of(readings, self.kind))

    def _taken_over(self, source: Source, at: Numbers, find: Find) -> Arrays:
        """Pieces that were read before with their words as they are numbered here."""
        pieces, numbers_of = source.readings.pieces(self.kind, at), source.numbers
        words = np.unique(pieces["piece_words"])
        new = words[numbers_of[words] < 0]
        numbers_of[new] = self._grown["marks"].size + np.arange(len(new))
        if len(new):
            self._look_up(source.readings.words(self.kind, new), find)
        return pieces | {"piece_words": numbers_of[pieces["piece_words"]]}

    def rows(
        self, names: Mapping[int, Name], size: int, pieces: Mapping[str, int], find: Find
    ) -> tuple[Numbers, Numbers]:
        """The words of names that are not put together from pieces: where those of each of ``size`` names begin, all.

        ``names`` by their number, ascending; the others have none. ``pieces`` are the numbers of those known.
        """
        new, counts, words = list[New](), np.zeros(size + 1, np.int64), array("q")
        for at, name in names.items():
            words.extend(self._words_of(name, pieces, new))
            counts[at + 1] = len(name.tokens)
        self._learn(new, find)
        self._show()
        return np.cumsum(counts), numbers(words, np.int64)

    def lay_out(self, names: Sequence[Name], pieces: Mapping[str, int], find: Find, begun: Begun) -> Names:
        """Lay names out flat that are not put together from pieces; ``pieces`` are the numbers of those known."""
        new: list[New] = []
        word_starts, word_of_name, weights = array("q", [0]), array("q"), array("d")
        begun_starts, begun_at, begun_ids, begun_weights = array("q", [0]), array("q"), array("q"), array("d")
        for name in names:
            word_of_name.extend(self._words_of(name, pieces, new))
            word_starts.append(len(word_of_name))
            weights.extend(costs.query_weights(name))
            for number, weight in begun(name) if name.cut else ():
                begun_ids.append(number)
                begun_weights.append(weight)
            begun_starts.append(len(begun_ids))
            begun_at.append(name.cut.part if name.cut else -1)
        self._learn(new, find)
        self._show()
        missing = [MODELS[self.kind].missing * (costs.CUT if name.cut else 1.0) for name in names]
        needed = [costs.LEFT_OVER_SYLLABLE * costs.needs_all(name) for name in names]
        initials = [sum(token.role is Role.INITIAL for token in name.tokens) for name in names]
        return Names(
            *(numbers(word_starts, np.int64), numbers(word_of_name, np.int64), numbers(weights, np.float64)),
            *(numbers(begun_starts, np.int64), numbers(begun_at, np.int64)),
            *(numbers(begun_ids, np.int64), numbers(begun_weights, np.float64)),
            *(np.array(missing, dtype=np.float64), np.array(needed, dtype=np.float64)),
            np.array(initials, dtype=np.int64),
            np.array([name.cut is not None for name in names], dtype=np.uint8),
        )

    def pairs(self, names: Names, starts: Numbers, positions: Numbers) -> Pairs:
        """Give the pairs of adjacent words that are worth asking for their keys."""
        if not len(positions):
            return Pairs(starts, positions, _NO_KEYS)
        keys, marks = Keys(), self.learnt.marks
        for first, second in zip(names.words[positions].tolist(), names.words[positions + 1].tolist(), strict=True):
            before = "abd" if marks[first] & ABD else self._letters("glued", first)
            keys.add(*joined_keys_of(before + self._letters("after_abd" if marks[first] & ABD else "glued", second)))
        at = positions - np.repeat(names.word_starts[:-1], np.diff(starts))
        return Pairs(starts, at, keys.asked())

    def _letters(self, name: str, word: int) -> str:
        starts = self._grown[f"{name}_starts"].values
        return bytes(self._grown[name].values[starts[word] : starts[word + 1]]).decode()

    def _words_of(self, name: Name, pieces: Mapping[str, int], new: list[New]) -> list[int]:
        """The numbers of the words of a name; those not known are added to ``new``."""
        found = list[int]()
        for token, spelled, raw in zip(name.tokens, name.spelled, name.raw, strict=True):
            word = token, spelled
            if word not in self._of:
                self._recall(raw, pieces)
            found.append(self._number(word, new))
        return found

    def _recall(self, raw: str, pieces: Mapping[str, int]) -> None:
        """Read a piece again whose words were taken over by their numbers, that each be known by its number."""
        at = pieces.get(raw, self._known)
        found = piece(raw, self.kind) if at < self._known else None
        if found is not None:
            for number, same in enumerate(zip(found.tokens, found.spelled, strict=True), self.pieces.word_starts[at]):
                self._of.setdefault(same, int(self.pieces.words[number]))

    def _number(self, word: New, new: list[New]) -> int:
        number = self._of.get(word)
        if number is None:
            number = self._of[word] = self._grown["marks"].size + len(new)
            new.append(word)
        return number

    def _learn(self, new: Sequence[New], find: Find) -> None:
        """Read new words, numbered behind those that are known, and look them up."""
        if new:
            self._look_up(of_words(new, self.kind), find)

    def _look_up(self, new: Mapping[str, Numbers], find: Find) -> None:
        """Look new words up, and keep what is found behind what is known."""
        flat, near = find(as_written(new))
        self._keep(flat._asdict() | {"letters": new["letters"], "sounds": flat.sounds[: flat.sound_starts[-1]]})
        self._keep({"near_starts": near.starts, "ids": near.ids, "alike": near.alike, "costs": near.costs})
        self._keep({"listed_weights": self._listed_weights[near.ids]})
        self._keep({name: new[name] for name in OF_QUERIES})

    def _keep(self, arrays: Mapping[str, Numbers]) -> None:
        """Put numbers behind what is known; ``_show`` hands it out."""
        for name, values in arrays.items():
            if name in _LISTS:
                self._grown[name].follow(values)
            else:
                self._grown[name].extend(values)

    def _show(self) -> None:
        """Hand the arrays out as they are now; what was handed out before stays as it was."""
        now = {name: grown.shown for name, grown in self._grown.items()}
        self.words = Words(*(now[name] for name in Words._fields))
        self.learnt = Learnt(*(now[name] for name in _LEARNT))
        self.pieces = Pieces(now["piece_starts"], now["piece_words"], now["needs"], now["plain"])
        self._known = self._grown["plain"].size  # last: calls that see it take what stands above
