"""Laws of screening in parts: chunks, threads, batches and a change of lists never change an answer."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from screening import Screener, screen
from screening.counterparties import says
from screening.errors import UsageError
from screening.schema import HITS
from screening.text import fold_words
from tests.data import ROOT
from tests.strategies import ANY_TEXT, NAMES
from tests.worlds import designation, screener

WORLD = screener(
    designation("1", "Ivan Petrovich Ivanov", aliases=["Иван Иванов"]),
    designation("2", "Kraken Marine Trading LLC"),
    designation("3", "Volga State Bank", weak=["Maria Smith"]),
    designation("4", "Mohammed bin Ali Hasan"),
)
LINES = st.lists(st.tuples(st.one_of(NAMES, ANY_TEXT), st.sampled_from(["name", "director"])), max_size=12)
SIZES = st.integers(1, 5)


def frame(lines: list[tuple[str, str]]) -> pl.DataFrame:
    """Lines of a file."""
    return pl.DataFrame(lines, schema={"name": pl.String, "field": pl.String}, orient="row")


class Arrow:
    """What another program hands over: nothing but the Arrow C interface."""

    def __init__(self, batch: pl.DataFrame) -> None:
        self._batch = batch

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The batch as polars exports it."""
        return self._batch.__arrow_c_stream__(requested_schema)


def cut(whole: pl.DataFrame, sizes: list[int]) -> Iterator[pl.DataFrame]:
    """A frame in parts of these sizes, over and over."""
    at = turn = 0
    while at < whole.height:
        size = sizes[turn % len(sizes)]
        yield whole[at : at + size]
        at, turn = at + size, turn + 1


@given(LINES, SIZES, st.integers(1, 4))
def test_chunks_and_threads_change_nothing(lines: list[tuple[str, str]], size: int, threads: int) -> None:
    """Any size of chunk on any number of threads gives the same hits and the same rows, bit for bit."""
    rows = pl.Series("row", [number // 2 + 1 for number in range(len(lines))], dtype=pl.Int64)
    for given_lines in (frame(lines), frame(lines).with_columns(rows)):
        whole = WORLD.run(given_lines, threads=1)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(screen, "CHUNK", size)
            parts = WORLD.run(given_lines, threads=threads)
        assert_frame_equal(whole.hits, parts.hits)
        assert_frame_equal(whole.rows, parts.rows)


@given(LINES, st.lists(SIZES, min_size=1, max_size=3), SIZES, st.integers(1, 3))
def test_batches_joined_are_one_run(lines: list[tuple[str, str]], sizes: list[int], size: int, threads: int) -> None:
    """A file in N parts, as frames or by the Arrow interface, gives one frame of hits a part, together one run."""
    whole = frame(lines)
    parts = list(cut(whole, sizes))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screen, "CHUNK", size)
        found = list(WORLD.screen_batches(map(Arrow, parts), threads=threads))
    assert len(found) == len(parts)
    assert_frame_equal(pl.concat([HITS.to_frame(), *found]), WORLD.screen(whole))


@given(LINES, SIZES)
def test_partitions_screened_apart_are_one_run(lines: list[tuple[str, str]], size: int) -> None:
    """Partitions with row numbers, each screened by another worker, give the hits of one run."""
    whole = frame(lines).with_row_index("row", offset=1)
    found = [hits for part in cut(whole, [size]) for hits in WORLD.screen_batches([part])]
    assert_frame_equal(pl.concat([HITS.to_frame(), *found]), WORLD.screen(whole))


def test_batches_are_read_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an endless stream of batches never more than a few are taken ahead of the outcome."""
    taken = 0

    def endless() -> Iterator[pl.DataFrame]:
        nonlocal taken
        while True:
            taken += 1
            yield pl.DataFrame({"name": ["Ivan Ivanov"] * 3})

    monkeypatch.setattr(screen, "CHUNK", 2)
    runs = WORLD.run_batches(endless(), threads=2)
    for number in range(1, 6):
        assert next(runs).rows["row"].to_list() == [3 * number - 2, 3 * number - 1, 3 * number]
        assert taken <= number + 3
    del runs


@given(st.text(st.characters(), max_size=4) | st.text("a1ьЖ中가ʼ'\x1b[0m\u0301\u200d!", max_size=5))
def test_what_says_nothing_is_what_folds_to_nothing(name: str) -> None:
    """The short way to tell that a name has something to compare agrees with folding it."""
    assert says(name) == bool(fold_words(name))


def test_every_character_says_what_it_folds_to() -> None:
    """Alone, behind a letter, and behind one that folds to nothing: no character hides what folding keeps."""
    for code in (*range(0xD800), *range(0xE000, 0x30000)):
        for name in (chr(code), f"a{chr(code)}", f"ə{chr(code)}"):
            assert says(name) == bool(fold_words(name)), hex(code)


def test_no_threads_are_refused() -> None:
    """Nought threads would screen nothing."""
    with pytest.raises(UsageError, match="0 threads"):
        WORLD.run(frame([]), threads=0)


def test_lists_are_swapped_while_calls_run() -> None:
    """A payment system replaces one attribute; every call answers by the old lists or by the new, never by half."""

    class Payments:
        screener: Screener

    old = screener(designation("1", "Ivan Ivanov"), designation("2", "Kraken Marine"))
    new = screener(designation("1", "Kraken Marine"), designation("3", "Ivan Ivanov"))
    names = ("Ivan Ivanov", "Kraken Marine", "Nobody Known")
    allowed = {name: [old.check(name), new.check(name)] for name in names}
    live, done, wrong = Payments(), threading.Event(), list[str]()
    live.screener = old

    def calling() -> None:
        while not done.is_set():
            wrong.extend(name for name in names if live.screener.check(name) not in allowed[name])

    callers = [threading.Thread(target=calling) for _ in range(8)]
    for caller in callers:
        caller.start()
    for turn in range(200):
        live.screener = (new, old)[turn % 2]
        done.wait(0.002)
    done.set()
    for caller in callers:
        caller.join()
    assert wrong == []


def test_the_example_of_partitions_runs(tmp_path: Path) -> None:
    """What a distributed engine would do, done by hand; it says itself whether parts and whole agree."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(tmp_path)}
    arguments = [sys.executable, str(ROOT / "examples" / "partitions.py")]
    subprocess.run(arguments, check=True, env=environment, cwd=ROOT, capture_output=True)
