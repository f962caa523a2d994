"""Paths: the cheapest is the cheapest, and the bound is below it, so that the quick way loses nothing."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from screening.romanise import _paths
from screening.romanise._letters import Letters
from screening.romanise.arabic import LETTERS as ARABIC
from screening.romanise.hebrew import LETTERS as HEBREW

TABLES = st.sampled_from([(ARABIC, "ابتجحدرسشعفقكلمنهويىةپگ"), (HEBREW, "אבגדהוזחטיכלמנסעפצקרשת")])
WORDS = TABLES.flatmap(lambda each: st.tuples(st.just(each[0]), st.text(each[1], min_size=1, max_size=7)))
LATIN = st.text("abdeghijkmnorstuyz", max_size=8) | st.text(max_size=6)


def every_path(places: tuple[_paths.Place, ...], latin: str) -> float:
    """The least cost over all paths, by the obvious recursion."""
    insert = _paths.insertions(latin)

    @cache
    def least(i: int, j: int) -> float:
        costs = [0.0] if i == len(places) and j == len(latin) else []
        if j < len(latin):
            costs.append(insert[j] + least(i, j + 1))
        for size, chunk, cost in places[i].arcs if i < len(places) else ():
            if latin.startswith(chunk, j):
                costs.append(cost + least(i + size, j + len(chunk)))
        return min(costs)

    return least(0, 0)


@given(WORDS, LATIN, st.floats(0, 6))
def test_the_quick_paths_are_the_cheapest(table_and_word: tuple[Letters, str], latin: str, most: float) -> None:
    """Within the cost asked for it is the cheapest of all paths; otherwise it says more than that cost."""
    table, word = table_and_word
    for _, places, _ in table.read(word):
        true = every_path(places, latin)
        for found in (_paths.cheapest(places, latin, most), _paths.near(places, latin, most)):
            assert found > most if true > most + 1e-9 else abs(found - true) < 1e-9 or found > most


@given(WORDS, LATIN)
def test_the_bound_is_never_above_the_cost(table_and_word: tuple[Letters, str], latin: str) -> None:
    """What the bound turns away no path could have written."""
    table, word = table_and_word
    for _, places, _ in table.read(word):
        assert _paths.bound(places, latin) <= every_path(places, latin) + 1e-9


@given(WORDS, LATIN, st.floats(0, 2))
def test_what_is_needed_can_be_written(table_and_word: tuple[Letters, str], latin: str, most: float) -> None:
    """A Latin word within a cost has no letter, and does not begin or end as dearer ways alone could write it."""
    table, word = table_and_word
    for _, places, _ in table.read(word):
        if latin and _paths.cheapest(places, latin, most) <= most:
            assert not _paths.needed(latin, most) & ~_paths.writable(places, most)
            first, last = _paths.ends_needed(latin, most)
            begins, ends = _paths.ends(places, most)
            assert first in begins
            assert last in ends
