"""The loaded lists by number: designations and listed names numbered by position, found again from either.

The core works with these numbers; frames are touched only to put the few designations together that become hits.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from screening.identifiers import Identifier, alone, key
from screening.schema import Action, Designation, Fact, FactKind, Kind, ListedName, NameKind, Quality, Tables
from screening.store import Loaded


class Register:
    """Designations of all loaded lists, immutable.

    Attributes:
        texts: every listed name.
        entry_of: for every listed name the number of its designation.
        is_weak: for every listed name whether it is a weak alias.
        kinds: for every designation its kind.
    """

    def __init__(self, loaded: Sequence[Loaded]) -> None:
        self._lists = {each.snapshot.list_id: each for each in loaded}
        self._tables = Tables.concat([each.tables for each in loaded])
        heads = self._tables.designations
        self._keys: list[tuple[str, str]] = list(heads.select("list_id", "entry_id").iter_rows())
        self._numbers = {both: number for number, both in enumerate(self._keys)}
        self.kinds = [Kind(each) for each in heads["kind"].to_list()]
        names = self._tables.names
        self.texts: list[str] = names["text"].to_list()
        self.entry_of = [self._numbers[both] for both in names.select("list_id", "entry_id").iter_rows()]
        self.is_weak = [Quality(each).is_weak for each in names["quality"].to_list()]
        self._name_rows = self._spans(names)
        self._fact_rows = self._spans(self._tables.facts)
        self._action_rows = self._spans(self._tables.actions)
        self._identifiers = self._by_identifier()

    def _spans(self, frame: pl.DataFrame) -> dict[int, tuple[int, int]]:
        """First row and number of rows of each designation; all rows of one stand together."""
        grouped = (
            frame.with_row_index("at").group_by("list_id", "entry_id").agg(pl.col("at").min(), pl.len().alias("rows"))
        )
        return {self._numbers[list_id, entry_id]: (at, rows) for list_id, entry_id, at, rows in grouped.iter_rows()}

    def _by_identifier(self) -> dict[str, list[tuple[int, Identifier]]]:
        facts = self._tables.facts.filter(pl.col("kind") == FactKind.IDENTIFIER.value)
        found: dict[str, list[tuple[int, Identifier]]] = {}
        for list_id, entry_id, kind, value in facts.select("list_id", "entry_id", "type", "value").iter_rows():
            identifier = Identifier(kind, value)
            found.setdefault(key(identifier), []).append((self._numbers[list_id, entry_id], identifier))
        return found

    def identified(self, identifiers: Iterable[Identifier]) -> set[int]:
        """Numbers of the designations that share a hard identifier with one of these (HT-07, US-14)."""
        return {
            entry for own in identifiers for entry, listed in self._identifiers.get(key(own), ()) if alone(own, listed)
        }

    def list_of(self, entry: int) -> Loaded:
        """The list on which a designation stands."""
        return self._lists[self._keys[entry][0]]

    def first_name(self, entry: int) -> int:
        """Number of a designation's primary name."""
        return self._name_rows[entry][0]

    def name(self, number: int) -> ListedName:
        """One listed name."""
        return _listed_name(self._tables.names.row(number, named=True))

    def designation(self, entry: int) -> Designation:
        """Put the rows of one designation together again."""
        head = self._tables.designations.row(entry, named=True)
        return Designation(
            entry_id=head["entry_id"],
            kind=self.kinds[entry],
            names=tuple(_listed_name(row) for row in self._rows(self._tables.names, self._name_rows, entry)),
            actions=tuple(
                Action(**{name: _frozen(value) for name, value in row.items() if name not in _KEY})
                for row in self._rows(self._tables.actions, self._action_rows, entry)
            ),
            facts=tuple(
                Fact(
                    FactKind(row["kind"]), **{name: value for name, value in row.items() if name not in (*_KEY, "kind")}
                )
                for row in self._rows(self._tables.facts, self._fact_rows, entry)
            ),
            listed_on=head["listed_on"],
            updated_on=head["updated_on"],
            remarks=head["remarks"],
            source_url=head["source_url"],
        )

    @staticmethod
    def _rows(frame: pl.DataFrame, spans: dict[int, tuple[int, int]], entry: int) -> list[dict[str, Any]]:
        return [dict(zip(frame.columns, row, strict=True)) for row in frame.slice(*spans.get(entry, (0, 0))).rows()]


_KEY = ("list_id", "entry_id")


def _frozen(value: Any) -> Any:  # noqa: ANN401  # a cell of a frame
    return tuple(value) if isinstance(value, list) else value


def _listed_name(row: dict[str, Any]) -> ListedName:
    kind, quality = NameKind(row["kind"]), Quality(row["quality"])
    return ListedName(row["text"], kind, quality, row["part"], row["language"])
