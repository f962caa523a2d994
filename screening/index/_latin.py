"""Words in plain Latin letters that stand in no table: most words of names, alike for all kinds of names.

What they are as numbers, and their keys, is worked out once for the words that a call learns, kind by kind, one after
the other. Weights and the like are those of a kind.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from screening.index._flat import BY_READINGS, BY_TEXT, Asked, Numbers, Words
from screening.index._heard import MOST_BRANCHES, MOST_LETTERS, Tables, tables
from screening.keys import may_have_more_keys
from screening.names import Role, Token, meanings
from screening.romanise import FOREIGN
from screening.syllables import is_syllable

KeysOf = Callable[[Words, Numbers, Asked, Tables], tuple[Asked, Numbers, Numbers]]
_EMPTY = {
    **dict.fromkeys(["sounds", "chunks"], np.uint8),
    **dict.fromkeys(["hashes", "written"], np.uint32),
    **dict.fromkeys(["most", "form_costs", "costs"], np.float64),
    "sizes": np.int64,
}
_FIRSTS = ("places", "arcs", "chunk_starts")
"""Lists within lists of which no word has any."""
_AT_ONCE = 8
"""So many calls that learn at once share what they work out, kind by kind."""


def is_plain(token: Token) -> bool:
    """Whether a word is short, in Latin letters, with no other reading, and in no table."""
    text, readings = token.text, token.readings
    return len(readings) == 1 and readings[0] == text and not token.consonants and _is_plain(text, token.role)


@lru_cache(maxsize=65536)
def _is_plain(text: str, role: Role) -> bool:
    if not text.isascii() or role is Role.NUMBER or role is Role.INITIAL or len(text) > MOST_LETTERS:
        return False
    if not text.isalnum() or may_have_more_keys(text, role):
        return False
    branches = text.count("h") + text.count("ph") + text.count("c") + text.count("v") + text.count("j")
    return branches <= MOST_BRANCHES


def told_by(token: Token) -> int:
    """What tells all keys of a word, once in the compiled ``keys_of``; 0 where a table may give more."""
    text, readings, role = token.text, token.readings, token.role
    if token.consonants or not readings or not all(_is_plain(reading, role) for reading in readings):
        return 0
    if text.isascii():
        return BY_TEXT if text == readings[0] else 0
    if is_syllable(token) or FOREIGN in token.systems or meanings(text, readings):
        return 0
    return BY_READINGS


@lru_cache(maxsize=_AT_ONCE)
def laid_out(texts: tuple[str, ...]) -> Mapping[str, Numbers]:
    """What plain words are, whatever the kind of their names, as ``_readings.of_words`` gives it."""
    size, letters = len(texts), np.frombuffer("".join(texts).encode(), dtype=np.uint8)
    starts = np.zeros(size + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=starts[1:])
    none, first = np.zeros(size + 1, np.int64), np.zeros(1, np.int64)
    empty: dict[str, Numbers] = {name: np.zeros(0, type_) for name, type_ in _EMPTY.items()}
    lists: dict[str, Numbers] = dict.fromkeys(["sound_starts", "key_starts", "forms"], none) | dict.fromkeys(
        _FIRSTS, first
    )
    spelled: dict[str, Numbers] = {"starts": starts, "letters": letters, "glued_starts": starts, "glued": letters}
    after: dict[str, Numbers] = {"after_abd_starts": starts, "after_abd": letters, "lengths": np.diff(starts)}
    return {**empty, **lists, **spelled, **after, "readings": np.arange(size + 1), "keyless": np.ones(size, np.uint8)}


@lru_cache(maxsize=_AT_ONCE)
def keys_of_all(letters: bytes, starts: bytes, keys_of: KeysOf) -> tuple[Asked, Numbers, Numbers]:
    """The keys of plain words, and what each sounds like first, told by their letters alone."""
    ends = np.frombuffer(bytearray(starts), np.int64)
    size = len(ends) - 1
    none, bytes_ = np.zeros(size + 1, np.int64), np.zeros(size, np.uint8)
    found = Words(
        *(np.arange(size + 1), ends, np.frombuffer(letters, np.uint8), bytes_, bytes_, np.zeros(size)),
        *(none, np.frombuffer(b"\0", np.uint8)),
    )
    keys, spoken, heard = keys_of(found, np.ones(size, np.uint8), NO_KEYS._replace(starts=none), tables())
    heard.flags.writeable = False  # as without it: for another type of array the compiler would begin again
    return keys, spoken, heard


NO_KEYS = Asked(np.zeros(1, np.int64), np.zeros(0, np.uint32), np.zeros(0))
