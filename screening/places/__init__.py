"""Places under an embargo in addresses, country fields and texts: whole words in many spellings and scripts (US-15).

``find`` reads a text, ``of_code``, ``of_bic`` and ``of_iban`` read codes. A place is no listed party: a hit says so,
names authority, legal basis and day, and whether it is strong or weak and why. The facts are ``lists/places/*.toml``.
Source of the need: OFAC, A Framework for Compliance Commitments (2019), on filters that missed spellings of places.
"""

from screening.places._find import STRONG, WEAK, PlaceHit, Where, find, of_bic, of_code, of_iban
from screening.places._read import Measure, PlaceKind, PlaceName, Territory, territories

__all__ = [
    "STRONG",
    "WEAK",
    "Measure",
    "PlaceHit",
    "PlaceKind",
    "PlaceName",
    "Territory",
    "Where",
    "find",
    "of_bic",
    "of_code",
    "of_iban",
    "territories",
]
