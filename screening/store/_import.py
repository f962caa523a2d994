"""Importing a copy of a list into a store: completely, or not at all.

The copy is read and held against what is expected of it before anything is written. Then its files and the manifest are
written into a folder of their own beside the snapshots, synced to the disk, and the folder is renamed to the name of
the snapshot: the one step in which the list becomes current. A process that dies before it leaves a folder that no
reader looks at and the next import removes; after it the snapshot is whole. Each step is logged (``screening.store``).
"""

import contextlib
import datetime as dt
import errno
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import filelock

from screening import formats
from screening.catalogue import FormatSpec, ListSpec, catalogue, find
from screening.errors import ListError, ListMissingError, ListRefusedError, ScreeningError, UsageError
from screening.formats import Notes, Source
from screening.schema import Snapshot
from screening.store import _copy, _manifest
from screening.store._copy import Copy, expected_files, fitting, sha256_of
from screening.store._folders import Dated, children, dated_folders, default_store, name_of
from screening.store._manifest import Import, Origin
from screening.store._reading import Stored, stored

SHRINK_PERCENT, GROWTH_PERCENT = -5, 25
"""By how much a list may change between two snapshots (LD-02; the US Bureau of Industry and Security once published
"recent changes" in place of its whole list)."""

_log = logging.getLogger("screening.store")
_TEMPORARY, _LOCK = ".import-", "lock"
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY)
_TRIES = 10
_GRACE = dt.timedelta(days=1)


def import_snapshot(
    store: Path | None,
    list_id: str,
    paths: Sequence[Path],
    day: dt.date | None,
    accept_change: bool = False,
    *,
    today: dt.date | None = None,
    origins: Mapping[str, Origin] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Snapshot:
    """Put a copy of a list into the store as a snapshot of a day: completely, or not at all.

    Args:
        store: a folder, made where needed; None is the user's store.
        list_id: a known list.
        paths: the publisher's files, or folders that hold them; names are compared without case. For a list of one
            file, one file of any name: its content says which format it is in.
        day: the date of the list; None for the date that the file itself states, else ``today``.
        accept_change: take a copy that does not meet ``[expect]``, or whose number of entries differs from the
            snapshot before it by more than -5 % or +25 %; the manifest remembers what was accepted.
        today: no list may be dated later than a day after it (the publisher's day may have begun), or it would stand
            before every later one; None allows any day.
        origins: where downloaded files came from, by role; goes into the manifest. What the publisher has now becomes
            current: as ``today``'s list where its own date is before that of the newest snapshot, and not at all where
            the newest snapshot holds the same bytes, which is then only noted as checked.
        say: told what a person should know: what was accepted, what stays current, that the day was only assumed.

    Returns:
        The snapshot. Importing the same bytes again for the same day changes nothing and succeeds; other bytes for a
        day that has a snapshot become a second one of that day, ``DATE.2``.

    Raises:
        UsageError: no day is known, or it lies in the future.
        UnknownListError, CatalogueError, ListFormatError: as ``load``.
        ListMissingError: a path does not exist.
        ListRefusedError: the files are not the list, or changed too much.
        ListError: the store cannot be written.
    """
    place = store or default_store()
    specs = catalogue(place)
    spec = find(specs, list_id)
    if spec.starter:
        raise UsageError("the starter list is no compliance source and stays out of the store", where=list_id)
    _log.info("import %s: reading", list_id)
    copy, folder, notes = _offered(spec, paths, specs), place / list_id, Notes()
    hashes, from_where = copy.hashes(), {copy.form.files[role]: origin for role, origin in (origins or {}).items()}
    held = dated_folders(folder)
    if from_where and (same := _same(spec, hashes, held[-1:])):
        return _seen_again(same, from_where)
    snapshot = _copy.read(copy, day, accepted=accept_change, today=today, notes=notes).snapshot
    if from_where and today and held and snapshot.date < held[-1].day:
        notes = Notes()
        snapshot = _copy.read(copy, max(today, held[-1].day), accepted=accept_change, notes=notes).snapshot
    if today and snapshot.date > today + _GRACE:
        way_out = "Give the date of the list with --date."
        raise UsageError(f"{snapshot.date} lies in the future", where=list_id, way_out=way_out)
    if sha256_of(hashes) != snapshot.sha256:
        raise ListRefusedError("the files changed while they were read", where=list_id, way_out="Try again.")
    if not (day or notes.published or from_where):
        say(f"the list states no date of its own and counts as of {snapshot.date}; an older copy needs its --date")
    of_day = [] if from_where else [each for each in held if each.day == snapshot.date]
    if same := _same(spec, hashes, of_day):
        _log.info("import %s: %s is in the store already", list_id, same.at.name)
        return same.read().snapshot
    changes = [detail for _, detail in notes.examples.get("accepted change", ())]
    if fault := _changed_too_much(spec, snapshot, [each for each in held if each.day <= snapshot.date]):
        if not accept_change:
            way_out = "If the publisher did change it so, import with --accept-change."
            raise ListRefusedError(fault, where=list_id, way_out=way_out)
        changes.append(fault)
    for each in changes:
        say(f"accepted: {each}")
    checked = min((each.retrieved for each in from_where.values()), default=None)
    snapshot = replace(snapshot, checked=checked.date() if checked else None, has_manifest=True)
    imported = Import(copy.form.name, from_where, accept_change, changes, notes.examples)
    _write(copy, snapshot, folder, imported)
    newest = dated_folders(folder)[-1]
    if newest.day > snapshot.date:
        say(f"the snapshot of {newest.name} is newer and stays current")
    return snapshot


def _same(spec: ListSpec, hashes: Mapping[str, str], held: Sequence[Dated]) -> Stored | None:
    """The snapshot among these that holds the same bytes; a damaged one holds none."""
    for each in reversed(held):
        with contextlib.suppress(ScreeningError):
            found = stored(spec, each)
            if found.sha256 == sha256_of(hashes):
                return found
    return None


def _seen_again(same: Stored, origins: Mapping[str, Origin]) -> Snapshot:
    """The publisher has what the store has: remember when that was seen."""
    when = min(each.retrieved for each in origins.values())
    _manifest.write_checked(same.at.path.parent, same.sha256, when)
    _log.info("import %s: %s is current", same.copy.spec.id, same.at.name)
    return replace(same.read().snapshot, checked=when.date())


def _write(copy: Copy, snapshot: Snapshot, folder: Path, imported: Import) -> None:
    """Write the snapshot into the list's folder; the store stays as it was where that fails."""
    absent = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _workplace(folder) as temporary:
            _fill_and_place(copy, snapshot, folder, temporary, imported)
    except OSError as error:
        what = f"the snapshot cannot be written ({error.strerror or error})"
        way_out = "Make room, or name a store you may write to; this one is unchanged."
        raise ListError(what, where=str(folder), way_out=way_out) from error
    finally:
        for each in absent:  # only those that stayed empty
            with contextlib.suppress(OSError):
                each.rmdir()


def _fill_and_place(copy: Copy, snapshot: Snapshot, folder: Path, temporary: Path, imported: Import) -> None:
    """Write files and manifest into a folder beside the snapshots, then make it one of them in one step."""
    list_id = snapshot.list_id
    _log.info("import %s: writing", list_id)
    made = temporary / snapshot.date.isoformat()
    made.mkdir()
    files = {role: made / copy.form.files[role] for role in copy.files}
    for role, path in copy.files.items():
        shutil.copyfile(path, files[role])
    hashes = replace(copy, files=files).hashes()
    if sha256_of(hashes) != snapshot.sha256:
        raise ListRefusedError("the files changed while they were read", where=list_id, way_out="Try again.")
    _manifest.write(made, snapshot, hashes, imported)
    for path in (*made.iterdir(), made):
        _sync(path)
    _log.info("import %s: making it current", list_id)
    name = _place(copy.spec, made, folder, snapshot, hashes, again=not imported.origins)
    _sync(folder)
    _log.info("import %s: %s is current", list_id, name)


def _place(
    spec: ListSpec, made: Path, folder: Path, snapshot: Snapshot, hashes: Mapping[str, str], *, again: bool
) -> str:
    """Rename the finished folder to the next free name of its day; returns the name.

    A rename onto a folder with content fails, so of two imports at once each gets a name of its own, or finds that the
    other has put the same bytes there: as the day's newest or, where a person imports them ``again``, as any of it.
    """
    while True:
        held = [each for each in dated_folders(folder) if each.day == snapshot.date]
        if same := _same(spec, hashes, held if again else held[-1:]):
            return same.at.name
        name = name_of(snapshot.date, held[-1].number + 1 if held else 1)
        try:
            made.rename(folder / name)
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
        else:
            return name


@contextlib.contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A folder of this import alone; its lock dies with the process, so that what was left behind can be removed."""
    for leftover in folder.glob(f"{_TEMPORARY}*"):
        _remove_abandoned(leftover)
    with _locked_folder(folder) as temporary:
        yield temporary


@contextlib.contextmanager
def _locked_folder(folder: Path) -> Iterator[Path]:
    for _ in range(_TRIES):
        with tempfile.TemporaryDirectory(prefix=_TEMPORARY, dir=folder, ignore_cleanup_errors=True) as name:
            lock = filelock.FileLock(Path(name) / _LOCK)
            try:
                lock.acquire(timeout=0)
            except filelock.Timeout:  # another import looks whether the folder is abandoned, before it had its lock
                continue
            except OSError:
                if Path(name).exists():
                    raise
                continue  # the other import has removed it
            try:
                if Path(lock.lock_file).exists():
                    yield Path(name)
                    return
            finally:
                lock.release()
    raise OSError(errno.EBUSY, "other imports stand in the way")


def _remove_abandoned(leftover: Path) -> None:
    """Remove what an import that was killed left behind; one that is still at work holds its lock."""
    with contextlib.suppress(OSError, filelock.Timeout), filelock.FileLock(leftover / _LOCK, blocking=False):
        shutil.rmtree(leftover)
        _log.info("removed %s, left by an import that did not finish", leftover.name)


def _offered(spec: ListSpec, paths: Sequence[Path], specs: Mapping[str, ListSpec]) -> Copy:
    """The copy that the given files and folders make."""
    given: list[Path] = []
    for path in paths:
        if not _exists(path):
            raise ListMissingError("the file does not exist", where=str(path), way_out="Name the downloaded file.")
        given += [each for each in children(path) if each.is_file()] if path.is_dir() else [path]
    copy = fitting(spec, given)
    if copy is None and len(given) == 1:
        if other := _list_of(given[0], spec, specs):
            raise ListRefusedError(
                f"{given[0].name} is a file of the list {other}",
                where=spec.id,
                way_out=f"Import it as {other}; if it is not, give it another name.",
            )
        copy = _by_content(spec, given[0])
    if copy is None:
        found = ", ".join(path.name for path in given) or "nothing"
        what = f"files are missing: expected {expected_files(spec)}, found {found}"
        raise ListRefusedError(what, where=spec.id, way_out="Name all files of one format.")
    known = _file_names(spec)
    for path in paths:
        if path.is_file() and path not in copy.files.values() and path.name.lower() not in known:
            what = f"{path.name} is no file of this list: expected {expected_files(spec)}"
            raise ListRefusedError(what, where=spec.id, way_out="Leave it away, or give it the publisher's name.")
    return copy


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:  # a name too long, a folder that may not be entered
        raise ListMissingError(f"cannot be read ({error.strerror})", where=str(path)) from error


def _file_names(spec: ListSpec) -> set[str]:
    return {name.lower() for form in spec.formats for name in form.files.values()}


def _list_of(path: Path, spec: ListSpec, specs: Mapping[str, ListSpec]) -> str:
    """The list that publishes files of this name, where this one does not: OFAC's two lists share their formats."""
    if path.name.lower() in _file_names(spec):
        return ""
    return next((each.id for each in specs.values() if path.name.lower() in _file_names(each) and not each.starter), "")


def _by_content(spec: ListSpec, path: Path) -> Copy | None:
    """The file in the format of its content; where none fits, that of its suffix, whose reader says what is wrong."""
    single = [form for form in spec.formats if len(form.files) == 1]
    for form in single:
        with contextlib.suppress(ListError):
            next(formats.load(form.name).read(Source(spec.id, _only(form, path)), Notes()), None)
            return Copy(spec, form, _only(form, path))
    alike = [form for form in single if Path(next(iter(form.files.values()))).suffix.lower() == path.suffix.lower()]
    return next((Copy(spec, form, _only(form, path)) for form in (*alike, *single)), None)


def _only(form: FormatSpec, path: Path) -> dict[str, Path]:
    return dict.fromkeys(form.files, path)


def _changed_too_much(spec: ListSpec, snapshot: Snapshot, before: Sequence[Dated]) -> str:
    """How a list shrank or grew too much since the snapshot before it (LD-02); "" where it did not."""
    if not before:
        return ""
    last, new = before[-1], snapshot.entries
    try:
        found = stored(spec, last)
        old = found.manifest.entries if found.manifest and found.manifest.entries else found.read().snapshot.entries
    except ScreeningError as error:
        return f"it cannot be compared with the snapshot of {last.name} ({error})"
    if old * SHRINK_PERCENT <= (new - old) * 100 <= old * GROWTH_PERCENT:
        return ""
    return f"it holds {new} entries, the snapshot of {last.name} {old} ({(new - old) / old:+.1%})"


def _sync(path: Path) -> None:
    """Have the system write a file or folder to the disk; Windows knows no such thing for folders."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
