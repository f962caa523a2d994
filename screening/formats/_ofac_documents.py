"""What the editions of OFAC's lists share: the words of the XML ones turned into the facts that the CSV gives (US-06).

The CSV writes as one remark ("Passport M-110522 (India) expires 01 Feb 2020") what the XML editions hold as a type, a
number, a country and dates. Written as that remark again and read by the remark table, the same words give the same
fact in every edition.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from screening import countries, identifiers
from screening.errors import ListFormatError
from screening.formats import Notes, Source, _facts, _names, _ofac_remarks
from screening.formats._xml import Element, local
from screening.schema import Fact, FactKind, Kind, ListedName, NameKind, Quality

_KINDS = {
    "individual": Kind.PERSON, "entity": Kind.ORGANISATION, "vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT,
}  # fmt: skip
# "n.k.a." is what the party is called now: an alias, for the primary name is the one it is published under.
_ALIAS_KINDS = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.ALIAS}
_VESSEL = {"VESSEL TYPE": "type", "Vessel Tonnage": "tonnage", "Vessel Gross Registered Tonnage": "gross tonnage"}
"""What the CSV has columns for, so that the remark table lacks it."""
_PLAIN = str.maketrans("‘’“”–—", "''\"\"--")
"""The CSV is plain ASCII; the XML editions print a few typographic marks ("Manufacturer’s", "Sana’a")."""
# RF-86898, EP-IAA, YV3360: as in the CSV, where an aircraft is published under its registration mark.
_REGISTRATION_MARK = re.compile(r"(?=.*[-\d])[A-Z0-9]{1,3}[- ]?[A-Z0-9]{2,5}")
_LINE_END = re.compile(r"\s*\n\s*")
_LINKED = re.compile(r"(?:^|(?<=; ))\((Linked To: [^;]+)\)(?=\s*(?:;|$))")


class Document(NamedTuple):
    """One identity document or feature: OFAC's word for it, its value, and what the CSV prints behind the value."""

    key: str
    number: str
    country: str = ""
    issued: str = ""
    expires: str = ""


@dataclass(slots=True)
class File:
    """The file that is read: where an entry stands, for messages, and where warnings go."""

    source: Source
    notes: Notes

    def error(self, what: str, field: str, entry_id: str = "") -> ListFormatError:
        """Return the error that names list, file, entry and field."""
        file = self.source.file("list").name
        return ListFormatError(what, list_id=self.source.list_id, file=file, entry_id=entry_id, field=field)


def shape(table: str) -> dict[str, frozenset[str]]:
    """Return the elements known to stand inside an element, of lines such as "aka: uid type category"."""
    lines = (line.partition(": ") for line in table.strip().splitlines())
    return {parent: frozenset(names.split()) for parent, _, names in lines}


def unread(element: Element, known: Mapping[str, Collection[str]], notes: Notes, own: Collection[str] = ()) -> None:
    """Count what no one reads ("unread element", "unread attribute"), at any depth, and lists that hold nothing.

    Args:
        element: where to begin.
        known: a ``shape``; what is not a key of it holds no elements.
        notes: takes the warnings, once for each name.
        own: names of the attributes that are known, on any element.
    """
    tag = local(element)
    if tag in known and not len(element) and not text(element):
        notes.warn_once("empty element", tag)
    for name in element.attrib:
        if (bare := str(name).rpartition("}")[2]) not in own:
            notes.warn_once("unread attribute", f"{tag}/@{bare}")
    for child in element:
        if local(child) in known.get(tag, ()):
            unread(child, known, notes, own)
        else:
            notes.warn_once("unread element", f"{tag}/{local(child)}")


def text(element: Element | None) -> str:
    """Return an element's own text, doubled blanks kept as the CSV has them; "" where there is none."""
    bare = "" if element is None else str(element.text or "").strip()
    return _LINE_END.sub(" ", bare) if "\n" in bare else bare


def texts(element: Element, entry_id: str, notes: Notes) -> dict[str, str]:
    """Return the texts of the child elements by local name; where one comes twice the first is kept, and counted."""
    found: dict[str, str] = {}
    for child in element:
        name, told = local(child), text(child)
        kept = found.setdefault(name, told) or told
        if told and told != kept:
            notes.warn("element twice", entry_id, name)
        found[name] = kept
    return found


def party_kind(word: str, entry_id: str, notes: Notes) -> Kind:
    """Return the kind of party; ``unknown``, counted, for a word that OFAC never used."""
    if word.casefold() not in _KINDS:
        notes.warn("unknown party type", entry_id, word)
    return _KINDS.get(word.casefold(), Kind.UNKNOWN)


def alias_kind(word: str, entry_id: str, notes: Notes) -> NameKind:
    """Return the kind of an alias ("a.k.a.", "F.K.A."); an alias, counted, for a word that OFAC never used."""
    bare = word.casefold().replace(".", "")
    if bare not in _ALIAS_KINDS:
        notes.warn("unknown alias type", entry_id, word)
    return _ALIAS_KINDS.get(bare, NameKind.ALIAS)


def listed(name: str, party: Kind, kind: NameKind, quality: Quality) -> list[ListedName]:
    """Turn a published name into listed names as the CSV reader does: weak aliases and "LAST, First" stay whole."""
    if quality.is_weak or (party is Kind.PERSON and "," in name):
        return [ListedName(name, kind, quality)]
    return _names.listed(name, kind, quality)


def facts(document: Document, entry_id: str, notes: Notes) -> Iterator[Fact]:
    """The facts of a document or feature; a key of no known build gives a note under that key."""
    key, remark = document.key.translate(_PLAIN), _remark(document)
    if not key:
        notes.warn("document without a type", entry_id, remark)
    if not remark:
        notes.warn("document without a value", entry_id, key)
    elif key in _VESSEL:
        yield Fact(FactKind.VESSEL, remark, type=_VESSEL[key])
    elif key == "Title":
        yield Fact(FactKind.POSITION, remark)
    elif key in _ofac_remarks.KEYS:
        yield from _ofac_remarks.facts(key, remark)
    else:
        noted = Notes()
        _, found = _ofac_remarks.read(f"{key} {remark};", entry_id, noted)
        plain = ";" not in remark and not noted.counts()
        if key and noted.counts():
            notes.warn_once("unknown feature", key, entry_id)
        yield from found if plain else [Fact(FactKind.NOTE, remark, type=key.rstrip(" :-"))]


def _remark(document: Document) -> str:
    """What the CSV would write behind the key."""
    country = f"({document.country})" if document.country else ""
    issued = f"issued {document.issued}" if document.issued else ""
    expires = f"expires {document.expires}" if document.expires else ""
    return " ".join(filter(None, [document.number.lstrip(": "), country, issued, expires])).translate(_PLAIN)


def remarks(told: str, entry_id: str, notes: Notes) -> tuple[list[ListedName], list[Fact]]:
    """Read the remarks that fit no element: weak aliases and facts.

    The XML puts "(Linked To: ...)" in brackets and, unlike the CSV, no full stop behind the last remark.
    """
    return _ofac_remarks.read(_LINKED.sub(r"\1", f"{told.translate(_PLAIN)};"), entry_id, notes)


def address(streets: Iterable[str], city: str, state: str, postcode: str, country: str) -> Iterator[Fact]:
    """One address in the words of the CSV: "street, city, state postcode, country"; a country alone is a country."""
    town = " ".join(filter(None, [", ".join(filter(None, [city, state])), postcode]))
    lines = list(filter(None, [*streets, town]))
    code = countries.alpha2(country)
    if lines:
        line = ", ".join(filter(None, [*lines, country]))
        yield Fact(FactKind.ADDRESS, line.translate(_PLAIN), country=code)
    elif country:
        yield Fact(FactKind.COUNTRY, code or country, country, type="address", country=code)


def tail(kind: Kind, name: str) -> Iterator[Fact]:
    """The registration mark of an aircraft that is published under it."""
    if kind is Kind.AIRCRAFT and _REGISTRATION_MARK.fullmatch(name):
        yield Fact(FactKind.IDENTIFIER, identifiers.normalise("tail", name), name, type="tail")


def checked(found: Iterable[Fact], notes: Notes, entry_id: str) -> tuple[Fact, ...]:
    """Facts in order, each once; wrong check digits, unreadable dates and unknown countries are counted."""
    kept = _facts.checked(found, notes, entry_id)
    for fact in kept:
        if fact.kind in (FactKind.NATIONALITY, FactKind.COUNTRY) and not fact.country:
            notes.warn("unknown country", entry_id, fact.value)
    return kept
