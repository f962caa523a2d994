"""OFAC's CSV family: SDN.CSV, ALT.CSV, ADD.CSV, SDN_COMMENTS.CSV and the same four of the consolidated list (CONS_*).

Specification: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas and DAT_SPEC.TXT.
No header; the files join on the entry number of column 1; an empty cell is ``-0-`` (with a blank behind it); the last
line is a lone Ctrl-Z. The files hold no listing date, no legal basis but the programme code, no original script.

Aliases of ALT.CSV are strong; weak ones stand only in the remarks, as ``a.k.a. 'X'`` (OFAC FAQ 122). "n.k.a." is what
the party is called now: a strong alias, for the primary name is the one OFAC publishes the entry under. Programmes are
joined by ``] [``. Remarks of 1,000 characters run on in the comments file, to be joined without a blank.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from screening import countries, identifiers
from screening.errors import ListFormatError
from screening.formats import Notes, Source, _ofac_documents, _ofac_remarks, distinct
from screening.formats._guard import text
from screening.schema import Action, Designation, Fact, FactKind, Kind, ListedName, NameKind, Quality

_COLUMNS = {"primary": 12, "alias": 5, "address": 6, "comments": 2}
_END = "\x1a"
_KINDS = {"": Kind.ORGANISATION, "individual": Kind.PERSON, "vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}

Row = list[str]


@dataclass(slots=True)
class _Rest:
    """What the three other files say about the entries, by entry number."""

    aliases: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    addresses: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    comments: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))


def _empty(cell: str) -> str:
    """A cell without its surrounding blanks; "" for ``-0-``."""
    bare = cell.strip()
    return "" if bare == "-0-" else bare


def _rows(source: Source, role: str, notes: Notes) -> Iterator[Row]:
    """The rows of one file as they stand; a wrong column count or anything behind Ctrl-Z is an error."""
    path, count = source.file(role), _COLUMNS[role]
    reader = csv.reader(io.StringIO(text(path, source.list_id), newline=""), strict=True)
    ended = False

    def wrong(what: str, entry_id: str = "") -> ListFormatError:
        line = f"{path.name}, line {reader.line_num}"
        return ListFormatError(what, list_id=source.list_id, file=line, entry_id=entry_id)

    try:
        for row in reader:
            if ended and any(row):
                raise wrong("there are rows behind the end mark (Ctrl-Z)")
            if row == [_END]:
                ended = True
            elif len(row) == count and row[0].strip().isdigit():
                for at, cell in enumerate(row, start=1):
                    if not cell.strip():  # where there is nothing to tell, OFAC writes -0-
                        notes.warn_once("empty cell", f"{path.name}, column {at}", row[0])
                yield row
            elif any(row):
                raise wrong(f"{len(row)} columns where {count} and an entry number in the first are expected")
    except csv.Error as error:
        raise wrong(f"the line is not CSV ({error})") from error
    if not ended:
        notes.warn("end mark missing", detail=f"{path.name} does not end with Ctrl-Z and may have been cut")


def _names_of(entry_id: str, kind: Kind, primary: str, aliases: list[Row], notes: Notes) -> Iterator[ListedName]:
    """The primary name and the strong aliases; a person's "LAST, First" is one name as it stands."""
    published = [(primary, NameKind.PRIMARY)]
    for _, _, word, alias, _ in aliases:
        name_kind = _ofac_documents.alias_kind(_empty(word), entry_id, notes)
        if _empty(alias):
            published.append((_empty(alias), name_kind))
        else:
            notes.warn("alias row without a name", entry_id)
    for words, name_kind in published:
        yield from _ofac_documents.listed(words, kind, name_kind, Quality.STRONG)


def _address(row: Row) -> Iterator[Fact]:
    """One address row: a readable line with its country; a country alone; the remark beside it as a note."""
    street, city, country, remark = map(_empty, row[2:])
    code, line = countries.alpha2(country), ", ".join(part for part in (street, city, country) if part)
    if street or city:
        yield Fact(FactKind.ADDRESS, line, country=code)
    elif country:
        yield Fact(FactKind.COUNTRY, code or country, country, type="address", country=code)
    if remark:
        yield Fact(FactKind.NOTE, remark, type="address remark")


def _columns(kind: Kind, name: str, row: Row) -> Iterator[Fact]:
    """The facts of the primary file's own columns."""
    title, call_sign, vessel_type, tonnage, gross, flag, owner = map(_empty, row[4:11])
    if title:
        yield Fact(FactKind.POSITION, title)
    yield from _ofac_documents.tail(kind, name)
    if sign := identifiers.normalise("call_sign", call_sign):
        yield Fact(FactKind.IDENTIFIER, sign, call_sign, type="call_sign")
    for value, what in ((vessel_type, "type"), (tonnage, "tonnage"), (gross, "gross tonnage")):
        if value:
            yield Fact(FactKind.VESSEL, value, type=what)
    if flag:
        code = countries.alpha2(flag)
        yield Fact(FactKind.COUNTRY, code or flag, flag, type="flag", country=code)
    if owner:
        yield Fact(FactKind.RELATION, owner, type="Vessel Owner")


def _remarks(row: Row, comments: list[Row]) -> str:
    """The remarks with what the comments file adds, joined as they stand: a cut may fall inside a word."""
    return ((row[11] if _empty(row[11]) else "") + "".join(line[1] for line in comments if _empty(line[1]))).strip()


def _designation(row: Row, rest: _Rest, source: Source, notes: Notes) -> Designation:
    entry_id, name, word = row[0].strip(), _empty(row[1]), _empty(row[2]).lower()
    if not name:
        file = source.file("primary").name
        raise ListFormatError("no name", list_id=source.list_id, file=file, entry_id=entry_id, field="SDN_Name")
    kind = _KINDS.get(word, Kind.UNKNOWN)
    if word not in _KINDS:
        notes.warn("unknown party type", entry_id, word)
    names = list(_names_of(entry_id, kind, name, rest.aliases.pop(entry_id, []), notes))
    remarks = _remarks(row, rest.comments.pop(entry_id, []))
    weak, facts = _ofac_remarks.read(remarks, entry_id, notes)
    found = [*_columns(kind, name, row), *facts]
    for address in rest.addresses.pop(entry_id, []):
        found += _address(address)
    programmes = [code.strip(" []") for code in re.split(r"\]\s*\[", _empty(row[3]))]
    if not any(programmes):
        notes.warn("no programme", entry_id, "column 4")
    return Designation(
        entry_id=entry_id,
        kind=kind,
        names=tuple(names + weak),
        actions=tuple(Action(programme=code) for code in dict.fromkeys(filter(None, programmes))) or (Action(),),
        facts=_ofac_documents.checked(found, notes, entry_id),
        remarks=remarks,
    )


def _all(source: Source, notes: Notes) -> Iterator[Designation]:
    rest = _Rest()
    for role, rows in (("alias", rest.aliases), ("address", rest.addresses), ("comments", rest.comments)):
        for row in _rows(source, role, notes):
            rows[row[0].strip()].append(row)
    for row in _rows(source, "primary", notes):
        yield _designation(row, rest, source, notes)
    for what, orphans in (("alias", rest.aliases), ("address", rest.addresses), ("comments", rest.comments)):
        for entry_id, left in orphans.items():
            for row in left:
                notes.warn(f"orphan {what} row", entry_id, ", ".join(filter(None, map(_empty, row[1:]))))


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of the primary file in its order, joined with aliases, addresses and comments.

    Args:
        source: files under the roles ``primary``, ``alias``, ``address``, ``comments``.
        notes: takes the warnings: rows of the other files without an entry, remarks without a key, unknown types.

    Raises:
        ListFormatError: a row with another number of columns, without a name, or an entry number that comes twice.
        ListRefusedError: a file that is not a CSV list.
    """
    return distinct(_all(source, notes), source, source.file("primary").name)
