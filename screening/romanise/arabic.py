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

from collections.abc import Iterator, Mapping

from screening.romanise import Reading, base_letter, best, latin

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
