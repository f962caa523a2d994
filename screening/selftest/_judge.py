"""Whether a case went right: what the screener said of a manipulated name, held against what it should say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from screening.manipulation import Case, Manipulation, Right
from screening.schema import Grade
from screening.screen import Screener
from screening.selftest._sources import Parties

_COLUMNS = ["row", "list_id", "entry_id", "score", "alert", "grade", "matched_name", "evidence"]
_TOP = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and what came of it.

    Attributes:
        right: whether the outcome was the right one.
        found: whether there was an alert on the party.
        higher: hits on other designations that score higher; 0 where the party is first or tied.
        score: the best score of the party's names that raise alerts, compared name by name.
    """

    case: Case
    right: bool
    found: bool
    higher: int
    score: float

    @property
    def in_top(self) -> bool:
        """Whether the party is among the first five."""
        return self.higher < _TOP


def judge(screener: Screener, manipulation: Manipulation, cases: Sequence[Case], parties: Parties) -> list[Judged]:
    """Screen the cases of one class by name, and birth date where the class alters it, at the policy's threshold."""
    if not cases:
        return []
    births = [case.birth.isoformat() if case.birth else None for case in cases]
    columns = {
        "row": pl.Series(range(1, len(cases) + 1), dtype=pl.Int64),
        "name": pl.Series([case.query for case in cases], dtype=pl.String),
        "birth_date": pl.Series(births, dtype=pl.String),
    }
    hits: dict[int, list[Mapping[str, Any]]] = {}
    for hit in screener.screen(pl.DataFrame(columns)).select(_COLUMNS).iter_rows(named=True):
        hits.setdefault(hit["row"], []).append(hit)
    least = screener.policy.threshold
    return [_judged(manipulation, case, hits.get(row, []), parties, least) for row, case in enumerate(cases, start=1)]


def _judged(
    manipulation: Manipulation, case: Case, hits: Sequence[Mapping[str, Any]], parties: Parties, threshold: float
) -> Judged:
    party, latin = case.source.party, manipulation.right is Right.FOUND_IN_LATIN
    own = next((hit for hit in hits if (hit["list_id"], hit["entry_id"]) == party), None)
    alert = own if own and own["alert"] else None
    if alert and not latin and alert["matched_name"] in parties.names.get(party, ()):
        score = float(alert["score"])  # the best name of the party is one that raises alerts
    else:
        score = parties.score(case.query, party, latin=latin)
    higher = sum(hit["score"] > alert["score"] for hit in hits) if alert else 0
    right = score >= threshold if latin else is_right(manipulation.right, alert)
    return Judged(case, right, alert is not None, higher, score)


def is_right(right: Right, alert: Mapping[str, Any] | None) -> bool:
    """Whether an alert on the party, or none, is the right outcome."""
    if alert is None:
        return right.is_hard_negative
    if right is Right.FOUND_NEAR:
        return any(
            each["fact"] == "birth date" and each["outcome"] in ("near", "partial") for each in alert["evidence"]
        )
    if right is Right.SILENT_OR_WEAK:
        return bool(alert["grade"] == Grade.WEAK)
    if right is Right.SILENT_ON_NUMBERS:
        return not any(sign.isdigit() for sign in alert["matched_name"])
    return not right.is_hard_negative
