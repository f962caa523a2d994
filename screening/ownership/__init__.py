"""Ownership: who is blocked because blocked parties own or control it, though no list names it (US-08, EU-08).

``read_edges`` reads who owns how much of whom, ``assess`` adds up per authority what ``rules.toml`` says is counted.
The findings are as good as the file: what it does not say is not known, and without a file ownership is not assessed.
"""

from screening.ownership._assess import NOT_ASSESSED, Assessment, Listed, Outcome, Ownership, Stake, assess
from screening.ownership._edges import COLUMNS, Edge, Edges, Fault, key_of, plain, read_edges, reference, refuse
from screening.ownership._rules import Rule, chosen, rules

__all__ = [
    "COLUMNS",
    "NOT_ASSESSED",
    "Assessment",
    "Edge",
    "Edges",
    "Fault",
    "Listed",
    "Outcome",
    "Ownership",
    "Rule",
    "Stake",
    "assess",
    "chosen",
    "key_of",
    "plain",
    "read_edges",
    "reference",
    "refuse",
    "rules",
]
