"""Chinese characters: the systems of NK-10 and NK-11, names taken apart, and names of Japan left alone (NK-17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.romanise import FOREIGN
from screening.romanise.han import hong_kong, is_transcription, name_words, readings, simplified, wade_giles
from tests.romanise import texts

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("native", "spellings"),
    [
        ("金", "jin kim kam chin"),
        ("铁三", "tiesan tiehsan cholsam cheolsam"),
        ("陈", "chen chan tan chin"),
        ("黃", "huang wong ng hwang"),
        ("近平", "jinping chinping"),
        ("國榮", "guorong kwokwing kuojung"),
        ("李", "li lee ri rhee"),
        ("欧阳", "ouyang auyeung"),
    ],
)
def test_spellings_in_use_are_among_the_readings(native: str, spellings: str) -> None:
    """Mandarin, Wade-Giles, Hong Kong, South-East Asian and Korean spellings are found."""
    assert set(spellings.split()) <= texts(readings(native))


@pytest.mark.parametrize(
    ("pinyin", "spelled"),
    [("xi", "hsi"), ("zhou", "chou"), ("ze", "tse"), ("dong", "tung"), ("guo", "kuo"), ("he", "ho"), ("yan", "yen"),
     ("jie", "chieh"), ("xue", "hsueh"), ("si", "ssu"), ("ri", "jih"), ("luo", "lo"), ("shuo", "shuo"), ("er", "erh"),
     ("gui", "kuei"), ("you", "yu"), ("xiong", "hsiung"), ("lv", "lu")],
)  # fmt: skip
def test_wade_giles(pinyin: str, spelled: str) -> None:
    """The rule agrees with the published table of syllables."""
    assert wade_giles(pinyin) == spelled


@pytest.mark.parametrize(
    ("jyutping", "spelled"),
    [("can", "chan"), ("zoeng", "tseung"), ("gwok", "kwok"), ("jip", "yip"), ("zau", "chau"), ("jyun", "yuen"),
     ("ng", "ng"), ("sing", "shing"), ("laau", "lau"), ("coi", "tsoi"), ("hoi", "hoi")],
)  # fmt: skip
def test_hong_kong(jyutping: str, spelled: str) -> None:
    """Cantonese is spelled as names in Hong Kong are."""
    assert hong_kong(jyutping) == spelled


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("习近平", ("习", "近平")),
        ("王伟", ("王", "伟")),
        ("欧阳娜娜", ("欧阳", "娜娜")),
        ("朴正熙", ("朴", "正熙")),
        ("李克强", ("李", "克强")),
        ("穆罕默德", ("穆罕默德",)),
    ],
)
def test_names_are_taken_apart(name: str, parts: tuple[str, ...]) -> None:
    """Surname and given name part; a transcription stays whole."""
    assert name_words(name) == (parts, True)


@pytest.mark.parametrize("name", ["山田太郎", "田中誠", "小泉純一郎", "佐々木", "辻", "安倍晋三"])
def test_names_of_japan_are_not_read(name: str) -> None:
    """A Chinese reading of a Japanese name is wrong (NK-17)."""
    assert readings(simplified(name)) == ()
    assert name_words(name)[1] is False or len(name) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("習", "习"), ("國", "国"), ("鐵", "铁"), ("沢", "澤"), ("辺", "邊"), ("斎", "齋")]
)
def test_forms_of_one_character_are_one(one: str, other: str) -> None:
    """Traditional, simplified and Japanese forms compare as equal (NK-10)."""
    assert simplified(one) == simplified(other)


@given(HAN)
def test_simplifying_is_idempotent_and_keeps_length(word: str) -> None:
    """One character stays one character, and a simplified one stays as it is."""
    assert len(simplified(word)) == len(word)
    assert simplified(simplified(word)) == simplified(word)
    assert readings(word) == readings(simplified(word))


@given(HAN)
def test_taking_apart_loses_nothing(word: str) -> None:
    """The parts of a name, joined, are the name."""
    assert "".join(name_words(word)[0]) == simplified(word)


@given(HAN)
def test_only_transcriptions_are_read_as_foreign(word: str) -> None:
    """The system says when a name is taken for a foreign one."""
    foreign = any(reading.system == FOREIGN for reading in readings(word))
    assert not foreign or is_transcription(simplified(word))
