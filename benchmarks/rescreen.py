"""Measure re-screening against a full run, and show that both give the same hits.

Usage: ``python -m benchmarks.rescreen [--customers N] [--changed N]``. Names beyond those of the test data are made by
a seeded rule (``benchmarks/grown.py``); so many designations of the SDN list, drawn by the seed, count as new. Times
are seconds of processor of the matching alone: reading, writing and starting aside, fingerprints of rows included.
"""

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import fields

import polars as pl

from benchmarks import grown, sources
from benchmarks.figures import table
from screening import Screener, runs
from screening.counterparties import frame
from screening.rescreen import Known, Rescreener
from screening.schema import Counterparty, Tables
from screening.store import Loaded

AT_ONCE = 50_000


def main() -> None:
    """Screen everything, then only what changed, and print both."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--changed", type=int, default=10, help="designations that count as new")
    options = parser.parse_args()
    known = [
        name for file in sources.CLEAN for name in sources.clean_names(options.data, file, sys.maxsize, options.seed)
    ]
    names = [*grown.names(known, options.customers, options.seed)]
    random.Random(options.seed).shuffle(names)  # noqa: S311  # an order, not a secret
    customers = frame(Counterparty(name) for name in names)
    parts = [customers[at : at + AT_ONCE] for at in range(0, customers.height, AT_ONCE)]
    after = Screener.load(options.data / "lists", warm=True)
    changed = _drawn(after.loaded, options.changed, options.seed)
    begin = time.process_time()
    full = [after.run(part, threads=1).hits for part in parts]
    full_took = time.process_time() - begin
    entries = changed.tables.designations.select("list_id", "entry_id")
    old = pl.concat(full).join(entries, on=["list_id", "entry_id"], how="anti")
    quiet = runs.fingerprints(customers).filter(~pl.col("row").is_in(old["row"].unique().implode()))
    work = Rescreener(after, Screener([changed]), Known.by(quiet["fingerprint"]))
    begin = time.process_time()
    again = [run.hits for run in work.run_batches(parts)]
    took = time.process_time() - begin
    same = pl.concat(full).equals(pl.concat(again))
    head = ("customers", "changed designations", "full, s", "re-screened, s", "share", "screened whole", "same hits")
    row = (len(names), entries.height, f"{full_took:.1f}", f"{took:.1f}", f"{took / full_took:.1%}", work.whole, same)
    print(sources.loaded_lists(after))
    print(table(head, [row]))


def _drawn(lists: Sequence[Loaded], count: int, seed: int) -> Loaded:
    """Some designations of the SDN list as a list of their own."""
    sdn = next(each for each in lists if each.spec.id == "us_ofac_sdn")
    keys = ["list_id", "entry_id"]
    entries = sdn.tables.designations.select(keys).sample(count, seed=seed)
    kept = [
        getattr(sdn.tables, each.name).join(entries, on=keys, how="semi", maintain_order="left")
        for each in fields(Tables)
    ]
    return Loaded(sdn.spec, sdn.snapshot, Tables(*kept))


if __name__ == "__main__":
    main()
