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
_FINAL_F = re.compile(r"(?<=[iu])f$")


@lru_cache(maxsize=262144)
def sounds(word: str) -> tuple[str, ...]:
    """Map a Latin word to its spelling family, one string, or two where ``j`` may be zh (Arabic, French) or y (German).

    >>> sounds("tsvetaeva") == sounds("tzvetayeva") == sounds("cvetaeva")
    True
    """
    folded = _FAMILY.sub(lambda found: _SPELLINGS[found[0]], word)
    readings = [folded] if "j" not in folded else [folded.replace("j", "i"), folded.replace("j", "Z")]
    return tuple(_FINAL_F.sub("v", _FINAL_H.sub("", _DOUBLE.sub(r"\1", reading))) for reading in readings)


_CONSONANTS = {
    "x": "ks", "g": "k", "p": "b", "v": "",
}  # fmt: skip


@lru_cache(maxsize=262144)
def skeleton(word: str) -> str:
    """Keep the consonants of a Latin word, families folded, v/w/y and vowels dropped, doubles single.

    >>> skeleton("muhammad") == skeleton("mohamed") == "mhmd"
    True
    """
    folded = sounds(word)[-1]
    kept = "".join(_CONSONANTS.get(letter, letter) for letter in folded if letter not in "aiu")
    return _DOUBLE.sub(r"\1", kept)
