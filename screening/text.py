"""Characters: from a name as somebody typed it to plain lower-case words.

NFKC comes first (Arabic presentation forms, full-width letters, ligatures); invisible characters go; look-alike letters
of another script are folded towards the majority script of their word; Latin letters lose their marks. Words of other
scripts stay in their script: how they read in Latin letters is the business of ``screening.romanise``.

Sources: Unicode UAX #15 (NFKC), UTS #39 (confusables, of which only whole-letter Latin/Cyrillic/Greek pairs are used);
524 of 21,016 names in a transcription of EU acts mix Latin and Cyrillic letters inside one word (LD-17).
"""

import re
import unicodedata
from functools import lru_cache

from unidecode import unidecode

APOSTROPHES = "'`´‘’‚‛ʻʼʽʾʿˈʹ′＇՚׳ꞌ"
"""Deleted, not turned into blanks: ``Mu'ammar`` and ``Muammar`` are one word (requirements 6.1)."""

_SEPARATING_FORMAT = "\u200c\u2028\u2029"
"""The zero-width non-joiner separates (Persian writes it between words); every other invisible character just goes.

The zero-width space goes too: in customers' data it hides inside words, and where it did separate two, the words are
still found as joined."""

_LATIN = "AaBbCcEeHhIiJjKkMmOoPpSsTtXxYy"
_CYRILLIC = "АаВьСсЕеНһІіЈјКкМмОоРрЅѕТтХхУу"
_GREEK = "ΑαΒβϹϲΕεΗηΙιϳϳΚκΜμΟοΡρΣσΤτΧχΥυ"
_TO_LATIN = {ord(other): latin for script in (_GREEK, _CYRILLIC) for latin, other in zip(_LATIN, script, strict=True)}
_TO_LATIN |= {ord("ο"): "o", ord("υ"): "u", ord("ν"): "v", ord("ԁ"): "d", ord("ԛ"): "q", ord("ԝ"): "w", ord("Ζ"): "Z"}
_TO_LATIN |= {ord("Ν"): "N", ord("к"): "k", ord("т"): "t", ord("м"): "m", ord("в"): "b", ord("н"): "h"}
_TO_CYRILLIC = {
    ord(latin): cyrillic
    for latin, cyrillic in zip(_LATIN, _CYRILLIC, strict=True)
    if latin not in "bh"  # b and h look like no common lower-case Cyrillic letter
}
_LOOSE_MARKS = ("COMBINING", "ARABIC", "HEBREW", "SYRIAC")
_WORD, _SIGN = re.compile(r"[^\W_]+"), re.compile(r"[^\w\s]")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")  # colours of a terminal, in customers' data an attack or an accident
_TAKEN_OUT = re.compile(f"[{APOSTROPHES}]|[^\\D0-9]")
"""Apostrophes, and digits of other scripts."""
_LONGEST_REMEMBERED = 200
"""Characters of the longest name whose words are remembered a while."""
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0](?=\d{3}(?!\d))")


@lru_cache(maxsize=4096)
def script(char: str) -> str:
    """Name the script of a letter by the first word of its Unicode name: LATIN, CYRILLIC, ARABIC, CJK, ...; else ""."""
    if char < "\x80":
        return "LATIN" if char.isalpha() else ""
    if not char.isalpha():
        return ""
    return unicodedata.name(char, "").partition(" ")[0].partition("-")[0]


def scripts(text: str) -> str:
    """Name the scripts of a text's letters, sorted: "LATIN", "CYRILLIC, LATIN"; "" where it has no letter."""
    if text.isascii():
        return "LATIN" if any(map(str.isalpha, text)) else ""
    return ", ".join(sorted({script(char) for char in text} - {""}))


_ASCII = {ord(apostrophe): None for apostrophe in "'`"} | dict.fromkeys((*range(32), 127), " ")


def clean(text: str) -> str:
    """Return the NFKC form without apostrophes, invisible and control characters, digits of any script as 0-9."""
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    if text.isascii():
        text = text.translate(_ASCII)
        return _THOUSANDS.sub("", text) if "," in text else text
    text = unicodedata.normalize("NFKC", text)
    if text.isprintable() and not _TAKEN_OUT.search(text):  # no control and no format character is printable
        return _THOUSANDS.sub("", text)
    out: list[str] = []
    for char in text:
        if char < "\x7f":
            if char not in APOSTROPHES:
                out.append(char if char >= " " else " ")
        elif char in _SEPARATING_FORMAT:
            out.append(" ")
        elif char not in APOSTROPHES:
            category = unicodedata.category(char)
            if category == "Nd":
                out.append(str(unicodedata.digit(char)))
            elif category == "Cc":
                out.append(" ")
            elif category != "Cf":
                out.append(char)
    return _THOUSANDS.sub("", "".join(out))


def fold_lookalikes(word: str) -> str:
    """Fold the look-alike letters of a word that mixes Latin with Cyrillic or Greek towards its majority script.

    A word of one script comes back unchanged, so does a word whose foreign letters look like nothing in the majority.
    """
    if word.isascii():
        return word
    scripts = [script(char) for char in word]
    latin, cyrillic, greek = (scripts.count(name) for name in ("LATIN", "CYRILLIC", "GREEK"))
    if not latin or not (cyrillic or greek):
        return word.translate(_TO_LATIN) if cyrillic and greek and not latin else word
    folded = word.translate(_TO_CYRILLIC if cyrillic > latin else _TO_LATIN)
    return folded if len({script(char) for char in folded if char.isalpha()}) == 1 else word


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Fold one word: look-alikes, lower case, Latin letters without marks; other scripts keep their letters.

    Idempotent. Combining marks of scripts other than Latin stay, for they are vowels there (Thai, Devanagari).
    """
    if word.isascii():
        return word.lower()
    word = fold_lookalikes(word).casefold()
    if any(script(char) == "LATIN" for char in word):
        plain = unidecode(word)
        return "".join(char for char in plain.lower() if char.isalnum())
    return unicodedata.normalize("NFKC", word)


def words(text: str) -> list[str]:
    """Split a text into words as written (cleaned, case kept), in order.

    Marks on Latin, Arabic, Hebrew and Syriac letters go; vowel signs of other scripts stay with their letters.
    """
    return list(_remembered(text)) if len(text) <= _LONGEST_REMEMBERED else _words(text)


@lru_cache(maxsize=8192)  # a name is read as each kind, some thousands at once
def _remembered(text: str) -> tuple[str, ...]:
    return tuple(_words(text))


def _words(text: str) -> list[str]:
    text = clean(text)
    if not text.isascii() and any(unicodedata.category(sign)[0] == "M" for sign in _SIGN.findall(text)):
        text = "".join(char if char.isalnum() or _is_vowel_sign(char) else _gap(char) for char in text)
        return text.split()
    return _WORD.findall(text)


def _is_vowel_sign(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" and not unicodedata.name(char, "").startswith(_LOOSE_MARKS)


def _gap(char: str) -> str:
    return "" if unicodedata.category(char)[0] == "M" else " "


def fold_words(text: str) -> list[str]:
    """Split a text into folded words; empty ones are left out. ``fold_words(" ".join(fold_words(t)))`` is stable."""
    return [folded for word in words(text) if (folded := fold_word(word))]


def has_lookalikes(text: str) -> bool:
    """Whether some word mixes look-alike letters of two scripts (in customer data a red flag of its own, NK-26)."""
    return not text.isascii() and any(fold_lookalikes(word) != word for word in words(text))
