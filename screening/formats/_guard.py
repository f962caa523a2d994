"""What a list file must not be: fail closed on HTML, error pages, pointers, archives and cut files (LD-01).

Real accidents are behind each check: a sanctions loader whose ``sdn.xml`` was an S3 error page, four lists that were
Git-LFS pointers, the EU's file service answering with a login page.
"""

import re
from pathlib import Path
from typing import Literal

from screening.errors import ListRefusedError

WAY_OUT = "Download the list again from its publisher; the last good snapshot is unchanged."
_HEAD = 65_536
_MAGIC = {
    b"PK\x03\x04": "a zip archive (or an Excel workbook)",
    b"PK\x05\x06": "an empty zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
    b"version https://git-lfs": "a Git-LFS pointer, not the file it points to",
}
_HTML = re.compile(r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script)\b", re.I | re.S)
_ERROR = re.compile(r"<Error>\s*<Code>\s*(\w+)", re.I)
_DOCTYPE_FLAW = "the file declares a DOCTYPE or an entity, which no list does"
_DOCTYPE = re.compile(r"<!(DOCTYPE|ENTITY)\b", re.I)


def refused(what: str, path: Path, list_id: str, *, line: int = 0, way_out: str = WAY_OUT) -> ListRefusedError:
    """Return the error that names list, file, line (where known) and the way out."""
    return ListRefusedError(what, where=f"{list_id}, {path}" + (f", line {line}" if line else ""), way_out=way_out)


def _head(path: Path, list_id: str) -> bytes:
    """The first bytes of a file, or the refusal of what is no readable, filled file."""
    if path.is_dir():
        raise refused("this is a directory, not a list file", path, list_id, way_out="Name the file itself.")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise refused("the file does not exist", path, list_id) from None
    except OSError as error:
        raise refused(f"the file cannot be read ({error.strerror})", path, list_id) from error
    if not head.strip():
        raise refused("the file is empty", path, list_id)
    return head


def _flaw(head: bytes, expects: Literal["xml", "csv"]) -> str:  # one return a flaw reads best
    """What is wrong with the first bytes; empty where nothing is."""
    if found := next((what for magic, what in _MAGIC.items() if head.startswith(magic)), ""):
        return f"the file is {found}"
    if b"\x00" in head:
        return "the file is binary, not text"
    text = head.decode("utf-8-sig", errors="replace").lstrip()
    if _HTML.match(text):
        return "the file is a web page (HTML), perhaps a login or error page, not the list"
    if error := _ERROR.search(text[:2_000]):
        return f"the file is an error answer of the download server ({error[1]}), not the list"
    if text[:1] in ("{", "[") and text[1:].lstrip()[:1] in '"{[}]':
        return f"the file is JSON where {expects.upper()} is expected"
    if text.startswith("<") != (expects == "xml"):
        return "the file is not XML" if expects == "xml" else "the file is XML or HTML where CSV is expected"
    return _DOCTYPE_FLAW if expects == "xml" and _DOCTYPE.search(text) else ""


def check_content(path: Path, list_id: str, expects: Literal["xml", "csv"]) -> None:
    """Look at the first 64 KiB of a file.

    Raises:
        ListRefusedError: it is missing, empty, a directory, binary, an archive, a web page, an error answer of a
            server, a Git-LFS pointer, JSON, XML for CSV or the reverse, or XML with a DOCTYPE.
    """
    if flaw := _flaw(_head(path, list_id), expects):
        raise refused(flaw, path, list_id)


def text(path: Path, list_id: str) -> str:
    """Return the whole text of a CSV file (UTF-8, with or without byte order mark; line ends as they are).

    Raises:
        ListRefusedError: as ``check_content``, or bytes that are not UTF-8, or a NUL (a damaged or binary file).
    """
    check_content(path, list_id, "csv")
    raw = path.read_bytes()
    try:
        whole = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refused(
            "the text is not UTF-8", path, list_id, line=line, way_out=f"Save it as UTF-8. {WAY_OUT}"
        ) from None
    if (place := whole.find("\x00")) >= 0:
        line = whole.count("\n", 0, place) + 1
        raise refused("the file is damaged or binary (a NUL character)", path, list_id, line=line)
    return whole
