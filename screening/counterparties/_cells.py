"""A counterparty file as rows of text cells, part by part, whoever wrote it (HT-22, HT-13).

Commas, semicolons, tabs, bars, quoted line breaks: a broken row is a row in error, and a stray quote never swallows the
rows behind it. Where the parts of a file end has no bearing on its rows.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import polars as pl

from screening.counterparties._columns import is_known
from screening.counterparties._encoding import BROKEN, Source, decoded, lines, tell
from screening.errors import InputError

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MAX_LINES = 100
"""Lines one row may span; a quoted cell that runs on longer was never closed."""
UNDECODABLE, UNCLOSED = "bytes that are no text in the file's encoding", "a quote that is not closed or not doubled"

Rows: TypeAlias = tuple[list[list[str]], Mapping[int, str]]
"""The cells of some rows, never of none, and the problems of broken ones by their place."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a file: the columns of the header as text; ``problems`` are by 0-based place.

    ``read`` is how much of the file was read when these rows were, 0-1.
    """

    columns: pl.DataFrame
    problems: dict[int, str]
    read: float


@dataclass(frozen=True, slots=True)
class Cells:
    """A file as text: its header, and its rows in ``parts``, of which there is at least one."""

    header: tuple[str, ...]
    encoding: str
    delimiter: str
    warnings: tuple[str, ...]
    parts: Iterator[Part]


def read_cells(path: Path, rows: int) -> Cells:
    """Read a CSV or Parquet file in parts of so many rows.

    Raises:
        InputError: there is nothing to read, or it is no such file; of a Parquet file with a damaged part not before
            that part is reached.
    """
    source = Source(path)
    return _parquet(path, rows) if source.head.startswith(b"PAR1") else _csv(source, rows)


def _csv(source: Source, rows: int) -> Cells:
    encoding = tell(source)
    text = _Text(decoded(source, encoding), sound=encoding.sound)
    blocks = lines(text)
    head: list[str] = []
    while len(head) <= MAX_LINES and (block := next(blocks, None)):
        head += block
    stated = re.fullmatch(r"\s*sep=(.)\s*", head[0]) if head else None  # Excel's own first line
    delimiter = stated.group(1) if stated else _delimiter(head[:MAX_LINES])
    records = _records(chain([head[1:] if stated else head], blocks), delimiter or "\x1f")
    first, broken = next(records, ([[""]], {}))
    header = _unique([BROKEN.sub("�", cell).strip() for cell in first[0]])
    records = chain([(first[1:], {at - 1: problem for at, problem in broken.items() if at})], records)
    name = DELIMITERS.get(delimiter, repr(delimiter) if delimiter else "none (one column)")
    parts = _parts(records, header, text, source, rows)
    return Cells(header, encoding.title, name, encoding.warnings, parts)


class _Text:
    """Blocks of text without the Ctrl-Z that ends a file in DOS; ``damaged`` once a byte was met that is no text."""

    def __init__(self, blocks: Iterator[str], *, sound: bool) -> None:
        self._blocks, self._sound = blocks, sound
        self.damaged = False

    def __iter__(self) -> Iterator[str]:
        held = ""
        for block in filter(None, self._blocks):
            self.damaged = self.damaged or not (self._sound or block.isascii() or BROKEN.search(block) is None)
            yield held
            held = block
        yield held.removesuffix("\x1a")


def _parts(records: Iterator[Rows], header: tuple[str, ...], text: _Text, source: Source, size: int) -> Iterator[Part]:
    held: list[list[str]] = []
    problems: dict[int, str] = {}

    def part(count: int) -> Part:
        columns = zip(*held[:count], strict=True) if held else [()] * len(header)
        series = [pl.Series(name, column, pl.String) for name, column in zip(header, columns, strict=True)]
        own = {at: problem for at, problem in problems.items() if at < count}
        return Part(pl.DataFrame(series), own, source.read / max(1, source.size))

    given = False
    for rows, broken in records:
        if broken or text.damaged or any(len(cells) != len(header) for cells in rows):
            for cells, problem in _mended(rows, broken, len(header)):
                if problem:
                    problems[len(held)] = problem
                held.append(cells)
        else:
            held += rows
        while len(held) >= size:
            yield part(size)
            given, held = True, held[size:]
            problems = {at - size: problem for at, problem in problems.items() if at >= size}
    if held or not given:
        yield part(size)


def _mended(rows: list[list[str]], broken: Mapping[int, str], width: int) -> Iterator[tuple[list[str], str]]:
    """Each row with one cell a column, and its problem."""
    for at, cells in enumerate(rows):
        clean = [BROKEN.sub("�", cell) for cell in cells]
        yield _fitted(clean, width), broken.get(at) or _width_problem(width, cells) or UNDECODABLE * (clean != cells)


def _width_problem(width: int, cells: list[str]) -> str:
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return f"{len(cells)} cells where the header has {width}"
    return ""


def _fitted(cells: list[str], width: int) -> list[str]:
    if len(cells) <= width:
        return cells + [""] * (width - len(cells))
    surplus = [cell for cell in cells[width:] if cell.strip()]
    return [*cells[: width - 1], " | ".join([cells[width - 1], *surplus])]


def _records(blocks: Iterator[list[str]], delimiter: str) -> Iterator[Rows]:
    """Rows as they come; a blank line is none.

    Blocks in which every line is a row are read at once, the others with care.
    """
    for block in blocks:
        try:
            rows = list(csv.reader(block, delimiter=delimiter, strict=True))
        except csv.Error:
            rows = []
        if len(rows) != len(block):
            yield from _carefully(deque(block), blocks, delimiter)
        elif found := list(filter(None, rows)):
            yield found, {}


def _carefully(kept: deque[str], blocks: Iterator[list[str]], delimiter: str) -> Iterator[Rows]:
    """The rows that begin in the lines kept; after a broken row reading goes on at its second line: none is lost."""
    at = 0

    def feed() -> Iterator[str]:
        nonlocal at
        while at < MAX_LINES:
            if at and at == len(kept):  # a row that goes on in the next block
                kept.extend(next(blocks, ()))
            if at == len(kept):
                return
            at += 1
            yield kept[at - 1]

    while True:
        try:
            for cells in csv.reader(feed(), delimiter=delimiter, strict=True):
                while at:
                    kept.popleft()
                    at -= 1
                if cells:
                    yield [cells], {}
        except csv.Error:
            at = 0
            yield [[kept.popleft().rstrip("\r\n")]], {0: UNCLOSED}
        else:
            return


def _delimiter(head: list[str]) -> str:
    """The delimiter under which the header has most known columns, then most columns; "" for a single column."""

    def worth(delimiter: str) -> tuple[int, int]:
        cells = next(_records(iter([head]), delimiter), ([[""]], {}))[0][0]
        return (sum(map(is_known, cells)), len(cells)) if len(cells) > 1 else (0, 1)

    best = max(DELIMITERS, key=worth)
    return best if worth(best)[1] > 1 else ""


def _unique(header: Iterable[str]) -> tuple[str, ...]:
    """Column names made distinct: blank ones by their place, repeated ones by a number; "row" is ours."""
    seen = {"row"}
    names = []
    for place, cell in enumerate(header, start=1):
        name, number = cell or f"column {place}", 2
        while name in seen:
            name, number = f"{cell or 'column'} {number}", number + 1
        seen.add(name)
        names.append(name)
    return tuple(names)


def _parquet(path: Path, rows: int) -> Cells:
    try:
        file = pl.scan_parquet(path, glob=False)
        schema = file.collect_schema()
        header = _unique(schema.names())
        count = file.select(pl.len()).collect().item()
        whole = _whole(file, schema)
    except (pl.exceptions.PolarsError, OSError):
        raise _unreadable(path) from None

    def parts() -> Iterator[Part]:
        for at in range(0, max(1, count), rows):
            try:
                read = file.slice(at, rows).collect()
                columns = [
                    _as_text(column, whole=number in whole).alias(name)
                    for number, (column, name) in enumerate(zip(read.get_columns(), header, strict=True))
                ]
            except (pl.exceptions.PolarsError, OSError):
                raise _unreadable(path) from None
            yield Part(pl.DataFrame(columns), {}, (at + read.height) / max(1, count))

    return Cells(header, "Parquet", "none (columns)", (), parts())


def _unreadable(path: Path) -> InputError:
    what = "this Parquet file cannot be read as columns of text"
    return InputError(what, where=str(path), way_out="Export it again.")


def _whole(file: pl.LazyFrame, schema: pl.Schema) -> frozenset[int]:
    """Numbers of the columns with a decimal point that are whole throughout; raises where one is too large."""
    numbers = [number for number, dtype in enumerate(schema.dtypes()) if dtype.is_float()]
    if not numbers:
        return frozenset()
    columns = [pl.nth(number).drop_nulls() for number in numbers]
    known = file.select((column == column.round()).all() for column in columns).collect(engine="streaming").row(0)
    whole = [number for number, each in zip(numbers, known, strict=True) if each]
    if whole:
        file.select(pl.nth(whole).cast(pl.Int64).count()).collect(engine="streaming")
    return frozenset(whole)


def _as_text(column: pl.Series, *, whole: bool) -> pl.Series:
    if column.dtype == pl.List(pl.String):
        return column.list.join("; ", ignore_nulls=True).fill_null("")
    if whole:
        column = column.cast(pl.Int64)  # a number of a register that passed through a spreadsheet: 7718763393.0
    return column.cast(pl.String).fill_null("")
