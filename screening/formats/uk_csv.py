"""The UK Sanctions List, CSV: role ``list`` (``UK-Sanctions-List.csv``).

Published at https://www.gov.uk/government/publications/the-uk-sanctions-list (the file itself:
https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv); since 28 January 2026 the only official UK list: the OFSI
consolidated list (ConList) closed then. Oddities: the first line is the report date, not the header; one row per
combination of name, address, birth date and number, grouped here by Unique ID. What a row means: ``_uk_party``.
"""

from collections.abc import Iterator
from itertools import chain

from screening.formats import Notes, Source, _uk_party
from screening.formats._guard import refused
from screening.formats._table import Line, count_empty, folded, grouped, header, lines
from screening.schema import Designation

_RARE = {"previous owner/operator (s)", "hull identification number (hin)", "non-latin script type"}
"""Columns that whole lists leave empty."""


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of the list, in the order of their first rows.

    Raises:
        ListRefusedError: the bytes are not this list (the closed ConList among them), or a row is cut off.
        ListFormatError: a mandatory column is missing (named), or a row without Unique ID or with too few cells.
    """
    table = list(lines(source))
    if any({"group id", "alias type"} <= set(map(folded, cells)) for _, cells in table[:2]):
        raise refused(_uk_party.CLOSED, source.file("list"), source.list_id, way_out=_uk_party.INSTEAD)
    _dated(table, notes)
    cells = table[0][1] if table else []
    columns = header(cells, _uk_party.MANDATORY, _uk_party.OPTIONAL, source, notes)
    groups = grouped(table[1:], columns, "unique id", "Unique ID", source)
    count_empty(chain.from_iterable(groups.values()), {*_uk_party.MANDATORY, *_uk_party.OPTIONAL} - _RARE, notes)
    for entry_id, rows in groups.items():
        yield _uk_party.designation(entry_id, rows, source, notes)


def _dated(table: list[Line], notes: Notes) -> None:
    """Take the line of the report date off the table and note the date."""
    if table and table[0][1][0].lower().startswith("report date"):
        told = " ".join(table.pop(0)[1]).partition(":")[2].strip(" ,")
        notes.published = _uk_party.day(told, "Report Date", "", notes)
    else:
        notes.warn("missing date", detail="Report Date")
