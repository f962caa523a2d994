"""The ear: classes of consonants that remain of a name in a syllabic script."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.ear import MOST_EARS, ears


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("kielburger", "kirubaga"),
        ("munther", "muntereu"),
        ("cienfuegos", "shienfuegosu"),
        ("bylot", "bairoto"),
        ("caesar", "kaisar"),
    ],
)
def test_a_name_is_heard_as_it_is_taken_over(written: str, heard: str) -> None:
    """Letters that one script does not tell apart have one class, vowels none."""
    assert set(ears(written)) & set(ears(heard))


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=40))
def test_few_ears_of_few_classes(word: str) -> None:
    """Any word is heard in a few ways, different ones, the same each time."""
    found = ears(word)
    assert len(found) == len(set(found)) <= MOST_EARS
    assert all(re.fullmatch("A?[PTKSLMN]*", each) for each in found)
    assert found == ears(word)
