"""What is checked of facts in every format: days that no calendar has (LD-15)."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import dates
from screening.formats import Notes
from screening.formats._facts import checked
from screening.schema import FactKind
from tests import samples

SHAPES = st.sampled_from(["{0:04}-{1:02}-{2:02}", "{2:02}/{1:02}/{0:04}"])
BORN = st.sampled_from([FactKind.BIRTH_DATE, FactKind.ESTABLISHED])


@given(SHAPES, BORN, st.integers(1900, 2030), st.integers(1, 99), st.integers(1, 99))
def test_a_day_of_no_calendar_is_counted(shape: str, kind: FactKind, year: int, month: int, day: int) -> None:
    """A whole date that no calendar has is its year or nothing, and counted once; one that it has is not."""
    notes, text = Notes(), shape.format(year, month, day)
    try:
        dt.date(year, month, day)
    except ValueError:
        if shape.startswith("{2") and month <= 31 and day <= 12:
            return  # the other order of day and month is a date
        expected: tuple[tuple[str, int], ...] = (("unreadable date", 1),)
    else:
        expected = ()
    assert checked(dates.facts(kind, text), notes, "1")
    assert notes.counts() == expected


@pytest.mark.parametrize("text", ["00/00/1980", "1980", "circa 1980", "dd/mm/1968", "Aug 1962", "1962 to 1964"])
def test_what_a_list_does_not_know_is_not_counted(text: str) -> None:
    """A date that says less than a day is none that cannot be."""
    notes = Notes()
    assert checked(dates.facts(FactKind.BIRTH_DATE, text), notes, "1")
    assert notes.counts() == ()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("un_xml", "<DATE_OF_BIRTH>1970-07-14", "<DATE_OF_BIRTH>1970-19-25"),
        ("eu_xml", 'monthOfYear="5"', 'monthOfYear="13"'),
        ("uk_xml", "<DOB>15/05/1970", "<DOB>45/19/1970"),
        ("ofac_xml", "<dateOfBirth>16 May 1970", "<dateOfBirth>45 Foo 1970"),
    ],
)
def test_an_impossible_date_keeps_its_entry(tmp_path: Path, name: str, old: str, new: str) -> None:
    """The party stays, its year too, the published words stand beside it, and a warning says so."""
    path = samples.source(name).file("list")
    text = path.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / path.name).write_text(text.replace(old, new), encoding="utf-8")
    (found, notes), (usual, before) = samples.read(name, tmp_path), samples.read(name)
    assert found.keys() == usual.keys()
    assert dict(notes.counts())["unreadable date"] == dict(before.counts()).get("unreadable date", 0) + 1
    assert any(fact.value == "1970" for each in found.values() for fact in each.facts)
