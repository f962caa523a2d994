"""What a full scan remembers of one batch."""

from typing import TYPE_CHECKING

from screening.names import Token
from screening.schema import Kind

if TYPE_CHECKING:
    from screening.index._kind import KindIndex


class Memory:
    """Listed words alike to the words of one batch, so that a full scan holds each word against all once."""

    def __init__(self) -> None:
        self._scanned: dict[tuple[Kind, Token], set[int]] = {}

    def scanned(self, index: "KindIndex", token: Token) -> set[int]:
        """``KindIndex.alike`` of a word, worked out once."""
        key = (index.kind, token)
        if key not in self._scanned:
            self._scanned[key] = index.alike(token)
        return self._scanned[key]
