"""Arabic script: one of the readings is the consonants of the Latin spelling."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.romanise.arabic import CONSONANTS, PERSIAN, readings
from tests.romanise import texts

NAMES = [
    ("محمد", "mhmd"),
    ("أحمد", "ahmd"),
    ("عمر", "amr"),
    ("أسامة", "asm"),
    ("أسامة", "asmh"),
    ("لادن", "ldn"),
    ("بشار", "bshr"),
    ("هنية", "hny"),
    ("هنية", "hnyh"),
    ("داود", "dwd"),
    ("داود", "dd"),
    ("ياسر", "ysr"),
    ("وليد", "wld"),
    ("يوسف", "ysf"),
    ("علي", "al"),
    ("علی", "al"),
    ("مصطفى", "mstf"),
    ("الله", "allh"),
    ("ذوالفقار", "zlfqr"),
    ("رضا", "rd"),
    ("رضا", "rz"),
    ("وحیدی", "vhd"),
    ("خامنئي", "khmn"),
    ("پوتین", "ptn"),
    ("ښاغلی", "shghl"),
    ("چوہدری", "chhdr"),
]


@pytest.mark.parametrize(("native", "consonants"), NAMES)
def test_consonants_of_known_names(native: str, consonants: str) -> None:
    """The consonants of the usual Latin spelling are among the readings, marked as consonants."""
    found = readings(native)
    assert consonants in texts(found)
    assert not any(reading.vowels for reading in found)


@pytest.mark.parametrize(
    ("native", "forms"),
    [
        ("الأسد", {"asd", "alasd"}),
        ("عبدالرحمن", {"abdlrhmn", "abdrhmn"}),
        ("نورالدين", {"nrldn", "nrdn"}),
    ],
)
def test_article_is_optional(native: str, forms: set[str]) -> None:
    """The article is given dropped and kept, and assimilated after Abd and before Din (NK-06)."""
    assert forms <= texts(readings(native))


@given(st.text("بتجحدرسشفقكلمن", min_size=1, max_size=8))
def test_marks_and_tatweel_change_nothing(word: str) -> None:
    """Vowel marks, doubling and stretching are not letters."""
    assert readings("\u064e\u0651".join(word) + "ـ\u064f") == readings(word)


@given(st.text("كيه", min_size=1, max_size=8))
def test_letter_shapes_of_other_languages_are_one(word: str) -> None:
    """Persian and Urdu keyboards type other shapes of kaf, ye and he."""
    assert texts(readings(word.translate(str.maketrans("كيه", "کیہ")))) == texts(readings(word))


def test_persian_letters_put_the_persian_reading_first() -> None:
    """A letter that Arabic lacks tells the language."""
    assert readings("گذری")[0].text == "gzr"


def test_consonant_table_is_well_formed() -> None:
    """Each letter has different Latin spellings, all of them letters."""
    assert PERSIAN.keys() <= CONSONANTS.keys()
    for spellings in CONSONANTS.values():
        assert spellings
        assert len(set(spellings)) == len(spellings)
        assert all(re.fullmatch("[a-z]+", spelling) for spelling in spellings)
