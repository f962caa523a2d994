"""Latin letters with marks: what they stand for in names from Cyrillic and Turkish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.romanise._marks import spelled_out
from screening.schema import Kind
from screening.score import compare


@pytest.mark.parametrize(
    ("marked", "plain"),
    [("Terešenko", "tereshenko"), ("Ŝukin", "shchukin"), ("Ûrij", "yurij"), ("Žukov", "zhukov"), ("Şahin", "shahin")],
)
def test_marked_letters_are_spelled_out(marked: str, plain: str) -> None:
    """ISO 9, Gaj and Turkish letters are those that passports write with two or three."""
    assert spelled_out(marked) == (plain,)


@given(st.text("abcéñöčš. 1", max_size=10))
def test_only_words_of_such_letters_are_spelled_out(word: str) -> None:
    """What is given is plain letters, and nothing for other words."""
    assert all(each.isascii() and each.isalpha() for each in spelled_out(word))


def test_a_name_by_iso_9_is_found() -> None:
    """With its marks or without, a name by ISO 9 is the passport's name."""
    listed = "Yuri Nikolaevich Shchebetov"
    assert compare("Ûrij Nikolaevič Ŝebetov", listed, Kind.PERSON).score > 90
