"""The frozen run: the scores that the last released version gave, so that every flipped verdict of a change is seen.

``frozen/<section>.csv`` holds a hash of each case and its score; no name of a case is kept. ``accuracy --freeze``
writes them anew, which belongs into a commit of its own with the flips read.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDER = Path(__file__).parent / "frozen"


def key(*texts: str) -> str:
    """A hash of one case, 12 hex digits."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:12]


def read(section: str) -> dict[str, float]:
    """Scores of the frozen run by case; empty where the section was never frozen."""
    path = FOLDER / f"{section}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {case: float(score) for case, score in list(csv.reader(file))[1:]}


def write(section: str, scores: Mapping[str, float]) -> None:
    """Freeze the scores of a section, ordered by case."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{section}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("case", "score"), *sorted(scores.items())])


def flips(section: str, scores: Mapping[str, float], threshold: float) -> list[tuple[str, float, float]]:
    """Cases whose verdict differs from the frozen run's: case, score then, score now; in the order of ``scores``."""
    then = read(section)
    both = [(case, then[case], now) for case, now in scores.items() if case in then]
    return [each for each in both if (each[1] >= threshold) != (each[2] >= threshold)]


def told(section: str, cases: Iterable[tuple[str, str]], scores: Mapping[str, float], threshold: float) -> str:
    """Words about flips, with the two names of each."""
    names = {key(*case): case for case in cases}
    found = flips(section, scores, threshold)
    head = f"Verdicts flipped since the frozen run: {len(found)} of {len(scores)} cases."
    return "\n".join([head, *(f"  {then:g} -> {now:g}: {' / '.join(names[case])}" for case, then, now in found)])
