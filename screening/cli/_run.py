"""One run from rows to report: hits, counts, and what they rest on. The clock is read here and nowhere else."""

import datetime as dt
import sys
from importlib import metadata

import polars as pl
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from screening.counterparties import CounterpartyFile
from screening.reports import ListLine, Report, Summary
from screening.screen import Screener
from screening.store import Loaded


def version() -> str:
    """The version of the installed program."""
    try:
        return metadata.version("screening")
    except metadata.PackageNotFoundError:
        return "not installed"


def today() -> dt.date:
    return dt.date.today()  # noqa: DTZ011  # the officer's own calendar day


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def list_line(loaded: Loaded, day: dt.date) -> ListLine:
    spec, snapshot = loaded.spec, loaded.snapshot
    return ListLine(
        list_id=spec.id,
        title=spec.title,
        authority=spec.authority,
        snapshot_date=snapshot.date,
        age_days=snapshot.age(day),
        entries=snapshot.entries,
        names=snapshot.names,
        sha256=snapshot.sha256,
        starter=spec.starter,
        has_manifest=snapshot.has_manifest,
    )


def list_lines(screener: Screener, as_of: dt.date | None) -> tuple[ListLine, ...]:
    return tuple(list_line(loaded, as_of or today()) for loaded in screener.loaded)


def run(
    screener: Screener,
    given: CounterpartyFile,
    threshold: float | None,
    lines: tuple[ListLine, ...],
    as_of: dt.date | None,
) -> Report:
    """Screen the rows and put hits, counts and what they rest on together."""
    with Progress(
        TextColumn("screening"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty() or given.frame.height < 2,
        transient=True,
    ) as bar:
        task = bar.add_task("rows", total=given.frame.height)
        run = screener.run(
            given.frame,
            threshold=threshold,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    errors = {error.row: error.problem for error in given.errors}
    faulty = run.rows.filter(pl.col("status") == "in error")
    errors |= dict(faulty.select("row", "problem").iter_rows())
    statuses = run.rows.filter(~pl.col("row").is_in(list(errors)))["status"].to_list()
    summary = Summary(
        rows_screened=given.rows,
        rows_with_alert=statuses.count("alert"),
        rows_suppressed=statuses.count("suppressed"),
        rows_no_alert=statuses.count("no alert"),
        rows_in_error=len(errors),
        hits=run.hits.height,
        alerts=int(run.hits["alert"].sum()),
        threshold=screener.policy.threshold if threshold is None else threshold,
        lists=lines,
        as_of=as_of,
        run_date=today(),
        program_version=version(),
        weights_version=screener.weights_version,
        policy_sha256=screener.policy.sha256,
        took=given.took,
        not_screened=given.not_screened,
        row_errors=tuple(sorted(errors.items())),
    )
    return Report(run.hits, given.originals if given.took else None, summary)
