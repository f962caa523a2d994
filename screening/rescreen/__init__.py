"""Re-screening: what a change of lists or customers changes, without screening again what cannot have changed (HT-19).

A row has another outcome than before only if it hits one of the designations that came or changed, if it hit one of
those or one that went, or if its own data changed. Exactly these rows are screened against all designations; of every
other row the previous run tells what came of it. So the outcome is byte for byte that of screening everything, and the
difference of two runs.
"""

from screening.rescreen._known import Known, KnownPrints, KnownRows, frame_of_hits, known, known_rows
from screening.rescreen._lists import Newer, changed_designations, newer
from screening.rescreen._outcome import OUTCOME, STATES, changed_fields, outcome
from screening.rescreen._screen import Rescreener

__all__ = [
    "OUTCOME",
    "STATES",
    "Known",
    "KnownPrints",
    "KnownRows",
    "Newer",
    "Rescreener",
    "changed_designations",
    "changed_fields",
    "frame_of_hits",
    "known",
    "known_rows",
    "newer",
    "outcome",
]
