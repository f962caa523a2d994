"""Facts as the readers of several formats build them: countries, places, identifiers, dates, notes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from screening import countries, dates, identifiers
from screening.formats import Notes
from screening.formats._names import is_noise
from screening.schema import Fact, FactKind, Interval

_WHOLE_DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?[/.]\d\d?[/.]\d{4}|\d\d? [A-Za-z]+ \d{4}")
_NUMBER_WORD = re.compile(r"^(?:no|number|n°|nr)\.?\s*:?\s*(?=\d)", re.I)


def _fact(kind: FactKind, value: str, text: str, type: str = "", country: str = "") -> Fact:  # noqa: A002  # as in Fact
    """A fact whose text is given only where it says more than its value."""
    return Fact(kind, value, "" if text == value else text, type=type, country=country)


def country(kind: FactKind, text: str, notes: Notes, entry_id: str, type: str = "") -> Iterator[Fact]:  # noqa: A002
    """A nationality, flag or country: its alpha-2 code, or the published text (counted) where it is not known."""
    if is_noise(text) or text.strip() == "na":  # the UN's "not available"
        return
    code = countries.alpha2(text)
    if not code:
        notes.warn("unknown country", entry_id, text)
    yield _fact(kind, code or text, text, type, code)


def place(kind: FactKind, parts: Sequence[str], land: str = "", note: str = "") -> Iterator[Fact]:
    """A place or address of its parts, most local first; one of a country alone is a country, for an address.

    Args:
        kind: ``BIRTH_PLACE`` or ``ADDRESS``.
        parts: street, city, region, ... as published; empty ones and placeholders are left out.
        land: the country as published, code or name.
        note: what the list adds ("previous address"); kept in the text.
    """
    code, note = (
        countries.alpha2(land),
        note.strip().removeprefix("(").removesuffix(")") if note.count("(") < 2 else note,
    )
    title = countries.title(code) if code == land and code else land
    known = [" ".join(part.split()) for part in (*parts, title) if not is_noise(part)]
    text = ", ".join(dict.fromkeys(known))
    if not text:
        if note and not is_noise(note) and not note.startswith("as "):
            yield Fact(FactKind.NOTE, note, type=kind.value)
        return
    alone = kind is FactKind.ADDRESS and len(known) == 1 and not is_noise(title)
    told = f"{text} ({note})" if note else text
    yield _fact(FactKind.COUNTRY if alone else kind, code if alone and code else text, told, country=code)


def identifier(type: str, text: str, country: str = "", note: str = "") -> Iterator[Fact]:  # noqa: A002  # as in Fact
    """A document, registration or contact number; nothing for a placeholder ("-", "N/A")."""
    number = text.strip().strip("'").strip()
    comparable = "" if is_noise(number) else identifiers.normalise(type, _NUMBER_WORD.sub("", number))
    if comparable:
        yield _fact(FactKind.IDENTIFIER, comparable, f"{number} ({note})" if note else number, type, country)


def dated(kind: FactKind, when: Interval, note: str = "") -> Fact:
    """A dated fact of an interval; the note stands behind the published text."""
    text = f"{when.text} ({note})" if note else when.text
    return Fact(kind, dates.iso(when), text, first=when.first, last=when.last, circa=when.circa)


def words(kind: FactKind, text: str, type: str = "") -> Iterator[Fact]:  # noqa: A002  # as in Fact
    """A fact that is text only (a position, a note, a relation); nothing for a placeholder."""
    if not is_noise(text):
        yield Fact(kind, text, type=type)


def gender(text: str) -> Iterator[Fact]:
    """``male`` or ``female``, or what the list says."""
    known = {"m": "male", "male": "male", "f": "female", "female": "female"}.get(text.strip().casefold(), text.strip())
    if known and not is_noise(known):
        yield _fact(FactKind.GENDER, known, text.strip())


def _impossible(fact: Fact) -> bool:
    """Whether the published words are a whole date ("1975-19-25") and what was read of them is none.

    A part of zeros ("00/00/1980") is one that the list does not know.
    """
    told = fact.text or fact.value
    stated = _WHOLE_DATE.match(told) is not None and (_WHOLE_DATE.fullmatch(told.partition(" (")[0]) is not None)
    return stated and fact.first != fact.last and not re.search(r"(?<!\d)0+(?!\d)", told)


def checked(facts: Iterable[Fact], notes: Notes, entry_id: str) -> tuple[Fact, ...]:
    """Facts in order, each once; wrong check digits, unreadable dates and days of no calendar are counted (LD-15)."""
    kept = tuple(dict.fromkeys(facts))
    for fact in kept:
        if fact.kind is FactKind.IDENTIFIER:
            if warning := identifiers.warning(identifiers.Identifier(fact.type, fact.value)):
                notes.warn("doubtful identifier", entry_id, warning)
        elif fact.kind in (FactKind.BIRTH_DATE, FactKind.ESTABLISHED) and (fact.first is None or _impossible(fact)):
            notes.warn("unreadable date", entry_id, fact.text)
    return kept
