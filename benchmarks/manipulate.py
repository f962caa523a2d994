"""A seeded generator of manipulated names, class by class; it knows nothing of how names are scored.

Each class takes a listed name and gives the manipulated one, or "" where the name is not eligible. Eligibility is what
``ELIGIBLE`` says and no more: nothing is dropped because it is hard to find. Rerun with the same seed for the same
names.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.sources import Listed
from screening.schema import Kind

Draw = random.Random
Manipulation = Callable[[str, Draw], str]

ELIGIBLE = {
    "EF-02": "case, accents, hyphens, apostrophes: Latin names",
    "EF-03": "one letter deleted, inserted, doubled or changed in a word of 5+ letters (7+ where it is the only word)",
    "EF-04": "two neighbour letters swapped in a word of 5+ letters (7+ where it is the only word)",
    "EF-05": "two letters edited in one word of 8+ letters",
    "EF-07": "words in another order, commas gone: two or more words, no legal form of several words",
    "EF-08": "two neighbour words joined, or one word of 8+ letters split (3+ letters each side)",
    "EF-09": "persons of three or more words: one middle word of 4+ letters left out, not the one after Abdul or Abu",
    "EF-11": "persons of two or more words: all but the surname (4+ letters) as initials",
    "EF-14": "organisations with a legal form of the short list in the module at an edge: changed, moved or dropped",
    "EF-18": "no-break and double blanks, zero-width characters, soft hyphens",
    "EF-19": "one to three letters of a word replaced by Cyrillic or Greek letters that look the same",
    "EF-21": "persons with a Russian patronymic spelled out: the BGN/PCGN spelling rewritten as ICAO, German or French",
    "EF-24": "hard negative: organisations, a number changed; right is no alert on a name of that entry with a number",
}
PERSONS, ORGANISATIONS = frozenset({"EF-09", "EF-11", "EF-21"}), frozenset({"EF-14", "EF-24"})
HARD_NEGATIVES = frozenset({"EF-24"})

_WORD = re.compile(r"[^\W\d_]+")
_BOUND = re.compile(r"(?i)abd(?:[aeou]l|-.*)?|abo?u")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ACCENTS = {"a": "áàâä", "e": "éèêë", "i": "íìîï", "o": "óòôö", "u": "úùûü", "c": "ç", "n": "ñ"}
_LOOKALIKES = dict(zip("aceopxyABEKMHOPCTXI", "асеорхуАВЕКМНОРСТХΙ", strict=True))
_FORMS = (
    ("llc", "l.l.c.", "limited liability company", "ooo"),
    ("ltd", "limited", "ltd."),
    ("jsc", "joint stock company", "ao", "j.s.c."),
    ("ojsc", "open joint stock company", "oao"),
    ("pjsc", "public joint stock company", "pao"),
    ("inc", "incorporated", "inc."),
    ("corp", "corporation"),
    ("gmbh", "gesellschaft mit beschrankter haftung"),
    ("co", "company"),
    ("sarl", "s.a.r.l."),
    ("fze", "fz-e", "free zone establishment"),
)
_SYSTEMS: dict[str, tuple[tuple[str, str], ...]] = {
    "ICAO": (("shch", "shch"), ("ya", "ia"), ("yu", "iu"), ("yy", "yi"), ("ye", "e"), ("y", "i")),
    "German": (("shch", "schtsch"), ("sh", "sch"), ("zh", "sch"), ("ch", "tsch"), ("kh", "ch"), ("ts", "z"),
               ("ya", "ja"), ("yu", "ju"), ("ye", "je"), ("y", "i"), ("v", "w")),
    "French": (("shch", "chtch"), ("sh", "ch"), ("zh", "j"), ("ch", "tch"), ("ya", "ia"), ("yu", "iou"), ("ye", "ie"),
               ("u", "ou"), ("y", "i")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A manipulated name and the listed name it was made of."""

    manipulation: str
    query: str
    source: Listed


def generate(manipulation: str, names: Sequence[Listed], count: int, seed: int) -> Iterator[Case]:
    """Make up to ``count`` cases of one class, each from another listed name, drawn by the seed."""
    draw = Draw(f"{seed} {manipulation}")
    texts = {name.text.casefold() for name in names}
    made = 0
    for source in draw.sample(list(names), len(names)):
        if made == count:
            return
        if (manipulation in PERSONS and source.kind is not Kind.PERSON) or (
            manipulation in ORGANISATIONS and source.kind is not Kind.ORGANISATION
        ):
            continue
        query = apply(manipulation, source.text, draw)
        same = query.casefold() == source.text.casefold()
        if query and (same or query.casefold() not in texts):  # what happens to be another listed name is left out
            made += 1
            yield Case(manipulation, query, source)


def apply(manipulation: str, name: str, draw: Draw) -> str:
    """Manipulate one name; "" where it is not eligible or nothing changed."""
    latin = all(unicodedata.name(letter, "").startswith("LATIN") for letter in name if letter.isalpha())
    if not latin or not _WORD.search(name):
        return ""
    changed = _CLASSES[manipulation](name, draw)
    return "" if changed == name else changed


def _marks(name: str, draw: Draw) -> str:
    kind = draw.choice(("case", "accents", "hyphen", "apostrophe"))
    if kind == "case":
        return draw.choice((name.upper(), name.lower(), name.title(), name.swapcase()))
    if kind == "accents":
        return "".join(
            draw.choice(_ACCENTS[letter]) if letter in _ACCENTS and draw.random() < 0.5 else letter for letter in name
        )
    if kind == "hyphen":
        return name.replace("-", " ") if "-" in name else re.sub(r"(?<=\w) (?=\w)", "-", name, count=1)
    return re.sub(r"['’`\"]", "", name)


def _edit(word: str, draw: Draw) -> str:
    at, letter = draw.randrange(len(word)), draw.choice(_LETTERS)
    letter = letter.upper() if word.isupper() else letter
    kind = draw.choice(("delete", "insert", "double", "change"))
    if kind == "insert":
        return word[:at] + letter + word[at:]
    return word[:at] + {"delete": "", "double": word[at] * 2, "change": letter}[kind] + word[at + 1 :]


def _swap(word: str, draw: Draw) -> str:
    places = [i for i in range(len(word) - 1) if word[i].casefold() != word[i + 1].casefold()]
    if not places:
        return word
    at = draw.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _in_a_word(least: int, change: Manipulation, times: int = 1) -> Manipulation:
    """Make a manipulation that changes one word of so many letters; the only word of a name must have 7."""

    def manipulate(name: str, draw: Draw) -> str:
        words = list(_WORD.finditer(name))
        if len(name.split()) == 1:
            words = [word for word in words if len(word[0]) >= 7]
        words = [word for word in words if len(word[0]) >= least]
        if not words:
            return ""
        word = draw.choice(words)
        changed = word[0]
        for _ in range(times):
            changed = change(changed, draw)
        return "" if changed.casefold() == word[0].casefold() else name[: word.start()] + changed + name[word.end() :]

    return manipulate


def _order(name: str, draw: Draw) -> str:
    words = name.replace(",", " ").split()
    torn = any(" " in form and form in name.casefold().replace("-", " ") for family in _FORMS for form in family)
    if len(words) < 2 or torn:
        return ""
    changed = draw.sample(words, len(words))
    return "" if changed == words else " ".join(changed)


def _join(name: str, draw: Draw) -> str:
    places = [found.start() for found in re.finditer(r"(?<=[^\W\d_]{2}) (?=[^\W\d_]{2})", name)]
    long = [word for word in _WORD.finditer(name) if len(word[0]) >= 8]
    if places and (not long or draw.random() < 0.5):
        at = draw.choice(places)
        return name[:at] + name[at + 1 :]
    if not long:
        return ""
    word = draw.choice(long)
    at = draw.randrange(word.start() + 3, word.end() - 2)
    return f"{name[:at]} {name[at:]}"


def _person(name: str) -> list[str]:
    """The words of a person's name, surname last."""
    surname, comma, given = name.partition(",")
    return [*given.split(), *surname.split()] if comma else name.split()


def _middle(name: str, draw: Draw) -> str:
    words = _person(name)
    middle = [i for i in range(1, len(words) - 1) if len(words[i]) >= 4 and not _BOUND.fullmatch(words[i - 1])]
    if not middle:
        return ""
    drop = draw.choice(middle)
    return " ".join(words[:drop] + words[drop + 1 :])


def _initials(name: str, draw: Draw) -> str:
    words = _person(name)
    if len(words) < 2 or len(words[-1]) < 4 or not all(word[0].isalpha() for word in words):
        return ""
    dot = draw.choice((". ", " ", "."))
    return "".join(word[0].upper() + dot for word in words[:-1]).rstrip() + " " + words[-1]


def _form(name: str, draw: Draw) -> str:
    words = name.replace(",", " ").split()
    forms = [(form, family) for family in _FORMS for form in family]
    for form, family in sorted(forms, key=lambda each: -len(each[0])):  # the longest form that fits
        length = len(form.split())
        for edge, rest in ((words[-length:], words[:-length]), (words[:length], words[length:])):
            if " ".join(edge).casefold().replace("-", " ") == form and len(rest) > 1:
                other = draw.choice([each for each in family if each != form])
                moved = [*edge, *rest] if rest == words[:-length] else [*rest, *edge]
                return " ".join(draw.choice(([*rest, other.upper()], rest, moved)))
    return ""


def _special(name: str, draw: Draw) -> str:
    kind = draw.choice(("\u00a0", "  ", "\u200b", "\u00ad", "\ufeff"))
    if kind.isspace() and " " in name:
        return name.replace(" ", kind)
    at = draw.randrange(1, len(name) + 1)
    return name[:at] + (kind if not kind.isspace() else "\u200b") + name[at:]


def _lookalike(name: str, draw: Draw) -> str:
    words = [word for word in _WORD.finditer(name) if any(letter in _LOOKALIKES for letter in word[0])]
    words = [word for word in words if len(word[0]) >= 4]
    if not words:
        return ""
    word = draw.choice(words)
    places = [i for i in range(word.start(), word.end()) if name[i] in _LOOKALIKES]
    most = min(3, len(places), len(word[0]) // 2 - 1)
    chosen = set(draw.sample(places, draw.randint(1, max(1, most))))
    return "".join(_LOOKALIKES[letter] if i in chosen else letter for i, letter in enumerate(name))


def _system(name: str, draw: Draw) -> str:
    if not re.search(r"(?i)(?:ovich|evich|ovna|evna)\b", name):
        return ""
    table = dict(_SYSTEMS[draw.choice(sorted(_SYSTEMS))])
    pattern = re.compile("|".join(table), re.IGNORECASE)

    def rewrite(found: re.Match[str]) -> str:
        new = table[found[0].lower()]
        return new.upper() if found[0].isupper() else new.capitalize() if found[0][0].isupper() else new

    changed = pattern.sub(rewrite, name)
    return "" if changed.casefold() == name.casefold() else changed


def _number(name: str, draw: Draw) -> str:
    numbers = list(re.finditer(r"(?<!\S)\d{1,4}(?=(?:st|nd|rd|th)?(?!\S))", name, re.IGNORECASE))
    if not numbers:
        return ""
    number = draw.choice(numbers)
    other = int(number[0]) + draw.choice([step for step in (-10, -1, 1, 10) if int(number[0]) + step > 0])
    return f"{name[: number.start()]}{other}{name[number.end() :]}"


_CLASSES: dict[str, Manipulation] = {
    "EF-02": _marks,
    "EF-03": _in_a_word(5, _edit),
    "EF-04": _in_a_word(5, _swap),
    "EF-05": _in_a_word(8, _edit, times=2),
    "EF-07": _order,
    "EF-08": _join,
    "EF-09": _middle,
    "EF-11": _initials,
    "EF-14": _form,
    "EF-18": _special,
    "EF-19": _lookalike,
    "EF-21": _system,
    "EF-24": _number,
}
