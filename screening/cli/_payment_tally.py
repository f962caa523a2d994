"""What came of payment messages: screened some at a time, in whichever process, counted and put together in order."""

import datetime as dt
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from screening import payments, reports
from screening.cli._payment_rows import DESK, KEYS, desk, hits, places_sha256
from screening.errors import InputError
from screening.payments import Damaged, Message
from screening.reports import Report
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
MESSAGES, BYTES = 100, 200_000
"""Messages of a large file, files, and bytes of files that are screened in one step."""


class Unit(NamedTuple):
    """What is screened in one step: small files, to be read there, or messages that were read of a large one."""

    files: tuple[Path, ...] = ()
    messages: tuple[Message | Damaged, ...] = ()


def units(files: Iterable[Path]) -> Iterator[Unit]:
    """The messages of all files, in their order, some at a time."""
    small, size = list[Path](), 0
    for file in files:
        own = size_of(file)
        if small and (size + own > BYTES or len(small) == MESSAGES):
            yield Unit(tuple(small))
            small, size = [], 0
        if own <= BYTES:
            small.append(file)
            size += own
            continue
        read = messages([file])
        while some := tuple(islice(read, MESSAGES)):
            yield Unit(messages=some)
    if small:
        yield Unit(tuple(small))


def size_of(file: Path) -> int:
    """Bytes of a file; more than a step takes where it is no plain file, which can be read but once, and here."""
    try:
        return file.stat().st_size if file.is_file() else BYTES + 1
    except OSError:
        return 0


def messages(files: Iterable[Path]) -> Iterator[Message | Damaged]:
    """The messages of all files; a file that cannot be read is one damaged message."""
    for file in files:
        try:
            yield from payments.read(file)
        except InputError as error:
            yield Damaged(error.where or str(file), error.what)


@dataclass(slots=True)
class Tally:
    """What came of the messages so far."""

    rows: int = 0
    status: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[int, str]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    passed: dict[str, None] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    parts_unread: int = 0
    found: list[pl.DataFrame] = field(default_factory=lambda: [HITS.to_frame()])
    beside: list[dict[str, Any]] = field(default_factory=list)
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

    def join(self, other: "Tally") -> None:
        """Take what came of the messages behind these."""
        before, self.rows = self.rows, self.rows + other.rows
        self.status += other.status
        self.kinds += other.kinds
        self.errors += [(before + row, problem) for row, problem in other.errors]
        self.passed |= other.passed
        self.unread += other.unread[: SHOWN - len(self.unread)]
        self.parts_unread += other.parts_unread
        self.found += [each.with_columns(pl.col("row") + before) for each in other.found if each.height]
        self.beside += [{**each, "row": before + each["row"]} for each in other.beside]
        self.places += other.places
        self.place_alerts += other.place_alerts

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


def tallied(screener: Screener, unit: Unit, *, threshold: float | None, today: dt.date) -> Tally:
    """What came of a step's messages, which are numbered from 1."""
    tally = Tally()
    given = tally.seen(chain(messages(unit.files), unit.messages))
    tally.add(screener.check_payments(given, threshold=threshold, threads=1, today=today))
    return tally
