"""A delta in words, for an officer: who is new, who is no longer listed, and what changed about the others."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from screening.delta._compare import ADDED, CHANGED, REMOVED, Delta
from screening.schema import Change, Designation, Snapshot

_REASON_WIDTH = 300
"""Characters shown of the reason of an added party: narratives run to pages."""


def report(delta: Delta) -> Iterator[str]:
    """Tell a delta as lines of plain text: both snapshots, the counts, then the parties added, removed and changed.

    No line holds a line break; other control characters of a list are handed on as they are, so a terminal needs
    ``screening.reports.as_table.visible`` between.
    """
    spec = delta.spec
    yield f"Changes of {delta.new.list_id}: {spec.title}, {spec.publisher}"
    yield f"from {_snapshot(delta.old)}"
    yield f"to   {_snapshot(delta.new)}"
    counts = ((len(delta.added), ADDED), (len(delta.removed), REMOVED), (len(delta.changed), CHANGED))
    yield ", ".join(f"{count:,} {change}" for count, change in counts)
    for change, of_kind in groupby(delta.changes, lambda each: each.change):
        yield from ("", f"{change.upper()}")
        for _, of_entry in groupby(of_kind, lambda each: each.entry_id):
            yield from map(_one_line, _entry(delta, list(of_entry)))


def _one_line(text: str) -> str:
    indent = len(text) - len(text.lstrip(" "))
    return " " * indent + " ".join(text.split())


def _snapshot(snapshot: Snapshot) -> str:
    published = f", published {snapshot.published}" if snapshot.published else ""
    return f"{snapshot.date} (SHA-256 {snapshot.sha256[:12]}, {snapshot.entries:,} entries{published})"


def _entry(delta: Delta, changes: list[Change]) -> Iterator[str]:
    """One designation: its headline, then what there is to say of it."""
    first = changes[0]
    entry = first.after or first.before
    yield f"{first.entry_id} {first.primary_name}" + (f" ({entry.kind.value})" if entry else "")
    if first.change == REMOVED:
        yield f"  no longer listed since {delta.new.date}, last seen on {delta.old.date}"
    if first.change == CHANGED:
        yield from map(_difference, changes)
    elif entry:
        yield from (f"  {label}: {text}" for label, text in _facts(entry) if text)


def _facts(entry: Designation) -> Iterator[tuple[str, str]]:
    """Who a party that came or went is: names, programmes, authority, date, reason."""
    yield "other names", _each(name.text for name in entry.names[1:] if name.text != entry.names[0].text)
    yield "programmes", _each(action.programme for action in entry.actions)
    agencies = _each(action.agency for action in entry.actions)
    yield (
        "authority",
        _each(action.authority for action in entry.actions) + (f", decided by {agencies}" if agencies else ""),
    )
    yield "listed on", str(entry.listed_on or "")
    reason = " ".join(dict.fromkeys(action.reason for action in entry.actions))
    yield "reason", textwrap.shorten(reason, _REASON_WIDTH, placeholder=" ...")


def _each(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _difference(change: Change) -> str:
    """One change of a designation in one line."""
    field = change.field.replace("_", " ") + (f" ({change.programme})" if change.programme else "")
    if change.was and change.now:
        return f"  {field}: was {change.was} | now {change.now}"
    return f"  {field}: " + (f"removed {change.was}" if change.was else f"added {change.now}")
