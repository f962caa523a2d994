"""What the Swiss list knows of a party beside its names: its elements into facts, places by their number.

Addresses and places of birth name a ``place`` element, which stands elsewhere in the file. ``other-information`` is
prose with labels ("Function: ...", "IMO number: ..."): kept word for word, numbers and positions read from it as well.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from screening import countries, dates
from screening.formats import Notes, _facts, _numbers
from screening.formats._names import is_noise
from screening.formats._seco_names import ordered, titles
from screening.formats._xml import Element, attribute, children, local, value
from screening.schema import Fact, FactKind, Interval, Kind

_KNOWN: dict[str, tuple[set[str], set[str]]] = {  # element: (attributes, children)
    "target": (
        {"ssid", "sanctions-set-id"},
        {
            "sanctions-set-id",
            "foreign-identifier",
            "generic-attribute",
            "individual",
            "entity",
            "object",
            "modification",
        },
    ),
    "generic-attribute": ({"ssid", "name"}, set()),
    "individual": ({"sex"}, {"identity", "justification", "relation", "other-information"}),
    "entity": (set(), {"identity", "justification", "relation", "other-information"}),
    "object": ({"object-type"}, {"identity", "justification", "relation", "other-information"}),
    "identity": (
        {"ssid", "main"},
        {"name", "nationality", "day-month-year", "place-of-birth", "address", "identification-document"},
    ),
    "name": ({"ssid", "name-type", "quality", "lang"}, {"name-part"}),
    "name-part": ({"ssid", "order", "name-part-type"}, {"value", "spelling-variant"}),
    "spelling-variant": ({"ssid", "lang", "script", "spelling-variant-type"}, set()),
    "nationality": ({"ssid"}, {"country"}),
    "country": ({"iso-code"}, set()),
    "day-month-year": ({"ssid", "day", "month", "year", "calendar", "quality"}, set()),
    "place-of-birth": ({"ssid", "place-id", "quality"}, set()),
    "address": (
        {"ssid", "place-id", "quality", "main", "current"},
        {"remark", "c-o", "address-details", "p-o-box", "zip-code"},
    ),
    "identification-document": (
        {"ssid", "document-type"},
        {"number", "issuer", "date-of-issue", "place-of-issue", "expiry-date", "remark"},
    ),
    "issuer": ({"code"}, set()),
    "place-of-issue": ({"ssid", "place-id"}, set()),
    "justification": ({"ssid"}, set()),
    "other-information": ({"ssid"}, set()),
    "relation": ({"ssid", "target-id", "relation-type"}, {"remark"}),
    "modification": (
        {"modification-type", "enactment-date", "publication-date", "effective-date"},
        {"added", "removed"},
    ),
    "sanctions-program": (
        {"ssid", "version-date", "predecessor-version-date"},
        {"program-key", "program-name", "sanctions-set", "origin"},
    ),
    "program-key": ({"lang"}, set()),
    "program-name": ({"lang"}, set()),
    "sanctions-set": ({"ssid", "lang"}, set()),
    "place": ({"ssid"}, {"location", "location-variant", "area", "area-variant", "country"}),
    "location-variant": ({"ssid", "lang", "script", "variant-type"}, set()),
    "area-variant": ({"ssid", "lang", "script", "variant-type"}, set()),
}
_HISTORY = {"added", "removed"}
_DOCUMENTS = {
    "passport": "passport", "diplomatic-passport": "passport", "id-card": "national_id", "residence-permit": "other",
    "resident-permit": "other", "driving-license": "other", "driving-permit": "other", "travel-document": "other",
    "other": "other",
}  # fmt: skip
_POSITION = re.compile(r"(function|title|rank|position|designation)(?:\(s\))?\s*:\s*(.+)", re.I)
_BORN = re.compile(r"(?:d\.?o\.?b\.?|date of birth)\s*:\s*(.+)", re.I)
_PASSPORT = re.compile(r"passport (?:number|no\.?)\s*:?\s*([A-Z]{0,3}\d{5,})", re.I)
_NATIONAL = re.compile(
    r"(?:national |personal )?(?:identification|id|identity)(?: card)? (?:number|no\.?)\s*:\s*(\w+)", re.I
)


@dataclass(frozen=True, slots=True)
class Place:
    """A ``place`` element: location, area, country (code or name), and how else the two are written."""

    location: str
    area: str
    country: str
    variants: tuple[str, ...] = ()


def count_unread(element: Element, notes: Notes) -> None:
    """Count, once each, the elements and attributes below an element that nobody reads; history is passed over."""
    name = local(element)
    attributes, inner = _KNOWN.get(name, (set[str](), set[str]()))
    for unread in sorted(set(map(str, element.keys())) - attributes):
        notes.warn_once("unread attribute", f"{name}/@{unread}")
    for child in element:
        if local(child) not in inner:
            notes.warn_once("unread element", f"{name}/{local(child)}")
        elif local(child) not in _HISTORY:
            count_unread(child, notes)


def _one(element: Element, name: str) -> str:
    return next(map(value, children(element).get(name, [])), "")


def _land(country: Element | None, code: str) -> str:
    """A country as a code where it is a known one, else as it is named."""
    iso = "" if country is None else attribute(country, code)
    return iso if countries.alpha2(iso) else value(country)


def place_of(element: Element) -> Place:
    """Read a ``place`` element."""
    parts = children(element)
    also = [*parts.get("location-variant", []), *parts.get("area-variant", [])]
    land = next(iter(parts.get("country", [])), None)
    return Place(
        _one(element, "location"), _one(element, "area"), _land(land, "iso-code"), tuple(filter(None, map(value, also)))
    )


@dataclass(frozen=True, slots=True)
class Party:
    """One target as far as the facts need it."""

    entry_id: str
    kind: Kind
    body: Element
    places: Mapping[str, Place]
    targets: Mapping[str, str]
    notes: Notes


def facts(party: Party) -> Iterator[Fact]:
    """Yield the facts of a party, in the order of the file."""
    parts = children(party.body)
    yield from _facts.gender(attribute(party.body, "sex"))
    for identity in ordered(parts.get("identity", [])):
        yield from _identity(identity, party)
    for relation in parts.get("relation", []):
        yield from _relation(relation, party)
    for text in map(value, parts.get("other-information", [])):
        yield from _other(text, party.kind)


def _identity(identity: Element, party: Party) -> Iterator[Fact]:
    parts = children(identity)
    born = FactKind.BIRTH_DATE if party.kind is Kind.PERSON else FactKind.ESTABLISHED
    for name in parts.get("name", []):
        for title in titles(name):
            yield from _facts.words(FactKind.POSITION, title, "title")
    for date in parts.get("day-month-year", []):
        yield _facts.dated(born, _interval(date, party))
    for birth in parts.get("place-of-birth", []):
        yield from _place(FactKind.BIRTH_PLACE, birth, [], party)
    for nationality in parts.get("nationality", []):
        if not children(nationality).get("country"):
            party.notes.warn("unknown country", party.entry_id, "nationality without country")
        for country in children(nationality).get("country", []):
            yield from _facts.country(FactKind.NATIONALITY, _land(country, "iso-code"), party.notes, party.entry_id)
    for document in parts.get("identification-document", []):
        yield from _document(document, party)
    for address in parts.get("address", []):
        details = [_one(address, name) for name in ("c-o", "address-details", "p-o-box", "zip-code")]
        details[2] = f"P.O. Box {details[2]}" if details[2].isdigit() else details[2]
        yield from _place(FactKind.ADDRESS, address, details, party)


def _interval(date: Element, party: Party) -> Interval:
    """A date of day, month and year, any of which may be missing; one of low quality is approximate."""
    year, month, day = (attribute(date, name) for name in ("year", "month", "day"))
    calendar, quality = attribute(date, "calendar"), attribute(date, "quality")
    text = "-".join(part.zfill(2) for part in (year, month, day) if part)
    if calendar not in ("", "Gregorian"):  # no list converts other calendars: kept as text
        return Interval(None, None, f"{text} ({calendar})")
    if quality not in ("good", "low"):
        party.notes.warn("unknown date quality", party.entry_id, f"day-month-year/@quality {quality}".strip())
    numbers = [int(part) if part.isdigit() else 0 for part in (year, month, day)]
    circa = quality not in ("", "good")
    return dates.interval(year=numbers[0], month=numbers[1], day=numbers[2], circa=circa, text=text)


def _place(kind: FactKind, element: Element, details: list[str], party: Party) -> Iterator[Fact]:
    """An address or place of birth: its own details, then the place it points to."""
    number = attribute(element, "place-id")
    place = party.places.get(number, Place("", "", ""))
    if number not in party.places:
        party.notes.warn("unknown place", party.entry_id, number)
    told = [
        _one(element, "remark"),
        "not current" if attribute(element, "current") == "false" else "",
        "quality low" if attribute(element, "quality") == "low" else "",
        f"also {', '.join(place.variants)}" if place.variants else "",
    ]
    note = "; ".join(filter(None, told))
    yield from _facts.place(kind, [*details, place.location, place.area], place.country, note)


def _document(document: Element, party: Party) -> Iterator[Fact]:
    type_, number = attribute(document, "document-type"), _one(document, "number")
    if type_ not in _DOCUMENTS:
        party.notes.warn("unknown document type", party.entry_id, type_)
    kind, parts = _DOCUMENTS.get(type_, "other"), children(document)
    issuer = next(iter(parts.get("issuer", [])), None)
    place = next((party.places.get(attribute(each, "place-id")) for each in parts.get("place-of-issue", [])), None)
    told = [
        type_ if type_ != kind else "",
        f"issued {_one(document, 'date-of-issue')}" if _one(document, "date-of-issue") else "",
        f"in {place.location or place.area or place.country}" if place else "",
        f"expires {_one(document, 'expiry-date')}" if _one(document, "expiry-date") else "",
        _one(document, "remark"),
    ]
    note = ", ".join(filter(None, told))
    if not number:
        party.notes.warn("document without a value", party.entry_id, "identification-document/number")
    if is_noise(number):
        yield from _facts.words(FactKind.NOTE, f"{type_} {number} {note}".strip(), "document")
    yield from _facts.identifier(kind, number, countries.alpha2(_land(issuer, "code")), note)


def _relation(relation: Element, party: Party) -> Iterator[Fact]:
    """A relation to another target by its primary name, or by its number where the file does not hold it."""
    number, remark = attribute(relation, "target-id"), _one(relation, "remark")
    name = party.targets.get(number, "")
    if not name:
        party.notes.warn("unknown related target", party.entry_id, number)
    text = " ".join(filter(None, [f"target {number}", f"({remark})" if remark else ""]))
    type_ = attribute(relation, "relation-type") or "related-to"
    yield Fact(FactKind.RELATION, name or f"target {number}", text if name or remark else "", type=type_)


def _other(text: str, kind: Kind) -> Iterator[Fact]:
    """One piece of other information."""
    if position := _POSITION.fullmatch(text):
        yield from _facts.words(FactKind.POSITION, position[2], position[1].lower())
        return
    if kind is Kind.PERSON and (born := _BORN.fullmatch(text)):
        yield from dates.facts(FactKind.BIRTH_DATE, born[1])
        return
    if kind is Kind.PERSON:
        for type_, pattern in (("passport", _PASSPORT), ("national_id", _NATIONAL)):
            for number in pattern.findall(text):
                yield from _facts.identifier(type_, number)
    else:
        for found in _numbers.labelled(text):
            own = "imo" if kind is Kind.VESSEL and found.type == "company_imo" else found.type
            yield from _facts.identifier(own, found.value)
    yield from _facts.words(FactKind.NOTE, text, "other information")
