"""Slavic words of organisations and their English ones: alike across the languages, never within English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import compare, lexicon, romanise
from screening.index import Index
from screening.lexicon._strict import read
from screening.names import Role, prepare
from screening.schema import Kind
from screening.similarity import Relation, likeness
from tests.test_similarity import share_a_key

WORDS = read("translations")["words"]
ENGLISH = sorted({word for head, each in WORDS.items() for word in (head, *each.get("english", []))})
STEMS = sorted({stem for each in WORDS.values() for stem in each["slavic"]})
SLAVIC = st.tuples(st.sampled_from(STEMS), st.sampled_from(["", "а", "ый", "ского", "ная", "ія", "ы"])).map("".join)
ANY_WORD = st.one_of(SLAVIC, st.sampled_from(ENGLISH), st.sampled_from(["имени", "В. А.", "НПО", "Kraken", "Омский"]))
NAMES = st.lists(ANY_WORD, min_size=1, max_size=4).map(" ".join)


@given(NAMES, NAMES)
def test_alike_words_share_a_key_and_are_alike_both_ways(one: str, other: str) -> None:
    """Translated words obey the laws of all words (ME-10)."""
    for a in prepare(one, Kind.ORGANISATION).tokens:
        for b in prepare(other, Kind.ORGANISATION).tokens:
            found = likeness(a, b, Kind.ORGANISATION)
            assert found == likeness(b, a, Kind.ORGANISATION) or (found and found.relation != Relation.TRANSLATION)
            assert found is None or share_a_key(a, b)


@given(st.lists(NAMES, min_size=1, max_size=8), NAMES, st.sampled_from([50.0, 74.0, 85.0]))
def test_the_index_loses_no_translation(listed: list[str], query: str, threshold: float) -> None:
    """A search finds what a full scan finds, words that two others stand for included."""
    index = Index.build(listed, [Kind.ORGANISATION] * len(listed))
    found, scanned = (
        sorted((number, hit.score) for number, hit in index.search(query, threshold, exhaustive=exhaustive))
        for exhaustive in (False, True)
    )
    assert found == scanned


@given(st.sampled_from(ENGLISH), st.sampled_from(ENGLISH))
def test_english_words_are_not_alike_by_translation(one: str, other: str) -> None:
    """Plant and works are two English words: only a Slavic word stands for both."""
    for a in prepare(one, Kind.ORGANISATION).tokens:
        for b in prepare(other, Kind.ORGANISATION).tokens:
            found = likeness(a, b, Kind.ORGANISATION)
            assert found is None or found.relation is not Relation.TRANSLATION


@given(st.text(max_size=20), st.booleans())
def test_any_word_may_be_asked_for(word: str, cyrillic: bool) -> None:
    """Asking for the meaning of any text gives words or nothing."""
    assert all(lexicon.translations(word, cyrillic=cyrillic))


def test_every_stem_is_found_in_every_romanisation() -> None:
    """What a romaniser makes of a stem still means the same."""
    for stem in STEMS:
        assert all(lexicon.translations(reading.text, cyrillic=True) for reading in romanise.readings(stem)), stem


@pytest.mark.parametrize(
    ("native", "english"),
    [
        ("Омский завод", "Omsk Plant"),
        ("Тульская фабрика", "Tula Factory"),
        ("Научно-исследовательский институт Кракен", "Kraken Research Institute"),
        ("НПО Кракен", "Kraken Association"),
        ("Завод имени В. А. Примерова", "Primerov Plant"),
        ("Кракенские железные дороги", "Kraken Railways"),
        ("Дальневосточный банк развития", "Far Eastern Development Bank"),
        ("М Кракен", "M Kraken"),
        ("Авіяцыйны рамонтны завод Кракен", "Kraken Aviation Repair Plant"),
    ],
)
def test_translated_names_hit(native: str, english: str) -> None:
    """A name translated word for word is found, asked for in either language (NK-21)."""
    assert compare(native, english, "organisation").score >= 74
    assert compare(english, native, "organisation").score >= 74


@pytest.mark.parametrize(
    ("native", "english"),
    [
        ("Омский завод", "Tomsk Plant"),
        ("Завод Кракен", "Plant Medusa"),
        ("Морской порт", "Sea"),
        ("НИИ Медуза", "Research"),
    ],
)
def test_other_names_do_not(native: str, english: str) -> None:
    """Generic words alone carry no hit across languages either."""
    assert compare(native, english, "organisation").score < 74


def test_a_word_of_many_meanings_is_no_distinctive_one() -> None:
    """A Slavic word weighs what its English word weighs, and a filler as little as a legal form."""
    plant, filler = prepare("завода имени Кракена", Kind.ORGANISATION).tokens[:2]
    assert (plant.role, plant.weight <= 0.35) == (Role.GENERIC, True)
    assert (filler.role, filler.weight) == (Role.FORM, 0.1)


def test_persons_are_not_translated() -> None:
    """Мост is a surname too."""
    assert compare("Иван Мост", "Ivan Bridge", "person").score < 74


def test_the_initials_of_a_founder_are_one_word_with_named() -> None:
    """Left out on one side they cost little; written on both they are equal."""
    name = prepare("Завод им. В. А. Примерова", Kind.ORGANISATION)
    assert [token.text for token in name.tokens] == ["завод", "им", "примерова"]
    assert compare("Завод им. В. А. Примерова", "завод ИМ. В.А. Примерова", "organisation").score == 100
    assert compare("Завод им. В. А. Примерова", "Завод им. Примерова", "organisation").score == 99
