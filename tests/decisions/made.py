"""An invented customer, designation and hit, and decisions about them, with whatever a test changes."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from screening.decisions import Decision, Decisions, DecisionsFile, Disposition, GoodGuy, Revocation, good_guy
from screening.schema import Counterparty, Fact, FactKind, Hit
from tests.reports.made import FACTS
from tests.worlds import designation

DAY = dt.date(2026, 1, 5)
UNTIL = dt.date(2027, 1, 5)
ALERT = "a1" * 12
PARTY = Counterparty("Olga Berg", "person", "1970-05-16", ("DE",), ("passport:C01X00T47",), ("Olya Berg",), "", "C-2")
BIRTH = Fact(FactKind.BIRTH_DATE, "1950", first=dt.date(1950, 1, 1), last=dt.date(1950, 12, 31))
NATIONALITY = Fact(FactKind.NATIONALITY, "RU", country="RU")
LISTED = designation("7", "BERG, Olga", aliases=["Berg Olya"], weak=["The Snow Queen"], facts=[BIRTH, NATIONALITY])


def hit(**changes: Any) -> Hit:  # noqa: ANN401  # any field
    """The hit of the customer on the designation."""
    return Hit(**{**FACTS, "row": 2, "entry_id": "7", "alert_id": ALERT, **changes})


def entry(party: Counterparty = PARTY, **changes: Any) -> GoodGuy:  # noqa: ANN401
    """A good-guy entry of a year."""
    told: dict[str, Any] = {
        "author": "A. Officer",
        "reason": "Twenty years younger.",
        "evidence": "Passport C01X00T47, seen on 2 January 2026",
        "date": DAY,
        "expires": UNTIL,
    }
    customer = hit(customer_id=party.customer_id, queried_field=party.field)
    return good_guy(customer, party, changes.pop("listed", LISTED), **told | changes)


def disposition(status: str = "false positive", **changes: Any) -> Disposition:  # noqa: ANN401
    """What an officer says of the alert."""
    return replace(Disposition(ALERT, status, "B. Officer", DAY, "Looked at both."), **changes)


def revocation(**changes: Any) -> Revocation:  # noqa: ANN401
    """The end of the alert's entries."""
    return replace(Revocation(ALERT, "C. Officer", dt.date(2026, 3, 1), "The passport was forged."), **changes)


def decided(folder: Path, *decisions: Decision, four_eyes: bool = False) -> Decisions:
    """What was decided, written to a file and read again."""
    path = folder / "made.decisions"
    DecisionsFile(path).add(*decisions)
    return Decisions.read(path, four_eyes=four_eyes)
