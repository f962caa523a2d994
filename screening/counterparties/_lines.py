"""The lines of a frame of counterparties, column by column; a ``Counterparty`` is made only of a line that needs one.

Of a thousand lines some three have a hit. Making objects of all the others took longer than looking their names up.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from screening.errors import UsageError
from screening.schema import Counterparty, Kind
from screening.text import fold_words

MAX_CHARACTERS = 10_000
"""Longest name that is screened, in characters (HT-24); a longer one puts its row in error."""

_PLAIN = re.compile("[A-Za-z0-9Α-ΡΣ-Ωα-ωА-ЩЫЭ-Яа-щыэ-яא-סף-תبتثجحخد-ظغف-ويक-ह가-힣ก-ฬฮ]")
"""Letters and digits that folding takes away beside no other letter; what has none of them is folded to see it."""


def problem_of(names: Sequence[str], identifiers: Sequence[str]) -> str:
    """Why a counterparty cannot be screened; "" where it can."""
    if any(len(name) > MAX_CHARACTERS for name in names):
        return f"a name is longer than {MAX_CHARACTERS:,} characters"
    if not any(map(says, names)) and not any(each.strip() for each in identifiers):
        return "there is nothing to compare: no letter or digit in the name, and no identifier"
    return ""


def says(name: str) -> bool:
    """Whether folding leaves anything of a name, ``bool(fold_words(name))``; escape codes of a terminal say nothing."""
    return bool(("\x1b" not in name and _PLAIN.search(name)) or fold_words(name))


def stated(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """What some columns of ``COUNTERPARTIES`` state: ``row`` and ``text``, a line for each text that is not blank."""
    found, lazy = [], frame.lazy()
    for column in columns:
        each = lazy.select("row", text=column)
        if frame.schema[column] == pl.List:
            each = each.filter(pl.col("text").list.len() > 0).explode("text")
        found.append(each.filter(pl.col("text").str.contains(r"\S")))
    return pl.concat(found).collect()


class Lines:
    """Lines of a frame with their row numbers; the columns are those that ``Screener.run`` takes.

    Attributes:
        rows: the row number of each line.
        identified: places of the lines that state an identifier, ascending.
    """

    def __init__(self, frame: pl.DataFrame, first: int = 1) -> None:
        """Take a frame; lines without a row number are numbered by their place, from ``first`` on.

        Raises:
            UsageError: there is no column with names.
        """
        if not {"name", "native_name"} & set(frame.columns):
            found = ", ".join(frame.columns) or "none"
            raise UsageError("the frame has no column 'name'", where=f"columns: {found}", way_out="Rename the column.")
        self._frame = frame
        self.rows = _numbers(frame, first)
        self._names, self._natives = _column(frame, "name"), _column(frame, "native_name")
        self._aliases, self._identifiers = _lists(frame, "aliases"), _lists(frame, "identifiers")
        self.identified = list(self._identifiers)

    def problems(self) -> dict[int, str]:
        """Lines that cannot be screened, by place, each with why."""
        found, plain = {}, _PLAIN.search
        for at, (name, native) in enumerate(zip(self._names, self._natives, strict=True)):
            usual = at not in self._aliases and len(name) + len(native) <= MAX_CHARACTERS
            if usual and plain(name) and "\x1b" not in name:
                continue  # as nearly all lines
            names = (name, native, *self._aliases.get(at, ()))
            if problem := problem_of(names, self._identifiers.get(at, ())):
                found[at] = problem
        return found

    def asked(self, leaving: Mapping[int, str]) -> tuple[list[str], list[int]]:
        """The different names of every line but some, and the place of each name's line."""
        texts, owner = list[str](), list[int]()
        for at, (name, native) in enumerate(zip(self._names, self._natives, strict=True)):
            if at not in leaving:
                more = native or at in self._aliases
                for text in dict.fromkeys((name, native, *self._aliases.get(at, ()))) if more else (name,):
                    if text.strip():
                        texts.append(text)
                        owner.append(at)
        return texts, owner

    def check_kinds(self, leaving: Mapping[int, str]) -> None:
        """Raise ValueError where the kind of a line is none, some lines aside."""
        kinds = enumerate(_column(self._frame, "kind"))
        for kind in {kind for at, kind in kinds if at not in leaving}:
            Kind(kind or Kind.UNKNOWN)

    def parties(self, places: Sequence[int]) -> Iterator[Counterparty]:
        """The counterparties at these places."""
        for line in self._frame[places].iter_rows(named=True):
            yield Counterparty(
                name=_text(line.get("name")),
                kind=_text(line.get("kind")) or "unknown",
                birth_date=line.get("birth_date") or None,
                countries=_texts(line.get("countries")),
                identifiers=_texts(line.get("identifiers")),
                aliases=_texts(line.get("aliases")),
                native_name=_text(line.get("native_name")),
                customer_id=_text(line.get("customer_id")),
                field=_text(line.get("field")) or "name",
            )


def _numbers(frame: pl.DataFrame, first: int) -> list[int]:
    places = range(first, first + frame.height)
    if "row" not in frame.columns:
        return list(places)
    return [int(row or place) for row, place in zip(frame["row"].to_list(), places, strict=True)]


def _column(frame: pl.DataFrame, name: str) -> list[str]:
    """A column as text; empty where the frame has none."""
    if name not in frame.columns:
        return [""] * frame.height
    column = frame[name]
    if column.dtype == pl.String:
        return column.fill_null("").to_list()
    return [_text(value) for value in column.to_list()]


def _lists(frame: pl.DataFrame, name: str) -> dict[int, tuple[str, ...]]:
    """What the lines that say something in a column of lists say, by place."""
    if name not in frame.columns:
        return {}
    column = frame[name]
    said = column.list.len() > 0 if isinstance(column.dtype, pl.List) else column.is_not_null()
    places = said.fill_null(value=False).arg_true()
    values = zip(places.to_list(), column.gather(places).to_list(), strict=True)
    return {at: texts for at, value in values if (texts := _texts(value))}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _texts(value: Any) -> tuple[str, ...]:  # noqa: ANN401  # a cell of a frame of the caller's
    """A list column as it is, a text column split at ``;``."""
    if value is None:
        return ()
    parts = value.split(";") if isinstance(value, str) else value
    return tuple(str(each).strip() for each in parts if each is not None and str(each).strip())
