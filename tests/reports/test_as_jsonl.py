"""Laws of the JSON report."""

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening import reports
from screening.reports import as_jsonl
from tests.reports.made import report


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_every_hit_is_one_line_that_reads_back(tmp_path: Path, names: list[str]) -> None:
    """Whatever stands in a name, each hit is one line and comes back unchanged."""
    reports.write("jsonl", report(*({"queried_name": name} for name in names)), tmp_path / "out")
    lines = (tmp_path / "out").read_bytes().decode("utf-8").split("\n")
    assert [json.loads(line)["queried_name"] for line in lines[:-1]] == names


def test_structs_stay_structs_and_dates_are_iso(tmp_path: Path) -> None:
    """Nothing is flattened: actions, parts and evidence are objects, a missing date is null."""
    reports.write("jsonl", report({}), tmp_path / "out")
    hit = json.loads((tmp_path / "out").read_text("utf-8"))
    assert [action["date"] for action in hit["actions"]] == ["2024-01-11", None]
    assert (hit["programmes"], hit["parts"][1]["points"], hit["input_name"]) == (["P1", "P2"], 42.5, "Olga Berg")


def test_a_document_holds_summary_and_hits() -> None:
    """The one-document form says counts and lists beside the hits."""
    whole = json.loads(as_jsonl.document(report({}, starter=True)))
    assert (len(whole["hits"]), whole["summary"]["rows_in_error"]) == (1, 1)
    assert whole["summary"]["lists"][0]["snapshot_date"] == "2024-01-11"
    assert "not a compliance source" in whole["summary"]["caution"]
