"""Laws that hold for every report format in the folder."""

from pathlib import Path

import pytest

from screening import reports
from screening.errors import OutputError, UsageError
from screening.reports import STARTER, Report
from tests.reports.made import report

TEXTS = ("csv", "html", "jsonl", "table")
each_format = pytest.mark.parametrize("name", reports.formats())


def test_the_folder_is_the_registry() -> None:
    """All formats of the design are there, each with suffixes of its own."""
    assert set(reports.formats()) == {"csv", "html", "jsonl", "parquet", "table", "xlsx"}
    suffixes = [suffix for name in reports.formats() for suffix in reports.load(name).SUFFIXES]
    assert len(suffixes) == len(set(suffixes))


@each_format
def test_the_suffix_names_the_format(name: str) -> None:
    """A file name asks for the format whose suffix it has, in any case."""
    assert all(reports.format_of(Path(f"x{suffix.upper()}")) == name for suffix in reports.load(name).SUFFIXES)


@each_format
@pytest.mark.parametrize(
    "made", [report(), report({}), report({}, {"row": 1}), Report(report({}).hits, None, report().summary)]
)
def test_every_run_can_be_written(tmp_path: Path, name: str, made: Report) -> None:
    """No hits, one, several, and hits without an input file are all written, and the same each time."""
    reports.write(name, made, tmp_path / "one")
    reports.write(name, made, tmp_path / "two")
    assert (tmp_path / "one").stat().st_size >= (0 if name == "jsonl" else 1)
    assert name == "xlsx" or (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("name", TEXTS)
def test_authority_and_reason_are_in_every_text(tmp_path: Path, name: str) -> None:
    """The promise of the product: each hit says who imposed it and why."""
    reports.write(name, report({}), tmp_path / "out")
    text = (tmp_path / "out").read_text("utf-8")
    assert all(said in text for said in ("Ministry of Nowhere", "She ferried snow.", "Act 1", "P2", "Travel ban"))


@pytest.mark.parametrize("name", TEXTS)
def test_the_starter_list_is_marked_everywhere(tmp_path: Path, name: str) -> None:
    """A hit on the starter list carries the caution, a hit on another list does not."""
    for starter in (True, False):
        reports.write(name, report({}, starter=starter), tmp_path / "out")
        assert (STARTER in (tmp_path / "out").read_text("utf-8")) == starter


@each_format
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half-written: a full disk is an OutputError, the older report stays as it was."""
    out = tmp_path / "out"
    out.write_text("older")

    def fail(_: Report, path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reports.load(name), "write", fail)
    with pytest.raises(OutputError, match="No space left"):
        reports.write(name, report({}), out)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out", "older")]


def test_an_unwritable_place_is_refused_before_the_work(tmp_path: Path) -> None:
    """A folder and a place in no folder are refused by the check alone, which leaves nothing behind."""
    for place in (tmp_path, tmp_path / "absent" / "out.csv"):
        with pytest.raises(OutputError):
            reports.check_writable(place)
    reports.check_writable(tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []


def test_unknown_formats_and_suffixes_are_named() -> None:
    """The error for an unknown format or suffix lists the known ones."""
    with pytest.raises(UsageError, match="xlsx"):
        reports.load("docx")
    with pytest.raises(UsageError, match=r"\.xlsx"):
        reports.format_of(Path("hits.docx"))


def test_the_words_of_no_alert() -> None:
    """HT-25: threshold, lists and dates are said; nobody is ever called clear."""
    summary = report({}).summary
    assert "1 row: no alert at threshold 74 against lists xx_list of 2024-01-11" in summary.statement
    assert summary.counts == "rows screened 3 = with alert 1 + suppressed 0 + no alert 1 + in error 1"
    assert "clear" not in summary.statement.lower()
