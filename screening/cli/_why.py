"""``screening check NAME --why-not LIST:ENTRY``: what keeps one listed party from being an alert."""

import dataclasses
import datetime as dt
import json

from screening.cli._spoken import emit
from screening.errors import UsageError
from screening.reports import as_table
from screening.schema import Counterparty
from screening.screen import Screener


def asked_about(text: str) -> tuple[str, str]:
    """List and entry of the option; raises UsageError where it names none."""
    list_id, colon, entry_id = text.partition(":")
    if not (list_id.strip() and colon and entry_id.strip()):
        raise UsageError("--why-not names no listed party", where=f"{text!r}", way_out="Write it as LIST:ENTRY.")
    return list_id.strip(), entry_id.strip()


def show_why_not(
    screener: Screener,
    party: Counterparty,
    asked: tuple[str, str],
    threshold: float | None,
    day: dt.date,
    *,
    as_json: bool,
) -> None:
    """Write the outcome, the sentence and the parts of the score."""
    why = screener.why_not(party, *asked, threshold=threshold, today=day)
    if as_json:
        emit([json.dumps(dataclasses.asdict(why), ensure_ascii=False, indent=2, default=str)])
        return
    lines = [f"{why.list_id}:{why.entry_id}: {why.outcome}", why.says]
    for part in why.parts:
        words = " / ".join(filter(None, (part.query, part.listed)))
        lines.append(f"  {part.kind}: {words} ({part.points:g} of {part.share:g} points)")
    emit(map(as_table.visible, lines))
