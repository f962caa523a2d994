"""Counterparty files: what the officer's CSV or Parquet says, as one canonical frame, and what of it is not screened.

Every column is either taken (and said as what) or named as not screened (Wolfsberg 2019, IN-01). Every party of a row
is screened, directors and owners too (US-12). A row that cannot be screened is in error, never "no alert" (HT-13).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from screening.counterparties._cells import Cells, read_cells
from screening.counterparties._columns import Columns, recognise
from screening.counterparties._lines import MAX_CHARACTERS, Lines, problem_of, says
from screening.errors import InputError
from screening.schema import Counterparty, Kind

__all__ = [
    "COUNTERPARTIES",
    "KIND_WORDS",
    "MAX_CHARACTERS",
    "UNNAMED",
    "CounterpartyFile",
    "Lines",
    "RowError",
    "frame",
    "problem_of",
    "read",
    "says",
    "single",
]

UNNAMED = "no name, native name or identifier"

COUNTERPARTIES = pl.Schema(
    {
        "row": pl.Int64(),
        "field": pl.String(),
        "customer_id": pl.String(),
        "name": pl.String(),
        "native_name": pl.String(),
        "kind": pl.String(),
        "birth_date": pl.String(),
        "countries": pl.List(pl.String()),
        "identifiers": pl.List(pl.String()),
        "aliases": pl.List(pl.String()),
    }
)
"""One row a party to screen. ``row`` counts data rows from 1; ``field`` is "name" for the main party of a row, else the
column of a further one. ``kind`` is a value of ``Kind``. Absent text is "", an absent list is empty; never null."""

_KINDS = {
    Kind.PERSON: "person individual naturalperson natural human people private privateindividual p i физлицо",
    Kind.ORGANISATION: (
        "organisation organization company entity legalentity legalperson legal corporate corporation business firm "
        "bank ngo institution partnership trust fund o c юрлицо"
    ),
    Kind.VESSEL: "vessel ship boat tanker",
    Kind.AIRCRAFT: "aircraft airplane plane helicopter",
    Kind.UNKNOWN: "unknown other na none",
}
KIND_WORDS = {word: kind.value for kind, words in _KINDS.items() for word in words.split()}
"""Kinds of party as files write them: lower case, without blanks, underscores, hyphens and slashes."""


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


def read(path: Path) -> CounterpartyFile:
    """Read a counterparty file: CSV in any common encoding and delimiter, or Parquet; a header row is needed.

    Raises:
        InputError: the file is missing, a folder, empty, binary, or has no column to screen.
    """
    cells = read_cells(path)
    columns = recognise(cells.header)
    if not columns.identifies:
        found = ", ".join(repr(each[:30]) for each in cells.header[:12])
        raise InputError(
            f"no column with a name (found: {found})",
            where=str(path),
            way_out="Name one column name, full_name, company or native_name, or two first_name and last_name.",
        )
    originals = _originals(cells)
    errors = {place + 1: problem for place, problem in cells.problems.items()}
    sound = originals.filter(~pl.col("row").is_in(list(errors)))
    errors |= _too_long(sound, columns)
    sound = sound.filter(~pl.col("row").is_in(list(errors)))
    frame = pl.concat([_main(sound, columns), *_further(sound, columns)]).sort("row", maintain_order=True)
    errors |= dict.fromkeys(
        sound.filter(~pl.col("row").is_in(frame["row"].implode()))["row"].to_list(),
        UNNAMED,
    )
    took = _took(columns, sound)
    return CounterpartyFile(
        frame=frame,
        originals=originals,
        errors=tuple(RowError(row, errors[row]) for row in sorted(errors)),
        took=took,
        not_screened=tuple(column for column in cells.header if column not in dict(took)),
        encoding=cells.encoding,
        delimiter=cells.delimiter,
        rows=len(cells.rows),
        warnings=(*cells.warnings, *_warnings(frame, sound, columns, len(cells.rows))),
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


def _originals(cells: Cells) -> pl.DataFrame:
    columns = list(zip(*cells.rows, strict=True)) or [()] * len(cells.header)
    return pl.DataFrame(
        [
            pl.Series("row", range(1, len(cells.rows) + 1), dtype=pl.Int64),
            *(pl.Series(name, column, dtype=pl.String) for name, column in zip(cells.header, columns, strict=True)),
        ]
    )


def _too_long(rows: pl.DataFrame, columns: Columns) -> dict[int, str]:
    errors: dict[int, str] = {}
    for column in (*columns.names, *columns.parts, *columns.native, *columns.aliases, *columns.roles):
        long = rows.filter(pl.col(column).str.len_chars() > MAX_CHARACTERS)
        problem = f"column {column!r} holds more than {MAX_CHARACTERS:,} characters"
        errors |= dict.fromkeys(long["row"].to_list(), problem)
    return errors


def _text(column: str) -> pl.Expr:
    """The cell without surrounding white space, null where nothing is left."""
    bare = pl.col(column).str.strip_chars()
    return pl.when(bare != "").then(bare)


def _first(columns: Iterable[str]) -> pl.Expr:
    return pl.coalesce(*map(_text, columns), pl.lit(""))


def _name(columns: Columns) -> pl.Expr:
    """The main party's name: the likeliest full name, else the parts joined by blanks."""
    full = columns.names[:1]
    if not columns.parts:
        return _first(full)
    joined = pl.concat_str(*map(_text, columns.parts), separator=" ", ignore_nulls=True)
    return pl.coalesce(*map(_text, full), joined, pl.lit(""))


def _texts(columns: Iterable[tuple[str, str]]) -> pl.Expr:
    """The cells of several columns as one list; ``;``, ``|`` and line breaks part values, a type is put before each."""
    lists = []
    for column, type_ in columns:
        each = pl.element().str.strip_chars()
        if type_:
            typed = each.str.to_lowercase().str.starts_with(f"{type_}:") | (each == "")
            each = pl.when(typed).then(each).otherwise(pl.concat_str(pl.lit(f"{type_}:"), each))
        lists.append(pl.col(column).str.replace_all(r"[|\r\n]", ";").str.split(";").list.eval(each))
    if not lists:
        return pl.lit([], dtype=pl.List(pl.String))
    return pl.concat_list(lists).list.eval(pl.element().filter(pl.element() != "")).list.unique(maintain_order=True)


def _main(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """The main party of every row that names one."""
    kind = _first(columns.kinds).str.to_lowercase().str.replace_all(r"[\s_/-]", "")
    found = rows.select(
        "row",
        field=pl.lit("name"),
        customer_id=_first(columns.customer_ids),
        name=_name(columns),
        native_name=_first(columns.native),
        kind=kind.replace_strict(KIND_WORDS, default=Kind.UNKNOWN.value),
        birth_date=_first(columns.birth_dates),
        countries=_texts((column, "") for column in columns.countries),
        identifiers=_texts(columns.identifiers),
        aliases=_texts((column, "") for column in columns.aliases),
    )
    only_alias = (pl.col("name") == "") & (pl.col("native_name") == "") & (pl.col("aliases").list.len() > 0)
    found = found.with_columns(
        name=pl.when(only_alias).then(pl.col("aliases").list.first()).otherwise("name"),
        aliases=pl.when(only_alias).then(pl.col("aliases").list.slice(1)).otherwise("aliases"),
    )
    said = (pl.col("name") != "") | (pl.col("native_name") != "") | (pl.col("identifiers").list.len() > 0)
    return found.filter(said).cast(COUNTERPARTIES)


def _further(rows: pl.DataFrame, columns: Columns) -> list[pl.DataFrame]:
    """The further parties of the rows, column by column: other full names that differ, and every role."""
    empty = pl.lit([], dtype=pl.List(pl.String))
    frames = []
    for column in (*columns.names[1:], *columns.roles):
        parties = rows.select(
            "row",
            field=pl.lit(column),
            customer_id=_first(columns.customer_ids),
            main=_name(columns),
            name=_texts([(column, "")]) if column in columns.roles else pl.concat_list(_first([column])),
        ).explode("name", empty_as_null=False)
        if column not in columns.roles:
            parties = parties.filter(pl.col("name") != pl.col("main"))
        blanks = {"native_name": pl.lit(""), "kind": pl.lit(Kind.UNKNOWN.value), "birth_date": pl.lit("")}
        lists = {"countries": empty, "identifiers": empty, "aliases": empty}
        parties = parties.filter(pl.col("name") != "").with_columns(**blanks, **lists)
        frames.append(parties.select(COUNTERPARTIES.names()).cast(COUNTERPARTIES))
    return frames


def _took(columns: Columns, rows: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    """Columns and what they were taken as; name parts count only where some row has no full name."""
    part = "part of the name" if not columns.names else "part of the name, where the full name is empty"
    needed = not columns.names or bool(rows.select((_first(columns.names[:1]) == "").any()).item())
    groups = (
        (columns.customer_ids, "customer id (handed through, not compared)"),
        (columns.names[:1], "name"),
        (columns.names[1:], "further name"),
        (columns.parts if needed else (), part),
        (columns.native, "native name"),
        (columns.roles, "further party"),
        (columns.aliases, "alias"),
        (columns.kinds, "kind"),
        (columns.birth_dates, "birth date"),
        (columns.countries, "country"),
    )
    took = [(column, what) for group, what in groups for column in group]
    took += [(column, f"identifier ({type_ or 'type:value'})") for column, type_ in columns.identifiers]
    return tuple(took)


def _warnings(frame: pl.DataFrame, rows: pl.DataFrame, columns: Columns, count: int) -> list[str]:
    warnings = [] if count else ["the file has a header and no rows"]
    main = frame.filter(pl.col("field") == "name")
    lacking = frame.filter(~pl.col("row").is_in(main["row"].implode()))["row"].n_unique()
    if lacking and columns.names + columns.parts + columns.native:
        warnings.append(f"rows whose main party has no name, screened by their further parties only: {lacking}")
    kinds = rows.select(word=_first(columns.kinds)).filter(pl.col("word") != "")["word"]
    plain = kinds.str.to_lowercase().str.replace_all(r"[\s_/-]", "")
    strange = kinds.filter(~plain.is_in(list(KIND_WORDS)))
    if len(strange):
        words = ", ".join(repr(word[:20]) for word in strange.unique().sort().head(3))
        warnings.append(f"kinds not understood, screened as unknown: {len(strange)} rows ({words})")
    return warnings
