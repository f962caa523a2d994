"""The bytes of a counterparty file as rows of text cells, whoever wrote them (HT-22, HT-13).

Files come out of core systems and spreadsheets: UTF-8 with and without BOM, UTF-16, Windows code pages, commas,
semicolons, tabs, bars, quoted line breaks. A guess is stated, a broken row is a row in error, and a stray quote never
swallows the rows behind it.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import charset_normalizer
import polars as pl

from screening.counterparties._columns import is_known
from screening.errors import InputError

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MAX_LINES = 100
"""Lines one row may span; a quoted cell that runs on longer was never closed."""
UNDECODABLE, UNCLOSED = "bytes that are no text in the file's encoding", "a quote that is not closed or not doubled"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 little endian"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 big endian"),
)
_MAGIC = {
    b"PK\x03\x04": "a zip archive or Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF document",
    b"SQLite format 3": "a database",
}
_BROKEN = re.compile("[\ud800-\udfff]")  # what surrogateescape leaves of a byte that is no text
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
_SAVE_AS = "Save it as CSV (UTF-8) or Parquet."


@dataclass(frozen=True, slots=True)
class Cells:
    """A file as text: ``rows`` have exactly one cell a header column; ``problems`` are by 0-based place in ``rows``."""

    header: tuple[str, ...]
    rows: list[list[str]]
    problems: dict[int, str]
    encoding: str
    delimiter: str
    warnings: tuple[str, ...] = ()


def read_cells(path: Path) -> Cells:
    """Read a CSV or Parquet file; raises InputError where there is nothing to read or it is no such file."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", where=str(path), way_out="Check the path.") from None
    except IsADirectoryError:
        raise InputError("this is a folder", where=str(path), way_out="Name one CSV or Parquet file.") from None
    except OSError as error:
        raise InputError(
            f"it cannot be read ({error.strerror})", where=str(path), way_out="Check its rights."
        ) from None
    if raw[:4] == b"PAR1":
        return _parquet(path)
    if not raw.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise InputError("the file is empty", where=str(path), way_out="Export it again, with a header row.")
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise InputError(f"the file is {what}, not text", where=str(path), way_out=_SAVE_AS)
    text, encoding, warnings = _decode(raw, path)
    return _csv(text, encoding, warnings)


def _decode(raw: bytes, path: Path) -> tuple[str, str, tuple[str, ...]]:
    """The text, the encoding in words, warnings; bytes that are no text become surrogates (PEP 383)."""
    for bom, codec, title in _BOMS:
        if raw.startswith(bom):
            return _checked(_lenient(raw[len(bom) :], codec), path), title, ()
    head = raw[:8192]
    nuls = head[0::2].count(0), head[1::2].count(0)  # Latin letters and delimiters of UTF-16 have one empty byte
    for codec, title, empty, full in (
        ("utf-16-le", "UTF-16 little endian", nuls[1], nuls[0]),
        ("utf-16-be", "UTF-16 big endian", nuls[0], nuls[1]),
    ):
        if empty > len(head) / 20 and full <= empty / 20:
            return _checked(_lenient(raw, codec), path), f"{title} (guessed: no byte order mark)", ()
    _checked(raw[:65536].decode("latin-1"), path)
    text = _lenient(raw, "utf-8")
    broken = len(_BROKEN.findall(text))
    if not broken:
        return text, "UTF-8", ()
    if sum(character > "\x7f" for character in text) - broken > 4 * broken:
        # A code page hardly ever forms valid UTF-8 by chance: so many valid letters are a damaged UTF-8 file.
        return text, "UTF-8, damaged", ()
    return _code_page(raw, path)


def _lenient(raw: bytes, codec: str) -> str:
    if not codec.startswith("utf-16"):
        return raw.decode(codec, "surrogateescape")
    text = raw[: len(raw) & ~1].decode(codec, "surrogatepass")
    text = re.sub("[\ud800-\udbff][\udc00-\udfff]", lambda pair: _joined(pair.group()), text)
    return text + ("\udc80" if len(raw) % 2 else "")


def _joined(pair: str) -> str:
    return pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _code_page(raw: bytes, path: Path) -> tuple[str, str, tuple[str, ...]]:
    """Windows-1251 or Windows-1252, by the lines that have other than ASCII letters."""
    sample = b"\n".join(line for line in raw.splitlines() if not line.isascii())[:65536]
    best = charset_normalizer.from_bytes(sample, cp_isolation=["cp1251", "cp1252"]).best()
    codec = best.encoding if best else "cp1252"
    seen = [character for character in sample.decode(codec, "replace") if character > "\x7f"]
    if sum(character.isalpha() for character in seen) < 0.6 * len(seen):
        raise InputError(
            "its encoding is not UTF-8, UTF-16, Windows-1251 or Windows-1252", where=str(path), way_out=_SAVE_AS
        )
    title = f"Windows-{codec.removeprefix('cp')} (guessed)"
    warning = f"the encoding {title} is a guess: if names look wrong, save the file as UTF-8"
    return _lenient(raw, codec), title, (warning,)


def _checked(text: str, path: Path) -> str:
    """Refuse text that is none; a few control characters in a name are no reason."""
    head = text[:65536]
    if len(_CONTROL.findall(head)) > len(head) / 10:
        raise InputError("the file is binary, not text", where=str(path), way_out=_SAVE_AS)
    return text


def _csv(text: str, encoding: str, warnings: tuple[str, ...]) -> Cells:
    lines = list(io.StringIO(text.removesuffix("\x1a"), newline=""))  # Ctrl-Z: the end of a file in DOS
    stated = re.fullmatch(r"\s*sep=(.)\s*", lines[0]) if lines else None  # Excel's own first line
    delimiter = stated.group(1) if stated else _delimiter(lines)
    records = _records(lines[1:] if stated else lines, delimiter or "\x1f")
    first, _ = next(records, ([""], ""))
    header = _unique([_BROKEN.sub("�", cell).strip() for cell in first])
    damaged = bool(_BROKEN.search(text))
    rows: list[list[str]] = []
    problems: dict[int, str] = {}
    for cells, broken in records:
        clean = [_BROKEN.sub("�", cell) for cell in cells] if damaged else cells
        problem = broken or _width_problem(len(header), cells) or (UNDECODABLE if clean != cells else "")
        if problem:
            problems[len(rows)] = problem
        rows.append(_fitted(clean, len(header)))
    name = DELIMITERS.get(delimiter, repr(delimiter) if delimiter else "none (one column)")
    return Cells(header, rows, problems, encoding, name, warnings)


def _width_problem(width: int, cells: list[str]) -> str:
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return f"{len(cells)} cells where the header has {width}"
    return ""


def _fitted(cells: list[str], width: int) -> list[str]:
    if len(cells) <= width:
        return cells + [""] * (width - len(cells))
    surplus = [cell for cell in cells[width:] if cell.strip()]
    return [*cells[: width - 1], " | ".join([cells[width - 1], *surplus])]


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Cells and problem of each row; after a broken row reading goes on at its second line, so that none is lost."""
    at = start = 0

    def feed() -> Iterator[str]:
        nonlocal at
        while at < min(len(lines), start + MAX_LINES):
            at += 1
            yield lines[at - 1]

    while at < len(lines):
        reader = csv.reader(feed(), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                start = at
                if cells:  # a blank line is no row
                    yield cells, ""
        except csv.Error:
            yield [lines[start].rstrip("\r\n")], UNCLOSED
            start += 1
            at = start


def _delimiter(lines: list[str]) -> str:
    """The delimiter under which the header has most known columns, then most columns; "" for a single column."""

    def worth(delimiter: str) -> tuple[int, int]:
        cells, _ = next(_records(lines[:MAX_LINES], delimiter), ([""], ""))
        return (sum(map(is_known, cells)), len(cells)) if len(cells) > 1 else (0, 1)

    best = max(DELIMITERS, key=worth)
    return best if worth(best)[1] > 1 else ""


def _unique(header: list[str]) -> tuple[str, ...]:
    """Column names made distinct: blank ones by their place, repeated ones by a number; "row" is ours."""
    seen = {"row"}
    for place, cell in enumerate(header, start=1):
        name, number = cell or f"column {place}", 2
        while name in seen:
            name, number = f"{cell or 'column'} {number}", number + 1
        seen.add(name)
        header[place - 1] = name
    return tuple(header)


def _parquet(path: Path) -> Cells:
    try:
        frame = pl.read_parquet(path)
        frame = frame.select(_as_text(column) for column in frame.get_columns())
    except (pl.exceptions.PolarsError, OSError):
        raise InputError(
            "this Parquet file cannot be read as columns of text", where=str(path), way_out="Export it again."
        ) from None
    rows = [["" if cell is None else cell for cell in row] for row in frame.iter_rows()]
    return Cells(_unique(list(frame.columns)), rows, {}, "Parquet", "none (columns)")


def _as_text(column: pl.Series) -> pl.Series:
    if column.dtype == pl.List(pl.String):
        return column.list.join("; ", ignore_nulls=True)
    if column.dtype.is_float() and bool((column.drop_nulls() == column.drop_nulls().round()).all()):
        column = column.cast(pl.Int64)  # a number of a register that passed through a spreadsheet: 7718763393.0
    return column.cast(pl.String)
