"""Laws of the Parquet report."""

import json
from pathlib import Path

import polars as pl

from screening import reports
from tests.reports.made import report


def test_the_frame_comes_back_as_it_was(tmp_path: Path) -> None:
    """Types and values of the hits are unchanged; the input's columns are text behind them."""
    made = report({}, {"row": 1})
    reports.write("parquet", made, tmp_path / "out")
    frame = pl.read_parquet(tmp_path / "out")
    assert frame.select(made.hits.columns).equals(made.hits)
    assert frame.schema == pl.Schema({**made.hits.schema, "input_name": pl.String()})


def test_the_summary_is_in_the_metadata(tmp_path: Path) -> None:
    """A Parquet file says what run it comes from."""
    reports.write("parquet", report({}, starter=True), tmp_path / "out")
    summary = json.loads(pl.read_parquet_metadata(tmp_path / "out")["screening_summary"])
    assert (summary["threshold"], summary["caution"]) == (74.0, "starter list: not a compliance source")
