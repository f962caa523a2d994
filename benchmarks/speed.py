"""Measure the engine: a batch from the command line, the kernel beside plain loops, single checks, threads, list swaps.

Usage: ``python -m benchmarks.speed [--names N] [--repeat N] [--seconds S] [--only SECTION ...]``. Each section runs in
a process of its own, pinned to the cores that its first line states; works that are compared run in turn, and of times
and ratios the median of ``--repeat`` counts.
"""

import argparse
import gc
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import numpy as np
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from unidecode import unidecode

from benchmarks import engine, sources
from benchmarks.baselines import plain
from benchmarks.timing import Rows, commanded, medians, percentiles, ratio, run_sections, screened
from screening import Screener
from screening.schema import Hit

PEOPLE = ("people_us_dev", "people_global_dev")
THREADS = 8
CUTOFF = 0.9
FIGURES = ("figure", "median")


def people(options: argparse.Namespace, count: int) -> list[str]:
    """Clean people, half from each file."""
    return [
        name
        for file, wanted in zip(PEOPLE, (count - count // 2, count // 2), strict=True)
        for name in sources.clean_names(options.data, file, wanted, options.seed)
    ]


def loaded(options: argparse.Namespace) -> Screener:
    """The lists, ready; compiled before anything is timed."""
    screener = Screener.load(options.data / "lists", warm=True)
    print(f"Lists: {sources.loaded_lists(screener)}")
    return screener


def batch(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """The command line from CSV to CSV; a file of one row tells what starting takes."""
    names, store = people(options, options.names), options.data / "lists"
    with tempfile.TemporaryDirectory() as folder:
        many, one, out = (Path(folder) / each for each in ("many.csv", "one.csv", "hits.csv"))
        pl.DataFrame({"name": names}).write_csv(many)
        pl.DataFrame({"name": names[:1]}).write_csv(one)
        screened(many, store, out)  # the index is saved, the kernel compiled
        alone = ("screen", many, "--store", store, "--out", out, "--processes", 1)
        runs = [
            (screened(one, store, out), screened(many, store, out), commanded(*alone)) for _ in range(options.repeat)
        ]
        hits = pl.read_csv(out, infer_schema=False).height
    start = statistics.median(first[0] for first, _, _ in runs)
    rest, lone = (statistics.median(each[at][0] - each[0][0] for each in runs) for at in (1, 2))
    return FIGURES, [
        (f"CSV of {len(names)} people to CSV of hits, s", f"{statistics.median(each[0] for _, each, _ in runs):.1f}"),
        ("of it starting, as with one row, s", f"{start:.1f}"),
        ("names a second after starting", f"{len(names) / rest:.0f}"),
        ("the same by one process", f"{len(names) / lone:.0f}"),
        ("lines written", hits),
        ("peak memory of a process, MB", f"{max(each[1] for _, each, _ in runs):.0f}"),
    ]


def kernel(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """The kernel alone beside Jaro-Winkler over the same listed names and beside splitting the same names."""
    screener = loaded(options)
    index, threshold = engine.index_of(screener), screener.policy.threshold
    names = people(options, options.names)
    listed = sorted({plain(each.text) for each in sources.strong_names(screener)})
    queries = random.Random(options.seed).sample(names, min(options.queries, len(names)))  # noqa: S311  # a sample
    prepared = [plain(each) for each in queries]
    letters = {ord(sign): unidecode(sign).lower() for sign in set("".join(names))}

    def winkler() -> None:
        process.cdist(
            prepared, listed, scorer=JaroWinkler.normalized_similarity, score_cutoff=CUTOFF, dtype=np.float32, workers=1
        )

    works = {
        "ours": lambda: engine.candidates(index, names, threshold),
        "split": lambda: [name.translate(letters).split() for name in names],
        "winkler": winkler,
    }
    engine.candidates(index, names[:100], threshold)
    took = medians(works, options.repeat)
    each = {"ours": len(names), "split": len(names), "winkler": len(prepared)}
    rows: Rows = [
        (f"{title}, names/s", f"{each[key] / statistics.median(took[key]):.0f}")
        for key, title in (
            ("ours", f"kernel on {len(names)} people"),
            ("split", "translate and split of the same names"),
            ("winkler", f"cdist Jaro-Winkler, cutoff {CUTOFF}, {len(prepared)} x {len(listed)}, one worker"),
        )
    ]
    faster = ratio(took["winkler"], took["ours"]) * each["ours"] / each["winkler"]
    return FIGURES, [
        *rows,
        ("kernel the first time, when every word is new, names/s", f"{len(names) / took['ours'][0]:.0f}"),
        ("kernel / Jaro-Winkler", f"{faster:.0f} times as fast"),
        ("kernel / translate and split", f"{ratio(took['ours'], took['split']):.1f} times the time"),
    ]


def single(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """One check with all evidence: the first of each name, and the median of its next runs."""
    screener = loaded(options)
    for name in people(argparse.Namespace(**vars(options) | {"seed": options.seed + 1}), 200):
        screener.check(name)
    gc.collect()
    gc.freeze()  # as README tells a service that answers in milliseconds to do
    texts = sorted({each.text for each in sources.strong_names(screener)})
    few = random.Random(options.seed).sample(texts, options.singles)  # noqa: S311  # a sample, not a secret
    rows: Rows = []
    for title, names in (("clean", people(options, options.singles)), ("listed", few)):
        runs = [[_seconds(screener, name) for _ in range(options.repeat + 1)] for name in names]
        rows += [
            (f"check of {len(names)} {title} names, first time, ms", percentiles([each[0] for each in runs])),
            ("the same, median of the next", percentiles([statistics.median(each[1:]) for each in runs])),
        ]
    return ("figure", "p50 / p95 / p99"), rows


def _seconds(screener: Screener, name: str) -> float:
    start = time.perf_counter()
    screener.check(name)
    return time.perf_counter() - start


def mixed(screener: Screener, options: argparse.Namespace, count: int) -> list[str]:
    """Clean and listed names by turns, which no check refuses."""
    texts = sorted({each.text for each in sources.strong_names(screener)})
    listed = random.Random(options.seed).sample(texts, count // 2)  # noqa: S311  # a sample, not a secret
    return [name for both in zip(people(options, count // 2), listed, strict=True) for name in both]


def threads(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """The same checks by one thread and by eight, each with names of its own; no queue is measured with them."""
    screener = loaded(options)
    names = mixed(screener, options, 2 * options.singles)
    answers: dict[str, list[list[Hit]]] = {}

    def work(own: slice, into: list[list[Hit]]) -> None:
        into[own] = [screener.check(name) for name in names[own]]

    def by(callers: int, label: str) -> None:
        answers[label] = [[] for _ in names]
        each = [slice(at, None, callers) for at in range(callers)]
        threads = [threading.Thread(target=work, args=(own, answers[label])) for own in each]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def alone() -> None:
        by(1, "one")

    def together() -> None:
        by(THREADS, "eight")

    alone()
    took = medians({"one": alone, "eight": together}, options.repeat)
    return FIGURES, [
        (f"{len(names)} checks, clean and listed by turns, one thread, names/s", _rate(names, took["one"])),
        (f"{THREADS} threads, names/s", _rate(names, took["eight"])),
        (f"{THREADS} threads / one", f"{ratio(took['one'], took['eight']):.2f}"),
        ("answers that differ", sum(a != b for a, b in zip(answers["one"], answers["eight"], strict=True))),
    ]


def _rate(names: Sequence[str], took: Sequence[float]) -> str:
    return f"{len(names) / statistics.median(took):.0f}"


def swap(options: argparse.Namespace) -> tuple[Sequence[str], Rows]:
    """Eight threads check while the lists are swapped every second for others and back."""
    whole = loaded(options)
    fewer = Screener(whole.loaded[::2], whole.policy)
    names = mixed(whole, options, 400)
    calls, swaps, wrong, errors, other = swapped(whole, fewer, names, options.seconds, every=1.0)
    return ("figure", ""), [
        (f"seconds of {THREADS} threads", f"{options.seconds:g}"),
        (f"swaps between {len(whole.loaded)} lists and {len(fewer.loaded)}", swaps),
        ("calls", calls),
        ("names whose answers differ between the two", other),
        ("answers of neither", wrong),
        ("errors", errors),
    ]


def swapped(
    one: Screener, other: Screener, names: Sequence[str], lasting: float, every: float
) -> tuple[int, int, int, int, int]:
    """Check from eight threads while a third party swaps the screener.

    Returns:
        Calls, swaps, answers that neither screener gives, errors, and names on which the two differ.
    """
    right = {name: (one.check(name), other.check(name)) for name in names}
    current, done = [one], threading.Event()
    counts = [[0, 0, 0] for _ in range(THREADS)]

    def call(own: list[int], first: int) -> None:
        for name in cycle([*names[first:], *names[:first]]):
            if done.is_set():
                return
            own[0] += 1
            try:
                own[1] += current[0].check(name) not in right[name]
            except Exception:  # noqa: BLE001  # counted, whatever it is
                own[2] += 1

    callers = [threading.Thread(target=call, args=(own, at * len(names) // THREADS)) for at, own in enumerate(counts)]
    for caller in callers:
        caller.start()
    swaps, end = 0, time.monotonic() + lasting
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(every, left))
        current[0] = other if current[0] is one else one
        swaps += 1
    done.set()
    for caller in callers:
        caller.join()
    calls, wrong, errors = (sum(own[at] for own in counts) for at in range(3))
    return calls, swaps, wrong, errors, sum(a != b for a, b in right.values())


SECTIONS = {
    "batch": (2, batch),
    "kernel": (1, kernel),
    "single": (1, single),
    "threads": (2, threads),
    "swap": (2, swap),
}
"""Sections and the cores each is pinned to."""


def main() -> None:
    """Print one table for each section."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--names", type=int, default=50_000, help="clean people of the batch and of the kernel")
    parser.add_argument("--queries", type=int, default=300, help="queries that Jaro-Winkler is timed on")
    parser.add_argument("--singles", type=int, default=1000, help="single checks, clean and listed")
    parser.add_argument("--repeat", type=int, default=5, help="runs of which the median counts")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long lists are swapped under load")
    run_sections("speed", SECTIONS, parser)


if __name__ == "__main__":
    main()
