"""The line that a comparison must reach: the threshold of every listed name, worked out once for a policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from screening.hits import Found, Names
from screening.policy import LOWEST_THRESHOLD, Policy, check_threshold
from screening.register import Register


@dataclass(frozen=True, slots=True)
class Line:
    """Thresholds of listed names, and how far under them a comparison is still reported.

    Attributes:
        threshold: of every name, where ``own`` is None.
        own: of each listed name, where rules make them differ.
        near: points under the line that are near misses.
        least: the lowest score that is of use: what candidates are searched with.
    """

    threshold: float
    own: Sequence[float] | None
    near: float
    least: float

    @classmethod
    def of(cls, policy: Policy, register: Register, threshold: float | None = None) -> "Line":
        """Draw the line of a policy; a threshold beside it replaces all of its thresholds (US-03).

        Near misses under such a threshold end at 50, under which nothing is looked for.

        Raises:
            UsageError: the threshold is out of range.
        """
        if threshold is not None or not policy.rules:
            same = policy.threshold if threshold is None else check_threshold(threshold)
            near = min(policy.near_misses, same - LOWEST_THRESHOLD)
            return cls(same, None, near, same - near)
        own = register.of_every_name(policy.threshold_of)
        return cls(policy.threshold, own, policy.near_misses, min(own, default=policy.threshold) - policy.near_misses)

    def at(self, number: int) -> float:
        """The threshold of a listed name."""
        return self.threshold if self.own is None else self.own[number]

    def reached(self, found: Sequence[Found]) -> Sequence[Found]:
        """The comparisons that reach the line."""
        if self.own is None and not self.near:  # all that was searched for
            return found
        return [each for each in found if each.comparison.score >= self.at(each.number)]

    def near_misses(self, found: Sequence[Found]) -> list[Found]:
        """The comparisons that miss the line by no more than near misses may."""
        return [
            each
            for each in found
            if 0 < round(self.at(each.number) - each.comparison.score, 2) <= self.near  # scores are hundredths
        ]

    def names(self, found: Sequence[Found], entry: int, register: Register, *, identified: bool) -> Names | None:
        """The best comparison with a designation, the best with a strong name of it, and all names that matched.

        Names that miss the line only count where nothing of the designation reaches it; None where nothing is to be
        reported.
        """
        reached = self.reached(found)
        below = not reached and not identified
        if below and not (reached := self.near_misses(found)):
            return None
        ranked = sorted(reached, key=partial(_rank, register))
        best = ranked[0] if ranked else None
        return Names(
            best,
            next((each for each in ranked if not register.is_weak[each.number]), None),
            {each.number for each in reached},
            self.at(best.number if best else register.first_name(entry)),
            below=below,
        )


def _rank(register: Register, found: Found) -> tuple[float, bool, int]:
    """Order the names of one designation: the higher score, then strong before weak, then as listed."""
    return (-found.comparison.score, register.is_weak[found.number], found.number)
