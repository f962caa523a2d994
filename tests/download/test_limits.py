"""What a download may cost in time and bytes, packed or not."""

import hashlib
import re
import time

import pytest

from screening.download import Limits
from screening.errors import ListMissingError, ListRefusedError
from tests import servers
from tests.download.desk import IMPATIENT, Desk, Refusal
from tests.servers import LIST, Answer, serving


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
