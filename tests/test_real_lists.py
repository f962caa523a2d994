"""The five real lists: every strong name finds itself, and the index loses nothing that a full scan finds."""

import random
from functools import cache

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from screening import Screener
from screening.schema import Quality, Tables
from tests.data import test_data

WEAK = [Quality.WEAK.value, Quality.INFERRED_WEAK.value]


def strong_names(screener: Screener) -> pl.DataFrame:
    """Every strong or unspecified listed name with its list and entry."""
    names = Tables.concat([each.tables for each in screener.loaded]).names
    return names.filter(~pl.col("quality").cast(pl.String).is_in(WEAK)).select("list_id", "entry_id", name="text")


@pytest.mark.lists
def test_every_strong_name_finds_its_own_entry(five_lists: Screener) -> None:
    """Screened, each of some 85,000 names scores 100 on its own entry, generic ones included (ME-01)."""
    wanted = strong_names(five_lists)
    asked = wanted.select("name").unique(maintain_order=True).with_row_index("row", offset=1)
    hits = five_lists.screen(asked.with_columns(pl.col("row").cast(pl.Int64)), threshold=100)
    found = hits.select("row", "list_id", "entry_id").join(asked.with_columns(pl.col("row").cast(pl.Int64)), on="row")
    missed = wanted.join(found, on=["name", "list_id", "entry_id"], how="anti")
    assert wanted.height > 80_000
    assert missed.height == 0, missed.head(20).rows()


@pytest.mark.lists
def test_at_the_default_threshold_the_own_entry_is_first_or_tied(five_lists: Screener) -> None:
    """Of 400 names drawn at random none ranks behind another entry at the default threshold."""
    sample = strong_names(five_lists).sample(400, seed=7).with_row_index("row", offset=1)
    hits = five_lists.screen(sample.select(pl.col("row").cast(pl.Int64), "name"))
    best = hits.filter(pl.col("score") == pl.col("score").max().over("row")).with_columns(pl.col("row").cast(pl.UInt32))
    assert sample.join(best, on=["row", "list_id", "entry_id"], how="anti").height == 0


@cache
def _queries() -> tuple[str, ...]:
    """Clean names of two sources; ``benchmarks.blocking`` scans more, as many as one has patience for."""
    clean = [
        pl.read_csv(test_data(f"counterparties/{file}.csv"), infer_schema=False)["full_name"].to_list()
        for file in ("people_us_dev", "people_global_dev")
    ]
    draw = random.Random(11)  # noqa: S311  # a sample, not a secret
    return tuple(name for names in clean for name in draw.sample(names, 30))


@pytest.mark.lists
@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
def test_the_index_equals_an_exhaustive_scan(five_lists: Screener, part: int) -> None:
    """For 100 real names the index loses nothing, adds nothing and moves no score, at every threshold (ME-10)."""
    listed = strong_names(five_lists)["name"].sample(40, seed=3).to_list()
    names = pl.DataFrame({"name": [*_queries(), *listed][part::2]})
    scanned = five_lists.run(names, threshold=50, exhaustive=True).hits
    assert scanned.height > 20
    assert_frame_equal(five_lists.screen(names, threshold=50), scanned)
    for threshold in (60, 74, 90, 100):
        indexed = five_lists.screen(names, threshold=threshold).select("row", "list_id", "entry_id", "score")
        kept = scanned.filter(pl.col("score") >= threshold).select("row", "list_id", "entry_id", "score")
        assert_frame_equal(indexed, kept)
