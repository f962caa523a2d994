"""Run records: a folder that says what was screened, against what, and what came of it, for an examiner in ten years.

A record is readable without this program (``README.txt`` in it says how). ``run.json`` names the SHA-256 of every other
file and of the snapshots; ``verify`` recomputes them, ``replay`` screens the stored input again and compares byte for
byte. Nothing that is compared depends on the clock, on the number of threads or on the machine.
"""

from screening.runs._record import DECISIONS, FORMAT, LINKS, POLICY, Counts, Listed, Record, read_record
from screening.runs._replay import Replayed, other_program, policy_of, replay, screener_of, snapshots_of
from screening.runs._rows import ACCOUNT, STATUSES, account, fingerprints
from screening.runs._screened import Screens, screened
from screening.runs._verify import touched, verify
from screening.runs._writing import Basis, Copy, Writer, listed

__all__ = [
    "ACCOUNT",
    "DECISIONS",
    "FORMAT",
    "LINKS",
    "POLICY",
    "STATUSES",
    "Basis",
    "Copy",
    "Counts",
    "Listed",
    "Record",
    "Replayed",
    "Screens",
    "Writer",
    "account",
    "fingerprints",
    "listed",
    "other_program",
    "policy_of",
    "read_record",
    "replay",
    "screened",
    "screener_of",
    "snapshots_of",
    "touched",
    "verify",
]
