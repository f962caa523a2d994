"""Alerts on clean counterparties: at the policy's threshold, and at every other one, from one run at the lowest."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from screening.manipulation import script_of
from screening.schema import Grade
from screening.screen import Screener
from screening.selftest._rates import Rate
from screening.selftest._report import Clean, NearMiss
from screening.selftest._sources import Parties

_NEAR, _SHOWN = 5.0, 20
"""Points under the threshold that count as near, and rows shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """One clean row.

    Attributes:
        number: in the file, from 1.
        script, kind, words: of its name, its kind of party, and how many words the name has.
        score: the highest threshold at which it raises an alert; 0 for none.
        nearest: the listed name of that score.
    """

    number: int
    name: str
    kind: str
    score: float
    nearest: NearMiss | None

    @property
    def script(self) -> str:
        """The script of the name."""
        return script_of(self.name)


def drawn(frame: pl.DataFrame, most: int, seed: int) -> pl.DataFrame:
    """Lines of up to ``most`` rows, drawn by the seed; every line gets its row number."""
    if "row" not in frame.columns:
        frame = frame.with_row_index("row", offset=1).with_columns(pl.col("row").cast(pl.Int64))
    numbers = frame["row"].unique(maintain_order=True).to_list()
    if len(numbers) <= most:
        return frame
    chosen = random.Random(f"{seed} clean").sample(numbers, most)  # noqa: S311  # a sample, not a secret
    return frame.filter(pl.col("row").is_in(chosen))


def rows(
    screener: Screener, frame: pl.DataFrame, lowest: float, parties: Parties, progress: Callable[[int, int], None]
) -> tuple[list[Row], int]:
    """Screen clean rows at the lowest threshold of the curve; returns the rows, and how many could not be screened."""
    run = screener.run(frame, threshold=lowest, progress=progress)
    faulty = set(run.rows.filter(pl.col("status") == "in error")["row"].to_list())
    nearest: dict[int, NearMiss] = {}
    for hit in run.hits.iter_rows(named=True):
        score, row = _alerting_score(hit, parties), hit["row"]
        if score >= lowest and (row not in nearest or score > nearest[row].score):
            nearest[row] = NearMiss(row, score, hit["list_id"], hit["entry_id"], hit["matched_name"])
    found = []
    for line in frame.unique("row", keep="first", maintain_order=True).iter_rows(named=True):
        near = nearest.get(line["row"])
        name = line.get("name") or line.get("native_name") or ""
        if line["row"] not in faulty:
            found.append(Row(line["row"], name, line.get("kind") or "unknown", near.score if near else 0.0, near))
    return found, len(faulty)


def summed(screener: Screener, frame: pl.DataFrame, found: list[Row], in_error: int, given: int) -> Clean:
    """The figures at the policy's threshold; rows that reach it are screened once more, now at that threshold."""
    threshold = screener.policy.threshold
    reach = [row.number for row in found if row.score >= threshold]
    alerts = screener.screen(frame.filter(pl.col("row").is_in(reach))).filter(pl.col("alert"))
    firm = alerts.filter(pl.col("grade") != Grade.WEAK.value)
    under = [row.nearest for row in found if row.nearest and threshold - _NEAR <= row.score < threshold]
    return Clean(
        alerts=Rate(alerts["row"].n_unique(), len(found)),
        above_weak=Rate(firm["row"].n_unique(), len(found)),
        given=given,
        in_error=in_error,
        below=tuple(sorted(under, key=lambda near: (-near.score, near.row))[:_SHOWN]),
    )


def _alerting_score(hit: dict[str, Any], parties: Parties) -> float:
    """The highest threshold at which a hit is an alert: its score, or that of a strong name behind a weak alias."""
    party = hit["list_id"], hit["entry_id"]
    supported = any(
        each["fact"] in ("birth date", "identifier") and each["outcome"] == "match" for each in hit["evidence"]
    )
    if supported or hit["matched_name"] in parties.names.get(party, ()):
        return float(hit["score"])
    return parties.score(hit["queried_name"], party)
