"""Laws of a crew: the number of processes shows in no answer, and a worker that is lost costs nothing but time."""

import datetime as dt
import pickle
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any, Self

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from screening import Screener, counterparties, saved
from screening.cases import Links
from screening.cli import _kept, _several
from screening.errors import ListRefusedError, UsageError
from screening.policy import Policy, ThresholdRule
from screening.schema import Kind, Quality
from screening.screen import crew as crews
from screening.screen._workers import LostError, Worker
from screening.screen.crew import Crew, hired
from tests.decisions.test_screening import CUSTOMERS, DAY, PARTIES, decided
from tests.runs.conftest import EXAMPLE, run
from tests.strategies import ANY_TEXT
from tests.test_store import NEW, OLD, described, snapshot, text
from tests.worlds import loaded

LINES = st.lists(st.tuples(st.one_of(st.sampled_from(CUSTOMERS), ANY_TEXT), st.sampled_from(["name", "director"])))
RULES = (ThresholdRule(60, kind=Kind.ORGANISATION), ThresholdRule(95, quality=Quality.WEAK))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    """A screener with decisions, rules and near misses."""
    path = tmp_path_factory.mktemp("crew") / "bank.decisions"
    decided(path, Screener([loaded(*PARTIES)]), ("Ivan Krakenov", "1"), ("Volga Steel", "3"))
    return Screener([loaded(*PARTIES)], Policy(decisions=path, rules=RULES, near_misses=10))


class Ready(Crew):
    """A crew that waits for its workers, so that each has its share of the smallest input."""

    def __enter__(self) -> Self:
        super().__enter__()
        while self._free.qsize() <= len(self._workers):
            time.sleep(0.05)
        return self


@pytest.fixture(scope="module")
def crew(world: Screener) -> Iterator[Crew]:
    """Three processes, each of which is given two lines at once."""
    with pytest.MonkeyPatch.context() as patch, Ready(world, 3) as made:
        patch.setattr(crews, "STEP", 2)
        yield made


@settings(max_examples=50)
@given(st.lists(LINES, min_size=1, max_size=3), st.sampled_from([DAY, None]), st.sampled_from([None, 55.0]))
def test_processes_change_nothing(
    world: Screener, crew: Crew, parts: list[list[tuple[str, str]]], today: dt.date | None, threshold: float | None
) -> None:
    """Any lines in any batches give the hits and rows of one process, with decisions, rules and near misses."""
    schema = {"name": pl.String, "field": pl.String}
    frames = [pl.DataFrame(part, schema=schema, orient="row") for part in parts]
    frames = [each.with_columns(customer_id=pl.col("name")) for each in frames]
    whole = list(world.run_batches(frames, threshold=threshold, today=today))
    found = list(crew.run_batches(frames, threshold=threshold, today=today))
    for one, other in zip(whole, found, strict=True):
        assert_frame_equal(one.hits, other.hits)
        assert_frame_equal(one.rows, other.rows)
    assert not crew.lost


def test_batches_are_read_as_they_are_needed(crew: Crew) -> None:
    """Of an endless stream never more than a few are taken ahead of the outcome."""
    taken = count()
    endless = (pl.DataFrame({"name": ["Ivan Krakenov"] * 3}) for _ in taken)
    assert [each.height for each in islice(crew.screen_batches(endless), 5)]
    assert next(taken) <= 5 + 3 * crews.AHEAD


def test_an_error_is_the_same_and_a_lost_worker_costs_its_time_only(world: Screener) -> None:
    """What a worker cannot do the first process does: the same error, the same outcome; the loss is counted."""
    good = [pl.DataFrame({"name": ["Ivan Krakenov"] * 3})] * 4
    bad = [*good, pl.DataFrame({"shoe": [38]}), *good]
    with pytest.raises(UsageError) as alone:
        list(world.run_batches(bad))
    with Ready(world, 2) as two:
        two._workers[0]._process.kill()
        found = list(two.run_batches(good))
        assert two.lost == 1
        with pytest.raises(UsageError) as together:
            list(two.run_batches(bad))
    assert str(together.value) == str(alone.value)
    for one, other in zip(world.run_batches(good), found, strict=True):
        assert_frame_equal(one.hits, other.hits)


def test_workers_end_with_their_block_and_with_their_master() -> None:
    """Nobody stays behind: not after the block, not where the master is gone, and none answers then."""
    with hired(2) as workers:
        pass
    assert all(worker._process.poll() is not None for worker in workers)
    with pytest.raises(LostError):
        workers[0].ask(b"")
    orphan = Worker()
    orphan._given.close()
    assert orphan._process.wait(60) is not None
    orphan.end()


def test_no_process_is_refused(world: Screener) -> None:
    """Nought processes would screen nothing."""
    with pytest.raises(UsageError, match="0 processes"):
        Crew(world, 0)
    with pytest.raises(UsageError, match="--processes 0"):
        _several.workers_for(0, 1e9)


def test_a_short_file_hires_nobody() -> None:
    """A few thousand rows are done before a worker has begun."""
    assert _several.workers_for(None, 5_000) == 0
    assert _several.workers_for(3, 5_000) == 2


def test_a_screener_goes_to_another_process_by_the_names_of_its_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is sent is small, and what is made of it has the same snapshots; changed bytes or programs are refused."""
    folder = described(tmp_path / "store")
    snapshot(folder, OLD, text(*range(1, 40)))
    screener = Screener.load(tmp_path / "store")
    sent = pickle.dumps(screener)
    again = pickle.loads(sent)  # noqa: S301
    assert [each.snapshot for each in again.loaded] == [each.snapshot for each in screener.loaded]
    assert again.check("Example Party 7") == screener.check("Example Party 7")
    assert (again.policy, again.links, again.decisions) == (screener.policy, Links(), None)
    snapshot(folder, NEW, text(1))  # a newer one changes nothing
    assert pickle.loads(sent).loaded[0].snapshot == screener.loaded[0].snapshot  # noqa: S301
    (folder / OLD.isoformat() / "ours.csv").write_text(text(1, 2))
    with pytest.raises(ListRefusedError):
        pickle.loads(sent)  # noqa: S301
    monkeypatch.setattr(saved, "code_digest", lambda: "other")
    with pytest.raises(ListRefusedError, match="program"):
        pickle.loads(sent)  # noqa: S301


@pytest.mark.parametrize("form", ["csv", "html"])
def test_reports_records_and_stopped_runs_are_those_of_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """Report, run record and what --resume comes to are byte for byte the same for one, two and three processes."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "fresh")
    monkeypatch.setattr(counterparties, "PART", 4)
    monkeypatch.setattr(_several, "Crew", Ready)
    policy = tmp_path / "policy.toml"
    policy.write_text('near_misses = 10\n[[threshold_rule]]\nkind = "vessel"\nthreshold = 90\nwhy = "x"\n')

    def screened(processes: int, name: object, *options: Any) -> Any:  # noqa: ANN401
        out = tmp_path / f"{name}.{form}"
        return run("screen", EXAMPLE, "--policy", policy, "--processes", processes, "--out", out, *options)

    for processes in (1, 2, 3):
        said = screened(processes, processes, "--run", tmp_path / f"run{processes}")
        assert (said.exit_code, "warning: 1" in said.stderr) == (0, False)
    whole, *others = [(tmp_path / f"{each}.{form}").read_bytes() for each in (1, 2, 3)]
    assert others == [whole, whole]
    for name in ("hits.jsonl", "rows.csv"):
        assert len({(tmp_path / f"run{each}" / name).read_bytes() for each in (1, 2, 3)}) == 1
    if form != "csv":
        return
    with monkeypatch.context() as patch:
        added = _kept.Kept.add

        def stopped(self: _kept.Kept, *given: Any) -> None:  # noqa: ANN401
            added(self, *given)
            raise KeyboardInterrupt

        patch.setattr(_kept.Kept, "add", stopped)
        assert screened(2, "again").exit_code == 130
    assert "going on after 4 rows" in screened(3, "again", "--resume").stderr
    assert (tmp_path / "again.csv").read_bytes() == whole
