"""The self-test: how well a screener finds what stands on its own lists, and how often it alerts on clean names.

An officer's test of the program with their lists and policy (US-19, EU-03): exact recall, recall by class of
manipulation, hard negatives, alerts on clean names, and what other thresholds would do, every rate with its cases and
its interval. It proposes a threshold if asked for one and changes none.
"""

from screening.selftest._page import as_html
from screening.selftest._rates import Rate
from screening.selftest._report import (
    Basis,
    Class,
    Clean,
    Exact,
    Group,
    NearMiss,
    Point,
    Proposal,
    Report,
    TestedList,
    Wrong,
)
from screening.selftest._run import CASES, run
from screening.selftest._said import as_json, lines

__all__ = [
    "CASES",
    "Basis",
    "Class",
    "Clean",
    "Exact",
    "Group",
    "NearMiss",
    "Point",
    "Proposal",
    "Rate",
    "Report",
    "TestedList",
    "Wrong",
    "as_html",
    "as_json",
    "lines",
    "run",
]
