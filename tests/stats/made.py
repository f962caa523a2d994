"""Invented run records: folders of the layout that a run leaves, with whatever a test changes."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from screening import reports
from tests.reports.made import report

MANIFEST: dict[str, Any] = {
    "format": 1,
    "run_id": "r1",
    "day": "2024-01-20",
    "started": "2024-01-20T08:00:00+00:00",
    "ended": "2024-01-20T08:00:02+00:00",
    "lists": [{"id": "xx_list", "date": "2024-01-11"}],
}


def record(
    folder: Path, hits: Sequence[Mapping[str, Any]], rows: int = 4, errors: Sequence[int] = (), **facts: object
) -> Path:
    """Write a record of so many rows with these hits; a row's status follows from them."""
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({**MANIFEST, **facts}), encoding="utf-8")
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
