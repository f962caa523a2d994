"""Frames that arrive one after the other: cut into chunks to be screened, and the outcome put together again."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import polars as pl

from screening.screen._outcome import Run, joined

Chunk = tuple[int, pl.DataFrame]
"""Lines of a frame, with the number of the first of them."""


def chunks(frame: pl.DataFrame, first: int, size: int) -> Iterator[Chunk]:
    """A frame cut into chunks of so many lines; an empty frame is one empty chunk."""
    for at in range(0, max(1, frame.height), size):
        yield first + at, frame[at : at + size]


def in_batches(
    batches: Iterable[Any], screened: Callable[[Iterator[Chunk]], Iterable[Run]], size: int
) -> Iterator[Run]:
    """The outcome of each batch, by what gives that of every chunk in its order; batches are taken as it takes them.

    Args:
        batches: frames, or what offers the Arrow C interface; lines are counted through.
        screened: takes chunks and gives the outcome of each.
        size: lines of a chunk, at most.
    """
    sizes = deque[int]()  # of the batches taken, in chunks

    def every() -> Iterator[Chunk]:
        first = 1
        for batch in batches:
            frame = batch if isinstance(batch, pl.DataFrame) else pl.DataFrame(batch)
            cut = list(chunks(frame, first, size))
            sizes.append(len(cut))
            yield from cut
            first += frame.height

    done = list[Run]()
    for each in screened(every()):
        done.append(each)
        if len(done) == sizes[0]:
            sizes.popleft()
            yield joined(done)
            done = []
