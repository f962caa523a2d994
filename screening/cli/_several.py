"""How many processes a command works in: one for a short input, several where a long one pays for their start."""

from collections.abc import Iterator
from contextlib import contextmanager

from screening.cli._spoken import keep_words, say
from screening.errors import UsageError
from screening.screen import Screener
from screening.screen._threads import processors
from screening.screen._workers import Worker
from screening.screen.crew import Crew

ROWS_WORTH = 300_000
"""Rows that pay for a worker, which takes three seconds of a processor to begin and learns words for itself.

On 2 processors 50,000 rows take as long with one as without, 500,000 three quarters of the time.
"""


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
def helped(screener: Screener, workers: list[Worker], *, keep: bool) -> Iterator[Crew]:
    """The screener with its workers, if there are any; says what became of them where they ended early.

    ``keep``: what all of them read new words as is kept at the end.
    """
    with Crew(screener, None if workers else 1, workers=workers) as crew:
        yield crew
        if crew.lost:
            say(f"warning: {crew.lost} of {len(workers)} workers ended early; the others did what was theirs")
        keep_words(crew, keep=keep)
