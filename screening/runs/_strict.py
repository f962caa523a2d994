"""Strict reading of JSON: every key is asked for with its exact type; one that was not asked for is an error."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from screening.errors import InputError

_SHA256 = re.compile("[0-9a-f]{64}")
_T = TypeVar("_T")


class Facts:
    """One JSON object; ``key`` says where it stands in its file."""

    def __init__(self, file: Path, data: object, key: str = "") -> None:
        self._file, self._key = file, key
        if type(data) is not dict:
            raise InputError(f"{key or 'the whole'} must be an object", where=str(file))
        self.left: dict[str, Any] = dict(data)

    def wrong(self, key: str, what: str) -> InputError:
        return InputError(f"{f'{self._key}.{key}' if self._key else key} {what}", where=str(self._file))

    def take(self, key: str, kind: type[_T]) -> _T:
        """The value of a key, of exactly this type: a bool is no int."""
        if key not in self.left:
            raise self.wrong(key, "is missing")
        value = self.left.pop(key)
        if type(value) is not kind:
            raise self.wrong(key, f"must be {kind.__name__}")
        return value

    def said(self, key: str) -> bool:
        """Whether a key says something; one that is null is taken, and one that is absent left to be missed."""
        return not (key in self.left and self.left[key] is None and self.left.pop(key) is None)

    def optional(self, key: str, kind: type[_T]) -> _T | None:
        return self.take(key, kind) if self.said(key) else None

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        found = []
        for each in self.take(key, list):
            if type(each) is not list or [type(text) for text in each] != [str, str]:
                raise self.wrong(key, "must be pairs of texts")
            found.append((each[0], each[1]))
        return tuple(found)

    def text(self, key: str) -> str:
        return self.take(key, str)

    def count(self, key: str) -> int:
        if (value := self.take(key, int)) < 0:
            raise self.wrong(key, "must not be negative")
        return value

    def sha256(self, key: str) -> str:
        if not _SHA256.fullmatch(value := self.text(key)):
            raise self.wrong(key, "must be a SHA-256")
        return value

    def date(self, key: str) -> dt.date:
        try:
            return dt.date.fromisoformat(self.text(key))
        except ValueError:
            raise self.wrong(key, "must be a date") from None

    def time(self, key: str) -> dt.datetime:
        try:
            return dt.datetime.fromisoformat(self.text(key))
        except ValueError:
            raise self.wrong(key, "must be a time") from None

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.take(key, list)
        if not all(type(each) is str for each in values):
            raise self.wrong(key, "must be texts")
        return tuple(values)

    def within(self, key: str) -> "Facts":
        return Facts(self._file, self.take(key, dict), key)

    def each(self, key: str) -> Iterator["Facts"]:
        for number, value in enumerate(self.take(key, list)):
            yield Facts(self._file, value, f"{key}[{number}]")

    def hashes(self, key: str) -> dict[str, str]:
        found = self.within(key)
        return {name: found.sha256(name) for name in list(found.left)}

    def close(self) -> None:
        for key in self.left:
            raise self.wrong(key, "is not a known key")
