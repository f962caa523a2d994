"""``screening.narrative``: words, their places, and phrases of them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.narrative import numbers, sentences
from tests.strategies import ANY_TEXT, NAMES

SIGNS = st.sampled_from([" ", "\n", "/", ", ", ". ", "-", "-\n", "'s ", " (", ") ", "\r\n//", "; ", "«", "\u00a0"])
TEXTS = st.lists(st.one_of(NAMES, SIGNS, ANY_TEXT), max_size=8).map("".join)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_words_stand_where_they_say(text: str) -> None:
    """A word is cut out by its offsets, or it is two words that a line break parts; words of a sentence go forward."""
    for sentence in sentences(text):
        for word in sentence:
            shown = text[word.begin : word.end]
            assert shown == word.text or (shown.startswith(word.text[0]) and "\n" in shown)
        assert all(a.end <= b.begin for a, b in pairwise(sentence))


@given(TEXTS)
def test_numbers_stand_where_they_say(text: str) -> None:
    """An identifier is cut out by its offsets."""
    assert all(text[each.begin : each.end] == each.identifier.value for each in numbers(text))


def words(text: str) -> list[list[str]]:
    """The words of each sentence."""
    return [[word.text for word in sentence] for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mikheychik's fee (O'Neil)", [["Mikheychik", "fee", "O'Neil"]]),
        ("/INS/RF-86898//V.V.", [["INS", "RF", "86898", "V", "V"]]),
        ("He left Moscow. Ivan stayed", [["He", "left", "Moscow"], ["Ivan", "stayed"]]),
        ("Corp. of Engineers", [["Corp", "of", "Engineers"]]),
        ("ADVANCED WEAP\nONS", [["ADVANCED", "WEAP", "ONS"], ["ADVANCED", "WEAPONS"]]),
        ("ADVANCED WEAP\r\n//ONS", [["ADVANCED", "WEAP", "ONS"], ["ADVANCED", "WEAPONS"]]),
        ("Mikhey-\nchik", [["Mikhey", "chik"], ["Mikheychik"]]),
        ("«Востокфлот», г. Москва", [["Востокфлот", "г", "Москва"]]),
        ("राम गरम।", [["राम", "गरम"]]),
        ("مُحَمَّد، علي", [["مُحَمَّد", "علي"]]),
        ("''", []),
    ],
)  # fmt: skip
def test_signs_around_words_are_no_part_of_them(text: str, expected: list[list[str]]) -> None:
    """Quotes, codes, possessives and line breaks do not hide a word; a cut word is read whole too."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VESSEL IMO 9187629 AND IMO:9187629", ["imo 9187629", "imo 9187629"]),
        ("invoice 9187629, order 772975847073x", []),
        ("INN 772975847073", ["inn 772975847073"]),
        ("aircraft RF-86898.", ["tail RF-86898"]),
        ("to 0x098B716B8Aaf21512996dC57EB0615e2383E2f96 now", ["wallet 0x098B716B8Aaf21512996dC57EB0615e2383E2f96"]),
        ("LEI 5493001KJTIIGC8Y1R12", ["lei 5493001KJTIIGC8Y1R12"]),
        ("swift: comm sydaxx", []),
        ("passport no. 51 1234567", ["passport 51 1234567"]),
    ],
)
def test_numbers_are_told_by_a_word_beside_them_or_by_their_form(text: str, expected: list[str]) -> None:
    """A bare number is an invoice; beside "IMO", or with a form and check digit of its own, it is an identifier."""
    assert [f"{each.identifier.type} {each.identifier.value}" for each in numbers(text)] == expected
