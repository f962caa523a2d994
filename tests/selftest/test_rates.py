"""Rates count right and say how far they can be trusted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.selftest import Rate


@given(st.integers(0, 200), st.integers(1, 200))
def test_an_interval_holds_its_rate(count: int, more: int) -> None:
    """Wilson's interval lies within 0 and 1 and holds the share."""
    rate = Rate(count, count + more)
    low, high = rate.interval
    assert 0 <= low <= rate.share + 1e-9 <= high + 2e-9 <= 1 + 2e-9


def test_an_interval_known_from_the_literature() -> None:
    """81 of 263 (Newcombe 1998): 0.2553 to 0.3662."""
    assert Rate(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_no_case_is_no_knowledge() -> None:
    """Without a case the interval is everything."""
    assert Rate(0, 0).interval == (0.0, 1.0)
