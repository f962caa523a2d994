"""The listed names that a self-test asks for, and the parties they name, taken from a screener's lists."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from screening.manipulation import Pool, Source, is_latin
from screening.schema import FactKind, Kind, NameKind, Quality, Tables
from screening.score import compare
from screening.screen import Screener

_KEY = ["list_id", "entry_id"]
_WEAK = [each.value for each in Quality if each.is_weak]

Party = tuple[str, str]
"""List id and entry id of a designation."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The designations: their kinds, and their names that raise an alert by themselves under the policy."""

    kinds: Mapping[Party, Kind]
    names: Mapping[Party, tuple[str, ...]]

    def score(self, query: str, party: Party, *, latin: bool = False) -> float:
        """The best score of a query with the names of a party, 0 where it has none; ``latin``: its Latin ones only."""
        names: Iterable[str] = (name for name in self.names.get(party, ()) if not latin or is_latin(name))
        return max((compare(query, name, self.kinds[party]).score for name in names), default=0.0)


def tables(screener: Screener) -> Tables:
    """The tables of all loaded lists as one."""
    return Tables.concat([each.tables for each in screener.loaded])


def pool(read: Tables) -> Pool:
    """Every listed name that is no weak alias, in list order."""
    births = _births(read)
    strong = read.names.filter(~pl.col("quality").is_in(_WEAK))
    kinds = read.designations.select(*_KEY, entry_kind="kind")
    columns = strong.join(kinds, on=_KEY, how="left", maintain_order="left")
    rows = columns.select(*_KEY, "entry_kind", "text", "kind").iter_rows()
    return Pool(Source(a, b, Kind(kind), text, NameKind(what), births.get((a, b))) for a, b, kind, text, what in rows)


def parties(read: Tables, *, weak_too: bool) -> Parties:
    """The designations; ``weak_too`` where weak aliases raise alerts."""
    names = read.names if weak_too else read.names.filter(~pl.col("quality").is_in(_WEAK))
    found: dict[Party, tuple[str, ...]] = {}
    for list_id, entry_id, text in names.select(*_KEY, "text").iter_rows():
        found[list_id, entry_id] = (*found.get((list_id, entry_id), ()), text)
    kinds = {(a, b): Kind(kind) for a, b, kind in read.designations.select(*_KEY, "kind").iter_rows()}
    return Parties(kinds, found)


def _births(read: Tables) -> dict[Party, dt.date]:
    """Birth dates known to the day, of designations that state one alone."""
    stated = read.facts.filter(pl.col("kind") == FactKind.BIRTH_DATE.value)
    one = stated.filter(pl.len().over(_KEY) == 1, pl.col("first") == pl.col("last"), ~pl.col("circa"))
    return {(list_id, entry_id): first for list_id, entry_id, first in one.select(*_KEY, "first").iter_rows()}
