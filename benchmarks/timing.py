"""Time and memory: sections in processes of their own, pinned to so many cores, medians, the command line measured.

A section of a script runs in a new process, so that its memory is its own and the threads of polars, numba and the
system are those stated in its first line.
"""

import argparse
import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.figures import table

Rows = list[tuple[object, ...]]
Section = Callable[[argparse.Namespace], tuple[Sequence[str], Rows]]
"""Takes the options, returns the head and the rows of a table."""

THREADS = ("POLARS_MAX_THREADS", "NUMBA_NUM_THREADS", "OMP_NUM_THREADS")


def run_sections(script: str, sections: Mapping[str, tuple[int, Section]], parser: argparse.ArgumentParser) -> None:
    """Run the sections wanted, each in a process of its own on its number of cores, and print their tables."""
    parser.add_argument("--only", nargs="+", choices=list(sections), default=list(sections), help="sections to run")
    parser.add_argument("--here", action="store_true", help="run the one section in this process")
    options = parser.parse_args()
    if options.here:
        cores, section = sections[options.only[0]]
        print(f"\n{options.only[0]}: {pin(cores)}\n", flush=True)
        print(table(*section(options)), flush=True)
        return
    for name in options.only:
        environment = os.environ | dict.fromkeys(THREADS, str(sections[name][0]))
        command = [sys.executable, "-m", f"benchmarks.{script}", *_without_only(sys.argv[1:]), "--here", "--only", name]
        subprocess.run(command, check=True, env=environment)


def _without_only(arguments: Sequence[str]) -> list[str]:
    kept, inside = list[str](), False
    for each in arguments:
        inside = each == "--only" or (inside and not each.startswith("-"))
        if not inside:
            kept.append(each)
    return kept


def pin(cores: int) -> str:
    """Pin this process, and those it starts, to the first so many cores, and say so."""
    threads = ", ".join(f"{name}={os.environ.get(name, 'unset')}" for name in THREADS[:2])
    if not hasattr(os, "sched_setaffinity"):
        return f"not pinned, {threads}"
    chosen = sorted(os.sched_getaffinity(0))[:cores]
    os.sched_setaffinity(0, chosen)
    return f"pinned to {len(chosen)} of {os.cpu_count()} cores, {threads}"


def seconds(work: Callable[[], object]) -> float:
    """Time of one run."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(works: Mapping[str, Callable[[], object]], repeat: int) -> dict[str, list[float]]:
    """Times of several works, run in turn ``repeat`` times: what slows the machine slows all of them."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repeat):
        for name, work in works.items():
            found[name].append(seconds(work))
    return found


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """Median of the ratios of two works run in turn."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


def percentiles(each: Sequence[float]) -> str:
    """p50 / p95 / p99 of times, in milliseconds."""
    return " / ".join(f"{1000 * figure:.2f}" for figure in np.percentile(each, [50, 95, 99]))


def megabytes() -> float:
    """The most memory this process has held so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def screened(file: Path, store: Path, out: Path) -> tuple[float, float]:
    """Wall-clock seconds and peak megabytes of ``screening screen FILE`` as a process of its own."""
    return commanded("screen", file, "--store", store, "--out", out)


def commanded(*arguments: object) -> tuple[float, float]:
    """Wall-clock seconds of ``screening ARGUMENTS`` as a process of its own, peak megabytes of it or one it began."""
    command = [sys.executable, "-m", "screening", *map(str, arguments)]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"screening ended with {process.returncode}: {' '.join(command)}")
    return took, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
