"""Check that exact names are found and that the index loses nothing.

Two checks, each must print 0: every strong name of every loaded list, screened, finds its own entry with score 100
(ME-01); for a sample of real names the index and a scan over all listed names give the same hits and scores (ME-10).

Usage: ``python -m benchmarks.exact [--names N] [--seed S]``. Exit status 1 where something was missed.
"""

import random
import sys
import time

import polars as pl

from benchmarks import sources
from benchmarks.sources import Listed
from screening import Screener

THRESHOLDS = (50.0, 74.0, 90.0)


def missed(screener: Screener, names: list[Listed]) -> list[Listed]:
    """Names that, screened, do not hit their own entry with score 100."""
    row_of = {text: row for row, text in enumerate(dict.fromkeys(name.text for name in names), start=1)}
    hits = screener.screen(sources.frame(list(row_of)), threshold=100)
    found = set(hits.select("row", "list_id", "entry_id").iter_rows())
    return [name for name in names if (row_of[name.text], name.list_id, name.entry_id) not in found]


def lost_and_extra(screener: Screener, names: list[str]) -> list[tuple[float, int, int, int]]:
    """For each threshold: the threshold, hits of the scan, hits that the index lost, hits that only the index has."""
    columns = ("row", "list_id", "entry_id", "matched_name", "score")
    asked = sources.frame(names)
    scanned = screener.run(asked, threshold=min(THRESHOLDS), exhaustive=True).hits.select(columns)
    figures = []
    for threshold in THRESHOLDS:
        wanted = set(scanned.filter(pl.col("score") >= threshold).iter_rows())
        found = set(screener.screen(asked, threshold=threshold).select(columns).iter_rows())
        figures.append((threshold, len(wanted), len(wanted - found), len(found - wanted)))
    return figures


def sample(args_names: int, names: list[Listed], clean: list[str], seed: int) -> list[str]:
    """Half listed, half clean names."""
    draw = random.Random(seed)  # noqa: S311  # a sample, not a secret
    listed = draw.sample([name.text for name in names], args_names // 2)
    return [*listed, *clean[: args_names - len(listed)]]


def main() -> None:
    """Print both checks."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--names", type=int, default=200, help="names compared with the exhaustive scan")
    args = parser.parse_args()
    screener = Screener.load(args.data / "lists")
    names = sources.strong_names(screener)
    print(f"Lists: {sources.loaded_lists(screener)}")
    start = time.perf_counter()
    bad = missed(screener, names)
    distinct = len({name.text for name in names})
    print(f"Strong names {len(names)}, distinct {distinct}, missed {len(bad)}, {time.perf_counter() - start:.1f} s")
    for name in bad:
        print(f"  missed: {name.list_id} {name.entry_id} {name.text!r}")
    clean = [each for file in sources.CLEAN for each in sources.clean_names(args.data, file, args.names, args.seed)]
    random.Random(args.seed).shuffle(clean)  # noqa: S311  # a sample, not a secret
    start = time.perf_counter()
    figures = lost_and_extra(screener, sample(args.names, names, clean, args.seed))
    print(f"Index against scan, {args.names} names, {time.perf_counter() - start:.1f} s:")
    for threshold, hits, lost, extra in figures:
        print(f"  at {threshold:g}: {hits} hits, lost {lost}, extra {extra}")
    sys.exit(bool(bad) or any(lost or extra for _, _, lost, extra in figures))


if __name__ == "__main__":
    main()
