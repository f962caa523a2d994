"""Which answers are believed, and which of overlapping ones."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from screening.names import Role
from screening.score import Comparison

LEAST = 85.0
"""The lowest score (0-100) believed inside a text; a policy's higher threshold counts instead."""
EQUAL = 98.0
"""So near is a name to a listed one that only says common things ("Central Bank of Syria"), and still meant by it."""
_TELLING = frozenset([Role.NAME, Role.PATRONYMIC])
_COMMON = frozenset([Role.GENERIC, Role.PLACE, Role.NUMBER])
_LEAST_COMMON = 3
_SAME = 100.0
_Found = TypeVar("_Found")


def believed(comparison: Comparison, threshold: float) -> bool:
    """Whether a phrase of words that is like a listed name counts as a mention of it.

    Two telling words of it match at ``LEAST`` and the threshold; or one at ``EQUAL`` beside a common word; or at
    ``EQUAL`` three words that are common each by itself.
    """
    if comparison.score < max(LEAST, threshold):
        return False
    roles = [comparison.listed.tokens[j].role for pair in comparison.pairs for j in pair.listed]
    telling = sum(role in _TELLING for role in roles)
    if telling > 1 and len({i for pair in comparison.pairs for i in pair.query}) > 1:
        return True
    common, forms = sum(role in _COMMON for role in roles), roles.count(Role.FORM)
    return comparison.score >= EQUAL and (telling + common + forms >= _LEAST_COMMON or (telling > 0 and common > 0))


def apart(
    found: Iterable[_Found], place: Callable[[_Found], tuple[int, int]], score: Callable[[_Found], float]
) -> list[_Found]:
    """Of findings that overlap the best, in the order of the text.

    Of equally good ones the shortest, which has no words too many; of equal names the longest, which has the most.
    """

    def rank(each: _Found) -> tuple[float, int, tuple[int, int]]:
        begin, end = place(each)
        return (-score(each), begin - end if score(each) >= _SAME else end - begin, (begin, end))

    kept: list[tuple[int, int, _Found]] = []
    for each in sorted(found, key=rank):
        begin, end = place(each)
        if all(end <= other_begin or other_end <= begin for other_begin, other_end, _ in kept):
            kept.append((begin, end, each))
    return [each for _, _, each in sorted(kept, key=lambda one: one[:2])]
