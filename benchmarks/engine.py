"""How the scripts of this folder ask the index: the one place that knows what of it is not public."""

from collections.abc import Sequence

from screening import Screener
from screening.index import Index
from screening.schema import Kind
from screening.score import Comparison

__all__ = ["Candidates", "Comparisons", "Index", "candidates", "compared", "index_megabytes", "index_of"]

Candidates = Sequence[Sequence[int]]
Comparisons = dict[tuple[int, Kind], Comparison]
"""By the number of the listed name and the kind that both names were compared as."""


def index_of(screener: Screener) -> Index:
    """The index of a screener."""
    return screener._index  # noqa: SLF001  # measured, not used


def candidates(index: Index, names: Sequence[str], threshold: float) -> Candidates:
    """For each name the groups of listed names that the kernel leaves to compare (0-99), persons first.

    Tail numbers are looked up, not searched, and left out here.
    """
    found: list[list[int]] = [[] for _ in names]
    for number, groups in index.candidates(names, threshold):
        found[number] += groups
    return found


def compared(index: Index, names: Sequence[str], threshold: float, *, exhaustive: bool = False) -> list[Comparisons]:
    """For each name the comparisons at or above the threshold."""
    found: list[Comparisons] = [{} for _ in names]
    for query, listed, comparison in index.search_all(names, threshold, exhaustive=exhaustive):
        found[query][listed, comparison.kind] = comparison
    return found


def index_megabytes(index: Index) -> float:
    """What the arrays of an index hold, in megabytes; texts, which are kept as bytes too, included."""
    arrays = [array for layout in index.layouts.values() for array in layout.arrays().values()]
    arrays += [array for known in index.known.arrays.values() for array in known.values()]
    return sum(array.nbytes for array in arrays) / 1e6
