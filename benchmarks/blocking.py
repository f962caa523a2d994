"""Measure what the index loses against the exhaustive scan, which must be nothing, and how little it leaves to compare.

Usage: ``python -m benchmarks.blocking [--names N] [--native N] [--processes N] [--lists ID ...]``. Clean names,
manipulated listed names and names in original script are screened by the index at every threshold and scanned once at
the lowest: each listed name that shares a like word is compared, without keys, posts or bounds. The scan takes about a
second a name on seven lists; ``--names`` and ``--native`` choose how many are scanned, and the table says how many
were. Exit status 1 where a hit was lost, was added or has another score.
"""

import argparse
import multiprocessing
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks import engine, manipulate, sources
from benchmarks.figures import table
from screening import Screener
from screening.policy import LOWEST_THRESHOLD

THRESHOLDS = (LOWEST_THRESHOLD, 55.0, 60.0, 65.0, 70.0, 74.0, 80.0, 85.0, 90.0, 95.0, 99.0, 100.0)
AT_ONCE = 20
"""Names that one process takes at once; the scan remembers words within them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What some names of one sample gave at one threshold.

    Attributes:
        hits: pairs of a name and a listed name that the scan finds.
        lost, extra: hits of the scan alone, and of the index alone.
        other: hits of both whose score or parts differ.
    """

    sample: str
    threshold: float
    hits: int
    lost: int
    extra: int
    other: int


def samples(screener: Screener, options: argparse.Namespace) -> dict[str, list[str]]:
    """The names of each sample, drawn by the seed."""
    draw = random.Random(options.seed)  # noqa: S311  # a sample, not a secret
    share = -(-options.names // len(sources.CLEAN))
    clean = [name for file in sources.CLEAN for name in sources.clean_names(options.data, file, share, options.seed)]
    listed = sources.strong_names(screener)
    each = -(-options.names // len(manipulate.ELIGIBLE))
    cases = [case for kind in manipulate.ELIGIBLE for case in manipulate.generate(kind, listed, each, options.seed)]
    native = sorted({name.text for name in listed if _is_native(name)})
    return {
        "clean": draw.sample(clean, min(options.names, len(clean))),
        "manipulated": [case.query for case in draw.sample(cases, min(options.names, len(cases)))],
        "original script": draw.sample(native, min(options.native, len(native))),
    }


def _is_native(name: sources.Listed) -> bool:
    scripts = sources.scripts(name.text)
    return bool(scripts) and "LATIN" not in scripts


@cache
def _screener(store: Path, lists: tuple[str, ...]) -> Screener:
    return Screener.load(store, lists or None, warm=True)


def compare(store: Path, lists: tuple[str, ...], sample: str, names: Sequence[str]) -> tuple[list[Found], list[int]]:
    """Scan some names and ask the index for them at every threshold; what differs, and candidates at the default."""
    screener = _screener(store, lists)
    index = engine.index_of(screener)
    scanned = engine.compared(index, names, THRESHOLDS[0], exhaustive=True)
    found = [_differences(index, sample, threshold, names, scanned) for threshold in THRESHOLDS]
    return found, [len(each) for each in engine.candidates(index, names, screener.policy.threshold)]


def _differences(
    index: engine.Index, sample: str, threshold: float, names: Sequence[str], scanned: Sequence[engine.Comparisons]
) -> Found:
    counts: Counter[str] = Counter()
    for wanted, own in zip(scanned, engine.compared(index, names, threshold), strict=True):
        reached = {listed: each for listed, each in wanted.items() if each.score >= threshold}
        counts["hits"] += len(reached)
        counts["lost"] += len(reached.keys() - own.keys())
        counts["extra"] += len(own.keys() - reached.keys())
        counts["other"] += sum(own[listed] != reached[listed] for listed in own.keys() & reached.keys())
    return Found(sample, threshold, counts["hits"], counts["lost"], counts["extra"], counts["other"])


def _chunks(drawn: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Names some at a time, the samples by turns, so that an interrupted run has covered all alike."""
    pieces = [
        (at, sample, names[at : at + AT_ONCE])
        for sample, names in drawn.items()
        for at in range(0, len(names), AT_ONCE)
    ]
    for _, sample, names in sorted(pieces, key=lambda each: each[0]):
        yield sample, names


def main() -> None:
    """Print what was lost at each threshold, and candidates per name."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--names", type=int, default=3000, help="clean names, and manipulated ones")
    parser.add_argument("--native", type=int, default=1000, help="names in original script")
    parser.add_argument("--processes", type=int, default=1, help="processes that scan; each holds the lists")
    parser.add_argument("--lists", nargs="*", default=[], metavar="ID", help="scan these lists only; default all")
    options = parser.parse_args()
    store, lists = options.data / "lists", tuple(options.lists)
    screener = _screener(store, lists)
    drawn = samples(screener, options)
    listed = sum(each.tables.names.height for each in screener.loaded)
    print(f"Lists: {sources.loaded_lists(screener)}; {listed} names")
    print("Scanned: " + ", ".join(f"{len(names)} {sample}" for sample, names in drawn.items()))
    found: list[Found] = []
    candidates: dict[str, list[int]] = {sample: [] for sample in drawn}
    with ProcessPoolExecutor(options.processes, multiprocessing.get_context("spawn")) as pool:
        asked = [(sample, pool.submit(compare, store, lists, sample, names)) for sample, names in _chunks(drawn)]
        for sample, answer in asked:
            more, counts = answer.result()
            found += more
            candidates[sample] += counts
    print(table(("sample", "threshold", "hits", "lost", "extra", "other score"), _summed(found)))
    print(
        table(("sample", f"candidates a name at {screener.policy.threshold:g}: mean", "p50 / p99"), _spread(candidates))
    )
    sys.exit(any(each.lost or each.extra or each.other for each in found))


def _summed(found: Sequence[Found]) -> Iterator[tuple[object, ...]]:
    for sample, threshold in dict.fromkeys((each.sample, each.threshold) for each in found):
        own = [each for each in found if (each.sample, each.threshold) == (sample, threshold)]
        counts = (sum(getattr(each, name) for each in own) for name in ("hits", "lost", "extra", "other"))
        yield sample, f"{threshold:g}", *counts


def _spread(candidates: dict[str, list[int]]) -> Iterator[tuple[object, ...]]:
    for sample, counts in candidates.items():
        half, most = np.percentile(counts or [0], [50, 99])
        yield sample, f"{sum(counts) / max(1, len(counts)):.1f}", f"{half:.0f} / {most:.0f}"


if __name__ == "__main__":
    main()
