"""Fetches from a server of this machine, and keeps what was waited for and told."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from screening.catalogue import FormatSpec, ListSpec
from screening.download import Fetched, Limits, fetch
from screening.errors import ListError
from tests.servers import LIST, Publisher

NOW = dt.datetime(2024, 1, 16, 9, tzinfo=dt.UTC)
TINY = Limits(max_bytes=1_000_000, read_seconds=10, total_seconds=60, attempts=3, backoff_seconds=0.01)
IMPATIENT = replace(TINY, min_rate=1000, rate_seconds=0.1)
HALF = len(LIST) // 2
Refusal = Callable[..., tuple[ListError, Publisher]]
NEWER = LIST.replace(b"Olga", b"Vera")
UNCHANGED = "The last good snapshot is unchanged."


class Desk:
    """Fetches from a publisher and keeps what was waited for and told."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.waits, self.told = folder, list[float](), list[tuple[str, int, int | None]]()

    def fetch(
        self,
        publisher: Publisher,
        *paths: str,
        etags: tuple[str, ...] = (),
        hosts: tuple[str, ...] = (),
        limits: Limits = TINY,
        insecure: tuple[str, ...] | None = None,
    ) -> tuple[Fetched, ...]:
        """Fetch a list whose files have these paths, with these ETags of the last snapshot; ours need no https."""
        spec, form = described(publisher.host, *paths or ("/list.xml",), hosts=hosts)
        return fetch(
            spec,
            form,
            self.folder,
            now=lambda: NOW,
            validators={role: (etag, "") for role, etag in zip(form.files, etags, strict=False)},
            limits=limits,
            progress=lambda *told: self.told.append(told),
            sleep=self.waits.append,
            insecure_hosts=frozenset((publisher.host, *hosts) if insecure is None else insecure),
        )


def described(host: str, *paths: str, hosts: tuple[str, ...] = (), list_id: str = "xx") -> tuple[ListSpec, FormatSpec]:
    """A list whose files are published under these paths; the address has a token."""
    files = {f"role{number}": path.rpartition("/")[2] for number, path in enumerate(paths)}
    addresses = {role: f"http://{host}{path}?token=s3cret" for role, path in zip(files, paths, strict=True)}
    return ListSpec(list_id, "A List", "Nowhere", "Nowhere", hosts=hosts), FormatSpec("xx_xml", files, addresses)
