"""Manipulations of words: order, joins, words left out, added, cut short, written as numbers, cut by a field's end."""

import re

from screening.manipulation._facts import (
    ABBREVIATIONS,
    FORMS,
    NOISE_BEFORE,
    NOISE_BEHIND,
    ONES,
    ORDINALS,
    ROMAN,
    TENS,
)
from screening.manipulation._letters import like
from screening.manipulation._pool import FORM_WORDS, WORD, Draw, Pool, Source

FIELD = 35
"""Characters of a name in a SWIFT MT payment message."""
SHARED = 5
"""Parties in whose names a word must stand to count as one that says little by itself."""

_NUMBER = re.compile(r"(?<!\S)(\d{1,3})(st|nd|rd|th)?(?!\S)", re.IGNORECASE)


def order(name: str, draw: Draw) -> str:
    """EF-07."""
    words = name.replace(",", " ").split()
    torn = any(" " in form and form in name.casefold().replace("-", " ") for family in FORMS for form in family)
    if len(words) < 2 or torn:
        return ""
    changed = draw.sample(words, len(words))
    return "" if changed == words else " ".join(changed)


def join(name: str, draw: Draw) -> str:
    """EF-08."""
    places = [found.start() for found in re.finditer(r"(?<=[^\W\d_]{2}) (?=[^\W\d_]{2})", name)]
    long = [word for word in WORD.finditer(name) if len(word[0]) >= 8]
    if places and (not long or draw.random() < 0.5):
        at = draw.choice(places)
        return name[:at] + name[at + 1 :]
    if not long:
        return ""
    word = draw.choice(long)
    at = draw.randrange(word.start() + 3, word.end() - 2)
    return f"{name[:at]} {name[at:]}"


def leave_out(source: Source, pool: Pool, draw: Draw) -> str:
    """EF-10."""
    words = source.text.split()
    plain = [i for i, word in enumerate(words) if len(word) >= 4 and word.isalpha() and not _is_form(word)]
    shared = [i for i in plain if pool.parties_with[words[i].casefold()] >= SHARED]
    if len(plain) < 3 or not 0 < len(shared) < len(plain):
        return ""
    drop = draw.choice(shared)
    return " ".join(words[:drop] + words[drop + 1 :])


def _is_form(word: str) -> bool:
    return word.casefold().replace(".", "") in FORM_WORDS


def form(name: str, draw: Draw) -> str:
    """EF-14."""
    words = name.replace(",", " ").split()
    forms = [(form, family) for family in FORMS for form in family]
    for each, family in sorted(forms, key=lambda pair: -len(pair[0])):  # the longest form that fits
        length = len(each.split())
        for edge, rest in ((words[-length:], words[:-length]), (words[:length], words[length:])):
            if " ".join(edge).casefold().replace("-", " ") == each and len(rest) > 1:
                other = draw.choice([one for one in family if one != each])
                moved = [*edge, *rest] if rest == words[:-length] else [*rest, *edge]
                return " ".join(draw.choice(([*rest, other.upper()], rest, moved)))
    return ""


def abbreviate(name: str, draw: Draw) -> str:
    """EF-15."""
    words = name.split()
    places = [i for i, word in enumerate(words) if word.casefold() in ABBREVIATIONS]
    if not places or len(words) < 2:
        return ""
    for i in draw.sample(places, min(len(places), draw.randint(1, 2))):
        words[i] = like(words[i], draw.choice(ABBREVIATIONS[words[i].casefold()]))
    return " ".join(words)


def acronym(source: Source, pool: Pool, draw: Draw) -> str:  # noqa: ARG001  # one answer, nothing to draw
    """EF-16."""
    words = [word for word in WORD.findall(source.text) if len(word) > 3 and not _is_form(word)]
    letters = "".join(word[0] for word in words).casefold()
    if len(letters) < 3:
        return ""
    return next((name for name in pool.names_of(source) if name.replace(".", "").casefold() == letters), "")


def noise(name: str, draw: Draw) -> str:
    """EF-17."""
    before, behind = draw.choice(NOISE_BEFORE), draw.choice(NOISE_BEHIND)
    return draw.choice((f"{before} {name}", f"{name} {behind}", f"{before} {name} {behind}"))


def truncate(source: Source, pool: Pool, draw: Draw) -> str:  # noqa: ARG001  # one answer, nothing to draw
    """EF-29."""
    cut = source.text[:FIELD]
    whole = WORD.findall(cut.rpartition(" ")[0])
    own = any(len(word) >= 4 and pool.parties_with[word.casefold()] < SHARED for word in whole if not _is_form(word))
    return cut.rstrip() if len(source.text) > FIELD and own else ""


def number_written(name: str, draw: Draw) -> str:
    """EF-23."""
    numbers = [found for found in _NUMBER.finditer(name) if 0 < int(found[1]) < 1000]
    if not numbers or len(name.split()) < 2:
        return ""
    found = draw.choice(numbers)
    value, ordinal = int(found[1]), bool(found[2])
    forms = [ordinal_word(value) if ordinal else cardinal(value), str(value) if ordinal else f"{value}{_suffix(value)}"]
    if value < 40 and not ordinal:
        forms.append(roman(value))
    chosen = draw.choice(forms)
    chosen = chosen.upper() if name.isupper() else chosen
    return name[: found.start()] + chosen + name[found.end() :]


def cardinal(value: int) -> str:
    """A number from 1 to 999 in words."""
    if value >= 100:
        rest = f" {cardinal(value % 100)}" if value % 100 else ""
        return f"{ONES[value // 100]} hundred{rest}"
    if value >= 20:
        return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")
    return ONES[value]


def ordinal_word(value: int) -> str:
    """An ordinal from 1 to 999 in words."""
    words = cardinal(value)
    last = re.split(r"[ -]", words)[-1]
    new = ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return words[: len(words) - len(last)] + new


def roman(value: int) -> str:
    """A number from 1 to 39 in Roman letters."""
    letters = ""
    for size, sign in ROMAN:
        letters += sign * (value // size)
        value %= size
    return letters


def _suffix(value: int) -> str:
    return "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
