"""Our own CSV: a bank's internal or national list, and the starter list (LD-23).

RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), UTF-8 with or without byte order mark, one header row; column names
in any order and case. Only ``entry_id`` and ``name`` are required::

    entry_id,name,kind,name_kind,quality,birth_date,countries,identifiers,programme,authority,listed_on,reason,source_url

and further, for the acts against an entry: ``agency``, ``action_date``, ``title`` (of the programme), ``legal_basis``,
``measures``, ``reason_source``; for its party: ``relations`` ("Linked To: NAME"), ``native_name``. Lists in a cell
(birth_date, countries, identifiers, measures, relations, programme) are separated by ";". Any other column is counted,
and its cells are kept as notes.

Several rows with one ``entry_id`` are one entry: each adds its name, its facts, and an act where its columns say
something that no act so far says. A blank ``name_kind`` is primary in the first row, alias below; a blank ``kind`` is
unknown, a blank ``quality`` unspecified.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import TypeVar

from screening import countries, dates, identifiers
from screening.errors import ListFormatError
from screening.formats import Notes, Source, _names
from screening.formats._guard import text
from screening.schema import Action, Designation, Fact, FactKind, Kind, ListedName, NameKind, Quality

REQUIRED = ("entry_id", "name")
COLUMNS = (
    *REQUIRED,
    *("kind", "name_kind", "quality", "native_name", "birth_date", "countries", "identifiers", "relations"),
    *("programme", "title", "authority", "agency", "listed_on", "action_date", "legal_basis", "measures"),
    *("reason", "reason_source", "source_url"),
)
"""Every column that has a meaning of its own."""

_NAME_KINDS = frozenset(NameKind) - {NameKind.IDENTIFIER}
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(slots=True)
class _Row:
    """One row: cells by column, without surrounding blanks, and how to point at them."""

    cells: Mapping[str, str]
    line: int
    source: Source

    @property
    def entry_id(self) -> str:
        return self["entry_id"]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def wrong(self, what: str, column: str = "") -> ListFormatError:
        """The error that names list, file, line, entry and column."""
        file = f"{self.source.file('list').name}, line {self.line}"
        return ListFormatError(
            what,
            list_id=self.source.list_id,
            file=file,
            entry_id=self.entry_id,
            field=column,
            way_out="Correct the line and import the list again.",
        )

    def several(self, column: str) -> list[str]:
        """The ";"-separated values of a cell."""
        return [part for each in self[column].split(";") if (part := each.strip())]

    def word(self, column: str, words: type[_Word], blank: _Word) -> _Word:
        """The cell as one of a closed set of words, in any case; ``blank`` where it is empty."""
        said = self[column].lower().replace(" ", "_")
        allowed = [word for word in words if word in _NAME_KINDS or not isinstance(word, NameKind)]
        found = next((word for word in allowed if word == said), None)
        if said and found is None:
            raise self.wrong(f"{self[column]!r} is none of {', '.join(allowed)}", column)
        return found or blank

    def day(self, column: str) -> dt.date | None:
        """The cell as one day, or None where it is empty."""
        if not self[column]:
            return None
        found = dates.parse(self[column])
        if len(found) != 1 or found[0].first is None or found[0].first != found[0].last:
            raise self.wrong(f"{self[column]!r} is not one day (write 2024-01-11)", column)
        return found[0].first


@dataclass(slots=True)
class _Entry:
    """What the rows of one entry have said so far."""

    kind: Kind = Kind.UNKNOWN
    names: list[ListedName] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    listed_on: dt.date | None = None
    source_url: str = ""


def _header(cells: list[str], source: Source, notes: Notes) -> list[str]:
    """The column names in lower case; a missing or doubled one is an error, one without a meaning is counted."""
    named = [cell.strip().lower().replace(" ", "_") for cell in cells]
    for column in REQUIRED:
        if named.count(column) != 1:
            what = "missing" if column not in named else "there twice"
            file = source.file("list").name
            raise ListFormatError(f"the column is {what}", list_id=source.list_id, file=file, field=column)
    if doubled := next((column for column in named if column and named.count(column) > 1), ""):
        file = source.file("list").name
        raise ListFormatError("the column is there twice", list_id=source.list_id, file=file, field=doubled)
    for column in named:
        if column not in COLUMNS:
            notes.warn_once("unread column", column)
    return named


def _rows(source: Source, notes: Notes) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text(source.file("list"), source.list_id), newline=""), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells, source, notes)
                continue
            row = _Row(dict(zip(header, map(str.strip, cells), strict=False)), reader.line_num, source)
            if len(cells) != len(header):
                raise row.wrong(f"{len(cells)} cells where the header has {len(header)}; quote cells that hold commas")
            yield row
    except csv.Error as error:
        raise _Row({}, reader.line_num, source).wrong(f"the line is not CSV ({error})") from error


def _add_names(entry: _Entry, row: _Row, notes: Notes) -> None:
    first = not entry.names
    kind = row.word("name_kind", NameKind, NameKind.PRIMARY if first else NameKind.ALIAS)
    quality = row.word("quality", Quality, Quality.UNSPECIFIED)
    if first and not row["name"]:
        raise row.wrong("the first row of an entry needs a name", "name")
    if kind is NameKind.PRIMARY and any(name.kind is NameKind.PRIMARY for name in entry.names):
        notes.warn("second primary name", row.entry_id, row["name"])
        kind = NameKind.ALIAS
    if entry.kind is Kind.PERSON and "," in row["name"]:  # "LAST, First" is one name
        entry.names.append(ListedName(row["name"], kind, quality))
    elif row["name"]:
        entry.names += _names.listed(row["name"], kind, quality)
    if row["native_name"]:
        entry.names.append(ListedName(row["native_name"], NameKind.ORIGINAL_SCRIPT, quality))


def _facts(row: _Row, notes: Notes) -> Iterator[Fact]:
    for born in dates.facts(FactKind.BIRTH_DATE, row["birth_date"]):
        if born.first is None:
            notes.warn("unreadable date", row.entry_id, born.text)
        yield born
    for land in row.several("countries"):
        if not (code := countries.alpha2(land)):
            notes.warn("unknown country", row.entry_id, land)
        yield Fact(FactKind.COUNTRY, code or land, land, country=code)
    for number in row.several("identifiers"):
        read_as = identifiers.parse(number)
        if wrong := identifiers.warning(read_as):
            notes.warn("identifier check failed", row.entry_id, wrong)
        value = identifiers.normalise(read_as.type, read_as.value)
        yield Fact(FactKind.IDENTIFIER, value or number, read_as.value, read_as.type or "other")
    for relation in row.several("relations"):
        what, colon, party = relation.partition(": ")
        yield Fact(FactKind.RELATION, party.strip() if colon else relation, type=what if colon else "Related to")
    for column, cell in row.cells.items():
        if column not in COLUMNS and cell:
            yield Fact(FactKind.NOTE, cell, type=column)


def _agrees(said: Action, fuller: Action) -> bool:
    """Whether everything that one act says is said by the other too."""
    pairs = ((getattr(said, each.name), getattr(fuller, each.name)) for each in fields(Action))
    return all(not mine or mine == theirs for mine, theirs in pairs)


def _add_actions(entry: _Entry, row: _Row) -> None:
    act = Action(
        date=row.day("action_date"),
        authority=row["authority"],
        agency=row["agency"],
        title=row["title"],
        legal_basis=row["legal_basis"],
        measures=tuple(row.several("measures")),
        reason=row["reason"],
        reason_source=row["reason_source"],
        source_url=row["source_url"],
    )
    for programme in row.several("programme") or [""]:
        new = replace(act, programme=programme)
        if any(_agrees(new, known) for known in entry.actions):
            continue
        entry.actions = [known for known in entry.actions if not _agrees(known, new)] + [new]


def _add(entry: _Entry, row: _Row, notes: Notes) -> None:
    kind = row.word("kind", Kind, Kind.UNKNOWN)
    if kind is not Kind.UNKNOWN:
        if entry.kind not in (Kind.UNKNOWN, kind):
            raise row.wrong(f"the entry is {entry.kind} in a row before", "kind")
        entry.kind = kind
    listed_on = row.day("listed_on")
    if listed_on and entry.listed_on and listed_on != entry.listed_on:
        notes.warn("two listing dates", row.entry_id, f"{entry.listed_on} and {listed_on}; the earlier one is kept")
    entry.listed_on = min(filter(None, (listed_on, entry.listed_on)), default=None)
    entry.source_url = entry.source_url or row["source_url"]
    _add_names(entry, row, notes)
    entry.facts += _facts(row, notes)
    _add_actions(entry, row)


def _designation(entry_id: str, entry: _Entry) -> Designation:
    """The entry with its primary name in front; where no row says which, it is the first name."""
    names = sorted(entry.names, key=lambda name: name.kind is not NameKind.PRIMARY)
    return Designation(
        entry_id=entry_id,
        kind=entry.kind,
        names=(replace(names[0], kind=NameKind.PRIMARY), *names[1:]),
        actions=tuple(entry.actions),
        facts=tuple(dict.fromkeys(entry.facts)),
        listed_on=entry.listed_on,
        source_url=entry.source_url,
    )


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the entries in the order in which they first occur.

    Args:
        source: the file under the role ``list``.
        notes: takes the warnings: columns without a meaning, unknown countries, identifiers with a wrong check digit.

    Raises:
        ListFormatError: a required column, an entry id or a first name is missing, or a cell cannot be understood
            (kind, name_kind, quality, listed_on, action_date); it names line and column.
        ListRefusedError: the file is not a UTF-8 CSV file.
    """
    entries: dict[str, _Entry] = {}
    for row in _rows(source, notes):
        if not row.entry_id:
            raise row.wrong("the entry id is missing", "entry_id")
        _add(entries.setdefault(row.entry_id, _Entry()), row, notes)
    for entry_id, entry in entries.items():
        yield _designation(entry_id, entry)
