"""Strict reading of TOML: every key is asked for with its type; one that was not asked for is an error."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

from screening.errors import CatalogueError

_T = TypeVar("_T")


class Table:
    """One TOML table, read strictly: every key is asked for with its type, and ``close`` refuses those left over."""

    def __init__(self, file: Path, data: object, path: str = "") -> None:
        self.file, self.path, self.asked = file, path, list[str]()
        if not isinstance(data, dict):
            raise CatalogueError(f"{path} must be a table", where=str(file))
        self.left: dict[str, object] = dict(data)

    def wrong(self, key: str, what: str, way_out: str = "") -> CatalogueError:
        return CatalogueError(
            f"{f'{self.path}.{key}' if self.path else key} {what}", where=str(self.file), way_out=way_out
        )

    def take(self, key: str, kind: type[_T], words: str, default: _T | None = None) -> _T:
        """The value of a key; mandatory where there is no default. ``type`` is exact: a bool is no int."""
        self.asked.append(key)
        if key not in self.left and default is None:
            raise self.wrong(key, "is missing")
        value = self.left.pop(key, default)
        if type(value) is not kind:
            raise self.wrong(key, f"must be {words}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        return self.take(key, str, "a string", default)

    def words(self, key: str) -> str:
        """A mandatory string that is not blank."""
        if not (text := self.text(key)).strip():
            raise self.wrong(key, "must not be empty")
        return text

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        values = self.take(key, list, "a list of strings", default)
        if not all(isinstance(each, str) and each.strip() for each in values):
            raise self.wrong(key, "must be a list of strings")
        return tuple(values)

    def tables(self, key: str, *, mandatory: bool) -> list["Table"]:
        rows = self.take(key, list, "a list of tables", None if mandatory else [])
        if mandatory and not rows:
            raise self.wrong(key, "must not be empty")
        path = f"{self.path}.[[{key}]]" if self.path else f"[[{key}]]"
        return [Table(self.file, row, f"{path}[{number}]") for number, row in enumerate(rows, 1)]

    def named(self, key: str) -> dict[str, "Table"]:
        """The sub-tables of an optional table, by name."""
        rows = self.take(key, dict, "a table", {})
        return {name: Table(self.file, row, f'[{key}."{name}"]') for name, row in rows.items()}

    def close(self, known: Collection[str] = ()) -> None:
        for key in self.left:
            raise self.wrong(key, "is not a known key", f"Known keys: {', '.join(sorted(known or self.asked))}.")


def read_toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise CatalogueError(f"cannot be read ({error.strerror})", where=str(file)) from error
    except ValueError as error:  # TOMLDecodeError and UnicodeDecodeError
        raise CatalogueError(f"is not valid TOML: {error}", where=str(file)) from error
