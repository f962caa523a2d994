"""``screen --run``, ``screening verify`` and ``screening replay``: the record of a run, and the proof of it."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from screening import runs, saved
from screening.cli._options import StoreOption
from screening.cli._run import version
from screening.cli._spoken import emit, say, waiting
from screening.decisions import DecisionsFile
from screening.errors import UsageError
from screening.policy import Policy
from screening.runs import DECISIONS, LINKS, POLICY, Basis, Copy, Record, Writer
from screening.screen import Screener

UNSOUND = 2

RunArgument = Annotated[Path, typer.Argument(metavar="RUN", help="The folder that screen --run wrote.")]
RunOption = Annotated[
    Path | None, typer.Option("--run", metavar="DIR", help="Keep a record of the run in this new folder.")
]


def begun_record(folder: Path | None, file: Path, *, resume: bool) -> Writer | None:
    """What writes the record of a run, where one is asked for; refuses before the work starts."""
    if folder and resume:
        raise UsageError("a run record is of one run in one go", way_out="Leave --run or --resume away.")
    return Writer(folder, file) if folder else None


def basis_of(
    screener: Screener,
    store: Path | None,
    *,
    lists: Sequence[str] | None,
    threshold: float | None,
    day: dt.date,
    started: dt.datetime,
    previous: str = "",
    proof: str = "",
) -> Basis:
    """What a run rests on, for its record."""
    listed = runs.listed(screener.loaded, store)
    asked = tuple(lists) if lists else None
    head = screener.decisions.head if screener.decisions else ""
    return Basis(saved.code_digest(), screener.policy, threshold, listed, asked, day, started, head, previous, proof)


def copies(file: Path | None, policy: Policy) -> dict[str, Path | Copy]:
    """What a record keeps beside the input, by its name there: the policy's file and those that it names."""
    kept: dict[str, Path | Copy] = {POLICY: file} if file else {}
    if policy.decisions:
        kept[DECISIONS] = DecisionsFile(policy.decisions).copy
    return kept | ({LINKS: policy.links} if policy.links else {})


def said_of(record: Record) -> list[str]:
    """A run in a few lines."""
    lists = ", ".join(f"{each.list_id} of {each.date}" for each in record.lists)
    return [
        f"run {record.run_id} of {record.day}: {record.counts.rows:,} rows, {record.counts.hits:,} hits",
        f"lists: {lists}",
        record.proof,
    ]


def verify_run(run: RunArgument, *, store_folder: StoreOption = None) -> None:
    """Hash every file of a run record, and of the snapshots it names, and say which differs, is missing or is extra."""
    record = runs.read_record(run)
    with waiting("hashing"):
        faults = list(runs.verify(record, store_folder))
    emit(said_of(record))
    say(*(f"error: {run}: {each}" for each in faults))
    if faults:
        say(f"{run} is NOT what was written: {len(faults)} fault{'s' * (len(faults) != 1)}")
        raise typer.Exit(UNSOUND)
    emit([f"verified: {len(record.files) + 1} files and {len(record.lists)} snapshots are what was written"])


def replay_run(run: RunArgument, *, store_folder: StoreOption = None) -> None:
    """Screen a run's own input against its own snapshots and policy again, and compare byte for byte."""
    record = runs.read_record(run)
    with waiting("replaying"), tempfile.TemporaryDirectory(prefix="screening-") as scratch:
        found = runs.replay(record, store_folder, Path(scratch), version())
    emit(said_of(record))
    if found.other_program:
        say(f"warning: this is not the program of the run: {found.other_program}")
    say(*found.differences)
    if found.differences:
        say(f"the replay DIFFERS from {run}")
        raise typer.Exit(UNSOUND)
    emit([f"replayed: {found.rows:,} rows and {found.hits:,} hits are byte for byte those of the run"])
