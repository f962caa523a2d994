"""The outcome of a batch: hits, and what became of every row."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

ROWS = pl.Schema({"row": pl.Int64(), "status": pl.String(), "problem": pl.String()})
"""One line a counterparty row: status is "alert", "suppressed", "no alert" or "in error" (with the problem)."""

_GRAVITY = {"in error": 0, "alert": 1, "suppressed": 2, "no alert": 3}


@dataclass(frozen=True, slots=True)
class Run:
    """The outcome of a batch.

    Attributes:
        hits: columns of ``schema.HITS``, ordered by row, score (down), list_id, entry_id.
        rows: columns of ``ROWS``, one line a row number, ascending.
    """

    hits: pl.DataFrame
    rows: pl.DataFrame

    def count(self, status: str) -> int:
        """How many rows ended with this status."""
        return int((self.rows["status"] == status).sum())


def joined(screened: Sequence[Run]) -> Run:
    """The outcome of chunks as one: hits in order; of the roles of one row the gravest state, the first of equals."""
    rows = pl.concat([each.rows for each in screened])
    hits = pl.concat([each.hits for each in screened])
    if hits.height > 1:
        keys = ["row", "score", "list_id", "entry_id", "queried_field"]
        hits = hits.sort(keys, descending=[key == "score" for key in keys], maintain_order=True)
    if not rows["row"].is_sorted() or rows["row"].n_unique() < rows.height:
        gravity = pl.col("status").replace_strict(_GRAVITY, return_dtype=pl.Int8)
        rows = rows.sort("row", gravity, maintain_order=True).unique("row", keep="first", maintain_order=True)
    return Run(hits, rows)
