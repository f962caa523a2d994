"""Hangul: the names of NK-11 and the laws of joining syllables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.romanise.hangul import SURNAMES, name_words, readings, syllables
from tests.romanise import texts


@pytest.mark.parametrize(
    ("native", "spellings"),
    [
        ("김영복", "kimyongbok gimyeongbok kimyoungbok"),
        ("김정은", "kimjongun gimjeongeun"),
        ("리창호", "richangho leechangho rheechangho"),
        ("이창호", "leechangho yichangho richangho"),
        ("박", "pak park bak"),
        ("노광철", "nokwangchol"),
        ("최", "choe choi"),
        ("정은", "jongun jeongeun"),
        ("남궁", "namgung namkoong"),
        ("영", "yong yeong young"),
        ("평양", "pyongyang pyeongyang"),
        ("블라디미르", "bladimir"),
        ("경현", "kyonghyon gyeonghyeon kyunghyun"),
        ("재경", "jaekyong chaegyong"),
        ("련희", "ryonhui yeonhui"),
    ],
)
def test_spellings_in_use_are_among_the_readings(native: str, spellings: str) -> None:
    """Northern, southern and surname spellings are found (NK-11)."""
    assert set(spellings.split()) <= texts(readings(native))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("김정은", ("김", "정은")),
        ("리창호", ("리", "창호")),
        ("남궁민수", ("남궁", "민수")),
        ("김", ("김",)),
        ("영철", ("영철",)),
        ("블라디미르", ("블라디미르",)),
        ("마르코", ("마르코",)),
    ],
)
def test_korean_names_are_taken_apart(name: str, parts: tuple[str, ...]) -> None:
    """Surname and given name part; foreign names in Hangul and words of two syllables stay whole."""
    assert name_words(name) == parts


def test_readings_of_a_syllable() -> None:
    """Each syllable has its own readings, so that a comparison may ask for all of them (NK-12)."""
    kim, yong, bok = syllables("김영복")
    assert kim[:2] == ("kim", "gim")
    assert {"yong", "yeong", "young"} <= set(yong)
    assert {"bok", "pok"} <= set(bok)


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=7))
def test_one_tuple_a_syllable(word: str) -> None:
    """Every syllable of the Unicode block has a reading."""
    found = syllables(word)
    assert len(found) == len(word)
    assert all(found)
    assert readings(word)


@pytest.mark.parametrize("surname", SURNAMES)
def test_surname_spellings_come_first(surname: str) -> None:
    """A surname alone is first read as surnames are spelled."""
    assert readings(surname)[0].text == SURNAMES[surname][0]
