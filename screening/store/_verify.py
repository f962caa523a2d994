"""Proving a store: every snapshot holds the bytes that its manifest names, and reads as it did when it was imported."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from screening.catalogue import ListSpec, catalogue, find
from screening.errors import ScreeningError
from screening.store import _manifest
from screening.store._folders import Dated, dated_folders, default_store
from screening.store._reading import stored


@dataclass(frozen=True, slots=True)
class Verified:
    """What the check of one snapshot found; ``fault`` is empty where it is sound.

    Attributes:
        name: the snapshot's day, with a number from the second of a day on.
        sha256: as computed now; "" where it could not be.
        manifest: whether there is one; without it the bytes are only hashed and read, not compared.
        entries, names: as read now.
    """

    list_id: str
    name: str
    day: dt.date
    sha256: str = ""
    manifest: bool = False
    entries: int = 0
    names: int = 0
    fault: str = ""


def verify(store: Path | None, lists: Sequence[str] | None = None) -> Iterator[Verified]:
    """Hash, compare and read every snapshot of a store, in list-id order, oldest first.

    Raises:
        UnknownListError: a list asked for is not known.
    """
    place = store or default_store()
    specs = catalogue(place)
    for spec in [find(specs, each) for each in lists] if lists else specs.values():
        for at in dated_folders(place / spec.id):
            yield _verified(spec, at)


def _verified(spec: ListSpec, at: Dated) -> Verified:
    try:
        held = stored(spec, at)
        snapshot = held.read().snapshot
    except ScreeningError as error:
        return Verified(spec.id, at.name, at.day, manifest=(at.path / _manifest.MANIFEST).exists(), fault=str(error))
    manifest, faults = held.manifest, list[str]()
    if manifest:
        pairs = (
            ("SHA-256", manifest.sha256, snapshot.sha256),
            ("entries", manifest.entries, snapshot.entries),
            ("names", manifest.names, snapshot.names),
        )
        faults = [f"{what} {now} where the manifest says {said}" for what, said, now in pairs if said != now]
    return Verified(
        spec.id,
        at.name,
        at.day,
        snapshot.sha256,
        manifest=manifest is not None,
        entries=snapshot.entries,
        names=snapshot.names,
        fault="; ".join(faults),
    )
