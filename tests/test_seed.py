"""The seed event of January 2024 and its rows SE-01 to SE-18, against the starter list and against the real lists."""

import datetime as dt
from collections.abc import Callable

import pytest

from screening import Counterparty, Hit, Screener
from tests.data import ROOT

SDN = "us_ofac_sdn"
ARTICLE = {
    "224th Flight Unit State Airlines": "43113",
    "Vladimirovka Advanced Weapons and Research Complex": "47172",
    "Ashuluk Firing Range": "47171",
    "Vladimir Vladimirovich Mikheychik": "47173",
}
"""The four names as the article prints them, and their entries on the SDN list."""

SPELLINGS = {
    "Михейчик Владимир": "47173",
    "Міхєйчик Володимир": "47173",
    "Mikheichik V. V.": "47173",
    "Vladimir Mikheitchik": "47173",
    "Miheychik Vladimir": "47173",
    "Mikhejčik Vladimir": "47173",
    "VAWARC": "47172",
    "RF86898": "47174",
    "RF-86898": "47174",
    "TTF Air Heavy Lifting": "43113",
    "OAO 224 LO": "43113",
    "Ashuluk Test Range": "47171",
}
BEFORE, AFTER = dt.date(2024, 1, 10), dt.date(2024, 1, 12)


@pytest.fixture(scope="module")
def starter() -> Screener:
    """A screener over the embedded list."""
    return Screener.load(None, ["starter"])


def first(hits: list[Hit], list_id: str, prefix: str = "") -> set[str]:
    """Entries of a list that share its best score."""
    own = [hit for hit in hits if hit.list_id == list_id and hit.entry_id.startswith(prefix)]
    return {hit.entry_id.removeprefix(prefix) for hit in own if hit.score == own[0].score}


@pytest.mark.parametrize(("name", "entry"), [*ARTICLE.items(), *SPELLINGS.items()])
def test_starter_finds_the_seed(starter: Screener, name: str, entry: str) -> None:
    """On a fresh machine each of the four names, in any spelling, finds its US entry first (SE-01, SE-11)."""
    assert entry in first(starter.check(name), "starter", "US-")


@pytest.mark.lists
@pytest.mark.parametrize(("name", "entry"), [*ARTICLE.items(), *SPELLINGS.items()])
def test_real_lists_find_the_seed(five_lists: Screener, name: str, entry: str) -> None:
    """Each name is first or tied on its right SDN entry among five real lists."""
    hits = five_lists.check(name)
    assert entry in first(hits, SDN)
    best = {hit.score for hit in hits if hit.list_id == SDN}
    assert max(best) == max(hit.score for hit in hits) or any(
        hit.score >= max(best) for hit in hits if hit.list_id != SDN
    )


@pytest.mark.lists
@pytest.mark.parametrize(("name", "entry"), ARTICLE.items())
def test_seed_hits_say_who_and_why(five_lists: Screener, name: str, entry: str) -> None:
    """The hit names State as the agency, OFAC as the publisher, E.O. 14024, and the Russia programme alone (SE-05)."""
    hit = next(hit for hit in five_lists.check(name) if (hit.list_id, hit.entry_id) == (SDN, entry))
    assert hit.authority == hit.publisher == "US Department of the Treasury (OFAC)"
    assert hit.designating_agency == "US Department of State"
    assert hit.programmes == ("RUSSIA-EO14024",)
    assert "14024" in hit.legal_basis
    assert hit.reason


@pytest.mark.lists
def test_the_airline_shows_both_actions_newest_first(five_lists: Screener) -> None:
    """May 2023 and January 2024 stand on the hit with their own dates and reasons (SE-02)."""
    hit = next(hit for hit in five_lists.check("224th Flight Unit State Airlines") if hit.entry_id == "43113")
    days = [action.date for action in hit.actions]
    assert days == sorted(days, key=lambda day: day or dt.date.min, reverse=True)
    assert len({action.reason for action in hit.actions}) == 2
    assert days[0] == dt.date(2024, 1, 11)


@pytest.mark.lists
def test_the_near_miss_is_told_apart(five_lists: Screener) -> None:
    """223 hits 43112 and not 43113; 224 hits 43113 and not 43112 (SE-06)."""
    by_number = {
        number: {hit.entry_id for hit in five_lists.check(f"{number} Flight Unit State Airline") if hit.list_id == SDN}
        for number in ("223", "224", "213", "242")
    }
    assert "43112" in by_number["223"]
    assert "43113" not in by_number["223"]
    assert "43113" in by_number["224"]
    assert "43112" not in by_number["224"]
    assert not {"43112", "43113"} & (by_number["213"] | by_number["242"])


@pytest.mark.lists
@pytest.mark.parametrize(
    ("name", "entry"),
    [("Vladimir Putin", "47172"), ("VAWARD", "47172"), ("VAWAR", "47172"), ("RF-86989", "47174")],
)
def test_what_must_not_hit(five_lists: Screener, name: str, entry: str) -> None:
    """A prefix, a changed acronym and transposed digits are other parties (SE-08, SE-09, SE-13)."""
    assert entry not in {hit.entry_id for hit in five_lists.check(name)}


@pytest.mark.lists
@pytest.mark.parametrize(
    "name", ["Firing Range", "State Airlines", "Flight Unit", "Joint Stock Company", "Research Complex"]
)
def test_generic_words_alone_alert_on_nothing(five_lists: Screener, name: str) -> None:
    """A name of generic words is no alert unless a listed name is exactly that (SE-10)."""
    assert not [hit for hit in five_lists.check(name) if hit.alert and hit.score < 100]


@pytest.mark.lists
def test_list_state_decides(sdn_as_of: Callable[[dt.date], Screener]) -> None:
    """On 10 January 2024 only the airline was listed; on 12 January all four were (SE-17)."""
    found = {
        day: {entry for name, entry in ARTICLE.items() if entry in {hit.entry_id for hit in sdn_as_of(day).check(name)}}
        for day in (BEFORE, AFTER)
    }
    assert found == {BEFORE: {"43113"}, AFTER: set(ARTICLE.values())}


@pytest.mark.lists
def test_ofac_hit_without_narrative_says_so(five_lists: Screener) -> None:
    """Where a list publishes no reason the hit gives programme, legal basis and links, and says so (SE-03)."""
    hit = next(hit for hit in five_lists.check("Kim Jong Un") if hit.list_id == SDN)
    assert "no narrative" in hit.reason.lower()
    assert "Executive Order" in hit.reason


@pytest.mark.lists
def test_an_equal_registration_number_hits_alone(five_lists: Screener) -> None:
    """Registration 1097746281160 finds the airline under any name, on more than one list (SE-15, US-14)."""
    hits = five_lists.check(Counterparty("Some Airline", identifiers=["registration:1097746281160"]))
    assert (SDN, "43113") in {(hit.list_id, hit.entry_id) for hit in hits}
    assert {hit.matched_name_kind for hit in hits} == {"identifier"}


@pytest.mark.lists
def test_linked_parties_are_shown(five_lists: Screener) -> None:
    """Mikheychik's hit names the airline he is linked to (SE-14)."""
    hit = next(hit for hit in five_lists.check("Vladimir Vladimirovich Mikheychik") if hit.entry_id == "47173")
    assert any("224TH FLIGHT UNIT" in relation for relation in hit.relations)


@pytest.mark.lists
def test_a_shared_parent_word_surfaces(five_lists: Screener) -> None:
    """ALMAZ ANTEY TELECOMMUNICATIONS LLC surfaces JSC ALMAZ-ANTEY's group (US-10)."""
    assert five_lists.check("ALMAZ ANTEY TELECOMMUNICATIONS LLC")


def test_no_seed_name_stands_in_the_code() -> None:
    """The program knows no party: seed names occur in lists and tests only."""
    words = ("mikhey", "ashuluk", "vawarc", "vladimirovka", "flight unit", "43113", "47173")
    for path in (ROOT / "screening").rglob("*"):
        if path.suffix in (".py", ".toml") and "_lists" not in path.parts:
            text = path.read_text(encoding="utf-8").lower()
            assert not [word for word in words if word in text], path
