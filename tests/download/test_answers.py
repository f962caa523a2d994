"""What a server says in place of a list, and where it sends one: taken, or refused with one line and no trace."""

import hashlib
import logging
import re

import httpx
import pytest

from screening.download import Fetched
from screening.errors import ListRefusedError
from tests import servers
from tests.download.desk import NOW, UNCHANGED, Desk, Refusal
from tests.servers import DAY, LIST, LOGIN, serving


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
