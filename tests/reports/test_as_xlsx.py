"""Laws of the Excel report, read from the workbook's own XML and back by a spreadsheet library."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import fastexcel
import polars as pl
from lxml import etree

from screening import reports
from tests.reports.made import report

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(tmp_path: Path, *changes: Mapping[str, object], **originals: list[str]) -> tuple[zipfile.ZipFile, list[str]]:
    """The written workbook and its shared texts."""
    reports.write("xlsx", report(*changes, originals=originals or None, starter=True), tmp_path / "out.xlsx")
    book = zipfile.ZipFile(tmp_path / "out.xlsx")
    texts = etree.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{NS}t")
    return book, [each.text or "" for each in texts]


def back(tmp_path: Path, name: str) -> pl.DataFrame:
    """A sheet of the written workbook as fastexcel reads it."""
    sheet = fastexcel.read_excel(tmp_path / "out.xlsx").load_sheet(name, dtypes="string")
    return sheet.to_polars()


def links(book: zipfile.ZipFile) -> dict[str, str]:
    """Cells of the first sheet that lead somewhere, and where."""
    places = {}
    if "xl/worksheets/_rels/sheet1.xml.rels" in book.namelist():
        for each in etree.fromstring(book.read("xl/worksheets/_rels/sheet1.xml.rels")):
            places[each.get("Id")] = each.get("Target")
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return {each.get("ref"): places[each.get(key)] for each in sheet.iter(f"{NS}hyperlink")}


NASTY = ('=HYPERLINK("https://x.example")', "@SUM(1)", "https://x.example", "+1", "file:///etc/passwd")


def test_text_never_becomes_a_formula_or_link(tmp_path: Path) -> None:
    """HT-21: a name that looks like a formula or an address stays a text cell, on every sheet."""
    for text in NASTY:
        nasty = {"queried_name": text, "reason": text, "authority": text, "decision": text, "source_url": ""}
        with sheets(tmp_path, nasty, name=["", text, ""])[0] as book:
            for name in book.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    sheet = etree.fromstring(book.read(name))
                    assert not list(sheet.iter(f"{NS}f", f"{NS}hyperlink"))
        assert back(tmp_path, "Hits")["queried_name"].item() == text


def test_only_https_addresses_lead_somewhere(tmp_path: Path) -> None:
    """The public entry can be clicked on where it is a plain https address, and nothing else can."""
    for address in ("https://example.org/7?a=1&b=2#c", "http://x.example", "javascript:alert(1)", "https://a b",
                    "https://" + "x" * 3000, "internal:Summary!A1", "=1"):  # fmt: skip
        with sheets(tmp_path, {"source_url": address})[0] as book:
            found = list(links(book).values())
        assert found == ([address.split("#")[0]] if address.startswith("https://example") else [])
        assert back(tmp_path, "Hits")["source_url"].item() == address


def test_every_sheet_reads_back(tmp_path: Path) -> None:
    """Hits, cases, lists and the summary have what the report has; the input's columns stay (US-18)."""
    other = {"list_id": "yy", "authority": "Council", "reason": "", "listed_on": None, "alert": False}
    sheets(tmp_path, {}, other, amount=["", "1200.50", ""])[0].close()
    hits, found, lists = (back(tmp_path, name) for name in ("Hits", "Cases", "Lists"))
    assert hits["input_amount"].to_list() == ["1200.50"] * 2
    assert hits["score"].cast(pl.Float64).to_list() == [92.5, 92.5]
    (case,) = found.iter_rows(named=True)
    assert (case["listings"], case["alerts"]) == ("2", "1")
    assert case["authorities"] == "xx_list 7: Ministry of Nowhere\nyy 7: Council"
    assert case["reasons"] == "xx_list 7: She ferried snow.\nyy 7: not published"
    assert case["listed parties"] == "xx_list 7 BERG, Olga\nyy 7 BERG, Olga"
    assert lists.select("list", "age", "hits").row(0) == ("xx_list", "3 days", "1")


def test_the_header_is_frozen_and_filtered(tmp_path: Path) -> None:
    """The hits can be scrolled and filtered."""
    with sheets(tmp_path, {})[0] as book:
        assert b'xSplit="3" ySplit="1"' in book.read("xl/worksheets/sheet1.xml")
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
