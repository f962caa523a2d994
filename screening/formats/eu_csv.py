"""The EU consolidated financial sanctions list, FSF CSV 1.1: role ``list`` (``csvFullSanctionsList_1_1.csv``).

Published beside the XML at https://webgate.ec.europa.eu/fsd/fsf/public/files/csvFullSanctionsList_1_1/content (a token
or EU Login is needed). Semicolons, 118 columns in six blocks, named as in the files of 2022 to 2026 and read by name;
one row per name, address, birth date, document or citizenship, several of which may share a row, grouped here by
Entity_LogicalId. Oddities: no flag for strong and weak names, so their quality is unspecified unless the remark tells
it (the XML has the flag: prefer it); every remark stands in brackets of its own; the date of the file is day first,
that of an act is ISO. What a party is: ``_eu_party``.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, chain, zip_longest

from screening import dates
from screening.errors import ListFormatError
from screening.formats import Notes, Source
from screening.formats._eu_facts import Part, Party
from screening.formats._eu_party import day, designation
from screening.formats._table import Row, count_empty, grouped, header, lines
from screening.schema import Designation

_ID, _DATE = "Entity_LogicalId", "fileGenerationDate"
_ACT = (
    "Regulation_Type", "Regulation_OrganisationType", "Regulation_PublicationDate", "Regulation_EntryIntoForceDate",
    "Regulation_NumberTitle", "Regulation_Programme", "Regulation_PublicationUrl",
)  # fmt: skip
_PARTY = (
    "LogicalId", "EU_ReferenceNumber", "UnitedNationId", "DesignationDate", "DesignationDetails", "Remark",
    "SubjectType", "SubjectType_ClassificationCode",
)  # fmt: skip
_LAND = ("Region", "CountryIso2Code", "CountryDescription")
_BLOCKS = {
    "NameAlias": (
        "LastName", "FirstName", "MiddleName", "WholeName", "NameLanguage", "Gender", "Title", "Function",
    ),
    "Address": ("City", "Street", "PoBox", "ZipCode", "Place", "AsAtListingTime", "ContactInfo", *_LAND),
    "BirthDate": (
        "BirthDate", "Day", "Month", "Year", "YearRangeFrom", "YearRangeTo", "Circa", "CalendarType", "ZipCode",
        "Place", "City", *_LAND,
    ),
    "Identification": (
        "Number", "Diplomatic", "KnownExpired", "KnownFalse", "ReportedLost", "RevokedByIssuer", "IssuedBy",
        "IssuedDate", "ValidFrom", "ValidTo", "LatinNumber", "NameOnDocument", "TypeCode", "TypeDescription", *_LAND,
    ),
    "Citizenship": _LAND,
}  # fmt: skip
"""What stands in a block beside its id, language, remark and the act that put it on the list."""
_TEXTS = {
    "EU_ReferenceNumber": "euReferenceNumber", "BirthDate": "birthdate", "Day": "dayOfMonth", "Month": "monthOfYear",
    "TypeCode": "identificationTypeCode", "TypeDescription": "identificationTypeDescription",
    "Regulation_Type": "regulationType",
}  # fmt: skip
"""Columns whose attribute in the XML is not just their name with a small letter."""
_DATES = {
    "DesignationDate", "Regulation_PublicationDate", "Regulation_EntryIntoForceDate", "BirthDate", "IssuedDate",
    "ValidFrom", "ValidTo",
}  # fmt: skip
_FLAGS = {"Circa", "Diplomatic", "KnownExpired", "KnownFalse", "ReportedLost", "RevokedByIssuer"}
_YES, _NO = {"true", "1", "y", "yes"}, {"", "false", "0", "n", "no"}
_MANDATORY = (
    _ID, "Entity_EU_ReferenceNumber", "Entity_Remark", "Entity_SubjectType", "Entity_SubjectType_ClassificationCode",
    "Entity_Regulation_NumberTitle", "Entity_Regulation_Programme", "NameAlias_LastName", "NameAlias_FirstName",
    "NameAlias_MiddleName", "NameAlias_WholeName", "NameAlias_NameLanguage", "NameAlias_Remark", "BirthDate_BirthDate",
    "BirthDate_Year", "Identification_Number", "Identification_TypeCode", "Citizenship_CountryIso2Code",
    "Address_CountryIso2Code",
)  # fmt: skip
_KNOWN = (
    _DATE,
    *(f"Entity_{name}" for name in (*_PARTY, *_ACT)),
    *(
        f"{block}_{name}"
        for block, names in _BLOCKS.items()
        for name in (*names, "LogicalId", "RegulationLanguage", "Remark", *_ACT)
    ),
)
_CONTACT = re.compile(r"\b(PHONE|MOBILE|FAX|EMAIL|WEB)\s*[:=\[(]\s*", re.I)
_NEXT_REMARK = re.compile(r"\)\s*(?:\n|\\n)\s*\(")
_CODES = {"p": "P", "person": "P", "e": "E", "enterprise": "E"}


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of the list, in the order of their first rows.

    Raises:
        ListRefusedError: the bytes are no CSV, or it is cut off.
        ListFormatError: a mandatory column is missing (named), a row has no Entity_LogicalId or too few cells, or a
            party has no subject type or no name.
    """
    table = list(lines(source, ";"))
    columns = header(table[0][1] if table else [], _MANDATORY, _KNOWN, source, notes)
    groups = grouped(table[1:], columns, _ID, _ID, source)
    count_empty(chain.from_iterable(groups.values()), _MANDATORY, notes)
    stated = sorted({_iso(row.get(_DATE, "").strip()) for rows in groups.values() for row in rows})
    notes.published = day(stated[-1] if stated else "", _DATE, "", notes)
    if len(stated) > 1:
        notes.warn("several dates", detail=", ".join(stated))
    for entry_id, rows in groups.items():
        yield designation(_party(entry_id, rows, source, notes), notes, flagged=False)


def _party(entry_id: str, rows: list[Row], source: Source, notes: Notes) -> Party:
    parts = tuple(_parts(rows, notes))
    codes = [told for name in ("SubjectType", "SubjectType_ClassificationCode") for told in _distinct(rows, name)]
    names = [part for part in parts if part.name == "nameAlias"]
    for field, stated in (("Entity_SubjectType", codes), ("NameAlias_WholeName", names)):
        if not stated:
            name = source.file("list").name
            raise ListFormatError(f"no {field}", list_id=source.list_id, file=name, entry_id=entry_id, field=field)
    own = {}
    for name in ("EU_ReferenceNumber", "UnitedNationId", "DesignationDate", "DesignationDetails"):
        several = _distinct(rows, name)
        if len(several) > 1:
            notes.warn("several values", entry_id, f"Entity_{name} {', '.join(several)}")
        own[_attribute(name)] = _text(name, several[0] if several else "", notes)
    known = [_CODES[code.lower()] for code in codes if code.lower() in _CODES]
    remarks = dict.fromkeys(
        each for told in dict.fromkeys(row["Entity_Remark"] for row in rows) for each in _remarks(told)
    )
    code = known[0] if len(set(known)) == 1 else ", ".join(codes)
    return Party(entry_id, code, Part("sanctionEntity", own), tuple(remarks), parts)


def _distinct(rows: list[Row], name: str) -> list[str]:
    """What the rows state of the party in one column, each once."""
    return [told for told in dict.fromkeys(" ".join(row.get(f"Entity_{name}", "").split()) for row in rows) if told]


def _parts(rows: list[Row], notes: Notes) -> Iterator[Part]:
    """Every block that holds something, once, however many rows repeat it."""
    seen = set[tuple[str, ...]]()
    for row in rows:
        for block, names in {"Entity": _ACT, **_BLOCKS}.items():
            cells = tuple(row.get(f"{block}_{name}", "").strip() for name in names)
            beside = () if names is _ACT else tuple(row.get(f"{block}_{name}", "") for name in ("LogicalId", "Remark"))
            if (block, *cells, *beside) in seen or not any((*_told(names, cells), *beside)):
                continue
            seen.add((block, *cells, *beside))
            texts = {_attribute(name): _text(name, cell, notes) for name, cell in zip(names, cells, strict=True)}
            contacts = tuple(_contacts(row.get("Address_ContactInfo", ""))) if block == "Address" else ()
            yield Part(_part(block), texts, "; ".join(_remarks(beside[1])) if beside else "", contacts)


def _told(names: tuple[str, ...], cells: tuple[str, ...]) -> list[str]:
    """The cells of a block that say something where they stand alone."""
    return [cell for name, cell in zip(names, cells, strict=True) if name not in _FLAGS | {"CalendarType"}]


def _part(block: str) -> str:
    """A block as the XML calls its element."""
    known = {"Entity": "regulation", "BirthDate": "birthdate"}
    return known.get(block, block[0].lower() + block[1:])


def _attribute(name: str) -> str:
    """A column as the XML calls its attribute."""
    bare = name.removeprefix("Regulation_")
    return _TEXTS.get(name, bare[0].lower() + bare[1:])


def _text(name: str, cell: str, notes: Notes) -> str:
    """A cell as the XML writes it: dates in ISO order, flags "true" or "false", single blanks."""
    told = " ".join(cell.split())
    if name in _DATES:
        return _iso(told)
    if name not in _FLAGS:
        return told
    if told.lower() not in _YES | _NO:
        notes.warn_once("unknown flag", f"{name} {told}")
    return "true" if told.lower() in _YES else "false"


def _iso(told: str) -> str:
    """A whole date in ISO order; any other text as it is."""
    found = dates.parse(told)
    whole = len(found) == 1 and found[0].first is not None and found[0].first == found[0].last
    return dates.iso(found[0]) if whole else told


def _remarks(cell: str) -> list[str]:
    """The remarks of a cell: each stands in brackets and on lines of its own."""
    told = cell.strip()
    parts = _NEXT_REMARK.split(told[1:-1]) if (told[:1], told[-1:]) == ("(", ")") else []
    if not parts or not all(map(_paired, parts)):
        parts = [told]
    return [" ".join(part.split()) for part in parts if part.strip()]


def _paired(text: str) -> bool:
    """Whether no bracket is closed that was not opened."""
    return min(accumulate((letter == "(") - (letter == ")") for letter in text), default=0) >= 0


def _contacts(cell: str) -> Iterator[tuple[str, str]]:
    """Key and value of each contact ("PHONE[...]", "EMAIL: ..."); without a key first, the whole text without one."""
    told = " ".join(cell.split())
    starts = list(_CONTACT.finditer(told))
    if told and (not starts or any(map(str.isalnum, told[: starts[0].start()]))):
        yield "", told
        return
    for contact, after in zip_longest(starts, starts[1:]):
        end = after.start() if after else len(told)
        yield contact[1].upper(), told[contact.end() : end].strip(" ,;)](")
