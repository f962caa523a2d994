"""The US Consolidated Screening List, CSV of 29 columns: role ``list`` (``consolidated.csv``).

Published by the International Trade Administration at https://www.trade.gov/consolidated-screening-list (the file:
https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv). It gathers lists of three
departments that do very different things: the Entity List asks for a licence, the SDN List blocks property. So every
row has one act of its source list, whose programme is the code in brackets of the column ``source`` ("EL", "SDN",
"NS-MBS"), and one act more for each published programme ("SDGT"), spelt as it stands.

Oddities: several values in a cell are parted by "; "; rows of the Bureau of Industry and Security and of the State
Department say neither what kind of party they name nor give it an entity number; OFAC's parties stand under one
``_id`` once for each of OFAC's lists, and are one designation here; some copies repeat the header in the first row.
Aliases that OFAC calls weak stand among the others and are not marked: OFAC's own lists tell them.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from screening import dates
from screening.errors import ListFormatError
from screening.formats import Notes, Source, _csl_facts
from screening.formats._facts import checked
from screening.formats._guard import text
from screening.formats._names import is_noise, listed
from screening.formats._table import count_empty
from screening.schema import Action, Designation, Kind, ListedName, NameKind, Quality

COLUMNS = (
    "_id", "source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice",
    "start_date", "end_date", "standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type",
    "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "source_list_url",
    "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "source_information_url", "ids",
)  # fmt: skip
_KINDS = {
    "": Kind.UNKNOWN,
    "individual": Kind.PERSON,
    "entity": Kind.ORGANISATION,
    "vessel": Kind.VESSEL,
    "aircraft": Kind.AIRCRAFT,
}
_SOURCE = re.compile(r"(?P<title>.*?\(\s*(?P<code>[A-Z]+(?:-[A-Z]+)*)(?: List)?\s*\).*?)\s+-\s+(?P<department>.+)")
_DEPARTMENTS = {
    "Treasury Department": "US Department of the Treasury (OFAC)",
    "Bureau of Industry and Security": "US Department of Commerce, Bureau of Industry and Security (BIS)",
    "State Department": "US Department of State",
}
"""Who imposes, by the publisher's words; a department that is not here is shown in the publisher's words."""

Row = dict[str, str]


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of all source lists, in the order in which their ids first occur.

    Raises:
        ListFormatError: a column is missing (named), a row has too few cells, no id, no name or no source, or an id
            comes twice in one source list.
        ListRefusedError: the file is not a UTF-8 CSV file.
    """
    groups: dict[str, list[Row]] = {}
    for row in _rows(source, notes):
        entry_id = row["_id"] or "-".join(filter(None, [_code(row["source"]), row["entity_number"]]))
        for column, value in (("_id", row["_id"] or row["entity_number"]), *((c, row[c]) for c in ("source", "name"))):
            if not value:
                raise _wrong("no value", source, entry_id, column)
        known = groups.setdefault(entry_id, [])
        if any(each["source"] == row["source"] for each in known):
            raise _wrong("the entry id comes twice in one source list", source, entry_id, "_id")
        known.append(row)
    count_empty(chain.from_iterable(groups.values()), COLUMNS, notes)
    for entry_id, rows in groups.items():
        yield _designation(entry_id, rows, notes)


def _wrong(what: str, source: Source, entry_id: str, field: str) -> ListFormatError:
    file = source.file("list").name
    return ListFormatError(what, list_id=source.list_id, file=file, entry_id=entry_id, field=field)


def _rows(source: Source, notes: Notes) -> Iterator[Row]:
    """The rows by column name; a header that is repeated below is counted, a row of another length is an error."""
    path = source.file("list")
    reader = csv.reader(io.StringIO(text(path, source.list_id), newline=""), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not header:
                header = _header(cells, source, notes)
            elif [cell.strip() for cell in cells] == header:
                notes.warn("repeated header", detail=f"line {reader.line_num}")
            elif len(cells) != len(header):
                what = f"line {reader.line_num}: {len(cells)} cells where the header has {len(header)} columns"
                raise ListFormatError(what, list_id=source.list_id, file=path.name, entry_id=cells[0] if cells else "")
            else:
                yield dict(zip(header, map(str.strip, cells), strict=True))
    except csv.Error as error:
        what = f"line {reader.line_num}: the CSV is damaged or cut off ({error})"
        raise ListFormatError(what, list_id=source.list_id, file=path.name) from None


def _header(cells: list[str], source: Source, notes: Notes) -> list[str]:
    """The column names; a missing or doubled one is an error that names it, a new one is counted (LD-13)."""
    header = [cell.strip() for cell in cells]
    for name in COLUMNS:
        if header.count(name) != 1:
            raise _wrong("the column is missing" if name not in header else "the column comes twice", source, "", name)
    for name in header:
        if name not in COLUMNS:
            notes.warn_once("unread column", name)
    return header


def _code(source: str) -> str:
    """The code in brackets of a source ("NS-MBS" of "... (NS-MBS List) - Treasury Department"), or the whole words."""
    found = _SOURCE.fullmatch(source)
    return found["code"] if found else source


def _designation(entry_id: str, rows: Sequence[Row], notes: Notes) -> Designation:
    """One party with what each of its source lists says of it."""
    if len(rows) > 1:
        notes.warn("entry on several source lists", entry_id, ", ".join(_code(row["source"]) for row in rows))
    kinds = [_kind(row, entry_id, notes) for row in rows]
    kind = next((each for each in kinds if each is not Kind.UNKNOWN), Kind.UNKNOWN)
    facts = [fact for row in rows for fact in _csl_facts.facts(row, kind, entry_id, notes)]
    facts += [fact for row in rows for fact in _csl_facts.unread(row, COLUMNS)]
    return Designation(
        entry_id=entry_id,
        kind=kind,
        names=_names(rows, kind, entry_id, notes),
        actions=tuple(dict.fromkeys(action for row in rows for action in _actions(row, entry_id, notes))),
        facts=checked(facts, notes, entry_id),
        remarks="; ".join(dict.fromkeys(row["remarks"] for row in rows if row["remarks"])),
        source_url=rows[0]["source_list_url"],
    )


def _kind(row: Row, entry_id: str, notes: Notes) -> Kind:
    if row["type"].casefold() not in _KINDS:
        notes.warn("unknown party type", entry_id, row["type"])
    return _KINDS.get(row["type"].casefold(), Kind.UNKNOWN)


def _names(rows: Sequence[Row], kind: Kind, entry_id: str, notes: Notes) -> tuple[ListedName, ...]:
    """The name, what further source lists call the party, and the aliases; each published string once."""
    strings = {row["name"]: Quality.STRONG for row in rows}
    for alias in (each for row in rows for each in _csl_facts.several(row["alt_names"])):
        if is_noise(alias):
            notes.warn("noise instead of a name", entry_id, alias)
        else:
            strings.setdefault(alias, Quality.UNSPECIFIED)
    names: list[ListedName] = []
    for string, quality in strings.items():
        name_kind = NameKind.ALIAS if names else NameKind.PRIMARY
        if kind is Kind.PERSON and "," in string:  # "LAST, First" is one name
            names.append(ListedName(string, name_kind, quality))
            continue
        found = listed(string, name_kind, quality)
        if string.startswith("and "):  # the end of a prose list, left standing when it was cut into aliases
            found.append(ListedName(string.removeprefix("and ").strip(), name_kind, quality, len(found)))
        names += found
    return tuple(names)


def _actions(row: Row, entry_id: str, notes: Notes) -> Iterator[Action]:
    """The act of the source list, then one for each published programme."""
    found = _SOURCE.fullmatch(row["source"])
    department = found["department"] if found else ""
    if department not in _DEPARTMENTS:
        notes.warn_once("unknown source list", row["source"], entry_id)
    authority = _DEPARTMENTS.get(department, department or row["source"])
    day, url = _day(row, entry_id, notes), row["source_information_url"] or row["source_list_url"]
    title = found["title"] if found else row["source"]
    yield Action(date=day, authority=authority, programme=_code(row["source"]), title=title, source_url=url)
    for programme in _csl_facts.several(row["programs"]):
        yield Action(date=day, authority=authority, programme=programme)


def _day(row: Row, entry_id: str, notes: Notes) -> dt.date | None:
    """The day from which the listing holds, or None; what is no day is counted."""
    found = dates.parse(row["start_date"])
    if len(found) == 1 and found[0].first and found[0].first == found[0].last:
        return found[0].first
    if found:
        notes.warn("unreadable date", entry_id, f"start_date {row['start_date']}")
    return None
