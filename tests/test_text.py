"""Characters: what folding promises."""

import pytest
from hypothesis import given

from screening.text import clean, fold_lookalikes, fold_word, fold_words, has_lookalikes, script, words
from tests.strategies import ANY_TEXT


@given(ANY_TEXT)
def test_folding_is_idempotent(text: str) -> None:
    """Folded words folded again are the same words."""
    once = fold_words(text)
    assert fold_words(" ".join(once)) == once


@given(ANY_TEXT)
def test_any_text_folds_to_words_without_blanks(text: str) -> None:
    """No text crashes folding, and no word is empty or holds a blank."""
    assert all(word and not any(char.isspace() for char in word) for word in fold_words(text))


@given(ANY_TEXT)
def test_letter_case_does_not_matter_to_latin(text: str) -> None:
    """Upper and lower case of ASCII text fold alike."""
    plain = "".join(char for char in text if char.isascii())
    assert fold_words(plain.upper()) == fold_words(plain.lower())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mu’ammar Qadhāfī", ["muammar", "qadhafi"]),
        ("224th\u00a0Flight\u200bUnit", ["224th", "flightunit"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("２２４ ٢٢٤", ["224", "224"]),
        ("«Al‑Nour» (Holding)", ["al", "nour", "holding"]),
        ("Straße İstanbul Łódź", ["strasse", "istanbul", "lodz"]),
        ("أُسَامَة", ["أسامة"]),
        ("ﻣﺤﻤﺪ", ["محمد"]),
        ("2,000.50", ["2000", "50"]),
        ("มิน อ่อง", ["มิน", "อ่อง"]),
        ("one\x07two\tthree", ["one", "two", "three"]),
    ],
)
def test_fold(text: str, folded: list[str]) -> None:
    """Typography, marks, digits and invisible characters do not hide a name (EF-02, EF-18, LD-18)."""
    assert fold_words(text) == folded


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Mikhеychik", "Mikheychik"),
        ("Αshuluk", "Ashuluk"),
        ("Oбщество", "Общество"),
        ("Иван", "Иван"),
        ("Ivan", "Ivan"),
    ],
)
def test_lookalikes_fold_to_the_majority(word: str, folded: str) -> None:
    """A word of two scripts becomes one of its majority script; a word of one script is left alone (EF-19, LD-17)."""
    assert fold_lookalikes(word) == folded
    assert has_lookalikes(word) == (word != folded)


@given(ANY_TEXT)
def test_no_ascii_control_or_apostrophe_survives_cleaning(text: str) -> None:
    """Cleaning leaves neither control characters nor apostrophes."""
    assert not set(clean(text)) & set("'`’\u200b\u202e\x00\x1f")


def test_scripts_are_named_by_unicode() -> None:
    """Letters carry the script of their Unicode name; digits and signs carry none."""
    assert [script(char) for char in "aЖم東한3-"] == ["LATIN", "CYRILLIC", "ARABIC", "CJK", "HANGUL", "", ""]


def test_words_keep_their_case() -> None:
    """Words as written are what people are shown."""
    assert words("O'Neil-SMITH") == ["ONeil", "SMITH"]


def test_fold_word_of_cyrillic_keeps_the_script() -> None:
    """Folding does not romanise: native names are compared with native names first (NK-01)."""
    assert fold_word("МИХЕЙЧИК") == "михейчик"
