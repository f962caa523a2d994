"""One law for all formats: the same hits, with the same numbers, whatever the file is."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from screening import reports
from screening.schema import WHY_NO_ALERT
from tests.reports.made import report

NUMBERS = ("row", "score", "grade", "alert", "list_id", "alert_id", "threshold", "why_no_alert", "decision",
           "disposition", "case_id", "input_amount")  # fmt: skip
Rows = list[tuple[str, ...]]


def told(values: Any) -> tuple[str, ...]:  # noqa: ANN401  # cells of any format
    """Cells as one text each, so that formats without types compare with those that have some."""
    return tuple(f"{float(each):.2f}" if name in ("score", "threshold") else str(each or "").lower()
                 if name != "alert" else str(str(each).lower() in ("true", "1"))
                 for name, each in zip(NUMBERS, values, strict=True))  # fmt: skip


def of_frame(frame: pl.DataFrame) -> Rows:
    """What a table says."""
    return [told(row) for row in frame.select(NUMBERS).iter_rows()]


def of_lines(path: Path) -> Rows:
    """What JSON lines say."""
    return [told(json.loads(line)[name] for name in NUMBERS) for line in path.read_text("utf-8").splitlines()]


def of_page(path: Path) -> Rows:
    """What the page says, hit by hit: read from what an officer sees."""
    found = []
    for hit in etree.parse(path, etree.HTMLParser(encoding="utf-8")).iter("details"):
        if hit.get("class", "").startswith("hit"):
            summary = ["".join(each.itertext()) for each in hit.find("summary")]
            terms = [["".join(each.itertext()) for each in hit.iter(tag)] for tag in ("dt", "dd")]
            facts = dict(zip(*terms, strict=True))
            (row,) = re.findall(r"row (\d+)", "".join(hit.getparent().find("header").itertext()))
            ids = re.split("; case ", facts["Alert id"])
            (threshold,) = re.findall(r"threshold ([\d.]+)", hit.xpath("string(.//svg/@aria-label)"))
            alert, _, why = summary[4][2:].partition("no alert: ")
            quiet = [facts[name].replace("none", "") for name in ("Decision", "Disposition")]
            found.append(told((row, summary[0], summary[1], alert == "alert", summary[3].split(" ")[0], ids[0],
                               threshold, why, *quiet, ids[1], facts["Input: amount"])))  # fmt: skip
    return found


def of_blocks(path: Path) -> Rows:
    """What the printed text says, block by block."""
    found = []
    for block in path.read_text("utf-8").split("\nrow ")[1:]:
        facts = dict(line.strip().split(": ", 1) for line in block.splitlines()[1:] if ": " in line)
        row, verdict = re.findall(r"^(\d+): .*\((.*?)\)", block)[0]
        facts |= {"row": row, "alert": str(verdict == "alert")}
        found.append(told(facts.get(name, "") for name in NUMBERS))
    return found


READERS: dict[str, Callable[[Path], Rows]] = {
    "csv": lambda path: of_frame(pl.read_csv(path, infer_schema=False)),
    "parquet": lambda path: of_frame(pl.read_parquet(path)),
    "xlsx": lambda path: of_frame(fastexcel.read_excel(path).load_sheet("Hits", dtypes="string").to_polars()),
    "jsonl": of_lines,
    "html": of_page,
    "table": of_blocks,
}


def test_every_format_has_a_reader() -> None:
    """A new format is held against the others too."""
    assert set(READERS) == set(reports.formats())


HIT = st.fixed_dictionaries({
    "score": st.integers(5000, 10000).map(lambda hundredths: hundredths / 100),
    "grade": st.sampled_from(["exact", "strong", "weak"]),
    "list_id": st.sampled_from(["xx_list", "yy"]),
    "alert_id": st.sampled_from(["a1", "a2", "a3"]),
    "case_id": st.sampled_from(["c1", "c2"]),
    "threshold": st.sampled_from([60.0, 74.0, 82.5]),
    "why_no_alert": st.sampled_from(["", *WHY_NO_ALERT]),
    "decision": st.sampled_from(["", "suppressed by A until 2027"]),
    "disposition": st.sampled_from(["", "name match"]),
})  # fmt: skip


@pytest.mark.parametrize("name", reports.formats())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(hits=st.lists(HIT, min_size=1, max_size=4))
def test_every_format_says_the_same(tmp_path: Path, name: str, hits: list[dict[str, Any]]) -> None:
    """Rows, scores, grades, verdicts, decisions, ids and handed-through columns are those of the frame."""
    changes = [{**each, "alert": not each["why_no_alert"], "row": 2} for each in hits]
    made = report(*changes, originals={"amount": ["1", "1200.50", "3"]})
    reports.write(name, made, tmp_path / "out")
    assert sorted(READERS[name](tmp_path / "out")) == sorted(of_frame(made.with_originals()))
