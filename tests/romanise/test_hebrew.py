"""Hebrew: one of the readings is the consonants of the Latin spelling."""

import re

import pytest

from screening.romanise.hebrew import CONSONANTS, LETTERS, readings
from tests.romanise import texts


@pytest.mark.parametrize(
    ("native", "consonants"),
    [
        ("בנימין", "bnmn"),
        ("בנימין", "bnymyn"),
        ("נתניהו", "ntnh"),
        ("אברהם", "avrhm"),
        ("יעקב", "ykv"),
        ("יוסף", "ysf"),
        ("דוד", "dvd"),
        ("דוד", "dd"),
        ("משה", "msh"),
        ("שרה", "sr"),
        ("וולף", "vlf"),
        ("רוברט", "rbrt"),
        ("פרנק", "frnk"),
        ("ג׳ורג׳", "jrj"),
        ("ג'ורג'", "jrj"),
        ("עמיר", "amr"),
    ],
)
def test_consonants_of_known_names(native: str, consonants: str) -> None:
    """The consonants of the usual Latin spelling are among the readings, marked as consonants."""
    found = readings(native)
    assert consonants in texts(found)
    assert not any(reading.vowels for reading in found)


def test_points_change_nothing() -> None:
    """Vowel points are not letters."""
    assert readings("דָּוִד") == readings("דוד")


def test_consonant_table_is_well_formed() -> None:
    """Each letter has different Latin spellings, all of them letters."""
    for spellings in CONSONANTS.values():
        assert len(set(spellings)) == len(spellings) > 0
        assert all(re.fullmatch("[a-z]+", spelling) for spelling in spellings)


@pytest.mark.parametrize(("native", "latin"), [("משה", "moshe"), ("נתניהו", "netanyahu"), ("צבי", "zvi")])
def test_usual_spellings_cost_little(native: str, latin: str) -> None:
    """A spelling that passports print costs next to nothing."""
    assert LETTERS.cost(native, latin, 2.0) < 0.3
