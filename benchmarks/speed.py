"""Measure load, memory, batch and single checks on one core, beside rapidfuzz over the same names in the same run.

Usage: ``python -m benchmarks.speed [--names N] [--seed S] [--repeat N]``. The process pins itself to one core where the
system allows it; every figure is the median of ``--repeat`` runs (load, index and memory are of the first).
"""

import gc
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from benchmarks import sources
from benchmarks.baselines import plain
from benchmarks.figures import table
from screening import Screener
from screening.store import load

SINGLES, CDIST = 500, 300
"""Single checks a source, and queries that rapidfuzz is timed on."""


def pin() -> str:
    """Pin the process to one core and say so."""
    if not hasattr(os, "sched_setaffinity"):
        return "not pinned"
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"pinned to 1 of {os.cpu_count()} cores, polars threads {pl.thread_pool_size()}"


def seconds(work: Callable[[], object], repeat: int = 1) -> float:
    """Median time of some runs."""
    times = []
    for _ in range(repeat):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def megabytes() -> float:
    """The most memory the process has held so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def singles(screener: Screener, names: Sequence[str], repeat: int) -> list[float]:
    """Milliseconds of one check: percentiles 50, 95 and 99 over the names, of each name the median run."""
    each = [1000 * seconds_of_check(screener, name, repeat) for name in names]
    return [float(figure) for figure in np.percentile(each, [50, 95, 99])]


def seconds_of_check(screener: Screener, name: str, repeat: int) -> float:
    """Median time of some checks of one name."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        screener.check(name)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def rapidfuzz_seconds(queries: Sequence[str], listed: Sequence[str]) -> float:
    """Time of Jaro-Winkler between all queries and all listed names, one worker, names prepared beforehand."""
    start = time.perf_counter()
    process.cdist(queries, listed, scorer=JaroWinkler.normalized_similarity, dtype=np.float32, workers=1)
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--names", type=int, default=5000, help="clean people of the batch")
    parser.add_argument("--repeat", type=int, default=3, help="runs of which the median counts")
    args = parser.parse_args()
    print(pin())
    start = time.perf_counter()
    loaded = load(args.data / "lists")
    read = time.perf_counter() - start
    start = time.perf_counter()
    screener = Screener(loaded)
    indexed = time.perf_counter() - start
    held = megabytes()
    listed = [name.text for name in sources.strong_names(screener)]
    print(f"Lists: {sources.loaded_lists(screener)}; {len(listed)} strong names")
    people = sources.clean_names(args.data, "people_us_dev", args.names, args.seed)
    asked = sources.frame(people)
    batch = seconds(lambda: screener.screen(asked), args.repeat)
    rows: list[tuple[str, str]] = [
        ("read lists, s", f"{read:.1f}"),
        ("build index, s", f"{indexed:.1f}"),
        ("peak memory after that, MB", f"{held:.0f}"),
        (f"batch of {len(people)} people, names/s", f"{len(people) / batch:.0f}"),
    ]
    few = random.Random(args.seed).sample(listed, SINGLES)  # noqa: S311  # a sample, not a secret
    for title, names in (("clean", people[:SINGLES]), ("listed", few)):
        figures = " / ".join(f"{each:.1f}" for each in singles(screener, names, args.repeat))
        rows.append((f"single check of {len(names)} {title} names, ms p50 / p95 / p99", figures))
    queries, plain_listed = [plain(each) for each in people[:CDIST]], sorted({plain(each) for each in listed})
    baseline = statistics.median(rapidfuzz_seconds(queries, plain_listed) for _ in range(args.repeat))
    ours = seconds(lambda: screener.screen(sources.frame(people[:CDIST])), args.repeat)
    rows += [
        (
            f"rapidfuzz cdist Jaro-Winkler, {len(queries)} x {len(plain_listed)}, names/s",
            f"{len(queries) / baseline:.0f}",
        ),
        (f"ours on the same {len(queries)} queries, names/s", f"{len(queries) / ours:.0f}"),
        ("ours / rapidfuzz", f"{baseline / ours:.1f}"),
        ("peak memory at the end, MB", f"{megabytes():.0f}"),
    ]
    print(table(("figure", "median"), rows))


if __name__ == "__main__":
    main()
