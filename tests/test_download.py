"""Laws of fetching: whole files of the list's own hosts, or one error and no trace."""

import datetime as dt
import hashlib
import logging
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from screening.catalogue import FormatSpec, ListSpec, catalogue
from screening.download import Fetched, Job, Limits, fetch, fetch_all
from screening.download._asking import Asking, PassingError
from screening.errors import ListError, ListMissingError, ListRefusedError
from tests import servers
from tests.servers import DAY, LIST, LOGIN, Answer, Publisher, serving

NOW = dt.datetime(2024, 1, 16, 9, tzinfo=dt.UTC)
TINY = Limits(max_bytes=1_000_000, read_seconds=10, total_seconds=60, attempts=3, backoff_seconds=0.01)
IMPATIENT = replace(TINY, min_rate=1000, rate_seconds=0.1)
HALF = len(LIST) // 2
Refusal = Callable[..., tuple[ListError, Publisher]]
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


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with an empty folder, on a machine without a proxy."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return Desk(tmp_path)


@pytest.fixture
def refusal(desk: Desk) -> Refusal:
    """The error of a fetch that must fail: one line with place and way out, no token, no file left."""

    def of(*answers: Answer, limits: Limits = TINY, hosts: tuple[str, ...] = ()) -> tuple[ListError, Publisher]:
        with serving({"/list.xml": answers}) as publisher, pytest.raises(ListError) as error:
            desk.fetch(publisher, limits=limits, hosts=hosts)
        assert str(error.value).startswith(f"xx, http://{publisher.host}/list.xml: ")
        assert str(error.value).endswith(UNCHANGED)
        assert "s3cret" not in str(error.value)
        assert not list(desk.folder.iterdir())
        return error.value, publisher

    return of


def test_a_good_list_arrives_whole(desk: Desk) -> None:
    """The bytes, their hash, and what the server said of them; nothing else in the folder."""
    with serving({"/list.xml": [servers.good]}) as publisher:
        (got,) = desk.fetch(publisher)
    address = f"http://{publisher.host}/list.xml?token=s3cret"
    path, digest = desk.folder / "list.xml", hashlib.sha256(LIST).hexdigest()
    assert got == Fetched("role0", "list.xml", path, address, address, '"v1"', DAY, len(LIST), digest, NOW)
    assert path.read_bytes() == LIST
    assert list(desk.folder.iterdir()) == [path]
    assert desk.told[-1] == ("list.xml", len(LIST), len(LIST))


def test_an_unchanged_list_is_not_fetched(desk: Desk) -> None:
    """304 to the validators of the snapshot: no path, no file."""
    with serving({"/list.xml": [servers.validated('"v1"')]}) as publisher:
        (got,) = desk.fetch(publisher, etags=('"v1"',))
    assert (got.path, got.size, got.sha256, got.etag, got.last_modified) == (None, 0, "", '"v1"', DAY)
    assert not list(desk.folder.iterdir())


def test_a_304_keeps_the_validators_it_does_not_repeat(desk: Desk) -> None:
    """A server need not send the ETag again."""
    with serving({"/list.xml": [servers.says(304, Content_Length=None)]}) as publisher:
        (got,) = desk.fetch(publisher, etags=('"v1"',))
    assert got.etag == '"v1"'


def test_a_304_nobody_asked_for_is_refused(refusal: Refusal) -> None:
    """Without validators there is nothing that could be unchanged."""
    error, _ = refusal(servers.says(304, Content_Length=None))
    assert "the server answered HTTP 304 (Not Modified), not the list" in str(error)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/xml", None])
def test_a_login_page_is_refused_at_once(refusal: Refusal, kind: str | None) -> None:
    """Whatever it is called."""
    error, publisher = refusal(servers.says(200, LOGIN, Content_Type=kind))
    assert "the file is a web page (HTML), perhaps a login or error page, not the list." in str(error)
    assert isinstance(error, ListRefusedError)
    assert len(publisher.asked) == 1


def test_a_list_sent_as_html_is_refused(refusal: Refusal) -> None:
    """The Content-Type alone is enough: a publisher's list is never text/html."""
    error, _ = refusal(servers.says(200, LIST, Content_Type="text/html"))
    assert "a web page" in str(error)


def test_a_long_web_page_is_not_fetched_to_its_end(refusal: Refusal, desk: Desk) -> None:
    """The look is taken at the first bytes."""
    error, _ = refusal(servers.says(200, LOGIN + b" " * 900_000))
    assert "a web page" in str(error)
    assert desk.told == []


def test_an_error_document_is_refused(refusal: Refusal) -> None:
    """What an S3 store says with status 200 is not a list (LD-01)."""
    body = b'<?xml version="1.0"?>\n<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>'
    error, _ = refusal(servers.says(200, body, Content_Type="application/xml"))
    assert "the file is an error answer of the download server (NoSuchKey), not the list." in str(error)


def test_an_empty_body_is_refused(refusal: Refusal) -> None:
    """Nothing, or nothing but blanks."""
    for body in (b"", b" \r\n"):
        error, publisher = refusal(servers.says(200, body))
        assert "the file is empty." in str(error)
        assert len(publisher.asked) == 1


def test_a_redirect_to_a_stranger_is_refused(desk: Desk) -> None:
    """Even one that needs no https: it is named without its query and never asked (LD-06)."""
    with serving({"/list.xml": [servers.good]}) as stranger, serving({"/list.xml": []}) as publisher:
        publisher.answers["/list.xml"].append(servers.to(f"http://{stranger.host}/list.xml?sig=1"))
        said = (
            rf"^xx, http://{publisher.host}/list\.xml: the server redirects to http://{stranger.host}/list\.xml, which "
        )
        with pytest.raises(ListRefusedError, match=rf"{said}is not on a host of this list\. {UNCHANGED}$"):
            desk.fetch(publisher, insecure=(publisher.host, stranger.host))
    assert stranger.asked == []
    assert not list(desk.folder.iterdir())


def test_a_redirect_to_a_host_of_the_list_is_followed(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """The signed address is neither kept nor logged, whatever level the program logs at."""
    caplog.set_level(logging.DEBUG)
    with serving({"/signed.xml": [servers.good]}) as other, serving({"/list.xml": []}) as publisher:
        publisher.answers["/list.xml"].append(servers.to(f"http://{other.host}/signed.xml?sig=s1gned"))
        (got,) = desk.fetch(publisher, hosts=(other.host,))
    assert got.final_url == f"http://{other.host}/signed.xml"
    assert other.asked[0][0] == "/signed.xml?sig=s1gned"
    assert not re.search("s1gned|s3cret", caplog.text)


def test_others_may_log_while_a_list_is_fetched(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """Only our own requests are held back from the log of the HTTP library."""
    caplog.set_level(logging.INFO, "httpx")
    with serving({"/list.xml": [servers.good]}) as publisher:
        desk.fetch(publisher)
        httpx.get(f"http://{publisher.host}/list.xml?by=another")
    assert [("another" in record.getMessage()) for record in caplog.records] == [True]


def test_a_relative_redirect_is_followed(desk: Desk) -> None:
    """Within the same host."""
    with serving({"/list.xml": [servers.to("/new.xml", 308)], "/new.xml": [servers.good]}) as publisher:
        (got,) = desk.fetch(publisher)
    assert got.final_url == f"http://{publisher.host}/new.xml"


def test_redirects_are_counted(refusal: Refusal) -> None:
    """A circle ends."""
    error, publisher = refusal(servers.to("/list.xml"))
    assert "the server redirects more than 5 times." in str(error)
    assert len(publisher.asked) == 6


def test_a_redirect_out_of_encryption_is_refused(refusal: Refusal) -> None:
    """Even to a host of the list."""
    error, _ = refusal(servers.to("http://localhost:1/list.xml"))
    assert "the server redirects to http://localhost:1/list.xml, which is not https." in str(error)


@pytest.mark.parametrize("location", [None, "http://[::1", "https://list.example:nought/", "file:///etc/hostname"])
def test_a_redirect_to_nowhere_is_refused(refusal: Refusal, location: str | None) -> None:
    """No address, none that can be read, or none of the web; at once."""
    error, publisher = refusal(servers.says(302, Location=location))
    assert re.search("redirects to no address that can be read|is not https", str(error))
    assert len(publisher.asked) == 1


def test_an_address_without_encryption_is_refused(desk: Desk) -> None:
    """Unless a test says otherwise; nothing is asked."""
    with serving({}) as publisher, pytest.raises(ListRefusedError, match="the address is not https"):
        desk.fetch(publisher, insecure=())
    assert publisher.asked == []


def test_a_cut_list_is_fetched_again(desk: Desk) -> None:
    """From its start where the server cannot continue."""
    with serving({"/list.xml": [servers.cut, servers.good]}) as publisher:
        (got,) = desk.fetch(publisher)
    assert got.path
    assert got.path.read_bytes() == LIST
    assert publisher.header("Range") == ["", ""]
    assert desk.waits == [0.01]


def test_a_list_that_is_always_cut_is_refused(refusal: Refusal) -> None:
    """How much came is said."""
    error, publisher = refusal(servers.cut)
    assert f"the file arrived incomplete ({HALF} of {len(LIST)} bytes) (the last of 3 attempts)." in str(error)
    assert isinstance(error, ListRefusedError)
    assert len(publisher.asked) == 3


def test_a_cut_list_is_continued(desk: Desk) -> None:
    """Where the server can; the hash is that of the whole."""
    row = [servers.resumable(upto=100), servers.resumable(upto=HALF), servers.resumable()]
    with serving({"/list.xml": row}) as publisher:
        (got,) = desk.fetch(publisher)
    assert (got.sha256, got.size) == (hashlib.sha256(LIST).hexdigest(), len(LIST))
    assert publisher.header("Range") == ["", "bytes=100-", f"bytes={HALF}-"]
    assert publisher.header("If-Range") == ["", '"v1"', '"v1"']


NEWER = LIST.replace(b"Olga", b"Vera")


@pytest.mark.parametrize(
    "second",
    [
        servers.resumable('"v2"', NEWER),  # a part of another file
        servers.resumable('"v1"', NEWER + b"\n"),  # of another size
        servers.resumable('"v2"', NEWER, status=200),  # the whole other file
        servers.says(416),
        servers.says(206, b"odd", ETag='"v1"', Content_Range="bytes 0-2/3"),
        servers.says(206, b"odd", ETag='"v1"'),
        servers.says(206, NEWER[99:], ETag='"v1"', Content_Range=f"bytes 99-{len(LIST) - 1}/{len(LIST)}"),
        servers.says(
            206, NEWER[100:], ETag='"v1"', Content_Range=f"bytes 100-{len(LIST) - 1}/{len(LIST)}", Last_Modified=DAY
        ),
    ],
)
def test_a_list_that_changes_in_mid_download_starts_anew(desk: Desk, second: Answer) -> None:
    """Never the head of one file with the tail of another."""
    with serving({"/list.xml": [servers.resumable(upto=100), second, servers.good]}) as publisher:
        (got,) = desk.fetch(publisher)
    assert got.path
    assert got.path.read_bytes() == (NEWER if got.etag == '"v2"' else LIST)
    assert got.sha256 == hashlib.sha256(got.path.read_bytes()).hexdigest()


def test_a_list_that_always_changes_is_refused(refusal: Refusal) -> None:
    """After the attempts are used up."""
    error, _ = refusal(servers.resumable(upto=9), servers.resumable('"2"'), servers.resumable(upto=9), servers.cut)
    assert "the file arrived incomplete" in str(error)
    error, _ = refusal(servers.resumable(upto=9), servers.resumable('"2"'), limits=Limits(attempts=2))
    assert "the file changed while it was downloaded (the last of 2 attempts)." in str(error)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_burst_of_failures_is_waited_out(desk: Desk, status: int) -> None:
    """Each pause is twice the one before (EU FSF answers 500 in bursts)."""
    row = [*[servers.says(status)] * 3, servers.good]
    with serving({"/list.xml": row}) as publisher:
        (got,) = desk.fetch(publisher, limits=Limits())
    assert got.size == len(LIST)
    assert desk.waits == [1, 2, 4]


def test_a_server_that_always_fails_is_given_up(refusal: Refusal, desk: Desk) -> None:
    """After the attempts; nothing could be fetched."""
    error, publisher = refusal(servers.says(500), limits=Limits())
    assert "the server answered HTTP 500 (Internal Server Error) (the last of 5 attempts)." in str(error)
    assert isinstance(error, ListMissingError)
    assert (len(publisher.asked), desk.waits) == (5, [1, 2, 4, 8])


@pytest.mark.parametrize(
    ("asked", "waited"),
    [("7", 7), ("9999", 60), ("Tue, 16 Jan 2024 09:00:30 GMT", 30), ("Mon, 15 Jan 2024 09:00:00 GMT", 1), ("soon", 1)],
)
def test_a_pause_that_is_asked_for_is_kept(desk: Desk, asked: str, waited: float) -> None:
    """Retry-After as seconds or date, up to the cap and never less than our own pause."""
    with serving({"/list.xml": [servers.says(429, Retry_After=asked), servers.good]}) as publisher:
        desk.fetch(publisher, limits=Limits())
    assert desk.waits == [waited]


def test_a_pause_longer_than_the_time_left_is_not_begun(refusal: Refusal, desk: Desk) -> None:
    """The last failure is named."""
    error, _ = refusal(servers.says(503), limits=Limits(total_seconds=5, backoff_seconds=9))
    assert "not complete within 5 seconds (last: the server answered HTTP 503 (Service Unavailable))." in str(error)
    assert desk.waits == []


@pytest.mark.parametrize(
    ("status", "said"), [(403, "(Forbidden)"), (404, "(Not Found)"), (410, "(Gone)"), (204, "(No Content)"), (299, "")]
)
def test_any_other_answer_is_final(refusal: Refusal, status: int, said: str) -> None:
    """Asked once, named by its status."""
    error, publisher = refusal(servers.says(status, Content_Length=None))
    assert f"the server answered HTTP {status} {said}".rstrip() + ", not the list." in str(error)
    assert isinstance(error, ListRefusedError)
    assert len(publisher.asked) == 1


def test_a_server_that_wants_a_name_gets_one(desk: Desk) -> None:
    """OFAC's server answers 403 without a User-Agent; plain bytes are asked for."""
    with serving({"/list.xml": [servers.needs_user_agent]}) as publisher:
        desk.fetch(publisher)
    assert re.fullmatch(r"screening/\S+ \(\+sanctions list download\)", publisher.header("User-Agent")[0])
    assert publisher.header("Accept-Encoding") == ["identity"]


def test_a_dripping_body_is_not_waited_for(refusal: Refusal) -> None:
    """A byte now and then keeps every read alive, but not the average."""
    error, publisher = refusal(servers.dripping(0.02), limits=IMPATIENT)
    assert "the server sends less than 1000 bytes a second (the last of 3 attempts)." in str(error)
    assert isinstance(error, ListMissingError)
    assert len(publisher.asked) == 3


@pytest.mark.parametrize("headers", [True, False])
def test_the_total_time_holds(refusal: Refusal, headers: bool) -> None:
    """Also for headers that drip, and for a body whose cut end would look like its end."""
    start = time.monotonic()
    error, _ = refusal(servers.dripping(0.02, headers=headers), limits=Limits(total_seconds=0.2, min_rate=0))
    assert "not complete within 0.2 seconds." in str(error)
    assert time.monotonic() - start < 2


def test_a_silent_server_is_given_up(refusal: Refusal) -> None:
    """No byte within the limit."""
    error, _ = refusal(servers.silent(0.6), limits=Limits(read_seconds=0.1, attempts=1))
    assert "the server is silent for 0.1 seconds (the only attempt)." in str(error)


def test_gzip_that_nobody_asked_for_is_unpacked(desk: Desk) -> None:
    """The bytes are kept as the publisher wrote them."""
    with serving({"/list.xml": [servers.packed(LIST)]}) as publisher:
        (got,) = desk.fetch(publisher)
    assert got.path
    assert got.path.read_bytes() == LIST
    assert got.sha256 == hashlib.sha256(LIST).hexdigest()
    assert desk.told[-1] == ("list.xml", len(LIST), None)


@pytest.mark.parametrize("size", [2 * 65_536, 65_536, 131_070, 1])
def test_gzip_is_unpacked_at_every_size(desk: Desk, size: int) -> None:
    """Also where the bytes end with a block."""
    with serving({"/list.xml": [servers.packed(b"x" * size)]}) as publisher:
        (got,) = desk.fetch(publisher)
    assert got.size == size


def test_a_gzip_bomb_is_refused(refusal: Refusal) -> None:
    """The limit is one of unpacked bytes."""
    error, publisher = refusal(servers.packed(bytes(5_000_000)))
    assert "the file is larger than 1000000 bytes." in str(error)
    assert len(publisher.asked) == 1


@pytest.mark.parametrize("answer", [servers.packed(LIST, upto=60), servers.says(200, LIST, Content_Encoding="gzip")])
def test_damaged_gzip_is_incomplete(refusal: Refusal, answer: Answer) -> None:
    """Cut where its length says that it is whole, or no gzip at all."""
    error, _ = refusal(answer)
    assert re.search(r"the file arrived incomplete \(\d+ bytes\)", str(error))


def test_another_packing_is_refused(refusal: Refusal) -> None:
    """By its name."""
    error, _ = refusal(servers.says(200, LIST, Content_Encoding="br"))
    assert "the server packs the file as 'br', which was not asked for." in str(error)


def test_a_file_that_says_it_is_too_large_is_not_read(refusal: Refusal, desk: Desk) -> None:
    """Content-Length is believed when it condemns."""
    error, _ = refusal(servers.says(200, b"x", Content_Length=1_000_001))
    assert "the file is larger than 1000000 bytes." in str(error)
    assert desk.told == []


def test_a_file_that_grows_too_large_is_refused(refusal: Refusal, desk: Desk) -> None:
    """Without any Content-Length: at the limit, not at the end."""
    error, _ = refusal(servers.endless)
    assert "the file is larger than 1000000 bytes." in str(error)
    assert desk.told[-1][1] <= 1_000_000


@pytest.mark.parametrize("length", ["many", "-5", "5, 6", "0x10"])
def test_a_content_length_that_is_none_is_refused(refusal: Refusal, length: str) -> None:
    """It is no proper HTTP, and how much is whole is unknown."""
    error, _ = refusal(servers.says(200, LIST, Content_Length=length))
    assert "the answer is not proper HTTP (" in str(error)
    assert isinstance(error, ListRefusedError)


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
