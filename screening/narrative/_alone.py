"""Single words of a text that are a whole listed name: distinctive ones, ships beside a word that says so, tails.

Chinese, Japanese and Korean are written without blanks around names, so there a listed name is found inside a word.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from screening import lexicon, romanise
from screening.narrative._words import NATIVE, Word
from screening.register import Register
from screening.romanise import han
from screening.schema import Kind
from screening.text import fold_words, script

LETTERS_ALONE = 6
"""Letters of a distinctive word of an organisation: shorter ones are words of some language too often.

A person named by one word alone ("Rachid") is not looked for in a text: it would be every Rachid."""
_LETTERS_WITHOUT_FORM = 10
"""Letters of a distinctive word whose legal form is left out: "Surgutneftegas"."""
_SHIP_LETTERS, _SHIP_WORDS_MOST = 4, 5
_NATIVE_LETTERS, _MOST_NATIVE = 3, 20
"""Characters of a name found inside a word of Chinese characters, kana or Hangul: two are a word too often."""
_SHIP_WORDS = frozenset(
    ["mv", "mt", "ms", "ss", "vessel", "ship", "tanker", "motorship", "теплоход", "танкер", "судно"]
)
_WEIGHED = (Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL)


class Alone:
    """Listed names of one word, by that word. Immutable."""

    def __init__(self, register: Register, single: Mapping[int, str]) -> None:
        """Take the listed names; ``single`` are those of organisations that are one word beside legal forms."""
        self._distinctive: dict[str, list[int]] = {}
        self._ships: dict[str, list[int]] = {}
        self._of_form: dict[str, list[int]] = {}
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
                if kind is Kind.VESSEL:
                    self._note_ship(text, number)
                elif kind is Kind.ORGANISATION and number in single:
                    self._note(text, number, single[number])

    def _note_ship(self, text: str, number: int) -> None:
        folded = fold_words(text)
        if len("".join(folded)) >= _SHIP_LETTERS:
            self._ships.setdefault(" ".join(folded), []).append(number)

    def _note(self, text: str, number: int, spelled: str) -> None:
        folded = fold_words(text)
        if len(folded) == 1 or any(map(_is_form, folded)):
            self._of_form.setdefault(spelled, []).append(number)
            least = LETTERS_ALONE if len(folded) == 1 else _LETTERS_WITHOUT_FORM
            if len(spelled) >= least and _is_distinctive(spelled):
                self._distinctive.setdefault(spelled, []).append(number)

    def tail(self, said: str) -> Sequence[int]:
        """Listed aircraft of this name; a tail number has a dash, or letters and digits."""
        letters = "".join(filter(str.isalnum, said.upper()))
        mixed = len(letters) > _SHIP_LETTERS and not letters.isalpha() and not letters.isdigit()
        return self._tails.get(letters, ()) if "-" in said or mixed else ()

    def found(self, sentence: Sequence[Word]) -> Iterator[tuple[int, int, str, Sequence[int]]]:
        """Begin and end of each word that is a listed name, the words, and the numbers of the listed names."""
        has_capitals = any(word.text[:1].isupper() for word in sentence)
        has_small = any(word.text.islower() for word in sentence)
        for at, word in enumerate(sentence):
            if script(word.text[:1]) in NATIVE:
                yield from self._inside(word)
            elif word.text.lower() in _SHIP_WORDS:
                yield from self._behind(sentence[at + 1 : at + 2 + _SHIP_WORDS_MOST], mixed=has_small)
            elif not word.weak:
                folded = "".join(fold_words(word.text))
                numbers = self._distinctive.get(folded, ())
                if numbers and not (has_capitals and word.text.islower()):  # a name is written with a capital there
                    yield word.begin, word.end, word.text, numbers
                elif numbers := self._of_form.get(folded, ()):
                    yield from _with_form(sentence, at, numbers)

    def _behind(self, words: Sequence[Word], *, mixed: bool) -> Iterator[tuple[int, int, str, Sequence[int]]]:
        """The ship whose name the words behind "MV" begin with, the longest name first.

        Where a text has capitals and small letters, a name goes on as long as capitals do ("MV Unity Spirit").
        """
        for count in range(min(len(words), _SHIP_WORDS_MOST), 0, -1):
            said, behind = " ".join(word.text for word in words[:count]), words[count : count + 1]
            if (
                mixed
                and words[0].text[:1].isupper()
                and behind
                and behind[0].text[:1].isupper()
                and not behind[0].divided
            ):
                continue
            if numbers := self._ships.get(" ".join(fold_words(said)), ()):
                yield words[0].begin, words[count - 1].end, said, numbers
                return

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


def _with_form(
    sentence: Sequence[Word], at: int, numbers: Sequence[int]
) -> Iterator[tuple[int, int, str, Sequence[int]]]:
    """A word with a legal form before or behind it, however common: "Gross Ltd"."""
    for begin, end in ((at, at + 2), (at - 1, at + 1)):
        words = sentence[begin:end] if begin >= 0 else ()
        beside = [word for word in words if word is not sentence[at]]
        if beside and any(map(_is_form, fold_words(beside[0].text))) and not _is_small_word(beside[0].text):
            yield words[0].begin, words[-1].end, " ".join(word.text for word in words), numbers
            return


@lru_cache(maxsize=65536)
def _is_form(word: str) -> bool:
    """Whether a folded word is a legal form by itself."""
    read = word if word.isascii() else next((reading.text for reading in romanise.readings(word)), word)
    return (read,) in lexicon.legal_forms() or (word,) in lexicon.legal_forms()


def _is_small_word(said: str) -> bool:
    """Whether a word in small letters is a particle rather than a legal form: "as" is no Norwegian company."""
    return said.islower() and (said in lexicon.particles() or said in lexicon.noise())


@cache
def _ordinary() -> frozenset[str]:
    """Words that name nobody although they are somebody's whole name."""
    table = tomllib.loads(Path(__file__).with_name("ordinary.toml").read_text(encoding="utf-8"))
    return frozenset(table["words"])


def _is_distinctive(word: str) -> bool:
    """Whether a word belongs to no name but its own, as far as the lexicon knows."""
    known = (*(lexicon.weights(kind) for kind in _WEIGHED), lexicon.titles(), lexicon.places(), lexicon.generic_words())
    readings = {word, *(reading.text for reading in romanise.readings(word) if not word.isascii())}
    return not (
        word.isdigit()
        or word in _ordinary()
        or any(each in words for each in readings for words in (*known, lexicon.singular()))
    )


def _simple(text: str) -> str:
    """Chinese characters in their simple form, without blanks and signs."""
    return han.simplified("".join(filter(str.isalnum, text)))
