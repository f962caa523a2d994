"""The bytes of a counterparty file as text, whatever encoding they are in, block by block (HT-22, HT-13).

Files come out of core systems and spreadsheets: UTF-8 with and without BOM, UTF-16, Windows code pages. A guess is
stated. To tell the encoding the whole file is looked at, but never held: the text is what decoding it whole would give.
"""

import codecs
import contextlib
import io
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import charset_normalizer

from screening.errors import InputError

BLOCK = 1 << 18
"""Bytes read at once."""
BROKEN = re.compile("[\ud800-\udfff]")  # what surrogateescape leaves of a byte that is no text
SAVE_AS = "Save it as CSV (UTF-8) or Parquet."

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 little endian"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 big endian"),
)
_MAGIC = {
    b"PK\x03\x04": "a zip archive or Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF document",
    b"SQLite format 3": "a database",
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
_START, _HEAD = 8192, 65536
"""Bytes by which UTF-16 is told, characters by which text is told from other things."""


class Source:
    """The bytes of a file, which may be read several times; what is no regular file (a pipe) is held.

    Attributes:
        path: as given.
        size: bytes.
        head: the first bytes.
        read: bytes that the newest reading has taken so far.
    """

    def __init__(self, path: Path) -> None:
        """Open nothing yet; raises InputError where there is nothing to read."""
        self.path = path
        self.read = 0
        self._held: bytes | None = None
        with self._said():
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                self._held = path.read_bytes()
            self.size = status.st_size if self._held is None else len(self._held)
            with self._opened() as file:
                self.head = file.read(_START)

    def blocks(self, skip: int = 0) -> Iterator[bytes]:
        """The bytes behind the first ``skip``, in blocks."""
        with self._said(), self._opened() as file:
            file.seek(skip)
            self.read = skip
            while block := file.read(BLOCK):
                self.read += len(block)
                yield block

    def _opened(self) -> BinaryIO:
        return self.path.open("rb") if self._held is None else io.BytesIO(self._held)

    @contextlib.contextmanager
    def _said(self) -> Iterator[None]:
        where = str(self.path)
        try:
            yield
        except FileNotFoundError:
            raise InputError("there is no such file", where=where, way_out="Check the path.") from None
        except IsADirectoryError:
            raise InputError("this is a folder", where=where, way_out="Name one CSV or Parquet file.") from None
        except OSError as error:
            what = f"it cannot be read ({error.strerror})"
            raise InputError(what, where=where, way_out="Check its rights.") from None


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file is decoded: the codec, the bytes before the text, the encoding in words, sentences for the reader.

    ``sound`` says that no byte is without meaning; where it is false there may be some.
    """

    codec: str
    skip: int
    title: str
    warnings: tuple[str, ...] = ()
    sound: bool = False


def tell(source: Source) -> Encoding:
    """Tell the encoding of a file; raises InputError where it is empty or no text."""
    head = source.head
    if not any(block.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0") for block in source.blocks()):
        raise InputError("the file is empty", where=str(source.path), way_out="Export it again, with a header row.")
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            raise InputError(f"the file is {what}, not text", where=str(source.path), way_out=SAVE_AS)
    for bom, codec, title in _BOMS:
        if head.startswith(bom):
            return _checked(source, Encoding(codec, len(bom), title))
    nuls = head[0::2].count(0), head[1::2].count(0)  # Latin letters and delimiters of UTF-16 have one empty byte
    for codec, title, empty, full in (
        ("utf-16-le", "UTF-16 little endian", nuls[1], nuls[0]),
        ("utf-16-be", "UTF-16 big endian", nuls[0], nuls[1]),
    ):
        if empty > len(head) / 20 and full <= empty / 20:
            return _checked(source, Encoding(codec, 0, f"{title} (guessed: no byte order mark)"))
    _checked(source, Encoding("latin-1", 0, ""))
    if _is_utf8(source):
        return Encoding("utf-8", 0, "UTF-8", sound=True)
    broken = others = 0
    for text in decoded(source, Encoding("utf-8", 0, "")):
        broken += len(BROKEN.findall(text))
        others += len(text) - len(text.encode("ascii", "ignore"))
    if others - broken > 4 * broken:
        # A code page hardly ever forms valid UTF-8 by chance: so many valid letters are a damaged UTF-8 file.
        return Encoding("utf-8", 0, "UTF-8, damaged")
    return _code_page(source)


def _is_utf8(source: Source) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in source.blocks():
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def decoded(source: Source, encoding: Encoding) -> Iterator[str]:
    """The text of a file in blocks; bytes that are no text become surrogates (PEP 383)."""
    wide = encoding.codec.startswith("utf-16")
    decoder = codecs.getincrementaldecoder(encoding.codec)("surrogatepass" if wide else "surrogateescape")
    for block in source.blocks(encoding.skip):
        yield decoder.decode(block)
    if wide:
        left = decoder.getstate()[0]
        yield left[: len(left) & ~1].decode(encoding.codec, "surrogatepass") + ("\udc80" if len(left) % 2 else "")
    else:
        yield decoder.decode(b"", final=True)


def _checked(source: Source, encoding: Encoding) -> Encoding:
    """Refuse text that is none; a few control characters in a name are no reason."""
    head = ""
    for text in decoded(source, encoding):
        head += text
        if len(head) >= _HEAD:
            break
    head = head[:_HEAD]
    if len(_CONTROL.findall(head)) > len(head) / 10:
        raise InputError("the file is binary, not text", where=str(source.path), way_out=SAVE_AS)
    return encoding


def _code_page(source: Source) -> Encoding:
    """Windows-1251 or Windows-1252, by the lines that have other than ASCII letters."""
    sample = b""
    for line in chain.from_iterable(lines(decoded(source, Encoding("latin-1", 0, "")))):
        if not line.isascii():
            sample += line.rstrip("\r\n").encode("latin-1") + b"\n"
            if len(sample) > _HEAD:
                break
    sample = sample[:-1][:_HEAD]
    best = charset_normalizer.from_bytes(sample, cp_isolation=["cp1251", "cp1252"]).best()
    codec = best.encoding if best else "cp1252"
    seen = [character for character in sample.decode(codec, "replace") if character > "\x7f"]
    if sum(character.isalpha() for character in seen) < 0.6 * len(seen):
        what = "its encoding is not UTF-8, UTF-16, Windows-1251 or Windows-1252"
        raise InputError(what, where=str(source.path), way_out=SAVE_AS)
    title = f"Windows-{codec.removeprefix('cp')} (guessed)"
    warning = f"the encoding {title} is a guess: if names look wrong, save the file as UTF-8"
    return Encoding(codec, 0, title, (warning,))


def lines(blocks: Iterable[str]) -> Iterator[list[str]]:
    r"""Lines with their ends, ``\n``, ``\r\n`` or ``\r``, of a text in blocks; some at a time, never none."""
    rest: list[str] = []  # of the last line, which may go on; a ``\r`` may be followed by its ``\n``
    for block in blocks:
        rest.append(block)
        if "\n" in block or "\r" in block:
            found = list(io.StringIO("".join(rest), newline=""))
            rest = [found.pop()]
            if found:
                yield found
    if last := list(io.StringIO("".join(rest), newline="")):
        yield last
