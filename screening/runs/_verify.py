"""Proving a run record: every byte in the folder and in the snapshots is what ``run.json`` says."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from screening import store as stores
from screening.errors import ScreeningError
from screening.policy import OPTION
from screening.runs._record import HITS_FILE, INPUT, POLICY, ROWS_FILE, RUN, Counts, Record, present
from screening.runs._rows import read_rows


def verify(record: Record, store: Path | None) -> Iterator[str]:
    """Say what is wrong with a record and the snapshots it names, file by file; nothing where all is as written.

    Args:
        record: as ``read_record`` gave it, which holds ``run.json`` against its own seal.
        store: the folder of lists; None for the user's own.
    """
    yield from touched(record)
    for each in record.lists:
        try:
            stores.snapshot_of(store, each.list_id, each.date, each.files)
            if stores.sha256_of(each.files) != each.sha256:
                yield f"list {each.list_id}: {RUN} gives it another SHA-256 than its files have"
        except ScreeningError as error:
            yield f"list {each.list_id} of {each.date}: {error}"


def touched(record: Record) -> Iterator[str]:
    """Say what is wrong with the folder of a record; nothing where all is as written."""
    found = dict(present(record.folder))
    sound = True
    for name in sorted(record.files.keys() | found.keys() - {RUN}):
        fault = _fault(record, name, found.get(name))
        sound = sound and not fault
        if fault:
            yield f"{name} {fault}"
    of_file = record.files.get(POLICY, record.policy["sha256"])
    if record.policy["sha256"] != of_file and all(each["origin"] != OPTION for each in record.policy["values"]):
        yield f"{POLICY} is not the policy that applied"
    if sound and (counted := _counted(record)) != record.counts:
        yield f"{RUN} counts {record.counts} where the files hold {counted}"


def _fault(record: Record, name: str, odd: str | None) -> str:
    """What is wrong with one file; "" for nothing. ``odd`` is why it does not belong there, None where it is absent."""
    if odd is None:
        return "is missing"
    if odd or name not in record.files:
        return odd or "is extra: the record does not name it"
    if (record.folder / INPUT).is_symlink():
        return "lies behind a link"
    try:
        with (record.folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == record.files[name]:
                return ""
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return "differs: its SHA-256 is not the one in run.json"


def _counted(record: Record) -> Counts:
    """Rows by what became of them and hits, counted again."""
    status = dict(read_rows(record.folder / ROWS_FILE)["status"].value_counts().iter_rows())
    hits = alerts = 0
    with (record.folder / HITS_FILE).open("rb") as file:
        for line in file:
            hits += 1
            alerts += json.loads(line)["alert"] is True
    return Counts.of(status, hits, alerts)
