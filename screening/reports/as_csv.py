"""CSV for spreadsheets and for other systems: one line a hit, UTF-8, comma, quoted where needed (RFC 4180).

Lists stand in one cell, joined by ``; ``. Cells that a spreadsheet would run as a formula carry an apostrophe (HT-21).
The file begins with a byte order mark: without it Excel reads UTF-8 names as Windows-1252.
"""

from pathlib import Path
from typing import BinaryIO

from screening.reports import Report
from screening.reports._flat import flat, safe

FORMAT = "csv"
SUFFIXES = (".csv",)


def write(report: Report, path: Path) -> None:
    """Write one line a hit below a header line; no hits give the header alone."""
    with path.open("wb") as file:
        append(report, file, first=True)


def append(report: Report, file: BinaryIO, *, first: bool) -> None:
    """Write the hits of some rows behind those of the rows before; the first ones below the header line."""
    safe(flat(report)).write_csv(file, include_bom=first, include_header=first)
