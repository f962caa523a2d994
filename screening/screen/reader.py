"""A process that reads names before they are screened: what their words are read as needs no list.

Its master loads the lists meanwhile, then screens what was read before. Nothing but the time depends on it, and where
it ends early the master reads the rest itself: of 50,000 new names reading is two seconds, as much as all else.
"""

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, cast

import polars as pl

from screening import saved
from screening.counterparties import CounterpartyFile
from screening.index import Readings
from screening.names import parts as pieces_of
from screening.screen._workers import LostError, Worker
from screening.screen.crew import hired

AHEAD = 8
"""Parts of a file that are taken before the first of them is screened."""


class Reader:
    """The parts of a file of counterparties, whose names a process reads some parts ahead."""

    def __init__(self, worker: Worker, folder: Path, parts: Iterable[CounterpartyFile], *, keep: bool) -> None:
        """Begin to read.

        Args:
            worker: a process that does nothing else.
            folder: the cache folder, whose words need not be read.
            parts: the parts.
            keep: keep what is read there, when all is.
        """
        self._worker, self._parts, self._pool = worker, iter(parts), ThreadPoolExecutor(1, "screening-reader")
        self._waiting = deque[tuple[CounterpartyFile, Future[Readings | None]]]()
        self._keep, self._kept = keep, cast("Future[Any] | None", None)
        self._ask(_Words(folder))
        self._take()

    def parts(self, take: Callable[[Readings], None]) -> Iterator[CounterpartyFile]:
        """The parts in their order, each when its names are read; ``take`` is given what they are read as."""
        while self._waiting:
            part, read = self._waiting.popleft()
            self._take()
            if (readings := read.result()) and readings.numbers:
                take(readings)
            yield part

    def kept(self) -> int:
        """How many words were kept; waits until they are, if all parts were taken."""
        return self._kept.result() or 0 if self._kept else 0

    def end(self) -> None:
        """Read no further."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _take(self) -> None:
        wanted = AHEAD - len(self._waiting)
        for part in islice(self._parts, wanted):
            self._waiting.append((part, self._ask((_read, names_of(part.frame)))))
        if self._keep and not self._kept and len(self._waiting) < AHEAD:  # there are no more
            self._kept = self._ask((_keep, None))

    def _ask(self, what: object) -> "Future[Any]":
        return self._pool.submit(self._answer, pickle.dumps(what, pickle.HIGHEST_PROTOCOL))

    def _answer(self, asked: bytes) -> object:
        try:
            return self._worker.ask(asked)
        except LostError:
            return None


@contextmanager
def read_ahead(parts: Iterable[CounterpartyFile], folder: Path, *, keep: bool) -> Iterator[Reader | None]:
    """A process that reads until the block ends; None where there is none to be had."""
    with hired(1) as workers:
        reader = Reader(workers[0], folder, parts, keep=keep) if workers else None
        try:
            yield reader
        finally:
            if reader:
                reader.end()


def names_of(frame: pl.DataFrame) -> list[str]:
    """The different names in a frame with the columns of ``COUNTERPARTIES``."""
    every = frame.select(pl.concat_list("name", "native_name", "aliases").explode())
    return every.to_series().drop_nulls().unique(maintain_order=True).to_list()


@dataclass
class _Words:
    """What the process knows: the cache folder, what is kept there, the pieces that it read itself, and as what."""

    folder: Path
    kept: Readings | None = None
    pieces: dict[str, None] = field(default_factory=dict)  # in their order: those that came first are kept
    read: list[Readings] = field(default_factory=list)


def _read(words: _Words, names: Iterable[str]) -> Readings:
    """What further names are read as."""
    words.kept = words.kept or saved.words(words.folder)
    every = words.kept.new(chain.from_iterable(map(pieces_of, names)))
    new = [piece for piece in every if piece not in words.pieces]
    words.pieces.update(dict.fromkeys(new))
    words.read.append(Readings().more(new))
    return words.read[-1]


def _keep(words: _Words, _: None) -> int:
    return saved.keep_words(words.pieces, words.folder, words.read)
