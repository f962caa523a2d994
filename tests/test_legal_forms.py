"""Misspelt words of legal forms are corrected by the nearest word of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import OSA

from screening.names import _organisation as organisation
from screening.names import prepare
from screening.schema import Kind

LETTERS = st.text("abceilmnorsty", min_size=1, max_size=2)


@st.composite
def misspelt(draw: st.DrawFn) -> str:
    """A word of a legal form with up to three pieces of it written otherwise."""
    word = draw(st.sampled_from(organisation.form_words()))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(word) - 1))
        word = draw(st.sampled_from([word[:at] + word[at + 1 :], word[:at] + draw(LETTERS) + word[at + 1 :]])) or "a"
    return word


@given(misspelt())
def test_the_quick_look_at_letters_loses_no_word(word: str) -> None:
    """The word found among those of like letters is the one found among all."""
    found = organisation.corrected(word)
    if len(word) < 6 or organisation._is_known(word):
        assert found == word
        return
    most = 2 if len(word) >= 8 else 1
    nearest = process.extractOne(word, organisation.form_words(), scorer=OSA.distance, score_cutoff=most)
    assert found == (nearest[0] if nearest else word)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("S.A.R.L Sollys", ["sollys"]),
        ("Sollys S.A. 李", ["sollys", "sa", "李"]),
        ("Sollys C.V. 김", ["sollys", "cv", "김"]),
        ("Sollys S.A. दीपक", ["sollys", "sa", "दीपक"]),
    ],
)
def test_an_abbreviation_ends_with_a_letter(text: str, spelled: list[str]) -> None:
    """Its last letter may lack the dot, but a syllable behind it, or a letter with a vowel sign, begins a word."""
    assert list(prepare(text, Kind.ORGANISATION).spelled) == spelled
