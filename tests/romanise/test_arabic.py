"""Arabic script: one of the readings is the consonants of the Latin spelling."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.romanise.arabic import CONSONANTS, LETTERS, PERSIAN, compounds, is_small, readings
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


@pytest.mark.parametrize(
    ("spaced", "glued", "small"),
    [
        (["عبد", "الرحمن"], ["عبدالرحمن"], "عبد"),
        (["عبد", "ال", "رحمن"], ["عبدالرحمن"], "عبد"),
        (["نور", "الدين"], ["نورالدين"], "الدين"),
        (["نصر", "الله"], ["نصرالله"], "الله"),
        (["قلی", "زاده"], ["قلیزاده"], "زاده"),
    ],
)
def test_compounds_are_read_alike_however_spaced(spaced: list[str], glued: list[str], small: str) -> None:
    """A compound is its small part and the whole, written as one word or as several (NK-06)."""
    there, here = ({(piece.word, piece.small) for piece in compounds(words)} for words in (spaced, glued))
    assert there == here
    assert (small, True) in here


@given(st.lists(st.text("ابدعلمنرحيوهة", min_size=1, max_size=9), max_size=5))
def test_compounds_keep_every_word(words: list[str]) -> None:
    """Pieces stand in the order of the words, and none but a lone article is lost."""
    at = [piece.at for piece in compounds(words)]
    assert at == sorted(at)
    assert all(words[lost] == "ال" for lost in set(range(len(words))) - set(at))


@pytest.mark.parametrize(
    ("native", "latin"),
    [("محمد", "mohamed"), ("يحيى", "yahya"), ("خامنئي", "khamenei"), ("عبدالرحمن", "abdurrahman"), ("وحیدی", "vahidi")],
)
def test_usual_spellings_cost_little(native: str, latin: str) -> None:
    """A spelling that lists print costs next to nothing."""
    assert LETTERS.cost(native, latin, 2.0) < 0.3


@given(st.text("ابتجحدرسشعفقكلمنهوي", min_size=1, max_size=10), st.text("abdhiklmnrstuy", max_size=10))
def test_cost_is_never_negative_and_respects_its_bound(native: str, latin: str) -> None:
    """A way to write a word costs nothing or more, and a tighter bound never finds a cheaper way."""
    wide, tight = LETTERS.cost(native, latin, 5.0), LETTERS.cost(native, latin, 1.0)
    assert wide >= 0
    assert tight > 1.0 or tight == pytest.approx(wide)


def test_titles_are_small() -> None:
    """A title weighs little, one that is a given name too a little more."""
    assert (is_small("الشيخ"), is_small("سيد"), is_small("كاظم")) == (False, True, None)
