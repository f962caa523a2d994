"""Screening exactly the rows whose outcome can differ from that of a previous run."""

import datetime as dt
from collections.abc import Iterable, Iterator

import polars as pl

from screening.rescreen._known import Known
from screening.schema import HITS
from screening.screen import ROWS, Run, Screener

_NOTHING = Run(HITS.to_frame(), ROWS.to_frame())


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
            height, told = self._before.told(frame)
            if self._changed and len(told):
                asked = frame if len(told) == height else frame.filter(pl.col("row").is_in(told.implode()))
                touched = self._changed.may_hit(asked, threshold=threshold)
                if len(touched):
                    asked = asked.filter(pl.col("row").is_in(touched.implode()))
                    hit = self._changed.run(asked, threshold=threshold).hits["row"]
                    told = told.filter(~told.is_in(hit.implode()))
            found = _NOTHING
            if len(told) < height:
                rest = frame.filter(~pl.col("row").is_in(told.implode()))
                found = self._screener.run(rest, threshold=threshold, today=today)
            self.rows += height
            self.whole += height - len(told)
            was = self._before.outcome(told)
            hits, rows = pl.concat([found.hits, was.hits]), pl.concat([found.rows, was.rows])
            yield Run(hits.sort("row", maintain_order=True), rows.sort("row"))
