"""What OFAC's ADVANCED files keep beside the parties, in short form: places, identity documents, relations.

``Locations`` and ``IDRegDocuments`` stand before the parties, ``ProfileRelationships`` behind them, all tied by id.
Every reader here takes one element and returns what a designation needs of it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from screening.formats import _ofac_documents as documents
from screening.formats._ofac_advanced_dates import period
from screening.formats._ofac_documents import Document
from screening.formats._ofac_reference import Reading
from screening.formats._xml import Element, children, local, value

_STREETS = ("ADDRESS1", "ADDRESS2", "ADDRESS3")
_LOCATION_PARTS = {*_STREETS, "CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION", "Unknown"}


class Place(NamedTuple):
    """One location as the CSV prints an address."""

    streets: tuple[str, ...]
    city: str
    state: str
    postcode: str
    country: str

    @property
    def line(self) -> str:
        """The place in one readable line."""
        return next((each.text or each.value for each in documents.address(*self)), "")


class Paper(NamedTuple):
    """One identity document: what the CSV prints, in whose documented name it is, and what the CSV leaves away."""

    document: Document
    name_id: str
    note: str


class Relation(NamedTuple):
    """One relation to another profile."""

    type: str
    to: str
    note: str


def place(element: Element, reading: Reading) -> Place:
    """Read one Location. A region without a country stands where the CSV prints it: as "Region: Gaza"."""
    parts: dict[str, str] = {}
    country = area = ""
    for each in element:
        match local(each):
            case "LocationPart":
                name = reading.text("LocPartType", each, "")
                if name not in _LOCATION_PARTS:
                    reading.notes.warn_once("unknown location part", name)
                parts[name] = "; ".join(filter(None, [parts.get(name, ""), *_part_values(each)]))
            case "LocationCountry":
                country = reading.text("Country", each, "")
            case "LocationAreaCode":
                found = reading.meaning("AreaCode", reading.need(each, "AreaCodeID"))
                area = found.attributes.get("Description", "") or found.text
                area = "" if area == "undetermined" else area
    region = parts.get("REGION", "")
    if not country:
        country = f"Region: {region}" if region else parts.get("Unknown", "") or area
        region = ""
    told = [
        *(text for name, text in parts.items() if name not in _LOCATION_PARTS),
        parts.get("STATE/PROVINCE", ""),
        region,
    ]
    return Place(
        tuple(filter(None, map(parts.get, _STREETS))),
        parts.get("CITY", ""),
        ", ".join(filter(None, told)),
        parts.get("POSTAL CODE", ""),
        country,
    )


def _part_values(element: Element) -> Iterator[str]:
    for each in element:
        told = children(each)
        comment = "".join(map(value, told.get("Comment", [])))
        yield from (f"{text} ({comment})" if comment else text for text in map(documents.text, told.get("Value", [])))


def paper(element: Element, places: dict[str, Place], reading: Reading) -> Paper:
    """Read one IDRegDocument."""
    told, where = children(element), f"document {element.get('ID')}"
    number = "".join(map(documents.text, told.get("IDRegistrationNo", [])))
    key, country, notes = reading.text("IDRegDocType", element, where), "", []
    if not number:
        reading.notes.warn("document without a value", where, key)
    if element.get("IssuedBy-CountryID"):
        country = reading.text("Country", element, where, "IssuedBy-CountryID")
    if issued_in := element.get("IssuedIn-LocationID"):
        line = pointed(places, str(issued_in), reading, where, "IssuedIn-LocationID").line
        country, notes = country or line, [f"in {line}"] if country not in ("", line) else []
    if not element.get("ValidityID"):
        reading.notes.warn_once("missing attribute", "IDRegDocument/@ValidityID", where)
    elif (validity := reading.text("Validity", element, where)) != "Valid":
        notes.append(validity)
    notes += [value(each) for name in ("IssuingAuthority", "Comment") for each in told.get(name, [])]
    dates = {"Issue Date": "", "Expiration Date": ""}
    for each in told.get("DocumentDate", []):
        name = reading.text("IDRegDocDateType", each, where)
        stated = [period(one, reading, where) for one in each]
        if not stated:
            reading.notes.warn("incomplete date", where, "DocumentDate without DatePeriod")
        dates[name] = " or ".join(filter(None, [dates.get(name), *stated]))
    notes += [f"{name} {text}" for name, text in dates.items() if name not in ("Issue Date", "Expiration Date")]
    names = [reading.need(each, "DocumentedNameID", where) for each in told.get("DocumentedNameReference", [])]
    document = Document(key, number, country, dates["Issue Date"], dates["Expiration Date"])
    return Paper(document, "".join(names[:1]), ", ".join(filter(None, notes)))


def pointed(places: dict[str, Place], key: str, reading: Reading, entry_id: str, field: str) -> Place:
    """Return the location of an id; raises ``ListFormatError`` where it points nowhere."""
    if key not in places:
        raise reading.fault(f"no Location has the id {key!r}", entry_id, field)
    return places[key]


def relation(element: Element, profile: str, reading: Reading) -> Relation:
    """Read one ProfileRelationship."""
    kind = reading.text("RelationType", element, profile)
    if not element.get("Former"):
        reading.notes.warn_once("missing attribute", "ProfileRelationship/@Former", profile)
    notes = ["former" if element.get("Former") == "true" else "", *map(value, element)]
    return Relation(kind, reading.need(element, "To-ProfileID", profile), ", ".join(filter(None, notes)))
