"""Searches of several threads as one: the same answers, fewer searches, nobody left waiting."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.index import Index
from screening.schema import Kind
from screening.screen._shared import LONGEST, Shared
from tests.strategies import NAMES

SOON = 10.0
"""Seconds that nothing here takes."""


LEAST = 2.0


def lengths(texts: Sequence[str], least: float) -> Iterator[Any]:
    """As a search that finds listed name 0 in each text of so many letters."""
    return ((at, 0, len(text)) for at, text in enumerate(texts) if len(text) >= least)


class Slow:
    """A search whose first call goes on until it is let go; all calls are noted."""

    def __init__(self, fails: bool = False) -> None:
        self.calls, self._fails = list[list[str]](), fails
        self.begun, self.let_go = threading.Event(), threading.Event()

    def __call__(self, texts: Sequence[str], least: float) -> Iterator[Any]:
        """Search texts."""
        self.calls.append([*texts])
        if len(self.calls) == 1:
            self.begun.set()
            assert self.let_go.wait(SOON)
        elif self._fails and len(self.calls) == 2:
            raise KeyboardInterrupt
        return lengths(texts, least)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = monotonic() + SOON
    while not holds():
        assert monotonic() < end
        sleep(0.001)


ASKED = st.tuples(st.lists(NAMES, max_size=3), st.sampled_from([50.0, 74.0, 90.0]))


@given(st.lists(NAMES, min_size=1, max_size=3), st.lists(ASKED, min_size=2, max_size=8))
def test_answers_are_those_of_a_search_alone(listed: list[str], asked: list[tuple[list[str], float]]) -> None:
    """Whatever other threads ask for at the same time, and at whatever threshold."""
    index = Index.build(listed, [Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL][: len(listed)])
    start, shared = threading.Barrier(len(asked)), Shared(index.search_all)

    def ask(texts: list[str], least: float) -> Sequence[Any]:
        start.wait(SOON)
        return shared(texts, least)

    with ThreadPoolExecutor(len(asked)) as pool:
        found = [each.result(SOON) for each in [pool.submit(ask, *each) for each in asked]]
    assert found == [[*index.search_all(*each)] for each in asked]


def test_who_waits_is_taken_along() -> None:
    """Seven names that wait for one search are one further search."""
    search = Slow()
    shared: Any = Shared(search)
    names = [f"name {'x' * at}" for at in range(7)]
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(shared, ["first"], LEAST)
        assert search.begun.wait(SOON)
        rest = [pool.submit(shared, [name], LEAST) for name in names]
        until(lambda: len(shared._waiting) == len(names))
        search.let_go.set()
        assert first.result(SOON) == [(0, 0, 5)]
        assert [each.result(SOON) for each in rest] == [[(0, 0, len(name))] for name in names]
    assert [sorted(call) for call in search.calls] == [["first"], names]


def test_who_is_taken_along_by_a_thread_that_is_stopped_searches_alone() -> None:
    """The one gets the error, the others their answers."""
    search = Slow(fails=True)
    shared, ended = Shared(search), list[object]()

    def ask(name: str) -> None:
        try:
            ended.append(shared([name], LEAST))
        except KeyboardInterrupt:
            ended.append("stopped")

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("aa", "bbb", "bbb", "bbb")]
    threads[0].start()
    assert search.begun.wait(SOON)
    for thread in threads[1:]:
        thread.start()
    until(lambda: len(shared._waiting) == 3)
    search.let_go.set()
    for thread in threads:
        thread.join(SOON)
    assert sorted(map(str, ended)) == ["[(0, 0, 2)]", "[(0, 0, 3)]", "[(0, 0, 3)]", "stopped"]


@pytest.mark.parametrize("texts", [["x" * (LONGEST + 1)], ["x" * LONGEST, "y"]])
def test_a_long_text_neither_waits_nor_keeps_others_waiting(texts: list[str]) -> None:
    """It is searched beside the others."""
    search = Slow()
    shared: Any = Shared(search)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(shared, ["first"], LEAST)
        assert search.begun.wait(SOON)
        assert shared(texts, LEAST) == [*lengths(texts, LEAST)]
        search.let_go.set()
        assert first.result(SOON) == [(0, 0, 5)]
