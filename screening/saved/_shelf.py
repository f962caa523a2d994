"""One thing kept in the cache folder: arrays and frames under a key, verified byte by byte before they are trusted.

A shelf is a folder of plain ``.npy`` and Arrow files with ``contents.json``, which names the key and the SHA-256 of
every file and of what it says itself. It is written beside its place and renamed there in one step. A shelf with
another key, a file missing, cut or changed is never used: it is made again. One that another process replaces while it
is read is not used either.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

CONTENTS = "contents.json"
VERSION = 2
Key = Mapping[str, object]
Arrays = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a shelf holds. Arrays are mapped into memory, read only; polars reads frames as it sees fit."""

    arrays: Arrays
    frames: dict[str, pl.DataFrame]
    facts: dict[str, Any]


def key_name(key: Key) -> str:
    """The folder name of a key."""
    return hashlib.sha256(_text(key).encode()).hexdigest()[:32]


def _text(key: Key) -> str:
    return json.dumps(key, sort_keys=True, ensure_ascii=False)


def _digest(contents: Key) -> str:
    return hashlib.sha256(_text(contents).encode()).hexdigest()


def read(folder: Path, key: Key) -> Shelf | None:
    """What is kept under a key; None where there is nothing, or nothing sound."""
    place = folder / key_name(key)
    try:
        said = (place / CONTENTS).read_text("utf-8")
        contents = json.loads(said)
        own = contents.pop("sha256")
        if contents["version"] != VERSION or _text(contents["key"]) != _text(key) or own != _digest(contents):
            return None
        arrays, frames = Arrays(), dict[str, pl.DataFrame]()
        for name, sha256 in contents["files"].items():
            with (place / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    return None
            stem, _, suffix = name.rpartition(".")
            if suffix == "npy":
                arrays[stem] = np.asarray(np.load(place / name, mmap_mode="r", allow_pickle=False))
            else:
                frames[stem] = pl.read_ipc(place / name)
        facts = contents["facts"]
        if (place / CONTENTS).read_text("utf-8") != said:  # replaced between a hash and its file's use
            return None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, pl.exceptions.PolarsError):
        return None
    with contextlib.suppress(OSError):  # used last: the last to be cleared away
        os.utime(place)
    return Shelf(arrays, frames, facts)


def write(folder: Path, key: Key, shelf: Shelf) -> str:
    """Keep something under a key; returns why it could not be kept, "" where it was: no error, it can be made anew."""
    place = folder / key_name(key)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as temporary:
            made = Path(temporary) / "shelf"
            made.mkdir(mode=0o700)  # for the user alone
            _fill(made, key, shelf)
            if place.exists():  # unsound, or made by another process meanwhile
                place.rename(Path(temporary) / "old")
            made.rename(place)
    except OSError as error:
        return "" if read(folder, key) else error.strerror or "the disk took a part only"
    return ""


def _fill(made: Path, key: Key, shelf: Shelf) -> None:
    for name, array in shelf.arrays.items():
        np.save(made / f"{name}.npy", array, allow_pickle=False)
    for name, frame in shelf.frames.items():
        frame.rechunk().write_ipc(made / f"{name}.arrow", compression="uncompressed")
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(made.iterdir())}
    contents: dict[str, object] = {"version": VERSION, "key": key, "files": files, "facts": shelf.facts}
    contents["sha256"] = _digest(contents)
    (made / CONTENTS).write_text(json.dumps(contents, ensure_ascii=False, indent=1), "utf-8")


def clear(folder: Path, keep: int) -> None:
    """Remove all but what was used last, leftovers included; what another process has mapped stays readable to it."""
    with contextlib.suppress(OSError):
        for path in sorted(folder.iterdir(), key=_last_used, reverse=True)[keep:]:
            with contextlib.suppress(OSError):
                shutil.rmtree(path)


def _last_used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another process removed it
        return 0.0
