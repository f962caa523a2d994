"""Bytes of a payment file as they come: from memory, a path or an open file, never more than a part at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from screening.errors import InputError

CHUNK = 65_536
"""Bytes read at once."""

HEAD = 4_096
"""Bytes by which a family is known and a charset told."""

LARGEST = 4_000_000
"""Characters that one message may have. Networks take 10,000 (MT) or 100,000 (ISO 20022) for one payment."""


def refused(
    what: str, name: str, way_out: str = "Give a file of ISO 20022 or SWIFT MT payment messages."
) -> InputError:
    """Return the error of a file that cannot be read as a whole."""
    return InputError(what, where=name, way_out=way_out)


def _from_file(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _from_path(path: Path, name: str) -> Iterator[bytes]:
    if path.is_dir():
        raise refused("this is a folder, not a file", name, "Name the file itself.")
    try:
        with path.open("rb") as file:
            yield from _from_file(file)
    except FileNotFoundError:
        raise refused("the file does not exist", name) from None
    except OSError as error:
        raise refused(f"the file cannot be read ({error.strerror})", name) from error


def chunks(data: bytes | Path | BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the bytes of a source; the first chunk has at least ``HEAD`` of them where there are so many.

    Raises:
        InputError: the file is missing, a folder, or cannot be read.
    """
    if isinstance(data, bytes):
        parts: Iterator[bytes] = iter([data[at : at + CHUNK] for at in range(0, len(data), CHUNK)])
    elif isinstance(data, Path):
        parts = _from_path(data, name)
    else:
        parts = _from_file(data)
    head = b""
    for part in parts:
        head += part
        if len(head) >= HEAD:
            break
    if head:
        yield head
    yield from parts
