"""What a screener is given beside lists, held against what is known before anything is screened."""

import datetime as dt
from collections.abc import Collection
from typing import Protocol

from screening.cases import Links
from screening.catalogue import catalogue
from screening.counterparties import problem_of
from screening.decisions import Decisions
from screening.errors import PolicyError, UsageError
from screening.policy import Policy, check_measures
from screening.register import Register
from screening.schema import Counterparty, Designation, Hit

WARM = (
    "Ivan Warm",
    "Иван Тёплый",
    "محمد دافئ",
    "דוד חם",
    "福 溫",
    "김 온",
    "あたたか",
    "राम गरम",
    "Warm Hands and Feet Trading Company",
    "Warm Hands and Feet Limited Liabili",
    "Mo Hammad Warm",
    "شركة دافئ للتجارة",
    "温子 溫 ひな",
)
"""Names in the scripts that have tables of their own, two of them cut by a payment field, one with a word in two that
most lists hold as one: each table is read once, and all that is compiled is compiled."""


class Judge(Protocol):
    """What was decided earlier about hits (``screening.decisions``); immutable, shared between threads."""

    @property
    def head(self) -> str:
        """What it rests on, as a hash."""

    def knows(self, alert_id: str) -> bool:
        """Whether anything was decided of an alert; ``apply`` changes no other hit."""

    def apply(self, hit: Hit, party: Counterparty, designation: Designation, today: dt.date | None) -> Hit:
        """The hit with what was decided about it; a good-guy entry in force takes its alert away."""


def asked_names(counterparty: Counterparty | str) -> tuple[Counterparty, list[str]]:
    """A counterparty and its different names; raises UsageError where there is nothing to compare."""
    party = Counterparty(name=counterparty) if isinstance(counterparty, str) else counterparty
    names = (party.name, party.native_name, *party.aliases)
    if problem := problem_of(names, party.identifiers):
        raise UsageError(problem, way_out="Give a name with at least one letter or digit, or an identifier.")
    return party, [text for text in dict.fromkeys(names) if text.strip()]


def decisions_of(policy: Policy | None) -> Judge | None:
    """What was decided earlier, as far as the policy names a file of it."""
    if policy is None or policy.decisions is None:
        return None
    return Decisions.read(policy.decisions, four_eyes=policy.four_eyes)


def check_policy(policy: Policy, links: Links, register: Register, lists: Collection[str]) -> None:
    """Refuse lists and measures that nobody knows: a rule with a misspelt word would silently do nothing."""
    named = {*(rule.list_id for rule in policy.rules if rule.list_id), *links.lists} - {*lists}
    if unknown := sorted(named - catalogue().keys() if named else ()):
        known = ", ".join(sorted({*lists, *catalogue()}))
        what = f"a rule or link names the list {unknown[0][:60]!r}"
        raise PolicyError(what, where=f"policy {policy.name!r}", way_out=f"Known lists: {known}.")
    if policy.measures:
        check_measures(policy.measures, register.measures(), f"policy {policy.name!r}")
