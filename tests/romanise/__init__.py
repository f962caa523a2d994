"""Tests of the romanisers."""

from collections.abc import Iterable

from screening.romanise import Reading


def texts(readings: Iterable[Reading]) -> set[str]:
    """Give the texts of readings."""
    return {reading.text for reading in readings}
