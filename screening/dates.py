"""Dates as lists and customer files write them, read into intervals: exact, month, year, circa, range, alternatives.

A date is where it may lie, never a guess: what is unknown widens the interval, what is impossible (``1975-19-25``)
falls back to its year, and what is no date at all (``31801``, a spreadsheet's serial number) is kept as text without
ends. Slashes and dots are day first, as in the UN, EU, UK and OFAC lists; ``05/16/1970`` is therefore only "1970".

Alternatives stay alternatives ("1.1.1950 or 1.1.1951"); a range ("1962 to 1964") is one interval.
"""

import calendar
import datetime as dt
import re
import unicodedata

from screening.schema import Fact, FactKind, Interval

CIRCA_YEARS = 2
"""How far "circa" widens a date on both sides, in years: the narrow end of the usual two to five (HT-06)."""

FIRST_YEAR, LAST_YEAR = 1500, 2199
"""Years outside are not read: 1300 to 1450 are years of the Hijri calendars, which no list converts."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DAY = r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?"
_GAP = r"[\s.,/-]*"
_UNTIL = r"\s*(?:-|to|or|and|/)\s*"
_YEAR = r"(?<!\d)\d{4}(?!\d)"
_NO_DAY, _NO_MONTH = r"dd|xx|\?\?|--", r"mm|xx|\?\?|--"
# One alternative a way of writing a date; the first that fits at a place wins, so the fullest stand first.
_DATE = re.compile(
    rf"""
      (?P<y1>{_YEAR})[-./](?P<m1>\d{{1,2}})[-./](?P<d1>\d{{1,2}})(?!\d)(?:t?\s*\d\d:\d\d[\d:.]*z?)?(?:[+-]\d\d:\d\d)?
    | (?<![\d.])(?P<d2>\d{{1,2}}|{_NO_DAY})\s?[-./]\s?(?P<m2>\d{{1,2}}|{_NO_MONTH})\s?[-./]\s?(?P<y2>{_YEAR})
    | (?:(?P<b3>{_DAY})(?:\s+(?P<n3>{_MONTH}))?{_UNTIL})?
      (?P<d3>{_DAY}){_GAP}(?:of\s+)?(?P<m3>{_MONTH})\b{_GAP}(?P<y3>{_YEAR})
    | \b(?P<m4>{_MONTH})\b{_GAP}(?:(?P<b4>{_DAY}){_UNTIL})?(?P<d4>{_DAY})\s*,?\s*(?P<y4>{_YEAR})
    | (?P<y5>{_YEAR}){_GAP}(?P<m5>{_MONTH})\b(?:{_GAP}(?P<d5>\d{{1,2}})(?!\d))?
    | \b(?:(?P<n6>{_MONTH}){_UNTIL})?(?P<m6>{_MONTH})\b{_GAP}(?P<y6>{_YEAR})
    | (?<!\d)(?P<y7>\d{{4}})[-./](?P<m7>\d{{1,2}})(?![\d/.-]*\d)
    | (?<![\d.])(?P<m8>\d{{1,2}})[-./](?P<y8>{_YEAR})
    | (?<!\d)(?P<y9>\d{{4}})(?P<m9>\d{{2}})(?P<d9>\d{{2}})(?!\d)
    | (?<!\d)(?P<decade>\d{{3}}0)'?s\b
    | (?P<year>{_YEAR})
    | (?P<number>(?<!\d)\d{{5,}}(?!\d))
    """,
    re.VERBOSE,
)
_CIRCA = re.compile(r"\b(?:circa|approx\w*|about|around|roughly|estimated|est|ca)\b\.?|\bc\.?\s*$|~", re.IGNORECASE)
_CIRCA_BEHIND = re.compile(rf"\s*(?:\(\s*(?:{_CIRCA.pattern})[^)]*\)|(?:{_CIRCA.pattern})[\s.]*$)", re.IGNORECASE)
_RANGE = re.compile(rf"\s*(?:to|until|till|through|-|\u2013|\u2014)\s*(?:{_CIRCA.pattern})?\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|&)\s*")
_BETWEEN = re.compile(r"\b(?:between|from)\b")
_LABEL = re.compile(r"^(?:[\s;,.:/]|or\b|and\b|alt\.|\(?[a-z0-9]{1,2}\))+", re.IGNORECASE)


def _number(text: str | int | None) -> int:
    digits = re.match(r"\d+", str(text or ""))
    return int(digits.group()) if digits else 0


def _month(text: str | None) -> int:
    start = (text or "").lower()[:3]
    return _MONTHS.index(start) + 1 if start in _MONTHS else _number(text)


def _year_end(year: int, month: int, day: int) -> dt.date:
    """The last day that year, month and day (0 = unknown) can mean."""
    return dt.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


def _exists(year: int, month: int, day: int) -> bool:
    if not 0 <= month <= 12 or (day and not month):
        return False
    return 0 <= day <= (calendar.monthrange(year, month)[1] if month else 0)


def _shift(day: dt.date, years: int) -> dt.date:
    if (day.month, day.day) == (2, 29):
        return dt.date(day.year + years, 2, 28) if years < 0 else dt.date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)


def _widen(found: Interval) -> Interval:
    if found.first is None or found.last is None:
        return Interval(None, None, found.text, circa=True)
    return Interval(_shift(found.first, -CIRCA_YEARS), _shift(found.last, CIRCA_YEARS), found.text, circa=True)


def interval(
    *,
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    to_year: int | None = None,
    circa: bool = False,
    text: str = "",
) -> Interval:
    """Build an interval from the parts a list states; 0 or None is an unknown part.

    Args:
        year: Gregorian year; outside ``FIRST_YEAR`` to ``LAST_YEAR`` the interval has no ends.
        month: 1 to 12; an impossible month or day falls back to the whole year.
        day: 1 to 31; ignored without a month.
        to_year: last year of a range whose first is ``year``.
        circa: widen by ``CIRCA_YEARS`` on both sides.
        text: what the source wrote; made from the parts where empty.
    """
    begin, month, day = year or 0, month or 0, day or 0
    end = to_year or begin
    words = text or "-".join(f"{part:02}" for part in (begin, month, day) if part) + (f" to {end}" if to_year else "")
    if not (FIRST_YEAR <= begin <= LAST_YEAR and FIRST_YEAR <= end <= LAST_YEAR):
        return Interval(None, None, words, circa)
    if to_year or not _exists(begin, month, day):
        month = day = 0
    first, last = dt.date(min(begin, end), month or 1, day or 1), _year_end(max(begin, end), month, day)
    found = Interval(first, last, words)
    return _widen(found) if circa else found


def _read(piece: re.Match[str]) -> Interval:
    """One date as ``_DATE`` found it, without its circa."""
    groups, text = piece.groupdict(), piece.group()
    parts = {name[0]: value for name, value in groups.items() if value and name[-1].isdigit()}
    if groups["decade"]:
        return interval(year=_number(groups["decade"]), to_year=_number(groups["decade"]) + 9, text=text)
    year, month, day = _number(parts.get("y") or groups["year"]), _month(parts.get("m")), _number(parts.get("d"))
    if groups["m7"] and month > 12:  # "1960-62"
        return interval(year=year, to_year=year - year % 100 + month if month > year % 100 else None, text=text)
    found = interval(year=year, month=month, day=day, text=text)
    if "b" not in parts and "n" not in parts:
        return found
    start = interval(year=year, month=_month(parts.get("n")) or month, day=_number(parts.get("b")))
    return _span(start, found, text)


def _span(start: Interval, end: Interval, text: str) -> Interval:
    """From the earlier to the later of two intervals, whichever way round the source wrote them."""
    if start.first is None or end.first is None or start.last is None or end.last is None:
        return Interval(None, None, text)
    return Interval(min(start.first, end.first), max(start.last, end.last), text)


def parse(text: str) -> tuple[Interval, ...]:
    """Read every date that a text states, in its order; alternatives are separate intervals, a range is one.

    Never raises; a text that is not blank gives at least one interval, without ends where no date can be read. Each
    interval keeps the words it was read from.
    """
    words = " ".join(unicodedata.normalize("NFKC", text).split())
    # Lower-casing may change the length of rare letters, and then positions: those texts hold no dates to lose.
    lower = words.lower() if len(words.lower()) == len(words) else words
    pieces = list(_DATE.finditer(lower))
    if not words or not pieces:
        return (Interval(None, None, words, circa=bool(_CIRCA.search(words))),) if words else ()
    found: list[Interval] = []
    at = index = 0
    while index < len(pieces):
        lead, dated = lower[at : pieces[index].start()], _read(pieces[index])
        circa, end = bool(_CIRCA.search(lead)), pieces[index].end()
        if index + 1 < len(pieces):
            link = lower[end : pieces[index + 1].start()]
            if _RANGE.fullmatch(link) or (_AND.fullmatch(link) and _BETWEEN.search(lead)):
                index, end, circa = index + 1, pieces[index + 1].end(), circa or bool(_CIRCA.search(link))
                dated = _span(dated, _read(pieces[index]), "")
        behind = _CIRCA_BEHIND.match(lower, end)
        circa, end = circa or bool(behind), behind.end() if behind else end
        quote = _LABEL.sub("", words[at : end if index + 1 < len(pieces) else None]).strip(" ;,")
        dated = Interval(dated.first, dated.last, quote)
        found.append(_widen(dated) if circa else dated)
        at, index = end, index + 1
    if len(found) == 1:
        return (Interval(found[0].first, found[0].last, words, found[0].circa),)
    return tuple(found)


def iso(dated: Interval) -> str:
    """Write an interval as ISO 8601 ("1970-05-16", "1970-05", "1970", "1962/1964"), or its text without ends."""
    first, last = dated.first, dated.last
    if first is None or last is None:
        return dated.text
    if first == last:
        return first.isoformat()
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole:
        return str(first.year) if first.year == last.year else f"{first.year}/{last.year}"
    if first.replace(day=1) == last.replace(day=1) and first.day == 1 and last == _year_end(last.year, last.month, 0):
        return f"{first:%Y-%m}"
    return f"{first.isoformat()}/{last.isoformat()}"


def facts(kind: FactKind, text: str) -> tuple[Fact, ...]:
    """One dated fact (birth date, date of establishment) for every date the text states."""
    return tuple(
        Fact(kind, iso(each), each.text, first=each.first, last=each.last, circa=each.circa) for each in parse(text)
    )
