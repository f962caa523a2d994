"""A file on its way: the bytes that have arrived, what they must not be, and whether they can be continued.

Sizes are checked as the bytes arrive and after they are unpacked. What a web page or an error answer looks like is
known from real accidents (LD-01); the readers look again, this look only saves the download of a whole wrong file.
"""

import hashlib
import os
import re
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from screening.download._asking import PassingError
from screening.download._limits import Limits, Progress
from screening.errors import ListRefusedError

CHANGED = "the file changed while it was downloaded"
_BLOCK, _HEAD = 65_536, 2_000
_WEB_TYPES = ("text/html", "application/xhtml+xml")
_WEB_PAGE = re.compile(r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script)\b", re.I | re.S)
_ERROR = re.compile(r"<Error>\s*<Code>\s*(\w+)", re.I)
_IS_WEB_PAGE = "the file is a web page (HTML), perhaps a login or error page, not the list"


class WrongBodyError(Exception):
    """An answer that is not the list, however often it is asked for."""


class Part:
    """The bytes of one file as they arrive, in ``<name>.part`` and its hash beside them.

    Attributes:
        size: bytes on the disk.
        etag: of the answer that the bytes come from; ``last_modified`` likewise.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self._limits = path, limits
        self.etag = self.last_modified = ""
        self._file = path.open("wb")
        self._total: int | None = None
        self._restart()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is None:
            self._file.flush()
            os.fsync(self._file.fileno())
        self._file.close()

    @property
    def sha256(self) -> str:
        """Of the bytes so far."""
        return self._hash.hexdigest()

    def headers(self) -> dict[str, str]:
        """What to ask so that the file is continued; empty where it has to start anew (RFC 9110, 13.1.5)."""
        return {"Range": f"bytes={self.size}-", "If-Range": self.etag} if self._resumable and self.size else {}

    def take(self, answer: httpx.Response, progress: Progress | None, name: str) -> None:
        """Take in an answer of 200, 206 or 416 to the end.

        Raises:
            PassingError: cut short, dripping, or another file than the one begun; ``headers`` says how to go on.
            WrongBodyError: a web page, an error answer, too large, empty, or packed in an unknown way.
        """
        packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
        self._begin(answer, packing)
        seen, start, arrived = False, time.monotonic(), 0
        try:
            for block in self._unpacked(answer.iter_raw(), packing):
                self._write(block)
                seen = seen or self._looked_at()
                if progress:
                    progress(name, self.size, self._total)
                if (spent := time.monotonic() - start) >= self._limits.rate_seconds:
                    self._check_rate(answer.num_bytes_downloaded - arrived, spent)
                    start, arrived = time.monotonic(), answer.num_bytes_downloaded
        except (httpx.TransportError, EOFError, zlib.error) as error:
            raise self._cut() from error
        if self._total is not None and self.size != self._total:
            raise self._cut()
        if not self._head.strip():
            raise WrongBodyError("the file is empty")
        self._looked_at(ended=True)

    def _begin(self, answer: httpx.Response, packing: str) -> None:
        """Decide whether the answer continues the bytes or starts anew, and what it promises."""
        sent, whole = answer.headers, packing == "identity"
        etag, modified = sent.get("ETag", ""), sent.get("Last-Modified", "")
        if answer.status_code == 200:
            self._restart()
            self.etag, self.last_modified, self._total = etag, modified, _length(sent) if whole else None
            ranges, strong = sent.get("Accept-Ranges", "").strip().lower() == "bytes", etag.startswith('"')
            self._resumable = whole and ranges and strong
        elif not (whole and etag == self.etag and modified in ("", self.last_modified) and self._fits(sent)):
            self._restart()
            raise PassingError(CHANGED, ListRefusedError)
        if sent.get("Content-Type", "").partition(";")[0].strip().lower() in _WEB_TYPES:
            raise WrongBodyError(_IS_WEB_PAGE)
        if packing not in ("identity", "gzip", "x-gzip"):
            raise WrongBodyError(f"the server packs the file as {packing!r}, which was not asked for")
        if max(self._total or 0, _length(sent) or 0) > self._limits.max_bytes:
            raise self._too_large()

    def _fits(self, sent: httpx.Headers) -> bool:
        """Whether a part of the file goes on where the bytes end, and to the end of a file of the same size."""
        found = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", sent.get("Content-Range", "").strip())
        if not found:
            return False
        first, last, total = map(int, found.groups())
        self._total = self._total if self._total is not None else total
        return first == self.size and last + 1 == total == self._total

    def _restart(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self.size, self._hash, self._head, self._resumable = 0, hashlib.sha256(), b"", False
        self._total = None

    def _write(self, block: bytes) -> None:
        if self.size + len(block) > self._limits.max_bytes:
            raise self._too_large()
        self._file.write(block)
        self._hash.update(block)
        self.size += len(block)
        self._head += block[: max(_HEAD - len(self._head), 0)]

    def _looked_at(self, *, ended: bool = False) -> bool:
        """Look at the first bytes once they are there; whether they were."""
        if len(self._head) < _HEAD and not ended:
            return False
        text = self._head.decode("utf-8-sig", errors="replace").lstrip()
        if _WEB_PAGE.match(text):
            raise WrongBodyError(_IS_WEB_PAGE)
        if error := _ERROR.search(text):
            raise WrongBodyError(f"the file is an error answer of the download server ({error[1]}), not the list")
        return True

    def _check_rate(self, arrived: int, seconds: float) -> None:
        if arrived < self._limits.min_rate * seconds:
            raise PassingError(f"the server sends less than {self._limits.min_rate:g} bytes a second")

    def _unpacked(self, raw: Iterator[bytes], packing: str) -> Iterator[bytes]:
        return raw if packing == "identity" else _gunzipped(raw)

    def _cut(self) -> PassingError:
        of = f" of {self._total}" if self._total is not None else ""
        return PassingError(f"the file arrived incomplete ({self.size}{of} bytes)", ListRefusedError)

    def _too_large(self) -> WrongBodyError:
        return WrongBodyError(f"the file is larger than {self._limits.max_bytes} bytes")


def _length(sent: httpx.Headers) -> int | None:
    """Content-Length, which the HTTP library has checked to be a number; None where there is none."""
    length = sent.get("Content-Length", "")
    return int(length) if length.isdecimal() else None


def _gunzipped(raw: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack block by small block, so that a bomb meets the size limit before it fills the memory.

    Raises:
        EOFError: the packed bytes end too early.
        zlib.error: they are damaged.
    """
    member = zlib.decompressobj(wbits=31)
    for packed in raw:
        while True:
            if member.eof:
                member = zlib.decompressobj(wbits=31)
            block = member.decompress(packed, _BLOCK)
            if block:
                yield block
            packed = member.unused_data if member.eof else member.unconsumed_tail  # noqa: PLW2901  # what is left of it
            if not packed and (member.eof or len(block) < _BLOCK):
                break
    if not member.eof:
        raise EOFError
