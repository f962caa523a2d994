"""Candidate keys: two words that are alike share at least one key, so looking keys up loses nothing.

For every relation of ``screening.similarity`` there is a rule here, and ``tests/test_keys.py`` holds the law
``likeness(a, b) is not None  =>  keys(a) & keys(b)``. Edits are found by symmetric deletion: two words within k plain
edits (neighbour swaps included) have a common form after at most k deletions on either side.
"""

from collections.abc import Iterator

from screening import lexicon
from screening.names import Role, Token, meanings
from screening.similarity import ABBREVIATION_LETTERS, LONGEST_EDITED, stems
from screening.sound import skeleton, sounds
from screening.syllables import ear_keys


def _most_deletions(letters: int) -> int:
    """The most edits that ``similarity.edits_allowed`` allows a word of so many letters, whatever the other word."""
    if letters < 3 or letters > LONGEST_EDITED:
        return 0
    return 2 if letters >= 6 else 1


def _deletions(word: str, most: int) -> Iterator[str]:
    yield word
    if most:
        for i in range(len(word)):
            once = word[:i] + word[i + 1 :]
            yield once
            if most > 1:
                for j in range(i, len(once)):
                    yield once[:j] + once[j + 1 :]


def keys(token: Token) -> frozenset[str]:
    """Every key of one word; at most a few hundred, for words of up to 32 letters."""
    found = {f"={token.text}"}
    if token.role is Role.INITIAL:
        found.update(f"i{reading[0]}" for reading in token.readings)
    if token.role in (Role.NUMBER, Role.INITIAL):
        return frozenset(found)
    found.update(meanings(token.text, token.readings))
    for reading in token.readings:
        bones = skeleton(reading)
        found.update(f"k{short}" for short in _deletions(bones, 1 if len(bones) > 4 else 0))
        if token.consonants:
            continue
        found.update(_deletions(reading, _most_deletions(len(reading))))
        found.update(joined_keys(reading))
        found.update(f"e{each.group}" for each in lexicon.equivalents().get(reading, ()))
        found.update(stems(reading))
        found.update(f"a{short}" for short in _abbreviations(reading))
    found.update(f"h{each}" for each in ear_keys(token))
    return frozenset(found)


def joined_keys(word: str) -> tuple[str, ...]:
    """Keys of a whole word or of two adjacent words written as one: its letters, sounds and English words."""
    return (word, *(f"s{sound}" for sound in sounds(word)), *lexicon.translations(word, cyrillic=False))


def _abbreviations(word: str) -> list[str]:
    table = lexicon.abbreviation_prefixes()
    return [word[:length] for length in range(ABBREVIATION_LETTERS, len(word) + 1) if word[:length] in table]
