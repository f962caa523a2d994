"""Reading a store: which snapshots it holds, and one of them as frames. Nothing here writes."""

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from screening.catalogue import ListSpec, catalogue, find, lists_folder
from screening.errors import ListMissingError, ListRefusedError, UsageError
from screening.store import _copy, _manifest
from screening.store._copy import Copy, Loaded, expected_files, fitting, sha256_of
from screening.store._folders import Dated, children, dated_folders, default_store, strays
from screening.store._manifest import IMPORT_AGAIN, MANIFEST, Manifest

_LEAST_HASH = 8
"""Digits of a SHA-256 that name a snapshot."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One snapshot found in a store: its files, verified against the manifest where there is one, not yet read.

    Attributes:
        copy: list, format and files.
        at: its folder and day.
        sha256: of the snapshot.
        manifest: None in a store filled by hand.
        checked: see ``Snapshot.checked``.
    """

    copy: Copy
    at: Dated
    sha256: str
    manifest: Manifest | None
    checked: dt.date | None

    def read(self) -> Loaded:
        """Read the list; raises as ``load``."""
        loaded = _copy.read(self.copy, self.at.day, accepted=bool(self.manifest and self.manifest.accepted))
        if loaded.snapshot.sha256 != self.sha256:
            raise ListRefusedError("the files changed while they were read", where=str(self.at.path))
        return self.dated(loaded)

    def dated(self, loaded: Loaded) -> Loaded:
        """The list as read before, with the day of the last check as it is now."""
        snapshot = replace(loaded.snapshot, checked=self.checked, has_manifest=self.manifest is not None)
        return replace(loaded, snapshot=snapshot)


def unknown_lists(store: Path | None) -> tuple[str, ...]:
    """Folders of a store that hold dated snapshots but that no ``list.toml`` describes; they are not screened."""
    place = store or default_store()
    specs = catalogue(place)
    return tuple(child.name for child in children(place) if child.name not in specs and dated_folders(child))


def ignored(store: Path | None) -> tuple[str, ...]:
    """What lies in the folders of known lists without being a snapshot, and lists of one's own without any snapshot."""
    place = store or default_store()
    found = []
    for list_id in catalogue(place):
        folder = place / list_id
        found += [f"{list_id}/{each}" for each in strays(folder)]
        if (folder / "list.toml").exists() and not dated_folders(folder):
            found.append(f"{list_id} (described, but without a snapshot)")
    return tuple(found)


def left_out(store: Path | None, as_of: dt.date) -> tuple[str, ...]:
    """Known lists of a store whose snapshots are all younger than ``as_of``, so that ``load`` leaves them out."""
    found = _found(store, catalogue(store or default_store()), ())
    return tuple(sorted(list_id for list_id, dated in found.items() if dated and dated[0].day > as_of))


def _found(store: Path | None, specs: Mapping[str, ListSpec], wanted: Sequence[str]) -> dict[str, list[Dated]]:
    """The snapshots of every known list; where no store is named, the starter list if asked for or alone."""
    place = store or default_store()
    found = {list_id: dated_folders(place / list_id) for list_id in specs}
    if store is None:
        empty = not any(dated_folders(child) for child in children(place))
        for spec in specs.values():
            if spec.starter and spec.checked and (empty or spec.id in wanted):
                found[spec.id] = [Dated(spec.checked, 1, lists_folder() / spec.id)]
    return found


def locate(store: Path | None, lists: Sequence[str] | None = None, as_of: dt.date | None = None) -> tuple[Stored, ...]:
    """Find the newest snapshot of each list, in list-id order, and verify its bytes; see ``load``."""
    place = store or default_store()
    if lists is not None and not lists:
        raise UsageError("no list was asked for", way_out="Name at least one list, or leave the option away for all.")
    if store is not None and not store.is_dir():
        raise ListMissingError("the store does not exist", where=str(store), way_out="Name the folder of your lists.")
    specs = catalogue(place)
    wanted = [find(specs, list_id).id for list_id in lists or ()]
    found = {each: dated for each, dated in _found(store, specs, wanted).items() if each in wanted or not wanted}
    located = []
    for list_id, dated in sorted(found.items()):
        at = max((each for each in dated if as_of is None or each.day <= as_of), default=None)
        if at is not None:
            located.append(stored(specs[list_id], at))
        elif wanted:
            raise _missing(place, f"the list {list_id}", dated, as_of)
    if not located:
        raise _missing(place, "any known list", [each for dated in found.values() for each in dated], as_of)
    return tuple(located)


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
    return tuple(each.read() for each in locate(store, lists, as_of))


def _missing(place: Path, what: str, dated: Sequence[Dated], as_of: dt.date | None) -> ListMissingError:
    if as_of and dated:
        way_out = f"The oldest one is of {min(dated).day}."
        return ListMissingError(f"no snapshot of {what} is as old as {as_of}", where=str(place), way_out=way_out)
    way_out = "Import one: screening lists import ID FILE... --store DIR, or screening lists update."
    return ListMissingError(f"no snapshot of {what} is in the store", where=str(place), way_out=way_out)


def stored(spec: ListSpec, at: Dated) -> Stored:
    """One snapshot; what its manifest says of the bytes is checked.

    Raises:
        ListRefusedError: files are missing, or are not those that were imported.
    """
    copy, manifest = _files(spec, at.path), _manifest.read(at.path)
    hashes = copy.hashes()
    if manifest:
        said, found = (manifest.list_id, manifest.date, manifest.form), (spec.id, at.day.isoformat(), copy.form.name)
        if said != found:
            what = f"its {MANIFEST} is that of {' '.join(said)}, not of {' '.join(found)}"
            raise ListRefusedError(what, where=str(at.path), way_out=IMPORT_AGAIN)
        present = {name.lower(): digest for name, digest in hashes.items()}
        for name in sorted(manifest.hashes.keys() | present.keys()):
            if manifest.hashes.get(name) != present.get(name):
                raise ListRefusedError(
                    f"{name} is not the file that was imported (its SHA-256 differs from {MANIFEST})",
                    where=str(at.path),
                    way_out=IMPORT_AGAIN,
                )
    sha256 = sha256_of(hashes)
    days = (manifest.retrieved if manifest else None, _manifest.checked(at.path.parent, sha256))
    return Stored(copy, at, sha256, manifest, max((day for day in days if day), default=None))


def _files(spec: ListSpec, folder: Path) -> Copy:
    """The files of the first format whose files are all in the folder; file names are compared without case."""
    copy = fitting(spec, [child for child in children(folder) if child.is_file()])
    if copy is None:
        found = ", ".join(child.name for child in children(folder)) or "nothing"
        raise ListRefusedError(
            f"files of the list {spec.id} are missing: expected {expected_files(spec)}, found {found}",
            where=str(folder),
            way_out="Put all files of one format there, under the publisher's names.",
        )
    return copy


def snapshot_named(store: Path | None, list_id: str, name: str) -> Stored:
    """One snapshot of a list: by its date, as ``DATE.1`` or ``DATE.2`` of a day with two, by the start of its SHA-256.

    Raises:
        UnknownListError: the list is not known.
        ListMissingError: the list has no such snapshot, or several.
        ListRefusedError: as ``stored``.
    """
    place = store or default_store()
    spec = find(catalogue(place), list_id)
    held = dated_folders(place / spec.id)
    alike = [each for each in held if name in (each.day.isoformat(), f"{each.day}.{each.number}")]
    if len(alike) == 1:
        return stored(spec, alike[0])
    is_hash = not alike and len(name) >= _LEAST_HASH and set(name.lower()) <= set("0123456789abcdef")
    by_hash: dict[str, Stored] = {}
    for at in held if is_hash else ():
        with contextlib.suppress(ListRefusedError):  # a damaged one has no hash of its own
            each = stored(spec, at)
            if each.sha256.startswith(name.lower()):
                by_hash[each.sha256] = each
    if len(by_hash) == 1:
        return by_hash.popitem()[1]
    several = alike or by_hash
    known = ", ".join(f"{each.day}.{each.number}" if several else each.name for each in alike or held) or "none"
    what = f"several snapshots of {list_id} are {name!r}" if several else f"no snapshot of {list_id} is {name!r}"
    raise ListMissingError(what, where=str(place), way_out=f"Name one of: {known}.")


def snapshot_of(store: Path | None, list_id: str, day: dt.date, files: Mapping[str, str]) -> Stored:
    """The snapshot of a day that holds exactly these bytes; ``files`` is SHA-256 by file name.

    Raises:
        UnknownListError: the list is not known.
        ListMissingError: the list has no snapshot of that day.
        ListRefusedError: none of that day holds these bytes; the files that differ are named.
    """
    faults = []
    for each in _of_day(store, list_id, day):
        if isinstance(each, ListRefusedError):
            faults.append(str(each))
        elif each.sha256 == sha256_of(files):
            return each
        else:
            now = each.copy.hashes()
            other = ", ".join(name for name in sorted(files.keys() | now.keys()) if files.get(name) != now.get(name))
            faults.append(f"{each.at.path}: {other} is not what was screened against (its SHA-256 differs)")
    raise ListRefusedError("; ".join(faults), where=list_id)


def hashes_of(store: Path | None, list_id: str, day: dt.date, sha256: str) -> dict[str, str]:
    """SHA-256 by file name of the snapshot of a day that has this SHA-256; raises as ``snapshot_of``."""
    for each in _of_day(store, list_id, day):
        if not isinstance(each, ListRefusedError) and each.sha256 == sha256:
            return each.copy.hashes()
    raise ListRefusedError(f"the snapshot of {day} is not what was loaded", where=list_id)


def _of_day(store: Path | None, list_id: str, day: dt.date) -> Iterator[Stored | ListRefusedError]:
    """The snapshots of a day, damaged ones as the error that they are."""
    place = store or default_store()
    spec = find(catalogue(place), list_id)
    held = [at for at in dated_folders(place / spec.id) if at.day == day]
    if not held and spec.starter and spec.checked == day:
        held = [Dated(day, 1, lists_folder() / spec.id)]
    if not held:
        way_out = "Name the store that holds it with --store."
        raise ListMissingError(f"no snapshot of {list_id} is of {day}", where=str(place), way_out=way_out)
    for at in held:
        try:
            yield stored(spec, at)
        except ListRefusedError as error:
            yield error
