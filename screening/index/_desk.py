"""What calls work with: the words of queries learnt so far, working space, the kernel."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from threading import Lock
from typing import NamedTuple

from screening.index._asked import asked, spelled_keys_of, written
from screening.index._candidates import candidates, of_pieces
from screening.index._distances import is_compiled, made, uncompiled
from screening.index._flat import Names, Near, Numbers, Scratch
from screening.index._joins import joinable, outlines, parts, ways
from screening.index._keys import keys_of
from screening.index._latin import KeysOf
from screening.index._loosely import loosely
from screening.index._neighbours import joined_neighbours, neighbours
from screening.index._vocabulary import MOST_WORDS, PieceNumbers, Vocabulary
from screening.names import Role, Token
from screening.schema import Kind

FEW = 20
"""The first so many names do not wait for the compiler (30 s, once): plain Python takes .1 s for each."""
_LONG = 8
"""A name of so many words counts as one name more, or the longest would take plain Python minutes."""


class Kernel(NamedTuple):
    """The functions that are compiled."""

    of_pieces: Callable[..., tuple[Names, Numbers, Numbers, Numbers, Numbers]]
    ways: Callable[..., Numbers]
    joinable: Callable[..., tuple[Numbers, Numbers]]
    loosely: Callable[..., tuple[Numbers, Numbers, Numbers, Numbers, Numbers, Numbers, Numbers]]
    outlines: Callable[..., tuple[Numbers, Numbers]]
    parts: Callable[..., Numbers]
    keys_of: KeysOf
    neighbours: Callable[..., Near]
    joined_neighbours: Callable[..., Near]
    candidates: Callable[..., tuple[Numbers, Numbers]]


COMPILED = Kernel(
    of_pieces, ways, joinable, loosely, outlines, parts, keys_of, neighbours, joined_neighbours, candidates
)


@cache
def _plain() -> Kernel:
    """The kernel as plain Python."""
    return Kernel(
        uncompiled(of_pieces),
        uncompiled(ways),
        uncompiled(joinable),
        uncompiled(loosely),
        uncompiled(outlines),
        uncompiled(parts),
        spelled_keys_of,
        uncompiled(neighbours),
        uncompiled(joined_neighbours),
        uncompiled(candidates),
    )


@cache
def _compiled() -> Kernel:
    """The compiled kernel; what says the keys of new words is compiled with the rest, whether there are any or not."""
    asked(written([Token("aaaa", Role.NAME, 1.0, ("aaaa",))], Kind.PERSON), made(keys_of))
    return Kernel._make(map(made, COMPILED))


def kernel_for(texts: Sequence[str], asked_before: int) -> tuple[Kernel, int]:
    """Give the kernel for these texts, and how many names have been asked for with them."""
    total = asked_before
    if total <= FEW:
        total += sum(1 + len(text.split()) // _LONG for text in texts)
    return (_plain() if total <= FEW and not is_compiled(candidates) else _compiled()), total


class Desk:
    """The words of queries that all calls know: numbered, then learnt for each kind, by one call at a time each."""

    def __init__(self, pieces: PieceNumbers, vocabularies: Mapping[Kind, Vocabulary]) -> None:
        """Begin with what is known beforehand."""
        self.pieces, self.vocabularies = pieces, vocabularies
        self.numbering = Lock()

    @property
    def is_full(self) -> bool:
        """Whether the next call should begin anew."""
        learnt = max((vocabulary.learnt_words for vocabulary in self.vocabularies.values()), default=0)
        return max(learnt, self.pieces.new) > MOST_WORDS


class Call(NamedTuple):
    """What one call works with: the desk it found, working space of its own, the kernel."""

    desk: Desk
    scratch: Mapping[Kind, Scratch]
    kernel: Kernel
