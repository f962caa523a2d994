"""Asking a publisher's server for one address: whom may be asked, for how long, and which answers count.

Redirects are followed by hand, because each hop is held against the hosts of the list (LD-06) before it is asked.
What may pass (5xx, 429, no connection, a cut answer) is asked again after a pause; everything else is final.
"""

import contextlib
import datetime as dt
import email.utils
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self, TypeVar

import httpx

from screening.download._limits import Limits
from screening.errors import ListError, ListMissingError, ListRefusedError

WAY_OUT = "The last good snapshot is unchanged."
_NO_ADDRESS = "the server redirects to no address that can be read"
_REDIRECTS = (301, 302, 303, 307, 308)
_LOGGERS = ("httpx", *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")))
_T = TypeVar("_T")


class PassingError(Exception):
    """A failure that may pass: ``what`` went wrong, what it ``becomes`` if it stays, the pause the server asks for."""

    def __init__(self, what: str, becomes: type[ListError] = ListMissingError, pause: float = 0) -> None:
        super().__init__(what)
        self.what, self.becomes, self.pause = what, becomes, pause


class _Unlogged(logging.Filter):
    """Keeps the HTTP library's own log lines back while we ask: they print whole addresses, signatures included."""

    def __init__(self) -> None:
        super().__init__()
        self.here = threading.local()

    def filter(self, _: logging.LogRecord) -> bool:
        return not getattr(self.here, "asking", False)

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """Hold back what this thread logs; other threads and other users of the library log as ever."""
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(self)
        self.here.asking = True
        try:
            yield
        finally:
            self.here.asking = False


_unlogged = _Unlogged()


class _Watch:
    """Cuts a connection when its time is up: a limit between bytes alone lets a server drip headers for ever."""

    def __init__(self, seconds: float) -> None:
        self.up = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(max(seconds, 0), self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self.up = True
        if self._socket is not None:
            with contextlib.suppress(OSError):  # closed already
                self._socket.shutdown(socket.SHUT_RDWR)

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take down the newest connection (the trace extension of httpx)."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.up:
                self._cut()


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks the servers of one list.

    Attributes:
        list_id: for messages.
        hosts: host names (with a port other than 443) that may be asked.
        insecure_hosts: those of them that may be asked without encryption.
        limits: what it may cost.
        client: the HTTP client.
        now: the time, for a Retry-After that names a date.
        sleep: waits some seconds.
    """

    list_id: str
    hosts: frozenset[str]
    insecure_hosts: frozenset[str]
    limits: Limits
    client: httpx.Client
    now: Callable[[], dt.datetime]
    sleep: Callable[[float], None]

    def refused(self, what: str, address: str, error: type[ListError] = ListRefusedError) -> ListError:
        """Return the error that names list, address (never its query) and way out."""
        return error(what, where=f"{self.list_id}, {plain(address)}", way_out=WAY_OUT)

    def patiently(self, address: str, once: Callable[[float], _T]) -> _T:
        """Do what may fail in passing until it succeeds; ``once`` is given the seconds that are left.

        Raises:
            ListRefusedError, ListMissingError: it failed for good, too often, or for too long.
        """
        limits, end, attempt = self.limits, time.monotonic() + self.limits.total_seconds, 0
        while True:
            attempt += 1
            try:
                return once(end - time.monotonic())
            except PassingError as error:
                if attempt >= limits.attempts:
                    tries = f"the last of {attempt} attempts" if attempt > 1 else "the only attempt"
                    raise self.refused(f"{error.what} ({tries})", address, error.becomes) from error
                cap = limits.backoff_cap_seconds
                pause = min(max(limits.backoff_seconds * 2 ** (attempt - 1), error.pause), cap)
                if time.monotonic() + pause >= end:
                    raise self._too_long(address, error.what) from error
            self.sleep(pause)

    @contextlib.contextmanager
    def answer(self, address: str, headers: Mapping[str, str], seconds: float) -> Iterator[httpx.Response]:
        """Open the answer to one request, its body unread: 200, or what the headers ask for (304; 206 and 416).

        Raises:
            PassingError: 5xx, 429, no connection, or a connection that breaks while the answer is open.
            ListRefusedError: any other answer, or a redirect to where the list does not live.
            ListMissingError: the time is up.
        """
        with _unlogged.asking(), _Watch(seconds) as watch:
            try:
                with self._followed(address, headers, watch) as response:
                    self._check_status(response, headers)
                    yield response
            except (httpx.TransportError, PassingError) as error:
                if watch.up:
                    raise self._too_long(address) from error
                if isinstance(error, PassingError):
                    raise
                raise self._broken(error, address) from error
            if watch.up:  # the connection was cut, which may look like the end of the body
                raise self._too_long(address)

    @contextlib.contextmanager
    def _followed(self, address: str, headers: Mapping[str, str], watch: _Watch) -> Iterator[httpx.Response]:
        """The first answer that is no redirect."""
        url = self._allowed(httpx.URL(address), address)
        for _ in range(self.limits.max_redirects + 1):
            request = self.client.build_request("GET", url, headers=headers, extensions={"trace": watch.trace})
            with contextlib.closing(self.client.send(request, stream=True)) as response:
                if response.status_code not in _REDIRECTS:
                    yield response
                    return
                try:
                    url = self._allowed(url.join(response.headers["Location"]), str(url))
                except (KeyError, ValueError, httpx.InvalidURL):
                    raise self.refused(_NO_ADDRESS, str(url)) from None
        raise self.refused(f"the server redirects more than {self.limits.max_redirects} times", address)

    def _allowed(self, url: httpx.URL, asked: str) -> httpx.URL:
        """The address, where it is encrypted and one of the list's hosts."""
        host = url.netloc.decode("ascii")
        which = "the address" if str(url) == asked else f"the server redirects to {plain(str(url))}, which"
        if url.scheme != "https" and not (url.scheme == "http" and host in self.insecure_hosts):
            raise self.refused(f"{which} is not https", asked)
        if host not in self.hosts:
            raise self.refused(f"{which} is not on a host of this list", asked)
        return url

    def _check_status(self, response: httpx.Response, headers: Mapping[str, str]) -> None:
        status = response.status_code
        conditional = "If-None-Match" in headers or "If-Modified-Since" in headers
        if status == 200 or (status == 304 and conditional) or (status in (206, 416) and "Range" in headers):
            return
        what = f"the server answered {_spoken(status)}"
        if status == 429 or status >= 500:
            raise PassingError(what, pause=_pause(response.headers.get("Retry-After", ""), self.now))
        raise self.refused(f"{what}, not the list", str(response.url))

    def _broken(self, error: httpx.TransportError, address: str) -> PassingError | ListError:
        """What a failed connection is called; a certificate that is wrong now is wrong in a second too."""
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            what = "the certificate of the server is not trusted (SSL_CERT_FILE names the certificates of a company)"
            return self.refused(what, address)
        if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
            return PassingError(f"no connection within {self.limits.connect_seconds:g} seconds")
        if isinstance(error, httpx.TimeoutException):
            return PassingError(f"the server is silent for {self.limits.read_seconds:g} seconds")
        if isinstance(error, httpx.ConnectError | httpx.ProxyError):
            return PassingError(f"no connection ({error})")
        if "location header" in str(error):  # the library reads it before we do
            return self.refused(_NO_ADDRESS, address)
        if isinstance(error, httpx.RemoteProtocolError) and not str(error).startswith("Server disconnected"):
            said = str(error).partition(":")[0]  # behind a colon stands what the server sent
            return PassingError(f"the answer is not proper HTTP ({said})", ListRefusedError)
        return PassingError("the server broke the connection")

    def _too_long(self, address: str, last: str = "") -> ListError:
        what = f"not complete within {self.limits.total_seconds:g} seconds" + (f" (last: {last})" if last else "")
        return self.refused(what, address, ListMissingError)


def plain(address: str) -> str:
    """An address without query, fragment, user name and password: what may be printed and kept."""
    url = httpx.URL(address)
    return f"{url.scheme}://{url.netloc.decode('ascii')}{url.path}"


def _spoken(status: int) -> str:
    try:
        return f"HTTP {status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return f"HTTP {status}"


def _pause(asked: str, now: Callable[[], dt.datetime]) -> float:
    """Seconds of a Retry-After, given as seconds or as a date (RFC 9110, 10.2.3); 0 where it is neither."""
    if asked.strip().isdecimal():
        return float(asked)
    try:
        until = email.utils.parsedate_to_datetime(asked)
    except ValueError:
        return 0
    return max((until.replace(tzinfo=until.tzinfo or dt.UTC) - now()).total_seconds(), 0)
