"""Reading a store: which snapshots it holds, and one of them as frames. Nothing here writes."""

import contextlib
import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from screening import formats
from screening.catalogue import FormatSpec, ListSpec, catalogue, find, lists_folder, resolve
from screening.errors import ListFormatError, ListMissingError, ListRefusedError, UsageError
from screening.formats import Notes, Source
from screening.schema import Designation, FactKind, Snapshot, Tables

MANIFEST = "manifest.json"
"""Stands beside the files of an imported snapshot: what was imported, and by which version of the program (LD-04)."""

_IMPORT_AGAIN = "Remove the folder and import the list again."
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
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
    """The files of one snapshot in one format, wherever they lie; ``files`` is role to path."""

    spec: ListSpec
    form: FormatSpec
    files: Mapping[str, Path]
    day: dt.date

    def hashes(self) -> dict[str, str]:
        """File name (as list.toml writes it) to SHA-256, in file-name order."""
        return dict(sorted((self.form.files[role], _sha256(path)) for role, path in self.files.items()))

    def sha256(self) -> str:
        """SHA-256 over the lines "<SHA-256 of file>  <file name>" in file-name order."""
        lines = "".join(f"{digest}  {name}\n" for name, digest in self.hashes().items())
        return hashlib.sha256(lines.encode()).hexdigest()


def default_store() -> Path:
    """The store used where none is named: the user's data folder."""
    return platformdirs.user_data_path("screening", appauthor=False) / "lists"


def children(folder: Path) -> list[Path]:
    """What a folder holds, sorted; nothing where it does not exist."""
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise ListMissingError(f"cannot be read ({error.strerror})", where=str(folder)) from error


def dated_folders(folder: Path) -> dict[dt.date, Path]:
    """The dated sub-folders of a list's folder."""
    dated = {}
    for child in children(folder):
        if _DAY.fullmatch(child.name) and child.is_dir():
            with contextlib.suppress(ValueError):  # 2024-13-01 is no date: a folder of something else
                dated[dt.date.fromisoformat(child.name)] = child
    return dated


def dates(store: Path | None, list_id: str) -> tuple[dt.date, ...]:
    """The dates of the snapshots of one list in a store, oldest first."""
    return tuple(sorted(dated_folders((store or default_store()) / list_id)))


def unknown_lists(store: Path | None) -> tuple[str, ...]:
    """Folders of a store that hold dated snapshots but that no ``list.toml`` describes; they are not screened."""
    place = store or default_store()
    specs = catalogue(place)
    return tuple(child.name for child in children(place) if child.name not in specs and dated_folders(child))


def left_out(store: Path | None, as_of: dt.date) -> tuple[str, ...]:
    """Known lists of a store whose snapshots are all younger than ``as_of``, so that ``load`` leaves them out."""
    found = _found(store, catalogue(store or default_store()), ())
    return tuple(sorted(list_id for list_id, dated in found.items() if dated and min(dated) > as_of))


def _found(
    store: Path | None, specs: Mapping[str, ListSpec], wanted: Sequence[str]
) -> dict[str, Mapping[dt.date, Path]]:
    """The dated folders of every known list; where no store is named, the starter list if asked for or alone."""
    place = store or default_store()
    found: dict[str, Mapping[dt.date, Path]] = {list_id: dated_folders(place / list_id) for list_id in specs}
    if store is None:
        empty = not any(dated_folders(child) for child in children(place))
        for spec in specs.values():
            if spec.starter and spec.checked and (empty or spec.id in wanted):
                found[spec.id] = {spec.checked: lists_folder() / spec.id}
    return found


def load(store: Path | None, lists: Sequence[str] | None = None, as_of: dt.date | None = None) -> tuple[Loaded, ...]:
    """Read the newest snapshot of each list, in list-id order; nothing is written.

    Args:
        store: a folder; None is the user's store, or the starter list where that holds no snapshot.
        lists: which lists, in any order; None is all known lists that the store holds.
        as_of: read the newest snapshot not after this date. A list that has none is an error where it was asked for,
            and otherwise left out: ``left_out`` names it.

    Raises:
        UsageError: ``lists`` is empty.
        CatalogueError: a ``list.toml`` is wrong.
        UnknownListError: a list asked for is not known.
        ListMissingError: the store, or the snapshot of a list asked for, is not there; or the store holds no list.
        ListRefusedError: files are missing, are not the list, differ from their manifest or fall short of ``[expect]``.
        ListFormatError: an entry cannot be understood, or its id comes twice.
    """
    place = store or default_store()
    if lists is not None and not lists:
        raise UsageError("no list was asked for", way_out="Name at least one list, or leave the option away for all.")
    if store is not None and not store.is_dir():
        raise ListMissingError("the store does not exist", where=str(store), way_out="Name the folder of your lists.")
    specs = catalogue(place)
    wanted = [find(specs, list_id).id for list_id in lists or ()]
    found = {each: dated for each, dated in _found(store, specs, wanted).items() if each in wanted or not wanted}
    loaded = []
    for list_id, dated in sorted(found.items()):
        day = max((each for each in dated if as_of is None or each <= as_of), default=None)
        if day is not None:
            loaded.append(load_folder(specs[list_id], dated[day], day))
        elif wanted:
            raise _missing(place, f"the list {list_id}", dated, as_of)
    if not loaded:
        held = {day: path for dated in found.values() for day, path in dated.items()}
        raise _missing(place, "any known list", held, as_of)
    return tuple(loaded)


def _missing(place: Path, what: str, dated: Mapping[dt.date, Path], as_of: dt.date | None) -> ListMissingError:
    if as_of and dated:
        way_out = f"The oldest one is of {min(dated)}."
        return ListMissingError(f"no snapshot of {what} is as old as {as_of}", where=str(place), way_out=way_out)
    way_out = "Import one: screening lists import ID FILE... --store DIR."
    return ListMissingError(f"no snapshot of {what} is in the store", where=str(place), way_out=way_out)


def load_folder(spec: ListSpec, folder: Path, day: dt.date) -> Loaded:
    """Read one snapshot; what its manifest says of the bytes is checked first."""
    copy = stored(spec, folder, day)
    imported, accepted = _manifest(folder)
    present = {path.name.lower(): _sha256(path) for path in copy.files.values()} if imported else {}
    for name in sorted(imported.keys() | present.keys()):
        if imported.get(name) != present.get(name):
            raise ListRefusedError(
                f"{name} is not the file that was imported (its SHA-256 differs from {MANIFEST})",
                where=str(folder),
                way_out=_IMPORT_AGAIN,
            )
    return read(copy, accepted=accepted)


def stored(spec: ListSpec, folder: Path, day: dt.date) -> Copy:
    """The files of the first format whose files are all in the folder; file names are compared without case."""
    copy = fitting(spec, [child for child in children(folder) if child.is_file()], day)
    if copy is None:
        found = ", ".join(child.name for child in children(folder)) or "nothing"
        raise ListRefusedError(
            f"files of the list {spec.id} are missing: expected {expected_files(spec)}, found {found}",
            where=str(folder),
            way_out="Put all files of one format there, under the publisher's names.",
        )
    return copy


def fitting(spec: ListSpec, paths: Sequence[Path], day: dt.date) -> Copy | None:
    """The files of the first format that are all among the paths, or None."""
    by_name: dict[str, Path] = {}
    for path in paths:
        if by_name.setdefault(path.name.lower(), path) != path:
            raise ListRefusedError(
                f"{by_name[path.name.lower()].name} comes twice", where=str(path), way_out="Keep the right one only."
            )
    for form in spec.formats:
        if all(name.lower() in by_name for name in form.files.values()):
            return Copy(spec, form, {role: by_name[name.lower()] for role, name in form.files.items()}, day)
    return None


def expected_files(spec: ListSpec) -> str:
    """Which files a snapshot of a list may consist of, in words."""
    return " or ".join(f"{', '.join(form.files.values())} ({form.name})" for form in spec.formats)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ListRefusedError(f"cannot be read ({error.strerror})", where=str(path)) from error


def _manifest(folder: Path) -> tuple[dict[str, str], bool]:
    """SHA-256 by lower-case file name, and whether a change was accepted; empty where there is no manifest."""
    path = folder / MANIFEST
    if not path.exists():
        return {}, False
    try:
        manifest = json.loads(path.read_text("utf-8"))
        hashes = {str(file["name"]).lower(): str(file["sha256"]) for file in manifest["files"]}
        accepted = manifest["accepted_change"] is True
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ListRefusedError("is not a manifest of a snapshot", where=str(path), way_out=_IMPORT_AGAIN) from error
    if not hashes:
        raise ListRefusedError("names no file", where=str(path), way_out=_IMPORT_AGAIN)
    return hashes, accepted


def read(copy: Copy, *, accepted: bool) -> Loaded:
    """Read, resolve and check one copy of a list."""
    spec, notes = copy.spec, Notes()
    raw = list(_distinct(copy, formats.load(copy.form.name).read(Source(spec.id, copy.files), notes)))
    _expect(copy, raw, notes, accepted=accepted)
    entries = [resolve(spec, entry, notes, copy.day) for entry in raw]
    snapshot = Snapshot(
        list_id=spec.id,
        date=copy.day,
        sha256=copy.sha256(),
        published=notes.published,
        entries=len(entries),
        names=sum(name.part == 0 for entry in entries for name in entry.names),
        warnings=notes.counts(),
    )
    return Loaded(spec, snapshot, Tables.from_designations(spec.id, entries))


def _distinct(copy: Copy, entries: Iterator[Designation]) -> Iterator[Designation]:
    """Hand on the entries; refuse one without id or name, and an id that comes twice."""
    seen: set[str] = set()
    for entry in entries:
        fault = "comes twice" if entry.entry_id in seen else "has no name" if not entry.names else ""
        if fault or not entry.entry_id:
            file = ", ".join(copy.form.files.values())
            what = f"the entry {fault or 'has no id'}"
            raise ListFormatError(what, list_id=copy.spec.id, file=file, entry_id=entry.entry_id)
        seen.add(entry.entry_id)
        yield entry


def _expect(copy: Copy, entries: Sequence[Designation], notes: Notes, *, accepted: bool) -> None:
    """Hold a list against ``[expect]`` of its list.toml; what was accepted on import is only counted."""
    expect, count = copy.spec.expect, len(entries)
    where = f"{copy.spec.id} of {copy.day}"
    if not count:
        raise ListRefusedError("the list holds no entry", where=where, way_out="Import a whole copy.")
    faults = []
    if count < expect.min_entries:
        faults.append(f"it holds {count} entries, at least {expect.min_entries} are expected")
    if expect.max_entries is not None and count > expect.max_entries:
        notes.warn("more entries than expected", detail=f"{count}, at most {expect.max_entries} are expected")
    for name, least in expect.fill.items():
        share = sum(map(_HAS[name], entries)) / count
        if share < least:
            faults.append(f"field {name!r} is filled in {share:.1%} of the entries, at least {least:.1%} are expected")
    if faults and not accepted:
        way_out = "Import a whole copy; a real change of the publisher can be imported with --accept-change."
        raise ListRefusedError("; ".join(faults), where=where, way_out=way_out)
    for fault in faults:
        notes.warn("accepted change", detail=fault)
