"""Ethiopic names read as papers print them."""

import pytest

from screening import compare
from screening.romanise import readings


@pytest.mark.parametrize(
    ("native", "latin"),
    [("አበበ", "abebe"), ("ሰላም", "selam"), ("ተስፋዬ", "tesfaye"), ("ሀይሌ", "hayle"), ("ግርማ", "germa")],
)
def test_names_are_among_the_readings(native: str, latin: str) -> None:
    """The sixth vowel is silent at the end and behind a vowel."""
    assert latin in {reading.text for reading in readings(native)}


def test_a_full_name_hits() -> None:
    """A name in Ethiopic letters finds its Latin spelling."""
    assert compare("አበበ ተስፋዬ", "Abebe Tesfaye", "person").score >= 90
