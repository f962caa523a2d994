"""Names in the Swiss list: parts with an order, and spellings of every part in other languages and scripts.

A name is its parts in the order the list gives them (mostly family name first). A part may have spelling variants, each
with language and script; those of one language and script make names of their own. Where a part has none of its own
there, its value stands: a Cyrillic family name may come with a Latin given name only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from screening.formats import Notes
from screening.formats._names import is_latin, is_noise, listed
from screening.formats._xml import Element, attribute, children, value
from screening.schema import ListedName, NameKind, Quality

_KINDS = {"primary-name": NameKind.ALIAS, "alias": NameKind.ALIAS, "formerly-known-as": NameKind.FORMER}
_QUALITIES = {"good": Quality.STRONG, "low": Quality.WEAK, "": Quality.UNSPECIFIED}
_PARTS = {
    "family-name", "given-name", "further-given-name", "father-name", "grand-father-name", "maiden-name",
    "tribal-name", "suffix", "title", "whole-name", "other",
}  # fmt: skip
_FORMS = 24
"""More combinations of one language and script are not made: each variant then stands once, beside plain values."""
_LANGUAGES = {
    "alb": "sq", "amh": "am", "ara": "ar", "arm": "hy", "aze": "az", "bel": "be", "bos": "bs", "bul": "bg", "bur": "my",
    "chi": "zh", "deu": "de", "dut": "nl", "ell": "el", "eng": "en", "fas": "fa", "fra": "fr", "fre": "fr", "geo": "ka",
    "ger": "de", "gre": "el", "heb": "he", "hin": "hi", "hrv": "hr", "hye": "hy", "ind": "id", "ita": "it", "jpn": "ja",
    "kat": "ka", "kaz": "kk", "kor": "ko", "kur": "ku", "mac": "mk", "msa": "ms", "mya": "my", "nld": "nl", "per": "fa",
    "pol": "pl", "por": "pt", "pus": "ps", "ron": "ro", "rum": "ro", "rus": "ru", "sna": "sn", "som": "so", "spa": "es",
    "sqi": "sq", "srp": "sr", "swa": "sw", "tgk": "tg", "tha": "th", "tir": "ti", "tur": "tr", "ukr": "uk", "urd": "ur",
    "uzb": "uz", "vie": "vi", "zho": "zh", "zul": "zu",
}  # fmt: skip
"""ISO 639-2 codes, bibliographic and terminological, to ISO 639-1."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a name: its value, and its variants by (language, script) as published."""

    type: str
    value: str
    variants: dict[tuple[str, str], list[str]]


def language(code: str, notes: Notes) -> str:
    """Return the ISO 639-1 code of a published language; "" where it is not known, which is counted."""
    if code and code.lower() not in _LANGUAGES:
        notes.warn_once("unknown language", code)
    return _LANGUAGES.get(code.lower(), "")


def _order(part: Element) -> int:
    digits = attribute(part, "order")
    return int(digits) if digits.isdigit() else 0


def _parts(name: Element, notes: Notes, entry_id: str) -> list[_Part]:
    """The parts of a name in their order; a title is left to the facts unless there is nothing else."""
    found = []
    if any(not attribute(each, "order").isdigit() for each in children(name).get("name-part", [])):
        notes.warn_once("unknown order", "name-part/@order", entry_id)
    for element in sorted(children(name).get("name-part", []), key=_order):
        kind, inner = attribute(element, "name-part-type"), children(element)
        if kind not in _PARTS:
            notes.warn("unknown name part", entry_id, kind)
        variants: dict[tuple[str, str], list[str]] = {}
        for each in inner.get("spelling-variant", []):
            for tag in ("lang", "script"):
                if not attribute(each, tag):
                    notes.warn_once("missing attribute", f"spelling-variant/@{tag}", entry_id)
            if not is_noise(value(each)):
                variants.setdefault((attribute(each, "lang"), attribute(each, "script")), []).append(value(each))
        told = [text for text in map(value, inner.get("value", [])) if not is_noise(text)]
        text = next(iter([*told, *(each for several in variants.values() for each in several)]), "")
        found.append(_Part(kind, text, variants))
    named = [part for part in found if part.type != "title" and part.value]
    return named or [part for part in found if part.value]


def titles(name: Element) -> list[str]:
    """Return the titles among the parts of a name."""
    parts = [part for part in children(name).get("name-part", []) if attribute(part, "name-part-type") == "title"]
    return [text for part in parts for text in map(value, children(part).get("value", [])) if not is_noise(text)]


def whole(name: Element) -> str:
    """Return a name as its values in their order; "" where it has none."""
    return " ".join(part.value for part in _parts(name, Notes(), ""))


def _forms(parts: list[_Part], culture: tuple[str, str]) -> list[str]:
    """Every name that the variants of one language and script make."""
    options = [part.variants.get(culture) or [part.value] for part in parts]
    if prod(map(len, options)) > _FORMS:
        plain = [each[0] for each in options]
        rows = [[*plain[:at], text, *plain[at + 1 :]] for at, each in enumerate(options) for text in each]
    else:
        rows = [list(row) for row in product(*options)]
    return list(dict.fromkeys(map(" ".join, rows)))


def _quality(name: Element, primary: bool, notes: Notes, entry_id: str) -> Quality:
    """As published. A primary name is strong: one that the list calls low is counted, it must still raise an alert."""
    grade = attribute(name, "quality")
    if not grade or grade not in _QUALITIES:
        notes.warn("unknown alias quality", entry_id, f"name/@quality {grade}".strip())
    quality = _QUALITIES.get(grade, Quality.UNSPECIFIED)
    if primary and quality.is_weak:
        notes.warn("primary name of low quality", entry_id)
    return Quality.STRONG if primary else quality


def ordered(identities: list[Element]) -> list[Element]:
    """Return the identities, the main one first."""
    return sorted(identities, key=lambda each: attribute(each, "main") != "true")


def _named(identities: list[Element]) -> list[Element]:
    """Every name element, the primary one first: the first primary name, else the first name of all."""
    found = [name for identity in ordered(identities) for name in children(identity).get("name", [])]
    first = next(
        (name for name in found if attribute(name, "name-type") == "primary-name"), found[0] if found else None
    )
    return [] if first is None else [first, *(name for name in found if name is not first)]


def primary_text(identities: list[Element]) -> str:
    """Return the primary name; "" where there is none."""
    return next((text for name in _named(identities) if (text := whole(name))), "")


def names(identities: list[Element], notes: Notes, entry_id: str) -> Iterator[ListedName]:
    """Yield all names, the primary one first; a primary name of a further identity is an alias.

    Args:
        identities: the identity elements of a party.
        notes: counts unknown types and qualities, and names without text.
        entry_id: for the counts.
    """
    if identities and not any(attribute(each, "main") == "true" for each in identities):
        notes.warn("no main identity", entry_id, "identity/@main")
    begun = False
    for name in _named(identities):
        type_, parts = attribute(name, "name-type"), _parts(name, notes, entry_id)
        text = " ".join(part.value for part in parts)
        if not text:
            notes.warn("empty name", entry_id)
            continue
        if type_ not in _KINDS:
            notes.warn("unknown name type", entry_id, type_)
        if not begun and type_ != "primary-name":
            notes.warn("no primary name", entry_id, type_)
        quality = _quality(name, not begun, notes, entry_id)
        alias = _KINDS.get(type_, NameKind.ALIAS)
        if alias is NameKind.ALIAS and not is_latin(text):
            alias = NameKind.ORIGINAL_SCRIPT
        yield from listed(text, alias if begun else NameKind.PRIMARY, quality, language(attribute(name, "lang"), notes))
        yield from _spellings(parts, _KINDS.get(type_, NameKind.ALIAS), quality, notes)
        begun = True


def _spellings(parts: list[_Part], kind: NameKind, quality: Quality, notes: Notes) -> Iterator[ListedName]:
    """The spelling variants of a name; those of a former name are former names."""
    for culture in dict.fromkeys(culture for part in parts for culture in part.variants):
        for form in _forms(parts, culture):
            latin = culture[1] in ("", "LATN") and is_latin(form)
            spelt = NameKind.SPELLING if latin else NameKind.ORIGINAL_SCRIPT
            own = kind if kind is NameKind.FORMER else spelt
            yield from listed(form, own, quality, language(culture[0], notes))
