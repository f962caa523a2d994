"""Hits as flat text: what a spreadsheet cell, a printed page or a terminal can hold.

Spreadsheets run cells that begin with ``= + - @`` (or their full-width forms, or white space before them) as formulas,
also in CSV (https://owasp.org/www-community/attacks/CSV_Injection): such a cell gets an apostrophe before it (HT-21).
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from screening.reports import FORMAT_VERSION, STARTER, Report, days

_STARTS = "=+-@\t\r\n＝＋－＠"
_FORMULA = rf"^([{re.escape(_STARTS)}])"


def action_text(action: Mapping[str, Any]) -> str:
    """One action in one line: date, authority, agency, programme, legal basis, measures, reason, source."""
    programme = " ".join(filter(None, (action["programme"], f"({action['title']})" if action["title"] else "")))
    agency = f"decided by {action['agency']}" if action["agency"] else ""
    said = f"{action['reason']} [{action['reason_source']}]" if action["reason_source"] else action["reason"]
    facts = (
        str(action["date"] or "undated"),
        action["authority"],
        agency,
        programme,
        action["legal_basis"],
        ", ".join(action["measures"]),
        said,
        action["source_url"],
    )
    return ", ".join(fact for fact in facts if fact)


def part_text(part: Mapping[str, Any]) -> str:
    """One part of a score: which words, by which relation, how many of how many points."""
    words = " ~ ".join(filter(None, (part["query"], part["listed"])))
    return f"{part['kind']} {words}".strip() + f" {part['points']:.2f}/{part['share']:.2f}"


def evidence_text(evidence: Mapping[str, Any]) -> str:
    """One fact for or against: what it is, how it compares, both sides."""
    sides = ", ".join(
        f"{side} {evidence[key]}" for side, key in (("input", "counterparty"), ("list", "listed")) if evidence[key]
    )
    facts = ", ".join(filter(None, (sides, evidence["note"])))
    return f"{evidence['fact']}: {evidence['outcome']}" + (f" ({facts})" if facts else "")


_STRUCTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "actions": action_text,
    "parts": part_text,
    "evidence": evidence_text,
}


def verdict(hit: Mapping[str, Any]) -> str:
    """Whether a hit is an alert, and why it is none (HT-12)."""
    return "alert" if hit["alert"] else f"no alert: {hit['why_no_alert'] or 'by a rule'}"


def list_note(report: Report) -> pl.Expr:
    """A column ``list_note`` that marks the hits of the starter list."""
    starters = [line.list_id for line in report.summary.lists if line.starter]
    return pl.when(pl.col("list_id").is_in(starters)).then(pl.lit(STARTER)).otherwise(pl.lit("")).alias("list_note")


def flat(report: Report) -> pl.DataFrame:
    """The hits with their input columns and ``list_note``; lists are joined by ``; ``, structs are readable text."""
    frame = report.with_originals()
    columns = []
    for column in frame.get_columns():
        if column.name in _STRUCTS:
            say = _STRUCTS[column.name]
            texts = ["; ".join(map(say, each)) for each in column.to_list()]
            columns.append(pl.Series(column.name, texts, dtype=pl.String))
        elif column.dtype == pl.List(pl.String):
            columns.append(column.list.join("; "))
        else:
            columns.append(column)
    return pl.DataFrame(columns).with_columns(list_note(report))


def safe(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every text cell that a spreadsheet could run made plain text by a leading apostrophe."""
    return frame.with_columns(pl.col(pl.String).str.replace(_FORMULA, "'$1")).rename(
        lambda name: f"'{name}" if name.startswith(tuple(_STARTS)) else name
    )


def summary_lines(report: Report) -> Iterator[tuple[str, str]]:
    """What the run was, as label and text, for people."""
    summary = report.summary
    yield "Rows", summary.counts
    yield "Hits", f"{summary.hits}, of which alerts: {summary.alerts}"
    quiet = report.hits.filter(~pl.col("alert"))["why_no_alert"].value_counts().sort("why_no_alert")
    if quiet.height:
        counted = "; ".join(f"{why or 'by a rule'} {count}" for why, count in quiet.iter_rows())
        yield "Hits that are no alert", counted
    yield "Result", summary.statement
    if summary.starter:
        yield "Caution", STARTER
    yield "Ownership", summary.ownership
    yield "Threshold", f"{summary.threshold:g}"
    yield "Run on", f"{summary.run_date}" + (f", lists as of {summary.as_of}" if summary.as_of else "")
    for line in summary.lists:
        size = f"{line.entries:,} entries, {line.names:,} names, SHA-256 {line.sha256}"
        age = f"of {line.snapshot_date} (age {days(line.age_days)})"
        yield f"List {line.list_id}", f"{line.title}, {line.authority}, {age}, {size}"
    yield "Columns screened", "; ".join(f"{column} as {what}" for column, what in summary.took)
    yield "Columns not screened", ", ".join(summary.not_screened) or "none"
    yield "Program", f"screening {summary.program_version}, weights {summary.weights_version}"
    yield "Format", f"version {FORMAT_VERSION}"
    yield "Policy", f"SHA-256 {summary.policy_sha256}"
    for row, problem in summary.row_errors:
        yield f"Row {row} in error", problem


def plain(value: object) -> object:
    """A cell of a hits frame as JSON has it: dates in ISO 8601, lists and structs as they are."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(each) for each in value]
    return value


def summary_facts(report: Report) -> dict[str, object]:
    """What the run was, as JSON has it: the fields of ``Summary`` and its sentences."""
    said = {
        "counts": report.summary.counts,
        "statement": report.summary.statement,
        "caution": STARTER if report.summary.starter else "",
    }
    return {key: plain(value) for key, value in (dataclasses.asdict(report.summary) | said).items()}
