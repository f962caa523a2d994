"""Reports: the hits of a run as files an officer or a system can use; the folder is the registry, a module a plug.

A report gives potential matches, never legal conclusions, and never says that somebody is free of sanctions: it says
which rows have no alert, at which threshold, against which lists of which dates (HT-25).

A plug is a module of this folder that does not start with ``_`` and satisfies ``Format``; a new one edits nothing here.
"""

import contextlib
import datetime as dt
import functools
import importlib
import pkgutil
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast, runtime_checkable

import polars as pl

from screening.errors import OutputError, UsageError
from screening.policy import said

STARTER = "starter list: not a compliance source"
"""Said wherever the embedded list was screened against."""
FORMAT_VERSION = 2
"""Of what is written as JSON: the number in the ``$id`` of ``hits.schema.json``. It grows when a key comes, goes or
changes its meaning: readers that refuse unknown keys then know why."""
AID = "Hits are potential matches, not legal conclusions."


def days(count: int) -> str:
    """A number of days in words."""
    return f"{count} day" if count == 1 else f"{count} days"


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list of a run. ``age_days`` is the age of its snapshot on the day of the run, or on the date screened as of.

    ``entries`` and ``names`` are what was read; ``sha256`` is that of the snapshot, ``starter`` marks the embedded
    list, ``has_manifest`` a snapshot whose bytes were compared with the manifest of its import.
    """

    list_id: str
    title: str
    authority: str
    snapshot_date: dt.date
    age_days: int
    entries: int
    names: int
    sha256: str
    starter: bool = False
    has_manifest: bool = True

    @property
    def is_old(self) -> bool:
        """Whether more than 24 hours may have passed since it was known to be current (LD-05); ages are whole days."""
        return self.age_days >= 1 and not self.starter


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run was and what came of it, in numbers (HT-20).

    Rows screened are those with an alert, with suppressed hits only, with no alert, and in error: their sum exactly.
    ``threshold`` is 0-100; ``threshold_rules`` rules of the policy set others for the names they fit.
    ``took`` and ``not_screened`` are the columns of the input (IN-01); ``row_errors`` are
    (row, problem) and never quote a row.
    """

    rows_screened: int
    rows_with_alert: int
    rows_suppressed: int
    rows_no_alert: int
    rows_in_error: int
    hits: int
    alerts: int
    threshold: float
    lists: tuple[ListLine, ...]
    run_date: dt.date
    as_of: dt.date | None = None
    program_version: str = ""
    weights_version: str = ""
    policy_sha256: str = ""
    took: tuple[tuple[str, str], ...] = ()
    not_screened: tuple[str, ...] = ()
    ownership: str = "ownership not assessed"
    threshold_rules: int = 0
    row_errors: tuple[tuple[int, str], ...] = ()

    @property
    def starter(self) -> bool:
        """Whether the embedded starter list is among the lists."""
        return any(line.starter for line in self.lists)

    @property
    def counts(self) -> str:
        """The rows in one line that adds up."""
        return (
            f"rows screened {self.rows_screened} = with alert {self.rows_with_alert} + suppressed "
            f"{self.rows_suppressed} + no alert {self.rows_no_alert} + in error {self.rows_in_error}"
        )

    @property
    def statement(self) -> str:
        """What having no alert means: at which threshold, against which lists of which date (HT-25)."""
        against = ", ".join(f"{line.list_id} of {line.snapshot_date}" for line in self.lists)
        where = f"at {said(self.threshold, self.threshold_rules)} against lists {against}"
        if not self.rows_no_alert:
            return f"No row was screened without an alert {where}. {AID}"
        rows = f"{self.rows_no_alert} {'row' if self.rows_no_alert == 1 else 'rows'}"
        return f"{rows}: no alert {where}. {AID}"


@dataclass(frozen=True, slots=True)
class Report:
    """A run to be written: ``hits`` has the columns of ``HITS``; ``originals`` has ``row`` and the input's columns.

    ``by`` are the columns of both that say which line of ``originals`` belongs to a hit.
    """

    hits: pl.DataFrame
    originals: pl.DataFrame | None
    summary: Summary
    by: tuple[str, ...] = ("row",)

    def with_originals(self) -> pl.DataFrame:
        """The hits with the columns of their input row behind, prefixed ``input_``."""
        if self.originals is None:
            return self.hits
        given = self.originals.rename({name: f"input_{name}" for name in self.originals.columns if name not in self.by})
        return self.hits.join(given, on=list(self.by), how="left", maintain_order="left")


class Format(Protocol):
    """What a plug is: its name, the file suffixes it goes by, and a writer."""

    FORMAT: str
    SUFFIXES: tuple[str, ...]

    def write(self, report: Report, path: Path) -> None:
        """Write the report to ``path``; called with a temporary file, which is then put in place."""


@runtime_checkable
class Growing(Format, Protocol):
    """A plug whose files can be written row by row: the bytes are those of one report of all rows."""

    def append(self, report: Report, file: BinaryIO, *, first: bool) -> None:
        """Write what a report of some rows adds; ``first`` says that nothing was written before."""


def json_schema() -> str:
    """The published JSON Schema (draft 2020-12) of a line of a jsonl report and of the document of ``check --json``."""
    return Path(__file__).with_name("hits.schema.json").read_text("utf-8")


@functools.cache
def _plugs() -> dict[str, Format]:
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    plugs = [cast("Format", importlib.import_module(f"{__name__}.{name}")) for name in modules]
    return {plug.FORMAT: plug for plug in plugs}


def formats() -> tuple[str, ...]:
    """The names of the formats that can be written, sorted."""
    return tuple(sorted(_plugs()))


def load(format_name: str) -> Format:
    """The plug of a format; raises UsageError for an unknown one."""
    plug = _plugs().get(format_name)
    if plug is None:
        raise UsageError(f"unknown report format {format_name!r}", way_out=f"Use one of {', '.join(formats())}.")
    return plug


def growing(format_name: str) -> Growing | None:
    """The plug of a format that can be written row by row; None for one that can only be written whole."""
    plug = load(format_name)
    return plug if isinstance(plug, Growing) else None


def format_of(path: Path) -> str:
    """The format a file name asks for by its suffix; raises UsageError for an unknown suffix."""
    for name, plug in _plugs().items():
        if path.suffix.lower() in plug.SUFFIXES:
            return name
    known = ", ".join(suffix for plug in _plugs().values() for suffix in plug.SUFFIXES)
    raise UsageError(f"no report format has the suffix {path.suffix!r}", way_out=f"Use one of {known}, or --format.")


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")


def refused(path: Path, error: OSError) -> OutputError:
    """The error of a report that the system did not let us write."""
    way_out = "Name a file in a folder that you may write to. Nothing was written."
    return OutputError(f"the report cannot be written ({error.strerror or error})", where=str(path), way_out=way_out)


def check_writable(path: Path) -> None:
    """Raise OutputError if a report could not be put at ``path``; leaves nothing behind."""
    if path.is_dir():
        raise OutputError("this is a folder", where=str(path), way_out="Name a file.")
    temporary = _temporary(path)
    try:
        temporary.touch(exist_ok=False)
        temporary.unlink()
    except OSError as error:
        raise refused(path, error) from error


def write(format_name: str, report: Report, path: Path) -> None:
    """Write a report, whole or not at all: beside its place first, then put there in one step.

    Raises:
        UsageError: the format is unknown.
        OutputError: the file cannot be written; an older file of that name is as it was.
    """
    plug = load(format_name)
    put(path, lambda temporary: plug.write(report, temporary))


def write_text(path: Path, text: str) -> None:
    """Write a page or document of another room, whole or not at all; raises OutputError as ``write`` does."""
    put(path, lambda temporary: temporary.write_text(text, encoding="utf-8", newline="\n"))


def put(path: Path, make: Callable[[Path], object]) -> None:
    """Have a file made beside its place, and put it there in one step; raises OutputError as ``write`` does."""
    check_writable(path)
    temporary = _temporary(path)
    try:
        make(temporary)
        temporary.replace(path)
    except OSError as error:
        raise refused(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
