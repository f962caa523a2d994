"""The manifest of a snapshot: which bytes were imported, from where, when, and what they held (LD-04)."""

import datetime as dt
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from screening.errors import ListError, ListRefusedError
from screening.schema import Snapshot

MANIFEST = "manifest.json"
"""Stands beside the files of an imported snapshot."""
CHECKED = "checked.json"
"""Stands beside the snapshots of a list: which of them was the publisher's newest when the publisher was last asked."""
VERSION = 2
IMPORT_AGAIN = "Remove the folder and import the list again."


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one file came from. Addresses are without signatures; ``etag`` and ``last_modified`` as the server sent."""

    url: str
    final_url: str
    retrieved: dt.datetime
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says, as far as reading a snapshot needs it.

    Attributes:
        hashes: SHA-256 by lower-case file name.
        list_id, date, form: what was imported, as which day, in which format; "" in manifests of version 1.
        accepted: a change beyond what is expected was accepted on import.
        origins: by lower-case file name, of files that were downloaded.
        entries, names, sha256: counted on import.
    """

    hashes: Mapping[str, str]
    accepted: bool
    list_id: str = ""
    date: str = ""
    form: str = ""
    sha256: str = ""
    entries: int = 0
    names: int = 0
    origins: Mapping[str, Origin] = field(default_factory=dict)

    @property
    def retrieved(self) -> dt.date | None:
        """The day on which the files were downloaded; None where they came by hand."""
        return min((each.retrieved.date() for each in self.origins.values()), default=None)


def program() -> str:
    """The version of the installed program, which is also that of its readers."""
    try:
        return metadata.version("screening")
    except metadata.PackageNotFoundError:
        return "not installed"


@dataclass(frozen=True, slots=True)
class Import:
    """What a manifest remembers of an import beside the snapshot itself.

    Attributes:
        form: the format.
        origins: by file name, of downloaded files.
        accepted: ``--accept-change`` was given; ``changes`` says what it let pass.
        examples: of each kind of warning, (entry id, detail).
    """

    form: str
    origins: Mapping[str, Origin]
    accepted: bool
    changes: Sequence[str] = ()
    examples: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


def write(folder: Path, snapshot: Snapshot, hashes: Mapping[str, str], imported: Import) -> None:
    """Write the manifest of a snapshot beside its files."""
    files: list[dict[str, object]] = []
    for name, sha in hashes.items():
        described: dict[str, object] = {"name": name, "size": (folder / name).stat().st_size, "sha256": sha}
        if origin := imported.origins.get(name):
            described |= {
                "url": origin.url,
                "final_url": origin.final_url,
                "retrieved": origin.retrieved.isoformat(),
                "etag": origin.etag,
                "last_modified": origin.last_modified,
            }
        files.append(described)
    whole = {
        "manifest_version": VERSION,
        "list_id": snapshot.list_id,
        "date": snapshot.date.isoformat(),
        "published": snapshot.published.isoformat() if snapshot.published else None,
        "format": imported.form,
        "sha256": snapshot.sha256,
        "files": files,
        "entries": snapshot.entries,
        "names": snapshot.names,
        "warnings": dict(snapshot.warnings),
        "examples": {kind: [list(each) for each in found] for kind, found in imported.examples.items()},
        "accepted_change": imported.accepted,
        "accepted": list(imported.changes),
        "program": program(),
    }
    (folder / MANIFEST).write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", "utf-8")


def read(folder: Path) -> Manifest | None:
    """The manifest of a snapshot; None where there is none (a store filled by hand).

    Raises:
        ListRefusedError: it is no manifest, or names no file.
    """
    path = folder / MANIFEST
    if not os.path.lexists(path):
        return None
    try:
        whole = json.loads(path.read_text("utf-8"))
        manifest = Manifest(
            hashes={str(file["name"]).lower(): str(file["sha256"]) for file in whole["files"]},
            accepted=whole["accepted_change"] is True,
            list_id=str(whole["list_id"]),
            date=str(whole["date"]),
            form=str(whole["format"]),
            sha256=str(whole["sha256"]),
            entries=int(whole["entries"]),
            names=int(whole["names"]),
            origins={str(file["name"]).lower(): _origin(file) for file in whole["files"] if "url" in file},
        )
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ListRefusedError("is not a manifest of a snapshot", where=str(path), way_out=IMPORT_AGAIN) from error
    if not manifest.hashes:
        raise ListRefusedError("names no file", where=str(path), way_out=IMPORT_AGAIN)
    return manifest


def _origin(file: Mapping[str, str]) -> Origin:
    when = dt.datetime.fromisoformat(file["retrieved"])
    return Origin(file["url"], file["final_url"], when, file["etag"], file["last_modified"])


def checked(folder: Path, sha256: str) -> dt.date | None:
    """The day on which a snapshot was last found to be the publisher's newest; None where it never was."""
    try:
        whole = json.loads((folder / CHECKED).read_text("utf-8"))
        return dt.datetime.fromisoformat(whole["checked"]).date() if whole["sha256"] == sha256 else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ListRefusedError("cannot be read", where=str(folder / CHECKED), way_out="Remove the file.") from error


def write_checked(folder: Path, sha256: str, when: dt.datetime) -> None:
    """Remember that a snapshot is the publisher's newest; in one step, or not at all."""
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".checked-") as temporary:
            path = Path(temporary) / CHECKED
            with path.open("w", encoding="utf-8") as file:
                json.dump({"sha256": sha256, "checked": when.isoformat()}, file)
                file.flush()
                os.fsync(file.fileno())
            path.replace(folder / CHECKED)
    except OSError as error:
        what = f"the day of the check cannot be written ({error.strerror or error})"
        raise ListError(what, where=str(folder), way_out="Name a store you may write to.") from error
