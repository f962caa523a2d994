"""Arabic script (Arabic, Persian, Urdu, Pashto, Kurdish, Sindhi, Uyghur): the consonants of a word in Latin letters.

Short vowels are not written, and waw and ye are a consonant in one word and a long vowel in the next, so a reading is
material for a comparison of consonants, never a spelling. Sources: BGN/PCGN 1956 and IJMES (Arabic), BGN/PCGN 1958 and
UN 2012 (Persian), BGN/PCGN 2007 (Urdu, Pashto), the US IC standard for Arabic names of 2004, and what lists print.

What a reading says:

* a hamza, an ayn or an alif at the start of a word is ``a`` (any vowel: Ahmad, Umar, Ibrahim, Osama); elsewhere they
  are dropped, as are alif maqsura, ta marbuta and the marks over and under letters;
* waw and ye are written where they are likely consonants (start of a word, before alif, ye before ta marbuta); further
  readings drop them everywhere but at the start, and write them everywhere, ta marbuta then being h;
* th, dh, d and z letters are written as Arabic has them (t, d, d, z) and as Persian, Urdu and Turkic have them
  (s, z, z, z, and v for waw); a letter that only those languages have puts the Persian reading first;
* the article al- (word of 4 letters and more) is given dropped and kept, Abd al- joined and without l (Abdurrahman).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from screening.romanise import Reading, base_letter, best, latin
from screening.romanise._letters import Letters, table_of
from screening.text import script

SCRIPT = "ARABIC"

CONSONANTS: Mapping[str, tuple[str, ...]] = {
    "ب": ("b", "p"),
    "ت": ("t",),
    "ث": ("t", "th", "s"),
    "ج": ("j", "g", "dj", "dzh"),
    "ح": ("h", "kh"),
    "خ": ("kh", "ch", "h", "k", "j"),
    "د": ("d",),
    "ذ": ("d", "dh", "z", "th"),
    "ر": ("r",),
    "ز": ("z", "s"),
    "س": ("s", "ss", "c"),
    "ش": ("sh", "ch", "sch", "s"),
    "ص": ("s", "ss"),
    "ض": ("d", "dh", "z"),
    "ط": ("t",),
    "ظ": ("z", "dh", "d", "th"),
    "غ": ("gh", "g", "q", "rh"),
    "ف": ("f", "v", "ph"),
    "ق": ("q", "k", "g", "gh", "kh", "c"),
    "ك": ("k", "c", "q"),
    "ل": ("l",),
    "م": ("m",),
    "ن": ("n",),
    "ه": ("h",),
    "و": ("w", "v"),
    "ي": ("y", "j", "i"),
    "پ": ("p",),
    "چ": ("ch", "c", "tch"),
    "ژ": ("zh", "j", "z"),
    "گ": ("g",),
    "ڤ": ("v", "f"),
    "ڭ": ("ng", "n"),
    "ٹ": ("t",),
    "ڈ": ("d",),
    "ڑ": ("r",),
    "ں": ("n",),
    "ھ": ("h",),
    "څ": ("ts", "s", "c"),
    "ځ": ("dz", "z", "j"),
    "ښ": ("sh", "kh", "x"),
    "ږ": ("zh", "g"),
    "ڼ": ("n",),
    "ڃ": ("ny", "n"),
    "ڄ": ("j",),
    "ٿ": ("th",),
    "ٺ": ("th",),
    "ڀ": ("bh",),
    "ڇ": ("ch", "chh"),
    "ڌ": ("dh",),
    "ڍ": ("dh",),
    "ڦ": ("ph",),
    "ڱ": ("ng", "n"),
    "ٻ": ("b",),
    "ڏ": ("d",),
    "ڳ": ("g",),
    "ۋ": ("v", "w"),
}
"""Letter -> the Latin spellings it may stand for: first what a reading writes, then the others, commonest first."""

PERSIAN: dict[str, str] = {"ث": "s", "ذ": "z", "ض": "z", "ظ": "z", "و": "v"}
"""Where Persian, Urdu and their neighbours differ from ``CONSONANTS``."""

_ONE_SHAPE = {
    "ا": "آأإٱٲٳ",
    "ي": "یېۍےۓێ",
    "و": "ۇۆۈۉۅۊۏ",
    "ك": "کڪ",
    "گ": "ګ",
    "ه": "ہۀۂ",
    "ة": "ۃ",
    "ى": "ە",
    "ت": "ټ",
    "د": "ډ",
    "ر": "ړڕ",
    "ل": "ڵ",
}
"""Letter -> letters of neighbouring languages that are read the same (the Kurdish and Uyghur ae is a vowel only)."""

_DROPPED = [*range(0x600, 0x61B), 0x640, *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6EE)]
_UNIFY: dict[int, str | None] = {ord(other): one for one, others in _ONE_SHAPE.items() for other in others}
_UNIFY |= dict.fromkeys(_DROPPED)

_ARABIC = {letter: spellings[0] for letter, spellings in CONSONANTS.items()}
_PERSIAN = _ARABIC | PERSIAN
_SILENT = frozenset("اعءىةئؤ")
_FINAL_HE = frozenset("هة")
_NOT_ARABIC = frozenset("پچژگیکہےٹڈڑںھۀ")
_LIKELY, _NONE, _ALL = range(3)


def _is_consonant(word: str, at: int) -> bool:
    """Whether the waw or ye at this place, not the first of its word, is likely a consonant."""
    following = word[at + 1 : at + 2]
    if following == "ا":
        return True
    if word[at] == "ي":
        return following == "ة" or (following == "ه" and at + 2 == len(word))
    return (following != "" and word[at - 1] == "ا" and at > 1) or following in ("ة", "ي")


def _letter(word: str, at: int, weak: int, letters: Mapping[str, str]) -> str:
    letter, last = word[at], len(word) - 1
    if letter in "وي":
        if at == 0 or weak == _ALL or (weak == _LIKELY and _is_consonant(word, at)):
            return letters[letter]
        return ""
    if letter in _FINAL_HE and at == last > 0:
        return "h" if weak == _ALL or (letter == "ه" and weak == _LIKELY) else ""
    if letter in _SILENT:
        if at == 0:
            return "a"
        return {"ئ": "y", "ؤ": letters["و"]}.get(letter, "") if weak == _ALL else ""
    return letters.get(letter) or _rare(letter, letters)


def _rare(letter: str, letters: Mapping[str, str]) -> str:
    base = base_letter(letter).translate(_UNIFY)
    return letters.get(base) or ("" if base in _SILENT else latin(base or letter))


def _skeleton(word: str, weak: int, letters: Mapping[str, str]) -> str:
    return "".join([_letter(word, at, weak, letters) for at in range(len(word))])


def _forms(word: str) -> Iterator[tuple[str, str]]:
    """Give (Latin put before, rest): article dropped, kept, Abd al- and al-Din without l, t + sh as ch."""
    if word.startswith("ال") and len(word) >= 4 and word != "الله":
        yield "", word[2:]
        yield "al", word[2:]
    else:
        yield "", word
    if word.startswith("عبدال") and len(word) >= 7:
        yield "abd", word[5:]
    if word.endswith("الدين") and len(word) >= 7:
        yield "", word[:-5] + "دين"
    if "تش" in word:
        yield "", word.replace("تش", "چ")


def readings(word: str) -> tuple[Reading, ...]:
    """Read one word as consonants: the likely ones, without and with all of waw and ye, article dropped and kept."""
    persian_first = not _NOT_ARABIC.isdisjoint(word)
    word = word.translate(_UNIFY)
    tables = [(_ARABIC, "Arabic consonants"), (_PERSIAN, "Persian consonants")]
    if persian_first:
        tables.reverse()
    return best(
        (
            (before + _skeleton(rest, weak, letters), system)
            for weak in (_LIKELY, _NONE, _ALL)
            for before, rest in _forms(word)
            for letters, system in tables
        ),
        vowels=False,
    )


_OF_THE_TABLE: dict[int, str | None] = {
    code: letter for code, letter in _UNIFY.items() if chr(code) not in "آأإۃەی" and letter != "ى"
}


def _unified(word: str) -> str:
    """Fold a word to the letters of ``arabic_letters.toml``; a last Persian ye stays, it may be alif maqsura."""
    folded = word.translate(_OF_THE_TABLE)
    return folded[:-1].replace("ی", "ي") + folded[-1:]


_ABD, ARTICLE = "عبدال", "ال"
_ENDS = ("الدين", "الله", "زاده", "نژاد", "پور", "خيل")
"""Second parts of compound names: al-Din, Allah; Persian and Pashto "born of", "son of", "tribe of"."""
_HEADS = ("محمد", "احمد", "علي", "غلام", "امير", "سيد", "حميد", "عبد", "شاه", "نور")
"""Given names that are written in one word with the next."""


def _end(word: str) -> str:
    """The second part that a compound in plain letters ends with, "" for other words."""
    return next((end for end in _ENDS if word.endswith(end) and len(word) > len(end) + 1), "")


def _head(word: str) -> str:
    """The given name that another known one is glued to, in plain letters; "" for other words."""
    if len(word) < 6 or word in LETTERS.known:
        return ""
    return next((head for head in _HEADS if word.startswith(head) and word[len(head) :] in LETTERS.known), "")


def parts(word: str) -> tuple[str, ...]:
    """A compound whole and without its small part; any other word whole."""
    plain = word.translate(_UNIFY)
    if plain.startswith(_ABD) and len(plain) > len(_ABD) + 1:
        return word, word[len(_ABD) - 2 :]
    if end := _end(plain):
        return word, word[: -len(end)]
    if head := _head(plain):
        return word, word[len(head) :]
    return (word,)


def _plain(word: str) -> str:
    """A unified word as the table of names writes it: hamza and alif maqsura folded, article off."""
    plain = word.translate(_UNIFY).replace("ى", "ي")
    return plain[2:] if plain.startswith("ال") and len(plain) > 4 and plain not in ("الياس", "الله") else plain


LETTERS = Letters("arabic_letters", _unified, parts, "arabic_names", _plain)
"""What each letter may be written as in Latin letters, and what that costs."""


class Piece(NamedTuple):
    """A word of a person's name: as which word of the name it was written, and whether it is the small part."""

    at: int
    word: str
    small: bool = False


def compounds(words: Sequence[str]) -> list[Piece]:
    """Read Abd al-X, X al-Din, X Allah, X-zadeh and Muhammad-X alike however they are spaced.

    A compound becomes its small part and the whole written as one word, which may be compared with or without that
    (``parts``): so it meets a Latin name that has it as one word, and one that has it as two.
    """
    plain = [word.translate(_UNIFY) for word in words]
    found: list[Piece] = []
    at = 0
    while at < len(words):
        word, after = plain[at], plain[at + 1] if at + 1 < len(words) else ""
        if word == "عبد" and script(after[:1]) == SCRIPT and len(after) > 1:
            at += 2 if after == ARTICLE and at + 2 < len(words) else 1
            found += [Piece(at - 1, word, small=True), Piece(at, _ABD + words[at].removeprefix(ARTICLE))]
        elif after in _ENDS and len(word) > 1 and script(word[:1]) == SCRIPT:
            found += [Piece(at, words[at] + after), Piece(at + 1, after, small=True)]
            at += 1
        elif word.startswith(_ABD) and len(parts(word)) > 1:
            found += [Piece(at, "عبد", small=True), Piece(at, words[at])]
        elif small := _end(word) or _head(word):
            found += [Piece(at, small, small=True), Piece(at, words[at])]
        elif word.startswith("ابو") and len(word) > len("ابو") + 2:
            found += [Piece(at, words[at][:3]), Piece(at, words[at][3:])]
        else:
            found.append(Piece(at, words[at]))
        at += 1
    return found


def joins(word: str) -> tuple[bool, bool]:
    """Whether a word by itself makes one of ``compounds`` with the word behind it, and with the word before it."""
    plain = word.translate(_UNIFY)
    return plain == "عبد", plain in _ENDS


@cache
def small_words() -> Mapping[str, bool]:
    """Titles and openings of a kunya in plain letters -> whether they are given names too."""
    table = table_of("arabic_names")
    found = {word.translate(_UNIFY): False for word in table["small"].split()}
    return found | {word.translate(_UNIFY): True for word in table["given_too"].split()}


def is_small(word: str) -> bool | None:
    """None for a word of its own; False for a title, True for one that is a given name too."""
    return small_words().get(word.translate(_UNIFY))
