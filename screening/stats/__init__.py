"""Management information from run records (HT-20): how many alerts, of what, why not, how often, how old the lists.

Every number is a count of lines of the records' own ``rows.csv`` and ``hits.jsonl``; nothing is estimated. Words of
customers' names stand in what is asked for (table, JSON, page) and in no message.
"""

from screening.stats._figures import NOISIEST, Figures, Group, Noisy, Stats, stats
from screening.stats._page import as_html
from screening.stats._read import RunData, read
from screening.stats._said import as_json, lines

__all__ = ["NOISIEST", "Figures", "Group", "Noisy", "RunData", "Stats", "as_html", "as_json", "lines", "read", "stats"]
