"""The plain scorers that ours is held against: rapidfuzz after ``unidecode`` and ``default_process``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import JaroWinkler
from unidecode import unidecode

_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Baseline:
    """A scorer and the threshold it is commonly used at, both 0-100."""

    title: str
    scorer: Callable[..., float]
    threshold: float
    unit: float = 1.0
    """What the scorer's own figures are multiplied by to be 0-100."""

    def score(self, query: str, listed: str) -> float:
        """Score two names as written, 0-100."""
        return self.unit * self.scorer(plain(query), plain(listed))

    def alerts(self, queries: Sequence[str], listed: Sequence[str]) -> int:
        """Count the queries that reach the threshold with at least one listed name; one worker."""
        names = sorted({plain(each) for each in listed})
        found = 0
        for start in range(0, len(queries), _CHUNK):
            scores = process.cdist(
                [plain(each) for each in queries[start : start + _CHUNK]],
                names,
                scorer=self.scorer,
                score_cutoff=self.threshold / self.unit,
                dtype=np.float32,
                workers=1,
            )
            found += int((scores.max(axis=1) > 0).sum())
        return found


@cache
def plain(name: str) -> str:
    """A name in ASCII, lower case, without punctuation."""
    return utils.default_process(unidecode(name))


BASELINES = (
    Baseline("token_sort_ratio", fuzz.token_sort_ratio, 85),
    Baseline("token_set_ratio", fuzz.token_set_ratio, 85),
    Baseline("Jaro-Winkler", JaroWinkler.normalized_similarity, 90, 100.0),
)
