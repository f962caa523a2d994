"""How alike two words of names are, 0 to 1, and by which relation: equal, spelling, transliteration, nickname, ...

Symmetric and context-free: ``likeness(a, b) == likeness(b, a)``, and nothing but the two tokens and the kind counts.
Constants come from the measurements in ``benchmarks/README.md`` (section "The pair score"); each says what it answers.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from screening import lexicon
from screening.names import Role, Token, meanings
from screening.romanise import FOREIGN
from screening.schema import Kind
from screening.sound import skeleton, sounds
from screening.syllables import are_spellings, heard, is_syllable, other_syllables, same_script


class Relation(StrEnum):
    """By what two words are alike; the words an explanation uses."""

    EQUAL = "equal"
    SPELLING = "spelling"
    SOUND = "same sound"
    TRANSLITERATION = "transliteration"
    CONSONANTS = "same consonants"
    VARIANT = "name variant"
    NICKNAME = "nickname"
    GENDER = "feminine or masculine form"
    PATRONYMIC = "patronymic form"
    ABBREVIATION = "abbreviation"
    TRANSLATION = "translation"
    HEARD = "foreign name as heard"
    INITIAL = "initial"
    JOINED = "joined or split"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A likeness from ``LEAST`` to 1, its relation, and the romanisation system behind it where there is one.

    ``given_only``: the two words are equivalent as given names only, not as surnames ("Francisco" / "Frank").
    """

    score: float
    relation: Relation
    system: str = ""
    given_only: bool = False


LEAST = 0.6
"""Below this two words are different words: of pairs under .6 none was read as the same name."""

SOUND, SOUND_SHORT, CROSS_SCRIPT = 0.95, 0.85, 0.97
VARIANT, GENDER = 0.92, 0.9
PATRONYMIC_FACTOR = 0.98
CONSONANTS_BY_LENGTH = {1: 0.7, 2: 0.76, 3: 0.86}
_COMMON = 0.5  # one consonant is enough for very common names only (Ali)
CONSONANTS_LONG, CONSONANTS_NEAR = 0.9, 0.7
"""Consonants alone say less the fewer they are: rd is Ruud, Rida, Riad and Raad."""
SKELETON_LEAST, SKELETON_MOST_COST = 0.7, 2.2
ABBREVIATION = 0.9
TRANSLATION, TRANSLATION_OTHER, TRANSLATION_ALIKE = 0.88, 0.86, 0.85
"""By the usual English word, by another one, of two Slavic words: a name translated throughout is at most probable."""
PARTICLE, _PARTICLE_LETTERS = 0.9, 4
ABBREVIATION_LETTERS = 3

_COST_OF_EDIT = {3: 0.36, 4: 0.28, 5: 0.22, 6: 0.18, 7: 0.15, 8: 0.125, 9: 0.11}
"""What one full edit costs a word of so many letters (the longer counts); .10 from ten letters on."""

_VOWELS = frozenset("aeiouy")
_CHEAP = {frozenset("ou"): 0.4, frozenset("ei"): 0.4, frozenset("ea"): 0.5, frozenset("oa"): 0.75}
_CHEAP |= {frozenset(pair): 0.3 for pair in ("iy", "ij", "yj")}
_FAMILIES = ("kqcg", "szc", "dt", "bp", "vwf", "gj", "mn")
_CHEAP |= {frozenset((a, b)): 0.6 for family in _FAMILIES for a in family for b in family if a < b}
_FIRST_LETTER, _LAST_VOWEL = 0.25, 0.2  # Maria / Mario are two names
_ATTESTED_SUM, _ATTESTED_SCORE = 1.5, 0.9

_FEMININE = (("ova", "ov"), ("eva", "ev"), ("ina", "in"), ("skaya", "sky"), ("skaia", "skii"), ("ska", "ski"),
             ("skaya", "skiy"), ("skaya", "skii"), ("skaya", "skij"), ("skaia", "skiy"), ("skaia", "sky"),
             ("skaja", "skij"), ("ayeva", "ayev"), ("aya", "iy"), ("aya", "yy"), ("aya", "y"))  # fmt: skip
_PATRONYMIC_END = re.compile(
    r"(?:y|i|j)?(o|e)(?:v|w)(?:ich|itch|itsch|itj|ic|ych|ytch|yc)$|(?:i)(?:v|w)(?:ich|itch|ych)$"
)
_PATRONYMIC_END_F = re.compile(r"(?:y|i|j)?(o|e|i)(?:v|w)na$")


_EXACT_ONLY = (Role.NUMBER, Role.INITIAL)

LONGEST_EDITED = 32
"""Longer words are compared for equality of letters or sounds only; the longest of the real lists has 31 letters."""


def edits_allowed(shorter: int, longer: int) -> int:
    """How many plain edits two words of so many letters may differ by and still be compared."""
    if shorter < 3 or longer > LONGEST_EDITED:
        return 0
    if shorter >= 7 or (shorter == 6 and longer >= 8):
        return 2
    return 1


def edit_cost(a: str, b: str) -> float:
    """Weighted edit distance of two words, common beginning and end set aside; symmetric, 0 only for equal words.

    A full edit costs 1; vowels for vowels, letters of one sound family, doubled letters, ``h`` and neighbour swaps
    cost less; a changed first letter costs .25 more, a changed last vowel .2 more.
    """
    start = 0
    shorter = min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    cost = _core_cost(a, b, start, end)
    if start == 0 and cost:
        cost += _FIRST_LETTER
    if end == 0 and a[-1:] != b[-1:] and a[-1:] in _VOWELS and b[-1:] in _VOWELS:
        cost += _LAST_VOWEL
    return cost


def _core_cost(a: str, b: str, start: int, end: int) -> float:
    """Weighted optimal string alignment of what lies between the common beginning and end."""
    m, n = len(a) - start - end, len(b) - start - end
    two_ago: list[float] = []
    previous = [0.0]
    for j in range(n):
        previous.append(previous[j] + _single_cost(b, start + j))
    for i in range(m):
        p = start + i
        drop = _single_cost(a, p)
        row = [previous[0] + drop]
        for j in range(n):
            q = start + j
            best = min(
                previous[j] + (0.0 if a[p] == b[q] else _change_cost(a[p], b[q])),
                previous[j + 1] + drop,
                row[j] + _single_cost(b, q),
            )
            if i and j and a[p] == b[q - 1] and a[p - 1] == b[q] and a[p] != b[q]:
                best = min(best, two_ago[j - 1] + 0.9)
            row.append(best)
        two_ago, previous = previous, row
    return previous[n]


def _single_cost(word: str, at: int) -> float:
    """Cost of a letter that only one side has."""
    letter = word[at]
    if (at and word[at - 1] == letter) or word[at + 1 : at + 2] == letter:
        return 0.4
    if letter == "h":
        return 0.5
    return 0.75 if letter in _VOWELS else 1.0


def _change_cost(x: str, y: str) -> float:
    cheap = _CHEAP.get(frozenset((x, y)))
    if cheap is not None:
        return cheap
    return 0.6 if x in _VOWELS and y in _VOWELS else 1.0


def edit_unit(letters: int) -> float:
    """What one full edit takes off the likeness of words whose longer one has so many letters."""
    return _COST_OF_EDIT.get(letters, 0.36 if letters < 3 else 0.1)


def likeness(a: Token, b: Token, kind: Kind) -> Likeness | None:
    """Compare two words of names of a kind; None where they are different words.

    Initials against full words and joined words are relations of names, not of words: see ``screening.score``.
    """
    if a.text == b.text:
        return Likeness(1.0, Relation.EQUAL)
    if a.role in _EXACT_ONLY or b.role in _EXACT_ONLY:
        return _by_initials(a, b)
    if same_script(a, b):
        return Likeness(CROSS_SCRIPT, Relation.VARIANT) if are_spellings(a, b) else None
    if len(a.readings) == len(b.readings) == 1 and (a.text + b.text).isascii():  # nearly all pairs
        found = _compare(a.readings[0], b.readings[0], a, b, kind)
        best = found and Likeness(found.score, found.relation, a.systems[0] or b.systems[0], found.given_only)
        return _better(best, _by_translation(a, b, kind))
    best = None
    for i, x in enumerate(a.readings):
        for j, y in enumerate(b.readings):
            found = _compare(x, y, a, b, kind)
            if found and (best is None or found.score > best.score):
                best = Likeness(found.score, found.relation, a.systems[i] or b.systems[j], found.given_only)
    best = _better(best, _by_translation(a, b, kind))
    alike = heard(a, b) if kind is Kind.PERSON else 0.0
    if alike >= LEAST and (best is None or best.relation is Relation.SOUND or alike > best.score):
        return Likeness(alike, Relation.HEARD, FOREIGN)
    return best


def _by_initials(a: Token, b: Token) -> Likeness | None:
    """Compare two initials of different scripts by the letter that one may be written as in the other (Ю., Y.)."""
    letters = [{reading[0] for reading in token.readings} for token in (a, b)]
    if a.role is b.role is Role.INITIAL and not letters[0].isdisjoint(letters[1]):
        return Likeness(CROSS_SCRIPT, Relation.TRANSLITERATION)
    return None


def _better(one: Likeness | None, other: Likeness | None) -> Likeness | None:
    return other if other and (one is None or other.score > one.score) else one


def _by_translation(a: Token, b: Token, kind: Kind) -> Likeness | None:
    """Compare a Slavic word of an organisation's name with the English words that stand for it, or with another one."""
    if kind is not Kind.ORGANISATION or Role.PARTICLE in (a.role, b.role) or a.consonants or b.consonants:
        return None
    p, q = meanings(a.text, a.readings), meanings(b.text, b.readings)
    if not (p or q):
        return None
    if not (set(p[:1]).isdisjoint(b.readings) and set(q[:1]).isdisjoint(a.readings)):
        return Likeness(TRANSLATION, Relation.TRANSLATION)
    if not (set(p).isdisjoint(b.readings) and set(q).isdisjoint(a.readings)):
        return Likeness(TRANSLATION_OTHER, Relation.TRANSLATION)
    return Likeness(TRANSLATION_ALIKE, Relation.TRANSLATION) if p[:1] == q[:1] else None


class _Word(NamedTuple):
    """What a Latin word is compared by, worked out once."""

    sounds: frozenset[str]
    bones: str
    groups: dict[int, lexicon.Equivalent]
    feminine: frozenset[str]
    masculine: frozenset[str]
    patronymic: str


@lru_cache(maxsize=131072)
def _word(word: str) -> _Word:
    feminine, masculine = (
        frozenset(
            f"{word[: -len(pair[side])]}:{number}"
            for number, pair in enumerate(_FEMININE)
            if word.endswith(pair[side]) and len(word) - len(pair[side]) > 2
        )
        for side in (0, 1)
    )
    groups = {each.group: each for each in lexicon.equivalents().get(word, ())}
    return _Word(frozenset(sounds(word)), skeleton(word), groups, feminine, masculine, patronymic_stem(word))


def stems(word: str) -> frozenset[str]:
    """Keys that a word shares with its feminine or masculine form, and with other forms of its patronymic."""
    own = _word(word)
    patronymic = frozenset([f"p{own.patronymic}"]) if own.patronymic else frozenset[str]()
    return frozenset(f"g{stem}" for stem in own.feminine | own.masculine) | patronymic


def _compare(x: str, y: str, a: Token, b: Token, kind: Kind) -> Likeness | None:
    if a.consonants or b.consonants:
        return _by_consonants(x, y, a, b, kind)
    if x == y:
        latin = a.text.isascii() and b.text.isascii()
        return Likeness(CROSS_SCRIPT, Relation.VARIANT if latin else Relation.TRANSLITERATION)
    if Role.PARTICLE in (a.role, b.role):
        return _by_particle(x, y, a, b)
    if (len(a.text) == 1 and is_syllable(a)) or (len(b.text) == 1 and is_syllable(b)):
        return None  # a syllable has two to five letters: one edit makes another syllable (NK-12)
    if other_syllables(a, x, y) or other_syllables(b, y, x):
        return None
    p, q = _word(x), _word(y)
    best = _by_letters(x, y, p, q)
    others = [_by_table(p, q, a, b)]
    if kind is Kind.PERSON:
        others += [_by_ending(p, q), None if best else _by_skeleton(x, y, p, q)]
    elif kind is Kind.ORGANISATION and best is None:
        others.append(_by_abbreviation(x, y, a, b))
    for other in others:
        if other and (best is None or other.score > best.score):
            best = other
    return None if best and _different_names(x, y, best, kind) else best


def _by_particle(x: str, y: str, a: Token, b: Token) -> Likeness | None:
    """Explain a short unknown word, one letter too many or too few, as the particle it nearly is ("xal-" / "al-")."""
    if a.role is b.role or max(a.weight, b.weight) < 1 or max(len(x), len(y)) > _PARTICLE_LETTERS:
        return None
    shorter, longer = sorted((x, y), key=len)
    dropped = len(longer) == len(shorter) + 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
    )
    return Likeness(PARTICLE, Relation.SPELLING) if dropped and len(shorter) > 1 else None


def _by_consonants(x: str, y: str, a: Token, b: Token, kind: Kind) -> Likeness | None:
    """Compare where one side writes no vowels: consonant skeletons, with a lower ceiling than a full word (NK-09).

    Between two such words the first letter must agree as written. Generic words and short words of organisations are
    not compared so: with two or three consonants they meet by chance.
    """
    if not {a.role, b.role} <= {Role.NAME, Role.PATRONYMIC} or (
        a.consonants and b.consonants and a.text[0] != b.text[0]
    ):
        return None
    if a.consonants != b.consonants:
        written, spelled = (x, y) if a.consonants else (y, x)
        if written.startswith("a") and spelled[0] not in _VOWELS:
            return None  # a written first alif is heard: Ihsan is not Hassan
    p, q = skeleton(x), skeleton(y)
    shorter = min(len(p), len(q))
    common = a.weight <= _COMMON and b.weight <= _COMMON
    if shorter < (4 if kind is not Kind.PERSON else 1 if common else 2):
        return None
    if p == q:
        return Likeness(CONSONANTS_BY_LENGTH.get(shorter, CONSONANTS_LONG), Relation.CONSONANTS)
    if shorter > 4 and OSA.distance(p, q, score_cutoff=1) <= 1:
        return Likeness(CONSONANTS_NEAR, Relation.CONSONANTS)
    return None


def _by_letters(x: str, y: str, p: _Word, q: _Word) -> Likeness | None:
    shorter, longer = sorted((len(x), len(y)))
    if shorter > 2 and longer <= 2 * shorter and not p.sounds.isdisjoint(q.sounds):
        return Likeness(SOUND if shorter > 3 else SOUND_SHORT, Relation.SOUND)
    allowed = edits_allowed(shorter, longer)
    if not allowed or OSA.distance(x, y, score_cutoff=allowed) > allowed:
        return None
    score = 1.0 - edit_cost(x, y) * edit_unit(longer)
    return Likeness(score, Relation.SPELLING) if score >= LEAST else None


def _by_skeleton(x: str, y: str, p: _Word, q: _Word) -> Likeness | None:
    """Compare words whose consonants agree although their vowels differ more than an edit or two (Seyed / Saiyid)."""
    if len(p.bones) < 3 or p.bones != q.bones:
        return None
    cost = edit_cost(x, y)
    score = max(SKELETON_LEAST, 1.0 - cost * edit_unit(max(len(x), len(y))))
    return Likeness(score, Relation.CONSONANTS) if cost <= SKELETON_MOST_COST else None


def _by_table(p: _Word, q: _Word, a: Token, b: Token) -> Likeness | None:
    """Compare by the table of equivalent names (NK-04, NK-11, NK-27); the first common group of the table counts."""
    common = p.groups.keys() & q.groups.keys() if p.groups and q.groups else ()
    if not common or not {a.role, b.role} <= {Role.NAME, Role.TITLE}:
        return None
    group = p.groups[min(common)]
    relation = Relation.NICKNAME if group.kind == "nickname" else Relation.VARIANT
    return Likeness(VARIANT, relation, given_only=all(p.groups[each].scope == "given" for each in common))


def patronymic_stem(word: str) -> str:
    """The stem of a patronymic with its sex, spelling families folded; "" where the word is none."""
    for ending, sex in ((_PATRONYMIC_END, "m"), (_PATRONYMIC_END_F, "f")):
        found = ending.search(word)
        if found and found.start() > 2:
            return f"{sounds(word[: found.start()])[0]}:{sex}"
    return ""


def _by_ending(p: _Word, q: _Word) -> Likeness | None:
    """Compare feminine with masculine surnames (NK-05) and patronymics whose endings differ (SE-12)."""
    if p.patronymic and p.patronymic == q.patronymic:
        return Likeness(PATRONYMIC_FACTOR, Relation.PATRONYMIC)
    if not (p.feminine.isdisjoint(q.masculine) and q.feminine.isdisjoint(p.masculine)):
        return Likeness(GENDER, Relation.GENDER)
    return None


def _by_abbreviation(x: str, y: str, a: Token, b: Token) -> Likeness | None:
    """Compare an ambiguous abbreviation with a generic word that it begins ("elec" with "electronic")."""
    for short, long, role in ((x, y, b.role), (y, x, a.role)):
        if short in lexicon.abbreviation_prefixes() and role is Role.GENERIC and long.startswith(short):
            return Likeness(ABBREVIATION, Relation.ABBREVIATION)
    return None


def _different_names(x: str, y: str, found: Likeness, kind: Kind) -> bool:
    """Whether both words are attested as names of their own, so that their difference is no typo (Asif / Arif).

    Holds for persons: it cut alerts on clean US people from 2.0 to 0.7 per 1,000. An unknown word (weight 1.0) is
    never blocked by it.
    """
    if found.relation not in (Relation.SPELLING, Relation.CONSONANTS) or found.score >= _ATTESTED_SCORE:
        return False
    p, q = lexicon.weight(x, kind), lexicon.weight(y, kind)
    return p < 1 and q < 1 and p + q <= _ATTESTED_SUM
