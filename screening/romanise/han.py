"""Chinese characters as names of China and Korea are read: Mandarin, Cantonese and Sino-Korean, one word at a time.

* Pinyin, without tones; Wade-Giles follows from it by rule, without apostrophes and umlauts (Hsi Chin-p'ing: hsi,
  chinping).
* Cantonese as Hong Kong prints names (Cheung, Kwok, Yuen), by rule from Jyutping.
* Sino-Korean: read in Hangul and then as Hangul is (Kim Chol Sam for the name that in Mandarin is Jin Tiesan).
* Surnames have further spellings (Tan, Ng, Goh) that no system gives: ``han_names.toml``.

Which language a name is in the characters do not tell, so all are tried, and names of Japan are not read at all (their
readings follow no rule, and a Chinese one is wrong, NK-17): words beside kana, with a character made in Japan, with a
common Japanese surname or ending. Longer words are read only where they are surname and given name, which
``name_words`` takes apart, or transcribe a foreign name. Everything is compared in simplified form (NK-10).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

from screening.romanise import FOREIGN, Reading, best, hangul

SCRIPT = ("CJK", "IDEOGRAPHIC")

SYSTEMS = ("pinyin", "Cantonese", "Wade-Giles", "Sino-Korean")

_LONGEST_TRANSCRIPTION = 12
_CHINESE = ("mandarin", "cantonese")
_KOREAN_READINGS = 4
_MOSTLY = 0.6
"""Share of the characters of a long foreign name that the tables of transcription must know."""


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """Sets of characters and words of ``han_names.toml``."""
    table = _table("han_names.toml")
    words = ("double_surnames", "japanese_surnames", "japanese_endings")
    sets = {key: text for key, text in table.items() if isinstance(text, str) and key != "forms"}
    return {key: frozenset(text.split() if key in words else text) - {"\n"} for key, text in sets.items()}


@cache
def _table_of(title: str) -> Mapping[str, str]:
    """One of the tables from word or character to text in ``han_names.toml``."""
    return dict(_table("han_names.toml")[title])


@cache
def _readings() -> tuple[dict[int, str], Mapping[str, Mapping[str, tuple[str, ...]]]]:
    """Traditional to simplified, and for each language the readings of each character."""
    table = _table("han.toml")
    simple = table.pop("simplified")
    languages: dict[str, dict[str, tuple[str, ...]]] = {}
    for language, rows in table.items():
        found: dict[str, tuple[str, ...]] = {}
        for reading, chars in rows.items():
            for char in chars:
                found[char] = (*found.get(char, ()), reading)
        languages[language] = found
    forms = dict(zip(simple["from"], simple["to"], strict=True))
    forms |= {pair[0]: pair[1] for pair in _table("han_names.toml")["forms"].split()}
    return str.maketrans(forms), languages


def simplified(word: str) -> str:
    """Give the simplified form of every character, Japanese forms included: one form to compare by (NK-10)."""
    return word if word.isascii() else word.translate(_readings()[0])


def is_japanese(word: str) -> bool:
    """Whether a word bears a mark of a Japanese name."""
    word, names = simplified(word), _names()
    return (
        not names["japanese_characters"].isdisjoint(word)
        or word[:2] in names["japanese_surnames"]
        or (len(word) > 1 and word.endswith(tuple(names["japanese_endings"])))
    )


def is_transcription(word: str) -> bool:
    """Whether a word of simplified characters transcribes a foreign name."""
    names = _names()
    known = sum(char in names["transcribing"] or char in names["foreign"] for char in word)
    if word[:2] in names["double_surnames"] and len(word) < 5 and names["foreign"].isdisjoint(word[2:]):
        return False
    if len(word) > 3:
        return known >= _MOSTLY * len(word)
    surname = word[:1] in names["surnames"]
    foreign = not names["foreign"].isdisjoint(word[1:] if surname else word)
    return len(word) > 1 and foreign and known >= (len(word) if surname else 2)


def name_words(word: str) -> tuple[tuple[str, ...], bool]:
    """Take apart a personal name written as one word, and say whether its parts may be read.

    Returns:
        (surname, given name) for a name of China or Korea; the word itself for a foreign name transcribed; for any
        other (Japan) its characters one by one, which are not read.
    """
    word, names = simplified(word), _names()
    if is_japanese(word):
        return tuple(word), False
    if len(word) < 2:
        return (word,), True
    if is_transcription(word):
        return (word,), True
    if word[:2] in names["double_surnames"] and len(word) in (3, 4):
        return (word[:2], word[2:]), True
    if word[0] in names["surnames"] and len(word) in (2, 3):
        return (word[0], word[1:]), True
    return ((word,), True) if len(word) == 2 else (tuple(word), False)


_WADE_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "yi": "i",
}  # fmt: skip
_WADE_END = tuple(
    (re.compile(old), new)
    for old, new in (
        ("ong$", "ung"), ("ian$", "ien"), ("^yan$", "yen"), ("(?<=[iuy])e$", "eh"), ("^you$", "yu"), ("^er$", "erh"),
        ("^([gk])ui$", r"\1uei"), ("^([gkh])e$", r"\1o"), ("^(?!g|k|h|sh)(.+)uo$", r"\1o"),
    )
)  # fmt: skip
_WADE_FIRST = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("d", "t"), ("g", "k"), ("j", "ch"), ("q", "ch"),
    ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"),
)  # fmt: skip


def wade_giles(pinyin: str) -> str:
    """Rewrite one syllable of pinyin, without its tone, in Wade-Giles without apostrophes and umlauts."""
    if pinyin in _WADE_WHOLE:
        return _WADE_WHOLE[pinyin]
    for pattern, new in _WADE_END:
        pinyin = pattern.sub(new, pinyin)
    first, start = next(((old, new) for old, new in _WADE_FIRST if pinyin.startswith(old)), ("", ""))
    return (start + pinyin[len(first) :]).replace("v", "u")


_HONG_KONG_END = {
    "aa": "a", "aai": "ai", "aau": "au", "aam": "am", "aan": "an", "aang": "ang", "aap": "ap", "aat": "at", "aak": "ak",
    "ou": "o", "oeng": "eung", "oek": "euk", "oe": "eu", "eoi": "ui", "eon": "un", "eot": "ut", "yu": "u",
    "yun": "uen", "yut": "uet",
}  # fmt: skip
_HONG_KONG_FIRST = (
    ("gw", "kw"), ("kw", "kw"), ("ng", "ng"), ("b", "p"), ("d", "t"), ("g", "k"), ("z", "ch"), ("c", "ch"), ("j", "y"),
    ("p", "p"), ("t", "t"), ("k", "k"), ("m", "m"), ("n", "n"), ("f", "f"), ("l", "l"), ("h", "h"), ("w", "w"),
    ("s", "s"),
)  # fmt: skip
_TS = ("ang", "oeng", "e", "eoi", "oi")
_SH = ("ing", "oeng", "ek", "yu", "aa", "aan", "yun", "i")


def hong_kong(jyutping: str) -> str:
    """Spell one syllable of Jyutping, without its tone, as names are spelled in Hong Kong."""
    first, start = next(((old, new) for old, new in _HONG_KONG_FIRST if jyutping.startswith(old)), ("", ""))
    end = jyutping[len(first) :]
    if first in ("z", "c") and end in _TS:
        start = "ts"
    elif first == "s" and end in _SH:
        start = "sh"
    if first == "j" and end.startswith("yu"):
        return f"yu{_HONG_KONG_END.get(end, end)[1:]}"
    return (start + _HONG_KONG_END.get(end, end)) or jyutping


def _of_each(word: str, language: str) -> list[tuple[str, ...]]:
    """The readings of each character of a simplified word; empty where one has none."""
    table = _readings()[1][language]
    found = [table.get(char, ()) for char in word]
    return found if all(found) else []


def _foreign(word: str) -> str:
    """The Latin letters that a transcription most often stands for."""
    plain, letters = _of_each(word, "mandarin"), _table_of("stands_for")
    return "".join(letters.get(char) or _as_heard(each[0]) for char, each in zip(word, plain, strict=False))


def _as_heard(pinyin: str) -> str:
    """Pinyin in letters that sound alike elsewhere: x as sh, q as ch, c as ts, zh as j."""
    for first, heard in (("x", "sh"), ("q", "ch"), ("zh", "j"), ("ch", "ch"), ("c", "ts")):
        if pinyin.startswith(first):
            return heard + pinyin[len(first) :].replace("v", "u")
    return pinyin.replace("v", "u")


def _candidates(word: str) -> Iterator[tuple[str, str]]:
    if is_transcription(word):
        text = _foreign(word)
        yield text, FOREIGN
        yield text.replace("l", "r"), FOREIGN
        yield "".join(each[0] for each in _of_each(word, "mandarin")).replace("v", "u"), "pinyin"
        return
    for spelling in _table_of("spellings").get(word, "").split():
        yield spelling, "surname"
    mandarin = [each[0] for each in _of_each(word, "mandarin")]
    yield "".join(mandarin).replace("v", "u"), "pinyin"
    also = _table_of("also_read")
    yield "".join(also.get(char, reading) for char, reading in zip(word, mandarin, strict=False)), "pinyin"
    yield "".join(hong_kong(each[0]) for each in _of_each(word, "cantonese")), "Cantonese"
    if len(word) <= 2:
        yield from _korean(word)
    yield "".join(map(wade_giles, mandarin)), "Wade-Giles"
    yield "".join(mandarin).replace("v", "yu"), "pinyin"


def _korean(word: str) -> list[tuple[str, str]]:
    spelled = ["".join(each) for each in product(*_of_each(word, "korean"))]
    read = [reading for each in spelled[:2] for reading in hangul.readings(each)[:3]]
    found = [(reading.text, f"Sino-Korean, {reading.system}") for reading in read]
    return found[:_KOREAN_READINGS]


def latin_syllables() -> frozenset[str]:
    """All syllables of Mandarin and Cantonese as they are spelled."""
    mandarin, cantonese = ({each for own in _readings()[1][key].values() for each in own} for key in _CHINESE)
    pinyin = {each.replace("v", "u") for each in mandarin}
    return frozenset(pinyin | set(map(wade_giles, mandarin)) | set(map(hong_kong, cantonese)))


def korean_syllables() -> str:
    """All Sino-Korean syllables, in Hangul."""
    return "".join(sorted({each for own in _readings()[1]["korean"].values() for each in own}))


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word: a surname, a given name of one or two characters, or a foreign name transcribed."""
    word = simplified(word)
    if is_japanese(word) or len(word) > _LONGEST_TRANSCRIPTION or (len(word) > 2 and not is_transcription(word)):
        return ()
    return best(_candidates(word))
