"""Alignment: which words of two names stand for each other, one to one, the heaviest likeness first."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from screening import lexicon
from screening.costs import Pair
from screening.names import INITIAL_PAIR_WEIGHT, Name, Role, Token, share_seen
from screening.schema import Kind
from screening.score._apart import Traits, are_apart, frame, traits
from screening.score._words import (
    JOINED_BY_SOUND_LETTERS,
    JOINED_LETTERS,
    is_initial_of,
    joined_likeness,
    joined_word,
    word_likeness,
)
from screening.similarity import Likeness, Relation
from screening.syllables import is_syllable

INITIAL_LIKENESS = 0.9
COVER = 0.05
SHORT_ALIAS_LETTERS = 6
"""A listed name of one word of at most so many letters hits by equality only (SE-08)."""
_EQUAL = Likeness(1.0, Relation.EQUAL)
_INITIAL = Likeness(INITIAL_LIKENESS, Relation.INITIAL)


def is_exact(query: Name, listed: Name) -> bool:
    """Whether two names are equal word for word after folding, legal forms aside."""
    return query.spelled == listed.spelled and bool(query.spelled)


def align(query: Name, listed: Name) -> tuple[Pair, ...]:
    """Match words one to one, the heaviest likeness first; ties by position, so the outcome is determined."""
    return Aligner(query).pairs(listed)


class _Edge(NamedTuple):
    """One way in which words of the two names may stand for each other."""

    order: tuple[float, tuple[int, ...], tuple[int, ...]]
    """The heaviest first, then by position."""
    of_query: int
    of_listed: int
    """The words, as bits."""
    pair: Pair


_BY_ORDER = itemgetter(0)


def _edge(i: int, j: int, likeness: Likeness, weight: float) -> _Edge:
    """One word for one."""
    query, listed = (i,), (j,)
    pair = Pair(query, listed, likeness, weight)
    return _Edge((-likeness.score * weight, listed, query), 1 << i, 1 << j, pair)


def _edge_of_two(query: tuple[int, ...], listed: tuple[int, ...], likeness: Likeness, weight: float) -> _Edge:
    """Two words of one side for one: preferred, for a half word alone may equal an abbreviation."""
    of_query, of_listed = (sum([1 << at for at in words]) for words in (query, listed))
    order = (-likeness.score * weight - COVER, listed, query)
    return _Edge(order, of_query, of_listed, Pair(query, listed, likeness, weight))


class _Met(NamedTuple):
    """A listed word: which words of the query, or two of them, may stand for it, how well, and what that weighs."""

    token: Token
    alike: list[tuple[int, Likeness, float]]
    as_two: list[tuple[int, Likeness]]
    at: dict[int, list[_Edge]]
    """The same as edges, by the place of the word."""


class _MetJoined(NamedTuple):
    """Two adjacent listed words, and the words of the query that they are when written as one."""

    tokens: tuple[Token, ...]
    alike: list[tuple[int, Likeness]]


class Aligner:
    """The words of a query, and what is found of a listed word: the spellings of one party's name share most words."""

    def __init__(self, query: Name) -> None:
        self.query = query
        self._own = [(token, traits(token)) for token in query.tokens]
        self._two_words = [
            (i, joined, *_as_one(joined))
            for i in range(len(query.tokens) - 1)
            if len(joined := joined_word(query, i)) >= JOINED_LETTERS
        ]
        self._met: dict[int, _Met] = {}
        self._met_joined: dict[tuple[int, int, str, str], _MetJoined] = {}

    def pairs(self, listed: Name) -> tuple[Pair, ...]:
        """Match words of the query with those of a listed name: what ``align`` gives."""
        if is_exact(self.query, listed):
            return tuple([Pair((i,), (i,), _EQUAL, token.weight) for i, token in enumerate(listed.tokens)])
        edges = self._edges(listed)
        edges.sort(key=_BY_ORDER)
        used_query = used_listed = 0
        pairs: list[Pair] = []
        for _, of_query, of_listed, pair in edges:
            if not (used_query & of_query or used_listed & of_listed):
                used_query |= of_query
                used_listed |= of_listed
                pairs.append(pair)
        pairs.sort()  # no two begin with one word of the query
        return tuple(pairs)

    def _edges(self, listed: Name) -> list[_Edge]:
        """Every way in which words of the two names may stand for each other."""
        tokens, spelled, last = listed.tokens, listed.spelled, len(listed.tokens) - 1
        if not last and len(spelled[0]) <= SHORT_ALIAS_LETTERS and not listed.forms:
            alike = self._of_word(tokens[0], traits(tokens[0]), surname=False, exact_only=True)
            return [_edge(i, 0, likeness, weight) for i, likeness, weight in alike]
        edges = list[_Edge]()
        for j, token in enumerate(tokens):
            met = self._met.get(id(token)) or self._meet(token)
            place = ~j if 0 < j == last else j
            at_place = met.at.get(place)
            if at_place is None:
                at_place = met.at[place] = self._placed(met, j, surname=0 < j == last)
            edges += at_place
            if met.as_two:  # "Vorovsky" is no "V.V. Vorovsky"
                edges += [
                    _edge_of_two((i, i + 1), (j,), likeness, token.weight)
                    for i, likeness in met.as_two
                    if spelled[j] not in self.query.spelled[i : i + 2]
                ]
        for j in range(last):
            two = (id(tokens[j]), id(tokens[j + 1]), spelled[j], spelled[j + 1])
            if as_one := (self._met_joined.get(two) or self._meet_joined(two, listed, j)).alike:
                weight = tokens[j].weight + tokens[j + 1].weight
                edges += [
                    _edge_of_two((i,), (j, j + 1), likeness, weight)
                    for i, likeness in as_one
                    if self.query.spelled[i] not in spelled[j : j + 2]
                ]
        if self.query.cut and self.query.cut.part >= 0:
            edges += self._of_cut(listed, self.query.cut.part)
        return edges

    def _meet(self, token: Token) -> _Met:
        """Remember a listed word by its identity: it is one object in all names of an index."""
        told = traits(token)
        alike = self._of_word(token, told, surname=False, exact_only=False)
        found = self._met[id(token)] = _Met(token, alike, self._of_two_words(token, told), {})
        return found

    def _placed(self, met: _Met, j: int, *, surname: bool) -> list[_Edge]:
        """A listed word at its place; ``surname`` where it stands last."""
        alike, last = met.alike, len(self._own) - 1
        if surname and any(i == last and likeness.given_only for i, likeness, _ in alike):
            alike = self._of_word(met.token, traits(met.token), surname=True, exact_only=False)
        return [_edge(i, j, likeness, weight) for i, likeness, weight in alike]

    def _meet_joined(self, two: tuple[int, int, str, str], listed: Name, j: int) -> _MetJoined:
        """Remember which words of the query two adjacent listed ones are when written as one."""
        joined = joined_word(listed, j)
        alike = self._as_joined(joined) if len(joined) >= JOINED_LETTERS else []
        found = self._met_joined[two] = _MetJoined(listed.tokens[j : j + 2], alike)
        return found

    def _of_word(
        self, b: Token, q: Traits | None, *, surname: bool, exact_only: bool
    ) -> list[tuple[int, Likeness, float]]:
        """Every word of the query that may stand for a listed one; ``surname`` where that stands last."""
        found, last, text, kind = list[tuple[int, Likeness, float]](), len(self._own) - 1 or -1, b.text, self.query.kind
        for i, (a, p) in enumerate(self._own):
            if a.text == text:
                found.append((i, _EQUAL, b.weight))
            elif p is None or q is None or p.is_many or q.is_many or not are_apart(p, q):
                surnames = surname and i == last
                if alike := _word_edge(a, b, kind, surnames=surnames, exact_only=exact_only):
                    found.append((i, *alike))
        return found

    def _of_two_words(self, b: Token, q: Traits | None) -> list[tuple[int, Likeness]]:
        """Two adjacent words of the query, by the first, that written as one are a listed word (EF-08)."""
        if b.consonants:
            return []
        pairs = [(i, joined) for i, joined, one, english in self._two_words if _may_join(joined, one, english, b, q)]
        return [(i, found) for i, joined in pairs if (found := joined_likeness(joined, b))]

    def _as_joined(self, joined: str) -> list[tuple[int, Likeness]]:
        """The words of the query that are a joined word, by number."""
        one, english = _as_one(joined)
        words = [
            (i, a) for i, (a, p) in enumerate(self._own) if not a.consonants and _may_join(joined, one, english, a, p)
        ]
        return [(i, found) for i, a in words if (found := joined_likeness(joined, a))]

    def _of_cut(self, listed: Name, part: int) -> Iterator[_Edge]:
        """The word that a payment field cut, against each word that it begins, which weighs the share seen (NK-28)."""
        for j, b in enumerate(listed.tokens):
            if seen := share_seen(self.query.spelled[part], b):
                yield _edge(part, j, Likeness(1.0, Relation.CUT), b.weight * seen)


def _may_join(joined: str, one: str, english: Sequence[str], word: Token, told: Traits | None) -> bool:
    """A cheap proof for most joined words that a word is another one: ``one`` is the frame of the joined one."""
    if told is None or english or joined in told.english:
        return True
    if len(joined) < JOINED_BY_SOUND_LETTERS and word.text.isascii():
        return joined in told.readings
    if one not in told.frames:
        return False
    return any(len(joined) < 2 * len(reading) for reading in told.readings)


def _word_edge(a: Token, b: Token, kind: Kind, *, surnames: bool, exact_only: bool) -> tuple[Likeness, float] | None:
    """Likeness and weight of two words; ``surnames`` when both stand last, where given names are not equivalent."""
    found = word_likeness(a, b, kind)
    if found and exact_only and is_syllable(a) != is_syllable(b):
        return None  # one syllable and nothing else: "Li" is no person (NK-12)
    if found and not (found.given_only and surnames):
        same = found.relation in (Relation.EQUAL, Relation.TRANSLITERATION)
        return None if exact_only and not same else (found, b.weight)
    if kind is not Kind.PERSON or exact_only or (a.role is not Role.INITIAL and b.role is not Role.INITIAL):
        return None
    if is_initial_of(a, b) or is_initial_of(b, a):
        return _INITIAL, min(INITIAL_PAIR_WEIGHT, max(a.weight, b.weight))
    return None


@lru_cache(maxsize=65536)
def _as_one(joined: str) -> tuple[str, tuple[str, ...]]:
    """The frame of two words written as one, and the English words that they may stand for."""
    return frame(joined), lexicon.translations(joined, cyrillic=False)
