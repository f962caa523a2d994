"""What is read of a payment message: typed fields with their places, and what of it is not screened or not read.

A field's kind says what it can hold, and so what it is held against (targeted screening: Wolfsberg and Swift, guiding
principles for screening ISO 20022): names of parties against parties, BICs against banks, narrative by its own rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

CUTS = (35, 140)
"""Lengths at which payment systems cut a name: a line of a SWIFT MT, ``Nm`` of ISO 20022 (NK-28)."""


class FieldKind(StrEnum):
    """What a field can hold."""

    PARTY = "party"
    AGENT = "agent"
    ACCOUNT = "account"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message; what it does not state is empty.

    Attributes:
        kind: what it can hold.
        role: "debtor", "ultimate creditor", "debtor agent", "creditor account", "remittance information", ...; the same
            words for ISO 20022 and SWIFT MT.
        place: where it stands: ``CdtTrfTxInf[2]/Dbtr``, ``:50K: line 1``.
        name: the name, on one line.
        cut: 35 or 140 where the name fills a field of that many characters and so may go on; else 0.
        address: lines or parts of the address in the message's order, without town and country where these stand apart.
        town: the town, where it stands apart.
        country: country code of the address, where it stands apart.
        countries: further country codes: of residence, birth, a BIC, an IBAN, an identity document.
        birth_date: as written.
        birth_place: town, province and country code as far as stated.
        identifiers: ``bic:``, ``lei:``, ``iban:``, ``email:`` and ``phone:`` with their value, any other id bare.
        text: narrative, lines joined by a line feed as they stood; also the lines of an unstructured party of an MT.
    """

    kind: FieldKind
    role: str
    place: str
    name: str = ""
    cut: int = 0
    address: tuple[str, ...] = ()
    town: str = ""
    country: str = ""
    countries: tuple[str, ...] = ()
    birth_date: str = ""
    birth_place: str = ""
    identifiers: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a message that is unknown, empty or not as it should be: its place, and why; it never quotes it."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Message:
    """One payment: a transaction of an ISO 20022 message with what its headers say of it, or a SWIFT MT.

    Attributes:
        family: "iso20022" or "swift_mt".
        type: "pacs.008.001.08"; "103", "103+", "202", "202COV".
        place: the file and the number of the message within it, from 1.
        ids: names of references and their values ("EndToEndId", "UETR", "20"), for the desk.
        amount: as written, with the decimal point of its family.
        currency: ISO 4217.
        date: settlement or execution date as written.
        fields: what is screened, headers first.
        unread: what is unknown, empty or not as it should be. Unknown text inside a message is a narrative field too.
        not_screened: elements and tags that are known and not screened (amounts, dates, codes), each once.
    """

    family: str
    type: str
    place: str
    ids: Mapping[str, str]
    amount: str
    currency: str
    date: str
    fields: tuple[Field, ...]
    unread: tuple[Unread, ...]
    not_screened: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A message that cannot be read: its place, and what is wrong with it; it never quotes the message."""

    place: str
    what: str


def country_of(code: str, at: int) -> str:
    """Return the country code at a place of a BIC (4) or an IBAN (0); "" where there are no two letters."""
    letters = code[at : at + 2].upper()
    return letters if len(letters) == 2 and letters.isascii() and letters.isalpha() else ""


def cut(name: str) -> int:
    """Return the number of characters of a name that fills its field and may go on; else 0 (NK-28)."""
    return len(name) if len(name) in CUTS else 0
