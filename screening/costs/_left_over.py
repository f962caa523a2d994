"""What alignment matched of two names, and what it left over on either side."""

from collections.abc import Sequence
from typing import NamedTuple

from screening.names import Cut, Name, Role, Token, address_words
from screening.schema import Kind
from screening.similarity import Likeness
from screening.sound import skeleton


class Pair(NamedTuple):
    """Words of the query (by index) that stand for words of the listed name."""

    query: tuple[int, ...]
    listed: tuple[int, ...]
    likeness: Likeness
    weight: float


class Left(NamedTuple):
    """The two names and what alignment matched and left over (by index)."""

    query: Name
    listed: Name
    pairs: Sequence[Pair]
    of_query: Sequence[int]
    of_listed: Sequence[int]
    beyond: Sequence[int] = ()
    """Listed words behind the cut of a payment field, none of them in ``of_listed``."""
    address: Sequence[int] = ()
    """Words of the query left over that are an address, where the listed name keeps neither name nor place."""

    @classmethod
    def over(cls, query: Name, listed: Name, pairs: Sequence[Pair]) -> "Left":
        """Work out which words no pair explains."""
        if len(query.tokens) == len(pairs) == len(listed.tokens):  # no word is in two pairs
            return cls(query, listed, pairs, (), ())
        of_query, of_listed = list(range(len(query.tokens))), list(range(len(listed.tokens)))
        for own, others, _, _ in pairs:
            for i in own:
                of_query.remove(i)
            for j in others:
                of_listed.remove(j)
        address, beyond = list[int](), list[int]()
        if of_query and pairs and not _keeps_name_or_place(listed, of_listed):
            first = len(query.tokens) - address_words(query)
            address, of_query = [i for i in of_query if i >= first], [i for i in of_query if i < first]
        if query.cut:
            beyond = _beyond(query, query.cut, pairs, of_query, of_listed)
            of_listed = [j for j in of_listed if j not in beyond]
        return cls(query, listed, pairs, of_query, of_listed, beyond, address)

    def query_weight(self, *roles: Role) -> float:
        """Weight of the query's words left over in these roles."""
        return _weight_of(self.query, self.of_query, roles)

    def listed_weight(self, *roles: Role) -> float:
        """Weight of the listed words left over in these roles."""
        return _weight_of(self.listed, self.of_listed, roles)

    def both_weigh(self, of_query: Sequence[Role], of_listed: Sequence[Role]) -> float:
        """Weight of the words left over on either side in these roles, the lesser of both."""
        own = _weight_of(self.query, self.of_query, of_query)
        return min(own, _weight_of(self.listed, self.of_listed, of_listed)) if own else 0.0

    @property
    def matched_weight(self) -> float:
        """m: the weight of all matched words."""
        return sum([pair.weight for pair in self.pairs])


def _keeps_name_or_place(listed: Name, of_listed: Sequence[int]) -> bool:
    for j in of_listed:
        role = listed.tokens[j].role
        if role is Role.NAME or role is Role.PLACE:
            return True
    return False


def _beyond(
    query: Name, cut: Cut, pairs: Sequence[Pair], of_query: Sequence[int], of_listed: Sequence[int]
) -> list[int]:
    """Listed words that a cut name has no room for: behind all that matched, where it explains every telling word.

    A surname put before the comma stands behind the cut in reading order; then any word left out may be cut.
    """
    if not pairs or any(_tells(query.tokens[i].role) for i in of_query):
        return []
    last = max((j for pair in pairs if cut.part not in pair.query for j in pair.listed), default=-1)
    turned = 0 <= cut.part < len(query.tokens) - 1 and query.kind is Kind.PERSON
    return [j for j in of_listed if turned or j > last]


def _tells(role: Role) -> bool:
    return not role.is_small and role is not Role.INITIAL


def _weight_of(name: Name, left: Sequence[int], roles: Sequence[Role]) -> float:
    if not left:
        return 0.0
    tokens = name.tokens
    return sum([tokens[i].weight for i in left if tokens[i].role in roles])


def written(name: Name, where: Sequence[int], roles: Sequence[Role] | None = None) -> str:
    """Words of a name as written, those of some roles only."""
    if len(where) == 1 and roles is None:
        return name.raw[where[0]]
    return " ".join([name.raw[i] for i in where if roles is None or name.tokens[i].role in roles])


def unexplained_parts(left: Left) -> set[tuple[bool, int]]:
    """Small parts of Arabic compounds left over whose whole met a word that has no such part.

    "Mohammad Karami" is not Amir-mohammad Karami, while "Amirmohammad" explains both parts. True stands for the query.
    """
    matched = [(True, i, pair.listed) for pair in left.pairs for i in pair.query]
    matched += [(False, j, pair.query) for pair in left.pairs for j in pair.listed]
    found = set()
    for of_query, at, partners in matched:
        name, other = (left.query, left.listed) if of_query else (left.listed, left.query)
        for i in (at - 1, at + 1):
            part = i in (left.of_query if of_query else left.of_listed) and _bones_of_part(name.tokens, i, at)
            if part and not any(part in skeleton(each) for j in partners for each in other.tokens[j].readings):
                found.add((of_query, i))
    return found


def _bones_of_part(tokens: Sequence[Token], i: int, whole: int) -> str:
    """The consonants of word i where it is a small part of the compound beside it, else ""."""
    if tokens[i].role is not Role.PARTICLE or not (tokens[i].consonants and tokens[whole].consonants):
        return ""
    part, bones = skeleton(tokens[i].readings[0]), skeleton(tokens[whole].readings[0])
    return part if len(part) > 1 and part != bones and (bones.startswith(part) or bones.endswith(part)) else ""
