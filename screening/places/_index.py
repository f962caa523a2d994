"""Names of places by their first word, by what is left of them when a letter goes, and as runs of characters."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from screening.countries import alpha2
from screening.lexicon import weights
from screening.places._read import PlaceKind, PlaceName, Territory, near_words, territories
from screening.schema import Kind
from screening.text import fold_words

LONG = 7
"""Letters from which a word may differ in one: shorter names of places are too near to other words (Havana, Savana)."""
_JOINED = 8
"""Letters from which a name of several words is also found written as one ("Bandarabbas")."""

UNSPACED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Thai, kana, Chinese characters, Hangul: written without blanks, so names are found inside runs of them."""
_MARKS = (
    r"'`´‘’‚‛ʻʼʽʾʿˈʹ′＇՚׳ꞌ\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u200b\u200d-\u200f\u2060\ufeff"
)
_SIGNS = r"\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"  # vowels of Devanagari stay
WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}{_SIGNS}]+[^\W_]+)*[{_SIGNS}]*")
"""A word of a text as ``screening.text`` makes one, with apostrophes and marks inside, so that offsets are kept."""
HAS_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name with its territory."""

    words: tuple[str, ...]
    name: PlaceName
    territory: Territory


class Index:
    """What ``find`` looks words up in; made once."""

    def __init__(self) -> None:
        by_first, joined = dict[str, list[Spelling]](), dict[str, list[Spelling]]()
        runs = dict[str, Spelling]()
        self.codes = dict[str, Territory]()
        unless = list[str]()
        for territory in territories():
            self.codes |= dict.fromkeys(territory.codes, territory)
            unless += territory.unless
            for name in territory.names:
                spelling = Spelling(name.words, name, territory)
                by_first.setdefault(name.words[0], []).append(spelling)
                whole = "".join(name.words)
                if len(name.words) > 1 and len(whole) >= _JOINED:
                    joined.setdefault(whole, []).append(Spelling((whole,), name, territory))
                if HAS_UNSPACED.search(name.text):
                    runs[name.text] = spelling
        for word, spellings in joined.items():
            by_first.setdefault(word, spellings)
        self.by_first = {word: sorted(each, key=lambda one: -len(one.words)) for word, each in by_first.items()}
        self.runs = runs
        shadows = dict.fromkeys(unless, "") | dict.fromkeys(runs, "")
        self.run = re.compile("|".join(map(re.escape, sorted(shadows, key=lambda text: (-len(text), text)))))
        self._left, self._heads, self._tails = dict[str, list[str]](), set[str](), set[str]()
        for word, spellings in self.by_first.items():
            single = any(len(one.words) == 1 and one.name.kind is not PlaceKind.DEMONYM for one in spellings)
            if single and len(word) >= LONG and not HAS_UNSPACED.search(word):
                self._heads.add(word[:3])
                self._tails.add(word[-3:])
                for each in (word, *_without_one(word)):
                    self._left.setdefault(each, []).append(word)

    def near(self, word: str) -> str:
        """The word of a name that this word misspells by a letter, not the first; "" for none or two territories.

        A word that is known to be something else is never a misspelling: an attested name of persons or organisations,
        a country, or a word of ``near.toml``.
        """
        if len(word) < LONG - 1 or not word.isalpha():
            return ""
        if word[:3] not in self._heads and word[-3:] not in self._tails:  # one letter spares one of the two
            return ""
        tried, left = set(self._left.get(word, ())), self._left
        for each in _without_one(word):
            if each in left:
                tried.update(left[each])
        found = sorted(each for each in tried if each[0] == word[0] and OSA.distance(word, each, score_cutoff=1) <= 1)
        where = {one.territory.id for each in found for one in self.by_first[each] if len(one.words) == 1}
        return found[0] if len(where) == 1 and not _is_known(word) else ""


def _without_one(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _is_known(word: str) -> bool:
    kinds = (Kind.PERSON, Kind.ORGANISATION)
    return word in near_words() or any(word in weights(kind) for kind in kinds) or bool(alpha2(word))


@cache
def index() -> Index:
    """The names of ``lists/places``."""
    return Index()


@lru_cache(maxsize=65536)
def folded(word: str) -> tuple[str, tuple[Spelling, ...], bool]:
    """A word of a text folded, the names that begin with it, and whether only by a misspelling."""
    plain = word.lower() if word.isascii() and word.isalnum() else "".join(fold_words(word))
    known = index()
    if found := known.by_first.get(plain):
        return plain, tuple(found), False
    if (near := known.near(plain)) and (found := known.by_first[near]):
        return plain, tuple(one for one in found if len(one.words) == 1), True
    return plain, (), False
