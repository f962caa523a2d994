"""Laws of decisions on hits: what is in force suppresses, what lapsed returns and says why, counts add up."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import hits
from screening.counterparties import says
from screening.decisions import FIRST, STATUSES, Decision, Decisions, DecisionsFile, GoodGuy, Line, bind
from screening.decisions import Said as Told
from screening.decisions._lines import chained, writing
from screening.errors import UsageError
from screening.schema import SUPPRESSED, WEAK_ALONE, Counterparty, Designation, Hit
from screening.screen import Screener
from tests.decisions.made import ALERT, DAY, LISTED, PARTY, UNTIL, decided, disposition, entry, hit, revocation
from tests.worlds import designation, screener

LATER = dt.date(2026, 6, 1)


def view(*decisions: Decision, four_eyes: bool = False) -> Decisions:
    """Decisions without a file."""
    lines, head = [], FIRST
    for number, each in enumerate(decisions, 1):
        head = chained(head, writing(each))
        lines.append(Line(number, writing(each), head, each))
    return Decisions(lines, four_eyes=four_eyes)


def test_an_undecided_hit_is_handed_back(tmp_path: Path) -> None:
    """Nothing decided, nothing changed: the very same hit."""
    other = hit(alert_id="b2" * 12)
    assert decided(tmp_path, entry()).apply(other, PARTY, LISTED, LATER) is other


@pytest.mark.parametrize("day", [DAY, LATER, UNTIL])
def test_an_entry_in_force_suppresses(tmp_path: Path, day: dt.date) -> None:
    """From its day to its last one the hit is no alert, and who decided until when is said."""
    found = decided(tmp_path, entry(approver="B. Officer"), disposition()).apply(hit(), PARTY, LISTED, day)
    assert (found.alert, found.why_no_alert, found.disposition) == (False, SUPPRESSED, "false positive")
    said = "suppressed by the good-guy entry of A. Officer of 2026-01-05, approved by B. Officer until 2027-01-05"
    assert found.decision == f"{said}: Twenty years younger."
    assert replace(found, alert=True, why_no_alert="", decision="", disposition="") == hit()


def test_the_rule_that_proposed_an_entry_is_shown() -> None:
    """HT-17: the rule's id stands on the hit."""
    assert "proposed by rule R-1" in view(entry(rule="R-1")).apply(hit(), PARTY, LISTED, LATER).decision


LAPSES: list[tuple[tuple[Decision, ...], Counterparty, Designation, dt.date, str]] = [
    ((entry(),), PARTY, LISTED, dt.date(2027, 1, 6), "back since 2027-01-06: the good-guy entry of A. Officer"),
    ((entry(),), replace(PARTY, birth_date="1950"), LISTED, LATER, "the customer's birth date '1970-05-16' -> '1950'"),
    ((entry(),), replace(PARTY, name="O. Berg"), LISTED, LATER, "the customer's name 'Olga Berg' -> 'O. Berg'"),
    ((entry(),), replace(PARTY, countries=("RU",)), LISTED, LATER, "the customer's countries 'DE' -> 'RU'"),
    ((entry(),), PARTY, replace(LISTED, names=LISTED.names[:2]), LATER, "the designation's names removed 'The Snow"),
    ((entry(),), PARTY, replace(LISTED, facts=()), LATER, "the designation's birth date removed '1950'"),
    ((entry(), revocation()), PARTY, LISTED, LATER, "back since 2026-03-01: the good-guy entry of A. Officer of 202"),
    ((entry(), revocation()), PARTY, LISTED, LATER, "revoked by C. Officer: The passport was forged."),
    ((entry(), disposition("target match")), PARTY, LISTED, LATER, "since B. Officer said 'target match'"),
    ((entry(), disposition("escalated")), PARTY, LISTED, LATER, "since B. Officer said 'escalated'"),
    ((entry(),), PARTY, LISTED, dt.date(2026, 1, 4), "not applied: the good-guy entry of A. Officer of 2026-01-05"),
]


@pytest.mark.parametrize(("decisions", "party", "listed", "day", "why"), LAPSES)
def test_a_lapsed_entry_brings_the_alert_back(
    decisions: tuple[Decision, ...], party: Counterparty, listed: Designation, day: dt.date, why: str
) -> None:
    """HT-16: expiry, a change on either side, revocation and a contrary disposition return the alert and say so."""
    found = view(*decisions).apply(hit(), party, listed, day)
    assert (found.alert, found.why_no_alert) == (True, "")
    assert why in found.decision
    assert found.decision.startswith(("back", "not applied"))


def test_without_a_day_nothing_is_suppressed() -> None:
    """Where the day is not known, no entry is in force, and the hit says so."""
    found = view(entry()).apply(hit(), PARTY, LISTED, None)
    assert found.alert
    assert found.decision.startswith("not applied: no day was given")


def test_four_eyes_ask_for_an_approver() -> None:
    """Where the policy requires it, an entry of one person is not applied."""
    assert view(entry(), four_eyes=True).apply(hit(), PARTY, LISTED, LATER).alert
    assert not view(entry(approver="B. Officer"), four_eyes=True).apply(hit(), PARTY, LISTED, LATER).alert


def test_a_new_entry_takes_the_place_of_the_old() -> None:
    """After a lapse the officer decides again; the newest entry of a party counts, shorter ones too."""
    again = entry(date=dt.date(2026, 4, 1), expires=dt.date(2026, 5, 1), author="D. Officer")
    assert not view(entry(), revocation(), again).apply(hit(), PARTY, LISTED, dt.date(2026, 5, 1)).alert
    assert "D. Officer" in view(entry(), again).apply(hit(), PARTY, LISTED, LATER).decision
    assert view(entry(), again).apply(hit(), PARTY, LISTED, LATER).alert


def test_two_directors_of_one_alert_id_each_have_an_entry() -> None:
    """Parties that share an alert id are told apart by their facts."""
    one, other = replace(PARTY, field="director"), replace(PARTY, field="director", name="Olga Bergmann")
    both = view(entry(one), entry(other))
    third = replace(one, name="Olga Berger")
    assert [both.apply(hit(), each, LISTED, LATER).alert for each in (one, other, third)] == [False, False, True]


def test_what_is_no_alert_keeps_its_reason() -> None:
    """A weak alias alone stays that: the entry did not take the alert away."""
    found = view(entry()).apply(hit(alert=False, why_no_alert=WEAK_ALONE), PARTY, LISTED, LATER)
    assert (found.alert, found.why_no_alert) == (False, WEAK_ALONE)
    assert found.decision.startswith("suppressed by")


@given(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=6))
def test_the_latest_disposition_is_shown(statuses: list[str]) -> None:
    """HT-18: dispositions join by alert id, the newest shows, and none changes the alert."""
    found = view(*map(disposition, statuses)).apply(hit(), PARTY, LISTED, LATER)
    assert found == hit(disposition=statuses[-1])


@pytest.mark.parametrize(
    "wrong",
    [
        {"author": " "},
        {"reason": ""},
        {"evidence": ""},
        {"approver": "a.  officer"},
        {"four_eyes": True},
        {"expires": dt.date(2028, 1, 6)},
        {"expires": dt.date(2026, 1, 4)},
        {"reason": "x" * 4_001},
        {"reason": "\ud800"},
        {"rule": "R-1", "listed": replace(LISTED, facts=())},
        {"listed": replace(LISTED, entry_id="8")},
    ],
)
def test_what_an_entry_needs(wrong: dict[str, Any]) -> None:
    """HT-15: author, reason, evidence, a last day within two years, an approver who differs; and no name is quoted."""
    with pytest.raises(UsageError) as error:
        entry(**wrong)
    assert "Olga" not in str(error.value)


def test_a_status_must_be_known(tmp_path: Path) -> None:
    """HT-18: one of six; a file does not take another."""
    with pytest.raises(UsageError, match="status"):
        DecisionsFile(tmp_path / "d").add(disposition("done"))


WORLD = [designation("1", "Olga Berg"), designation("2", "Anton Berg", weak=["Big Anton"]), designation("3", "Ice Co")]
CUSTOMERS = ("Olga Berg", "Anton Berg", "Big Anton", "Ice Co", "Anna Holmqvist", "...", "Olga Anton Berg")


def asked(at: int, kind: str = "unknown") -> Counterparty:
    """One of the customers."""
    return Counterparty(CUSTOMERS[at], customer_id=f"C{at}", kind=kind)


@pytest.fixture(scope="module")
def small() -> Screener:
    """A screener over the invented world."""
    return screener(*WORLD)


@pytest.fixture(scope="module")
def found(small: Screener) -> list[list[Hit] | None]:
    """The hits of each customer; None for the one that cannot be screened."""
    return [small.check(asked(at)) if says(name) else None for at, name in enumerate(CUSTOMERS)]


def status_of(own: list[Hit] | None) -> str:
    """The status of a row by its hits."""
    if own is None:
        return "in error"
    states = ["alert" if each.alert else each.why_no_alert for each in own]
    return "alert" if "alert" in states else SUPPRESSED if SUPPRESSED in states else "no alert"


@given(st.data())
def test_counts_add_up(found: list[list[Hit] | None], data: st.DataObject) -> None:
    """HT-12: rows = alert + suppressed + no alert + in error, whatever was decided; no hit is lost by it."""
    pairs = st.tuples(st.integers(0, len(CUSTOMERS) - 1), st.sampled_from(WORLD), st.sampled_from(("good", *STATUSES)))
    made: list[Decision] = []
    for at, listed, what in data.draw(st.lists(pairs, max_size=12)):
        party = asked(at, data.draw(st.sampled_from(("unknown", "person"))))
        key = hits.alert_id(party, "starter", listed.entry_id)
        said = Told("A. Officer", "Other.", "Seen.", DAY, data.draw(st.sampled_from((DAY, UNTIL))))
        made.append(bind(key, "starter", party, listed, said) if what == "good" else disposition(what, alert_id=key))
    by_id, decisions = {each.entry_id: each for each in WORLD}, view(*made)
    after = [
        own and [decisions.apply(each, asked(at), by_id[each.entry_id], LATER) for each in own]
        for at, own in enumerate(found)
    ]
    counts = Counter(map(status_of, after))
    assert sum(counts[each] for each in ("alert", SUPPRESSED, "no alert", "in error")) == len(CUSTOMERS)
    good = {each.alert_id for each in made if isinstance(each, GoodGuy)}
    for was, now in zip(found, after, strict=True):
        for before, decided_hit in zip(was or (), now or (), strict=True):
            assert decided_hit.alert == (not decided_hit.why_no_alert)
            taken = decided_hit.why_no_alert == SUPPRESSED
            assert (before.alert, decided_hit.alert) == (True, False) if taken else before.alert == decided_hit.alert
            assert before.alert_id in good or not taken


def test_the_same_alert_id_on_another_day(small: Screener) -> None:
    """HT-11: same inputs, same id; another customer or designation, another one."""
    (first,), (again,) = (small.check(asked(0), today=day) for day in (DAY, LATER))
    (other,) = small.check(replace(asked(0), customer_id="C9"))
    assert first.alert_id == again.alert_id != other.alert_id
    assert ALERT not in (first.alert_id, other.alert_id)
