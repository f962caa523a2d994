"""Many lists of numbers one behind the other: where those of some begin, what they hold, what is said in each."""

import numpy as np

from screening.index._flat import Numbers


def starts_of(starts: Numbers, rows: Numbers) -> Numbers:
    """Where some of many lists begin when they stand one behind the other."""
    return np.append(0, np.add.accumulate(starts[rows + 1] - starts[rows]))


def places_of(starts: Numbers, rows: Numbers) -> Numbers:
    """The places of what some of many lists hold, one list behind the other."""
    begins = starts_of(starts, rows)
    found: Numbers = np.arange(begins[-1]) + np.repeat(starts[rows] - begins[:-1], np.diff(begins))
    return found


def any_of(said: Numbers, starts: Numbers) -> Numbers:
    """Whether something is said in each of many lists."""
    counted = np.append(0, np.add.accumulate(said))
    found: Numbers = counted[starts[1:]] > counted[starts[:-1]]
    return found
