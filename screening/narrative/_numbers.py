"""Numbers in a text that name a party: told by a word beside them, or by their own form and check digit.

A bare number of some digits is not asked: it is an invoice more often than a passport.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from screening.identifiers import Identifier, warning

_SIGN = r"(?:[\s.:#№/=-]|\b(?:no|nr|number|code|id|is)\b)*"
_TYPED = tuple(
    (kind, re.compile(rf"(?<![^\W_])(?:{words}){_SIGN}(?P<value>{value})(?![^\W_])", re.IGNORECASE))
    for kind, words, value in (
        ("imo", r"imo", r"\d{7}"),
        ("mmsi", r"mmsi", r"\d{9}"),
        ("lei", r"lei", r"[0-9a-z]{18}\d\d"),
        ("bic", r"bic|swift", r"[a-z]{6}[0-9a-z]{2}(?:[0-9a-z]{3})?"),
        ("iban", r"iban", r"[a-z]{2}\d\d[0-9a-z]{11,30}"),
        ("inn", r"inn|инн", r"\d{10}(?:\d\d)?"),
        ("ogrn", r"ogrn|огрн|psrn", r"\d{13}(?:\d\d)?"),
        ("tax", r"tax|tin|vat", r"[0-9a-z]{5,20}"),
        ("registration", r"registration|reg|registered|company", r"[0-9a-z]*\d[0-9a-z-]{4,20}"),
        ("passport", r"passport|pass|паспорт", r"[0-9a-z]{0,4} ?\d[0-9a-z]{4,12}"),
        ("national_id", r"national id|identity card|id card|id|cedula|snn", r"[0-9a-z]{0,3}\d[0-9a-z.-]{4,20}"),
        ("msn", r"msn|serial", r"\d{4,14}"),
        ("mode_s", r"mode[ -]?s", r"[0-9a-f]{6}"),
        ("wallet", r"xbt|btc|eth|wallet|usdt", r"[0-9a-zA-Z]{25,110}"),
    )
)
_TAIL = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}|\d[A-Z]|[A-Z]\d)-[A-Z0-9]{2,6}(?![\w-])|(?<![\w-])[A-Z]{1,3}\d{3,6}(?![\w-])"
)
_BARE = (
    ("wallet", re.compile(r"(?<![^\W_])(?:0x[0-9a-fA-F]{40}|bc1[0-9a-z]{20,90}|[13][1-9A-HJ-NP-Za-km-z]{25,34}"
                          r"|T[1-9A-HJ-NP-Za-km-z]{33}|[LM4X][1-9A-HJ-NP-Za-km-z]{25,110})(?![^\W_])")),
    ("lei", re.compile(r"(?<![^\W_])[0-9A-Z]{18}\d\d(?![^\W_])")),
    ("iban", re.compile(r"(?<![^\W_])[A-Z]{2}\d\d(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,4})?(?![^\W_])")),
    ("bic", re.compile(r"(?<![^\W_])[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?(?![^\W_])")),
    ("ogrn", re.compile(r"(?<![^\W_])\d{13}(?:\d\d)?(?![^\W_])")),
    ("inn", re.compile(r"(?<![^\W_])\d{12}(?![^\W_])")),
)  # fmt: skip
_CHECKED = frozenset(["lei", "iban", "bic", "ogrn", "inn"])


@dataclass(frozen=True, slots=True)
class Numbered:
    """An identifier in a text: where it stands, and what it is. ``tail`` numbers are names of aircraft too."""

    begin: int
    end: int
    identifier: Identifier


def numbers(text: str) -> Iterator[Numbered]:
    """The identifiers of a text, none twice at one place under one type."""
    digits = any(map(str.isdigit, text))
    seen: set[tuple[int, str]] = set()
    for kind, pattern in _TYPED:
        for match in pattern.finditer(text) if digits or kind == "bic" else ():
            begin, end = match.span("value")
            seen.add((begin, kind))
            yield Numbered(begin, end, Identifier(kind, match["value"]))
    for kind, pattern in _BARE:
        for match in pattern.finditer(text):
            identifier = Identifier(kind, match.group())
            if (match.start(), kind) not in seen and not (kind in _CHECKED and warning(identifier)):
                yield Numbered(*match.span(), identifier)
    for match in _TAIL.finditer(text):
        yield Numbered(*match.span(), Identifier("tail", match.group()))
