"""The generator of manipulated names is honest: repeatable, true to what each class says, blind to the scorer."""

import ast
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, Levenshtein

from screening import manipulation
from screening.manipulation import CLASSES, Draw, Manipulation, Pool, Right, Source, generate
from screening.manipulation._facts import LOOKALIKES
from screening.manipulation._people import birth
from screening.manipulation._words import cardinal, ordinal_word, roman
from screening.schema import Kind, NameKind
from screening.text import fold_words
from tests.manipulation.invented import POOL

BY_ID = {each.id: each for each in CLASSES}
WORDS = st.lists(st.text("abdegilmnoprstuvy", min_size=3, max_size=10), min_size=2, max_size=5)


def made_of(name: str, class_id: str, seed: int, kind: Kind = Kind.PERSON) -> str:
    """What a class makes of one name that stands alone on a list."""
    source = Source("starter", "1", kind, name, NameKind.PRIMARY)
    return manipulation.apply(BY_ID[class_id], source, Pool([source]), Draw(seed))


@pytest.mark.parametrize("each", CLASSES, ids=lambda each: each.id)
def test_a_class_repeats_itself_and_changes_every_name(each: Manipulation) -> None:
    """The same seed gives the same cases, one a listed name; only a class that screens listed names keeps one."""
    made = list(generate(each, POOL, 10, seed=5))
    assert made
    assert made == list(generate(each, POOL, 10, seed=5))
    assert len({case.source for case in made}) == len(made)
    assert each.listed or all(case.query != case.source.text for case in made)
    assert all(not each.kinds or case.source.kind in each.kinds for case in made)


def test_the_classes_are_all_and_in_order() -> None:
    """EF-02 to EF-32, each once (EF-01, exact names, needs no generator); each says which names are eligible."""
    assert [each.id for each in CLASSES] == [f"EF-{number:02}" for number in range(2, 33)]
    assert all(each.eligible for each in CLASSES)


@pytest.mark.parametrize(
    ("class_id", "name"),
    [
        ("EF-03", "OLGA"),
        ("EF-09", "Boris Examplov"),
        ("EF-12", "Ignat Examplov"),
        ("EF-21", "Boris Examplov"),
        ("EF-23", "Northern Lantern"),
        ("EF-29", "Northern Lantern"),
        ("EF-31", "Boris Examplov"),
        ("EF-32", "Boris Examplov"),
    ],
)
def test_names_that_are_not_eligible_are_left_out(class_id: str, name: str) -> None:
    """Short words, two words, no pet name, no patronymic, no number, no birth date: nothing is made of them."""
    assert made_of(name, class_id, 1) == ""


def test_the_generator_does_not_know_the_scorer() -> None:
    """It imports neither score nor lexicon nor similarity, or it would measure what it was told."""
    modules = Path(manipulation.__file__).parent.glob("*.py")
    trees = [ast.parse(module.read_text("utf-8")) for module in modules]
    imported = {node.module or "" for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    rooms = {name.split(".")[1] for name in imported if name.startswith("screening.")}
    assert rooms == {"manipulation", "schema", "text"}


@given(WORDS, st.integers())
def test_each_class_changes_what_it_says(words: list[str], seed: int) -> None:
    """One edit, one swap, the same words, the same letters, one word less, nothing that the eye sees."""
    name = " ".join(words).title()
    if made := made_of(name, "EF-03", seed):
        assert Levenshtein.distance(name.casefold(), made.casefold()) == 1
    if made := made_of(name, "EF-04", seed):
        assert OSA.distance(name, made) == 1
    if made := made_of(name, "EF-07", seed):
        assert sorted(made.split()) == sorted(name.split())
    if made := made_of(name, "EF-08", seed):
        assert made.replace(" ", "") == name.replace(" ", "")
    if made := made_of(name, "EF-09", seed):
        assert len(made.split()) == len(name.split()) - 1
    if made := made_of(name, "EF-18", seed):
        assert "".join(fold_words(made)) == "".join(fold_words(name))


@given(st.text("abdegil ", min_size=36, max_size=60), st.integers())
def test_a_cut_name_is_a_beginning(name: str, seed: int) -> None:
    """A payment field keeps the first 35 characters."""
    cut = made_of(name, "EF-29", seed)
    assert name.startswith(cut)
    assert len(cut) <= 35


@given(st.dates(dt.date(1900, 1, 1), dt.date(2020, 12, 31)), st.integers())
def test_a_birth_date_is_altered_by_one_part(date: dt.date, seed: int) -> None:
    """The altered date is another one, at most a year off, with at least one part kept."""
    altered = birth(date, Draw(seed))
    assert altered != date
    assert abs(altered.year - date.year) <= 1
    assert altered.year == date.year or altered.month == date.month


def test_hard_negatives_take_no_word_of_the_party() -> None:
    """What stands in the place of a surname or given name is no word of the party's own names."""
    for class_id in ("EF-25", "EF-26", "EF-28"):
        for case in generate(BY_ID[class_id], POOL, 10, seed=3):
            new = set(fold_words(case.query)) - set(fold_words(case.source.text))
            assert new
            assert not new & POOL.words_of(case.source)


def test_hard_negatives_are_those_whose_right_outcome_is_silence() -> None:
    """EF-24 to EF-28 and no other."""
    assert [each.id for each in CLASSES if each.right.is_hard_negative] == [f"EF-{number}" for number in range(24, 29)]
    assert not Right.FOUND.is_hard_negative


def test_another_listed_name_is_no_case() -> None:
    """A manipulated name that happens to be listed is left out: finding it would prove nothing."""
    pair = [
        Source("starter", str(number), Kind.PERSON, text, NameKind.PRIMARY)
        for number, text in enumerate(["Boris Examplov", "Examplov Boris"])
    ]
    assert not list(generate(BY_ID["EF-07"], Pool(pair), 10, seed=1))


def test_numbers_in_words() -> None:
    """Cardinals, ordinals and Roman numbers, and one of each for every number."""
    assert (cardinal(224), ordinal_word(224)) == ("two hundred twenty-four", "two hundred twenty-fourth")
    assert (cardinal(17), ordinal_word(12), ordinal_word(20)) == ("seventeen", "twelfth", "twentieth")
    assert (roman(14), roman(39)) == ("XIV", "XXXIX")
    for write in (cardinal, ordinal_word):
        assert len({write(number) for number in range(1, 1000)}) == 999
    assert len({roman(number) for number in range(1, 40)}) == 39


def test_look_alikes_are_of_another_script() -> None:
    """No letter of the table stands for itself."""
    assert all(latin.isascii() and not other.isascii() for latin, other in LOOKALIKES.items())
