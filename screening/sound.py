"""Spelling families and consonant skeletons of Latin words: what different romanisations of one name have in common.

Russian passports alone have used four systems (NK-02) and lists mix them with French, German and English habits, so two
spellings of one name often differ only inside families such as sh/sch/shch, kh/h, zh/j, ts/tz/c, ou/oo/u, y/i/j
(NK-03; requirements 6). ``sounds`` maps each family to one letter. ``skeleton`` goes further and keeps consonants only,
which is all that Arabic and Hebrew script write (NK-09).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

# Upper-case letters stand for families so that they meet no letter of the word. Longest spellings first.
FAMILIES = (
    ("shch", "S"), ("chtch", "S"), ("stsch", "S"), ("schtsch", "S"), ("sch", "S"), ("sh", "S"),
    ("tsch", "C"), ("tch", "C"), ("ch", "C"), ("cz", "C"), ("ts", "C"), ("tz", "C"), ("tc", "C"), ("c", "C"),
    ("dzh", "Z"), ("zh", "Z"), ("dj", "Z"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("ff", "f"), ("ck", "k"), ("cq", "k"), ("qu", "k"), ("q", "k"), ("ks", "x"), ("w", "v"), ("y", "i"), ("e", "i"),
    ("o", "u"),
)  # fmt: skip
_SPELLINGS = dict(FAMILIES)


def _longest_first(spellings: Iterable[str]) -> re.Pattern[str]:
    """Families of several letters; the others need no pattern."""
    return re.compile("|".join(sorted((each for each in spellings if len(each) > 1), key=lambda each: -len(each))))


_FAMILY = _longest_first(_SPELLINGS)
_OF_ONE_LETTER = str.maketrans({spelling: letter for spelling, letter in FAMILIES if len(spelling) == 1})
_DOUBLE = re.compile(r"(.)\1+")
_FINAL_INE = re.compile(r"(?<=[bcdfghklmnpqrstvwxz])ine$")  # French Poutine, Chtchoukine
OTHER_SPELLINGS = tuple(
    (part, re.compile(habit), re.compile(spelling), plainly)
    for part, habit, spelling, plainly in (
        ("ch", r"ou|tch|cht|[bcdfghklmnpqrstvwxz]ine$|[oe]ff$", r"(?<!t)ch(?!t)", "sh"),  # French Choigou, Chichkine
        ("o", r"", r"(?<=[bcdfghklmnpqrstvwxz])[yj]o(?=[bcdfghklmnpqrstvwxz])", "e"),  # Lyotny: most systems write e
        (
            "io",
            r"",
            r"(?<=[bcdfghklmnprstvz])io(?=[bcdfghklmnprstvz]{1,3}(?:y[iyj]?|i[iyj])$|va?$)",
            "e",
        ),  # Liotny, Vorobiov
        ("gu", r"", r"gu(?=[ei])", "g"),  # French and Spanish Serguei, Miguel
        ("dj", r"", r"dj", "di"),  # German, ISO 9 Arkadjewitsch
        ("ck", r"", r"ck(?=[iyj])", "tsk"),  # ISO 9, Polish Belickij
        ("ur", r"", r"^[yj]u(?=r[eiy])", "u"),  # ISO 9 writes one letter with a mark: Urij, Urevic
        ("u", r"^.{5}", r"(?<=[bcdfghklmnpqrstvwxz])[ao]u$", "ov"),  # Belarusian Volkau
        ("szcz", r"", r"szcz", "shch"),
        ("sz", r"", r"sz", "sh"),  # Polish Szewczenko
        ("sjtsj", r"", r"sjtsj", "shch"),  # Scandinavian, Dutch Sjtsjerbakov
        ("j", r"[sz]j", r"tsj|tj", "ch"),
        ("sj", r"[sz]j", r"(?<!t)sj", "sh"),
        ("zj", r"", r"zj", "zh"),
    )
)
"""In words with a habit a spelling may be what most systems write so; each makes a further way to read the word. First
stands a part of every such spelling, for it is quickly seen."""
_GERMAN = re.compile(r"sch|(?:[eo]w(?:a|na|itsch|icz|itch|ich|ski|skij|skaja)?|[sz]ki[jy]?)$")
_GERMAN_SPELLINGS = {"schtsch": "shch", "stsch": "shch", "tsch": "tch", "sch": "J", "ch": "h", "z": "Q", "tz": "Q"}
_GERMAN_SPELLING = re.compile("schtsch|stsch|tsch|sch|ch|tz|(?<![csd])z")
_FOR_GERMAN = re.compile("zh|ts(?!ch)|tz|tc(?!h)|(?<![csd])z(?!h)")
_Z_LETTERS = 5
_ANY_HABIT = re.compile("[jwz]|ch|ck|gu|[iy]o|ki|ts|^yu|[ao]u$")
"""Something of every spelling that is read in more than one way; most words have none."""
MOST_SOUNDS = 12
"""No word is read in more ways than this: each is a key of the index."""


@lru_cache(maxsize=262144)
def sounds(word: str) -> tuple[str, ...]:
    """Map a Latin word to its spelling families, one string for each way to read it.

    ``j`` may be zh (Arabic, French) or y (German); the habits of French, German, Polish, Scandinavian and scholarly
    spelling make further ways.

    >>> sounds("tsvetaeva") == sounds("tzvetayeva")
    True
    >>> not set(sounds("zhukov")).isdisjoint(sounds("schukow"))
    True
    """
    if not _ANY_HABIT.search(word):
        return (_finish(_fold(word)),)
    folded = [_fold(spelling) for spelling in _other_spellings(word)]
    if "j" in word:
        folded = [each.replace("j", letter) for letter in "iZ" for each in folded]
    return tuple(dict.fromkeys(_finish(each) for each in folded))[:MOST_SOUNDS]


def _other_spellings(word: str) -> list[str]:
    """A word as written, and as most systems would write it where it follows a habit of its own."""
    found = [word]
    for part, habit, spelling, plainly in OTHER_SPELLINGS:
        if part in word and spelling.search(word) and habit.search(word):
            found.append(spelling.sub(plainly, found[-1]))
    found += [spelling for spelling in _by_german(word) if spelling not in found]
    return found


def _by_german(word: str) -> list[str]:
    """A word by the letters in which German and other spellings meet: ``J`` for zh or sch, ``Q`` for ts or z.

    German writes sch for sh and zh, z for ts, ch for kh. Short words without such a habit are not read so: Zai is not
    Tsai; nor is sh ever zh, but where one side writes sch.
    """
    if ("sch" in word or "w" in word or "ki" in word) and _GERMAN.search(word):
        read = _GERMAN_SPELLING.sub(lambda found: _GERMAN_SPELLINGS[found[0]], word)
        return [read, read.replace("J", "sh")]
    if "zh" in word or "ts" in word or ("z" in word and len(word) >= _Z_LETTERS):
        return [_FOR_GERMAN.sub(lambda found: "J" if found[0] == "zh" else "Q", word)]
    return []


def _fold(word: str) -> str:
    if word.endswith("ine"):
        word = _FINAL_INE.sub("in", word)
    return _FAMILY.sub(_family, word).translate(_OF_ONE_LETTER)


def _family(found: re.Match[str]) -> str:
    return _SPELLINGS[found[0]]


def _finish(folded: str) -> str:
    single = _singled(folded)
    if single.endswith(("ah", "ih", "uh")):
        return single[:-1]
    return f"{single[:-1]}v" if single.endswith(("if", "uf")) else single


def _singled(text: str) -> str:
    """A text with every letter once where it is doubled."""
    return _DOUBLE.sub(lambda found: found[1], text)


CONSONANTS = {"x": "ks", "g": "k", "p": "b", "q": "k", "c": "C", "j": "Z"} | dict.fromkeys("aeiouvwy", "")
"""What letters are as consonants, where they are not themselves."""
_CONSONANTS = str.maketrans(CONSONANTS)
_BETWEEN_LETTERS = ("ts", "tz", "tc", "cz", "ks", "ck", "cq", "tch", "tsch", "stsch", "schtsch", "chtch")
"""Families that in a word without vowels are two letters by chance: مرتضى is m-r-t-z, not m-r-tz."""
BONES = tuple((each, letter) for each, letter in FAMILIES if len(each) > 1 and each not in _BETWEEN_LETTERS)
_BONES = _longest_first(each for each, _ in BONES)


@lru_cache(maxsize=262144)
def skeleton(word: str) -> str:
    """Keep the consonants of a Latin word: families folded, v/w/y, vowels and a last h dropped, doubles single.

    >>> skeleton("muhammad") == skeleton("mohamed") == "mhmd"
    True
    """
    kept = _BONES.sub(_family, word).translate(_CONSONANTS)
    return _singled(kept).rstrip("h") or kept[:1]


Outlines = dict[str, float]
"""Consonant outlines as far as a word is read, and what was bent for each."""

MOST_OUTLINES = 12
"""No word has more outlines than this: each is a key of the index."""
_MOST_STATES = 2048
"""Of a word of many letters of two sounds so many beginnings are kept, more than the outlines with two bends."""

KIND_OF = {"b": "B", "p": "B", "f": "F", "t": "T", "d": "T", "s": "S", "z": "S", "k": "K", "q": "K", "g": "K"}
KIND_OF |= {"x": "KS", "l": "L", "m": "M", "n": "N", "r": "R", "h": "H"}
_KINDS = {code: KIND_OF.get(chr(code), "") for code in range(128)}
TWO_KINDS = {"c": ("K", "S"), "j": ("S", ""), "v": ("", "F"), "h": ("", "H"), "p": ("B", "F")}
"""Letters of two sounds; ``h`` may belong to the letter before it (kh, sh) or stand for itself; ``p`` before h."""
_OF_TWO_KINDS = re.compile("([cjv]|p(?=h)|(?<=[cdgkpqrstz])h)")
_BEND = 0.25


def extended(states: Outlines, piece: str, cost: float, into: Outlines) -> None:
    """Write consonants by their kind (``first_kinds``) behind each outline in ``states``, at a cost, into ``into``."""
    begun, rest = piece[:1], piece[1:]
    for outline, so_far in states.items():
        whole = outline + (rest if begun and outline[-1:] == begun else piece)
        least = so_far + cost
        if least < into.get(whole, 9.0):
            into[whole] = least
    if len(into) > 4 * MOST_OUTLINES:
        kept = _cheapest(into, 2 * MOST_OUTLINES)
        into.clear()
        into.update(kept)


def _cheapest(states: Outlines, most: int) -> Outlines:
    return {each: states[each] for each in sorted(states, key=lambda each: (states[each], each))[:most]}


def first_kinds(chunk: str) -> tuple[str, float]:
    """Latin letters as consonants by their kind, and what was bent: letters of two sounds are given their first only.

    One of two words to compare must give both, see ``outlines``.
    """
    return next(iter(_by_kind(chunk).items()))


def _by_kind(chunk: str) -> Outlines:
    found: Outlines = {"": 0.0}
    for at, letters in enumerate(_OF_TWO_KINDS.split(chunk)):  # letters of one kind, one of two, of one, ...
        kinds = TWO_KINDS[letters] if at % 2 else (_singled(letters.translate(_KINDS)),)
        if kinds == ("",):
            continue
        grown: Outlines = {}
        for outline, bent in found.items():
            for number, kind in enumerate(kinds):
                whole = outline + (kind[1:] if outline[-1:] == kind[:1] else kind)
                least = bent + number * _BEND
                if least < grown.get(whole, 9.0):
                    grown[whole] = least
        found = grown if len(grown) <= _MOST_STATES else _cheapest(grown, _MOST_STATES)
    return found


def finished(states: Outlines) -> frozenset[str]:
    """The cheapest outlines of a word read to its end; a last h is no part of them."""
    best: Outlines = {}
    for outline, cost in states.items():
        bare = outline.rstrip("H") or "-"
        if cost < best.get(bare, 9.0):
            best[bare] = cost
    return frozenset(best if len(best) <= MOST_OUTLINES else _cheapest(best, MOST_OUTLINES))


@lru_cache(maxsize=131072)
def outlines(word: str) -> frozenset[str]:
    """The consonants of a Latin word by kind only, several where a letter may have two sounds.

    Coarser than ``skeleton``: what a letter of Arabic or Hebrew script may be written as must agree in it.

    >>> sorted(outlines("khalid"))
    ['KHLT', 'KLT']
    """
    states = _by_kind(word[:48])
    return finished(states if len(states) <= 4 * MOST_OUTLINES else _cheapest(states, 2 * MOST_OUTLINES))
