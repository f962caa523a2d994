"""The UK Sanctions List, XML: role ``list`` (``UK-Sanctions-List.xml``).

Published beside the CSV at https://www.gov.uk/government/publications/the-uk-sanctions-list (the file itself:
https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml; its root names the schema). The elements are the columns
of the CSV without blanks, so each designation is brought to the rows of the CSV and read as those are (``_uk_party``).
Oddities: what a party has several of stands in lists that are not tied to each other; statements of reasons are often a
blank line; ``SanctionsImposedIndicators`` repeats ``SanctionsImposed`` as yes and no. The schema also knows wallet
addresses (``CryptoWalletAddresses``), which no file has had yet: they are counted as unread, should they come.
"""

import re
from collections import Counter
from collections.abc import Iterator

from screening.errors import ListFormatError
from screening.formats import Notes, Source, _uk_party, distinct
from screening.formats._guard import check_content, refused
from screening.formats._table import Row
from screening.formats._xml import Element, children, count_missing, entries, local, root_attributes, value
from screening.schema import Designation

_ROOT, _ENTRY, _DATE = "Designations", "Designation", "DateGenerated"
_ONCE = {
    "LastUpdated": "last updated", "DateDesignated": "date designated", "UniqueID": "unique id",
    "OFSIGroupID": "ofsi group id", "UNReferenceNumber": "un reference number", "RegimeName": "regime name",
    "IndividualEntityShip": "designation type", "DesignationSource": "designation source",
    "SanctionsImposed": "sanctions imposed", "OtherInformation": "other information",
    "UKStatementofReasons": "uk statement of reasons",
}  # fmt: skip
"""What a designation states once: element to column."""
_PERSON, _BODY, _SHIP = "IndividualDetails/Individual/", "EntityDetails/Entity/", "ShipDetails/Ship/"
_MANY = {
    "Titles/Title": "title", "PhoneNumbers/PhoneNumber": "phone number", "Websites/Website": "website",
    "EmailAddresses/EmailAddress": "email address",
    f"{_PERSON}DOBs/DOB": "d.o.b", f"{_PERSON}Nationalities/Nationality": "nationality(/ies)",
    f"{_PERSON}Positions/Position": "position", f"{_PERSON}Genders/Gender": "gender",
    f"{_BODY}TypeOfEntities/TypeOfEntity": "type of entity", f"{_BODY}Subsidiaries/Subsidiary": "subsidiaries",
    f"{_BODY}ParentCompanies/ParentCompany": "parent company",
    f"{_BODY}BusinessRegistrationNumbers/BusinessRegistrationNumber": "business registration number (s)",
    f"{_SHIP}IMONumbers/IMONumber": "imo number",
    f"{_SHIP}CurrentOwnerOperators/CurrentOwnerOperator": "current owner/operator (s)",
    f"{_SHIP}PreviousOwnerOperators/PreviousOwnerOperator": "previous owner/operator (s)",
    f"{_SHIP}CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip": "current believed flag of ship",
    f"{_SHIP}PreviousFlags/PreviousFlag": "previous flags",
    f"{_SHIP}TypeOfShipDetails/TypeOfShip": "type of ship",
    f"{_SHIP}TonnageOfShipDetails/TonnageOfShip": "tonnage of ship",
    f"{_SHIP}LengthOfShipDetails/LengthOfShip": "length of ship", f"{_SHIP}YearsBuilt/YearBuilt": "year built",
    f"{_SHIP}HullIdentificationNumbers/HullIdentificationNumber": "hull identification number (hin)",
}  # fmt: skip
"""What it states any number of times: path to column; the first stands in the first row, the second in the second."""
_SETS = {
    "Names/Name": {
        **{f"Name{n}": f"name {n}" for n in range(1, 7)}, "NameType": "name type", "AliasStrength": "alias strength",
    },
    "NonLatinNames/NonLatinName": {
        "NameNonLatinScript": "name non-latin script", "NonLatinScriptType": "non-latin script type",
        "NonLatinScriptLanguage": "non-latin script language",
    },
    "Addresses/Address": {
        **{f"AddressLine{n}": f"address line {n}" for n in range(1, 7)}, "AddressPostalCode": "address postal code",
        "AddressCountry": "address country",
    },
    f"{_PERSON}PassportDetails/Passport": {
        "PassportNumber": "passport number", "PassportAdditionalInformation": "passport additional information",
    },
    f"{_PERSON}NationalIdentifierDetails/NationalIdentifier": {
        "NationalIdentifierNumber": "national identifier number",
        "NationalIdentifierAdditionalInformation": "national identifier additional information",
    },
    f"{_PERSON}BirthDetails/Location": {"TownOfBirth": "town of birth", "CountryOfBirth": "country of birth"},
}  # fmt: skip
"""The same for what is stated in sets: path to the columns of its elements."""
_INDICATORS = {
    f"SanctionsImposedIndicators/{name}": ""
    for name in (
        "AssetFreeze", "ArmsEmbargo", "TargetedArmsEmbargo", "CharteringOfShips", "ClosureOfRepresentativeOffices",
        "CrewServicingOfShipsAndAircraft", "Deflag", "PreventionOfBusinessArrangements", "ProhibitionOfPortEntry",
        "TravelBan", "PreventionOfCharteringOfShips", "PreventionOfCharteringOfShipsAndAircraft",
        "TechnicalAssistanceRelatedToAircraft", "TrustServicesSanctions", "DirectorDisqualificationSanction",
    )
}  # fmt: skip
_FILLED = {
    "Names/Name": "Name6", "NonLatinNames/NonLatinName": "NameNonLatinScript",
    f"{_PERSON}PassportDetails/Passport": "PassportNumber",
    f"{_PERSON}NationalIdentifierDetails/NationalIdentifier": "NationalIdentifierNumber",
}  # fmt: skip
"""What a set is about: without it the rest says nothing."""
_TEXTS = {**_ONCE, **_MANY, **_INDICATORS}
_READ = {*_TEXTS, *_SETS, *(f"{path}/{name}" for path, columns in _SETS.items() for name in columns)}
_AROUND = {path.rsplit("/", depth)[0] for path in _READ for depth in range(1, path.count("/") + 1)}
_RARE = {
    f"{_SHIP}PreviousOwnerOperators/PreviousOwnerOperator",
    f"{_SHIP}HullIdentificationNumbers/HullIdentificationNumber", "NonLatinNames/NonLatinName/NonLatinScriptType",
}  # fmt: skip
_EXPECTED = _READ - _INDICATORS.keys() - _RARE
"""What some designation of every whole list states."""
_LISTS = (_AROUND | _MANY.keys() | _SETS.keys()) - {""}
_NEEDED = ("UniqueID", "Names", "RegimeName", "IndividualEntityShip")
_ROOT_ATTRIBUTES = {"dateGenerated", "noNamespaceSchemaLocation"}
_BLANK = dict.fromkeys([*_uk_party.MANDATORY, *_uk_party.OPTIONAL], "")


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of the list, in the order of the file.

    Raises:
        ListRefusedError: the bytes are not this list (the closed ConList among them), or are damaged.
        ListFormatError: a designation without Unique ID, name, regime or type, or one that comes twice.
    """
    path = source.file("list")
    _not_closed(source)
    stated = root_attributes(path, source.list_id, _ROOT)
    for name in sorted(set(stated) - _ROOT_ATTRIBUTES):
        notes.warn_once("unread attribute", f"{_ROOT}/@{name}")
    found, seen = entries(path, source.list_id, (_ENTRY, _DATE), _ROOT, notes=notes), set[str]()
    yield from distinct(_designations(found, source, notes, seen), source, path.name)
    count_missing(_EXPECTED, seen, notes)
    if notes.published is None:
        notes.published = _uk_party.day(stated.get("dateGenerated", "")[:10], _DATE, "", notes)


def _not_closed(source: Source) -> None:
    """Refuse the closed list by name: the message says what to use instead (UK-01)."""
    path = source.file("list")
    check_content(path, source.list_id, "xml")
    with path.open("rb") as file:
        if b"<ArrayOfFinancialSanctionsTarget" in file.read(4_096):
            raise refused(_uk_party.CLOSED, path, source.list_id, way_out=_uk_party.INSTEAD)


def _designations(found: Iterator[Element], source: Source, notes: Notes, seen: set[str]) -> Iterator[Designation]:
    for element in found:
        if local(element) == _DATE:
            notes.published = _uk_party.day(value(element), _DATE, "", notes)
        else:
            yield _designation(element, source, notes, seen)


def _designation(element: Element, source: Source, notes: Notes, seen: set[str]) -> Designation:
    parts = children(element)
    entry_id = value(next(iter(parts.get("UniqueID", [])), None))
    for field in _NEEDED:
        if field not in parts or not entry_id:
            what = f"{_ENTRY} without {field}"
            name = source.file("list").name
            raise ListFormatError(what, list_id=source.list_id, file=name, entry_id=entry_id, field=field)
    return _uk_party.designation(entry_id, _rows(element, notes, seen), source, notes)


def _rows(designation: Element, notes: Notes, seen: set[str]) -> list[Row]:
    """The rows by which the CSV would state a designation: as many as its longest list; what it has once, in each."""
    rows, count, imposed = [dict(_BLANK)], Counter[str](), []
    for path, element in _stated(designation, "", notes, seen):
        if path in _INDICATORS:
            imposed += [local(element)] if value(element).lower() == "true" else []
            continue
        rows += [dict(_BLANK)] if count[path] == len(rows) else []
        rows[count[path]].update(_cells(path, element))
        count[path] += 1
    rows[0]["sanctions imposed"] = rows[0]["sanctions imposed"] or "|".join(map(_words, imposed))
    return [{**row, **{column: row[column] or rows[0][column] for column in _ONCE.values()}} for row in rows]


def _cells(path: str, element: Element) -> Row:
    """The cells of a set, or the one of an element that stands alone; texts keep their lines."""
    if path not in _SETS:
        return {_TEXTS[path]: str(element.text or "")}
    columns = _SETS[path]
    return {columns[local(child)]: str(child.text or "") for child in element if local(child) in columns}


def _stated(element: Element, path: str, notes: Notes, seen: set[str]) -> Iterator[tuple[str, Element]]:
    """Path and element of every text or set, in order; elements and attributes that nobody reads are counted once."""
    for name in sorted(map(str, element.keys())):
        notes.warn_once("unread attribute", f"{path or _ENTRY}/@{name}")
    if path in _SETS or path in _TEXTS:
        yield path, element
    if path in _FILLED and not any(value(each) for each in element if local(each) == _FILLED[path]):
        notes.warn_once("missing element", f"{path}/{_FILLED[path]}")
    if any(map(str.strip, map(str, element.itertext()))):
        seen.add(path)
    elif path in _LISTS:
        notes.warn_once("empty element", path)
    for child in element:
        inner = f"{path}/{local(child)}".lstrip("/")
        if inner in _READ or inner in _AROUND:
            yield from _stated(child, inner, notes, seen)
        else:
            notes.warn_once("unread element", f"{_ENTRY}/{inner}")


def _words(indicator: str) -> str:
    """An indicator as the measure is written: "AssetFreeze" is "Asset freeze"."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", indicator).capitalize()
