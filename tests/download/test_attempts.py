"""What is tried again, continued or begun anew, and when that ends."""

import hashlib
import re

import pytest

from screening.download import Limits
from screening.errors import ListMissingError, ListRefusedError
from tests import servers
from tests.download.desk import HALF, NEWER, Desk, Refusal
from tests.servers import DAY, LIST, Answer, serving


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
