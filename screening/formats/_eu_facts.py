"""What the EU list knows of a party beside its names: child elements of a ``sanctionEntity`` into facts."""

from collections.abc import Iterator

from screening import countries, dates, identifiers
from screening.formats import Notes, _facts
from screening.formats._names import is_noise
from screening.formats._xml import Element, attribute, children, value
from screening.schema import Fact, FactKind, Interval

_IDENTIFIERS = {
    "passport": "passport", "diplpassport": "passport", "id": "national_id", "ssn": "national_id", "fiscalcode": "tax",
    "taxid": "tax", "euvat": "tax", "regnumber": "registration", "tradelic": "registration", "swiftbic": "bic",
    "imo": "imo", "unssn": "national_id", "nationcert": "other", "electionid": "other", "drivinglicence": "other",
    "travelcardid": "other", "residentperm": "other", "birthcert": "other", "other": "other",
}  # fmt: skip
_CONTACTS = {"PHONE": "phone", "MOBILE": "phone", "FAX": "phone", "EMAIL": "email", "WEB": "website"}
FLAWS = {"knownFalse": "false", "knownExpired": "expired", "reportedLost": "lost", "revokedByIssuer": "revoked"}
_UNKNOWN = "00"  # the list's code for a country it does not know


def whole_name(alias: Element) -> str:
    """Return the whole name; where it is empty, its parts."""
    parts = (attribute(alias, name) for name in ("firstName", "middleName", "lastName"))
    return attribute(alias, "wholeName") or " ".join(filter(None, parts))


def remark(element: Element) -> str:
    """Return the remarks of an element, "" where there are none."""
    return "; ".join(filter(None, map(value, children(element).get("remark", []))))


def facts(element: Element, parts: dict[str, list[Element]], notes: Notes, entry_id: str) -> Iterator[Fact]:
    """Yield the facts of an entity; the same fact may come several times."""
    yield from _facts.words(FactKind.REFERENCE, attribute(element, "euReferenceNumber"), "eu_reference")
    yield from _facts.words(FactKind.REFERENCE, attribute(element, "unitedNationId"), "un_reference")
    yield from _facts.words(FactKind.NOTE, attribute(element, "designationDetails"), "designation details")
    for born in parts.get("birthdate", []):
        yield from _birth(born)
    for citizenship in parts.get("citizenship", []):
        yield from _facts.country(FactKind.NATIONALITY, _country(citizenship), notes, entry_id, "citizenship")
    for document in parts.get("identification", []):
        yield from _document(document, notes, entry_id)
    for address in parts.get("address", []):
        yield from _address(address, notes, entry_id)
    for alias in parts["nameAlias"]:
        yield from _facts.gender(attribute(alias, "gender"))
        yield from _facts.words(FactKind.POSITION, attribute(alias, "title"), "title")
        yield from _facts.words(FactKind.POSITION, attribute(alias, "function"), "function")
        yield from _facts.words(FactKind.NOTE, remark(alias), f"name {whole_name(alias)}")


def _country(element: Element) -> str:
    """The code, or the description where there is none; "" for the list's "unknown"."""
    code, told = attribute(element, "countryIso2Code"), attribute(element, "countryDescription")
    return code if code not in ("", _UNKNOWN) else "" if told == "UNKNOWN" else told


def _birth(born: Element) -> Iterator[Fact]:
    note = remark(born)
    if when := _birth_date(born):
        yield _facts.dated(FactKind.BIRTH_DATE, when, note)
    parts = [attribute(born, name) for name in ("place", "city", "region")]
    yield from _facts.place(FactKind.BIRTH_PLACE, parts, _country(born))


def _birth_date(born: Element) -> Interval | None:
    year, month, day = (_number(born, name) for name in ("year", "monthOfYear", "dayOfMonth"))
    begin, end = _number(born, "yearRangeFrom"), _number(born, "yearRangeTo")
    circa, calendar = attribute(born, "circa") == "true", attribute(born, "calendarType")
    whole = attribute(born, "birthdate")
    told = whole or "-".join(f"{each:02}" for each in (year, month, day) if each)
    if calendar not in ("", "GREGORIAN") and told:
        return Interval(None, None, f"{told} ({calendar.lower()} calendar)", circa)
    if begin or end:
        return dates.interval(year=begin or end, to_year=end or begin, circa=circa, text=f"{begin} to {end}")
    if whole and not year:
        year, month, day = (int(part) if part.isdigit() else None for part in (whole[:4], whole[5:7], whole[8:10]))
    return dates.interval(year=year, month=month, day=day, circa=circa, text=told) if told else None


def _number(element: Element, name: str) -> int | None:
    text = attribute(element, name)
    return int(text) if text.isdigit() and int(text) else None


def _document(document: Element, notes: Notes, entry_id: str) -> Iterator[Fact]:
    code, told_of = attribute(document, "identificationTypeCode"), remark(document)
    if code not in _IDENTIFIERS:
        notes.warn_once("unknown identifier type", code, entry_id)
    kind = _IDENTIFIERS.get(code, "other")
    if kind == "imo" and identifiers.warning(identifiers.Identifier("imo", attribute(document, "number"))):
        kind = "company_imo"  # IMO numbers of shipping companies have no check digit of a ship's: 23 of 25 here
    told = [attribute(document, "identificationTypeDescription") if kind == "other" else ""]
    told += ["diplomatic" if attribute(document, "diplomatic") == "true" else ""]
    told += [word for name, word in FLAWS.items() if attribute(document, name) == "true"]
    told += [attribute(document, name) for name in ("nameOnDocument", "issuedBy")]
    dated = {"issuedDate": "issued", "validFrom": "valid from", "validTo": "valid to"}
    told += [f"{word} {attribute(document, name)}" for name, word in dated.items() if attribute(document, name)]
    number = attribute(document, "number")
    if is_noise(number):
        number = attribute(document, "latinNumber")
    if is_noise(number):
        yield from _facts.words(FactKind.NOTE, told_of, "document")
        return
    land = countries.alpha2(_country(document))
    yield from _facts.identifier(kind, number, land, ", ".join(filter(None, [*told, told_of])))


def _address(address: Element, notes: Notes, entry_id: str) -> Iterator[Fact]:
    box = attribute(address, "poBox")
    box = f"PO Box {box}" if box.isdigit() else box
    parts = [attribute(address, name) for name in ("street", "place")]
    parts += [box, *(attribute(address, name) for name in ("zipCode", "city", "region"))]
    yield from _facts.place(FactKind.ADDRESS, parts, _country(address), remark(address))
    for contact in children(address).get("contactInfo", []):
        key = attribute(contact, "key").upper()
        if key not in _CONTACTS:
            notes.warn_once("unknown contact", key, entry_id)
        for number in attribute(contact, "value").split(";"):
            yield from _facts.identifier(_CONTACTS.get(key, "other"), number, note="fax" if key == "FAX" else "")
