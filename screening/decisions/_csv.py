"""Decisions as CSV: one row a line with every field, for reading without the program and for copying into a new file.

UTF-8 with a byte order mark, every cell quoted (RFC 4180). The facts of a good-guy entry are JSON in a cell. A cell
that a spreadsheet could run as a formula, or that begins with an apostrophe, carries an apostrophe in front, and
reading takes exactly one away: so the copy is safe to open and loses nothing. The column ``hash`` proves it: what is
read from an export gives the same chain, or is refused.

A row without a hash is a new decision (dispositions from a case system, say) and is checked like any other.
"""

import contextlib
import csv
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from screening.decisions._file import DecisionsFile, Line
from screening.decisions._lines import FIRST, WORDS, chained, check, reading, writing
from screening.errors import InputError, OutputError, ScreeningError

_JSON = {"differences": "[]", "customer": "{}", "designation": "{}"}
"""Cells that hold JSON, and what an empty one means."""
COLUMNS = (
    "number",
    "line",
    *dict.fromkeys(each.name for made in WORDS.values() for each in fields(made)),
    "hash",
)
"""The columns of an export: what a line calls itself, every field of every kind of line, its hash."""
_STARTS = tuple("=+-@\t\r\n'＝＋－＠")
LONGEST_FILE = 4_000_000_000
"""Bytes of a CSV file that is read."""


def safe(cell: str) -> str:
    """The cell as no spreadsheet runs it; ``bare`` gives it back."""
    return f"'{cell}" if cell.startswith(_STARTS) else cell


def bare(cell: str) -> str:
    """The cell without the apostrophe that ``safe`` put there."""
    return cell.removeprefix("'")


def export_csv(lines: Iterable[Line], path: Path) -> int:
    """Write lines as CSV, whole or not at all; returns how many.

    Raises:
        OutputError: the file cannot be written.
    """
    beside, count = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp"), 0
    try:
        with beside.open("w", encoding="utf-8-sig", newline="") as file:
            write = csv.writer(file, quoting=csv.QUOTE_ALL)
            write.writerow(COLUMNS)
            for line in lines:
                write.writerow([safe(cell) for cell in _cells(line)])
                count += 1
        beside.replace(path)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})", where=str(path), way_out="Check the path."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return count


def _cells(line: Line) -> Iterator[str]:
    told: dict[str, object] = {**json.loads(line.text), "number": line.number, "hash": line.hash}
    for column in COLUMNS:
        value = told.get(column, "")
        plain = _compact(value) if column in _JSON and value != "" else value
        yield str(plain)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def import_csv(path: Path, into: DecisionsFile) -> tuple[int, int]:
    """Add the rows of a CSV file, all or none.

    Rows with a hash must continue the chain of ``into``; those it already holds are passed over. So an export goes into
    a new file, or into an older copy of the same one.

    Returns:
        How many lines were added, and how many were there already.

    Raises:
        InputError: a row cannot be understood, or does not fit its hash; nothing was added.
        DecisionsError: the file cannot be used.
    """
    held = [line.hash for line in into.lines()] if into.path.exists() else []
    head, present, texts = held[-1] if held else FIRST, 0, list[str]()
    for number, row in enumerate(_rows(path), 1):
        kept = row["hash"]
        if kept and not texts and number <= len(held) and held[number - 1] == kept:
            present += 1
            continue
        try:
            text = _writing(row)
        except ValueError as error:
            raise InputError(f"row {number} {error}", where=str(path), way_out="Nothing was added.") from None
        except ScreeningError as error:
            raise InputError(f"row {number}: {error.what}", where=str(path), way_out=error.way_out) from None
        head = chained(head, text)
        if kept and head != kept:
            what = f"row {number} does not fit its hash: it was changed, or {into.path} holds other lines"
            raise InputError(what, where=str(path), way_out="Import an unchanged export into a new file.")
        texts.append(text)
    into.add_writings(texts, after=len(held))
    return len(texts), present


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    """The rows by column; ``csv`` refuses a cell of more than 131,072 characters, which no good line has."""
    way_out = "Give a file that `screening decide export` wrote."
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise InputError("is too long", where=str(path), way_out=way_out)
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            unknown = set(rows.fieldnames or ()) - set(COLUMNS)
            if unknown or not {"line", "alert_id"} <= set(rows.fieldnames or ()):
                raise InputError("has other columns than an export", where=str(path), way_out=way_out)
            for row in rows:
                if None in row or None in row.values():
                    where = f"{path}, row {rows.line_num}"
                    raise InputError("has more or fewer cells than the header", where=where, way_out=way_out)
                yield {column: bare(row.get(column, "")) for column in COLUMNS}
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path), way_out="Check the path.") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError("is no CSV file in UTF-8", where=str(path), way_out=way_out) from error


def _writing(row: Mapping[str, str]) -> str:
    """The writing of the line that a row holds."""
    made = WORDS.get(row["line"])
    if made is None:
        raise ValueError(f"is none of: {', '.join(WORDS)}")
    own = [each.name for each in fields(made)]
    if any(row[column] for column in COLUMNS if column not in (*own, "number", "line", "hash")):
        raise ValueError(f"has cells that no {row['line']} has")
    try:
        told = {name: json.loads(row[name] or _JSON[name]) if name in _JSON else row[name] for name in own}
    except (ValueError, RecursionError):
        raise ValueError("has a cell that is no JSON") from None
    line = reading(json.dumps({"line": row["line"], **told}))
    check(line)
    return writing(line)
