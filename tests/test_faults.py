"""The table of faults: whatever arrives in place of a list, the last good snapshot still screens; one line says why.

How an import dies half-way (killed, two at once, a full or read-only disk) stands in ``test_store_import``; what each
answer of a server leads to inside a download (changed in mid-download, bursts of 500 too) in ``download``.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from screening import cli
from screening.cli import _lists
from tests import samples, servers
from tests.servers import Answer, Publisher, says, serving
from tests.test_store import HEADER, OLD, SPEC, bytes_of, described, snapshot, text

LIST = text(*range(100)).encode()
NEWER = text(*range(102)).encode()
S3 = b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>"

DAMAGED: dict[str, tuple[bytes, str]] = {
    "a login page": (servers.LOGIN, "web page (HTML)"),
    "an S3 error": (S3, "error answer of the download server (NoSuchKey)"),
    "a Git-LFS pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git-LFS pointer"),
    "nothing": (b"", "empty"),
    "a zip": (b"PK\x03\x04" + b"0" * 99, "zip archive"),
    "gzip": (gzip.compress(LIST), "gzip"),
    "UTF-16": (LIST.decode().encode("utf-16"), "UTF-16"),
    "a NUL": (LIST[:3000] + b"\x00" + LIST[3000:], "binary"),
    "JSON": (b'{"entries": []}', "JSON"),
    "XML": (servers.LIST, "XML or HTML where CSV is expected"),
    "a cut row": (LIST[:-12], "line"),
    "no header": (LIST.partition(b"\n")[2], "entry_id"),
    "another header": (LIST.replace(b"entry_id", b"id", 1), "entry_id"),
    "a header only": (HEADER.encode() + b"\n", "no entry"),
    "an entry without a name": (LIST.replace(b"Example Party 7,", b",", 1), "name"),
    "recent changes only": (text(*range(9)).encode(), "it holds 9 entries, the snapshot of 2024-01-10 100 (-91.0%)"),
    "ten times the list": (text(*range(1000)).encode(), "it holds 1000 entries"),
    "a column that went empty": (LIST.replace(b",P-1,", b",,"), "field 'programme' is filled in 0.0%"),
}
"""What was found in place of a list, and the words that say so (LD-01, LD-02, LD-03)."""

ANSWERS: dict[str, tuple[Answer, str]] = {
    "login page": (says(200, servers.LOGIN, Content_Type="text/html"), "web page"),
    "S3 error": (says(200, S3), "NoSuchKey"),
    "404": (says(404, b"gone"), "404"),
    "403": (says(403, b"no"), "403"),
    "always 500": (says(500), "500"),
    "redirect to a stranger": (servers.to("http://stranger.example/list.csv"), "stranger.example"),
    "always cut": (servers.cut, "attempt"),
    "reset": (servers.reset, "connection"),
    "dripping": (servers.dripping(0.05), "less than 500 bytes a second"),
    "silent": (servers.silent(2), "silent"),
    "gzip bomb": (servers.packed(b"x" * 3_000_000), "larger"),
    "endless": (servers.endless, "larger"),
    "empty": (says(200, b""), "empty"),
    "not the list": (says(200, servers.LIST), "XML or HTML where CSV is expected"),
    "shrunk": (says(200, text(*range(50)).encode()), "it holds 50 entries"),
    "cut rows": (says(200, LIST[:-12]), "line"),
}
"""What a publisher's server did instead of answering with the list, and a word of the line that says so."""

Command = Callable[..., SimpleNamespace]


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """A server of this machine."""
    with serving({"/ours.csv": [says(200, NEWER, ETag='"v2"')]}) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path, publisher: Publisher) -> Path:
    """A store with a list that is published by the server, and its last good snapshot."""
    folder = tmp_path / "store" / "ours"
    folder.mkdir(parents=True)
    address = f'download = {{ list = "http://{publisher.host}/ours.csv" }}\n'
    expect = "[expect]\nentries = { min = 5, max = 500 }\nfill = { programme = 0.5 }\n"
    (folder / "list.toml").write_text(SPEC.format(id="ours") + address + expect, "utf-8")
    snapshot(folder, OLD, LIST.decode())
    return folder.parent


@pytest.fixture
def command(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command line against the store; downloads have no patience."""
    hasty = {
        "max_bytes": 1_000_000,
        "read_seconds": 0.5,
        "total_seconds": 5,
        "min_rate": 500,
        "rate_seconds": 0.3,
        "attempts": 2,
        "backoff_seconds": 0.01,
    }
    monkeypatch.setattr(_lists, "LIMITS", hasty)

    def run(*arguments: str) -> SimpleNamespace:
        monkeypatch.setattr("sys.argv", ["screening", *arguments, "--store", str(store)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return SimpleNamespace(code=end.value.code or 0, out=out, err=err)

    return run


def still_screens(command: Command) -> bool:
    """Whether the last good snapshot is what screens."""
    ran = command("check", "Example Party 7")
    return (
        ran.code == 0
        and "list ours of 2024-01-10" in ran.err
        and "100 entries" in ran.err
        and "Example Party 7" in ran.out
    )


def errors(said: str) -> list[str]:
    """The lines that begin with "error"."""
    return [line for line in said.splitlines() if line.startswith("error: ")]


@pytest.mark.parametrize("fault", DAMAGED)
def test_a_damaged_file_is_refused(fault: str, command: Command, store: Path, tmp_path: Path) -> None:
    """One line with what, where and the way out; exit code 3; nothing in the store changes."""
    content, words = DAMAGED[fault]
    given, before = tmp_path / "ours.csv", bytes_of(store)
    given.write_bytes(content)
    ran = command("lists", "import", "ours", str(given), "--date", "2024-01-12")
    (line,) = errors(ran.err)
    assert ran.code == 3
    assert words in line
    assert "Traceback" not in ran.err
    assert bytes_of(store) == before
    assert still_screens(command)


@pytest.mark.parametrize("fault", ANSWERS)
def test_a_download_that_is_not_the_list_changes_nothing(
    fault: str, command: Command, publisher: Publisher, store: Path
) -> None:
    """One line, exit code 3, and the snapshot before it stays current and unchecked."""
    answer, words = ANSWERS[fault]
    publisher.answers["/ours.csv"] = [answer]
    before = bytes_of(store)
    ran = command("lists", "update", "ours")
    (line,) = errors(ran.err)
    assert ran.code == 3
    assert words in line.lower() or words in line
    assert bytes_of(store) == before
    assert still_screens(command)


def test_a_good_download_becomes_current_and_is_not_fetched_twice(command: Command, store: Path) -> None:
    """New snapshot with where it came from; the second time the publisher is only asked."""
    publisher_day = command("lists", "update", "ours")
    assert publisher_day.code == 0
    assert "ours: new snapshot" in publisher_day.out
    assert "102 entries" in publisher_day.out
    again = command("lists", "update", "ours")
    assert "ours: unchanged" in again.out
    assert len([path for path in (store / "ours").iterdir() if path.is_dir()]) == 2
    shown = command("lists", "show").out.splitlines()[1].split("\t")
    assert (shown[3], shown[7]) != ("", "never")
    assert command("lists", "verify").code == 0


def test_one_bad_list_does_not_stop_the_others(command: Command, store: Path, publisher: Publisher) -> None:
    """The good one is updated, the bad one named, and the exit code is 3."""
    other = store / "theirs"
    other.mkdir()
    spec = (store / "ours" / "list.toml").read_text("utf-8")
    (other / "list.toml").write_text(spec.replace('"ours"', '"theirs"').replace("/ours.csv", "/gone.csv"), "utf-8")
    publisher.answers["/gone.csv"] = [says(404)]
    ran = command("lists", "update", "ours", "theirs")
    assert ran.code == 3
    assert "ours: new snapshot" in ran.out
    assert "theirs" in errors(ran.err)[0]
    assert "1 of 2 lists could not be updated" in ran.err


def test_a_list_of_tomorrow_stops_no_other(command: Command, store: Path, publisher: Publisher) -> None:
    """A file that dates itself into the future is refused alone."""
    folder = store / "future"
    folder.mkdir()
    spec = (
        (store / "ours" / "list.toml").read_text("utf-8").replace('"ours"', '"future"').replace("/ours.csv", "/un.xml")
    )
    spec = spec.replace("own_csv", "un_xml").partition("[expect]")[0]
    (folder / "list.toml").write_text(spec, "utf-8")
    un = (samples.HERE / "un_xml" / "consolidated.xml").read_text("utf-8")
    publisher.answers["/un.xml"] = [says(200, re.sub(r'dateGenerated="\d{4}', 'dateGenerated="2999', un).encode())]
    ran = command("lists", "update", "future", "ours")
    assert ran.code == 3
    assert "lies in the future" in errors(ran.err)[0]
    assert "ours: new snapshot" in ran.out


def test_a_change_is_accepted_for_named_lists_only(command: Command) -> None:
    """Nobody accepts what they have not looked at."""
    ran = command("lists", "update", "--accept-change")
    assert (ran.code, "Name them" in ran.err) == (2, True)


def test_one_damaged_list_is_shown_beside_the_others(command: Command, store: Path) -> None:
    """The sound ones have their lines, the other an error; exit code 3."""
    snapshot(described(store, "theirs"), OLD, "<html>")
    ran = command("lists", "show")
    assert ran.code == 3
    assert any(line.startswith("ours\t") for line in ran.out.splitlines())
    assert "theirs" in errors(ran.err)[0]


def test_a_damaged_store_is_named_and_refused(command: Command, store: Path) -> None:
    """A snapshot that was changed after its import screens nothing: exit code 3 for screening and for verify."""
    command("lists", "update", "ours")
    newest = max(path for path in (store / "ours").iterdir() if path.is_dir())
    (newest / "ours.csv").write_bytes(LIST)
    for arguments in (("check", "Example Party 7"), ("lists", "verify"), ("lists", "show")):
        ran = command(*arguments)
        assert ran.code == 3, arguments
        assert "ours.csv is not the file that was imported" in ran.err
