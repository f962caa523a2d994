"""Spelling families and consonant skeletons of Latin words: what different romanisations of one name have in common.

Russian passports alone have used four systems (NK-02) and lists mix them with French, German and English habits, so two
spellings of one name often differ only inside families such as sh/sch/shch, kh/h, zh/j, ts/tz/c, ou/oo/u, y/i/j
(NK-03; requirements 6). ``sounds`` maps each family to one letter. ``skeleton`` goes further and keeps consonants only,
which is all that Arabic and Hebrew script write (NK-09).
"""

import re
from functools import lru_cache

# Upper-case letters stand for families so that they meet no letter of the word. Longest spellings first.
_FAMILIES = (
    ("shch", "S"), ("chtch", "S"), ("stsch", "S"), ("schtsch", "S"), ("sch", "S"), ("sh", "S"),
    ("tsch", "C"), ("tch", "C"), ("ch", "C"), ("cz", "C"), ("ts", "C"), ("tz", "C"), ("tc", "C"), ("c", "C"),
    ("dzh", "Z"), ("zh", "Z"), ("dj", "Z"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("ff", "f"), ("ck", "k"), ("cq", "k"), ("qu", "k"), ("q", "k"), ("ks", "x"), ("w", "v"), ("y", "i"), ("e", "i"),
    ("o", "u"),
)  # fmt: skip
_SPELLINGS = dict(_FAMILIES)
_FAMILY = re.compile("|".join(sorted(_SPELLINGS, key=lambda spelling: -len(spelling))))
_DOUBLE = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"(?<=[aiu])h$")
_FINAL_INE = re.compile(r"(?<=[bcdfghklmnpqrstvwxz])ine$")  # French Poutine, Chtchoukine
_FRENCH_CH = re.compile(r"(?<!t)ch(?!t)")
_YO = re.compile(r"(?<=[bcdfghklmnpqrstvwxz])[yj]o(?=[bcdfghklmnpqrstvwxz])")
_FINAL_F = re.compile(r"(?<=[iu])f$")


@lru_cache(maxsize=262144)
def sounds(word: str) -> tuple[str, ...]:
    """Map a Latin word to its spelling families, one string for each way to read it.

    ``j`` may be zh (Arabic, French) or y (German), ``ch`` beside ``ou`` is French sh, ``yo`` between consonants is the
    Russian letter that most systems write e.

    >>> sounds("tsvetaeva") == sounds("tzvetayeva") == sounds("cvetaeva")
    True
    """
    spellings = [word]
    if "ou" in word and "ch" in word:
        spellings.append(_FRENCH_CH.sub("sh", word))
    if _YO.search(word):
        spellings.append(_YO.sub("e", word))
    folded = [_fold(spelling) for spelling in spellings]
    if "j" in word:
        folded = [each.replace("j", letter) for letter in "iZ" for each in folded]
    return tuple(dict.fromkeys(_finish(each) for each in folded))


def _fold(word: str) -> str:
    return _FAMILY.sub(lambda found: _SPELLINGS[found[0]], _FINAL_INE.sub("in", word))


def _finish(folded: str) -> str:
    single = _DOUBLE.sub(r"\1", folded)
    return _FINAL_F.sub("v", _FINAL_H.sub("", single))


_CONSONANTS = {"x": "ks", "g": "k", "p": "b", "v": ""}
_BETWEEN_LETTERS = ("ts", "tz", "tc", "cz", "ks", "ck", "cq", "tch", "tsch", "stsch", "schtsch", "chtch")
"""Families that in a word without vowels are two letters by chance: مرتضى is m-r-t-z, not m-r-tz."""
_BONES = re.compile(
    "|".join(sorted((each for each in _SPELLINGS if each not in _BETWEEN_LETTERS), key=lambda e: -len(e)))
)


@lru_cache(maxsize=262144)
def skeleton(word: str) -> str:
    """Keep the consonants of a Latin word: families folded, v/w/y, vowels and a last h dropped, doubles single.

    >>> skeleton("muhammad") == skeleton("mohamed") == "mhmd"
    True
    """
    folded = _BONES.sub(lambda found: _SPELLINGS[found[0]], word).replace("j", "Z")
    kept = "".join(_CONSONANTS.get(letter, letter) for letter in folded if letter not in "aiu")
    return _DOUBLE.sub(r"\1", kept).rstrip("h") or kept[:1]
