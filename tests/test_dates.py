"""Laws of dates: an interval contains every date that its text can mean, in every way of writing it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import dates
from screening.dates import CIRCA_YEARS, iso, parse
from screening.schema import FactKind, Interval
from tests.strategies import ANY_TEXT

DAYS = st.dates(dt.date(1500, 1, 1), dt.date(2199, 12, 31))
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def written(day: dt.date, pattern: str) -> str:
    """The day in a pattern whose words do not depend on the machine's language."""
    month = MONTHS[day.month - 1]
    return pattern.format(y=f"{day.year:04}", m=day.month, d=day.day, mon=month[:3], month=month)


EXACT = st.sampled_from(
    [
        *("{d:02} {mon} {y}", "{d} {month} {y}", "{d}-{mon}-{y}", "{month} {d}, {y}", "{mon} {d} {y}", "{y} {mon} {d}"),
        *(
            "{d:02}/{m:02}/{y}",
            "{d}.{m}.{y}",
            "{d:02}-{m:02}-{y}",
            "{y}{m:02}{d:02}",
            "{y}/{m}/{d}",
            "{y}-{m:02}-{d:02}",
        ),
        *("{d}th of {month}, {y}", "{d:02} {mon}. {y}", "{y}-{m:02}-{d:02}T00:00:00", "{y}-{m:02}-{d:02}+02:00"),
    ]
)
MONTH = st.sampled_from(["{mon} {y}", "{month} {y}", "{y}-{m:02}", "{m:02}/{y}", "00/{m:02}/{y}", "dd/{m:02}/{y}"])
YEAR = st.sampled_from(["{y}", "00/00/{y}", "dd/mm/{y}", "{y}-00-00", "xx/xx/{y}", "born {y} in Kabul"])
WRITTEN = st.one_of(EXACT, MONTH, YEAR)


def only(text: str) -> Interval:
    """The one interval of a text."""
    (found,) = parse(text)
    return found


def ends(text: str) -> list[tuple[str, str]]:
    """First and last day of every interval, as text."""
    return [(str(each.first), str(each.last)) for each in parse(text)]


@given(DAYS, EXACT)
def test_exact(day: dt.date, pattern: str) -> None:
    """A full date reads as that day in every way of writing it, and its text is kept."""
    text = written(day, pattern)
    assert only(text) == Interval(day, day, text)


@given(DAYS, WRITTEN)
def test_contains(day: dt.date, pattern: str) -> None:
    """The interval of a text contains the date the text was written from."""
    found = only(written(day, pattern))
    assert found.first is not None
    assert found.last is not None
    assert found.first <= day <= found.last


@given(DAYS, DAYS, EXACT, st.sampled_from([" to ", " - ", "\u2013"]))
def test_range(one: dt.date, other: dt.date, pattern: str, link: str) -> None:
    """A range is one interval that spans both ends, whichever stands first."""
    found = only(written(one, pattern) + link + written(other, pattern))
    assert (found.first, found.last) == (min(one, other), max(one, other))


@given(st.lists(DAYS, min_size=2, max_size=5), WRITTEN, st.sampled_from([" or ", "; ", ", ", "\n"]))
def test_alternatives(days: list[dt.date], pattern: str, link: str) -> None:
    """Alternatives keep their number and order, and each contains its date."""
    found = parse(link.join(written(day, pattern) for day in days))
    assert len(found) == len(days)
    assert all(
        each.first and each.last and each.first <= day <= each.last for each, day in zip(found, days, strict=True)
    )


@given(
    DAYS,
    st.one_of(EXACT, MONTH, st.just("{y}")),
    st.sampled_from(["circa ", "Approximately ", "c. ", "about ", "approx. ", "~"]),
)
def test_circa_widens(day: dt.date, pattern: str, word: str) -> None:
    """Circa widens the plain interval by its years on both sides."""
    plain, wide = only(written(day, pattern)), only(word + written(day, pattern))
    years = [each.year if each else 0 for each in (plain.first, plain.last, wide.first, wide.last)]
    assert wide.circa
    assert years[2:] == [years[0] - CIRCA_YEARS, years[1] + CIRCA_YEARS]


@given(st.one_of(ANY_TEXT, st.text("0123456789/-. toabc()Mayrcir", max_size=30)))
def test_never_raises(text: str) -> None:
    """Any text gives intervals in order of their ends, at least one unless it is blank."""
    found = parse(text)
    assert bool(found) == bool(text.split())
    assert all((each.first is None) == (each.last is None) for each in found)
    assert all(each.first <= each.last for each in found if each.first and each.last)


@given(st.integers(-5, 3000), st.integers(-3, 15), st.integers(-3, 40), st.integers(0, 3000), st.booleans())
def test_parts(year: int, month: int, day: int, to_year: int, circa: bool) -> None:
    """An interval from parts never raises, is in order, and has a text."""
    found = dates.interval(year=year, month=month, day=day, to_year=to_year, circa=circa)
    assert (found.first is None) == (found.last is None)
    assert found.first is None or found.last is None or found.first <= found.last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1962 to 1964", "1962-01-01", "1964-12-31"),
        ("Between 1960 and 1962", "1960-01-01", "1962-12-31"),
        ("1960-62", "1960-01-01", "1962-12-31"),
        ("circa 1955-1960", "1953-01-01", "1962-12-31"),
        ("1963 (approximately)", "1961-01-01", "1965-12-31"),
        ("4-5 May 1970", "1970-05-04", "1970-05-05"),
        ("1 May to 3 June 1970", "1970-05-01", "1970-06-03"),
        ("Mar to Jun 1970", "1970-03-01", "1970-06-30"),
        ("1960s", "1960-01-01", "1969-12-31"),
        ("29 Feb 1972", "1972-02-29", "1972-02-29"),
        ("circa 29 Feb 1972", "1970-02-28", "1974-03-01"),
        ("1975-19-25", "1975-01-01", "1975-12-31"),
        ("05/16/1970", "1970-01-01", "1970-12-31"),
        ("30 Feb 1970", "1970-01-01", "1970-12-31"),
    ],
)
def test_examples(text: str, first: str, last: str) -> None:
    """Ranges, circa and impossible dates, as lists write them."""
    assert ends(text) == [(first, last)]


@pytest.mark.parametrize("text", ["31801", "1387", "16/05/70", "unknown", "n/a", "99999999", "0000"])
def test_no_date(text: str) -> None:
    """A serial number, a Hijri year, a two-digit year and a word have no ends, and keep their text."""
    assert parse(text) == (Interval(None, None, text),)


def test_alternative_texts() -> None:
    """Each alternative keeps its own words, without labels, and circa belongs to its own date only."""
    found = parse("(a) 1 Jan 1960 (b) circa 1961 (c) 1962 to 1963")
    assert [each.text for each in found] == ["1 Jan 1960", "circa 1961", "1962 to 1963"]
    assert [each.circa for each in found] == [False, True, False]


def test_alternative_without_date() -> None:
    """An alternative that cannot be read is kept beside the others, without ends."""
    assert ends("1.1.1950 or 31801") == [("1950-01-01", "1950-01-01"), ("None", "None")]


@given(DAYS, WRITTEN)
def test_iso(day: dt.date, pattern: str) -> None:
    """The ISO form of an interval reads back as the same interval."""
    found = only(written(day, pattern))
    again = only(iso(found))
    assert (again.first, again.last) == (found.first, found.last)


def test_iso_range() -> None:
    """Years and other ranges are written with a slash, a text without ends as it stands."""
    assert [iso(only(text)) for text in ("1962 to 1964", "1 May 1970 to 3 June 1970", "31801")] == [
        "1962/1964",
        "1970-05-01/1970-06-03",
        "31801",
    ]


def test_facts() -> None:
    """Every date of a text is a fact of its own."""
    found = dates.facts(FactKind.BIRTH_DATE, "1950 or 1951")
    assert [(fact.value, fact.text, fact.first) for fact in found] == [
        ("1950", "1950", dt.date(1950, 1, 1)),
        ("1951", "1951", dt.date(1951, 1, 1)),
    ]
