"""The command line: reads the arguments, calls the library, says what was done, ends with the agreed exit code.

Exit codes (HT-13): 0 it ran; with ``--exit-code`` 1 it ran and there are alerts; 2 it could not run, or rows are in
error; 3 a list is missing, refused, or older than ``--max-age``; 4 a fault of ours; 130 it was interrupted.

Hits go to standard output or to ``--out``; what was read, what was not screened and the counts go to standard error.
No message carries a customer's name (HT-26).
"""

import datetime as dt
import io
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Annotated

import typer

from screening import counterparties, reports, saved
from screening.cli._decide import decide_app
from screening.cli._kept import Basis, Kept, fingerprint
from screening.cli._lists import lists_app
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
from screening.cli._ownership import run_ownership
from screening.cli._payments import run_payments
from screening.cli._policy import MeasureOption, NearMissesOption, StrictOption, chosen, policy_app
from screening.cli._record import RunOption, basis_of, begun_record, copies, replay_run, verify_run
from screening.cli._rescreen import rescreen_run
from screening.cli._run import INTERRUPTED, Interrupted, list_lines, now, run, today, version
from screening.cli._scan import run_scan
from screening.cli._selftest import run_selftest
from screening.cli._several import helped, reader_for, workers_for
from screening.cli._spoken import (
    deliver,
    emit,
    reading_lists,
    say,
    say_input,
    say_lists,
    say_rest,
    say_summary,
    show,
    warm_up,
)
from screening.cli._stats import run_stats
from screening.cli._why import asked_about, show_why_not
from screening.errors import OutputError, ScreeningError, UsageError
from screening.policy import Policy, check_threshold
from screening.reports import AID, ListLine, as_jsonl
from screening.schema import Counterparty, Kind
from screening.screen import Screener
from screening.screen.crew import hired

FAULT = 4

app = typer.Typer(
    help=f"Screen counterparties against sanctions lists. {AID}",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
)
app.add_typer(lists_app, name="lists")
app.add_typer(policy_app, name="policy")
app.add_typer(decide_app, name="decide")
app.command("selftest")(run_selftest)
app.command("ownership")(run_ownership)
app.command("stats")(run_stats)
app.command("verify")(verify_run)
app.command("replay")(replay_run)
app.command("rescreen")(rescreen_run)
app.command("payments")(run_payments)
app.command("scan")(run_scan)


def main() -> None:
    """Run the command line; the only place where an error becomes a line and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names of any script, also into a pipe of a Windows code page
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except ScreeningError as error:
        say(f"error: {error}")
        sys.exit(error.exit_code)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            say(end.said if isinstance(end, Interrupted) else "interrupted; no report was written")
        raise
    except BaseException as error:  # noqa: BLE001  # also a panic inside polars, which is no Exception
        place = _place(error.__traceback__)
        say(f"internal error: {type(error).__name__} at {place}, screening {version()}; this is a fault of ours")
        sys.exit(FAULT)


def _place(traceback: TracebackType | None) -> str:
    """File and line of the innermost frame; neither the message nor a local, for they may hold a name."""
    place = "unknown place"
    while traceback:
        place = f"{Path(traceback.tb_frame.f_code.co_filename).name}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place


@app.callback(invoke_without_command=True)
def _root(
    show_version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if show_version:
        emit([f"screening {version()}"])
        raise typer.Exit


@app.command("screen")
def screen_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or Parquet file of counterparties.")],
    *,
    store_folder: StoreOption = None,
    lists: ListOption = None,
    as_of: AsOfOption = None,
    max_age: MaxAgeOption = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the hits there.")] = None,
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="|".join(reports.formats()), help="By the suffix if absent.")
    ] = None,
    threshold: ThresholdOption = None,
    policy: PolicyOption = None,
    strict: StrictOption = False,
    measures: MeasureOption = None,
    near_misses: NearMissesOption = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 if there are alerts.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped (csv, jsonl).")] = False,
    run_folder: RunOption = None,
    keep: KeepWordsOption = True,
    processes: ProcessesOption = None,
) -> None:
    """Screen every row of a file and write the hits, each with its authority and reason."""
    if threshold is not None:
        check_threshold(threshold)
    format_name = _check_output(file, out, format_name, resume=resume)
    record, started = begun_record(run_folder, file, resume=resume), now()
    day = date_of(as_of, "--as-of")
    rules = chosen(policy, threshold=threshold, measures=measures, near_misses=near_misses, strict=strict)
    rest = counterparties.parts(file, counterparties.PART, dict(rules.columns))
    begun = list(islice(rest, 2))
    long = len(begun) > 1
    say_input(file, begun[0], long=long)
    with ExitStack() as written:
        rows = sum(part.rows for part in begun) / max(begun[-1].read, 1e-9)
        workers = written.enter_context(hired(workers_for(processes, rows) if long else 0))
        parts = chain(begun, rest)
        reader = written.enter_context(reader_for(processes, rows, parts, keep=keep)) if long else None
        screener = _load(store_folder, lists, rules, day)
        lines = list_lines(screener, day)
        say_lists(lines, store_folder, lists, day, max_age)
        warm_up(screener, sum(part.frame.height for part in begun))
        kept = _growing(file, out, format_name, _basis(screener, threshold, lines)) if long or resume else None
        if record:
            written.enter_context(record.opened(copies(policy, rules)))
        if kept:
            written.enter_context(kept.opened(resume=resume))
        if kept and kept.tally.rows:
            say(f"going on after {kept.tally.rows:,} rows")
        whole = bool(out or format_name or not record)
        with helped(screener, workers, keep=keep, reader=reader) as screens:
            read = reader.parts(screener.take_words) if reader else parts
            report, last, pace = run(screens, read, threshold, lines, day, kept=kept, record=record, whole=whole)
        if record:
            basis = basis_of(screener, store_folder, lists=lists, threshold=threshold, day=today(), started=started)
            run_id = record.finish(basis, report.summary, now())
        if kept:
            kept.finish()
    if long:
        say_rest(file, begun[0], last)
    if kept:
        say(f"wrote {out} ({format_name}, {report.summary.hits} hits)")
    elif whole:
        deliver(report, out, format_name)
    if record:
        say(f"wrote {run_folder} (run {run_id}, {report.summary.hits} hits)")
    say_summary(report, pace if long else "")
    if report.summary.rows_in_error:
        raise typer.Exit(2)
    raise typer.Exit(1 if exit_code and report.summary.rows_with_alert else 0)


@app.command("check")
def check_name(
    name: Annotated[str, typer.Argument(metavar="NAME", help="One name, in any order and script.")],
    *,
    kind: Annotated[str, typer.Option("--kind", metavar="|".join(Kind), help="What kind of party.")] = Kind.UNKNOWN,
    born: Annotated[str | None, typer.Option("--born", metavar="DATE", help="Birth date, or a year.")] = None,
    country: Annotated[list[str] | None, typer.Option("--country", metavar="RU", help="Repeatable.")] = None,
    identifier: Annotated[
        list[str] | None, typer.Option("--id", metavar="TYPE:VALUE", help="Such as imo:9187629; repeatable.")
    ] = None,
    store_folder: StoreOption = None,
    lists: ListOption = None,
    as_of: AsOfOption = None,
    max_age: MaxAgeOption = None,
    threshold: ThresholdOption = None,
    policy: PolicyOption = None,
    measures: MeasureOption = None,
    near_misses: NearMissesOption = None,
    why_not: Annotated[
        str | None, typer.Option("--why-not", metavar="LIST:ENTRY", help="Say what keeps this party from an alert.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON document.")] = False,
) -> None:
    """Screen one name and show its hits."""
    if threshold is not None:
        check_threshold(threshold)
    if kind not in set(Kind):
        raise UsageError(f"unknown kind {kind!r}", way_out=f"Use one of {', '.join(Kind)}.")
    for text in (name, born or "", *(country or ()), *(identifier or ())):
        if not text.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise UsageError("an argument is no valid text", way_out="Set the terminal to UTF-8.")
    day = date_of(as_of, "--as-of")
    party = Counterparty(name, kind, born, tuple(country or ()), tuple(identifier or ()))
    asked = asked_about(why_not) if why_not is not None else None
    rules = chosen(policy, threshold=threshold, measures=measures, near_misses=near_misses)
    screener = _load(store_folder, lists, rules, day)
    lines = list_lines(screener, day)
    say_lists(lines, store_folder, lists, day, max_age)
    if asked:
        show_why_not(screener, party, asked, threshold, today(), as_json=as_json)
        return
    report, _, _ = run(screener, [counterparties.single(party)], threshold, lines, day)
    if as_json:
        emit([as_jsonl.document(report)])
    else:
        show(report)
    say_summary(report)
    raise typer.Exit(2 if report.summary.rows_in_error else 0)


def _check_output(file: Path, out: Path | None, format_name: str | None, *, resume: bool) -> str:
    """The format to write, "" for the screen; refuses before the work starts what could not be written after it."""
    if format_name:
        reports.load(format_name)
    if resume and (out is None or not reports.growing(format_name or reports.format_of(out))):
        raise UsageError("only csv and jsonl reports go on", way_out="Give --out a name that ends in .csv or .jsonl.")
    if out is None:
        if format_name in ("parquet", "xlsx"):
            raise UsageError(f"{format_name} is no text for a screen", way_out="Name a file with --out.")
        return format_name or ""
    name = format_name or reports.format_of(out)
    if out.exists() and file.exists() and out.samefile(file):
        raise OutputError("this is the input file", where=str(out), way_out="Name another file.")
    reports.check_writable(out)
    return name


def _growing(file: Path, out: Path | None, format_name: str, basis: Basis) -> Kept | None:
    """The report as it grows; None where it is written whole at the end."""
    plug = reports.growing(format_name) if out else None
    if out is None or plug is None or not file.is_file():
        return None
    return Kept(out, plug, {"the input": fingerprint(file), "the format": format_name, **basis})


def _basis(screener: Screener, threshold: float | None, lines: Sequence[ListLine]) -> Basis:
    return {
        "the program": f"{version()} {saved.code_digest()}",
        "the lists": [[line.list_id, line.sha256] for line in lines],
        "the policy": screener.policy.sha256,
        "the weights": screener.weights_version,
        "the threshold": screener.policy.threshold if threshold is None else threshold,
        "the links": screener.links.sha256,
        "the decisions": [screener.decisions.head, today().isoformat()] if screener.decisions else "",
    }


def _load(folder: Path | None, lists: Sequence[str] | None, policy: Policy, as_of: dt.date | None) -> Screener:
    with reading_lists():
        return Screener.load(store=folder, lists=lists or None, policy=policy, as_of=as_of)
