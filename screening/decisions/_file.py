"""The decisions file: one SQLite file of lines, each chained to the one before; lines are added and never changed.

SQLite's rollback journal is used, not its write-ahead log: at rest the decisions are then one file that can be copied
and sent, on a network drive too. Each addition is one transaction, synchronised to the disk before it is acknowledged
(``synchronous = EXTRA``); what a kill leaves half-written the next opening takes back. Two processes wait for each
other, up to ``PATIENCE`` seconds. A new file is made beside its place and put there whole.
"""

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from screening.decisions._lines import FIRST, LONGEST_LINE, Decision, chained, check, reading, writing
from screening.errors import DecisionsError, UsageError

APPLICATION_ID = 0x5343444E
"""How the file says that it is ours: "SCDN" at byte 68."""
FORMAT = 1
"""Version of the file's format, SQLite's ``user_version``."""
PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
HEADER = b"SQLite format 3\x00"

_SCHEMA = (
    "CREATE TABLE lines (number INTEGER PRIMARY KEY, line TEXT NOT NULL, hash TEXT NOT NULL)",
    """CREATE TRIGGER lines_in_order BEFORE INSERT ON lines
    WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM lines)
    BEGIN SELECT RAISE(ABORT, 'lines are only added at the end'); END""",
    "CREATE TRIGGER lines_never_change BEFORE UPDATE ON lines BEGIN SELECT RAISE(ABORT, 'lines never change'); END",
    "CREATE TRIGGER lines_never_go BEFORE DELETE ON lines BEGIN SELECT RAISE(ABORT, 'lines never go'); END",
)
_DAMAGED = "Take the last good copy; nothing was changed."


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, its writing, the hash of the chain up to it, and what it says."""

    number: int
    text: str
    hash: str
    decision: Decision


class DecisionsFile:
    """A decisions file to read from and to add to; safe under several threads and processes at once."""

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is opened yet."""
        self.path = path

    def add(self, *decisions: Decision) -> tuple[int, str]:
        """Add decisions, all or none; makes the file where there is none.

        Returns:
            Number and hash of the last line.

        Raises:
            UsageError: a decision lacks something.
            DecisionsError: the file is not ours, damaged, busy, or cannot be written.
        """
        for each in decisions:
            check(each)
        return self.add_writings(map(writing, decisions))

    def add_writings(self, texts: Iterable[str], *, after: int | None = None) -> tuple[int, str]:
        """Add lines by their writings, all or none.

        Args:
            texts: checked writings of lines.
            after: how many lines the file must have; None for any number.
        """
        self._make()
        with self._opened() as base:
            base.execute("BEGIN IMMEDIATE")
            try:
                number, head = self._last(base, after)
                for text in texts:
                    _check_length(text)
                    number, head = number + 1, chained(head, text)
                    base.execute("INSERT INTO lines VALUES (?, ?, ?)", (number, text, head))
                base.execute("COMMIT")
            except BaseException:
                if base.in_transaction:
                    base.execute("ROLLBACK")
                raise
        return number, head

    def lines(self) -> Iterator[Line]:
        """Every line in order; each is held against its hash before it is handed out.

        Raises:
            DecisionsError: there is no such file, it is not ours, or damaged; it names the first bad line.
        """
        head, number = FIRST, 0
        with self._opened() as base:
            for found, text, kept in base.execute("SELECT number, line, hash FROM lines ORDER BY number"):
                number += 1
                if found != number:
                    raise self._error(f"line {number} is missing", _DAMAGED)
                if type(text) is not str or type(kept) is not str:
                    raise self._error(f"line {number} is no text", _DAMAGED)
                head = chained(head, text)
                if head != kept:
                    raise self._error(f"line {number} was changed: it does not fit its hash", _DAMAGED)
                yield Line(number, text, head, self._decision(number, text))

    def copy(self, path: Path) -> None:
        """Copy the file as it is now, whole, also while others add to it; ``path`` must not be there.

        Raises:
            DecisionsError: the file is not ours, damaged or busy, or the copy cannot be written.
        """
        with self._opened() as base, contextlib.closing(sqlite3.connect(path)) as made:
            base.backup(made)

    def verify(self, head: str = "") -> tuple[int, str]:
        """Check the whole file: SQLite's own pages, the chain, and every line's form.

        Args:
            head: a hash that was the last one at some time (it stands in the run records); "" for none. A file from
                which lines were cut off at the end cannot hold it.

        Returns:
            Number and hash of the last line.

        Raises:
            DecisionsError: it is damaged; names the first bad line, or the hash that is missing.
        """
        with self._opened() as base:
            state = base.execute("PRAGMA integrity_check(1)").fetchone()
            if state != ("ok",):
                raise self._error("the file is damaged", _DAMAGED)
        number, last, seen = 0, FIRST, head in ("", FIRST)
        for line in self.lines():
            number, last, seen = line.number, line.hash, seen or line.hash == head
            if writing(line.decision) != line.text:
                raise self._error(f"line {number} is not written as this program writes", _DAMAGED)
        if not seen:
            raise self._error(f"no line has the hash {head[:80]}: lines are missing or were changed", _DAMAGED)
        return number, last

    def _decision(self, number: int, text: str) -> Decision:
        """What a line says, checked as when it was added."""
        try:
            decision = reading(text)
            check(decision)
        except ValueError as error:
            raise self._error(f"line {number} {error}", _DAMAGED) from None
        except UsageError as error:
            raise self._error(f"line {number}: {error.what}", _DAMAGED) from None
        return decision

    def _last(self, base: sqlite3.Connection, expected: int | None) -> tuple[int, str]:
        """Number and hash of the last line, which is held against its hash; its number may be expected."""
        rows = base.execute("SELECT number, line, hash FROM lines ORDER BY number DESC LIMIT 2").fetchall()
        if expected is not None and (rows[0][0] if rows else 0) != expected:
            raise self._error("another process added lines meanwhile", "Try again.")
        if not rows:
            return 0, FIRST
        number, text, kept = rows[0]
        if chained(rows[1][2] if len(rows) > 1 else FIRST, str(text)) != kept:
            raise self._error(f"line {number} was changed: it does not fit its hash", _DAMAGED)
        return int(number), str(kept)

    def _error(self, what: str, way_out: str) -> DecisionsError:
        return DecisionsError(what, where=str(self.path), way_out=way_out)

    def _make(self) -> None:
        """Make the file where there is none: beside its place, then put there whole unless another was faster."""
        if self.path.exists():
            return
        beside = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}.tmp")
        try:
            with contextlib.closing(sqlite3.connect(beside, isolation_level=None)) as base:
                base.execute("PRAGMA synchronous = EXTRA")
                base.execute("BEGIN")
                base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                base.execute(f"PRAGMA user_version = {FORMAT}")
                for each in _SCHEMA:
                    base.execute(each)
                base.execute("COMMIT")
            with contextlib.suppress(FileExistsError):
                os.link(beside, self.path)  # unlike a rename never over a file that another process just made
            self._sync_folder()
        except (OSError, sqlite3.Error) as error:
            what = getattr(error, "strerror", None) or "SQLite cannot write there"
            raise self._error(f"cannot be made ({what})", "Name a file in a folder that you may write to.") from None
        finally:
            beside.unlink(missing_ok=True)

    def _sync_folder(self) -> None:
        if hasattr(os, "O_DIRECTORY"):  # Windows syncs no folders
            folder = os.open(self.path.absolute().parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """A connection to our own file; what SQLite says of a bad one becomes one line."""
        try:
            with self.path.open("rb") as file:
                ours = file.read(len(HEADER)) == HEADER
        except OSError as error:
            raise self._error(f"cannot be read ({error.strerror})", "Check the path.") from error
        if not ours:
            raise self._error("is no decisions file", "Name a file that `screening decide` made.")
        try:
            # Opened for writing where that is allowed: a reader too must take back what a kill left half-written.
            uri = f"{self.path.absolute().as_uri()}?mode=rw"
            with contextlib.closing(sqlite3.connect(uri, PATIENCE, isolation_level=None, uri=True)) as base:
                base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_LINE + 1_000)
                for setting in ("trusted_schema = OFF", "synchronous = EXTRA", "cell_size_check = ON"):
                    base.execute(f"PRAGMA {setting}")
                self._check_ours(base)
                yield base
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise self._error(*_said(error)) from error

    def _check_ours(self, base: sqlite3.Connection) -> None:
        (application,) = base.execute("PRAGMA application_id").fetchone()
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            raise self._error("is a file of another program", "Name a file that `screening decide` made.")
        if version != FORMAT:
            what = f"is of format {version}, this program reads {FORMAT}"
            raise self._error(what, "Use the version of the program that made it, or its CSV export.")
        made = {sql for (sql,) in base.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
        if made != set(_SCHEMA):
            raise self._error("its table or its guards against change are not as this program makes them", _DAMAGED)


def _check_length(text: str) -> None:
    if len(text.encode()) > LONGEST_LINE:
        raise UsageError(f"a line is longer than {LONGEST_LINE:,} bytes", way_out="Nothing was added.")


def _said(error: Exception) -> tuple[str, str]:
    """What SQLite found, and the way out; its own words may quote a line and are left out."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"is in use by another process for {PATIENCE:.0f} seconds", "Try again later."
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return "cannot be written", "Check the rights to the file and its folder."
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return "the disk is full or failed", "Nothing was added. Make room and try again."
    return "the file is damaged", _DAMAGED
