"""Excel workbook for officers: hits, cases, lists, and what the run was, each on a sheet.

Headers are frozen and can be filtered by. Text is always text: no cell becomes a formula, a link or a number by its
look; the one thing to click on is the https address of a listed party's public entry. A cell of Excel holds 32,767
characters and a sheet 1,048,576 rows and 65,530 links (https://support.microsoft.com/office/excel-specifications-and-
limits-1672b34d-7043-467e-8e27-269d656771c3): longer text ends with a note that says so, more hits are refused, not cut,
further links stay text. Control characters have no place in XML and are written as blanks.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from screening.errors import OutputError
from screening.reports import Report, days
from screening.reports._flat import flat, summary_lines
from screening.reports._grouped import cases

FORMAT = "xlsx"
SUFFIXES = (".xlsx",)

MOST_ROWS = 1_048_576
MOST_LINKS, LONGEST_LINK = 65_530, 2_000
LONGEST, CUT = 32_767, " ... (cut: an Excel cell holds 32,767 characters)"
_WIDTHS = {
    **dict.fromkeys(("row", "score", "alert", "alerts", "listings", "threshold", "entries", "names"), 60),
    **dict.fromkeys(("explanation", "reason", "reasons", "actions"), 420),
    **dict.fromkeys(("listed on", "why no alert"), 200),
    **dict.fromkeys(("evidence", "parts"), 320),
    **dict.fromkeys(("legal_basis", "decision", "source_url", "title", "listed parties"), 240),
    **dict.fromkeys(("queried_name", "primary_name", "matched_name", "authority", "authorities", "programmes"), 220),
    **dict.fromkeys(("queried_words", "matched_words"), 220),
}
"""In pixels; other columns have 110, those of the input 160."""
_OF_CASE = {
    "authorities": "authority",
    "programmes": "programmes",
    "legal_basis": "legal_basis",
    "measures": "measures",
    "listed on": "listed_on",
    "reasons": "reason",
    "why no alert": "why_no_alert",
    "decision": "decision",
    "disposition": "disposition",
}
"""The columns of the sheet of cases that say of every hit of a case what it says, each below the other."""
_LEFT = 3
"""Row, customer and name stay in sight when the hits are scrolled to the right."""
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
        hits = _fitted(flat(report))
        _sheet(book, "Hits", hits, frozen=_LEFT)
        _link(book, hits, "source_url")
        _sheet(book, "Cases", _fitted(_cases(report)), frozen=_LEFT, wrapped=("listed parties", *_OF_CASE))
        _sheet(book, "Lists", _fitted(_lists(report)))
        sheet = book.add_worksheet("Summary")
        bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 120)
        said = pl.DataFrame(list(summary_lines(report)), schema={"label": pl.String, "text": pl.String}, orient="row")
        for place, (label, text) in enumerate(_fitted(said).iter_rows()):
            sheet.write_string(place, 0, label, bold)
            sheet.write_string(place, 1, text, wrapped)


def _sheet(
    book: xlsxwriter.Workbook, name: str, frame: pl.DataFrame, *, frozen: int = 0, wrapped: Sequence[str] = ()
) -> None:
    frame.write_excel(
        book,
        name,
        table_style="Table Style Light 1",
        header_format={"bold": True, "text_wrap": True, "valign": "top"},
        freeze_panes=(1, frozen),
        column_widths={column: _width(column) for column in frame.columns},
        column_formats={column: {"text_wrap": True, "valign": "top"} for column in wrapped},
        dtype_formats={pl.Float64: "0.00", pl.Date: "yyyy-mm-dd", pl.Int64: "0"},
    )


def _link(book: xlsxwriter.Workbook, hits: pl.DataFrame, column: str) -> None:
    """Make the addresses of a column something to click on, the text of the cell as it was."""
    sheet, place = book.get_worksheet_by_name("Hits"), hits.columns.index(column)
    links = 0
    for number, address in enumerate(hits[column], start=1):
        sound = address.startswith("https://") and len(address) <= LONGEST_LINK and address.isprintable()
        if sound and not any(sign.isspace() for sign in address) and links < MOST_LINKS:
            sheet.write_url(number, place, address, string=address)
            links += 1


def _cases(report: Report) -> pl.DataFrame:
    """One row a case: who was screened, and every list, authority and reason of its hits, in the order of the hits."""
    rows = []
    for case in cases(report.hits.iter_rows(named=True)):
        best = case.best
        facts = {name: best[name] for name in ("row", "customer_id", "queried_name", "case_id", "score", "grade")}
        joined = {
            "listings": len(case.hits),
            "alerts": case.alerts,
            "listed parties": "\n".join(
                f"{hit['list_id']} {hit['entry_id']} {hit['primary_name']}" for hit in case.hits
            ),
        }
        for name, column in _OF_CASE.items():
            joined[name] = case.by_listing(column)
        rows.append(facts | joined)
    kinds = {"row": pl.Int64, "score": pl.Float64, "listings": pl.Int64, "alerts": pl.Int64}
    names = ("row", "customer_id", "queried_name", "case_id", "score", "grade", "listings", "alerts", "listed parties")
    return pl.DataFrame(rows, schema={name: kinds.get(name, pl.String) for name in (*names, *_OF_CASE)})


def _lists(report: Report) -> pl.DataFrame:
    lines = report.summary.lists
    hits = dict(report.hits["list_id"].value_counts().iter_rows())
    return pl.DataFrame(
        {
            "list": [line.list_id for line in lines],
            "title": [line.title for line in lines],
            "authority": [line.authority for line in lines],
            "date": [line.snapshot_date for line in lines],
            "age": [days(line.age_days) for line in lines],
            "entries": [line.entries for line in lines],
            "names": [line.names for line in lines],
            "hits": [hits.get(line.list_id, 0) for line in lines],
            "SHA-256": [line.sha256 for line in lines],
        },
        schema_overrides={"date": pl.Date, **dict.fromkeys(("entries", "names", "hits"), pl.Int64)},
    )


def _width(name: str) -> int:
    return _WIDTHS.get(name, 160 if name.startswith("input_") else 110)


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
