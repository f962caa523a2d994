"""Kana: Hepburn, Kunrei and foreign names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.romanise.kana import KANA, readings
from tests.romanise import texts


@pytest.mark.parametrize(
    ("native", "spellings"),
    [
        ("ヤマダ", "yamada"),
        ("たろう", "taro tarou"),
        ("おおの", "ono oono ohno"),
        ("トーキョー", "tokyo"),
        ("しんじ", "shinji sinzi"),
        ("ほんま", "honma homma"),
        ("はっとり", "hattori"),
        ("まっちゃ", "matcha mattya"),
        ("ゆうき", "yuki yuuki"),
        ("じょうたろう", "jotaro zyotaro zyoutarou johtaroh"),
        ("じゅんいち", "junichi"),
        ("さゝき", "sasaki"),
        ("みすゞ", "misuzu"),
        ("バロエフ", "baroef"),
        ("スミス", "smis"),
        ("パウル", "paul"),
        ("ヴィクトル", "viktor"),
        ("ティム", "tim"),
    ],
)
def test_spellings_in_use_are_among_the_readings(native: str, spellings: str) -> None:
    """Passport, library and foreign spellings are found."""
    assert set(spellings.split()) <= texts(readings(native))


@given(st.text([kana for kana in KANA if len(kana) == 1 and "ぁ" <= kana <= "ゖ"], min_size=1, max_size=8))
def test_katakana_and_hiragana_agree(word: str) -> None:
    """Both syllabaries are read by one table; katakana may be a foreign name besides."""
    katakana = "".join(chr(ord(kana) + 0x60) for kana in word)
    assert readings(katakana)[0] == readings(word)[0]
