"""Switzerland's consolidated sanctions list (SECO, database SESAM), XML: role ``list`` (``consolidated-list.xml``).

Published at https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml; the lists stand in
annexes of Federal Council ordinances under the Embargo Act (SR 946.231). Oddities: the file keeps every target that was
ever listed, and inside each modification what it added and removed, down to whole targets: the first modification is
the present state, the history is not read; de-listed targets are counted and left out. Programmes and places are
elements of their own, which targets point to and which may stand before or after them, so the file is read twice.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from screening.errors import ListFormatError
from screening.formats import Notes, Source, _facts, distinct
from screening.formats._seco_facts import Party, Place, count_unread, facts, place_of
from screening.formats._seco_names import names, primary_text
from screening.formats._xml import Element, attribute, children, entries, local, root_attributes, value
from screening.schema import Action, Designation, Fact, FactKind, Kind

_ROOT, _PROGRAM, _TARGET, _PLACE = "swiss-sanctions-list", "sanctions-program", "target", "place"
_ROOT_ATTRIBUTES = {"list-type", "date"}
_WHOLE, _DELISTED = "whole-list", "de-listed"
_MODIFICATIONS = {"listed", "amended", _DELISTED}
_BODIES = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION, "object": Kind.UNKNOWN}
_OBJECTS = {"vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
_DAYS = ("effective-date", "publication-date", "enactment-date")
_REASON_SOURCE = "SECO consolidated sanctions list, justification"


@dataclass(frozen=True, slots=True)
class _Programme:
    """The programme of one sanctions set: its key and ordinance, what the set is, and whose sanctions it follows."""

    key: str
    ordinance: str
    measure: str
    origin: str


@dataclass(slots=True)
class _References:
    """What targets point to: programmes by sanctions set, places, and the primary names of all targets."""

    sets: dict[str, _Programme] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of the list that are in force, in the order of the file.

    Raises:
        ListRefusedError: the bytes are not this list, or are damaged.
        ListFormatError: a target without ssid, sanctions set, subject or name, one that points to a sanctions set
            that no programme has, or one that comes twice.
    """
    path = source.file("list")
    _head(root_attributes(path, source.list_id, _ROOT), notes)
    known = _references(source, notes)
    found = entries(path, source.list_id, (_PROGRAM, _TARGET, _PLACE), _ROOT, notes=notes)
    listed = (each for each in found if local(each) == _TARGET and _in_force(each, source, notes))
    yield from distinct((_designation(each, known, source, notes) for each in listed), source, path.name)


def _head(root: dict[str, str], notes: Notes) -> None:
    """The list's own date, and whether it is the whole list."""
    for unread in sorted(root.keys() - _ROOT_ATTRIBUTES):
        notes.warn_once("unread attribute", f"{_ROOT}/@{unread}")
    if root.get("list-type") != _WHOLE:
        notes.warn("not the whole list", "", root.get("list-type", ""))
    notes.published = _day(root.get("date", ""), "date", "", notes)


def _day(text: str, name: str, entry_id: str, notes: Notes) -> dt.date | None:
    """A whole date, or None and a counted warning."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        notes.warn("unreadable date" if text else "missing date", entry_id, f"{name} {text}".strip())
        return None


def _references(source: Source, notes: Notes) -> _References:
    """Read, in a first pass, what the targets point to."""
    known = _References()
    for each in entries(source.file("list"), source.list_id, (_PROGRAM, _TARGET, _PLACE), _ROOT, notes=notes):
        if local(each) == _TARGET:
            identities = [one for body in each if local(body) in _BODIES for one in children(body).get("identity", [])]
            known.targets[attribute(each, "ssid")] = primary_text(identities)
            continue
        count_unread(each, notes)
        if local(each) == _PLACE:
            known.places[attribute(each, "ssid")] = place_of(each)
        else:
            known.sets.update(_sets(each))
    return known


def _sets(program: Element) -> Iterator[tuple[str, _Programme]]:
    """Every sanctions set of a programme; texts come in four languages, the English one is taken."""
    parts = children(program)
    key, ordinance = (_english(parts.get(name, [])) for name in ("program-key", "program-name"))
    origin = next(map(value, parts.get("origin", [])), "")
    sets: dict[str, list[Element]] = {}
    for each in parts.get("sanctions-set", []):
        sets.setdefault(attribute(each, "ssid"), []).append(each)
    yield from ((ssid, _Programme(key, ordinance, _english(found), origin)) for ssid, found in sets.items())


def _english(elements: list[Element]) -> str:
    texts = {attribute(each, "lang"): value(each) for each in reversed(elements)}
    return texts.get("eng") or next((text for text in map(value, elements) if text), "")


def _missing(what: str, entry_id: str, name: str, source: Source) -> ListFormatError:
    return ListFormatError(what, list_id=source.list_id, file=source.file("list").name, entry_id=entry_id, field=name)


def _in_force(target: Element, source: Source, notes: Notes) -> bool:
    """Whether the target is listed at present: by its first modification; one without any is."""
    entry_id, modifications = attribute(target, "ssid"), children(target).get("modification", [])
    if not entry_id:
        raise _missing("target without ssid", "", "ssid", source)
    count_unread(target, notes)
    for each in modifications:
        if attribute(each, "modification-type") not in _MODIFICATIONS:
            notes.warn("unknown modification type", entry_id, attribute(each, "modification-type"))
    if modifications and attribute(modifications[0], "modification-type") == _DELISTED:
        notes.warn("de-listed target", entry_id)
        return False
    return True


def _designation(target: Element, known: _References, source: Source, notes: Notes) -> Designation:
    entry_id = attribute(target, "ssid")
    body = next((each for each in target if local(each) in _BODIES), None)
    if body is None:
        raise _missing("target without individual, entity or object", entry_id, "individual", source)
    kind = _kind(body, notes, entry_id)
    listed = tuple(names(children(body).get("identity", []), notes, entry_id))
    if not listed:
        raise _missing("target without a name", entry_id, "name", source)
    programmes = _programmes(target, known, source)
    listed_on, updated_on = _listing(target, notes)
    party = Party(entry_id, kind, body, known.places, known.targets, notes)
    return Designation(
        entry_id=entry_id,
        kind=kind,
        names=listed,
        actions=tuple(_actions(programmes, body, listed_on, notes, entry_id)),
        facts=_facts.checked([*_own_facts(target, programmes), *facts(party)], notes, entry_id),
        listed_on=listed_on,
        updated_on=updated_on,
    )


def _kind(body: Element, notes: Notes, entry_id: str) -> Kind:
    if local(body) != "object":
        return _BODIES[local(body)]
    type_ = attribute(body, "object-type")
    if type_ not in _OBJECTS:
        notes.warn("unknown kind", entry_id, type_)
    return _OBJECTS.get(type_, Kind.UNKNOWN)


def _programmes(target: Element, known: _References, source: Source) -> list[_Programme]:
    """The programmes of all sanctions sets of a target; up to 2023 the set was an attribute."""
    entry_id = attribute(target, "ssid")
    numbers = [*map(value, children(target).get("sanctions-set-id", [])), attribute(target, "sanctions-set-id")]
    numbers = [number for number in dict.fromkeys(numbers) if number]
    if not numbers:
        raise _missing("target without sanctions-set-id", entry_id, "sanctions-set-id", source)
    for number in numbers:
        if number not in known.sets:
            raise _missing(f"no programme has the sanctions set {number!r}", entry_id, "sanctions-set-id", source)
    return [known.sets[number] for number in numbers]


def _listing(target: Element, notes: Notes) -> tuple[dt.date | None, dt.date | None]:
    """When the target was (last) listed, and when its entry last changed since."""
    entry_id, modifications = attribute(target, "ssid"), children(target).get("modification", [])
    listings = [each for each in modifications if attribute(each, "modification-type") == "listed"]
    if not listings:
        notes.warn("missing date", entry_id, "no modification says when it was listed")
    listed = _day(_told(listings[0]), "modification", entry_id, notes) if listings else None
    changes = [text for each in modifications[:1] if each not in listings and (text := _told(each))]
    return listed, _day(changes[0], "modification", entry_id, notes) if changes else None


def _told(modification: Element) -> str:
    return next((text for name in _DAYS if (text := attribute(modification, name))), "")


def _actions(
    programmes: list[_Programme], body: Element, day: dt.date | None, notes: Notes, entry_id: str
) -> Iterator[Action]:
    """One action a programme; its measures are its sanctions sets in the list's own words."""
    reason = " ".join(filter(None, map(value, children(body).get("justification", []))))
    for key, ordinance in dict.fromkeys((each.key, each.ordinance) for each in programmes):
        for what, told, field_ in (("no programme", key, "program-key"), ("no legal basis", ordinance, "program-name")):
            if not told:
                notes.warn(what, entry_id, field_)
        if not all(each.measure for each in programmes):
            notes.warn("no measures", entry_id, "sanctions-set")
        own = [each.measure for each in programmes if (each.key, each.ordinance) == (key, ordinance)]
        yield Action(
            date=day,
            programme=key or ordinance,
            legal_basis=ordinance,
            measures=tuple(filter(None, dict.fromkeys(own))),
            reason=reason,
            reason_source=_REASON_SOURCE if reason else "",
        )


def _own_facts(target: Element, programmes: list[_Programme]) -> Iterator[Fact]:
    """What stands beside the subject: numbers of other lists, further attributes, whose sanctions are followed."""
    parts = children(target)
    for text in map(value, parts.get("foreign-identifier", [])):
        yield from _facts.words(FactKind.REFERENCE, text, "foreign_identifier")
    for each in parts.get("generic-attribute", []):
        yield from _facts.words(FactKind.NOTE, value(each), attribute(each, "name") or "attribute")
    for origin in dict.fromkeys(each.origin for each in programmes):
        yield from _facts.words(FactKind.NOTE, origin, "origin of the sanctions")
