"""Laws of the CSV report."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening import reports
from screening.schema import HITS
from tests.reports.made import report

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


def read(tmp_path: Path, *changes: dict[str, object], **originals: list[str]) -> list[dict[str, str]]:
    """The lines of a written CSV as a reader of RFC 4180 sees them."""
    reports.write("csv", report(*changes, originals=originals or None), tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_no_cell_starts_a_formula_and_no_text_is_lost(tmp_path: Path, name: str, cell: str) -> None:
    """HT-21: hit and input columns alike are safe, and the text behind an apostrophe is as it was."""
    (line,) = read(tmp_path, {"queried_name": name}, name=["", cell, ""])
    assert not any(text.startswith(tuple("=+-@\t\r")) for text in line.values())
    for shown, said in ((line["queried_name"], name), (line["input_name"], cell)):
        assert shown in (said, f"'{said}")


def test_hit_columns_come_first_then_the_input(tmp_path: Path) -> None:
    """The columns are those of the hits frame, then the original ones with their prefix, in order."""
    (line,) = read(tmp_path, {}, name=["", "Olga Berg", ""], phone=["", "+7 1", ""])
    assert list(line) == [*HITS, "input_name", "input_phone", "list_note"]
    assert (line["input_name"], line["input_phone"]) == ("Olga Berg", "'+7 1")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("programmes", "P1; P2"),
        ("listed_on", "2024-01-11"),
        ("parts", "equal olga ~ olga 50.00/50.00; spelling berg ~ berk 42.50/50.00"),
        ("evidence", "birth date: match (input 1970, list 1970, same year)"),
        ("relations", "Linked To: Snow Ltd"),
    ],
)
def test_lists_are_readable_text(tmp_path: Path, column: str, text: str) -> None:
    """Lists and structs stand in one cell that a person can read."""
    assert read(tmp_path, {})[0][column] == text


def test_all_actions_are_in_their_cell(tmp_path: Path) -> None:
    """SE-02: every action with its date, programme and reason."""
    assert read(tmp_path, {})[0]["actions"] == (
        "2024-01-11, Ministry of Nowhere, P1 (Snow), Act 1, Later.; "
        "undated, Ministry of Nowhere, P2, Travel ban, Earlier."
    )


def test_no_hits_give_a_header(tmp_path: Path) -> None:
    """A file without hits still has its columns."""
    assert read(tmp_path) == []
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("row,customer_id,")
