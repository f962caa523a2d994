"""Joined words: what is refused without being asked for is alike to no listed word."""

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from screening import lexicon
from screening.index import Index
from screening.index._joins import _has_habit, heard, order
from screening.index._vocabulary import joining
from screening.schema import Kind
from screening.sound import sounds

LETTERS = st.text("aabfghhlmnoopruvwwciejkqstxyzd", min_size=1, max_size=12)
JOINING = joining(np.zeros(1, np.uint8), np.zeros(1, np.uint8))
ENDINGS = st.sampled_from(["", "h", "au", "ou", "ov", "off", "eff", "ine", "in", "iff", "ao", "ah", "ew", "ski"])


def order_of(word: str) -> int:
    """The order of a word's letters."""
    return order(np.frombuffer(word.encode(), dtype=np.uint8), 0, len(word))


def test_words_of_one_sound_have_one_order_of_letters() -> None:
    """All words of the lexicon that share a way to be read share the order of the letters that readings keep."""
    by_sound: dict[str, set[int]] = defaultdict(set)
    for kind in (Kind.PERSON, Kind.ORGANISATION):
        for word in lexicon.weights(kind):
            for sound in sounds(word):
                by_sound[sound].add(order_of(word))
    assert all(len(found) == 1 for found in by_sound.values())


@given(LETTERS, LETTERS, ENDINGS)
def test_what_a_word_sounds_like_keeps_its_order(beginning: str, middle: str, ending: str) -> None:
    """A way to read a word, read as a word again where that is the same, keeps the order."""
    word = f"{beginning}{middle}{ending}"
    for sound in sounds(word):
        if sound.islower() and sound in sounds(sound):
            assert order_of(sound) == order_of(word)


@given(LETTERS, LETTERS, LETTERS)
def test_two_words_for_one_are_found(first: str, second: str, third: str) -> None:
    """Two words of a query that are one listed word are found, as by the full scan (NK-16)."""
    index = Index.build([f"{first}{second} {third}", "Kraken Ltd"], [Kind.PERSON, Kind.ORGANISATION])
    query = f"{third} {first} {second}"
    found, scanned = (list(index.search(query, 50, exhaustive=way)) for way in (False, True))
    assert [(n, c.score) for n, c in found] == [(n, c.score) for n, c in scanned]


@given(st.text("abcdefghiklmnopqrstuvxyz", min_size=1, max_size=14), ENDINGS)
def test_a_word_without_habits_is_heard_as_the_score_hears_it(beginning: str, ending: str) -> None:
    """What the kernel takes for a word with one reading is read as ``sounds`` reads it."""
    word = np.frombuffer(f"{beginning}{ending}".encode(), dtype=np.uint8)
    out = np.zeros(64, np.uint8)
    if not _has_habit(word, len(word)):
        count = heard(word, len(word), JOINING, out)
        assert sounds(f"{beginning}{ending}") == (bytes(out[:count]).decode(),)
