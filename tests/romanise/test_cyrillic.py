"""Cyrillic against the published examples of each system and the spellings of the seed event."""

import pytest

from screening.romanise.cyrillic import RUSSIAN, readings
from tests.romanise import texts

SYSTEMS = ["ICAO 9303", "BGN/PCGN", "passport 1997", "passport French", "German", "GOST R 52535.1", "ISO 9"]

NAMES = {
    "юлия": "iuliia yuliya yuliya ioulia julija iuliia ulia",
    "щеглова": "shcheglova shcheglova shcheglova chtcheglova schtscheglowa shcheglova seglova",
    "васильева": "vasileva vasilyeva vasilyeva vassilieva wassiljewa vasileva vasileva",
    "видный": "vidnyi vidnyy vidnyy vidny widny vidnyi vidnyj",
    "евгений": "evgenii yevgeniy evgeniy evgueni jewgeni evgenii evgenij",
    "хрущёв": "khrushchev khrushchev khrushchev khrouchtchev chruschtschow khrushchev hrusev",
    "горбачёв": "gorbachev gorbachev gorbachev gorbatchev gorbatschow gorbachev gorbacev",
    "цой": "tsoi tsoy tsoy tsoi zoi tcoi coj",
    "подъячев": "podieiachev podyachev podyachev podiatchev podjatschew podiachev podacev",
    "путин": "putin putin putin poutine putin putin putin",
    "ельцин": "eltsin yeltsin eltsin eltsine jelzin eltcin elcin",
}


@pytest.mark.parametrize("name", NAMES)
def test_systems_agree_with_their_examples(name: str) -> None:
    """Each column of the Russian table writes a name as its standard does."""
    by_system = {system: text for text, system in RUSSIAN.read(name)}
    assert [by_system[system] for system in SYSTEMS] == NAMES[name].split()


@pytest.mark.parametrize(
    ("native", "spellings"),
    [
        ("михейчик", "mikheichik mikheychik mikheitchik miheychik mihejcik"),
        ("міхєйчик", "mikheychik mikheichik mikhieichyk"),
        ("лётный", "letnyi letnyy lyotny"),
        ("летный", "letny letnyy letnyi"),
        ("владимир", "vladimir wladimir"),
        ("володимир", "volodymyr volodimir"),
        ("александр", "aleksandr alexander"),
        ("пригожин", "prigozhin prigojine"),
        ("юрьевич", "iurevich yuryevich yurievich jurjewitsch"),
        ("зеленський", "zelenskyi zelenskyy zelensky"),
        ("згурський", "zghurskyi"),
        ("їжакевич", "yizhakevych"),
        ("ковальов", "kovalov kovalev"),
        ("сяргей", "siarhei"),
        ("уладзімір", "uladzimir"),
        ("ўладзімір", "uladzimir wladzimir"),
        ("ђорђевић", "djordjevic dordevic djordjevich"),
        ("јанковиќ", "jankovikj"),
        ("търново", "tarnovo"),
        ("тоқаев", "tokayev tokaev"),
        ("ғабит", "ghabit gabit"),
    ],
)
def test_spellings_in_use_are_among_the_readings(native: str, spellings: str) -> None:
    """The spellings under which papers and lists print a name are all found (SE-11, NK-02, NK-04)."""
    assert set(spellings.split()) <= texts(readings(native))


@pytest.mark.parametrize(
    ("native", "spellings", "system"),
    [
        ("цзиньпин", "jinping", "Palladius"),
        ("чжан", "zhang", "Palladius"),
        ("си", "xi", "Palladius"),
        ("хуавэй", "huawei", "Palladius"),
        ("шэньчжэнь", "shenzhen", "Palladius"),
        ("гуанчжоу", "guangzhou", "Palladius"),
        ("фудзимото", "fujimoto", "Polivanov"),
        ("кэндзи", "kenji", "Polivanov"),
        ("ын", "un", "Kontsevich"),
        ("карлос", "carlos", "English"),
        ("уилсон", "wilson", "English"),
        ("хименес", "jimenes", "Spanish"),
    ],
)
def test_foreign_names_are_read_back(native: str, spellings: str, system: str) -> None:
    """A name that came into Russian from another language is found under its own spelling, and the system is named."""
    assert (spellings, system) in {(reading.text, reading.system) for reading in readings(native)}


def test_icao_comes_first_and_systems_are_named() -> None:
    """A Russian word is read by ICAO 9303 first; each reading names its system (NK-18)."""
    assert [reading.system for reading in readings("михейчик")][:3] == ["ICAO 9303", "BGN/PCGN", "Ukraine 2010"]


def test_ukrainian_letters_choose_ukrainian() -> None:
    """A letter that Russian lacks decides the language."""
    assert readings("гнатїв")[0].system == "Ukraine 2010"


def test_old_final_hard_sign_is_silent() -> None:
    """The spelling before 1918 changes nothing."""
    assert readings("ивановъ")[0].text == "ivanov"


def test_stress_marks_are_ignored() -> None:
    """Dictionaries and Wikipedia write the stress."""
    assert readings("пу́тин") == readings("путин")
