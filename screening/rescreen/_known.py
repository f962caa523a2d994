"""What a previous run knows of the rows that are screened again: those without a hit, and hits that stay as they were.

A hit stays as it was where the designation does, in all that is listed of it, and the customer has no other: nothing
but the snapshot that it names is new.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Protocol

import numpy as np
import polars as pl

from screening.runs import Record, fingerprints
from screening.schema import HITS, Tables
from screening.screen import ROWS, Run
from screening.store import Loaded

_KEY = ["list_id", "entry_id"]


class Known(Protocol):
    """What is known of rows, for as long as no designation that came or changed hits them."""

    def told(self, frame: pl.DataFrame) -> tuple[int, pl.Series]:
        """How many rows these lines are, and the numbers of those that are known."""

    def outcome(self, rows: pl.Series) -> Run:
        """What comes of known rows, ascending."""


class KnownPrints:
    """Rows without a hit by the fingerprints of their customers, whatever else the file holds now."""

    def __init__(self, prints: pl.Series) -> None:
        """Know the rows of these fingerprints to be without a hit."""
        self._quiet = np.sort(_sortable(prints.filter(prints != "")))

    def told(self, frame: pl.DataFrame) -> tuple[int, pl.Series]:
        """Do what ``Known`` says."""
        prints = fingerprints(frame)
        return prints.height, prints["row"].filter(_among(self._quiet, _sortable(prints["fingerprint"])))

    def outcome(self, rows: pl.Series) -> Run:
        """Do what ``Known`` says."""
        quiet = rows.sort().to_frame().select("row", status=pl.lit("no alert"), problem=pl.lit(""))
        return Run(HITS.to_frame(), quiet)


class KnownRows:
    """Rows by their numbers, of the very customers that are screened again."""

    def __init__(self, rows: pl.DataFrame, hits: pl.DataFrame) -> None:
        """Know what came of some rows (columns of ``ROWS``), and their hits (columns of ``HITS``), both by row."""
        self._rows, self._hits = rows, hits
        self._numbers, self._hit = rows["row"].to_numpy(), hits["row"].to_numpy()

    def told(self, frame: pl.DataFrame) -> tuple[int, pl.Series]:
        """Do what ``Known`` says."""
        numbers = frame["row"].unique(maintain_order=True)
        return len(numbers), numbers.filter(_among(self._numbers, numbers.to_numpy()))

    def outcome(self, rows: pl.Series) -> Run:
        """Do what ``Known`` says."""
        own = rows.sort().to_numpy()
        return Run(self._hits.filter(_among(own, self._hit)), self._rows[np.searchsorted(self._numbers, own)])


def known(record: Record | None) -> KnownPrints:
    """What a previous run knows of whatever customers; None for nothing, so that everything is screened.

    Raises:
        InputError: the record cannot be read.
    """
    if record is None:
        return KnownPrints(pl.Series(dtype=pl.String))
    hit = pl.Series("row", sorted({hit["row"] for hit in record.hits()}), pl.Int64).to_frame()
    quiet = record.rows().filter(status="no alert").join(hit, on="row", how="anti")
    return KnownPrints(quiet["fingerprint"])


def known_rows(rows: pl.DataFrame, hits: pl.DataFrame, before: Sequence[Loaded], after: Sequence[Loaded]) -> KnownRows:
    """What a previous run knows of its own customers, read by the same program under the same policy.

    Args:
        rows: what came of each row; columns of ``ROWS``, others are left out.
        hits: of these rows; columns of ``HITS``. No decisions applied, nor do any now.
        before: the lists that were screened against.
        after: the lists as they are now.
    """
    rows = rows.select(ROWS.names())
    stay = _as_they_were(hits.select(_KEY).unique(), before, after)
    loud = hits.join(stay, on=_KEY, how="anti").select("row").unique()
    rows = rows.filter(pl.col("status") != "in error").join(loud, on="row", how="anti", maintain_order="left")
    facts = {each.snapshot.list_id: each.snapshot for each in after}
    hits = hits.join(loud, on="row", how="anti", maintain_order="left").with_columns(
        snapshot_date=_told_by_list({each: snapshot.date for each, snapshot in facts.items()}, pl.Date()),
        snapshot_sha256=_told_by_list({each: snapshot.sha256 for each, snapshot in facts.items()}, pl.String()),
    )
    return KnownRows(rows.sort("row"), hits)


def frame_of_hits(record: Record) -> pl.DataFrame:
    """The hits of a record as they were written, columns of ``HITS``. Raises InputError."""
    hits = list(record.hits())
    columns = [pl.Series(name, [_value(hit[name], each) for hit in hits], each) for name, each in HITS.items()]
    return pl.DataFrame(columns)


def _value(said: Any, dtype: Any) -> Any:  # noqa: ANN401  # JSON
    """What JSON says, as a frame takes it."""
    if said is None:
        return None
    if dtype == pl.Date:
        return dt.date.fromisoformat(said)
    if isinstance(dtype, pl.List):
        return [_value(each, dtype.inner) for each in said]
    if isinstance(dtype, pl.Struct):
        return {field.name: _value(said[field.name], field.dtype) for field in dtype.fields}
    return said


def _told_by_list(facts: dict[str, Any], dtype: pl.DataType) -> pl.Expr:
    return pl.col("list_id").replace_strict(facts, return_dtype=dtype)


def _as_they_were(entries: pl.DataFrame, before: Sequence[Loaded], after: Sequence[Loaded]) -> pl.DataFrame:
    """Those of some designations of which all rows of all tables are the same in both states, in their order."""
    old = {each.snapshot.list_id: each for each in before}
    pairs = [(old[each.snapshot.list_id], each) for each in after if each.snapshot.list_id in old]
    pairs = [(was, now) for was, now in pairs if was.spec == now.spec]
    entries = entries.filter(pl.col("list_id").is_in([now.snapshot.list_id for _, now in pairs]))
    for table in fields(Tables):
        for states in pairs:
            was, now = (_rows(getattr(each.tables, table.name), entries) for each in states)
            for one, other in ((was, now), (now, was)):
                differ = one.join(other, on=one.columns, how="anti", nulls_equal=True)
                entries = entries.join(differ, on=_KEY, how="anti")
    return entries


def _rows(table: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """The rows of some designations, numbered within each."""
    own = table.join(entries, on=_KEY, how="semi", maintain_order="left")
    return own.with_columns(place=pl.int_range(pl.len()).over(_KEY))


def _among(known: "np.ndarray[Any, Any]", asked: "np.ndarray[Any, Any]") -> pl.Series:
    """Which values stand among sorted ones."""
    if not len(known):
        return pl.repeat(False, len(asked), dtype=pl.Boolean, eager=True)
    places = np.searchsorted(known, asked).clip(max=len(known) - 1)
    return pl.Series(known[places] == asked)


def _sortable(prints: pl.Series) -> "np.ndarray[Any, np.dtype[np.bytes_]]":
    return np.array(prints.to_list(), dtype="S32")
