"""What the command line says: hits to standard output or a file, everything about the run to standard error.

No line carries a customer's name but the hits themselves (HT-26); no control code of a file reaches a terminal.
"""

import datetime as dt
import gc
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import typer
from rich.console import Console

from screening import reports, store
from screening.counterparties import CounterpartyFile
from screening.errors import ListStaleError, UsageError
from screening.index import FEW
from screening.reports import STARTER, ListLine, Report, as_table, days
from screening.rescreen import Rescreener
from screening.screen import Screener
from screening.screen._workers import stay
from screening.screen.crew import Crew

SHOWN_ERRORS = 100
"""Rows in error that are named on standard error; the txt, html and xlsx reports name all."""
TABLE_WIDTH = 130
"""Columns a terminal needs for the table; a narrower one gets blocks."""


def say(*lines: str) -> None:
    for line in lines:
        typer.echo(as_table.visible(line), err=True)


def emit(lines: Iterable[str]) -> None:
    """Write lines to standard output; a reader that went away (``| head``) is no error."""
    try:
        for line in lines:
            sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def waiting(what: str) -> AbstractContextManager[object]:
    """A sign of life on a terminal."""
    return Console(stderr=True).status(what) if sys.stderr.isatty() else nullcontext()


@contextmanager
def reading_lists() -> Iterator[None]:
    """Loading lists, with a sign of life. They stay until the end: garbage is not looked for among them, now or later.

    On seven lists that was .7 s of 2.6 before the first name.
    """
    gc.disable()
    try:
        with waiting("reading lists"):
            yield
    finally:
        stay()


def warm_up(screener: Screener, rows: int, *, texts: bool = False) -> None:
    """Make ready for so many rows before they are timed; say why a first run takes longer, once on a machine."""
    if Screener.waits_for_compiler(rows):
        say("compiling the matcher for this machine: about 30 seconds, this once")
    if rows > FEW:
        with waiting("making ready"):
            screener.warm_up(texts=texts)


def deliver(report: Report, out: Path | None, format_name: str) -> None:
    if out is not None:
        reports.write(format_name, report, out)
        say(f"wrote {out} ({format_name}, {report.hits.height} hits)")
    elif format_name:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report"
            reports.write(format_name, report, path)
            emit([path.read_text("utf-8").removesuffix("\n")])
    else:
        show(report)


def show(report: Report) -> None:
    """Hits on standard output: a table on a wide terminal, else every field, one block a hit."""
    console = Console()
    if console.is_terminal and console.width >= TABLE_WIDTH and report.hits.height:
        console.print(as_table.table(report))
    else:
        emit(as_table.blocks(report))


def say_input(file: Path, given: CounterpartyFile, *, long: bool = False) -> None:
    """Say what was read; of a long file how it is read and, from its first rows, which columns are taken."""
    how = f"encoding {given.encoding}, delimiter {given.delimiter}"
    if long:
        say(f"reading {file}: {how}", *_columns(given))
    else:
        say(f"read {file}: {given.rows} rows, {how}", *_columns(given), *_warnings(given))


def say_rest(file: Path, first: CounterpartyFile, last: CounterpartyFile) -> None:
    """Say of a long file what shows only when all of it is read."""
    rows = int(last.originals["row"].max() or 0)  # type: ignore[arg-type]  # of numbers
    say(f"read {file}: {rows} rows", *(_columns(last) if last.took != first.took else ()), *_warnings(last))


def _columns(given: CounterpartyFile) -> tuple[str, str]:
    return (
        f"columns taken: {', '.join(f'{column} as {what}' for column, what in given.took)}",
        f"columns not screened: {', '.join(given.not_screened) or 'none'}",
    )


def _warnings(given: CounterpartyFile) -> Iterator[str]:
    return (f"warning: {warning}" for warning in given.warnings)


def say_lists(
    lines: Sequence[ListLine],
    folder: Path | None,
    lists: Sequence[str] | None,
    as_of: dt.date | None,
    max_age: int | None = None,
) -> None:
    """Say which lists stand behind the run and what is amiss with them, and refuse old ones where that was asked for.

    Raises:
        UsageError: ``max_age`` is no number of days.
        ListStaleError: a list is older.
    """
    if max_age is not None and max_age < 0:
        raise UsageError(f"--max-age {max_age} is no number of days", way_out="Give 0 or more.")
    for line in lines:
        size = f"{line.entries:,} entries, {line.names:,} names"
        say(f"list {line.list_id} of {line.snapshot_date}, age {days(line.age_days)}, {size}, {line.authority}")
    if old := [line.list_id for line in lines if line.is_old]:
        say(f"warning: a day old or older: {', '.join(old)}")
    bare = [line.list_id for line in lines if not line.has_manifest and not line.starter]
    if bare:
        say(f"warning: without a manifest, so the bytes are compared with nothing: {', '.join(bare)}")
    if any(line.starter for line in lines):
        say(f"warning: {STARTER}. Import full lists: screening lists import ID FILE...")
    if not lists:
        say_unknown(folder)
        absent = store.left_out(folder, as_of) if as_of else ()
        if absent:
            say(f"warning: no snapshot as old as {as_of}, not screened: {', '.join(absent)}")
    if max_age is not None and (refused := [line for line in lines if line.age_days > max_age]):
        named = ", ".join(f"{line.list_id} of {line.snapshot_date} ({days(line.age_days)})" for line in refused)
        way_out = "Get newer copies: screening lists update, or screening lists import ID FILE..."
        raise ListStaleError(f"older than {days(max_age)}: {named}", way_out=way_out)


def say_unknown(folder: Path | None) -> None:
    unknown = store.unknown_lists(folder)
    if unknown:
        say(f"warning: in the store but described by no list.toml, not screened: {', '.join(unknown)}")
    ignored = store.ignored(folder)
    if ignored:
        say(f"warning: in the store but no snapshot, not screened: {', '.join(ignored)}")


def keep_words(screener: Crew | Rescreener, *, keep: bool, already: int = 0) -> None:
    """Keep new words of the names that were screened where that is wanted, and say so; some may be kept already."""
    if keep and (kept := already + screener.keep_words()):
        say(f"kept {kept:,} new words of names in your cache folder (--no-keep-words keeps none)")


def say_summary(report: Report, pace: str = "") -> None:
    summary = report.summary
    say(*(f"row {row} in error: {problem}" for row, problem in summary.row_errors[:SHOWN_ERRORS]))
    if len(summary.row_errors) > SHOWN_ERRORS:
        say(f"... and {len(summary.row_errors) - SHOWN_ERRORS} more rows in error")
    if pace:
        say(pace)
    say(f"hits {summary.hits}, of which alerts {summary.alerts}", summary.counts, summary.ownership, summary.statement)
