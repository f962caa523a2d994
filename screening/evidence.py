"""Facts for and against a hit, and the grade that sums name and facts up in one word.

Absence is not contradiction: what one side does not state changes nothing (HT-05). A conflict lowers the grade and
never hides a hit. Grades, best first (HT-10):

==========  ===========================================================================================================
exact       the name equals a listed strong name word for word (another order or legal form aside), nothing conflicts
strong      a very near name (90 or more), or an equal hard identifier
probable    a near name (82 or more): one spelling difference or one left-out word
partial     a name above the threshold with more differences; one that rests on a single telling word while others are
            left over (SE-10); or a better one that something speaks against
weak        equal only through a weak alias without other support, or a partial one that something speaks against
==========  ===========================================================================================================

One grade better: a birth date that agrees to the day. One grade worse: another kind of party; a vessel by its name
alone (NK-24). Three grades worse: a birth date more than a year off; two where the names are equal, for then the list's
date may be wrong. An equal hard identifier makes at least "strong".
More supporting facts never make a grade worse, more conflicts never a better one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from screening import countries, dates
from screening.identifiers import Identifier, alone, parse, same, warning
from screening.schema import Counterparty, Evidence, Fact, FactKind, Grade, Interval, Kind

MATCH, PARTIAL, NEAR, CONFLICT = "match", "partial", "near", "conflict"
NOT_IN_LIST, NOT_IN_INPUT = "not in list", "not in input"
HARD_IDENTIFIER = "a hit by itself"
"""Note of an equal identifier that needs no name beside it (HT-07)."""

_EXACT, _STRONG, _PROBABLE = 98.0, 90.0, 82.0
"""98: equal words in another order, or another legal form beside, cost at most two points."""
_NEAR_DAYS = 366
_GRADES = tuple(Grade)
_PLACES = (FactKind.NATIONALITY, FactKind.COUNTRY, FactKind.ADDRESS, FactKind.BIRTH_PLACE)


@dataclass(frozen=True, slots=True)
class Profile:
    """The facts of a counterparty, read once: kind, birth date intervals, country codes, identifiers."""

    kind: Kind
    births: tuple[Interval, ...]
    countries: frozenset[str]
    identifiers: tuple[Identifier, ...]
    unread: tuple[str, ...] = ()
    """Countries that could not be read, as written."""
    unread_birth: str = ""
    """A birth date that could not be read, as written."""

    @classmethod
    def of(cls, party: Counterparty) -> "Profile":
        """Read a counterparty's facts; raises ValueError where the kind is not one of ``Kind``."""
        births = dates.parse(str(party.birth_date)) if party.birth_date else ()
        dated = tuple(each for each in births if each.first)
        codes = {each: countries.alpha2(each) for each in party.countries if each.strip()}
        return cls(
            Kind(party.kind or Kind.UNKNOWN),
            dated,
            frozenset(code for code in codes.values() if code),
            tuple(parse(each) for each in party.identifiers if each.strip()),
            tuple(text for text, code in codes.items() if not code),
            "" if dated or not party.birth_date else str(party.birth_date),
        )


def weigh(profile: Profile, kind: Kind, facts: Sequence[Fact]) -> tuple[Evidence, ...]:
    """Hold a counterparty's facts against those of a designation: identifiers, birth date, country, kind (HT-04)."""
    return (
        *_identifiers(profile, facts),
        _birth(profile, [fact for fact in facts if fact.kind is FactKind.BIRTH_DATE]),
        _countries(profile, facts),
        _kind(profile.kind, kind),
    )


def _identifiers(profile: Profile, facts: Sequence[Fact]) -> list[Evidence]:
    listed = [fact for fact in facts if fact.kind is FactKind.IDENTIFIER]
    if not profile.identifiers:
        shown = "; ".join(f"{fact.type} {fact.value}" for fact in listed[:3])
        return [Evidence("identifier", NOT_IN_INPUT if listed else NOT_IN_LIST, "", shown)]
    found = []
    for own in profile.identifiers:
        equal = [fact for fact in listed if same(own, Identifier(fact.type, fact.value))]
        other = [fact for fact in listed if own.type and fact.type == own.type]
        outcome = MATCH if equal else CONFLICT if other else NOT_IN_LIST
        shown = "; ".join(f"{fact.type} {fact.value}" for fact in (equal or other)[:3])
        hard = any(alone(own, Identifier(fact.type, fact.value)) for fact in equal)
        note = "; ".join(each for each in (HARD_IDENTIFIER if hard else "", warning(own)) if each)
        found.append(Evidence("identifier", outcome, f"{own.type} {own.value}".strip(), shown, note))
    return found


def _birth(profile: Profile, listed: Sequence[Fact]) -> Evidence:
    shown = "; ".join(fact.text or fact.value for fact in listed)
    dated = [fact for fact in listed if fact.first and fact.last]
    if not profile.births:
        note = "birth date not understood" if profile.unread_birth else ""
        return Evidence("birth date", NOT_IN_INPUT if listed else NOT_IN_LIST, profile.unread_birth, shown, note)
    own = " or ".join(birth.text for birth in profile.births)
    if not dated:
        return Evidence("birth date", NOT_IN_LIST, own, shown)
    best = min(
        ((*_compare_births(birth, fact), fact) for birth in profile.births for fact in dated),
        key=lambda each: (MATCH, PARTIAL, NEAR, CONFLICT).index(each[0]),
    )
    return Evidence("birth date", best[0], own, best[2].text or best[2].value, best[1])


def _compare_births(own: Interval, fact: Fact) -> tuple[str, str]:
    """Outcome and note of one birth date against one listed one (HT-06)."""
    if not (own.first and own.last and fact.first and fact.last):
        return NOT_IN_LIST, ""
    overlap = own.first <= fact.last and fact.first <= own.last
    own_day, listed_day = own.first == own.last, fact.first == fact.last
    if overlap:
        if own_day and (listed_day or fact.circa or (fact.last - fact.first).days > _NEAR_DAYS):
            return MATCH, "" if listed_day else "within the listed range"
        return PARTIAL, "agrees as far as both are known"
    if own_day and listed_day:
        a, b = own.first, fact.first
        if a.year == b.year:
            swapped = (a.month, a.day) == (b.day, b.month)
            return PARTIAL, "day and month swapped" if swapped else "same year only"
    apart = max((fact.first - own.last).days, (own.first - fact.last).days)
    if apart <= _NEAR_DAYS:
        return NEAR, "within one year"
    return CONFLICT, f"{apart // 365} years apart"


def _countries(profile: Profile, facts: Sequence[Fact]) -> Evidence:
    """Compare countries; an unequal country is a note, not an exclusion (HT-28)."""
    listed = sorted({fact.country or fact.value for fact in facts if fact.kind in _PLACES and (fact.country)})
    shown, own = "; ".join(listed), "; ".join(sorted(profile.countries))
    if not profile.countries:
        note = "country not recognised" if profile.unread else ""
        return Evidence("country", NOT_IN_INPUT if listed else NOT_IN_LIST, "; ".join(profile.unread), shown, note)
    if not listed:
        return Evidence("country", NOT_IN_LIST, own, "")
    return Evidence("country", CONFLICT if profile.countries.isdisjoint(listed) else MATCH, own, shown)


def _kind(own: Kind, listed: Kind) -> Evidence:
    if own is Kind.UNKNOWN or listed is Kind.UNKNOWN:
        outcome = NOT_IN_INPUT if own is Kind.UNKNOWN else NOT_IN_LIST
        return Evidence("kind", outcome, "" if own is Kind.UNKNOWN else own.value, listed.value)
    return Evidence("kind", MATCH if own is listed else CONFLICT, own.value, listed.value)


def hard_match(evidence: Sequence[Evidence]) -> bool:
    """Whether an identifier agrees whose equality alone is a hit."""
    return any(each.fact == "identifier" and each.note.startswith(HARD_IDENTIFIER) for each in evidence)


def grade(score: float, kind: Kind, evidence: Sequence[Evidence], *, weak_alias: bool, single: bool = False) -> Grade:
    """Sum a name's score (0-100) and the evidence up in one word; monotone in both (see the module docstring).

    Args:
        score: of the names; not of an identifier.
        kind: of the designation.
        evidence: from ``weigh``.
        weak_alias: the best name at this score is a weak alias.
        single: the score rests on one telling word, and words are left over.
    """
    outcome = {each.fact: each.outcome for each in evidence if each.fact != "identifier"}
    identified = hard_match(evidence)
    if weak_alias and not identified and outcome.get("birth date") != MATCH:
        return Grade.WEAK
    step = 3 if single else 0 if score >= _EXACT else 1 if score >= _STRONG else 2 if score >= _PROBABLE else 3
    if step and outcome.get("birth date") == MATCH:
        step = max(1, step - 1)
    if outcome.get("birth date") == CONFLICT:
        step += 3 if step else 2
    step += outcome.get("kind") == CONFLICT
    step += kind is Kind.VESSEL and not identified
    if identified:
        step = min(step, 1)
    return _GRADES[min(step, len(_GRADES) - 1)]
