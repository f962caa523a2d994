"""The kernel: its distances are those of the score, and its bounds are never below what the score gives."""

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import numba
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from screening import lexicon
from screening.edits import edit_cost, edits_allowed
from screening.index import Index, _desk, _distances
from screening.index._asked import Keys, Spelled, paths, rules, words
from screening.index._asked import word_of as word_of_query
from screening.index._distances import compiled, edits, is_compiled, within
from screening.index._distances import edit_cost as compiled_cost
from screening.index._flat import new_scratch
from screening.index._layout import Layout, build, word_of
from screening.index._neighbours import _allowed, neighbours
from screening.index._paths import insertions, least_cost, path_cost
from screening.names import prepare
from screening.romanise import arabic
from screening.romanise._paths import cheapest
from screening.schema import Kind
from screening.screen._given import WARM
from screening.similarity import likeness
from tests.strategies import KINDS, NAMES, WORDS
from tests.test_index import WORLDS
from tests.test_similarity import PAIRS

SCRATCH = new_scratch(0, 0)
SPELLED = st.one_of(st.text("abkh", max_size=9), st.text("abcdehiklmnosuyz1", max_size=32))
FAR = 99.0
NATIVE = "\u0627\u0628\u062d\u062f\u0631\u0633\u0634\u0639\u0641\u0642\u0644\u0645\u0646\u0647\u0648\u064a"
CHANGES = rules(Kind.PERSON, 0.74).changes


def letters(word: str) -> npt.NDArray[np.uint8]:
    """The bytes of a word."""
    return np.frombuffer(word.encode(), dtype=np.uint8)


def bounds(query: str, listed: str, kind: Kind) -> dict[tuple[int, int], float]:
    """For each word of a query and of a listed name that the kernel takes for alike, the most that they are alike."""
    layout = build(kind, [(0, listed)])
    tokens = list(dict.fromkeys(prepare(query, kind).tokens))
    known, keys = [word_of_query(token, kind) for token in tokens], Keys()
    for each in known:
        keys.add(each.hashes, each.most)
    spelled = [each.spelled for each in known]
    scratch = new_scratch(len(layout.texts) + len(layout.joined), 1)
    held = (layout.listed_words(), layout.paths(), layout.keys.table(), layout.edited.table())
    near = neighbours(
        words(spelled, [1.0] * len(known)), paths(spelled), keys.asked(), *held, layout.groups().post_starts,
        rules(kind, 0.0), scratch,
    )  # fmt: skip
    return {
        (word, int(near.ids[at])): float(near.alike[at])
        for word in range(len(known))
        for at in range(near.starts[word], near.starts[word + 1])
    }


def test_a_place_that_cannot_be_written_costs_time_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where compiled code cannot be kept, a process compiles for itself and starts all the same."""
    real: Any = numba.njit

    def nowhere(*function: object, **options: object) -> object:
        if options.pop("cache", False):
            raise RuntimeError("cannot cache function: no locator available")
        return real(*function, **options)

    monkeypatch.setattr(numba, "njit", nowhere)

    @compiled
    def twice(number: int) -> int:
        return 2 * number

    assert not is_compiled(twice)
    assert twice(4) == 8
    assert is_compiled(twice)


def test_the_compiler_begins_once_for_an_index_that_was_built_and_one_that_is_read() -> None:
    """An array to the compiler is one that is written to or one that is not: all of an index are only read."""
    built = Index.build(["Ivan Petrov", "\u0645\u062d\u0645\u062f", "Example Trading Ltd"], list(Kind)[:3])
    read = {kind: Layout.read(layout.arrays()) for kind, layout in built.layouts.items()}
    for each in (built, Index(read)):
        held = [value for kind in each._kinds.values() for value in vars(kind).values() if isinstance(value, tuple)]
        assert {array.flags.writeable for array in arrays_of(held)} == {False}


def test_nothing_is_left_to_be_compiled_after_warming_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each compiled function that a search calls is called, where all words are known beforehand too.

    Or a payment would wait for it; what re-screening alone calls is compiled by the first of it.
    """
    called = set[str]()

    def noted(name: str, function: Any) -> Any:  # noqa: ANN401  # whatever it takes
        def note(*given: Any) -> Any:  # noqa: ANN401
            called.add(name)
            return function(*given)

        return note

    plain = _desk._plain()
    kernel = _desk.Kernel(*(noted(name, getattr(plain, name)) for name in _desk.Kernel._fields))
    monkeypatch.setattr("screening.index.kernel_for", lambda _, asked: (kernel, asked))
    built = Index.build(["Mohammad Petrov", "Example Trading Ltd"], [Kind.PERSON, Kind.ORGANISATION])
    known = Index(built.layouts, built.acquainted(piece for text in WARM for piece in text.split()))
    called.clear()
    known.warm_up(WARM, 50)
    assert called == set(_desk.Kernel._fields) - {"loosely", "outlines", "parts"}


def arrays_of(held: Iterable[Any]) -> Iterator[npt.NDArray[Any]]:
    """All arrays in tuples, at any depth."""
    for each in held:
        if isinstance(each, np.ndarray):
            yield each
        elif isinstance(each, tuple):
            yield from arrays_of(each)


def test_compiled_code_is_kept_for_the_program_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is used again, and never once any module has changed: an old kernel would lose designations."""

    def thrice(number: int) -> int:
        return 3 * number

    assert compiled(thrice)(4) == 12
    assert is_compiled(compiled(thrice))
    monkeypatch.setattr(_distances, "_sources", lambda: "another module was edited")
    assert not is_compiled(compiled(thrice))


def test_what_another_program_kept_is_not_read() -> None:
    """What a program kept whose classes are no more is made again, unread."""

    def fourfold(number: int) -> int:
        return 4 * number

    assert compiled(fourfold)(4) == 16
    kept = Path(cast("Any", compiled(fourfold)).made._cache._cache_file._index_path)
    kept.write_bytes(pickle.dumps("another program") + b"of classes that are no more")
    assert compiled(fourfold)(4) == 16


@given(PAIRS, KINDS)
def test_no_bound_is_below_the_likeness(pair: tuple[str, str], kind: Kind) -> None:
    """Alike words are found, by a key or by edits, with a bound at least their likeness: nothing is lost (ME-10)."""
    query, layout = prepare(pair[0], kind), build(kind, [(0, pair[1])])
    tokens = list(dict.fromkeys(query.tokens))
    most = bounds(*pair, kind) if tokens and layout.texts else {}
    for a, token in enumerate(tokens):
        for b in range(len(layout.texts)):
            found = likeness(token, word_of(layout, b), kind)
            assert found is None or most.get((a, b), 0.0) >= found.score - 1e-9


def test_no_word_of_an_address_is_a_number() -> None:
    """A number that both names keep contradicts for certain: behind a name none is taken for an address."""
    spelled = {word for phrase in lexicon.around().addresses for word in phrase}
    assert not {word for word in spelled if not word.isalpha() and any(map(str.isdigit, word))}


@given(SPELLED, SPELLED)
def test_distances_are_those_of_the_score(a: str, b: str) -> None:
    """Plain and weighted edits of the kernel equal those that the score uses."""
    sides = (letters(a), 0, len(a), letters(b), 0, len(b))
    assert edits(*sides, SCRATCH.rows) == OSA.distance(a, b)
    for most in (1, 2):
        assert within(*sides, most) == (OSA.distance(a, b) <= most)
    assert _allowed(*sorted((len(a), len(b)))) == edits_allowed(*sorted((len(a), len(b))))
    assert abs(compiled_cost(*sides, CHANGES, FAR, SCRATCH.rows) - edit_cost(a, b)) < 1e-12


@given(SPELLED, SPELLED, st.floats(0, 3))
def test_a_cost_above_what_is_asked_for_stays_above(a: str, b: str, most: float) -> None:
    """The kernel leaves off where a word can no longer be made of another within a cost, and never sooner."""
    cost = edit_cost(a, b)
    found = compiled_cost(letters(a), 0, len(a), letters(b), 0, len(b), CHANGES, most, SCRATCH.rows)
    assert abs(found - cost) < 1e-12 if cost <= most else found > most - 1e-12


@given(st.text(NATIVE, min_size=1, max_size=8), st.text("abdfghiklmnqrstuwyz", min_size=1, max_size=9), st.floats(0, 3))
def test_paths_cost_what_the_score_says(native: str, latin: str, most: float) -> None:
    """A word of a script without vowels is written as a Latin one at the score's cost, and at no less than is told."""
    forms, scratch = arabic.LETTERS.read(native), new_scratch(0, 0)
    flat = paths([Spelled((), (), 0, b"", forms, len(native))])
    others = insertions(letters(latin), 0, len(latin), scratch.bounds)
    for number, form in enumerate(forms):
        first, size = flat.places[number], flat.places[number + 1] - flat.places[number]
        asked = (flat, first, size, letters(latin), 0, len(latin), others, most, scratch.bounds)
        cost, least = cheapest(form.places, latin, most), least_cost(*asked)
        assert least <= cost + 1e-9 or cost > most
        if least <= most:
            found = path_cost(*asked, scratch.paths)
            assert abs(found - cost) < 1e-9 if cost <= most else found > most - 1e-9


@given(SPELLED, SPELLED)
def test_uncompiled_it_gives_the_same(a: str, b: str) -> None:
    """The functions run as plain Python too, with the same outcome."""
    sides = (letters(a), 0, len(a), letters(b), 0, len(b))
    plain = compiled_cost.py_func  # type: ignore[attr-defined]
    assert plain(*sides, CHANGES, FAR, SCRATCH.rows) == compiled_cost(*sides, CHANGES, FAR, SCRATCH.rows)


@given(WORDS, WORDS, KINDS)
def test_a_word_of_the_query_is_looked_up_by_itself(a: str, b: str, kind: Kind) -> None:
    """What else stands in a query changes no bound of a word."""
    alone, beside = (bounds(text, b, kind) for text in (a, f"{a} {b}")) if build(kind, [(0, b)]).texts else ({}, {})
    first = prepare(a, kind).tokens[:1]
    if first and prepare(f"{a} {b}", kind).tokens[:1] == first:
        assert {key: most for key, most in alone.items() if key[0] == 0} == {
            key: most for key, most in beside.items() if key[0] == 0
        }


@given(WORLDS, NAMES, st.sampled_from([50.0, 74.0, 90.0]))
def test_uncompiled_the_search_finds_the_same(world: list[tuple[str, Kind]], query: str, threshold: float) -> None:
    """Few names do not wait for the compiler, and lose nothing by it."""
    index = Index.build([name for name, _ in world], [kind for _, kind in world])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_desk, "is_compiled", lambda _: False)
        plain = list(index.search(query, threshold))
    assert plain == list(index.search(query, threshold))
