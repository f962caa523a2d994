"""Safe reading of an Excel workbook (.xlsx): fail closed on what is none, on bombs and on damage (LD-01).

A workbook is a zip archive of XML parts (ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/).
Every part is unpacked once, in pieces, before anything reads it: its true size and check sum must be the stated ones
and the sum must stay within bounds, so a part that lies about its size, and a cut or damaged file, are refused here.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fastexcel

from screening.formats._guard import check_content, refused

LARGEST = 200_000_000
"""Bytes of all parts together when unpacked; the largest real list has 10 million."""
CELLS = 10_000_000
"""Cells of the box around all filled cells of a sheet, which is held in memory; real lists have 210 thousand."""
_PIECE = 1 << 20
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d) 00:00:00")
_FILLED = re.compile(rb'<(?:\w+:)?c\s(?:[^<>]*\s)?r="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!/)>')
_TAG = 4_096
"""Bytes kept from one piece to the next: more than the tag of a cell ever has."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows from the first filled one on, every cell as text, dates as ISO 8601."""

    name: str
    rows: list[tuple[str, ...]]


def sheets(path: Path, list_id: str) -> Iterator[Sheet]:
    """Yield the sheets of a workbook that have any filled cell, one at a time.

    Raises:
        ListRefusedError: the file is missing, empty, a web page, an error answer, anything but an open .xlsx workbook,
            damaged, cut, or larger inside than ``LARGEST`` bytes or ``CELLS`` cells.
    """
    _check_zip(path, list_id)
    try:
        book = fastexcel.read_excel(path)
        for at, name in enumerate(book.sheet_names):
            read = book.load_sheet(at, header_row=None, dtypes="string")
            rows = [tuple(map(_text, row)) for row in read.to_polars().rows()] if read.width else []
            if any(map(any, rows)):
                yield Sheet(name, rows)
    except fastexcel.FastExcelError as error:
        what = f"the workbook cannot be read ({' '.join(str(error).split())[:100]})"
        raise refused(what, path, list_id) from error


def _text(cell: str | None) -> str:
    """A cell on one line, a date without its midnight."""
    text = " ".join((cell or "").replace("_x000D_", " ").split())
    day = _MIDNIGHT.fullmatch(text)
    return day[1] if day else text


def _check_zip(path: Path, list_id: str) -> None:
    """Refuse what is no workbook, and a workbook that is damaged or too large inside."""
    _check_head(path, list_id)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/workbook.") for name in names):
                raise refused("the file is a zip archive, but no Excel workbook (.xlsx)", path, list_id)
            left = LARGEST
            for part in archive.infolist():
                left -= _measured(archive, part, left, path, list_id)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise refused(f"the workbook is damaged or cut off ({error})", path, list_id) from error


def _check_head(path: Path, list_id: str) -> None:
    """Refuse by the first bytes what is no zip archive."""
    head = b""
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(_PIECE)
    if head.startswith(b"PK\x03\x04"):
        return
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused("the file is an old (.xls) or an encrypted Excel file, not an open .xlsx", path, list_id)
    if head.lstrip()[:1] not in (b"{", b"["):
        check_content(path, list_id, "xml" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "csv")
    raise refused("the file is no Excel workbook (.xlsx)", path, list_id)


def _measured(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, path: Path, list_id: str) -> int:
    """The true size of a part, unpacked to its very end, in bytes."""
    too_large = refused(f"the workbook is larger than {LARGEST:,} bytes inside", path, list_id)
    if part.flag_bits & 1:
        raise refused("the workbook is encrypted", path, list_id)
    stated, size, box = part.file_size, 0, _Box(path, list_id)
    if stated > left:
        raise too_large
    part.file_size = 1 << 62  # else unpacking stops at the stated size, whatever follows
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > left:
                raise too_large
            if part.filename.startswith("xl/worksheets/"):
                box.add(piece)
    if size != stated:
        raise refused("the workbook is damaged: a part has not the size it states", path, list_id)
    return size


class _Box:
    """The box around the filled cells of one sheet."""

    def __init__(self, path: Path, list_id: str) -> None:
        self._path, self._list_id = path, list_id
        self._rest, self._columns, self._rows = b"", 0, 0

    def add(self, piece: bytes) -> None:
        """Take the next bytes of the sheet's XML; raises ``ListRefusedError`` where the box grows too large."""
        seen = self._rest + piece
        for letters, digits in _FILLED.findall(seen):
            self._rows = max(self._rows, int(digits))
            column = 0
            for letter in letters:
                column = column * 26 + letter - 64
            self._columns = max(self._columns, column)
        self._rest = seen[max(seen.rfind(b"<"), len(seen) - _TAG) :]
        if self._rows * self._columns > CELLS:
            what = f"a sheet reaches over {self._rows:,} rows and {self._columns:,} columns"
            raise refused(what, self._path, self._list_id)
