"""What a good-guy entry is bound to: the facts of a customer and of a designation, readable, in one writing.

Facts are a dict from a field to its lines; a field that states nothing is absent. Order and white space of the source
do not show, so a new copy of a list with equal content gives equal facts.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from screening import countries, dates
from screening.catalogue import NO_NARRATIVE
from screening.evidence import CONFLICT, Profile, hard_match, weigh
from screening.identifiers import normalise, parse
from screening.schema import Action, Counterparty, Designation, Fact, FactKind

Facts: TypeAlias = Mapping[str, str]

SHOWN = 3
"""Lines of one field that a difference quotes on either side; the others it counts."""
_LONGEST_QUOTE = 120
FAR_APART = 5
"""Years between two birth dates that are a hard difference (HT-17): more than any "circa" widens them by."""
_ONE_PARTY = frozenset({"imo", "lei", "duns", "mmsi", "msn"})
"""Identifiers of which a party has one, so an unequal one is a hard difference; passports may be several."""


def customer_facts(party: Counterparty) -> dict[str, str]:
    """The facts of a customer: names, kind, birth date, countries, identifiers.

    Names are kept as written, but for white space and Unicode's composed and decomposed forms: another letter case is
    another writing. Countries are alpha-2 codes where they can be read, a birth date that is one day is ISO 8601, and
    identifiers are compared without punctuation, so that "DE" for "Germany" is no change.
    """
    return _stated(
        {
            "name": [party.name],
            "native name": [party.native_name],
            "aliases": party.aliases,
            "kind": [str(party.kind or "unknown")],
            "birth date": [_day("" if party.birth_date is None else str(party.birth_date))],
            "countries": [countries.alpha2(each) or each for each in party.countries if each.strip()],
            "identifiers": map(_identifier, party.identifiers),
        }
    )


def designation_facts(designation: Designation) -> dict[str, str]:
    """The facts of a designation: kind, names with their quality, facts by kind, programmes, actions, remarks.

    Not among them: the day of the last update, addresses of web pages, the order of names, and what this program says
    in words where the list says nothing (the title of a programme, a composed reason).
    """
    told: dict[str, Iterable[str]] = {
        "kind": [designation.kind.value],
        "primary name": [designation.names[0].text],
        "names": [f"{each.text} ({each.kind.value}, {each.quality.value})" for each in designation.names],
        "programmes": [each.programme for each in designation.actions],
        "actions": map(_action, designation.actions),
        "listed on": [str(designation.listed_on or "")],
        "remarks": [designation.remarks],
    }
    facts: dict[FactKind, list[str]] = {}
    for each in designation.facts:
        facts.setdefault(each.kind, []).append(_fact(each))
    told |= {kind.value.replace("_", " "): facts[kind] for kind in sorted(facts)}
    return _stated(told)


def _stated(told: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The lines of each field once and sorted, a line a value; what says nothing is left out."""
    lines = {field: sorted({_plain(each) for each in values} - {""}) for field, values in told.items()}
    return {field: "\n".join(each) for field, each in lines.items() if each}


def _plain(text: str) -> str:
    """A text on one line, in composed form; half a character, which no file can hold, becomes a question mark."""
    line = " ".join(text.split())
    return line if line.isascii() else unicodedata.normalize("NFC", line).encode("utf-8", "replace").decode()


def _day(text: str) -> str:
    """A birth date in ISO 8601 where it is one day and nothing else, otherwise as written."""
    read = dates.parse(text)
    exact = len(read) == 1 and read[0].first is not None and read[0].first == read[0].last
    return dates.iso(read[0]) if exact and len(re.findall(r"\w+", text)) <= 3 else text


def _identifier(text: str) -> str:
    read = parse(text)
    return f"{read.type}:{normalise(read.type, read.value)}" if read.type else normalise("", read.value) or text


def _fact(fact: Fact) -> str:
    about = [fact.type, fact.country, "circa" if fact.circa else ""]
    shown = ", ".join(each for each in about if each)
    return f"{fact.value} ({shown})" if shown else fact.value


def _action(action: Action) -> str:
    agency = f"decided by {action.agency}" if action.agency else ""
    reason = "" if NO_NARRATIVE in action.reason else action.reason
    day, measures = str(action.date or "undated"), ", ".join(sorted(action.measures))
    told = (day, action.authority, agency, action.programme, action.legal_basis, measures, reason)
    return ", ".join(each for each in told if each)


def differences(was: Facts, now: Facts) -> list[str]:
    """What differs between the facts then and now, a sentence part a field; empty where they are equal."""
    if was == now:
        return []
    return [
        f"{field} {_change(was.get(field, ''), now.get(field, ''))}"
        for field in dict.fromkeys([*was, *now])
        if was.get(field, "") != now.get(field, "")
    ]


def _change(was: str, now: str) -> str:
    before, after = was.split("\n") if was else [], now.split("\n") if now else []
    gone = [each for each in before if each not in set(after)]
    come = [each for each in after if each not in set(before)]
    if not gone:
        return f"added {_quoted(come)}"
    return f"{_quoted(gone)} -> {_quoted(come)}" if come else f"removed {_quoted(gone)}"


def _quoted(lines: list[str]) -> str:
    shown = [repr(each if len(each) <= _LONGEST_QUOTE else f"{each[:_LONGEST_QUOTE]}...") for each in lines[:SHOWN]]
    more = [f"{len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return ", ".join([*shown, *more])


def hard_differences(party: Counterparty, designation: Designation) -> list[str]:
    """What keeps a customer and a designation apart, names aside (HT-17); empty where a hard identifier agrees.

    Counted are: birth dates more than five years apart, no country in common, another kind of party, and an unequal
    identifier of which a party has only one (IMO, LEI, DUNS, MMSI, serial number of an aircraft).
    """
    profile = Profile.of(party)
    evidence = weigh(profile, designation.kind, designation.facts)
    if hard_match(evidence):
        return []
    conflicts = [each for each in evidence if each.outcome == CONFLICT]
    found = []
    for each in conflicts:
        if each.fact == "birth date" and _years_apart(profile, designation.facts) <= FAR_APART:
            continue
        if each.fact == "identifier" and each.counterparty.split(" ")[0] not in _ONE_PARTY:
            continue
        found.append(f"{each.fact}: {each.counterparty} against {each.listed}")
    return found


def _years_apart(profile: Profile, facts: Iterable[Fact]) -> float:
    """Years between the nearest of all birth dates on both sides; 0 where one side states none."""
    listed = [each for each in facts if each.kind is FactKind.BIRTH_DATE]
    days = [
        max((fact.first - own.last).days, (own.first - fact.last).days)
        for own in profile.births
        for fact in listed
        if own.first and own.last and fact.first and fact.last
    ]
    return min(days, default=0) / 365.25
