"""The vocabulary of the house as frozen records and as polars schemas, and the one gate from records into frames.

One word per idea (see the glossary in CONTRIBUTING.md): a *designation* is one party on one list; it has *listed
names*, *facts* and *actions*. A *counterparty* is who is screened. A *hit* is one counterparty against one designation.
"""

from screening.schema._frames import (
    ACTIONS,
    DELTAS,
    DESIGNATIONS,
    FACTS,
    HITS,
    NAMES,
    Tables,
    deltas_frame,
    designation,
    hits_frame,
    listed_name,
)
from screening.schema._records import (
    Action,
    Change,
    Counterparty,
    Designation,
    Evidence,
    Fact,
    FactKind,
    Grade,
    Hit,
    Interval,
    Kind,
    ListedName,
    NameKind,
    Part,
    Quality,
    Snapshot,
)

__all__ = [
    "ACTIONS",
    "DELTAS",
    "DESIGNATIONS",
    "FACTS",
    "HITS",
    "NAMES",
    "Action",
    "Change",
    "Counterparty",
    "Designation",
    "Evidence",
    "Fact",
    "FactKind",
    "Grade",
    "Hit",
    "Interval",
    "Kind",
    "ListedName",
    "NameKind",
    "Part",
    "Quality",
    "Snapshot",
    "Tables",
    "deltas_frame",
    "designation",
    "hits_frame",
    "listed_name",
]
