"""Numbers in names of organisations and vessels: signs, Roman letters and words become ``#n`` (NK-23, EF-23).

One Roman letter alone says too little: it is a number behind "No." or "№", and where it stands last in a name ("Sea
Kraken V"). Persons keep their initials.
"""

import re

from screening import lexicon
from screening.names._tokens import first_reading
from screening.schema import Kind

_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMAN = {
    f"{'x' * (value // 10)}{_ONES[value % 10]}": value for value in range(2, 40) if value not in (5, 10)
}  # one letter alone says too little
ROMAN_LETTERS = {"i": "1", "v": "5", "x": "10"}  # a number behind "No.", and at the end of a name
_FIRST_ROMAN = 3  # so many letters are a number at the beginning too: "VII Corps", but "Vi", "Xi" and "Iv" are names
_FIRST_TOO = frozenset(["ii", "xv", "xx"])
NUMBER_WORDS = frozenset(["no", "nr", "num", "number", "numero", "nomer", "nummer", "nombor"])
_SIGN_BEFORE_ROMAN = re.compile(r"[#№]\s*(?=[IVX]+(?!\w))", re.IGNORECASE)


def spelled_signs(text: str) -> str:
    """Write the sign of a number before Roman letters as a word, for signs are no words: "№ V" is "no V"."""
    return _SIGN_BEFORE_ROMAN.sub(" no ", text) if "#" in text or "№" in text else text


def numbered(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Take the word for a number before a number out, and read one Roman letter behind it: "No. I", "Number One"."""
    out: list[tuple[str, str]] = []
    for i, (raw, word) in enumerate(pairs):
        behind = pairs[i + 1][1] if i + 1 < len(pairs) else ""
        if first_reading(word) in NUMBER_WORDS and _is_number(behind):
            continue
        behind_sign = i > 0 and first_reading(pairs[i - 1][1]) in NUMBER_WORDS
        out.append((raw, ROMAN_LETTERS.get(word, word) if behind_sign else word))
    return out


def _is_number(word: str) -> bool:
    spelled = first_reading(word)
    return (
        word.isdigit()
        or word in ROMAN
        or word in ROMAN_LETTERS
        or spelled in lexicon.cardinals()
        or spelled in lexicon.ordinals()
    )


def last_number(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Read one Roman letter at the end as a number, behind a word of letters: "Sea Kraken V"."""
    if len(pairs) > 1 and pairs[-1][1] in ROMAN_LETTERS and pairs[-2][1].isalpha() and len(pairs[-2][1]) > 1:
        return [*pairs[:-1], (pairs[-1][0], ROMAN_LETTERS[pairs[-1][1]])]
    return pairs


def roman_number(word: str, place: int, kind: Kind) -> int:
    """The number that a word writes in Roman letters, 0 where it is none; ``place``: its index in the name."""
    if word == "i" and place and kind is Kind.VESSEL:
        return 1
    first_too = len(word) >= _FIRST_ROMAN or word in _FIRST_TOO
    return ROMAN.get(word, 0) if place or first_too else 0


def spelled_numbers(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Replace runs of number words by the number they spell: "two hundred twenty fourth" is ``#224`` (NK-23)."""
    cardinals, ordinals = lexicon.cardinals(), lexicon.ordinals()
    if not any(word in cardinals or word in ordinals for _, _, word in rows):
        return rows
    out: list[tuple[str, str, str]] = []
    i = 0
    while i < len(rows):
        value, length = _spelled_number([word for _, _, word in rows[i : i + 6]])
        if length:
            run = rows[i : i + length]
            raw, folded = (" ".join(each[k] for each in run) for k in (0, 1))
            out.append((raw, folded, f"#{value}"))
            i += length
        else:
            out.append(rows[i])
            i += 1
    return out


def _spelled_number(run: list[str]) -> tuple[int, int]:
    """Value and length of the number spelled at the start of a run of words; length 0 where there is none."""
    cardinals, ordinals, multipliers = lexicon.cardinals(), lexicon.ordinals(), lexicon.multipliers()
    total = current = length = 0
    for at, word in enumerate(run):
        if word in ordinals:
            return total + current + ordinals[word], at + 1
        if word in cardinals:
            value = cardinals[word]
            if length and not _continues(current, value):
                break
            current += value
        elif word in multipliers and length:
            current = max(current, 1) * multipliers[word]
            if multipliers[word] >= 1000:
                total, current = total + current, 0
        else:
            break
        length = at + 1
    return total + current, length


def _continues(current: int, value: int) -> bool:
    """Whether a value can follow in the same number: 200 then 24, 20 then 4; not 5 then 7."""
    return (current % 100 == 0 and value < 100) or (20 <= current % 100 < 100 and current % 10 == 0 and value < 10)
