"""Keys of words, compiled: the same as ``screening.keys`` gives."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import lexicon
from screening.index._asked import asked, spelled_keys_of, word_of, written
from screening.index._distances import uncompiled
from screening.index._flat import Asked, Words
from screening.index._keys import keys_of
from screening.names import Role, Token
from screening.schema import Kind
from tests.test_sounds import HABITS

PIECES = st.sampled_from("sch ce gn mb ph th kh rr ar am ng skaya ov ova ina x h ck vv j".split())  # noqa: SIM905
SPELLED = st.one_of(HABITS, st.text("abcdefghijklmnopqrstuvwxyz0", max_size=34), st.lists(PIECES).map("".join))
ROLES = st.sampled_from([Role.NAME, Role.GENERIC, Role.PARTICLE, Role.TITLE, Role.INITIAL])
LATIN = st.builds(lambda text, role: Token(text, role, 1.0, (text,)), SPELLED, ROLES)
READINGS = st.lists(SPELLED, min_size=2, max_size=5, unique=True).map(tuple)
TEXTS = st.sampled_from(["", "\u0431\u043e\u0440", "\u0e19\u0e34", "\u660e\u5b81", "\uc774"])


def of_readings(text: str, role: Role, readings: tuple[str, ...]) -> Token:
    """A word of several Latin readings, of which the first is its text where there is none."""
    return Token(text or readings[0], role, 1.0, readings, ("",) * len(readings))


READ = st.builds(of_readings, TEXTS, ROLES, READINGS)
OTHERS = st.sampled_from(
    [
        Token("محمد", Role.NAME, 0.3, ("mhmd",), ("",), consonants=True),
        Token("иванов", Role.NAME, 1.0, ("ivanov", "iwanow"), ("", "")),
        Token("#224", Role.NUMBER, 1.0, ("224",)),
    ]
)


def keys(found: Asked) -> list[list[tuple[int, float]]]:
    """The keys of each word, with what they say."""
    ends = found.starts.tolist()
    pairs = list(zip(found.hashes.tolist(), found.most.tolist(), strict=True))
    return [sorted(set(pairs[begin:end])) for begin, end in pairwise(ends)]


def heard(found: Words) -> list[bytes]:
    """What each word sounds like first."""
    ends = found.sound_starts.tolist()
    return [bytes(found.sounds[begin:end]) for begin, end in pairwise(ends)]


def differences(tokens: list[Token]) -> list[str]:
    """Words that are not read as ``word_of`` reads them."""
    words, _, found = asked(written(tokens, Kind.PERSON), keys_of)
    each = [word_of(token, Kind.PERSON) for token in tokens]
    wanted = [(sorted(set(zip(word.hashes, word.most, strict=True))), word.spelled.sound) for word in each]
    seen = zip(keys(found), heard(words), wanted, tokens, strict=True)
    return [token.text for own, sound, want, token in seen if (own, sound) != want]


@given(st.lists(st.one_of(LATIN, READ, OTHERS), min_size=1, max_size=6))
def test_keys_are_those_of_the_score(tokens: list[Token]) -> None:
    """Whatever the words, and whatever stands beside them: the keys and the sound that ``screening.keys`` says."""
    assert differences(tokens) == []


@given(st.one_of(LATIN, READ))
def test_uncompiled_they_are_the_same(token: Token) -> None:
    """The functions run as plain Python too, with the same outcome, and readable ones give it."""
    new = written([token], Kind.PERSON)
    plain, readable, compiled = (asked(new, each) for each in (uncompiled(keys_of), spelled_keys_of, keys_of))
    assert keys(plain[2]) == keys(readable[2]) == keys(compiled[2])
    assert heard(plain[0]) == heard(readable[0]) == heard(compiled[0])


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ORGANISATION])
def test_words_of_the_lexicon_have_them(kind: Kind) -> None:
    """So it is for every word of the lexicon."""
    words = [word for word in lexicon.weights(kind) if word.isascii()]
    assert differences([Token(word, Role.NAME, 1.0, (word,)) for word in words]) == []
