"""Hard negatives: names that look like a listed one and are another party's."""

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

from screening.manipulation._facts import ABBREVIATIONS, PET_NAMES
from screening.manipulation._letters import like
from screening.manipulation._pool import FORM_WORDS, Draw, Pool, Source, reading_order
from screening.manipulation._words import SHARED

_FAR = 3
"""Letters that two names must differ by to be two names and not two spellings."""


def number(name: str, draw: Draw) -> str:
    """EF-24."""
    numbers = list(re.finditer(r"(?<!\S)\d{1,4}(?=(?:st|nd|rd|th)?(?!\S))", name, re.IGNORECASE))
    if not numbers:
        return ""
    found = draw.choice(numbers)
    other = int(found[0]) + draw.choice([step for step in (-10, -1, 1, 10) if int(found[0]) + step > 0])
    return f"{name[: found.start()]}{other}{name[found.end() :]}"


def surname(source: Source, pool: Pool, draw: Draw) -> str:
    """EF-25."""
    words = _two_or_three(source.text)
    if not words or len(words[-1]) < 5:
        return ""
    own, last = pool.words_of(source), words[-1].casefold()
    listed = pool.surnames.get(last[:3], {})
    near = (each for each, beside in listed.items() if each not in own and beside.isdisjoint(own))
    far = (each for each in near if _is_far(each, last))
    others = [each for each in far if Levenshtein.distance(_consonants(each), _consonants(last)) > 1]
    return " ".join([*words[:-1], like(words[-1], draw.choice(others))]) if others else ""


def given_name(source: Source, pool: Pool, draw: Draw) -> str:
    """EF-26."""
    words = _two_or_three(source.text)
    if not words or len(words[-1]) < 4:
        return ""
    own = pool.words_of(source)
    for other in draw.sample(pool.given_names, min(20, len(pool.given_names))):
        if all(other[0] != word[0] and _is_far(other, word) for word in own):
            return f"{like(words[0], other)} {words[-1]}"
    return ""


def generic(source: Source, pool: Pool, draw: Draw) -> str:
    """EF-27."""
    words = source.text.split()
    plain = [i for i, word in enumerate(words) if word.isalpha() and word.casefold() not in FORM_WORDS]
    telling = [i for i in plain if len(words[i]) >= 4 and pool.parties_with[words[i].casefold()] < SHARED]
    shared = [i for i in plain if len(words[i]) >= 4 and i not in telling]
    if len(plain) != len(words) or len(words) > 4 or len(telling) != 1 or len(shared) < 2 or not pool.telling:
        return ""
    own = words[telling[0]].casefold()
    other = draw.choice(pool.telling)
    if other[0] == own[0] or not _is_far(other, own):
        return ""
    return " ".join(like(word, other) if i == telling[0] else word for i, word in enumerate(words))


def prefix(source: Source, pool: Pool, draw: Draw) -> str:
    """EF-28."""
    words = source.text.split()
    if len(words) > 2:
        return ""
    own = pool.words_of(source) | PET_NAMES.keys() | ABBREVIATIONS.keys() | FORM_WORDS
    begun = ((i, cut) for i, word in enumerate(words) if word.isalpha() for cut in _beginnings(word.casefold(), pool))
    found = [(i, cut) for i, cut in begun if cut not in own and not cut.startswith("abd")]
    if not found:
        return ""
    i, cut = draw.choice(found)
    return " ".join(like(word, cut) if at == i else word for at, word in enumerate(words))


def _beginnings(word: str, pool: Pool) -> list[str]:
    """The beginnings of a long word that are words of other parties, where the rest is no word."""
    cuts = range(4, len(word) - _FAR + 1) if len(word) >= 4 + _FAR else ()
    return [word[:cut] for cut in cuts if pool.parties_with[word[:cut]] >= SHARED and not pool.parties_with[word[cut:]]]


def _two_or_three(name: str) -> list[str]:
    """The words of a person's name of two or three words of letters, surname last; else none."""
    words = reading_order(name)
    return words if len(words) in (2, 3) and all(word.isalpha() for word in words) else []


def _consonants(word: str) -> str:
    """The consonants of a word without marks, doubled ones once: what spellings of one name share."""
    plain = unicodedata.normalize("NFKD", word)
    return re.sub(r"(.)\1+", r"\1", re.sub("[^a-z]|[aeiouyj]", "", plain))


def _is_far(a: str, b: str) -> bool:
    return Levenshtein.distance(a, b) >= _FAR
