"""Whatever is not the expected list is refused, naming list, file, line and the way out (LD-01, LD-07)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListFormatError, ListRefusedError
from screening.formats import Notes, load
from screening.formats._guard import check_content, text
from screening.formats._xml import entries, root_attributes
from tests import samples
from tests.data import test_data

HTML = "<!DOCTYPE html><html><body>Please log in</body></html>"
S3 = '<?xml version="1.0"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>'
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 12\n"
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><R>&b;</R>'
BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n \n", "empty"),
    "web page": (HTML.encode(), "HTML"),
    "web page behind a mark": (b"\xef\xbb\xbf\r\n<html lang='en'>", "HTML"),
    "S3 error": (S3.encode(), "NoSuchKey"),
    "pointer": (POINTER.encode(), "Git-LFS"),
    "zip": (b"PK\x03\x04rest", "zip"),
    "gzip": (b"\x1f\x8brest", "gzip"),
    "binary": (b"\x00\x01\x02", "binary"),
    "UTF-16": ("<a/>".encode("utf-16"), "UTF-16"),
    "JSON": (b'{"message": "Forbidden"}', "JSON"),
}


def refusal(path: Path, expects: str) -> str:
    """The message with which a file is refused as XML or CSV."""
    with pytest.raises(ListRefusedError) as caught:
        check_content(path, "un_sc", "xml" if expects == "xml" else "csv")
    return str(caught.value)


@pytest.mark.parametrize("expects", ["xml", "csv"])
@pytest.mark.parametrize(("data", "why"), BAD.values(), ids=BAD.keys())
def test_bad_bytes_are_refused_with_the_reason(data: bytes, why: str, expects: str, tmp_path: Path) -> None:
    """One line names the list, the file, what it is instead, and what to do."""
    (tmp_path / "list.dat").write_bytes(data)
    message = refusal(tmp_path / "list.dat", expects)
    assert why in message
    assert "un_sc" in message
    assert "list.dat" in message
    assert "Download" in message
    assert "\n" not in message


def test_missing_files_and_directories_are_refused(tmp_path: Path) -> None:
    """A path that is no file says so."""
    assert "does not exist" in refusal(tmp_path / "absent.xml", "xml")
    assert "directory" in refusal(tmp_path, "csv")


@pytest.mark.parametrize(("data", "expects"), [("a,b\n1,2\n", "xml"), ("<?xml version='1.0'?><a/>", "csv")])
def test_the_other_kind_is_refused(data: str, expects: str, tmp_path: Path) -> None:
    """CSV is not XML, and the reverse."""
    (tmp_path / "x").write_text(data)
    assert expects.upper() in refusal(tmp_path / "x", expects)


def test_text_names_the_line_that_is_not_utf8(tmp_path: Path) -> None:
    """A Latin-1 letter in line 3 is refused with its line; a byte order mark is no part of the text."""
    (tmp_path / "a.csv").write_bytes("a,b\n1,2\nM\xfcller,3\n".encode("latin-1"))
    with pytest.raises(ListRefusedError, match=r"line 3.*UTF-8"):
        text(tmp_path / "a.csv", "own")
    (tmp_path / "a.csv").write_bytes("\ufeffa,b\n".encode())
    assert text(tmp_path / "a.csv", "own") == "a,b\n"


def read(path: Path) -> list[str]:
    """The names of the elements between them."""
    return [str(each.tag) for each in entries(path, "x", ["E"], "R", notes=Notes(), around=["A"])]


def xml(folder: Path, content: str) -> Path:
    """An XML file with this content."""
    (folder / "x.xml").write_text(content, encoding="utf-8")
    return folder / "x.xml"


def test_entity_bombs_and_other_roots_are_refused(tmp_path: Path) -> None:
    """Any DOCTYPE is refused, near the start or far behind it; so is a file with another root."""
    for content in (BOMB, "<!--" + "x" * 70_000 + "-->" + BOMB.partition("?>")[2]):
        with pytest.raises(ListRefusedError, match="DOCTYPE"):
            read(xml(tmp_path, content))
    with pytest.raises(ListRefusedError, match="'feed', not 'R'"):
        read(xml(tmp_path, "<feed/>"))
    with pytest.raises(ListRefusedError, match="'feed', not 'R'"):
        root_attributes(xml(tmp_path, "<feed/>"), "x", "R")


def test_unknown_elements_between_entries_are_not_passed_over(tmp_path: Path) -> None:
    """One that could be a renamed entry is an error naming it; an empty one is a counted warning."""
    with pytest.raises(ListFormatError, match="'F'"):
        read(xml(tmp_path, "<R><A><E/><F><G/></F></A></R>"))
    notes = Notes()
    assert len(list(entries(xml(tmp_path, "<R><E/><F/><F/></R>"), "x", ["E"], "R", notes=notes))) == 1
    assert notes.counts() == (("unread element", 1),)


@given(st.integers(0, 3000))
def test_a_file_cut_anywhere_is_refused(at: int) -> None:
    """No shorter file reads as a shorter list: every true prefix of the XML is an error."""
    import tempfile

    data = samples.source("un_xml").file("list").read_bytes().rstrip()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "consolidated.xml"
        path.write_bytes(data[: len(data) * at // 3001])
        with pytest.raises(ListRefusedError):
            list(load("un_xml").read(samples.source("un_xml", Path(folder)), Notes()))


@pytest.mark.lists
def test_the_damaged_un_copy_is_refused_with_its_line() -> None:
    """Control characters inside the published text stop the load where they stand."""
    path = test_data("list_formats/un_sc_malformed/2025-08-16/consolidated.xml")
    with pytest.raises(ListRefusedError, match=r"consolidated\.xml, line \d+: the XML is damaged"):
        list(
            entries(
                path, "un_sc", ["INDIVIDUAL"], "CONSOLIDATED_LIST", notes=Notes(), around=["INDIVIDUALS", "ENTITIES"]
            )
        )
