"""A name read as a person's: reading order, patronymics, "bin", and the many ways to write Abd al-."""

import re

from screening import lexicon
from screening.names._tokens import Name, bare_numbers, first_reading, folded_words, token_of
from screening.schema import Kind
from screening.text import clean, has_lookalikes

_PATRONYMIC = re.compile(
    r"(?:ov|ev|yev|iev|jev|ow|ew|iw|iv)(?:ich|itch|itsch|itj|ych|ytch|na)$|(?:ogly|oglu|kyzy|kizi)$"
)
_ABD = frozenset(["abd", "abdul", "abdel", "abdal", "abdol", "abdur", "abdus", "abdun", "abdoul", "abdool", "abdil"])
_GLUED_ABD = re.compile(r"abd[aeiou]{1,2}(?=[a-z]{4})")
_ABDALLAH = ("abdall", "abdull", "abdoll", "abdela", "abdoull")  # Abdallah is a name of its own: see the lexicon
_PATRONYMIC_LETTERS = 7  # "Ivanovna" has 8; shorter words with these endings are given names (Ivna) or surnames


def _reading_order(text: str) -> str:
    """Put a comma name "SURNAME, Given" in reading order; other texts come back unchanged."""
    surname, comma, given = text.partition(",")
    return f"{given} {surname}" if comma and given.strip() and "," not in given else text


def read_person(text: str) -> Name:
    """Read a person's name; comma names "SURNAME, Given" are put in reading order."""
    pairs = _join_abd(folded_words(bare_numbers(_reading_order(clean(text)))))
    plain = [first_reading(word) for _, _, word in pairs]
    fathers = _patronymics(plain)
    tokens = tuple(token_of(word, Kind.PERSON, patronymic=i in fathers) for i, (_, _, word) in enumerate(pairs))
    nasab = next((i + 1 for i, word in enumerate(plain) if i and word in lexicon.nasab()), 0)
    return Name(
        Kind.PERSON,
        tokens,
        tuple(word if word.startswith("#") else folded for _, folded, word in pairs),
        tuple(raw for raw, _, _ in pairs),
        father=nasab if nasab < len(tokens) else 0,
        lookalikes=has_lookalikes(text),
    )


def _join_abd(pairs: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Give each word as written, folded, and comparable; the ways to write "Abd al-X" all become ``abd`` + X (NK-06).

    Abd al-Rahman, Abd ar-Rahman, Abdul Rahman, Abdulrahman and Abdurrahman are one name; "Abd" and "Abdul" alone stay.
    """
    out: list[tuple[str, str, str]] = []
    i = 0
    while i < len(pairs):
        raw, word = pairs[i]
        joined = 1
        if word in _ABD:
            joined += word == "abd" and i + 2 < len(pairs) and pairs[i + 1][1] in lexicon.articles()
            stem = pairs[i + joined][1] if i + joined < len(pairs) else ""
            joined += bool(stem)
        else:
            stem = _abd_stem(word)
        if len(stem) > 2 and stem.isascii() and stem.isalpha():
            run = pairs[i : i + joined]
            out.append((" ".join(each[0] for each in run), " ".join(each[1] for each in run), f"abd{stem}"))
            i += joined
        else:
            out.append((raw, word, f"#{word}" if word.isdigit() else word))
            i += 1
    return out


def _abd_stem(word: str) -> str:
    """X of a glued "AbdulX", the article's l or the doubled sun letter taken off; "" for other words."""
    glued = _GLUED_ABD.match(word)
    if not glued or word.startswith(_ABDALLAH):
        return ""
    rest = word[glued.end() :]
    if rest[:1] == "l":
        return rest[1:]
    return rest[1:] if rest[:1] == rest[1:2] else rest


def _patronymics(plain: list[str]) -> set[int]:
    """Indices of the words that are patronymics by their ending.

    Of two such words the last is the surname ("Roman Arkadyevich Abramovich"); a name of two words has none
    ("Roman Abramovich"). A patronymic is the second word, or the last after surname and given name.
    """
    if len(plain) < 3:
        return set()
    shaped = [i for i, word in enumerate(plain) if len(word) >= _PATRONYMIC_LETTERS and _PATRONYMIC.search(word)]
    return set(shaped[:1])
