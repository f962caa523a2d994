"""Laws of words in syllabic scripts: symmetric, found by their keys, and never longer than what is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names import Token, prepare
from screening.romanise import readings
from screening.schema import Kind
from screening.similarity import Relation, likeness
from screening.syllables import heard
from tests.test_similarity import share_a_key

NATIVE = [
    "アンゲラ",
    "メルケル",
    "シュレーダー",
    "안젤라",
    "블라디미르",
    "정은",
    "영철",
    "穆罕默德",
    "斯特",
    "铁三",
    "近平",
    "たろう",
]
LATIN = [
    "angela",
    "merkel",
    "schroeder",
    "schroder",
    "vladimir",
    "wladimir",
    "jongun",
    "jeongeun",
    "youngchul",
    "muhammad",
]
SPELLINGS = st.sampled_from([*LATIN, *(each.text for word in NATIVE for each in readings(word))])
NEAR = SPELLINGS | st.builds(lambda word, at, letter: word[:at] + letter + word[at + 1 :], SPELLINGS, st.integers(0, 9),
                             st.sampled_from(["", *"aeiouhkrlst"]))  # fmt: skip


def word(text: str) -> Token:
    """One word of a person's name."""
    return prepare(text, Kind.PERSON).tokens[0]


@given(st.sampled_from(NATIVE), NEAR.filter(bool))
def test_alike_words_share_a_key(native: str, latin: str) -> None:
    """What is alike in letters, sound or to the ear is found by keys, and from either side."""
    a, b = word(native), word(latin)
    assert likeness(a, b, Kind.PERSON) == likeness(b, a, Kind.PERSON)
    assert likeness(a, b, Kind.PERSON) is None or share_a_key(a, b)


@given(st.sampled_from(NATIVE), NEAR.filter(bool))
def test_heard_is_a_share(native: str, latin: str) -> None:
    """What is heard alike is less than equal."""
    assert 0.0 <= heard(word(native), word(latin)) < 1.0


@pytest.mark.parametrize(
    ("native", "latin"), [("シュレーダー", "schroeder"), ("블라디미르", "wladimir"), ("メルケル", "merkl")]
)
def test_foreign_names_are_heard(native: str, latin: str) -> None:
    """A foreign name is found although the script lost its letters; the relation says so."""
    found = likeness(word(native), word(latin), Kind.PERSON)
    assert found
    assert found.relation in (Relation.HEARD, Relation.SPELLING)


@pytest.mark.parametrize(
    ("native", "latin"),
    [("정은", "jonghun"), ("정은", "joan"), ("영희", "yonggi"), ("近平", "jinpeng"), ("지은", "chun")],
)
def test_other_syllables_are_another_word(native: str, latin: str) -> None:
    """A given name of China or Korea is not a letter away from another (NK-12)."""
    assert likeness(word(native), word(latin), Kind.PERSON) is None
