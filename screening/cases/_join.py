"""Which hits of one counterparty are one case: those on listings of one real party (SE-15), and what these disagree on.

Two listings are one party where an equal hard identifier says so, by the rule that makes a hit of an identifier alone
(``identifiers.alone``), or where a curated link says so; never by a name. Of the hard identifiers only those join that
belong to one party for good. A BIC is shared by a bank's branches, an IBAN by joint holders, a wallet by a group, a
fleet manager's number stands on its ships, tail numbers and radio identities pass from one craft to the next. Nor do
numbers join parties of two kinds (a company's tax number stands at its director's entry too), or documents of two
countries.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import combinations
from operator import attrgetter

from screening.cases._links import Links
from screening.identifiers import Identifier, alone, key
from screening.schema import Evidence, Fact, FactKind, Hit, Kind

JOINING = frozenset(["passport", "national_id", "tax", "inn", "registration", "ogrn", "duns", "lei", "imo"])
"""Types of which one equal value makes two listings one party."""

SAME_PARTY = "same party"
"""The fact of the evidence that names another listing of the case."""
SOURCES_DISAGREE = "sources disagree"
"""The note of the evidence that holds what the listings of a case say differently."""
BY_ANOTHER = "by way of another listing"
"""The note of the evidence where a third listing joins two."""
NOT_IN_INPUT = "not in input"

_UNTYPED = ("", "other")
"""Types of numbers of which a list does not say what they are; they are held against any type."""

_SINGLE = (FactKind.BIRTH_DATE, FactKind.ESTABLISHED, FactKind.GENDER)
_SINGLE_TYPES = ("ogrn", "inn", "lei", "imo")
"""Facts and numbers of which a party has one: there different words of two lists are a disagreement (SE-16)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a case is told by: where a designation stands, its kind and its facts."""

    list_id: str
    entry_id: str
    kind: Kind
    facts: Sequence[Fact]

    @property
    def name(self) -> str:
        """The listing as evidence names it."""
        return f"{self.list_id} {self.entry_id}"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the listings of one party say differently: the fact, and each listing with what it says."""

    fact: str
    said: tuple[tuple[str, str], ...]


def settle(hits: Sequence[Hit], listed: Sequence[Listed], links: Links) -> list[Hit]:
    """Give the hits of one counterparty their case ids, and evidence of what joined them and what they disagree on.

    Args:
        hits: of one counterparty in one role, at most one a designation.
        listed: the designation of each hit.
        links: designations that are one party, curated.

    Returns:
        The hits in the order given; nothing else of them is changed.
    """
    how = _joined(listed, links) if len(hits) > 1 else {}
    found = list(hits)
    for case in _groups(len(hits), how):
        first = min(case, key=lambda at: (hits[at].list_id, hits[at].entry_id))
        case_id = hashlib.sha256(f"case\x1f{hits[first].alert_id}".encode()).hexdigest()[:24]
        differing = [_shown(each) for each in disagreements([listed[at] for at in case])] if len(case) > 1 else []
        for at in case:
            others = sorted((each for each in case if each != at), key=lambda each: listed[each].name)
            joined = [
                Evidence(SAME_PARTY, NOT_IN_INPUT, "", listed[each].name, how.get(_pair(at, each), BY_ANOTHER))
                for each in others
            ]
            found[at] = _with(hits[at], case_id=case_id, evidence=(*hits[at].evidence, *joined, *differing))
    return found


_FIELDS = [each.name for each in fields(Hit)]
_VALUES = attrgetter(*_FIELDS)


def _with(hit: Hit, **changed: object) -> Hit:
    """``dataclasses.replace``, which takes more than twice as long for so many fields (12 and 5 us)."""
    return Hit(**dict(zip(_FIELDS, _VALUES(hit), strict=True)) | changed)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _joined(listed: Sequence[Listed], links: Links) -> dict[tuple[int, int], str]:
    """Pairs of listings that are one party, each with what says so."""
    found: dict[tuple[int, int], str] = {}
    by_key: dict[str, list[tuple[int, Fact]]] = {}
    by_party: dict[str, list[int]] = {}
    for at, each in enumerate(listed):
        for fact in each.facts:
            if fact.kind is FactKind.IDENTIFIER and (fact.type in JOINING or fact.type in _UNTYPED):
                by_key.setdefault(_key(fact.type, fact.value), []).append((at, fact))
        if link := links.of.get((each.list_id, each.entry_id)):
            by_party.setdefault(link.party, []).append(at)
    for same_key in by_key.values():
        for (one, own), (other, fact) in combinations(same_key, 2):
            if one != other and _one_kind(listed[one].kind, listed[other].kind) and one_party(own, fact):
                hard = own if own.type in JOINING else fact
                found.setdefault(_pair(one, other), f"equal {hard.type} {hard.value}")
    for linked in by_party.values():
        for one, other in combinations(linked, 2):
            said = dict.fromkeys(links.of[listed[at].list_id, listed[at].entry_id].source for at in (one, other))
            found.setdefault((one, other), f"link: {'; '.join(said)}")
    return found


@lru_cache(maxsize=16384)
def _key(kind: str, value: str) -> str:
    """The look-up key of a listed identifier; the last ones are remembered."""
    return key(Identifier(kind, value))


def one_party(own: Fact, other: Fact) -> bool:
    """Whether two identifiers, equal and of a joining type, make two listings one party."""
    if own.country and other.country and own.country != other.country:
        return False
    if own.type not in JOINING and other.type not in JOINING:
        return False
    return alone(Identifier(own.type, own.value), Identifier(other.type, other.value))


def _one_kind(one: Kind, other: Kind) -> bool:
    return one is other or Kind.UNKNOWN in (one, other)


def _groups(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Places joined by pairs, directly or by way of others."""
    group = list(range(count))
    for one, other in pairs:
        old, new = group[other], group[one]
        group = [new if each == old else each for each in group]
    return [[at for at in range(count) if group[at] == each] for each in dict.fromkeys(group)]


def disagreements(listed: Sequence[Listed]) -> list[Disagreement]:
    """What listings of one party say differently of what a party has once; all of it is kept, none is preferred."""
    found = []
    for fact, said in _by_fact(listed).items():
        if any(not _agree(a, b) for (_, a), (_, b) in combinations(said.items(), 2)):
            found.append(Disagreement(fact, tuple((name, _texts(facts)) for name, facts in said.items())))
    return found


def _by_fact(listed: Sequence[Listed]) -> dict[str, dict[str, list[Fact]]]:
    found: dict[str, dict[str, list[Fact]]] = {}
    for each in sorted(listed, key=lambda one: one.name):
        for fact in each.facts:
            if fact.kind in _SINGLE:
                found.setdefault(fact.kind.value.replace("_", " "), {}).setdefault(each.name, []).append(fact)
            elif fact.kind is FactKind.IDENTIFIER and fact.type in _SINGLE_TYPES:
                found.setdefault(fact.type, {}).setdefault(each.name, []).append(fact)
    return found


def _agree(one: Sequence[Fact], other: Sequence[Fact]) -> bool:
    """Whether two lists may mean the same: some date of one lies within some date of the other, or some values do."""
    return any(_same(a, b) for a in one for b in other)


def _same(one: Fact, other: Fact) -> bool:
    if one.first and one.last and other.first and other.last:
        return one.first <= other.last and other.first <= one.last
    return key(Identifier(one.type, one.value)) == key(Identifier(other.type, other.value))


def _texts(facts: Sequence[Fact]) -> str:
    return " or ".join(dict.fromkeys(fact.text or fact.value for fact in facts))


def _shown(each: Disagreement) -> Evidence:
    said = "; ".join(f"{text} ({name})" for name, text in each.said)
    return Evidence(each.fact, NOT_IN_INPUT, "", said, SOURCES_DISAGREE)
