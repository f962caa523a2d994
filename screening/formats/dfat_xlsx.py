"""Australia's consolidated list, Excel workbook: role ``list``.

Published by the Department of Foreign Affairs and Trade at
https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list as
``Australian_Sanctions_Consolidated_List.xlsx`` (19 columns), until 2025 as ``regulation8_consolidated.xlsx`` (12
columns: no alias strength, IMO number, instrument or measures). Oddities: one row per name, ``2`` the primary one and
``2a``, ``2b`` or ``2b1`` the others, grouped by the digits (not always adjacent); name types in any case with stray
blanks; dates of birth as cells of every kind, lists and prose; reasons and numbers in one cell of prose. The workbook
does not state its own date: a control date is that of one entry.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from screening import dates
from screening.errors import ListFormatError
from screening.formats import Notes, Source, _dfat_facts, _workbook
from screening.formats._facts import checked
from screening.formats._names import is_noise, listed
from screening.formats._table import count_empty
from screening.schema import Action, Designation, Kind, ListedName, NameKind, Quality

Row = _dfat_facts.Row
_NAME = "name of individual or entity"
_MANDATORY = (
    "reference", _NAME, "type", "name type", "date of birth", "place of birth", "citizenship", "address",
    "additional information", "listing information", "committees", "control date",
)  # fmt: skip
_MEASURES = {
    "targeted financial sanction": "Targeted Financial Sanction",
    "travel ban": "Travel Ban",
    "arms embargo": "Arms Embargo",
    "maritime restriction": "Maritime Restriction",
}
_SINCE_2025 = ("alias strength", "imo number", "instrument of designation", *_MEASURES)
_KINDS = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION, "vessel": Kind.VESSEL}
_NAME_KINDS = {
    "primary name": NameKind.PRIMARY,
    "alias": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
    "original script": NameKind.ORIGINAL_SCRIPT,
    "formerly known as": NameKind.FORMER,
    "previously listed as": NameKind.FORMER,
}
_QUALITIES = {"strong": Quality.STRONG, "weak": Quality.WEAK, "": Quality.UNSPECIFIED}
_ANSWERS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_REFERENCE = re.compile(r"(\d+)[a-z]*\d*", re.I)
_TITLE_ROWS = 20
"""How many rows may stand above the header; the real files have none."""
_COMMITTEES = re.compile(r"(?<=\))\s*[;,]?\s+(?=\d{4} \()")  # "1970 (Libya) 1973 (Libya)"
_REASON_SOURCE = "Australia, Consolidated List, additional information"
# The first listing: "Listed by UN 1267 Committee on 25 January 2001", "Designated under the ... on 2 March 2012".
_LISTED = re.compile(
    r"(?<![\w-])(?<!last )(?:listed|designated)\b[^.;]{0,120}?\b"
    r"(\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|\d{1,2}/\d{1,2}/\d{4})",
    re.I,
)
_LISTED_AS = re.compile(r"\s*\((?:previously|formerly) listed as\)$", re.I)
_INSTRUMENT = re.compile(r"\b(?:Regulations?|Instrument|Designation|List|Listing|Act) (?:19|20)\d\d|Regulations?\b")


@dataclass(frozen=True, slots=True)
class _Party:
    """The rows of one party, its primary name first, and where they stand."""

    id: str
    rows: list[Row]
    source: Source
    notes: Notes

    def day(self, column: str) -> dt.date | None:
        """The latest date of a column over the rows; a cell that is none is counted."""
        found = []
        for told in _dfat_facts.distinct(self.rows, column) or [""]:
            days = dates.parse(told)
            if len(days) == 1 and days[0].first and days[0].first == days[0].last:
                found.append(days[0].first)
            else:
                self.notes.warn("unreadable date" if told else "missing date", self.id, f"{column} {told}".strip())
        return max(found, default=None)


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of the list, in the order of their first rows.

    Raises:
        ListRefusedError: the file is no open Excel workbook, or is damaged, cut or far too large inside.
        ListFormatError: a mandatory column is missing (named), two sheets look like the list, or a row has no readable
            Reference or no name.
    """
    for entry_id, rows in _grouped(source, notes).items():
        yield _designation(_Party(entry_id, rows, source, notes))


def _error(source: Source, what: str, entry_id: str = "", field: str = "") -> ListFormatError:
    return ListFormatError(what, list_id=source.list_id, file=source.file("list").name, entry_id=entry_id, field=field)


def _folded(cells: tuple[str, ...]) -> list[str]:
    return [cell.casefold() for cell in cells]


def _table(source: Source, notes: Notes) -> tuple[list[str], list[tuple[str, ...]]]:
    """The folded header and the rows below it, of the one sheet that has most of the columns."""
    found, others = [], []
    for sheet in _workbook.sheets(source.file("list"), source.list_id):
        known = [sum(name in _folded(row) for name in _MANDATORY) for row in sheet.rows[:_TITLE_ROWS]]
        at = known.index(max(known))
        if 2 * known[at] > len(_MANDATORY):
            found.append((_folded(sheet.rows[at]), sheet.rows[at + 1 :]))
        else:
            others.append(sheet.name)
    if len(found) != 1:
        what = f"{len(found) or 'no'} sheets have the columns of the list ({', '.join(_MANDATORY)})"
        raise _error(source, what, field="Reference")
    for name in others:
        notes.warn_once("unread sheet", name)
    return found[0]


def _check_header(header: list[str], rows: list[tuple[str, ...]], source: Source, notes: Notes) -> None:
    """Missing and unread columns are reported by name (LD-13); a file of before 2025 lacks all later ones."""
    for name in _MANDATORY:
        if header.count(name) != 1:
            raise _error(source, f"no column {name!r}" if name not in header else f"two columns {name!r}", field=name)
    if set(header) & set(_SINCE_2025):
        for name in _SINCE_2025:
            if name not in header:
                notes.warn_once("missing column", name)
    for at, name in enumerate(header):
        unknown = name not in (*_MANDATORY, *_SINCE_2025) or header.index(name) != at
        if unknown and (name or any(row[at] for row in rows)):
            notes.warn_once("unread column", name or f"without a name, number {at + 1}")


def _grouped(source: Source, notes: Notes) -> dict[str, list[Row]]:
    """The rows of each party, which need not stand together."""
    header, rows = _table(source, notes)
    _check_header(header, rows, source, notes)
    groups: dict[str, list[Row]] = {}
    for cells in filter(any, rows):
        row = {name: cell for name, cell in zip(header, cells, strict=True) if name}
        reference = _REFERENCE.fullmatch(row["reference"])
        if not reference or not row[_NAME]:
            what = "a row without a name" if reference else f"a row without a readable reference ({row[_NAME]})"
            raise _error(source, what, row["reference"], _NAME if reference else "Reference")
        groups.setdefault(reference[1], []).append(row)
    count_empty(chain.from_iterable(groups.values()), (*_MANDATORY, *_SINCE_2025), notes)
    return groups


def _designation(party: _Party) -> Designation:
    kinds = list(dict.fromkeys(row["type"].casefold() for row in party.rows))
    kind = _KINDS.get(kinds[0], Kind.UNKNOWN)
    if kind is Kind.UNKNOWN or len(kinds) > 1:
        party.notes.warn("unknown kind", party.id, ", ".join(kinds))
    names = tuple(_names(party))
    actions = tuple(_actions(party))
    return Designation(
        entry_id=party.id,
        kind=kind,
        names=names,
        actions=actions,
        facts=checked(_dfat_facts.facts(party.rows, kind, party.notes, party.id), party.notes, party.id),
        listed_on=actions[0].date,
        updated_on=party.day("control date"),
        remarks="\n".join(_dfat_facts.distinct(party.rows, "additional information")),
    )


def _names(party: _Party) -> Iterator[ListedName]:
    """Every row's name, the primary one first, else in the order of the file."""
    named = [(_LISTED_AS.sub("", row[_NAME]), *_graded(party, row)) for row in party.rows]
    named.sort(key=lambda each: each[1] is not NameKind.PRIMARY)
    if sum(kind is NameKind.PRIMARY for _, kind, _ in named) != 1:
        party.notes.warn("not one primary name", party.id, named[0][0])
        named = [(name, NameKind.ALIAS if n else NameKind.PRIMARY, grade) for n, (name, _, grade) in enumerate(named)]
    for name, kind, quality in named:
        if is_noise(name):
            party.notes.warn("noise instead of a name", party.id, name)
        if not is_noise(name) or len(named) == 1:
            yield from listed(name, kind, quality)


def _graded(party: _Party, row: Row) -> tuple[NameKind, Quality]:
    """Kind and quality of a name; blank strength is unknown (UK-07) but for a primary name."""
    kind, strength = row["name type"].casefold(), row.get("alias strength", "").casefold()
    if _LISTED_AS.search(row[_NAME]) and kind != "primary name":
        kind = "previously listed as"
    if kind not in _NAME_KINDS:
        party.notes.warn("unknown name type", party.id, row["name type"])
    if strength not in _QUALITIES:
        party.notes.warn("unknown alias quality", party.id, row["alias strength"])
    found, quality = _NAME_KINDS.get(kind, NameKind.ALIAS), _QUALITIES.get(strength, Quality.UNSPECIFIED)
    return found, Quality.STRONG if found is NameKind.PRIMARY and not strength else quality


def _actions(party: _Party) -> Iterator[Action]:
    """One action a committee or autonomous regime, as far as the file states it."""
    told = _dfat_facts.distinct(party.rows, "listing information")
    told += _dfat_facts.distinct(party.rows, "instrument of designation")
    found = [day for text in told if (day := _LISTED.search(text))]
    prose = _dfat_facts.distinct(party.rows, "additional information")
    reason = _dfat_facts.reason(prose[0]) if prose else ""
    programmes = [code for cell in _dfat_facts.distinct(party.rows, "committees") for code in _COMMITTEES.split(cell)]
    if not programmes:
        party.notes.warn("no programme", party.id, "Committees")
    for programme in dict.fromkeys(programmes or [""]):
        yield Action(
            date=dates.parse(found[0][1])[0].first if found else None,
            programme=programme,
            legal_basis=_basis(party),
            measures=tuple(_measures(party)),
            reason=reason,
            reason_source=_REASON_SOURCE if reason else "",
        )


def _basis(party: _Party) -> str:
    """The instrument in words, from its own column or, in the older file, the listing information; "" if unnamed."""
    column = "instrument of designation" if "instrument of designation" in party.rows[0] else "listing information"
    return next((each for each in _dfat_facts.distinct(party.rows, column) if _INSTRUMENT.search(each)), "")


def _measures(party: _Party) -> Iterator[str]:
    """The measures that a row of the party answers with yes; another answer than yes or no is counted."""
    for column, measure in _MEASURES.items():
        answers = [row[column] for row in party.rows if column in row]
        for answer in answers:
            if answer.casefold() not in _ANSWERS:
                party.notes.warn("unknown answer", party.id, f"{measure}: {answer}")
        if any(_ANSWERS.get(answer.casefold(), True) for answer in answers):
            yield measure
