"""CSV for spreadsheets and for other systems: one line a hit, UTF-8, comma, quoted where needed (RFC 4180).

Lists stand in one cell, joined by ``; ``. Cells that a spreadsheet would run as a formula carry an apostrophe (HT-21).
The file begins with a byte order mark: without it Excel reads UTF-8 names as Windows-1252.
"""

from pathlib import Path

from screening.reports import Report
from screening.reports._flat import flat, safe

FORMAT = "csv"
SUFFIXES = (".csv",)


def write(report: Report, path: Path) -> None:
    """Write one line a hit below a header line; no hits give the header alone."""
    safe(flat(report)).write_csv(path, include_bom=True)
