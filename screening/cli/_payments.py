"""``screening payments``: every message of files and folders screened field by field, and the hits as a report.

Of n messages come n answers or n errors. A row of the report is a message; damaged ones are in error, with their place.
"""

import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from screening import reports
from screening.cli._options import (
    AsOfOption,
    KeepWordsOption,
    ListOption,
    MaxAgeOption,
    PolicyOption,
    ProcessesOption,
    StoreOption,
    ThresholdOption,
    date_of,
)
from screening.cli._payment_tally import Tally, size_of, tallied, units
from screening.cli._policy import chosen
from screening.cli._run import Interrupted, list_lines, summary_of, today
from screening.cli._several import helped, workers_for
from screening.cli._spoken import deliver, emit, reading_lists, say, say_lists, say_summary, waiting, warm_up
from screening.errors import InputError, OutputError, UsageError
from screening.policy import NEVER, check_threshold
from screening.reports import as_jsonl
from screening.screen import Screener
from screening.screen.crew import hired

BYTES_WORTH = 4_000_000
"""Bytes of messages that pay for a worker: some 2,000 messages."""


def run_payments(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files of messages, or folders of them.")],
    *,
    store_folder: StoreOption = None,
    lists: ListOption = None,
    as_of: AsOfOption = None,
    max_age: MaxAgeOption = None,
    policy: PolicyOption = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the hits there.")] = None,
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="|".join(reports.formats()), help="By the suffix if absent.")
    ] = None,
    threshold: ThresholdOption = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 if there are alerts.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON document.")] = False,
    keep: KeepWordsOption = True,
    processes: ProcessesOption = None,
) -> None:
    """Screen payment messages (ISO 20022, SWIFT MT), each field against what it can hold."""
    if threshold is not None:
        check_threshold(threshold)
    files = files_of(paths)
    format_name = _check_output(files, out, format_name, as_json=as_json)
    day = date_of(as_of, "--as-of")
    rules = chosen(policy, threshold=threshold)
    with hired(workers_for(processes, sum(map(size_of, files)), BYTES_WORTH)) as workers:
        with reading_lists():
            screener = Screener.load(store=store_folder, lists=lists or None, policy=rules, as_of=day)
        lines = list_lines(screener, day)
        say_lists(lines, store_folder, lists, day, max_age)
        warm_up(screener, 1_000, texts=True)
        started, tally = time.monotonic(), Tally()
        try:
            with waiting("screening"), helped(screener, workers, keep=keep) as crew:
                for each in crew.each(partial(tallied, threshold=threshold, today=today()), units(files)):
                    tally.join(each)
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted after {tally.rows:,} messages; no report was written") from None
    report = tally.report(summary_of(screener, threshold, lines, day))
    say(f"read {len(files):,} files: {tally.rows:,} messages{tally.types()}")
    _say_unread(tally)
    if as_json:
        emit([as_jsonl.document(report)])
    else:
        deliver(report, out, format_name)
    seconds = time.monotonic() - started
    say(
        f"screened {tally.rows:,} messages in {seconds:.1f} s ({tally.rows / max(seconds, 1e-9):,.0f} messages/s)",
        f"a row is a message; of the hits {tally.places} are places, no listed parties, of which alerts "
        f"{tally.place_alerts}"
        if screener.policy.places != NEVER
        else "a row is a message; the policy has places not looked for",
    )
    say_summary(report)
    if report.summary.rows_in_error:
        raise typer.Exit(2)
    raise typer.Exit(1 if exit_code and report.summary.rows_with_alert else 0)


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the folders named, also further below, sorted; hidden ones are left out.

    Raises:
        InputError: a path does not exist, or a folder has no file.
    """
    found = dict[Path, None]()
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.is_file() and not _hidden(each, path))
            if not inside:
                raise InputError("the folder has no file", where=str(path), way_out="Name a folder with messages.")
            found |= dict.fromkeys(inside)
        elif path.exists():
            found[path] = None
        else:
            raise InputError("the file does not exist", where=str(path), way_out="Check the path.")
    return list(found)


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _say_unread(tally: Tally) -> None:
    if tally.parts_unread:
        say(f"warning: parts that are unknown or not as they should be: {tally.parts_unread}", *tally.unread)
        if tally.parts_unread > len(tally.unread):
            say(f"... and {tally.parts_unread - len(tally.unread)} more")


def _check_output(files: list[Path], out: Path | None, format_name: str | None, *, as_json: bool) -> str:
    """The format to write, "" for the screen; refuses before the work starts what could not be written after it."""
    if format_name:
        reports.load(format_name)
    if as_json and (out or format_name):
        raise UsageError("--json writes to the screen", way_out="Leave out --out and --format, or --json.")
    if out is None:
        if format_name in ("parquet", "xlsx"):
            raise UsageError(f"{format_name} is no text for a screen", way_out="Name a file with --out.")
        return format_name or ""
    name = format_name or reports.format_of(out)
    if out.exists() and any(out.samefile(file) for file in files):
        raise OutputError("this is an input file", where=str(out), way_out="Name another file.")
    reports.check_writable(out)
    return name
