"""Which texts hit at all, told without reading each: for an index that is small beside what it is asked.

Reading a name is most of what it costs if it hits nothing. But whatever a name is read as, its words are among those
that what stands between its blanks is read as in some name (``tests/test_sieve.py`` holds it), few kinds of names
aside, which are read by themselves. So the bound of the engine is asked for all these words at once, with nothing held
against those that a name may not have.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import numpy as np
import polars as pl

from screening import costs, lexicon
from screening.index._desk import Call, Kernel
from screening.index._flat import (
    ALONE,
    BEGINS,
    CLOSES,
    COMMA,
    COMPOUND,
    ENDS,
    FORM,
    HEAD,
    INITIAL,
    JOINS,
    MORE,
    NATIVE,
    NEAR,
    OPENS,
    PAIRED,
    PLAIN,
    STEM,
    TAIL,
    WHOLE,
    WITH_ALL,
    Learnt,
    Loose,
    Names,
    Numbers,
    shown,
)
from screening.index._joins import spellings
from screening.index._kind import KindIndex
from screening.index._layout import Lists, laid_out, told, word_of
from screening.index._lists import any_of, places_of, starts_of
from screening.index._sounds import MOST_LETTERS
from screening.index._together import Run, Together
from screening.index._vocabulary import Grown, Split, Vocabulary
from screening.names import (
    BESIDE,
    LOOSE,
    MAY_CLOSE,
    MAY_OPEN,
    OTHERWISE,
    Name,
    at_end_of_form,
    is_arabic,
    is_compounded,
    may_be_turned,
    needs_of_words,
    read_together,
)
from screening.schema import Kind
from screening.score import MODELS, NOT_EQUAL


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
        self._marks, self._parts = Grown(np.zeros(0, np.uint16)), Grown(np.zeros(0, np.uint8))
        self._texts = list[str]()
        self._together = Together(kind.kind)

    def learn(self, pieces: Sequence[str], numbers: Numbers, call: Call) -> None:
        """Get to know what stands between two blanks; ``numbers`` are those of the desk."""
        vocabulary = self._vocabulary
        self._kind.learn(call)
        self._texts += pieces
        plain, first = vocabulary.pieces.plain[numbers], vocabulary.pieces.word_starts
        of_piece = np.repeat(np.arange(len(numbers)), first[numbers + 1] - first[numbers])
        needs = vocabulary.pieces.needs[places_of(first, numbers)]
        otherwise = any_of(needs & OTHERWISE > 0, starts_of(first, numbers)) | (plain == WHOLE) | (plain == FORM)
        beside = np.flatnonzero(otherwise)
        with call.desk.numbering:
            again = np.array([call.desk.pieces[f"{LOOSE}{pieces[at]}"] for at in beside.tolist()], dtype=np.int64)
        self._kind.learn(call)
        first, words = vocabulary.pieces.word_starts, vocabulary.pieces.words
        owner = np.concatenate([of_piece, np.repeat(beside, first[again + 1] - first[again])])
        order = np.argsort(owner, kind="stable")
        found = np.concatenate([words[places_of(first, numbers)], words[places_of(first, again)]])[order]
        starts = np.searchsorted(owner[order], np.arange(len(numbers) + 1))
        self._starts.follow(starts)
        self._words.extend(found)
        self._marks.extend(self._marked(pieces, numbers, Lists(starts, found), call))

    def _words_of(self, names: Sequence[Name], call: Call) -> Iterator[list[int]]:
        """The words of names, without what stands beside others only."""
        with self._vocabulary.learning:
            find = self._kind.find(call)
            starts, found = self._vocabulary.rows(dict(enumerate(names)), len(names), call.desk.pieces, find)
        for name, begin, end in zip(names, starts[:-1].tolist(), starts[1:].tolist(), strict=True):
            own = found[begin:end].tolist()
            yield [word for word, raw in zip(own, name.raw, strict=True) if raw != BESIDE]

    def _effect(self, word: int) -> tuple[object, ...]:
        """All of a word that matters here; words that are read alike may have several numbers."""
        learnt = self._vocabulary.learnt
        near, glued = (slice(of[word], of[word + 1]) for of in (learnt.starts, learnt.glued_starts))
        found = learnt.ids[near].tobytes(), learnt.alike[near].tobytes(), learnt.glued[glued].tobytes()
        return int(learnt.marks[word]), *found

    def _marked(self, pieces: Sequence[str], numbers: Numbers, loose: Lists, call: Call) -> Numbers:
        """The marks of pieces with all words that they may be read as."""
        vocabulary, starts, found = self._vocabulary, loose.starts, loose.values
        learnt, needs = vocabulary.learnt, vocabulary.pieces
        plain = needs.plain[numbers]
        self._parts.extend(call.kernel.parts(learnt, self._parts.size, vocabulary.words_known, *self._listed))
        near = _are_near(learnt, found)
        made = self._names(loose, np.zeros(len(found)), np.zeros(len(pieces), np.bool_))
        pairs, _ = call.kernel.joinable(made, learnt, self._joining)
        long = learnt.glued_starts[found + 1] - learnt.glued_starts[found] > MOST_LETTERS // 2
        odd = np.array([len(piece.split()) > 1 or "\x1b" in piece for piece in pieces], np.bool_)
        own, places = needs.needs[places_of(needs.word_starts, numbers)], starts_of(needs.word_starts, numbers)
        opens, closes = any_of(own & MAY_OPEN > 0, places), any_of(own & MAY_CLOSE > 0, places) | (plain == FORM)
        for at in np.flatnonzero((plain == WHOLE) | (plain == FORM)).tolist():
            told = needs_of_words(pieces[at], self._kind.kind)
            opens[at], closes[at] = told & MAY_OPEN > 0, closes[at] or told & MAY_CLOSE > 0
        if self._kind.kind is not Kind.PERSON:
            stands, begun = np.array(list(map(at_end_of_form, pieces)), np.bool_).reshape(-1, 2).T
            opens, closes = opens | stands, closes | begun
        arabic, compound, comma = np.zeros((3, len(pieces)), np.bool_)
        if self._kind.kind is Kind.PERSON:
            arabic[:], comma[:] = list(map(is_arabic, pieces)), list(map(may_be_turned, pieces))
            for at in np.flatnonzero(plain != PLAIN).tolist():
                (compound if arabic[at] else odd)[at] |= is_compounded(pieces[at])
        parts = np.where(learnt.marks[found] & JOINS > 0, self._parts.values[found], 0)
        marks: Numbers = (
            COMPOUND * compound
            | COMMA * comma
            | NATIVE * arabic
            | HEAD * any_of(parts & BEGINS > 0, starts)
            | TAIL * any_of(parts & ENDS > 0, starts)
            | WITH_ALL * any_of(parts & STEM > 0, starts)
            | NEAR * (any_of(near, starts) | (np.diff(pairs) > 0))
            | PAIRED * (np.diff(pairs) > 0)
            | OPENS * opens
            | CLOSES * closes
            | MORE * (plain != PLAIN)
            | ALONE * (any_of(long, starts) | odd)
        )
        return marks.astype(np.uint16)

    def hit(self, texts: pl.Series, split: Split, ends: Sequence[str], call: Call, threshold: float) -> set[int]:
        """Numbers of the texts that score so much (0-100) with a listed name.

        ``split``: by what stands between blanks, numbered as it was learnt; ``ends``: the last words of those cut.
        """
        some = self._possible(split, ends, call, min(threshold, NOT_EQUAL) / 100)
        own = texts.gather(some).to_list()
        with call.desk.numbering:
            pieces = call.desk.pieces.split(own)
        return {int(some[at]) for at, _, _ in self._kind.search_all(own, pieces, call, threshold)}

    def _possible(self, split: Split, ends: Sequence[str], call: Call, least: float) -> Numbers:
        """Numbers of the texts that may score so much (0-1): all that do, few others."""
        loose = Loose(self._starts.shown, self._words.shown, self._marks.shown, self._parts.shown)
        is_person = self._kind.kind is Kind.PERSON
        of_kind = self._kind.has_initials, is_person, self._vocabulary.learnt, self._joining
        alone, *found = call.kernel.loosely(split.starts, split.numbers, loose, *of_kind)
        apart = self._together.apart(alone, split, loose.marks, self._texts, partial(self._differ, call=call))
        own, alone = alone[apart], alone[~apart]
        again = starts_of(split.starts, own), shown(split.numbers[places_of(split.starts, own)])
        loose = loose._replace(marks=shown(loose.marks & ~np.uint16(OPENS | COMPOUND)))
        _, *more = call.kernel.loosely(*again, loose, *of_kind)
        rows, starts, words, weights, *pairs = _followed(found, more, own)
        cut, parted = np.zeros((2, len(split.starts) - 1), np.bool_)
        cut[split.cut] = True
        parted[[at for at, end in zip(split.cut, ends, strict=True) if end or not is_person]] = True
        begun = [at for at, end in zip(split.cut, ends, strict=True) if self._kind.begins(end)]
        weights[np.repeat(parted[rows], np.diff(starts))] = 0.0  # the word that is cut weighs less, a cut form nothing
        made = self._names(Lists(starts, words), weights, cut[rows])
        bounded = rows[list(self._kind.search_laid_out(made, call, least, pairs))]
        return np.unique(np.concatenate([bounded, alone, np.array(begun, np.int64)]))

    def _differ(self, runs: Iterable[Run], call: Call) -> dict[Run, bool]:
        """Whether pieces that stand together are read as words that matter and that none of them is by itself."""
        texts = {run: " ".join(self._texts[piece] for piece in run) for run in runs}
        kind, found = self._kind.kind, dict.fromkeys(texts, False)
        read = [(run, name) for run, text in texts.items() for name in read_together(text, kind)]
        words = list(self._words_of([name for _, name in read], call))
        learnt, known, parts = self._vocabulary.learnt, self._vocabulary.words_known, self._parts.now()
        parts = np.concatenate([parts, call.kernel.parts(learnt, len(parts), known, *self._listed)])
        effects = {run: self._effects(run) for run in texts}
        for (run, _), own in zip(read, words, strict=True):
            each = np.array(own, dtype=np.int64)
            matter = each[(parts[each] > 0) | _are_near(learnt, each)].tolist()
            found[run] |= not effects[run].issuperset(map(self._effect, matter))
        return found

    def _effects(self, pieces: Iterable[int]) -> set[tuple[object, ...]]:
        """All that matters of the words of pieces."""
        starts, words = self._starts.values, self._words.values
        return {self._effect(word) for piece in pieces for word in words[starts[piece] : starts[piece + 1]].tolist()}

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


def _are_near(learnt: Learnt, words: Numbers) -> Numbers:
    """Whether words are alike to listed ones, or initials."""
    near: Numbers = (learnt.starts[words + 1] > learnt.starts[words]) | (learnt.marks[words] & INITIAL > 0)
    return near


def _followed(first: Sequence[Numbers], second: Sequence[Numbers], rows: Numbers) -> Sequence[Numbers]:
    """What ``loosely`` gives of some names, and behind it of others, which are these rows."""
    (worth, ends, *words, pairs, positions), (few, few_ends, *few_words, few_pairs, few_positions) = first, second
    return (
        np.concatenate([worth, rows[few]]),
        np.concatenate([ends, ends[-1] + few_ends[1:]]),
        *(np.concatenate(each) for each in zip(words, few_words, strict=True)),
        np.concatenate([pairs, pairs[-1] + few_pairs[1:]]),
        np.concatenate([positions, ends[-1] + few_positions]),
    )


def _bloom(words: Iterable[str]) -> Numbers:
    return spellings(laid_out(words))
