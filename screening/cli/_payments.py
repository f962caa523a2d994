"""``screening payments``: every message of files and folders screened field by field, and the hits as a report.

Of n messages come n answers or n errors. A row of the report is a message; damaged ones are in error, with their place.
"""

import gc
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from screening import payments, reports
from screening.cli._options import (
    AsOfOption,
    KeepWordsOption,
    ListOption,
    PolicyOption,
    StoreOption,
    ThresholdOption,
    date_of,
)
from screening.cli._payment_rows import DESK, KEYS, desk, hits, places_sha256
from screening.cli._policy import chosen
from screening.cli._run import Interrupted, list_lines, summary_of, today
from screening.cli._spoken import deliver, emit, keep_words, say, say_compiling, say_lists, say_summary, waiting
from screening.errors import InputError, OutputError, UsageError
from screening.payments import Damaged, Message
from screening.policy import NEVER, check_threshold
from screening.reports import Report, as_jsonl
from screening.schema import HITS, Hit, hits_frame
from screening.screen import PaymentAnswer, Screener

SHOWN = 20
"""Unread parts that are named on standard error."""
AGAINST = (
    ("party", "names and identifiers of listed parties, places"),
    ("agent", "names, BICs and other identifiers of listed parties, places"),
    ("account", "identifiers of listed parties, the country of an IBAN"),
    ("narrative", "listed names and identifiers inside the text, places"),
)


def run_payments(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files of messages, or folders of them.")],
    *,
    store_folder: StoreOption = None,
    lists: ListOption = None,
    as_of: AsOfOption = None,
    policy: PolicyOption = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the hits there.")] = None,
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="|".join(reports.formats()), help="By the suffix if absent.")
    ] = None,
    threshold: ThresholdOption = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 if there are alerts.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON document.")] = False,
    keep: KeepWordsOption = True,
) -> None:
    """Screen payment messages (ISO 20022, SWIFT MT), each field against what it can hold."""
    if threshold is not None:
        check_threshold(threshold)
    files = files_of(paths)
    format_name = _check_output(files, out, format_name, as_json=as_json)
    day = date_of(as_of, "--as-of")
    rules = chosen(policy, threshold=threshold)
    with waiting("reading lists"):
        screener = Screener.load(store=store_folder, lists=lists or None, policy=rules, as_of=day)
    gc.freeze()  # the lists stay until the end
    lines = list_lines(screener, day)
    say_lists(lines, store_folder, lists, day)
    say_compiling(1_000)
    started, tally = time.monotonic(), _Tally()
    try:
        with waiting("screening"):
            tally.add(screener.check_payments(tally.seen(messages(files)), threshold=threshold, today=today()))
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
    keep_words(screener, keep=keep)
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


def messages(files: Iterable[Path]) -> Iterator[Message | Damaged]:
    """The messages of all files; a file that cannot be read is one damaged message."""
    for file in files:
        try:
            yield from payments.read(file)
        except InputError as error:
            yield Damaged(error.where or str(file), error.what)


@dataclass(slots=True)
class _Tally:
    """What came of the messages so far."""

    rows: int = 0
    status: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[int, str]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    passed: dict[str, None] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    parts_unread: int = 0
    found: list[pl.DataFrame] = field(default_factory=lambda: [HITS.to_frame()])
    beside: list[dict[str, object]] = field(default_factory=list)
    places: int = 0
    place_alerts: int = 0

    def seen(self, given: Iterable[Message | Damaged]) -> Iterator[Message | Damaged]:
        """Count what is read of the messages on the way to where they are screened."""
        for each in given:
            if isinstance(each, Message):
                self.kinds[f"{each.family} {each.type}"] += 1
                self.passed |= dict.fromkeys(each.not_screened)
                for part in each.unread:
                    self.parts_unread += 1
                    if len(self.unread) < SHOWN:
                        self.unread.append(f"{each.place}, {part.place}: {part.why}")
            yield each

    def add(self, answers: Iterable[PaymentAnswer | Damaged]) -> None:
        """Take the answers, one by one."""
        sha256, waiting_hits = places_sha256(), deque[Hit]()
        for self.rows, answer in enumerate(answers, 1):
            if isinstance(answer, Damaged):
                self.errors.append((self.rows, f"{answer.place}: {answer.what}"))
                continue
            self.status[answer.status] += 1
            for each in answer.fields:
                if each.problem:
                    place = f"{answer.message.place}, {each.field.place}"
                    self.errors.append((self.rows, f"{place}: {each.problem}"))
            if answer.hits or answer.places:
                waiting_hits += hits(answer, self.rows, sha256)
                self.beside += desk(answer, self.rows)
                self.places += len(answer.places)
                self.place_alerts += sum(each.alert for each in answer.places)
            if len(waiting_hits) > SHOWN * 100:
                self.found.append(hits_frame(waiting_hits))
                waiting_hits.clear()
        self.found.append(hits_frame(waiting_hits))

    def types(self) -> str:
        """The types of the messages, each with how many there are."""
        said = ", ".join(f"{name} {count:,}" for name, count in sorted(self.kinds.items()))
        return f" ({said})" if said else ""

    def report(self, basis: reports.Summary) -> Report:
        """The report of all messages."""
        found = pl.concat(self.found)
        in_error = {row for row, _ in self.errors}
        summary = replace(
            basis,
            rows_screened=self.rows,
            rows_with_alert=self.status["alert"],
            rows_suppressed=self.status["suppressed"],
            rows_no_alert=self.status["no alert"],
            rows_in_error=len(in_error),
            hits=found.height,
            alerts=int(found["alert"].sum()),
            took=AGAINST,
            not_screened=tuple(sorted(self.passed)),
            row_errors=tuple(self.errors),
        )
        return Report(found, pl.DataFrame(self.beside, schema=KEYS | dict(DESK)), summary, by=tuple(KEYS))


def _say_unread(tally: _Tally) -> None:
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
