"""Facts for and against, and the grade they sum up to."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.evidence import (
    CONFLICT,
    HARD_IDENTIFIER,
    MATCH,
    NEAR,
    NOT_IN_INPUT,
    NOT_IN_LIST,
    PARTIAL,
    Profile,
    grade,
    hard_match,
    weigh,
)
from screening.schema import Counterparty, Evidence, Fact, FactKind, Grade, Kind

OUTCOMES = [MATCH, PARTIAL, NEAR, NOT_IN_LIST, CONFLICT]  # best first
RANK = {each: number for number, each in enumerate(Grade)}


def birth(first: str, last: str = "", *, circa: bool = False) -> Fact:
    """A listed birth date from one day to another."""
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    return Fact(FactKind.BIRTH_DATE, first, first=start, last=end, circa=circa)


def outcome(born: str, *facts: Fact) -> tuple[str, str]:
    """Outcome and note of a birth date against listed ones."""
    evidence = weigh(Profile.of(Counterparty(name="x", birth_date=born)), Kind.PERSON, facts)
    found = next(each for each in evidence if each.fact == "birth date")
    return found.outcome, found.note


@pytest.mark.parametrize(
    ("born", "listed", "expected"),
    [
        ("1970-05-16", birth("1970-05-16"), MATCH),
        ("1970-05-15", birth("1970-05-16"), PARTIAL),
        ("1970-06-05", birth("1970-05-06"), PARTIAL),
        ("1970", birth("1970-05-16"), PARTIAL),
        ("1970-05-16", birth("1970-01-01", "1970-12-31"), PARTIAL),
        ("1963-05-16", birth("1962-01-01", "1964-12-31"), MATCH),
        ("1971-05-16", birth("1970-05-16"), NEAR),
        ("1980-05-16", birth("1970-05-16"), CONFLICT),
    ],
)
def test_birth_dates(born: str, listed: Fact, expected: str) -> None:
    """Day, year, range, neighbour year and conflict are told apart (HT-06)."""
    assert outcome(born, listed)[0] == expected


def test_swapped_day_and_month_is_named() -> None:
    """Day and month swapped is a partial agreement that says so (HT-06)."""
    assert outcome("1970-06-05", birth("1970-05-06")) == (PARTIAL, "day and month swapped")


def test_the_best_of_several_listed_birth_dates_counts() -> None:
    """Of alternatives the best is shown (HT-06)."""
    assert outcome("1970-05-16", birth("1950-01-01"), birth("1970-05-16"))[0] == MATCH


def test_absence_is_not_contradiction() -> None:
    """What one side does not state is said to be absent (HT-04, HT-05)."""
    nothing = weigh(Profile.of(Counterparty(name="x")), Kind.PERSON, [birth("1970-05-16")])
    assert {each.outcome for each in nothing} <= {NOT_IN_INPUT, NOT_IN_LIST}


def test_countries_are_context() -> None:
    """An unequal country is a note, an equal one a match (HT-28)."""
    fact = Fact(FactKind.NATIONALITY, "Russia", country="RU")
    for country, expected in (("Russia", MATCH), ("FR", CONFLICT)):
        evidence = weigh(Profile.of(Counterparty(name="x", countries=[country])), Kind.PERSON, [fact])
        assert next(each for each in evidence if each.fact == "country").outcome == expected


EVIDENCE = st.fixed_dictionaries(
    {
        "birth date": st.sampled_from(OUTCOMES),
        "kind": st.sampled_from([MATCH, NOT_IN_INPUT, CONFLICT]),
        "country": st.sampled_from([MATCH, NOT_IN_INPUT, CONFLICT]),
    }
)


@given(st.floats(50, 100), st.floats(0, 10), EVIDENCE, st.booleans(), st.sampled_from(list(Kind)))
def test_a_higher_score_never_grades_worse(
    score: float, more: float, facts: dict[str, str], weak: bool, kind: Kind
) -> None:
    """Grades are monotone in the score (HT-10)."""
    evidence = [Evidence(fact, found) for fact, found in facts.items()]
    low, high = (grade(each, kind, evidence, weak_alias=weak) for each in (score, min(100.0, score + more)))
    assert RANK[high] <= RANK[low]


@given(
    st.floats(50, 100), EVIDENCE, st.sampled_from(["birth date", "kind"]), st.booleans(), st.sampled_from(list(Kind))
)
def test_better_evidence_never_grades_worse(
    score: float, facts: dict[str, str], fact: str, weak: bool, kind: Kind
) -> None:
    """A fact that agrees grades at least as well as an absent one, an absent one at least as well as a conflict."""
    grades = [
        RANK[
            grade(
                score, kind, [Evidence(each, found) for each, found in (facts | {fact: way}).items()], weak_alias=weak
            )
        ]
        for way in (MATCH, NOT_IN_LIST, CONFLICT)
    ]
    assert grades == sorted(grades)


def test_a_weak_alias_alone_is_weak() -> None:
    """A weak alias needs other support to be more than weak (US-04)."""
    assert grade(100, Kind.PERSON, [], weak_alias=True) is Grade.WEAK
    assert grade(100, Kind.PERSON, [Evidence("birth date", MATCH)], weak_alias=True) is Grade.EXACT


def test_a_conflicting_birth_date_never_hides() -> None:
    """A conflict lowers the grade of equal names by two, of others by three, and leaves the hit (HT-05)."""
    assert grade(100, Kind.PERSON, [Evidence("birth date", CONFLICT)], weak_alias=False) is Grade.PROBABLE
    assert grade(97, Kind.PERSON, [Evidence("birth date", CONFLICT)], weak_alias=False) is Grade.WEAK


def test_a_vessel_by_name_alone_is_a_grade_lower() -> None:
    """Ships' names are short and common; the IMO number decides (NK-24)."""
    imo = [Evidence("identifier", MATCH, "imo 9187629", "imo 9187629", HARD_IDENTIFIER)]
    assert grade(100, Kind.VESSEL, [], weak_alias=False) is Grade.STRONG
    assert grade(100, Kind.VESSEL, imo, weak_alias=False) is Grade.EXACT


def test_a_wrong_check_digit_is_said() -> None:
    """An input identifier whose check digit fails is screened, and the evidence warns (HT-07)."""
    evidence = weigh(Profile.of(Counterparty("x", identifiers=["imo:9187620"])), Kind.VESSEL, [])
    assert "check digit" in evidence[0].note


def test_a_short_number_is_no_hit_by_itself() -> None:
    """An equal number of four digits supports a name and makes no hit (HT-07)."""
    fact = Fact(FactKind.IDENTIFIER, "1234", type="passport")
    evidence = weigh(Profile.of(Counterparty("x", identifiers=["passport:1234"])), Kind.PERSON, [fact])
    assert evidence[0].outcome == MATCH
    assert not hard_match(evidence)
