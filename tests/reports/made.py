"""An invented run to be reported: one hit and its summary, with whatever a test changes."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl

from screening.reports import ListLine, Report, Summary
from screening.schema import Action, Evidence, Hit, Part, hits_frame

DAY = dt.date(2024, 1, 11)
FACTS: dict[str, Any] = {
    "row": 2,
    "customer_id": "C-2",
    "queried_name": "Olga Berg",
    "queried_field": "name",
    "score": 92.5,
    "grade": "strong",
    "alert": True,
    "list_id": "xx_list",
    "entry_id": "7",
    "entry_kind": "person",
    "primary_name": "BERG, Olga",
    "matched_name": "Berg Olga",
    "matched_name_kind": "alias",
    "matched_name_quality": "strong",
    "other_names": ("O. Berg", "Берг"),
    "authority": "Ministry of Nowhere",
    "designating_agency": "",
    "publisher": "Ministry of Nowhere",
    "programmes": ("P1", "P2"),
    "legal_basis": "Act 1",
    "measures": ("Asset freeze",),
    "listed_on": DAY,
    "reason": "She ferried snow.",
    "reason_source": "Gazette 5",
    "source_url": "https://example.org/7",
    "actions": (
        Action(DAY, "Ministry of Nowhere", programme="P1", title="Snow", legal_basis="Act 1", reason="Later."),
        Action(None, "Ministry of Nowhere", programme="P2", measures=("Travel ban",), reason="Earlier."),
    ),
    "relations": ("Linked To: Snow Ltd",),
    "snapshot_date": DAY,
    "snapshot_sha256": "ab" * 32,
    "explanation": "Both words are equal.",
    "parts": (Part("equal", "olga", "olga", 50.0, 50.0), Part("spelling", "berg", "berk", 50.0, 42.5)),
    "evidence": (Evidence("birth date", "match", "1970", "1970", "same year"),),
    "alert_id": "a1",
    "threshold": 74.0,
    "case_id": "c1",
}


def report(*changes: Mapping[str, Any], originals: dict[str, list[str]] | None = None, starter: bool = False) -> Report:
    """A report with one hit for each given set of changes to ``FACTS``; rows 1 to 3 are the input."""
    given = pl.DataFrame({"row": [1, 2, 3], **(originals or {"name": ["A", "Olga Berg", ""]})})
    line = ListLine("xx_list", "A List", "Ministry of Nowhere", DAY, 3, 10, 20, "ab" * 32, starter)
    summary = Summary(
        rows_screened=3,
        rows_with_alert=1,
        rows_suppressed=0,
        rows_no_alert=1,
        rows_in_error=1,
        hits=len(changes),
        alerts=len(changes),
        threshold=74.0,
        lists=(line,),
        run_date=DAY,
        not_screened=("shoe size",),
        took=(("name", "name"),),
        row_errors=((3, "no name"),),
    )
    return Report(hits_frame(Hit(**{**FACTS, **each}) for each in changes), given, summary)
