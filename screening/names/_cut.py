"""Names cut by the end of a payment field: which they are, which word is cut, and which legal form (NK-28).

Only a name that fills a field to its end may be cut; a shorter one is whole, and a beginning of a word in it is another
word (EF-28).
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from screening import lexicon
from screening.names._tokens import Cut, Name, Role, Token
from screening.schema import Kind
from screening.text import fold_word, words

FIELDS = (35, 140)
"""Characters of a name in a SWIFT MT message and in an ISO 20022 message."""
PART_LETTERS = 6
"""A cut word that nothing explains weighs less the fewer of its letters are seen; from so many on, its whole weight."""
FORM_LETTERS = 3
"""Letters that a legal form of one word must show ("COR"): with fewer nearly every word begins one."""
FORM_WEIGHT = 0.05
"""As of a legal form that is read: next to nothing."""


def may_be_cut(text: str) -> bool:
    """Whether a name fills a field to its end, or to one blank before it."""
    return any(len(text.strip()) in (each, each - 1) for each in FIELDS)


def part_seen(text: str) -> str:
    """The last word of a name as far as it is seen, folded, where the end of a field may have cut it; else ""."""
    letters = text.strip()
    if len(letters) not in FIELDS or not letters[-1].isalnum():
        return ""
    return fold_word(next(reversed(words(letters)), ""))


def cut_name(name: Name, text: str) -> Name:
    """Tell a name where a field cut it; others come back as they are.

    A name that ends one character before its field lost a blank there, so its last word is whole.
    """
    letters = text.strip()
    field = next((each for each in FIELDS if len(letters) in (each, each - 1)), 0)
    if not field or not name.tokens or name.kind is Kind.AIRCRAFT:
        return name
    last = next(reversed(words(letters)), "")
    at = next((i for i in reversed(range(len(name.raw))) if name.raw[i].split()[-1:] == [last]), -1)
    part = at if len(letters) == field and letters[-1].isalnum() and name.tokens[at].role is not Role.NUMBER else -1
    form = _form_at(name) if name.kind is Kind.ORGANISATION and at == len(name.raw) - 1 else len(name.raw)
    return replace(name, tokens=tuple(_weighed(name, part, form)), cut=Cut(field, part, form))


def _weighed(name: Name, part: int, form: int) -> Iterator[Token]:
    """Yield the words of a cut name, the cut word and those of a cut legal form with what weight is left to them."""
    for i, token in enumerate(name.tokens):
        if i >= form:
            yield replace(token, role=Role.FORM, weight=FORM_WEIGHT)
        elif i == part:
            yield replace(token, weight=token.weight * min(1.0, len(name.spelled[i]) / PART_LETTERS))
        else:
            yield token


def _form_at(name: Name) -> int:
    """Index of the first of the last words that begin a legal form; the number of words where none do."""
    begun, count = _beginnings(behind_a_form=bool(name.forms)), len(name.spelled)
    for start in range(max(1, count - max(map(len, begun))), count):
        *whole, part = name.spelled[start:]
        told = bool(whole) or len(part) >= FORM_LETTERS
        if told and any(each.startswith(part) for each in begun.get(tuple(whole), ())):
            return start
    return count


@cache
def _beginnings(*, behind_a_form: bool) -> dict[tuple[str, ...], tuple[str, ...]]:
    """From the words that begin legal forms to the words that may follow.

    ``behind_a_form`` adds those that make a form longer which the name has already ("S.A. de C.V.").
    """
    forms = lexicon.legal_forms()
    found: dict[tuple[str, ...], set[str]] = {}
    for phrase in forms:
        starts = [start for start in range(1, len(phrase)) if behind_a_form and phrase[:start] in forms]
        for rest in (phrase[start:] for start in (0, *starts)):
            for length, word in enumerate(rest):
                found.setdefault(rest[:length], set()).add(word)
    return {begun: tuple(sorted(each)) for begun, each in found.items()}


def share_seen(part: str, word: Token) -> float:
    """The share of a longer listed word that its cut beginning shows; 0 where it begins no spelling of the word."""
    longer = (each for each in spellings(word) if len(each) > len(part) and each.startswith(part))
    return max((len(part) / len(each) for each in longer), default=0.0) if part else 0.0


def spellings(word: Token) -> tuple[str, ...]:
    """All that a word may be cut to the beginning of; nothing of a number, which is another number when it is cut."""
    if word.role in (Role.NUMBER, Role.INITIAL):
        return ()
    return (word.text, *word.readings) if not word.consonants else (word.text,)
