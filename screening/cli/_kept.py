"""A long run's report while it grows, and the journal beside it by which a run that was stopped goes on.

Hits go to ``NAME.part``, which becomes ``NAME`` when it is complete and never before. ``NAME.journal`` says what the
run rests on and, after every part of the input, how many rows are done and how many bytes of the report stand for them.
A run goes on only where all that it rests on is the same: the finished report is byte for byte that of one run.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import filelock

from screening.errors import OutputError
from screening.reports import Growing, Report, refused

FILE_BLOCK = 1 << 20
_COUNTS = ("rows", "hits", "alerts", "status")
_HEAD, _LINE = {"basis"}, {"bytes", "sha256", "errors", *_COUNTS}
Basis = Mapping[str, Any]
"""What a run rests on: each fact by its name in words, such as "the input"."""


@dataclass(slots=True)
class Tally:
    """What came of the rows so far.

    Attributes:
        rows, hits, alerts: how many.
        status: how many rows ended with each status, those in error aside.
        errors: rows in error, each with its problem.
    """

    rows: int = 0
    hits: int = 0
    alerts: int = 0
    status: dict[str, int] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)


class Kept:
    """The growing report of one run and its journal; no other run writes them meanwhile.

    Attributes:
        tally: what came of the rows so far.
        done: rows that the report and the journal hold.
    """

    def __init__(self, path: Path, plug: Growing, basis: Basis) -> None:
        """Take the place of the report, its format, and what the run rests on."""
        self.tally = Tally()
        self.done = 0
        self._path, self._plug, self._basis = path, plug, json.loads(json.dumps(basis))
        self._part, self._journal = _beside(path, "part"), _beside(path, "journal")
        self._hash, self._first = hashlib.sha256(), True

    @contextlib.contextmanager
    def opened(self, *, resume: bool) -> Iterator[None]:
        """Begin, or go on where a run was stopped; what was written stays if the run is stopped again.

        Raises:
            OutputError: the files cannot be written, another run writes them, or going on would not give one report.
        """
        try:
            with _locked(self._path), contextlib.ExitStack() as files:
                going_on = resume and self._journal.exists()
                if going_on:
                    self._go_on()
                self._file = files.enter_context(self._part.open("r+b" if going_on else "w+b"))
                self._said = files.enter_context(self._journal.open("a" if going_on else "w", encoding="utf-8"))
                if going_on:
                    self._file.seek(0, os.SEEK_END)
                else:
                    self._say({"basis": self._basis})
                try:
                    yield
                finally:
                    files.close()
                    if not self.done:  # nothing to go on with
                        self._part.unlink(missing_ok=True)
                        self._journal.unlink(missing_ok=True)
        except OSError as error:
            raise refused(self._path, error) from error

    def add(self, report: Report, errors: Mapping[int, str]) -> None:
        """Write what some rows add, then say in the journal that they are done; ``tally`` counts them already.

        ``errors`` are those of the rows that are in error, each with its problem.
        """
        if self._first or not report.hits.is_empty():
            at = self._file.tell()
            self._plug.append(report, self._file, first=self._first)
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.seek(at)
            self._hash.update(self._file.read())
            self._first = False
        counts = {name: getattr(self.tally, name) for name in _COUNTS}
        written = {"bytes": self._file.tell(), "sha256": self._hash.hexdigest()}
        self._say({**written, **counts, "errors": list(errors.items())})
        self.done = self.tally.rows

    def finish(self) -> None:
        """Put the complete report in its place."""
        self._file.close()
        self._said.close()
        self._part.replace(self._path)
        self._journal.unlink(missing_ok=True)

    def _say(self, line: Mapping[str, Any]) -> None:
        self._said.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._said.flush()

    def _go_on(self) -> None:
        """Read the journal, hold it against this run, and cut off what was written after its last whole line."""
        lines = self._lines()
        if not lines or not self._part.exists():
            raise self._mismatch("what was written so far is not there")
        other = [what for what, value in self._basis.items() if lines[0]["basis"].get(what) != value]
        if other or lines[0]["basis"].keys() != self._basis.keys():
            raise self._mismatch(f"{' and '.join(other) or 'something'} changed since it was stopped")
        for line in lines[1:]:
            self.tally.errors.update(line["errors"])
        if lines[1:]:
            self.tally = Tally(**{name: lines[-1][name] for name in _COUNTS}, errors=self.tally.errors)
            self._first, self.done = False, self.tally.rows
        size = lines[-1].get("bytes", 0)
        with self._part.open("r+b") as file:
            self._hash.update(file.read(size))
            if self._hash.hexdigest() != lines[-1].get("sha256", self._hash.hexdigest()):
                raise self._mismatch(f"{self._part.name} is not what was written")
            file.truncate(size)

    def _lines(self) -> list[Any]:
        """The journal's whole lines; what a killed process left of its last one is cut off."""
        raw = self._journal.read_bytes()
        whole = raw[: raw.rfind(b"\n") + 1]
        os.truncate(self._journal, len(whole))
        try:
            lines = [json.loads(line) for line in whole.splitlines()]
            sound = all(
                wanted <= line.keys() for line, wanted in zip(lines, chain([_HEAD], repeat(_LINE)), strict=False)
            )
        except (ValueError, AttributeError):
            sound = False
        if not sound:
            raise self._mismatch(f"{self._journal.name} cannot be read")
        return lines

    def _mismatch(self, what: str) -> OutputError:
        way_out = "Run without --resume to begin again."
        return OutputError(f"this run cannot go on: {what}", where=str(self._path), way_out=way_out)


def fingerprint(path: Path) -> str:
    """Size and SHA-256 of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(FILE_BLOCK):
            digest.update(block)
            size += len(block)
    return f"{size} bytes, SHA-256 {digest.hexdigest()}"


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.name}.{suffix}")


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep other runs away from the report; the lock dies with the process."""
    lock = filelock.FileLock(_beside(path, "lock"))
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise OutputError("another run is writing this report", where=str(path), way_out="Name another file.") from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()
