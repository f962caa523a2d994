"""Phrases of payments, letters and addresses around a name: recognised and set aside, as legal forms are (EF-17).

The same on both sides of a comparison, so that a listed name kept with such a phrase is found without it. Nothing is
set aside that may tell the name: only whole phrases of the reviewed table where the table says they stand, and words
that are names too ("Branch Davidian", "Attention Media") only where enough of a name is left.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from screening import lexicon
from screening.names._tokens import Name, Role
from screening.schema import Kind
from screening.text import fold_word

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = " ,;:-/|"
_PERSON_WORDS, _GENERIC_WORDS, _VESSEL_WORDS = 2, 3, 2
"""So many words of a person's name, or of an organisation's that are all generic, must be left where a word that
is a name too is set aside; and so many of a vessel's before an address, for vessels are named after places."""

Phrases = Mapping[tuple[str, ...], str]


def set_aside(text: str, kind: Kind) -> tuple[str, tuple[str, ...]]:
    """A cleaned name without the phrases around it, and these; the name as it is where nothing else would be left."""
    found = list(_WORD.finditer(text))
    words = [fold_word(each[0]) for each in found]
    if _spelled().isdisjoint(words):
        return text, ()
    noise: list[str] = []
    first, last = 0, len(words)
    while length := _at_edge(text, found, words[first:last], kind, "before", first, noise):
        first += length
    while length := _at_edge(text, found, words[first:last], kind, "behind", last, noise):
        last -= length
    start = found[first].start() if first else 0
    end = found[last].start() if last < len(words) else len(text)
    kept = text[start:end]
    if first or last < len(words):
        kept = kept.strip(_BETWEEN)
    return _inside(kept, noise)


@cache
def _spelled() -> frozenset[str]:
    return lexicon.around().spelled


def _at_edge(  # noqa: PLR0917  # one edge of one name
    text: str, found: Sequence[re.Match[str]], words: list[str], kind: Kind, place: str, at: int, noise: list[str]
) -> int:
    """How many words at the beginning, or end, of these are a phrase of the table; adds the phrase to ``noise``."""
    table = lexicon.around()
    for length in range(min(_longest(), len(words) - 1), 0, -1):
        behind = place == "behind"
        phrase = tuple(words[-length:] if behind else words[:length])
        rest = words[:-length] if behind else words[length:]
        written = table.phrases[place].get(phrase)
        if written is None:
            written = table.words[place].get(phrase) if _is_name(rest, kind) else None
            if written is None and kind is Kind.PERSON and behind and (noise or _is_name(rest, kind)):
                written = table.behind_persons.get(phrase)
            if written is None:
                continue
        start = at - length if behind else at
        if "/" not in written or _has_slash(text, found[start : start + length]):
            noise.append(written)
            return length
    return 0


def _inside(text: str, noise: list[str]) -> tuple[str, tuple[str, ...]]:
    """Take phrases between two words out."""
    found = list(_WORD.finditer(text))
    words = [fold_word(each[0]) for each in found]
    table = lexicon.around().phrases["between"]
    out, start, i = "", 0, 1
    while i < len(words) - 1:
        for length in range(min(_longest(), len(words) - 1 - i), 0, -1):
            written = table.get(tuple(words[i : i + length]))
            if written and ("/" not in written or _has_slash(text, found[i : i + length])):
                out += text[start : found[i].start()].rstrip(_BETWEEN) + " "
                start, i = found[i + length].start(), i + length
                noise.append(written)
                break
        else:
            i += 1
    return out + text[start:], tuple(noise)


@cache
def _longest() -> int:
    return lexicon.around().longest


def _has_slash(text: str, found: Sequence[re.Match[str]]) -> bool:
    return "/" in text[found[0].start() : found[-1].end()]


def _is_name(words: Sequence[str], kind: Kind) -> bool:
    """Whether enough of a name is left: of an organisation one word that is not generic, or three."""
    if kind is Kind.PERSON:
        return len(words) >= _PERSON_WORDS
    small = (lexicon.particles(), lexicon.generic_words(), lexicon.places(), lexicon.singular(), lexicon.form_parts())
    return len(words) >= _GENERIC_WORDS or any(
        not any(word in each for each in small) and (word,) not in lexicon.legal_forms() and len(word) > 1
        for word in words
    )


def address_words(name: Name) -> int:
    """How many words at the end of an organisation's or vessel's name are an address ("Acme LLC Dubai"); 0 for none.

    Never the whole name, and not what belongs to it by a small word ("Bank of Moscow").
    """
    if name.kind not in (Kind.ORGANISATION, Kind.VESSEL):
        return 0
    length = address_length([token.text for token in name.tokens])
    before = name.tokens[: len(name.tokens) - length]
    telling = sum(not token.role.is_small for token in before)
    enough = telling >= (_VESSEL_WORDS if name.kind is Kind.VESSEL else 1)
    return length if length and enough and before[-1].role is not Role.PARTICLE else 0


def address_length(words: Sequence[str]) -> int:
    """How many words at the end of these are cities and countries of the table; never all of them."""
    table, last = lexicon.around().addresses, len(words)
    while length := next((n for n in range(min(3, last - 1), 0, -1) if tuple(words[last - n : last]) in table), 0):
        last -= length
    return len(words) - last
