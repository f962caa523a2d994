"""A name read as a person's: reading order, patronymics, "bin", and the many ways to write Abd al-."""

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from screening import lexicon
from screening.edits import VOWELS
from screening.names._noise import set_aside
from screening.names._tokens import Name, Role, Token, bare_numbers, first_reading, folded_words, token_of
from screening.romanise import arabic, hebrew
from screening.romanise._marks import spelled_out
from screening.romanise._paths import ends_needed, near, needed
from screening.romanise._syllabic import is_japanese
from screening.schema import Kind
from screening.sound import outlines
from screening.text import clean, fold_word, fold_words, has_lookalikes, script, words

PATRONYMIC = re.compile(
    r"(?:ov|ev|yev|iev|jev|ow|ew|iw|iv|av|aw)(?:ich|itch|itsch|itj|ych|ytch|na)$|[ae]una$|(?:ogly|oglu|kyzy|kizi)$"
)
ABD = frozenset(["abd", "abdul", "abdel", "abdal", "abdol", "abdur", "abdus", "abdun", "abdoul", "abdool", "abdil"])
"""Spellings of "servant of the", which is never a name alone: joined with the next word it is ``abd`` + that word."""
_GLUED_ABD = re.compile(r"abd[aeiou]{1,2}(?=[a-z]{4})")
_ARABIC = re.compile(
    "[\u0600-\u06ff\u0750-\u077f\u0860-\u08ff\ufb50-\ufdff\ufe70-\ufeff\U00010ec0-\U00010eff\U0001ee00-\U0001eeff]"
)
_COMMA = re.compile("[,\uff0c\ufe50\ufe10\U0001f101-\U0001f10a]")
"""All that NFKC makes Arabic letters and commas of, and some more (``tests/test_sieve.py``)."""
_ABDALLAH = ("abdall", "abdull", "abdoll", "abdela", "abdoull")  # Abdallah is a name of its own: see the lexicon
_SMALL, _SMALL_GIVEN = 0.05, 0.15  # as their Latin spellings weigh
_WELL = 0.25
"""A Latin name of the lexicon that costs at most so much lends a native word its weight."""
_NO_FINALS = frozenset("bcfjvx")  # no syllable of a Chinese, Korean or Vietnamese name ends in them
_NO_INITIALS = frozenset(["ng", "iv", "xv", "xx", "xl"])  # a surname, and Roman numbers
PATRONYMIC_LETTERS = 7  # "Ivanovna" has 8; shorter words with these endings are given names (Ivna) or surnames


def _reading_order(text: str) -> str:
    """Put a comma name "SURNAME, Given" in reading order; other texts come back unchanged."""
    surname, comma, given = text.partition(",")
    return f"{given} {surname}" if comma and given.strip() and "," not in given else text


def read_person(text: str) -> Name:
    """Read a person's name; comma names "SURNAME, Given" are put in reading order."""
    lookalikes = has_lookalikes(text)
    text, noise = set_aside(clean(text), Kind.PERSON)
    ordered = bare_numbers(_reading_order(text))
    pairs = _join_article(_part_initials(folded_words(ordered, person=True)))
    if any(script(word[:1]) in LETTERS for _, _, word in pairs):
        return _with_native(pairs, noise, lookalikes=lookalikes)
    japanese = not ordered.isascii() and is_japanese(fold_words(ordered))
    plain = [first_reading(word) for _, _, word in pairs]
    fathers = _patronymics(plain)
    nasab = next((i + 1 for i, word in enumerate(plain) if i and word in lexicon.nasab()), 0)
    return Name(
        Kind.PERSON,
        tuple(
            plain_token(raw, word, patronymic=i in fathers, japanese=japanese) for i, (raw, _, word) in enumerate(pairs)
        ),
        tuple(word if word.startswith("#") else folded for _, folded, word in pairs),
        tuple(raw for raw, _, _ in pairs),
        father=nasab if nasab < len(pairs) else 0,
        lookalikes=lookalikes,
        noise=noise,
    )


def plain_token(raw: str, word: str, *, patronymic: bool = False, japanese: bool = False) -> Token:
    """The token of a word of a name that has no words of Arabic or Hebrew letters."""
    also = (*glued_abd(word), *spelled_out(raw))
    return token_of(word, Kind.PERSON, also, patronymic=patronymic, japanese=japanese)


def _with_native(pairs: list[tuple[str, str, str]], noise: tuple[str, ...], *, lookalikes: bool) -> Name:
    """Read a name that has words in another script: compounds of Arabic names are taken apart the same way always."""
    pieces = arabic.compounds([word for _, _, word in pairs])
    words = [piece.word for piece in pieces]
    fathers = _patronymics([first_reading(word) for word in words])
    nasab = next((i + 1 for i, word in enumerate(words) if i and (word in lexicon.nasab() or word in NASAB)), 0)
    return Name(
        Kind.PERSON,
        tuple(native_token(piece, patronymic=i in fathers) for i, piece in enumerate(pieces)),
        tuple(piece.word if piece.word.startswith("#") else pairs[piece.at][1] for piece in pieces),
        tuple(pairs[piece.at][0] for piece in pieces),
        father=nasab if nasab < len(pieces) else 0,
        lookalikes=lookalikes,
        noise=noise,
    )


LETTERS = {"ARABIC": arabic.LETTERS, "HEBREW": hebrew.LETTERS}
NASAB = frozenset(["بن", "ابن", "بنت", "בן", "בת"])


def is_compounded(text: str) -> bool:
    """Whether a word makes one name with a word beside it ("Abd", "عبد"), or may stand between two that do ("ال")."""
    found = map(fold_word, words(text))
    return any(word in ABD or any(arabic.joins(word)) or word == arabic.ARTICLE for word in found)


def is_arabic(text: str) -> bool:
    """Whether Arabic letters stand in a text, in any form."""
    return not text.isascii() and bool(_ARABIC.search(text))


def may_be_turned(text: str) -> bool:
    """Whether a comma stands in a text, in any form: what is behind it may be read before."""
    return bool(_COMMA.search(text))


def native_token(piece: arabic.Piece, *, patronymic: bool = False) -> Token:
    """The token of a word of a name that has words in another script."""
    token = token_of(piece.word, Kind.PERSON, glued_abd(piece.word), patronymic=patronymic)
    if piece.small:
        return replace(token, role=Role.PARTICLE, weight=_SMALL)
    if not token.consonants or token.role is not Role.NAME:
        return token
    small = arabic.is_small(piece.word)
    if small is not None:
        return replace(token, weight=_SMALL_GIVEN) if small else replace(token, role=Role.TITLE, weight=_SMALL)
    return replace(token, weight=_native_weight(piece.word))


@lru_cache(maxsize=16384)
def _native_weight(word: str) -> float:
    """The weight of the commonest Latin name that a word may well be written as; 1.0 where the lexicon has none."""
    letters = LETTERS.get(script(word[:1]))
    if letters is None:
        return 1.0
    spelled, unwritten = letters.spelled(word), ~letters.writable(word, _WELL)
    first, last = letters.ends(word, _WELL)
    found = {
        each
        for outline in letters.outlines(word)
        for each in _by_outline().get(outline, ())
        if (not each.needs & unwritten and each.first in first and each.last in last) or each.word in spelled
    }
    return next((each.weight for each in sorted(found) if letters.cost(word, each.word, _WELL, near) <= _WELL), 1.0)


class _Latin(NamedTuple):
    """A Latin name: its weight, the letters that must be written, as bits, the first and the last if they must."""

    weight: float
    word: str
    needs: int
    first: str
    last: str


@cache
def _by_outline() -> dict[str, list[_Latin]]:
    """From an outline to the Latin names that have it."""
    found: dict[str, list[_Latin]] = {}
    for word, weight in lexicon.weights(Kind.PERSON).items():
        name = _Latin(weight, word, needed(word, _WELL), *ends_needed(word, _WELL))
        for outline in outlines(word):
            found.setdefault(outline, []).append(name)
    return found


def _part_initials(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Part initials written as one word beside a full one: "JP Smith" is "J. P. Smith", in any case of letters."""
    if not any(len(word) > 3 for _, word in pairs):
        return pairs
    out: list[tuple[str, str]] = []
    for raw, word in pairs:
        out += zip(raw, word, strict=True) if len(raw) == len(word) and is_initials(word) else [(raw, word)]
    return out


@lru_cache(maxsize=16384)
def is_initials(word: str) -> bool:
    """Whether a word can be nothing but initials: two letters that are no syllable and no known word.

    A consonant before a vowel is a name of its own somewhere (Li, Xu, Ho), so is a vowel before most consonants (Om,
    Un, Ok): such a word stays one. So does one of three letters, most often an abbreviation (MSV Valentina, a ship).
    """
    if len(word) != 2 or not word.isascii() or not word.isalpha() or word in _NO_INITIALS:
        return False
    if word[1] in VOWELS or (word[0] in VOWELS and word[1] not in _NO_FINALS):
        return False
    role = token_of(word, Kind.PERSON).role
    return role is Role.NAME and lexicon.weight(word, Kind.PERSON) == 1 and word not in lexicon.equivalents()


def _join_article(pairs: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Give each word as written, folded, and comparable; "Abd al-" before a word becomes "abdul" (NK-06)."""
    out: list[tuple[str, str, str]] = []
    i = 0
    while i < len(pairs):
        raw, word = pairs[i]
        if word == "abd" and i + 2 < len(pairs) and pairs[i + 1][1] in lexicon.articles():
            out.append((f"{raw} {pairs[i + 1][0]}", f"{word} {pairs[i + 1][1]}", "abdul"))
            i += 2
        else:
            out.append((raw, word, f"#{word}" if word.isdigit() else word))
            i += 1
    return out


def glued_abd(word: str) -> tuple[str, ...]:
    """``abd`` + X of a glued "AbdulX", the article's l or the doubled sun letter taken off; () for other words.

    Abdulrahman, Abdurrahman, Abdelrahman and, joined, "Abdul Rahman" and "Abd ar-Rahman" all meet in ``abdrahman``.
    """
    glued = _GLUED_ABD.match(word)
    if not glued or word.startswith(_ABDALLAH):
        return ()
    rest = word[glued.end() :]
    stem = rest[1:] if rest[:1] == "l" or rest[:1] == rest[1:2] else rest
    return (f"abd{stem}",)


def _patronymics(plain: list[str]) -> set[int]:
    """Indices of the words that are patronymics by their ending.

    Of two such words the last is the surname ("Roman Arkadyevich Abramovich"); a name of two words has none
    ("Roman Abramovich"). A patronymic is the second word, or the last after surname and given name.
    """
    if len(plain) < 3:
        return set()
    shaped = [i for i, word in enumerate(plain) if len(word) >= PATRONYMIC_LETTERS and PATRONYMIC.search(word)]
    return set(shaped[:1])
