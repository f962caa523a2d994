"""Replaying a run: the stored input, policy, snapshots and day again, and the outcome compared byte for byte."""

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from screening import counterparties, lexicon, saved
from screening import store as stores
from screening.counterparties import CounterpartyFile
from screening.errors import InputError
from screening.policy import Policy, Setting, read_policy
from screening.reports import ListLine, Report, Summary, as_jsonl
from screening.runs._record import DECISIONS, HITS_FILE, LINKS, POLICY, ROWS_FILE, Record
from screening.runs._rows import account, write_rows
from screening.runs._screened import screened
from screening.runs._verify import verify
from screening.screen import Screener
from screening.store import Stored

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay found.

    Attributes:
        other_program: how program or weights differ from those of the run; "" where they are the same.
        differences: lines that differ, by row number and alert id, without names; the first hundred.
        hits, rows: how many were compared.
    """

    other_program: str
    differences: tuple[str, ...]
    hits: int
    rows: int


def snapshots_of(record: Record, store: Path | None) -> list[Stored]:
    """The very snapshots of a record, by id and SHA-256.

    Raises:
        ListError: one is not in the store, or is not what was screened against.
    """
    return [stores.snapshot_of(store, each.list_id, each.date, each.files) for each in record.lists]


def screener_of(record: Record, store: Path | None) -> Screener:
    """The snapshots of a record under its own policy; raises as ``snapshots_of`` and ``policy_of``."""
    return Screener.of_snapshots(snapshots_of(record, store), policy_of(record), store)


def policy_of(record: Record) -> Policy:
    """The policy of a run, as stored with it; what it names is read from the record.

    Raises:
        PolicyError: this program cannot use it.
        InputError: the run had none, and this program's defaults are others.
    """
    policy = read_policy(record.folder / POLICY) if POLICY in record.files else Policy()
    policy = policy.again(Setting(each["key"], each["value"], each["origin"]) for each in record.policy["values"])
    if policy.sha256 != record.policy["sha256"]:
        where = str(record.folder)
        raise InputError("the policy of the run is not that of this program's defaults", where=where)
    decisions, links = (record.folder / name if name in record.files else None for name in (DECISIONS, LINKS))
    return dataclasses.replace(policy, decisions=decisions, links=links)


def other_program(record: Record, version: str) -> str:
    """How program and weights differ from those of a run, in words; "" where they are the same."""
    pairs = (
        ("program", record.program, version),
        ("program code", record.code[:12], saved.code_digest()[:12]),
        ("weights", record.weights, lexicon.weights_version()),
    )
    return "; ".join(f"{what} {was} then, {now} now" for what, was, now in pairs if was != now)


def replay(record: Record, store: Path | None, scratch: Path, version: str) -> Replayed:
    """Screen the stored input again and compare ``hits.jsonl`` and ``rows.csv`` byte for byte.

    Args:
        record: the run.
        store: the folder of lists; None for the user's own.
        scratch: an empty folder for what comes of it.
        version: of this program.

    Raises:
        InputError: something in the record or the snapshots was touched.
        ListError, PolicyError: see ``screener_of``.
    """
    if faults := list(verify(record, store)):
        raise InputError("; ".join(faults), where=str(record.folder), way_out="What was touched proves nothing.")
    screener, summary = screener_of(record, store), _summary(record)
    hits, first = 0, True
    with (scratch / HITS_FILE).open("wb") as hits_file, (scratch / ROWS_FILE).open("wb") as rows_file:
        for part, found in screened(screener, _parts(record, screener.policy), record.threshold, record.day):
            as_jsonl.append(Report(found.hits, None, summary), hits_file, first=first)
            rows_file.write(write_rows(account(part, found), first=first))
            hits, first = hits + found.hits.height, False
    differences = list[str]()
    for each in _different(record.folder, scratch):
        if len(differences) == _SHOWN:
            differences.append("... and more")
            break
        differences.append(each)
    return Replayed(other_program(record, version), tuple(differences), hits, record.counts.rows)


def _parts(record: Record, policy: Policy) -> Iterator[CounterpartyFile]:
    return counterparties.parts(record.input, told=dict(policy.columns))


def _summary(record: Record) -> Summary:
    """As much of a summary as a line of hits shows: which lists are the starter's."""
    lines = tuple(
        ListLine(
            each.list_id, each.title, each.authority, each.date, 0, each.entries, each.names, each.sha256, each.starter
        )
        for each in record.lists
    )
    return Summary(*(0,) * 7, threshold=0.0, lists=lines, run_date=record.day)


def _different(was: Path, now: Path) -> Iterator[str]:
    """The rows and hits that differ, without a name of anybody."""
    with (was / ROWS_FILE).open("rb") as before, (now / ROWS_FILE).open("rb") as after:
        lines = zip(_padded(before), _padded(after), strict=False)
        for number, (one, other) in enumerate(lines):
            if one is None and other is None:
                break
            if one != other:
                yield f"{ROWS_FILE}: row {number} differs"
    with (was / HITS_FILE).open("rb") as before, (now / HITS_FILE).open("rb") as after:
        yield from _hits(_by_row(before), _by_row(after))


def _padded(file: Any) -> Iterator[bytes | None]:  # noqa: ANN401  # lines of a file
    yield from file
    while True:
        yield None


_Row = tuple[int, dict[str, tuple[bytes, dict[str, Any]]]]


def _by_row(file: Any) -> Iterator[_Row]:  # noqa: ANN401  # lines of a file
    """The hits of each row, by alert id and queried name's place."""
    read = ((json.loads(line), line) for line in file)
    for row, hits in groupby(read, key=lambda each: each[0]["row"]):
        found: dict[str, tuple[bytes, dict[str, Any]]] = {}
        for hit, line in hits:
            name = f"row {row}, alert {hit['alert_id']}"
            while name in found:
                name += " (again)"
            found[name] = (line, hit)
        yield row, found


def _hits(before: Iterator[_Row], after: Iterator[_Row]) -> Iterator[str]:
    one, other = next(before, None), next(after, None)
    while one or other:
        row = min(each[0] for each in (one, other) if each)
        was = one[1] if one and one[0] == row else {}
        now = other[1] if other and other[0] == row else {}
        if list(was.values()) != list(now.values()):
            yield from _of_row(was, now)
        one = next(before, None) if one and one[0] == row else one
        other = next(after, None) if other and other[0] == row else other


def _of_row(
    was: dict[str, tuple[bytes, dict[str, Any]]], now: dict[str, tuple[bytes, dict[str, Any]]]
) -> Iterator[str]:
    for name in dict.fromkeys((*was, *now)):
        if name not in now:
            yield f"{HITS_FILE}: {name}: only in the record"
        elif name not in was:
            yield f"{HITS_FILE}: {name}: only in the replay"
        elif was[name][0] != now[name][0]:
            one, other = was[name][1], now[name][1]
            fields = [key for key in one.keys() | other.keys() if one.get(key) != other.get(key)]
            yield f"{HITS_FILE}: {name}: differs in {', '.join(sorted(fields)) or 'how it is written'}"
    if list(was) != list(now) and was.keys() == now.keys():
        yield f"{HITS_FILE}: {next(iter(was))}: stands in another order"
