"""What officers decided, in one file that is only added to, and what of it holds for a hit today.

Three kinds of lines, joined to hits by their alert id (HT-11):

- a *good-guy entry* (HT-15, HT-16, IN-07) says that one customer is not one designation. It has an author, a reason,
  the evidence, a day, a last day (two years on at most) and may have a second approver; it keeps readable copies of the
  facts on both sides. It lapses when it expires, when either side's facts change, when it is revoked, or when somebody
  later says "open", "target match", "escalated" or "reported" of the alert. The alert then returns and says why.
- a *disposition* (HT-18, UK-05) says what an officer thinks of an alert. The latest one is shown on the hit.
- a *revocation* ends the good-guy entries of an alert.

No rule suppresses anything by itself. A rule may propose a good-guy entry; it must then find two hard differences
(HT-17), and the entry binds and lapses like any other.

``Decisions`` is what screening reads; ``DecisionsFile`` adds lines. Names of authors and approvers are taken as given:
who may write to the file is a matter of the file's rights.
"""

from screening.decisions._csv import export_csv, import_csv
from screening.decisions._facts import customer_facts, designation_facts, differences, hard_differences
from screening.decisions._file import DecisionsFile, Line
from screening.decisions._lines import (
    FIRST,
    LONGEST_YEARS,
    STATUSES,
    Decision,
    Disposition,
    GoodGuy,
    Revocation,
    Said,
    bind,
    good_guy,
    latest,
)
from screening.decisions._view import BACK, NOT_APPLIED, Decisions

__all__ = [
    "BACK",
    "FIRST",
    "LONGEST_YEARS",
    "NOT_APPLIED",
    "STATUSES",
    "Decision",
    "Decisions",
    "DecisionsFile",
    "Disposition",
    "GoodGuy",
    "Line",
    "Revocation",
    "Said",
    "bind",
    "customer_facts",
    "designation_facts",
    "differences",
    "export_csv",
    "good_guy",
    "hard_differences",
    "import_csv",
    "latest",
]
