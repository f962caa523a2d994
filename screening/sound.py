"""Spelling families and consonant skeletons of Latin words: what different romanisations of one name have in common.

Russian passports alone have used four systems (NK-02) and lists mix them with French, German and English habits, so two
spellings of one name often differ only inside families such as sh/sch/shch, kh/h, zh/j, ts/tz/c, ou/oo/u, y/i/j
(NK-03; requirements 6). ``sounds`` maps each family to one letter. ``skeleton`` goes further and keeps consonants only,
which is all that Arabic and Hebrew script write (NK-09).
"""

import re
from functools import lru_cache

# Upper-case letters stand for families so that they meet no letter of the word. Longest spellings first.
_FAMILIES = (
    ("shch", "S"), ("chtch", "S"), ("stsch", "S"), ("schtsch", "S"), ("sch", "S"), ("sh", "S"),
    ("tsch", "C"), ("tch", "C"), ("ch", "C"), ("cz", "C"), ("ts", "C"), ("tz", "C"), ("tc", "C"), ("c", "C"),
    ("dzh", "Z"), ("zh", "Z"), ("dj", "Z"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("ff", "f"), ("ck", "k"), ("cq", "k"), ("qu", "k"), ("q", "k"), ("ks", "x"), ("w", "v"), ("y", "i"), ("e", "i"),
    ("o", "u"),
)  # fmt: skip
_SPELLINGS = dict(_FAMILIES)
_FAMILY = re.compile("|".join(sorted(_SPELLINGS, key=lambda spelling: -len(spelling))))
_DOUBLE = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"(?<=[aiu])h$")
_FINAL_INE = re.compile(r"(?<=[bcdfghklmnpqrstvwxz])ine$")  # French Poutine, Chtchoukine
_OTHER_SPELLINGS = tuple(
    (re.compile(habit), re.compile(spelling), plainly)
    for habit, spelling, plainly in (
        (r"ou|tch|cht|[bcdfghklmnpqrstvwxz]ine$|[oe]ff$", r"(?<!t)ch(?!t)", "sh"),  # French Choigou, Chichkine
        (r"", r"(?<=[bcdfghklmnpqrstvwxz])[yj]o(?=[bcdfghklmnpqrstvwxz])", "e"),  # Lyotny: most systems write e
        (r"", r"(?<=[bcdfghklmnprstvz])io(?=[bcdfghklmnprstvz]{1,3}(?:y[iyj]?|i[iyj])$|va?$)", "e"),  # Liotny, Vorobiov
        (r"", r"gu(?=[ei])", "g"),  # French and Spanish Serguei, Miguel
        (r"", r"dj", "di"),  # German, ISO 9 Arkadjewitsch
        (r"", r"ck(?=[iyj])", "tsk"),  # ISO 9, Polish Belickij
        (r"", r"^[yj]u(?=r[eiy])", "u"),  # ISO 9 writes one letter with a mark: Urij, Urevic
        (r"^.{5}", r"(?<=[bcdfghklmnpqrstvwxz])[ao]u$", "ov"),  # Belarusian Volkau
        (r"", r"szcz", "shch"),
        (r"", r"sz", "sh"),  # Polish Szewczenko
        (r"", r"sjtsj", "shch"),  # Scandinavian, Dutch Sjtsjerbakov
        (r"[sz]j", r"tsj|tj", "ch"),
        (r"[sz]j", r"(?<!t)sj", "sh"),
        (r"", r"zj", "zh"),
    )
)
"""In words with a habit a spelling may be what most systems write so; each makes a further way to read the word."""
_ANY_OTHER = re.compile("|".join(spelling.pattern for _, spelling, _ in _OTHER_SPELLINGS))
_GERMAN = re.compile(r"sch|(?:[eo]w(?:a|na|itsch|icz|itch|ich|ski|skij|skaja)?|[sz]ki[jy]?)$")
_GERMAN_SPELLINGS = {"schtsch": "shch", "stsch": "shch", "tsch": "tch", "sch": "J", "ch": "h", "z": "Q", "tz": "Q"}
_GERMAN_SPELLING = re.compile("schtsch|stsch|tsch|sch|ch|tz|(?<![csd])z")
_FOR_GERMAN = re.compile("zh|ts(?!ch)|tz|tc(?!h)|(?<![csd])z(?!h)")
_FINAL_F = re.compile(r"(?<=[iu])f$")
_Z_LETTERS = 5
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
    folded = [_fold(spelling) for spelling in _other_spellings(word)]
    if "j" in word:
        folded = [each.replace("j", letter) for letter in "iZ" for each in folded]
    return tuple(dict.fromkeys(_finish(each) for each in folded))[:MOST_SOUNDS]


def _other_spellings(word: str) -> list[str]:
    """A word as written, and as most systems would write it where it follows a habit of its own."""
    found = [word]
    for habit, spelling, plainly in _OTHER_SPELLINGS if _ANY_OTHER.search(word) else ():
        if spelling.search(word) and habit.search(word):
            found.append(spelling.sub(plainly, found[-1]))
    found += [spelling for spelling in _by_german(word) if spelling not in found]
    return found


def _by_german(word: str) -> list[str]:
    """A word by the letters in which German and other spellings meet: ``J`` for zh or sch, ``Q`` for ts or z.

    German writes sch for sh and zh, z for ts, ch for kh. Short words without such a habit are not read so: Zai is not
    Tsai; nor is sh ever zh, but where one side writes sch.
    """
    if _GERMAN.search(word):
        read = _GERMAN_SPELLING.sub(lambda found: _GERMAN_SPELLINGS[found[0]], word)
        return [read, read.replace("J", "sh")]
    if "zh" in word or "ts" in word or ("z" in word and len(word) >= _Z_LETTERS):
        return [_FOR_GERMAN.sub(lambda found: "J" if found[0] == "zh" else "Q", word)]
    return []


def _fold(word: str) -> str:
    return _FAMILY.sub(lambda found: _SPELLINGS[found[0]], _FINAL_INE.sub("in", word))


def _finish(folded: str) -> str:
    single = _DOUBLE.sub(r"\1", folded)
    return _FINAL_F.sub("v", _FINAL_H.sub("", single))


_CONSONANTS = {"x": "ks", "g": "k", "p": "b", "v": ""}
_BETWEEN_LETTERS = ("ts", "tz", "tc", "cz", "ks", "ck", "cq", "tch", "tsch", "stsch", "schtsch", "chtch")
"""Families that in a word without vowels are two letters by chance: مرتضى is m-r-t-z, not m-r-tz."""
_BONES = re.compile(
    "|".join(sorted((each for each in _SPELLINGS if each not in _BETWEEN_LETTERS), key=lambda e: -len(e)))
)


@lru_cache(maxsize=262144)
def skeleton(word: str) -> str:
    """Keep the consonants of a Latin word: families folded, v/w/y, vowels and a last h dropped, doubles single.

    >>> skeleton("muhammad") == skeleton("mohamed") == "mhmd"
    True
    """
    folded = _BONES.sub(lambda found: _SPELLINGS[found[0]], word).replace("j", "Z")
    kept = "".join(_CONSONANTS.get(letter, letter) for letter in folded if letter not in "aiu")
    return _DOUBLE.sub(r"\1", kept).rstrip("h") or kept[:1]


Outlines = dict[str, float]
"""Consonant outlines as far as a word is read, and what was bent for each."""

MOST_OUTLINES = 12
"""No word has more outlines than this: each is a key of the index."""

_KIND_OF = {"b": "B", "p": "B", "f": "F", "t": "T", "d": "T", "s": "S", "z": "S", "k": "K", "q": "K", "g": "K"}
_KIND_OF |= {"x": "KS", "l": "L", "m": "M", "n": "N", "r": "R"} | dict.fromkeys("aeiouyw", "")
_TWO_KINDS = {"c": ("K", "S"), "j": ("S", ""), "v": ("", "F"), "h": ("", "H")}
"""Letters of two sounds; ``h`` may belong to the letter before it (kh, sh) or stand for itself."""
_BEND = 0.25
_MUTE_H = frozenset("cdgkpqrstz")


def extended(states: Outlines, chunk: str, cost: float, into: Outlines, *, surely: bool = False) -> None:
    """Write a piece of Latin letters behind each outline in ``states``, at a cost, into ``into``.

    ``surely``: letters of two sounds are given their first only; one of two words to compare must give both.
    """
    for pieces, bent in _pieces(chunk)[: 1 if surely else None]:
        for outline, so_far in states.items():
            whole = outline + (pieces[1:] if outline[-1:] == pieces[:1] else pieces)
            least = so_far + cost + bent
            if least < into.get(whole, 9.0):
                into[whole] = least
    if len(into) > 4 * MOST_OUTLINES:
        best = sorted(into, key=lambda each: (into[each], each))[: 2 * MOST_OUTLINES]
        kept = {each: into[each] for each in best}
        into.clear()
        into.update(kept)


@lru_cache(maxsize=4096)
def _pieces(chunk: str) -> tuple[tuple[str, float], ...]:
    found: Outlines = {"": 0.0}
    for at, letter in enumerate(chunk):
        kinds = _TWO_KINDS.get(letter) or (_KIND_OF.get(letter, ""),)
        if letter == "h" and (at == 0 or chunk[at - 1] not in _MUTE_H):
            kinds = ("H",)
        if letter == "p" and chunk[at + 1 : at + 2] == "h":
            kinds = ("B", "F")
        grown: Outlines = {}
        for outline, bent in found.items():
            for number, kind in enumerate(kinds):
                whole = outline + (kind[1:] if outline[-1:] == kind[:1] else kind)
                grown[whole] = min(grown.get(whole, 9.0), bent + number * _BEND)
        found = grown
    return tuple(found.items())


def finished(states: Outlines) -> frozenset[str]:
    """The cheapest outlines of a word read to its end; a last h is no part of them."""
    best: Outlines = {}
    for outline, cost in states.items():
        bare = outline.rstrip("H") or "-"
        best[bare] = min(cost, best.get(bare, 9.0))
    return frozenset(sorted(best, key=lambda each: (best[each], each))[:MOST_OUTLINES])


@lru_cache(maxsize=131072)
def outlines(word: str) -> frozenset[str]:
    """The consonants of a Latin word by kind only, several where a letter may have two sounds.

    Coarser than ``skeleton``: what a letter of Arabic or Hebrew script may be written as must agree in it.

    >>> sorted(outlines("khalid"))
    ['KHLT', 'KLT']
    """
    states: list[Outlines] = [{"": 0.0}, {}]
    extended(states[0], word[:48], 0.0, states[1])
    return finished(states[1])
