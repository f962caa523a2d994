"""The listed names of one kind, searched by words: what may reach the threshold is compared, nothing else."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from screening.index._layout import Layout, Lists, pack, unpack, word_of
from screening.index._reach import Memory, Reach
from screening.keys import asked_joined_keys, asked_keys, joined_keys
from screening.names import Name, Role, Token, meanings, prepare_query, share_seen, spellings
from screening.schema import Kind
from screening.score import (
    NOT_EQUAL,
    Comparison,
    compare_names,
    is_initial_of,
    joined_likeness,
    joined_word,
    word_likeness,
)
from screening.similarity import likeness


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

    def neighbours(self, token: Token, threshold: float) -> dict[int, float]:
        """Map every listed word or joined word alike to a query word to the most it adds: h of ``screening.index``."""
        found: dict[int, float] = {}
        for number in self.layout.keys.find(asked_keys(token)):
            if number < self._words:
                alike = word_likeness(token, self.word(number), self.kind)
            else:
                alike = joined_likeness(self._joined(number), token)
            if alike:
                found[number] = max(0.0, alike.score - threshold) * self.weights[number]
        return found

    def joined_neighbours(self, joined: str, threshold: float) -> dict[int, float]:
        """Map every listed word alike to two joined query words to the most it adds."""
        found: dict[int, float] = {}
        for number in self.layout.keys.find(asked_joined_keys(joined)):
            if number < self._words:
                alike = joined_likeness(joined, self.word(number))
                if alike:
                    found[number] = max(0.0, alike.score - threshold) * self.weights[number]
        return found

    @cached_property
    def _spellings(self) -> list[tuple[str, int]]:
        """Every spelling of a listed word with its number, sorted: where words with one beginning stand together."""
        return sorted({(each, number) for number in range(self._words) for each in spellings(self.word(number))})

    def begun(self, part: str, threshold: float) -> dict[int, float]:
        """Map every listed word that a cut word begins to the most it adds."""
        found: dict[int, float] = {}
        for spelled, number in islice(self._spellings, bisect_left(self._spellings, (part, 0)), None):
            if not spelled.startswith(part):
                break
            if seen := share_seen(part, self.word(number)):
                found[number] = (1.0 - threshold) * self.weights[number] * seen
        return found

    def search(self, text: str, threshold: float, memory: Memory) -> Iterator[tuple[int, Comparison]]:
        """Yield every group that scores at least the threshold (0-100), with its comparison, groups ascending."""
        query = prepare_query(text, self.kind)
        if not query.tokens:
            return
        for group in self._candidates(query, threshold / 100, memory):
            comparison = compare_names(query, self.name(group))
            if comparison.score >= threshold:
                yield group, comparison

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
                spelled = [n for each in joined_keys(joined) for n in self._spelled_words[each]]
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
        spelled = {n for reading in readings for each in joined_keys(reading) for n in self._spelled_joined[each]}
        return found | {n for n in spelled if joined_likeness(self._joined(n), token)}

    @cached_property
    def _spelled_words(self) -> dict[str, list[int]]:
        """Listed words by letters and by sounds, for the full scan: joined words are alike by equality alone."""
        found: dict[str, list[int]] = defaultdict(list)
        for number in range(self._words):
            word = self.word(number)
            for each in {key for reading in word.readings for key in joined_keys(reading)}:
                found[each].append(number)
        return found

    @cached_property
    def _spelled_joined(self) -> dict[str, list[int]]:
        """Listed joined words by letters and by sounds, for the full scan."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.layout.joined, start=self._words):
            for each in set(joined_keys(text)):
                found[each].append(number)
        return found

    def _candidates(self, query: Name, threshold: float, memory: Memory) -> list[int]:
        """Groups that may reach the threshold (0-1), ascending."""
        found = set(self._exact.get(pack(query.spelled), ()))
        if threshold > NOT_EQUAL / 100:
            return sorted(found)  # only equal names score above that
        reach = Reach(self, query, threshold, memory)
        for group in reach.touched():
            if group not in found and reach.may_reach(group):
                found.add(group)
        return sorted(found)
