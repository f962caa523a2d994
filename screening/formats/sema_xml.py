"""Canada's consolidated autonomous sanctions list, XML: role ``list`` (``sema-lmes.xml``).

Described at
https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx
It holds the listings under the Special Economic Measures Act and the Justice for Victims of Corrupt Foreign Officials
Act, not those under the United Nations Act. No reasons, no nationality, no quality of a name, no date of the file. The
names of its elements were English up to 2025 and are bilingual since ("LastName", "LastName-NomDeFamille"): both are
read.

No entry has an id. The key made here is country, schedule and item, which is where the party stands in the regulations;
it is **not stable**: an item that is repealed or renumbered may later name another party.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from screening import dates
from screening.errors import ListFormatError
from screening.formats import Notes, Source, _facts, distinct
from screening.formats._sema_names import aliases, primary
from screening.formats._xml import Element, attribute, count_missing, entries, local, value
from screening.schema import Action, Designation, Fact, FactKind, Kind, ListedName

_ROOT, _ENTRY = "data-set", "record"
_OLD = {"Entity": "EntityOrShip", "Title": "TitleOrShip", "TitleOrShipType": "TitleOrShip"}
_BORN = "DateOfBirthOrShipBuildDate"
_FIELDS = {
    "Country", "LastName", "GivenName", "EntityOrShip", "TitleOrShip", "Aliases", _BORN, "ShipIMONumber", "Schedule",
    "Item", "DateOfListing",
}  # fmt: skip
_EXPECTED = _FIELDS - {"TitleOrShip"}
"""What some entry of every whole list fills."""
_ALSO_BORN = {"DateOfBirth": _BORN}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One ``record``: its texts by the English name of the element, and its key."""

    id: str
    texts: dict[str, str]
    notes: Notes

    def text(self, name: str) -> str:
        return self.texts.get(name, "")


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of the list, in the order of the file.

    An entry whose key came before gets "#2", "#3", ... behind it, in the order of the file, and is counted.

    Raises:
        ListRefusedError: the bytes are not this list, or are damaged.
        ListFormatError: an entry without Country, Item or a name.
    """
    path = source.file("list")
    found = entries(path, source.list_id, [_ENTRY], _ROOT, notes=notes)
    seen = set[str]()
    yield from distinct(_designations(found, source, notes, seen), source, path.name)
    count_missing(_EXPECTED, seen, notes)


def _designations(
    found: Iterator[Element], source: Source, notes: Notes, seen_fields: set[str]
) -> Iterator[Designation]:
    seen = Counter[str]()
    for element in found:
        texts = _texts(element, notes)
        seen_fields.update(texts)
        key = _key(texts)
        for name in ("Country", "Item"):
            if not texts.get(name):
                raise _missing(name, key, source)
        seen[key] += 1
        if seen[key] > 1:
            notes.warn("entry key comes twice", key, f"#{seen[key]}")
        entry = _Entry(key if seen[key] == 1 else f"{key} #{seen[key]}", texts, notes)
        if not (entry.text("LastName") or entry.text("GivenName") or entry.text("EntityOrShip")):
            raise _missing("LastName or EntityOrShip", entry.id, source)
        yield _designation(entry)


def _missing(name: str, entry_id: str, source: Source) -> ListFormatError:
    return ListFormatError(
        f"{_ENTRY} without {name}",
        list_id=source.list_id,
        file=source.file("list").name,
        entry_id=entry_id,
        field=name,
    )


def _texts(element: Element, notes: Notes) -> dict[str, str]:
    """The texts of an entry by English element name; what nobody reads is counted."""
    texts: dict[str, str] = {}
    for unread in sorted(map(str, element.keys())):
        notes.warn_once("unread attribute", f"{_ENTRY}/@{unread} {attribute(element, unread)}")
    for child in element:
        english = local(child).partition("-")[0]
        name = {**_OLD, **_ALSO_BORN}.get(english, english)
        if name not in _FIELDS or len(child) or child.attrib:
            notes.warn_once("unread element", local(child))
        if name in texts and value(child):
            notes.warn_once("repeated element", local(child))
        if value(child):
            texts[name] = f"{texts[name]}; {value(child)}" if name in texts else value(child)
    return texts


def _key(texts: dict[str, str]) -> str:
    """Where the party stands: the English half of the country, the schedule and the item."""
    country = re.split(r"\s+[/|]\s+", texts.get("Country", ""))[0]
    schedule, item = texts.get("Schedule", ""), texts.get("Item", "")
    named = f"Schedule {schedule}" if schedule[:1].isdigit() else schedule
    return ", ".join(filter(None, [country, named, f"item {item}" if item else ""]))


def _designation(entry: _Entry) -> Designation:
    day = _day(entry)
    kind = _kind(entry)
    return Designation(
        entry_id=entry.id,
        kind=kind,
        names=tuple(_names(entry)),
        actions=(Action(date=day, programme=entry.text("Country")),),
        facts=_facts.checked(_all_facts(entry, kind), entry.notes, entry.id),
        listed_on=day,
    )


def _day(entry: _Entry) -> dt.date | None:
    text = entry.text("DateOfListing")
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        entry.notes.warn("unreadable date" if text else "missing date", entry.id, f"DateOfListing {text}".strip())
        return None


def _kind(entry: _Entry) -> Kind:
    """A ship has an IMO number or a ship's type; who has a surname is a person; both together is not understood."""
    person, body = entry.text("LastName") or entry.text("GivenName"), entry.text("EntityOrShip")
    if person and body:
        entry.notes.warn("person and entity in one entry", entry.id)
        return Kind.UNKNOWN
    if person:
        for name in ("LastName", "GivenName"):
            if not entry.text(name):
                entry.notes.warn("person with one name only", entry.id, f"no {name}")
        return Kind.PERSON
    return Kind.VESSEL if entry.text("ShipIMONumber") or entry.text("TitleOrShip") else Kind.ORGANISATION


def _names(entry: _Entry) -> list[ListedName]:
    person = " ".join(filter(None, [entry.text("GivenName"), entry.text("LastName")]))
    names = primary(person or entry.text("EntityOrShip"))
    if person and entry.text("EntityOrShip"):
        names += aliases(entry.text("EntityOrShip"), False, entry.notes, entry.id)
    return [*names, *aliases(entry.text("Aliases"), bool(person), entry.notes, entry.id)]


def _all_facts(entry: _Entry, kind: Kind) -> Iterator[Fact]:
    place = ", ".join(filter(None, [entry.text("Schedule"), f"item {entry.text('Item')}"]))
    yield Fact(FactKind.REFERENCE, place, type="schedule and item")
    title, born = entry.text("TitleOrShip"), entry.text(_BORN)
    if kind is Kind.VESSEL:
        yield from _facts.words(FactKind.VESSEL, title, "type")
        yield from _facts.words(FactKind.VESSEL, born, "year of build")
    else:
        yield from _facts.words(FactKind.POSITION, title, "title")
        yield from dates.facts(FactKind.ESTABLISHED if kind is Kind.ORGANISATION else FactKind.BIRTH_DATE, born)
    yield from _facts.identifier("imo", entry.text("ShipIMONumber"))
