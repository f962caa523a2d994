"""Parts of a file, each with what came of it: what a run and its replay do alike."""

from collections import deque
from collections.abc import Iterable, Iterator

import polars as pl

from screening.counterparties import CounterpartyFile
from screening.screen import Run, Screener


def screened(
    screener: Screener, parts: Iterable[CounterpartyFile], threshold: float | None
) -> Iterator[tuple[CounterpartyFile, Run]]:
    """Each part with what came of it; a few parts are read ahead."""
    waiting = deque[CounterpartyFile]()

    def frames() -> Iterator[pl.DataFrame]:
        for part in parts:
            waiting.append(part)
            yield part.frame

    for found in screener.run_batches(frames(), threshold=threshold):
        yield waiting.popleft(), found
