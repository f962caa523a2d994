"""Words that are told to be names at once are what the rules make of them."""

import re
from collections.abc import Iterable
from importlib.resources import files

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import lexicon
from screening.names import piece
from screening.names._numbers import ROMAN
from screening.names._organisation import form_words
from screening.names._plain import _by_rules, _of_name
from screening.schema import Kind
from tests.data import test_data
from tests.strategies import NAMES

READ = (Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL)
AFFIXES = (
    "", "s", "es", "š", "ö", "Ş", "ā", "ß", "ʻ", "kyzy", "kizi", "ogly", "ovich", "ovna", "evich", "oglu", "abdul",
    "abd", "al", "ltd", "llc", "ooo", "company", "a", "ii", "x", "sk", "skaya", "Co", "mc", "co", "q",
)  # fmt: skip


def words_of_tables() -> list[str]:
    """Every word of every table but that of weights, of which every twentieth."""
    found = {*ROMAN, *list(lexicon.weights(Kind.PERSON))[::20]}
    for file in files(lexicon).iterdir():
        if file.name.endswith(".toml") and file.name != "weights.toml":
            found.update(re.findall(r"[a-z]+", file.read_text(encoding="utf-8")))
    return sorted(found)


TABLES = words_of_tables()


def otherwise(words: Iterable[str], kind: Kind) -> list[str]:
    """The words that are told to be names and are something else."""
    told = [(word, _of_name(word, kind)) for word in words]
    return [word for word, found in told if found is not None and found != _by_rules(word, kind, japanese=False)]


@st.composite
def changed(draw: st.DrawFn) -> str:
    """A word of a table with something before or behind it, or with a letter more, less or other."""
    before, behind = (draw(st.one_of(st.sampled_from(AFFIXES), st.sampled_from(form_words()))) for _ in range(2))
    word = before + draw(st.one_of(st.sampled_from(TABLES), st.just(""))) + behind
    for _ in range(draw(st.integers(0, 2))):
        at, letter = draw(st.integers(0, len(word))), draw(st.sampled_from(["", *"aeinorstšéı"]))
        word = word[:at] + letter + word[at + draw(st.integers(0, 1)) :]
    return draw(st.sampled_from([word, word.lower(), word.upper(), word.title()]))


@given(st.one_of(changed(), NAMES, st.text("abcdeilmnorstyABCäŁжß", max_size=9)), st.sampled_from(READ))
def test_a_word_told_to_be_a_name_is_one_by_every_rule(text: str, kind: Kind) -> None:
    """What is told at once equals what the rules make of the word."""
    assert otherwise(text.split(), kind) == []


@pytest.mark.parametrize("kind", READ)
def test_words_of_tables(kind: Kind) -> None:
    """So it is for the words of every table."""
    assert otherwise(map(str.title, TABLES), kind) == []


@pytest.mark.parametrize("kind", READ)
def test_most_names_are_told_at_once(kind: Kind) -> None:
    """Names that no rule knows need none."""
    assert all(_of_name(word, kind) == piece(word, kind) for word in ("Anna", "MEHMET", "kowalski", "Müller"))
    assert not any(_of_name(word, kind) for word in ("de", "JP", "Иван", "SahelCo", "B2", "O'Hara"))


@pytest.mark.lists
@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("file", ["people_us_dev", "people_global_dev"])
def test_words_of_customers(file: str, kind: Kind) -> None:
    """So it is for names as customers have them."""
    names = pl.read_csv(test_data(f"counterparties/{file}.csv"))["full_name"].to_list()[::10]
    words = sorted({word for name in names for word in name.split()})
    assert otherwise(words, kind) == []
    assert any(_of_name(word, kind) for word in words)
