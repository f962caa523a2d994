"""Fixtures that are expensive and shared: the five real lists, ready to screen."""

import datetime as dt
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

from screening import Screener
from tests.data import test_data

settings.register_profile("screening", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("screening")

FIVE_LISTS = ("eu_fsf", "uk_sl", "un_sc", "us_ofac_cons", "us_ofac_sdn")


@pytest.fixture(scope="session")
def five_lists() -> Screener:
    """A screener over OFAC SDN and non-SDN, UN, UK and EU."""
    return Screener.load(test_data("lists"), FIVE_LISTS)


@pytest.fixture(scope="session")
def sdn_as_of() -> Callable[[dt.date], Screener]:
    """Screeners over the OFAC SDN list as of a day, each loaded once."""

    @cache
    def load(day: dt.date) -> Screener:
        return Screener.load(test_data("lists"), ["us_ofac_sdn"], as_of=day)

    return load
