"""Hits as cases: the hits of one counterparty on one real party stand together, in the order in which they were found.

A hit without a case id is a case by itself. Nothing is left out and nothing is merged: a case is its hits.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

NOT_PUBLISHED = "not published"
"""Said where a list publishes nothing of a kind, so that nobody takes a blank for a fault of the report."""
PUBLISHED = ("authority", "programmes", "legal_basis", "measures", "listed_on", "reason", "source_url")
"""The columns of which that is said."""


@dataclass(frozen=True, slots=True)
class Case:
    """One or several hits of one row on one party, best first."""

    hits: tuple[Row, ...]

    @property
    def best(self) -> Row:
        """The hit with the highest score."""
        return self.hits[0]

    @property
    def alerts(self) -> int:
        """How many of its hits are alerts."""
        return sum(hit["alert"] for hit in self.hits)

    def each(self, column: str) -> tuple[str, ...]:
        """What its hits say in a column, each once; "not published" where one of them says nothing there."""
        return tuple(dict.fromkeys(said(hit, column) for hit in self.hits))

    def by_listing(self, column: str) -> str:
        """What its hits say in a column: once where all say the same, else a line a hit with its list entry."""
        if len(told := self.each(column)) == 1:
            return told[0]
        lines = ((hit, said(hit, column)) for hit in self.hits)
        return "\n".join(f"{hit['list_id']} {hit['entry_id']}: {text}" for hit, text in lines if text)


def said(hit: Row, column: str) -> str:
    """A cell as text, values joined by ``; ``; "not published" for an empty one of ``PUBLISHED``."""
    value = hit[column]
    text = "; ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else value
    shown = "" if text is None else str(text)
    return shown or (NOT_PUBLISHED if column in PUBLISHED else "")


def cases(hits: Iterable[Row]) -> Iterator[Case]:
    """Put the hits of a frame together to cases; hits of one row stand next to each other in the frame."""
    row, found = None, list[Row]()
    for hit in hits:
        if hit["row"] != row:
            yield from _of_row(found)
            row, found = hit["row"], []
        found.append(hit)
    yield from _of_row(found)


def _of_row(hits: Sequence[Row]) -> Iterator[Case]:
    together: dict[object, list[Row]] = {}
    for number, hit in enumerate(hits):
        together.setdefault(hit["case_id"] or number, []).append(hit)
    return (Case(tuple(each)) for each in together.values())
