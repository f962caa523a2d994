"""Connections, files that belong together, and several lists side by side."""

import re
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from screening.catalogue import FormatSpec, ListSpec, catalogue
from screening.download import Job, fetch, fetch_all
from screening.download._asking import Asking, PassingError
from screening.errors import ListMissingError, ListRefusedError
from tests import servers
from tests.download.desk import NEWER, NOW, TINY, Desk, Refusal, described
from tests.servers import LIST, LOGIN, Answer, Publisher, serving


def test_nobody_listens(desk: Desk) -> None:
    """Connection refused: tried again, then missing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(ListMissingError, match=r"no connection \(.*refused\) \(the last of 3 attempts\)\. The last"):
        desk.fetch(Publisher(host, {}))
    assert desk.waits == [0.01, 0.02]


def test_a_reset_connection_is_tried_again(desk: Desk, refusal: Refusal) -> None:
    """Once is forgiven, always is missing."""
    with serving({"/list.xml": [servers.reset, servers.good]}) as publisher:
        assert desk.fetch(publisher)[0].size == len(LIST)
    (desk.folder / "list.xml").unlink()
    error, _ = refusal(servers.reset)
    assert "the server broke the connection (the last of 3 attempts)." in str(error)
    assert isinstance(error, ListMissingError)


def test_a_certificate_that_is_not_trusted_is_final() -> None:
    """It would be as wrong in a second; a server that speaks no TLS is merely not there."""
    asking = Asking("xx", frozenset(), frozenset(), TINY, httpx.Client(), lambda: NOW, time.sleep)
    wrong = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed")
    assert isinstance(asking._broken(wrong, "https://x.org/a?b"), ListRefusedError)
    assert isinstance(asking._broken(httpx.ConnectError("[SSL: WRONG_VERSION_NUMBER]"), "https://x.org"), PassingError)


def test_a_proxy_of_the_environment_is_used(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Companies reach the web through one."""
    with serving({"http://list.example/list.xml": [servers.good]}) as proxy:
        monkeypatch.setenv("http_proxy", f"http://{proxy.host}")
        (got,) = desk.fetch(Publisher("list.example", {}))
    assert got.size == len(LIST)


def test_a_folder_that_cannot_be_made_is_said(desk: Desk) -> None:
    """In one line, like a full disk; nothing is asked."""
    desk.folder = desk.folder / "file" / "folder"
    desk.folder.parent.write_text("", encoding="utf-8")
    with serving({}) as publisher, pytest.raises(ListMissingError, match="the download cannot be written"):
        desk.fetch(publisher)


def test_an_interrupted_download_leaves_no_trace(desk: Desk) -> None:
    """Ctrl-C included."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with serving({"/list.xml": [servers.good]}) as publisher:
        spec, form = described(publisher.host, "/list.xml")
        with pytest.raises(KeyboardInterrupt):
            fetch(
                spec,
                form,
                desk.folder,
                now=lambda: NOW,
                progress=interrupt,
                insecure_hosts=frozenset({publisher.host}),
            )
    assert not list(desk.folder.iterdir())


def test_a_format_without_address_names_the_publisher(tmp_path: Path) -> None:
    """It has to be fetched by hand."""
    spec, form = described("x.org", "/list.xml")
    with pytest.raises(ListMissingError, match=r"^xx: no address .* by hand from Nowhere and import them\.$"):
        fetch(spec, FormatSpec(form.name, form.files), tmp_path, now=lambda: NOW)


def test_files_of_one_format_come_together(desk: Desk) -> None:
    """Each is asked again at the end whether it is still the same."""
    row: dict[str, list[Answer]] = {"/a.csv": [servers.validated('"a1"')], "/b.csv": [servers.says(200, b"1,x\n")]}
    with serving(row) as publisher:
        got = desk.fetch(publisher, "/a.csv", "/b.csv")
    assert [(each.role, each.name, each.etag) for each in got] == [("role0", "a.csv", '"a1"'), ("role1", "b.csv", "")]
    assert [path.partition("?")[0] for path, _ in publisher.asked] == ["/a.csv", "/b.csv", "/a.csv"]
    assert sorted(path.name for path in desk.folder.iterdir()) == ["a.csv", "b.csv"]


def test_files_of_one_format_are_unchanged_together(desk: Desk) -> None:
    """All of them, or none: a snapshot is whole bytes."""
    row = {"/a.csv": [servers.validated('"a1"')], "/b.csv": [servers.validated('"b1"')]}
    with serving(row) as publisher:
        assert [each.path for each in desk.fetch(publisher, "/a.csv", "/b.csv", etags=('"a1"', '"b1"'))] == [None] * 2
        one_changed = desk.fetch(publisher, "/a.csv", "/b.csv", etags=('"a1"', '"b0"'))
        one_unknown = desk.fetch(publisher, "/a.csv", "/b.csv", etags=('"a1"', ""))
    assert [each.size for each in (*one_changed, *one_unknown)] == [len(LIST)] * 4


def test_files_that_change_between_each_other_are_fetched_again(desk: Desk) -> None:
    """The first file is replaced while the second is read: no snapshot of two days."""
    row = {
        "/a.csv": [servers.validated('"a1"'), servers.validated('"a2"', NEWER)],
        "/b.csv": [servers.validated('W/"b"'), servers.validated('"b"')],
    }
    with serving(row) as publisher:
        got = desk.fetch(publisher, "/a.csv", "/b.csv")
    assert [each.etag for each in got] == ['"a2"', '"b"']
    assert (desk.folder / "a.csv").read_bytes() == NEWER


def test_files_that_never_stand_still_are_refused(desk: Desk) -> None:
    """Three rounds, then no list."""
    row = [servers.validated(f'"{number}"') for number in range(9)]
    error = pytest.raises(ListRefusedError, match=r"the files of this list changed 3 times while they were")
    with serving({"/a.csv": row, "/b.csv": [servers.good]}) as publisher, error:
        desk.fetch(publisher, "/a.csv", "/b.csv")
    assert not list(desk.folder.iterdir())


def test_a_bad_file_spoils_its_format(desk: Desk) -> None:
    """The good file before it does not stay."""
    error = pytest.raises(ListRefusedError, match=r"b\.csv: the server answered HTTP 404")
    with serving({"/a.csv": [servers.good], "/b.csv": [servers.says(404)]}) as publisher, error:
        desk.fetch(publisher, "/a.csv", "/b.csv")
    assert not list(desk.folder.iterdir())


def test_one_bad_list_does_not_stop_the_others(desk: Desk) -> None:
    """Each list has its files or its error, in the order asked."""
    row: dict[str, list[Answer]] = {
        "/a.xml": [servers.good],
        "/b.xml": [servers.says(200, LOGIN)],
        "/c.xml": [servers.good],
    }
    with serving(row) as publisher:
        jobs: list[Job] = [
            (*described(publisher.host, f"/{id_}.xml", list_id=id_), desk.folder / id_, {}) for id_ in "abc"
        ]
        got = fetch_all(
            jobs, now=lambda: NOW, limits=TINY, sleep=desk.waits.append, insecure_hosts=frozenset({publisher.host})
        )
    assert list(got) == ["a", "b", "c"]
    assert isinstance(got["b"], ListRefusedError)
    assert {name: [file.size for file in each] for name, each in got.items() if isinstance(each, tuple)} == {
        "a": [len(LIST)],
        "c": [len(LIST)],
    }


def test_a_fault_stops_all_lists(desk: Desk) -> None:
    """What is no error of a list (Ctrl-C, a fault of ours) ends the others at their next block."""
    told = threading.Event()

    def progress(name: str, *_: object) -> None:
        told.set() if name == "slow.xml" else told.wait(5)
        if name == "list.xml":
            raise ZeroDivisionError

    row: dict[str, list[Answer]] = {"/list.xml": [servers.good], "/slow.xml": [servers.dripping(0.02)]}
    with serving(row) as publisher:
        jobs: list[Job] = [(*described(publisher.host, path, list_id=path), desk.folder, {}) for path in row]
        hosts, start = frozenset({publisher.host}), time.monotonic()
        with pytest.raises(ZeroDivisionError):
            fetch_all(jobs, now=lambda: NOW, progress=progress, insecure_hosts=hosts)
    assert time.monotonic() - start < 3
    assert not list(desk.folder.iterdir())


SHIPPED = [
    (spec, form, address)
    for spec in catalogue().values()
    for form in spec.formats
    for address in (*form.download.values(), *(f"https://{host}" for host in spec.hosts))
]


@pytest.mark.parametrize(
    ("spec", "form", "address"),
    SHIPPED,
    ids=[f"{spec.id}-{form.name}-{n}" for n, (spec, form, _) in enumerate(SHIPPED)],
)
def test_shipped_addresses_are_https_of_a_named_host(spec: ListSpec, form: FormatSpec, address: str) -> None:
    """No user name, port or bare number: a host that an officer can recognise."""
    parts = urlsplit(address)
    assert parts.scheme == "https", f"{spec.id}, {form.name}"
    assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", parts.netloc), f"{spec.id}, {form.name}"
