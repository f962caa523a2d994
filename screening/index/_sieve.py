"""Which texts may hit at all, told without reading each: for an index that is small beside what it is asked.

Reading a name is most of what it costs if it hits nothing. But whatever a name is read as, its words are among those
that what stands between its blanks is read as in some name (``tests/test_sieve.py`` holds it), few kinds of names
aside, which are read by themselves. So the bound of the engine is asked for all these words at once, with nothing held
against those that a name may not have.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import numpy as np

from screening import costs, lexicon
from screening.index._asked import numbers as as_array
from screening.index._desk import Call, Kernel
from screening.index._flat import (
    ALONE,
    CLOSES,
    FORM,
    INITIAL,
    MORE,
    NEAR,
    OPENS,
    PLAIN,
    WHOLE,
    Loose,
    Names,
    Numbers,
)
from screening.index._joins import spellings
from screening.index._kind import KindIndex
from screening.index._layout import Lists, laid_out, told, word_of
from screening.index._sounds import MOST_LETTERS
from screening.index._vocabulary import Grown, Split, Vocabulary
from screening.names import MAY_CLOSE, MAY_OPEN, OTHERWISE, Name, is_compounded, needs_of_words, read_whole
from screening.schema import Kind
from screening.score import MODELS

BESIDE = "Quorvane"
"""Nobody's name, to stand beside others."""


class Sieve:
    """What sifts texts for one kind: what stood between two blanks so far, its words numbered as one desk does."""

    def __init__(self, kind: KindIndex, vocabulary: Vocabulary, kernel: Kernel) -> None:
        """Know nothing yet."""
        self._kind, self._vocabulary = kind, vocabulary
        listed = told(word_of(kind.layout, number) for number in range(len(kind.layout.texts)))
        meanings = partial(lexicon.translations, cyrillic=False)
        stems = {stem for stem in lexicon.translated() if not listed.isdisjoint(meanings(stem))}
        begun = {stem[:size] for stem in stems for size in range(1, len(stem))}
        self._listed = *kernel.outlines(laid_out(listed)), _bloom(stems), _bloom(begun)
        self._joining = kind.joining._replace(stems=self._listed[2])
        self._starts, self._words = Grown(np.zeros(1, np.int64)), Grown(np.zeros(0, np.int64))
        self._marks, self._parts = Grown(np.zeros(0, np.uint8)), Grown(np.zeros(0, np.uint8))

    def learn(self, pieces: Sequence[str], numbers: Numbers, call: Call) -> None:
        """Get to know what stands between two blanks; ``numbers`` are those of the desk."""
        vocabulary = self._vocabulary
        self._kind.learn(call)
        plain, first = vocabulary.pieces.plain[numbers], vocabulary.pieces.word_starts
        of_piece = np.repeat(np.arange(len(numbers)), first[numbers + 1] - first[numbers])
        needs = vocabulary.pieces.needs[_places(first, numbers)]
        otherwise = _any(needs & OTHERWISE > 0, _starts(first, numbers)) | (plain == WHOLE) | (plain == FORM)
        more, of_more = self._more(np.flatnonzero(otherwise).tolist(), pieces, numbers, call)
        owner = np.concatenate([of_piece, of_more])
        order = np.argsort(owner, kind="stable")
        found = np.concatenate([vocabulary.pieces.words[_places(first, numbers)], more])[order]
        starts = np.searchsorted(owner[order], np.arange(len(numbers) + 1))
        self._starts.follow(starts)
        self._words.extend(found)
        self._marks.extend(self._marked(pieces, numbers, Lists(starts, found), call))

    def _more(
        self, places: Iterable[int], pieces: Sequence[str], numbers: Numbers, call: Call
    ) -> tuple[Numbers, Numbers]:
        """The words of pieces as they are read beside others, where these are not those of the piece, and of which."""
        read = [(at, name) for at in places for name in self._otherwise(pieces[at])]
        names, vocabulary = {at: name for at, (_, name) in enumerate(read)}, self._vocabulary
        with vocabulary.learning:
            starts, found = vocabulary.rows(names, len(read), call.desk.pieces, self._kind.find(call))
        words, owner, known = array("q"), array("q"), set[tuple[object, ...]]()
        begins, first, every = starts.tolist(), vocabulary.pieces.word_starts, vocabulary.pieces.words
        for number, (at, name) in enumerate(read):
            piece = numbers[at]
            known.add((at, *map(self._effect, every[first[piece] : first[piece + 1]].tolist())))
            own = found[begins[number] : begins[number + 1]].tolist()
            own = [word for word, raw in zip(own, name.raw, strict=True) if raw != BESIDE]
            if (reading := (at, *map(self._effect, own))) not in known:
                known.add(reading)
                words.extend(own)
                owner.extend([at] * len(own))
        return as_array(words, np.int64), as_array(owner, np.int64)

    def _effect(self, word: int) -> tuple[object, ...]:
        """All of a word that matters here; words that are read alike may have several numbers."""
        learnt = self._vocabulary.learnt
        near, glued = (slice(of[word], of[word + 1]) for of in (learnt.starts, learnt.glued_starts))
        found = learnt.ids[near].tobytes(), learnt.alike[near].tobytes(), learnt.glued[glued].tobytes()
        return int(learnt.marks[word]), *found

    def _otherwise(self, text: str) -> Iterator[Name]:
        """What a piece that may be read in more than one way is read as, by itself and beside names."""
        kind = self._kind.kind
        yield read_whole(f"{BESIDE} {text}", kind)
        if kind is not Kind.PERSON:
            yield read_whole(text, kind)
            yield read_whole(f"{BESIDE} {text} {BESIDE}", kind)
        elif not text.isascii():
            yield read_whole(f"{BESIDE} {' '.join(text)}", kind)  # in Chinese each character may be a word

    def _marked(self, pieces: Sequence[str], numbers: Numbers, loose: Lists, call: Call) -> Numbers:
        """The marks of pieces with all words that they may be read as."""
        vocabulary, starts, found = self._vocabulary, loose.starts, loose.values
        learnt, needs = vocabulary.learnt, vocabulary.pieces
        plain = needs.plain[numbers]
        self._parts.extend(call.kernel.parts(learnt, self._parts.size, vocabulary.words_known, *self._listed))
        near = (learnt.starts[found + 1] > learnt.starts[found]) | (learnt.marks[found] & INITIAL > 0)
        made = self._names(loose, np.zeros(len(found)), np.zeros(len(pieces), np.bool_))
        pairs, _ = call.kernel.joinable(made, learnt, self._joining)
        long = learnt.glued_starts[found + 1] - learnt.glued_starts[found] > MOST_LETTERS // 2
        odd = np.array([len(piece.split()) > 1 or "\x1b" in piece for piece in pieces], np.bool_)
        own, places = needs.needs[_places(needs.word_starts, numbers)], _starts(needs.word_starts, numbers)
        opens, closes = _any(own & MAY_OPEN > 0, places), _any(own & MAY_CLOSE > 0, places) | (plain == FORM)
        for at in np.flatnonzero(plain == WHOLE).tolist():
            told = needs_of_words(pieces[at], self._kind.kind)
            opens[at], closes[at] = told & MAY_OPEN > 0, told & MAY_CLOSE > 0
        if self._kind.kind is Kind.PERSON:
            for at in np.flatnonzero(plain != PLAIN).tolist():
                odd[at] |= is_compounded(pieces[at])
        marks: Numbers = (
            NEAR * (_any(near, starts) | (np.diff(pairs) > 0))
            | OPENS * opens
            | CLOSES * closes
            | MORE * (plain != PLAIN)
            | ALONE * (_any(long, starts) | odd)
        )
        return marks.astype(np.uint8)

    def possible(self, texts: Sequence[str], split: Split, ends: Sequence[str], call: Call, least: float) -> Numbers:
        """Numbers of the texts that may score so much (0-1) with a listed name: all that do, few others.

        ``split``: by what stands between blanks, numbered as it was learnt; ``ends``: the last words of those cut.
        """
        loose = Loose(self._starts.shown, self._words.shown, self._marks.shown, self._parts.shown)
        alone, rows, starts, words, weights = call.kernel.loosely(
            split.starts, split.numbers, loose, self._kind.has_initials, self._vocabulary.learnt, self._joining
        )
        cut = np.zeros(len(texts), np.bool_)
        cut[split.cut] = True
        begun = [at for at, end in zip(split.cut, ends, strict=True) if self._kind.begins(end)]
        weights[np.repeat(cut[rows], np.diff(starts))] = 0.0
        made = self._names(Lists(starts, words), weights, cut[rows])
        found = rows[list(self._kind.search_laid_out(made, call, least))]
        some = np.concatenate([found, alone, np.array(begun, np.int64)])
        return self._by_themselves(some, texts, call, least)

    def _names(self, words: Lists, weights: Numbers, cut: Numbers) -> Names:
        """Names of these words, each of which weighs at least so much where it is left over."""
        size, starts = len(cut), words.starts
        initials = np.append(0, np.add.accumulate(self._vocabulary.learnt.marks[words.values] & INITIAL > 0))
        missing = MODELS[self._kind.kind].missing * np.where(cut, costs.CUT, 1.0)
        lacking = np.ones(size, np.uint8)  # as of a name that is cut: what it may not have contradicts nothing
        return Names(
            *(starts, words.values, weights, np.zeros(size + 1, np.int64), np.full(size, -1), np.zeros(0, np.int64)),
            *(np.zeros(0), missing, np.zeros(size), initials[starts[1:]] - initials[starts[:-1]], lacking),
        )

    def _by_themselves(self, some: Numbers, texts: Sequence[str], call: Call, least: float) -> Numbers:
        """Those of these texts that have candidates."""
        own = [texts[at] for at in some.tolist()]
        with call.desk.numbering:
            split = call.desk.pieces.split(own)
        found: Numbers = some[[at for at, _ in self._kind.candidates(own, split, call, least)[1]]]
        return found


def _bloom(words: Iterable[str]) -> Numbers:
    return spellings(laid_out(words))


def _any(said: Numbers, starts: Numbers) -> Numbers:
    """Whether something is said in each of many lists."""
    counted = np.append(0, np.add.accumulate(said))
    found: Numbers = counted[starts[1:]] > counted[starts[:-1]]
    return found


def _starts(starts: Numbers, rows: Numbers) -> Numbers:
    """Where some of many lists begin when they stand one behind the other."""
    return np.append(0, np.add.accumulate(starts[rows + 1] - starts[rows]))


def _places(starts: Numbers, rows: Numbers) -> Numbers:
    """The places of what some of many lists hold, one list behind the other."""
    begins = _starts(starts, rows)
    found: Numbers = np.arange(begins[-1]) + np.repeat(starts[rows] - begins[:-1], np.diff(begins))
    return found
