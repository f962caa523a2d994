"""A piece of a name with all words that it may be read as in any name: by itself, and beside other words."""

from collections.abc import Iterable, Iterator

from screening.names._beside import OTHERWISE
from screening.names._organisation import read_organisation
from screening.names._person import read_person
from screening.names._plain import Piece, piece
from screening.names._tokens import Name, Token
from screening.romanise._syllabic import is_han
from screening.schema import Kind
from screening.text import clean

BESIDE = "Quorvane"
"""Nobody's name, to stand beside others."""
LOOSE = " "
"""Before a piece, which begins with none: as it is read beside others."""


def _read_beside(text: str, kind: Kind) -> Iterator[Name]:
    """What a piece is read as, by itself and beside ``BESIDE``."""
    if kind is Kind.PERSON:
        yield read_person(f"{BESIDE} {text}")
        if any(map(is_han, clean(text))):
            yield read_person(f"{BESIDE} {' '.join(text)}")  # each character may be a word, and letters beside them
        return
    yield read_organisation(f"{BESIDE} {text}", kind)
    yield read_organisation(text, kind)
    yield read_organisation(f"{BESIDE} {text} {BESIDE}", kind)


def read_together(text: str, kind: Kind) -> Iterator[Name]:
    """What pieces that stand together are read as, by themselves and beside ``BESIDE``."""
    for form in ("{}", f"{BESIDE} {{}}", f"{{}} {BESIDE}", f"{BESIDE} {{}} {BESIDE}"):
        said = form.format(text)
        yield read_person(said) if kind is Kind.PERSON else read_organisation(said, kind)


def read_piece(text: str, kind: Kind) -> Piece | None:
    """Do what ``piece`` does; behind ``LOOSE``, the words that a piece is read as beside others, and not by itself.

    Each reading of several words stands there whole, for words that stand side by side may be one.
    """
    if not text.startswith(LOOSE):
        return piece(text, kind)
    text = text.removeprefix(LOOSE)
    own, found = piece(text, kind), list[tuple[Token, str, str]]()
    if own and not own.forms and not any(need & OTHERWISE for need in own.needs):
        return Piece((), (), (), ())
    known: set[tuple[object, ...]] = {_told(zip(own.tokens, own.spelled, strict=True)) if own else ()}
    for name in _read_beside(text, kind):
        words = [each for each in zip(name.tokens, name.spelled, name.raw, strict=True) if each[2] != BESIDE]
        told = _told((token, word) for token, word, _ in words)
        found += words if told not in known else ()
        known.add(told)
    return Piece(
        tuple(token for token, _, _ in found),
        tuple(word for _, word, _ in found),
        tuple(raw for _, _, raw in found),
        (0,) * len(found),
    )


def _told(words: Iterable[tuple[Token, str]]) -> tuple[object, ...]:
    """All of words that finds listed ones: words that only weigh otherwise are the same here."""
    return tuple((token.text, token.role, token.readings, spelled) for token, spelled in words)
