"""Candidate keys: two words that are alike share at least one key, so looking keys up loses nothing.

For every relation of ``screening.similarity`` there is a rule here, and ``tests/test_similarity.py`` holds the law
``likeness(a, b) is not None  =>  asked_keys(a) & stored_keys(b)``, from either side. Edits are found by symmetric
deletion: two words within k plain edits (neighbour swaps included) have a common form after at most k deletions on
either side.
"""

from collections.abc import Iterable, Iterator

from screening import lexicon
from screening.edits import LONGEST_EDITED
from screening.names import Role, Token, meanings
from screening.similarity import ABBREVIATION_LETTERS, letters_by_script, letters_of, stems
from screening.sound import outlines, skeleton, sounds
from screening.syllables import ear_keys

_OUTLINE, _EAR = "~", "`"  # no word begins with either
"""What mark the kinds of consonants of a word, and what is heard of it."""
_OTHER_SIDE = {_OUTLINE: "^", _EAR: "|"}


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
    if letters := letters_of(token):
        found.update(f"{_OUTLINE}{outline}" for outline in letters.outlines(token.text))
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
    found.update(f"{_EAR}{each}" for each in ear_keys(token))
    return frozenset(found)


def stored_keys(token: Token) -> frozenset[str]:
    """Keys under which an index stores a word; see ``asked_keys``."""
    return frozenset(_turned(keys(token), outline=token.consonants, ear=not token.text.isascii()))


def asked_keys(token: Token) -> frozenset[str]:
    """Keys by which an index is asked for the words alike to one.

    Kinds of consonants are a relation between a script without vowels and one with them, what is heard one between
    Latin letters and a syllabic script; so either side stores its own and asks for the other's, and two Latin words are
    not looked at for it.
    """
    return frozenset(_turned(keys(token), outline=not token.consonants, ear=token.text.isascii()))


def stored_joined_keys(word: str) -> tuple[str, ...]:
    """As ``stored_keys`` for two adjacent words written as one."""
    return tuple(_turned(joined_keys(word), outline=not word.isascii(), ear=False))


def asked_joined_keys(word: str) -> tuple[str, ...]:
    """As ``asked_keys`` for two adjacent words written as one."""
    return tuple(_turned(joined_keys(word), outline=word.isascii(), ear=False))


def _turned(wanted: Iterable[str], *, outline: bool, ear: bool) -> Iterator[str]:
    turn = {mark for mark, wish in ((_OUTLINE, outline), (_EAR, ear)) if wish}
    return (_OTHER_SIDE[key[0]] + key[1:] if key[0] in turn else key for key in wanted)


def joined_keys(word: str) -> tuple[str, ...]:
    """Keys of a whole word or of two words written as one: letters, sounds, English words, kinds of consonants."""
    if not word.isascii():
        letters = letters_by_script(word)
        return tuple(f"{_OUTLINE}{outline}" for outline in sorted(letters.outlines(word))) if letters else (word,)
    spelled = (word, *(f"s{sound}" for sound in sounds(word)), *lexicon.translations(word, cyrillic=False))
    return (*spelled, *(f"{_OUTLINE}{outline}" for outline in sorted(outlines(word))))


def _abbreviations(word: str) -> list[str]:
    table = lexicon.abbreviation_prefixes()
    return [word[:length] for length in range(ABBREVIATION_LETTERS, len(word) + 1) if word[:length] in table]
