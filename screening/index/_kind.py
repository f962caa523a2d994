"""The listed names of one kind, searched by words: what may reach the threshold is compared, nothing else."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from itertools import islice, pairwise

from screening import lexicon
from screening.index._asked import gather, rules
from screening.index._candidates import candidates
from screening.index._distances import is_compiled, uncompiled
from screening.index._flat import Asked, Groups, Names, Near, Numbers, Paths, Rules, Scratch, Table, Words, new_scratch
from screening.index._layout import Layout, Lists, pack, unpack, word_of
from screening.index._memory import Memory
from screening.index._neighbours import joined_neighbours, neighbours
from screening.names import Name, Role, Token, meanings, prepare_query, share_seen, spellings
from screening.schema import Kind
from screening.score import (
    NOT_EQUAL,
    Comparison,
    compare_names,
    is_initial_of,
    joined_likeness,
    joined_word,
)
from screening.similarity import likeness
from screening.sound import sounds

Neighbours = Callable[[Words, Paths, Asked, Words, Paths, Table, Table, Groups, Rules, Scratch], Near]
JoinedNeighbours = Callable[[Names, Words, Table, Groups, Rules, Scratch], Near]
Candidates = Callable[[Names, Near, Near, Words, Words, Groups, Rules, Scratch], tuple[Numbers, Numbers]]
FEW = 20
"""The first so many names do not wait for the compiler (20 s, once): plain Python takes .1 s for each."""
_LONG = 8
"""A name of so many words counts as one name more, or the longest would take plain Python minutes."""


class Rows:
    """A list of lists of numbers, quick to read one by one."""

    def __init__(self, lists: Lists) -> None:
        self._starts: list[int] = lists.starts.tolist()
        self._values: list[int] = lists.values.tolist()

    def __getitem__(self, number: int) -> list[int]:
        return self._values[self._starts[number] : self._starts[number + 1]]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def size(self, number: int) -> int:
        """How many numbers one list holds."""
        return self._starts[number + 1] - self._starts[number]


class KindIndex:
    """The listed names of one kind, grouped by their words. Names and words are put together when first asked for.

    Attributes:
        members: for each group the numbers of the listed names in it, ascending.
        words_of, joined_of, posts, initials, weights: see ``Layout``, the weights of joined words behind the others.
    """

    def __init__(self, kind: Kind, layout: Layout) -> None:
        self.kind, self.layout = kind, layout
        self.members, self.posts = Rows(layout.members), Rows(layout.posts)
        self.words_of, self.joined_of = Rows(layout.words), Rows(layout.joined_of)
        self.initials: list[int] = layout.initials.tolist()
        self.weights: list[float] = layout.weights.tolist() + layout.joined_weights.tolist()
        self._groups, self._words = len(layout.spelled), len(layout.texts)
        self._names: list[Name | None] = [None] * self._groups
        self._tokens: list[Token | None] = [None] * self._words
        self._listed, self._flat, self._paths = layout.listed_words(), layout.groups(), layout.paths()
        self._keys, self._edited = layout.keys.table(), layout.edited.table()
        self._spare: list[Scratch] = []
        self._asked = 0
        self._exact: dict[str, list[int]] = {}
        for group, spelled in enumerate(layout.spelled):
            self._exact.setdefault(spelled, []).append(group)

    def name(self, group: int) -> Name:
        """The prepared name of a group."""
        name = self._names[group]
        if name is None:
            layout = self.layout
            name = self._names[group] = Name(
                self.kind,
                tuple(map(self.word, self.words_of[group])),
                unpack(layout.spelled[group]),
                unpack(layout.raw[group]),
                frozenset(unpack(layout.forms[group])),
                int(layout.father[group]),
                bool(layout.lookalikes[group]),
                noise=unpack(layout.noise[group]),
            )
        return name

    def word(self, number: int) -> Token:
        """One listed word."""
        token = self._tokens[number]
        if token is None:
            token = self._tokens[number] = word_of(self.layout, number)
        return token

    def _joined(self, number: int) -> str:
        """A joined word, numbered behind the words."""
        return self.layout.joined[number - self._words]

    def search_all(self, texts: Sequence[str], threshold: float) -> Iterator[tuple[int, int, Comparison]]:
        """Yield (number of the query, group, comparison) for all that score at least the threshold (0-100).

        By query, then by group, ascending.
        """
        queries = [prepare_query(text, self.kind) for text in texts]
        for number, groups in enumerate(self._candidates(queries, threshold / 100)):
            for group in groups:
                comparison = compare_names(queries[number], self.name(group))
                if comparison.score >= threshold:
                    yield number, group, comparison

    @cached_property
    def _spellings(self) -> list[tuple[str, int]]:
        """Every spelling of a listed word with its number, sorted: where words with one beginning stand together."""
        return sorted({(each, number) for number in range(self._words) for each in spellings(self.word(number))})

    def _begun(self, query: Name) -> Iterator[tuple[int, float]]:
        """Give every listed word that the cut word of a query begins, with its weight by the share seen."""
        part = query.spelled[query.cut.part] if query.cut and query.cut.part >= 0 else ""
        for spelled, number in islice(self._spellings, bisect_left(self._spellings, (part, 0)), None) if part else ():
            if not spelled.startswith(part):
                break
            if seen := share_seen(part, self.word(number)):
                yield number, self.weights[number] * seen

    def scan_all(self, texts: Sequence[str], threshold: float) -> Iterator[tuple[int, int, Comparison]]:
        """Do what ``search_all`` does by ``scan``."""
        memory = Memory()
        for number, text in enumerate(texts):
            for group, comparison in self.scan(text, threshold, memory):
                yield number, group, comparison

    def scan(self, text: str, threshold: float, memory: Memory) -> Iterator[tuple[int, Comparison]]:
        """Do what ``search`` does without keys, posts and bounds: slow, obvious, the measure of ``search``.

        Every listed word is held against every query word, and every name with an alike word is compared; a name
        without one scores 0.
        """
        query = prepare_query(text, self.kind)
        alike: set[int] = set()
        for token in query.tokens:
            alike |= memory.scanned(self, token)
        for i in range(len(query.tokens) - 1):
            if joined := joined_word(query, i):
                spelled = [n for each in _spoken(joined) for n in self._spelled_words[each]]
                alike.update(n for n in spelled if joined_likeness(joined, self.word(n)))
        if query.cut and query.cut.part >= 0:
            part = query.spelled[query.cut.part]
            alike.update(number for number in range(self._words) if share_seen(part, self.word(number)))
        for group in range(self._groups):
            if not alike.isdisjoint(self.words_of[group]) or not alike.isdisjoint(self.joined_of[group]):
                comparison = compare_names(query, self.name(group))
                if comparison.score >= threshold:
                    yield group, comparison

    def alike(self, token: Token) -> set[int]:
        """Numbers of all listed words and joined words that may stand for a query word, found without keys."""
        initial = token.role is Role.INITIAL
        found = {
            number
            for number, word in enumerate(map(self.word, range(self._words)))
            if likeness(token, word, self.kind)
            or (initial and is_initial_of(token, word))
            or (word.role is Role.INITIAL and is_initial_of(word, token))
        }
        readings = (*token.readings, *meanings(token.text, token.readings))
        spelled = {n for reading in readings for each in _spoken(reading) for n in self._spelled_joined[each]}
        return found | {n for n in spelled if joined_likeness(self._joined(n), token)}

    @cached_property
    def _spelled_words(self) -> dict[str, list[int]]:
        """Listed words by letters and by sounds, for the full scan: joined words are alike by equality alone."""
        found: dict[str, list[int]] = defaultdict(list)
        for number in range(self._words):
            word = self.word(number)
            for each in {key for reading in word.readings for key in _spoken(reading)}:
                found[each].append(number)
        return found

    @cached_property
    def _spelled_joined(self) -> dict[str, list[int]]:
        """Listed joined words by letters and by sounds, for the full scan."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.layout.joined, start=self._words):
            for each in set(_spoken(text)):
                found[each].append(number)
        return found

    def _candidates(self, queries: Sequence[Name], threshold: float) -> list[list[int]]:
        """For each query the groups that may reach the threshold (0-1), ascending."""
        exact = [self._exact.get(pack(query.spelled), ()) if query.tokens else () for query in queries]
        if threshold > NOT_EQUAL / 100 or self.kind is Kind.AIRCRAFT:
            return list(map(list, exact))  # only equal names score above that; tail numbers are equal or others
        self._asked += sum(1 + len(query.tokens) // _LONG for query in queries)
        plainly = self._asked <= FEW and not is_compiled(candidates)
        find, find_joined, keep = _plain() if plainly else _COMPILED
        asked, spoken, keys, names = gather(queries, self.kind, self._begun)
        of_kind = rules(self.kind, threshold)
        with self._scratch() as scratch:
            near = find(
                asked, spoken, keys, self._listed, self._paths, self._keys, self._edited, self._flat, of_kind, scratch
            )
            joined = find_joined(names, self._listed, self._keys, self._flat, of_kind, scratch)
            starts, groups = keep(names, near, joined, asked, self._listed, self._flat, of_kind, scratch)
        cuts, found = starts.tolist(), groups.tolist()
        return [sorted({*found[a:b], *more}) for (a, b), more in zip(pairwise(cuts), exact, strict=True)]

    @contextmanager
    def _scratch(self) -> Iterator[Scratch]:
        """Working space that no other call uses meanwhile; kept for the next call."""
        try:
            scratch = self._spare.pop()
        except IndexError:
            scratch = new_scratch(len(self._listed.weights), self._groups)
        try:
            yield scratch
        finally:
            self._spare.append(scratch)


_COMPILED: tuple[Neighbours, JoinedNeighbours, Candidates] = (neighbours, joined_neighbours, candidates)


@cache
def _plain() -> tuple[Neighbours, JoinedNeighbours, Candidates]:
    """The kernel as plain Python."""
    return uncompiled(neighbours), uncompiled(joined_neighbours), uncompiled(candidates)


def _spoken(word: str) -> tuple[str, ...]:
    """Letters, sounds and English words: what a joined word and a single one are alike by, for a full scan."""
    return (word, *(f"s{sound}" for sound in sounds(word)), *lexicon.translations(word, cyrillic=False))
