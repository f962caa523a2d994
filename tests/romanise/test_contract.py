"""Every plug of ``romanise/``: at most eight readings in plain letters, no hole in its alphabet, sources stated."""

import importlib
import pkgutil
import re
import unicodedata
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import romanise
from screening.romanise import MAX_READINGS, readings

PLUGS = [
    importlib.import_module(f"screening.romanise.{module.name}")
    for module in pkgutil.iter_modules(romanise.__path__)
    if not module.name.startswith("_")
]


def letters(plug: ModuleType) -> list[str]:
    """Lower-case letters of a plug's scripts in the basic plane, archaic and rare ones left to Unidecode."""
    scripts = (plug.SCRIPT,) if isinstance(plug.SCRIPT, str) else plug.SCRIPT
    every = (chr(code) for code in range(0x370, 0x10000) if chr(code).isalpha() and chr(code) == chr(code).casefold())
    return [letter for letter in every if unicodedata.name(letter, "").partition(" ")[0] in scripts]


@pytest.mark.parametrize("plug", PLUGS, ids=lambda plug: plug.__name__.rpartition(".")[2])
def test_a_plug_names_its_script_and_its_standards(plug: ModuleType) -> None:
    """A plug says which script it reads and, in its docstring, by which systems."""
    assert plug.SCRIPT
    assert len(plug.__doc__ or "") > 100


@pytest.mark.parametrize("plug", PLUGS, ids=lambda plug: plug.__name__.rpartition(".")[2])
def test_single_letters_read_as_plain_letters(plug: ModuleType) -> None:
    """No letter of the script crashes its plug, and what it reads is a-z, at most eight ways, each once."""
    for letter in letters(plug):
        found = [reading.text for reading in readings(unicodedata.normalize("NFKC", letter))]
        assert len(found) == len(set(found)) <= MAX_READINGS
        assert all(re.fullmatch("[a-z]+", text) for text in found)


@pytest.mark.parametrize(
    "alphabet",
    [
        "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґўђјљњћџ",
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
        "ابتثجحخدذرزسشصضطظغفقكلمنهويپچژگک",
        "אבגדהוזחטיכלמנסעפצקרשת",
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん",
    ],
)
def test_no_hole_in_the_alphabet(alphabet: str) -> None:
    """Every letter of the modern alphabet is read inside a word: without it the word is shorter."""
    frame = alphabet[1]
    for letter in alphabet:
        with_letter = readings(frame + letter + frame)
        assert with_letter, letter


@given(st.text(max_size=12))
def test_any_word_is_read_without_a_crash(word: str) -> None:
    """Whatever the word, readings are few, plain, and the same twice."""
    found = readings(word)
    assert found == readings(word)
    assert len(found) <= MAX_READINGS
    assert all(re.fullmatch("[a-z]+", reading.text) for reading in found)


@pytest.mark.parametrize("word", ["金铁三", "山田太郎", "習近平"])
def test_han_is_never_read(word: str) -> None:
    """A Chinese reading of a Japanese name is wrong, so Han has none (NK-17)."""
    assert readings(word) == ()
