"""Reading a policy file: every key with its exact type, every error with file, line and key."""

import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.counterparties import COLUMN_ROLES
from screening.errors import PolicyError, UsageError
from screening.policy._places import Path as Place
from screening.policy._places import lines_of
from screening.policy._values import (
    BIRTH_DATE_RULES,
    DEFAULT_THRESHOLD,
    OPTION,
    PLACES_RULES,
    Policy,
    ThresholdRule,
    check_near_misses,
    check_threshold,
)
from screening.schema import Kind, Quality

LARGEST = 64 * 1024
"""Bytes of the largest policy file; one of a thousand rules has fewer."""
_LONG_KEY = re.compile(r"""^[ \t]*(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){64}""", re.MULTILINE)
"""A key of many parts, for which ``tomllib`` takes time by the square of their number."""
_SHOWN = 60
"""Characters of a wrong key or value that an error quotes."""


def read_policy(path: Path, *, strict: bool = False) -> Policy:
    """Read a policy file.

    Args:
        path: the file; paths in it are relative to its folder.
        strict: require author, date, rationale and a why on every rule, whatever the file says (US-20).

    Raises:
        PolicyError: it cannot be used; with file, line and key.
    """
    data = _bytes(path)
    try:
        text = data.decode()
        if _LONG_KEY.search(text):
            raise PolicyError("a key has too many parts", where=str(path), way_out="No key of a policy has a dot.")
        table = tomllib.loads(text)
    except RecursionError as error:
        raise PolicyError("the policy is nested too deeply", where=str(path), way_out="Keep it flat.") from error
    except ValueError as error:  # of TOML, of UTF-8, and of numbers with thousands of digits
        line = re.search(r"at line (\d+)", str(error))
        where = f"{path}, line {line[1]}" if line else str(path)
        raise PolicyError(
            f"the policy is not TOML ({str(error)[:200]})", where=where, way_out="Correct the line."
        ) from error
    return _Reader(path, table, lines_of(text)).policy(hashlib.sha256(data).hexdigest(), strict=strict)


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise PolicyError("the policy is no file", where=str(path), way_out="Check the path.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise PolicyError("the policy cannot be read", where=str(path), way_out="Check the path.") from error
    if len(data) > LARGEST:
        raise PolicyError(
            f"the policy has more than {LARGEST:,} bytes", where=str(path), way_out="It was not read; shorten it."
        )
    return data


@dataclass(frozen=True, slots=True)
class _Reader:
    """One policy file that is being read."""

    path: Path
    table: Mapping[str, Any]
    lines: Mapping[Place, int]

    def policy(self, sha256: str, *, strict: bool) -> Policy:
        values = {key: self.value((key,), value, _KEYS) for key, value in self.table.items()}
        rules = values.pop("threshold_rule", ())
        for key in ("decisions", "links"):
            if key in values:
                values[key] = self.path.parent / values[key]
        origins = self._origins()
        if strict and not values.get("strict"):
            values["strict"], origins["strict"] = True, OPTION
        if values.get("strict"):
            self._require(values, rules)
        lowest = min([values.get("threshold", DEFAULT_THRESHOLD), *(rule.threshold for rule in rules)])
        self.checked(("near_misses",), lambda: check_near_misses(values.get("near_misses", 0.0), lowest))
        return Policy(**values, rules=rules, sha256=sha256, origins=tuple(origins.items()))

    def value(self, place: Place, value: object, known: "Mapping[str, _Key]") -> Any:  # noqa: ANN401  # as _KEYS says
        key = known.get(str(place[-1]))
        if key is None:
            raise self.wrong(place, f"the key {_short(place[-1])} is unknown", f"Known keys: {', '.join(known)}.")
        if type(value) not in key.types:
            raise self.wrong(place, f"the value must be {key.words}", "Correct it.")
        return self.checked(place, lambda: key.read(self, place, value))

    def checked(self, place: Place, read: Callable[[], Any]) -> Any:  # noqa: ANN401  # what read gives
        try:
            return read()
        except PolicyError:
            raise
        except UsageError as error:
            raise self.wrong(place, error.what, error.way_out) from error

    def wrong(self, place: Place, what: str, way_out: str) -> PolicyError:
        """An error with file, line and key."""
        line = next((self.lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in self.lines), 0)
        key = " ".join(str(each)[:_SHOWN] for each in place)
        where = f"{self.path}, line {line}, {key}" if line else f"{self.path}, {key}"
        return PolicyError(what, where=where, way_out=way_out)

    def _require(self, values: Mapping[str, Any], rules: tuple[ThresholdRule, ...]) -> None:
        way_out = "In strict mode a policy says author, date and rationale, and every rule says why."
        for key in ("author", "date", "rationale"):
            if not values.get(key):
                raise self.wrong((key,), f"{key} is missing", way_out)
        for number, rule in enumerate(rules, 1):
            if not rule.why:
                raise self.wrong(("threshold_rule", number), "why is missing", way_out)

    def _origins(self) -> dict[str, str]:
        """Where each key stands; rules are numbered as ``Policy.effective`` numbers them."""
        found: dict[str, str] = {}
        for key, value in self.table.items():
            if key == "threshold_rule":
                for number in range(1, len(value) + 1):
                    line = self.lines.get((key, number), self.lines.get((key,)))
                    found[f"{key} {number}"] = f"line {line}" if line else "file"
            else:
                line = self.lines.get((key,))
                found[key] = f"line {line}" if line else "file"
        return found


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key takes: exact types (a truth value is no number), said in words, and how its value is read."""

    types: tuple[type, ...]
    words: str
    read: Callable[[_Reader, Place, Any], Any]


def _line_of_text(reader: _Reader, place: Place, value: str) -> str:
    if not value.strip() or not value.isprintable():
        raise reader.wrong(place, "the value is empty or has control characters", "Write one line of text.")
    return value.strip()


def _text(reader: _Reader, place: Place, value: str) -> str:
    if not value.strip():
        raise reader.wrong(place, "the value is empty", "Say it in words.")
    return value.strip()


def _one_of(words: Mapping[str, Any]) -> Callable[[_Reader, Place, str], Any]:
    def read(reader: _Reader, place: Place, value: str) -> Any:  # noqa: ANN401  # the word's value
        if value not in words:
            raise reader.wrong(place, f"{_short(value)} is unknown", f"Use one of: {', '.join(words)}.")
        return words[value]

    return read


def _measures(reader: _Reader, place: Place, value: list[object]) -> tuple[str, ...]:
    if not value or not all(type(each) is str and each.strip() and each.isprintable() for each in value):
        raise reader.wrong(place, "the value must be a list of texts", 'Write it as ["asset freeze"].')
    return tuple(str(each).strip() for each in value)


def _columns(reader: _Reader, place: Place, value: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    for header, role in value.items():
        if type(role) is not str or role not in COLUMN_ROLES:
            known = f"Use one of: {', '.join(COLUMN_ROLES)}."
            raise reader.wrong((*place, header), f"the role {_short(role)} is unknown", known)
    return tuple((header, str(role)) for header, role in value.items())


def _rules(reader: _Reader, place: Place, value: list[object]) -> tuple[ThresholdRule, ...]:
    found = []
    for number, each in enumerate(value, 1):
        at = (*place, number)
        if type(each) is not dict:
            raise reader.wrong(at, "a rule must be a table", "Write it under [[threshold_rule]].")
        said = {key: reader.value((*at, key), one, _RULE_KEYS) for key, one in each.items()}
        if "threshold" not in said:
            raise reader.wrong(at, "the rule has no threshold", "Add threshold = N.")
        if not {"list", "kind", "quality"} & said.keys():
            raise reader.wrong(at, "the rule says neither list, kind nor quality", "Or set threshold for all names.")
        said["list_id"] = said.pop("list", "")
        found.append(ThresholdRule(**said))
    return tuple(found)


def _short(value: object) -> str:
    return repr(value if isinstance(value, str | int | float) else type(value).__name__)[:_SHOWN]


def _number(_reader: _Reader, _place: Place, value: float) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise UsageError("the number is too large", way_out="Correct it.") from error


_NUMBER = ((int, float), "a number")
_THRESHOLD = _Key(*_NUMBER, lambda reader, place, value: check_threshold(_number(reader, place, value)))
_LINE = _Key((str,), "one line of text", _line_of_text)
_WORDS = _Key((str,), "a text", _text)
_YES_OR_NO = _Key((bool,), "true or false", lambda _reader, _place, value: value)

_RULE_KEYS = {
    "list": _LINE,
    "kind": _Key((str,), "a text", _one_of({each.value: each for each in Kind})),
    "quality": _Key((str,), "a text", _one_of({each.value: each for each in Quality})),
    "threshold": _THRESHOLD,
    "why": _WORDS,
}

_KEYS = {
    "name": _LINE,
    "threshold": _THRESHOLD,
    "threshold_rule": _Key((list,), "a list of tables", _rules),
    "weak_aliases_alert": _YES_OR_NO,
    "birth_date_conflict": _Key((str,), "a text", _one_of({each: each for each in BIRTH_DATE_RULES})),
    "measures": _Key((list,), "a list of texts", _measures),
    "near_misses": _Key(*_NUMBER, _number),
    "columns": _Key((dict,), "a table", _columns),
    "decisions": _LINE,
    "four_eyes": _YES_OR_NO,
    "links": _LINE,
    "places": _Key((str,), "a text", _one_of({each: each for each in PLACES_RULES})),
    "author": _LINE,
    "date": _Key((dt.date,), "a date (2026-11-20)", lambda _reader, _place, value: value),
    "rationale": _WORDS,
    "strict": _YES_OR_NO,
}
