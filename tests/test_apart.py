"""Words that are apart: what is proved cheaply is what the likeness of words says."""

from hypothesis import given
from hypothesis import strategies as st

from screening.names import Name, prepare, prepare_query
from screening.score import is_initial_of, joined_likeness, joined_word
from screening.score._apart import are_apart, frame, traits
from screening.similarity import likeness
from screening.sound import outlines, skeleton, sounds
from tests.strategies import ANY_TEXT, KINDS, LATIN_WORDS, NAMES

ENDINGS = st.sampled_from(
    """
    ovich evitch owitsch ovic ovych owicz ovitj ovna evna ivna auna ova ov eva ev ina in skaya sky skij skaja "
    "ski ska aya iy yy y ine off ou tch cht schtsch sz szcz
    """.split()  # noqa: SIM905  # one ending a blank reads better than quotes
)
"""Of patronymics, of surnames by sex, and of spelling habits: where sounds and stems are cut and changed."""
TABLED = st.sampled_from(
    """
    nikolai mykola paul pavel william bill uladzimir vladimir elec electronic tech technical zavod plant obshestvo "
    "society of al el de la abu moskva state gosudarstvennyi mahmoud mohamed ahmed
    """.split()  # noqa: SIM905
)
WORD = st.one_of(TABLED, st.builds("{}{}".format, st.one_of(TABLED, LATIN_WORDS), ENDINGS), LATIN_WORDS)
SOME = st.one_of(NAMES, ANY_TEXT, st.lists(WORD, min_size=1, max_size=3).map(" ".join))


def pair(query: str, listed: str, kind: object) -> tuple[Name, Name]:
    """Two names prepared as one kind."""
    return prepare_query(query, kind), prepare(listed, kind)  # type: ignore[arg-type]


@given(SOME, SOME, KINDS)
def test_words_apart_have_no_likeness(query: str, listed: str, kind: object) -> None:
    """Nothing is given up that would have been an edge: no likeness, no initial."""
    one, other = pair(query, listed, kind)
    for a in one.tokens:
        for b in other.tokens:
            p, q = traits(a), traits(b)
            if a.text != b.text and p and q and are_apart(p, q):
                assert not likeness(a, b, one.kind)
                assert not is_initial_of(a, b)
                assert not is_initial_of(b, a)


@given(WORD)
def test_sounds_skeleton_and_outlines_keep_the_frame(word: str) -> None:
    """However a word is read, the letters of its frame stay; so words of one sound have one frame."""
    letters = "".join(letter for letter in word if letter.isascii())
    read = (*sounds(letters), skeleton(letters), *(each.lower() for each in outlines(letters)))
    assert {frame(each) for each in read} == {frame(letters)}


@given(SOME, SOME, KINDS)
def test_joined_words_that_are_a_word_share_its_frame(query: str, listed: str, kind: object) -> None:
    """Two words written as one are a word of the same frame or of the same meaning."""
    one, other = pair(query, listed, kind)
    for i in range(len(one.tokens) - 1):
        joined = joined_word(one, i)
        for word in other.tokens:
            found, seen = joined_likeness(joined, word), traits(word)
            if found and seen and frame(joined) not in seen.frames:
                assert found.relation == "translation"
