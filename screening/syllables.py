"""Words in Chinese characters and Hangul: when they have other syllables; foreign names in them and in kana as heard.

A name of China or Korea agrees in every syllable or is another name (NK-12), so its words are compared by their
readings, not by edits. A foreign name in a syllabic script has lost letters; it is compared by the classes of
consonants that are heard (``screening.ear``). Everything here is symmetric in the two words.
"""

import re

from rapidfuzz.distance import OSA, Indel

from screening.ear import ears
from screening.names import Role, Token
from screening.romanise import FOREIGN
from screening.romanise._syllabic import syllables
from screening.text import script

EAR_EQUAL, EAR_NEAR = (0.4, 0.55), (0.2, 0.7)
"""Likeness of a foreign name to a Latin word: the first number, and the second times the share of equal letters, where
the classes of consonants are equal, or one class is more, less or other. Set by hand: the first try, (.3, .65) and
(.05, .8), let pass .15 % of wrong words of the first halves of the transliteration files, these .4 %."""
EAR_LEAST, EAR_LEAST_NEAR = 2, 3
"""So many classes must be heard, in both words."""

_SCRIPTS = ("CJK", "HANGUL")
_VOWEL_GROUPS = re.compile("[aeiouwy]+")
_KOREAN_STOPS = str.maketrans("ktpl", "gdbr")


def is_syllabic(token: Token) -> bool:
    """Whether a word is written in Chinese characters or Hangul."""
    return script(token.text[0]) in _SCRIPTS


def is_syllable(token: Token) -> bool:
    """Whether a word is one Chinese character or Hangul syllable."""
    return len(token.text) == 1 and script(token.text) in _SCRIPTS


def same_script(a: Token, b: Token) -> bool:
    """Whether both words are in Chinese characters, or both in Hangul."""
    return is_syllabic(a) and script(a.text[0]) == script(b.text[0])


def are_spellings(a: Token, b: Token) -> bool:
    """Whether two different words of one such script are one name.

    Only two syllables of Hangul with a common reading are: the North writes 리, the South 이 for one surname. Readings
    of other words meet by chance.
    """
    return len(a.text) == len(b.text) == 1 and script(a.text) == "HANGUL" and not set(a.readings).isdisjoint(b.readings)


def other_syllables(native: Token, reading: str, spelled: str) -> bool:
    """Whether a Latin word spells other syllables than a native word with that reading (NK-12).

    Chinese characters have their readings and no other spelling; Hangul is spelled freely, but for the consonants and
    the number of syllables. False for words of other scripts and for foreign names.
    """
    if not is_syllabic(native) or FOREIGN in native.systems or reading == spelled:
        return False
    if script(native.text[0]) == "CJK" or len(_VOWEL_GROUPS.findall(spelled)) != len(native.text):
        return True
    return _stops(reading) != _stops(spelled)


def _stops(word: str) -> str:
    """The consonants of a Korean name, those written now one way and now another as one (k g, t d, p b, l r, ch j)."""
    return _VOWEL_GROUPS.sub("", word.replace("ch", "j").replace("sh", "s")).translate(_KOREAN_STOPS)


def heard(a: Token, b: Token) -> float:
    """How alike a foreign name in a syllabic script and a Latin word are by what is heard; 0.0 for other words."""
    if a.text.isascii() == b.text.isascii() or Role.PARTICLE in (a.role, b.role):
        return 0.0
    native, latin = (b, a) if a.text.isascii() else (a, b)
    foreign = [reading for reading, system in zip(native.readings, native.systems, strict=True) if system == FOREIGN]
    if not foreign:
        return 0.0
    written = ears(latin.text)
    start, slope = max(_heard_alike(ears(reading), written) for reading in foreign)
    return start + slope * max(Indel.normalized_similarity(each, latin.text) for each in native.readings)


def _heard_alike(heard: tuple[str, ...], written: tuple[str, ...]) -> tuple[float, float]:
    if any(len(each) >= EAR_LEAST and each in written for each in heard):
        return EAR_EQUAL
    near = any(
        min(len(x), len(y)) >= EAR_LEAST_NEAR and OSA.distance(x, y, score_cutoff=1) <= 1
        for x in heard
        for y in written
    )
    return EAR_NEAR if near else (0.0, 0.0)


def ear_keys(token: Token) -> set[str]:
    """Keys that a foreign name in a syllabic script shares with every Latin word that is heard alike."""
    if token.text.isascii():
        heard_as = set(ears(token.text))
    else:
        spelled = zip(token.readings, token.systems, strict=True)
        heard_as = {each for reading, system in spelled if system == FOREIGN for each in ears(reading)}
    near = {each for each in heard_as if len(each) >= EAR_LEAST_NEAR}
    shorter = {each[:i] + each[i + 1 :] for each in near for i in range(len(each))}
    return {each for each in heard_as if len(each) >= EAR_LEAST} | shorter


def may_be_syllable(token: Token) -> bool:
    """Whether a word is a syllable of a Chinese or Korean name, whatever else it is in other names (Du, An, De)."""
    return is_syllabic(token) or not syllables().isdisjoint(token.readings)
