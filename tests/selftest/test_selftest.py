"""The self-test measures what it says, says what it rests on, repeats itself, and changes nothing."""

import datetime as dt
import json
from functools import cache
from itertools import pairwise

import polars as pl
import pytest
from lxml import etree

from screening import selftest
from screening.manipulation import Right
from screening.schema import Fact, FactKind, Kind
from screening.screen import Screener
from screening.selftest import Report
from screening.selftest._judge import is_right
from tests import worlds
from tests.data import test_data

DAY = dt.date(2026, 1, 3)
HOSTILE = '<script>alert(1)</script> & Söhne "Examplov"'
CLEAN = pl.DataFrame({"name": ["Boris Examplow", "Wilma Clearwater", "", "Marek Quartzmann"], "kind": ["person"] * 4})


def screener() -> Screener:
    """Invented parties, one with a hostile name, one under a weak alias too."""
    born = Fact(FactKind.BIRTH_DATE, "1970-05-16", first=dt.date(1970, 5, 16), last=dt.date(1970, 5, 16))
    return worlds.screener(
        worlds.designation("1", "Boris Viktorovich Examplov", aliases=["Экзамплов Борис Викторович"], facts=[born]),
        worlds.designation("2", "Marek Quartzman", weak=["Clearwater"]),
        worlds.designation("3", "Northern Lantern Plant 17", Kind.ORGANISATION),
        worlds.designation("4", HOSTILE, Kind.ORGANISATION),
    )


@cache
def report(budget: float = 300.0) -> Report:
    """One self-test of them."""
    return selftest.run(
        screener(), CLEAN, 20, 1, day=DAY, alert_budget=budget, clean_source="made up", program_version="0"
    )


def test_the_same_basis_gives_the_same_report() -> None:
    """Nothing in it depends on anything but lists, policy, rows, seed and day."""
    again = selftest.run(
        screener(), CLEAN, 20, 1, day=DAY, alert_budget=300.0, clean_source="made up", program_version="0"
    )
    assert again == report()


def test_every_strong_name_finds_itself() -> None:
    """Weak aliases are not asked for; all strong names are, and are found."""
    exact = report().exact
    assert exact.figure == selftest.Rate(5, 5)
    assert (exact.listed, exact.wrong) == (5, ())


def test_an_exact_name_that_is_not_found_is_named() -> None:
    """A listed name without letter or digit cannot be found, and the test says so."""
    found = selftest.run(worlds.screener(worlds.designation("1", "Marek Quartzman", aliases=["***"])), cases=1, day=DAY)
    assert found.exact.figure == selftest.Rate(1, 2)
    assert [(each.listed, each.entry_id, each.score) for each in found.exact.wrong] == [("***", "1", 0.0)]
    assert "***" in selftest.as_html(found)


def test_denominators_add_up() -> None:
    """The totals are of the classes that count, and every class has its wrong cases."""
    found = report()
    counted = [each for each in found.classes if not each.apart and not each.hard_negative]
    assert found.found.of == sum(each.figure.of for each in counted)
    assert found.found.count == sum(each.figure.count for each in counted)
    assert found.hard_negatives.of == sum(each.figure.of for each in found.classes if each.hard_negative)
    assert all(len(each.wrong) == each.figure.of - each.figure.count for each in found.classes)
    assert all(each.first.count <= each.top_five.count <= each.figure.of for each in found.classes)


def test_the_groups_are_the_same_cases_again() -> None:
    """By script, by kind and by words each add up to the totals."""
    found = report()
    for by in ("script", "kind", "words"):
        own = [each for each in found.groups if each.by == by]
        assert sum(each.exact.of for each in own) == found.exact.figure.of
        assert sum(each.found.count for each in own) == found.found.count
        assert sum(each.alerts.of for each in own) == found.now.alerts.of


def test_a_class_without_cases_says_why() -> None:
    """No empty figure without a reason, no short one either."""
    for each in report().classes:
        assert bool(each.note) == (each.figure.of < 20)


def test_a_higher_threshold_finds_and_alerts_no_more() -> None:
    """Both lines of the curve fall."""
    curve = report().curve
    assert [each.threshold for each in curve] == sorted({each.threshold for each in curve})
    for lower, higher in pairwise(curve):
        assert lower.found.count >= higher.found.count
        assert lower.alerts.count >= higher.alerts.count


def test_the_curve_at_the_policy_is_what_was_screened() -> None:
    """Comparing name by name and asking the search say the same: nothing is lost (ME-10)."""
    found = report()
    assert found.lost.count == 0
    assert found.clean
    assert found.now.alerts == found.clean.alerts
    near = next(each for each in found.classes if each.id == "EF-32")
    assert found.now.found.count - found.found.count == near.figure.of - near.figure.count


def test_rows_in_error_are_told_apart() -> None:
    """Two of four rows alert, one has no name and counts in neither."""
    clean = report().clean
    assert clean
    assert (clean.alerts, clean.given, clean.in_error) == (selftest.Rate(2, 3), 4, 1)


def test_a_proposal_is_the_lowest_within_the_budget() -> None:
    """No lower threshold tried stays within it; the policy keeps its own."""
    proposal = report().proposal
    assert proposal
    assert proposal.point
    assert 1000 * proposal.point.alerts.share <= 300
    assert all(1000 * each.alerts.share > 300 for each in report().curve if each.threshold < proposal.point.threshold)
    assert report().basis.threshold == screener().policy.threshold


def test_without_clean_rows_nothing_is_said_of_alerts() -> None:
    """No rate is made up."""
    found = selftest.run(screener(), cases=2, day=DAY)
    assert found.clean is None
    assert all(each.alerts.of == 0 for each in found.curve)
    assert "not measured" in "\n".join(selftest.lines(found))


@pytest.mark.parametrize(
    ("right", "alert", "good"),
    [
        (Right.FOUND, None, False),
        (Right.FOUND, {"grade": "weak"}, True),
        (Right.SILENT, None, True),
        (Right.SILENT, {"grade": "weak"}, False),
        (Right.SILENT_OR_WEAK, {"grade": "weak"}, True),
        (Right.SILENT_OR_WEAK, {"grade": "partial"}, False),
        (Right.SILENT_ON_NUMBERS, {"matched_name": "Plant 17"}, False),
        (Right.SILENT_ON_NUMBERS, {"matched_name": "Plant"}, True),
        (Right.FOUND_NEAR, {"evidence": [{"fact": "birth date", "outcome": "near"}]}, True),
        (Right.FOUND_NEAR, {"evidence": [{"fact": "birth date", "outcome": "conflict"}]}, False),
    ],
)
def test_what_is_right(right: Right, alert: dict[str, object] | None, good: bool) -> None:
    """An alert is right where the party should be found, silence where it should not."""
    assert is_right(right, alert) is good


def test_json_says_everything() -> None:
    """Every dataclass field, a rate with its cases, what reproduces the test."""
    said = json.loads(selftest.as_json(report()))
    assert set(said) == set(Report.__dataclass_fields__)
    assert said["basis"]["lists"][0]["sha256"] == "0" * 64
    assert (said["basis"]["day"], said["basis"]["seed"]) == ("2026-01-03", 1)
    assert said["exact"]["figure"] == {"count": 5, "of": 5, "share": 1.0, "interval": [0.565518, 1.0]}
    empty = next(each for each in said["classes"] if each["figure"]["of"] == 0)
    assert empty["figure"]["share"] is None


def test_the_page_escapes_everything_and_loads_nothing() -> None:
    """No script, no address, no raw text of a list; the pictures are well-formed."""
    page = selftest.as_html(report())
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    pictures = page.split("<svg")[1:]
    assert len(pictures) == 3
    for each in pictures:
        etree.fromstring("<svg" + each.split("</svg>", maxsplit=1)[0] + "</svg>")


def test_a_hostile_name_stays_text() -> None:
    """A listed name with markup in it is shown as it is written."""
    wrong = selftest.Wrong(HOSTILE, HOSTILE + "\u200b", "starter", "4", "organisation", 0.0)
    found = report()
    exact = selftest.Exact(found.exact.figure, 5, (wrong,))
    page = selftest.as_html(
        Report(**{name: getattr(found, name) for name in Report.__dataclass_fields__} | {"exact": exact})
    )
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;U+200B&gt;" in page
    assert "<script" not in page


def test_no_clean_name_is_written() -> None:
    """Rows near the threshold go by their numbers (HT-26)."""
    for text in (selftest.as_html(report()), selftest.as_json(report()), "\n".join(selftest.lines(report()))):
        assert "Clearwater" not in text
        assert "Examplow" not in text.replace("Examplow,", "")


def test_a_sample_is_said_to_be_one() -> None:
    """One case a class asks for ten exact names of more, and says of how many."""
    many = worlds.screener(*(worlds.designation(str(n), f"Marek Quartz{chr(97 + n)}man") for n in range(12)))
    found = selftest.run(many, cases=1, day=DAY)
    assert (found.exact.figure.of, found.exact.listed) == (10, 12)
    assert "a sample of 12" in "\n".join(selftest.lines(found))
    assert selftest.run(many, cases=1, day=DAY, everything=True).exact.figure.of == 12


@pytest.mark.lists
def test_the_un_list_passes_its_own_test() -> None:
    """Every sampled exact name is found, and the search loses nothing."""
    found = selftest.run(Screener.load(test_data("lists"), ["un_sc"]), cases=20, day=DAY)
    assert found.exact.figure == selftest.Rate(200, 200)
    assert found.lost.count == 0
    assert found.found.share > 0.9
