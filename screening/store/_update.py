"""What a download needs to know of the store, and what it leaves there where the publisher has nothing new."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from screening.catalogue import FormatSpec, ListSpec
from screening.errors import ListMissingError, ScreeningError
from screening.store import _manifest
from screening.store._folders import dated_folders, default_store
from screening.store._reading import Stored, stored


@dataclass(frozen=True, slots=True)
class Current:
    """The newest snapshot as a download needs it.

    Attributes:
        sha256: of the snapshot; "" where there is none to go by.
        validators: ETag and Last-Modified of each file, by role, to ask the publisher for news with.
    """

    sha256: str = ""
    validators: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def current(store: Path | None, spec: ListSpec, form: FormatSpec) -> Current:
    """What the newest snapshot of a list is.

    Without validators where nothing may be left out of a download: no snapshot, a damaged one, one that did not come
    by download, or one in another format.
    """
    newest = _newest(store, spec)
    if newest is None or newest.copy.form != form or newest.manifest is None:
        return Current()
    origins = {role: newest.manifest.origins.get(name.lower()) for role, name in form.files.items()}
    validators = {role: (origin.etag, origin.last_modified) for role, origin in origins.items() if origin}
    return Current(newest.sha256, validators)


def _newest(store: Path | None, spec: ListSpec) -> Stored | None:
    held = dated_folders((store or default_store()) / spec.id)
    try:
        return stored(spec, held[-1]) if held else None
    except ScreeningError:
        return None


def confirm(store: Path | None, spec: ListSpec, sha256: str, when: dt.datetime) -> str:
    """Remember that the publisher had nothing newer than a snapshot; returns the snapshot's name.

    Raises:
        ListMissingError: that snapshot is no longer the newest, or no longer sound.
        ListError: the store cannot be written.
    """
    newest = _newest(store, spec)
    if newest is None or newest.sha256 != sha256:
        what = "the snapshot that the publisher was asked about is no longer the newest sound one"
        raise ListMissingError(what, where=spec.id, way_out="Update the list again.")
    _manifest.write_checked(newest.at.path.parent, newest.sha256, when)
    return newest.at.name
