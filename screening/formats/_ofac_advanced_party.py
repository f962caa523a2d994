"""One ``DistinctParty`` of OFAC's ADVANCED files: its kind, names and facts.

A name is a ``DocumentedName`` of an ``Alias``; every part of it points through ``NamePartGroups`` to what it is ("Last
Name"). OFAC prints last names and the names of other parties in capitals and nicknames as they are (so its CSV files
and the formatted names of its ENHANCED form), and scripts without capitals in reading order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from screening.formats import _ofac_documents as documents
from screening.formats._ofac_advanced_dates import period
from screening.formats._ofac_advanced_tables import Paper, Place, pointed
from screening.formats._ofac_documents import Document
from screening.formats._ofac_reference import Reading
from screening.formats._xml import Element, children, local, value
from screening.schema import Designation, Fact, FactKind, Kind, ListedName, NameKind, Quality

_KINDS = {
    "Vessel": Kind.VESSEL, "Aircraft": Kind.AIRCRAFT, "Individual": Kind.PERSON, "Entity": Kind.ORGANISATION,
    "Other Entity": Kind.ORGANISATION,
}  # fmt: skip
_CAPITALS = {"Last Name", "Entity Name", "Vessel Name", "Aircraft Name"}
_GIVEN = ("First Name", "Middle Name", "Maiden Name", "Patronymic", "Matronymic", "Nickname")
_CASED = {"Latin", "Cyrillic", "Greek", "Armenian"}
"""Scripts with capitals, which OFAC prints "LAST, First"."""
_NO_BLANKS = {"Chinese Simplified", "Chinese Traditional", "Japanese", "Hangul", "Korean"}
"""Scripts that write the family name first and no blank behind it."""
_DIRECTION_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""They steer how Arabic is displayed and stand around and inside names."""
# The CSV's words for what these files call otherwise; all others are the same.
_KEYS = {
    "Birthdate": "DOB", "Place of Birth": "POB", "Nationality Country": "nationality", "Citizenship Country": "citizen",
    "VESSEL CALL SIGN": "Vessel Call Sign", "VESSEL FLAG": "Vessel Flag", "VESSEL OWNER": "Vessel Owner",
    "VESSEL TONNAGE": "Vessel Tonnage", "VESSEL GROSS REGISTERED TONNAGE": "Vessel Gross Registered Tonnage",
}  # fmt: skip


class Party(NamedTuple):
    """A designation without its acts and relations, its primary name as published, the ids of its profiles."""

    designation: Designation
    name: str
    profiles: tuple[str, ...]


@dataclass(slots=True)
class Context:
    """What parties point to, documents by the identity they belong to; and the facts of what many parties share."""

    reading: Reading
    places: dict[str, Place]
    papers: dict[str, list[Paper]]
    shared: dict[tuple[str, str], tuple[Fact, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """A party while it is read; ``written`` is its documented names by id, the primary one first."""

    context: Context
    id: str
    profiles: list[Element]
    kind: Kind = Kind.UNKNOWN
    identities: dict[str, Element] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)

    @property
    def reading(self) -> Reading:
        return self.context.reading

    def need(self, element: Element, name: str) -> str:
        return self.reading.need(element, name, self.id)

    def text(self, name: str, element: Element) -> str:
        return self.reading.text(name, element, self.id)


def party(element: Element, context: Context) -> Party:
    """Read one DistinctParty; the documents of its identities are taken out of the context.

    Raises:
        ListFormatError: a mandatory element or attribute is missing, an id points nowhere, or there is no primary name.
    """
    told = children(element)
    open_ = _Open(context, context.reading.need(element, "FixedRef"), told.get("Profile", []))
    if not open_.profiles:
        raise context.reading.fault("DistinctParty without Profile", open_.id, "Profile")
    open_.kind = _kind(open_)
    identities = [each for profile in open_.profiles for each in profile if local(each) == "Identity"]
    for each in sorted(identities, key=lambda each: each.get("Primary") != "true"):
        open_.identities[open_.need(each, "ID")] = each
    names = _names(open_)
    name = next(iter(open_.written.values()))
    remarks = " ".join(filter(None, map(documents.text, told.get("Comment", []))))
    weak, said = documents.remarks(remarks, open_.id, context.reading.notes)
    facts = documents.checked([*_facts(open_), *documents.tail(open_.kind, name), *said], open_.reading.notes, open_.id)
    designation = Designation(open_.id, open_.kind, (*names, *weak), (), facts, remarks=remarks)
    return Party(designation, name, tuple(open_.need(profile, "ID") for profile in open_.profiles))


def _kind(open_: _Open) -> Kind:
    """The kind of party: that of the sub-type where it tells one, else that of the type above it."""
    reading = open_.reading
    below = reading.meaning("PartySubType", open_.need(open_.profiles[0], "PartySubTypeID"), open_.id)
    if below.text in _KINDS:
        return _KINDS[below.text]
    above = reading.meaning("PartyType", below.attributes.get("PartyTypeID", ""), open_.id).text
    if above not in _KINDS:
        reading.notes.warn("unknown party type", open_.id, f"{above}, {below.text}")
    return _KINDS.get(above, Kind.UNKNOWN)


def _names(open_: _Open) -> list[ListedName]:
    """Every documented name, those of the primary alias first."""
    aliases = [
        (_name_kind(alias, identity, open_), alias, groups)
        for identity in open_.identities.values()
        for groups in (_groups(identity, open_),)
        for alias in identity
        if local(alias) == "Alias"
    ]
    aliases.sort(key=lambda each: each[0] is not NameKind.PRIMARY)
    found = [name for kind, alias, groups in aliases for name in _alias(alias, kind, groups, open_)]
    if not found or [kind for kind, *_ in aliases].count(NameKind.PRIMARY) != 1 or found[0].kind != NameKind.PRIMARY:
        raise open_.reading.fault("not one primary name", open_.id, "Alias")
    return found


def _groups(identity: Element, open_: _Open) -> dict[str, str]:
    """What the parts of names are, by the id of their group."""
    return {
        open_.need(each, "ID"): open_.text("NamePartType", each)
        for groups in identity
        if local(groups) == "NamePartGroups"
        for master in groups
        for each in master
    }


def _name_kind(alias: Element, identity: Element, open_: _Open) -> NameKind:
    word = open_.text("AliasType", alias)
    if word == "Name":
        return NameKind.PRIMARY if alias.get("Primary") == identity.get("Primary") == "true" else NameKind.ALIAS
    return documents.alias_kind(word, open_.id, open_.reading.notes)


def _alias(alias: Element, kind: NameKind, groups: dict[str, str], open_: _Open) -> Iterator[ListedName]:
    """The names of one alias, each with its quality: in Latin letters, spelt otherwise, in its own script."""
    low = open_.need(alias, "LowQuality")
    if low not in ("true", "false"):
        open_.reading.notes.warn("unknown alias quality", open_.id, f"Alias/@LowQuality {low}")
    quality = {"true": Quality.WEAK, "false": Quality.STRONG}.get(low, Quality.UNSPECIFIED)
    latin = False
    for each in alias:
        name, script = _written(each, groups, open_)
        if not name:
            open_.reading.notes.warn("alias without a name", open_.id)
            continue
        open_.written[open_.need(each, "ID")] = name
        spoken = NameKind.ORIGINAL_SCRIPT if script != "Latin" else NameKind.SPELLING if latin else kind
        latin = latin or script == "Latin"
        yield from documents.listed(name, open_.kind, spoken, quality)


def _written(element: Element, groups: dict[str, str], open_: _Open) -> tuple[str, str]:
    """Put the parts of a documented name together as OFAC prints them; return the name and its script."""
    parts: list[tuple[str, str]] = []
    script = "Latin"
    for each in (each for part in element for each in part):
        if (group := open_.need(each, "NamePartGroupID")) not in groups:
            raise open_.reading.fault(f"no NamePartGroup has the id {group!r}", open_.id, "NamePartGroupID")
        script = open_.text("Script", each)
        if text := documents.text(each).translate(_DIRECTION_MARKS).strip():
            parts.append((groups[group], text))
    for word, _ in parts:
        if word not in _CAPITALS and word not in _GIVEN:
            open_.reading.notes.warn_once("unknown name part", word)
    last = " ".join(text for word, text in parts if word in _CAPITALS)
    rest = sorted((part for part in parts if part[0] not in _CAPITALS), key=lambda part: _rank(part[0]))
    given = " ".join(text for _, text in rest)
    if script in _CASED:
        return ", ".join(filter(None, [last.upper(), given])), script
    return f"{last}{given}" if script in _NO_BLANKS else " ".join(filter(None, [given, last])), script


def _rank(word: str) -> int:
    """The place of a part among given names; parts of one rank stay in the order of the file."""
    return _GIVEN.index(word) if word in _GIVEN else len(_GIVEN)


def _facts(open_: _Open) -> Iterator[Fact]:
    """The facts of all features and identity documents."""
    for profile in open_.profiles:
        for each in profile:
            if local(each) == "Feature":
                yield from _feature(each, open_)
    for identity in open_.identities:
        for paper in open_.context.papers.pop(identity, ()):
            yield from _document(paper, open_)


def _feature(element: Element, open_: _Open) -> Iterator[Fact]:
    word = open_.text("FeatureType", element)
    if "FeatureVersion" not in children(element):
        open_.reading.notes.warn("feature without a version", open_.id, word)
    for each in element:
        if local(each) == "FeatureVersion":
            yield from _version(each, word, open_)
        elif local(each) == "IdentityReference" and open_.need(each, "IdentityID") not in open_.identities:
            what = f"no Identity of this party has the id {each.get('IdentityID')!r}"
            raise open_.reading.fault(what, open_.id, "IdentityID")


def _version(element: Element, word: str, open_: _Open) -> Iterator[Fact]:
    """The facts of one version of a feature: a place, a country, a date, a looked-up word or a text."""
    reading, texts, where = open_.reading, list[str](), None
    for each in element:
        match local(each):
            case "VersionDetail":
                texts.append(documents.text(each))
                if each.get("DetailReferenceID"):
                    texts.append(open_.text("DetailReference", each))
            case "VersionLocation":
                key = open_.need(each, "LocationID")
                where = pointed(open_.context.places, key, reading, open_.id, "LocationID")
            case "DatePeriod":
                texts.append(period(each, reading, open_.id))
            case "Comment" if comment := value(each):
                yield Fact(FactKind.NOTE, comment, type=f"{word.rstrip(' :-')} comment")
    if word == "Location" and where:
        yield from documents.address(*where)
        return
    told = ", ".join(filter(None, [*texts, where.line if where else ""]))
    yield from documents.facts(
        Document(_KEYS.get(word) or _KEYS.get(word.upper(), word), told), open_.id, reading.notes
    )


def _document(paper: Paper, open_: _Open) -> Iterator[Fact]:
    """The facts of an identity document; what the CSV leaves away stands behind the text."""
    note = paper.note
    if paper.name_id:
        if paper.name_id not in open_.written:
            what = f"no DocumentedName of this party has the id {paper.name_id!r}"
            raise open_.reading.fault(what, open_.id, "DocumentedNameID")
        if (name := open_.written[paper.name_id]) != next(iter(open_.written.values())):
            note = ", ".join(filter(None, [note, f"as {name}"]))
    for fact in documents.facts(paper.document, open_.id, open_.reading.notes):
        yield replace(fact, text=f"{fact.text or fact.value}, {note}") if note else fact
