"""The names of one Canadian entry: what one cell of the list holds, taken apart without taking names apart.

``Aliases`` is one cell for all other names: mostly one, often several between semicolons, commas, "or" and "and", some
behind the name of a language ("Belarusian: ..., Russian: ..."). A comma is not always a border: it may stand before a
legal form ("..., ООО"), between surname and given name ("Иванов, Иван Иванович"), or inside the name of a ministry. A
slash divides English and French, or Russian and Ukrainian.

Every string between such borders is a published name (part 0); what ``_names.listed`` finds inside one follows it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from screening.formats import Notes
from screening.formats._names import is_latin, is_noise, listed
from screening.schema import ListedName, NameKind, Quality

_LANGUAGES = {
    "arabic": "ar", "armenian": "hy", "belarusian": "be", "belarussian": "be", "burmese": "my", "chinese": "zh",
    "english": "en", "farsi": "fa", "french": "fr", "georgian": "ka", "hebrew": "he", "korean": "ko", "persian": "fa",
    "romanian": "ro", "russian": "ru", "spanish": "es", "ukrainian": "uk",
}  # fmt: skip
_LABEL = re.compile(rf"\b({'|'.join(_LANGUAGES)})\s*[:：]\s*", re.I)
_JOINT = re.compile(r",?\s+(or|and)\s+")
_LEADING = re.compile(r"^(?:or|and)\s+")
_ARTICLE = re.compile(r"(?:the |al[- ]|el[- ]|l['’])")
"""Small words that begin a name; any other small letter behind a comma goes on with the name before it."""
# fmt: off
_LEGAL = frozenset([
    "ag", "ao", "co", "company", "corp", "corporation", "fsue", "gmbh", "inc", "jsc", "limited", "llc", "llp", "ltd",
    "oao", "ojsc", "ooo", "pao", "pjsc", "plc", "sa", "sc", "zao", "ан", "ао", "зао", "мк", "оао", "ооо", "пао", "сао",
    "ук", "фгуп", "фкп", "акционерное", "некоммерческое", "общество", "партнерство", "публичное",
])
# fmt: on
"""Words of legal forms as they occur behind a comma; none of them is a name."""


def _outside(text: str, letters: str) -> list[int]:
    """The places of these letters outside brackets and quotation marks; straight marks may be nested and unbalanced."""
    found, depth = [], 0
    for place, letter in enumerate(text):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if letter in "([«“„" or (letter == '"' and (not before or before in ' («"')):
            depth += 1
        elif letter in ")]»”" or letter == '"':
            depth = max(depth - 1, 0)
        elif letter in letters and (depth == 0 or (letter in ",;" and after == " " and before in '"”»)')):
            found.append(place)
    return found


def _cut(text: str, places: list[int]) -> list[str]:
    edges = [-1, *places, len(text)]
    return [text[start + 1 : end] for start, end in pairwise(edges)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _is_legal(text: str) -> bool:
    return set(_words(text)) <= _LEGAL


def _tidy(text: str) -> str:
    """Single blanks, no separator or "or" at the ends, no bracket there without its other half."""
    text = _LEADING.sub("", " ".join(text.split()).strip(" ,;:/")).rstrip("( ").lstrip(") ")
    return text if text.count("(") == text.count(")") else text.strip("() ")


def _alternatives(text: str, person: bool) -> list[str]:
    """The sides of "or" and "and" where these English words stand between names and not inside one.

    Beside a name in another script they always do. In Latin letters "or" does; "and" only for a person. But a person's
    names must have three words or more on each side ("Aleksandr Petrovich or Piatrovich Muster" is one name).
    """
    joints = list(_JOINT.finditer(text))
    sides = _JOINT.sub("\n", text).split("\n")
    if not joints or any(_is_legal(side) for side in sides):
        return [text]
    firm = all(len(side.split()) > 2 and "/" not in side for side in sides)
    cuts = [0]
    for joint in joints:
        beside = (text[: joint.start()].split()[-1:], text[joint.end() :].split()[:1])
        foreign = not all(is_latin(word) for words in beside for word in words)
        if foreign or (firm if person else joint[1] == "or"):
            cuts += [joint.start(), joint.end()]
    return [text[start:end] for start, end in zip(cuts[::2], [*cuts[1::2], len(text)], strict=True)]


def _commas(text: str, person: bool) -> list[str]:
    """The names of a comma list: see the head of this module for the commas that are none."""
    parts = _cut(text, _outside(text, ",،"))
    if person and len(parts) == 2:
        lone = len(parts[0].split()) == 1 < len(parts[1].split()) and is_latin(parts[0]) == is_latin(parts[1])
        if lone or parts[1].rstrip().endswith(" AKA"):
            return [text]  # "SURNAME, Given Patronymic", "SURNAME, Given AKA"
    names: list[str] = []
    for part in parts:
        begins = part.strip()
        small = begins[:1].islower() and not _ARTICLE.match(begins) and not _LEADING.match(begins)
        if names and (small or _is_legal(begins) or _is_legal(names[-1])):
            names[-1] += f",{part}"
        else:
            names.append(part)
    return names


def _strings(cell: str, person: bool) -> Iterator[tuple[str, str]]:
    """Every published name of a cell and the language that a label states for it."""
    pieces = _LABEL.split(" ".join(cell.split()))
    for label, run in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        for chunk in re.split(r"[;；]", run):
            for side in _alternatives(chunk, person):
                for text in map(_tidy, _commas(side, person)):
                    if any(map(str.isalnum, text)):
                        yield text, "" if is_latin(text) else _LANGUAGES.get(label.casefold(), "")


def _sides(text: str) -> list[str]:
    """The two sides of a slash, each a name of two words or more; else the text itself."""
    sides = [side.strip() for side in _cut(text, _outside(text, "/"))]
    return sides if len(sides) == 2 and all(len(side.split()) > 1 for side in sides) else [text]


def _named(text: str, kind: NameKind, quality: Quality, language: str = "") -> Iterator[ListedName]:
    """One published string as names, its sides and whatever they hold numbered through."""
    if len(_alternatives(text, person=False)) > 1:  # "Aleksandr or Alexander /Alexandr Muster": not to be untangled
        yield ListedName(text, kind, quality, language=language)
        return
    sides = [listed(side, kind, quality, language) for side in _sides(text)]
    for part, each in enumerate(each for side in sides for each in side):
        again = part and each.kind is NameKind.PRIMARY
        yield replace(each, part=part, kind=NameKind.ALIAS if again else each.kind)


def primary(text: str) -> list[ListedName]:
    """Return the names of a name cell, the primary one first; a French name behind a slash is an alias."""
    return list(_named(" ".join(text.split()).strip(" ;"), NameKind.PRIMARY, Quality.STRONG))


def aliases(cell: str, person: bool, notes: Notes, entry_id: str) -> Iterator[ListedName]:
    """Yield the names of an ``Aliases`` cell; what is no name ("N/A") is counted.

    One word alone as another name of a person ("Andrei", "KOROLYOV") is ``inferred_weak``: mostly it is a spelling of
    one part of the name, and that it names the party alone is nowhere said. Otherwise the list grades no name.

    Args:
        cell: the cell as published.
        person: whether the entry is a person.
        notes: where to count.
        entry_id: for which entry.
    """
    for text, language in _strings(cell, person):
        if is_noise(text):
            notes.warn("noise instead of a name", entry_id, text)
            continue
        kind = NameKind.ALIAS if is_latin(text) else NameKind.ORIGINAL_SCRIPT
        alone = person and len(text.split()) == 1
        yield from _named(text, kind, Quality.INFERRED_WEAK if alone else Quality.UNSPECIFIED, language)
