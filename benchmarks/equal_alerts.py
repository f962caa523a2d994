"""The same party on two lists, every scorer at the same alert rate: recall where clean names alert as often.

Usage: ``python -m benchmarks.equal_alerts [--names N] [--seed S]``. For each kind, N clean names a file are screened
against the strong names of that kind; a baseline is given the lowest threshold at which no more of them alert than with
ours at the default threshold. Then recall on the pairs of two authorities' lists is counted, by names alone.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl
from rapidfuzz import process

from benchmarks import sources
from benchmarks.baselines import BASELINES, Baseline, plain
from benchmarks.figures import Rate, table
from screening import Screener, compare
from screening.policy import DEFAULT_THRESHOLD
from screening.schema import Kind

CLEAN = {Kind.PERSON: ("people_us_dev", "people_global_dev"), Kind.ORGANISATION: ("organisations_dev",)}
CLEAN[Kind.VESSEL] = CLEAN[Kind.ORGANISATION]
WRITTEN = {Kind.PERSON: "person", Kind.ORGANISATION: "entity", Kind.VESSEL: "vessel"}
_CHUNK = 50
_LEAST = 60.0


def best_scores(baseline: Baseline, queries: Sequence[str], listed: Sequence[str]) -> list[float]:
    """The best score of each query with any listed name, 0-100; 0 below 60."""
    names, found = sorted({plain(each) for each in listed}), list[float]()
    for start in range(0, len(queries), _CHUNK):
        few = [plain(each) for each in queries[start : start + _CHUNK]]
        cutoff = _LEAST / baseline.unit
        scores = process.cdist(few, names, scorer=baseline.scorer, score_cutoff=cutoff, dtype=np.float32, workers=1)
        found += (baseline.unit * scores.max(axis=1)).tolist()
    return found


def threshold_for(alerts: int, scores: Sequence[float]) -> float:
    """The lowest threshold, to a tenth, that at most so many of the scores reach."""
    above = sorted(scores, reverse=True)[alerts : alerts + 1]
    return round(max(_LEAST, (above[0] if above else _LEAST) + 0.1), 1)


def main() -> None:
    """Print recall by kind and scorer, each at its threshold."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--names", type=int, default=600, help="clean names a file")
    args = parser.parse_args()
    screener = Screener.load(store=args.data / "lists")
    print(sources.loaded_lists(screener), "\n")
    rows, lines = sources.cases(args.data, "cross_list_pairs"), []
    strong = sources.strong_names(screener)
    for kind, files in CLEAN.items():
        clean = [name for file in files for name in sources.clean_names(args.data, file, args.names, args.seed)]
        hits = screener.run(sources.frame(clean)).hits.filter(pl.col("alert") & (pl.col("entry_kind") == kind.value))
        alerts = hits["row"].n_unique()
        pairs = list(rows.filter(pl.col("type") == WRITTEN[kind]).select("name_a", "name_b").iter_rows())
        found = Rate(sum(compare(a, b, kind).score >= DEFAULT_THRESHOLD for a, b in pairs), len(pairs))
        lines.append((kind.value, f"ours @{DEFAULT_THRESHOLD:g}", f"{alerts} of {len(clean)}", found.percent()))
        listed = [name.text for name in strong if name.kind is kind]
        for each in BASELINES:
            scores = best_scores(each, clean, listed)
            least = threshold_for(alerts, scores)
            found = Rate(sum(each.score(a, b) >= least for a, b in pairs), len(pairs))
            alerting = f"{sum(score >= least for score in scores)} of {len(clean)}"
            lines.append((kind.value, f"{each.title} @{least:g}", alerting, found.percent()))
    print(table(("kind", "scorer", "clean names alerting", "recall %"), lines))


if __name__ == "__main__":
    main()
