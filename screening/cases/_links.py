"""A curated file of designations that are one party, for what no number tells: ``list_id,entry_id,party,source``.

Lines with one ``party`` are one real party; ``source`` says who found so, and where. Read strictly: a line that is not
understood would silently part or join what an officer looks at.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from screening.errors import InputError

COLUMNS = ["list_id", "entry_id", "party", "source"]
LARGEST = 16 * 1024 * 1024
"""Bytes of the largest link file; it has some 200,000 lines."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a line says: the party that a designation is, and the source."""

    party: str
    source: str


@dataclass(frozen=True, slots=True)
class Links:
    """The link of each designation that has one, by list and entry id; ``sha256`` is that of the file's bytes."""

    of: Mapping[tuple[str, str], Link] = field(default_factory=dict)
    sha256: str = ""

    @property
    def lists(self) -> set[str]:
        """The lists that are named."""
        return {list_id for list_id, _ in self.of}


def read_links(path: Path) -> Links:
    """Read a link file: CSV in UTF-8 with the header ``list_id,entry_id,party,source``.

    Raises:
        InputError: with file and line: a cell is missing, empty or too many, a designation stands on two lines, or a
            party on one line only.
    """
    links: dict[tuple[str, str], Link] = {}
    lines: dict[str, list[int]] = {}
    data = _bytes(path)
    for number, (list_id, entry_id, party, source) in _rows(path, data):
        if (list_id, entry_id) in links:
            raise _wrong(path, number, f"{list_id} {entry_id} has a line already")
        links[list_id, entry_id] = Link(party, source)
        lines.setdefault(party, []).append(number)
    for numbers in lines.values():
        if len(numbers) == 1:
            raise _wrong(path, numbers[0], "the party has no other line, so it links nothing")
    return Links(links, hashlib.sha256(data).hexdigest())


def _rows(path: Path, data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _wrong(path, line, "this is not UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if next(reader, None) != COLUMNS:
            raise _wrong(path, 1, f"the header must be {','.join(COLUMNS)}")
        for row in reader:
            cells = [cell.strip() for cell in row]
            if len(cells) != len(COLUMNS) or not all(cells):
                raise _wrong(path, reader.line_num, f"{len(COLUMNS)} cells are needed, none of them empty")
            yield reader.line_num, cells
    except csv.Error as error:
        raise _wrong(path, reader.line_num, f"this is no CSV ({error})") from error


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise InputError("the link file is no file", where=str(path), way_out="Check the path.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise InputError("the link file cannot be read", where=str(path), way_out="Check the path.") from error
    if len(data) > LARGEST:
        raise InputError(f"the link file has more than {LARGEST:,} bytes", where=str(path), way_out="It was not read.")
    return data


def _wrong(path: Path, line: int, what: str) -> InputError:
    return InputError(what, where=f"{path}, line {line}", way_out="Correct the line; no link was taken.")
