"""One word of a name: its role, its weight, and how it reads in Latin letters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache

from screening import lexicon, romanise
from screening.romanise import han
from screening.romanise._syllabic import is_han, name_words
from screening.schema import Kind
from screening.sound import skeleton
from screening.text import fold_word, script, words


class Role(StrEnum):
    """What a word does in a name; decides its weight and what may contradict what."""

    NAME = "name"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"
    GENERIC = "generic"
    PLACE = "place"
    NUMBER = "number"
    PARTICLE = "particle"
    TITLE = "title"
    FORM = "form"

    __hash__ = str.__hash__  # that of Enum is ten times as slow

    @property
    def is_small(self) -> bool:
        """Whether such a word may be left out or added almost for free."""
        return self in _SMALL_ROLES


_SMALL_ROLES = frozenset([Role.PARTICLE, Role.TITLE, Role.FORM])


@dataclass(frozen=True, slots=True)
class Token:
    """One word, ready to compare. Equal tokens are interchangeable: nothing in a token depends on its name.

    Attributes:
        text: the comparable word: folded, in its own script, numbers as ``#224``, generic words in the singular.
        role: what the word does.
        weight: 0.05 to 1.0, how much the word tells (scoring: rare words 1.0, the commonest .2, particles .05).
        readings: Latin spellings, the commonest first; for a Latin word the word itself.
        systems: the romanisation system behind each reading; "" for a word in Latin letters.
        consonants: the readings have consonants only (Arabic and Hebrew script).
    """

    text: str
    role: Role
    weight: float
    readings: tuple[str, ...]
    systems: tuple[str, ...] = ("",)
    consonants: bool = False

    def __hash__(self) -> int:
        """That of the text, which remembers it: tokens are looked up for every pair of words."""
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the end of a payment field cut a name (NK-28).

    Attributes:
        field: how many characters the field holds.
        part: index of the word that may be the beginning of a longer one only; -1 where the last word is whole.
        form: index of the first word of a legal form that the cut left unfinished; the number of words where none is.
    """

    field: int
    part: int
    form: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name prepared as one kind.

    Attributes:
        kind: the kind it was prepared as; never ``unknown``.
        tokens: the words in reading order, legal forms taken out.
        spelled: the folded word behind each token; two names are *equal* when these are.
        raw: the word as written behind each token.
        forms: the classes of legal forms found ("limited", "joint_stock", ...).
        father: index of the first word after bin/ibn/ben, or 0 where there is none.
        lookalikes: some word mixed look-alike letters of two scripts.
        cut: where a payment field cut it; None for a whole name, and for every listed name.
        noise: phrases around the name that were set aside, as the table writes them (EF-17).
    """

    kind: Kind
    tokens: tuple[Token, ...]
    spelled: tuple[str, ...]
    raw: tuple[str, ...]
    forms: frozenset[str] = field(default=frozenset())
    father: int = 0
    lookalikes: bool = False
    cut: Cut | None = None
    noise: tuple[str, ...] = ()


NUMBER_WEIGHT = {Kind.ORGANISATION: 0.8, Kind.VESSEL: 0.5, Kind.AIRCRAFT: 1.0, Kind.PERSON: 0.3}
INITIAL_WEIGHT = {Kind.PERSON: 0.12, Kind.ORGANISATION: 0.3, Kind.VESSEL: 0.3, Kind.AIRCRAFT: 1.0}
INITIAL_PAIR_WEIGHT = 0.4
"""Weight of an initial against a full word with that first letter; the rest of the full word stays unmatched."""

_SMALL = 0.05
_GIVEN_TITLE = 0.15  # Haji, Sayed, Prince, Amir: titles, and given names too
_GENERIC = 0.35
LEFT_OVER_FORM = 0.1
_PATRONYMIC_MOST = 0.6

_NATIVE_PARTICLES = frozenset(["بن", "ابن", "بنت", "ال", "و", "בן", "בת"])
_VESSEL_PREFIXES = frozenset(["mv", "mt", "ms", "ss", "mts", "fv", "scf"])  # NK-24; scf: Sovcomflot, named or not
_SYLLABIC = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
_NUMBER_SIGN = re.compile(r"(?:\bno\.?|\bnr\.?|\bn|#|№)\s*(?=\d)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_ORDINAL = re.compile(r"(?<![^\W_])(\d+)(?:-(?=[^\W\d_]{1,3}(?!\w)))?([^\W\d_]{1,3})(?!\w)")


@lru_cache(maxsize=65536)
def readings_of(word: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Latin spellings of a folded word, their systems, and whether they are consonants only."""
    if word.isascii():
        return (word,), ("",), False
    readings = romanise.readings(word)
    return (
        tuple(reading.text for reading in readings),
        tuple(reading.system for reading in readings),
        any(not reading.vowels for reading in readings),
    )


@lru_cache(maxsize=65536)
def token_of(
    word: str, kind: Kind, also: tuple[str, ...] = (), *, patronymic: bool = False, japanese: bool = False
) -> Token:
    """Build the token of one folded (and for organisations canonical) word.

    ``also`` are further Latin spellings it may be compared by: the plural behind a singular, the stem of a glued name.
    They are extra comparisons, never a replacement, or an edit inside what was rewritten would be out of reach.
    Chinese characters are read in names of persons only, and not where the name is ``japanese`` (NK-17).
    """
    if word.startswith("#"):
        return Token(word, Role.NUMBER, NUMBER_WEIGHT[kind], (word,))
    unread = is_han(word) and (japanese or kind is not Kind.PERSON)
    readings, systems, consonants = ((), (), False) if unread else readings_of(word)
    meaning = meanings(word, readings)[:1] if kind is Kind.ORGANISATION and not consonants else ()
    known = {*readings, *meaning} if not consonants else set()
    role, weight = _role(word, known, kind)
    if role is Role.GENERIC and not lexicon.fillers().isdisjoint(meaning):
        role, weight = Role.FORM, LEFT_OVER_FORM
    if role is Role.NAME and readings:
        weight = _rarity((*readings, *also, *meaning), kind, consonants=consonants)
        if patronymic:
            role, weight = Role.PATRONYMIC, min(weight, _PATRONYMIC_MOST)
    more = tuple(each for each in also if each not in readings)
    return Token(word, role, weight, (*readings, *more), (*systems, *("" for _ in more)), consonants)


@lru_cache(maxsize=65536)
def meanings(word: str, readings: tuple[str, ...]) -> tuple[str, ...]:
    """English words that a Slavic word of an organisation's name may stand for, the usual one first (NK-21)."""
    if word.isascii() and len(readings) == 1:
        return lexicon.translations(readings[0], cyrillic=False)
    cyrillic = script(word[:1]) == "CYRILLIC"
    if not cyrillic and not word.isascii():
        return ()
    found = (lexicon.translations(reading, cyrillic=cyrillic) for reading in readings)
    return tuple(dict.fromkeys(english for each in found for english in each))


def _rarity(readings: Sequence[str], kind: Kind, *, consonants: bool) -> float:
    if consonants:
        return min(_skeleton_weights(kind).get(skeleton(reading), 1.0) for reading in readings)
    return min([lexicon.weight(reading, kind) for reading in readings])


@cache
def _skeleton_weights(kind: Kind) -> dict[str, float]:
    """The weight of the commonest Latin word of each consonant skeleton: "mhmd" is as common as "muhammad"."""
    found: dict[str, float] = {}
    for word, weight in lexicon.weights(kind).items():
        bones = skeleton(word)
        found[bones] = min(weight, found.get(bones, 1.0))
    return found


def _role(word: str, readings: set[str], kind: Kind) -> tuple[Role, float]:
    """The role of a word by the lexicon; NAME with weight 1.0 where the lexicon knows nothing of it."""
    if len(word) == 1 and script(word) in _SYLLABIC:
        return Role.NAME, 1.0
    if kind is Kind.ORGANISATION and not readings.isdisjoint(lexicon.particles()):
        return Role.PARTICLE, _SMALL  # "Minera y Comercial"; in persons a single letter is an initial first
    if len(word) == 1 and word.isalpha():
        return Role.INITIAL, INITIAL_WEIGHT[kind]
    if not word.isalpha() and any(char.isdigit() for char in word):
        return Role.NUMBER, NUMBER_WEIGHT[kind]
    if word in _NATIVE_PARTICLES:
        return Role.PARTICLE, _SMALL
    for words_of_role, role, weight in _roles(kind):
        if not readings.isdisjoint(words_of_role):
            return role, weight or min(_GENERIC, *(lexicon.weight(reading, kind) for reading in readings))
    return Role.NAME, 1.0


@cache
def _roles(kind: Kind) -> tuple[tuple[frozenset[str], Role, float], ...]:
    """Words of the lexicon with role and weight in names of a kind, in order; weight 0: by rarity, at most .35."""
    particles = (lexicon.particles(), Role.PARTICLE, _SMALL)
    if kind is Kind.PERSON:
        given_too = lexicon.given_titles() | lexicon.kunya()
        return (particles, (lexicon.titles(), Role.TITLE, _SMALL), (given_too, Role.NAME, _GIVEN_TITLE))
    noise = (lexicon.noise(), Role.PARTICLE, _SMALL)
    if kind is Kind.VESSEL:
        return (particles, noise, (_VESSEL_PREFIXES, Role.PARTICLE, _SMALL))
    return (
        particles,
        noise,
        (lexicon.form_parts(), Role.FORM, LEFT_OVER_FORM),
        (lexicon.generic_words(), Role.GENERIC, 0.0),
        (lexicon.places(), Role.PLACE, 0.0),
    )


def words_of_roles(kind: Kind) -> frozenset[str]:
    """The Latin words that the lexicon gives a role in names of a kind."""
    return frozenset().union(*(words for words, _, _ in _roles(kind)))


def _split_syllables(word: str) -> Iterator[str]:
    """Yield Han characters and Hangul syllables one by one, other runs whole."""
    run = ""
    for char in word:
        if script(char) in ("CJK", "HANGUL"):
            if run:
                yield run
            yield char
            run = ""
        else:
            run += char
    if run:
        yield run


def folded_words(text: str, *, person: bool = False) -> list[tuple[str, str]]:
    """Words as written with their folded forms, Chinese characters simplified (NK-10).

    Words in Chinese characters and Hangul are cut: those of a person into surname and given name, for a given name
    agrees as a whole or not at all (NK-12); others into characters.
    """
    return [pair for word in words(text) for pair in cut_words(word, fold_word(word), person=person) if pair[1]]


def cut_words(word: str, folded: str, *, person: bool) -> list[tuple[str, str]]:
    """One word as written and folded, cut as ``folded_words`` says."""
    if folded.isascii():
        return [(word, folded)]
    simple, start = han.simplified(folded), 0
    found: list[tuple[str, str]] = []
    for piece in name_words(simple) if person else _split_syllables(simple):
        found.append((word if piece == simple else folded[start : start + len(piece)], piece))
        start += len(piece)
    return found


def bare_numbers(text: str) -> str:
    """Write ordinals and numbered signs as bare numbers: 224th, 224-й, No. 224, №224 (SE-07)."""
    if not _DIGIT.search(text):
        return text
    suffixes = lexicon.ordinal_suffixes()

    def bare(found: re.Match[str]) -> str:
        endings = readings_of(fold_word(found[2]))[0]
        return found[1] if not suffixes.isdisjoint(endings) else found[0]

    return _ORDINAL.sub(bare, _NUMBER_SIGN.sub(" ", text))


def first_reading(word: str) -> str:
    if word.isascii():
        return word
    readings, _, consonants = readings_of(word)
    return readings[0] if readings and not consonants else word  # "srl" in Devanagari is no legal form
