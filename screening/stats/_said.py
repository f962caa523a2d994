"""Figures as lines of text and as JSON."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator

from screening.stats._figures import Figures, Stats

FORMAT_VERSION = 1
ROWS = {
    "rows screened": "rows",
    "  with alert": "with_alert",
    "  suppressed": "suppressed_rows",
    "  no alert": "no_alert",
    "  in error": "in_error",
    "hits": "hits",
    "  alerts": "alerts",
    "  weak alias alone": "weak_alone",
    "  suppressed by a decision": "suppressed",
    "  near misses": "near_misses",
    "  no alert by another rule": "other_no_alert",
    "alerts per 1,000 rows": "per_thousand",
    "alerts seen in an earlier run": "repeat_alerts",
    "seconds": "seconds",
    "milliseconds a row": "ms_per_row",
}
"""The lines of the table of runs, each with the attribute of ``Figures`` that it shows."""
_WIDTH = 14


def cell(figures: Figures, name: str) -> str:
    """One figure as text; "not stated" where the record does not say."""
    value = getattr(figures, name)
    if value is None:
        return "not stated"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def named(figures: Figures) -> str:
    """A run by its day and name."""
    return f"{figures.day} {figures.name}" if figures.day else figures.name


def columns(stats: Stats) -> tuple[Figures, ...]:
    """The runs and, of several, their sum."""
    return (*stats.runs, stats.total) if len(stats.runs) > 1 else stats.runs


def lines(stats: Stats) -> Iterator[str]:
    """The figures as a text of fixed columns."""
    shown = columns(stats)
    for number, run in enumerate(stats.runs, start=1):
        yield f"run {number}: {named(run)}"
    heads = [f"run {number}" for number in range(1, len(stats.runs) + 1)] + ["all runs"]
    yield ""
    yield " " * 32 + "".join(f"{head:>{_WIDTH}}" for head in heads[: len(shown)])
    for label, name in ROWS.items():
        yield f"{label:<32}" + "".join(f"{cell(each, name):>{_WIDTH}}" for each in shown)
    for what, groups in stats.by.items():
        yield ""
        yield f"{'by ' + what:<60}{'hits':>10}{'alerts':>10}"
        for group in groups:
            yield f"  {group.value or 'none':<58}{group.hits:>10,}{group.alerts:>10,}"
    for what, noisy in (("designations with most alerts", stats.designations), ("words with most alerts", stats.words)):
        yield ""
        yield f"{what:<60}{'alerts':>10}{'rows':>10}"
        for each in noisy:
            yield f"  {each.what:<58}{each.alerts:>10,}{each.rows:>10,}"
    yield ""
    yield "age of lists on the day of the run, in days"
    for number, run in enumerate(stats.runs, start=1):
        ages = ", ".join(f"{name} {'not stated' if age is None else age}" for name, _, age in run.lists)
        yield f"  run {number}: {ages or 'not stated'}"


def as_json(stats: Stats) -> str:
    """The figures as one JSON document with ``format_version``; dates in ISO 8601, what is not stated as null."""

    def plain(value: object) -> object:
        if isinstance(value, Figures):
            facts = {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
            return facts | {"per_thousand": value.per_thousand, "ms_per_row": value.ms_per_row}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items()}
        if isinstance(value, tuple):
            return [plain(each) for each in value]
        return value.isoformat() if isinstance(value, dt.date) else value

    whole = plain(stats)
    assert isinstance(whole, dict)  # noqa: S101  # a record gives one
    return json.dumps({"format_version": FORMAT_VERSION, **whole}, ensure_ascii=False, indent=2)
