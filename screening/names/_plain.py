"""The short way for plain names: words that mean the same in every name, put together from what is known of each.

Most names need none of the rules that look at several words at once. What a word comes to is remembered; a name is
plain where all its words are, and is then read exactly as the long way reads it (``tests/test_plain.py`` holds the
law).
"""

from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from screening import lexicon
from screening.names import _organisation as organisation
from screening.names import _person as person
from screening.names._numbers import NUMBER_WORDS, ROMAN
from screening.names._tokens import Name, Token, first_reading, folded_words, token_of
from screening.romanise._marks import spelled_out
from screening.schema import Kind
from screening.text import clean, fold_lookalikes, script, words

_WHOLE_NAME = frozenset(["ARABIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "KANGXI", "HALFWIDTH"])
"""Scripts whose words are cut or read by what stands beside them."""
_PLAIN_SIGNS = frozenset("-'")
_FATHER, _SINGLE, _FIRST, _SECOND = 1, 2, 4, 8


class Piece(NamedTuple):
    """What stands between two blanks: its words as tokens, as spelled and as written, and what each needs beside it."""

    tokens: tuple[Token, ...]
    spelled: tuple[str, ...]
    raw: tuple[str, ...]
    needs: tuple[int, ...]


def read_plain(text: str, kind: Kind) -> Name | None:
    """A plain name, read as the long way reads it; None for a name that needs the long way."""
    tokens: tuple[Token, ...] = ()
    spelled: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    needs: tuple[int, ...] = ()
    for each in text.split():
        found = piece(each, kind)
        if found is None:
            return None
        tokens += found.tokens
        spelled += found.spelled
        raw += found.raw
        needs += found.needs
    if not tokens or (any(needs) and _together(needs)):
        return None
    return Name(kind, tokens, spelled, raw)


def _together(needs: tuple[int, ...]) -> bool:
    """Whether words stand beside each other that only together mean something else."""
    if len(needs) > 2 and any(each & _FATHER for each in needs):
        return True
    return any(a & b & _SINGLE or (a & _FIRST and b & _SECOND) for a, b in pairwise(needs))


@lru_cache(maxsize=65536)
def piece(text: str, kind: Kind) -> Piece | None:
    if not all(sign.isalpha() or sign in _PLAIN_SIGNS for sign in text):
        return None
    if any(fold_lookalikes(word) != word for word in words(text)):
        return None
    pairs = folded_words(clean(text), person=kind is Kind.PERSON)
    needs = tuple(_needs(raw, word, kind) for raw, word in pairs)
    if not pairs or min(needs) < 0:
        return None
    tokens = tuple(_token(raw, word, kind) for raw, word in pairs)
    return Piece(tokens, tuple(word for _, word in pairs), tuple(raw for raw, _ in pairs), needs)


def _token(raw: str, word: str, kind: Kind) -> Token:
    if kind is Kind.PERSON:
        return token_of(word, kind, (*person.glued_abd(word), *spelled_out(raw)))
    canonical = organisation.canonical_word(word, 1, kind)
    return token_of(canonical, kind, organisation.also(word, canonical, kind))


def _needs(raw: str, word: str, kind: Kind) -> int:
    """What a word needs beside it to mean something else; -1 for one that always needs the long way."""
    if any(script(char) in _WHOLE_NAME for char in word) or word in lexicon.around().spelled:
        return -1
    plain = first_reading(word)
    if kind is Kind.PERSON:
        if word in person.ABD or plain in lexicon.nasab() or len(word) == 2:  # JP may be J. P.
            return -1
        return _FATHER if len(plain) >= person.PATRONYMIC_LETTERS and person.PATRONYMIC.search(plain) else 0
    return _needs_of_organisation(raw, word, plain, kind)


def _needs_of_organisation(raw: str, word: str, plain: str, kind: Kind) -> int:
    if {word, plain, organisation.canonical_word(word, 1, kind)} & _special() or plain in lexicon.around().spelled:
        return -1
    if organisation.corrected(plain) != plain or organisation.form_cut(word):
        return -1
    if any(a.islower() and b.isupper() for a, b in pairwise(raw)):
        return -1  # a capital inside may begin a legal form
    first, second = _edges()
    return _SINGLE * (len(word) == 1) | _FIRST * (word in first) | _SECOND * (word in second)


@cache
def _special() -> frozenset[str]:
    """Words that may belong to a legal form, a number or a founder's name."""
    forms = {word for phrase in lexicon.legal_forms() for word in phrase}
    numbers = (lexicon.cardinals(), lexicon.ordinals(), lexicon.multipliers(), ROMAN, NUMBER_WORDS)
    return frozenset(forms).union(*numbers, organisation.NAMED, "ivxlcdm")


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """Beginnings and ends of words of legal forms, which may have been written as two words."""
    cuts = [(word[:at], word[at:]) for word in organisation.form_words() for at in range(1, len(word))]
    return frozenset(first for first, _ in cuts), frozenset(second for _, second in cuts)
