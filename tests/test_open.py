"""Words that are nothing but names: names that differ in such words alone are read alike."""

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from screening.names import MADE_UP, Name, Role, is_open, may_be_cut, prepare
from screening.schema import Kind
from tests.data import test_data
from tests.strategies import ANY_TEXT, NAMES
from tests.test_latin import changed
from tests.test_plain import BESIDE

READ = (Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL)


def differs(text: str, kind: Kind) -> bool:
    """Whether a name with made-up words for its open ones is read otherwise, made-up words aside."""
    pieces = text.split()
    opened = [piece for piece in pieces if is_open(piece)]
    if len(opened) > len(MADE_UP) or any(piece in MADE_UP for piece in pieces):
        return False
    names = iter(MADE_UP)
    made = " ".join(next(names) if is_open(piece) else piece for piece in pieces)
    if may_be_cut(made) or may_be_cut(text):
        return False
    one, other = prepare(" ".join(pieces), kind), prepare(made, kind)
    if sorted(raw for raw in other.raw if raw in MADE_UP) != sorted(MADE_UP[: len(opened)]):
        return False  # the pattern is not used
    put = dict(zip(MADE_UP, opened, strict=False))
    return told(one, {}) != told(other, put) or any(
        token.role is not Role.NAME for raw, token in zip(one.raw, one.tokens, strict=True) if raw in opened
    )


def told(name: Name, put: dict[str, str]) -> list[object]:
    """What is read of a name: open words as written, all others as tokens."""
    return [
        *(
            put.get(raw, raw) if raw in put or is_open(raw) else (token, spelled)
            for raw, token, spelled in zip(name.raw, name.tokens, name.spelled, strict=True)
        ),
        *(name.forms, name.noise, name.father),
    ]


MIXED = st.lists(st.one_of(BESIDE, NAMES, changed(), ANY_TEXT), min_size=1, max_size=3).map(" ".join)


@given(MIXED, st.sampled_from(READ))
def test_open_words_may_be_any(text: str, kind: Kind) -> None:
    """Other open words in their places change nothing else in a name."""
    assume(len(text) < 200)
    assert not differs(text, kind)


def test_which_words_are_open() -> None:
    """A word of a table, of a legal form, or that neighbours make something else of is not open."""
    assert all(map(is_open, ("Holmqvist", "KRAKEN", "Müller", "Иванов", *MADE_UP)))
    closed = (
        "de",
        "JP",
        "Lee",
        "Ltd",
        "Trading",
        "SahelCo",
        "Systemjoint",
        "Joynt",
        "O'Hara",
        "Petrovich",
        "李伟",
        "Abd",
    )
    assert not any(map(is_open, closed))


@pytest.mark.lists
@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize(
    ("file", "column"),
    [("people_us_dev", "full_name"), ("people_global_dev", "full_name"), ("organisations_dev", "name")],
)
def test_names_of_customers(file: str, column: str, kind: Kind) -> None:
    """So it is for names as customers have them."""
    names = pl.read_csv(test_data(f"counterparties/{file}.csv"))[column].to_list()[::12]
    assert [name for name in names if differs(name, kind)] == []
