"""How words sound, compiled: the same as ``screening.sound`` gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import lexicon
from screening.index._distances import uncompiled
from screening.index._joins import outlined
from screening.index._sounds import families, room, sounds
from screening.schema import Kind
from screening.sound import MOST_SOUNDS
from screening.sound import sounds as law

SYLLABLES = st.sampled_from(
    """
    sch tsch schtsch stsch tch cht ch sh zh kh dj sjtsj tsj tj sj zj szcz sz cz ck cki ts tz tc z s c w ow ew ski skij
    skaja itsch icz ich na ine ou off eff au iotny iov iova yor jor yuri jure gue gui ki j y o a e i h f t d v k x q 1 0
    """.split()  # noqa: SIM905  # one syllable a blank reads better than quotes
)
HABITS = st.lists(SYLLABLES, max_size=7).map("".join)
ROOM = room(MOST_SOUNDS)


def heard(word: str, plain: bool = False) -> tuple[str, ...]:
    """The sounds of a word as the kernel reads it."""
    rows, sizes, out, lengths = ROOM
    rows[0, : len(word)], sizes[0] = list(word.encode()), len(word)
    count = (uncompiled(sounds) if plain else sounds)(rows, sizes, families(), out, lengths)
    return tuple(bytes(out[n, : lengths[n]]).decode() for n in range(count))


@given(st.one_of(HABITS, st.text("abcdefghijklmnopqrstuvwxyz0", max_size=24), st.text("acehijkostuwyz", max_size=12)))
def test_words_are_heard_as_the_score_hears_them(word: str) -> None:
    """Every Latin word is read in the ways, and in the order, that ``screening.sound`` says."""
    assert heard(word) == law(word)


@given(HABITS)
def test_words_of_one_sound_have_one_outline(word: str) -> None:
    """What is refused by its outline shares no sound with any listed word: sounds keep the outline of their word."""
    outlines = {outlined(np.frombuffer(each.encode(), np.uint8), 0, len(each)) for each in (word, *law(word))}
    assert len(outlines) == 1


@given(HABITS)
def test_uncompiled_it_hears_the_same(word: str) -> None:
    """The functions run as plain Python too, with the same outcome."""
    assert heard(word, plain=True) == law(word)


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ORGANISATION])
def test_words_of_the_lexicon_are_heard_so(kind: Kind) -> None:
    """So it is for every word of the lexicon."""
    words = [word for word in lexicon.weights(kind) if word.isascii()]
    assert [word for word in words if heard(word) != law(word)] == []
