"""Personal names written as one word in Hangul or Chinese characters: where surname and given name part."""

import unicodedata
from functools import cache, lru_cache

from screening.romanise import han, hangul

_KANA = ("HIRAGANA", "KATAKANA")


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def is_han(word: str) -> bool:
    """Whether a word is written in Chinese characters."""
    return bool(word) and not word.isascii() and _script(word[0]) in han.SCRIPT


def name_words(word: str) -> tuple[str, ...]:
    """Take apart one folded word of a personal name; words of other scripts come back whole.

    A word that mixes Chinese characters with others (kana) is cut into runs, its characters one by one.
    """
    scripts = {_script(letter) for letter in word}
    if scripts == {hangul.SCRIPT}:
        return hangul.name_words(word)
    if scripts <= set(han.SCRIPT):
        return han.name_words(word)[0]
    return (word,) if scripts.isdisjoint(han.SCRIPT) else tuple(word)


def is_japanese(words: list[str]) -> bool:
    """Whether the Chinese characters of a name are not to be read: it has kana, or a word no name of China or Korea."""
    written = [word for word in words if is_han(word)]
    if not written:
        return False
    return any(map(has_kana, words)) or not all(map(is_read, written))


def has_kana(word: str) -> bool:
    """Whether a word has letters of kana."""
    return not word.isascii() and any(_script(letter) in _KANA for letter in word)


def is_read(word: str) -> bool:
    """Whether a word in Chinese characters may be a name of China or Korea."""
    return han.name_words(word)[1]


@cache
def syllables() -> frozenset[str]:
    """Every syllable of a name of China or Korea as it is spelled in Latin letters, by every system."""
    return han.latin_syllables() | hangul.latin_syllables(han.korean_syllables())
