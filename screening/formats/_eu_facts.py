"""What the EU list knows of a party beside its names: the parts of a party, read from either form, into facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from screening import countries, dates, identifiers
from screening.formats import Notes, _facts
from screening.formats._names import is_noise
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


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One name, birth date, document, citizenship, address or regulation of a party.

    Attributes:
        name: what it is, as the XML calls it ("nameAlias", "birthdate", ...).
        texts: what it states, by the name of the XML's attribute ("wholeName", "yearRangeFrom", ...), single blanks.
        remark: its remarks; may be empty.
        contacts: key ("PHONE", ...) and value, of an address.
    """

    name: str
    texts: Mapping[str, str]
    remark: str = ""
    contacts: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> str:
        """Return what it states under this name; "" where that is nothing."""
        return self.texts.get(name, "")


@dataclass(frozen=True, slots=True)
class Party:
    """One party as either form states it.

    Attributes:
        entry_id: the logical id.
        code: "P" or "E", or whatever the list writes there.
        own: what is stated of the party as such, by the name of the XML's attribute.
        remarks: the remarks on the party.
        parts: everything else, in the order of the file.
    """

    entry_id: str
    code: str
    own: Part
    remarks: tuple[str, ...]
    parts: tuple[Part, ...]

    def named(self, name: str) -> list[Part]:
        """Return the parts of one kind."""
        return [part for part in self.parts if part.name == name]


def whole_name(alias: Part) -> str:
    """Return the whole name; where it is empty, its parts."""
    parts = (alias[name] for name in ("firstName", "middleName", "lastName"))
    return alias["wholeName"] or " ".join(filter(None, parts))


def facts(party: Party, notes: Notes, entry_id: str) -> Iterator[Fact]:
    """Yield the facts of a party; the same fact may come several times."""
    yield from _facts.words(FactKind.REFERENCE, party.own["euReferenceNumber"], "eu_reference")
    yield from _facts.words(FactKind.REFERENCE, party.own["unitedNationId"], "un_reference")
    yield from _facts.words(FactKind.NOTE, party.own["designationDetails"], "designation details")
    for born in party.named("birthdate"):
        yield from _birth(born)
        if not _birth_date(born):
            notes.warn("missing date", entry_id, "birthdate/@birthdate, @year")
    for citizenship in party.named("citizenship"):
        if not (citizenship["countryIso2Code"] or citizenship["countryDescription"]):
            notes.warn("unknown country", entry_id, "citizenship/@countryIso2Code")
        yield from _facts.country(FactKind.NATIONALITY, _country(citizenship), notes, entry_id, "citizenship")
    for document in party.named("identification"):
        yield from _document(document, notes, entry_id)
    for address in party.named("address"):
        yield from _address(address, notes, entry_id)
    for alias in party.named("nameAlias"):
        yield from _facts.gender(alias["gender"])
        yield from _facts.words(FactKind.POSITION, alias["title"], "title")
        yield from _facts.words(FactKind.POSITION, alias["function"], "function")
        yield from _facts.words(FactKind.NOTE, alias.remark, f"name {whole_name(alias)}")


def _country(part: Part) -> str:
    """The code, or the description where there is none; "" for the list's "unknown"."""
    code, told = part["countryIso2Code"], part["countryDescription"]
    return code if code not in ("", _UNKNOWN) else "" if told == "UNKNOWN" else told


def _birth(born: Part) -> Iterator[Fact]:
    note = born.remark
    if when := _birth_date(born):
        yield _facts.dated(FactKind.BIRTH_DATE, when, note)
    parts = [born[name] for name in ("place", "city", "region")]
    yield from _facts.place(FactKind.BIRTH_PLACE, parts, _country(born))


def _birth_date(born: Part) -> Interval | None:
    year, month, day = (_number(born, name) for name in ("year", "monthOfYear", "dayOfMonth"))
    begin, end = _number(born, "yearRangeFrom"), _number(born, "yearRangeTo")
    circa, calendar = born["circa"].lower() == "true", born["calendarType"]
    whole = born["birthdate"]
    told = whole or "-".join(f"{each:02}" for each in (year, month, day) if each)
    if calendar not in ("", "GREGORIAN") and told:
        return Interval(None, None, f"{told} ({calendar.lower()} calendar)", circa)
    if begin or end:
        return dates.interval(year=begin or end, to_year=end or begin, circa=circa, text=f"{begin} to {end}")
    if whole and not year:
        year, month, day = (int(part) if part.isdigit() else None for part in (whole[:4], whole[5:7], whole[8:10]))
    return dates.interval(year=year, month=month, day=day, circa=circa, text=told) if told else None


def _number(element: Part, name: str) -> int | None:
    text = element[name]
    return int(text) if text.isdigit() and int(text) else None


def _document(document: Part, notes: Notes, entry_id: str) -> Iterator[Fact]:
    code, told_of = document["identificationTypeCode"], document.remark
    if code not in _IDENTIFIERS:
        notes.warn_once("unknown identifier type", code, entry_id)
    kind = _IDENTIFIERS.get(code, "other")
    if kind == "imo" and identifiers.warning(identifiers.Identifier("imo", document["number"])):
        kind = "company_imo"  # IMO numbers of shipping companies have no check digit of a ship's: 23 of 25 here
    told = [document["identificationTypeDescription"] if kind == "other" else ""]
    told += ["diplomatic" if document["diplomatic"].lower() == "true" else ""]
    told += [word for name, word in FLAWS.items() if document[name].lower() == "true"]
    told += [document[name] for name in ("nameOnDocument", "issuedBy")]
    dated = {"issuedDate": "issued", "validFrom": "valid from", "validTo": "valid to"}
    told += [f"{word} {document[name]}" for name, word in dated.items() if document[name]]
    number = document["number"]
    if is_noise(number):
        number = document["latinNumber"]
    if is_noise(number):
        notes.warn("document without a value", entry_id, "identification/@number")
        yield from _facts.words(FactKind.NOTE, told_of, "document")
        return
    land = countries.alpha2(_country(document))
    yield from _facts.identifier(kind, number, land, ", ".join(filter(None, [*told, told_of])))


def _address(address: Part, notes: Notes, entry_id: str) -> Iterator[Fact]:
    box = address["poBox"]
    box = f"PO Box {box}" if box.isdigit() else box
    parts = [address[name] for name in ("street", "place")]
    parts += [box, *(address[name] for name in ("zipCode", "city", "region"))]
    yield from _facts.place(FactKind.ADDRESS, parts, _country(address), address.remark)
    for key, told in address.contacts:
        if not told:
            notes.warn("contact without a value", entry_id, f"contactInfo/@value of {key}")
        if not key:  # the CSV writes all contacts into one cell
            notes.warn("unknown contact", entry_id, told)
            yield from _facts.words(FactKind.NOTE, told, "contact")
            continue
        if key not in _CONTACTS:
            notes.warn_once("unknown contact", key, entry_id)
        for number in told.split(";"):
            yield from _facts.identifier(_CONTACTS.get(key, "other"), number, note="fax" if key == "FAX" else "")
