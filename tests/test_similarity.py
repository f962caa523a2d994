"""Two words: likeness is symmetric, bounded, and by a named relation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from screening.edits import edit_cost, edits_allowed
from screening.keys import asked_keys, stored_keys
from screening.names import Token, prepare
from screening.schema import Kind
from screening.similarity import LEAST, Relation, likeness
from tests.strategies import ANY_TEXT, KINDS, LATIN_WORDS, WORDS


def word(text: str, kind: Kind = Kind.PERSON) -> Token:
    """The first token of a text prepared as a kind."""
    return prepare(text, kind).tokens[0]


TOKENS = st.tuples(st.one_of(WORDS, LATIN_WORDS), KINDS).map(lambda both: prepare(*both).tokens)


def near(text: str) -> st.SearchStrategy[str]:
    """Texts within two plain edits of a text."""
    edit = st.tuples(st.integers(0, 12), st.sampled_from(["", "a", "h", "k", "sh"]), st.booleans())

    def apply(edits: list[tuple[int, str, bool]]) -> str:
        changed = text
        for at, letter, drop in edits:
            changed = changed[:at] + letter + changed[at + drop :]
        return changed

    return st.lists(edit, max_size=2).map(apply)


PAIRS = st.one_of(WORDS, LATIN_WORDS).flatmap(lambda text: st.tuples(st.just(text), st.one_of(near(text), WORDS)))


@given(PAIRS, KINDS)
def test_likeness_is_symmetric_and_bounded(pair: tuple[str, str], kind: Kind) -> None:
    """A is as like b as b is like a, and every likeness lies between LEAST and 1."""
    for a in prepare(pair[0], kind).tokens:
        for b in prepare(pair[1], kind).tokens:
            there, back = likeness(a, b, kind), likeness(b, a, kind)
            assert (there and there.score) == (back and back.score)
            assert there is None or LEAST <= there.score <= 1


def share_a_key(a: Token, b: Token) -> bool:
    """Whether an index that stores either word finds it by a key when it is asked for the other."""
    return any(not asked_keys(x).keys().isdisjoint(stored_keys(y)) for x, y in ((a, b), (b, a)))


@given(ANY_TEXT, KINDS)
def test_a_word_is_like_itself(text: str, kind: Kind) -> None:
    """Every word of any text equals itself."""
    for token in prepare(text, kind).tokens:
        found = likeness(token, token, kind)
        assert found is not None
        assert (found.score, found.relation) == (1.0, Relation.EQUAL)


@given(LATIN_WORDS, LATIN_WORDS)
def test_edit_cost_is_a_symmetric_distance(a: str, b: str) -> None:
    """Nothing costs nothing, something costs something, and both directions cost the same."""
    assert (edit_cost(a, b) == 0) == (a == b)
    assert edit_cost(a, b) == pytest.approx(edit_cost(b, a))


@given(st.text("abkh", min_size=1, max_size=8), st.text("abkh", min_size=1, max_size=8))
def test_edit_cost_is_at_most_plain_edits_with_surcharges(a: str, b: str) -> None:
    """A weighted distance never exceeds the plain one by more than the surcharges of first and last letter."""
    assert edit_cost(a, b) <= OSA.distance(a, b) + 0.46


@pytest.mark.parametrize(
    ("shorter", "longer", "most"), [(2, 3, 0), (3, 4, 1), (6, 7, 1), (6, 8, 2), (7, 7, 2), (9, 40, 0)]
)
def test_edits_allowed(shorter: int, longer: int, most: int) -> None:
    """Short words allow fewer edits than long ones; very long words none."""
    assert edits_allowed(shorter, longer) == most


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("Mikheychik", "Mikheichik", Relation.SOUND),
        ("Михейчик", "Mikheychik", Relation.TRANSLITERATION),
        ("Ashuluk", "Ashuluck", Relation.SOUND),
        ("Ivanova", "Ivanov", Relation.GENDER),
        ("Volodymyr", "Vladimir", Relation.VARIANT),
        ("محمد", "Muhammad", Relation.TRANSLITERATION),
        ("משה", "Moshe", Relation.TRANSLITERATION),
        ("صادق", "صديق", Relation.CONSONANTS),
        ("Petrovich", "Petrovitsch", Relation.PATRONYMIC),
        ("Vladmir", "Vladimir", Relation.SPELLING),
    ],
)
def test_relations(a: str, b: str, relation: Relation) -> None:
    """A likeness says by what the words are alike."""
    found = likeness(word(a), word(b), Kind.PERSON)
    assert found is not None
    assert found.relation == relation


@pytest.mark.parametrize(
    ("a", "b"),
    [("Vladimir", "Vladimirovka"), ("224", "223"), ("Mikheev", "Mikheychik"), ("Kim", "Kun"), ("Ali", "Eli")],
)
def test_different_words(a: str, b: str) -> None:
    """Prefixes, other numbers and other short names are other words (SE-06, SE-09, EF-25, NK-12)."""
    found = likeness(word(a), word(b), Kind.PERSON)
    assert found is None or found.score < 0.75


@pytest.mark.parametrize(
    ("native", "latin", "other"),
    [
        ("أحمد", "Ahmed", "Hamed"),
        ("حسين", "Hossein", "Hassan"),
        ("وحیدی", "Vahidi", "Wahid"),
        ("خامنئي", "Khamenei", "Khanem"),
        ("شوشتری", "Shushtari", "Shahri"),
        ("שטיין", "Stein", "Satan"),
    ],
)
def test_letters_without_vowels_tell_names_apart(native: str, latin: str, other: str) -> None:
    """The right Latin spelling is far above another name with some of its consonants (NK-09)."""
    right, wrong = (likeness(word(native), word(each), Kind.PERSON) for each in (latin, other))
    assert right is not None
    assert right.score > 0.75
    assert wrong is None or wrong.score < right.score - 0.1


@given(
    st.text("ابتجحدرسشعفقكلمنهوي", min_size=1, max_size=8),
    st.text("abdfhijklmnqrstuwyz", min_size=1, max_size=10),
    KINDS,
)
def test_letters_keep_the_laws(native: str, latin: str, kind: Kind) -> None:
    """Likeness across scripts is symmetric, bounded, and never without a common key."""
    for a in prepare(native, kind).tokens:
        for b in prepare(latin, kind).tokens:
            found = likeness(a, b, kind)
            assert found == likeness(b, a, kind)
            assert found is None or (LEAST <= found.score < 1 and share_a_key(a, b))
