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
        ("张", {"zhang", "chang", "cheung"}),
        ("铁三", {"tiesan", "cholsam"}),
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


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("金铁三", "Jin Tiesan"),
        ("金铁三", "Kim Chol Sam"),
        ("김철삼", "Kim Chol-sam"),
        ("김철삼", "KIM, Cholsam"),
        ("리창호", "Lee Chang Ho"),
        ("리창호", "Rhee Chang-ho"),
        ("김영복", "Kim Young Bok"),
        ("习近平", "Hsi Chin-p'ing"),
        ("習近平", "Xi Jin Ping"),
        ("王伟", "Wei Wang"),
        ("陳大文", "Chan Tai-man"),
        ("陈大文", "Tan Tai Man"),
        ("金正恩", "김정은"),
        ("안젤라 메르켈", "Angela Merkel"),
        ("アンゲラ・メルケル", "Angela Merkel"),
        ("穆罕默德·阿里", "Muhammad Ali"),
    ],
)
def test_names_of_syllables_are_found(native: str, latin: str) -> None:
    """Surname first or last, the given name joined, spaced or hyphenated, by every system (NK-10, NK-11)."""
    assert compare(native, latin, "person").score >= 74
    assert compare(latin, native, "person").score >= 74


@pytest.mark.parametrize(
    ("native", "other"),
    [
        ("김정은", "Kim Jong Man"),
        ("김정은", "Kim Jong"),
        ("김정은", "김정남"),
        ("김정은", "김 정"),
        ("김정은", "민수 정은 김"),
        ("김정은", "Kim Shannon"),
        ("김정은", "Kim Jong Hun"),
        ("习近平", "Xi Jinpeng"),
        ("王伟", "Wang Li"),
        ("王", "Wang Xiaoming"),
        ("李", "Li"),
        ("李平", "Ri Pyong Chol"),
        ("王正恩", "王政恩"),
        ("山田太郎", "Shan Tian Tai Lang"),
        ("山田 太郎", "Shantian Tailang"),
        ("田中 誠", "Tian Zhong Cheng"),
    ],
)
def test_names_of_syllables_need_all_of_them(native: str, other: str) -> None:
    """Two of three syllables are not a person, and a Japanese name has no Chinese reading (NK-12, NK-17)."""
    assert compare(native, other, "person").score < 74
    assert compare(other, native, "person").score < 74


@pytest.mark.parametrize(
    ("one", "other"), [("習近平", "习近平"), ("김정은", "김 정은"), ("山田太郎", "山田 太郎"), ("高橋誠", "髙桥 诚")]
)
def test_native_names_are_compared_as_written(one: str, other: str) -> None:
    """The same name in the same script is equal, whatever the blanks and the form of the characters (NK-01, NK-10)."""
    assert compare(one, other, "person").score == 100
