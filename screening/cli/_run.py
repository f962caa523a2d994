"""One run from rows to report: hits, counts, and what they rest on. The clock is read here and nowhere else."""

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import metadata

import polars as pl
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from screening.cli._kept import Kept, Tally
from screening.counterparties import CounterpartyFile
from screening.reports import ListLine, Report, Summary
from screening.runs import Screens, Writer, screened
from screening.schema import HITS
from screening.screen import Run, Screener
from screening.store import Loaded

INTERRUPTED = 130


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


class Interrupted(SystemExit):
    """Ctrl-C, with what to say of it."""

    def __init__(self, said: str) -> None:
        super().__init__(INTERRUPTED)
        self.said = said


def run(
    screener: Screens,
    parts: Iterable[CounterpartyFile],
    threshold: float | None,
    lines: tuple[ListLine, ...],
    as_of: dt.date | None,
    *,
    kept: Kept | None = None,
    record: Writer | None = None,
    whole: bool = True,
) -> tuple[Report, CounterpartyFile, str]:
    """Screen the rows part by part and put hits, counts and what they rest on together.

    ``record`` takes all rows and hits too; without ``whole`` no hit is held.

    Returns:
        The report (without the hits that went to ``kept`` or were not held), the last part, and how fast it went, in
        words.

    Raises:
        Interrupted: Ctrl-C was pressed.
    """
    tally = kept.tally if kept else Tally()
    left, begun, started = _Left(parts, tally.rows), tally.rows, time.monotonic()
    hits, originals = [HITS.to_frame()], list[pl.DataFrame]()
    summary = summary_of(screener, threshold, lines, as_of)
    try:
        with _progress(begun) as tell:
            for part, found in screened(screener, left, threshold, today()):
                errors = _count(tally, part, found)
                if record:
                    record.add(part, found, summary)
                if kept:
                    kept.add(Report(found.hits, part.originals, summary), errors)
                elif whole and not found.hits.is_empty():
                    hits.append(found.hits)
                    originals.append(part.originals.filter(pl.col("row").is_in(found.hits["row"].implode())))
                tell(part.read, tally.rows)
    except KeyboardInterrupt:
        raise Interrupted(_interrupted(kept.done if kept else tally.rows, kept)) from None
    last = left.last
    summary = replace(
        summary,
        rows_screened=tally.rows,
        rows_with_alert=tally.status.get("alert", 0),
        rows_suppressed=tally.status.get("suppressed", 0),
        rows_no_alert=tally.status.get("no alert", 0),
        rows_in_error=len(tally.errors),
        hits=tally.hits,
        alerts=tally.alerts,
        took=last.took,
        not_screened=last.not_screened,
        row_errors=tuple(sorted(tally.errors.items())),
    )
    given = pl.concat(originals) if originals else last.originals.clear()
    report = Report(pl.concat(hits), given if last.took else None, summary)
    return report, last, _speed(tally.rows - begun, time.monotonic() - started)


def summary_of(
    screener: Screens, threshold: float | None, lines: tuple[ListLine, ...], as_of: dt.date | None
) -> Summary:
    """What a run rests on, before anything came of it."""
    return Summary(
        *(0,) * 7,
        threshold=screener.policy.threshold if threshold is None else threshold,
        lists=lines,
        as_of=as_of,
        run_date=today(),
        program_version=version(),
        weights_version=screener.weights_version,
        policy_sha256=screener.policy.sha256,
        threshold_rules=len(screener.policy.rules) if threshold is None else 0,
    )


class _Left:
    """The parts of a file that are not done yet; ``last`` is the newest part that was read."""

    def __init__(self, parts: Iterable[CounterpartyFile], done: int) -> None:
        self._parts, self._done = parts, done
        self.last: CounterpartyFile

    def __iter__(self) -> Iterator[CounterpartyFile]:
        seen = 0
        for part in self._parts:
            self.last = part
            seen += part.rows
            if seen > self._done or not self._done:
                yield part


def _count(tally: Tally, part: CounterpartyFile, found: Run) -> dict[int, str]:
    """Count what came of a part; returns its rows in error, each with its problem."""
    errors = {error.row: error.problem for error in part.errors}
    if "in error" in found.rows["status"]:
        faulty = found.rows.filter(pl.col("status") == "in error")
        errors |= dict(faulty.select("row", "problem").iter_rows())
    sound = found.rows.filter(~pl.col("row").is_in(list(errors))) if errors else found.rows
    for status, count in sound["status"].value_counts().iter_rows():
        tally.status[status] = tally.status.get(status, 0) + count
    tally.rows += part.rows
    tally.hits += found.hits.height
    tally.alerts += int(found.hits["alert"].sum())
    tally.errors |= errors
    return errors


@contextmanager
def _progress(begun: int) -> Iterator[Callable[[float, int], None]]:
    """Rows done, rows a second and the time left, on a terminal; told how much of the file is done (0-1)."""
    columns = (TextColumn("screening"), BarColumn(), TextColumn("{task.fields[said]}"))
    started = time.monotonic()
    bar = Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)
    task = bar.add_task("rows", total=1.0, said="")

    def tell(share: float, rows: int) -> None:
        if share < 1.0:  # a file that is done at once has no progress
            bar.start()
        bar.update(task, completed=share, said=pace(rows, rows - begun, share, time.monotonic() - started))

    try:
        yield tell
    finally:
        bar.stop()


def pace(rows: int, fresh: int, share: float, seconds: float) -> str:
    """Rows done, rows a second, and the time left if the rest of the file goes as the rows of this run did.

    Args:
        rows: done in all, also before this run.
        fresh: of them those of this run.
        share: how much of the file they are, 0-1.
        seconds: what this run took so far.
    """
    rate = max(fresh, 1) / max(seconds, 1e-9)
    left = dt.timedelta(seconds=round((rows / share - rows) / rate)) if share else "?"
    return f"{rows:,} rows, {rate:,.0f} rows/s, {left} left"


def _speed(rows: int, seconds: float) -> str:
    return f"screened {rows:,} rows in {seconds:.1f} s ({rows / max(seconds, 1e-9):,.0f} rows/s)"


def _interrupted(rows: int, kept: Kept | None) -> str:
    done = f"interrupted after {rows:,} rows" if rows else "interrupted"
    if kept and rows:
        return f"{done}; no report was written. To go on there, run the same command with --resume"
    return f"{done}; no report was written"
