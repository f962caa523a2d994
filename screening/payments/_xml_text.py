"""The text of an XML file of any number of documents, in pieces that end before a ``<``, its documents told apart.

A file may hold several documents one behind the other, each with its XML declaration or none at all: that is no XML,
and yet what payment systems write. Declarations are taken off here, so that the rest can stand in one element.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from screening.payments._source import HEAD, LARGEST, refused

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}
_DECLARED = re.compile(rb"""^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
_DECLARATION = re.compile(r"<\?xml\s[^>]*>")
_CHARSET = re.compile(
    r"utf-?(8|16)|(us-?)?ascii|iso-?8859-?\d+|latin-?\d|(windows|cp)-?(125\d|874|437|850)|koi8-[ru]|gbk?|gb2312|gb18030"
    r"|big5|shift_jis|euc-(jp|kr)"
)
"""Charsets of text: Python's registry also holds ciphers and archives under such names."""

_ENDS = {"<![CDATA[": "]]>", "<!--": "-->"}
_OPENS = re.compile(r"<!\[CDATA\[|<!--|<\?xml\s")


@dataclass(slots=True)
class Piece:
    """A piece of text.

    Attributes:
        text: it begins with ``<``, but for what comes before the first one.
        begins: with it a new document begins.
        line: the line of the file in which it begins, from 1.
    """

    text: str
    begins: bool
    line: int


def _charset(head: bytes, name: str) -> str:
    bom = next((charset for mark, charset in _BOMS.items() if head.startswith(mark)), "")
    declared = _DECLARED.match(head[:HEAD].removeprefix(codecs.BOM_UTF8))
    charset = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    known = _CHARSET.fullmatch(charset) is not None
    try:
        codecs.lookup(charset if known else "")
    except LookupError:
        what = f"the charset {charset[:20]!r} is not known"
        raise refused(what, f"{name}, line 1", "Save the file as UTF-8.") from None
    return bom or ("utf-8" if charset.startswith(("utf-16", "utf16")) else charset)


def _texts(first: bytes, chunks: Iterator[bytes], charset: str) -> Iterator[str]:
    """The text of the chunks; bytes that the charset does not know become U+FFFD."""
    decoder = codecs.getincrementaldecoder(charset)("replace")
    yield decoder.decode(first)
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", True)


def pieces(chunks: Iterator[bytes], name: str) -> Iterator[Piece]:
    """Yield the pieces of a file; raises ``InputError`` where its charset is not known.

    Bytes that the charset does not know stand as U+FFFD, whose place a message names.
    """
    first = next(chunks, b"")
    carry, line, begins, inside = "", 1, True, ""
    for text in _texts(first, chunks, _charset(first, name)):
        carry += text
        end = carry.rfind("<")
        if end <= 0 and len(carry) < LARGEST:
            continue
        whole, carry = (carry[:end], carry[end:]) if end > 0 else (carry, "")
        for part, new, left in _split(whole, inside):
            inside = left
            begins = begins or new
            if part:
                yield Piece(part, begins, line)
                line += part.count("\n")
                begins = False
    for part, new, _ in _split(carry, inside):
        yield Piece(part, begins or new, line)
        begins = False
        line += part.count("\n")


def _split(text: str, inside: str) -> Iterator[tuple[str, bool, str]]:
    """Parts of a text without XML declarations: (part, it begins a document, end of what it leaves open)."""
    if not inside and "<?xml" not in text and "<!" not in text:
        yield text, False, ""
        return
    at, start, new = 0, 0, False
    while True:
        if inside:
            end = text.find(inside, at)
            if end < 0:
                break
            at, inside = end + len(inside), ""
        found = _OPENS.search(text, at)
        if not found:
            break
        if found[0] in _ENDS:
            at, inside = found.end(), _ENDS[found[0]]
            continue
        declaration = _DECLARATION.match(text, found.start())
        at = declaration.end() if declaration else found.end()
        if declaration:
            yield text[start : found.start()], new, ""
            start, new = at, True
    yield text[start:], new, inside
