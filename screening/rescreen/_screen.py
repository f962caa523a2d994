"""Screening exactly the rows whose outcome can differ from that of a previous run."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import polars as pl

from screening.runs import Record, fingerprints
from screening.schema import HITS
from screening.screen import ROWS, Run, Screener

_NOTHING = Run(HITS.to_frame(), ROWS.to_frame())


@dataclass(frozen=True, slots=True)
class Known:
    """The rows of a previous run that had no hit; each is screened against what changed only.

    Attributes:
        quiet: their fingerprints, sorted.
        rows: their numbers, sorted, where the same customers are screened again: then no fingerprint is asked. None
            otherwise.
    """

    quiet: "np.ndarray[Any, np.dtype[np.bytes_]]"
    rows: "np.ndarray[Any, np.dtype[np.int64]] | None" = None

    @classmethod
    def by(cls, prints: pl.Series) -> Self:
        """Know the rows of these fingerprints to be without a hit."""
        return cls(np.sort(_sortable(prints.filter(prints != ""))))

    @classmethod
    def by_number(cls, rows: pl.Series) -> Self:
        """Know the rows of these numbers to be without a hit, of the very customers that are screened."""
        return cls(_sortable(pl.Series(dtype=pl.String)), np.sort(rows.to_numpy()))

    def of(self, prints: pl.Series) -> pl.Series:
        """Whether rows of these fingerprints had no hit."""
        return _among(self.quiet, _sortable(prints))

    def parted(self, frame: pl.DataFrame) -> tuple[int, pl.Series]:
        """How many rows these lines are, and the numbers of those that had no hit."""
        if self.rows is not None:
            numbers = frame["row"].unique(maintain_order=True)
            return len(numbers), numbers.filter(_among(self.rows, numbers.to_numpy()))
        prints = fingerprints(frame)
        return prints.height, prints["row"].filter(self.of(prints["fingerprint"]))


def known(record: Record | None, *, same: bool = False) -> Known:
    """What a previous run knows; None for nothing, so that everything is screened.

    Args:
        record: the run.
        same: the customers are those of its stored input, read by the same program under the same policy.

    Raises:
        InputError: the record cannot be read.
    """
    if record is None:
        return Known.by(pl.Series(dtype=pl.String))
    hit = pl.Series("row", sorted({hit["row"] for hit in record.hits()}), pl.Int64)
    rows = record.rows().filter(status="no alert").join(hit.to_frame(), on="row", how="anti")
    return Known.by_number(rows["row"]) if same else Known.by(rows["fingerprint"])


def _among(known: "np.ndarray[Any, Any]", asked: "np.ndarray[Any, Any]") -> pl.Series:
    """Which values stand among sorted ones."""
    if not len(known):
        return pl.repeat(False, len(asked), dtype=pl.Boolean, eager=True)
    places = np.searchsorted(known, asked).clip(max=len(known) - 1)
    return pl.Series(known[places] == asked)


def _sortable(prints: pl.Series) -> "np.ndarray[Any, np.dtype[np.bytes_]]":
    return np.array(prints.to_list(), dtype="S32")


class Rescreener:
    """Screens batches as a ``Screener`` does, but each row only against what can have changed for it.

    Attributes:
        policy, weights_version: those of ``screener``.
        rows, whole: rows so far, and how many of them were screened against all designations.
    """

    def __init__(self, screener: Screener, changed: Screener | None, before: Known) -> None:
        """Take what screens.

        Args:
            screener: all designations as they are now, under the policy of the previous run.
            changed: those that came or changed, under the same policy; None for none.
            before: what the previous run knows.
        """
        self.policy, self.weights_version = screener.policy, screener.weights_version
        self.rows = self.whole = 0
        self._screener, self._changed, self._before = screener, changed, before

    def keep_words(self) -> int:
        """Do what ``Screener.keep_words`` does."""
        return sum(each.keep_words() for each in (self._screener, self._changed) if each)

    def run_batches(
        self, batches: Iterable[pl.DataFrame], *, threshold: float | None = None, today: dt.date | None = None
    ) -> Iterator[Run]:
        """What ``Screener.run_batches`` gives; batches have the columns of ``COUNTERPARTIES``."""
        for frame in batches:
            height, quiet = self._before.parted(frame)
            if self._changed and len(quiet):
                asked = frame.filter(pl.col("row").is_in(quiet.implode()))
                touched = pl.Series(self._changed.may_hit(asked, threshold=threshold), dtype=pl.Int64)
                asked = asked.filter(pl.col("row").is_in(touched.implode()))
                hit = self._changed.run(asked, threshold=threshold).hits["row"]
                quiet = quiet.filter(~quiet.is_in(hit.implode()))
            loud = frame.filter(~pl.col("row").is_in(quiet.implode()))
            self.rows += height
            self.whole += height - len(quiet)
            found = self._screener.run(loud, threshold=threshold, today=today) if loud.height else _NOTHING
            rest = quiet.to_frame().select("row", status=pl.lit("no alert"), problem=pl.lit(""))
            yield Run(found.hits, pl.concat([found.rows, rest]).sort("row"))
