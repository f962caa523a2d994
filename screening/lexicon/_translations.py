"""Slavic words of names of organisations and the English words that stand for them: ``translations.toml``."""

from collections.abc import Mapping
from functools import cache, lru_cache

from screening import romanise
from screening.lexicon._strict import NATIVE, PHRASE, WORD, check_keys, fail, read, texts

_FILE = "translations"
LATIN_STEM, LATIN_INITIALS = 5, 3
"""Fewer letters do not show that a word in Latin letters is Slavic: "more" is no form of море, UK no управляющая."""
ENDING_LETTERS = 5
_PLACE_ENDINGS = ("sk", "", "a", "o", "y")


@cache
def _endings() -> frozenset[str]:
    endings = texts(_FILE, "endings", [each for each in read(_FILE)["endings"] if each])
    if long := [each for each in endings if len(each) > ENDING_LETTERS]:
        raise fail(f"{long[0]!r} is longer than {ENDING_LETTERS} letters", _FILE, "endings")
    return frozenset(["", *endings])


@cache
def _stems() -> Mapping[str, tuple[str, ...]]:
    """Map each stem, in every romanisation, to the English words it may stand for."""
    check_keys(_FILE, "", read(_FILE), ["endings", "fillers", "words", "initials"])
    found: dict[str, tuple[str, ...]] = {}
    for word, each in read(_FILE)["words"].items():
        place = f"words.{word}."
        check_keys(_FILE, place, {"english": [], **each}, ["english", "slavic"])
        phrases = texts(_FILE, f"{place}english", [word, *each.get("english", [])], PHRASE)
        english = [phrase.replace(" ", "") for phrase in phrases]  # two words of a name are compared written as one
        for stem in texts(_FILE, f"{place}slavic", each["slavic"], NATIVE):
            for reading in romanise.readings(stem):
                found[reading.text] = tuple(dict.fromkeys((*found.get(reading.text, ()), *english)))
    return found


@cache
def _beginnings(letters: int) -> frozenset[str]:
    """The first letters of every stem of so many letters at least."""
    return frozenset(stem[:letters] for stem in _stems() if len(stem) >= letters)


@cache
def _initials() -> Mapping[str, tuple[str, ...]]:
    found = {}
    for initials, english in read(_FILE)["initials"].items():
        if not WORD.fullmatch(initials):
            raise fail(f"{initials!r} is not a folded word", _FILE, "initials")
        found[initials] = texts(_FILE, f"initials.{initials}", english)
    return found


@lru_cache(maxsize=65536)
def translations(word: str, *, cyrillic: bool) -> tuple[str, ...]:
    """Give the English words that a Slavic word of an organisation's name may stand for, the usual one first.

    Args:
        word: a Latin reading of the word, or the word in Latin letters as written.
        cyrillic: whether the word is written in Cyrillic letters; otherwise short stems do not count.
    """
    if word in _initials() and (cyrillic or len(word) >= LATIN_INITIALS):
        return _initials()[word]
    least = 2 if cyrillic else LATIN_STEM
    if word[:least] in _beginnings(least):
        stems, endings = _stems(), _endings()
        for cut in range(len(word), max(least, len(word) - ENDING_LETTERS) - 1, -1):
            if word[cut:] in endings and word[:cut] in stems:
                return stems[word[:cut]]
    return _of_place(word) if cyrillic else ()


@cache
def translated() -> frozenset[str]:
    """Stems and initials that have a translation: a Latin word has none unless one of them begins it."""
    return frozenset(_stems()) | frozenset(_initials())


def _of_place(word: str) -> tuple[str, ...]:
    """Give the places that an adjective in -sk- may belong to: omskii is of Omsk, tulskaya of Tula."""
    base, sk, ending = word.rpartition("sk")
    if not sk or len(base) < 2 or not ending or ending not in _endings():
        return ()
    return tuple(place for end in _PLACE_ENDINGS if len(place := base + end) > 2)


@cache
def fillers() -> frozenset[str]:
    """English words whose Slavic counterparts tell as little as words of legal forms ("научно-", "имени")."""
    return frozenset(texts(_FILE, "fillers", read(_FILE)["fillers"]))
