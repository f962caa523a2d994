"""Words of texts: what is told of them without looking them up is what looking them up says."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.index import Index, _alike
from screening.schema import Kind
from tests.test_index import WORLDS

NUMBERS = st.one_of(st.integers(0, 30).map(str), st.from_regex(r"\A[0-9]{1,20}\Z"), st.sampled_from(["007", "٣", "²"]))
World = list[tuple[str, Kind]]


def told(world: World, words: list[str], more: tuple[str, Kind]) -> Callable[[], object]:
    """The groups of each word in an index of a world that has also a name with a number."""
    every = [*world, more]
    index = Index.build([name for name, _ in every], [kind for _, kind in every])
    return lambda: index.alike(words)


@given(WORLDS, st.lists(NUMBERS, min_size=1, max_size=4), st.sampled_from([*Kind]), NUMBERS)
def test_numbers_belong_to_what_looking_them_up_says(world: World, words: list[str], kind: Kind, listed: str) -> None:
    """A number that no listed name has is not looked up, and would have been found in none."""
    found = told(world, words, (f"Kraken {listed}", kind))()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_alike.AlikeGroups, "_is_unlisted", lambda *_: False)
        assert told(world, words, (f"Kraken {listed}", kind))() == found


@given(WORLDS, st.lists(st.sampled_from(["kraken", "orchard", "ltd", "12", "bank"]), min_size=1, max_size=4))
def test_what_is_forgotten_is_found_again(world: World, words: list[str]) -> None:
    """Where nothing may be remembered, a word belongs to the same names."""
    asked = told(world, words, ("Kraken Orchard 12", Kind.ORGANISATION))
    found = asked()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_alike, "MOST_HELD", 0)
        assert [asked(), asked()] == [found, found]
