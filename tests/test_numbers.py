"""Numbers in names: one number however it is written, a letter of a person's name none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names import Role, prepare
from screening.schema import Kind
from screening.score import compare

ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()  # noqa: SIM905
ENGLISH = "one two three four five six seven eight nine ten eleven twelve thirteen".split()  # noqa: SIM905
SIGNS = ["No. {}", "no {}", "№ {}", "#{}", "Nr {}", "Number {}"]


def numbers(text: str, kind: Kind) -> list[str]:
    """The words of a name that are numbers."""
    return [token.text for token in prepare(text, kind).tokens if token.role is Role.NUMBER]


@given(st.integers(1, len(ROMAN)), st.sampled_from(SIGNS), st.sampled_from([Kind.ORGANISATION, Kind.VESSEL]))
def test_a_roman_number_behind_a_sign_is_the_number(number: int, sign: str, kind: Kind) -> None:
    """Mill No. V is Mill 5 and Mill No. 5, whatever sign stands before (EF-23)."""
    for written in (str(number), ROMAN[number - 1]):
        assert compare(f"Zyzzyv {sign.format(written)} Blibber", f"Zyzzyv {number} Blibber", kind).score == 100


@given(st.integers(1, len(ENGLISH)), st.sampled_from(SIGNS))
def test_a_spelled_number_behind_a_sign_is_the_number(number: int, sign: str) -> None:
    """Number One is No. 1."""
    query = f"{sign.format(ENGLISH[number - 1])} Zyzzyv Mill"
    assert compare(query, f"{number} Zyzzyv Mill", Kind.ORGANISATION).score == 100


@given(st.integers(1, len(ROMAN)), st.integers(1, len(ROMAN)), st.sampled_from([Kind.ORGANISATION, Kind.VESSEL]))
def test_a_roman_number_that_stands_last_is_the_number(one: int, other: int, kind: Kind) -> None:
    """Sea Kraken V is Sea Kraken 5, and no other number is."""
    score = compare(f"Sea Kraken {ROMAN[one - 1]}", f"Sea Kraken {other}", kind).score
    assert score == 100 if one == other else score < 74


@pytest.mark.parametrize("name", ["Ivan I", "Ivan V", "V. V. Ivanov", "Ivanov X"])
def test_persons_keep_their_initials(name: str) -> None:
    """One letter of a person's name is an initial."""
    assert not numbers(name, Kind.PERSON)


@pytest.mark.parametrize(
    "name", ["X Kraken Works", "Kraken i Zyzzyv", "Kraken V Zyzzyv", "Vi Kraken", "Xi Kraken", "No Kraken Works"]
)
def test_letters_that_tell_no_number_stay(name: str) -> None:
    """One letter before or inside a name, Vi and Xi before it, and "no" before no number, are words."""
    assert not numbers(name, Kind.ORGANISATION)


def test_the_letter_at_the_end_of_a_payment_field_is_no_number() -> None:
    """What a field of 35 characters cut to one letter may begin a word (NK-28)."""
    cut = "Zyzzyvian Quorgmanite Blibberlund I"
    assert len(cut) == 35
    assert not numbers(cut, Kind.ORGANISATION)
    assert numbers(f"Snorkack {cut}", Kind.ORGANISATION) == ["#1"]


def test_a_number_that_the_listed_name_lacks_tells_of_another_party() -> None:
    """The 1st Academy of Sciences is not found by a name of the 2nd that keeps no number (EF-24)."""
    assert compare("1st Academy of Natural Sciences", "Academy of Natural Sciences", "organisation").score < 74
