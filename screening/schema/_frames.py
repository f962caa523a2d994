"""The polars schemas of designations and hits, and the one gate from records into frames.

Frames of list data are built here and nowhere else, column by column: polars 2.1 turns an unknown enum member or a
misspelt key of a row dict into null without a word, even with ``strict=True``; only flat columns built column by column
raise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import Any, Self

import polars as pl

from screening.schema._records import (
    Action,
    Change,
    Designation,
    Evidence,
    Fact,
    FactKind,
    Hit,
    Kind,
    ListedName,
    NameKind,
    Part,
    Quality,
)

FEW_HITS = 50
"""So few hits make a frame faster record by record: 2 ms for one, where pouring flat takes 9."""
_AT_ONCE = 2_000
"""Designations poured into frames at once."""

_TEXT, _TEXTS, _DATE = pl.String(), pl.List(pl.String()), pl.Date()
_KEY: dict[str, pl.DataType] = {"list_id": _TEXT, "entry_id": _TEXT}

DESIGNATIONS = pl.Schema(
    _KEY
    | {
        "kind": pl.Enum(Kind),
        "primary_name": _TEXT,
        "listed_on": _DATE,
        "updated_on": _DATE,
        "remarks": _TEXT,
        "source_url": _TEXT,
    }
)
"""One row a designation, in the order of the file."""

NAMES = pl.Schema(
    _KEY
    | {
        "text": _TEXT,
        "kind": pl.Enum(NameKind),
        "quality": pl.Enum(Quality),
        "part": pl.UInt16(),
        "language": _TEXT,
    }
)
"""One row a listed name; the first of an entry is its primary name."""

FACTS = pl.Schema(
    _KEY
    | {
        "kind": pl.Enum(FactKind),
        "value": _TEXT,
        "text": _TEXT,
        "type": _TEXT,
        "country": _TEXT,
        "first": _DATE,
        "last": _DATE,
        "circa": pl.Boolean(),
    }
)
"""One row a fact."""

ACTIONS = pl.Schema(
    _KEY
    | {
        "date": _DATE,
        "authority": _TEXT,
        "agency": _TEXT,
        "programme": _TEXT,
        "title": _TEXT,
        "legal_basis": _TEXT,
        "measures": _TEXTS,
        "reason": _TEXT,
        "reason_source": _TEXT,
        "source_url": _TEXT,
    }
)
"""One row an action, newest first within its entry."""

_ACTION = pl.Struct({name: dtype for name, dtype in ACTIONS.items() if name not in _KEY})
_PART = pl.Struct({"kind": _TEXT, "query": _TEXT, "listed": _TEXT, "share": pl.Float64(), "points": pl.Float64()})
_EVIDENCE = pl.Struct({"fact": _TEXT, "outcome": _TEXT, "counterparty": _TEXT, "listed": _TEXT, "note": _TEXT})

HITS = pl.Schema(
    {
        "row": pl.Int64(),
        "customer_id": _TEXT,
        "queried_name": _TEXT,
        "queried_field": _TEXT,
        "score": pl.Float64(),
        "grade": _TEXT,
        "alert": pl.Boolean(),
        "list_id": _TEXT,
        "entry_id": _TEXT,
        "entry_kind": _TEXT,
        "primary_name": _TEXT,
        "matched_name": _TEXT,
        "matched_name_kind": _TEXT,
        "matched_name_quality": _TEXT,
        "other_names": _TEXTS,
        "authority": _TEXT,
        "designating_agency": _TEXT,
        "publisher": _TEXT,
        "programmes": _TEXTS,
        "legal_basis": _TEXT,
        "measures": _TEXTS,
        "listed_on": _DATE,
        "reason": _TEXT,
        "reason_source": _TEXT,
        "source_url": _TEXT,
        "actions": pl.List(_ACTION),
        "relations": _TEXTS,
        "snapshot_date": _DATE,
        "snapshot_sha256": _TEXT,
        "explanation": _TEXT,
        "parts": pl.List(_PART),
        "evidence": pl.List(_EVIDENCE),
        "alert_id": _TEXT,
        "threshold": pl.Float64(),
        "why_no_alert": _TEXT,
        "decision": _TEXT,
        "disposition": _TEXT,
        "case_id": _TEXT,
        "queried_kind": _TEXT,
        "queried_words": _TEXT,
        "queried_script": _TEXT,
        "matched_words": _TEXT,
        "matched_script": _TEXT,
    }
)
"""One row a hit, ordered by row, score (down), list_id, entry_id. The field order is that of ``Hit``."""

DELTAS = pl.Schema(
    _KEY
    | {
        "primary_name": _TEXT,
        "change": pl.Enum(("added", "removed", "changed")),
        "field": _TEXT,
        "programme": _TEXT,
        "was": _TEXT,
        "now": _TEXT,
    }
)
"""One row a difference between two snapshots of a list, ordered by change, entry id (numbers as numbers), field."""


def _frame(schema: pl.Schema, columns: dict[str, list[Any]]) -> pl.DataFrame:
    return pl.DataFrame([pl.Series(name, columns[name], dtype=dtype) for name, dtype in schema.items()])


def _plain(value: object) -> object:
    """A record or tuple of records as polars takes it: dicts and lists."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Action | Part | Evidence):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def hits_frame(hits: Iterable[Hit]) -> pl.DataFrame:
    """Turn hits into a frame with the columns of ``HITS``, in the order given."""
    rows = list(hits)
    return pl.DataFrame([_column(name, dtype, [getattr(hit, name) for hit in rows]) for name, dtype in HITS.items()])


def _column(name: str, dtype: pl.DataType, cells: list[Any]) -> pl.Series:
    """One column of hits. Lists of records are poured flat and gathered again: one by one each costs a frame."""
    inner = dtype.inner if isinstance(dtype, pl.List) else None
    if not isinstance(inner, pl.Struct) or len(cells) < FEW_HITS:
        return pl.Series(name, [_plain(cell) for cell in cells], dtype=dtype)
    records = [record for cell in cells for record in cell]
    flat = [
        pl.Series(field.name, [_plain(getattr(record, field.name)) for record in records], dtype=field.dtype)
        for field in inner.fields
    ]
    sizes = pl.Series("size", [len(cell) for cell in cells], dtype=pl.UInt32)
    owners = pl.Series("row", range(len(cells)), dtype=pl.UInt32)
    held = pl.DataFrame([pl.Series("row", owners.to_numpy().repeat(sizes.to_numpy()), pl.UInt32), *flat])
    gathered = held.group_by("row", maintain_order=True).agg(pl.struct(each.name for each in flat).alias(name))
    whole = owners.to_frame().join(gathered, on="row", how="left", maintain_order="left")[name]
    return whole.fill_null(pl.Series([[]], dtype=dtype).first()) if whole.null_count() else whole.cast(dtype)


def deltas_frame(changes: Iterable[Change]) -> pl.DataFrame:
    """Turn changes into a frame with the columns of ``DELTAS``, in the order given."""
    rows = list(changes)
    return _frame(DELTAS, {name: [getattr(change, name) for change in rows] for name in DELTAS})


Row = Mapping[str, Any]


def listed_name(row: Row) -> ListedName:
    """One row of NAMES as a record."""
    return ListedName(row["text"], NameKind(row["kind"]), Quality(row["quality"]), row["part"], row["language"])


def designation(head: Row, names: Iterable[ListedName], actions: Iterable[Row], facts: Iterable[Row]) -> Designation:
    """Put the rows of one designation together again; the reverse of ``Tables.from_designations``."""
    return Designation(
        entry_id=head["entry_id"],
        kind=Kind(head["kind"]),
        names=tuple(names),
        actions=tuple(Action(**_own(row) | {"measures": tuple(row["measures"])}) for row in actions),
        facts=tuple(Fact(**_own(row) | {"kind": FactKind(row["kind"])}) for row in facts),
        listed_on=head["listed_on"],
        updated_on=head["updated_on"],
        remarks=head["remarks"],
        source_url=head["source_url"],
    )


def _own(row: Row) -> dict[str, Any]:
    """The columns of a row that are its record's, not the key of the entry."""
    return {name: value for name, value in row.items() if name not in _KEY}


@dataclass(frozen=True, slots=True)
class Tables:
    """The designations of one or several lists as four flat frames: DESIGNATIONS, NAMES, FACTS, ACTIONS.

    Rows of names, facts and actions stand in the order of their designations, all rows of one entry together.
    """

    designations: pl.DataFrame = field(default_factory=DESIGNATIONS.to_frame)
    names: pl.DataFrame = field(default_factory=NAMES.to_frame)
    facts: pl.DataFrame = field(default_factory=FACTS.to_frame)
    actions: pl.DataFrame = field(default_factory=ACTIONS.to_frame)

    @classmethod
    def from_designations(cls, list_id: str, designations: Iterable[Designation]) -> Self:
        """Pour records into frames, some at a time, so that a long list is never held as records and frames at once.

        Raises:
            polars.exceptions.InvalidOperationError: an unknown enum member.
        """
        poured: list[Self] = []
        rest = iter(designations)
        while some := list(islice(rest, _AT_ONCE)):
            poured.append(cls._of(list_id, some))
        whole = cls.concat(poured)
        return cls(*(getattr(whole, f.name).rechunk() for f in fields(cls)))

    @classmethod
    def _of(cls, list_id: str, entries: Sequence[Designation]) -> Self:
        def table(schema: pl.Schema, rows: list[tuple[Designation, Any]]) -> pl.DataFrame:
            columns: dict[str, list[Any]] = {
                "list_id": [list_id] * len(rows),
                "entry_id": [entry.entry_id for entry, _ in rows],
            }
            for name in schema:
                if name not in columns:
                    columns[name] = [_plain(getattr(record, name)) for _, record in rows]
            return _frame(schema, columns)

        heads = {
            "list_id": [list_id] * len(entries),
            "entry_id": [entry.entry_id for entry in entries],
            "primary_name": [entry.names[0].text for entry in entries],
        }
        for name in DESIGNATIONS:
            if name not in heads:
                heads[name] = [getattr(entry, name) for entry in entries]
        return cls(
            _frame(DESIGNATIONS, heads),
            table(NAMES, [(entry, each) for entry in entries for each in entry.names]),
            table(FACTS, [(entry, each) for entry in entries for each in entry.facts]),
            table(ACTIONS, [(entry, each) for entry in entries for each in entry.actions]),
        )

    @classmethod
    def concat(cls, tables: Sequence[Self]) -> Self:
        """Put the tables of several lists one below the other, in the order given."""
        if not tables:
            return cls()
        return cls(*(pl.concat([getattr(each, f.name) for each in tables]) for f in fields(cls)))
