"""A file of edges, who owns how much of whom, read strictly: nothing is guessed, nothing is rounded.

::

    owner,owned,percent,control,source,date
    us_ofac_sdn:12345,Alpha Holding Ltd,50,,Companies House,2026-05-01
    Alpha Holding Ltd,Beta BV,"33.4",yes,,

Two spellings that are equal after folding (case, accents, punctuation) are one party. Percentages are decimal numbers
without any rounding, so 50 is 50.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice
from pathlib import Path

from screening.errors import InputError
from screening.text import fold_words

COLUMNS = ("owner", "owned", "percent", "control", "source", "date")
LARGEST = 100_000_000
"""Bytes; a file of edges of this size is no file of edges."""
LONGEST_NAME = 1_000
MOST_FAULTS = 20
SHOWN = 12
"""Parties shown of a circle."""

_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,12}))?\s*%?")
_REFERENCE = re.compile(r"([a-z][a-z0-9_]*):\s*(\S.*)")
_YES, _NO = ("yes", "y", "true", "1", "x"), ("", "no", "n", "false", "0")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Edge:
    """One party's stake in another.

    Attributes:
        owner, owned: keys of the two parties (``key_of``).
        percent: 0-100, exact.
        control: whether the owner controls the owned party by whatever means.
        line: the line of the file.
        source, date: as written; not interpreted.
    """

    owner: str
    owned: str
    percent: Decimal
    control: bool = False
    line: int = 0
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What makes edges unusable: the sentence names the parties, the lines say where; a log gets the lines only."""

    kind: str
    sentence: str
    lines: tuple[int, ...]

    @property
    def where(self) -> str:
        """The lines, in the order of the path."""
        return f"{self.kind}, line{'s' if len(self.lines) > 1 else ''} {', '.join(map(str, self.lines))}"


class Edges:
    """Edges with the names of their parties; immutable.

    Attributes:
        edges: sorted by owner and owned, so that the order of the file shows nowhere.
        names: key of a party -> its name as written, of several spellings the first in the alphabet.
        file: where they stand.
    """

    def __init__(self, edges: Iterable[Edge], names: Mapping[str, str] | None = None, file: str = "") -> None:
        self.edges = tuple(sorted(edges, key=lambda edge: (edge.owner, edge.owned, edge.line)))
        parties = sorted({party for edge in self.edges for party in (edge.owner, edge.owned)})
        self.names = {party: (names or {}).get(party, party) for party in parties}
        self.file = file

    @cached_property
    def owners(self) -> dict[str, list[Edge]]:
        """Edges by the party that is owned, sorted by owner."""
        found = defaultdict[str, list[Edge]](list)
        for edge in self.edges:
            found[edge.owned].append(edge)
        return dict(found)

    @cached_property
    def holdings(self) -> dict[str, list[Edge]]:
        """Edges by their owner, sorted by the party that is owned."""
        found = defaultdict[str, list[Edge]](list)
        for edge in self.edges:
            found[edge.owner].append(edge)
        return dict(found)

    def faults(self, *, cycles: bool = False) -> tuple[Fault, ...]:
        """What makes these edges unusable: a pair that stands twice, more than 100 % of one party, parties in a circle.

        Args:
            cycles: take parties that own each other in a circle; only an own share of a party is then a fault.

        Returns:
            At most ``MOST_FAULTS`` of each of the three kinds.
        """
        kinds = (self._twice(), self._over(), self._circles(cycles=cycles))
        return tuple(fault for each in kinds for fault in islice(each, MOST_FAULTS))

    def _twice(self) -> Iterator[Fault]:
        for one, other in zip(self.edges, self.edges[1:], strict=False):
            if (one.owner, one.owned) == (other.owner, other.owned):
                said = f"{self.names[one.owner]} owns {self.names[one.owned]} on two lines"
                yield Fault("the same owner and owned party twice", said, (one.line, other.line))

    def _over(self) -> Iterator[Fault]:
        for owned, edges in self.owners.items():
            total = sum((edge.percent for edge in edges), Decimal(0))
            if total > _HUNDRED:
                parts = " + ".join(
                    f"{plain(edge.percent)} ({self.names[edge.owner]})" for edge in edges if edge.percent
                )
                said = f"{self.names[owned]} is owned by {plain(total)} %: {parts}"
                yield Fault(f"owners have {plain(total)} % of one party", said, tuple(edge.line for edge in edges))

    def _circles(self, *, cycles: bool) -> Iterator[Fault]:
        """Circles as a walk along the edges finds them, from party to party in the order of their keys."""
        done = set[str]()
        for start in self.names:
            if start in done:
                continue
            path, on_path = list[Edge](), {start: 0}
            rest = [iter(self.holdings.get(start, ()))]
            while rest:
                edge = next(rest[-1], None)
                if edge is None:
                    rest.pop()
                    left = path.pop() if path else None
                    closed = left.owned if left else start
                    done.add(closed)
                    del on_path[closed]
                elif edge.owned in on_path:
                    circle = [*path[on_path[edge.owned] :], edge]
                    if not cycles or len(circle) == 1:
                        yield self._circle(circle)
                elif edge.owned not in done:
                    path.append(edge)
                    on_path[edge.owned] = len(path)
                    rest.append(iter(self.holdings.get(edge.owned, ())))

    def _circle(self, circle: list[Edge]) -> Fault:
        parties = [*(self.names[edge.owner] for edge in circle[:SHOWN]), self.names[circle[-1].owned]]
        if len(circle) > SHOWN:
            parties.insert(-1, f"{len(circle) - SHOWN} more")
        kind = "parties own each other in a circle" if len(circle) > 1 else "a party owns itself"
        return Fault(kind, f"{kind}: {' -> '.join(parties)}", tuple(edge.line for edge in circle[:SHOWN]))


def refuse(edges: Edges, *, cycles: bool = False) -> None:
    """Raise InputError where edges have a fault; it says the lines of the first and how many there are."""
    if faults := edges.faults(cycles=cycles):
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise InputError(f"{faults[0].where}{more}", where=edges.file, way_out="Correct these lines.")


def plain(percent: Decimal) -> str:
    """A percentage without needless zeros: "50", "33.4"."""
    text = f"{percent:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def reference(text: str) -> tuple[str, str] | None:
    """List and entry of a party that is named by its list entry ("us_ofac_sdn:12345"); None for a name."""
    found = _REFERENCE.fullmatch(text.strip())
    return (found[1], found[2].strip()) if found else None


def key_of(text: str) -> str:
    """What a party is told by: its list entry, or its folded name; "" where there is no letter or digit."""
    entry = reference(text)
    return ":".join(entry) if entry else " ".join(fold_words(text))


def read_edges(path: Path) -> Edges:
    """Read a CSV file of edges (UTF-8; "," or ";" or tab between cells).

    Columns: owner, owned, percent (0-100; may be empty where control is yes), and optionally control (yes or no),
    source, date. Whether the edges make sense together says ``Edges.faults``.

    Raises:
        InputError: the file cannot be read as such; it names line and column, never a party.
    """
    where = str(path)
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"is larger than {LARGEST:,} bytes", where=where, way_out="Split it.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=where, way_out="Check the path.") from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=where, way_out="Save it as CSV in UTF-8.") from error
    head = text.split("\n", 1)[0]
    between = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    edges, names = list[Edge](), dict[str, str]()
    try:
        columns = _columns(next(rows, []), where)
        for row in rows:
            if any(cell.strip() for cell in row):
                edges.append(_edge(row, columns, names, where, rows.line_num))
    except csv.Error as error:
        raise InputError(f"is no sound CSV ({error})", where=f"{where}, line {rows.line_num}") from error
    if not edges:
        raise InputError("has no edge", where=where, way_out="Give rows of owner, owned, percent.")
    return Edges(edges, names, where)


def _columns(row: list[str], where: str) -> list[str]:
    columns = [cell.strip().lower() for cell in row]
    unknown = [column for column in columns if column not in COLUMNS]
    missing = [column for column in COLUMNS[:3] if column not in columns]
    if unknown or missing or len(set(columns)) < len(columns):
        wrong = f"has no column {missing[0]!r}" if missing else f"has the column {(unknown or ['twice'])[0]!r}"
        raise InputError(wrong, where=f"{where}, line 1", way_out=f"Name the columns {', '.join(COLUMNS)}.")
    return columns


def _edge(row: list[str], columns: list[str], names: dict[str, str], where: str, line: int) -> Edge:
    place = f"{where}, line {line}"
    if len(row) != len(columns):
        raise InputError(f"has {len(row)} cells, not {len(columns)}", where=place, way_out="Quote cells with commas.")
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=True))
    owner, owned = (_party(cells[column], names, f"{place}, {column}") for column in ("owner", "owned"))
    control = cells.get("control", "").lower()
    if control not in (*_YES, *_NO):
        raise InputError("is neither yes nor no", where=f"{place}, control", way_out="Write yes or no.")
    controls = control in _YES
    percent = _percent(cells["percent"], f"{place}, percent", needed=not controls)
    return Edge(owner, owned, percent, controls, line, cells.get("source", ""), cells.get("date", ""))


def _party(text: str, names: dict[str, str], place: str) -> str:
    party = key_of(text)
    if not party or len(text) > LONGEST_NAME:
        raise InputError("is no name of a party", where=place, way_out="Give a name, or a list entry as list:entry.")
    names[party] = min(names.get(party, text), text)
    return party


def _percent(text: str, place: str, *, needed: bool) -> Decimal:
    if not text and not needed:
        return Decimal(0)
    found = _PERCENT.fullmatch(text)
    percent = Decimal(f"{found[1]}.{found[2] or 0}") if found else Decimal(-1)
    if not 0 <= percent <= _HUNDRED:
        raise InputError("is no percentage", where=place, way_out="Write a number from 0 to 100, such as 33.34.")
    return percent
