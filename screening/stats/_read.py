"""A run record as far as figures need it: how each row ended, the hits, the lists, and how long it took.

Whatever is not as it should be is an error that names file and line and quotes nothing of it; whether the bytes are
untouched is for ``screening verify``.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from screening.errors import InputError
from screening.runs import STATUSES, read_record

_LONGEST_LINE = 16 << 20
_WAY_OUT = "Give the folder of a run record, as --run wrote it."
_TYPES: dict[str, type | tuple[type, ...]] = {
    "row": int,
    "score": (int, float),
    "threshold": (int, float),
    "grade": str,
    "alert": bool,
    "why_no_alert": str,
    "list_id": str,
    "entry_id": str,
    "primary_name": str,
    "programmes": list,
    "alert_id": str,
}
HITS = pl.Schema(
    {
        "row": pl.Int64(),
        "score": pl.Float64(),
        "threshold": pl.Float64(),
        "grade": pl.String(),
        "alert": pl.Boolean(),
        "why_no_alert": pl.String(),
        "list_id": pl.String(),
        "entry_id": pl.String(),
        "primary_name": pl.String(),
        "programmes": pl.List(pl.String()),
        "alert_id": pl.String(),
        "words": pl.List(pl.String()),
    }
)
"""One row a hit; ``words`` are the words of the screened name that earned points, each once, in lower case."""


@dataclass(frozen=True, slots=True)
class RunData:
    """One run.

    Attributes:
        name: the run id.
        day: the day of the run.
        seconds: from start to end.
        lists: id and date of each list screened against.
        status: how many rows ended with each of ``runs.STATUSES``.
        hits: the columns of ``HITS``.
    """

    name: str
    day: dt.date
    seconds: float
    lists: tuple[tuple[str, dt.date], ...]
    status: Mapping[str, int]
    hits: pl.DataFrame


def read(folder: Path) -> RunData:
    """Read a run record.

    Raises:
        InputError: something is missing, unreadable, of another format, or rows and hits disagree.
    """
    record = read_record(folder)
    rows = record.rows()
    if rows["row"].is_duplicated().any():
        raise InputError("a row stands twice", where=str(folder / "rows.csv"), way_out=_WAY_OUT)
    hits = pl.DataFrame(list(_hits(folder / "hits.jsonl")), schema=HITS)
    alerted = set(rows.filter(pl.col("status") == "alert")["row"])
    if alerted != set(hits.filter("alert")["row"]) or not set(hits["row"]) <= set(rows["row"]):
        raise InputError("rows.csv and hits.jsonl are not of one run", where=str(folder), way_out=_WAY_OUT)
    counts = dict(rows["status"].value_counts().iter_rows())
    status = {each: counts.get(each, 0) for each in STATUSES}
    return RunData(
        name=record.run_id,
        day=record.day,
        seconds=(record.ended - record.started).total_seconds(),
        lists=tuple((each.list_id, each.date) for each in record.lists),
        status=status,
        hits=hits,
    )


def _hits(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(_LONGEST_LINE):
                number += 1
                yield _hit(line, f"{path}, line {number}")
    except OSError as error:
        raise InputError("the hits cannot be read", where=str(path), way_out=_WAY_OUT) from error


def _hit(line: bytes, where: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise InputError("no hit in JSON", where=where, way_out=_WAY_OUT)
    for key, kind in _TYPES.items():
        value = said.get(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise InputError(f"{key} is missing or of another kind", where=where, way_out=_WAY_OUT)
    if not all(isinstance(each, str) for each in said["programmes"]) or said["alert"] != (not said["why_no_alert"]):
        raise InputError("programmes or why_no_alert are not as they should be", where=where, way_out=_WAY_OUT)
    return {key: said[key] for key in _TYPES} | {"words": _words(said.get("parts"), where)}


def _words(parts: object, where: str) -> list[str]:
    words: dict[str, None] = {}
    for part in parts if isinstance(parts, list) else [None]:
        query, points = (part.get("query"), part.get("points")) if isinstance(part, dict) else (None, None)
        if not isinstance(query, str) or not isinstance(points, int | float):
            raise InputError("parts is missing or of another kind", where=where, way_out=_WAY_OUT)
        if points > 0:
            words |= dict.fromkeys(query.lower().split())
    return list(words)
