"""Excel workbook for officers: a sheet of hits with a frozen, filtered header, and a sheet that says what the run was.

Text is always text: no cell becomes a formula, a link or a number by its look. A cell of Excel holds 32,767 characters
and a sheet 1,048,576 rows (https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-
8e27-269d656771c3): longer text ends with a note that says so, more hits are refused, not cut. Control characters have
no place in XML and are written as blanks.
"""

from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from screening.errors import OutputError
from screening.reports import Report
from screening.reports._flat import flat, summary_lines

FORMAT = "xlsx"
SUFFIXES = (".xlsx",)

MOST_ROWS = 1_048_576
LONGEST, CUT = 32_767, " ... (cut: an Excel cell holds 32,767 characters)"
_WIDE = {"explanation": 420, "reason": 420, "actions": 420, "evidence": 320, "parts": 320, "legal_basis": 240}
_NAMES = ("queried_name", "primary_name", "matched_name", "authority")
_NO_XML = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(report: Report, path: Path) -> None:
    """Write the sheets "Hits" and "Summary"; raises OutputError where there are more hits than a sheet has rows."""
    if report.hits.height >= MOST_ROWS:
        raise OutputError(
            f"{report.hits.height:,} hits are more than an Excel sheet holds", way_out="Write csv instead."
        )
    try:
        _fill(report, path)
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _fill(report: Report, path: Path) -> None:
    with xlsxwriter.Workbook(path, {**_TEXT_ONLY, "nan_inf_to_errors": True}) as book:
        frame = _fitted(flat(report))
        frame.write_excel(
            book,
            "Hits",
            table_style="Table Style Light 1",
            header_format={"bold": True, "text_wrap": True, "valign": "top"},
            freeze_panes=(1, 0),
            column_widths={name: _width(name) for name in frame.columns},
            dtype_formats={pl.Float64: "0.0", pl.Date: "yyyy-mm-dd", pl.Int64: "0"},
        )
        sheet = book.add_worksheet("Summary")
        bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 120)
        for place, (label, text) in enumerate(summary_lines(report)):
            sheet.write_string(place, 0, label, bold)
            sheet.write_string(place, 1, text[:LONGEST], wrapped)


def _width(name: str) -> int:
    if name in _WIDE:
        return _WIDE[name]
    return 220 if name in _NAMES or name.startswith("input_") else 110


def _fitted(frame: pl.DataFrame) -> pl.DataFrame:
    """Text that Excel can hold; column names that differ in case only, which a table refuses, made distinct."""
    text = pl.col(pl.String).str.replace_all(_NO_XML, " ")
    cut = text.str.head(LONGEST - len(CUT)) + CUT
    frame = frame.with_columns(pl.when(text.str.len_chars() > LONGEST).then(cut).otherwise(text).name.keep())
    seen: set[str] = set()
    names = {}
    for name in frame.columns:
        fresh, number = name[:240], 2
        while fresh.lower() in seen:
            fresh, number = f"{name[:240]} {number}", number + 1
        seen.add(fresh.lower())
        names[name] = fresh
    return frame.rename(names)
