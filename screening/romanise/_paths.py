"""The cheapest way to write a word of a script without vowels as a Latin word: a path through the ways of its places.

Nearly every pair of words asked about is no pair at all, so two lower bounds come first: what the places cost at least
where only the letters of the Latin word may be written, and what those Latin letters cost that no place writes. They
also cut the path short wherever it can no longer stay within the cost asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

Arc = tuple[int, str, float]
"""How many letters of the word are written, as what, at what cost."""

_Cheap = tuple[tuple[tuple[int, float], ...], dict[str, tuple[Arc, ...]]]
_VOWELS = frozenset("aeiou")
_VOWEL_FIRST, _VOWEL_INNER, _VOWEL_LAST, _I_LAST, _VOWEL_AFTER_VOWEL = 0.8, 0.04, 0.6, 1.0, 0.25
"""A Latin vowel that no letter writes: at the start an alif, at the end a he or ye, would stand there."""
_DOUBLED, _H, _GLIDE, _CONSONANT = 0.06, 0.4, 0.6, 1.3
"""A Latin consonant that no letter writes: a doubled one, an h, a y or w, any other."""
_SHORT_VOWEL_GLIDES = frozenset("yw")
_NEVER = float("inf")
_SLACK = 1e-9  # bounds and paths add the same floats in another order


@dataclass(frozen=True, slots=True)
class _Ways:
    """What a place may be written as in the letters of one Latin word.

    Attributes:
        least: the least cost of the arcs that write one letter of the word; ``longer``: of those that write more.
        letters: the Latin letters in the arcs.
        unwritten, by_first: the arcs that write nothing, and the others by their first Latin letter.
    """

    least: float
    longer: tuple[tuple[int, float], ...]
    letters: int
    unwritten: tuple[tuple[int, float], ...]
    by_first: dict[str, tuple[Arc, ...]]


class Place:
    """One place of a word with its arcs; alike for all words that have the same arcs there (``place``)."""

    __slots__ = ("_cheap", "_letters", "_ways", "arcs")

    def __init__(self, arcs: tuple[Arc, ...]) -> None:
        self.arcs = arcs
        self._letters = _bits("".join(chunk for _, chunk, _ in arcs))
        self._ways: dict[int, _Ways] = {}
        self._cheap: dict[float, _Cheap] = {}

    def ways(self, letters: int) -> _Ways:
        """The arcs that need no other Latin letters than these."""
        own = letters & self._letters
        found = self._ways.get(own)
        if found is None:
            found = self._ways[own] = _ways([arc for arc in self.arcs if not _bits(arc[1]) & ~own])
        return found

    def cheap(self, most: float) -> _Cheap:
        """The arcs that cost no more than this: those that write nothing, the others by their first Latin letter."""
        found = self._cheap.get(most)
        if found is None:
            ways = _ways([arc for arc in self.arcs if arc[2] <= most + _SLACK])
            found = self._cheap[most] = ways.unwritten, ways.by_first
        return found


@lru_cache(maxsize=8192)
def place(arcs: tuple[Arc, ...]) -> Place:
    """The place with these arcs, one of which writes nothing for one letter."""
    return Place(arcs)


def _ways(arcs: Sequence[Arc]) -> _Ways:
    least: dict[int, float] = {}
    by_first: dict[str, tuple[Arc, ...]] = {}
    for arc in arcs:
        size, chunk, cost = arc
        least[size] = min(cost, least.get(size, cost))
        by_first[chunk[:1]] = (*by_first.get(chunk[:1], ()), arc)
    unwritten = tuple((size, cost) for size, _, cost in by_first.pop("", ()))
    written = _bits("".join(chunk for _, chunk, _ in arcs))
    return _Ways(least.pop(1, _NEVER), tuple(least.items()), written, unwritten, by_first)


def _bits(letters: str) -> int:
    found = 0
    for letter in letters:
        found |= 1 << ord(letter) % 128
    return found


@lru_cache(maxsize=16384)
def _spelled(latin: str) -> tuple[int, tuple[tuple[int, float], ...]]:
    """The letters of a Latin word, and each, the last first, with what it costs where nothing writes it."""
    each = tuple((_bits(letter), cost) for letter, cost in zip(latin, insertions(latin), strict=True))
    return _bits(latin), each[::-1]


def insertions(latin: str) -> list[float]:
    """What each letter of a Latin word costs where no letter of the other word writes it."""
    last = len(latin) - 1
    costs = []
    for at, (before, letter) in enumerate(pairwise(" " + latin)):
        if letter in _VOWELS:
            if at == 0:
                costs.append(_VOWEL_FIRST)
            elif before in _VOWELS:
                costs.append(_VOWEL_AFTER_VOWEL)
            else:
                costs.append(_VOWEL_INNER if at < last else _I_LAST if letter == "i" else _VOWEL_LAST)
        elif letter == before:
            costs.append(_DOUBLED)
        elif letter in _SHORT_VOWEL_GLIDES:
            costs.append(_GLIDE if at < last else _I_LAST)
        else:
            costs.append(_H if letter == "h" and at else _CONSONANT)
    return costs


def needed(latin: str, most: float) -> int:
    """The letters of a Latin word that a place must write, for without it each costs more than ``most``, as bits."""
    return _bits("".join(letter for letter, cost in zip(latin, insertions(latin), strict=True) if cost > most + _SLACK))


def ends_needed(latin: str, most: float) -> tuple[str, str]:
    """The first letter of a Latin word and the last, each "" where it costs no more though no place writes it."""
    costs = insertions(latin)
    return latin[0] if costs[0] > most + _SLACK else "", latin[-1] if costs[-1] > most + _SLACK else ""


def writable(places: Iterable[Place], most: float) -> int:
    """The Latin letters that places may write at no more than a cost, as bits."""
    return _bits("".join(chunk for each in places for _, chunk, cost in each.arcs if cost <= most + _SLACK))


def ends(places: Sequence[Place], most: float) -> tuple[str, str]:
    """The letters that what a word is written as may begin with and end with, at no more than a cost."""
    size, first, last = len(places), set[str](), set[str]()
    so_far, behind = [0.0] + [_NEVER] * size, [_NEVER] * size + [0.0]
    for at, each in enumerate(places):
        for letters, chunk, cost in each.arcs:
            if chunk and so_far[at] + cost <= most + _SLACK:
                first.add(chunk[0])
            elif not chunk:
                so_far[at + letters] = min(so_far[at + letters], so_far[at] + cost)
    for at in range(size - 1, -1, -1):
        for letters, chunk, cost in places[at].arcs:
            if chunk and behind[at + letters] + cost <= most + _SLACK:
                last.add(chunk[-1])
            elif not chunk:
                behind[at] = min(behind[at], behind[at + letters] + cost)
    return "".join(sorted(first)), "".join(sorted(last))


def bound(places: Sequence[Place], latin: str) -> float:
    """A cost that no way to write a word as a Latin word is below."""
    _, of_places, of_letters = _bounds(places, latin)
    return of_places[0] + of_letters[0]


def _bounds(places: Sequence[Place], latin: str) -> tuple[list[_Ways], list[float], list[float]]:
    """The ways of every place, the least cost of the places from each on, and of the Latin letters from each on."""
    letters, spelled = _spelled(latin)
    ways = [at.ways(letters) for at in places]
    written, rest, behind = 0, 0.0, [0.0]  # from the last place backwards
    for way in reversed(ways):
        written |= way.letters
        rest += way.least
        for size, cost in way.longer:
            rest = min(rest, cost + behind[-size])
        behind.append(rest)
    behind.reverse()
    rest, of_letters = 0.0, [0.0]
    for letter, cost in spelled:
        if not letter & written:
            rest += cost
        of_letters.append(rest)
    of_letters.reverse()
    return ways, behind, of_letters


def cheapest(places: Sequence[Place], latin: str, most: float) -> float:
    """Cost of the cheapest way to write a word as a Latin word; more than ``most`` where every way costs more."""
    ways, of_places, of_letters = _bounds(places, latin)
    top = most + _SLACK
    far = most + 1.0
    if of_places[0] + of_letters[0] > top:
        return far
    insert = [cost for _, cost in reversed(_spelled(latin)[1])]
    size = len(latin)
    rows = [[far] * (size + 1) for _ in of_places]
    rows[0][0] = 0.0
    for i, row in enumerate(rows):
        within = top - of_places[i]
        for j, so_far in enumerate(row):
            if so_far + of_letters[j] > within:
                continue
            if j < size and so_far + insert[j] < row[j + 1]:
                row[j + 1] = so_far + insert[j]
            if i < len(ways):
                for letters, cost in ways[i].unwritten:
                    rows[i + letters][j] = min(rows[i + letters][j], so_far + cost)
                for letters, chunk, cost in ways[i].by_first.get(latin[j : j + 1], ()):
                    if latin.startswith(chunk, j) and so_far + cost < rows[i + letters][j + len(chunk)]:
                        rows[i + letters][j + len(chunk)] = so_far + cost
    return rows[-1][size]


def near(places: Sequence[Place], latin: str, most: float) -> float:
    """What ``cheapest`` gives, in half the time where a cost is asked for that few ways keep within."""
    far, size = most + 1.0, len(latin)
    rows: list[dict[int, float]] = [{} for _ in range(len(places) + 1)]
    rows[0][0] = 0.0
    for i, row in enumerate(rows):
        if row:
            _go_on(rows, i, places[i] if i < len(places) else _END, latin, most)
        elif not any(rows[i:]):
            return far
    return rows[-1].get(size, far)


def _go_on(rows: list[dict[int, float]], i: int, at: Place, latin: str, most: float) -> None:
    """Write one place, and Latin letters before it that nothing writes, as far as that keeps within a cost."""
    row, insert, (unwritten, by_first), top = rows[i], _inserted(latin), at.cheap(most), most + _SLACK
    for j in range(min(row), len(latin) + 1):
        so_far = row.get(j, top + 1.0)
        if so_far > top:
            continue
        if j < len(latin) and so_far + insert[j] < row.get(j + 1, top):
            row[j + 1] = so_far + insert[j]
        for letters, cost in unwritten:
            if so_far + cost < rows[i + letters].get(j, top):
                rows[i + letters][j] = so_far + cost
        for letters, chunk, cost in by_first.get(latin[j : j + 1], ()):
            if so_far + cost < rows[i + letters].get(j + len(chunk), top) and latin.startswith(chunk, j):
                rows[i + letters][j + len(chunk)] = so_far + cost


@lru_cache(maxsize=16384)
def _inserted(latin: str) -> tuple[float, ...]:
    return tuple(insertions(latin))


_END = Place(())
"""Behind the last place letters may stand that nothing writes."""
