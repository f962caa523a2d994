"""Re-screening: what a change of lists or customers changes, without screening again what cannot have changed (HT-19).

A row has a hit on the lists as they are now only if it had one before, if it hits one of the designations that came or
changed, or if its own data changed. Exactly these rows are screened against all designations; every other row has no
hit before and none now. So the outcome is byte for byte that of screening everything, and the difference of two runs.
"""

from screening.rescreen._lists import Newer, changed_designations, newer
from screening.rescreen._outcome import OUTCOME, STATES, changed_fields, outcome
from screening.rescreen._screen import Known, Rescreener, known

__all__ = [
    "OUTCOME",
    "STATES",
    "Known",
    "Newer",
    "Rescreener",
    "changed_designations",
    "changed_fields",
    "known",
    "newer",
    "outcome",
]
