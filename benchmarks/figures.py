"""What the scripts of this folder count with: intervals, precision and recall, area under the curve, text tables."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Rate:
    """A count of cases out of all cases, with its Wilson 95 % interval (ME-08)."""

    count: int
    of: int

    @property
    def share(self) -> float:
        """Count out of all, 0-1; 0 where there is no case."""
        return self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end of the Wilson 95 % interval, 0-1."""
        if not self.of:
            return 0.0, 1.0
        z2 = _Z95**2
        middle = (self.share + z2 / (2 * self.of)) / (1 + z2 / self.of)
        half = _Z95 * math.sqrt(self.share * (1 - self.share) / self.of + z2 / (4 * self.of**2)) / (1 + z2 / self.of)
        return max(0.0, middle - half), min(1.0, middle + half)

    def per_thousand(self) -> str:
        """Write the rate as "2.0 [0.8-5.1] (4/2000)"."""
        low, high = self.interval
        return f"{1000 * self.share:.1f} [{1000 * low:.1f}-{1000 * high:.1f}] ({self.count}/{self.of})"

    def percent(self) -> str:
        """Write the rate as "98.7 [95.3-99.6] (148/150)"."""
        low, high = self.interval
        return f"{100 * self.share:.1f} [{100 * low:.1f}-{100 * high:.1f}] ({self.count}/{self.of})"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Right and wrong verdicts of a scorer on labelled pairs at one threshold."""

    hits_right: int
    hits_wrong: int
    missed: int

    @classmethod
    def count(cls, scores: Sequence[float], labels: Sequence[bool], threshold: float) -> Self:
        """Count verdicts; a score at the threshold is a hit."""
        hits = [score >= threshold for score in scores]
        right = sum(hit and label for hit, label in zip(hits, labels, strict=True))
        return cls(right, sum(hits) - right, sum(labels) - right)

    @property
    def precision(self) -> float:
        """Share of the hits that are right; 0 where there is none."""
        return self.hits_right / max(1, self.hits_right + self.hits_wrong)

    @property
    def recall(self) -> float:
        """Share of the true pairs that are hits; 0 where there is none."""
        return self.hits_right / max(1, self.hits_right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hits_right / max(1, 2 * self.hits_right + self.hits_wrong + self.missed)


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Chance that a true pair scores above a false one, ties counted half; 0.5 where one side is empty."""
    true = [score for score, label in zip(scores, labels, strict=True) if label]
    false = [score for score, label in zip(scores, labels, strict=True) if not label]
    if not true or not false:
        return 0.5
    won = sum((a > b) + 0.5 * (a == b) for a in true for b in false)
    return won / (len(true) * len(false))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "/") for cell in line) + " |" for line in lines)
