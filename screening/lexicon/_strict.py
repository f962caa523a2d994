"""Strict reading of the word tables: what is not understood is a ``CatalogueError`` naming file and key."""

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from screening.errors import CatalogueError

WORD = re.compile(r"[a-z0-9]+")
PHRASE = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
NATIVE = re.compile(r"[^\W\d_a-z]+")
_WAY_OUT = "Write it as lower-case ASCII letters and digits, or correct the table."


def fail(what: str, file: str, key: str) -> CatalogueError:
    """The error for a fault in a table, naming file and key."""
    return CatalogueError(what, where=f"lexicon/{file}.toml, {key}", way_out=_WAY_OUT)


def raw(file: str) -> bytes:
    """The bytes of a table, lines ended by LF."""
    # A checkout that ends lines with CR LF must not have another weights version.
    return files(__package__).joinpath(f"{file}.toml").read_bytes().replace(b"\r\n", b"\n")


@cache
def read(file: str) -> dict[str, Any]:
    """The parsed table, loaded once; callers do not change it."""
    try:
        return tomllib.loads(raw(file).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise fail(f"it is not TOML ({error})", file, "the whole file") from error


def check_keys(file: str, place: str, table: Mapping[str, Any], known: Collection[str]) -> None:
    """Raise CatalogueError where a table has a key that is not known, or lacks one that is."""
    for key in table:
        if key not in known:
            raise fail("the key is unknown", file, f"{place}{key}")
    for key in known:
        if key not in table:
            raise fail("the key is missing", file, f"{place}{key}")


def texts(file: str, place: str, values: object, pattern: re.Pattern[str] = WORD) -> tuple[str, ...]:
    """The words (or phrases) of one array, each well-formed and only once."""
    if not isinstance(values, list):
        raise fail("it is not an array", file, place)
    for number, value in enumerate(values):
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise fail(f"{value!r} is not a folded word", file, f"{place}[{number}]")
    if len(set(values)) < len(values):
        double = next(value for value in values if values.count(value) > 1)
        raise fail(f"{double!r} stands there twice", file, place)
    return tuple(values)


def word_sets(file: str, table: Mapping[str, Any], keys: Collection[str]) -> dict[str, frozenset[str]]:
    """A table that has nothing but these keys, each an array of words."""
    check_keys(file, "", table, keys)
    return {key: frozenset(texts(file, key, table[key])) for key in keys}


def word_map(file: str, place: str, table: object) -> dict[str, str]:
    """A table from word to word."""
    if not isinstance(table, dict):
        raise fail("it is not a table", file, place)
    for word, target in table.items():
        if not WORD.fullmatch(word) or not isinstance(target, str) or not WORD.fullmatch(target):
            raise fail(f"{target!r} or its key is not a folded word", file, f"{place}.{word}")
    return dict(table)
