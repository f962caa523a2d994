"""Spelling families and skeletons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.sound import MOST_OUTLINES, MOST_SOUNDS, outlines, skeleton, sounds

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
        ("zhukov", "schukow", "zjukov"),
        ("tsvetkov", "zwetkow"),
        ("kozitsyn", "kozizin"),
        ("khakimzyanov", "chakimzjanow"),
        ("shcherbakov", "schtscherbakow", "sjtsjerbakov", "szczerbakow", "chtcherbakov"),
        ("belitsky", "belickij"),
        ("sergei", "serguei"),
        ("volkov", "volkau"),
        ("arkadyevich", "arkadjewitsch"),
    ],
)
def test_romanisations_of_one_name_share_a_sound(family: tuple[str, ...]) -> None:
    """Passport systems, French, German and English habits meet in one family (NK-02, NK-03, SE-11)."""
    first = set(sounds(family[0]))
    assert all(first & set(sounds(word)) for word in family)


@pytest.mark.parametrize(("one", "other"), [("zhang", "shang"), ("zhu", "shu"), ("zai", "tsai"), ("chan", "khan")])
def test_german_habits_join_no_other_names(one: str, other: str) -> None:
    """Where neither side writes as German does, sh is not zh, z not ts, ch not kh."""
    assert not set(sounds(one)) & set(sounds(other))


def test_muhammad_has_one_skeleton() -> None:
    """Romanisations of an Arabic name share their consonants (NK-09)."""
    spellings = ["muhammad", "mohammed", "mohamed", "muhamed", "mouhammad"]
    assert {skeleton(word) for word in spellings} == {"mhmd"}


@given(LETTERS)
def test_sounds_are_few_and_skeletons_have_no_vowels(word: str) -> None:
    """Any word has few sounds, and a skeleton without plain vowels."""
    assert 1 <= len(sounds(word)) <= MOST_SOUNDS
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


def test_letters_of_two_sounds_do_not_grow_without_bound() -> None:
    """A long word of such letters has a few outlines, the plainest among them."""
    found = outlines("cava" * 12)
    assert len(found) == MOST_OUTLINES
    assert "K" in found
