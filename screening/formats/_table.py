"""CSV tables that state one party over several rows: lines, header and rows of a party, nothing padded or skipped.

Columns are known by their names, folded (letter case and blanks do not count), never by position (LD-12, LD-13).
"""

import csv
import io
from collections.abc import Collection, Iterable, Iterator

from screening.errors import ListFormatError
from screening.formats import Notes, Source
from screening.formats._guard import refused, text

Line = tuple[int, list[str]]
"""Line number and cells."""

Row = dict[str, str]
"""One line of data: column name to cell, as published."""


def lines(source: Source, delimiter: str = ",") -> Iterator[Line]:
    """Yield every line of the file with the role ``list`` that is not blank.

    Raises:
        ListRefusedError: the bytes are no CSV, or it ends inside a quoted cell.
    """
    path = source.file("list")
    reader = csv.reader(io.StringIO(text(path, source.list_id), newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        what = f"the CSV is damaged or cut off ({error})"
        raise refused(what, path, source.list_id, line=reader.line_num) from None


def folded(cell: str) -> str:
    """Return a column name without letter case and surplus blanks."""
    return " ".join(cell.casefold().split())


def header(
    cells: list[str], mandatory: Collection[str], known: Collection[str], source: Source, notes: Notes
) -> list[str]:
    """Return the names of the columns, spelled as in ``mandatory`` and ``known``, any other folded.

    Columns that are known and missing, or there and not known, are counted by name.

    Raises:
        ListFormatError: a mandatory column is missing or comes twice.
    """
    spelled = {folded(name): name for name in (*mandatory, *known)}
    found = [spelled.get(folded(cell), folded(cell)) for cell in cells]
    for name in spelled.values():
        if found.count(name) > 1 or (name in mandatory and name not in found):
            what = f"no column {name!r}" if name not in found else f"two columns {name!r}"
            raise ListFormatError(what, list_id=source.list_id, file=source.file("list").name, field=name)
    for name in sorted(set(spelled.values()) - set(found)):
        notes.warn_once("missing column", name)
    for name in sorted(set(found) - set(spelled.values())):
        notes.warn_once("unread column", name)
    return found


def grouped(data: list[Line], columns: list[str], key: str, told: str, source: Source) -> dict[str, list[Row]]:
    """Return the rows of each party, which need not stand together, in the order of the first rows.

    Args:
        data: the lines under the header.
        columns: what ``header`` returned.
        key: the column that says whose row it is.
        told: how the publisher writes that column, for messages.
        source: the list, for messages.

    Raises:
        ListFormatError: a row with too few or too many cells, or with an empty key (naming the line).
    """
    groups = dict[str, list[Row]]()
    for line, cells in data:
        row = dict(zip(columns, cells, strict=False))
        entry_id = row.get(key, "").strip()
        if len(cells) != len(columns) or not entry_id:
            whole = len(cells) == len(columns)
            flaw = f"no {told}" if whole else f"{len(cells)} cells where {len(columns)} columns are"
            name = source.file("list").name
            raise ListFormatError(f"line {line}: {flaw}", list_id=source.list_id, file=name, entry_id=entry_id)
        groups.setdefault(entry_id, []).append(row)
    return groups


def count_empty(rows: Iterable[Row], columns: Collection[str], notes: Notes) -> None:
    """Count, by name, every column that is there and that no row fills: its content may stand elsewhere (LD-03)."""
    left = set(columns)
    for row in rows:
        left = {name for name in left if name in row and not row[name].strip()}
        if not left:
            return
    for name in sorted(left):
        notes.warn_once("empty column", name)
