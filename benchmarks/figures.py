"""What the scripts of this folder count with: precision and recall, area under the curve, text tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from screening.selftest import Rate

__all__ = ["Rate", "Verdicts", "auc", "table"]


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
