"""The socket for payment messages: one module a family, and the folder is the registry.

A module of this folder whose name does not start with ``_`` is a plug of the shape of :class:`Family`; nothing else
needs to be told when a family is added. A reader knows the fields of its messages and nothing of matching. Nothing is
lost: of n messages come n answers, a :class:`Message` or a :class:`Damaged`, and what a message holds is a field, or
named as not screened, or named as unread.
"""

import functools
import importlib
import pkgutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from screening.payments._records import Damaged, Field, FieldKind, Message, Unread
from screening.payments._source import HEAD, chunks, refused

__all__ = ["Damaged", "Family", "Field", "FieldKind", "Message", "Unread", "available", "load", "read"]


class Family(Protocol):
    """What a plug of this folder offers; a module is one."""

    def recognises(self, head: bytes) -> bool:
        """Say whether a file is of this family by its first bytes, whatever its name."""
        ...

    def read(self, chunks: Iterator[bytes], name: str) -> Iterator[Message | Damaged]:
        """Yield the messages of a file in its order, in flat memory.

        Raises:
            InputError: the file as a whole cannot be read.
        """
        ...


def available() -> tuple[str, ...]:
    """Return the names of all families, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")))


def load(name: str) -> Family:
    """Return the plug of a family of ``available``."""
    return cast("Family", importlib.import_module(f"{__name__}.{name}"))


@functools.cache
def _families() -> tuple[Family, ...]:
    """All plugs: looking into the folder takes longer than reading a message."""
    return tuple(map(load, available()))


def read(data: bytes | Path | BinaryIO, name: str = "") -> Iterator[Message | Damaged]:
    """Yield every message of a file, or what is wrong with it; the family is known by the content.

    Args:
        data: the bytes, the path of a file, or a file open for reading bytes; read part by part.
        name: what places call the file; the path where empty.

    Raises:
        InputError: when the first message is asked for: the file is missing, a folder, empty, of no known family, or
            holds no message.
    """
    name = name or (str(data) if isinstance(data, Path) else "")
    parts = chunks(data, name)
    head = next(parts, b"")
    if not head.strip():
        raise refused("the file is empty", name)
    family = next((plug for plug in _families() if plug.recognises(head[:HEAD])), None)
    if family is None:
        raise refused("this is neither XML nor SWIFT's blocks", name)
    yield from family.read(chain([head], parts), name)
