"""Cross references, brackets and labels inside published names, split into names of their own (LD-16, LD-11).

Lists put more than one name into one string: ``Jin Tiesan (金铁三)``, ``X (a.k.a. Y, Z)``, ``X; Y``, ``formerly X``,
``Name of a Body (NAB)``. Splitting is careful, because a piece becomes a name that hits on its own: a place, a legal
form or a parent's initials in brackets ("(Shenzhen)", "(Pty)", "(IRGC)") is no name of the party and stays where it is.
No letter is ever lost: where the pieces do not hold them all, the published string is kept as well, as the first piece.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from screening.schema import ListedName, NameKind, Quality

_LANGUAGE = (
    "Arabic|Armenian|Azeri|Belarusian|Bulgarian|Burmese|Chinese|Cyrillic|Dari|English|Farsi|French|Georgian|Greek|"
    "Hebrew|Japanese|Korean|Latin|Pashto|Persian|Polish|Romanian|Russian|Serbian|Spanish|Thai|Tigrinya|Turkish|"
    "Ukrainian|Urdu|"
    "original script|native script|transliteration"
)
_LANGUAGE_LABEL = re.compile(rf"(?:\bin )?\b(?:{_LANGUAGE})\s*[:：]\s*", re.I)
# The Hungarian forms stand in the EU list, which names one party in 24 languages.
_FORMER_LABEL = re.compile(
    r"(?<![\w-])(?:[fF]\.?\s?[kK]\.?\s?[aA]\.|fka\b|[Ff]ormerly(?: known)?(?: as)?|FORMERLY|"
    r"[Pp]reviously (?:known|listed|named) as|[Ff]ormer names?\s?:|"
    r"korábbi (?:ismert )?(?:elnevezése|neve))(?![\w-])[\s:,]*"
)
_ALIAS_LABEL = re.compile(
    r"(?<![\w-])(?:[aAnN]\.\s?[kK]\.\s?[aA]\b\.?|[an]ka(?=\s)|a/k/a|[Aa]lso known as|[Nn]ow known as|"
    r"alias(?=\s))(?![\w-])[\s:,]*"
)
_REFERENCE = re.compile(r"(?:[A-Z]{2}[ie]\.|[A-Z]{3}\.|EU\.)\d[\d.]*", re.I)
_QUALITY = re.compile(r"\b(?:low?|goo?d|high|poor)\s+quality\b", re.I)
_NOISE = re.compile(r"text of image|n/a|n\.\s?a\.?|unknown|not (?:known|available|applicable)", re.I)
_ENUMERATION = re.compile(r"\s*[;；]\s*|(?:^|(?<=\s))[a-z]\)\s+")
_SPLITS = re.compile(r"[()（）/;；:：]|k\.?\s?a\b|former|previously|alias|known as|korábbi|born", re.I)
"""Without one of these a string is one name."""
_BORN = re.compile(r",?\s+born (?:on |in )?(?=\d).*", re.I)
# fmt: off
_LEGAL = frozenset([
    "ag", "ao", "bv", "co", "company", "corp", "corporation", "fgup", "fze", "fzc", "fzco", "gmbh", "inc", "jsc",
    "limited", "llc", "llp", "ltd", "nv", "oao", "ojsc", "ooo", "pao", "pjsc", "plc", "pte", "pty", "pvt", "sa",
    "sarl", "sas", "spa", "srl", "zao", "ао", "зао", "оао", "ооо", "пао",
])
_NO_BLANKS = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
_ARTICLES = frozenset(["the", "a", "an", "of", "la", "le", "les", "el", "los", "der", "die", "das"])
# fmt: on
_WEAK_INITIALS = 3
"""Initials up to this length ("AIG", "SIG") are shared by too many bodies to raise an alert alone."""
_LONGEST = 1_000
"""Letters of a string beyond which it is prose and stays whole: published names have at most a few hundred."""
_NOTE_WORDS = 6
"""A bracket of so many words, or with a number of five digits, is a remark about the name, not a name."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One name inside a published string; ``weak`` where that it is a name on its own is our inference only."""

    text: str
    kind: NameKind | None = None
    weak: bool = False


def is_noise(text: str) -> bool:
    """Whether a string is no name at all: "Text of image", "Korean:", "N/A", "Unknown", punctuation only."""
    bare = text.strip().strip("()[]\"'- ")
    if not any(letter.isalnum() for letter in bare):
        return True
    return bool(_NOISE.fullmatch(bare.rstrip(":")) or _LANGUAGE_LABEL.fullmatch(bare))


def is_latin(text: str) -> bool:
    """Whether at least half of the letters are Latin (true where there are none)."""
    if text.isascii():
        return True
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(letter.isascii() or "LATIN" in unicodedata.name(letter, "") for letter in letters)
    return 2 * latin >= len(letters)


def _tidy(text: str) -> str:
    """One blank between words, no stray separators at the ends, no bracket that only one end has."""
    text = " ".join(text.split()).strip(" ,;:/")
    return text[1:-1].strip() if len(text) > 1 and (text[0], text[-1]) == ("(", ")") and text.count("(") == 1 else text


def _brackets(text: str) -> list[tuple[int, int]]:
    """Start and end of every outermost round bracket; none where they do not pair."""
    spans, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        if letter in "(（":
            start = place if depth == 0 else start
            depth += 1
        elif letter in ")）":
            depth -= 1
            if depth < 0:
                return []
            if depth == 0:
                spans.append((start, place + 1))
    return spans if depth == 0 else []


def _words(text: str) -> list[str]:
    bare = "".join(letter if letter.isalnum() else " " if letter not in "'’`." else "" for letter in text.casefold())
    return bare.split()


def _is_abbreviation(text: str) -> bool:
    return len(text.split()) == 1 and sum(letter.isupper() for letter in text) > 1


def _is_initials(inner: str, before: str) -> bool:
    """Whether the bracket abbreviates the whole text before it: LSIC for Libyan Sample Investment Company.

    The first letter begins the first word (articles aside), each next letter begins a later word or stands later in
    the same word, and at most two words are left over at the end.
    """
    if not _is_abbreviation(inner) or "/" in inner:
        return False
    letters = [letter for letter in inner.casefold() if letter.isalpha()]
    words = [word for word in _words(before) if word not in _ARTICLES]
    if inner.casefold() in _LEGAL or not words or len(letters) > 10 or words[0][0] != letters[0]:
        return False
    reached = {(0, 1)}  # every (word, next place in that word) that some reading of the letters so far leads to
    for letter in letters[1:]:
        inside = {
            (word, words[word].find(letter, place) + 1)
            for word, place in reached
            if words[word].find(letter, place) >= 0
        }
        later = {(n, 1) for n in range(min(reached)[0] + 1, len(words)) if words[n][0] == letter}
        reached = inside | later
        if not reached:
            return False
    last, begun = max(reached)[0], min(len(words), len(letters))
    return last >= len(words) - 3 and 2 * begun >= len(letters) and last > 0


def _labelled(text: str) -> list[_Piece] | None:
    """Names behind labels ("Russian: ...", "formerly ...", "a.k.a. ..."); None where there is no label."""
    found = sorted(
        ((label.start(), label.end(), kind) for pattern, kind in _LABELS for label in pattern.finditer(text)),
        key=lambda each: each[:2],
    )
    if not found:
        return None
    pieces = list(_pieces(text[: found[0][0]]))
    for (_, end, kind), following in zip(found, [*found[1:], (len(text), 0, None)], strict=True):
        run = _tidy(text[end : following[0]])
        parts = _commas(run) if kind is not None else [run]
        pieces += [_Piece(each.text, kind or each.kind, each.weak) for part in parts for each in _pieces(part)]
    return [_Piece(each.text, None if each.kind is NameKind.ALIAS else each.kind, each.weak) for each in pieces]


_LABELS = ((_LANGUAGE_LABEL, None), (_FORMER_LABEL, NameKind.FORMER), (_ALIAS_LABEL, NameKind.ALIAS))


def _commas(text: str) -> list[str]:
    """The names of a comma list; a legal form behind a comma stays with its name."""
    parts: list[str] = []
    for part in text.split(","):
        if parts and (not part.strip() or set(_words(part)) <= _LEGAL):
            parts[-1] += f",{part}"
        else:
            parts.append(part)
    return parts


def _bracket(inner: str, before: str, after: str) -> list[_Piece] | None:
    """What a bracket holds: names of the party, nothing (a reference, a remark), or None: it belongs to the name."""
    rest = set(_words(after))
    if is_noise(inner) or _REFERENCE.fullmatch(inner) or _QUALITY.search(inner):
        return []
    if (labelled := _labelled(inner)) is not None:
        return labelled
    if is_latin(inner) != is_latin(before + after) and any(map(str.isalpha, before + after)):
        return _other_script(inner, before + after)
    if rest <= _LEGAL and _is_initials(inner, before):
        return [_piece(inner)]
    return None if rest else _last_bracket(inner)


def _last_bracket(inner: str) -> list[_Piece] | None:
    """A bracket that ends the string: a company with its legal form ("PJSC Volga"), a remark, or part of the name."""
    words = _words(inner)
    if len(words) < _NOTE_WORDS and not set(words) <= _LEGAL and {words[0], words[-1]} & _LEGAL:
        return [_piece(inner)]
    return [] if len(words) >= _NOTE_WORDS or re.search(r"\d{5}", inner) else None


def _other_script(inner: str, outer: str) -> list[_Piece] | None:
    """The names in a bracket of another script; Latin initials there are mostly a parent's ("... (IRGC)"), so kept.

    One word beside several may be a place or a gloss ("Foundation (Комори)") unless the script writes no blanks.
    """
    if _is_abbreviation(inner):
        return None
    blanks = not any(
        unicodedata.name(letter, "").startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA")) for letter in inner
    )
    weak = blanks and len(_words(inner)) < min(2, len(_words(outer)))
    return [_Piece(piece.text, piece.kind, piece.weak or weak) for piece in _pieces(inner)]


def _piece(text: str, *, weak: bool = False) -> _Piece:
    return _Piece(text, None if is_latin(text) else NameKind.ORIGINAL_SCRIPT, weak)


def _slashes(text: str) -> list[_Piece]:
    """Names with a slash between them: certain with blanks around it, inferred without ("Al-Qa'ida/Islamic Army")."""
    outside = _brackets(text)
    slashes = [
        slash
        for slash in re.finditer(r"\s*/(?:\s*/)?\s*", text)
        if not any(start <= slash.start() < end for start, end in outside)
    ]
    if not slashes:
        return [_piece(text)]
    sides = _between(text, [slash.span() for slash in slashes])
    if any(is_noise(side) for side in sides):
        return [_piece(text)]
    if all(text[slash.start()].isspace() and text[slash.end() - 1].isspace() for slash in slashes):
        return [_piece(side) for side in sides]
    firm = all(_is_side(side) for side in sides)
    return [_piece(text), *(_piece(side, weak=True) for side in sides)] if firm else [_piece(text)]


def _is_side(text: str) -> bool:
    """Whether one side of a tight slash can be a name: two words or more, no code such as "c/o" or "J/V" beside it."""
    if "(" in text:
        return False
    words = re.sub(r"\b([AaEeUu][LlNn])-", r"\1 ", text).split()
    significant = [word for word in words if word.casefold() not in _ARTICLES]
    return len(significant) > 1 and min(len(words[0]), len(words[-1])) > 1


def _between(text: str, cuts: list[tuple[int, int]]) -> list[str]:
    """What stands between the cuts, tidied."""
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    return [_tidy(text[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _pieces(text: str) -> Iterator[_Piece]:
    """Every name of a string, in order of appearance."""
    text = _tidy(text)
    if is_noise(text):
        return
    spans = _brackets(text)
    cuts = [
        cut.span() for cut in _ENUMERATION.finditer(text) if not any(start < cut.start() < end for start, end in spans)
    ]
    if cuts and any(sides := [side for side in _between(text, cuts) if side]) and sides != [text]:
        for side in sides:
            yield from _pieces(side)
        return
    for start, end in spans:
        inner, before, after = text[start + 1 : end - 1].strip(), text[:start], text[end:]
        if before.strip() and (found := _bracket(inner, before, after)) is not None:
            yield from _pieces(f"{before.rstrip()} {after.lstrip()}")
            yield from found
            return
    if not spans and (labelled := _labelled(text)) is not None:
        yield from labelled
        return
    text = _BORN.sub("", text)
    yield from _slashes(text)


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isalnum())


def _all(text: str) -> list[_Piece]:
    """The pieces of a string without repetitions, the string itself first where they do not hold all its letters."""
    whole = " ".join(text.split())
    if len(whole) > _LONGEST or not _SPLITS.search(whole):
        return [_piece(whole)]
    pieces = list({piece.text: piece for piece in reversed(list(_pieces(whole)))}.values())[::-1]
    held = sum((_letters(piece.text) for piece in pieces), Counter[str]())
    if not pieces or _letters(whole) - held:
        pieces = [_piece(whole), *(piece for piece in pieces if piece.text != whole)]
    return pieces if len(pieces) > 1 else [_Piece(whole, pieces[0].kind)]


def split(text: str) -> list[tuple[str, NameKind | None]]:
    """Split a published string into its names.

    Args:
        text: one string of a list, in any script; may be anything.

    Returns:
        The names, at least one. The kind is None where it is that of the string itself. Every letter and digit of
        ``text`` stands in some piece: where labels or references fall away, the whole string is the first piece.
    """
    return [(piece.text, piece.kind) for piece in _all(text)]


def listed(text: str, kind: NameKind, quality: Quality, language: str = "") -> list[ListedName]:
    """Turn one published string into listed names: part 0, then what was split off it.

    What is split off a primary name is an alias. Initials of up to three letters and the sides of a tight slash are
    ``inferred_weak``: that they name the party alone is our inference.
    """
    names = []
    for part, piece in enumerate(_all(text)):
        own = kind if part == 0 and kind is NameKind.PRIMARY else piece.kind or kind
        own = NameKind.ALIAS if part and own is NameKind.PRIMARY else own
        own = kind if own is NameKind.ORIGINAL_SCRIPT and kind in (NameKind.FORMER, NameKind.SPELLING) else own
        short = part > 0 and len(piece.text) <= _WEAK_INITIALS and _is_abbreviation(piece.text)
        inferred = (piece.weak or short) and not quality.is_weak
        names.append(ListedName(piece.text, own, Quality.INFERRED_WEAK if inferred else quality, part, language))
    return names
