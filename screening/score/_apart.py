"""A cheap proof that two words are no likeness of each other, for nearly all pairs of words that two names hold.

Words are alike by a few edits or by what both have: a sound, consonants, a father, a group of equivalent names, a
meaning. Sounds, consonants and endings keep a word's *frame*, some of its letters in their order; so words that share
none of their *marks* and are more edits apart than their length allows are different words, and
``similarity.likeness``, which costs twenty times as much, need not be asked. A word of Arabic or Hebrew letters is
another word than one with vowels where no reading of its letters has the other's frame.
"""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from screening import lexicon
from screening.edits import edits_allowed
from screening.names import Role, Token, meanings
from screening.romanise import FOREIGN
from screening.similarity import ABBREVIATION_LETTERS, PARTICLE_LETTERS, letters_of

_KEPT = "lmnr"
"""Letters that ``sound.sounds`` and ``sound.skeleton`` neither make nor drop, but for doubled ones."""
_DROP = dict.fromkeys(set(range(128)) - set(map(ord, _KEPT)))
_DOUBLED = [2 * letter for letter in _KEPT]
_FEW = 3
_MOST_EDITS = 2
"""No two words of any lengths may differ by more plain edits."""
_READ_LETTERS = 48
"""``sound.outlines`` reads no more letters of a word."""
_OF_SON = ("ich", "itch", "itsch", "icz", "itj", "ic", "ych", "ytch", "yc")
_OF_DAUGHTER = ("vna", "wna", "una")
"""What patronymics end in: other endings of one have another frame."""


class Traits(NamedTuple):
    """What a word can be alike by.

    Attributes:
        readings: its Latin spellings.
        marks: what it shares with each word that is alike otherwise than by edits.
        frames: ``frame`` of each reading.
        english: English words that it may stand for.
        firsts: the letters that its readings begin with.
        shortest: letters of the shortest reading.
        exact: it agrees with an equal word only, being a number or an initial.
        small: it is a particle.
        letters: the frames that its letters may have, where they are Arabic or Hebrew.
        is_many: it has so many readings that they are better compared once and remembered.
        signs: which letters each reading has, as bits; where nothing else is compared, none.
    """

    readings: tuple[str, ...]
    marks: frozenset[str]
    frames: tuple[str, ...]
    english: tuple[str, ...]
    firsts: frozenset[str]
    shortest: int
    exact: bool = False
    small: bool = False
    letters: frozenset[str] | None = None
    is_many: bool = False
    signs: tuple[int, ...] = ()


@lru_cache(maxsize=131072)
def traits(token: Token) -> Traits | None:
    """What a word can be alike by; None for words of which nothing is proved, such as foreign ones in syllables."""
    role, readings, text = token.role, token.readings, token.text
    if role is Role.NUMBER or role is Role.INITIAL or role is Role.PARTICLE:
        plain = readings == (text,) and text.isascii() and (role is not Role.INITIAL or len(text) == 1)
        return _traits(readings, "", role) if plain else None
    if not readings:
        return None
    if text.isascii():
        return _traits(readings)
    if token.consonants:
        return _without_vowels(text, readings) if letters_of(token) else None
    return None if FOREIGN in token.systems else _traits(readings, text)


@lru_cache(maxsize=16384)
def _without_vowels(text: str, readings: tuple[str, ...]) -> Traits:
    letters = letters_of(Token(text, Role.NAME, 1.0, readings, consonants=True))
    frames = frozenset([frame(outline.lower()) for outline in letters.outlines(text)]) if letters else None
    firsts = frozenset([reading[:1] for reading in readings])
    return Traits(
        readings, frozenset(), (), (), firsts, min(map(len, readings)), False, False, frames, len(readings) > _FEW
    )


@lru_cache(maxsize=131072)
def _traits(readings: tuple[str, ...], native: str = "", role: Role = Role.NAME) -> Traits:
    frames, english = tuple([frame(reading) for reading in readings]), meanings(native or readings[0], readings)
    firsts, shortest = frozenset([reading[:1] for reading in readings]), min(map(len, readings))
    if role is not Role.NAME:
        small = role is Role.PARTICLE
        return Traits(
            readings, frozenset(), frames, english, firsts, shortest, not small, small, None, len(readings) > _FEW
        )
    marks = [*frames, *(f"t/{each}" for each in (*readings, *english))]
    for reading in readings:
        marks += [f"e/{each.group}" for each in lexicon.equivalents().get(reading, ())]
        marks += [f"a/{short}" for short in _abbreviations(reading)]
        if reading.endswith(_OF_SON):
            marks.append("p/son")
        elif reading.endswith(_OF_DAUGHTER):
            marks.append("p/daughter")
    signs = tuple(map(_signs, readings))
    return Traits(
        readings, frozenset(marks), frames, english, firsts, shortest, is_many=len(readings) > _FEW, signs=signs
    )


def _signs(reading: str) -> int:
    """The letters that a word has, as bits; an edit takes one away, brings one, or both."""
    found = 0
    for letter in reading:
        found |= 1 << (ord(letter) & 63)
    return found


def _abbreviations(reading: str) -> list[str]:
    table = lexicon.abbreviation_prefixes()
    lengths = range(ABBREVIATION_LETTERS, len(reading) + 1)
    return [reading[:length] for length in lengths if reading[:length] in table]


def are_apart(p: Traits, q: Traits) -> bool:
    """Whether two words of different letters surely have no likeness, nor is one an initial of the other."""
    if p.exact or q.exact:
        return p.firsts.isdisjoint(q.firsts)
    if p.letters is not None or q.letters is not None:
        return _are_other_letters(p, q)
    if p.small or q.small:
        if p.shortest > PARTICLE_LETTERS or q.shortest > PARTICLE_LETTERS:
            return not (set(p.readings) & set(q.readings))
        return not any(_is_near_particle(x, y) for x in p.readings for y in q.readings)
    if not p.marks.isdisjoint(q.marks):
        return False
    for x, of_x in zip(p.readings, p.signs, strict=True):
        for y, of_y in zip(q.readings, q.signs, strict=True):
            if (of_x ^ of_y).bit_count() > 2 * _MOST_EDITS:
                continue
            m, n = len(x), len(y)
            if -_MOST_EDITS <= m - n <= _MOST_EDITS:
                allowed = edits_allowed(m, n) if m < n else edits_allowed(n, m)
                if OSA.distance(x, y, score_cutoff=allowed) <= allowed > 0 and -allowed <= m - n <= allowed:
                    return False
    return True


def _are_other_letters(p: Traits, q: Traits) -> bool:
    native, other = (p, q) if p.letters is not None else (q, p)
    if native.letters is None or other.letters is not None or max(map(len, other.readings)) > _READ_LETTERS:
        return False
    return native.letters.isdisjoint(other.frames)


def _is_near_particle(x: str, y: str) -> bool:
    return x == y or (len(x) <= PARTICLE_LETTERS and len(y) <= PARTICLE_LETTERS and -1 <= len(x) - len(y) <= 1)


def frame(word: str) -> str:
    """The letters of a Latin word that all its spellings by sound have, doubled ones single.

    >>> frame("shchukin") == frame("schoukine") == "n"
    True
    """
    kept = word.translate(_DROP)
    for doubled in _DOUBLED:
        while doubled in kept:
            kept = kept.replace(doubled, doubled[0])
    return kept
