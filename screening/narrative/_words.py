"""A text as words with their places in it, sentence by sentence, and as its lines may have cut them.

A line of a payment message ends after 35 characters, in the middle of a word if need be (NK-28): words on either side
of a line break are read as one word too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from screening import lexicon
from screening.text import APOSTROPHES, fold_words, script

_APOSTROPHES = re.escape(APOSTROPHES)
_WORD = re.compile(rf"[^\s{_APOSTROPHES}\x00-\x26\x28-\x2f:-@\[-_{{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf×÷"
                   "\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u06d4\u0964\u0965"
                   "\u2010-\u205e\u2190-\u2bff\u3001-\u3004\u3008-\u3020\u3030\u30a0\u30fb\uff01-\uff0f\uff1a-\uff20"
                   "\uff3b-\uff40\uff5b-\uff65]+"
                   )  # fmt: skip
"""What stands between blanks, signs and apostrophes; accents and vowel signs stay with their letters."""
_SENTENCE = re.compile(r"[!?;]|(?<=\w\w\w\w\w)\.(?=\s)|\n[ \t\r]*\n|[。！？；]")
"""What no name goes on after. "V. V." and "Corp. of" go on."""
_BREAK = re.compile(r"[ \t]*-?\r?\n(?://|[ \t]*)")
"""What may stand between the halves of a word that a line cut; "//" opens a line that goes on in SWIFT narratives."""
_AND = frozenset(["and", "und", "et", "og", "och", "or", "oder", "и", "та", "или"])
"""Not "y" and "e", which stand within Spanish and Portuguese names."""
_OF_OWNER = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        begin, end: where it stands in the text.
        text: as written; of a word that a line cut, its halves together.
        before: what is asked between it and the word before: a blank or a hyphen.
        weak: it says nothing by itself: no name begins or ends with it.
        divided: a comma stands before it: it may begin the next of several names.
        parted: "and", or a word with a possessive "'s", stands before it: another person begins there.
        capital: it begins with a capital letter and goes on in small ones.
    """

    begin: int
    end: int
    text: str
    before: str
    weak: bool
    divided: bool
    parted: bool
    capital: bool


def sentences(text: str) -> Iterator[list[Word]]:
    """The sentences of a text, each as its words; of sentences over several lines, also as lines may have cut words.

    A cut word stands for both of its halves, from the begin of the first to the end of the second.
    """
    begin = 0
    for stop in (*(match.end() for match in _SENTENCE.finditer(text)), len(text)):
        words, cuts = _read(text, begin, stop)
        if words:
            yield words
            yield from _rejoined(words, cuts)
        begin = stop


def _read(text: str, begin: int, end: int) -> tuple[list[Word], list[int]]:
    """The words, and the number of each that a line break alone parts from the one before."""
    words, cuts, last, parted = list[Word](), list[int](), -1, False
    for match in _WORDS.finditer(text, begin, end):
        start, stop = match.span()
        said = match.group()
        owner = said[-2:-1] in APOSTROPHES and said[-1] in "sS" and len(said) > _OF_OWNER
        if owner:  # Orchard's
            said, stop = said[:-2], stop - 2
        between = text[last:start] if last >= 0 else " "
        folded = _folded(said)
        if not folded:
            continue
        if last >= 0 and _BREAK.fullmatch(between):
            cuts.append(len(words))
        divided = "," in between or "،" in between or "、" in between
        capital = said[:1].isupper() and said[1:2].islower()
        words.append(Word(start, stop, said, "-" if between == "-" else " ", _is_weak(said), divided, parted, capital))
        parted, last = owner or " ".join(folded) in _AND, match.end()
    return words, cuts


_WORDS = re.compile(rf"{_WORD.pattern}(?:[{_APOSTROPHES}]{_WORD.pattern})*")


def _rejoined(words: Sequence[Word], cuts: Sequence[int]) -> Iterator[list[Word]]:
    """The words around each line break with the two beside it as one; and all of them so, where there are several."""
    glued = {at: _glued(words[at - 1], words[at]) for at in cuts}
    for at in cuts:
        yield [*words[max(0, at - _AROUND) : at - 1], glued[at], *words[at + 1 : at + _AROUND]]
    if len(cuts) > 1:
        every, skip = list[Word](), -1
        for at, word in enumerate(words):
            if at == skip:
                continue
            skip = at + 1 if at + 1 in glued else -1
            every.append(glued[skip] if skip > 0 else word)
        yield every


NATIVE = frozenset(["CJK", "HIRAGANA", "KATAKANA", "HANGUL"])
"""Scripts whose single characters are words or syllables, written without blanks around names."""
_AROUND = 9
"""Words on either side of a line break: more than the longest phrase has."""


def _glued(first: Word, second: Word) -> Word:
    """Two words as one; its capital is that of the first."""
    end = second.end
    said = first.text + second.text
    return Word(first.begin, end, said, first.before, _is_weak(said), first.divided, first.parted, first.capital)


@lru_cache(maxsize=65536)
def _folded(said: str) -> tuple[str, ...]:
    return tuple(fold_words(said))


@lru_cache(maxsize=65536)
def _is_weak(said: str) -> bool:
    """Whether a word says nothing of whose name it stands in: particles, words of payments, single letters."""
    return all(word in lexicon.particles() or word in lexicon.noise() or is_initial(word) for word in _folded(said))


def is_initial(word: str) -> bool:
    """Whether a word is a single letter; a Chinese character is none."""
    return len(word) == 1 and word.isalpha() and script(word) not in NATIVE
