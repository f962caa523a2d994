"""On which line of a policy file a key stands; ``tomllib`` tells lines of syntax errors only."""

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Where a key stands: ("threshold",), or ("threshold_rule", 2, "kind") for the second rule."""

_BARE_OR_QUOTED = r"""(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))"""
_KEY = re.compile(rf"\s*{_BARE_OR_QUOTED}\s*[=.]")
_TABLE = re.compile(rf"\s*(\[\[?)\s*{_BARE_OR_QUOTED}\s*\]")
_STRING_OR_COMMENT = re.compile(r"""\"\"\"|'''|"(?:[^"\\]|\\.)*"|'[^']*'|#.*""")


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of every table and key of a TOML text that is written in the usual way."""
    found: dict[Path, int] = {}
    table: Path = ()
    counted: dict[str, int] = {}
    for number, line in _outside_of_texts(text):
        if head := _TABLE.match(line):
            name = _name(head.groups()[1:])
            table = (name,)
            if head[1] == "[[":
                counted[name] = counted.get(name, 0) + 1
                table = (name, counted[name])
            found.setdefault((name,), number)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, _name(key.groups())), number)
    return found


def _name(groups: tuple[str | None, ...]) -> str:
    return next((each for each in groups if each is not None), "")


def _outside_of_texts(text: str) -> Iterator[tuple[int, str]]:
    """Lines that do not begin inside a text of several lines."""
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not inside:
            yield number, line
        at = 0
        while True:
            if inside:
                end = line.find(inside, at)
                if end < 0:
                    break
                inside, at = "", end + 3
            mark = _STRING_OR_COMMENT.search(line, at)
            if not mark:
                break
            at = mark.end()
            if mark[0] in ('"""', "'''"):
                inside = mark[0]
