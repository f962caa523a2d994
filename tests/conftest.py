"""Fixtures that are expensive and shared: the five real lists, ready to screen."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import filelock
import pytest
from hypothesis import HealthCheck, settings

from screening import Screener
from tests.data import test_data

settings.register_profile("screening", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("screening")

FIVE_LISTS = ("eu_fsf", "uk_sl", "un_sc", "us_ofac_cons", "us_ofac_sdn")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow tests, so that of two processes none waits for the other's last one."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one run of the tests have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session", autouse=True)
def cache_folder(shared_folder: Path) -> Iterator[None]:
    """No test reads or writes the cache of the person who runs it; what one process works out the others read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("screening.saved.cache_folder", lambda: shared_folder / "cache")
        patch.setenv("XDG_CACHE_HOME", str(shared_folder / "cache-of-programs"))
        yield


@pytest.fixture(scope="session")
def five_lists(shared_folder: Path) -> Screener:
    """A screener over OFAC SDN and non-SDN, UN, UK and EU."""
    with filelock.FileLock(shared_folder / "five_lists.lock"):
        return Screener.load(test_data("lists"), FIVE_LISTS)


@pytest.fixture(scope="session")
def sdn_as_of() -> Callable[[dt.date], Screener]:
    """Screeners over the OFAC SDN list as of a day, each loaded once."""

    @cache
    def load(day: dt.date) -> Screener:
        return Screener.load(test_data("lists"), ["us_ofac_sdn"], as_of=day)

    return load
