"""Patronymics: one father, whatever the language and system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.patronymics import patronymic_stem
from screening.schema import Kind
from screening.score import compare


@pytest.mark.parametrize(
    "family",
    [
        ("nikolaevich", "nikolayevich", "mikalaevich", "mykolaiovych", "mikolayovich"),
        ("vladimirovich", "uladzimiravich", "volodymyrovych", "wladimirowitsch"),
        ("aleksandrovna", "oleksandrivna", "aliaksandrauna", "alexandrowna"),
        ("sergeevich", "siarheevich", "serhiiovych"),
        ("pavlovna", "paulauna"),
        ("fyodorovich", "fyodorovych"),
    ],
)
def test_forms_of_one_patronymic_share_a_stem(family: tuple[str, ...]) -> None:
    """Sister forms of the father's name and endings of all systems meet (NK-04, SE-12)."""
    assert len({patronymic_stem(word) for word in family}) == 1
    assert patronymic_stem(family[0])


def test_sons_of_different_fathers_and_daughters_differ() -> None:
    """Another father, or a daughter, is another stem."""
    stems = {patronymic_stem(word) for word in ("ivanovich", "petrovich", "nikolaevich", "nikolaevna")}
    assert len(stems) == 4


@given(st.text("abeiklnopv", max_size=8))
def test_other_words_are_none(word: str) -> None:
    """A word without such an ending is no patronymic."""
    assert patronymic_stem(f"{word}t") == ""


def test_a_person_with_papers_in_two_languages_is_found() -> None:
    """Given name and patronymic in sister forms leave one party (NK-04)."""
    assert compare("Uladzimir Uladzimiravich Makarchuk", "Vladimir Vladimirovich Makarchuk", Kind.PERSON).score > 90
