"""Work done by several threads, its outcome in the order given."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import TypeVar

from screening.errors import UsageError

MOST_THREADS = 4

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def processors() -> int:
    """How many processors this process may use, at most ``MOST_THREADS``."""
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    return min(MOST_THREADS, len(usable))


def in_order(work: Callable[[_Given], _Made], given: Iterable[_Given], threads: int, ahead: int = 0) -> Iterator[_Made]:
    """``map(work, given)`` by several threads; chunks are taken one more than threads before an outcome is, or more.

    Args:
        work: what is done with a chunk.
        given: the chunks.
        threads: how many work.
        ahead: chunks that are taken before an outcome is, where they are more than threads: then one slow chunk does
            not keep the others from going on.
    """
    if threads < 1:
        raise UsageError(f"{threads} threads screen nothing", way_out="Give 1 or more, or none.")
    rest = iter(given)
    begun = list(islice(rest, 2))
    alone = threads == 1 or len(begun) < 2
    every = chain(begun, rest)
    del begun  # a chunk that is done is not held
    if alone:
        yield from map(work, every)
        return
    waiting = deque[Future[_Made]]()
    with ThreadPoolExecutor(threads, thread_name_prefix="screening") as pool:
        try:
            for each in every:
                waiting.append(pool.submit(work, each))
                if len(waiting) > max(threads, ahead):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
