"""Names with pieces that may be read as one, told apart from those in which none is, after all.

Most of these are legal forms of several words ("& Co. KG", "Sp. z o.o."), a few hundred in a million names; so it is
told once of each whether its pieces mean something else together, not of every name.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from screening.index._flat import ALONE, CLOSES, OPENS, Numbers
from screening.index._joins import MOST_LOOSE
from screening.index._lists import any_of, places_of, starts_of
from screening.index._vocabulary import Split
from screening.names import may_be_one
from screening.schema import Kind

Run = tuple[int, ...]
"""Pieces that stand together, by their numbers."""
Differ = Callable[[Iterable[Run]], Mapping[Run, bool]]
"""Tells of pieces that stand together whether they are read as other words than each by itself."""
OFTEN = 5
"""In so many names pieces must have stood together to be looked at by themselves; sooner, a name is read in less time.
"""


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
        if self._kind is Kind.PERSON or not apart.any():
            return np.zeros(len(rows), np.bool_)
        opens, closes = marked & OPENS > 0, marked & CLOSES > 0
        beside = np.flatnonzero(opens[:-1] & closes[1:] & (owner[:-1] == owner[1:]) & apart[owner[:-1]])
        runs = list[tuple[int, Run]]()
        for at, first, second in zip(
            *(each.tolist() for each in (beside, numbers[beside], numbers[beside + 1])), strict=True
        ):
            if may_be_one(texts[first], texts[second], self._kind):
                begin, end, row = at, at + 2, owner[at]
                while begin > starts[row] and opens[begin - 1]:
                    begin -= 1
                while end < starts[row + 1] and closes[end]:
                    end += 1
                runs.append((row, (*numbers[begin:end].tolist(),)))
        self._look_at([run for _, run in runs], differ)
        for row, run in runs:
            apart[row] &= not self._differ.get(run, True)
        return apart

    def _look_at(self, runs: Iterable[Run], differ: Differ) -> None:
        """Get to know what was met often."""
        new = [run for run in runs if run not in self._differ]
        self._met.update(new)
        self._differ |= differ(run for run in dict.fromkeys(new) if self._met[run] >= OFTEN)
