"""The frozen run of the benchmarks tells flipped verdicts and keeps no name."""

from pathlib import Path

import pytest

from benchmarks import frozen

CASES = [("Anna Holm", "HOLM, Anna"), ("Boris Blue", "Blue Boris")]


def test_flips_are_the_verdicts_that_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A score that crossed the threshold is a flip, any other change is none; names are printed, never kept."""
    monkeypatch.setattr(frozen, "FOLDER", tmp_path / "frozen")
    keys = [frozen.key(*case) for case in CASES]
    frozen.write("pairs", dict(zip(keys, (80.0, 80.0), strict=True)))
    now = dict(zip(keys, (79.0, 60.0), strict=True))
    assert frozen.flips("pairs", now, 74) == [(keys[1], 80.0, 60.0)]
    assert "Boris Blue / Blue Boris" in frozen.told("pairs", CASES, now, 74)
    assert "Boris" not in (tmp_path / "frozen" / "pairs.csv").read_text("utf-8")


def test_what_was_never_frozen_has_no_flips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new section starts without a past."""
    monkeypatch.setattr(frozen, "FOLDER", tmp_path)
    assert frozen.flips("new", {"a": 1.0}, 74) == []
