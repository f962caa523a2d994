"""JSON lines (https://jsonlines.org) for other systems: one object a hit, UTF-8, dates in ISO 8601, nothing flattened.

The keys are the columns of the hits frame, then ``input_...`` with the row as it was read, then ``list_note`` and
``format_version``: ``hits.schema.json`` describes them (US-17).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import polars as pl

from screening.reports import FORMAT_VERSION, Report
from screening.reports._flat import list_note, plain, summary_facts

FORMAT = "jsonl"
SUFFIXES = (".jsonl", ".ndjson")


def write(report: Report, path: Path) -> None:
    """Write one line a hit; no hits give an empty file."""
    with path.open("wb") as file:
        append(report, file, first=True)


def append(report: Report, file: BinaryIO, *, first: bool) -> None:  # noqa: ARG001  # there is no header
    """Write the hits of some rows behind those of the rows before."""
    for hit in _objects(report):
        file.write(json.dumps(hit, ensure_ascii=False, allow_nan=False).encode() + b"\n")


def document(report: Report) -> str:
    """The whole report as one JSON document with the keys ``format_version``, ``summary`` and ``hits``."""
    whole = {"format_version": FORMAT_VERSION, "summary": summary_facts(report), "hits": list(_objects(report))}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=2)


def _objects(report: Report) -> Iterator[object]:
    version = pl.lit(FORMAT_VERSION).alias("format_version")
    frame = report.with_originals().with_columns(list_note(report), version)
    return map(plain, frame.iter_rows(named=True))
