"""Counterparty files: what the officer's CSV or Parquet says, as one canonical frame, and what of it is not screened.

Every column is either taken (and said as what) or named as not screened (Wolfsberg 2019, IN-01). Every party of a row
is screened, directors and owners too (US-12). A row that cannot be screened is in error, never "no alert" (HT-13).
"""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from screening.counterparties._cells import Cells, read_cells
from screening.counterparties._columns import COLUMN_ROLES, Columns, recognise
from screening.counterparties._lines import MAX_CHARACTERS, Lines, problem_of, says, stated
from screening.counterparties._parties import COUNTERPARTIES, KIND_WORDS, further, main, too_long
from screening.counterparties._seen import Seen
from screening.errors import InputError
from screening.schema import Counterparty

__all__ = [
    "COLUMN_ROLES",
    "COUNTERPARTIES",
    "KIND_WORDS",
    "MAX_CHARACTERS",
    "UNNAMED",
    "CounterpartyFile",
    "Lines",
    "RowError",
    "frame",
    "parts",
    "problem_of",
    "read",
    "says",
    "single",
    "stated",
]

UNNAMED = "no name, native name or identifier"
PART = 5_000
"""Rows of a file read at once; the outcome does not depend on it."""


@dataclass(frozen=True, slots=True)
class RowError:
    """A data row (from 1) that cannot be screened, and why; the problem never quotes the row."""

    row: int
    problem: str


@dataclass(frozen=True, slots=True)
class CounterpartyFile:
    """A counterparty file as read.

    Attributes:
        frame: the columns of ``COUNTERPARTIES``, ordered by row.
        originals: ``row`` and every column of the file as text, all rows, in the file's order.
        errors: rows in error, by row; they are not in ``frame``.
        took: columns that are screened or kept, each with what it was taken as.
        not_screened: columns that are not.
        encoding, delimiter: in words; a guess says so.
        rows: data rows of the file.
        warnings: sentences for the reader.
        read: how much of the file was read when these rows were, 0-1.
    """

    frame: pl.DataFrame
    originals: pl.DataFrame
    errors: tuple[RowError, ...]
    took: tuple[tuple[str, str], ...]
    not_screened: tuple[str, ...]
    encoding: str
    delimiter: str
    rows: int
    warnings: tuple[str, ...]
    read: float = 1.0


def read(path: Path, told: Mapping[str, str] | None = None) -> CounterpartyFile:
    """Read a counterparty file: CSV in any common encoding and delimiter, or Parquet; a header row is needed.

    Args:
        path: the file.
        told: headers with the role that each has (one of ``COLUMN_ROLES``), whatever its words say.

    Raises:
        InputError: the file is missing, a folder, empty, binary, or has no column to screen, or lacks one told of.
    """
    found = list(parts(path, told=told))
    return dataclasses.replace(
        found[-1],
        frame=pl.concat([part.frame for part in found]),
        originals=pl.concat([part.originals for part in found]),
        errors=tuple(error for part in found for error in part.errors),
        rows=sum(part.rows for part in found),
    )


def parts(path: Path, rows: int = PART, told: Mapping[str, str] | None = None) -> Iterator[CounterpartyFile]:
    """Read a counterparty file as ``read`` does, in parts of so many rows, so that memory does not grow with the file.

    There is at least one part. Rows are numbered through. What concerns the file as a whole (``took``,
    ``not_screened``, ``warnings``) each part says as far as the file was read, so the last one says it of all.

    Raises:
        InputError: as ``read``; before the first part, but for a Parquet file that is damaged further behind.
    """
    cells = read_cells(path, rows)
    try:
        columns = recognise(cells.header, told)
    except KeyError as error:
        found = ", ".join(repr(each[:30]) for each in cells.header[:12])
        raise InputError(
            f"no column {str(error.args[0])[:30]!r} (found: {found})",
            where=str(path),
            way_out="The policy says what this column is; correct [columns] or the file.",
        ) from error
    if not columns.identifies:
        found = ", ".join(repr(each[:30]) for each in cells.header[:12])
        raise InputError(
            f"no column with a name (found: {found})",
            where=str(path),
            way_out="Name one column name, full_name, company or native_name, or two first_name and last_name.",
        )
    return _parts(cells, columns)


def _parts(cells: Cells, columns: Columns) -> Iterator[CounterpartyFile]:
    seen = Seen(columns)
    for part in cells.parts:
        first = seen.rows + 1
        numbers = pl.Series("row", range(first, first + part.columns.height), pl.Int64)
        originals = pl.DataFrame([numbers, *part.columns.get_columns()])
        errors = {first + place: problem for place, problem in part.problems.items()}
        sound = _without(originals, errors)
        errors |= too_long(sound, columns)
        sound = _without(sound, errors)
        frame = main(sound, columns)
        if others := further(sound, columns):
            frame = pl.concat([frame, *others]).sort("row", maintain_order=True)
        if others or frame.height < sound.height:
            silent = sound.filter(~pl.col("row").is_in(frame["row"].implode()))
            errors |= dict.fromkeys(silent["row"].to_list(), UNNAMED)
        seen.add(frame, sound, originals.height)
        took = seen.took()
        yield CounterpartyFile(
            frame=frame,
            originals=originals,
            errors=tuple(RowError(row, errors[row]) for row in sorted(errors)),
            took=took,
            not_screened=tuple(column for column in cells.header if column not in dict(took)),
            encoding=cells.encoding,
            delimiter=cells.delimiter,
            rows=originals.height,
            warnings=(*cells.warnings, *seen.warnings()),
            read=part.read,
        )


def frame(counterparties: Iterable[Counterparty]) -> pl.DataFrame:
    """Turn counterparties into a frame with the columns of ``COUNTERPARTIES``, numbered from 1, each a main party."""
    parties = list(counterparties)
    columns: dict[str, list[object]] = {
        "row": list(range(1, len(parties) + 1)),
        "field": ["name"] * len(parties),
        "kind": [str(party.kind) for party in parties],
        "birth_date": ["" if party.birth_date is None else str(party.birth_date) for party in parties],
    }
    for name in ("customer_id", "name", "native_name"):
        columns[name] = [getattr(party, name) for party in parties]
    for name in ("countries", "identifiers", "aliases"):
        columns[name] = [list(getattr(party, name)) for party in parties]
    return pl.DataFrame([pl.Series(name, columns[name], dtype=dtype) for name, dtype in COUNTERPARTIES.items()])


def single(party: Counterparty) -> CounterpartyFile:
    """One counterparty as if it were a file of one row without columns."""
    rows = frame([party])
    said = bool(party.name.strip() or party.native_name.strip() or party.identifiers)
    return CounterpartyFile(
        frame=rows if said else rows.clear(),
        originals=rows.select("row"),
        errors=() if said else (RowError(1, UNNAMED),),
        took=(),
        not_screened=(),
        encoding="",
        delimiter="",
        rows=1,
        warnings=(),
    )


def _without(rows: pl.DataFrame, errors: Collection[int]) -> pl.DataFrame:
    return rows.filter(~pl.col("row").is_in(list(errors))) if errors else rows
