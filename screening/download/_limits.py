"""What a download may cost, and what one leaves: the words that the rooms above use too."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Validators = Mapping[str, tuple[str, str]]
"""ETag and Last-Modified of the files of the current snapshot, by role; "" where the server sent none."""

Progress = Callable[[str, int, int | None], None]
"""Called with the publisher's file name, the bytes so far, and the bytes in all where the server told them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file's download; seconds are of the clock on the wall, and every one above 0.

    Attributes:
        max_bytes: of the file as it is kept, unpacked; OFAC's ADVANCED form, the largest, has about 120 MB.
        connect_seconds: until the server takes the connection.
        read_seconds: between two blocks of bytes, and until the first.
        total_seconds: for everything: redirects, attempts, waiting between them.
        min_rate: bytes per second, averaged over ``rate_seconds`` of the body: a server that drips is not waited for.
        attempts: how often one file is asked for, 1 or more.
        backoff_seconds: before the second attempt, doubled before each further one up to ``backoff_cap_seconds``; a
            server that asks for a longer pause (Retry-After) gets it, up to the same cap.
        max_redirects: how many are followed.
    """

    max_bytes: int = 400 * 2**20
    connect_seconds: float = 20
    read_seconds: float = 60
    total_seconds: float = 900
    min_rate: float = 1024
    rate_seconds: float = 30
    attempts: int = 5
    backoff_seconds: float = 1.0
    backoff_cap_seconds: float = 60.0
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """One downloaded file, or one that has not changed.

    Attributes:
        role: the file's role and ``name`` its publisher's name, as in ``list.toml``.
        path: where the bytes lie; None where the file is unchanged.
        url: the address asked for; ``final_url``: the one that answered, without its query where it was redirected
            (publishers redirect to signed addresses, and a signature is a secret while it lasts).
        etag: of the answer, "" where the server sent none; ``last_modified`` likewise.
        size: of the bytes on the disk, and ``sha256`` of them; 0 and "" where the file is unchanged.
        retrieved: when the answer was complete, UTC.
    """

    role: str
    name: str
    path: Path | None
    url: str
    final_url: str
    etag: str
    last_modified: str
    size: int
    sha256: str
    retrieved: dt.datetime
