"""What one call works with and hands on to the next: the words of queries it has learnt, working space, the kernel."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from screening.index._candidates import candidates
from screening.index._distances import is_compiled, uncompiled
from screening.index._flat import Names, Near, Numbers, Scratch
from screening.index._joins import assemble, joinable
from screening.index._neighbours import joined_neighbours, neighbours
from screening.index._vocabulary import MOST_WORDS, PieceNumbers, Split, Vocabulary
from screening.schema import Kind
from screening.text import clean

FEW = 20
"""The first so many names do not wait for the compiler (20 s, once): plain Python takes .1 s for each."""
_LONG = 8
"""A name of so many words counts as one name more, or the longest would take plain Python minutes."""


class Kernel(NamedTuple):
    """The functions that are compiled."""

    assemble: Callable[..., tuple[Numbers, Names, Numbers, Numbers]]
    joinable: Callable[..., tuple[Numbers, Numbers]]
    neighbours: Callable[..., Near]
    joined_neighbours: Callable[..., Near]
    candidates: Callable[..., tuple[Numbers, Numbers]]


COMPILED = Kernel(assemble, joinable, neighbours, joined_neighbours, candidates)


@cache
def _plain() -> Kernel:
    """The kernel as plain Python."""
    return Kernel(
        uncompiled(assemble),
        uncompiled(joinable),
        uncompiled(neighbours),
        uncompiled(joined_neighbours),
        uncompiled(candidates),
    )


def kernel_for(texts: Sequence[str], asked_before: int) -> tuple[Kernel, int]:
    """Give the kernel for these texts, and how many names have been asked for with them."""
    asked = asked_before
    if asked <= FEW:
        asked += sum(1 + len(text.split()) // _LONG for text in texts)
    return (_plain() if asked <= FEW and not is_compiled(candidates) else COMPILED), asked


def has_digit(text: str) -> bool:
    """Whether a text has a digit of any script, or a sign that is written with one."""
    if text.isalpha():
        return False  # no letter is written with a digit in NFKC (Unicode 16)
    return any(map(str.isdigit, text)) or any(map(str.isdigit, clean(text)))


class Desk:
    """Belongs to one call at a time."""

    def __init__(
        self, pieces: PieceNumbers, vocabularies: Mapping[Kind, Vocabulary], scratch: Mapping[Kind, Scratch]
    ) -> None:
        """Begin with what is known beforehand."""
        self.pieces, self.vocabularies, self.scratch = pieces, vocabularies, scratch
        self._digits = bytearray(has_digit(text) for text in pieces)
        self.kernel = COMPILED

    def with_digits(self, split: Split) -> list[int]:
        """The texts that have a digit of any script."""
        self._digits.extend(map(has_digit, self.pieces.since(len(self._digits))))
        told: Numbers = np.frombuffer(self._digits, dtype=np.uint8)[split.numbers]
        texts: list[int] = np.unique(np.searchsorted(split.starts, np.flatnonzero(told), side="right") - 1).tolist()
        return texts

    @property
    def is_full(self) -> bool:
        """Whether the next call should begin anew."""
        learnt = max((vocabulary.learnt_words for vocabulary in self.vocabularies.values()), default=0)
        return max(learnt, self.pieces.new) > MOST_WORDS
