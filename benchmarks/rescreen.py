"""Measure re-screening against a full run, and show that both give the same hits.

Usage: ``python -m benchmarks.rescreen [--customers N] [--changed N] [--once] [--prints]``. Names beyond those of the
test data are made by a seeded rule (``benchmarks/grown.py``). The lists are as after the change that OFAC made to the
SDN list between 2023-12-28 and 2024-01-11, the other lists in their newest snapshots; with ``--changed`` all are in
their newest, and so many designations of the SDN list, drawn by the seed, count as new. Times are seconds of processor
of the matching alone: reading, writing and starting aside. The customers are those of the first run and known row by
row, as ``rescreen`` without ``--customers`` knows them; with ``--prints`` by fingerprints, as it does where their file
changed. Each is measured with all words new, as in the first process of a machine, and, without ``--once``, with the
words known: the full run then finds all words in its memory, looked up in these very lists; the re-screening finds what
they are read as, kept by the first run and by an earlier re-screening, but looks each up in the changed designations,
as it must in life. Garbage is not looked for among what is loaded, as in the command. A million customers take about
2 GB.
"""

import functools
import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import chain
from pathlib import Path

import polars as pl

from benchmarks import grown, sources
from benchmarks.figures import table
from screening import Screener, runs, saved
from screening.counterparties import frame
from screening.names import parts as pieces_of
from screening.rescreen import KnownPrints, KnownRows, Rescreener, changed_designations
from screening.schema import Counterparty, Tables
from screening.screen import Run
from screening.screen._workers import stay
from screening.store import Loaded, locate, snapshot_named

AT_ONCE = 50_000
SDN = "us_ofac_sdn"
BEFORE, AFTER = (SDN, "2023-12-28"), (SDN, "2024-01-11")


def main() -> None:
    """Screen everything, then only what changed, and print both."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--changed", type=int, help="so many designations count as new; default a change of OFAC's")
    parser.add_argument("--once", action="store_true", help="measure with all words new only")
    parser.add_argument("--prints", action="store_true", help="know the customers by fingerprints")
    options = parser.parse_args()
    known = [
        name for file in sources.CLEAN for name in sources.clean_names(options.data, file, sys.maxsize, options.seed)
    ]
    names = [*grown.names(known, options.customers, options.seed)]
    random.Random(options.seed).shuffle(names)  # noqa: S311  # an order, not a secret
    parts = [_rows(names, at) for at in range(0, len(names), AT_ONCE)]
    lists = options.data / "lists"
    newest = locate(lists)
    others = (each for each in newest if each.copy.spec.id != SDN)
    after = Screener.of_snapshots(newest if options.changed else (*others, snapshot_named(lists, *AFTER)))
    after.warm_up()
    changed = _drawn(after.loaded, options.changed, options.seed) if options.changed else _of_ofac(lists, after.loaded)
    lines, keys = [], ["list_id", "entry_id"]
    entries = changed.tables.designations.select(keys)
    Screener([changed]).may_hit(parts[0])  # what is compiled is compiled
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="screening-words-")  # words are kept there, and nothing else
    stay()
    for each in ["all new"] if options.once else ["all new", "known"]:
        full, took_full = _timed(after.run(part, threads=1) for part in parts)
        kept = full.hits.join(entries, on=keys, how="anti", maintain_order="left")
        prints = pl.concat(map(runs.fingerprints, parts)).join(kept, on="row", how="anti")["fingerprint"]
        before = KnownPrints(prints) if options.prints else KnownRows(full.rows, kept)
        few = Screener([changed], ready=saved.ready_of((changed,), saved.cache_folder()))
        few.warm_up(texts=False)
        _forget()
        work = Rescreener(after, few, before)
        again, took = _timed(work.run_batches(parts))
        saved.keep_words(chain.from_iterable(map(pieces_of, names)), saved.cache_folder())
        few.keep_words()
        same = full.hits.equals(again.hits) and full.rows.equals(again.rows)
        times = (f"{took_full:.1f}", f"{took:.1f}", f"{took / took_full:.1%}")
        lines.append((len(names), entries.height, each, *times, work.whole, same))
    print(sources.loaded_lists(after))
    head = ("customers", "changed designations", "words", "full, s", "re-screened, s", "share")
    print(table((*head, "screened whole", "same hits"), lines))


def _rows(names: Sequence[str], at: int) -> pl.DataFrame:
    """Some customers, numbered through."""
    part = frame(map(Counterparty, names[at : at + AT_ONCE]))
    return part.with_columns(pl.col("row") + at)


def _timed(screened: Iterable[Run]) -> tuple[Run, float]:
    """The outcome of batches, and the seconds of processor that they took."""
    begin = time.process_time()
    found = list(screened)
    took = time.process_time() - begin
    return Run(pl.concat([each.hits for each in found]), pl.concat([each.rows for each in found])), took


def _forget() -> None:
    """Forget what is remembered of words, as a process of its own would not know it; tables stay."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and each.cache_parameters()["maxsize"]:  # noqa: SLF001
            each.cache_clear()


def _of_ofac(lists: Path, after: Sequence[Loaded]) -> Loaded:
    """The designations that came or changed with one change of the SDN list."""
    [changed] = changed_designations([snapshot_named(lists, *BEFORE).read()], [_sdn(after)])
    return changed


def _sdn(lists: Iterable[Loaded]) -> Loaded:
    return next(each for each in lists if each.spec.id == SDN)


def _drawn(lists: Sequence[Loaded], count: int, seed: int) -> Loaded:
    """Some designations of the SDN list as a list of their own."""
    sdn, keys = _sdn(lists), ["list_id", "entry_id"]
    entries = sdn.tables.designations.select(keys).sample(count, seed=seed)
    kept = [
        getattr(sdn.tables, each.name).join(entries, on=keys, how="semi", maintain_order="left")
        for each in fields(Tables)
    ]
    return Loaded(sdn.spec, sdn.snapshot, Tables(*kept))


if __name__ == "__main__":
    main()
