"""Importing a copy of a list into a store: completely, or not at all."""

import contextlib
import datetime as dt
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path

from screening.catalogue import ListSpec, catalogue, find
from screening.errors import ListError, ListMissingError, ListRefusedError, ScreeningError, UsageError
from screening.schema import Snapshot
from screening.store._reading import (
    MANIFEST,
    Copy,
    children,
    dated_folders,
    default_store,
    expected_files,
    fitting,
    load_folder,
    read,
    stored,
)

SHRINK_PERCENT, GROWTH_PERCENT = -5, 25
"""By how much a list may change between two snapshots (LD-02; the US Bureau of Industry and Security once published
"recent changes" in place of its whole list)."""


def import_snapshot(
    store: Path | None,
    list_id: str,
    paths: Sequence[Path],
    day: dt.date | None,
    accept_change: bool = False,
    *,
    today: dt.date | None = None,
) -> Snapshot:
    """Put a copy of a list into the store as its snapshot of a day: completely, or not at all.

    Args:
        store: a folder, made where needed; None is the user's store.
        list_id: a known list.
        paths: the publisher's files, or folders that hold them; names are compared without case. For a list of one
            file, one file of any name.
        day: the date of the list; None for the date that the file itself states, else ``today``.
        accept_change: take a copy that falls short of ``[expect]``, or whose number of entries differs from the
            snapshot before it by more than -5 % or +25 %; the manifest remembers it.
        today: no list may be dated after it, or it would stand before every later one; None allows any day.

    Returns:
        The snapshot. Importing the same bytes again for the same day changes nothing and succeeds.

    Raises:
        UsageError: no day is known, or it lies after today.
        UnknownListError, CatalogueError, ListFormatError: as ``load``.
        ListMissingError: a path does not exist.
        ListRefusedError: the files are not the list, or the day has a snapshot of other bytes.
        ListError: the store cannot be written.
    """
    place = store or default_store()
    spec = find(catalogue(place), list_id)
    if spec.starter:
        raise UsageError("the starter list is no compliance source and stays out of the store", where=list_id)
    day = day or _own_day(spec, paths, today, accepted=accept_change)
    if today and day > today:
        raise UsageError(f"{day} lies in the future", where=list_id, way_out="Give the date of the list with --date.")
    copy = _offered(spec, paths, day)
    target = place / list_id / day.isoformat()
    if target.exists():
        return _again(copy, target)
    snapshot = read(copy, accepted=accept_change).snapshot
    if not accept_change:
        _guard(copy.spec, snapshot, target.parent)
    absent = [each for each in (target.parent, *target.parent.parents) if not each.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".import-", dir=target.parent) as temporary:
            _place(copy, snapshot, Path(temporary) / day.isoformat(), target, accepted=accept_change)
    except OSError as error:
        if target.exists():  # another import of this day was quicker
            return _again(copy, target)
        what = f"the snapshot cannot be written ({error.strerror or error})"
        way_out = "Make room, or name a store you may write to; this one is unchanged."
        raise ListError(what, where=str(target), way_out=way_out) from error
    finally:
        for folder in absent:  # only those that stayed empty
            with contextlib.suppress(OSError):
                folder.rmdir()
    return snapshot


def _own_day(spec: ListSpec, paths: Sequence[Path], today: dt.date | None, *, accepted: bool) -> dt.date:
    """The date that a file states of itself, so that an old list never passes as today's; else today."""
    copy = _offered(spec, paths, today or dt.date.max)
    day = read(copy, accepted=accepted).snapshot.published or today
    if day is None:
        raise UsageError("the file does not state its date", where=spec.id, way_out="Give it with --date.")
    return day


def _place(copy: Copy, snapshot: Snapshot, folder: Path, target: Path, *, accepted: bool) -> None:
    """Write files and manifest into a folder beside the target, then move it to the target in one step."""
    folder.mkdir()
    files = {role: folder / copy.form.files[role] for role in copy.files}
    for role, path in copy.files.items():
        shutil.copyfile(path, files[role])
    written = replace(copy, files=files)
    if written.sha256() != snapshot.sha256:
        raise ListRefusedError("the files changed while they were read", where=snapshot.list_id, way_out="Try again.")
    manifest = json.dumps(_described(written, snapshot, accepted=accepted), indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(manifest + "\n", "utf-8")
    for path in (*folder.iterdir(), folder):
        _sync(path)
    folder.rename(target)
    _sync(target.parent)


def _described(copy: Copy, snapshot: Snapshot, *, accepted: bool) -> dict[str, object]:
    """What the manifest says (LD-04)."""
    sizes = {path.name: path.stat().st_size for path in copy.files.values()}
    try:
        program = metadata.version("screening")
    except metadata.PackageNotFoundError:
        program = "not installed"
    return {
        "list_id": snapshot.list_id,
        "date": snapshot.date.isoformat(),
        "published": snapshot.published.isoformat() if snapshot.published else None,
        "format": copy.form.name,
        "sha256": snapshot.sha256,
        "files": [{"name": name, "size": sizes[name], "sha256": sha} for name, sha in copy.hashes().items()],
        "entries": snapshot.entries,
        "names": snapshot.names,
        "warnings": dict(snapshot.warnings),
        "accepted_change": accepted,
        "program": program,
    }


def _offered(spec: ListSpec, paths: Sequence[Path], day: dt.date) -> Copy:
    """The copy that the given files and folders make."""
    given: list[Path] = []
    for path in paths:
        if not path.exists():
            raise ListMissingError("the file does not exist", where=str(path), way_out="Name the downloaded file.")
        given += [each for each in children(path) if each.is_file()] if path.is_dir() else [path]
    known = {name.lower() for form in spec.formats for name in form.files.values()}
    copy = fitting(spec, given, day)
    if copy is None and len(given) == 1:
        single = [form for form in spec.formats if len(form.files) == 1]
        fits = [form for form in single if Path(*form.files.values()).suffix == given[0].suffix.lower()]
        if len(fits or single) == 1:
            form = (fits or single)[0]
            return Copy(spec, form, dict.fromkeys(form.files, given[0]), day)
    if copy is None:
        found = ", ".join(path.name for path in given) or "nothing"
        what = f"files are missing: expected {expected_files(spec)}, found {found}"
        raise ListRefusedError(what, where=spec.id, way_out="Name all files of one format.")
    for path in paths:
        if path.is_file() and path.name.lower() not in known:
            what = f"{path.name} is no file of this list: expected {expected_files(spec)}"
            raise ListRefusedError(what, where=spec.id, way_out="Leave it away, or give it the publisher's name.")
    return copy


def _again(copy: Copy, target: Path) -> Snapshot:
    """The snapshot that is there already, if its bytes are those offered."""
    if stored(copy.spec, target, copy.day).hashes() != copy.hashes():
        raise ListRefusedError(
            "this day has a snapshot of other bytes, and snapshots do not change",
            where=str(target),
            way_out="Import under the list's own date, or remove the folder first.",
        )
    return load_folder(copy.spec, target, copy.day).snapshot


def _guard(spec: ListSpec, snapshot: Snapshot, folder: Path) -> None:
    """Refuse a list that shrank or grew too much since the snapshot before it (LD-02)."""
    day, new = snapshot.date, snapshot.entries
    before = {each: path for each, path in dated_folders(folder).items() if each < day}
    if not before:
        return
    last = max(before)
    way_out = "If the publisher did change it so, import with --accept-change."
    try:
        old = load_folder(spec, before[last], last).snapshot.entries
    except ScreeningError as error:
        what = f"it cannot be compared with the snapshot of {last} ({error})"
        raise ListRefusedError(what, where=spec.id, way_out=way_out) from error
    if not old * SHRINK_PERCENT <= (new - old) * 100 <= old * GROWTH_PERCENT:
        what = f"it holds {new} entries, the snapshot of {last} {old} ({(new - old) / old:+.1%})"
        raise ListRefusedError(what, where=spec.id, way_out=way_out)


def _sync(path: Path) -> None:
    """Have the system write a file or folder to the disk; Windows knows no such thing for folders."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
