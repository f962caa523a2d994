"""Single words of a text that are a whole listed name: distinctive ones, ships beside a word that says so, tails.

Chinese, Japanese and Korean are written without blanks around names, so there a listed name is found inside a word.
"""

from collections.abc import Iterator, Sequence

from screening import lexicon, romanise
from screening.names import prepare
from screening.narrative._words import NATIVE, Word
from screening.register import Register
from screening.romanise import han
from screening.schema import Kind
from screening.text import fold_words, script

LETTERS_ALONE = 6
"""Letters of a distinctive word of an organisation: shorter ones are words of some language too often.

A person named by one word alone ("Rachid") is not looked for in a text: it would be every Rachid."""
_SHIP_LETTERS = 4
_NATIVE_LETTERS, _MOST_NATIVE = 3, 20
"""Characters of a name found inside a word of Chinese characters, kana or Hangul: two are a word too often."""
_SHIP_WORDS = frozenset(
    ["mv", "mt", "ms", "ss", "vessel", "ship", "tanker", "motorship", "теплоход", "танкер", "судно"]
)
_WEIGHED = (Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL)


class Alone:
    """Listed names of one word, by that word. Immutable."""

    def __init__(self, register: Register) -> None:
        self._distinctive: dict[str, list[int]] = {}
        self._ships: dict[str, list[int]] = {}
        self._native: dict[str, list[int]] = {}
        self._tails: dict[str, list[int]] = {}
        for number, text in enumerate(register.texts):
            kind = register.kinds[register.entry_of[number]]
            if kind is Kind.AIRCRAFT:
                self._tails.setdefault("".join(filter(str.isalnum, text.upper())), []).append(number)
            elif script(text[:1]) in NATIVE:
                spelled = _simple(text)
                if len(spelled) >= _NATIVE_LETTERS and not register.is_weak[number]:
                    self._native.setdefault(spelled, []).append(number)
            elif not register.is_weak[number] and text.count(" ") < _MOST_BLANKS:
                for word in _whole(text, kind):
                    self._note(word, number, kind)

    def _note(self, word: str, number: int, kind: Kind) -> None:
        if kind is Kind.VESSEL and len(word) >= _SHIP_LETTERS:
            self._ships.setdefault(word, []).append(number)
        elif kind is Kind.ORGANISATION and len(word) >= LETTERS_ALONE and _is_distinctive(word):
            self._distinctive.setdefault(word, []).append(number)

    def tail(self, said: str) -> Sequence[int]:
        """Listed aircraft of this name; a tail number has a dash, or letters and digits."""
        letters = "".join(filter(str.isalnum, said.upper()))
        mixed = len(letters) > _SHIP_LETTERS and not letters.isalpha() and not letters.isdigit()
        return self._tails.get(letters, ()) if "-" in said or mixed else ()

    def found(self, sentence: Sequence[Word]) -> Iterator[tuple[int, int, str, Sequence[int]]]:
        """Begin and end of each word that is a listed name, the words, and the numbers of the listed names."""
        has_capitals = any(word.text[:1].isupper() for word in sentence)
        for at, word in enumerate(sentence):
            if script(word.text[:1]) in NATIVE:
                yield from self._inside(word)
            elif not word.weak and len(word.text) >= _SHIP_LETTERS:
                folded = "".join(fold_words(word.text))
                numbers = self._distinctive.get(folded, ())
                if numbers and not (has_capitals and word.text.islower()):  # a name is written with a capital there
                    yield word.begin, word.end, word.text, numbers
                if (numbers := self._ships.get(folded, ())) and at and sentence[at - 1].text.lower() in _SHIP_WORDS:
                    yield word.begin, word.end, word.text, numbers

    def _inside(self, word: Word) -> Iterator[tuple[int, int, str, Sequence[int]]]:
        """Listed names inside a word, the longest at each place, none inside another."""
        spelled, at = _simple(word.text), 0
        if len(spelled) != word.end - word.begin:
            return
        while at < len(spelled):
            for end in range(min(len(spelled), at + _MOST_NATIVE), at + _NATIVE_LETTERS - 1, -1):
                if numbers := self._native.get(spelled[at:end], ()):
                    yield word.begin + at, word.begin + end, word.text[at:end], numbers
                    at = end - 1
                    break
            at += 1


_MOST_BLANKS = 8
"""Names with more are never a single word, whatever legal form stands around it."""


def _whole(text: str, kind: Kind) -> Iterator[str]:
    """The one word that a name consists of, legal forms aside."""
    words = fold_words(text)
    if len(words) == 1:
        yield words[0]
    elif kind is Kind.VESSEL:
        spelled = prepare(text, kind).spelled
        if len(spelled) == 1:
            yield spelled[0]


def _is_distinctive(word: str) -> bool:
    """Whether a word belongs to no name but its own, as far as the lexicon knows."""
    known = (*(lexicon.weights(kind) for kind in _WEIGHED), lexicon.titles(), lexicon.places(), lexicon.generic_words())
    readings = {word, *(reading.text for reading in romanise.readings(word) if not word.isascii())}
    return not (word.isdigit() or any(each in words for each in readings for words in (*known, lexicon.singular())))


def _simple(text: str) -> str:
    """Chinese characters in their simple form, without blanks and signs."""
    return han.simplified("".join(filter(str.isalnum, text)))
