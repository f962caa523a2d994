"""OpenSanctions, the simplified CSV of a dataset's targets: role ``list`` (``targets.simple.csv``).

Described at https://www.opensanctions.org/docs/bulk/csv/; OpenSanctions gathers the lists of others, and persons who
are under no sanction at all (politically exposed ones), so an act is of the source that the row names. Oddities:
several values stand in one cell, parted by ";" and quoted once more where they hold one; countries are lower-case
codes; identifiers have no type; ``sanctions`` is free text; ``program_ids`` stands there since 2025. Weak aliases
are not told from strong ones: the format ``opensanctions_ftm`` of the same dataset says more.
"""

import csv
import io
import re
from collections.abc import Iterator

from screening import dates
from screening.errors import ListFormatError
from screening.formats import Notes, Source, _facts, distinct
from screening.formats import _opensanctions as common
from screening.formats._guard import text
from screening.formats._table import count_empty
from screening.schema import Action, Designation, Fact, FactKind, Kind, NameKind, Quality

_MANDATORY = (
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones",
    "emails", "dataset", "first_seen", "last_seen", "last_change",
)  # fmt: skip
_SINCE_2025 = "program_ids"
_SEVERAL = (
    "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones", "emails", _SINCE_2025,
    "dataset",
)  # fmt: skip
"""The columns of several values."""
_REASON_SOURCE = "OpenSanctions, sanctions"
_IMO = re.compile(r"IMO\s?\d{7}")

Row = dict[str, str]


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the targets in the order of the file.

    Raises:
        ListFormatError: a column is missing (named), a row has too few cells, no id, schema or name, or an id comes
            twice.
        ListRefusedError: the file is not a UTF-8 CSV file.
    """
    rows = list(_rows(source, notes))
    count_empty(rows, {*_MANDATORY, _SINCE_2025} - {"phones", "emails"}, notes)  # few datasets have those
    found = (_designation(row, source, notes) for row in rows)
    yield from distinct(found, source, source.file("list").name)


def _wrong(what: str, source: Source, entry_id: str = "", field: str = "") -> ListFormatError:
    file = source.file("list").name
    return ListFormatError(what, list_id=source.list_id, file=file, entry_id=entry_id, field=field)


def _rows(source: Source, notes: Notes) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text(source.file("list"), source.list_id), newline=""), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not header:
                header = _header(cells, source, notes)
            elif len(cells) != len(header):
                what = f"line {reader.line_num}: {len(cells)} cells where the header has {len(header)} columns"
                raise _wrong(what, source, cells[0] if cells else "")
            else:
                yield dict(zip(header, map(str.strip, cells), strict=True))
    except csv.Error as error:
        raise _wrong(f"line {reader.line_num}: the CSV is damaged or cut off ({error})", source) from None


def _header(cells: list[str], source: Source, notes: Notes) -> list[str]:
    """The column names; missing and unread ones are reported by name (LD-13)."""
    header = [cell.strip() for cell in cells]
    for name in _MANDATORY:
        if header.count(name) != 1:
            what = "the column is missing" if name not in header else "the column comes twice"
            raise _wrong(what, source, field=name)
    if _SINCE_2025 not in header:
        notes.warn_once("missing column", _SINCE_2025)
    for name in header:
        if name not in (*_MANDATORY, _SINCE_2025):
            notes.warn_once("unread column", name)
    return header


def _values(cell: str, entry_id: str, source: Source) -> list[str]:
    """The values of a cell, itself one row of CSV parted by ";"; each once, without the empty ones."""
    try:
        rows = list(csv.reader(io.StringIO(cell, newline=""), delimiter=";", strict=True))
    except csv.Error as error:
        raise _wrong(f"the values of the cell {cell[:60]!r} are damaged ({error})", source, entry_id) from None
    return list(dict.fromkeys(value.strip() for row in rows for value in row if value.strip()))


def _designation(row: Row, source: Source, notes: Notes) -> Designation:
    for column in ("id", "schema", "name"):
        if not row[column]:
            raise _wrong("no value", source, row["id"], column)
    entry_id = row["id"]
    cells = {column: _values(row.get(column, ""), entry_id, source) for column in _SEVERAL}
    kind = common.kind(row["schema"], entry_id, notes)
    aliases = ((alias, NameKind.ALIAS, Quality.UNSPECIFIED) for alias in cells["aliases"])
    if seen := common.day(row["last_seen"]):
        notes.published = max(seen, notes.published or seen)
    else:
        notes.warn("unreadable date" if row["last_seen"] else "missing date", entry_id, f"last_seen {row['last_seen']}")
    return Designation(
        entry_id=entry_id,
        kind=kind,
        names=common.names(row["name"], aliases, entry_id, notes),
        actions=common.told(_actions(cells), entry_id, notes),
        facts=_facts.checked(_all_facts(row, cells, kind, notes), notes, entry_id),
        updated_on=common.day(row["last_change"]),
    )


def _actions(cells: dict[str, list[str]]) -> tuple[Action, ...]:
    """One act a programme, or a dataset where no programme is named; which text is of which act is not told."""
    reason = " ".join(told for told in cells["sanctions"] if common.is_prose(told))
    authority, source = common.authority(cells["dataset"]), _REASON_SOURCE if reason else ""
    if programmes := cells[_SINCE_2025]:
        return tuple(
            Action(authority=authority, programme=code, reason=reason, reason_source=source) for code in programmes
        )
    return tuple(
        Action(authority=each.authority, programme=each.programme, reason=reason, reason_source=source)
        for each in common.by_dataset(cells["dataset"])
    )


def _all_facts(row: Row, cells: dict[str, list[str]], kind: Kind, notes: Notes) -> Iterator[Fact]:
    for born in cells["birth_date"]:
        yield from dates.facts(FactKind.BIRTH_DATE, born)
    for code in cells["countries"]:
        yield from common.country(FactKind.COUNTRY, code, notes, row["id"])
    for number in cells["identifiers"]:
        imo = "imo" if kind is Kind.VESSEL else "company_imo"
        yield from _facts.identifier(imo if _IMO.fullmatch(number) else "other", number)
    for phone in cells["phones"]:
        yield from _facts.identifier("phone", phone)
    for email in cells["emails"]:
        yield from _facts.identifier("email", email)
    for address in cells["addresses"]:
        yield from _facts.place(FactKind.ADDRESS, [address])
    yield from _notes(row, cells)


def _notes(row: Row, cells: dict[str, list[str]]) -> Iterator[Fact]:
    """What no other kind of fact holds: texts of sanctions that are no reason, datasets, times, unknown columns."""
    for told in cells["sanctions"]:
        if not common.is_prose(told):
            yield from _facts.words(FactKind.NOTE, told, "sanction")
    for dataset in cells["dataset"]:
        yield from _facts.words(FactKind.NOTE, dataset, "dataset")
    yield from _facts.words(FactKind.NOTE, row["first_seen"], "first seen")
    if not common.day(row["last_change"]):
        yield from _facts.words(FactKind.NOTE, row["last_change"], "last change")
    for column, cell in row.items():
        if column not in _MANDATORY and column != _SINCE_2025:
            yield from _facts.words(FactKind.NOTE, cell, column)
