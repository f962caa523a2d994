"""Candidates for a name, built once from the listed names, immutable: nothing is lost that a full scan would find.

Three facts make it exact (``tests/test_index.py`` compares with a scan over all names):

* words that are alike share a key (``screening.keys``), so the listed words alike to a query word are all found;
* score >= t means  sum((likeness - t) x weight) >= t x (a U + b V + K + D).  With an upper bound h for what each query
  word can add to the left side, a set P of query words is *mandatory* when the other words alone cannot reach what
  leaving P unmatched costs: names that touch no word of P need not be looked at (query-side prefix filter);
* the same inequality with K = D = 0 bounds each candidate before words are aligned.

Names are grouped by their words: names of several parties or lists with the same words are compared once.
"""

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Self

import numpy as np
import numpy.typing as npt

from screening.keys import joined_keys, keys
from screening.names import INITIAL_PAIR_WEIGHT, Name, Role, Token, prepare
from screening.schema import Kind
from screening.score import (
    COMPARED_AS,
    INITIAL_LIKENESS,
    MODELS,
    NOT_EQUAL,
    Comparison,
    compare_names,
    is_initial_of,
    joined_likeness,
    joined_word,
    word_likeness,
)
from screening.similarity import likeness

_SLACK = 1e-4  # scores are rounded to hundredths, bounds are floats


def _key_hash(key: str) -> int:
    return zlib.crc32(key.encode())


class _Keys:
    """A read-only table from key to ids: sorted 32-bit hashes beside ids; a false hash is found out by comparing."""

    def __init__(self, keyed: Iterable[Iterable[str]]) -> None:
        """Number the things by position; ``keyed`` gives the keys of each."""
        hashes, ids = array("I"), array("I")
        for number, wanted in enumerate(keyed):
            hashes.extend([_key_hash(key) for key in wanted])
            ids.extend([number] * (len(hashes) - len(ids)))
        order = np.lexsort((np.asarray(ids), np.asarray(hashes)))
        self._hashes: npt.NDArray[np.uint32] = np.asarray(hashes, dtype=np.uint32)[order]
        self._ids: npt.NDArray[np.uint32] = np.asarray(ids, dtype=np.uint32)[order]

    def find(self, wanted: Iterable[str]) -> list[int]:
        """Ids that share at least one key, ascending, each once."""
        hashes = np.fromiter((_key_hash(key) for key in wanted), dtype=np.uint32)
        starts = np.searchsorted(self._hashes, hashes, side="left")
        ends = np.searchsorted(self._hashes, hashes, side="right")
        found: set[int] = set()
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if end > start:
                found.update(self._ids[start:end].tolist())
        return sorted(found)


class KindIndex:
    """The listed names of one kind, grouped by their words.

    Attributes:
        names: one prepared name a group.
        members: for each group the numbers of the listed names in it, ascending.
    """

    def __init__(self, kind: Kind, named: Iterable[tuple[int, str]]) -> None:
        self.kind = kind
        groups: dict[Name, int] = {}
        self.names: list[Name] = []
        self.members: list[array[int]] = []
        for number, text in named:
            name = prepare(text, kind)
            if not name.tokens:
                continue
            # the words as written are part of the group: what a hit shows must not depend on which list came first
            group = groups.setdefault(name, len(groups))
            if group == len(self.names):
                self.names.append(name)
                self.members.append(array("I"))
            self.members[group].append(number)
        self._exact: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._fill()

    def _fill(self) -> None:
        """Number the words and joined words, post the groups under them, and lay out the key table."""
        self.words: list[Token] = []
        self.joined: list[str] = []
        numbers: dict[Token, int] = {}
        joined: dict[str, int] = {}
        self.joined_weight: list[float] = []
        word_posts: list[array[int]] = []
        joined_posts: list[array[int]] = []
        joined_of: dict[int, list[int]] = defaultdict(list)
        self._words_of: list[tuple[int, ...]] = []
        for group, name in enumerate(self.names):
            self._exact[name.spelled].append(group)
            ids = []
            for token in name.tokens:
                number = numbers.setdefault(token, len(numbers))
                if number == len(self.words):
                    self.words.append(token)
                    word_posts.append(array("I"))
                ids.append(number)
            for number in sorted(set(ids)):
                word_posts[number].append(group)
            self._words_of.append(tuple(ids))
            for i in range(len(name.tokens) - 1):
                text = joined_word(name, i)
                if len(text) < 4:
                    continue
                number = joined.setdefault(text, len(joined))
                if number == len(self.joined):
                    self.joined.append(text)
                    self.joined_weight.append(0.0)
                    joined_posts.append(array("I"))
                weight = name.tokens[i].weight + name.tokens[i + 1].weight
                self.joined_weight[number] = max(self.joined_weight[number], weight)
                joined_of[group].append(number)
                if not joined_posts[number] or joined_posts[number][-1] != group:
                    joined_posts[number].append(group)
        self._posts = word_posts + joined_posts
        self._joined_of = {group: [len(word_posts) + n for n in found] for group, found in joined_of.items()}
        self._keys = _Keys(chain(map(keys, self.words), map(joined_keys, self.joined)))
        self._initials = np.array(
            [sum(token.role is Role.INITIAL for token in name.tokens) for name in self.names], dtype=np.uint16
        ).tolist()

    def neighbours(self, token: Token, threshold: float) -> dict[int, float]:
        """Map every listed word or joined word alike to a query word to the most it adds (see the module docstring)."""
        found: dict[int, float] = {}
        for number in self._keys.find(keys(token)):
            if number < len(self.words):
                alike = word_likeness(token, self.words[number], self.kind)
                weight = self.words[number].weight
            else:
                alike = joined_likeness(self.joined[number - len(self.words)], token)
                weight = self.joined_weight[number - len(self.words)]
            if alike:
                found[number] = max(0.0, alike.score - threshold) * weight
        return found

    def joined_neighbours(self, joined: str, threshold: float) -> dict[int, float]:
        """Map every listed word alike to two joined query words to the most it adds."""
        found: dict[int, float] = {}
        for number in self._keys.find(joined_keys(joined)):
            if number < len(self.words):
                alike = joined_likeness(joined, self.words[number])
                if alike:
                    found[number] = max(0.0, alike.score - threshold) * self.words[number].weight
        return found

    def search(self, text: str, threshold: float, memory: "Memory") -> Iterator[tuple[int, Comparison]]:
        """Yield every group that scores at least the threshold (0-100), with its comparison, groups ascending."""
        query = prepare(text, self.kind)
        if not query.tokens:
            return
        for group in self._candidates(query, threshold / 100, memory):
            comparison = compare_names(query, self.names[group])
            if comparison.score >= threshold:
                yield group, comparison

    def scan(self, text: str, threshold: float, memory: "Memory") -> Iterator[tuple[int, Comparison]]:
        """Do what ``search`` does without keys, posts and bounds: slow, obvious, the measure of ``search``.

        Every listed word is held against every query word, and every name with an alike word is compared; a name
        without one scores 0.
        """
        query = prepare(text, self.kind)
        alike: set[int] = set()
        for token in query.tokens:
            alike |= memory.scanned(self, token)
        for i in range(len(query.tokens) - 1):
            if joined := joined_word(query, i):
                spelled = [n for each in joined_keys(joined) for n in self._spelled_words[each]]
                alike.update(n for n in spelled if joined_likeness(joined, self.words[n]))
        for group, name in enumerate(self.names):
            if not alike.isdisjoint(self._words_of[group]) or not alike.isdisjoint(self._joined_of.get(group, ())):
                comparison = compare_names(query, name)
                if comparison.score >= threshold:
                    yield group, comparison

    def alike(self, token: Token) -> set[int]:
        """Numbers of all listed words and joined words that may stand for a query word, found without keys."""
        initial = token.role is Role.INITIAL
        found = {
            number
            for number, word in enumerate(self.words)
            if likeness(token, word, self.kind)
            or (initial and is_initial_of(token, word))
            or (word.role is Role.INITIAL and is_initial_of(word, token))
        }
        spelled = {n for reading in token.readings for each in joined_keys(reading) for n in self._spelled_joined[each]}
        return found | {len(self.words) + n for n in spelled if joined_likeness(self.joined[n], token)}

    @cached_property
    def _spelled_words(self) -> dict[str, list[int]]:
        """Listed words by letters and by sounds, for the full scan: joined words are alike by equality alone."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            for each in {key for reading in word.readings for key in joined_keys(reading)}:
                found[each].append(number)
        return found

    @cached_property
    def _spelled_joined(self) -> dict[str, list[int]]:
        """Listed joined words by letters and by sounds, for the full scan."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.joined):
            for each in set(joined_keys(text)):
                found[each].append(number)
        return found

    def _candidates(self, query: Name, threshold: float, memory: "Memory") -> list[int]:
        """Groups that may reach the threshold (0-1), ascending."""
        found = set(self._exact.get(query.spelled, ()))
        if threshold > NOT_EQUAL / 100:
            return sorted(found)  # only equal names score above that
        reach = _Reach(self, query, threshold, memory)
        for group in reach.touched():
            if group not in found and reach.may_reach(group):
                found.add(group)
        return sorted(found)


class Memory:
    """Neighbours of the words of one batch, so that a word is looked up once; drop it with the batch."""

    def __init__(self) -> None:
        self.words: dict[tuple[Kind, float, Token], dict[int, float]] = {}
        self._scanned: dict[tuple[Kind, Token], set[int]] = {}

    def scanned(self, index: KindIndex, token: Token) -> set[int]:
        """``KindIndex.alike`` of a word, worked out once."""
        key = (index.kind, token)
        if key not in self._scanned:
            self._scanned[key] = index.alike(token)
        return self._scanned[key]


class _Reach:
    """The bounds of one query against one ``KindIndex`` at one threshold (0-1)."""

    def __init__(self, index: KindIndex, query: Name, threshold: float, memory: Memory) -> None:
        self.index, self.query, self.threshold = index, query, threshold
        self.model = MODELS[index.kind]
        self.neighbours = [self._of_word(token, memory) for token in query.tokens]
        self.covers: dict[int, int] = {}
        """Listed word -> bits of the query words that it may stand for."""
        self.gain: dict[int, float] = {}
        for i, found in enumerate(self.neighbours):
            self._add(found, 1 << i)
        self.pairs: list[tuple[int, dict[int, float]]] = []
        for i in range(len(query.tokens) - 1):
            joined = joined_word(query, i)
            if len(joined) >= 4:
                found = index.joined_neighbours(joined, threshold)
                self.pairs.append((i, found))
                self._add(found, 3 << i)
        self.initials = sum(token.role is Role.INITIAL for token in query.tokens)
        self.initial_gain = max(0.0, INITIAL_LIKENESS - threshold) * INITIAL_PAIR_WEIGHT
        self.weights = [token.weight for token in query.tokens]

    def _of_word(self, token: Token, memory: Memory) -> dict[int, float]:
        key = (self.index.kind, self.threshold, token)
        found = memory.words.get(key)
        if found is None:
            found = memory.words[key] = self.index.neighbours(token, self.threshold)
        return found

    def _add(self, found: dict[int, float], bits: int) -> None:
        for number, gain in found.items():
            self.covers[number] = self.covers.get(number, 0) | bits
            if gain > self.gain.get(number, 0.0):
                self.gain[number] = gain

    def _most(self) -> list[float]:
        """h: the most each query word can add; a joined pair gives half its value to each of its words."""
        most = [max([self.initial_gain, *found.values()]) for found in self.neighbours]
        for i, found in self.pairs:
            half = max(found.values(), default=0.0) / 2
            most[i], most[i + 1] = max(most[i], half), max(most[i + 1], half)
        return most

    def _cost(self, i: int) -> int:
        posts = self.index._posts  # noqa: SLF001  # two halves of one structure
        numbers = set(self.neighbours[i])
        for j, found in self.pairs:
            if i in (j, j + 1):
                numbers.update(found)
        return sum(len(posts[number]) for number in numbers)

    def _mandatory(self) -> list[int]:
        """Query words of which every candidate touches at least one: the cheapest to look up that suffice."""
        most, total = self._most(), 0.0
        total = sum(most)
        chosen: list[int] = []
        costs = sorted((self._cost(i), i) for i in range(len(self.weights)))
        lost = 0.0
        for _, i in costs:
            chosen.append(i)
            total += self.initial_gain - most[i]
            lost += max(0.0, self.weights[i] - INITIAL_PAIR_WEIGHT)
            if total + _SLACK < self.threshold * self.model.extra * lost:
                break
        return chosen

    def touched(self) -> set[int]:
        """Groups that hold a neighbour of a mandatory word."""
        posts = self.index._posts  # noqa: SLF001
        chosen = set(self._mandatory())
        numbers: set[int] = set()
        for i in chosen:
            numbers.update(self.neighbours[i])
        for i, found in self.pairs:
            if i in chosen or i + 1 in chosen:
                numbers.update(found)
        groups: set[int] = set()
        for number in numbers:
            groups.update(posts[number])
        return groups

    def may_reach(self, group: int) -> bool:
        """Whether the bound with K = D = 0 allows the group to reach the threshold."""
        index = self.index
        gain = missing = 0.0
        bits = 0
        for number in index._words_of[group]:  # noqa: SLF001
            covered = self.covers.get(number)
            if covered is None:
                missing += index.words[number].weight
            else:
                bits |= covered
                gain += self.gain.get(number, 0.0)
        for number in index._joined_of.get(group, ()):  # noqa: SLF001
            covered = self.covers.get(number)
            if covered is not None:
                bits |= covered
                gain += self.gain.get(number, 0.0)
                missing -= index.joined_weight[number - len(index.words)]
        extra = sum(weight for i, weight in enumerate(self.weights) if not bits >> i & 1)
        initials = self.initials + index._initials[group]  # noqa: SLF001
        if initials:
            gain += initials * self.initial_gain
            missing -= initials * INITIAL_PAIR_WEIGHT
            extra -= initials * INITIAL_PAIR_WEIGHT
        cost = self.model.missing * max(0.0, missing) + self.model.extra * max(0.0, extra)
        return gain + _SLACK >= self.threshold * cost


class Index:
    """All listed names, by the kind they are compared as. Immutable once built; safe to share between threads."""

    def __init__(self, kinds: dict[Kind, KindIndex]) -> None:
        self._kinds = kinds

    @classmethod
    def build(cls, texts: Sequence[str], kinds: Sequence[Kind]) -> Self:
        """Build from listed names and the kinds of their parties; names are numbered by position."""
        named: dict[Kind, list[tuple[int, str]]] = {}
        for number, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
            for each in COMPARED_AS[kind]:
                named.setdefault(each, []).append((number, text))
        return cls({kind: KindIndex(kind, named[kind]) for kind in Kind if kind in named})

    def search(
        self, text: str, threshold: float, memory: Memory | None = None, *, exhaustive: bool = False
    ) -> Iterator[tuple[int, Comparison]]:
        """Yield (number of a listed name, comparison) for every listed name at or above the threshold.

        Args:
            text: the name to be screened.
            threshold: 0-100.
            memory: shared by the names of one batch; None for a single name.
            exhaustive: compare with every listed name instead of asking the index; the outcome is the same.
        """
        memory = memory or Memory()
        for each in self._kinds.values():
            found = each.scan(text, threshold, memory) if exhaustive else each.search(text, threshold, memory)
            for group, comparison in found:
                for number in each.members[group]:
                    yield number, comparison
