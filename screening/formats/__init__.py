"""The socket for published file formats: one module a format, and the folder is the registry.

A module of this folder whose name does not start with ``_`` is a plug. It has one function, ``read``, of the shape of
:class:`Format`; nothing else needs to be told when a format is added. Strict in, lossless out: what a reader does not
understand is an error naming list, file, entry and field, or a warning counted in :class:`Notes` that keeps the entry.
"""

import datetime as dt
import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from screening.errors import CatalogueError, ListFormatError
from screening.schema import Designation

EXAMPLES = 5
"""How many examples of each kind of warning are kept."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader reads.

    Attributes:
        list_id: the list, for messages.
        files: role (named by ``list.toml``: "list", "primary", "alias", ...) to the publisher's file.
    """

    list_id: str
    files: Mapping[str, Path]

    def file(self, role: str) -> Path:
        """Return the file of a role; raises ``CatalogueError`` where the list's dictionary names none."""
        if role not in self.files:
            raise CatalogueError(
                f"no file has the role {role!r}", where=f"{self.list_id}, list.toml", way_out="Name it under files."
            )
        return self.files[role]


@dataclass(slots=True)
class Notes:
    """What reading a list noticed: warnings counted by kind with a few examples, and the list's own date."""

    published: dt.date | None = None
    examples: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)
    _once: set[tuple[str, str]] = field(default_factory=set)

    def warn(self, kind: str, entry_id: str = "", detail: str = "") -> None:
        """Count a warning of this kind; the first ``EXAMPLES`` are kept as (entry id, detail)."""
        self._counts[kind] += 1
        kept = self.examples.setdefault(kind, [])
        if len(kept) < EXAMPLES:
            kept.append((entry_id, detail))

    def warn_once(self, kind: str, detail: str, entry_id: str = "") -> None:
        """Count a warning only the first time this kind comes with this detail ("unread column", say)."""
        if (kind, detail) not in self._once:
            self._once.add((kind, detail))
            self.warn(kind, entry_id, detail)

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return (kind, count) of every warning, sorted by kind."""
        return tuple(sorted(self._counts.items()))


class Format(Protocol):
    """What a plug of this folder offers; a module is one."""

    def read(self, source: Source, notes: Notes) -> Iterator[Designation]:
        """Yield the designations of a list in the order of its file.

        Nothing read may be used before the iterator is exhausted: a damaged file shows only where it is damaged.

        Raises:
            ListRefusedError: the bytes are not the list they should be.
            ListFormatError: an entry cannot be understood.
        """
        ...


def available() -> tuple[str, ...]:
    """Return the names of all formats, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")))


def load(name: str) -> Format:
    """Return the plug of a format; raises ``CatalogueError`` where the folder holds none of that name."""
    if name not in available():
        raise CatalogueError(
            f"no file format is called {name!r}", where="list.toml", way_out=f"Known formats: {', '.join(available())}."
        )
    return cast("Format", importlib.import_module(f"{__name__}.{name}"))


def distinct(designations: Iterator[Designation], source: Source, file: str) -> Iterator[Designation]:
    """Hand designations through; raises ``ListFormatError`` where an entry id comes twice."""
    seen: set[str] = set()
    for each in designations:
        if each.entry_id in seen:
            raise ListFormatError("the entry id comes twice", list_id=source.list_id, file=file, entry_id=each.entry_id)
        seen.add(each.entry_id)
        yield each
