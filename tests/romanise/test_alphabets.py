"""Greek, Georgian and Armenian: names of public life in the spellings in use, and the table reader itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.romanise import readings
from screening.romanise._table import Table
from tests.romanise import texts


@pytest.mark.parametrize(
    ("native", "spellings"),
    [
        ("παπανδρέου", "papandreou papandreu"),
        ("ευάγγελος", "evangelos"),
        ("ευτύχιος", "eftychios"),
        ("αυγουστίνος", "avgoustinos"),
        ("μπάμπης", "bampis babis"),
        ("ντίνος", "dinos"),
        ("μάιος", "maios"),
        ("χρήστος", "christos hristos khristos"),
        ("γκίκας", "gkikas gikas"),
        ("სააკაშვილი", "saakashvili"),
        ("მიხეილ", "mikheil"),
        ("ჯუღაშვილი", "jughashvili dzhugashvili"),
        ("ყიფიანი", "qipiani kipiani"),
        ("սարգսյան", "sargsyan sargsian"),
        ("պետրոսյան", "petrosyan petrosian bedrosian"),
        ("եղիշե", "yeghishe"),
        ("որբելի", "vorbeli orbeli"),
        ("եւա", "yeva eva"),
    ],
)
def test_spellings_in_use_are_among_the_readings(native: str, spellings: str) -> None:
    """The spellings under which papers and lists print a name are all found (NK-16)."""
    assert set(spellings.split()) <= texts(readings(native))


SMALL = Table('letter one two_words\nа a "\n^а x "\nаб$ q -\nVб w "\nб b "', vowels="а")


@pytest.mark.parametrize(("word", "text"), [("ба", "ba"), ("аба", "xwa"), ("ббаб", "bbq"), ("қ", "k"), ("1", "")])
def test_table_conditions(word: str, text: str) -> None:
    """Start, end and vowel conditions hold; a letter without a row is read as its base letter, else by Unidecode."""
    assert SMALL.read(word)[0] == (text, "one")


def test_table_cells() -> None:
    """A ditto mark repeats the cell to its left, a dash is nothing, an underscore a blank."""
    assert SMALL.read("баб") == [("bq", "one"), ("b", "two words")]


@given(st.text("аб", max_size=9))
def test_table_reads_every_letter(word: str) -> None:
    """No word is empty in a system without a dash."""
    assert bool(SMALL.read(word)[0][0]) == bool(word)


def test_table_refuses_a_short_row() -> None:
    """A row with a cell too few is a fault of the table."""
    with pytest.raises(ValueError, match="row 'а'"):
        Table("letter one two\nа a", vowels="а")
