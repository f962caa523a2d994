"""Laws of the published JSON schema: it says what is written, no more and no less."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from jsonschema import Draft202012Validator

from screening import reports
from screening.reports import FORMAT_VERSION, as_jsonl
from screening.schema import HITS, WHY_NO_ALERT, Designation, Grade, Kind, NameKind, Quality
from tests.reports.made import report
from tests.worlds import designation, screener

SCHEMA: dict[str, Any] = json.loads(reports.json_schema())
DEFS = SCHEMA["$defs"]
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
PARTIES = (designation("1", "Olga Berg", weak=["Snow"]), designation("2", "Snow Trading", Kind.ORGANISATION))


def test_the_schema_is_one_and_says_its_version() -> None:
    """It is valid itself, and its name ends with the version that stands in what is written."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"].endswith(f":{FORMAT_VERSION}")
    assert {DEFS[name]["properties"]["format_version"]["const"] for name in ("hit", "document")} == {FORMAT_VERSION}


def test_the_schema_has_the_columns_of_hits() -> None:
    """Every column of HITS and of its structs, in order, and none besides."""
    assert list(DEFS["hit"]["properties"]) == [*HITS, "list_note", "format_version"]
    for name, column in (("action", "actions"), ("part", "parts"), ("evidence", "evidence")):
        struct = HITS[column].inner  # type: ignore[attr-defined]
        assert list(DEFS[name]["properties"]) == [field.name for field in struct.fields]
    for each in DEFS.values():
        assert each["required"] == list(each["properties"])
        assert each["additionalProperties"] is False


TYPES = {pl.String(): "string", pl.Int64(): "integer", pl.Float64(): "number", pl.Boolean(): "boolean",
         pl.Date(): "string"}  # fmt: skip


@pytest.mark.parametrize("name", HITS)
def test_types_and_words_agree(name: str) -> None:
    """A column's type is the one of the schema; its words are those of the house."""
    said = DEFS["hit"]["properties"][name]
    words = {"grade": Grade, "entry_kind": (*Kind, "place"), "matched_name_kind": (*NameKind, "place"),
             "matched_name_quality": Quality, "why_no_alert": ("", *WHY_NO_ALERT),
             "queried_kind": ("", *Kind)}  # fmt: skip
    if name in words:
        assert said["enum"] == [str(each) for each in words[name]]
    else:
        kind = said["type"][0] if isinstance(said["type"], list) else said["type"]
        assert kind == TYPES.get(HITS[name], "array")


@pytest.mark.parametrize("party", PARTIES, ids=["person", "organisation"])
def test_what_is_written_is_valid(tmp_path: Path, party: Designation) -> None:
    """Every line of a real run, with and without an input file, and the document of ``check --json``."""
    given = pl.DataFrame({"row": [1, 2], "name": ["Berg, Olga", "Snow"], "kind": ["unknown"] * 2})
    run = screener(party).run(given)
    assert run.hits.height
    for originals in (None, given):
        made = reports.Report(run.hits, originals, report().summary)
        reports.write("jsonl", made, tmp_path / "out")
        lines = [json.loads(line) for line in (tmp_path / "out").read_text("utf-8").splitlines()]
        document = json.loads(as_jsonl.document(made))
        assert document["hits"] == lines
        for each in (*lines, document):
            assert list(VALIDATOR.iter_errors(each)) == []


@pytest.mark.parametrize(
    "change",
    [{"grade": "good"}, {"score": 101}, {"alert": "yes"}, {"authority": ""}, {"extra": 1}, {"listed_on": "today"},
     {"format_version": FORMAT_VERSION + 1}, {"why_no_alert": "tired"}],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_is_refused(change: dict[str, object]) -> None:
    """A hit with a wrong value or an unknown key is no hit of this format."""
    (line,) = json.loads(as_jsonl.document(report({})))["hits"]
    assert VALIDATOR.is_valid(line)
    assert not VALIDATOR.is_valid({**line, **change})
