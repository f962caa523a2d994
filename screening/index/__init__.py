"""Candidates for a name, built once from the listed names, immutable: nothing is lost that a full scan would find.

Three facts make it exact (``tests/test_index.py`` compares with a scan over all names):

* words that are alike share a key (``screening.keys``), so the listed words alike to a query word are all found;
* score >= t means  sum((likeness - t) x weight) >= t x (a U + b V + K + D).  With an upper bound h for what each query
  word can add to the left side, a set P of query words is *mandatory* when the other words alone cannot reach what
  leaving P unmatched costs: names that touch no word of P need not be looked at (query-side prefix filter);
* the same inequality with K = D = 0 bounds each candidate before words are aligned.

Names are grouped by their words: names of several parties or lists with the same words are compared once.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Self

from screening.index._kind import KindIndex
from screening.index._layout import Layout, build
from screening.index._reach import Memory
from screening.schema import Kind
from screening.score import COMPARED_AS, Comparison

__all__ = ["Index", "Layout", "Memory"]


class Index:
    """All listed names, by the kind they are compared as. Immutable once built; safe to share between threads."""

    def __init__(self, layouts: Mapping[Kind, Layout]) -> None:
        """Take the layout of each kind, built now or read from where it was saved."""
        self.layouts = dict(layouts)
        self._kinds = {kind: KindIndex(kind, layout) for kind, layout in layouts.items()}

    @classmethod
    def build(cls, texts: Sequence[str], kinds: Sequence[Kind]) -> Self:
        """Build from listed names and the kinds of their parties; names are numbered by position."""
        named: dict[Kind, list[tuple[int, str]]] = {}
        for number, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
            for each in COMPARED_AS[kind]:
                named.setdefault(each, []).append((number, text))
        return cls({kind: build(kind, named[kind]) for kind in Kind if kind in named})

    def search(
        self, text: str, threshold: float, memory: Memory | None = None, *, exhaustive: bool = False
    ) -> Iterator[tuple[int, Comparison]]:
        """Yield (number of a listed name, comparison) for every listed name at or above the threshold.

        Args:
            text: the name to be screened.
            threshold: 0-100.
            memory: shared by the names of one batch; None for a single name.
            exhaustive: compare with every listed name instead of asking the index; the outcome is the same.
        """
        memory = memory or Memory()
        for each in self._kinds.values():
            found = each.scan(text, threshold, memory) if exhaustive else each.search(text, threshold, memory)
            for group, comparison in found:
                for number in each.members[group]:
                    yield number, comparison
