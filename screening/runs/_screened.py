"""Parts of a file, each with what came of it: what a run, its replay and a re-screening do alike."""

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import polars as pl

from screening.counterparties import CounterpartyFile
from screening.policy import Policy
from screening.screen import Run


class Screens(Protocol):
    """What screens frames one after the other: a ``Screener``, or what asks it for some of their lines only."""

    @property
    def policy(self) -> Policy:
        """Thresholds and rules."""

    @property
    def weights_version(self) -> str:
        """Version of the words' weights."""

    def run_batches(
        self, batches: Iterable[Any], *, threshold: float | None = None, today: dt.date | None = None
    ) -> Iterator[Run]:
        """The outcome of each frame, in their order."""


def screened(
    screener: Screens, parts: Iterable[CounterpartyFile], threshold: float | None, today: dt.date
) -> Iterator[tuple[CounterpartyFile, Run]]:
    """Each part with what came of it; a few parts are read ahead."""
    waiting = deque[CounterpartyFile]()

    def frames() -> Iterator[pl.DataFrame]:
        for part in parts:
            waiting.append(part)
            yield part.frame

    for found in screener.run_batches(frames(), threshold=threshold, today=today):
        yield waiting.popleft(), found
