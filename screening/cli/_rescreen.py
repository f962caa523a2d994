"""``screening rescreen``: a previous run on the lists or customers as they are now; only differences are printed."""

import datetime as dt
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from screening import counterparties, reports, rescreen, runs, saved
from screening.cli._options import AsOfOption, KeepWordsOption, MaxAgeOption, StoreOption, date_of
from screening.cli._record import RunArgument, RunOption, basis_of, copies
from screening.cli._run import list_lines, now, run, today, version
from screening.cli._spoken import emit, keep_words, reading_lists, say, say_lists, say_summary
from screening.errors import InputError, ListError, OutputError, UsageError
from screening.policy import Policy
from screening.reports import as_table
from screening.reports._flat import safe
from screening.rescreen import Known, Newer, Rescreener
from screening.runs import POLICY, Record, Writer, read_record
from screening.screen import Screener
from screening.store import Loaded

PART = 50_000
"""Rows screened in one step; the outcome does not depend on it."""


def rescreen_run(
    previous: RunArgument,
    *,
    customers: Annotated[
        Path | None, typer.Option("--customers", metavar="FILE", help="The customers now; those of RUN if absent.")
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", metavar="FILE", help="The decisions as they are now.")
    ] = None,
    store_folder: StoreOption = None,
    as_of: AsOfOption = None,
    max_age: MaxAgeOption = None,
    run_folder: RunOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the differences there, .csv or .jsonl.")
    ] = None,
    keep: KeepWordsOption = True,
) -> None:
    """Screen a previous run's customers against the lists as they are now; print what opened, closed or changed."""
    _check_out(out)
    started, day = now(), date_of(as_of, "--as-of")
    record = read_record(previous)
    if faults := list(runs.touched(record)):
        raise InputError("; ".join(faults), where=str(previous), way_out="Screen the customers anew.")
    file = customers or record.input
    with ExitStack() as held:
        place = run_folder or Path(held.enter_context(tempfile.TemporaryDirectory(prefix="screening-"))) / "run"
        writer = Writer(place, file)
        with reading_lists():
            plan = _plan(record, _policy(record, decisions), store_folder, day, same=customers is None)
        lines = list_lines(plan.screener, day)
        say_lists(lines, store_folder, record.asked, day, max_age)
        say(plan.said)
        policy = plan.screener.policy
        with writer.opened(copies(record.folder / POLICY if POLICY in record.files else None, policy)):
            parts = counterparties.parts(file, PART, dict(policy.columns))
            report, _, pace = run(plan.work, parts, record.threshold, lines, day, record=writer, whole=False)
            basis = basis_of(
                plan.screener,
                store_folder,
                lists=record.asked,
                threshold=record.threshold,
                day=today(),
                started=started,
                previous=record.run_id,
                proof=f"{plan.proof()} {report.summary.statement}",
            )
            run_id = writer.finish(basis, report.summary, now())
        newer = read_record(place)
        columns = dict(policy.columns)
        fields = partial(_changed_fields, before=record.input, after=file, columns=columns) if customers else None
        found = rescreen.outcome(record, newer.hits(), newer.rows(), plan.lists, fields)
    emit(_lines(found))
    if out:
        _write(found, out)
    if run_folder:
        say(f"wrote {run_folder} (run {run_id}, {report.summary.hits} hits)")
    keep_words(plan.work, keep=keep)
    say_summary(report, pace)
    say(plan.proof(), _counts(found))
    raise typer.Exit(2 if report.summary.rows_in_error else 0)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is screened against what.

    Attributes:
        screener: all designations as they are now.
        work: what screens the customers.
        lists: what changed in the lists; None where that cannot be told.
        said: how it is done, in words.
        run_id: of the previous run.
    """

    screener: Screener
    work: Rescreener
    lists: Newer | None
    said: str
    run_id: str

    def proof(self) -> str:
        """Which rows were screened against what."""
        rest = self.work.rows - self.work.whole
        said = f"{self.work.rows} rows screened: {self.work.whole} against all designations"
        if rest and self.lists:
            changed = f"the {self.lists.designations} that came or changed"
            said += f", {rest} known from run {self.run_id} against {changed}"
        return f"{said}."


def _policy(record: Record, decisions: Path | None) -> Policy:
    """The policy of a run, with the decisions as they are now: those of then may have been revoked."""
    policy = runs.policy_of(record)
    if policy.decisions and not decisions:
        raise UsageError("the run applied decisions", way_out="Name their file as it is now with --decisions.")
    return replace(policy, decisions=decisions)


def _plan(record: Record, policy: Policy, store: Path | None, day: dt.date | None, *, same: bool) -> _Plan:
    """Decide what is screened against what; where what is known cannot be relied on, everything is screened.

    ``same``: the customers are those of the record.
    """
    screener = Screener.load(store=store, lists=record.asked, policy=policy, as_of=day)
    try:
        before = saved.lists(runs.snapshots_of(record, store), saved.cache_folder())
    except ListError as error:
        lists, why = None, f"the lists of run {record.run_id} are not at hand ({error})"
    else:
        lists, why = rescreen.newer(before, screener.loaded), runs.other_program(record, version())
    if lists is None or why:
        work = Rescreener(screener, None, rescreen.known(None))
        return _Plan(screener, work, lists, f"every row is screened against all designations: {why}", record.run_id)
    # Who has a hit at all is asked here: what takes alerts away matters only for the rows that are screened whole.
    bare = replace(policy, measures=(), decisions=None, links=None)
    ids = [each.spec.id for each in screener.loaded]
    changed = None
    if lists.changed:
        ready = saved.ready_of(lists.changed, saved.cache_folder())
        changed = Screener(lists.changed, bare, ready=ready, known_lists=ids)
    work = Rescreener(screener, changed, _told(record, policy, before, screener.loaded, same=same))
    said = f"{lists.designations} designations came or changed since run {record.run_id}, {len(lists.removed)} went"
    return _Plan(screener, work, lists, said, record.run_id)


def _told(record: Record, policy: Policy, before: Sequence[Loaded], after: Sequence[Loaded], *, same: bool) -> Known:
    """What the record knows; hits are carried over where the customers are its own and no decision applies."""
    if same and not policy.decisions:
        return rescreen.known_rows(record.rows(), rescreen.frame_of_hits(record), before, after)
    return rescreen.known(record)


def _changed_fields(
    customers: Collection[str], before: Path, after: Path, columns: Mapping[str, str]
) -> dict[str, str]:
    """Which data of these customers changed between two files."""
    then, now = ((part.frame for part in counterparties.parts(each, PART, columns)) for each in (before, after))
    return rescreen.changed_fields(customers, then, now)


def _lines(found: pl.DataFrame) -> Iterator[str]:
    """One line a difference."""
    for each in found.filter(pl.col("change") != "unchanged").iter_rows(named=True):
        row = each["row"] or each["previous_row"]
        who = f"row {row}{' of the previous run' if each['row'] is None else ''}"
        who += f", customer {each['customer_id']}" if each["customer_id"] else ""
        alert = "" if each["alert"] or each["was_alert"] else " (no alert)"
        why = f": {each['why']}" if each["why"] else ""
        differs = f" [{', '.join(each['fields'])}]" if each["change"] == "changed" else ""
        hit = f"{each['queried_name']!r} ~ {each['list_id']} {each['entry_id']} {each['primary_name']!r}"
        yield as_table.visible(f"{each['change']}{alert}: {who}: {hit}, score {each['score']:g}{why}{differs}")


def _counts(found: pl.DataFrame) -> str:
    """How many alerts opened, closed, changed, stayed."""
    alerts = found.filter(pl.col("alert") | pl.col("was_alert"))
    counts = dict(alerts["change"].value_counts().iter_rows())
    said = ", ".join(f"{state} {counts.get(state, 0)}" for state in rescreen.STATES)
    return f"alerts: {said}; hits without alert: {found.height - alerts.height}"


def _check_out(out: Path | None) -> None:
    if out is None:
        return
    if out.suffix not in (".csv", ".jsonl"):
        raise UsageError(
            f"{out.suffix or 'no suffix'} is no form of differences", way_out="Name a .csv or .jsonl file."
        )
    reports.check_writable(out)


def _write(found: pl.DataFrame, out: Path) -> None:
    """Write the differences, whole or not at all."""
    told = found.filter(pl.col("change") != "unchanged")
    temporary = out.with_name(f".{out.name}.tmp")
    try:
        if out.suffix == ".csv":
            flat = told.with_columns(pl.col("fields").list.join("; "))
            safe(flat).write_csv(temporary, include_bom=True)
        else:
            told.write_ndjson(temporary)
        temporary.replace(out)
    except OSError as error:
        what = f"the differences cannot be written ({error.strerror or error})"
        raise OutputError(what, where=str(out)) from error
    finally:
        temporary.unlink(missing_ok=True)
    say(f"wrote {out} ({told.height} differences)")
