"""The whole path: batch equals singles, every row is accounted for, bad input is an error or a counted row."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from screening import Counterparty, Screener, compare
from screening.errors import UsageError
from screening.schema import HITS, Designation, Kind, hits_frame
from tests.strategies import ANY_TEXT, NAMES
from tests.worlds import designation, screener

WORLDS = st.lists(st.tuples(NAMES, st.sampled_from(list(Kind))), min_size=1, max_size=8).map(
    lambda world: [designation(f"{number:03}", name, kind) for number, (name, kind) in enumerate(world)]
)
QUERIES = st.lists(NAMES, min_size=1, max_size=6)


def frame(names: list[str]) -> pl.DataFrame:
    """A batch of names with customer ids."""
    return pl.DataFrame({"name": names, "customer_id": [f"c{number}" for number in range(len(names))]})


@given(WORLDS, QUERIES)
def test_a_batch_equals_its_singles(world: list[Designation], names: list[str]) -> None:
    """``screen`` of a frame is ``check`` of each row, hit for hit (HT-09)."""
    screening = screener(*world)
    batch = screening.screen(frame(names))
    singles = [
        hits_frame(screening.check(Counterparty(name, customer_id=f"c{number}"))).with_columns(row=number + 1)
        for number, name in enumerate(names)
    ]
    assert_frame_equal(batch, pl.concat(singles).cast(HITS))


@given(WORLDS, NAMES)
def test_compare_gives_the_score_that_check_shows(world: list[Designation], name: str) -> None:
    """An auditor recomputes a hit from its two names and its kind alone."""
    for hit in screener(*world).check(name):
        assert compare(hit.queried_name, hit.matched_name, hit.entry_kind).score == hit.score


def test_what_a_hit_shows_does_not_depend_on_other_names() -> None:
    """A name in capitals and one in small letters each show their own words, whichever came first."""
    world = screener(designation("1", "IVAN KRAKENOV"), designation("2", "Ivan Krakenov"))
    shown = {hit.entry_id: [part.listed for part in hit.parts] for hit in world.check("Ivan Krakenov")}
    assert shown == {"1": ["IVAN", "KRAKENOV"], "2": ["Ivan", "Krakenov"]}


@given(WORLDS, QUERIES, st.randoms(use_true_random=False))
def test_row_order_does_not_matter(world: list[Designation], names: list[str], random: object) -> None:
    """A shuffled batch gives the same hits to the same customers."""
    screening, rows = screener(*world), list(range(len(names)))
    random.shuffle(rows)  # type: ignore[attr-defined]
    whole = frame(names)
    order = ["customer_id", "score", "list_id", "entry_id"]
    there = screening.screen(whole).drop("row").sort(order)
    assert_frame_equal(there, screening.screen(whole[rows]).drop("row").sort(order))


@given(WORLDS, QUERIES)
def test_the_order_of_the_list_does_not_matter(world: list[Designation], names: list[str]) -> None:
    """Designations in another order give the same hits."""
    assert_frame_equal(screener(*world).screen(frame(names)), screener(*reversed(world)).screen(frame(names)))


@given(WORLDS, st.lists(ANY_TEXT, max_size=8))
def test_every_row_is_accounted_for(world: list[Designation], names: list[str]) -> None:
    """Screened = with alert + suppressed + no alert + in error, one status a row (HT-12)."""
    run = screener(*world).run(pl.DataFrame({"name": names}, schema={"name": pl.String}))
    counted = sum(run.count(status) for status in ("alert", "suppressed", "no alert", "in error"))
    assert run.rows["row"].to_list() == list(range(1, len(names) + 1))
    assert counted == len(names)


@pytest.mark.parametrize("name", ["", "   ", "!!!", "🙂", "x" * 10_001])
def test_names_without_substance_are_row_errors(name: str) -> None:
    """An empty, unreadable or endless name is an error of its row, never "no alert" (HT-13)."""
    world = screener(designation("1", "Ivan Krakenov"))
    assert world.run(pl.DataFrame({"name": [name]})).rows["status"].to_list() == ["in error"]
    with pytest.raises(UsageError):
        world.check(name)


@pytest.mark.parametrize("name", ["12345", "a b " * 250, "Ivan " * 2000, "\x00\x1b[31mIvan", "Ivan\u202eKrakenov"])
def test_odd_names_are_screened(name: str) -> None:
    """Digits, hundreds of words, thousands of characters and control characters are screened like others."""
    run = screener(designation("1", "Ivan Krakenov")).run(pl.DataFrame({"name": [name]}))
    assert run.count("in error") == 0


def test_roles_of_one_row_are_one_row() -> None:
    """Several names of a row (director, owner) give hits of their own and one status (US-12)."""
    roles = pl.DataFrame({"row": [1, 1], "field": ["name", "director"], "name": ["Nobody Known", "Ivan Krakenov"]})
    run = screener(designation("1", "Ivan Krakenov")).run(roles)
    assert run.rows.rows() == [(1, "alert", "")]
    assert run.hits["queried_field"].to_list() == ["director"]


def test_native_names_and_aliases_are_screened() -> None:
    """A row with only a native-script name is screened, and so is every alias (EU-02)."""
    world = screener(designation("1", "Ivan Krakenov"))
    assert world.check(Counterparty(native_name="Иван Кракенов"))
    assert world.check(Counterparty("Someone Else", aliases=["Krakenov Ivan"]))


def test_two_parties_of_one_name_are_two_hits() -> None:
    """Two listed people with the same name are both returned (SE-18)."""
    world = screener(designation("1", "Ivan Krakenov"), designation("2", "Ivan Krakenov"))
    assert [hit.entry_id for hit in world.check("Ivan Krakenov")] == ["1", "2"]


def test_text_columns_with_semicolons_are_lists() -> None:
    """Countries, aliases and identifiers may be ``;``-separated text."""
    world = screener(designation("1", "Ivan Krakenov"))
    hits = world.screen(pl.DataFrame({"name": ["X"], "aliases": ["Nobody; Ivan Krakenov"], "countries": ["RU;FR"]}))
    assert hits["queried_name"].to_list() == ["Ivan Krakenov"]


def test_a_frame_without_names_is_refused() -> None:
    """The error names the columns found."""
    with pytest.raises(UsageError, match="colour"):
        screener(designation("1", "A B")).screen(pl.DataFrame({"colour": ["red"]}))


def test_a_threshold_out_of_range_is_refused() -> None:
    """The error states the range."""
    with pytest.raises(UsageError, match="50 to 100"):
        screener(designation("1", "A B")).screen(frame(["x"]), threshold=10)


def test_without_a_store_the_starter_list_is_loaded(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh machine screens against the embedded list, and says so."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    loaded = Screener.load(warm=True).loaded
    assert [each.spec.starter for each in loaded] == [True]
