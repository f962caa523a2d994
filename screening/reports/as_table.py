"""Plain text for terminals, pipes and printers: a table of the hits, or one block a hit with everything it says.

A name from a customer's file could carry terminal control codes; they are shown as a visible sign, never sent.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from screening.reports import STARTER, Report
from screening.reports._flat import action_text, evidence_text, part_text, summary_lines, verdict

FORMAT = "table"
SUFFIXES = (".txt",)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def visible(text: object) -> str:
    """Text without control codes and direction marks: each run of them becomes one replacement sign or blank."""
    said = re.sub(r"\s*[\r\n\t]+\s*", " ", "" if text is None else str(text))
    return _CONTROL.sub("�", said)


def write(report: Report, path: Path) -> None:
    """Write the summary, then one block a hit."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for label, text in summary_lines(report):
            file.write(f"{label}: {visible(text)}\n")
        for line in blocks(report):
            file.write(line + "\n")


def blocks(report: Report) -> Iterator[str]:
    """Every hit with all its fields, one line a field that says something, a blank line before each hit."""
    starters = {line.list_id for line in report.summary.lists if line.starter}
    for hit in report.with_originals().iter_rows(named=True):
        yield ""
        note = f" [{STARTER}]" if hit["list_id"] in starters else ""
        yield visible(f"row {hit['row']}: {hit['explanation']} ({verdict(hit)}){note}")
        for name, value in hit.items():
            if name not in ("row", "explanation", "alert"):
                yield from (f"  {name}: {visible(text)}" for text in _texts(name, value) if text)


def _texts(name: str, value: Any) -> list[str]:  # noqa: ANN401  # a cell of any of the columns
    say = {"actions": action_text, "parts": part_text, "evidence": evidence_text}.get(name)
    if say:
        return [say(each) for each in value]
    if isinstance(value, list):
        return ["; ".join(value)]
    return [f"{value:.2f}" if isinstance(value, float) else "" if value is None else str(value)]


def table(report: Report) -> Table:
    """The hits as a table for a terminal, best first within a row."""
    starters = {line.list_id for line in report.summary.lists if line.starter}
    drawn = Table(box=box.SIMPLE_HEAD, expand=True, show_lines=True, caption=STARTER if starters else None)
    for title, options in _COLUMNS.items():
        drawn.add_column(title, overflow="fold", **options)
    for hit in report.hits.iter_rows(named=True):
        drawn.add_row(*(Text(visible(cell)) for cell in _cells(hit, starter=hit["list_id"] in starters)))
    return drawn


_COLUMNS: dict[str, dict[str, Any]] = {
    "row": {"justify": "right", "no_wrap": True},
    "name": {"ratio": 3},
    "matched name": {"ratio": 3},
    "score": {"justify": "right", "no_wrap": True},
    "grade": {"no_wrap": True},
    "list": {"ratio": 2},
    "authority": {"ratio": 3},
    "programme": {"ratio": 2},
    "reason": {"ratio": 6},
}


def _cells(hit: Mapping[str, Any], *, starter: bool) -> tuple[str, ...]:
    grade = hit["grade"] if hit["alert"] else f"{hit['grade']} ({verdict(hit)})"
    place = f"{hit['list_id']} {hit['entry_id']}" + (" (starter)" if starter else "")
    authority = hit["authority"] + (f" ({hit['designating_agency']})" if hit["designating_agency"] else "")
    return (
        str(hit["row"]),
        hit["queried_name"],
        hit["matched_name"],
        f"{hit['score']:.2f}",
        grade,
        place,
        authority,
        "; ".join(hit["programmes"]),
        hit["reason"],
    )
