"""A count of cases out of all cases, with the interval that says how much the count can be trusted (ME-08)."""

import math
from dataclasses import dataclass

_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Rate:
    """A count of cases out of all cases, with its Wilson 95 % interval (Wilson 1927, doi:10.2307/2276774)."""

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


def rate(verdicts: list[bool]) -> Rate:
    """The rate of what is true."""
    return Rate(sum(verdicts), len(verdicts))
