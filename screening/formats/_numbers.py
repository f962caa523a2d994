"""Labelled numbers in free text: ``INN: 7718763393 OGRN: 1097746281160``, ``SWIFT/BIC: ...``, ``BvD ID: ...``.

The UK list writes registration numbers of companies as prose, several in one cell and sometimes without a blank between
one number and the next label. The labels are those that occur there.
"""

import re
from collections.abc import Iterator

from screening.identifiers import Identifier

_DIGITS = r"\d{5,}"
# Ends with a digit or at most two capitals: the next label may follow without a blank ("1100000000003Tax number").
_CODE = r"[A-Z0-9][A-Z0-9./-]*\d(?-i:[A-Z]{0,2}(?![a-z]))"
_LABELS: tuple[tuple[str, str, str], ...] = (  # type, label, form of the number
    ("inn", r"INN|ITN|Russian? (?:TIN|Tax(?: Identification)? Number)", _DIGITS),
    ("ogrn", r"OGRN(?:IP)?|PSRN|M?SRN", _DIGITS),
    ("other", r"KPP|OKPO|BIK(?: \(RU\))?|Russian Bank Identification Code|ISN(?: Number)?", _DIGITS),
    ("lei", r"LEI|Legal Entity Identifier", r"[A-Z0-9]{18}\d\d"),
    ("bic", r"SWIFT|BIC", r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"),
    ("company_imo", r"IMO(?: company)?", r"\d{7}"),
    ("duns", r"D-?U-?N-?S", r"\d[\d-]{7,10}\d"),
    ("tax", r"TIN|Tax(?:payer)?(?: (?:Identification|Registration))?(?: ID)?|VAT|UNP|Fiscal code", _CODE),
    ("other", r"BvD(?: ID)?|(?:IP )?Identification|Licen[cs]e", _CODE),
    ("registration", r"Unified Social Credit Code|USCC|BRN?|BIN|C\.?R\.?|Company|National ID", _CODE),
    ("registration", r"(?:(?:Business|Company|Commercial|Trade) )?Regist(?:er|ration|ry)", _CODE),
)
# A label may run on from the number before it ("...281160INN: 77..."), but does not begin inside a word.
_LABEL = re.compile(
    r"(?<![A-Za-z])(?:" + "|".join(f"(?P<k{n}>{label})" for n, (_, label, _) in enumerate(_LABELS)) + r")(?![a-z])"
    r"(?:\s*(?:codes?|numbers?|no\b\.?|id\b|identification\b))*[\s:#.–—-]*(?:\(\w+\)\s*)?",
    re.I,
)
_FORMS = [re.compile(form, re.I) for _, _, form in _LABELS]


def labelled(text: str) -> Iterator[Identifier]:
    """Yield every number that a known label announces, in order; a label without a number of its form gives none."""
    for label in _LABEL.finditer(text):
        index = int(str(label.lastgroup)[1:])
        if number := _FORMS[index].match(text, label.end()):
            yield Identifier(_LABELS[index][0], number[0])


def bare(text: str) -> list[str]:
    """Return the numbers of a text that is nothing but numbers between commas, semicolons or dots; else nothing."""
    parts = [part.strip(" '") for part in re.split(r"\s*[·,;]\s*", text) if part.strip(" '")]
    return parts if all(re.fullmatch(_CODE, part, re.I) for part in parts) else []
