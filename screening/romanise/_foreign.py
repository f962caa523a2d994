"""Names of other languages as Russian writes them: Japanese, Chinese, and names from Latin script, read back.

A party whose name is Japanese, Chinese, Korean or Spanish may be asked for in Russian letters ("Фудзимото",
"Чжан Вэй", "Хименес"). Sources: the systems of Polivanov (Japanese, against Hepburn), Palladius (Chinese, against
pinyin) and Kontsevich (Korean, against North Korean usage); for names in Latin script the usual Russian practice
(Gilyarevsky and Starostin, "Foreign names in Russian text"). Letters tell nothing for certain: these are further
readings.
"""

import re

from screening.romanise._table import Table

_POLIVANOV = Table(
    """
letter Hepburn
а a
и i
у u
э e
о o
я ya
ю yu
ё yo
й i
к k
г g
с s
си shi
ся sha
сю shu
сё sho
сси sshi
дз z
дзи ji
дзя ja
дзю ju
дзё jo
з z
т t
ти chi
тя cha
тю chu
тё cho
тти tchi
ттё tcho
д d
ц ts
н n
х h
ф f
б b
п p
м m
р r
в w
""",
    "аиуэояюё",
)
_JAPANESE = re.compile(r"(?:(?:дз|[кгстдцнхфбпмрвз])?[аиуэояюё]й?|н|[кспт](?=[кспт]))+")
_JAPANESE_ONLY = re.compile("э|[стк]ю|[ст]ё|[ст]и|дз|[кгрнмбхп]ё|^ё|цу|тя|ся")

_INITIALS = {
    "б": "b", "п": "p", "м": "m", "ф": "f", "д": "d", "т": "t", "н": "n", "л": "l", "г": "g", "к": "k", "х": "h",
    "цз": "z", "ц": "c", "с": "s", "чж": "zh", "ч": "ch", "ш": "sh", "ж": "r",
}  # fmt: skip
_SOFT = {"z": "j", "c": "q", "s": "x"}
"""цз, ц, с before a soft final."""
_SOFT_FINALS = {
    "и": "i", "инь": "in", "ин": "ing", "я": "ia", "янь": "ian", "ян": "iang", "яо": "iao", "е": "ie", "ю": "iu",
    "юн": "iong", "юй": "u", "юань": "uan", "юнь": "un", "юэ": "ue",
}  # fmt: skip
_HARD_FINALS = {
    "а": "a", "ань": "an", "ан": "ang", "ай": "ai", "ао": "ao", "э": "e", "эй": "ei", "энь": "en", "эн": "eng",
    "о": "uo", "оу": "ou", "у": "u", "уа": "ua", "уань": "uan", "уан": "uang", "уай": "uai", "уй": "ui", "уэй": "ui",
    "унь": "un", "ун": "ong", "ы": "i",
}  # fmt: skip
_ALONE = {
    "а": "a", "ань": "an", "ай": "ai", "ао": "ao", "э": "e", "энь": "en", "эр": "er", "оу": "ou", "и": "yi",
    "инь": "yin", "ин": "ying", "я": "ya", "янь": "yan", "ян": "yang", "яо": "yao", "е": "ye", "ю": "you",
    "юн": "yong", "юй": "yu", "юань": "yuan", "юнь": "yun", "юэ": "yue", "у": "wu", "ва": "wa", "вань": "wan",
    "ван": "wang", "вай": "wai", "вэй": "wei", "вэнь": "wen", "вэн": "weng", "во": "wo",
}  # fmt: skip
_LABIALS = frozenset("bpmf")


def _syllables() -> dict[str, str]:
    found = dict(_ALONE)
    for written, initial in _INITIALS.items():
        for final, read in _SOFT_FINALS.items():
            found[written + final] = _SOFT.get(initial, initial) + read
        for final, read in _HARD_FINALS.items():
            found[written + final] = initial + ("o" if final == "о" and initial in _LABIALS else read)
    return found


_SYLLABLES = _syllables()
_SYLLABLE = "|".join(sorted(_SYLLABLES, key=lambda each: (-len(each), each)))
_CHINESE = re.compile(f"(?:{_SYLLABLE})+")
_CHINESE_ONLY = re.compile("чж|цз|нь|юй|юэ|эн|в?эй|[чшж]э|[сц][яю]|уа")
_FIRST_SYLLABLE = re.compile(f"({_SYLLABLE})(?=(?:{_SYLLABLE})*$)")

_LATIN = Table(
    """
letter English Spanish
а   a    "
б   b    "
в   v    "
г   g    "
д   d    "
дж  j    "
дж$ ge   j
дз  z    "
е   e    "
ё   o    "
ж   j    "
з   z    "
и   i    "
й   y    "
к   c    "
к$  k    c
ке  ke   que
ки  ki   qui
кэ  ke   que
кв  qu   cu
кс  x    "
л   l    "
м   m    "
н   n    "
о   o    "
п   p    "
р   r    "
с   s    "
т   t    "
у   u    "
уи  wi   ui
уэ  we   ue
уа  wa   ua
уо  wo   uo
ф   f    "
х   h    j
ц   z    "
ч   ch   "
ш   sh   ch
щ   sch  "
ъ   -    "
ы   y    "
ь   -    "
э   e    "
ю   u    yu
я   ia   "
^я  ya   "
""",
    "аеёиоуыэюя",
)


_KONTSEVICH = {
    "чен": "jong", "чон": "jong", "чжон": "jong", "чжун": "jun", "чун": "jun", "ён": "yong", "ен": "yong", "ир": "il",
    "хен": "hyong", "хён": "hyong", "пён": "pyong", "гир": "gil", "ын": "un", "сон": "song", "чхоль": "chol",
    "чоль": "chol", "хек": "hyok", "сок": "sok", "хван": "hwang", "чан": "chang", "пак": "pak", "чой": "choe",
    "цой": "choe", "ню": "yu", "ним": "im", "юн": "yun", "чэ": "jae", "тхэ": "tae", "кван": "gwang", "мён": "myong",
    "мен": "myong", "ген": "gyong", "гён": "gyong", "джу": "ju", "чжу": "ju",
}  # fmt: skip
"""Korean syllables that Kontsevich's system (and the press) writes unlike any romanisation of the Russian letters."""

_SPANISH = re.compile("х|ке|ки|у[иэ]|ш")


def foreign(word: str) -> list[tuple[str, str]]:
    """Read a Russian spelling back into East Asian names: (text, system) pairs, empty where no syllables fit."""
    found: list[tuple[str, str]] = []
    if word in _KONTSEVICH:
        found.append((_KONTSEVICH[word], "Kontsevich"))
    if _CHINESE.fullmatch(word) and (word in _SYLLABLES or _CHINESE_ONLY.search(word)):
        found.append((_pinyin(word), "Palladius"))
    if _JAPANESE.fullmatch(word) and _JAPANESE_ONLY.search(word):
        found.append((_POLIVANOV.read(word)[0][0], "Polivanov"))
    return found


def western(word: str) -> list[tuple[str, str]]:
    """Read a Russian spelling back into names of Latin script: (text, system) pairs."""
    return _LATIN.read(word, 2 if _SPANISH.search(word) else 1)


def _pinyin(word: str) -> str:
    out: list[str] = []
    while word:
        syllable = _FIRST_SYLLABLE.match(word)
        if not syllable:
            break
        out.append(_SYLLABLES[syllable[1]])
        word = word[syllable.end() :]
    return "".join(out)
