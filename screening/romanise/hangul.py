"""Korean Hangul: syllables taken apart by arithmetic (Unicode 3.12) and read by the systems names are printed in.

* Revised Romanization: Ministry of Culture notice 2000-8 (Gim Yeong-bok); no sound changes between syllables but ll,
  which is its rule for given names.
* McCune-Reischauer 1939 without breves and apostrophes; k, t, p, ch are g, d, b, j between voiced sounds.
* DPRK: as the North prints names (Kim Jong Un, Pak, Ri, Choe): o for eo, j for ch, syllables unchanged.
* South Korean usage: what passports of the South mostly print (Jung, Hyun, Young, Woo, Hee).
* foreign name: a Latin name written in Hangul, without the vowel eu that Hangul adds; ll is its l.

Surnames have spellings of their own (Kim, Lee, Park) that no system gives; they are in ``SURNAMES`` (from NK-11,
the Korean census spellings and list data) and stand in place of the first syllable. Hanja are not read.
"""

import re
import tomllib
from importlib import resources
from itertools import product

from screening.romanise import FOREIGN, MAX_READINGS, Reading, best
from screening.sound import sounds

SCRIPT = "HANGUL"

_FIRST, _LAST = 0xAC00, 0xD7A3

_INITIALS = {
    "Revised Romanization": "g kk n d tt r m b pp s ss - j jj ch k t p h",
    "DPRK": "k kk n t tt r m p pp s ss - j jj ch k t p h",
    "McCune-Reischauer": "k kk n t tt r m p pp s ss - ch tch ch k t p h",
    "South Korean usage": "k kk n d tt r m b pp s ss - j jj ch k t p h",
    FOREIGN: "g k n d t r m b p s s - j j ch k t p h",
}
_VOWELS = {
    "Revised Romanization": "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
    "DPRK": "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i",
    "McCune-Reischauer": "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i",
    "South Korean usage": "a ae ya yae u e yu ye o wa wae oe yo oo wo we wi yoo eu ee i",
    FOREIGN: "a a ya ya e e ye ye o wa wa oe yo u wo we wi yu - ui i",
}
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
"""ㄱ to ㅎ as they sound at the end of a syllable; the same in every system."""

_TABLE = tomllib.loads(resources.files(__package__).joinpath("hangul_names.toml").read_text("utf-8"))

SURNAMES: dict[str, tuple[str, ...]] = {surname: tuple(text.split()) for surname, text in _TABLE["surnames"].items()}
"""Surname -> its spellings in Latin, commonest first (lists hold the North's spellings more often than the South's)."""

_GIVEN = frozenset(_TABLE["given"])

_N, _R, _SILENT = 2, 5, 11  # initials by number
_AFTER_Y = frozenset({2, 3, 6, 7, 12, 17, 20})
"""Vowels with y, and i, by number: before them the South drops a first r, elsewhere it reads n."""
_MIXED = (1, 2, 0, 3)
_USAGE = "Korean usage"


def _rows(rows: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {system: tuple(cell.replace("-", "") for cell in row.split()) for system, row in rows.items()}


_TABLES = [(system, _rows(_INITIALS)[system], _rows(_VOWELS)[system]) for system in _INITIALS]
_END = tuple(cell.replace("-", "") for cell in _FINALS.split())
_UNCHANGED = frozenset({"DPRK", "South Korean usage"})
_VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
_VOICEABLE = frozenset({0, 3, 7, 12})
_VOICED_ENDS = frozenset({"", "n", "m", "l", "ng"})


def _parts(word: str) -> list[tuple[int, int, int]]:
    """Take the syllables apart into the numbers of initial, vowel and final."""
    codes = [ord(syllable) - _FIRST for syllable in word if _FIRST <= ord(syllable) <= _LAST]
    return [(code // 588, code % 588 // 28, code % 28) for code in codes]


def _spell(
    part: tuple[int, int, int], table: tuple[str, tuple[str, ...], tuple[str, ...]], before: str | None = None
) -> str:
    """Spell one syllable by one system; ``before`` is the final before it, None at the start of a word."""
    (initial, vowel, final), (system, initials, vowels) = part, table
    first, middle, end = initials[initial], vowels[vowel], _END[final]
    if initial == 5 and before == "l" and system not in _UNCHANGED:
        first = "l"
    elif system == "McCune-Reischauer":
        if before in _VOICED_ENDS and initial in _VOICEABLE:
            first = _VOICED[first]
        elif initial == 5 and before in ("n", "m", "ng", "k", "p", "t"):
            first = "n"
    elif system == "South Korean usage" and middle == "yu" and initial == 11 and end == "ng":
        middle = "you"
    return first + middle + end


def _words(parts: list[tuple[int, int, int]]) -> list[tuple[str, str]]:
    befores = [None, *(_END[final] for _, _, final in parts)]
    words = []
    for table in _TABLES:
        text = "".join([_spell(part, table, before) for part, before in zip(parts, befores, strict=False)])
        words.append((text.replace("ll", "l") if table is _TABLES[-1] else text, table[0]))
    return words


def syllables(word: str) -> tuple[tuple[str, ...], ...]:
    """Read a word syllable by syllable.

    Returns:
        A tuple a syllable, each with the readings of that syllable by all systems without repetition; the first
        syllable has its surname spellings first. For "all three syllables must agree" (NK-12).
    """
    found = []
    for at, part in enumerate(_parts(word)):
        spelled = [_spell(part, table) for table in _TABLES[:-1]]
        voiced = _spell(part, _TABLES[2], "") if at else ""
        surname = SURNAMES.get(word[:1], ()) if at == 0 else ()
        found.append(tuple(dict.fromkeys(text for text in (*surname, *spelled, voiced) if text)))
    return tuple(found)


def name_words(word: str) -> tuple[str, ...]:
    """Take apart a Korean name written as one word: (surname, given name), or the word itself where it is none.

    Two syllables stay one word: such a word is a given name more often than a surname and a given name of one syllable.
    """
    for length, most in ((2, 4), (1, 3)):
        if word[:length] in SURNAMES and 3 <= len(word) <= most and _GIVEN.issuperset(word[length:]):
            return word[:length], word[length:]
    return (word,)


def latin_syllables(syllables: str) -> frozenset[str]:
    """Syllables and surnames as they are spelled by every system."""
    spelled = {text for syllable in syllables for text, _ in _words(_parts(syllable))[:-1]}
    return frozenset(spelled.union(*SURNAMES.values()))


def _by_surname(surname: str, rest: str) -> list[tuple[str, str]]:
    """A whole name as one word: every spelling of the surname before the given name by every system."""
    given = _words(_parts(rest))[:-1]
    ranked = sorted(product(range(len(SURNAMES[surname])), range(len(given))), key=lambda pair: (sum(pair), pair))
    return [(SURNAMES[surname][first] + given[then][0], given[then][1]) for first, then in ranked]


def _foreign(parts: list[tuple[int, int, int]]) -> list[tuple[str, str]]:
    """Latin letters that Hangul may stand for in a foreign name: a first r may be l, p may be f."""
    text = _words(parts)[-1][0]
    return [(text, FOREIGN), (re.sub("^r", "l", text).replace("p", "f"), FOREIGN)]


def _mixed(word: str) -> list[tuple[str, str]]:
    """Spellings that follow one system in one syllable and another in the next (Kyoung Hyun, Yong Chul)."""
    first, second = (list(dict.fromkeys(options)) for options in _options(word))
    ranked = sorted(product(range(len(first)), range(len(second))), key=lambda pair: (sum(pair), pair))
    distinct: dict[tuple[str, ...], str] = {}
    for one, other in ranked:
        distinct.setdefault(sounds(first[one] + second[other]), first[one] + second[other])
    return [(text, _USAGE) for text in distinct.values()]


def _options(word: str) -> list[list[str]]:
    options = [[_spell(part, _TABLES[at]) for at in _MIXED] for part in _parts(word)]
    initial, vowel, final = _parts(word)[0]
    if initial == _R:  # the South does not begin a word with r: Ryon Hui of the North is Yeon-hui there
        options[0].append(_spell((_SILENT if vowel in _AFTER_Y else _N, vowel, final), _TABLES[0]))
    return options


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word, its syllables joined: a surname, a given name, a whole name, or a foreign name in Hangul."""
    parts = _parts(word)
    whole = _words(parts)[:-1]
    if len(parts) <= 1:
        return best([*((spelling, "surname") for spelling in SURNAMES.get(word, ())), *whole])
    named = name_words(word)
    if len(named) == 2:
        return best([*_by_surname(*named)[: MAX_READINGS - 2], *whole])
    if len(parts) > 2 or not _GIVEN.issuperset(word):
        return best([*_foreign(parts), *whole])
    surname = _by_surname(word[0], word[1])[:2] if word[0] in SURNAMES else []
    own = [(spelling, "surname") for spelling in SURNAMES.get(word, ())[:3]]
    return best([*own, whole[1], whole[0], whole[3], *surname[:1], whole[2], *surname[1:], *_mixed(word)])
