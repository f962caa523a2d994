"""Candidates for a name, built once from the listed names, immutable: nothing is lost that a full scan would find.

Three facts make it exact (``tests/test_index.py`` compares with a scan over all names):

* words that are alike share a key (``screening.keys``), so the listed words alike to a query word are all found;
* score >= t means  sum((likeness - t) x weight) >= t x (a U + b V + K + D).  With an upper bound h for what each query
  word can add to the left side, a set P of query words is *mandatory* when the other words alone cannot reach what
  leaving P unmatched costs: names that touch no word of P need not be looked at (query-side prefix filter);
* the same inequality with K = D = 0 bounds each candidate before words are aligned.

Names are grouped by their words: names of several parties or lists with the same words are compared once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from itertools import chain
from typing import Self

import numpy as np
import polars as pl

from screening.index._alike import Alike, AlikeGroups
from screening.index._candidates import candidates
from screening.index._desk import COMPILED, FEW, Call, Desk, kernel_for
from screening.index._distances import is_compiled
from screening.index._flat import Numbers, Scratch
from screening.index._kind import KindIndex
from screening.index._layout import Layout, build, unpack
from screening.index._readings import MOST_PIECES, Readings
from screening.index._sifting import Sifting
from screening.index._vocabulary import Known, PieceNumbers
from screening.schema import Kind
from screening.score import COMPARED_AS, Comparison

__all__ = ["FEW", "Alike", "Index", "Known", "Layout", "Readings", "waits_for_compiler"]


FEW_GROUPS = 20
"""So few names are compared in less time than the kernel takes to say which of them are worth it."""


def waits_for_compiler(names: int) -> bool:
    """Whether a search for so many names at once must compile the kernel first (about 30 s, once on a machine)."""
    return names > FEW and not is_compiled(candidates)


class Index:
    """All listed names, by the kind they are compared as. Immutable once built; safe to share between threads."""

    def __init__(
        self, layouts: Mapping[Kind, Layout], known: Known | None = None, readings: Readings | None = None
    ) -> None:
        """Take the layout of each kind, and what is known of common words, built now or read from a saved index.

        ``readings`` are pieces of names that need not be read any more, whatever the lists.
        """
        self.layouts, self.known, self.readings = dict(layouts), known or Known([], {}), [readings or Readings()]
        self._kinds = {kind: KindIndex(kind, layout) for kind, layout in layouts.items()}
        self._alike = {kind: AlikeGroups(each) for kind, each in self._kinds.items() if kind is not Kind.AIRCRAFT}
        self._spare: list[dict[Kind, Scratch]] = []
        self._asked = 0
        self._asked_pieces: list[str] = []
        self._pieces = {text: number for number, text in enumerate(self.known.pieces)}
        self._desk = self._new_desk()
        self._sifting: Sifting | None = None  # takes a second to make

    @classmethod
    def build(cls, texts: Sequence[str], kinds: Sequence[Kind], readings: Readings | None = None) -> Self:
        """Build from listed names and the kinds of their parties; names are numbered by position."""
        named: dict[Kind, list[tuple[int, str]]] = {}
        for number, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
            for each in COMPARED_AS[kind]:
                named.setdefault(each, []).append((number, text))
        return cls({kind: build(kind, named[kind]) for kind in Kind if kind in named}, readings=readings)

    def acquainted(self, pieces: Iterable[str]) -> Known:
        """What this index knows beforehand, and of these pieces of names: what another one can begin with."""
        with self._call([]) as (desk, scratch, _):
            with desk.numbering:
                known = [*dict.fromkeys(chain(self.known.pieces, pieces))]
                at = np.array([desk.pieces[each] for each in known], dtype=np.int64)
            arrays = dict[Kind, Mapping[str, Numbers]]()
            for kind, each in self._kinds.items():
                if kind is not Kind.AIRCRAFT:
                    each.learn(Call(desk, scratch, COMPILED))
                    vocabulary = desk.vocabularies[kind]
                    with vocabulary.learning:
                        arrays[kind] = vocabulary.of(at)
            return Known(known, arrays)

    def take(self, readings: Readings) -> None:
        """Get to know further pieces of names, which need not be read; that changes no outcome."""
        self.readings.append(readings)
        with self._call([]) as (desk, scratch, _):
            kinds = [kind for kind in self._kinds if kind is not Kind.AIRCRAFT]
            for kind in kinds:
                desk.vocabularies[kind].take(readings)
            with desk.numbering:
                for text in readings.numbers:
                    desk.pieces[text]  # gives it a number
            for kind in kinds:
                self._kinds[kind].learn(Call(desk, scratch, COMPILED))

    def warm_up(self, texts: Sequence[str], threshold: float) -> None:
        """Do all that a search does with these texts, known or not, so that no later one waits for the compiler.

        ``threshold``: 0-100.
        """
        list(self.search_all(texts, threshold))
        with self._call(texts) as call:
            for each in self._kinds.values():
                each.warm_up(dict.fromkeys(texts), call)

    def search(self, text: str, threshold: float, *, exhaustive: bool = False) -> Iterator[tuple[int, Comparison]]:
        """Yield (number of a listed name, comparison) for every listed name at or above the threshold (0-100)."""
        for _, number, comparison in self.search_all([text], threshold, exhaustive=exhaustive):
            yield number, comparison

    def search_all(
        self, texts: Sequence[str], threshold: float, *, exhaustive: bool = False
    ) -> Iterator[tuple[int, int, Comparison]]:
        """Yield (number of the query, number of a listed name, comparison) for all at or above the threshold.

        Args:
            texts: the names to be screened.
            threshold: 0-100.
            exhaustive: compare with every listed name instead of asking the index; the outcome is the same.
        """
        if exhaustive:
            for each in self._kinds.values():
                for query, group, comparison in each.scan_all(texts, threshold):
                    for number in each.members[group]:
                        yield query, number, comparison
            return
        with self._call(texts) as call:
            with call.desk.numbering:
                split = call.desk.pieces.split(texts)
            for each in self._kinds.values():
                for query, group, comparison in each.search_all(texts, split, call, threshold):
                    for number in each.members[group]:
                        yield query, number, comparison

    def alike(self, words: Sequence[str]) -> dict[Kind, list[Alike]]:
        """For each word, without blanks, the groups of listed names that hold a word alike to it, kind by kind.

        Groups are numbered within their kind. Particles, titles and legal forms of listed names do not count; aircraft,
        whose names are never alike, are left out.
        """
        with self._call(words) as call:
            return {kind: each.of(words, call) for kind, each in self._alike.items()}

    def single(self, kind: Kind) -> dict[int, str]:
        """Listed names that are one word when prepared as a kind, legal forms aside: by number, the word as spelled."""
        each = self._kinds.get(kind)
        spelled = [unpack(packed) for packed in each.layout.spelled] if each else []
        return {
            number: words[0]
            for group, words in enumerate(spelled)
            if each and len(words) == 1
            for number in each.members[group]
        }

    def sizes(self) -> dict[Kind, Sequence[int]]:
        """Of each group, how many of its words count for ``alike``."""
        return {kind: each.sizes for kind, each in self._alike.items()}

    def near(
        self, asked: Sequence[tuple[str, Mapping[Kind, AbstractSet[int]]]], threshold: float
    ) -> Iterator[tuple[int, int, Comparison]]:
        """Do what ``search_all`` does, but compare each text with some groups of each kind only."""
        with self._call([text for text, _ in asked]) as call:
            for kind in self._alike:
                own, each = [at for at, (_, groups) in enumerate(asked) if groups.get(kind)], self._kinds[kind]
                if sum(len(asked[at][1][kind]) for at in own) <= FEW_GROUPS:
                    for at in own:
                        for group, comparison in each.compared(asked[at][0], asked[at][1][kind], threshold):
                            for number in each.members[group]:
                                yield at, number, comparison
                    continue
                texts, wanted = [asked[at][0] for at in own], [asked[at][1][kind] for at in own]
                with call.desk.numbering:
                    split = call.desk.pieces.split(texts)
                for query, group, comparison in each.search_all(texts, split, call, threshold, wanted):
                    for number in each.members[group]:
                        yield own[query], number, comparison

    def candidates(self, texts: Sequence[str], threshold: float) -> Iterator[tuple[int, list[int]]]:
        """Yield (number of the query, groups of listed names that are to be compared), kind by kind; tails left out."""
        with self._call(texts) as call:
            with call.desk.numbering:
                split = call.desk.pieces.split(texts)
            for kind, each in self._kinds.items():
                if kind is not Kind.AIRCRAFT:
                    yield from each.candidates(texts, split, call, threshold / 100)[1]

    def hit(self, texts: pl.Series, threshold: float) -> list[int]:
        """Numbers of the texts for which ``search_all`` yields anything at the threshold (0-100), ascending.

        For an index of few names, which most texts have nothing to do with, in a fraction of the time. ``texts`` are
        strings, none of them null.
        """
        with self._call(texts.head(FEW + 1).to_list()) as call:
            sifting = self._sifting
            if sifting is None or sifting.desk is not call.desk:
                sifting = self._sifting = Sifting(self._kinds, call)
            return sifting.hit(texts, call, threshold)

    @contextmanager
    def _call(self, texts: Sequence[str]) -> Iterator[Call]:
        """What a call for these texts works with; working space is kept for the next call."""
        desk, (kernel, self._asked) = self._desk, kernel_for(texts, self._asked)
        try:
            scratch = self._spare.pop()
        except IndexError:
            scratch = {kind: each.new_scratch() for kind, each in self._kinds.items()}
        try:
            yield Call(desk, scratch, kernel)
        finally:
            self._spare.append(scratch)
            if desk.is_full and desk is self._desk:
                self._asked_pieces = self.asked_pieces()
                self._desk = self._new_desk()

    def asked_pieces(self) -> list[str]:
        """The pieces of all names asked for that were not known beforehand, the first ``MOST_PIECES`` of them."""
        return [*self._asked_pieces, *self._desk.pieces.since(len(self._pieces))][:MOST_PIECES]

    def _new_desk(self) -> Desk:
        known = self.known.arrays
        vocabularies = {kind: each.new_vocabulary(known.get(kind), self.readings) for kind, each in self._kinds.items()}
        return Desk(PieceNumbers(self._pieces), vocabularies)
