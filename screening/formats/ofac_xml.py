"""OFAC's SDN.XML and CONSOLIDATED.XML (``sdnList``): role ``list``.

Specification: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas (sdn.xsd). Two
namespaces are in use, http://tempuri.org/sdnList.xsd and that of OFAC's list service, so elements are known by their
local names. The header (``publshInformation``, misspelt by the publisher) states the day and the number of entries.

The files hold no listing date, no legal basis but the programme code, no original script. ``idList`` mixes documents
with facts ("Gender", "Secondary sanctions risk:", "Website"). Weak aliases have a category of their own. Persons have
first and last names apart; every other party has its whole name in ``lastName``.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from screening.formats import Notes, Source, distinct
from screening.formats import _ofac_documents as documents
from screening.formats._guard import refused
from screening.formats._xml import Element, children, count_missing, entries, local
from screening.schema import Action, Designation, Fact, Kind, ListedName, NameKind, Quality

_HEADER = "publshInformation"
_KNOWN = documents.shape("""
publshInformation: Publish_Date Record_Count
sdnEntry: uid firstName lastName title sdnType remarks programList idList akaList addressList nationalityList \
citizenshipList dateOfBirthList placeOfBirthList vesselInfo
programList: program
akaList: aka
aka: uid type category lastName firstName
addressList: address
address: uid address1 address2 address3 city stateOrProvince postalCode country
idList: id
id: uid idType idNumber idCountry issueDate expirationDate
dateOfBirthList: dateOfBirthItem
dateOfBirthItem: uid dateOfBirth mainEntry
placeOfBirthList: placeOfBirthItem
placeOfBirthItem: uid placeOfBirth mainEntry
nationalityList: nationality
nationality: uid country mainEntry
citizenshipList: citizenship
citizenship: uid country mainEntry
vesselInfo: callSign vesselType vesselFlag vesselOwner tonnage grossRegisteredTonnage
""")
_EXPECTED = {
    "firstName", "remarks", "idList/id", "addressList/address", "dateOfBirthList/dateOfBirthItem",
    "placeOfBirthList/placeOfBirthItem", "aka/firstName", "address/country", "address/city", "address/address1",
    "id/idCountry",
}  # fmt: skip
"""What some entry of every whole list fills."""
_QUALITIES = {"strong": Quality.STRONG, "weak": Quality.WEAK}
# List, the child that holds the value, and the CSV's key for it.
_LISTS = (
    ("dateOfBirthList", "dateOfBirth", "DOB"),
    ("placeOfBirthList", "placeOfBirth", "POB"),
    ("nationalityList", "country", "nationality"),
    ("citizenshipList", "country", "citizen"),
)
_VESSEL = {
    "callSign": "Vessel Call Sign", "vesselType": "VESSEL TYPE", "tonnage": "Vessel Tonnage",
    "grossRegisteredTonnage": "Vessel Gross Registered Tonnage", "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    """One ``sdnEntry``: the texts of its simple children and its lists, by name."""

    id: str
    kind: Kind
    texts: dict[str, str]
    lists: dict[str, list[Element]]
    notes: Notes

    def groups(self, name: str) -> Iterator[dict[str, str]]:
        """The texts of every element of one list, by name."""
        for one in self.lists.get(name, []):
            for each in one:
                yield documents.texts(each, self.id, self.notes)


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations in the order of the file.

    Raises:
        ListRefusedError: the bytes are not this list, are damaged, or hold another number of entries than the header
            states: the file was cut or put together.
        ListFormatError: a header without date or count; an entry without uid, lastName or sdnType, or one that comes
            twice.
    """
    return distinct(_all(documents.File(source, notes)), source, source.file("list").name)


def _all(file: documents.File) -> Iterator[Designation]:
    path, list_id = file.source.file("list"), file.source.list_id
    stated, held, seen = -1, 0, set[str]()
    for element in entries(path, list_id, (_HEADER, "sdnEntry"), "sdnList", notes=file.notes):
        documents.unread(element, _KNOWN, file.notes)
        if local(element) == _HEADER:
            stated = _header(element, file)
        else:
            held += 1
            if seen < _EXPECTED:
                seen |= _EXPECTED & set(_filled(element))
            yield _designation(_entry(element, file))
    count_missing(_EXPECTED, seen, file.notes)
    if stated < 0:
        raise file.error(f"the file has no {_HEADER}", _HEADER)
    if stated != held:
        what = f"the file states {stated:,} entries and holds {held:,}: it was cut or put together"
        raise refused(what, path, list_id)


def _filled(entry: Element) -> Iterator[str]:
    """The elements of an entry that say something: those of its own by name, those inside by list or item and name."""
    for each in entry.iter("{*}*"):
        above = each.getparent()
        if above is not None and (len(each) or documents.text(each)):
            yield local(each) if above is entry else f"{local(above)}/{local(each)}"


def _header(element: Element, file: documents.File) -> int:
    """The number of entries that the file states; its date goes to the notes."""
    told = documents.texts(element, "", file.notes)
    day, count = told.get("Publish_Date", ""), told.get("Record_Count", "")
    try:
        file.notes.published = dt.datetime.strptime(day, "%m/%d/%Y").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise file.error(f"the date {day!r} is not MM/DD/YYYY", "Publish_Date") from None
    if not count.isdecimal():
        raise file.error(f"the number of entries {count!r} is no number", "Record_Count")
    return int(count)


def _entry(element: Element, file: documents.File) -> _Entry:
    entry_id = next((documents.text(each) for each in element if local(each) == "uid"), "")
    told = documents.texts(element, entry_id, file.notes)
    for name in ("uid", "lastName", "sdnType"):
        if not told.get(name):
            raise file.error(f"an entry without {name}", name, entry_id)
    kind = documents.party_kind(told["sdnType"], entry_id, file.notes)
    return _Entry(entry_id, kind, told, children(element), file.notes)


def _designation(entry: _Entry) -> Designation:
    text = entry.texts.get("remarks", "")
    weak, said = documents.remarks(text, entry.id, entry.notes)
    codes = [documents.text(code) for one in entry.lists.get("programList", []) for code in one]
    if not any(codes):
        entry.notes.warn("no programme", entry.id, "programList/program")
    return Designation(
        entry_id=entry.id,
        kind=entry.kind,
        names=(*_names(entry), *weak),
        actions=tuple(Action(programme=code) for code in dict.fromkeys(filter(None, codes))) or (Action(),),
        facts=documents.checked([*_facts(entry), *said], entry.notes, entry.id),
        remarks=text,
    )


def _whole(told: dict[str, str]) -> str:
    """The name as the CSV prints it: "LAST, First Middle"."""
    return ", ".join(filter(None, [told.get("lastName"), told.get("firstName")]))


def _names(entry: _Entry) -> Iterator[ListedName]:
    yield from documents.listed(_whole(entry.texts), entry.kind, NameKind.PRIMARY, Quality.STRONG)
    for alias in entry.groups("akaList"):
        grade = alias.get("category", "")
        if grade.casefold() not in _QUALITIES:
            entry.notes.warn("unknown alias quality", entry.id, grade)
        quality = _QUALITIES.get(grade.casefold(), Quality.UNSPECIFIED)
        kind = documents.alias_kind(alias.get("type", ""), entry.id, entry.notes)
        if text := _whole(alias):
            yield from documents.listed(text, entry.kind, kind, quality)
        else:
            entry.notes.warn("alias without a name", entry.id)


def _facts(entry: _Entry) -> Iterator[Fact]:
    for document in _documents(entry):
        yield from documents.facts(document, entry.id, entry.notes)
    yield from documents.tail(entry.kind, entry.texts["lastName"])
    for place in entry.groups("addressList"):
        streets = [place.get(name, "") for name in ("address1", "address2", "address3")]
        town = [place.get(name, "") for name in ("city", "stateOrProvince", "postalCode", "country")]
        yield from documents.address(streets, *town)


def _documents(entry: _Entry) -> Iterator[documents.Document]:
    """Everything that has a key in the CSV: columns, dates, places, nations, documents."""
    if title := entry.texts.get("title"):
        yield documents.Document("Title", title)
    for one in entry.lists.get("vesselInfo", []):
        for name, text in documents.texts(one, entry.id, entry.notes).items():
            if name in _VESSEL and text:
                yield documents.Document(_VESSEL[name], text)
    for several, field, key in _LISTS:
        for told in entry.groups(several):
            yield documents.Document(key, told.get(field, ""))
    for told in entry.groups("idList"):
        wanted = ("idType", "idNumber", "idCountry", "issueDate", "expirationDate")
        yield documents.Document(*(told.get(name, "") for name in wanted))
