"""Laws of ``screening rescreen``: the new record is that of a full run, and every difference says why."""

import csv
import json
from pathlib import Path

import pytest

from screening.runs import read_record
from tests.data import ROOT
from tests.runs.conftest import Command, command

__all__ = ["command"]

STARTER = ROOT / "lists" / "starter" / "starter.csv"
CUSTOMERS = "id,name\nc1,Vladimir Mikheychik\nc2,Ashuluk Test Range\nc3,Anna Holmqvist\nc4,Erik Larsson\n"


def listed(store: Path, day: str, lines: list[dict[str, str]]) -> None:
    """A snapshot in the starter list's form."""
    place = store / "starter" / day
    place.mkdir(parents=True)
    with (place / "starter.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, lines[0])
        writer.writeheader()
        writer.writerows(lines)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two days of a list: on the second Ashuluk is gone and Anna Holmqvist came."""
    with STARTER.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    listed(tmp_path / "store", "2026-01-02", lines)
    gone = {line["entry_id"] for line in lines if "ASHULUK" in line["name"].upper()}
    kept = [line for line in lines if line["entry_id"] not in gone]
    listed(tmp_path / "store", "2026-01-03", [*kept, {**lines[0], "entry_id": "X-1", "name": "Anna Holmqvist"}])
    return tmp_path / "store"


@pytest.fixture
def before(tmp_path: Path, store: Path, command: Command) -> Path:
    """The run of the first day."""
    (tmp_path / "in.csv").write_text(CUSTOMERS)
    ran = command("screen", tmp_path / "in.csv", "--store", store, "--as-of", "2026-01-02", "--run", tmp_path / "one")
    assert ran.exit_code == 0
    return tmp_path / "one"


def same(one: Path, other: Path) -> bool:
    """Whether two records tell the same, byte for byte."""
    ids = {read_record(each).run_id for each in (one, other)}
    return len(ids) == 1 and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in ("hits.jsonl", "rows.csv")
    )


def test_the_new_record_is_that_of_a_full_run(before: Path, store: Path, command: Command, tmp_path: Path) -> None:
    """Only differences are printed, each with its reason; the proof says what was screened against what."""
    out = tmp_path / "changes.jsonl"
    ran = command("rescreen", before, "--store", store, "--run", tmp_path / "two", "--out", out)
    assert ran.exit_code == 0
    opened, *closed = ran.stdout.splitlines()
    assert opened.startswith("opened: row 3, customer c3: 'Anna Holmqvist' ~ starter X-1 'Anna Holmqvist', score 100: ")
    assert opened.endswith("newly listed in the snapshot of 2026-01-03")
    assert closed
    for line in closed:
        assert line.startswith("closed: row 2 of the previous run, customer c2: ")
        assert line.endswith("no longer listed since 2026-01-03 (still listed on 2026-01-02)")
    assert f"alerts: opened 1, closed {len(closed)}, changed 0, unchanged 3" in ran.stderr
    told = [json.loads(line) for line in out.read_text().splitlines()]
    assert [each["change"] for each in told] == ["opened", *["closed"] * len(closed)]
    command("screen", tmp_path / "in.csv", "--store", store, "--run", tmp_path / "full")
    assert same(tmp_path / "two", tmp_path / "full")
    record = read_record(tmp_path / "two")
    assert record.previous == read_record(before).run_id
    assert "4 rows screened: 2 against all designations, 2 known from run " in record.proof
    assert command("verify", tmp_path / "two", "--store", store).exit_code == 0
    assert command("replay", tmp_path / "two", "--store", store).exit_code == 0


def test_newer_customers(before: Path, store: Path, command: Command, tmp_path: Path) -> None:
    """US-13: who came, went or changed is screened against everything; the reason names the customer."""
    file, day = tmp_path / "newer.csv", ("--store", store, "--as-of", "2026-01-02")
    file.write_text("id,name\nc5,Ashuluk Range\nc4,Vladimir Mikheychik\nc3,Anna Holmqvist\n")
    out = tmp_path / "changes.csv"
    ran = command("rescreen", before, "--customers", file, *day, "--run", tmp_path / "two", "--out", out)
    assert ran.exit_code == 0
    with out.open(encoding="utf-8-sig", newline="") as given:
        why = {(line["change"], line["customer_id"]): line["why"] for line in csv.DictReader(given)}
    assert why == {
        ("opened", "c5"): "a new customer",
        ("opened", "c4"): "the customer's data changed: name",
        ("closed", "c1"): "the customer is no longer in the file",
        ("closed", "c2"): "the customer is no longer in the file",
    }
    command("screen", file, *day, "--run", tmp_path / "full")
    assert same(tmp_path / "two", tmp_path / "full")


def test_where_nothing_is_known_everything_is_screened(
    before: Path, store: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program, or lists of the previous run that are gone: said, and right all the same."""
    command("screen", tmp_path / "in.csv", "--store", store, "--run", tmp_path / "full")
    with monkeypatch.context() as patch:
        patch.setattr("screening.cli._rescreen.version", lambda: "9.9")
        ran = command("rescreen", before, "--store", store, "--run", tmp_path / "two")
    assert "every row is screened against all designations: program 0." in ran.stderr
    (store / "starter" / "2026-01-02").rename(tmp_path / "gone")
    ran = command("rescreen", before, "--store", store, "--run", tmp_path / "three")
    assert "are not at hand" in ran.stderr
    assert same(tmp_path / "two", tmp_path / "full")
    assert same(tmp_path / "three", tmp_path / "full")


def test_nothing_new_prints_nothing(before: Path, store: Path, command: Command, tmp_path: Path) -> None:
    """The daily proof is written all the same; a record that was touched is no ground to stand on."""
    ran = command("rescreen", before, "--store", store, "--as-of", "2026-01-02", "--run", tmp_path / "two")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "4 rows screened: 0 against all designations, 4 known" in read_record(tmp_path / "two").proof
    with (before / "rows.csv").open("a") as file:
        file.write("5,c5,no alert,,\n")
    ran = command("rescreen", before, "--store", store)
    assert (ran.exit_code, "rows.csv differs" in ran.stderr) == (2, True)
    assert command("rescreen", before, "--store", store, "--out", tmp_path / "x.docx").exit_code == 2
