"""Cases: what a counterparty hits on several lists is one case where the listings are one real party (SE-15, SE-16).

Nothing is lost by it: every listing stays a hit with its own authority and reason. A case is told by an equal hard
identifier or a curated link file, never by a name; ``case_id`` is a stable hash of the customer, the role, and the
smallest list and entry of the case.
"""

from screening.cases._join import JOINING, SAME_PARTY, SOURCES_DISAGREE, Disagreement, Listed, disagreements, settle
from screening.cases._links import Link, Links, read_links
from screening.cases._table import of

__all__ = [
    "JOINING",
    "SAME_PARTY",
    "SOURCES_DISAGREE",
    "Disagreement",
    "Link",
    "Links",
    "Listed",
    "disagreements",
    "of",
    "read_links",
    "settle",
]
