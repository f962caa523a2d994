"""Words of plain Latin letters that no table and no rule knows: most words of names, and told so at once.

Such a word is a name and nothing else, whatever stands beside it, so its token needs none of the steps that look for
titles, legal forms, numbers and the like (``tests/test_latin.py`` holds that it is the token they would make).
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from screening import lexicon
from screening.names import _organisation as organisation
from screening.names import _person as person
from screening.names._tokens import Role, Token, meanings, words_of_roles
from screening.schema import Kind

_LEAST_LETTERS = 3
"""Shorter words may be initials."""
_FATHERS = ("ch", "tj", "na", "ly", "lu", "zy", "zi")
"""The ends of all words that have the shape of a patronymic."""


class _Tables(NamedTuple):
    known: frozenset[str]
    weights: Mapping[str, float]


def name_token(word: str, kind: Kind, also: tuple[str, ...] = ()) -> Token | None:
    """The token of a word that is a name; None for a word that may be something else.

    Args:
        word: folded, ASCII letters only; none that neighbours or a capital inside ("SahelCo") make something else.
        kind: a person, an organisation or a vessel.
        also: further Latin spellings, as for ``token_of``.
    """
    known, weights = _tables(kind)
    if len(word) < _LEAST_LETTERS or word in known:
        return None
    if kind is Kind.PERSON:
        if word.startswith("abd") or (word.endswith(_FATHERS) and person.PATRONYMIC.search(word)):
            return None
    elif organisation.may_be_form(word) or (kind is Kind.ORGANISATION and _means_more(word)):
        return None
    if not also:
        return Token(word, Role.NAME, weights.get(word, 1.0), (word,))
    readings = tuple(dict.fromkeys((word, *also)))
    weight = min(weights.get(each, 1.0) for each in readings)
    return Token(word, Role.NAME, weight, readings, ("",) * len(readings))


def _means_more(word: str) -> bool:
    """Whether a legal form is glued to a word of an organisation's name, or it has an English meaning."""
    return bool(organisation.also(word, word, Kind.ORGANISATION) or meanings(word, (word,)))


@cache
def _tables(kind: Kind) -> _Tables:
    """The words that have a role in names of a kind, or are written otherwise; the weights of all others."""
    known = set(words_of_roles(kind))
    if kind is Kind.ORGANISATION:
        known.update(lexicon.abbreviations(), lexicon.singular())
    return _Tables(frozenset(known), dict(lexicon.weights(kind)))
