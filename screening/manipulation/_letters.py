"""Manipulations of letters: marks, typing errors, sounds, invisible and look-alike characters, systems of spelling."""

import re

from screening.manipulation._facts import ACCENTS, KEYBOARD, LAST_SOUNDS, LEET, LOOKALIKES, PATRONYMICS, SOUNDS, SYSTEMS
from screening.manipulation._pool import WORD, Draw

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def like(model: str, text: str) -> str:
    """A text in capitals or with a capital, as its model is."""
    return text.upper() if model.isupper() and len(model) > 1 else text.capitalize() if model[:1].isupper() else text


def marks(name: str, draw: Draw) -> str:
    """EF-02."""
    kind = draw.choice(("case", "accents", "hyphen", "apostrophe"))
    if kind == "case":
        return draw.choice((name.upper(), name.lower(), name.title(), name.swapcase()))
    if kind == "accents":
        return "".join(
            draw.choice(ACCENTS[letter]) if letter in ACCENTS and draw.random() < 0.5 else letter for letter in name
        )
    if kind == "hyphen":
        return name.replace("-", " ") if "-" in name else re.sub(r"(?<=\w) (?=\w)", "-", name, count=1)
    return re.sub(r"['’`\"]", "", name)


def _edited(word: str, draw: Draw) -> str:
    at, letter = draw.randrange(len(word)), draw.choice(_LETTERS)
    letter = letter.upper() if word.isupper() else letter
    kind = draw.choice(("delete", "insert", "double", "change"))
    if kind == "insert":
        return word[:at] + letter + word[at:]
    return word[:at] + {"delete": "", "double": word[at] * 2, "change": letter}[kind] + word[at + 1 :]


def _swapped(word: str, draw: Draw) -> str:
    places = [i for i in range(len(word) - 1) if word[i].casefold() != word[i + 1].casefold()]
    if not places:
        return word
    at = draw.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _long_word(name: str, draw: Draw, least: int) -> re.Match[str] | None:
    """A word of so many letters; the only word of a name must have 7."""
    alone = len(name.split()) == 1
    words = [word for word in WORD.finditer(name) if len(word[0]) >= (max(7, least) if alone else least)]
    return draw.choice(words) if words else None


def _with(name: str, word: re.Match[str], changed: str) -> str:
    return "" if changed.casefold() == word[0].casefold() else name[: word.start()] + changed + name[word.end() :]


def edit(name: str, draw: Draw) -> str:
    """EF-03."""
    word = _long_word(name, draw, 5)
    return _with(name, word, _edited(word[0], draw)) if word else ""


def swap(name: str, draw: Draw) -> str:
    """EF-04."""
    word = _long_word(name, draw, 5)
    return _with(name, word, _swapped(word[0], draw)) if word else ""


def two_edits(name: str, draw: Draw) -> str:
    """EF-05."""
    word = _long_word(name, draw, 8)
    return _with(name, word, _edited(_edited(word[0], draw), draw)) if word else ""


def sound(name: str, draw: Draw) -> str:
    """EF-06."""
    word = _long_word(name, draw, 5)
    if not word:
        return ""
    text = word[0].casefold()
    changed = [text.replace(old, new, 1) for old, new in _both_ways(SOUNDS) if old in text]
    changed += [text.removesuffix(old) + new for old, new in _both_ways(LAST_SOUNDS) if text.endswith(old)]
    return _with(name, word, like(word[0], draw.choice(changed))) if changed else ""


def _both_ways(pairs: list[list[str]]) -> list[tuple[str, str]]:
    return [each for one, other in pairs for each in ((one, other), (other, one))]


def special(name: str, draw: Draw) -> str:
    """EF-18."""
    kind = draw.choice(("\u00a0", "  ", "\u200b", "\u00ad", "\ufeff"))
    if kind.isspace() and " " in name:
        return name.replace(" ", kind)
    at = draw.randrange(1, len(name) + 1)
    return name[:at] + (kind if not kind.isspace() else "\u200b") + name[at:]


def lookalike(name: str, draw: Draw) -> str:
    """EF-19."""
    words = [word for word in WORD.finditer(name) if any(letter in LOOKALIKES for letter in word[0])]
    words = [word for word in words if len(word[0]) >= 4]
    if not words:
        return ""
    word = draw.choice(words)
    places = [i for i in range(word.start(), word.end()) if name[i] in LOOKALIKES]
    most = min(3, len(places), len(word[0]) // 2 - 1)
    chosen = set(draw.sample(places, draw.randint(1, max(1, most))))
    return "".join(LOOKALIKES[letter] if i in chosen else letter for i, letter in enumerate(name))


def leet(name: str, draw: Draw) -> str:
    """EF-20."""
    word = _long_word(name, draw, 5)
    places = [i for i in range(word.start(), word.end()) if name[i].casefold() in LEET] if word else []
    chosen = set(draw.sample(places, min(len(places), draw.randint(1, 2))))
    return "".join(LEET[letter.casefold()] if i in chosen else letter for i, letter in enumerate(name))


def system(name: str, draw: Draw) -> str:
    """EF-21."""
    if not has_patronymic(name):
        return ""
    table = SYSTEMS[draw.choice(sorted(SYSTEMS))]
    pattern = re.compile("|".join(table), re.IGNORECASE)
    changed = pattern.sub(lambda found: _cased(found[0], table[found[0].lower()]), name)
    return "" if changed.casefold() == name.casefold() else changed


def _cased(old: str, new: str) -> str:
    return new.upper() if old.isupper() else new.capitalize() if old[0].isupper() else new


def has_patronymic(name: str) -> bool:
    """Whether a word of a name ends as Russian patronymics do."""
    return any(word.endswith(PATRONYMICS) for word in re.findall(r"\w+", name.casefold()))


def scramble(name: str, draw: Draw) -> str:
    """EF-30."""
    kind = draw.choice(("reversed", "repeated", "keyboard"))
    if kind == "reversed":
        return name[::-1]
    if kind == "keyboard":
        return "".join(KEYBOARD.get(letter, letter) for letter in name.lower())
    word = _long_word(name, draw, 5)
    if not word:
        return ""
    at = draw.randrange(word.start(), word.end())
    return name[:at] + name[at] * 3 + name[at:]
