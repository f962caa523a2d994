"""Laws of the Excel report, read from the workbook's own XML."""

import zipfile
from pathlib import Path

from lxml import etree

from screening import reports
from tests.reports.made import report

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(tmp_path: Path, *changes: dict[str, object], **originals: list[str]) -> tuple[zipfile.ZipFile, list[str]]:
    """The written workbook and its shared texts."""
    reports.write("xlsx", report(*changes, originals=originals or None, starter=True), tmp_path / "out.xlsx")
    book = zipfile.ZipFile(tmp_path / "out.xlsx")
    texts = etree.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{NS}t")
    return book, [each.text or "" for each in texts]


def test_text_never_becomes_a_formula_or_link(tmp_path: Path) -> None:
    """HT-21: a name that looks like a formula or an address stays a text cell."""
    with sheets(tmp_path, {"queried_name": '=HYPERLINK("https://x.example")', "reason": "@SUM(1)"})[0] as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert not list(sheet.iter(f"{NS}f", f"{NS}hyperlink"))


def test_the_header_is_frozen_and_filtered(tmp_path: Path) -> None:
    """The hits can be scrolled and filtered."""
    with sheets(tmp_path, {})[0] as book:
        assert b'ySplit="1"' in book.read("xl/worksheets/sheet1.xml")
        assert b"<autoFilter" in book.read("xl/tables/table1.xml")


def test_the_summary_sheet_says_what_the_run_was(tmp_path: Path) -> None:
    """Counts, lists with age, ownership, rows in error and the caution are on the second sheet."""
    book, texts = sheets(tmp_path, {})
    book.close()
    said = "\n".join(texts)
    for words in (
        "no alert at threshold 74",
        "age 3 days",
        "ownership not assessed",
        "Row 3 in error",
        "starter list:",
    ):
        assert words in said


def test_control_characters_and_long_text_open_in_excel(tmp_path: Path) -> None:
    """XML has no control characters and a cell an upper bound: both are met, the cut is said."""
    book, texts = sheets(tmp_path, {"reason": "a\x01b" + "x" * 40_000}, Name=["", "1", ""], name=["", "2", ""])
    book.close()
    cut = max(texts, key=len)
    assert cut.startswith("a b")
    assert (len(cut), cut.endswith("holds 32,767 characters)")) == (32_767, True)
