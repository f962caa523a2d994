"""``screening selftest``: how well the program finds what stands on the loaded lists, under the officer's policy."""

import contextlib
import hashlib
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from screening import counterparties, selftest
from screening.cli._options import ListOption, PolicyOption, StoreOption
from screening.cli._run import list_lines, today, version
from screening.cli._spoken import emit, reading_lists, say, say_input, say_lists, warm_up
from screening.errors import OutputError, UsageError
from screening.reports import check_writable
from screening.screen import Screener

_WRITERS = {".html": selftest.as_html, ".htm": selftest.as_html, ".json": selftest.as_json}


def run_selftest(
    *,
    store_folder: StoreOption = None,
    lists: ListOption = None,
    policy: PolicyOption = None,
    clean: Annotated[
        Path | None, typer.Option("--clean", metavar="FILE", help="Counterparties known to be clean (CSV or Parquet).")
    ] = None,
    cases: Annotated[int, typer.Option("--cases", metavar="N", help="Most cases of a class.")] = selftest.CASES,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of all draws.")] = 1,
    everything: Annotated[bool, typer.Option("--all", help="Every strong name and clean row, no sample.")] = False,
    alert_budget: Annotated[
        float | None,
        typer.Option("--alert-budget", metavar="N", help="Propose a threshold for N alerts per 1,000 clean rows."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write .html or .json there.")] = None,
) -> None:
    """Test the program on your lists and policy: exact and manipulated names, hard negatives, alerts on clean names."""
    _check(cases, clean, alert_budget, out)
    given = counterparties.read(clean) if clean else None
    with reading_lists():
        screener = Screener.load(store=store_folder, lists=lists or None, policy=policy)
    if clean and given:
        say_input(clean, given)
    say_lists(list_lines(screener, None), store_folder, lists, None)
    warm_up(screener, cases)
    with _bar() as tell:
        report = selftest.run(
            screener,
            given.frame if given else None,
            cases,
            seed,
            day=today(),
            everything=everything,
            alert_budget=alert_budget,
            clean_source=f"{clean.name}, SHA-256 {hashlib.sha256(clean.read_bytes()).hexdigest()}" if clean else "",
            program_version=version(),
            progress=tell,
        )
    if out:
        _write(out, _WRITERS[out.suffix.lower()](report))
        say(f"wrote {out}")
    emit(selftest.lines(report))


def _check(cases: int, clean: Path | None, alert_budget: float | None, out: Path | None) -> None:
    """Refuse before the work starts what could not be done after it."""
    if cases < 1:
        raise UsageError(f"--cases {cases} asks for nothing", way_out="Give 1 or more.")
    if alert_budget is not None and not clean:
        raise UsageError("--alert-budget needs alerts to count", way_out="Name a file of clean rows with --clean.")
    if alert_budget is not None and alert_budget < 0:
        raise UsageError(f"--alert-budget {alert_budget:g} is no number of alerts", way_out="Give 0 or more.")
    if out is None:
        return
    if out.suffix.lower() not in _WRITERS:
        raise UsageError(f"no report of a self-test has the suffix {out.suffix!r}", way_out="Use .html or .json.")
    if clean and out.exists() and clean.exists() and out.samefile(clean):
        raise OutputError("this is the input file", where=str(out), way_out="Name another file.")
    check_writable(out)


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside its place first, then put there in one step."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        what = f"the report cannot be written ({error.strerror or error})"
        raise OutputError(what, where=str(path), way_out="Name a file in a folder that you may write to.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal, one line for the stage at work."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)
