"""The policy at work: thresholds by rule, near misses, birth dates, measures, earlier decisions; nothing is lost."""

import dataclasses
import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from screening import Counterparty, Screener, compare
from screening.catalogue import catalogue
from screening.errors import PolicyError, UsageError
from screening.policy import BIRTH_DATE_RULES, Policy, ThresholdRule
from screening.policy._measures import told
from screening.schema import (
    BELOW,
    BIRTH_DATE_DIFFERS,
    OTHER_MEASURE,
    SUPPRESSED,
    WEAK_ALONE,
    Designation,
    Fact,
    FactKind,
    Hit,
    Kind,
    Quality,
)
from tests.strategies import KINDS, NAMES
from tests.worlds import ACTION, DAY, designation, loaded

LISTS = ("us_ofac_sdn", "eu_fsf")
POINTS = st.sampled_from([55.0, 68.0, 74.0, 80.0, 88.0, 97.0, 100.0])
RULES = st.lists(
    st.builds(
        ThresholdRule,
        POINTS,
        st.sampled_from(["", *LISTS]),
        st.none() | KINDS,
        st.none() | st.sampled_from([Quality.STRONG, Quality.WEAK]),
    ),
    max_size=3,
).map(tuple)
POLICIES = st.builds(Policy, threshold=POINTS, rules=RULES, weak_aliases_alert=st.booleans())
WORLDS = st.lists(st.tuples(st.sampled_from(LISTS), NAMES, NAMES, KINDS), min_size=1, max_size=5)
World = list[tuple[str, str, str, Kind]]


def screener(world: World, policy: Policy) -> Screener:
    """A screener over two lists; each party has a strong name and a weak alias."""
    parties = [(list_id, designation(f"{at}", name, kind, weak=[weak])) for at, (list_id, name, weak, kind) in
               enumerate(world)]  # fmt: skip
    return Screener([loaded(*(each for own, each in parties if own == list_id), list_id=list_id) for list_id in LISTS],
                    policy)  # fmt: skip


def found(hits: list[Hit]) -> dict[str, Hit]:
    """Hits by entry."""
    return {hit.entry_id: hit for hit in hits}


@given(WORLDS, NAMES, POLICIES)
def test_a_party_hits_where_a_name_of_it_reaches_its_own_threshold(world: World, asked: str, policy: Policy) -> None:
    """Rules give the hits that holding every listed name against its own threshold gives, neither more nor less."""
    wanted = set()
    for at, (list_id, name, weak, kind) in enumerate(world):
        for text, quality in ((name, Quality.STRONG), (weak, Quality.WEAK)):
            if compare(asked, text, kind).score >= policy.threshold_of(list_id, kind, quality):
                wanted.add(str(at))
    hits = screener(world, policy).check(asked)
    assert {hit.entry_id for hit in hits} == wanted
    assert all(hit.score >= hit.threshold for hit in hits)


@given(WORLDS, NAMES, POLICIES, POINTS)
def test_a_weaker_policy_loses_no_hit(world: World, asked: str, policy: Policy, threshold: float) -> None:
    """Lowering any threshold keeps every hit and every alert."""
    rules = tuple(dataclasses.replace(rule, threshold=min(rule.threshold, threshold)) for rule in policy.rules)
    weaker = Policy(threshold=min(policy.threshold, threshold), rules=rules, weak_aliases_alert=True)
    strict, weak = found(screener(world, policy).check(asked)), found(screener(world, weaker).check(asked))
    assert strict.keys() <= weak.keys()
    assert all(weak[entry].alert for entry, hit in strict.items() if hit.alert)


@given(WORLDS, NAMES, POLICIES)
def test_near_misses_are_added_and_change_no_other_hit(world: World, asked: str, policy: Policy) -> None:
    """Near misses lie under their thresholds, within the points asked for, raise no alert and move nothing (ME-07)."""
    points = min(12.0, policy.lowest - 50)
    near = found(screener(world, policy.changed(near_misses=points)).check(asked))
    plain = found(screener(world, policy).check(asked))
    assert {entry: hit for entry, hit in near.items() if hit.why_no_alert != BELOW} == plain
    missed = [hit for hit in near.values() if hit.why_no_alert == BELOW]
    assert all(not hit.alert and hit.threshold - points <= hit.score < hit.threshold for hit in missed)


@given(WORLDS, st.lists(NAMES, min_size=1, max_size=4), POLICIES, st.booleans())
def test_one_threshold_replaces_all(world: World, names: list[str], policy: Policy, exhaustive: bool) -> None:
    """A threshold given to a call stands instead of the policy's and of its rules', in a full scan too."""
    frame = pl.DataFrame({"name": names})
    alone = Policy(threshold=80, weak_aliases_alert=policy.weak_aliases_alert)
    given_, plain = screener(world, policy).run(frame, threshold=80, exhaustive=exhaustive), screener(world, alone)
    assert_frame_equal(given_.hits, plain.run(frame).hits)


BORN = Fact(FactKind.BIRTH_DATE, "1970-05-16", first=dt.date(1970, 5, 16), last=dt.date(1970, 5, 16))
PARTY = designation("1", "Ivan Petrovich Krakenov", weak=["The Squid"], facts=[BORN])


def why(name: str, policy: Policy, born: str | None = None) -> str:
    """Why the hit of a name on the party is no alert; "" where it is one."""
    (hit,) = Screener([loaded(PARTY)], policy).check(Counterparty(name, birth_date=born))
    assert hit.alert == (not hit.why_no_alert)
    return hit.why_no_alert


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ivan Petrovich Krakenov", ("", "", BIRTH_DATE_DIFFERS)),
        ("Ivan Krakenov", ("", BIRTH_DATE_DIFFERS, BIRTH_DATE_DIFFERS)),
    ],
)
def test_a_birth_date_takes_an_alert_away_only_where_said(name: str, expected: tuple[str, ...]) -> None:
    """The hit stays in any case; an equal name keeps its alert unless the policy says even that (HT-05)."""
    policies = [Policy(birth_date_conflict=each) for each in BIRTH_DATE_RULES]
    assert tuple(why(name, policy, "1950-01-01") for policy in policies) == expected
    assert [why(name, policy, "1970-05-16") for policy in policies] == [""] * 3
    assert [why(name, policy) for policy in policies] == [""] * 3


def test_other_measures_are_hits_without_an_alert() -> None:
    """An asset freeze is no export restriction: the hit stays and says why it is no alert (EU-07)."""
    assert why("Ivan Krakenov", Policy(measures=("asset freeze",))) == ""
    assert why("Ivan Krakenov", Policy(measures=("export restriction", "travel ban"))) == OTHER_MEASURE
    assert why("The Squid", Policy(measures=("asset freeze",))) == WEAK_ALONE
    with pytest.raises(PolicyError, match="asset freeze"):
        Screener([loaded(PARTY)], Policy(measures=("aset freeze",)))


def test_shipped_lists_word_measures_that_are_told() -> None:
    """A text of a shipped list states measures we know, or says that it leaves them open."""
    texts = {
        text for spec in catalogue().values() for each in spec.programmes.values() for text in each.measures
    } | {text for spec in catalogue().values() for text in spec.default_measures}  # fmt: skip
    untold = sorted(text for text in texts if told(text).open)
    (one,) = [text for text in untold if "stated" not in text and "named in the entry" not in text]
    assert one.startswith("Financial services to or for the benefit of Myanma Oil and Gas Enterprise are prohibited")


def test_a_rule_for_an_unknown_list_is_an_error() -> None:
    """A misspelt list would silently do nothing; a shipped one that is not loaded is fine."""
    Screener([loaded(PARTY)], Policy(rules=(ThresholdRule(80, "un_sc"),)))
    with pytest.raises(PolicyError, match="us_odac"):
        Screener([loaded(PARTY)], Policy(rules=(ThresholdRule(80, "us_odac"),)))


class Suppressing:
    """Stands in for decisions: what it is told to take the alert away from, while it is in force."""

    head = "0" * 64

    def __init__(self, *entries: str) -> None:
        self.entries = entries

    def knows(self, alert_id: str) -> bool:
        """Any alert may be one."""
        return bool(alert_id)

    def apply(self, hit: Hit, party: Counterparty, designation: Designation, today: dt.date | None) -> Hit:
        """Take the alert away where a day is given."""
        assert (party.name, designation) == ("Ivan Krakenov", PARTY)
        if today is None or hit.entry_id not in self.entries:
            return hit
        return dataclasses.replace(hit, alert=False, why_no_alert=SUPPRESSED)


@pytest.mark.parametrize(
    ("entries", "today", "status"), [(("1",), DAY, "suppressed"), (("1",), None, "alert"), ((), DAY, "alert")]
)
def test_a_suppressed_row_is_counted_as_such(entries: tuple[str, ...], today: dt.date | None, status: str) -> None:
    """A row of suppressed hits is neither an alert nor without one, and its hits stay (HT-12)."""
    world = Screener([loaded(PARTY)], decisions=Suppressing(*entries))
    run = world.run(pl.DataFrame({"name": ["Ivan Krakenov"]}), today=today)
    assert (run.rows["status"].to_list(), run.hits.height) == ([status], 1)
    assert [hit.alert for hit in world.check("Ivan Krakenov", today=today)] == [status == "alert"]


def test_the_register_gives_whole_designations() -> None:
    """What is judged is the designation as it was read, all names and facts of it."""
    other = designation("2", "Volga Steel", Kind.ORGANISATION, aliases=["VS"], actions=[ACTION, ACTION])
    register = Screener([loaded(PARTY, other)])._register
    assert [register.designation(entry) for entry in (0, 1)] == [PARTY, other]
    assert (register.number("starter", "2"), register.number("starter", "3")) == (1, None)


SPELT = "Iwan Krakenow"


@pytest.mark.parametrize(
    ("name", "policy", "outcome", "said"),
    [
        ("Ivan Krakenov", Policy(), "alert", "It is an alert"),
        ("The Squid", Policy(), "hit without an alert", "weak_aliases_alert is false"),
        ("Ivan Krakenov", Policy(measures=("travel ban",)), "hit without an alert", "under: Asset freeze"),
        (SPELT, Policy(threshold=99), "under the threshold", "points lost: Petrovich (missing)"),
        (
            SPELT,
            Policy(rules=(ThresholdRule(99, kind=Kind.PERSON),)),
            "under the threshold",
            "the threshold 99 of rule 1 (kind person)",
        ),
        (SPELT, Policy(threshold=99, near_misses=30), "hit without an alert", "It is a near miss"),
        ("Volga Steel", Policy(), "under the threshold", "No word of 'Volga Steel' agrees"),
    ],
)
def test_why_not_says_what_decided(name: str, policy: Policy, outcome: str, said: str) -> None:
    """The part, the threshold with its rule, or the rule that keeps a party from being an alert."""
    answer = Screener([loaded(PARTY)], policy).why_not(name, "starter", "1")
    assert (answer.outcome, said in answer.says) == (outcome, True), answer.says
    assert sum(round(100 * part.points) for part in answer.parts) == round(100 * answer.score)


def test_why_not_says_what_is_not_there() -> None:
    """A list that is not loaded and an entry that is not on it are answers, not errors."""
    world = Screener([loaded(PARTY)])
    assert world.why_not("Ivan", "un_sc", "1").outcome == "list not loaded"
    assert world.why_not("Ivan", "starter", "9").outcome == "not on the list"
    assert world.why_not(Counterparty(identifiers=["imo:9187629"]), "starter", "1").outcome == "under the threshold"
    with pytest.raises(UsageError):
        world.why_not(" ", "starter", "1")


@given(WORLDS, NAMES, POLICIES)
def test_why_not_and_check_agree(world: World, asked: str, policy: Policy) -> None:
    """For every listed party ``why_not`` tells of the hit that ``check`` gives, and of none where it has none."""
    screening = screener(world, policy)
    hits = found(screening.check(asked))
    for at, (list_id, *_) in enumerate(world):
        answer = screening.why_not(asked, list_id, str(at))
        hit = hits.get(str(at))
        assert (answer.hit is None) == (hit is None)
        if hit:
            assert (answer.outcome == "alert", answer.hit and answer.hit.alert_id) == (hit.alert, hit.alert_id)
