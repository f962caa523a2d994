"""The EU consolidated financial sanctions list, FSF XML 1.1: role ``list`` (``xmlFullSanctionsList_1_1.xml``).

Published at https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content (a token or EU Login is
needed); the legal text is the Official Journal's. Oddities: nothing marks the primary name; one party may be named in
24 languages; ships are "E" like companies; weak names are flagged by ``strong`` or only by words ("lo quality"); there
is no statement of reasons. The remark mixes dates of listing, telephone numbers, review notes and description, so it
is kept as a remark and never passed off as the Council's reason.
"""

from collections.abc import Iterator

from screening.errors import ListFormatError
from screening.formats import Notes, Source, distinct
from screening.formats._eu_facts import FLAWS, Part, Party
from screening.formats._eu_party import day, designation
from screening.formats._xml import Element, attribute, children, count_missing, entries, local, root_attributes, value
from screening.schema import Designation

_ROOT, _ENTRY = "export", "sanctionEntity"
_REGULATION = {
    "regulationType",
    "organisationType",
    "publicationDate",
    "entryIntoForceDate",
    "numberTitle",
    "programme",
}
_LAND = {"countryIso2Code", "countryDescription", "region"}
_ATTRIBUTES = {
    "remark": set[str](),
    "regulation": _REGULATION,
    "subjectType": {"code", "classificationCode"},
    "nameAlias": {
        "wholeName", "firstName", "middleName", "lastName", "gender", "title", "function", "nameLanguage", "strong",
    },
    "birthdate": {
        *_LAND, "birthdate", "year", "monthOfYear", "dayOfMonth", "circa", "yearRangeFrom", "yearRangeTo",
        "calendarType", "city", "place", "zipCode",
    },
    "citizenship": _LAND,
    "identification": {
        *_LAND, *FLAWS, "number", "latinNumber", "identificationTypeCode", "identificationTypeDescription",
        "diplomatic", "nameOnDocument", "issuedBy", "issuedDate", "validFrom", "validTo",
    },
    "address": {*_LAND, "street", "place", "poBox", "zipCode", "city", "asAtListingTime"},
    "contactInfo": {"key", "value"},
    _ENTRY: {"euReferenceNumber", "unitedNationId", "designationDate", "designationDetails"},
}  # fmt: skip
_EXPECTED = {"birthdate", "citizenship", "identification", "address", "remark"}
"""What some entity of every whole list has."""
_ANYWHERE = {"logicalId", "regulationLanguage"}
_GRANDCHILDREN = {"regulationSummary", "publicationUrl", "remark", "contactInfo"}


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of the list, in the order of the file.

    Raises:
        ListRefusedError: the bytes are not this list, or are damaged.
        ListFormatError: an entity without logicalId, subjectType or name, or one that comes twice.
    """
    path = source.file("list")
    generated = root_attributes(path, source.list_id, _ROOT).get("generationDate", "")
    notes.published = day(generated, "generationDate", "", notes)
    found, seen = entries(path, source.list_id, [_ENTRY], _ROOT, notes=notes), set[str]()
    yield from distinct((_designation(each, source, notes, seen) for each in found), source, path.name)
    count_missing(_EXPECTED, seen, notes)


def _designation(element: Element, source: Source, notes: Notes, seen: set[str]) -> Designation:
    entry_id, found = attribute(element, "logicalId"), children(element)
    needed = {"logicalId": entry_id, "subjectType": found.get("subjectType"), "nameAlias": found.get("nameAlias")}
    for field, stated in needed.items():
        if not stated:
            raise ListFormatError(
                f"{_ENTRY} without {field}",
                list_id=source.list_id,
                file=source.file("list").name,
                entry_id=entry_id,
                field=field,
            )
    _count_unread(element, found, notes)
    seen.update(name for name, each in found.items() if any(one.attrib or value(one) for one in each))
    party = Party(
        entry_id=entry_id,
        code=attribute(found["subjectType"][0], "classificationCode"),
        own=_part(element),
        remarks=tuple(map(value, found.get("remark", []))),
        parts=tuple(map(_part, element)),
    )
    return designation(party, notes, flagged=True)


def _part(element: Element) -> Part:
    """An element with the texts, remarks and contacts that stand in it."""
    found = children(element)
    texts = {name: attribute(element, name) for name in map(str, element.keys())}
    texts |= {name: value(each[0]) for name, each in found.items() if name == "publicationUrl"}
    remark = "; ".join(filter(None, map(value, found.get("remark", []))))
    contacts = [(attribute(each, "key").upper(), attribute(each, "value")) for each in found.get("contactInfo", [])]
    return Part(local(element), texts, remark, tuple(contacts))


def _count_unread(element: Element, parts: dict[str, list[Element]], notes: Notes) -> None:
    """Count, once each, the elements and attributes that nobody reads."""
    _count_attributes(element, _ENTRY, notes)
    for name, found in parts.items():
        if name not in _ATTRIBUTES or name in (_ENTRY, "contactInfo"):
            notes.warn_once("unread element", f"{_ENTRY}/{name}")
            continue
        for each in found:
            _count_attributes(each, name, notes)
            for child in each:
                if local(child) not in _GRANDCHILDREN:
                    notes.warn_once("unread element", f"{_ENTRY}/{name}/{local(child)}")
                elif local(child) == "contactInfo":
                    _count_attributes(child, "contactInfo", notes)


def _count_attributes(element: Element, name: str, notes: Notes) -> None:
    for unread in sorted(set(element.keys()) - _ATTRIBUTES[name] - _ANYWHERE):
        notes.warn_once("unread attribute", f"{name}/@{unread}")
