"""Two snapshots: which designations came, went or may have changed, and the delta of them all."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, fields
from typing import Any

import polars as pl

from screening.catalogue import ListSpec
from screening.delta._rows import FIELDS, rows_of
from screening.errors import UsageError
from screening.schema import (
    Change,
    Designation,
    ListedName,
    NameKind,
    Snapshot,
    Tables,
    deltas_frame,
    designation,
    listed_name,
)
from screening.store import Loaded

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Delta:
    """The difference of two snapshots of one list.

    Attributes:
        old, new: the older and the newer snapshot.
        spec: the list, as the newer one was read.
        changes: ordered by change (added, removed, changed), entry id (numbers as numbers) and ``FIELDS``.
    """

    old: Snapshot
    new: Snapshot
    spec: ListSpec
    changes: tuple[Change, ...]

    @property
    def added(self) -> tuple[str, ...]:
        """Entry ids that only the newer snapshot has."""
        return self._ids(ADDED)

    @property
    def removed(self) -> tuple[str, ...]:
        """Entry ids that only the older snapshot has."""
        return self._ids(REMOVED)

    @property
    def changed(self) -> tuple[str, ...]:
        """Entry ids of the designations that stand in both and differ."""
        return self._ids(CHANGED)

    @property
    def frame(self) -> pl.DataFrame:
        """The changes as a frame with the columns of ``screening.schema.DELTAS``."""
        return deltas_frame(self.changes)

    def _ids(self, change: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.entry_id for each in self.changes if each.change == change))


def compare(old: Loaded, new: Loaded) -> Delta:
    """Find what differs between an older and a newer snapshot of one list.

    Raises:
        UsageError: they are snapshots of different lists.
    """
    one, other = old.snapshot.list_id, new.snapshot.list_id
    if one != other:
        way_out = "Compare two snapshots of the same list."
        raise UsageError("two different lists have no delta", where=f"{one}, {other}", way_out=way_out)
    touched = _touched(old.tables, new.tables)
    befores, afters = _designations(old.tables, touched), _designations(new.tables, touched)
    changes = [
        change for entry_id in touched for change in _changes(old, new, befores.get(entry_id), afters.get(entry_id))
    ]
    return Delta(old.snapshot, new.snapshot, new.spec, tuple(sorted(changes, key=_order)))


def _touched(old: Tables, new: Tables) -> list[str]:
    """Entry ids of the rows that only one side has, or has more often; every difference that counts is among them."""
    found: set[str] = set()
    for table in fields(Tables):
        sides = [_counted(getattr(each, table.name)) for each in (old, new)]
        for one, other in (sides, sides[::-1]):
            alone = one.join(other, on=one.columns, how="anti", nulls_equal=True)
            found.update(alone["entry_id"].to_list())
    return list(found)


def _counted(frame: pl.DataFrame) -> pl.DataFrame:
    """Each different row once, with the number of times it stands there; cells that hold several texts sorted."""
    several = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    return frame.with_columns(pl.col(several).list.sort().list.join("\n")).group_by(frame.columns).len()


def _designations(tables: Tables, ids: list[str]) -> dict[str, Designation]:
    """Put the rows of some designations together again, by entry id."""

    def rows(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in frame.filter(pl.col("entry_id").is_in(ids)).iter_rows(named=True):
            found.setdefault(row["entry_id"], []).append(row)
        return found

    names, facts, actions = rows(tables.names), rows(tables.facts), rows(tables.actions)
    return {
        entry_id: designation(
            head, _names(names[entry_id], head["primary_name"]), actions[entry_id], facts.get(entry_id, ())
        )
        for entry_id, [head] in rows(tables.designations).items()
    }


def _names(rows: list[dict[str, Any]], primary: str) -> tuple[ListedName, ...]:
    """The names of one designation, the primary one first, wherever its row stands."""
    names = [listed_name(row) for row in rows]
    first = min(names, key=lambda name: (name.text != primary, name.kind != NameKind.PRIMARY, repr(name)))
    names.remove(first)
    return (first, *names)


def _changes(old: Loaded, new: Loaded, before: Designation | None, after: Designation | None) -> Iterator[Change]:
    """The changes of one designation; none where nothing differs that counts."""
    rows: list[tuple[str, str, str, str]]
    if before and after:
        change, entry, rows = CHANGED, after, rows_of((old.spec, before), (new.spec, after))
    elif after:
        change, entry, rows = ADDED, after, [("entry", "", "", after.names[0].text)]
    elif before:
        change, entry, rows = REMOVED, before, [("entry", "", before.names[0].text, "")]
    else:
        return
    key = new.snapshot.list_id, entry.entry_id, entry.names[0].text, change
    yield from (Change(*key, *row, before, after) for row in rows)


def _order(change: Change) -> tuple[Hashable, ...]:
    number = (ADDED, REMOVED, CHANGED).index(change.change)
    return (number, _natural(change.entry_id), FIELDS.index(change.field), change.programme, change.was, change.now)


def _natural(entry_id: str) -> tuple[Hashable, ...]:
    """Order of entry ids: the numbers in them as numbers, however long."""
    parts = re.split(r"([0-9]+)", entry_id)
    known = [(len(part.lstrip("0")), part.lstrip("0")) if at % 2 else part for at, part in enumerate(parts)]
    return (*known, entry_id)
