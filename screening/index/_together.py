"""Names with pieces that may be read as one, told apart from those in which none is, or none that matters.

Most of these are legal forms of several words ("& Co. KG", "Sp. z o.o.") and compounds ("عبد" and the next word), some
hundreds in a million names; so it is told once of each what its pieces mean together, not of every name.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from screening.index._flat import ALONE, CLOSES, COMMA, COMPOUND, NATIVE, OPENS, Numbers
from screening.index._lists import any_of, places_of, starts_of
from screening.index._loosely import MOST_LOOSE
from screening.index._vocabulary import Split
from screening.names import may_be_one
from screening.schema import Kind

Run = tuple[int, ...]
"""Pieces that stand together, by their numbers."""
Differ = Callable[[Iterable[Run]], Mapping[Run, bool]]
"""Tells of pieces that stand together whether they are read as words that matter and that none is by itself."""
OFTEN = 3
"""In so many names pieces must have stood together to be looked at by themselves; sooner, a name is read in less time.
"""


class Marked(NamedTuple):
    """The pieces of a name: their numbers, and which may be read as one with what stands behind and before them."""

    numbers: Numbers
    opens: Numbers
    closes: Numbers

    def form_at(self, at: int) -> Run:
        """All pieces that may belong to a legal form of which two stand at a place and behind it."""
        begin, end = at, at + 2
        while begin > 0 and self.opens[begin - 1]:
            begin -= 1
        while end < len(self.numbers) and self.closes[end]:
            end += 1
        return (*self.numbers[begin:end].tolist(),)

    def compound_at(self, at: int) -> Run:
        """A piece that makes one name with one beside it, and those on either side, further such pieces between."""
        begin, end = at, at + 1
        while begin > 0 and self.opens[begin] and self.closes[begin - 1]:
            begin -= 1
        while end < len(self.numbers) and self.opens[end - 1] and self.closes[end]:
            end += 1
        return (*self.numbers[begin:end].tolist(),)


class Together:
    """What is known of pieces that stand together in names of one kind."""

    def __init__(self, kind: Kind) -> None:
        """Know nothing yet."""
        self._kind = kind
        self._differ = dict[Run, bool]()
        self._met = Counter[Run]()

    def apart(self, rows: Numbers, split: Split, marks: Numbers, texts: Sequence[str], differ: Differ) -> Numbers:
        """Whether each of these names has nothing that is to be read by itself, but for pieces that mean nothing else.

        Args:
            rows: numbers of the names in ``split``.
            split: names by their pieces.
            marks: of each piece, ``OPENS`` and others.
            texts: of each piece.
            differ: tells what is not known yet.
        """
        starts, numbers = starts_of(split.starts, rows), split.numbers[places_of(split.starts, rows)]
        owner, marked = np.repeat(np.arange(len(rows)), np.diff(starts)), marks[numbers]
        apart: Numbers = (np.diff(starts) <= MOST_LOOSE) & ~any_of(marked & ALONE > 0, starts)
        opens, closes = marked & OPENS > 0, marked & CLOSES > 0
        beside = np.flatnonzero(opens[:-1] & closes[1:] & (owner[:-1] == owner[1:]))
        run_at = Marked.form_at
        if self._kind is Kind.PERSON:
            apart[owner[beside]] = False
            apart &= ~any_of(marked & COMMA > 0, starts)  # what stands last may be read first
            opens, closes, run_at = marked & COMPOUND > 0, marked & NATIVE > 0, Marked.compound_at
            beside = np.flatnonzero(opens)
        runs = list[tuple[int, Run]]()
        for at in beside[apart[owner[beside]]].tolist():
            if run_at == Marked.compound_at or may_be_one(texts[numbers[at]], texts[numbers[at + 1]], self._kind):
                row = int(owner[at])
                own = slice(starts[row], starts[row + 1])
                runs.append((row, run_at(Marked(numbers[own], opens[own], closes[own]), at - int(starts[row]))))
        self._look_at([run for _, run in runs], differ)
        for row, run in runs:
            apart[row] &= not self._differ.get(run, True)
        return apart

    def _look_at(self, runs: Iterable[Run], differ: Differ) -> None:
        """Get to know what was met often."""
        new = [run for run in runs if run not in self._differ]
        self._met.update(new)
        self._differ |= differ(run for run in dict.fromkeys(new) if self._met[run] >= OFTEN)
