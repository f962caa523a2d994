"""Why a listed party is no alert for a name: which part, threshold or rule decides (ME-07)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from screening.policy import Policy
from screening.schema import (
    BIRTH_DATE_DIFFERS,
    OTHER_MEASURE,
    SUPPRESSED,
    WEAK_ALONE,
    Hit,
    Kind,
    ListedName,
    Part,
)

ALERT, HIT, UNDER, NOT_LISTED, NOT_LOADED = (
    "alert",
    "hit without an alert",
    "under the threshold",
    "not on the list",
    "list not loaded",
)
_MOST_PARTS = 4
"""Parts that a sentence names; all stand in ``parts``."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What became of one name against one listed party.

    Attributes:
        list_id, entry_id: the party asked about.
        outcome: "alert", "hit without an alert", "under the threshold", "not on the list" or "list not loaded".
        says: in a sentence, what decided.
        queried_name, matched_name, matched_name_quality: the comparison that comes closest to its threshold.
        score, threshold: 0-100, of that comparison; ``rule`` is the policy's rule that set the threshold, from 1, or 0.
        parts: of its score, the dearest loss first.
        hit: the hit, where there is one; as a case of its own, for no other party was looked at.
    """

    list_id: str
    entry_id: str
    outcome: str
    says: str
    queried_name: str = ""
    matched_name: str = ""
    matched_name_quality: str = ""
    score: float = 0.0
    threshold: float = 0.0
    rule: int = 0
    parts: tuple[Part, ...] = ()
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class Closest:
    """The comparison that comes closest to its threshold."""

    queried: str
    listed: ListedName
    score: float
    threshold: float
    rule: int
    parts: tuple[Part, ...]


def explain(closest: Closest, hit: Hit | None, policy: Policy, *, listing: tuple[str, str], kind: Kind) -> WhyNot:
    """Put in words what decided; ``hit`` is None where nothing is reported."""
    outcome = UNDER if hit is None else ALERT if hit.alert else HIT
    if hit is None:
        says = _under(closest, kind, policy)
    elif hit.alert:
        says = f"It is an alert: {hit.explanation}"
    elif hit.why_no_alert in _DECIDED:
        says = f"It is a hit without an alert, for {_DECIDED[hit.why_no_alert](hit, policy)}. {hit.explanation}"
    else:
        says = f"It is a near miss, reported without an alert. {_under(closest, kind, policy)}"
    return WhyNot(
        *listing,
        outcome,
        says,
        closest.queried,
        closest.listed.text,
        closest.listed.quality.value,
        closest.score,
        closest.threshold,
        closest.rule,
        tuple(sorted(closest.parts, key=lambda part: part.points - part.share)),
        hit,
    )


def _measures(hit: Hit) -> str:
    return ", ".join(dict.fromkeys(measure for action in hit.actions for measure in action.measures))


def _birth_date(hit: Hit) -> str:
    found = next(each for each in hit.evidence if each.fact == "birth date")
    return f"the birth date differs (input {found.counterparty}, list {found.listed})"


_DECIDED: dict[str, Callable[[Hit, Policy], str]] = {
    SUPPRESSED: lambda hit, _: f"an earlier decision holds: {hit.decision}",
    WEAK_ALONE: lambda hit, _: (
        f"only the weak alias {hit.matched_name!r} agrees and nothing supports it (weak_aliases_alert is false)"
    ),
    BIRTH_DATE_DIFFERS: lambda hit, policy: (
        f"{_birth_date(hit)} and birth_date_conflict is {policy.birth_date_conflict!r}"
    ),
    OTHER_MEASURE: lambda hit, policy: (
        f"the policy is for {', '.join(policy.measures)} and the party is under: {_measures(hit) or 'none stated'}"
    ),
}


def _under(closest: Closest, kind: Kind, policy: Policy) -> str:
    name = f"{closest.listed.quality.value} name {closest.listed.text!r} of the listed {kind}"
    by = f" of rule {closest.rule} ({_rule(policy, closest.rule)})" if closest.rule else ""
    gap = round(closest.threshold - closest.score, 2)
    line = f"score {closest.score:g}, {gap:g} points under the threshold {closest.threshold:g}{by}"
    if not closest.score:
        return f"No word of {closest.queried!r} agrees with the {name}, nor with any other of its names: {line}."
    return f"{closest.queried!r} comes closest to the {name}: {line}; {_lost(closest.parts)}."


def _rule(policy: Policy, number: int) -> str:
    said = policy.rules[number - 1].plain()
    return ", ".join(f"{key} {said[key]}" for key in ("list", "kind", "quality") if key in said)


def _lost(parts: Sequence[Part]) -> str:
    lost = sorted((part for part in parts if part.share > part.points), key=lambda part: part.points - part.share)
    said = [f"{_words(part)} {part.share - part.points:.2f}" for part in lost[:_MOST_PARTS]]
    more = f", and {len(lost) - _MOST_PARTS} smaller ones" if len(lost) > _MOST_PARTS else ""
    return f"points lost: {', '.join(said)}{more}"


def _words(part: Part) -> str:
    words = " / ".join(filter(None, (part.query, part.listed)))
    return f"{words} ({part.kind})" if words else part.kind
