"""Which words of two names may stand for each other beyond their letters: initials, two words written as one."""

from functools import lru_cache

from screening import lexicon
from screening.edits import VOWELS
from screening.names import ABD, Name, Role, Token, meanings
from screening.schema import Kind
from screening.score._apart import are_apart, traits
from screening.similarity import JOINED_LIKENESS, TRANSLATION, Likeness, Relation, likeness
from screening.sound import sounds
from screening.syllables import is_syllabic, is_syllable, other_syllables
from screening.text import script

JOINED_BY_SOUND_LETTERS = 8
"""Shorter joined words must have equal letters: "kil YI" sounds like Kelly. Those of syllables may be shorter."""
_JOINED_BY_SOUND = Likeness(JOINED_LIKENESS * 0.95, Relation.JOINED)
JOINED_LETTERS = 4
"""Two words written as one have so many letters at least."""


@lru_cache(maxsize=65536)
def word_likeness(a: Token, b: Token, kind: Kind) -> Likeness | None:
    """Remember ``similarity.likeness`` of the last pairs of words; a bounded cache of a pure function.

    Two different syllables of Hangul that read alike in some system are two words, but for a first letter that North
    and South write differently: 김종은 is not 김정은, 리 is 이 (NK-12). A syllable against a word of a script without
    vowels says nothing: any two consonants are some reading of it (磊 李 stood at 80 for لؤي العلي).
    """
    p, q = traits(a), traits(b)
    if p and q and a.text != b.text and are_apart(p, q):
        return None
    if is_syllable(a) and is_syllable(b) and a.text != b.text and script(a.text) == script(b.text) == "HANGUL":
        (first, rest), (other, other_rest) = _jamo(a.text), _jamo(b.text)
        if rest != other_rest or not {first, other} <= _NORTH_SOUTH:
            return None
    if (is_syllable(a) and b.consonants) or (is_syllable(b) and a.consonants):
        return None
    found = likeness(a, b, kind)
    return None if found and found.relation is Relation.CONSONANTS and _begins_otherwise(a, b) else found


_INDIC = frozenset("DEVANAGARI BENGALI GUJARATI GURMUKHI ORIYA TAMIL TELUGU KANNADA MALAYALAM".split())  # noqa: SIM905
"""Scripts that leave vowels out of our readings, but for a first one: it is a letter of its own there."""


def _begins_otherwise(a: Token, b: Token) -> bool:
    """Whether an Indic word begins with a consonant and the other one with a vowel: लीला is not Ali."""
    native, other = (a, b) if a.consonants else (b, a)
    if other.consonants or script(native.text[0]) not in _INDIC:
        return False
    return native.readings[0][0] not in VOWELS and all(each[0] in VOWELS for each in other.readings)


_NORTH_SOUTH = frozenset([2, 5, 11])  # ㄴ, ㄹ and the silent ㅇ at the beginning of a syllable


def _jamo(syllable: str) -> tuple[int, int]:
    """The number of a Hangul syllable's first letter and of the rest of it (Unicode 3.12)."""
    return divmod(ord(syllable) - 0xAC00, 21 * 28)


def joined_word(name: Name, i: int) -> str:
    """Words i and i+1 of a name written as one word, in Latin letters; "" where they cannot be joined."""
    first, second = name.tokens[i], name.tokens[i + 1]
    if first.role is Role.NUMBER or second.role is Role.NUMBER or first.consonants or second.consonants:
        return ""
    if not (first.readings and second.readings):
        return ""
    if name.kind is Kind.PERSON and first.text in ABD:
        return f"abd{second.readings[0]}"
    one, other = name.spelled[i], name.spelled[i + 1]
    return (one if one.isascii() else first.readings[0]) + (other if other.isascii() else second.readings[0])


def joined_likeness(joined: str, word: Token) -> Likeness | None:
    """Compare two adjacent words written as one with a single word: equal letters or equal sounds only.

    Fuzzier joins made false alerts ("STAR INGRID" / STALINGRAD), as did two words for one of half their letters.
    """
    if word.role is Role.NUMBER or len(joined) < JOINED_LETTERS or word.consonants or not joined.isascii():
        return None
    if joined in word.readings:
        return Likeness(JOINED_LIKENESS, Relation.JOINED)
    english = lexicon.translations(joined, cyrillic=False)
    if joined in meanings(word.text, word.readings) or (english and not set(english).isdisjoint(word.readings)):
        return Likeness(TRANSLATION, Relation.TRANSLATION)
    if is_syllable(word) or (len(joined) < JOINED_BY_SOUND_LETTERS and not is_syllabic(word)):
        return None
    family, latin = sounds(joined), word.text.isascii()
    for reading in word.readings:
        if len(joined) >= 2 * len(reading) or (not latin and other_syllables(word, reading, joined)):
            continue
        for sound in sounds(reading):
            if sound in family:
                return _JOINED_BY_SOUND
    return None


def is_initial_of(initial: Token, word: Token) -> bool:
    """Whether a single letter may stand for a full word (its first letter in any reading)."""
    return (
        initial.role is Role.INITIAL
        and word.role in (Role.NAME, Role.PATRONYMIC, Role.PARTICLE)  # "A." is al, too, where all words are initials
        and any(
            reading[0] == letter[0] for reading in word.readings if reading for letter in initial.readings if letter
        )
    )
