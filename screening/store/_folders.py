"""Where snapshots lie: ``<store>/<list id>/<YYYY-MM-DD>``, and ``<YYYY-MM-DD>.2`` for a second one of the same day."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from screening.errors import ListMissingError, ListRefusedError

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.([2-9]|[1-9]\d{1,3}))?")


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """The folder of one snapshot; ``number`` counts the snapshots of its day from 1 (publishers do correct a list)."""

    day: dt.date
    number: int
    path: Path

    @property
    def name(self) -> str:
        """What the snapshot is called: its day, with its number behind a dot from the second on."""
        return name_of(self.day, self.number)


def name_of(day: dt.date, number: int) -> str:
    return day.isoformat() if number == 1 else f"{day.isoformat()}.{number}"


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


def dated_folders(folder: Path) -> list[Dated]:
    """The snapshots in a list's folder, oldest first.

    Raises:
        ListRefusedError: something is named like a snapshot but is no folder, so that a list may be missing.
    """
    found = []
    for child in children(folder):
        if (at := _dated(child)) is None:
            continue
        if not is_folder(child):
            raise ListRefusedError(
                "is named like a snapshot but is no folder",
                where=str(child),
                way_out="Remove it, or put the list there.",
            )
        found.append(at)
    return sorted(found)


def _dated(child: Path) -> Dated | None:
    name = _NAME.fullmatch(child.name)
    try:
        return Dated(dt.date.fromisoformat(name[1]), int(name[2] or 1), child) if name else None
    except ValueError:  # 2024-13-01 is no date: something else
        return None


def is_folder(path: Path) -> bool:
    """Whether a path is a folder that can be entered.

    Raises:
        ListMissingError: the system does not tell.
    """
    try:
        return path.is_dir()
    except OSError as error:
        raise ListMissingError(f"cannot be read ({error.strerror})", where=str(path)) from error


def strays(folder: Path) -> tuple[str, ...]:
    """What lies in a list's folder and is neither a snapshot nor of this program: it screens nothing."""
    own = {"list.toml", "overlay.toml", "checked.json"}
    return tuple(
        child.name
        for child in children(folder)
        if child.name not in own and not child.name.startswith(".") and _dated(child) is None
    )


def snapshots(store: Path | None, list_id: str) -> tuple[str, ...]:
    """The names of the snapshots of one list in a store, oldest first."""
    return tuple(each.name for each in dated_folders((store or default_store()) / list_id))


def dates(store: Path | None, list_id: str) -> tuple[dt.date, ...]:
    """The dates of the snapshots of one list in a store, oldest first, each once."""
    return tuple(dict.fromkeys(each.day for each in dated_folders((store or default_store()) / list_id)))
