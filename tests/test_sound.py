"""Spelling families and skeletons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.sound import MOST_OUTLINES, outlines, skeleton, sounds

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", max_size=15)


@pytest.mark.parametrize(
    "family",
    [
        ("mikheychik", "mikheichik", "mikheitchik", "miheychik", "mikhieichyk", "mikhejcik"),
        ("shchukin", "schukin", "shukin"),
        ("tsarev", "tzarev", "carev"),
        ("zhukov", "joukov", "jukov"),
        ("yuri", "youri", "juri", "yury"),
        ("aleksandr", "alexandr"),
        ("ivanov", "ivanoff"),
        ("putin", "poutine"),
        ("shoigu", "choigou"),
        ("letny", "lyotny", "letnyy"),
    ],
)
def test_romanisations_of_one_name_share_a_sound(family: tuple[str, ...]) -> None:
    """Passport systems, French, German and English habits meet in one family (NK-02, NK-03, SE-11)."""
    first = set(sounds(family[0]))
    assert all(first & set(sounds(word)) for word in family)


def test_muhammad_has_one_skeleton() -> None:
    """Romanisations of an Arabic name share their consonants (NK-09)."""
    spellings = ["muhammad", "mohammed", "mohamed", "muhamed", "mouhammad"]
    assert {skeleton(word) for word in spellings} == {"mhmd"}


@given(LETTERS)
def test_sounds_are_few_and_skeletons_have_no_vowels(word: str) -> None:
    """Any word has at most six sounds, and a skeleton without plain vowels."""
    assert 1 <= len(sounds(word)) <= 6
    assert not set(skeleton(word)) & set("aeiouy")


@given(LETTERS)
def test_outlines_are_few(word: str) -> None:
    """Any word has at least one outline and few of them, in kinds of consonants only."""
    found = outlines(word)
    assert 1 <= len(found) <= MOST_OUTLINES
    assert set("".join(found)) <= set("BFHKLMNRST-")


def test_outlines_of_one_name_meet() -> None:
    """Spellings of one sound have an outline in common."""
    assert outlines("khalid") & outlines("chaled") & outlines("kaleed")
    assert outlines("vahidi") & outlines("wahidi")
