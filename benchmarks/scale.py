"""Measure growth: ten times the customers, ten times the listed names, a million listed names, and the saved index.

Usage: ``python -m benchmarks.scale [--customers N] [--listed N] [--million N] [--names N] [--only SECTION ...]``. Names
beyond those of the test data are made by a seeded rule (``benchmarks/grown.py``). Every measured size is a process of
its own, pinned to the cores that the first line of its section states; of times the median of ``--repeat`` counts.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from benchmarks import engine, grown, sources
from benchmarks.timing import Rows, megabytes, percentiles, run_sections, screened, seconds
from screening import Screener
from screening.saved import cache_folder, lists
from screening.store import Loaded, locate

TIMES = 10
START = """
import time
begin = time.perf_counter()
import sys
from screening import Screener
imported = time.perf_counter()
screener = Screener.load(sys.argv[1])
ready = time.perf_counter()
screener.check("Mikheychik Vladimir")
print(ready - begin, ready - imported, time.perf_counter() - ready, screener.index_origin, sep="\\t")
"""


def customers(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """The command line over so many customers and over ten times as many."""
    known = [
        name for file in ("people_us_dev", "people_global_dev", "organisations_dev")
        for name in sources.clean_names(options.data, file, sys.maxsize, options.seed)
    ]  # fmt: skip
    sizes = (1, options.customers, TIMES * options.customers)
    took: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"{size}.csv" for size in sizes}
        for size, file in files.items():
            pl.DataFrame({"name": [*grown.names(known, size, options.seed)]}).write_csv(file)
        out, store = Path(folder) / "hits.csv", options.data / "lists"
        screened(files[1], store, out)  # the index is saved
        screened(files[sizes[1]], store, out)  # the kernel is compiled
        for _ in range(options.repeat):
            for size, file in files.items():
                took[size].append(screened(file, store, out))
    start = statistics.median(each[0] for each in took[1])
    times = {size: statistics.median(each[0] for each in runs) for size, runs in took.items()}
    rows: Rows = [
        (
            size,
            f"{times[size]:.1f}",
            f"{size / max(1e-9, times[size] - start):.0f}",
            f"{max(peak for _, peak in took[size]):.0f}",
        )
        for size in sizes[1:]
    ]
    growth = (times[sizes[2]] - start) / (times[sizes[1]] - start)
    return ("customers", "wall clock, s", "names/s after starting", "peak memory, MB"), [
        *rows,
        (f"x {TIMES}", f"{growth:.1f} times after starting ({start:.1f} s)", "", ""),
    ]


def listed(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """Entries of the real lists, so many names and ten times as many."""
    return _sizes(options, [("sampled", options.listed), ("sampled", TIMES * options.listed)])


def million(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """The lists as they are, and grown to a million names."""
    return _sizes(options, [("as they are", 0), ("grown", options.million)])


def _sizes(options: argparse.Namespace, sizes: Sequence[tuple[str, int]]) -> tuple[Sequence[str], Rows]:
    """One line for each size, each measured in a process of its own, and the growth between the two."""
    found = [_in_a_child(options, how, count) for how, count in sizes]
    head = ("listed names", "build, s", "index, MB", "MB per 100,000", "peak memory, MB", "batch, names/s")
    rows: Rows = [
        (
            figures["listed"],
            f"{figures['build']:.1f}",
            f"{figures['index']:.0f}",
            f"{figures['index'] / figures['listed'] * 1e5:.0f}",
            f"{figures['peak']:.0f}",
            f"{figures['rate']:.0f}",
            figures["single"],
        )
        for figures in found
    ]
    few, many = found
    growth = [many[key] / few[key] for key in ("listed", "build", "index", "peak")]
    times = [f"x {each:.1f}" for each in growth]
    slower = f"{few['rate'] / many['rate']:.1f} times the time"
    return (*head, "check, ms p50 / p95 / p99"), [*rows, (*times[:3], "", times[3], slower, "")]


def _in_a_child(options: argparse.Namespace, how: str, count: int) -> dict[str, float]:
    wanted = json.dumps({**vars(options), "data": str(options.data), "how": how, "count": count})
    code = "import sys; from benchmarks.scale import grown_lists; grown_lists(sys.argv[1])"
    run = subprocess.run([sys.executable, "-c", code, wanted], stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def grown_lists(wanted: str) -> None:
    """Measure lists of one size in this process and print the figures as JSON; ``wanted`` holds the options so."""
    options = argparse.Namespace(**json.loads(wanted))
    made = _lists(options)
    screener: list[Screener] = []
    built = seconds(lambda: screener.append(Screener(made)))
    people = sources.clean_names(Path(options.data), "people_us_dev", options.names, options.seed)
    asked = sources.frame(people)
    screener[0].screen(asked)
    batch = statistics.median(seconds(lambda: screener[0].screen(asked)) for _ in range(options.repeat))
    checks = []
    for name in people[: options.singles]:
        start = time.perf_counter()
        screener[0].check(name)
        checks.append(time.perf_counter() - start)
    figures = {
        "listed": sum(each.tables.names.height for each in made),
        "build": built,
        "index": engine.index_megabytes(engine.index_of(screener[0])),
        "peak": megabytes(),
        "rate": len(people) / batch,
        "single": percentiles(checks),
    }
    print(json.dumps(figures))


def _lists(options: argparse.Namespace) -> list[Loaded]:
    real = list(lists(locate(Path(options.data) / "lists", None, None), cache_folder()))
    if options.how == "sampled":
        return grown.sampled(real, options.count, options.seed)
    return grown.multiplied(real, options.count, options.seed) if options.how == "grown" else real


def ready(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """Starts from the saved index, each a process of its own."""
    found = []
    for _ in range(options.repeat + 1):
        command = [sys.executable, "-c", START, str(options.data / "lists")]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(run.stdout.strip().split("\t"))
    starts = [[float(cell) for cell in each[:3]] for each in islice(found, 1, None)]
    whole, own, check = (f"{statistics.median(each[at] for each in starts):.2f}" for at in range(3))
    screener = Screener.load(options.data / "lists")
    names = sum(each.tables.names.height for each in screener.loaded)
    megabytes_held = engine.index_megabytes(engine.index_of(screener))
    return ("figure", "median"), [
        (f"lists {found[-1][3]}: ready after, s", own),
        ("the same with the imports of Python, s", whole),
        ("first check then, s", check),
        (f"index of {names} names, MB per 100,000", f"{megabytes_held / names * 1e5:.0f}"),
    ]


SECTIONS = {
    "customers": (os.cpu_count() or 1, customers),
    "listed": (1, listed),
    "million": (1, million),
    "ready": (os.cpu_count() or 1, ready),
}
"""Sections and the cores each is pinned to."""


def main() -> None:
    """Print one table for each section."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--customers", type=int, default=100_000, help="customers, and ten times as many")
    parser.add_argument("--listed", type=int, default=10_000, help="names of real lists, and ten times as many")
    parser.add_argument("--million", type=int, default=1_000_000, help="names that the lists are grown to")
    parser.add_argument("--names", type=int, default=10_000, help="clean people of a batch against lists of a size")
    parser.add_argument("--singles", type=int, default=1000, help="single checks against lists of a size")
    parser.add_argument("--repeat", type=int, default=5, help="runs of which the median counts")
    run_sections("scale", SECTIONS, parser)


if __name__ == "__main__":
    main()
