"""Dates of OFAC's ADVANCED files: a day in parts, and periods between two days that may each be uncertain.

A year alone is published as 1 January to 31 December, "circa" as the attribute ``Approximate``. Periods are given back
in the words of OFAC's CSV files, so that they are read as those are (US-06).
"""

import calendar
import datetime as dt

from screening.formats._ofac_reference import Reading
from screening.formats._xml import Element, local, value

Day = tuple[int, int, int]
"""Year, month, day; 0 where it is not told."""


def _parts(element: Element, reading: Reading, entry_id: str) -> Day:
    """The numbers that an element states, whether or not there is such a day."""
    told = {local(each): value(each) for each in element}
    for name, text in told.items():
        if text and not text.isdecimal():
            raise reading.fault(f"{text!r} is no {name.lower()}", entry_id, name)
    if not told.get("Year"):
        raise reading.fault(f"{local(element)} without Year", entry_id, "Year")
    if not (told.get("Month") and told.get("Day")):
        reading.notes.warn("incomplete date", entry_id, f"{local(element)} without Month or Day")
    return int(told["Year"]), int(told.get("Month") or 0), int(told.get("Day") or 0)


def _possible(day: Day, reading: Reading, entry_id: str) -> Day:
    """The day where there is such a one; the year, counted, where not."""
    year, month, number = day
    try:
        dt.date(year, month or 1, number or 1)
    except ValueError:
        reading.notes.warn("impossible date", entry_id, f"{year:04}-{month:02}-{number:02}")
        return year, 0, 0
    return year, month, number if month else 0


def date(element: Element, reading: Reading, entry_id: str) -> dt.date | None:
    """Read a whole date; None, counted, where it is not whole."""
    year, month, day = _possible(_parts(element, reading, entry_id), reading, entry_id)
    if month and day:
        return dt.date(year, month, day)
    reading.notes.warn("unreadable date", entry_id, f"{local(element)} {year}")
    return None


def period(element: Element, reading: Reading, entry_id: str) -> str:
    """Read a DatePeriod in the words of the CSV: "16 May 1970", "Aug 1962", "circa 1951", "1962 to 1964"."""
    reading.gregorian(element, entry_id)
    stated = {_parts(end, reading, entry_id) for side in element for end in side if local(end) in ("From", "To")}
    if not stated:
        raise reading.fault("DatePeriod without From and To", entry_id, "DatePeriod")
    if {local(side) for side in element if len(side)} != {"Start", "End"}:
        reading.notes.warn("incomplete date", entry_id, "DatePeriod without Start or End")
    days = [_possible(day, reading, entry_id) for day in sorted(stated)]
    first = min(days, key=lambda day: (day[0], day[1] or 1, day[2] or 1))
    last = max(days, key=lambda day: (day[0], day[1] or 12, day[2] or 31))
    circa = any(side.get("Approximate") == "true" for side in element)
    return ("circa " if circa else "") + spoken(first, last)


def spoken(first: Day, last: Day) -> str:
    """Write a period in the words of the CSV."""
    (year, month, day), (to_year, to_month, to_day) = first, last
    if (month or 1, day or 1, to_month or 12, to_day or 31) == (1, 1, 12, 31):
        return str(year) if year == to_year else f"{year} to {to_year}"
    if first == last:
        return _written(first)
    length = calendar.monthrange(to_year, to_month)[1] if to_month else 0
    if (year, month, day or 1, to_day or length) == (to_year, to_month, 1, length):
        return _written((year, month, 0))
    return f"{_written(first)} to {_written(last)}"


def _written(day: Day) -> str:
    """A day as OFAC prints it, by the English month names of its lists."""
    year, month, number = day
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return " ".join(filter(None, [f"{number:02}" if number else "", months[month - 1] if month else "", str(year)]))
