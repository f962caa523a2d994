"""How far a listed name can reach: exact bounds, so that names that cannot reach the threshold are never compared."""

from typing import TYPE_CHECKING

from screening.costs import CUT, INITIALS_FULL, query_weights
from screening.index._layout import LEAST_JOINED
from screening.names import INITIAL_PAIR_WEIGHT, Name, Role, Token
from screening.schema import Kind
from screening.score import INITIAL_LIKENESS, MODELS, joined_word

if TYPE_CHECKING:
    from screening.index._kind import KindIndex

_SLACK = 1e-4  # scores are rounded to hundredths, bounds are floats


class Memory:
    """Neighbours of the words of one batch, so that a word is looked up once; drop it with the batch."""

    def __init__(self) -> None:
        self.words: dict[tuple[Kind, float, Token], dict[int, float]] = {}
        self._scanned: dict[tuple[Kind, Token], set[int]] = {}

    def scanned(self, index: "KindIndex", token: Token) -> set[int]:
        """``KindIndex.alike`` of a word, worked out once."""
        key = (index.kind, token)
        if key not in self._scanned:
            self._scanned[key] = index.alike(token)
        return self._scanned[key]


def _either(one: dict[int, float], other: dict[int, float]) -> dict[int, float]:
    """Both maps as one, of each number the larger gain."""
    return {number: max(one.get(number, 0.0), other.get(number, 0.0)) for number in one.keys() | other.keys()}


class Reach:
    """The bounds of one query against one ``KindIndex`` at one threshold (0-1)."""

    def __init__(self, index: "KindIndex", query: Name, threshold: float, memory: Memory) -> None:
        self.index, self.query, self.threshold = index, query, threshold
        self.model = MODELS[index.kind]
        self.neighbours = [self._of_word(token, memory) for token in query.tokens]
        self.covers: dict[int, int] = {}
        """Listed word -> bits of the query words that it may stand for."""
        self.gain: dict[int, float] = {}
        if query.cut and query.cut.part >= 0:
            at = query.cut.part
            self.neighbours[at] = _either(self.neighbours[at], index.begun(query.spelled[at], threshold))
        self.missing = self.model.missing * (CUT if query.cut else 1.0)
        for i, found in enumerate(self.neighbours):
            self._add(found, 1 << i)
        self.pairs: list[tuple[int, dict[int, float]]] = []
        for i in range(len(query.tokens) - 1):
            joined = joined_word(query, i)
            if len(joined) >= LEAST_JOINED:
                found = index.joined_neighbours(joined, threshold)
                self.pairs.append((i, found))
                self._add(found, 3 << i)
        self.initials = sum(token.role is Role.INITIAL for token in query.tokens)
        self.initial_gain = max(0.0, INITIAL_LIKENESS - threshold) * INITIAL_PAIR_WEIGHT
        self.weights = query_weights(query)

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
        posts = self.index.posts
        numbers = set(self.neighbours[i])
        for j, found in self.pairs:
            if i in (j, j + 1):
                numbers.update(found)
        return sum(map(posts.size, numbers))

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
        posts = self.index.posts
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
        for number in index.words_of[group]:
            covered = self.covers.get(number)
            if covered is None:
                missing += index.weights[number]
            else:
                bits |= covered
                gain += self.gain.get(number, 0.0)
        for number in index.joined_of[group]:
            covered = self.covers.get(number)
            if covered is not None:
                bits |= covered
                gain += self.gain.get(number, 0.0)
                missing -= index.weights[number]
        extra = sum(weight for i, weight in enumerate(self.weights) if not bits >> i & 1)
        initials = self.initials + index.initials[group]
        if initials:
            gain += initials * self.initial_gain
            missing -= initials * (INITIAL_PAIR_WEIGHT if self.initials <= INITIALS_FULL else 1.0)
            extra -= initials * INITIAL_PAIR_WEIGHT
        cost = self.missing * max(0.0, missing) + self.model.extra * max(0.0, extra)
        return gain + _SLACK >= self.threshold * cost
