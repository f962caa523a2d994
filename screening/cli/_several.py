"""How many processes a command works in: one for a short input, several where a long one pays for their start."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from screening import saved
from screening.cli._spoken import keep_words, say
from screening.counterparties import CounterpartyFile
from screening.errors import UsageError
from screening.screen import Screener
from screening.screen._threads import processors
from screening.screen._workers import Worker
from screening.screen.crew import Crew
from screening.screen.reader import Reader, read_ahead

ROWS_WORTH = 300_000
"""Rows that pay for a worker, which takes three seconds of a processor to begin and learns words for itself.

On 2 processors 50,000 rows take as long with one as without, 500,000 three quarters of the time.
"""


ROWS_READ = 10_000
"""Rows that pay for a process that reads names while the lists are loaded, where no worker helps."""


def reader_for(
    processes: int | None, rows: float, parts: Iterable[CounterpartyFile], *, keep: bool
) -> AbstractContextManager[Reader | None]:
    """What reads the names of so many rows ahead; nothing where that is not worth it, or processes are counted."""
    if processes is not None or processors() < 2 or not ROWS_READ <= rows < ROWS_WORTH:
        return nullcontext()
    return read_ahead(parts, saved.cache_folder(), keep=keep)


def workers_for(processes: int | None, rows: float, worth: int = ROWS_WORTH) -> int:
    """How many workers help with so many rows; at most one process less than was asked for.

    Raises:
        UsageError: less than one process was asked for.
    """
    if processes is not None and processes < 1:
        raise UsageError(f"--processes {processes} screen nothing", way_out="Give 1 or more.")
    if processes is not None:
        return processes - 1
    return processors() - 1 if rows >= worth else 0


@contextmanager
def helped(screener: Screener, workers: list[Worker], *, keep: bool, reader: Reader | None = None) -> Iterator[Crew]:
    """The screener with its workers, if there are any; says what became of them where they ended early.

    ``keep``: what all of them read new words as is kept at the end.
    """
    with Crew(screener, None if workers else 1, workers=workers) as crew:
        yield crew
        if crew.lost:
            say(f"warning: {crew.lost} of {len(workers)} workers ended early; the others did what was theirs")
        keep_words(crew, keep=keep, already=reader.kept() if reader else 0)
