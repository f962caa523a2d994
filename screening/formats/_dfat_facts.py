"""What Australia's list knows of a party beside its names: columns and labelled numbers in prose into facts.

Cells hold several values as lists: ``a) ... b) ...``, between semicolons, or after ``>>``. "NA" is not available, not
Namibia. Numbers are read from prose only where a label announces them; the prose itself is kept as the remarks.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from screening import countries, dates
from screening.formats import Notes, _facts, _numbers
from screening.formats._names import is_noise
from screening.schema import Fact, FactKind, Kind

Row = dict[str, str]
"""One row of the workbook: folded column name to cell."""

_LIST = re.compile(r"\s*(?:;|>>|(?:^|(?<=[\s;,]))\(?[a-z]\)(?=\s?\S))\s*")
_NOTE = re.compile(r"\s*\(([^()]*)\)\W*$")
_BLANK = {"na", "nil", "none"}
_UN_REFERENCE = re.compile(r"^\W*([A-Z][A-Za-z][ie]\.\d{3})\b|\bUN Reference Number:? ([A-Z]{2}[ie]\.\d{3})\b")
_GENDER = re.compile(r"\bGender\b[\s:\[]*(male|female)\b", re.I)
_LINK = re.compile(r"(?:https?:/+|www\.)[^\s;,()\]]+", re.I)
_NOTICE = re.compile(r"INTERPOL-UN Security Council Special Notice(?: web link)?[\s:;]*", re.I)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_OWN_IMO = re.compile(
    r"(?:^|[.;]\s*)(?:International Maritime Organization \(IMO\)|IMO)(?: identification)? (?:number|no\.?)\s*:?\s*"
    r"(\d{7})\b",
    re.I,
)
"""An own company number is a sentence of its own; those of the ships spoken of stand inside sentences."""
_COMPANY = re.compile(r"\bCompany identification (?:number|no)[.:\s]*(\d[\d-]{3,}\d)", re.I)
_PASSPORT = re.compile(r"\bpassports?\b", re.I)
_NATIONAL = re.compile(
    r"\b(?:(?:identification|identity)(?: card)?|national ID|(?<!tax )ID (?:number|no))\b(?: card)?(?:\s*\(tazkira\))?",
    re.I,
)
_END = re.compile(
    r"\b(?:passport|national ident|national ID|identity|identification|tazkira|gender|listed on|other information|"
    r"address|nationality|tel|phone|fax|tax|fiscal|regist|IMO|swift|licen[cs]e|father|mother|review|http|website|"
    r"e-?mail|company)",
    re.I,
)
"""Where another subject begins, and the numbers of the label before it end."""
_DOCUMENT = re.compile(r"(?<![\w/.-])(?<!\d )(?:[A-Z]{1,5}[ /-]?)?\d[\d-]{3,15}\d[A-Z]{0,4}(?![\w/-]| \d)")
_NEXT = re.compile(r"(?:\b[a-z]\)|;|\balt\b)", re.I)
_FURTHEST = 60
"""Letters between a label and its number, at most; no sentence ends between."""
_LABEL_WORDS = re.compile(
    r"\b(?:numbers?|no|details|information|diplomatic|ordinary|service|cards?|civil|national|military|[a-z]\))(?:[.:]+|\b|(?<=\)))|[(),:.#]",
    re.I,
)
_IDENTITY = re.compile(
    r"passport|identification n|identity|\bID\b|\btax\b|fiscal|@|\b(?:tel|fax|mob|phone)\b\W*\d|gender|website|"
    r"nationalit|citizenship|photo|interpol|review pursuant|pursuant to security council|father|mother|physical|"
    r"\bheight|listed on|listing|address|a\.?k\.?a\b|\bDOB\b|\bPOB\b|regist\w* (?:n|id)|\bIMO\b|swift|licen[cs]e|"
    r"\balt\b|^\W*(?:fe)?male|^\W*na\b|gazette|company no|national no|previously listed under",
    re.I,
)
"""A sentence with one of these says who a party is, not why it is listed."""
_SENTENCES = re.compile(r"(?<=[^\W\d_]{3})[.;]\s+(?=[^\W\d_])|(?<=[\d)])[.;]\s*(?=[^\W\d_])|;\s|(?<=\])\s")


def blank(text: str) -> bool:
    """Whether a cell says nothing: empty, "NA", "N/A", "-"."""
    return is_noise(text) or text.strip(" .:").casefold() in _BLANK


def distinct(rows: list[Row], column: str) -> list[str]:
    """The cells of a column over the rows of a party that say something, each once, in order."""
    return [each for each in dict.fromkeys(row.get(column, "") for row in rows) if not blank(each)]


def several(cell: str) -> list[str]:
    """The values of a cell that is a list; a cell without list marks is one value."""
    return [part for each in _LIST.split(cell) if not blank(part := each.strip(" ,;"))]


def reason(prose: str) -> str:
    """The prose without links and its own UN reference, if more than identity data stands in it; else nothing."""
    told = _NOTICE.sub("", _LINK.sub("", _UN_REFERENCE.sub("", prose, count=1))).strip(" .,;:-")
    sentences = [each for each in _SENTENCES.split(told) if not _IDENTITY.search(each)]
    return told if any(len(re.findall(r"[^\W\d_]{2,}", each)) > 1 for each in sentences) else ""


def facts(rows: list[Row], kind: Kind, notes: Notes, entry_id: str) -> Iterator[Fact]:
    """Yield the facts of all rows of a party; the same fact may come several times."""
    for told in distinct(rows, "date of birth"):
        yield from dates.facts(FactKind.BIRTH_DATE, told.replace(">>", ";"))
    for column, place in (("place of birth", FactKind.BIRTH_PLACE), ("address", FactKind.ADDRESS)):
        for told in distinct(rows, column):
            for each in several(told):
                yield from _place(place, each)
    for told in distinct(rows, "citizenship"):
        for nation in _nations(told):
            yield from _facts.country(FactKind.NATIONALITY, nation, notes, entry_id)
    for number in distinct(rows, "imo number"):
        yield from _facts.identifier("imo" if kind is Kind.VESSEL else "company_imo", number)
    for told in distinct(rows, "additional information"):
        yield from _prose(told, kind)
    listing = distinct(rows, "listing information")
    for told in listing:
        yield from _references(told)
        yield from _facts.words(FactKind.NOTE, told, "listing information")
    for told in distinct(rows, "instrument of designation"):
        if told not in listing:
            yield from _facts.words(FactKind.NOTE, told, "instrument of designation")


def _place(kind: FactKind, told: str) -> Iterator[Fact]:
    """A place as published; its country is its last part or the words that end it."""
    note = _NOTE.search(told)
    place = told[: note.start()] if note and _land(told[: note.start()]) else told
    head, _, land = place.strip(" .,").rpartition(",")
    bracket = note[1] if note and place != told else ""
    if countries.alpha2(land.strip()):
        yield from _facts.place(kind, [head], land.strip(), bracket)
    else:
        yield from (replace(fact, country=_land(place)) for fact in _facts.place(kind, [place], "", bracket))


def _land(place: str) -> str:
    """The code of the country that ends a place: its last part, or up to three last words, before a postal code."""
    bare = re.sub(r"[\s,.]*\d[\d\s·-]*$", "", place).strip(" .,")
    words = bare.rpartition(",")[2].split()
    tries = [" ".join(words[-count:]) for count in range(len(words), 0, -1) if count < 4 or count == len(words)]
    return next((code for each in tries if len(each) > 3 and (code := countries.alpha2(each))), "")


def _nations(cell: str) -> Iterator[str]:
    """The countries of a cell, however they are joined; whole where that makes no countries of it."""
    for told in several(cell):
        parts = [part for part in re.split(r"\s*[,/]\s*(?:and\s+)?|\s+and\s+", told) if part]
        yield from parts if not countries.alpha2(told) and all(map(countries.alpha2, parts)) else [told]


def _references(told: str) -> Iterator[Fact]:
    """The party's own UN reference: at the start of its information, or called so."""
    for found in _UN_REFERENCE.finditer(told):
        reference = found[1] or found[2]
        yield from _facts.words(FactKind.REFERENCE, reference[:2].upper() + reference[2:], "un_reference")


def _prose(told: str, kind: Kind) -> Iterator[Fact]:
    """Labelled numbers, links and gender in the additional information."""
    yield from _references(told)
    if gender := _GENDER.search(told):
        yield from _facts.gender(gender[1])
    yield from _numbered(told, kind)
    for link in _LINK.findall(told):
        if "interpol.int" not in link:
            yield from _facts.identifier("website", link.rstrip("."))
    for address in _EMAIL.findall(told):
        yield from _facts.identifier("email", address)


def _numbered(told: str, kind: Kind) -> Iterator[Fact]:
    """Documents of a person, numbers of a body; a number that two rules read is given once."""
    body, documents = kind in (Kind.ORGANISATION, Kind.VESSEL), list[Fact]()
    if not body:
        documents = [*_documents(told, _PASSPORT, "passport"), *_documents(told, _NATIONAL, "national_id")]
    yield from documents
    known = {fact.value for fact in documents}
    for found in _numbers.labelled(told):
        if found.type == "company_imo" or (found.type == "other" and not body):
            continue  # read by rules of their own
        usual = "national_id" if found.type == "registration" and not body else found.type
        for fact in _facts.identifier(usual, found.value):
            if fact.value not in known and (usual == "bic" or sum(map(str.isdigit, fact.value)) > 4):
                yield fact
    for type_, pattern in (("company_imo", _OWN_IMO), ("registration", _COMPANY)) if body else ():
        for number in pattern.findall(told):
            yield from _facts.identifier(type_, number)


def _documents(told: str, label: re.Pattern[str], type: str) -> Iterator[Fact]:  # noqa: A002  # as in Fact
    """The numbers a label announces: the first one near it, and further ones behind ``b)`` or a semicolon."""
    for found in label.finditer(told):
        end = _END.search(told, found.end())
        text, at = told[found.end() : end.start() if end else None], 0
        before = " ".join(re.split(r"[.;:]\s|[.;:]$", told[: found.start()])[-1].split()[-3:])
        for number in _DOCUMENT.finditer(text):
            gap = text[at : number.start()]
            near = len(gap) <= _FURTHEST and not re.search(r"(?<!\bno)(?<!\bNo)\.\s+[A-Z]", gap)
            if not (near if at == 0 else _NEXT.search(gap)):
                break
            behind = re.match(r"[\s,]*\(?\s*([A-Z][A-Za-z ]+)", text[number.end() :])
            tries = [gap, before if at == 0 else "", behind[1] if behind else ""]
            yield from _facts.identifier(type, number[0], next(filter(None, map(_issuer, tries)), ""))
            at = number.end()


def _issuer(words: str) -> str:
    """The code of the country that a few words around a number name, if surely."""
    bare = _LABEL_WORDS.sub(" ", words).split()
    tries = [" ".join(bare[at:]) for at in range(len(bare))] + bare[:1]
    return next((code for each in tries if len(each) > 3 and (code := countries.alpha2(each))), "")
