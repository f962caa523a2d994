"""``SanctionsEntries`` of OFAC's ADVANCED files: since when a party is on which list, and by what act.

A party of the consolidated list has an entry for every list joined there. An entry has one event for every legal act
and one measure of the type "Program" for every programme.
"""

import datetime as dt
import re
from typing import NamedTuple

from screening.formats._ofac_advanced_dates import date
from screening.formats._ofac_reference import Reading
from screening.formats._xml import Element, children, local, value
from screening.schema import Action, Fact, FactKind

_ORDER_NUMBER = re.compile(r"\d{5}")
"""The number of an executive order, the only thing that programme codes, legal acts and measures have in common."""


class Entry(NamedTuple):
    """One SanctionsEntry: on which list, since when, by what acts, under which programmes, with what measures."""

    list: str
    since: dt.date | None
    bases: tuple[str, ...]
    programmes: tuple[str, ...]
    measures: tuple[str, ...]
    notes: tuple[Fact, ...]


def entry(element: Element, profile: str, reading: Reading) -> Entry:
    """Read one SanctionsEntry. The date is that of the event "Created"; other events become notes."""
    since: list[dt.date] = []
    bases: list[str] = []
    programmes: list[str] = []
    measures: list[str] = []
    notes: list[Fact] = []
    for each in element:
        told = children(each)
        comment = " ".join(filter(None, map(value, told.get("Comment", []))))
        if local(each) == "SanctionsMeasure":
            if (what := reading.text("SanctionsType", each, profile)) == "Program":
                programmes.append(comment)
            else:
                measures.append(f"{what} ({comment})" if comment else what)
        elif local(each) == "EntryEvent":
            event = reading.text("EntryEventType", each, profile)
            days = [day for one in told.get("Date", []) if (day := _event_day(one, reading, profile))]
            bases.append(reading.text("LegalBasis", each, profile))
            if event == "Created":
                since += days
            said = [*(day.isoformat() for day in days if event != "Created"), comment]
            notes += [Fact(FactKind.NOTE, text, type=event) for text in filter(None, said)]
    if "" in programmes or not programmes:
        reading.notes.warn("no programme", profile, "SanctionsMeasure/Comment")
    known = tuple(dict.fromkeys(base for base in bases if base not in ("", "Unknown")))
    codes = tuple(dict.fromkeys(filter(None, programmes)))
    if not since:
        reading.notes.warn("missing date", profile, "EntryEvent/Date")
    if "EntryEvent" not in children(element):
        reading.notes.warn("entry without an event", profile, "EntryEvent")
    on = reading.text("List", element, profile)
    return Entry(on, min(since, default=None), known, codes, tuple(dict.fromkeys(measures)), tuple(notes))


def _event_day(element: Element, reading: Reading, profile: str) -> dt.date | None:
    reading.gregorian(element, profile)
    return date(element, reading, profile)


def _concerns(text: str, code: str, codes: tuple[str, ...]) -> bool | None:
    """Whether an act or measure is of a programme, by the number of the order in both; None where it does not tell."""
    numbers = set(_ORDER_NUMBER.findall(text))
    if not any(numbers & set(_ORDER_NUMBER.findall(each)) for each in codes):
        return True if len(codes) < 2 else None
    return bool(numbers & set(_ORDER_NUMBER.findall(code)))


def actions(entries: list[Entry]) -> tuple[tuple[Action, ...], tuple[Fact, ...]]:
    """One action a programme, since the earliest date that any list of the entry gives, and what that leaves unsaid.

    The file ties neither measures nor legal acts to programmes. An act stands at a programme where it is the only one
    or has the number of the programme's order, else in a note; a measure of no told programme stands at all of them.
    ``Block`` alone on the SDN List says what being on that list means; the list's dictionary says it in full.
    """
    codes = tuple(dict.fromkeys(code for each in entries for code in each.programmes)) or ("",)
    bases = tuple(dict.fromkeys(base for each in entries for base in each.bases))
    measures = tuple(dict.fromkeys(measure for each in entries for measure in each.measures))
    if measures == ("Block",) and {each.list for each in entries} == {"SDN List"}:
        measures = ()
    found = tuple(
        Action(
            date=min(
                (each.since for each in entries if each.since and (code in each.programmes or not code)), default=None
            ),
            programme=code,
            legal_basis="; ".join(base for base in bases if _concerns(base, code, codes)),
            measures=tuple(each for each in measures if _concerns(each, code, codes) is not False),
        )
        for code in codes
    )
    loose = [base for base in bases if not any(_concerns(base, code, codes) for code in codes)]
    notes = [Fact(FactKind.NOTE, base, type="Legal basis") for base in loose]
    if len(entries) > 1:
        notes += [
            Fact(FactKind.NOTE, f"{each.list}, {each.since}" if each.since else each.list, type="Listed on")
            for each in entries
        ]
    return found, (*notes, *(note for each in entries for note in each.notes))
