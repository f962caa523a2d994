"""From a raw name to its comparable form: words with roles and weights, legal forms and noise set aside.

The same name is read differently as a person, an organisation, a vessel or an aircraft: "V." is an initial of a person
and part of a company's abbreviation, "Second" is a number in an organisation's name only. So a name is always prepared
*as* a kind, and a query of unknown kind once for each.

Weights are fixed by the shipped, versioned lexicon and never depend on which lists are loaded.
"""

from screening.names._beside import MAY_CLOSE, MAY_OPEN, NEEDS, OTHERWISE, Needs, needs_of_words, together
from screening.names._cut import FIELDS, cut_name, may_be_cut, part_seen, share_seen, spellings
from screening.names._loosely import BESIDE, LOOSE, read_piece, read_together
from screening.names._mended import at_end_of_form
from screening.names._noise import address_words
from screening.names._numbers import ROMAN_LETTERS
from screening.names._organisation import read_aircraft, read_organisation
from screening.names._person import ABD, is_arabic, is_compounded, may_be_turned, read_person
from screening.names._plain import Piece, may_be_one, parts, piece, read_plain
from screening.names._tokens import (
    INITIAL_PAIR_WEIGHT,
    INITIAL_WEIGHT,
    LEFT_OVER_FORM,
    Cut,
    Name,
    Role,
    Token,
    meanings,
)
from screening.schema import Kind

__all__ = [
    "ABD", "BESIDE", "FIELDS", "INITIAL_PAIR_WEIGHT", "INITIAL_WEIGHT", "LEFT_OVER_FORM", "LOOSE", "MAY_CLOSE",
    "MAY_OPEN", "NEEDS", "OTHERWISE", "ROMAN_LETTERS", "Cut", "Name", "Needs", "Piece", "Role", "Token",
    "address_words", "at_end_of_form", "is_arabic", "is_compounded", "may_be_cut", "may_be_one", "may_be_turned",
    "meanings", "needs_of_words", "part_seen", "parts", "piece", "prepare", "prepare_query", "read_piece",
    "read_together", "read_whole", "share_seen", "spellings", "together",
]  # fmt: skip


def prepare(text: str, kind: Kind) -> Name:
    """Prepare a name as a kind (``unknown`` is not one: prepare as each kind that is to be compared).

    Deterministic, and total: any text gives a name; one without a letter or digit gives a name without tokens.
    """
    if kind is Kind.AIRCRAFT:
        return read_aircraft(text)
    return read_plain(text, kind) or read_whole(text, kind)


def read_whole(text: str, kind: Kind) -> Name:
    """Read a name of a person, an organisation or a vessel the long way, with all that words mean together."""
    return read_person(text) if kind is Kind.PERSON else read_organisation(text, kind)


def prepare_query(text: str, kind: Kind, *, whole: bool = False) -> Name:
    """Prepare a name to be screened: as ``prepare``, and told where a payment field cut it. Listed names are whole.

    ``whole``: the name is known to need the long way.
    """
    return cut_name(read_whole(text, kind) if whole else prepare(text, kind), text)
