"""What changed on a list between two snapshots: added, removed and changed parties, as a frame and in words.

A delta (LD-20) tells what the *publisher* changed. A designation has changed where a name, its kind or quality, a
fact, a programme, a reason, a date, a measure or the remarks differ; order never counts, and names, facts and actions
count as often as they stand there. What this program adds to a list is no change of the list:

- An action's authority, title, legal basis, measures, reason and address that the list's dictionary supplied count only
  against one that the list itself states.
- Curated actions (``overlay.toml``) apply from their own date on, so a newer snapshot can carry one that the older
  cannot. A curated action stands for the bare one of its programme that it replaced, of which no more than the code is
  left: so for that entry and programme, actions without a published reason say their programme only. A "listed on" that
  may come from a curated action says nothing. Where an entry changed anyway, its curated actions that came or went are
  shown as "curated action".

So two snapshots that differ in curated actions or in the dictionary alone have an empty delta.
"""

from screening.delta._compare import ADDED, CHANGED, REMOVED, Delta, compare
from screening.delta._report import report
from screening.delta._rows import FIELDS

__all__ = ["ADDED", "CHANGED", "FIELDS", "REMOVED", "Delta", "compare", "report"]
