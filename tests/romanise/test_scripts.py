"""Script by script: published spellings are among the readings, and the systems of one name match each other."""

import itertools

import pytest

from screening import compare
from screening.romanise import readings


def texts(word: str) -> set[str]:
    """The readings of a word."""
    return {reading.text for reading in readings(word)}


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("михейчик", {"mikheichik", "mikheychik", "mikheitchik", "miheychik"}),
        ("міхєйчик", {"mikhieichyk"}),
        ("щукин", {"shchukin", "chtchoukine"}),
        ("хрущёв", {"khrushchev"}),
        ("юрьевич", {"iurevich", "yuryevich"}),
        ("цой", {"tsoi", "tsoy", "tcoi"}),
        ("київ", {"kyiv"}),
        ("ђоковић", {"djokovic"}),
        ("παπανδρέου", {"papandreou"}),
        ("ευάγγελος", {"evangelos"}),
        ("ბერიძე", {"beridze"}),
        ("김정은", {"kimjongun"}),
        ("리창호", {"richangho", "leechangho", "rheechangho"}),
        ("たろう", {"taro"}),
    ],
)
def test_published_spellings_are_among_the_readings(word: str, spellings: set[str]) -> None:
    """What passports, lists and the press print for a name is one of its readings (NK-02, NK-11, NK-16, SE-11)."""
    assert spellings <= texts(word)


def test_consonant_scripts_say_so() -> None:
    """Arabic and Hebrew readings are consonants, and are marked as such (NK-09)."""
    for word in ("محمد", "בנימין"):
        assert not any(reading.vowels for reading in readings(word))
    assert texts("محمد") == {"mhmd"}


def test_the_article_may_be_read_or_not() -> None:
    """An Arabic word with the article reads with and without it (NK-06)."""
    assert {"qdf", "alqdf"} <= texts("القذافي")


NAMES = ["Михейчик", "Щукин", "Юрьев", "Жуков", "Хрущёв", "Цветаева", "Лётный", "Алексеев", "Воробьёв", "Чайковский"]

PASSPORTS = ("ICAO", "BGN", "passport", "GOST", "English press")
"""Systems of Russian passports since 1991, and what maps and the press print."""


@pytest.mark.parametrize("name", NAMES)
def test_every_system_matches_every_other(name: str) -> None:
    """One person can hold papers in four spellings: each is found from each (NK-02)."""
    systems = [reading.text for reading in readings(name.casefold()) if reading.system.startswith(PASSPORTS)]
    assert len(systems) > 1
    for one, other in itertools.combinations(systems, 2):
        assert compare(f"Ivan {one}", f"Ivan {other}", "person").score >= 74, (one, other)


@pytest.mark.parametrize("name", NAMES)
def test_native_script_matches_every_system(name: str) -> None:
    """The name in Cyrillic is found from each of its readings, and says by which system."""
    for reading in readings(name.casefold()):
        comparison = compare(f"Иван {name}", f"Ivan {reading.text}", "person")
        assert comparison.score >= 90
        assert any(pair.likeness.system for pair in comparison.pairs)
