"""Who is blocked by ownership: stakes of blocked parties added up, level by level, under each authority's rule.

An entity that blocked parties own counts as blocked itself, and then its stakes count in full, not multiplied by what
is owned of it. Only this reading gives the answers of OFAC's FAQ 401: X owns 50 % of A and A 50 % of B, and B is
blocked (a product would give 25 %); X owns 25 % of A and A 50 % of C, and C is not, for A is not blocked. The outcome
is the smallest set that is closed under the rule, so no order of edges shows in it, and circles need no special care.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from screening.ownership._edges import Edge, Edges, key_of, plain, refuse
from screening.ownership._rules import Rule, rules

NOT_ASSESSED = "ownership not assessed"
_SHOWN = 8
"""Names shown of a path or a sum; the stakes hold all."""
_NOTHING = Decimal(0)


class Outcome(StrEnum):
    """What an authority's rule says of a party, gravest first. None of them is a legal conclusion."""

    OWNED = "blocked by ownership"
    CONTROLLED = "blocked by control"
    TOGETHER = "warning: only together over the line"
    CONTROL = "warning: control without enough shares"
    MINORITY = "warning: stake below the line"


@dataclass(frozen=True, slots=True)
class Listed:
    """Why a party of the file counts as blocked.

    Attributes:
        rules: ids of the rules under whose authority its assets are frozen.
        by: the list entries, and how the party was told ("us_ofac_sdn:12345, named by its entry").
        potential: ids of rules under which it may be, by a hit that needs a person's look first; what rests on it is
            only potential.
    """

    rules: frozenset[str]
    by: str = ""
    potential: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stake:
    """One blocked party's stake in the party assessed; ``listed`` says by which entry, "" where it is itself owned.

    ``source`` and ``date`` are those of the file.
    """

    owner: str
    percent: Decimal
    control: bool
    listed: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class Ownership:
    """What one authority's rule says of one party.

    Attributes:
        party: its name as in the file; ``key`` is what it is told by.
        rule, authority, basis, url: whose rule, and where it stands.
        outcome: see ``Outcome``.
        percent: the stakes of blocked parties that the rule adds up.
        stakes: these stakes, largest first.
        path: from the party up to a listed one, by the shortest way.
        certain: whether the outcome rests on certain parties alone.
        sentence: all of this in words.
    """

    party: str
    key: str
    rule: str
    authority: str
    outcome: Outcome
    percent: Decimal
    stakes: tuple[Stake, ...]
    path: tuple[str, ...]
    certain: bool
    sentence: str
    basis: str
    url: str

    @property
    def blocked(self) -> bool:
        """Whether the rule's line is reached, by shares or by control."""
        return self.outcome in (Outcome.OWNED, Outcome.CONTROLLED)


def assess(
    edges: Edges, listed: Mapping[str, Listed], chosen: Sequence[Rule] | None = None, *, cycles: bool = False
) -> tuple[Ownership, ...]:
    """Assess every party of the edges that is not itself listed.

    Args:
        edges: who owns how much of whom.
        listed: key of a party (``key_of``) -> why it counts as blocked.
        chosen: whose rules; None for all.
        cycles: take parties that own each other in a circle.

    Returns:
        One ``Ownership`` a party and rule that says anything, ordered by party and rule.

    Raises:
        InputError: the edges have a fault (``Edges.faults``).
    """
    refuse(edges, cycles=cycles)
    found = list[Ownership]()
    for rule in rules() if chosen is None else chosen:
        known = {key: each for key, each in sorted(listed.items()) if key in edges.names}
        every = {key: each for key, each in known.items() if rule.id in each.rules | each.potential}
        sure = {key: each for key, each in every.items() if rule.id in each.rules}
        said = _by_rule(edges, sure, rule)
        if len(sure) < len(every):
            for key, other in _by_rule(edges, every, rule).items():
                if key not in said or other.outcome is not said[key].outcome:
                    said[key] = replace(
                        other, certain=False, sentence=f"potential, if the names agree: {other.sentence}"
                    )
        found += said.values()
    order = {rule.id: number for number, rule in enumerate(rules())}
    return tuple(sorted(found, key=lambda each: (each.key, order.get(each.rule, 0))))


def _by_rule(edges: Edges, listed: Mapping[str, Listed], rule: Rule) -> dict[str, Ownership]:
    """What a rule says of each party; where stakes do not add up, the gravest that one blocked party alone gives."""
    together = _closed(edges, listed, rule)
    if rule.aggregate:
        return _said(edges, listed, together, rule)
    gravity = list(Outcome)
    gravest = dict[str, Ownership]()
    for alone in listed:
        only = {alone: listed[alone]}
        for key, each in _said(edges, only, _closed(edges, only, rule), rule).items():
            known = gravest.get(key)
            rank = (gravity.index(each.outcome), -each.percent)
            if key not in listed and (known is None or rank < (gravity.index(known.outcome), -known.percent)):
                gravest[key] = each
    for key, each in _said(edges, listed, together, rule).items():
        if each.blocked and not (key in gravest and gravest[key].blocked):
            gravest[key] = replace(each, outcome=Outcome.TOGETHER, sentence=_together(each, rule))
    return gravest


def _closed(edges: Edges, listed: Iterable[str], rule: Rule) -> dict[str, int]:
    """The smallest set of parties that holds the listed ones and all that it owns (or controls): party -> level."""
    level, newest, held = dict.fromkeys(listed, 0), list(listed), defaultdict[str, Decimal](Decimal)
    number = 0
    while newest:
        number += 1
        reached = set[str]()
        for owner in newest:
            for edge in edges.holdings.get(owner, ()):
                held[edge.owned] += edge.percent
                if edge.owned not in level and (rule.passes(held[edge.owned]) or (rule.control and edge.control)):
                    reached.add(edge.owned)
        newest = sorted(reached)
        level.update(dict.fromkeys(newest, number))
    return level


def _said(edges: Edges, listed: Mapping[str, Listed], level: Mapping[str, int], rule: Rule) -> dict[str, Ownership]:
    """What a rule says of every party in which a blocked one has a stake."""
    touched = {edge.owned for owner in level for edge in edges.holdings.get(owner, ())}
    said = dict[str, Ownership]()
    for key in sorted(touched - listed.keys()):
        counted = [edge for edge in edges.owners[key] if edge.owner in level]
        percent = sum((edge.percent for edge in counted), _NOTHING)
        outcome = _outcome(rule, percent, control=any(edge.control for edge in counted))
        if outcome is None:
            continue
        counted.sort(key=lambda edge: (-edge.percent, edges.names[edge.owner]))
        stakes = tuple(_stake(edges, edge, listed) for edge in counted)
        path = _path(edges, key, level)
        each = Ownership(
            edges.names[key], key, rule.id, rule.title, outcome, percent, stakes, path, True, "", rule.basis, rule.url
        )
        said[key] = replace(each, sentence=_sentence(each, rule))
    return said


def _stake(edges: Edges, edge: Edge, listed: Mapping[str, Listed]) -> Stake:
    by = (listed[edge.owner].by or "listed") if edge.owner in listed else ""
    return Stake(edges.names[edge.owner], edge.percent, edge.control, by, edge.source, edge.date)


def _outcome(rule: Rule, percent: Decimal, *, control: bool) -> Outcome | None:
    if rule.passes(percent):
        return Outcome.OWNED
    if control:
        return Outcome.CONTROLLED if rule.control else Outcome.CONTROL
    return Outcome.MINORITY if percent else None


def _path(edges: Edges, key: str, level: Mapping[str, int]) -> tuple[str, ...]:
    """From a party up to a listed one, each step to the owner of the lowest level, then of the largest stake."""
    path = [key]
    while level.get(path[-1], 1) and len(path) <= _SHOWN:
        above = [edge for edge in edges.owners.get(path[-1], ()) if edge.owner in level and edge.owner not in path]
        if not above:
            break
        path.append(min(above, key=lambda edge: _nearest(edge, level)).owner)
    more = ("...",) if level.get(path[-1], 0) else ()
    return (*(edges.names[each] for each in path), *more)


def _nearest(edge: Edge, level: Mapping[str, int]) -> tuple[int, Decimal, str]:
    return level[edge.owner], -edge.percent, edge.owner


def _sentence(each: Ownership, rule: Rule) -> str:
    """All of it in words: "blocked by ownership: 25 + 25 = 50 % via A, B (OFAC: 50 % or more, aggregated)"."""
    said = [f"{each.outcome}: {_sum(each.stakes, each.percent)}"]
    if controllers := [stake.owner for stake in each.stakes if stake.control]:
        said.append(f"controlled by {_few(controllers)}")
    if len(each.path) > 2:
        said.append(f"up to a listed party: {' < '.join(each.path)}")
    if entries := [f"{stake.owner} is listed ({stake.listed})" for stake in each.stakes if stake.listed]:
        said.append(_few(entries, "; "))
    added = "added up" if rule.aggregate else "not added up"
    return f"{'; '.join(said)} ({rule.id}: {rule.line_words}, stakes of several are {added})"


def _together(each: Ownership, rule: Rule) -> str:
    return (
        f"{Outcome.TOGETHER}: {_sum(each.stakes, each.percent)} ({rule.id}: {rule.line_words} by one party; "
        "stakes of several are added up only under a joint arrangement)"
    )


def _sum(stakes: Sequence[Stake], percent: Decimal) -> str:
    """The stakes as a sum: "25 + 25 = 50 % via A, B"."""
    held = [stake for stake in stakes if stake.percent]
    if not held:
        return "no shares"
    parts = [plain(stake.percent) for stake in held]
    total = f"{_few(parts, ' + ')} = {plain(percent)} %" if len(held) > 1 else f"{plain(percent)} %"
    return f"{total} via {_few([stake.owner for stake in held])}"


def _few(texts: Sequence[str], between: str = ", ") -> str:
    rest = len(texts) - _SHOWN
    return between.join([*texts[:_SHOWN], *([f"{rest} more"] if rest > 0 else [])])


class Assessment:
    """Findings by party, as evidence on the hits of a run; built once, asked by name."""

    def __init__(self, edges: Edges, found: Iterable[Ownership]) -> None:
        self._parties = frozenset(edges.names)
        self._found = defaultdict[str, list[Ownership]](list)
        for each in found:
            self._found[each.key].append(each)

    def of(self, party: str) -> tuple[Ownership, ...]:
        """What was found of a party, by its name or its list entry."""
        return tuple(self._found.get(key_of(party), ()))

    def sentence(self, party: str) -> str:
        """What was found of a party in words; says so where the file does not know it or no blocked party owns it."""
        if key_of(party) not in self._parties:
            return f"{NOT_ASSESSED}: the file of edges does not name this party"
        found = [each.sentence for each in self.of(party)]
        return " | ".join(found) or "ownership: no stake of a blocked party in the file of edges"
