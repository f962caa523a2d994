"""Several processes that screen as one, for files so long that one interpreter's lock is the limit.

Each has the same lists, verified, the same policy, decisions and links; chunks are handed out as they come and their
outcome comes back in order, so the number of processes shows in nothing but the time. A worker takes about two seconds
of a processor to begin; meanwhile the first process screens, and it goes on screening beside them.
"""

import datetime as dt
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from screening.errors import UsageError
from screening.screen import Run, Screener
from screening.screen._batches import Chunk, in_batches
from screening.screen._threads import in_order, processors
from screening.screen._workers import LostError, Worker

STEP = 2_500
"""Lines handed out at once: so few that all processes end at nearly the same time."""
AHEAD = 4
"""Chunks for each process that are taken before there is an outcome of the first: none waits for a slower one."""

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


@contextmanager
def hired(number: int) -> Iterator[list[Worker]]:
    """So many processes, which import the program while their master does other things; they end with the block."""
    workers = list[Worker]()
    try:
        with suppress(LostError):  # where no more processes are to be had, these are all
            for _ in range(number):
                workers.append(Worker())  # those that came before the last stay
        yield workers
    finally:
        for worker in workers:
            worker.end()


class Crew:
    """A screener and the processes that help it; they live as long as its ``with`` block.

    >>> with Crew(screener, processes=4) as crew:  # doctest: +SKIP
    ...     for hits in crew.screen_batches(batches):
    ...         print(hits.height)

    Attributes:
        policy, weights_version: of the screener.
        lost: how many workers ended before their time; what they were asked for the first process does itself.
    """

    def __init__(self, screener: Screener, processes: int | None = None, *, workers: Iterable[Worker] = ()) -> None:
        """Take what screens.

        Args:
            screener: the lists, loaded.
            processes: how many there are, this one counted; None for the processors at hand, at most 4. Each takes
                some 700 MB with seven full lists, 1 GB where very many words are new.
            workers: those that were ``hired`` before the lists were loaded, instead.

        Raises:
            UsageError: less than one process.
        """
        if processes is not None and processes < 1:
            raise UsageError(f"{processes} processes screen nothing", way_out="Give 1 or more, or none.")
        self.policy, self.weights_version, self.lost = screener.policy, screener.weights_version, 0
        self._screener, self._workers = screener, [*workers]
        self._wanted = 0 if self._workers else (processes or processors()) - 1
        self._free = SimpleQueue[Worker | None]()  # None is this process
        self._begun = list[Worker]()
        self._hired = ExitStack()

    def __enter__(self) -> Self:
        self._free.put(None)
        if self._workers or self._wanted:
            self._gather()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._hired.close()

    def _gather(self) -> None:
        """Send the screener to the workers, each of which is free when it has the lists ready."""
        screener = self._screener
        if not screener.is_kept:  # each would build the index for itself, for more than a minute
            self._workers = []
            return
        self._workers += self._hired.enter_context(hired(self._wanted))
        if screener.waits_for_compiler(STEP):
            screener.warm_up()  # once, not in every process
        sent = pickle.dumps(screener, pickle.HIGHEST_PROTOCOL)
        for worker in self._workers:
            Thread(target=self._begin, args=(worker, sent), daemon=True).start()

    def _begin(self, worker: Worker, sent: bytes) -> None:
        try:
            worker.ask(sent)
            worker.ask(pickle.dumps((_warm, None)))
        except LostError:
            self.lost += 1
        else:
            self._begun.append(worker)
            self._free.put(worker)

    def each(self, work: Callable[[Screener, _Given], _Made], given: Iterable[_Given]) -> Iterator[_Made]:
        """``work(screener, one)`` for each one of what is given, in its order; a few are taken ahead of the outcome.

        Args:
            work: a function that can be pickled, and whose outcome can.
            given: what can be pickled.

        Raises:
            Exception: what ``work`` raises, in whichever process.
        """
        if not self._workers:
            return in_order(partial(work, self._screener), given, processors())
        processes = len(self._workers) + 1
        return in_order(partial(self._done, work), given, processes, AHEAD * processes)

    def _done(self, work: Callable[[Screener, _Given], _Made], one: _Given) -> _Made:
        worker = self._free.get()
        if worker is None:
            try:
                return work(self._screener, one)
            finally:
                self._free.put(None)
        try:
            made: _Made = worker.ask(pickle.dumps((work, one), pickle.HIGHEST_PROTOCOL))
        except LostError:
            self.lost += 1
            return work(self._screener, one)
        self._free.put(worker)
        return made

    def run_batches(
        self, batches: Iterable[Any], *, threshold: float | None = None, today: dt.date | None = None
    ) -> Iterator[Run]:
        """What ``Screener.run_batches`` gives."""
        if not self._workers:
            return self._screener.run_batches(batches, threshold=threshold, today=today)
        return in_batches(batches, partial(self.each, partial(_run, threshold=threshold, today=today)), STEP)

    def keep_words(self) -> int:
        """What ``Screener.keep_words`` does, of all processes; to be called when all is screened."""
        kept = self._screener.keep_words()
        for worker in self._begun:
            with suppress(LostError):
                kept += worker.ask(pickle.dumps((_keep_words, None)))
        return kept

    def screen_batches(
        self, batches: Iterable[Any], *, threshold: float | None = None, today: dt.date | None = None
    ) -> Iterator[Any]:
        """The hits of each batch: what ``Screener.screen_batches`` gives."""
        return (run.hits for run in self.run_batches(batches, threshold=threshold, today=today))


def _warm(screener: Screener, _: None) -> None:
    screener.warm_up()


def _keep_words(screener: Screener, _: None) -> int:
    return screener.keep_words()


def _run(screener: Screener, chunk: Chunk, *, threshold: float | None, today: dt.date | None) -> Run:
    (found,) = screener.run_chunks([chunk], threshold=threshold, threads=1, today=today)
    return found
