"""Hebrew and Yiddish: the consonants of a word in Latin letters; vowels are mostly not written.

Sources: the Academy of the Hebrew Language 2006, BGN/PCGN 1962 (2018), and the spellings that lists and passports
print. One letter stands for two sounds: bet (b, v), pe (p, f), shin (sh, s), vav (v or a vowel), yod (y or a vowel),
kaf and het (k, ch, kh, h). What a reading says:

* alef or ayin at the start is ``a`` (any vowel), elsewhere nothing; he at the end is nothing or h;
* vav and yod are consonants at the start and doubled; further readings write them everywhere or nowhere;
* bet is b at the start, else v; pe is p, at the end f; shin is sh; each reading turns some of these over;
* a geresh makes j, zh, ch, w, th of gimel, zayin, tsadi, vav, tav. Final forms are folded.
"""

from collections.abc import Mapping
from itertools import product

from screening.romanise import Reading, best
from screening.romanise._letters import Letters

SCRIPT = "HEBREW"

CONSONANTS: Mapping[str, tuple[str, ...]] = {
    "ב": ("v", "b"),
    "ג": ("g",),
    "ד": ("d",),
    "ה": ("h",),
    "ו": ("v", "w"),
    "ז": ("z", "s"),
    "ח": ("h", "ch", "kh"),
    "ט": ("t",),
    "י": ("y", "j", "i"),
    "כ": ("k", "ch", "kh", "c"),
    "ל": ("l",),
    "מ": ("m",),
    "נ": ("n",),
    "ס": ("s", "c"),
    "פ": ("p", "f", "ph"),
    "צ": ("tz", "ts", "z"),
    "ק": ("k", "q", "c"),
    "ר": ("r",),
    "ש": ("sh", "s", "sch"),
    "ת": ("t", "th", "s"),
    "ג׳": ("j", "dj"),
    "ז׳": ("zh", "j"),
    "צ׳": ("ch", "tch", "tsch"),
    "ת׳": ("th", "t"),
    "ד׳": ("dh", "th"),
    "ח׳": ("kh",),
    "ר׳": ("gh",),
    "ע׳": ("gh",),
    "ט׳": ("z",),
    "ס׳": ("s",),
    "ו׳": ("w",),
}
"""Letter -> the Latin spellings it may stand for: first what a reading writes, then the others, commonest first."""

_FINAL_FORMS = {"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ"}
_YIDDISH = {"װ": "וו", "ױ": "וי", "ײ": "יי", "׳": "׳", "'": "׳", "’": "׳", "״": ""}
_UNIFY: dict[int, str | None] = {ord(letter): fold for letter, fold in (_FINAL_FORMS | _YIDDISH).items()}
_UNIFY |= dict.fromkeys([*range(0x591, 0x5C8)])

_LIKELY, _NONE, _ALL = range(3)


def _letters(word: str) -> list[str]:
    """Split a word into letters; a geresh stays with its letter, doubled vav and yod are one symbol."""
    letters: list[str] = []
    for letter in word:
        if letter == "׳":
            if letters and letters[-1] + "׳" in CONSONANTS:
                letters[-1] += "׳"
        elif letters and letter == letters[-1] and letter in "וי":
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _skeleton(letters: list[str], weak: int, turned: Mapping[str, str]) -> str:
    parts, last = [], len(letters) - 1
    for at, letter in enumerate(letters):
        if letter in "אע":
            parts.append("" if at else "a")
        elif letter in "וי":
            parts.append(CONSONANTS[letter][0] if at == 0 or weak == _ALL else "")
        elif letter in ("וו", "יי"):
            parts.append("" if weak == _NONE and at else CONSONANTS[letter[0]][0])
        elif letter == "ה" and at == last > 0:
            parts.append("h" if weak == _ALL else "")
        elif letter == "ב" and at == 0:
            parts.append("b")
        else:
            parts.append(turned.get(letter) or CONSONANTS[letter][0] if letter in CONSONANTS else "")
    return "".join(parts)


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word as consonants, the likeliest choice of sounds first, then one, two and more choices turned."""
    letters = _letters(word.translate(_UNIFY))
    final_pe = {"פ": "f"} if word.endswith("ף") else {}
    turns = sorted(product(range(3), *(range(2 if letter in letters[at:] else 1) for letter, at in _TURNED)), key=sum)
    return best(
        (
            (
                _skeleton(
                    letters,
                    weak,
                    final_pe | {a: CONSONANTS[a][1] for (a, _), on in zip(_TURNED, ons, strict=True) if on},
                ),
                "Hebrew consonants",
            )
            for weak, *ons in turns
        ),
        vowels=False,
    )


_TURNED = (("ב", 1), ("ש", 0), ("פ", 0))
"""The letters of two sounds, and the first place at which they have two."""


LETTERS = Letters("hebrew_letters", lambda word: word.translate(_UNIFY).replace("׳", ""))
"""What each letter may be written as in Latin letters, and what that costs."""
