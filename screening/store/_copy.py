"""One copy of a list, wherever its files lie: which format it is in, its hashes, and the reading of it."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screening import formats
from screening.catalogue import FormatSpec, ListSpec, resolve
from screening.errors import ListFormatError, ListRefusedError, UsageError
from screening.formats import Notes, Source
from screening.schema import Designation, FactKind, Snapshot, Tables

_HAS: dict[str, Callable[[Designation], bool]] = {
    "alias": lambda entry: len(entry.names) > 1,
    "birth_date": lambda entry: any(fact.kind == FactKind.BIRTH_DATE for fact in entry.facts),
    "identifier": lambda entry: any(fact.kind == FactKind.IDENTIFIER for fact in entry.facts),
    "address": lambda entry: any(fact.kind == FactKind.ADDRESS for fact in entry.facts),
    "programme": lambda entry: any(action.programme for action in entry.actions),
    "reason": lambda entry: any(action.reason.strip() for action in entry.actions),
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """One list in memory: how it is described, which bytes it was read from, and its designations."""

    spec: ListSpec
    snapshot: Snapshot
    tables: Tables


@dataclass(frozen=True, slots=True)
class Copy:
    """The files of one snapshot in one format; ``files`` is role to path."""

    spec: ListSpec
    form: FormatSpec
    files: Mapping[str, Path]

    def hashes(self) -> dict[str, str]:
        """File name (as list.toml writes it) to SHA-256, in file-name order."""
        return dict(sorted((self.form.files[role], file_sha256(path)) for role, path in self.files.items()))


def file_sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ListRefusedError(f"cannot be read ({error.strerror})", where=str(path)) from error


def sha256_of(hashes: Mapping[str, str]) -> str:
    """SHA-256 over the lines "<SHA-256 of file>  <file name>" in file-name order: the name of a snapshot."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def fitting(spec: ListSpec, paths: Sequence[Path]) -> Copy | None:
    """The files of the first format that are all among the paths, or None; names are compared without case."""
    by_name: dict[str, Path] = {}
    for path in paths:
        if by_name.setdefault(path.name.lower(), path) != path:
            raise ListRefusedError(
                f"{by_name[path.name.lower()].name} comes twice", where=str(path), way_out="Keep the right one only."
            )
    for form in spec.formats:
        if all(name.lower() in by_name for name in form.files.values()):
            return Copy(spec, form, {role: by_name[name.lower()] for role, name in form.files.items()})
    return None


def expected_files(spec: ListSpec) -> str:
    """Which files a snapshot of a list may consist of, in words."""
    return " or ".join(f"{', '.join(form.files.values())} ({form.name})" for form in spec.formats)


@dataclass(slots=True)
class _Count:
    """What passed by, for the snapshot and for ``[expect]``."""

    entries: int = 0
    names: int = 0
    filled: dict[str, int] = field(default_factory=dict)

    def add(self, entry: Designation, wanted: Mapping[str, float]) -> None:
        self.entries += 1
        self.names += sum(name.part == 0 for name in entry.names)
        for name in wanted:
            self.filled[name] = self.filled.get(name, 0) + _HAS[name](entry)


def read(
    copy: Copy, day: dt.date | None, *, accepted: bool, today: dt.date | None = None, notes: Notes | None = None
) -> Loaded:
    """Read, resolve and check one copy of a list, one entry at a time.

    Args:
        copy: the files.
        day: the date of the list; None for the date that the file itself states, else ``today``.
        accepted: faults against ``[expect]`` are counted instead of refused.
        today: see ``day``.
        notes: takes what is noticed, with examples; the snapshot keeps the counts.

    Raises:
        UsageError: no day is known.
        ListRefusedError, ListFormatError: the bytes are not the list, or fall short of ``[expect]``.
    """
    spec, notes, count = copy.spec, notes or Notes(), _Count()
    entries = _whole(copy, Source(spec.id, copy.files), notes)
    first = next(entries, None)
    if first is None:
        where = f"{spec.id}{f' of {day}' if day else ''}"
        raise ListRefusedError("the list holds no entry", where=where, way_out="Import a whole copy.")
    own = day or notes.published or today
    if own is None:
        raise UsageError("the file does not state its date", where=spec.id, way_out="Give it with --date.")

    def resolved() -> Iterator[Designation]:
        entry: Designation | None = first
        while entry is not None:
            count.add(entry, spec.expect.fill)
            yield resolve(spec, entry, notes, own)
            entry = next(entries, None)

    tables = Tables.from_designations(spec.id, resolved())
    if day is None and notes.published and notes.published != own:  # a format that states its date at the end
        return read(copy, notes.published, accepted=accepted, notes=Notes())
    _expect(spec, own, count, notes, accepted=accepted)
    snapshot = Snapshot(
        list_id=spec.id,
        date=own,
        sha256=sha256_of(copy.hashes()),
        published=notes.published,
        entries=count.entries,
        names=count.names,
        warnings=notes.counts(),
    )
    return Loaded(spec, snapshot, tables)


def _whole(copy: Copy, source: Source, notes: Notes) -> Iterator[Designation]:
    """Hand on the entries of a reader; refuse one without id or name, and an id that comes twice."""
    file = ", ".join(copy.form.files.values())
    for entry in formats.distinct(formats.load(copy.form.name).read(source, notes), source, file):
        if not entry.entry_id or not entry.names:
            what = f"the entry has no {'name' if entry.entry_id else 'id'}"
            raise ListFormatError(what, list_id=copy.spec.id, file=file, entry_id=entry.entry_id)
        yield entry


def _expect(spec: ListSpec, day: dt.date, count: _Count, notes: Notes, *, accepted: bool) -> None:
    """Hold a list against ``[expect]`` of its list.toml; what was accepted on import is only counted."""
    expect, entries = spec.expect, count.entries
    faults = []
    if entries < expect.min_entries:
        faults.append(f"it holds {entries} entries, at least {expect.min_entries} are expected")
    if expect.max_entries is not None and entries > expect.max_entries:
        faults.append(f"it holds {entries} entries, at most {expect.max_entries} are expected")
    for name, least in expect.fill.items():
        share = count.filled[name] / entries
        if share < least:
            faults.append(f"field {name!r} is filled in {share:.1%} of the entries, at least {least:.1%} are expected")
    if faults and not accepted:
        way_out = "Import a whole copy; a real change of the publisher can be imported with --accept-change."
        raise ListRefusedError("; ".join(faults), where=f"{spec.id} of {day}", way_out=way_out)
    for fault in faults:
        notes.warn("accepted change", detail=fault)
