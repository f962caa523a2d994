"""A publisher's server that misbehaves: a real HTTP server on this machine whose every answer a test chooses.

An answer is a small function that writes what it likes to the open request. ``serving`` gives each path a row of them:
the first request gets the first, and the last one stays.
"""

import gzip
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIST = b"<?xml version='1.0'?>\n<LIST>" + b"<PARTY>Olga Invented</PARTY>" * 200 + b"</LIST>\n"
DAY = "Mon, 15 Jan 2024 08:00:00 GMT"
LOGIN = b"\n<!-- single sign-on -->\n<!DOCTYPE html><html><body>Please log in</body></html>"


class Request(BaseHTTPRequestHandler):
    """One open request, quiet."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Give the next answer of the path."""
        publisher: Publisher = self.server.publisher  # type: ignore[attr-defined]
        path = self.path.partition("?")[0]
        publisher.asked.append((self.path, dict(self.headers.items())))
        answers = publisher.answers[path]
        answer = answers[0] if len(answers) == 1 else answers.pop(0)
        answer(self)

    def say(self, status: int, body: bytes = b"", **headers: object) -> None:
        """Send status, headers (``Content_Type``; the length unless it is given, None for no such header) and body."""
        self.send_response(status)
        for name, value in ({"Content_Length": len(body)} | headers).items():
            if value is not None:
                self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)


Answer = Callable[[Request], None]


@dataclass
class Publisher:
    """A running server: its ``host`` with port, what was ``asked`` (path, headers), the answers that are left."""

    host: str
    answers: dict[str, list[Answer]]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def header(self, name: str) -> list[str]:
        """What each request said under a header, "" where nothing."""
        return [headers.get(name, "") for _, headers in self.asked]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:  # the client hung up, as some tests mean it to
        pass


@contextmanager
def serving(answers: Mapping[str, Sequence[Answer]]) -> Iterator[Publisher]:
    """Run a server on a free port of 127.0.0.1 until the block ends."""
    server = _Server(("127.0.0.1", 0), Request)
    publisher = Publisher(f"127.0.0.1:{server.server_port}", {path: list(row) for path, row in answers.items()})
    server.publisher = publisher  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def says(status: int = 200, body: bytes = b"", **headers: object) -> Answer:
    """Whatever a test wants said."""
    return lambda request: request.say(status, body, **headers)


def good(request: Request) -> None:
    """The list, in one piece."""
    request.say(200, LIST, Content_Type="application/xml", ETag='"v1"', Last_Modified=DAY)


def validated(etag: str, body: bytes = LIST, modified: str = DAY) -> Answer:
    """The list of a version: 304 to who has it."""

    def answer(request: Request) -> None:
        if request.headers["If-None-Match"] == etag:
            request.say(304, ETag=etag, Last_Modified=modified, Content_Length=None)
        else:
            request.say(200, body, ETag=etag, Last_Modified=modified)

    return answer


def to(address: str, status: int = 302) -> Answer:
    """A redirect."""
    return says(status, Location=address)


def cut(request: Request) -> None:
    """The first half of what was promised, of a server that cannot continue."""
    request.say(200, LIST[: len(LIST) // 2], Content_Length=len(LIST), ETag='"v1"')


def resumable(etag: str = '"v1"', body: bytes = LIST, upto: int | None = None, status: int = 206) -> Answer:
    """A server that can continue; ``upto`` cuts its answer; ``status`` 200 ignores that a part was asked for."""

    def answer(request: Request) -> None:
        asked = request.headers["Range"] if status == 206 else None
        first = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        span = {"Content_Range": f"bytes {first}-{len(body) - 1}/{len(body)}"} if asked else {}
        request.say(
            206 if asked else 200,
            body[first:upto],
            Content_Length=len(body) - first,
            ETag=etag,
            Accept_Ranges="bytes",
            **span,
        )

    return answer


def dripping(pause: float, *, headers: bool = False) -> Answer:
    """A byte now and then, of the body or of the headers already, until the client hangs up (200 bytes at most)."""

    def answer(request: Request) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: " if headers else b"HTTP/1.0 200 OK\r\n\r\n")
        for _ in range(200):
            request.wfile.write(b"x")
            time.sleep(pause)

    return answer


def silent(seconds: float) -> Answer:
    """Nothing at all for a while."""
    return lambda _: time.sleep(seconds)


def reset(request: Request) -> None:
    """A connection that is reset."""
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(request.connection.detach())


def packed(body: bytes, *, upto: int | None = None) -> Answer:
    """Gzip that nobody asked for, as two members."""
    middle = len(body) // 2
    whole = gzip.compress(body[:middle]) + gzip.compress(body[middle:])
    return says(200, whole[:upto], Content_Encoding="gzip")


def endless(request: Request) -> None:
    """More and more, without a length (64 MiB at most)."""
    request.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
    for _ in range(1024):
        request.wfile.write(b"x" * 65_536)


def needs_user_agent(request: Request) -> None:
    """403 to who does not say who they are, as OFAC's server does."""
    if request.headers["User-Agent"].startswith("screening/"):
        good(request)
    else:
        request.say(403, b"Forbidden")
