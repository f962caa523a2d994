"""Workbooks: cells as text, and the refusal of everything that is none, damaged, cut or far too large (LD-01)."""

import datetime as dt
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListRefusedError
from screening.formats import _workbook
from screening.formats._workbook import sheets

ZIP = b"PK\x03\x04"
REFUSED = {
    "an empty file": (b"", "is empty"),
    "a web page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
    "an S3 error": (b'<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', "NoSuchKey"),
    "a list in XML": (b"<list><party/></list>", "no Excel workbook"),
    "text": (b"Reference,Name\n1,TESTO\n", "no Excel workbook"),
    "JSON": (b'{"error": "not found"}', "no Excel workbook"),
    "an old or encrypted workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old .* or an encrypted"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git-LFS"),
    "the begin of a zip": (ZIP + b"\0" * 300, "damaged or cut off"),
}


def made(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A workbook of one sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet, date = book.add_worksheet("List"), book.add_format({"num_format": "dd/mm/yyyy"})
        for n, row in enumerate(rows):
            for at, cell in enumerate(row):
                sheet.write_datetime(n, at, cell, date) if isinstance(cell, dt.date) else sheet.write(n, at, cell)
    return path


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    """A zip archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def bare(path: Path, **more: bytes) -> dict[str, bytes]:
    """The parts of a small workbook by name, with further ones."""
    with zipfile.ZipFile(made(path, [["Reference"], ["1"]])) as archive:
        return {**{name: archive.read(name) for name in archive.namelist()}, **more}


def test_cells_are_text(tmp_path: Path) -> None:
    """Numbers, dates and yes or no come as text, a date without its midnight, white space as one blank."""
    rows: list[list[object]] = [
        ["Reference", "b"],
        [2, dt.date(1961, 5, 11)],
        [True, " two\n lines\xa0"],
        ["", ""],
        ["x", None],
    ]
    [sheet] = sheets(made(tmp_path / "list.xlsx", rows), "x")
    assert sheet.name == "List"
    assert sheet.rows == [("Reference", "b"), ("2", "1961-05-11"), ("true", "two lines"), ("", ""), ("x", "")]


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_workbook_is_refused(tmp_path: Path, what: str) -> None:
    """One line names the list, the file and what it is."""
    path, (data, told) = tmp_path / "list.xlsx", REFUSED[what]
    path.write_bytes(data)
    with pytest.raises(ListRefusedError, match=told) as error:
        list(sheets(path, "au"))
    assert str(error.value).startswith(f"au, {path}: ")
    assert "\n" not in str(error.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """There is nothing to read."""
    for path, told in ((tmp_path / "none.xlsx", "does not exist"), (tmp_path, "directory")):
        with pytest.raises(ListRefusedError, match=told):
            list(sheets(path, "x"))


def test_another_zip_is_refused(tmp_path: Path) -> None:
    """A zip archive is not yet a workbook."""
    with pytest.raises(ListRefusedError, match="no Excel workbook"):
        list(sheets(zipped(tmp_path / "list.xlsx", {"list.csv": b"a,b"}), "x"))


def test_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    """The parts are there, but no workbook can be made of them."""
    parts = bare(tmp_path / "good.xlsx") | {"xl/workbook.xml": b"<workbook"}
    with pytest.raises(ListRefusedError, match="cannot be read"):
        list(sheets(zipped(tmp_path / "list.xlsx", parts), "x"))


@given(share=st.floats(0, 0.999))
def test_a_cut_workbook_is_refused(tmp_path_factory: pytest.TempPathFactory, share: float) -> None:
    """Wherever it ends: never a shorter list."""
    data = made(tmp_path_factory.getbasetemp() / "whole.xlsx", [["Reference"], ["1"]]).read_bytes()
    path = tmp_path_factory.getbasetemp() / "cut.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ListRefusedError):
        list(sheets(path, "x"))


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    """Check sums are checked before anything is read."""
    path = made(tmp_path / "list.xlsx", [["Reference"], ["1"]])
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 100
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(ListRefusedError, match="damaged"):
        list(sheets(path, "x"))


def test_a_zip_bomb_is_refused_by_what_it_states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sum of the stated sizes is bounded, before anything is unpacked."""
    monkeypatch.setattr(_workbook, "LARGEST", 100_000)
    parts = bare(tmp_path / "good.xlsx") | {"xl/media/image.bin": b"0" * 1_000_000}
    with pytest.raises(ListRefusedError, match="larger than 100,000 bytes"):
        list(sheets(zipped(tmp_path / "list.xlsx", parts), "x"))


@pytest.mark.parametrize(("limit", "told"), [(100_000, "larger than"), (10_000_000, "not the size it states")])
def test_a_part_that_lies_about_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, told: str
) -> None:
    """A part is unpacked to its end, whatever the directory says."""
    monkeypatch.setattr(_workbook, "LARGEST", limit)
    path = zipped(tmp_path / "list.xlsx", bare(tmp_path / "good.xlsx") | {"xl/bomb.bin": b"0" * 1_000_000})
    data = path.read_bytes().replace((1_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    path.write_bytes(data)
    with pytest.raises(ListRefusedError, match=told):
        list(sheets(path, "x"))


def test_a_far_cell_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    """One cell in the last corner would make a box of 17 billion; empty formatted cells do not count."""
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
        sheet.write_string(0, 0, "Reference")
    assert [found.rows for found in sheets(path, "x")] == [[("Reference",)]]
    made(path, [["Reference"], *([[""]] * 20_000), [*([""] * 999), "far"]])
    with pytest.raises(ListRefusedError, match="20,002 rows and 1,000 columns"):
        list(sheets(path, "x"))


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    """The flag of the zip directory is enough."""
    path = made(tmp_path / "list.xlsx", [["Reference"]])
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(ListRefusedError, match="encrypted"):
        list(sheets(path, "x"))


def test_a_workbook_without_cells_has_no_sheets(tmp_path: Path) -> None:
    """An empty sheet is no sheet of a list."""
    assert list(sheets(made(tmp_path / "empty.xlsx", []), "x")) == []
    assert list(sheets(made(tmp_path / "blank.xlsx", [[" "]]), "x")) == []
