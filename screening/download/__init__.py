"""Fetching lists from their publishers: the only room that opens a connection, and only when it is asked to (LD-06).

What a server may do wrong is expected here, because each publisher has done it: redirects to elsewhere, login pages and
error documents sent as if they were the list, bursts of HTTP 500, cut and endless answers, a list that is replaced
while it is being read. ``fetch`` gives back whole files or raises; what it says of them is what the answers said. What
the bytes mean is not looked at: the readers and the store do that before anything becomes current.

Proxies and certificates of a company are those of its environment (``HTTPS_PROXY``, ``NO_PROXY``, ``SSL_CERT_FILE``,
``SSL_CERT_DIR``). Addresses are never printed with their query, which may hold a token or a signature.
"""

import contextlib
import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from types import MappingProxyType

import httpx

from screening.catalogue import FormatSpec, ListSpec
from screening.download._asking import WAY_OUT, Asking, plain
from screening.download._limits import Fetched, Limits, Progress, Validators
from screening.download._part import Part, WrongBodyError
from screening.errors import ListError, ListMissingError

__all__ = ["Fetched", "Job", "Limits", "Progress", "Validators", "fetch", "fetch_all"]

Job = tuple[ListSpec, FormatSpec, Path, Validators]
"""One list to fetch: the list, the format, the folder for its files, the validators of its current snapshot."""

_NO_VALIDATORS: Validators = MappingProxyType({})
_DEFAULT = Limits()
_ROUNDS = 3
"""How often the files of one format are fetched in the hope that they belong together: OFAC publishes four CSV files
within minutes of each other, and a second round falls after that."""


def fetch(
    spec: ListSpec,
    form: FormatSpec,
    folder: Path,
    *,
    now: Callable[[], dt.datetime],
    validators: Validators = _NO_VALIDATORS,
    limits: Limits = _DEFAULT,
    progress: Progress | None = None,
    sleep: Callable[[float], None] = time.sleep,
    insecure_hosts: frozenset[str] = frozenset(),
) -> tuple[Fetched, ...]:
    """Fetch all files of one format of a list, or learn that none has changed.

    A format of several files is one publication. If some have changed, the others are fetched whole too; and once all
    are there, each is asked again whether it is still the same, so that no two of them are of different days. A file
    without ETag and Last-Modified cannot be asked.

    Args:
        spec: the list; its ``hosts`` and those of the format's own addresses are the only ones that are asked.
        form: the format.
        folder: for the files, under their publisher's names; made where needed, and left without a trace of this
            download where it fails.
        now: the time, UTC.
        validators: ETag and Last-Modified by role of the snapshot that is current; empty to fetch anyway.
        limits: what each file may cost.
        progress: told after each block of bytes.
        sleep: waits between attempts.
        insecure_hosts: hosts ("127.0.0.1:8000") that may be asked without encryption; for tests.

    Returns:
        The files in the order of the format: all with bytes, or all unchanged.

    Raises:
        ListRefusedError: what answered is not the list, not whole, or not where the list lives.
        ListMissingError: nothing could be fetched, or not written.
    """
    if not form.download:
        raise ListMissingError(
            f"no address to fetch the format {form.name} from is known",
            where=spec.id,
            way_out=f"Fetch the files by hand from {spec.homepage or spec.publisher} and import them.",
        )
    own = {httpx.URL(address).netloc.decode("ascii") for address in form.download.values()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _client(limits) as client:
            hosts = frozenset(own | {host.lower() for host in spec.hosts})
            asking = Asking(spec.id, hosts, insecure_hosts, limits, client, now, sleep)
            fetched = _Publication(asking, form, folder, progress).fetch(validators)
        return _placed(fetched)
    except OSError as error:
        what = f"the download cannot be written ({error.strerror or error})"
        raise ListMissingError(what, where=f"{spec.id}, {folder}", way_out=WAY_OUT) from error
    finally:
        for name in form.files.values():
            with contextlib.suppress(OSError):  # not there
                _part(folder, name).unlink()


def fetch_all(
    jobs: Sequence[Job],
    *,
    now: Callable[[], dt.datetime],
    limits: Limits = _DEFAULT,
    progress: Progress | None = None,
    sleep: Callable[[float], None] = time.sleep,
    insecure_hosts: frozenset[str] = frozenset(),
    workers: int = 4,
) -> dict[str, tuple[Fetched, ...] | ListError]:
    """Fetch several lists side by side; a list that fails does not stop the others.

    Args:
        jobs: each list once.
        now: as in ``fetch``, called from several threads, as are ``progress`` and ``sleep``.
        limits: as in ``fetch``.
        progress: as in ``fetch``.
        sleep: as in ``fetch``.
        insecure_hosts: as in ``fetch``.
        workers: how many lists at a time, 1 or more.

    Returns:
        By list id, in the order of ``jobs``: what ``fetch`` gives back, or the error that it raises.
    """
    stopped = threading.Event()

    def tell(name: str, size: int, total: int | None) -> None:
        if stopped.is_set():
            raise CancelledError
        if progress:
            progress(name, size, total)

    def pause(seconds: float) -> None:
        sleep(seconds)
        if stopped.is_set():
            raise CancelledError

    def one(job: Job) -> tuple[Fetched, ...] | ListError:
        spec, form, folder, validators = job
        try:
            return fetch(
                spec,
                form,
                folder,
                now=now,
                validators=validators,
                limits=limits,
                progress=tell,
                sleep=pause,
                insecure_hosts=insecure_hosts,
            )
        except ListError as error:
            return error

    with ThreadPoolExecutor(workers, "download") as pool:
        try:
            return dict(zip((job[0].id for job in jobs), pool.map(one, jobs), strict=True))
        except BaseException:  # Ctrl-C: end the others at their next block, not when their lists are complete
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@dataclass(frozen=True, slots=True)
class _Publication:
    """The files of one format, which belong together."""

    asking: Asking
    form: FormatSpec
    folder: Path
    progress: Progress | None

    def fetch(self, validators: Validators) -> list[Fetched]:
        """All files whole and of one publication, or all unchanged."""
        for _ in range(_ROUNDS):
            fetched = [self._file(role, validators.get(role, ("", ""))) for role in self.form.files]
            if all(each.path is None for each in fetched):
                return fetched
            fetched = [each if each.path else self._file(each.role, ("", "")) for each in fetched]
            if len(fetched) == 1 or all(self._still_same(each) for each in fetched):
                return fetched
        raise self.asking.refused(
            f"the files of this list changed {_ROUNDS} times while they were downloaded", fetched[0].url
        )

    def _file(self, role: str, validators: tuple[str, str]) -> Fetched:
        """One file, in its ``.part``, or the word that it has not changed."""
        name, address, asking = self.form.files[role], self.form.download[role], self.asking

        def once(seconds: float) -> httpx.Response:
            headers = part.headers() or _conditions(*validators)
            with asking.answer(address, headers, seconds) as answer:
                try:
                    if answer.status_code != 304:
                        part.take(answer, self.progress, name)
                except WrongBodyError as error:
                    raise asking.refused(str(error), str(answer.url)) from error
            return answer

        with Part(_part(self.folder, name), asking.limits) as part:
            answer = asking.patiently(address, once)
        url = address if answer.url == httpx.URL(address) else plain(str(answer.url))
        if answer.status_code == 304:
            etag, modified = (new or old for new, old in zip(_validators(answer), validators, strict=True))
            return Fetched(role, name, None, address, url, etag, modified, 0, "", asking.now())
        said = (part.etag, part.last_modified, part.size, part.sha256)
        return Fetched(role, name, part.path, address, url, *said, asking.now())

    def _still_same(self, file: Fetched) -> bool:
        """Whether the publisher still has what was fetched."""
        headers = _conditions(file.etag, file.last_modified)

        def once(seconds: float) -> bool:
            with self.asking.answer(file.url, headers, seconds) as answer:
                etag, modified = _validators(answer)
                if answer.status_code == 304:
                    return True
                return _strong(etag) == _strong(file.etag) if file.etag else modified == file.last_modified

        return not headers or self.asking.patiently(file.url, once)


def _client(limits: Limits) -> httpx.Client:
    """A client that follows nothing by itself, asks for plain bytes, and opens a connection for each request."""
    try:
        version = metadata.version("screening")
    except metadata.PackageNotFoundError:
        version = "0"
    return httpx.Client(
        headers={"User-Agent": f"screening/{version} (+sanctions list download)", "Accept-Encoding": "identity"},
        timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
        limits=httpx.Limits(max_keepalive_connections=0),  # the watch of the time needs to see each connection made
        follow_redirects=False,
        trust_env=True,
    )


def _part(folder: Path, name: str) -> Path:
    return folder / f"{name}.part"


def _conditions(etag: str, last_modified: str) -> Mapping[str, str]:
    """The headers that ask for a file only if it has changed."""
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in asked.items() if value}


def _validators(answer: httpx.Response) -> tuple[str, str]:
    return answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")


def _strong(etag: str) -> str:
    """An ETag without the mark of a weak one: servers weaken it where they pack a file."""
    return etag.removeprefix("W/")


def _placed(fetched: Iterable[Fetched]) -> tuple[Fetched, ...]:
    """Give complete files their names: all of them, or none."""
    placed: list[Fetched] = []
    try:
        for each in fetched:
            path = each.path and each.path.with_name(each.name)
            if each.path and path:
                each.path.replace(path)
            placed.append(replace(each, path=path))
    except OSError:
        for each in placed:
            if each.path:
                each.path.unlink(missing_ok=True)
        raise
    return tuple(placed)
