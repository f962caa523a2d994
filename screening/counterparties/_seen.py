"""What is said of a counterparty file as a whole, gathered while it is read part by part.

Which columns were needed, and what was odd, shows only once the last row is read.
"""

import polars as pl

from screening.counterparties._columns import Columns
from screening.counterparties._parties import KIND_WORDS, first_said

_SHOWN = 3
"""Words that are quoted of a column of kinds."""


class Seen:
    """The rows read so far, summed up.

    Attributes:
        rows: how many they are.
    """

    def __init__(self, columns: Columns) -> None:
        """Begin with nothing read."""
        self.rows = 0
        self._columns = columns
        self._parts_needed = not columns.names
        self._lacking = self._strange = 0
        self._words: list[str] = []

    def add(self, frame: pl.DataFrame, rows: pl.DataFrame, count: int) -> None:
        """Take some more rows: their parties, the sound ones of them, and how many they are in all."""
        self.rows += count
        columns = self._columns
        if columns.parts and not self._parts_needed:
            self._parts_needed = bool(rows.select((first_said(columns.names[:1]) == "").any()).item())
        if columns.names[1:] + columns.roles:
            main = frame.filter(pl.col("field") == "name")
            self._lacking += frame.filter(~pl.col("row").is_in(main["row"].implode()))["row"].n_unique()
        if columns.kinds:
            kinds = rows.select(word=first_said(columns.kinds)).filter(pl.col("word") != "")["word"]
            plain = kinds.str.to_lowercase().str.replace_all(r"[\s_/-]", "")
            strange = kinds.filter(~plain.is_in(list(KIND_WORDS)))
            self._strange += len(strange)
            self._words = sorted({*self._words, *strange.unique()})[:_SHOWN]

    def took(self) -> tuple[tuple[str, str], ...]:
        """Columns and what they were taken as; name parts count only where some row has no full name."""
        columns = self._columns
        part = "part of the name" if not columns.names else "part of the name, where the full name is empty"
        groups = (
            (columns.customer_ids, "customer id (handed through, not compared)"),
            (columns.names[:1], "name"),
            (columns.names[1:], "further name"),
            (columns.parts if self._parts_needed else (), part),
            (columns.native, "native name"),
            (columns.roles, "further party"),
            (columns.aliases, "alias"),
            (columns.kinds, "kind"),
            (columns.birth_dates, "birth date"),
            (columns.countries, "country"),
        )
        took = [(column, what) for group, what in groups for column in group]
        took += [(column, f"identifier ({type_ or 'type:value'})") for column, type_ in columns.identifiers]
        return tuple(took)

    def warnings(self) -> list[str]:
        """Sentences for the reader."""
        warnings = [] if self.rows else ["the file has a header and no rows"]
        if self._lacking and self._columns.names + self._columns.parts + self._columns.native:
            said = "rows whose main party has no name, screened by their further parties only"
            warnings.append(f"{said}: {self._lacking}")
        if self._strange:
            words = ", ".join(repr(word[:20]) for word in self._words)
            warnings.append(f"kinds not understood, screened as unknown: {self._strange} rows ({words})")
        return warnings
