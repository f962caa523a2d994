"""Writing a run record: beside its place, part by part, and put there in one step when it is whole.

A process that dies before that step leaves ``.NAME.part``, which no reader takes for a record and the next run to the
same place removes; the lock beside it dies with its process.
"""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import filelock
import polars as pl

from screening import store as stores
from screening.counterparties import CounterpartyFile
from screening.decisions import Decisions
from screening.errors import OutputError
from screening.policy import Policy
from screening.reports import Report, Summary, as_jsonl
from screening.reports._flat import plain
from screening.runs import _record
from screening.runs._record import (
    DECISIONS,
    FORMAT,
    HITS_FILE,
    INPUT,
    KEPT,
    PLAIN_NAME,
    README,
    ROWS_FILE,
    RUN,
    Counts,
    Listed,
)
from screening.runs._rows import STATUSES, account, write_rows
from screening.schema import HITS
from screening.screen import Run
from screening.store import Loaded

_BLOCK = 1 << 20
_EXISTS = "Name a new folder: a record is never written over."

_TOLD = f"""This folder is the record of one screening run, format {FORMAT}. Keep it whole, and the lists that it names.

{RUN}       what was screened, against which lists, by which program and policy, when, and the counts.
               "files" has the SHA-256 of every other file here, "lists" those of the publishers' files.
{INPUT}/         the counterparty file, byte for byte.
{HITS_FILE}     one JSON object a line, one line a hit: who, which listed party, authority, reason, evidence, score.
{ROWS_FILE}       every row of the input (1 is the first below the header): what became of it, and a hash of what was
               screened of it. "no alert" means: no alert at this threshold against these lists of these dates.
               A customer id that a spreadsheet would run as a formula carries an apostrophe.
policy.toml    the policy, where one was given.
decisions.sqlite, links.csv   earlier decisions and links between lists that applied, where there were any.

{README}     this text.

All text is UTF-8. With the program: screening verify FOLDER --store LISTS, screening replay FOLDER --store LISTS.
Without it: sha256sum of each file is what {RUN} says; a list's own "sha256" is that of the lines
"SHA-256  file name" of its files, sorted by file name. The folder holds personal data, as the input does.
Hits are potential matches, not legal conclusions.
"""


Copy = Callable[[Path], None]
"""Makes a copy of a file that others may be adding to."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a run rests on, beside what its summary says.

    Attributes:
        code: SHA-256 of the program's code and tables.
        policy: as it applied.
        threshold: the one given beside the policy; None for the policy's own.
        lists: see ``listed``.
        asked: the lists asked for; None for all.
        day: the day of the screening.
        started: when it began.
        decisions_head: stands for the decisions that applied.
        previous, proof: see ``Record``.
    """

    code: str
    policy: Policy
    threshold: float | None
    lists: tuple[Listed, ...]
    asked: tuple[str, ...] | None
    day: dt.date
    started: dt.datetime
    decisions_head: str = ""
    previous: str = ""
    proof: str = ""


def listed(loaded: Sequence[Loaded], store: Path | None) -> tuple[Listed, ...]:
    """The snapshots that were loaded, with the SHA-256 of each file as the store holds it now.

    Raises:
        ListError: a snapshot is no longer in the store as it was loaded.
    """
    found = []
    for each in loaded:
        spec, snapshot = each.spec, each.snapshot
        files = stores.hashes_of(store, spec.id, snapshot.date, snapshot.sha256)
        size = (snapshot.entries, snapshot.names, spec.starter)
        found.append(Listed(spec.id, spec.title, spec.authority, snapshot.date, snapshot.sha256, *size, files))
    return tuple(found)


@dataclass(slots=True)
class _Hashed:
    """A file that grows and its SHA-256."""

    file: BinaryIO
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.file.write(data)


class Writer:
    """Writes the record of one run; memory does not grow with it."""

    def __init__(self, place: Path, source: Path) -> None:
        """Take the place of the record and the input file.

        Raises:
            OutputError: there is something already, or the input is no plain file that could be kept.
        """
        self.place, self._source = place, source
        if os.path.lexists(place):
            raise OutputError("is there already", where=str(place), way_out=_EXISTS)
        if not place.parent.is_dir():
            raise OutputError("the folder for it does not exist", where=str(place), way_out="Make it first.")
        if not source.is_file():
            what = "the input is no plain file, so it cannot be kept"
            raise OutputError(what, where=str(source), way_out="Save it as a file first.")
        own = (
            source.name
            if PLAIN_NAME.fullmatch(source.name)
            else f"input{source.suffix if source.suffix.isalnum() else ''}"
        )
        self._input = f"{INPUT}/{own}"
        self._part = place.with_name(f".{place.name}.part")
        self._hashes: dict[str, str] = {}
        self._status = dict.fromkeys(STATUSES, 0)
        self._hits = self._alerts = 0
        self._first = True

    @contextlib.contextmanager
    def opened(self, copies: Mapping[str, Path | Copy]) -> Iterator[None]:
        """Begin; what was written is removed unless ``finish`` put it in its place.

        Args:
            copies: further files to keep, or what makes a copy of one, by their name in the record.

        Raises:
            OutputError: the folder cannot be written, or another run writes it.
        """
        lock = filelock.FileLock(self.place.with_name(f".{self.place.name}.lock"))
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            raise OutputError("another run is writing this record", where=str(self.place), way_out=_EXISTS) from None
        except OSError as error:
            raise self._refused(error) from error
        try:
            shutil.rmtree(self._part, ignore_errors=True)  # of a run that died
            (self._part / INPUT).mkdir(parents=True)
            for name, path in {self._input: self._source, **copies}.items():
                self._hashes[name] = _copied(path, self._part / name)
            with (self._part / HITS_FILE).open("wb") as hits, (self._part / ROWS_FILE).open("wb") as rows:
                self._hits_file, self._rows_file = _Hashed(hits), _Hashed(rows)
                yield
        except OSError as error:
            raise self._refused(error) from error
        finally:
            shutil.rmtree(self._part, ignore_errors=True)
            with contextlib.suppress(OSError):
                Path(lock.lock_file).unlink(missing_ok=True)
            lock.release()

    def add(self, part: CounterpartyFile, found: Run, summary: Summary) -> None:
        """Write what came of a part of the input; ``summary`` says against which lists."""
        rows = account(part, found)
        self.add_rows(rows, found.hits, summary)

    def add_rows(self, rows: pl.DataFrame, hits: pl.DataFrame, summary: Summary) -> None:
        """Write rows (columns of ``ACCOUNT``) and their hits (columns of ``HITS``)."""
        self._rows_file.write(write_rows(rows, first=self._first))
        as_jsonl.append(Report(hits.select(HITS.names()), None, summary), self._hits_file, first=self._first)  # type: ignore[arg-type]  # writes only
        for status, count in rows["status"].value_counts().iter_rows():
            self._status[status] += count
        self._hits += hits.height
        self._alerts += int(hits["alert"].sum())
        self._first = False

    def finish(self, basis: Basis, summary: Summary, ended: dt.datetime) -> str:
        """Write what the run was and put the record in its place; returns the run id.

        Raises:
            OutputError: the input changed meanwhile, or the system does not let us write.
            ValueError: the counts do not add up; a fault of ours.
        """
        counts = Counts.of(self._status, self._hits, self._alerts)
        if dataclasses.astuple(counts) != (
            summary.rows_screened,
            summary.rows_with_alert,
            summary.rows_suppressed,
            summary.rows_no_alert,
            summary.rows_in_error,
            summary.hits,
            summary.alerts,
        ):
            raise ValueError("what was written is not what was counted")
        if DECISIONS in self._hashes and Decisions.read(self._part / DECISIONS).head != basis.decisions_head:
            raise OutputError("decisions were added meanwhile", where=str(self.place), way_out="Run again.")
        if _hash_of(self._source) != self._hashes[self._input]:
            way_out = "Run again when nobody writes to it."
            raise OutputError("the input changed while it was screened", where=str(self._source), way_out=way_out)
        try:
            for name, each in ((HITS_FILE, self._hits_file), (ROWS_FILE, self._rows_file)):
                _sync(each.file)
                self._hashes[name] = each.digest.hexdigest()
            self._hashes[README] = _write(self._part / README, _TOLD.encode())
            facts = self._facts(basis, summary, counts, ended)
            _write(self._part / RUN, _record.written(facts))
            for folder in (self._part / INPUT, self._part):
                _sync_folder(folder)
            if os.path.lexists(self.place):
                raise OutputError("is there already", where=str(self.place), way_out=_EXISTS)
            self._part.rename(self.place)
            _sync_folder(self.place.parent)
        except OSError as error:
            raise self._refused(error) from error
        return str(facts["run_id"])

    def _facts(self, basis: Basis, summary: Summary, counts: Counts, ended: dt.datetime) -> dict[str, object]:
        policy = basis.policy
        values = [dataclasses.asdict(each) for each in policy.effective()]
        for value in values:
            if value["key"] in KEPT and value["value"]:
                value["value"] = KEPT[value["key"]]
        facts: dict[str, object] = {
            "format": FORMAT,
            "run_id": "",
            "program": {"version": summary.program_version, "code_sha256": basis.code},
            "weights": summary.weights_version,
            "policy": {"name": policy.name, "sha256": policy.sha256, "values": values},
            "threshold": None if basis.threshold is None else float(basis.threshold),
            "lists": [{name: _plain(getattr(each, name)) for name in Listed.__slots__} for each in basis.lists],
            "lists_asked": None if basis.asked is None else list(basis.asked),
            "decisions_head": basis.decisions_head,
            "input": {"name": self._source.name, "file": self._input, "sha256": self._hashes[self._input]},
            "took": [list(each) for each in summary.took],
            "not_screened": list(summary.not_screened),
            "day": basis.day.isoformat(),
            "as_of": summary.as_of.isoformat() if summary.as_of else None,
            "started": basis.started.isoformat(timespec="seconds"),
            "ended": ended.isoformat(timespec="seconds"),
            "counts": dataclasses.asdict(counts),
            "previous": basis.previous,
            "proof": basis.proof or f"All {counts.rows} rows were screened. {summary.statement}",
            "files": dict(sorted(self._hashes.items())),
        }
        return {**facts, "run_id": _record.run_id(facts)}

    def _refused(self, error: OSError) -> OutputError:
        what = f"the run record cannot be written ({error.strerror or error})"
        way_out = "Name a new folder in one that you may write to. Nothing was written."
        return OutputError(what, where=str(self.place), way_out=way_out)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else plain(value)


def _copied(source: Path | Copy, target: Path) -> str:
    if not isinstance(source, Path):
        source(target)
        with target.open("rb+") as file:
            _sync(file)
        return _hash_of(target)
    digest = hashlib.sha256()
    with source.open("rb") as given, target.open("xb") as file:
        while block := given.read(_BLOCK):
            digest.update(block)
            file.write(block)
        _sync(file)
    return digest.hexdigest()


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, data: bytes) -> str:
    with path.open("xb") as file:
        file.write(data)
        _sync(file)
    return hashlib.sha256(data).hexdigest()


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder last; Windows has no such call."""
    with contextlib.suppress(PermissionError):
        at = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(at)
        finally:
            os.close(at)
