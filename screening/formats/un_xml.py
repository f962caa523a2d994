"""The UN Security Council consolidated list, XML: role ``list`` (``consolidated.xml``).

Published at https://scsanctions.un.org/resources/xml/en/consolidated.xml (schema
https://www.un.org/sc/resources/sc-sanctions.xsd). Oddities: names stand in up to four parts that are not given and
family names; aliases may be empty shells, or several in one element ("; "); a birth date called EXACT may be a year
only, and an alias may have its own; further spellings and original scripts hide in the NOTE of an alias.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from screening import countries, dates
from screening.errors import ListFormatError
from screening.formats import Notes, Source, _facts, distinct
from screening.formats._names import is_latin, is_noise, listed
from screening.formats._xml import Element, children, count_missing, entries, local, root_attributes, value
from screening.schema import Action, Designation, Fact, FactKind, Kind, ListedName, NameKind, Quality

_ROOT = "CONSOLIDATED_LIST"
_REASON_SOURCE = "UN Security Council consolidated list, comments"
_KINDS = {"INDIVIDUAL": Kind.PERSON, "ENTITY": Kind.ORGANISATION}
_EXPECTED = {
    *_KINDS, *(f"{tag}/{name}" for tag in _KINDS for name in ("COMMENTS1", "LAST_DAY_UPDATED", "ALIAS", "ADDRESS")),
    *(
        f"INDIVIDUAL/{name}"
        for name in (
            "SECOND_NAME", "NAME_ORIGINAL_SCRIPT", "TITLE", "DESIGNATION", "NATIONALITY", "DATE_OF_BIRTH",
            "PLACE_OF_BIRTH", "DOCUMENT",
        )
    ),
}  # fmt: skip
"""What some entry of every whole list fills."""
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_SIMPLE = {
    *_NAME_PARTS, "DATAID", "VERSIONNUM", "UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON", "NAME_ORIGINAL_SCRIPT",
    "COMMENTS1", "GENDER", "SORT_KEY", "SORT_KEY_LAST_MOD", "HAS_INTERPOL_LINK", "INTERPOL_LINK",
}  # fmt: skip
_NESTED = {
    "TITLE": {"VALUE"},
    "DESIGNATION": {"VALUE"},
    "NATIONALITY": {"VALUE"},
    "LIST_TYPE": {"VALUE"},
    "LAST_DAY_UPDATED": {"VALUE"},
    "ALIAS": {"QUALITY", "ALIAS_NAME", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE"},
    "ADDRESS": {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE"},
    "DATE_OF_BIRTH": {"TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"},
    "PLACE_OF_BIRTH": {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"},
    "DOCUMENT": {
        "TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE", "CITY_OF_ISSUE",
        "DATE_OF_ISSUE", "DATE_OF_EXPIRY", "NOTE",
    },
}  # fmt: skip
_QUALITIES = {
    "good": (NameKind.ALIAS, Quality.STRONG),
    "low": (NameKind.ALIAS, Quality.WEAK),
    "a.k.a.": (NameKind.ALIAS, Quality.UNSPECIFIED),
    "f.k.a.": (NameKind.FORMER, Quality.UNSPECIFIED),
    "": (NameKind.ALIAS, Quality.UNSPECIFIED),
}
_DATE_TYPES = {"EXACT", "APPROXIMATELY", "BETWEEN"}
_LINK = re.compile(r"(?:INTERPOL-?UN Security Council Special Notice )?web link:\s*\S+(?:\s+click here)?", re.I)
_GENDER = re.compile(r"\s*Gender:\s*(\w+)", re.I)
_DOCUMENT_DETAILS = {"DATE_OF_ISSUE": "issued", "CITY_OF_ISSUE": "in", "DATE_OF_EXPIRY": "expires"}
_LISTED_AS = re.compile(r"\b(?:previously|formerly) listed as\b", re.I)
_SCRIPT_NOTE = re.compile(r"(?:original script|in \w+(?: script)?)\s*:\s*(.+)", re.I)
_SPELLINGS = re.compile(r"\(([^()\d]*;[^()\d]*)\)|^([^()\d]*;[^()\d]*)$")
_BORN = re.compile(r"\b(?:born|DP?OB)\b[\s:-]*(?:on |in )?(.*?)(?=\bPOB|passport|nationality|[;,(]|$)", re.I)
_PASSPORT = re.compile(r"\bpassport (?:no\.?|number)\s*:?\s*([A-Z]{0,3}\s?\d{5,})", re.I)
# An own IMO company number stands as a sentence of its own; those of the ships spoken of stand inside sentences.
_IMO = re.compile(r"(?:^|[.;]\s)\s*IMO number\s*:?\s*(\d{7})\b", re.I)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One INDIVIDUAL or ENTITY: its child elements by name, without the prefix of its own tag."""

    tag: str
    fields: dict[str, list[Element]]
    file: str
    list_id: str
    notes: Notes

    @property
    def id(self) -> str:
        return self.text("DATAID")

    def text(self, name: str) -> str:
        return value(self.fields[name][0]) if name in self.fields else ""

    def need(self, name: str) -> str:
        if found := self.text(name):
            return found
        raise ListFormatError(
            f"{self.tag} without {name}", list_id=self.list_id, file=self.file, entry_id=self.id, field=name
        )

    def values(self, name: str) -> list[str]:
        """The texts of the VALUE elements, in order."""
        found = [value(each) for one in self.fields.get(name, []) for each in one if local(each) == "VALUE"]
        return [each for each in found if each]

    def groups(self, name: str) -> list[dict[str, str]]:
        """The child texts of each element of this name, by name."""
        return [{local(child): value(child) for child in each} for each in self.fields.get(name, [])]

    def day(self, text: str, name: str) -> dt.date | None:
        """A whole date, or None and a counted warning."""
        try:
            return dt.date.fromisoformat(text[:10])
        except ValueError:
            self.notes.warn("unreadable date" if text else "missing date", self.id, f"{name} {text}".strip())
            return None


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of the consolidated list, individuals first, as the file has them.

    Raises:
        ListRefusedError: the bytes are not this list, or are damaged.
        ListFormatError: an entry without DATAID, FIRST_NAME, UN_LIST_TYPE or REFERENCE_NUMBER, or one that comes twice.
    """
    path = source.file("list")
    generated = root_attributes(path, source.list_id, _ROOT).get("dateGenerated", "")
    found = entries(path, source.list_id, _KINDS, _ROOT, notes=notes, around=("INDIVIDUALS", "ENTITIES"))
    head = _Entry(_ROOT, {}, path.name, source.list_id, notes)
    notes.published = head.day(generated, "dateGenerated")
    seen = set[str]()
    yield from distinct((_designation(_entry(each, head, seen)) for each in found), source, path.name)
    count_missing(_EXPECTED, seen, notes)


def _entry(element: Element, head: _Entry, seen: set[str]) -> _Entry:
    """An element as an entry; child elements that nobody reads are counted, those that say something are ``seen``."""
    tag = local(element)
    fields = {name.removeprefix(f"{tag}_"): found for name, found in children(element).items()}
    for name, found in fields.items():
        if name not in _SIMPLE and name not in _NESTED:
            head.notes.warn_once("unread element", f"{tag}/{name}")
        for child in (each for one in found for each in one if name in _NESTED):
            if local(child) not in _NESTED[name]:
                head.notes.warn_once("unread element", f"{tag}/{name}/{local(child)}")
    filled = [
        name
        for name, found in fields.items()  # the shell of an alias may have a quality
        if any(value(each) and (name != "ALIAS" or local(each) == "ALIAS_NAME") for one in found for each in one.iter())
    ]
    seen.update([tag, *(f"{tag}/{name}" for name in filled)])
    for name in ("TITLE", "DESIGNATION", "NATIONALITY"):
        if any(not any(map(value, one)) for one in fields.get(name, [])):
            head.notes.warn_once("empty element", f"{tag}/{name}/VALUE")
    return _Entry(tag, fields, head.file, head.list_id, head.notes)


def _designation(entry: _Entry) -> Designation:
    entry.need("DATAID")
    listed_on = entry.day(entry.text("LISTED_ON"), "LISTED_ON")
    updated = [day for text in entry.values("LAST_DAY_UPDATED") if (day := entry.day(text, "LAST_DAY_UPDATED"))]
    return Designation(
        entry_id=entry.id,
        kind=_KINDS[entry.tag],
        names=tuple(_names(entry)),
        actions=(_action(entry, listed_on),),
        facts=_facts.checked(_all_facts(entry), entry.notes, entry.id),
        listed_on=listed_on,
        updated_on=max(updated, default=None),
        remarks=entry.text("COMMENTS1"),
    )


def _action(entry: _Entry, day: dt.date | None) -> Action:
    """The listing; links and "Gender: male" in the comments are no reason."""
    reason = _LINK.sub("", entry.text("COMMENTS1")).strip()
    if len(reason.split()) < 3:
        return Action(date=day, programme=entry.need("UN_LIST_TYPE"))
    return Action(date=day, programme=entry.need("UN_LIST_TYPE"), reason=reason, reason_source=_REASON_SOURCE)


def _names(entry: _Entry) -> Iterator[ListedName]:
    entry.need("FIRST_NAME")
    yield from listed(" ".join(filter(None, map(entry.text, _NAME_PARTS))), NameKind.PRIMARY, Quality.STRONG)
    if script := entry.text("NAME_ORIGINAL_SCRIPT"):
        yield from listed(script, NameKind.ORIGINAL_SCRIPT, Quality.UNSPECIFIED)
    for alias in entry.groups("ALIAS"):
        name, grade = alias.get("ALIAS_NAME", ""), alias.get("QUALITY", "")
        if not name:
            continue  # an empty shell: the schema demands the element, there is no alias
        if is_noise(name):
            entry.notes.warn("noise instead of a name", entry.id, name)
            continue
        if not grade or grade.casefold() not in _QUALITIES:
            entry.notes.warn("unknown alias quality", entry.id, f"QUALITY {grade}".strip())
        kind, quality = _QUALITIES.get(grade.casefold(), _QUALITIES[""])
        kind = NameKind.FORMER if _LISTED_AS.search(alias.get("NOTE", "")) else kind
        found = listed(name, kind, quality)
        yield from found
        for part, text in enumerate(_noted_names(name, alias.get("NOTE", "")), start=len(found)):
            yield ListedName(text, kind if is_latin(text) else NameKind.ORIGINAL_SCRIPT, quality, part)


def _noted_names(name: str, note: str) -> list[str]:
    """Names in the note of an alias: its original script, or the Latin spellings of one in another script."""
    if script := _SCRIPT_NOTE.search(note):
        return [script[1].strip(" .,")]
    spellings = [each for pair in _SPELLINGS.findall(note) for each in pair if each]
    if not spellings or (is_latin(name) and "(" not in note):
        return []
    return [each.strip(" .,") for spelling in spellings for each in spelling.split(";") if not is_noise(each)]


def _all_facts(entry: _Entry) -> Iterator[Fact]:
    if reference := entry.text("REFERENCE_NUMBER"):
        yield Fact(FactKind.REFERENCE, reference, type="un_reference")
    else:
        entry.need("REFERENCE_NUMBER")
    for born in entry.groups("DATE_OF_BIRTH"):
        yield from _birth_date(born, entry)
    for place in entry.groups("PLACE_OF_BIRTH"):
        yield from _place(FactKind.BIRTH_PLACE, place)
    for nation in entry.values("NATIONALITY"):
        yield from _facts.country(FactKind.NATIONALITY, nation, entry.notes, entry.id)
    for document in entry.groups("DOCUMENT"):
        yield from _document(document, entry)
    for address in entry.groups("ADDRESS"):
        yield from _place(FactKind.ADDRESS, address)
    comment = _GENDER.match(entry.text("COMMENTS1"))
    yield from _facts.gender(entry.text("GENDER") or (comment[1] if comment else ""))
    for name in ("TITLE", "DESIGNATION"):
        for position in entry.values(name):
            yield from _facts.words(FactKind.POSITION, position, name.lower())
    for alias in entry.groups("ALIAS"):
        yield from _alias_facts(alias)
    if _KINDS[entry.tag] is Kind.ORGANISATION:
        for number in _IMO.findall(entry.text("COMMENTS1")):
            yield from _facts.identifier("company_imo", number)


def _birth_date(born: dict[str, str], entry: _Entry) -> Iterator[Fact]:
    kind, note = born.get("TYPE_OF_DATE", ""), born.get("NOTE", "")
    circa = kind.upper().startswith("APPROX") or note.casefold().startswith("approx")
    begin, end = born.get("FROM_YEAR", ""), born.get("TO_YEAR", "")
    if kind.upper() not in _DATE_TYPES and any(born.values()):
        entry.notes.warn("unknown date type", entry.id, f"TYPE_OF_DATE {kind}".strip())
    if begin.isdigit() and end.isdigit():
        when = dates.interval(year=int(begin), to_year=int(end), circa=circa, text=f"{begin} to {end}")
        yield _facts.dated(FactKind.BIRTH_DATE, when, note)
        return
    if kind.upper() == "BETWEEN" and not note:
        entry.notes.warn("incomplete date", entry.id, "DATE_OF_BIRTH without FROM_YEAR or TO_YEAR")
    told = born.get("DATE") or born.get("YEAR") or " to ".join(filter(None, [begin, end]))
    if not told and not any(letter.isdigit() for letter in note):
        if any(born.values()):  # else an empty shell
            entry.notes.warn("missing date", entry.id, "DATE_OF_BIRTH without DATE, YEAR or years")
        return
    for when in dates.parse(f"circa {told or note}" if circa else told or note):
        yield _facts.dated(FactKind.BIRTH_DATE, when, note if told else "")


def _place(kind: FactKind, place: dict[str, str]) -> Iterator[Fact]:
    parts = [place.get(name, "") for name in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")]
    return _facts.place(kind, parts, place.get("COUNTRY", ""), place.get("NOTE", ""))


def _document(document: dict[str, str], entry: _Entry) -> Iterator[Fact]:
    named = " ".join(filter(None, [document.get("TYPE_OF_DOCUMENT"), document.get("TYPE_OF_DOCUMENT2")]))
    number, note = document.get("NUMBER", ""), document.get("NOTE", "")
    if any(document.values()):  # else an empty shell
        for name, stated in (("NUMBER", number or note), ("TYPE_OF_DOCUMENT", named)):
            if not stated:
                entry.notes.warn("incomplete document", entry.id, f"DOCUMENT without {name}")
    if is_noise(number):
        yield from _facts.words(FactKind.NOTE, f"{named} {number} {note}".strip(), "document")
        return
    kind = "passport" if re.search(r"pass?a?port|pasaporte|passeport", named, re.I) else ""
    kind = kind or ("national_id" if re.search(r"national ident|identity card", named, re.I) else "other")
    told = [
        document.get("TYPE_OF_DOCUMENT2") or ("" if kind != "other" else named),
        *(f"{word} {document[name]}" for name, word in _DOCUMENT_DETAILS.items() if document.get(name)),
        note,
    ]
    land = countries.alpha2(document.get("ISSUING_COUNTRY", "") or document.get("COUNTRY_OF_ISSUE", ""))
    yield from _facts.identifier(kind, number, land, ", ".join(filter(None, told)))


def _alias_facts(alias: dict[str, str]) -> Iterator[Fact]:
    """What an alias knows by itself: a birth date or place of its own, a passport in that name, its note."""
    name, note = alias.get("ALIAS_NAME", ""), alias.get("NOTE", "")
    if not name:
        return
    born = [alias.get("DATE_OF_BIRTH", ""), *(each for each in _BORN.findall(note) if re.search(r"\d{4}", each))]
    for when in (when for text in born for when in dates.parse(text)):
        yield _facts.dated(FactKind.BIRTH_DATE, when, f"as {name}")
    yield from _facts.place(
        FactKind.BIRTH_PLACE, [alias.get("CITY_OF_BIRTH", "")], alias.get("COUNTRY_OF_BIRTH", ""), f"as {name}"
    )
    for number in _PASSPORT.findall(note):
        yield from _facts.identifier("passport", number, note=f"as {name}")
    yield from _facts.words(FactKind.NOTE, note, f"alias {name}")
