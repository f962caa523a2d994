"""A report in words: the rows of its tables, lines for a terminal, and JSON. Every denominator is said."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from screening.selftest._rates import Rate
from screening.selftest._report import Class, Point, Report

CLASS_HEAD = ("class", "what", "right % [95 %] (cases)", "first % of found", "top 5 % of found", "note")
GROUP_HEAD = ("by", "value", "exact %", "manipulated found %", "native script found %", "alerts per 1,000 clean")
CURVE_HEAD = ("threshold", "manipulated found %", "alerts per 1,000 clean")
MARKS = (75, 80, 85, 90, 95)
"""Thresholds named in the table beside the policy's own; all others stand in the JSON."""


def shown(text: str) -> str:
    """A text with its invisible characters made visible."""
    return "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in text)


def percent(rate: Rate) -> str:
    """A rate in percent; "-" where it has no case."""
    return rate.percent() if rate.of else "-"


def per_thousand(rate: Rate) -> str:
    """A rate in cases a thousand; "-" where it has no case."""
    return rate.per_thousand() if rate.of else "-"


def facts(report: Report) -> Iterator[tuple[str, str]]:
    """What the test was and what reproduces it, as label and text."""
    basis = report.basis
    yield "Day", str(basis.day)
    weak = "alert" if basis.weak_aliases_alert else "raise no alert"
    yield (
        "Policy",
        (f"{basis.policy_name}, threshold {basis.threshold:g}, weak aliases {weak}, SHA-256 {basis.policy_sha256}"),
    )
    for each in basis.lists:
        size = f"{each.entries:,} entries, {each.names:,} names, SHA-256 {each.sha256}"
        yield f"List {each.list_id}", f"{each.title}, of {each.snapshot_date}, {size}"
    yield "Program", f"screening {basis.program_version}, weights {basis.weights_version}"
    yield "Draws", f"seed {basis.seed}, at most {basis.cases:,} cases a class"
    yield "Clean names", basis.clean or "none were given, so alerts on clean names are not measured"


def totals(report: Report) -> Iterator[tuple[str, str]]:
    """The figures that sum the test up, as label and text."""
    exact = report.exact
    what = "all of them" if exact.figure.of == exact.listed else f"a sample of {exact.listed:,}"
    yield (
        "Exact names (EF-01)",
        f"{percent(exact.figure)} find their own designation with score 100; {what} strong names",
    )
    yield "Manipulated names", f"{percent(report.found)} right, all classes that count"
    yield "Of those found, in the top 5", percent(report.top_five)
    yield "Hard negatives (EF-24 to EF-28)", f"{percent(report.hard_negatives)} right"
    yield "Lost by the search", f"{report.lost.count} of {report.lost.of:,} (names that compare above the threshold)"
    if report.clean:
        clean = report.clean
        drawn = f"{clean.alerts.of + clean.in_error:,} of {clean.given:,} rows screened, {clean.in_error} in error"
        yield "Alerts per 1,000 clean rows", f"{per_thousand(clean.alerts)}; {drawn}"
        yield "... graded above weak", per_thousand(clean.above_weak)
    if report.proposal:
        yield f"Threshold for {report.proposal.budget:g} alerts per 1,000", proposal(report)


def proposal(report: Report) -> str:
    """What threshold keeps the alerts within the budget, and what that costs; nothing is changed."""
    made = report.proposal
    if made is None:
        return ""
    if made.point is None:
        return f"none of those tried stays within {made.budget:g}"
    edge = " (the lowest tried)" if made.point.threshold == report.curve[0].threshold else ""
    proposed, own = f"{made.point.threshold:g}{edge}", f"{report.now.threshold:g}"
    return f"{proposed}: {_effect(made.point)}; now {own}: {_effect(report.now)}. Nothing was changed"


def _effect(point: Point) -> str:
    return f"alerts {per_thousand(point.alerts)}, manipulated names found {percent(point.found)} %"


def class_row(each: Class) -> tuple[str, ...]:
    """One class as the cells of ``CLASS_HEAD``."""
    note = "; ".join(filter(None, (f"reported apart: {each.apart}" if each.apart else "", each.note)))
    if each.hard_negative:
        note = "; ".join(filter(None, ("hard negative", note)))
    return each.id, each.title, percent(each.figure), percent(each.first), percent(each.top_five), note


def group_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """The groups as the cells of ``GROUP_HEAD``."""
    for each in report.groups:
        yield (
            *(each.by, each.value, percent(each.exact), percent(each.found), percent(each.native)),
            per_thousand(each.alerts),
        )


def curve_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """The policy's threshold and the marks as the cells of ``CURVE_HEAD``."""
    for point in report.curve:
        if point.threshold == report.basis.threshold or point.threshold in MARKS:
            own = " (policy)" if point.threshold == report.basis.threshold else ""
            yield f"{point.threshold:g}{own}", percent(point.found), per_thousand(point.alerts)


def lines(report: Report) -> Iterator[str]:
    """The report for a terminal."""
    for label, text in (*facts(report), *totals(report)):
        yield f"{label}: {text}"
    for head, rows in (
        (CLASS_HEAD, map(class_row, report.classes)),
        (GROUP_HEAD, group_rows(report)),
        (CURVE_HEAD, curve_rows(report)),
    ):
        yield ""
        yield from _aligned([head, *rows])


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def as_json(report: Report) -> str:
    """The report as one JSON document; a rate is its count, its cases, its share and its interval."""
    return json.dumps(_plain(report), ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> Any:  # noqa: ANN401  # what JSON can hold
    if isinstance(value, Rate):
        known = value.of > 0
        figures = {"share": round(value.share, 6), "interval": [round(end, 6) for end in value.interval]}
        return {"count": value.count, "of": value.of, **(figures if known else {"share": None, "interval": None})}
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value
