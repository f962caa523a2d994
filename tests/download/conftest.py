"""A desk, and the error of a fetch that must fail."""

from pathlib import Path

import pytest

from screening.download import Limits
from screening.errors import ListError
from tests.download.desk import TINY, UNCHANGED, Desk, Refusal
from tests.servers import Answer, Publisher, serving


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
