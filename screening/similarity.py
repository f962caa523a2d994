"""How alike two words of names are, 0 to 1, and by which relation: equal, spelling, transliteration, nickname, ...

Symmetric and context-free: ``likeness(a, b) == likeness(b, a)``, and nothing but the two tokens and the kind counts.
Constants come from the measurements in ``benchmarks/README.md`` (section "The pair score"); each says what it answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from screening import lexicon
from screening.edits import VOWELS, edit_cost, edit_unit, edits_allowed
from screening.names import Role, Token, meanings
from screening.patronymics import patronymic_stem
from screening.romanise import FOREIGN, arabic, hebrew
from screening.romanise._letters import Letters
from screening.schema import Kind
from screening.sound import outlines, skeleton, sounds
from screening.syllables import are_spellings, heard, is_syllable, other_syllables, same_script
from screening.text import script


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
    CUT = "beginning of a cut word"


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
LETTERS_MOST, LETTERS_UNIT = 0.84, 1.2
"""Letters without vowels against a word with vowels: the most they say, and what cost 1 takes off in full edits.

At .97 another party reached the threshold for 9.5 % of the Arabic-script persons of the UN list (97.1 % found), at .86
for 3.5 % (95.1), at .84 for 2.3 % (93.7): names with one word more or less must fall below it, as without vowels."""
AGREED_SHORT = 0.03
"""What is taken off a word of one Latin letter that agrees with a native word of a person's name, off longer words as
many times less: the fewer letters agree, the less they say. It orders words that are all as the letters allow."""
LETTERS_OF_ORGANISATION = 3  # consonants that words of organisations need: most such names are translated
ABBREVIATION = 0.9
JOINED_LIKENESS = 0.97
TRANSLATION, TRANSLATION_OTHER, TRANSLATION_ALIKE = 0.88, 0.86, 0.85
"""By the usual English word, by another one, of two Slavic words: a name translated throughout is at most probable."""
ENDING_LETTERS = 2
"""A longer ending makes another word: Islam is not "Islamiya", nor region "regionalny", though translated alike; but a
transport company may be one of transportation."""
PARTICLE, PARTICLE_LETTERS = 0.9, 4
ABBREVIATION_LETTERS = 3

BEGUN_LETTERS, BEGUN_LETTERS_UNKNOWN = 2, 3
"""So many letters more make another name of a known name that begins it, and of an unknown one."""
ATTESTED_SUM, ATTESTED_SCORE = 1.5, 0.9

FEMININE = (("ova", "ov"), ("eva", "ev"), ("ina", "in"), ("skaya", "sky"), ("skaia", "skii"), ("ska", "ski"),
             ("skaya", "skiy"), ("skaya", "skii"), ("skaya", "skij"), ("skaia", "skiy"), ("skaia", "sky"),
             ("skaja", "skij"), ("ayeva", "ayev"), ("aya", "iy"), ("aya", "yy"), ("aya", "y"))  # fmt: skip

_ENDINGS = tuple(
    {
        letter: [(number, pair[side]) for number, pair in enumerate(FEMININE) if pair[side][-1] == letter]
        for letter in {pair[side][-1] for pair in FEMININE}
    }
    for side in (0, 1)
)
"""The feminine, and the masculine endings with the number of their pair, by their last letter."""
_EXACT_ONLY = (Role.NUMBER, Role.INITIAL)


def likeness(a: Token, b: Token, kind: Kind) -> Likeness | None:
    """Compare two words of names of a kind; None where they are different words.

    Initials against full words and joined words are relations of names, not of words: see ``screening.score``.
    """
    if a.text == b.text:
        return Likeness(1.0, Relation.EQUAL)
    if a.role in _EXACT_ONLY or b.role in _EXACT_ONLY:
        return _by_initials(a, b)
    if a.consonants != b.consonants and letters_of(a if a.consonants else b):
        return _by_letters_of_script(*((a, b) if a.consonants else (b, a)), kind)
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
    if p and q and _begins(a.text, b.text, ENDING_LETTERS + 1):
        return None
    if not (set(p).isdisjoint(b.readings) and set(q).isdisjoint(a.readings)):
        return Likeness(TRANSLATION_OTHER, Relation.TRANSLATION)
    return Likeness(TRANSLATION_ALIKE, Relation.TRANSLATION) if p[:1] == q[:1] else None


def _begins(x: str, y: str, more: int) -> bool:
    """Whether the shorter word is the beginning of the other, which has so many letters more at least (EF-28)."""
    shorter, longer = sorted((x, y), key=len)
    return len(longer) - len(shorter) >= more and longer.startswith(shorter)


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
    feminine, masculine = (frozenset(_without_ending(word, endings)) for endings in _ENDINGS)
    groups = {each.group: each for each in lexicon.equivalents().get(word, ())}
    return _Word(frozenset(sounds(word)), skeleton(word), groups, feminine, masculine, patronymic_stem(word))


def _without_ending(word: str, endings: Mapping[str, Sequence[tuple[int, str]]]) -> list[str]:
    """A word without each ending it has, with the number of the ending."""
    return [
        f"{word[: -len(ending)]}:{number}"
        for number, ending in endings.get(word[-1:], ())
        if word.endswith(ending) and len(word) - len(ending) > 2
    ]


def stems(word: str) -> set[str]:
    """Keys that a word shares with its feminine or masculine form, and with other forms of its patronymic."""
    found = {f"g{stem}" for endings in _ENDINGS for stem in _without_ending(word, endings)}
    if patronymic := patronymic_stem(word):
        found.add(f"p{patronymic}")
    return found


def _compare(x: str, y: str, a: Token, b: Token, kind: Kind) -> Likeness | None:
    if a.consonants or b.consonants:
        return _by_consonants(x, y, a, b, kind)
    if x == y:
        latin = a.text.isascii() and b.text.isascii()
        short = 0.0 if latin or kind is not Kind.PERSON else AGREED_SHORT / len(x)
        return Likeness(CROSS_SCRIPT - short, Relation.VARIANT if latin else Relation.TRANSLITERATION)
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
    if a.role is b.role or max(a.weight, b.weight) < 1 or max(len(x), len(y)) > PARTICLE_LETTERS:
        return None
    shorter, longer = sorted((x, y), key=len)
    dropped = len(longer) == len(shorter) + 1 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
    )
    return Likeness(PARTICLE, Relation.SPELLING) if dropped and len(shorter) > 1 else None


_LETTERS = {"ARABIC": arabic.LETTERS, "HEBREW": hebrew.LETTERS}


def letters_of(token: Token) -> Letters | None:
    """The table of letters that a word is read by; None for a word that has vowels or is of another script."""
    return _LETTERS.get(script(token.text[:1])) if token.consonants else None


def _by_letters_of_script(native: Token, other: Token, kind: Kind) -> Likeness | None:
    """Compare a word of Arabic or Hebrew letters with a word that has vowels: by what its letters may be written as.

    Words of organisations need three consonants: with two they meet by chance, and most such names are translated.
    """
    letters = letters_of(native)
    if letters is None or Role.INITIAL in (native.role, other.role):
        return None
    if native.role is Role.PARTICLE:
        spelled = letters.small.get(native.text, letters.named(native.text)).intersection(other.readings)
        return Likeness(LETTERS_MOST, Relation.TRANSLITERATION, _system(native.text)) if spelled else None
    least = 1 if kind is Kind.PERSON else LETTERS_OF_ORGANISATION
    best = max((_letters_score(letters, native.text, each, least) for each in other.readings), default=0.0)
    return Likeness(best, Relation.TRANSLITERATION, _system(native.text)) if best >= LEAST else None


def _letters_score(letters: Letters, native: str, latin: str, consonants: int = 1) -> float:
    """0 to ``LETTERS_MOST``: how well a Latin word may be what the letters of a native word say."""
    shared = letters.outlines(native) & outlines(latin)
    if not shared or max(map(len, shared)) < consonants:
        return 0.0
    unit = LETTERS_UNIT * edit_unit(max(len(native), len(latin)))
    most = LETTERS_MOST - AGREED_SHORT / len(latin)
    return most - letters.cost(native, latin, (most - LEAST) / unit) * unit


def _system(native: str) -> str:
    return f"{script(native[:1]).capitalize()} letters"


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
        if written.startswith("a") and spelled[0] not in VOWELS:
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
    never blocked by it. A name that begins another is no typo of that either (Hamad / Hamadou): the last letters are
    seldom lost together, but are what makes one name of another (EF-28).
    """
    if found.relation not in (Relation.SPELLING, Relation.CONSONANTS):
        return False
    if _begins(x, y, BEGUN_LETTERS if lexicon.weight(min(x, y, key=len), kind) < 1 else BEGUN_LETTERS_UNKNOWN):
        return True
    if found.score >= ATTESTED_SCORE:
        return False
    p, q = lexicon.weight(x, kind), lexicon.weight(y, kind)
    return p < 1 and q < 1 and p + q <= ATTESTED_SUM
