"""The store: a folder of immutable snapshots, ``<store>/<list id>/<YYYY-MM-DD>/<publisher's own file names>``.

Loading reads, never writes: a store may be read-only and without manifests. Importing reads the copy completely, holds
it against what the list's ``list.toml`` expects and against the snapshot before it, and only then puts it in place in
one step. Whatever cannot be trusted is refused; the last good snapshot stays as it was (LD-01 to LD-04).
"""

from screening.store._import import GROWTH_PERCENT, SHRINK_PERCENT, import_snapshot
from screening.store._reading import MANIFEST, Loaded, dates, default_store, left_out, load, unknown_lists

__all__ = [
    "GROWTH_PERCENT",
    "MANIFEST",
    "SHRINK_PERCENT",
    "Loaded",
    "dates",
    "default_store",
    "import_snapshot",
    "left_out",
    "load",
    "unknown_lists",
]
