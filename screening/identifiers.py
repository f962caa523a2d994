"""Numbers that name one party: document, tax, registration, ship, aircraft, bank and wallet identifiers.

An equal hard identifier is a hit even when the names differ (HT-06 to HT-07, NK-24, NK-25); a wrong check digit is a
warning, never a refusal, for lists print wrong numbers too. Check digits are those of python-stdnum: IMO, LEI
(ISO 17442), IBAN (ISO 13616), BIC (ISO 9362), and the Russian INN and OGRN.

A value is compared as upper-case letters and digits only; wallet addresses keep their case unless their own rules say
otherwise: Ethereum's hexadecimal (its case is only a checksum, EIP-55) and bech32 (BIP-173) are lower-cased.
"""

import re
import unicodedata
from dataclasses import dataclass
from types import ModuleType

import stdnum.bic
import stdnum.iban
import stdnum.imo
import stdnum.lei
import stdnum.ru.inn
import stdnum.ru.ogrn

HARD: frozenset[str] = frozenset(
    ["passport", "national_id", "tax", "inn", "registration", "ogrn", "duns", "lei", "bic", "iban", "wallet"]
) | frozenset(["imo", "company_imo", "mmsi", "tail", "msn", "mode_s"])
"""Types of which one equal value is a hit by itself. Phones, websites, call signs are shared or reused: not here."""

SOFT: frozenset[str] = frozenset(["call_sign", "phone", "email", "website", "other"])
"""Types that support a hit and never make one."""

SHORTEST = 5
"""A value of fewer letters and digits is no evidence by itself: short document numbers recur across countries."""

_SYNONYMS = {
    "swift": "bic", "swift_bic": "bic", "tax_id": "tax", "tin": "tax", "vat": "tax", "itn": "inn", "psrn": "ogrn",
    "company_number": "registration", "registration_number": "registration", "passport_number": "passport",
    "id": "national_id", "id_card": "national_id", "national_identification_number": "national_id",
    "imo_number": "imo", "tail_number": "tail", "serial_number": "msn", "modes": "mode_s", "crypto": "wallet",
    "btc": "wallet", "eth": "wallet", "callsign": "call_sign", "duns_number": "duns", "e_mail": "email",
    "web": "website", "url": "website",
}  # fmt: skip

# National registries print one number under either name (OFAC lists INN both as "Tax ID No." and "Registration
# Number"), and lists call the same card an identity document or a tax number; ships' and companies' numbers do not mix.
_GROUP = dict.fromkeys(["tax", "inn", "registration", "ogrn"], "registry")

_CHECKS: dict[str, tuple[str, ModuleType]] = {
    "imo": ("IMO ship number", stdnum.imo),
    "lei": ("LEI", stdnum.lei),
    "iban": ("IBAN", stdnum.iban),
    "bic": ("BIC", stdnum.bic),
    "inn": ("Russian INN", stdnum.ru.inn),
    "ogrn": ("Russian OGRN", stdnum.ru.ogrn),
}
_CASELESS_WALLET = re.compile(r"0x[0-9a-f]{40}|(?:bc|tb|ltc)1[0-9a-z]{10,}|[qp][0-9a-z]{41}", re.IGNORECASE)
_CASH_ADDRESS = re.compile(r"^(?:bitcoincash:)+")
_IMO = re.compile(r"^[A-Z]*IMO[A-Z]*(\d{7})$")
_WEB = re.compile(r"^(?:https?://|www\.)+")
_LEADING = re.compile(r"^(?:0|https?|www|bitcoincash)+", re.IGNORECASE)
"""What some type drops in front of a value, without its punctuation."""
_BIC = re.compile(rf"^(?!{_LEADING.pattern[1:]})([A-Z]{{6}}[A-Z0-9]{{2}})[A-Z0-9]{{3}}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier: ``type`` in lower snake case, "" where it is not known; ``value`` as written."""

    type: str
    value: str


def parse(text: str) -> Identifier:
    """Read ``imo:9187629`` (any known type or a usual synonym, in any case) or a bare value of unknown type.

    A word before a colon that is no type of ours stays part of the value ("bitcoincash:qq...", "https://...").
    """
    head, colon, tail = text.strip().partition(":")
    named = re.sub(r"[\s/.-]+", "_", head.strip().lower())
    named = _SYNONYMS.get(named, named)
    if colon and tail.strip() and named in HARD | SOFT:
        return Identifier(named, tail.strip())
    return Identifier("", text.strip())


def _letters(text: str) -> str:
    return "".join(each for each in text if each.isalnum())


def _wallet(value: str) -> str:
    address = _CASH_ADDRESS.sub("", "".join(value.split()))
    return address.lower() if _CASELESS_WALLET.fullmatch(address) else address


def normalise(type: str, value: str) -> str:  # noqa: A002  # the glossary's word, as in Fact.type
    """Give the comparable form of a value: upper case, letters and digits of any script only.

    Wallets keep their case; emails and websites are lower-cased and keep their punctuation; of an IMO number the words
    before the seven digits go ("IMO 9187629"), of a phone number the leading zeros or plus of international dialling.
    """
    text = unicodedata.normalize("NFKC", value)
    if type == "wallet":
        return _wallet(text)
    if type == "website":
        return _WEB.sub("", "".join(text.lower().split())).rstrip("/")
    if type == "email":
        return "".join(text.lower().split())
    letters = _letters(text.upper())
    if type in ("imo", "company_imo"):
        return _IMO.sub(r"\1", letters)
    if type == "phone":
        return letters.lstrip("0")
    return letters


def warning(identifier: Identifier) -> str:
    """Say in one sentence that a check digit or form is wrong; "" where it holds or nothing can be checked."""
    check = _CHECKS.get(identifier.type)
    if check is None or check[1].is_valid(normalise(identifier.type, identifier.value)):
        return ""
    return f"{check[0]} {identifier.value} is not valid: its form or its check digit is wrong"


def _equal(kind: str, one: str, other: str) -> bool:
    if kind == "bic" and len(one) != len(other):
        one, other = _BIC.sub(r"\1", one), _BIC.sub(r"\1", other)
    return bool(one) and one == other


def same(a: Identifier, b: Identifier) -> bool:
    """Whether two identifiers name the same thing: equal normalised values of compatible types.

    An untyped or "other" identifier compares with any type; tax and registration numbers compare with each other.
    Of BICs, 8 letters compare with the first 8 of 11 (the head office and its branches).
    """
    loose = ("", "other")
    if a.type in loose or b.type in loose:
        kind = a.type if b.type in loose else b.type
    elif _GROUP.get(a.type, a.type) == _GROUP.get(b.type, b.type):
        kind = a.type
    else:
        return False
    return _equal(kind, normalise(kind, a.value), normalise(kind, b.value))


def alone(a: Identifier, b: Identifier) -> bool:
    """Whether two identifiers are the same and that alone is a hit: a hard type on one side, and not too short.

    Under ``SHORTEST`` letters and digits only a tail number written with its dash ("P-81") and a Mode S code are
    evidence enough.
    """
    hard = next((each for each in (a, b) if each.type in HARD), None)
    if hard is None or not same(a, b):
        return False
    if len(normalise(hard.type, hard.value)) >= SHORTEST or hard.type == "mode_s":
        return True
    return hard.type == "tail" and ("-" in a.value or "-" in b.value)


def key(identifier: Identifier) -> str:
    """Give a look-up key: two identifiers that are the ``same`` always have the same key, whatever their types.

    The reverse does not hold: test what the key finds with ``same`` or ``alone``.
    """
    text = unicodedata.normalize("NFKC", identifier.value).lower().upper().lower()
    letters = _BIC.sub(r"\1", _IMO.sub(r"\1", _letters(text).upper()))
    return _LEADING.sub("", letters).lower()
