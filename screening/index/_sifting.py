"""Which of many texts may hit a listed name of any kind, told without reading each."""

from collections.abc import Mapping, Sequence

import numpy as np

from screening.index._desk import Call, Desk
from screening.index._flat import Numbers
from screening.index._kind import KindIndex
from screening.index._sieve import Sieve
from screening.names import is_open
from screening.schema import Kind
from screening.score import NOT_EQUAL


class Sifting:
    """One sieve a kind, and which pieces of names are open words; as one desk numbers them."""

    def __init__(self, kinds: Mapping[Kind, KindIndex], desk: Desk) -> None:
        """Know nothing yet."""
        self.desk = desk
        self._sieves = {
            kind: Sieve(each, desk.vocabularies[kind]) for kind, each in kinds.items() if kind is not Kind.AIRCRAFT
        }
        self._tails = kinds.get(Kind.AIRCRAFT)
        self._open: Numbers = np.zeros(0, np.bool_)

    def possible(self, texts: Sequence[str], call: Call, threshold: float) -> list[int]:
        """Do what ``Index.possible`` says."""
        with call.desk.numbering:
            split = call.desk.pieces.split(texts)
            new = [is_open(each) for each in list(self.desk.pieces)[len(self._open) :]]
            self._open = np.append(self._open, np.array(new, np.bool_))
            opened = self._open[split.numbers]
        found = set[int]()
        for each in self._sieves.values():
            found.update(each.possible(texts, split, opened, call, min(threshold, NOT_EQUAL) / 100).tolist())
        if self._tails:
            found.update(at for at, text in enumerate(texts) if not self._tails.is_no_tail(text))
        return sorted(found)
