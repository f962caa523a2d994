"""Laws of reading ahead: it shows in no answer, loses no part, and where the process is lost only time is."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import counterparties as files
from screening import saved
from screening.cli import _several
from screening.counterparties import CounterpartyFile
from screening.index import Readings
from screening.schema import Kind
from screening.screen.reader import AHEAD, Reader, names_of, read_ahead
from tests.runs.conftest import EXAMPLE, run
from tests.strategies import NAMES
from tests.test_index import WORLDS
from tests.test_readings import built, hits

NOBODY = ["Adwina Quorvane", "Bertram Ulvesta", "Corwin Threlkeld", "Delphina Oakmere"]


@given(WORLDS, st.lists(NAMES, min_size=1, max_size=6), st.lists(NAMES, max_size=6), st.booleans())
def test_what_was_read_elsewhere_changes_nothing(
    world: list[tuple[str, Kind]], queries: list[str], read: list[str], asked_before: bool
) -> None:
    """An index finds the same with words taken over, whether it knew them already or not."""
    index, plain = built(world), built(world)
    if asked_before:
        hits(index, queries[:3])
    for text in read:
        index.take(Readings().more(Readings().new(text.split())))
    assert hits(index, queries) == hits(plain, queries)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[CounterpartyFile]:
    """A file of many parts."""
    path = tmp_path / "customers.csv"
    names = [
        f"{NOBODY[at % 4]} {one}{other}{one}" for at, (one, other) in enumerate(product(ascii_lowercase, repeat=2))
    ]
    path.write_text("\n".join(["name", *names]))
    return files.parts(path, 30)


def rows(parts: Sequence[CounterpartyFile]) -> list[int]:
    """The rows of parts."""
    return [row for part in parts for row in part.frame["row"].to_list()]


def test_every_part_comes_in_its_order_when_it_was_read(parts: Iterator[CounterpartyFile], tmp_path: Path) -> None:
    """Each word is read once, before its part comes; all are kept at the end, for the next reader not to read."""
    every, taken = list(parts), dict[str, int]()
    with read_ahead(every, tmp_path, keep=True) as reader:
        assert reader
        for part in reader.parts(lambda read: taken.update(read.numbers)):
            assert taken.keys() >= {word for name in names_of(part.frame) for word in name.split()}
        assert reader.kept() == len(taken) == len(saved.words(tmp_path).numbers)
    assert [*saved.words(tmp_path).numbers] == [*taken]
    read = list[Readings]()
    with read_ahead(every, tmp_path, keep=True) as reader:
        assert reader
        assert rows(list(reader.parts(read.append))) == rows(every)
        assert not reader.kept()
    assert not any(each.numbers for each in read)


def test_a_reader_that_is_lost_loses_no_part(parts: Iterator[CounterpartyFile], tmp_path: Path) -> None:
    """Nor is anything taken from it, or kept."""
    every, taken = list(parts), list[Readings]()
    with read_ahead(every, tmp_path, keep=True) as reader:
        assert reader
        reader._worker._process.kill()
        reader._worker._process.wait()
        come = reader.parts(taken.append)
        first = next(come)
        before = len(taken)
        assert rows([first, *come]) == rows(every)
        assert reader.kept() == 0
    assert len(taken) - before <= AHEAD


def test_no_part_is_taken_long_before_it_is_due(parts: Iterator[CounterpartyFile], tmp_path: Path) -> None:
    """So memory does not grow with the file; a reader that is stopped early ends at once."""
    came = list[CounterpartyFile]()

    def watched() -> Iterator[CounterpartyFile]:
        for part in parts:
            came.append(part)
            yield part

    with read_ahead(watched(), tmp_path, keep=True) as reader:
        assert reader
        next(reader.parts(lambda _: None))
        assert len(came) == AHEAD + 1
    assert reader._worker._process.poll() is not None
    assert isinstance(reader, Reader)


def test_reports_are_those_of_one_process_and_words_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, and as many words as without a reader."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "fresh")
    monkeypatch.setattr(files, "PART", 4)
    monkeypatch.setattr(saved, "_WORTH_KEEPING", 1)
    monkeypatch.setattr(_several, "processors", lambda: 2)
    for least in (10**6, 1):
        monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, at=least, **__: tmp_path / f"cache{at}")
        monkeypatch.setattr(_several, "ROWS_READ", least)
        run("screen", EXAMPLE, "--out", tmp_path / f"{least}.csv")
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "1000000.csv").read_bytes()
    assert len({len(saved.words(tmp_path / each).numbers) for each in ("cache1", "cache1000000")}) == 1


@pytest.mark.parametrize(("processes", "rows"), [(2, 50_000), (None, 5_000), (None, 1e6)])
def test_only_a_file_that_pays_for_it_is_read_ahead(processes: int | None, rows: float) -> None:
    """A short one is done before; for a long one there are workers; who counts processes has those."""
    with _several.reader_for(processes, rows, [], keep=False) as reader:
        assert reader is None
