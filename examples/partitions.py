"""Screen the partitions of a distributed engine: an iterator of Arrow batches in, an iterator of hits out.

``screened`` is what an engine runs on a partition (Spark's ``mapInArrow``, Dask's ``map_partitions``, Ray): it takes
whatever offers the Arrow C interface, and so do its frames (``pyarrow.table(hits)``). Give every row its number before
it is partitioned (column ``row``); lines of one row number belong into one batch. Every worker loads the lists once.
"""

from collections.abc import Iterable, Iterator
from functools import cache

import polars as pl

from screening import Screener


@cache
def screener() -> Screener:
    """The lists of this worker."""
    return Screener.load()


def screened(batches: Iterable[object]) -> Iterator[pl.DataFrame]:
    """The hits of each batch."""
    return screener().screen_batches(batches, threads=1)


if __name__ == "__main__":
    customers = pl.read_csv("examples/counterparties.csv", infer_schema=False).select(
        "customer_id", "name", "birth_date"
    )
    numbered = customers.with_row_index("row", offset=1)
    partitions = [numbered[:5], numbered[5:9], numbered[9:]]
    joined = pl.concat(hits for partition in partitions for hits in screened([partition]))
    assert joined.equals(screener().screen(numbered)), "partitions screened apart give the hits of one run"
    print(joined.select("row", "customer_id", "score", "list_id", "primary_name"))
