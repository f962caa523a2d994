"""The store: a folder of immutable snapshots, ``<store>/<list id>/<YYYY-MM-DD>/<publisher's own file names>``.

Loading reads, never writes: a store may be read-only and without manifests. Importing reads the copy completely, holds
it against what the list's ``list.toml`` expects and against the snapshot before it, and only then puts it in place in
one step. Whatever cannot be trusted is refused; the last good snapshot stays as it was (LD-01 to LD-04).
"""

from screening.store._copy import Loaded, sha256_of
from screening.store._folders import dates, default_store, snapshots
from screening.store._import import GROWTH_PERCENT, SHRINK_PERCENT, import_snapshot
from screening.store._manifest import MANIFEST, Manifest, Origin
from screening.store._reading import (
    Stored,
    hashes_of,
    ignored,
    left_out,
    load,
    locate,
    snapshot_named,
    snapshot_of,
    unknown_lists,
)
from screening.store._update import Current, confirm, current
from screening.store._verify import Verified, verify

__all__ = [
    "GROWTH_PERCENT",
    "MANIFEST",
    "SHRINK_PERCENT",
    "Current",
    "Loaded",
    "Manifest",
    "Origin",
    "Stored",
    "Verified",
    "confirm",
    "current",
    "dates",
    "default_store",
    "hashes_of",
    "ignored",
    "import_snapshot",
    "left_out",
    "load",
    "locate",
    "sha256_of",
    "snapshot_named",
    "snapshot_of",
    "snapshots",
    "unknown_lists",
    "verify",
]
