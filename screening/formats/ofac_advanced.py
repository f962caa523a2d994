"""OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML (``Sanctions``): role ``list``.

Specification: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas, schema
https://www.treasury.gov/ofac/downloads/sanctions/1.0/sdn_advanced.xsd. The namespace was changed twice, so elements are
known by their local names.

Everything is said by ids: what they mean stands in the file's own ``ReferenceValueSets``, and parties, places,
documents, relations and sanctions stand in sections apart. Only this form and the ENHANCED one have original scripts,
dates of listing and legal acts; alone it ties neither acts nor measures to programmes. The comment of a party holds
the remarks that fit nowhere else. A party of the consolidated list may stand on several of the lists joined there.
"""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from screening.formats import Notes, Source, _ofac_advanced_entries, _ofac_advanced_tables, distinct
from screening.formats._ofac_advanced_dates import date
from screening.formats._ofac_advanced_entries import Entry
from screening.formats._ofac_advanced_party import Context, Party, party
from screening.formats._ofac_advanced_tables import Relation
from screening.formats._ofac_reference import Reading
from screening.formats._xml import Element, entries, local, root_attributes
from screening.schema import Designation, Fact, FactKind

_ROOT = "Sanctions"
_SECTIONS = (
    "Locations", "IDRegDocuments", "DistinctParties", "ProfileRelationships", "SanctionsEntries", "SanctionsEntryLinks",
)  # fmt: skip
_TAGS = (
    "DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "ProfileRelationship",
    "SanctionsEntry", "SanctionsEntryLink",
)  # fmt: skip


@dataclass(slots=True)
class _Held:
    """What was read so far: parties in the order of the file, and what is said of their profiles elsewhere."""

    context: Context
    parties: deque[Party] = field(default_factory=deque)
    names: dict[str, str] = field(default_factory=dict)
    relations: defaultdict[str, list[Relation]] = field(default_factory=lambda: defaultdict(list))
    entries: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations in the order of the file.

    The file is read once and ends with what makes designations of its parties, so the first one is yielded when all of
    it was read; parties wait in the short form of their facts.

    Raises:
        ListRefusedError: the bytes are not this list, or are damaged.
        ListFormatError: a mandatory element or attribute is missing, an id points nowhere or is in no value set, a
            date is of another calendar, or a party comes twice.
    """
    return distinct(_all(source, notes), source, source.file("list").name)


def _all(source: Source, notes: Notes) -> Iterator[Designation]:
    path = source.file("list")
    reading = Reading(source.list_id, path.name, notes)
    root = root_attributes(path, source.list_id, _ROOT)
    for name in root.keys() - {"Version", "schemaLocation"}:
        notes.warn_once("unread attribute", f"{_ROOT}/@{name}")
    held = _Held(Context(reading, {}, defaultdict(list)))
    seen = {"SanctionsEntryLink"}  # no file has one yet
    for element in entries(path, source.list_id, _TAGS, _ROOT, notes=notes, around=_SECTIONS):
        seen.add(local(element))
        if "Feature" not in seen and next(element.iter("{*}Feature"), None) is not None:
            seen.add("Feature")
        if local(element) == "ReferenceValueSets":
            reading.learn(element)
        else:
            reading.check(element)
            _take(element, held)
    if notes.published is None:
        notes.warn("missing date", detail="DateOfIssue")
    for name in sorted({*_TAGS, "Feature"} - seen):
        notes.warn("missing element", detail=name)
    _settle(held)
    while held.parties:
        yield _designation(held.parties.popleft(), held)


def _take(element: Element, held: _Held) -> None:
    """Keep one element of a section in its short form."""
    context = held.context
    reading = context.reading
    match local(element):
        case "DistinctParty":
            found = party(element, context)
            held.parties.append(found)
            held.names |= dict.fromkeys(found.profiles, found.name)
        case "Location":
            context.places[reading.need(element, "ID")] = _ofac_advanced_tables.place(element, reading)
        case "IDRegDocument":
            identity = reading.need(element, "IdentityID", f"document {element.get('ID')}")
            context.papers[identity].append(_ofac_advanced_tables.paper(element, context.places, reading))
        case "ProfileRelationship":
            profile = reading.need(element, "From-ProfileID", f"relation {element.get('ID')}")
            held.relations[profile].append(_ofac_advanced_tables.relation(element, profile, reading))
        case "SanctionsEntry":
            profile = reading.need(element, "ProfileID", f"sanctions entry {element.get('ID')}")
            held.entries[profile].append(_ofac_advanced_entries.entry(element, profile, reading))
        case "DateOfIssue":
            reading.notes.published = date(element, reading, "")
        case name:  # SanctionsEntryLink: no file has one yet
            reading.notes.warn_once("unread element", name)


def _settle(held: _Held) -> None:
    """Refuse what points to a party that the file does not hold: one of the two was lost."""
    reading = held.context.reading
    for profile in [*held.relations, *held.entries, *(each.to for some in held.relations.values() for each in some)]:
        if profile not in held.names:
            raise reading.fault(f"no Profile has the id {profile!r}", profile, "ProfileID")
    for identity in held.context.papers:
        raise reading.fault(f"no Identity has the id {identity!r}", field="IDRegDocument/IdentityID")


def _designation(found: Party, held: _Held) -> Designation:
    """A party with its acts and relations."""
    plain, profiles, notes = found.designation, found.profiles, held.context.reading.notes
    said = [each for profile in profiles for each in held.entries.pop(profile, ())]
    if not said:
        notes.warn("party without a sanctions entry", plain.entry_id)
    actions, left = _ofac_advanced_entries.actions(said)
    related = [
        Fact(FactKind.RELATION, name, f"{name} ({each.note})" if each.note else "", type=each.type)
        for profile in profiles
        for each in held.relations.pop(profile, ())
        for name in (held.names[each.to],)
    ]
    dates = [each.since for each in said if each.since]
    return replace(
        plain,
        actions=actions,
        facts=tuple(dict.fromkeys([*plain.facts, *related, *left])),
        listed_on=min(dates, default=None),
    )
