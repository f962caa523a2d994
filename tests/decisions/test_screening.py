"""Decisions named by a policy, at work in a screener: suppressed, back again, and every row counted once (HT-12)."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import Counterparty, Screener
from screening.decisions import Decisions, DecisionsFile, Said, bind
from screening.policy import Policy, read_policy
from screening.schema import SUPPRESSED, Kind
from tests.worlds import designation, loaded

DAY, UNTIL = dt.date(2026, 1, 5), dt.date(2027, 1, 5)
PARTIES = (
    designation("1", "KRAKENOV, Ivan"),
    designation("2", "KRAKENOV, Ivan Petrovich", weak=["THE SQUID"]),
    designation("3", "VOLGA STEEL", Kind.ORGANISATION),
)
CUSTOMERS = ("Ivan Krakenov", "Volga Steel", "The Squid", "Anna Holmqvist", "")


def decided(path: Path, world: Screener, *chosen: tuple[str, str]) -> Path:
    """A decisions file with good-guy entries for customers, each by its name, on entries."""
    file = DecisionsFile(path)
    for name, entry_id in chosen:
        party = Counterparty(name, customer_id=name)
        for hit in world.check(party):
            if hit.entry_id == entry_id:
                listed = next(each for each in PARTIES if each.entry_id == entry_id)
                told = Said("A. Officer", "Another person", "Passport seen", DAY, UNTIL)
                file.add(bind(hit.alert_id, hit.list_id, party, listed, told))
    return path


def test_a_policy_names_its_decisions(tmp_path: Path) -> None:
    """Suppressed until its last day, an alert the day after; another hit of the same customer stays one throughout."""
    decided(tmp_path / "bank.decisions", Screener([loaded(*PARTIES)]), ("Ivan Krakenov", "1"))
    (tmp_path / "policy.toml").write_text('decisions = "bank.decisions"\n', encoding="utf-8")
    world = Screener([loaded(*PARTIES)], read_policy(tmp_path / "policy.toml"))
    party = Counterparty("Ivan Krakenov", customer_id="Ivan Krakenov")
    for today, why in ((DAY, SUPPRESSED), (UNTIL, SUPPRESSED), (UNTIL + dt.timedelta(1), ""), (None, "")):
        hits = {hit.entry_id: hit.why_no_alert for hit in world.check(party, today=today)}
        assert hits == {"1": why, "2": ""}


@pytest.mark.parametrize("four_eyes", [False, True])
def test_four_eyes_are_asked_for_by_the_policy(tmp_path: Path, *, four_eyes: bool) -> None:
    """An entry of one officer alone counts for nothing where the policy asks for two."""
    path = decided(tmp_path / "bank.decisions", Screener([loaded(*PARTIES)]), ("Volga Steel", "3"))
    world = Screener([loaded(*PARTIES)], Policy(decisions=path, four_eyes=four_eyes))
    hit = world.check(Counterparty("Volga Steel", customer_id="Volga Steel"), today=DAY)[0]
    assert hit.alert is four_eyes


@given(
    st.lists(st.tuples(st.sampled_from(CUSTOMERS[:4]), st.sampled_from("123")), max_size=4),
    st.lists(st.sampled_from(CUSTOMERS), min_size=1, max_size=8),
    st.booleans(),
    st.sampled_from([DAY, UNTIL + dt.timedelta(1), None]),
)
def test_counts_add_up(
    tmp_path_factory: pytest.TempPathFactory,
    chosen: list[tuple[str, str]],
    names: list[str],
    weak: bool,  # drawn
    today: dt.date | None,
) -> None:
    """Rows screened = with alert + suppressed + no alert + in error, and no decision takes a hit out of the report."""
    plain = Screener([loaded(*PARTIES)], Policy(weak_aliases_alert=weak))
    path = decided(tmp_path_factory.mktemp("decisions") / "bank", plain, *chosen)
    decisions = Decisions.read(path) if path.exists() else Decisions()
    world = Screener([loaded(*PARTIES)], plain.policy, decisions=decisions)
    frame = pl.DataFrame({"name": names, "customer_id": names})
    run, without = world.run(frame, today=today), plain.run(frame, today=today)
    assert sum(map(run.count, ("alert", "suppressed", "no alert", "in error"))) == len(names)
    assert run.hits["alert_id"].to_list() == without.hits["alert_id"].to_list()
    told = {row: hits["why_no_alert"].to_list() for (row,), hits in run.hits.group_by("row")}
    for row, status in run.rows.select("row", "status").iter_rows():
        whys = told.get(row, [])
        assert (status == "alert") == ("" in whys)
        assert (status == "suppressed") == ("" not in whys and SUPPRESSED in whys)
