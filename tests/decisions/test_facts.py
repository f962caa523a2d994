"""Laws of the facts that a good-guy entry is bound to: canonical, readable, and every change that counts shows."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.decisions import customer_facts, designation_facts, differences, hard_differences
from screening.schema import Counterparty, Designation, Fact, FactKind, Kind, ListedName, NameKind, Quality
from tests.decisions.made import BIRTH, LISTED, PARTY
from tests.strategies import ANY_TEXT
from tests.worlds import ACTION

TEXTS = st.lists(ANY_TEXT, max_size=4)


@given(ANY_TEXT, TEXTS, TEXTS)
def test_facts_are_readable_text(name: str, aliases: list[str], identifiers: list[str]) -> None:
    """Whatever a customer's file holds, the facts are text that a file can hold, and the same every time."""
    party = Counterparty(name, aliases=aliases, identifiers=identifiers, countries=aliases, birth_date=name)
    facts = customer_facts(party)
    assert facts == customer_facts(party)
    assert all(text.encode().decode() == text and text.strip() for text in facts.values())


@given(st.permutations(LISTED.names[1:]), st.permutations(LISTED.facts))
def test_order_is_no_change(names: list[ListedName], facts: list[Fact]) -> None:
    """A new copy of a list with equal content in another order gives equal facts."""
    again = replace(LISTED, names=(LISTED.names[0], *names), facts=tuple(facts), updated_on=dt.date(2026, 2, 2))
    assert designation_facts(again) == designation_facts(LISTED)


@pytest.mark.parametrize(
    "same",
    [
        {"birth_date": dt.date(1970, 5, 16)},
        {"birth_date": "16 May 1970"},
        {"countries": ("Germany",)},
        {"countries": ("de", " DE ")},
        {"identifiers": ["Passport: C01X-00T47"]},
        {"name": "  Olga   Berg "},
    ],
)
def test_another_writing_is_no_change(same: dict[str, Any]) -> None:
    """Countries, days and identifiers are what they mean; white space means nothing."""
    assert customer_facts(replace(PARTY, **same)) == customer_facts(PARTY)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("name", {"name": "Olga Bergh"}),
        ("native name", {"native_name": "Ольга Берг"}),
        ("aliases", {"aliases": ()}),
        ("kind", {"kind": Kind.UNKNOWN}),
        ("birth date", {"birth_date": "1970"}),
        ("birth date", {"birth_date": "16 May 1970 or 1971"}),
        ("birth date", {"birth_date": None}),
        ("countries", {"countries": ("DE", "RU")}),
        ("identifiers", {"identifiers": ("passport:C01X00T48",)}),
    ],
)
def test_every_change_of_a_customer_is_named(field: str, changed: dict[str, Any]) -> None:
    """HT-16: what changed of the customer is said, and nothing else."""
    (said,) = differences(customer_facts(PARTY), customer_facts(replace(PARTY, **changed)))
    assert said.startswith(f"{field} ")


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ("kind", {"kind": Kind.ORGANISATION}),
        ("names", {"names": (*LISTED.names, ListedName("Berger", NameKind.ALIAS, Quality.STRONG))}),
        ("names", {"names": LISTED.names[:-1]}),
        ("names", {"names": (*LISTED.names[:-1], replace(LISTED.names[-1], quality=Quality.STRONG))}),
        ("birth date", {"facts": (LISTED.facts[1], replace(BIRTH, value="1951"))}),
        ("identifier", {"facts": (*LISTED.facts, Fact(FactKind.IDENTIFIER, "C01X00T47", type="passport"))}),
        ("programmes actions", {"actions": (replace(ACTION, programme="EX-2"),)}),
        ("actions", {"actions": (replace(ACTION, reason="Worse."),)}),
        ("actions", {"actions": (replace(ACTION, measures=()),)}),
        ("remarks", {"remarks": "See also 8."}),
    ],
)
def test_every_change_of_a_designation_is_named(fields: str, changed: dict[str, Any]) -> None:
    """HT-16: what changed of names, quality, facts, programmes, actions is said, and nothing else."""
    after: Designation = replace(LISTED, **changed)
    said = differences(designation_facts(LISTED), designation_facts(after))
    assert [each for each in said if each.startswith(tuple(f"{field} " for field in fields.split()))] == said != []


def test_a_difference_says_old_and_new() -> None:
    """Old and new stand beside each other; many lines are counted."""
    was, now = {"names": "a\nb", "kind": "person"}, {"names": "b\nc", "remarks": "1\n2\n3\n4\n5"}
    said = ["names 'a' -> 'c'", "kind removed 'person'", "remarks added '1', '2', '3', 2 more"]
    assert differences(was, now) == said


def test_hard_differences() -> None:
    """HT-17: far birth dates, no common country, another kind; a hard identifier in common takes them all away."""
    assert len(hard_differences(PARTY, LISTED)) == 2
    assert len(hard_differences(replace(PARTY, birth_date="1954"), LISTED)) == 1
    assert len(hard_differences(replace(PARTY, kind="vessel"), LISTED)) == 3
    shared = replace(LISTED, facts=(*LISTED.facts, Fact(FactKind.IDENTIFIER, "C01X00T47", type="passport")))
    assert hard_differences(PARTY, shared) == []
