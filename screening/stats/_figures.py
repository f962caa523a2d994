"""Figures of runs: totals, groups, what is noisy, and how scores are spread; each a count of rows or hits."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from screening.schema import BELOW, SUPPRESSED, WEAK_ALONE, Grade
from screening.stats._read import RunData

NOISIEST = 10
NO_PROGRAMME = "not published"
STEP = 2
"""Points of a step of the histogram of scores."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of one run, or of all runs together.

    Attributes:
        name: of the run; "all runs" for the sum.
        rows: screened: with alert + suppressed + no alert + in error.
        near_misses: hits below the threshold that were asked for.
        repeat_alerts: alerts whose alert id was an alert in an earlier run already.
        per_thousand: alerts per 1,000 rows.
        seconds: what the run took; None where a record does not say.
        lists: id, date and age in days on the day of the run; empty for the sum.
    """

    name: str
    day: dt.date | None
    rows: int
    with_alert: int
    suppressed_rows: int
    no_alert: int
    in_error: int
    hits: int
    alerts: int
    weak_alone: int
    suppressed: int
    near_misses: int
    other_no_alert: int
    repeat_alerts: int
    seconds: float | None
    lists: tuple[tuple[str, dt.date, int | None], ...] = ()

    @property
    def per_thousand(self) -> float:
        """Alerts per 1,000 rows."""
        return round(1000 * self.alerts / self.rows, 2) if self.rows else 0.0

    @property
    def ms_per_row(self) -> float | None:
        """Milliseconds a row, the reading of the lists included if the record's times include it."""
        return round(1000 * self.seconds / self.rows, 3) if self.rows and self.seconds is not None else None


@dataclass(frozen=True, slots=True)
class Group:
    """How many hits and alerts have one value."""

    value: str
    hits: int
    alerts: int


@dataclass(frozen=True, slots=True)
class Noisy:
    """A designation or a word with many alerts; ``rows`` are the rows they stand at, run by run."""

    what: str
    alerts: int
    rows: int


@dataclass(frozen=True, slots=True)
class Stats:
    """The figures of some runs, in the order of their days.

    Attributes:
        by: for "list", "programme", "grade" and "why no alert", the values with most hits first; of grades, the best. A
            hit with several programmes counts under each of them.
        designations: those with most alerts, as "list entry: primary name".
        words: words of screened names that earned points in most alerts.
        scores: hits by score, in steps of ``STEP`` points: lower end, alerts, other hits.
        thresholds: those that applied to the hits.
    """

    runs: tuple[Figures, ...]
    total: Figures
    by: dict[str, tuple[Group, ...]]
    designations: tuple[Noisy, ...]
    words: tuple[Noisy, ...]
    scores: tuple[tuple[int, int, int], ...]
    thresholds: tuple[float, ...]


def stats(runs: Sequence[RunData], top: int = NOISIEST) -> Stats:
    """Work the figures out.

    Args:
        runs: at least one; they are put in the order of their days, those of one day stay as given.
        top: how many designations and words are named.
    """
    runs = sorted(runs, key=lambda run: run.day)
    seen: set[str] = set()
    each: list[Figures] = []
    for run in runs:
        each.append(_figures(run, seen))
        seen |= set(run.hits.filter("alert")["alert_id"])
    hits = pl.concat([run.hits.with_columns(run=pl.lit(number)) for number, run in enumerate(runs)])
    alerts = hits.filter("alert")
    entry = pl.format("{} {}: {}", "list_id", "entry_id", pl.col("primary_name").first().over("list_id", "entry_id"))
    programmes = hits.with_columns(pl.col("programmes").list.unique()).explode("programmes", empty_as_null=True)
    return Stats(
        runs=tuple(each),
        total=_total(each),
        by={
            "list": _groups(hits, "list_id"),
            "programme": _groups(programmes.with_columns(pl.col("programmes").fill_null(NO_PROGRAMME)), "programmes"),
            "grade": tuple(sorted(_groups(hits, "grade"), key=_grade)),
            "why no alert": _groups(hits.filter(~pl.col("alert")), "why_no_alert"),
        },
        designations=_noisiest(alerts.with_columns(what=entry), top),
        words=_noisiest(alerts.with_columns(what="words").explode("what", empty_as_null=False), top),
        scores=_spread(hits),
        thresholds=tuple(sorted(set(hits["threshold"]))),
    )


def _figures(run: RunData, seen: set[str]) -> Figures:
    hits, alerts = run.hits, run.hits.filter("alert")
    why = dict(hits.filter(~pl.col("alert"))["why_no_alert"].value_counts().iter_rows())
    known = {name: why.get(name, 0) for name in (WEAK_ALONE, SUPPRESSED, BELOW)}
    return Figures(
        name=run.name,
        day=run.day,
        rows=sum(run.status.values()),
        with_alert=run.status["alert"],
        suppressed_rows=run.status["suppressed"],
        no_alert=run.status["no alert"],
        in_error=run.status["in error"],
        hits=hits.height,
        alerts=alerts.height,
        weak_alone=known[WEAK_ALONE],
        suppressed=known[SUPPRESSED],
        near_misses=known[BELOW],
        other_no_alert=sum(why.values()) - sum(known.values()),
        repeat_alerts=sum(each in seen for each in alerts["alert_id"]),
        seconds=run.seconds,
        lists=tuple((name, day, max(0, (run.day - day).days)) for name, day in run.lists),
    )


_SUMMED = ("rows", "with_alert", "suppressed_rows", "no_alert", "in_error", "hits", "alerts", "weak_alone",
           "suppressed", "near_misses", "other_no_alert", "repeat_alerts")  # fmt: skip


def _total(runs: Sequence[Figures]) -> Figures:
    sums = {name: sum(getattr(run, name) for run in runs) for name in _SUMMED}
    times = [run.seconds for run in runs if run.seconds is not None]
    return Figures(name="all runs", day=None, seconds=sum(times) if len(times) == len(runs) else None, **sums)


def _grade(group: Group) -> int:
    """Best first, one that is no grade of this version last."""
    return list(Grade).index(Grade(group.value)) if group.value in set(Grade) else len(Grade)


def _groups(hits: pl.DataFrame, column: str) -> tuple[Group, ...]:
    counted = hits.group_by(column).agg(pl.len().alias("hits"), pl.col("alert").sum().alias("alerts"))
    ordered = counted.sort("hits", column, descending=[True, False])
    return tuple(Group(*row) for row in ordered.select(column, "hits", "alerts").iter_rows())


def _noisiest(alerts: pl.DataFrame, top: int) -> tuple[Noisy, ...]:
    counted = alerts.group_by("what").agg(pl.len().alias("alerts"), pl.struct("run", "row").n_unique().alias("rows"))
    ordered = counted.sort("alerts", "what", descending=[True, False]).head(top)
    return tuple(Noisy(*row) for row in ordered.select("what", "alerts", "rows").iter_rows())


def _spread(hits: pl.DataFrame) -> tuple[tuple[int, int, int], ...]:
    """Equal names, at 100, stand in the last step."""
    counts: dict[int, tuple[int, int]] = {}
    pairs: Iterable[tuple[float, bool]] = hits.select("score", "alert").iter_rows()
    for score, alert in pairs:
        low = int(min(score, 100 - STEP / 2) // STEP * STEP)
        alerts, other = counts.get(low, (0, 0))
        counts[low] = (alerts + alert, other + (not alert))
    if not counts:
        return ()
    return tuple((low, *counts.get(low, (0, 0))) for low in range(min(counts), 100, STEP))
