"""One party of OFAC's ENHANCED files: its names in every script, and its facts under the keys of the CSV (US-06)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from screening.formats import Notes, _names
from screening.formats import _ofac_documents as documents
from screening.formats._xml import Element, attribute, children, entries, local
from screening.schema import Fact, FactKind, Kind, ListedName, NameKind, Quality

_ROOT, _HEAD = "sanctionsData", ("publicationInfo", "referenceValues", "featureTypes")
_BIDI = dict.fromkeys([0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Marks that only turn the direction of writing; joiners inside Persian words stay."""
_KEYS = {
    "Birthdate": "DOB", "Place of Birth": "POB", "Nationality Country": "nationality", "Citizenship Country": "citizen",
}  # fmt: skip
"""Features that the CSV prints under another key (``publishDescription`` of the feature types)."""


@dataclass(slots=True)
class File(documents.File):
    """The file, with the primary names by entity id for relations that give an id only."""

    known: dict[str, str] = field(default_factory=dict)
    whole: bool = False

    def elements(self, notes: Notes) -> Iterator[Element]:
        """Yield the headers and the entities, complete; each is emptied as soon as the next one is asked for."""
        path = self.source.file("list")
        return entries(path, self.source.list_id, (*_HEAD, "entity"), _ROOT, notes=notes, around=("entities",))

    def name_of(self, entity_id: str) -> str:
        """Return the primary name of an entity anywhere in the file; "" where the file does not hold it.

        A relation may speak of a later entity by its id only: then the file is read ahead, once.
        """
        if entity_id not in self.known and not self.whole:
            self.whole = True
            for element in self.elements(Notes()):
                self.learn(element)
        return self.known.get(entity_id, "")

    def learn(self, entity: Element) -> None:
        """Keep the primary name of an entity as it is published."""
        primary = [name for name in along(entity, "names", "name") if says(name, "isPrimary")]
        self.known[attribute(entity, "id")] = next((text for each in primary for _, text in _translations(each)), "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``entity``, its kind and the texts of its ``generalInfo``."""

    id: str
    kind: Kind
    info: dict[str, str]
    element: Element
    file: File

    @property
    def notes(self) -> Notes:
        """Where warnings go."""
        return self.file.notes

    def texts(self, group: str, name: str) -> list[str]:
        """Return the texts of the elements of one group, each once, in order."""
        found = (documents.text(each) for each in along(self.element, group, name))
        return list(dict.fromkeys(filter(None, found)))


def along(element: Element, *path: str) -> list[Element]:
    """Return the descendants along a path of local names."""
    found = [element]
    for name in path:
        found = [child for each in found for child in each if local(child) == name]
    return found


def says(element: Element, name: str) -> bool:
    """Return whether a child of this name says "true"."""
    return any(documents.text(each) == "true" for each in along(element, name))


def _translations(name: Element) -> Iterator[tuple[str, str]]:
    """(script, text) of each writing of a name, the one that the file calls primary first."""
    for each in sorted(along(name, "translations", "translation"), key=lambda each: not says(each, "isPrimary")):
        told = {local(child): documents.text(child).translate(_BIDI).strip() for child in each}
        parted = ", ".join(filter(None, [told.get("formattedLastName"), told.get("formattedFirstName")]))
        if text := told.get("formattedFullName") or parted:
            yield told.get("script", ""), text


def names(entry: Entry) -> list[ListedName]:
    """Return every writing of every name, the primary one first; raises ``ListFormatError`` where there is none."""
    published = sorted(along(entry.element, "names", "name"), key=lambda each: not says(each, "isPrimary"))
    found = [each for name in published for each in _writings(name, entry)]
    if not found or found[0].kind is not NameKind.PRIMARY:
        raise entry.file.error("an entity without a primary name", "names", entry.id)
    return found


def _writings(name: Element, entry: Entry) -> Iterator[ListedName]:
    """A name and its other writings, which have the quality of their name."""
    told = documents.texts(name, entry.id, entry.notes)
    primary, low = says(name, "isPrimary"), told.get("isLowQuality", "")
    if low not in ("true", "false"):
        entry.notes.warn("unknown alias quality", entry.id, low)
    quality = {"true": Quality.WEAK, "false": Quality.STRONG}.get(low, Quality.UNSPECIFIED)
    kind = NameKind.PRIMARY if primary else documents.alias_kind(told.get("aliasType", ""), entry.id, entry.notes)
    writings = list(_translations(name))
    if not writings:
        entry.notes.warn("alias without a name", entry.id)
    for n, (script, text) in enumerate(writings):
        latin = script == "Latin" if script else _names.is_latin(text)
        own = kind if n == 0 else NameKind.SPELLING if latin else NameKind.ORIGINAL_SCRIPT
        yield from documents.listed(text, entry.kind, own, quality)


def facts(entry: Entry) -> Iterator[Fact]:
    """Yield what the entity says of the party but for its remarks; its primary name is known to the file by now."""
    if number := entry.info.get("identityId"):
        yield Fact(FactKind.REFERENCE, number, type="ofac_identity")
    if title := entry.info.get("title"):
        yield Fact(FactKind.POSITION, title)
    if entry.texts("sanctionsLists", "sanctionsList") != ["SDN List"]:
        for one in along(entry.element, "sanctionsLists", "sanctionsList"):
            yield Fact(FactKind.NOTE, f"{documents.text(one)}, {attribute(one, 'datePublished')}", type="Listed on")
    yield from documents.tail(entry.kind, entry.file.known[entry.id])
    for feature in along(entry.element, "features", "feature"):
        yield from _feature(documents.texts(feature, entry.id, entry.notes), entry)
    for document in along(entry.element, "identityDocuments", "identityDocument"):
        yield from _document(document, entry)
    for address in along(entry.element, "addresses", "address"):
        yield from _address(address, entry)
    for relation in along(entry.element, "relationships", "relationship"):
        yield from _relation(relation, entry)


def _feature(told: dict[str, str], entry: Entry) -> Iterator[Fact]:
    """One feature; one that OFAC calls false is a note, one that is only reported says so in its text."""
    key, how = told.get("type", ""), told.get("reliability", "")
    if how.casefold() == "false":
        yield Fact(FactKind.NOTE, told.get("value") or key, type=f"{key} (false)")
        return
    document = documents.Document(_KEYS.get(key, key), told.get("value", ""))
    for fact in documents.facts(document, entry.id, entry.notes):
        yield fact if how in ("", "Confirmed") else _noted(fact, how.lower())


def _noted(fact: Fact, note: str) -> Fact:
    return replace(fact, text=f"{fact.text or fact.value} ({note})") if note else fact


def _document(element: Element, entry: Entry) -> Iterator[Fact]:
    """One identity document; what the CSV does not print of it stands behind its text."""
    told = documents.texts(element, entry.id, entry.notes)
    if not told.get("isValid"):
        entry.notes.warn_once("missing element", "identityDocument/isValid", entry.id)
    said = [told.get(name, "") for name in ("issuingAuthority", "issuingLocation", "comments")]
    said += [documents.text(each) for each in along(element, "idFeatures", "idFeature")]
    if told.get("name", "") != entry.file.known[entry.id]:
        said.append(f"in the name of {told['name']}" if told.get("name") else "")
    if told.get("isValid") == "false":
        said.append("not valid")
    issued, expires = (" to ".join(_span(element, name)) for name in ("issueDate", "expirationDate"))
    document = documents.Document(
        told.get("type", ""), told.get("documentNumber", ""), told.get("issuingCountry", ""), issued, expires
    )
    for fact in documents.facts(document, entry.id, entry.notes):
        yield _noted(fact, "; ".join(filter(None, said)))


def _span(element: Element, name: str) -> list[str]:
    """First and last day of a date, once where they are the same."""
    found = [documents.text(each) for end in ("fromDateBegin", "toDateEnd") for each in along(element, name, end)]
    return list(dict.fromkeys(filter(None, found)))


def _address(element: Element, entry: Entry) -> Iterator[Fact]:
    """One address in each of its writings; "Region: Gaza" stands, as in the CSV, where no country is given."""
    country = next(map(documents.text, along(element, "country")), "")
    for writing in along(element, "translations", "translation") or [None]:
        parts: dict[str, list[str]] = {}
        for part in [] if writing is None else along(writing, "addressParts", "addressPart"):
            told = {name: documents.text(each[0]) for name, each in children(part).items()}
            for name in ("type", "value"):
                if not told.get(name):
                    entry.notes.warn_once("missing element", f"addressPart/{name}", entry.id)
            parts.setdefault(told.get("type", ""), []).append(told.get("value", "").translate(_BIDI))
        region = ", ".join(parts.pop("REGION", []))
        land = country or (f"Region: {region}" if region else "")
        city, state, postcode = (", ".join(parts.pop(n, [])) for n in ("CITY", "STATE/PROVINCE", "POSTAL CODE"))
        state = ", ".join(filter(None, [state, region if country else ""]))
        streets = [text for name in sorted(parts) for text in parts[name]]
        yield from documents.address(streets, city, state, postcode, land)


def _relation(element: Element, entry: Entry) -> Iterator[Fact]:
    """A relation, under the CSV's key for all of them; its kind stands in the text."""
    told = documents.texts(element, entry.id, entry.notes)
    other = next((attribute(each, "entityId") for each in along(element, "relatedEntity")), "")
    name = told.get("relatedEntity") or entry.file.name_of(other)
    if not name:
        entry.notes.warn("related party unknown", entry.id, other)
        name = f"entity {other}".strip()
    if not told.get("type"):
        entry.notes.warn("relation without a type", entry.id, name)
    quality = f" (quality {told['quality']})" if told.get("quality") else ""
    yield Fact(FactKind.RELATION, name, f"{told.get('type', '')} {name}{quality}".strip(), type="Linked To")
