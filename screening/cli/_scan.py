"""``screening scan``: listed parties named inside a text, with line, column and offsets of the words.

Nothing of the text goes to standard error (HT-26).
"""

import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from screening.cli._options import (
    AsOfOption,
    ListOption,
    MaxAgeOption,
    PolicyOption,
    StoreOption,
    ThresholdOption,
    date_of,
)
from screening.cli._run import list_lines, today
from screening.cli._spoken import emit, reading_lists, say, say_lists, warm_up
from screening.errors import InputError, UsageError
from screening.index import FEW
from screening.narrative import LONGEST_TEXT
from screening.policy import check_threshold
from screening.reports import AID, as_table
from screening.screen import Mention, Screener

_STANDARD_INPUT = "-"
_MOST_BYTES = 4 * LONGEST_TEXT
"""Of UTF-8, where a character takes at most four."""


def run_scan(
    file: Annotated[str | None, typer.Argument(metavar="[FILE|-]", help="A text in UTF-8; - reads it here.")] = None,
    *,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The text itself.")] = None,
    store_folder: StoreOption = None,
    lists: ListOption = None,
    as_of: AsOfOption = None,
    max_age: MaxAgeOption = None,
    threshold: ThresholdOption = None,
    policy: PolicyOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON document.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 if there are alerts.")] = False,
) -> None:
    """Find listed parties named inside a text: a payment's narrative, an invoice, an article."""
    if (file is None) is (text is None):
        raise UsageError("there is no one text", way_out="Name a file, or -, or give --text.")
    if threshold is not None:
        check_threshold(threshold)
    day = date_of(as_of, "--as-of")
    said = _read(file) if text is None and file is not None else text or ""
    if any("\ud800" <= sign <= "\udfff" for sign in said):
        raise UsageError("an argument is no valid text", way_out="Set the terminal to UTF-8.")
    with reading_lists():
        screener = Screener.load(store=store_folder, lists=lists or None, policy=policy, as_of=day)
    say_lists(list_lines(screener, day), store_folder, lists, day, max_age)
    warm_up(screener, FEW + 1 if len(said.split()) > FEW else 1)
    mentions = screener.scan(said, threshold=threshold, today=today())
    starts = _starts(said)
    if as_json:
        emit([json.dumps(_document(mentions, starts), ensure_ascii=False, indent=2, default=str)])
    else:
        emit(map(as_table.visible, _lines(mentions, starts)))
    alerts = sum(each.hit.alert for each in mentions)
    places = len({(each.begin, each.end) for each in mentions})
    say(f"{len(said):,} characters, {len(said.split()):,} words read")
    say(f"mentions {len(mentions)} at {places} places, of which alerts {alerts}", AID)
    raise typer.Exit(1 if exit_code and alerts else 0)


def _read(file: str) -> str:
    """The text of a file or of standard input, its line breaks as they stand."""
    where = "standard input" if file == _STANDARD_INPUT else file
    try:
        if file == _STANDARD_INPUT:
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as source:
                data = source.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=where, way_out="Check name and rights.") from None
    if len(data) > _MOST_BYTES:
        raise InputError(f"longer than {LONGEST_TEXT:,} characters", where=where, way_out="Split it.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"is no UTF-8 text: byte {error.start}"
        raise InputError(what, where=where, way_out="Save it as plain text in UTF-8.") from None


def _starts(text: str) -> list[int]:
    """Where each line begins."""
    return [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]


def _place(mention: Mention, starts: Sequence[int]) -> tuple[int, int]:
    """Line and column of its first letter, both from 1."""
    line = sum(start <= mention.begin for start in starts)
    return line, mention.begin - starts[line - 1] + 1


def _lines(mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[str]:
    for each in mentions:
        hit, (line, column) = each.hit, _place(each, starts)
        alert = "alert" if hit.alert else f"no alert: {hit.why_no_alert}"
        yield f"{line}:{column} ({each.begin}-{each.end}) {' '.join(each.words.split())}"
        yield f"  {hit.list_id}:{hit.entry_id} {hit.grade}, {alert}"
        yield f"  {hit.explanation}"
        yield f"  authority: {hit.authority}; {', '.join(hit.programmes)}; {hit.legal_basis}"
        yield f"  reason: {hit.reason}"


def _document(mentions: Sequence[Mention], starts: Sequence[int]) -> dict[str, object]:
    said = []
    for each in mentions:
        line, column = _place(each, starts)
        place = {"begin": each.begin, "end": each.end, "line": line, "column": column, "words": each.words}
        said.append(place | {"hit": dataclasses.asdict(each.hit)})
    return {"format": 1, "mentions": said, "statement": AID}
