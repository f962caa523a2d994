"""What the UK Sanctions List knows of a party beside its names: columns of its rows into facts.

Cells may hold several values: numbered ``(1) ... (2) ...``, on lines of their own, or between semicolons. Numbers may
begin with the apostrophe with which a spreadsheet keeps leading zeros.
"""

import html
import re
from collections.abc import Iterator

from screening import countries, dates
from screening.formats import Notes, _facts, _numbers
from screening.formats._names import is_noise
from screening.formats._table import Row
from screening.schema import Fact, FactKind, Kind

_ADDRESS = tuple(f"address line {n}" for n in range(1, 7))
_REFERENCES = {"ofsi group id": "ofsi_group_id", "un reference number": "un_reference"}
_CONTACTS = {"phone number": "phone", "website": "website", "email address": "email"}
_RELATIONS = {
    "parent company": "Parent company",
    "subsidiaries": "Subsidiary",
    "current owner/operator (s)": "Current owner/operator",
    "previous owner/operator (s)": "Previous owner/operator",
}
_FLAGS = {"current believed flag of ship": "flag", "previous flags": "former flag"}
_SHIP = {
    "type of ship": "type", "tonnage of ship": "tonnage", "length of ship": "length", "year built": "year of build",
}  # fmt: skip
_NOTES = {"type of entity": "type of entity", "designation source": "designation source"}
COLUMNS = frozenset(
    {
        *_ADDRESS, *_REFERENCES, *_CONTACTS, *_RELATIONS, *_FLAGS, *_SHIP, *_NOTES, "title", "address postal code",
        "address country", "nationality(/ies)", "national identifier number", "position", "gender", "town of birth",
        "national identifier additional information", "passport number", "passport additional information",
        "country of birth", "business registration number (s)", "imo number", "hull identification number (hin)",
    }
)  # fmt: skip
"""The columns read here, by folded name."""

_TAGS = re.compile(r"</?[A-Za-z][^<>]*>|_x000D_")
_NUMBERED = re.compile(r"\(\d{1,2}\)\s*")
_LABELLED_NUMBER = re.compile(r".*?\b(?:number|no\.?)\s*:?\s*(?=[\w-]*\d)", re.I)


def _plain(cell: str) -> str:
    """A cell without HTML: entities read, tags off; lines stay lines."""
    return _TAGS.sub(" ", html.unescape(cell)) if "&" in cell or "<" in cell or "_x000D_" in cell else cell


def readable(cell: str) -> str:
    """A cell as one line of text."""
    return " ".join(_plain(cell).split())


def several(cell: str, between: str = r"\s*[\n\r;]\s*") -> list[str]:
    """The values of a cell: numbered ones, or those between separators (a regular expression)."""
    told = _plain(cell).strip()
    numbered = re.match(_NUMBERED, told) is not None
    parts = [readable(part).strip(" ;") for part in re.split(_NUMBERED if numbered else between, told)]
    return [part for part in parts if not is_noise(part)]


def facts(rows: list[Row], kind: Kind, notes: Notes, entry_id: str) -> Iterator[Fact]:
    """Yield the facts of all rows of a party; the same fact may come several times."""
    for row in rows:
        yield from _columns(row)
        yield from _party(row, notes, entry_id)
        yield from _documents(row)
        yield from _company(row, kind)


def _columns(row: Row) -> Iterator[Fact]:
    """The columns whose values are facts as they stand."""
    for column, type_ in _REFERENCES.items():
        yield from _facts.words(FactKind.REFERENCE, readable(row.get(column, "")), type_)
    for column, type_ in _CONTACTS.items():
        for number in several(row.get(column, ""), r"\s*[\n\r;,]\s*|\.\s+|\s+and\s+"):
            yield from _facts.identifier(type_, number)
    for column, type_ in _RELATIONS.items():
        for name in several(row.get(column, "")):
            yield from _facts.words(FactKind.RELATION, name, type_)
    for column, type_ in _SHIP.items():
        yield from _facts.words(FactKind.VESSEL, readable(row.get(column, "")), type_)
    for column, type_ in _NOTES.items():
        yield from _facts.words(FactKind.NOTE, readable(row.get(column, "")), type_)
    for column in ("title", "position"):
        for position in several(row.get(column, ""), r"\s*[\n\r]\s*"):
            yield from _facts.words(FactKind.POSITION, position, column)


def _party(row: Row, notes: Notes, entry_id: str) -> Iterator[Fact]:
    """Birth, nationality, gender, flags and address."""
    for told in several(row.get("d.o.b", "")):
        yield from dates.facts(FactKind.BIRTH_DATE, told)
    yield from _facts.place(
        FactKind.BIRTH_PLACE, [readable(row.get("town of birth", ""))], readable(row.get("country of birth", ""))
    )
    for nation in _lands(row.get("nationality(/ies)", "")):
        yield from _facts.country(FactKind.NATIONALITY, nation, notes, entry_id)
    yield from _facts.gender(row.get("gender", ""))
    for column, type_ in _FLAGS.items():
        for flag in _lands(row.get(column, "")):
            yield from _facts.country(FactKind.COUNTRY, flag, notes, entry_id, type_)
    lines = [readable(row.get(column, "")) for column in (*_ADDRESS, "address postal code")]
    yield from _facts.place(FactKind.ADDRESS, lines, readable(row.get("address country", "")))


def _lands(cell: str) -> list[str]:
    """The countries of a cell, one or several ("Panama. South Korea"); whole where that makes no countries of it."""
    found: list[str] = []
    for told in several(cell):
        parts = [part for part in re.split(r"\s*[.,/]\s*|\s+and\s+", told) if part]
        split = not countries.alpha2(told) and all(map(countries.alpha2, parts))
        found += parts if split else [told]
    return found


def _documents(row: Row) -> Iterator[Fact]:
    for column, usual in (("national identifier", "national_id"), ("passport", "passport")):
        told = readable(row.get(f"{column} additional information", ""))
        numbers = several(row.get(f"{column} number", ""))
        if not numbers:
            yield from _facts.words(FactKind.NOTE, told, column)
        for number in numbers:
            labelled = list(_numbers.labelled(number))
            type_ = labelled[0].type if labelled else usual if usual == "passport" else _national(told)
            bare = labelled[0].value if labelled else _LABELLED_NUMBER.sub("", number)
            note = ", ".join(filter(None, [told, number if bare != number else ""]))
            yield from _facts.identifier(type_, bare, _land(told), note.replace("(", "").replace(")", ""))


def _national(told: str) -> str:
    """What a national identifier is, by what is said of it."""
    if re.search(r"\bINN\b|\bRussian? (?:tax|TIN)", told, re.I):
        return "inn"
    return "tax" if re.search(r"\btax|\bTIN\b|\bTRN\b", told, re.I) else "national_id"


def _land(told: str) -> str:
    """The country that issued a document: "Tunisia National Identification Card. Issued in ...", "(Afghan). ..."."""
    whole = re.sub(r"[()]|^an? |\bissu(?:ed by|ing country):?(?: the)?", " ", told, flags=re.I)
    words = re.split(r"[.,;:]|\bissued\b", whole.strip(), maxsplit=1)[0].split()
    tries = [" ".join(words[:count]) for count in range(min(6, len(words)), 0, -1)]
    return next((code for each in tries if len(each) > 3 and (code := countries.alpha2(each))), "")


def _company(row: Row, kind: Kind) -> Iterator[Fact]:
    """Registration numbers, labelled or bare, and a ship's own numbers; text around them is kept as a note."""
    told = readable(row.get("business registration number (s)", ""))
    bare = _numbers.bare(told)
    for number in bare:
        yield from _facts.identifier("registration", number)
    if told and not bare:
        for found in _numbers.labelled(told):
            yield from _facts.identifier(found.type, found.value)
        yield from _facts.words(FactKind.NOTE, told, "business registration")
    for number in several(row.get("imo number", "")):
        yield from _facts.identifier("imo" if kind is Kind.VESSEL else "company_imo", number)
    yield from _facts.identifier("other", readable(row.get("hull identification number (hin)", "")), note="HIN")
