"""Two states of the lists: which designations came or changed, as small lists of their own, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import polars as pl

from screening import delta
from screening.schema import Tables
from screening.store import Loaded

_KEY = ["list_id", "entry_id"]
_COMPARED = ("designations", "names", "facts")
"""Tables that decide whether there is a hit; actions say only what it shows."""


@dataclass(frozen=True, slots=True)
class Newer:
    """What changed between two states of the lists.

    Attributes:
        changed: the designations that may hit where they did not before, list by list; lists without any left out.
        removed: (list id, entry id) to why a hit on it is gone.
        fields: (list id, entry id) of designations that came or changed to what changed, in words.
    """

    changed: tuple[Loaded, ...]
    removed: Mapping[tuple[str, str], str]
    fields: Mapping[tuple[str, str], str]

    def of(self, entry: tuple[str, str], *, gone: bool) -> str:
        """What became of a designation, in words; of a hit that is gone first whether it is still listed."""
        return (self.removed.get(entry, "") if gone else "") or self.fields.get(entry, "")

    @property
    def designations(self) -> int:
        """How many came or changed."""
        return sum(each.tables.designations.height for each in self.changed)


def newer(before: Sequence[Loaded], after: Sequence[Loaded]) -> Newer:
    """Compare two states of the lists; a list that only one of them has came or went with all its designations."""
    old = {each.snapshot.list_id: each for each in before}
    new = {each.snapshot.list_id: each for each in after}
    removed, said = dict[tuple[str, str], str](), dict[tuple[str, str], str]()
    for list_id, was in old.items():
        if list_id not in new:
            gone = f"the list {list_id} was not screened against"
            removed |= dict.fromkeys(was.tables.designations.select(_KEY).iter_rows(), gone)
            continue
        now = new[list_id]
        if was.snapshot.sha256 == now.snapshot.sha256:
            continue
        found = delta.compare(was, now)
        ended = f"no longer listed since {now.snapshot.date} (still listed on {was.snapshot.date})"
        removed |= {(list_id, entry): ended for entry in found.removed}
        came = f"newly listed in the snapshot of {now.snapshot.date}"
        said |= {(list_id, entry): came for entry in found.added}
        for entry in found.changed:
            names = dict.fromkeys(each.field for each in found.changes if each.entry_id == entry)
            said[list_id, entry] = f"the designation changed: {', '.join(names)}"
    for list_id in new.keys() - old.keys():
        whole = new[list_id].tables.designations.select(_KEY).iter_rows()
        said |= dict.fromkeys(whole, f"the list {list_id} was not screened against before")
    return Newer(changed_designations(before, after), removed, said)


def changed_designations(before: Sequence[Loaded], after: Sequence[Loaded]) -> tuple[Loaded, ...]:
    """The designations of the newer state of which a row of names or facts, or its head, did not stand there before.

    That is never less than what the publisher changed: whatever decides whether there is a hit is compared as it was
    read.
    """
    old = {each.snapshot.list_id: each.tables for each in before}
    found = []
    for each in after:
        entries = _changed(old.get(each.snapshot.list_id, Tables()), each.tables)
        if entries.height:
            kept = [
                getattr(each.tables, table.name).join(entries, on=_KEY, how="semi", maintain_order="left")
                for table in fields(Tables)
            ]
            found.append(Loaded(each.spec, each.snapshot, Tables(*kept)))
    return tuple(found)


def _changed(old: Tables, new: Tables) -> pl.DataFrame:
    """Keys of the entries of which a row that is compared is new, or stands there more often."""
    found = []
    for name in _COMPARED:
        was, now = (getattr(each, name).group_by(pl.all(), maintain_order=True).len() for each in (old, new))
        found.append(now.join(was, on=now.columns, how="anti", nulls_equal=True).select(_KEY))
    keys: pl.DataFrame = pl.concat(found)
    return keys.unique(maintain_order=True)
