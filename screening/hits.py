"""From a comparison to a hit: evidence, grade, authority, reason, and one English sentence that says why.

``alert_id`` is stable over runs, scores, list versions and new aliases (HT-11): it hashes the customer id (or, without
one, the folded input), the role, the list and the entry.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from screening.evidence import CONFLICT, MATCH, NEAR, PARTIAL, Profile, grade, hard_match, weigh
from screening.names import Name
from screening.policy import BIRTH_DATE_GRADE, BIRTH_DATE_NO_ALERT, Policy, is_under
from screening.register import Listing, Register
from screening.schema import (
    BELOW,
    BIRTH_DATE_DIFFERS,
    OTHER_MEASURE,
    WEAK_ALONE,
    Action,
    Counterparty,
    Evidence,
    Grade,
    Hit,
    Kind,
    ListedName,
    NameKind,
    Part,
)
from screening.score import Comparison
from screening.similarity import Relation
from screening.text import fold_words, scripts

_EXACT = 100.0
_GRADES = tuple(Grade)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
IDENTIFIER_PART = Part("equal identifier", "", "", 100.0, 100.0)


@dataclass(frozen=True, slots=True)
class Found:
    """The best comparison of a counterparty with one designation: the name asked, the listed name's number."""

    queried: str
    number: int
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Asked:
    """A counterparty with its facts and its row number."""

    row: int
    party: Counterparty
    profile: Profile


@dataclass(frozen=True, slots=True)
class Names:
    """The listed names of one designation that hit a counterparty.

    Attributes:
        best: the best comparison of all; None where only a hard identifier agrees.
        strong: the best comparison with a name that is no weak alias; None where there is none.
        also: numbers of all listed names that hit.
        threshold: of the name that is shown.
        below: all of them are near misses, under their thresholds.
    """

    best: Found | None
    strong: Found | None
    also: set[int]
    threshold: float
    below: bool = False


def alert_id(party: Counterparty, list_id: str, entry_id: str) -> str:
    """Hash who was screened and what was hit, 24 hex digits; independent of score, day and list version."""
    who = party.customer_id or _folded(f"{party.name} {party.native_name}")
    role = "" if party.field == "name" else party.field
    return hashlib.sha256("\x1f".join((who, role, list_id, entry_id)).encode()).hexdigest()[:24]


@lru_cache(maxsize=1024)
def _folded(names: str) -> str:
    """What a counterparty without an id is told by; the same for all its hits."""
    return " ".join(fold_words(names))


def compose(asked: Asked, entry: int, names: Names, register: Register, policy: Policy, *, listing: Listing) -> Hit:
    """Compose the hit of a counterparty on a designation.

    The best comparison is shown. A weak alias alone raises no alert (US-04), but where a strong name of the designation
    hits too, that name decides alert and grade, however much higher the alias scores.

    Args:
        asked: the counterparty, its facts and its row number.
        entry: number of the designation in the register.
        names: the listed names that hit.
        register: the loaded lists.
        policy: decides whether the hit is an alert.
        listing: what the hit shows of the designation.
    """
    party, found = asked.party, names.best
    loaded, designation = register.list_of(entry), listing
    evidence = weigh(asked.profile, designation.kind, designation.facts)
    identified = hard_match(evidence)
    by_name = found is not None and (found.comparison.score >= _EXACT or not identified)
    number = found.number if found else register.first_name(entry)
    matched = register.name(number)
    name_score = found.comparison.score if found else 0.0
    verdict = _verdict(names, designation.kind, evidence, weak=matched.quality.is_weak)
    unsupported = _unsupported(names, matched, verdict, identified=identified)
    equal = any(each is not None and each.comparison.score >= _EXACT for each in (names.best, names.strong))
    why_no_alert = (
        (BELOW if names.below else "")
        or (WEAK_ALONE if unsupported and not policy.weak_aliases_alert else "")
        or (BIRTH_DATE_DIFFERS if _birth_date_decides(policy, evidence, equal=equal) else "")
        or (OTHER_MEASURE if not _under(policy, designation.actions) else "")
    )
    score, parts = (name_score, found.comparison.parts) if found and by_name else (_EXACT, (IDENTIFIER_PART,))
    if found and not by_name:
        evidence = (*evidence, Evidence("name", PARTIAL, found.queried, matched.text, f"name score {name_score:g}"))
    agreement = _agreement(found if by_name else None, parts, matched, designation.kind, evidence)
    if matched.quality.is_weak and names.strong:
        agreement += f"; the strong name {register.texts[names.strong.number]!r} hits too"
        agreement += f", score {names.strong.comparison.score:g}"
    return Hit(
        row=asked.row,
        customer_id=party.customer_id,
        queried_name=found.queried if found else party.name or party.native_name,
        queried_field=party.field,
        score=score,
        grade=verdict.value,
        alert=not why_no_alert,
        list_id=loaded.spec.id,
        entry_id=designation.entry_id,
        entry_kind=designation.kind.value,
        primary_name=designation.primary_name,
        matched_name=matched.text,
        matched_name_kind=(matched.kind if by_name else NameKind.IDENTIFIER).value,
        matched_name_quality=matched.quality.value,
        other_names=tuple(dict.fromkeys(register.texts[each] for each in sorted(names.also - {number}))),
        authority=designation.authority,
        designating_agency=designation.agency,
        publisher=loaded.spec.publisher,
        programmes=designation.programmes,
        legal_basis=designation.legal_basis,
        measures=designation.measures,
        listed_on=designation.listed_on,
        reason=designation.reason,
        reason_source=designation.reason_source,
        source_url=designation.source_url or designation.actions[0].source_url,
        actions=designation.actions,
        relations=designation.relations,
        snapshot_date=loaded.snapshot.date,
        snapshot_sha256=loaded.snapshot.sha256,
        explanation=f"{agreement}; {_who(designation.actions[0])}.",
        parts=parts,
        evidence=evidence,
        alert_id=alert_id(party, loaded.spec.id, designation.entry_id),
        threshold=names.threshold,
        why_no_alert=why_no_alert,
        queried_kind=str(party.kind or Kind.UNKNOWN),
        queried_words=_as_compared(found.comparison.query) if found else "",
        queried_script=scripts(found.queried if found else party.name or party.native_name),
        matched_words=_as_compared(found.comparison.listed) if found else "",
        matched_script=scripts(matched.text),
    )


def _as_compared(name: Name) -> str:
    """The words of a name that are compared, as they are compared (HT-01)."""
    return " ".join([token.text for token in name.tokens])


def _verdict(names: Names, kind: Kind, evidence: tuple[Evidence, ...], *, weak: bool) -> Grade:
    """The better of the grades that the best name and the best strong name earn."""
    tried = [names.best, names.strong] if names.strong and names.strong is not names.best else [names.best]
    earned = [
        grade(
            found.comparison.score if found else 0.0,
            kind,
            evidence,
            weak_alias=weak and found is names.best,
            single=found is not None and found.comparison.rests_on_one_word,
        )
        for found in tried
    ]
    return min(earned, key=_GRADES.index)


def _unsupported(names: Names, matched: ListedName, verdict: Grade, *, identified: bool) -> bool:
    """Whether nothing but a weak alias speaks for the hit (US-04)."""
    return matched.quality.is_weak and not names.strong and verdict is Grade.WEAK and not identified


def _birth_date_decides(policy: Policy, evidence: tuple[Evidence, ...], *, equal: bool) -> bool:
    """Whether the policy takes the alert away for a birth date that differs; never beside an equal hard identifier."""
    if policy.birth_date_conflict == BIRTH_DATE_GRADE or hard_match(evidence):
        return False
    if equal and policy.birth_date_conflict == BIRTH_DATE_NO_ALERT:  # the list's date may be wrong
        return False
    return any(each.fact == "birth date" and each.outcome == CONFLICT for each in evidence)


def _under(policy: Policy, actions: Iterable[Action]) -> bool:
    """Whether the designation is under a measure that the policy is for (EU-07)."""
    return not policy.measures or is_under(policy.measures, [action.measures for action in actions])


_KIND_WORDS = {
    NameKind.PRIMARY: "the primary name",
    NameKind.ALIAS: "the alias",
    NameKind.FORMER: "the former name",
    NameKind.SPELLING: "the spelling",
    NameKind.ORIGINAL_SCRIPT: "the name in original script",
    NameKind.IDENTIFIER: "the name",
}


def _agreement(
    found: Found | None, parts: Sequence[Part], matched: ListedName, kind: Kind, evidence: Sequence[Evidence]
) -> str:
    """Say what agreed and what did not: names first, then facts (HT-08)."""
    weak = "weak " if matched.quality.is_weak else ""
    if found is None:
        agreed = next(each for each in evidence if each.fact == "identifier" and each.outcome == MATCH)
        what = f"The identifier {agreed.counterparty!r} equals that of the listed {kind} {matched.text!r}"
    else:
        listed = f"{weak}{_KIND_WORDS[matched.kind].removeprefix('the ')}"
        verb = "equals" if found.comparison.score >= _EXACT else "is like"
        asked = " ".join(found.queried.split())
        what = f"{asked!r} {verb} the {listed} {matched.text!r} of a listed {kind}"
        what += f", score {found.comparison.score:g}"
        if details := _details(found.comparison, parts):
            what += f" ({details})"
    facts = [
        f"the {each.fact} {_OUTCOME_WORDS[each.outcome]}"
        for each in evidence
        if each.outcome in _OUTCOME_WORDS
        and each.fact != "name"
        and not (found is None and each.fact == "identifier" and each.outcome == MATCH)
        and not (each.fact == "kind" and each.outcome == MATCH)
    ]
    return "; ".join([what, ", ".join(facts)] if facts else [what])


def _who(action: Action) -> str:
    """Say who imposes the sanction, and who took the decision where a source states it (SE-04)."""
    by = f"designated by the {action.agency} and listed by" if action.agency else "listed by"
    under = f" under {action.programme}" if action.programme else ""
    on = f" on {action.date.day} {_MONTHS[action.date.month - 1]} {action.date.year}" if action.date else ""
    return f"{by} {action.authority}{under}{on}"


_OUTCOME_WORDS = {MATCH: "agrees", PARTIAL: "agrees in part", NEAR: "is near", CONFLICT: "differs"}


def _details(comparison: Comparison, parts: Sequence[Part]) -> str:
    """Words that are not simply equal, and what was left over."""
    said = []
    for pair in comparison.pairs:
        if pair.likeness.relation is not Relation.EQUAL:
            by = f" by {pair.likeness.system}" if pair.likeness.system else ""
            query = " ".join([comparison.query.raw[i] for i in pair.query])
            listed = " ".join([comparison.listed.raw[i] for i in pair.listed])
            said.append(f"{query} ~ {listed}: {pair.likeness.relation}{by}")
    said += [f"{part.query or part.listed} {_LEFT_OVER[part.kind]}" for part in parts if part.kind in _LEFT_OVER]
    said += [part.kind for part in parts if part.kind.endswith(("differs", "exchanged"))]
    said += [part.kind for part in parts if part.kind.startswith("cut at")]
    if any(part.kind == "legal form" for part in parts):
        said.append("legal form differs")
    said += [f"{part.query or part.listed}: {part.kind}" for part in parts if part.kind == "noise words"]
    if not said and comparison.score < _EXACT:
        said.append("the same words in another order or writing")
    if comparison.query.lookalikes:
        said.append("look-alike letters replaced in the input")
    if comparison.listed.lookalikes:
        said.append("look-alike letters replaced in the list")
    return "; ".join(said)


_LEFT_OVER = {
    "missing": "is only in the list",
    "extra": "is only in the input",
    "address": "is only in the input, as in an address",
}
