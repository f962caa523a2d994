"""Alignment: which words of two names stand for each other, one to one, the heaviest likeness first."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from screening import lexicon
from screening.costs import Pair
from screening.names import INITIAL_PAIR_WEIGHT, Name, Role, Token, share_seen
from screening.schema import Kind
from screening.score._apart import Traits, are_apart, frame, traits
from screening.score._words import JOINED_LETTERS, is_initial_of, joined_likeness, joined_word, word_likeness
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
    if is_exact(query, listed):
        return tuple([Pair((i,), (i,), _EQUAL, token.weight) for i, token in enumerate(listed.tokens)])
    edges = _edges(query, listed)
    if len(edges) < 2:
        return tuple(edges)
    edges.sort(key=lambda edge: (-edge.likeness.score * edge.weight - _cover(edge), edge.listed, edge.query))
    used_query: set[int] = set()
    used_listed: set[int] = set()
    pairs: list[Pair] = []
    for edge in edges:
        if used_query.isdisjoint(edge.query) and used_listed.isdisjoint(edge.listed):
            used_query.update(edge.query)
            used_listed.update(edge.listed)
            pairs.append(edge)
    pairs.sort(key=lambda pair: pair.query)
    return tuple(pairs)


def _cover(edge: Pair) -> float:
    """Preference for an edge that explains two words of one side: a half word alone may equal an abbreviation."""
    return COVER * (len(edge.query) + len(edge.listed) - 2)


def _edges(query: Name, listed: Name) -> list[Pair]:
    """Every way in which words of the two names may stand for each other."""
    exact_only = len(listed.tokens) == 1 and len(listed.spelled[0]) <= SHORT_ALIAS_LETTERS and not listed.forms
    own, others = list(map(traits, query.tokens)), list(map(traits, listed.tokens))
    edges = _word_edges(query, listed, own, others, exact_only=exact_only)
    if not exact_only:
        tokens = listed.tokens
        edges += [Pair((i, i + 1), (j,), found, tokens[j].weight) for i, j, found in _joined(query, listed, others)]
        edges += [
            Pair((i,), (j, j + 1), found, tokens[j].weight + tokens[j + 1].weight)
            for j, i, found in _joined(listed, query, own)
        ]
        if query.cut and query.cut.part >= 0:
            edges += _cut_edges(query, listed, query.cut.part)
    return edges


def _word_edges(
    query: Name, listed: Name, own: Sequence[Traits | None], others: Sequence[Traits | None], *, exact_only: bool
) -> list[Pair]:
    """Every word of the query that may stand for a listed one."""
    edges: list[Pair] = []
    last_i, last_j = len(own) - 1 or -1, len(others) - 1 or -1
    for i, a in enumerate(query.tokens):
        p, text = own[i], a.text
        for j, b in enumerate(listed.tokens):
            if b.text == text:
                edges.append(Pair((i,), (j,), _EQUAL, b.weight))
            elif p is None or (q := others[j]) is None or p.is_many or q.is_many or not are_apart(p, q):
                surnames = i == last_i and j == last_j
                if found := _word_edge(a, b, query.kind, surnames=surnames, exact_only=exact_only):
                    edges.append(Pair((i,), (j,), *found))
    return edges


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


def _cut_edges(query: Name, listed: Name, part: int) -> Iterator[Pair]:
    """The word that a payment field cut, against each word that it begins, which weighs the share seen (NK-28)."""
    for j, b in enumerate(listed.tokens):
        if seen := share_seen(query.spelled[part], b):
            yield Pair((part,), (j,), Likeness(1.0, Relation.CUT), b.weight * seen)


def _joined(name: Name, other: Name, words: Sequence[Traits | None]) -> list[tuple[int, int, Likeness]]:
    """Two adjacent words of one name that written as one are a word of the other name (EF-08): both by their number."""
    edges: list[tuple[int, int, Likeness]] = []
    for i in range(len(name.tokens) - 1):
        joined = joined_word(name, i)
        if len(joined) < JOINED_LETTERS:
            continue
        one, english = _as_one(joined)
        for j, seen in enumerate(words):
            if seen is not None and one not in seen.frames and not english and joined not in seen.english:
                continue
            word = other.tokens[j]
            if word.consonants or other.spelled[j] in name.spelled[i : i + 2]:
                continue  # "Vorovsky" is no "V.V. Vorovsky"
            if found := joined_likeness(joined, word):
                edges.append((i, j, found))
    return edges


@lru_cache(maxsize=65536)
def _as_one(joined: str) -> tuple[str, tuple[str, ...]]:
    """The frame of two words written as one, and the English words that they may stand for."""
    return frame(joined), lexicon.translations(joined, cyrillic=False)
