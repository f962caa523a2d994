"""Romanisation tables: a text block with one row a letter and one column a system, and how a word is read by it.

A row begins with what is written and holds, a column each, what every system makes of it; ``-`` is nothing, ``"`` is
"as in the column to the left". What is written is a letter or several letters; ``^`` before it means "at the start of
the word", ``$`` after it "at the end", ``V`` before or after it "next to a vowel". Rows of more
letters go before rows of fewer, rows with a condition before rows without. A letter without a row is read as its base
letter (without hook or stroke), else by Unidecode, so that no letter is lost.
"""

import re

from screening.romanise import base_letter, latin

_FIRST_MARK = 0xE000
"""Rows of several letters become one private-use character each, so that one ``str.translate`` reads a word."""


class _Column(dict[int, str]):
    """Character -> Latin, of one system."""

    def __missing__(self, code: int) -> str:
        base = base_letter(chr(code))
        self[code] = text = self[ord(base)] if base else latin(chr(code))
        return text


def _precedence(label: str) -> tuple[int, int, str]:
    return -len(label.strip("^V$")), -len(label), label


def _pattern(label: str, vowels: str) -> str:
    near = f"[{vowels}]"
    before = "^" if label[0] == "^" else f"(?<={near})" if label[0] == "V" else ""
    after = "$" if label[-1] == "$" else f"(?={near})" if label[-1] == "V" else ""
    return f"({before}{label.strip('^V$')}{after})"


class Table:
    """One language's letters by romanisation systems.

    Args:
        text: the table; its first line is "letter" and the names of the systems, with ``_`` for a blank.
        vowels: the letters that ``V`` stands for.
        rest: a table whose first system reads the letters that have no row here.
    """

    def __init__(self, text: str, vowels: str, rest: "Table | None" = None) -> None:
        head, *rows = (line.split() for line in text.strip().splitlines())
        self.systems = tuple(name.replace("_", " ") for name in head[1:])
        plain = rest.columns[0] if rest else {}
        self.columns: tuple[_Column, ...] = tuple(_Column(plain) for _ in self.systems)
        labels = sorted((row[0] for row in rows if len(row[0]) > 1), key=_precedence)
        self._marks = "".join(chr(_FIRST_MARK + number) for number in range(len(labels)))
        self._contexts = re.compile("|".join(_pattern(label, vowels) for label in labels) or "(?!)")
        for label, *cells in rows:
            if len(cells) != len(self.systems):
                raise ValueError(f"row {label!r} has {len(cells)} cells for {len(self.systems)} systems")
            code = ord(label) if len(label) == 1 else _FIRST_MARK + labels.index(label)
            for column, cell in zip(self.columns, _filled(cells), strict=True):
                column[code] = cell

    def read(self, word: str, most: int | None = None) -> list[tuple[str, str]]:
        """Read a word by every system, or the first ``most``: (text, system) pairs in the order of the columns."""
        marks = self._marks
        marked = self._contexts.sub(lambda found: marks[(found.lastindex or 1) - 1], word)
        systems = zip(self.columns[:most], self.systems[:most], strict=True)
        return [(marked.translate(column), name) for column, name in systems]


def _filled(cells: list[str]) -> list[str]:
    filled: list[str] = []
    for cell in cells:
        filled.append(filled[-1] if cell == '"' else "" if cell == "-" else cell)
    return filled
