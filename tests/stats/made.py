"""Invented run records: folders of the layout that a run leaves, with whatever a test changes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from screening import reports
from screening.runs import Counts
from screening.runs._record import written
from tests.reports.made import report

HASH = "0" * 64
FACTS: dict[str, Any] = {
    "format": 1,
    "run_id": "r1",
    "program": {"version": "1", "code_sha256": HASH},
    "weights": "1",
    "policy": {"name": "default", "sha256": HASH, "values": []},
    "threshold": None,
    "lists": [
        {
            "list_id": "xx_list",
            "title": "A List",
            "authority": "Ministry of Nowhere",
            "date": "2024-01-11",
            "sha256": HASH,
            "entries": 1,
            "names": 1,
            "starter": False,
            "files": {},
        }
    ],
    "lists_asked": None,
    "decisions_head": "",
    "input": {"name": "in.csv", "file": "input/in.csv", "sha256": HASH},
    "took": [],
    "not_screened": [],
    "day": "2024-01-20",
    "as_of": None,
    "started": "2024-01-20T08:00:00+00:00",
    "ended": "2024-01-20T08:00:02+00:00",
    "counts": dict.fromkeys(Counts.__slots__, 0),
    "previous": "",
    "proof": "",
    "files": dict.fromkeys(("hits.jsonl", "rows.csv", "README.txt", "input/in.csv"), HASH),
}


def record(
    folder: Path, hits: Sequence[Mapping[str, Any]], rows: int = 4, errors: Sequence[int] = (), **facts: object
) -> Path:
    """Write a record of so many rows with these hits; a row's status follows from them."""
    folder.mkdir(parents=True)
    (folder / "run.json").write_bytes(written({**FACTS, **facts}))
    whole = [{**each, "alert": not each.get("why_no_alert")} for each in hits]
    reports.write("jsonl", report(*whole), folder / "hits.jsonl")
    alerted = {each.get("row", 2) for each in whole if each["alert"]}
    quiet = {each.get("row", 2) for each in whole if each.get("why_no_alert") == "suppressed"}
    lines = ["row,customer_id,status,problem,fingerprint"]
    for row in range(1, rows + 1):
        status = "in error" if row in errors else "alert" if row in alerted else "suppressed" if row in quiet else ""
        lines.append(f"{row},C-{row},{status or 'no alert'},,")
    (folder / "rows.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
