"""Law on OFAC's own list: re-screened from one day to the next, the hits are those of a full run.

``SCREENING_TEST_CUSTOMERS`` sets how many customers; with 25,000 it takes some minutes.
"""

import datetime as dt
import os
from collections.abc import Callable
from itertools import pairwise

import polars as pl
import pytest

from benchmarks.sources import clean_names
from screening import Screener, rescreen, runs
from screening.counterparties import COUNTERPARTIES
from screening.counterparties import frame as rows_of
from screening.rescreen import KnownPrints
from screening.schema import Counterparty
from tests.data import DATA, test_data

DAYS = [dt.date(2023, 12, 28), dt.date(2024, 1, 11), dt.date(2024, 5, 2)]
CUSTOMERS = int(os.environ.get("SCREENING_TEST_CUSTOMERS", "2000"))


@pytest.mark.lists
@pytest.mark.slow
def test_the_lists_of_ofac(sdn_as_of: Callable[[dt.date], Screener]) -> None:
    """2023-12-28 to 2024-01-11 to 2024-05-02, with clean names and names that came in between."""
    test_data("counterparties")
    screeners = [sdn_as_of(day) for day in DAYS]
    organisations = CUSTOMERS // 4
    names = clean_names(DATA, "people_global_dev", CUSTOMERS - organisations, 1)
    names += clean_names(DATA, "organisations_dev", organisations, 1)
    assert len(names) == CUSTOMERS
    came = rescreen.changed_designations(screeners[0].loaded, screeners[2].loaded)
    names += came[0].tables.names["text"].to_list()[::10]
    customers = rows_of([Counterparty(name, customer_id=str(at)) for at, name in enumerate(names)])
    full = [each.run(customers.select(COUNTERPARTIES.names())) for each in screeners]
    for (before, after), (was, now) in zip(pairwise(screeners), pairwise(full), strict=True):
        changed = rescreen.changed_designations(before.loaded, after.loaded)
        quiet = customers.filter(~pl.col("row").is_in(was.hits["row"].unique().implode()))
        known = KnownPrints(runs.fingerprints(quiet)["fingerprint"])
        rows = rescreen.known_rows(was.rows, was.hits, before.loaded, after.loaded)
        few, whole = Screener(changed), list[int]()
        for told in (known, rows):
            work = rescreen.Rescreener(after, few, told)
            [again] = work.run_batches([customers])
            assert again.hits.equals(now.hits)
            assert again.rows.equals(now.rows)
            whole.append(work.whole)
        assert not was.hits.equals(now.hits)
        assert whole[1] < whole[0] < customers.height  # hits that stay as they were are carried over
