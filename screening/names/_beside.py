"""What a word needs beside it to mean something else than by itself, as bits, and whether a name has it.

What the words of the lexicon need is a table made once; ``together`` decides for a whole name, and a compiled function
of ``screening.index`` decides the same.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from screening import lexicon
from screening.names import _organisation as organisation
from screening.names import _person as person
from screening.names._numbers import NUMBER_WORDS, ROMAN, ROMAN_LETTERS, roman_number
from screening.schema import Kind
from screening.text import fold_word, script, words

FATHER, INITIALS, NATIVE, WRITTEN, READ, JAPANESE, ABD, ARTICLE = (1 << bit for bit in range(8))
"""Of a person: shaped as a patronymic, as initials; in Arabic or Hebrew letters; of a word that begins with a Chinese
character, read as one of China or Korea, marked as one of Japan; "abd", an article."""
SINGLE, FIRST, SECOND, PART, NUMBER, NUMBER_WORD = (1 << bit for bit in range(8, 14))
"""Of an organisation: one Latin letter; beginning and end of a word of a legal form; word of a legal form of several
words; number, "No."."""
NOISE, GOES_ON, AT_FIRST, INSIDE, AT_LAST, ALWAYS = (1 << bit for bit in range(14, 20))
"""First and second word of a phrase around a name; what means something else at the start, inside, at the end, or
anywhere."""
FURTHER = 1 << 20
"""Fourth or further word of a phrase around a person's name."""
MAY_OPEN, MAY_CLOSE = SINGLE | NUMBER | NUMBER_WORD | FIRST | ABD, SINGLE | NUMBER | SECOND | PART | ARTICLE
"""What two words need, one behind the other, that may be read as one or change what each is by itself."""
OTHERWISE = INITIALS | WRITTEN | READ | NUMBER | NUMBER_WORD | SINGLE | AT_FIRST | AT_LAST
"""What words need that are read in other ways beside some words; the others are read as by themselves, or set aside."""
_CASED = frozenset(["LATIN", "CYRILLIC", "GREEK"])
"""Scripts whose letters stand for words."""
_BESIDE = (
    (NOISE, GOES_ON), (ABD, ARTICLE), (SINGLE, SINGLE), (FIRST, SECOND), (PART, PART),
    (NUMBER, NUMBER), (NUMBER_WORD, NUMBER),
)  # fmt: skip
"""What only means something else where the second stands behind the first."""
OF_LETTERS = NUMBER | NOISE | GOES_ON | AT_FIRST | INSIDE | AT_LAST
"""What letters with slashes between need as single letters do."""


class Needs(NamedTuple):
    """The bits by which ``together`` decides, for those that decide the same elsewhere."""

    initials: int
    father: int
    native: int
    read: int
    written: int
    japanese: int
    at_first: int
    inside: int
    at_last: int
    part: int
    before_form: int
    behind_form: int
    pairs: tuple[tuple[int, int], ...]


NEEDS = Needs(
    *(INITIALS, FATHER, NATIVE, READ, WRITTEN, JAPANESE, AT_FIRST, INSIDE, AT_LAST, PART),
    before_form=PART | FIRST | SINGLE | NUMBER_WORD | NOISE | INSIDE | AT_LAST,
    behind_form=PART | SECOND | SINGLE | GOES_ON | INSIDE,
    pairs=_BESIDE,
)


def together(needs: tuple[int, ...], *, form: bool = False, led: bool = False) -> bool:
    """Whether words of one name together mean something else than each by itself: what the pieces of a name need.

    ``form``: a legal form stands behind them. ``led``: one stands before them.
    """
    if not any(needs):
        return False
    if (form and _goes_on(needs[::-1], NEEDS.before_form)) or (led and _goes_on(needs, NEEDS.behind_form)):
        return True
    every = _any_of(needs)
    if every & INITIALS or (every & FATHER and len(needs) > 2):
        return True
    if every & NATIVE and not all(each & NATIVE for each in needs):
        return True
    if every & READ and is_japanese(needs):
        return True
    if needs[0] & AT_FIRST or needs[-1] & AT_LAST or any(each & INSIDE for each in needs[1:-1]):
        return True
    if every & PART and any(a & b & PART for a, b in zip(needs, needs[2:], strict=False)):
        return True  # the word between may be a misspelt one
    beside = [(a, b) for a, b in _BESIDE if every & a and every & b]
    return any(x & a and y & b for a, b in beside for x, y in pairwise(needs))


def _goes_on(needs: Sequence[int], bits: int) -> bool:
    """Whether a legal form beside the first of these words, or beside the next if that is misspelt, may go on."""
    return bool(needs[0] & bits or (len(needs) > 1 and needs[1] & PART))


def _any_of(needs: Sequence[int]) -> int:
    every = 0
    for each in needs:
        every |= each
    return every


def is_japanese(needs: Sequence[int]) -> bool:
    """As ``screening.romanise._syllabic.is_japanese`` decides for the whole name."""
    every = _any_of(needs)
    return bool(every & WRITTEN and every & JAPANESE)


@cache
def phrases_around() -> tuple[tuple[str, ...], ...]:
    """The phrases around a name, wherever they stand."""
    around = lexicon.around()
    return tuple(phrase for each in (around.phrases, around.words) for phrases in each.values() for phrase in phrases)


@cache
def openings() -> frozenset[tuple[str, ...]]:
    """The first two words of the phrases around a name."""
    return frozenset(phrase[:2] for phrase in phrases_around() if len(phrase) > 1)


@cache
def of_table(kind: Kind) -> dict[str, int]:
    """What the words of the lexicon need beside them in names of a kind."""
    found: dict[str, int] = {}

    def add(need: int, words: Iterable[str]) -> None:
        for word in words:
            found[word] = found.get(word, 0) | need

    around = lexicon.around()
    behind = around.behind_persons if kind is Kind.PERSON else {}
    begun = [*openings(), *(phrase[:2] for phrase in behind if len(phrase) > 1)]
    add(NOISE, (phrase[0] for phrase in begun))
    add(GOES_ON, (phrase[1] for phrase in begun))
    for place, need in (("before", AT_FIRST), ("between", INSIDE), ("behind", AT_LAST)):
        phrases = [*around.phrases[place], *around.words[place], *(behind if place == "behind" else ())]
        add(need, (phrase[0] for phrase in phrases if len(phrase) == 1))
    if kind is Kind.PERSON:
        add(FURTHER, (word for phrase in (*phrases_around(), *behind) for word in phrase[3:]))
        add(INSIDE, lexicon.nasab() | person.NASAB)
        add(ARTICLE, lexicon.articles())
        add(ABD, ["abd"])
        return found
    add(ALWAYS, (phrase[0] for phrase in lexicon.legal_forms() if len(phrase) == 1))
    add(PART, (word for phrase in lexicon.legal_forms() if len(phrase) > 1 for word in phrase))
    for numbers in (lexicon.cardinals(), lexicon.ordinals(), lexicon.multipliers(), ROMAN, ROMAN_LETTERS):
        add(NUMBER, numbers)
    add(AT_LAST, ROMAN_LETTERS)
    add(AT_FIRST, (word for word in (*ROMAN, "i") if roman_number(word, 0, kind) != roman_number(word, 1, kind)))
    add(NUMBER_WORD, NUMBER_WORDS)
    add(AT_FIRST | INSIDE, organisation.NAMED)  # one letter behind is a founder's initial
    cuts = [(word[:at], word[at:]) for word in organisation.form_words() for at in range(1, len(word))]
    add(FIRST, (first for first, _ in cuts))
    add(SECOND, (second for _, second in cuts))
    return found


@lru_cache(maxsize=65536)
def needs_of_words(text: str, kind: Kind) -> int:
    """What the words of a piece need beside them that is not read by itself, and single letters and digits."""
    found = NUMBER if any(map(str.isdigit, text)) else 0
    for word in map(fold_word, words(text)):
        found |= of_table(kind).get(word, 0) | SINGLE * (len(word) == 1 and script(word) in _CASED)
        if kind is not Kind.PERSON and organisation.may_begin_form(word):
            found |= FIRST
    return found
