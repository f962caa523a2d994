"""The socket: what holds for every romaniser in the folder, and for words of any script."""

import pkgutil
import re
import unicodedata
from importlib import import_module
from typing import cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from screening import romanise
from screening.romanise import MAX_READINGS, Reading, Romaniser

PLUGS = sorted(module.name for module in pkgutil.iter_modules(romanise.__path__) if not module.name.startswith("_"))

ALPHABETS = {
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئپچژگکیںٹڈڑہھےټځڅډړږښګڼېۍێەۆڕڵۋۇۈڭڤ",
    "armenian": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "cyrillic": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђѓѕјљњћќџәғқңөұүһҳҷӣӯҗҡҙҫѣѳѵ",
    "ethiopic": "ሀሁሂሃሄህሆለሉሊላሌልሎሐመሰሸረቀቐበቨተቸኀነኘአኣእከኸኰወዐዓዘዠየደጀገጠጨጰጸፀፈፐ",
    "georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "han": "王李张刘陈杨赵黄周吴金朴斯克尔特德国明文建小",
    "hangul": "가나다라마바사아자차카타파하까따빠싸짜",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשתךםןףץװױײ",
    "kana": "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔアイウエオカサタナハマヤラワンヷヺ",
}
WITHOUT_SOUND = set("ъьءىەئؤ")


def plug(name: str) -> Romaniser:
    """Import one module of the folder."""
    return cast("Romaniser", import_module(f"{romanise.__name__}.{name}"))


def check(found: tuple[Reading, ...]) -> None:
    """Assert what the contract says of any readings."""
    assert len(found) <= MAX_READINGS
    assert all(re.fullmatch("[a-z]+", reading.text) and reading.system for reading in found)
    assert len({reading.text for reading in found}) == len(found)


def test_every_plug_has_an_alphabet_here() -> None:
    """A new plug is not forgotten by these tests."""
    assert list(ALPHABETS) == PLUGS


@pytest.mark.parametrize("name", PLUGS)
@given(data=st.data())
def test_words_of_the_script(name: str, data: st.DataObject) -> None:
    """Any word of a script has few, different, purely Latin readings, the same each time."""
    word = data.draw(st.text(ALPHABETS[name], min_size=1, max_size=14))
    found = plug(name).readings(word)
    check(found)
    assert found == plug(name).readings(word) == romanise.readings(word)


@pytest.mark.parametrize("name", PLUGS)
def test_no_letter_is_lost(name: str) -> None:
    """Every letter of the alphabet has a sound at the start of a word or inside one."""
    for letter in set(ALPHABETS[name]) - WITHOUT_SOUND:
        alone = {reading.text for reading in plug(name).readings(letter)}
        inner = ALPHABETS[name][1]
        doubled = {reading.text for reading in plug(name).readings(inner + letter + inner)}
        assert alone - {""} or doubled - {reading.text for reading in plug(name).readings(inner * 2)}, letter


@given(st.text(max_size=20))
@example("й́")
@example("ʼ")
@example("ー")
@example("ࢠ")
def test_any_text(text: str) -> None:
    """No Unicode text breaks the socket."""
    check(romanise.readings(unicodedata.normalize("NFKC", text).casefold()))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=4))
@example("さくら子")
def test_han_beside_kana_is_not_read(word: str) -> None:
    """A word with kana is Japanese, and a Chinese reading of it is wrong (NK-17)."""
    assert romanise.readings(word + "の") == romanise.readings("ア" + word) == ()


def test_scripts_without_a_plug() -> None:
    """Unidecode reads the rest and says so; where it knows no vowels the reading is consonants."""
    assert romanise.readings("ประยุทธ์") == (Reading("prayuthth", "Unidecode"),)
    assert romanise.readings("नरेन्द्र") == (Reading("nrndr", "Unidecode", vowels=False),)


def test_mixed_scripts_are_left_to_unidecode() -> None:
    """A word of two scripts is read letter by letter, without guessing a language."""
    assert romanise.readings("ivanов") == (Reading("ivanov", "Unidecode"),)


def test_scripts_are_claimed_once() -> None:
    """No two plugs claim one script."""
    claimed = [plug(name).SCRIPT for name in PLUGS]
    flat = [script for each in claimed for script in ((each,) if isinstance(each, str) else each)]
    assert sorted(flat) == list(romanise.available())
