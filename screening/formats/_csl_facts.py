"""Facts of one row of the US Consolidated Screening List.

OFAC's rows carry the features and documents of its own lists, under the same keys ("Passport, F275043, SA, 29 May
2004"), so ``_ofac_remarks`` says what they mean. What a licence requirement says is kept as a note: it is what the
Entity List means for a party.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from screening import countries
from screening.formats import Notes, _facts, _ofac_remarks
from screening.schema import Fact, FactKind, Kind

_NOTES = {
    "federal_register_notice": "Federal Register notice",
    "start_date": "start date",
    "end_date": "end date",
    "standard_order": "standard order",
    "license_requirement": "licence requirement",
    "license_policy": "licence policy",
}
_VESSEL = {"vessel_type": "type", "gross_tonnage": "tonnage", "gross_registered_tonnage": "gross tonnage"}
"""Types as the reader of OFAC's own CSV calls them: its "Tonnage" stands here as gross_tonnage."""
_DAY = re.compile(r"\d{2} [A-Z][a-z]{2} \d{4}|\d{4}-\d{2}-\d{2}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LINKED = re.compile(r"\(?\s*Linked To:\s*(.+)")


def several(cell: str) -> list[str]:
    """The values of a cell, parted by ";" and mostly a blank, each once."""
    return list(dict.fromkeys(each.strip() for each in cell.split(";") if each.strip()))


def facts(row: Mapping[str, str], kind: Kind, entry_id: str, notes: Notes) -> Iterator[Fact]:
    """Everything a row says of its party beside its names and acts."""
    if row["entity_number"] and row["entity_number"] != entry_id:
        yield Fact(FactKind.REFERENCE, row["entity_number"], type="entity_number")
    for born in several(row["dates_of_birth"]):
        yield from _ofac_remarks.facts("DOB", born)
    for place in several(row["places_of_birth"]):
        yield from _ofac_remarks.facts("POB", place)
    for column, what in (("nationalities", "nationality"), ("citizenships", "citizenship")):
        for land in several(row[column]):
            yield from _facts.country(FactKind.NATIONALITY, land, notes, entry_id, what)
    yield from _facts.words(FactKind.POSITION, row["title"])
    for piece in (each for each in re.split(r";\s+", row["ids"]) if each.strip()):
        yield from _identity(piece.strip(), entry_id, notes)
    for address in several(row["addresses"]):
        yield from _address(address)
    yield from _vessel(row, kind, entry_id, notes)
    for remark in several(row["remarks"]):
        yield from _remark(remark, entry_id)
    for column, what in _NOTES.items():
        yield from _facts.words(FactKind.NOTE, " ".join(row[column].split()), what)


def unread(row: Mapping[str, str], known: Collection[str]) -> Iterator[Fact]:
    """The cells of columns that nobody knows, as notes."""
    for column, cell in row.items():
        if column not in known:
            yield from _facts.words(FactKind.NOTE, cell, column)


def _identity(piece: str, entry_id: str, notes: Notes) -> Iterator[Fact]:
    """One feature or document: "Key, value", for documents with country, day of issue and day of expiry behind."""
    key, comma, rest = piece.partition(", ")
    label = key.rstrip(" -:")  # "Secondary sanctions risk:", "Additional Sanctions Information -"
    if not comma or not rest.strip():
        notes.warn("feature without a key", entry_id, piece)
        yield from _facts.words(FactKind.NOTE, piece, "ids")
        return
    known = _ofac_remarks.KEYS.get(label)
    if (known and known[0] is not FactKind.IDENTIFIER) or label != key:
        yield from _ofac_remarks.facts(label, rest)
        return
    number, land, days = _document(rest)
    told = ", ".join([f"{number} ({countries.title(land)})" if land else number, *days])
    if known:
        yield from _ofac_remarks.facts(label, told)
    elif any(letter.isdigit() for letter in number):
        yield from _facts.identifier("other", number, land, ", ".join([label, *days]))
    else:
        yield from _facts.words(FactKind.NOTE, rest, label)


def _document(rest: str) -> tuple[str, str, list[str]]:
    """Number, country (alpha-2, or "") and days of "F275043, SA, 29 May 2004, 05 Apr 2009"."""
    parts, days = rest.split(", "), list[str]()
    while len(parts) > 1 and _DAY.fullmatch(parts[-1]):
        days.insert(0, parts.pop())
    land = countries.alpha2(parts[-1]) if len(parts) > 1 and _COUNTRY.fullmatch(parts[-1]) else ""
    return ", ".join(parts[:-1] if land else parts), land, days


def _address(address: str) -> Iterator[Fact]:
    """One address: it ends with the country's code, or is that code alone; American ones mostly have none."""
    line, _, last = address.rpartition(", ")
    land = last if _COUNTRY.fullmatch(last) and countries.alpha2(last) else ""
    return _facts.place(FactKind.ADDRESS, [line if land else address], land)


def _vessel(row: Mapping[str, str], kind: Kind, entry_id: str, notes: Notes) -> Iterator[Fact]:
    for column, what in _VESSEL.items():
        yield from _facts.words(FactKind.VESSEL, row[column], what)
    yield from _facts.identifier("call_sign", row["call_sign"])
    if row["vessel_flag"]:
        yield from _facts.country(FactKind.COUNTRY, row["vessel_flag"], notes, entry_id, "flag")
    yield from _facts.words(FactKind.RELATION, row["vessel_owner"], "Vessel Owner")
    if kind is not Kind.VESSEL and any(row[column] for column in ("call_sign", "vessel_type")):
        notes.warn("vessel details of another kind of party", entry_id, kind.value)


def _remark(remark: str, entry_id: str) -> Iterator[Fact]:
    """One remark; "(Linked To: A (B); Linked To: C)" is cut into two pieces, of which each may miss a bracket.

    Most remarks are free text, so those that have no key of OFAC's are not counted here.
    """
    if linked := _LINKED.fullmatch(remark):
        party = linked[1].removesuffix(".") if linked[1].endswith(").") else linked[1]
        if party.count(")") > party.count("("):
            party = party.removesuffix(")")
        yield from _facts.words(FactKind.RELATION, party.strip(), "Linked To")
        return
    aliases, found = _ofac_remarks.read(remark, entry_id, Notes())
    if found and not aliases and all(fact.type or fact.kind is not FactKind.NOTE for fact in found):
        yield from found
    else:
        yield from _facts.words(FactKind.NOTE, remark, "remarks")
