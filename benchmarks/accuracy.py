"""Measure what is found and what is alerted, ours beside plain rapidfuzz scorers in the same run.

Usage: ``python -m benchmarks.accuracy [--names N] [--cases N] [--seed S] [--only SECTION ...] [--misses]``. Sections:
pairs (labelled name pairs), enforcement (vendor manuals and enforcement notices), cross (the same party on two lists),
scripts (original-script against Latin names of the same entry), clean (alerts on clean names), manipulated.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise

import polars as pl

from benchmarks import frozen, manipulate, sources
from benchmarks.baselines import BASELINES
from benchmarks.figures import Rate, Verdicts, auc, table
from benchmarks.peers import peers
from benchmarks.sources import Listed
from screening import Screener, compare
from screening.policy import DEFAULT_THRESHOLD
from screening.schema import Kind, NameKind

Scorer = Callable[[str, str], float]

KIND_OF_SCHEMA = {
    "Person": Kind.PERSON,
    "Company": Kind.ORGANISATION,
    "Organization": Kind.ORGANISATION,
    "LegalEntity": Kind.ORGANISATION,
    "Vessel": Kind.VESSEL,
}
QUALITIES = ("STRONG", "MEDIUM", "WEAK")
BASELINE_NAMES = 300
"""Clean names a file the baselines are counted on: they compare with every listed name."""


def ours(query: str, listed: str, kind: Kind) -> float:
    """Our score of a pair, 0-100."""
    return compare(query, listed, kind).score


def held_against_frozen(section: str, cases: Sequence[tuple[str, str]], scores: Sequence[float], freeze: bool) -> None:
    """Print which verdicts flipped since the frozen run, or freeze this one."""
    by_case = dict(zip((frozen.key(*case) for case in cases), scores, strict=True))
    if freeze:
        frozen.write(section, by_case)
    print("\n" + frozen.told(section, cases, by_case, DEFAULT_THRESHOLD))


def calibration(scores: Sequence[float], labels: Sequence[bool]) -> list[tuple[str, int, str]]:
    """What share of the pairs of each band of scores are matches: band, pairs, share."""
    found = []
    for low, high in pairwise((0, 30, 50, 60, 70, 74, 80, 85, 90, 95, 99, 101)):
        of = [label for score, label in zip(scores, labels, strict=True) if low <= score < high]
        found.append((f"{low}-{min(high, 100)}", len(of), Rate(sum(of), len(of)).percent() if of else ""))
    return found


def tiers(scores: Sequence[float], labels: Sequence[bool], qualities: Sequence[str]) -> list[tuple[str, int, float]]:
    """Mean score by tier, from strong matches down to strong non-matches: tier, pairs, mean."""
    found = []
    for label, order in ((True, QUALITIES), (False, QUALITIES[::-1])):
        for quality in order:
            of = [s for s, own, q in zip(scores, labels, qualities, strict=True) if own is label and q == quality]
            found.append((f"{'match' if label else 'other'} {quality}", len(of), sum(of) / max(1, len(of))))
    return found


def pairs(args: argparse.Namespace) -> None:
    """Labelled name pairs: verdicts at each scorer's threshold, order, and mean score by tier."""
    rows = sources.cases(args.data, "name_pairs_dev")
    names = list(rows.select("name1", "name2").iter_rows())
    kinds = [KIND_OF_SCHEMA.get(schema, Kind.UNKNOWN) for schema in rows["schema"]]
    labels = [each.lower() == "true" for each in rows["is_match"]]
    columns = {"ours": ([ours(a, b, kind) for (a, b), kind in zip(names, kinds, strict=True)], DEFAULT_THRESHOLD)}
    columns |= {each.title: ([each.score(a, b) for a, b in names], each.threshold) for each in BASELINES}
    columns |= {
        each.title: ([each.score(a, b, kind) for (a, b), kind in zip(names, kinds, strict=True)], each.threshold)
        for each in peers()
    }
    lines = []
    for title, (scores, least) in columns.items():
        verdicts = Verdicts.count(scores, labels, least)
        figures = (verdicts.precision, verdicts.recall, verdicts.f1, auc(scores, labels))
        lines.append((f"{title} @{least:g}", *(f"{figure:.3f}" for figure in figures)))
    print(table(("scorer", "precision", "recall", "F1", "AUC"), lines))
    scores = columns["ours"][0]
    print(
        "\n"
        + table(
            ("tier", "pairs", "mean score"),
            [(tier, count, f"{mean:.1f}") for tier, count, mean in tiers(scores, labels, rows["quality"].to_list())],
        )
    )
    print("\n" + table(("our score", "pairs", "matches %"), calibration(scores, labels)))
    held_against_frozen("pairs", names, scores, args.freeze)
    for (a, b), score, label, quality in zip(names, scores, labels, rows["quality"], strict=True):
        wrong = (score >= DEFAULT_THRESHOLD) != label
        if wrong and (quality == "STRONG" or args.misses):
            print(f"  wrong {quality}: {a!r} / {b!r} match={label} score {score:g}")


def enforcement(args: argparse.Namespace) -> None:
    """Pairs of vendor manuals and enforcement notices: expected against got."""
    lines, wrong, cases, scores = [], [], [], []
    for row in sources.cases(args.data, "vendor_and_enforcement_pairs").iter_rows(named=True):
        kinds = {"person": Kind.PERSON, "business": Kind.ORGANISATION, "vessel": Kind.VESSEL}
        score = ours(row["query"], row["candidate"], kinds.get(row["entity_type"], Kind.UNKNOWN))
        lines.append((row["expected"], score >= DEFAULT_THRESHOLD))
        cases.append((row["query"], row["candidate"]))
        scores.append(score)
        if row["expected"] in ("match", "no_match") and (row["expected"] == "match") != (score >= DEFAULT_THRESHOLD):
            wrong.append((row["case_id"], row["query"], row["candidate"], row["expected"], score, row["rule_or_kind"]))
    counts = Counter(lines)
    print(
        table(
            ("expected", "hit", "no hit"),
            [(e, counts[e, True], counts[e, False]) for e in sorted({e for e, _ in lines})],
        )
    )
    print("\n" + table(("case", "query", "listed", "expected", "score", "rule"), wrong))
    held_against_frozen("enforcement", cases, scores, args.freeze)


def cross(args: argparse.Namespace) -> None:
    """The same party on two authorities' lists: recall by the two primary names alone."""
    rows = sources.cases(args.data, "cross_list_pairs")
    lines, cases, all_scores = [], list[tuple[str, str]](), list[float]()
    for written, kind in {"person": Kind.PERSON, "entity": Kind.ORGANISATION, "vessel": Kind.VESSEL}.items():
        names = list(rows.filter(pl.col("type") == written).select("name_a", "name_b").iter_rows())
        scores = [ours(a, b, kind) for a, b in names]
        cases, all_scores = cases + names, all_scores + scores
        cells = [Rate(sum(score >= DEFAULT_THRESHOLD for score in scores), len(names)).percent()]
        cells += [Rate(sum(b.score(*pair) >= b.threshold for pair in names), len(names)).percent() for b in BASELINES]
        cells += [
            Rate(sum(p.score(a, b, kind) >= p.threshold for a, b in names), len(names)).percent() for p in peers()
        ]
        lines.append((kind.value, *cells))
        missed = [(score, pair) for score, pair in zip(scores, names, strict=True) if score < DEFAULT_THRESHOLD]
        for score, (a, b) in missed[: 400 if args.misses else 0]:
            print(f"  missed {kind}: {a!r} / {b!r} score {score:g}")
    head = [f"{each.title} @{each.threshold:g} %" for each in BASELINES]
    head += [f"{each.title} @{each.threshold:g} %" for each in peers()]
    print(table(("kind", "ours %", *head), lines))
    held_against_frozen("cross", cases, all_scores, args.freeze)


def scripts(args: argparse.Namespace, screener: Screener) -> None:
    """Original-script names against the Latin names of the same entry: recall of pairs, not a search of the lists."""
    latin: dict[tuple[str, str], list[str]] = defaultdict(list)
    native: dict[tuple[str, Kind], list[Listed]] = defaultdict(list)
    for name in sources.strong_names(screener):
        found = sources.scripts(name.text)
        if found == {"LATIN"} and name.name_kind is not NameKind.ORIGINAL_SCRIPT:
            latin[name.list_id, name.entry_id].append(name.text)
        elif len(found) == 1 and name.list_id in ("un_sc", "uk_sl"):
            native[min(found), name.kind].append(name)
    lines = []
    for (script, kind), names in sorted(native.items()):
        draw = random.Random(args.seed)  # noqa: S311  # a sample, not a secret
        known = [name for name in names if latin[name.list_id, name.entry_id]]
        sample = draw.sample(known, min(args.cases, len(known)))
        if script not in ("ARABIC", "CYRILLIC") or not sample:
            continue
        cells = [_found_in(sample, latin, partial(ours, kind=kind), DEFAULT_THRESHOLD, args.misses)]
        cells += [_found_in(sample, latin, each.score, each.threshold, False) for each in BASELINES]
        lines.append((script.lower(), kind.value, *(cell.percent() for cell in cells)))
    print(table(("script", "kind", "ours %", *(f"{each.title} @{each.threshold:g} %" for each in BASELINES)), lines))


def _found_in(
    names: Sequence[Listed], others: Mapping[tuple[str, str], Sequence[str]], score: Scorer, least: float, show: bool
) -> Rate:
    """How many names reach the threshold with the best of the other names of their entry."""
    found = 0
    for name in names:
        best, text = max((score(name.text, text), text) for text in others[name.list_id, name.entry_id])
        found += best >= least
        if show and best < least:
            print(f"  missed {name.list_id} {name.kind}: {name.text!r} / {text!r} score {best:g}")
    return Rate(found, len(names))


def clean(args: argparse.Namespace, screener: Screener) -> None:
    """Alerts on clean names of unknown kind, and the listed names behind them."""
    listed = [name.text for name in sources.strong_names(screener)]
    lines, noisy, shown = [], Counter[str](), []
    for file in sources.CLEAN:
        names = sources.clean_names(args.data, file, args.names, args.seed)
        run = screener.run(sources.frame(names))
        alerts = run.hits.filter(pl.col("alert"))
        rows = alerts.select("row", "matched_name").unique(maintain_order=True)
        noisy.update(rows["matched_name"].to_list())
        shown += alerts.select("queried_name", "matched_name", "score", "entry_kind", "list_id").rows()
        few = names[:BASELINE_NAMES]
        cells = [
            Rate(run.count("alert"), len(names)),
            *(Rate(each.alerts(few, listed), len(few)) for each in BASELINES),
        ]
        lines.append((file, *(cell.per_thousand() for cell in cells)))
    print(table(("alerts per 1,000", "ours", *(f"{each.title} @{each.threshold:g}" for each in BASELINES)), lines))
    dated = []
    for file in (each for each in sources.CLEAN if each.startswith("people")):
        people = sources.clean_people(args.data, file, args.names, args.seed)
        hits = screener.run(people).hits
        graded = hits.filter(pl.col("alert") & (pl.col("grade") != "weak"))["row"].n_unique()
        alerted = hits.filter(pl.col("alert"))["row"].n_unique()
        dated.append((file, *(Rate(each, people.height).per_thousand() for each in (alerted, graded))))
    print("\n" + table(("with kind and birth date, per 1,000", "alerts", "of these above weak"), dated))
    print("\nNoisiest listed names: " + "; ".join(f"{name} ({count})" for name, count in noisy.most_common(15)))
    for each in shown if args.misses else ():
        print("  alert:", *each, sep=" | ")


def manipulated(args: argparse.Namespace, screener: Screener) -> None:
    """Manipulated listed names: is the source entry alerted on, is it first or tied; baselines see only that entry."""
    names = sources.strong_names(screener)
    own: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        own[name.list_id, name.entry_id].append(name.text)
    lines, total, of = [], 0, 0
    for manipulation in manipulate.ELIGIBLE:
        made = list(manipulate.generate(manipulation, names, args.cases, args.seed))
        hard = manipulation in manipulate.HARD_NEGATIVES
        hits = screener.screen(sources.frame([case.query for case in made]))
        best = dict(hits.group_by("row").agg(pl.col("score").max()).iter_rows())
        if hard:  # another name of the entry, without a number, may rightly hit
            hits = hits.filter(pl.col("matched_name").str.contains(r"\d"))
        alerts = hits.filter(pl.col("alert")).select("row", "list_id", "entry_id", "score").rows()
        score_of = {(row, list_id, entry): score for row, list_id, entry, score in alerts}
        scores = [score_of.get((i, c.source.list_id, c.source.entry_id), 0.0) for i, c in enumerate(made, start=1)]
        found = sum(score > 0 for score in scores)
        first = sum(0 < score == best[row] for row, score in enumerate(scores, start=1) if score)
        cells = [
            Rate(len(made) - found if hard else found, len(made)).percent(),
            "" if hard else Rate(first, found).percent(),
        ]
        for each in BASELINES:
            hit = sum(
                any(
                    each.score(case.query, text) >= each.threshold
                    for text in own[case.source.list_id, case.source.entry_id]
                )
                for case in made
            )
            cells.append(Rate(len(made) - hit if hard else hit, len(made)).percent())
        lines.append((manipulation, *cells))
        total, of = (total, of) if hard else (total + found, of + len(made))
        for case, score in zip(made, scores, strict=True):
            if args.misses and (score > 0) is hard:
                near = ours(case.query, case.source.text, case.source.kind)
                print(
                    f"  wrong {manipulation} {case.source.kind}: {case.query!r} / {case.source.text!r} score {near:g}"
                )
    print(table(("class", "found %", "of those first %", *(f"{b.title} @{b.threshold:g} %" for b in BASELINES)), lines))
    print(f"\nAll but the hard negatives: {Rate(total, of).percent()} %\n")
    print(table(("class", "eligible"), manipulate.ELIGIBLE.items()))


WITHOUT_LISTS = {"pairs": pairs, "enforcement": enforcement, "cross": cross}
WITH_LISTS = {"scripts": scripts, "clean": clean, "manipulated": manipulated}


def main() -> None:
    """Print the sections asked for."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--names", type=int, default=2000, help="clean names a file")
    parser.add_argument("--cases", type=int, default=150, help="manipulated names a class, names a script and kind")
    parser.add_argument("--only", nargs="+", choices=[*WITHOUT_LISTS, *WITH_LISTS], help="sections; default all")
    parser.add_argument("--freeze", action="store_true", help="make this run the frozen one")
    parser.add_argument("--misses", action="store_true", help="print every miss and false alert")
    args = parser.parse_args()
    wanted = args.only or [*WITHOUT_LISTS, *WITH_LISTS]
    for title, section in WITHOUT_LISTS.items():
        if title in wanted:
            print(f"\n## {title}\n")
            section(args)
    if not set(wanted) & set(WITH_LISTS):
        return
    screener = Screener.load(args.data / "lists")
    print(f"\nLists: {sources.loaded_lists(screener)}; threshold {screener.policy.threshold:g}, seed {args.seed}")
    for title, section_with in WITH_LISTS.items():
        if title in wanted:
            print(f"\n## {title}\n")
            section_with(args, screener)


if __name__ == "__main__":
    main()
