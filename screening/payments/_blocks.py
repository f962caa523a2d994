"""The blocks of SWIFT FIN messages, out of files as systems write them.

Blocks are ``{1:...}{2:...}{3:...}{4:``, lines, ``-}{5:...}{S:...}``. Around messages stand ``$`` (RJE), the control
characters 1 and 3 with blanks to fill a sector (DOS), and acknowledgements, which are messages of their own kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from screening.payments._source import LARGEST

_BEGINS = b"{1:"
_BETWEEN = re.compile(r"[\s$\x00-\x04\x1a\ufeff]+")
_BLOCK = re.compile(r"\{([1-5S]):")
_TEXT_END = re.compile(r"(?:\r\n|\n|\r)-\}")
_BRACE = re.compile(r"[{}]")


@dataclass(slots=True)
class Blocks:
    """The blocks of one message by their ids; ``flaw`` says why it cannot be read, ``notices`` what is odd."""

    blocks: dict[str, str] = field(default_factory=dict)
    flaw: str = ""
    notices: list[tuple[str, str]] = field(default_factory=list)


def _units(chunks: Iterator[bytes]) -> Iterator[bytes | None]:
    """Bytes from one ``{1:`` to the next; None where they are more than a message can have."""
    buffer, large = b"", False
    for chunk in chunks:
        looked = max(len(buffer) - len(_BEGINS) + 1, 1)
        buffer += chunk
        while (at := buffer.find(_BEGINS, looked)) >= 0:
            yield None if large or at > LARGEST else buffer[:at]
            buffer, large, looked = buffer[at:], False, 1
        if len(buffer) > LARGEST:
            buffer, large = b"\n" + buffer[-len(_BEGINS) + 1 :], True
    if buffer:
        yield None if large else buffer


def _decoded(unit: bytes) -> tuple[str, bool]:
    """The text of a unit, and whether its charset is a guess."""
    try:
        return unit.decode("utf-8"), False
    except UnicodeDecodeError:
        return unit.decode("latin-1"), True


def messages(chunks: Iterator[bytes]) -> Iterator[Blocks]:
    """Yield the messages of a file, service messages too, in its order."""
    for unit in _units(chunks):
        if unit is None:
            yield Blocks(flaw=f"a message has more than {LARGEST:,} characters")
            continue
        text, guessed = _decoded(unit)
        for found in _messages(text):
            if guessed and found.blocks:
                found.notices.append(("{4:}", "characters that are not UTF-8; they are read as Latin-1"))
            yield found


def _messages(text: str) -> Iterator[Blocks]:
    current, at = Blocks(), 0
    while at < len(text):
        if between := _BETWEEN.match(text, at):
            at = between.end()
            continue
        opened = _BLOCK.match(text, at)
        if opened is None:
            at = _next(text, at + 1)
            _stray(current)
            continue
        name = opened[1]
        if name in current.blocks or (name < "4" and "4" in current.blocks):
            yield current
            current = Blocks()
        content, at = _content(text, opened)
        if content is None:
            current.flaw = current.flaw or f"block {name} is not closed"
        current.blocks[name] = content or ""
        if name == "4" and content and not content.startswith("{") and _BRACE.search(content):
            current.notices.append(("{4:}", "a brace stands in the text"))
    if current.blocks or current.flaw:
        yield current


def _next(text: str, at: int) -> int:
    """Where the next block begins, or the end."""
    found = _BLOCK.search(text, at)
    return found.start() if found else len(text)


def _stray(current: Blocks) -> None:
    if current.blocks:
        current.notices.append(("behind a block", "text outside the blocks is not read"))
    else:
        current.flaw = "text stands outside the blocks of a message"


def _content(text: str, opened: re.Match[str]) -> tuple[str | None, int]:
    """What stands in a block, None where it is not closed, and where it ends."""
    start = opened.end()
    if opened[1] == "4" and not text.startswith("{", start):
        limit = _next(text, start)  # no text holds a brace: what begins a block ends an open text
        if end := _TEXT_END.search(text, start, limit):
            return text[start : end.start()], end.end()
        close = text.rfind("-}", start, limit)
        return (text[start:close], close + 2) if close >= 0 else (None, limit)
    depth = 1
    for brace in _BRACE.finditer(text, start):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return text[start : brace.start()], brace.end()
    return None, len(text)
