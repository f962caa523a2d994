"""Measure names in their own script against lists that hold Latin letters only, ours beside Unidecode and rapidfuzz.

Usage: ``python -m benchmarks.scripts [--lists ID ...] [--scripts NAME ...] [--cases N] [--only SECTION ...]``.
Sections: lists (is the own entry found, is another party of that list alerted on), words (the transliteration files:
recall at 1 % false alerts), by pairs (1 % of wrong pairs pass) and by queries (1 % of queries have a wrong pair above);
``--half`` takes the words of even or odd rows, to read misses on one half and report the other.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from benchmarks import sources
from benchmarks.baselines import plain
from benchmarks.figures import Rate, table
from benchmarks.sources import Listed
from screening import store
from screening.costs import RESEMBLING_CREDIT, Left, _resemblance
from screening.index import Index
from screening.names import Name, Role, prepare
from screening.policy import DEFAULT_THRESHOLD
from screening.schema import Kind, NameKind, Quality
from screening.score import align
from screening.similarity import likeness

WORDS = {
    "transliteration_arabic_dev": "Arabic",
    "transliteration_google_ar2en_dev": "Arabic (google)",
    "transliteration_hebrew_dev": "Hebrew",
    "transliteration_russian_dev": "Russian",
    "transliteration_korean_dev": "Korean",
    "transliteration_chinese_dev": "Chinese",
    "transliteration_katakana_dev": "katakana",
    "transliteration_japanese_dev": "Japanese",
}
LOWEST = 50.0
"""Hits are asked for from this score on, to tell which party comes first."""
FALSE_ALERTS = 0.01

Search = Callable[[str], Iterator[tuple[int, float]]]
"""From a query to (number of a listed name, score), in any order, from ``LOWEST`` on."""


@dataclass(slots=True)
class Verdict:
    """One native name searched for: what its own entry scored, and the best other entry."""

    query: Listed
    own: float = 0.0
    other: float = 0.0
    other_name: str = ""


@dataclass(slots=True)
class Latin:
    """The Latin-only copy of one list: its names that have no letter of another script."""

    names: list[Listed] = field(default_factory=list)

    def searcher(self) -> Search:
        """Search them as the product does."""
        index = Index.build([name.text for name in self.names], [name.kind for name in self.names])
        return lambda query: ((n, found.score) for n, found in index.search(query, LOWEST))

    def plain_searcher(self) -> Search:
        """Search them by Unidecode and ``token_sort_ratio``."""
        texts = [plain(name.text) for name in self.names]

        def search(query: str) -> Iterator[tuple[int, float]]:
            found = process.extract(plain(query), texts, scorer=fuzz.token_sort_ratio, score_cutoff=LOWEST, limit=None)
            return ((number, score) for _, score, number in found)

        return search


def judge(natives: Sequence[Listed], latin: Latin, search: Search) -> list[Verdict]:
    """Search every native name; entries of the same list only, so another entry is another party."""
    verdicts = []
    for native in natives:
        verdict = Verdict(native)
        for number, score in search(native.text):
            name = latin.names[number]
            if name.entry_id == native.entry_id:
                verdict.own = max(verdict.own, score)
            elif score > verdict.other:
                verdict.other, verdict.other_name = score, name.text
        verdicts.append(verdict)
    return verdicts


def rates(verdicts: Sequence[Verdict], threshold: float) -> tuple[Rate, Rate, Rate]:
    """Queries whose own entry reaches the threshold; with another party at or above it; with the own entry first."""
    of = len(verdicts)
    return (
        Rate(sum(each.own >= threshold for each in verdicts), of),
        Rate(sum(each.other >= threshold for each in verdicts), of),
        Rate(sum(each.own > 0 and each.own >= each.other for each in verdicts), of),
    )


def split(names: Sequence[Listed]) -> tuple[Latin, dict[tuple[str, Kind], list[Listed]]]:
    """Part the names of one list into its Latin copy and native names by script and kind, each text once."""
    latin, native = Latin(), defaultdict[tuple[str, Kind], list[Listed]](list)
    written: dict[tuple[str, str], str] = {}
    for name in names:
        found = sources.scripts(name.text)
        if found == {"LATIN"} and name.name_kind is not NameKind.ORIGINAL_SCRIPT:
            latin.names.append(name)
        elif len(found) == 1 and found != {"LATIN"} and written.setdefault((name.entry_id, name.text), "") == "":
            written[name.entry_id, name.text] = "seen"
            native[min(found), name.kind].append(name)
    return latin, native


def listed(place: Path, list_id: str) -> list[Listed]:
    """The strong names of one list."""
    (loaded,) = store.load(place, [list_id])
    weak = [each.value for each in Quality if each.is_weak]
    names = loaded.tables.names.filter(~pl.col("quality").is_in(weak)).join(
        loaded.tables.designations.select("entry_id", entry_kind="kind"), on="entry_id", how="left"
    )
    columns = names.select("entry_id", "entry_kind", "text", "kind")
    return [Listed(list_id, a, Kind(b), c, NameKind(d)) for a, b, c, d in columns.iter_rows()]


def lists(args: argparse.Namespace) -> None:
    """Every list on its own: native names of its entries against its Latin names."""
    lines = []
    for list_id in args.lists:
        latin, native = split(listed(args.store or args.data / "lists", list_id))
        searchers = ((latin.searcher(), DEFAULT_THRESHOLD), (latin.plain_searcher(), 85.0))
        for (script, kind), names in sorted(native.items()):
            if (args.scripts and script.lower() not in args.scripts) or kind.value not in args.kinds:
                continue
            own = {name.entry_id for name in latin.names}
            known = [name for name in names if name.entry_id in own]
            draw = random.Random(args.seed)  # noqa: S311  # a sample, not a secret
            sample = draw.sample(known, min(args.cases, len(known)))
            cells: list[str] = []
            for search, threshold in searchers:
                verdicts = judge(sample, latin, search)
                cells += [rate.percent() for rate in rates(verdicts, threshold)]
                if args.misses and threshold == DEFAULT_THRESHOLD:
                    show(verdicts, latin, threshold)
            lines.append((list_id, script.lower(), kind.value, *cells))
    head = ("found %", "other %", "first %")
    print(table(("list", "script", "kind", *head, *(f"token_sort_ratio @85 {each}" for each in head)), lines))


def show(verdicts: Sequence[Verdict], latin: Latin, threshold: float) -> None:
    """Print what was missed, and what else was found."""
    for each in verdicts:
        if each.own < threshold:
            own = [name.text for name in latin.names if name.entry_id == each.query.entry_id]
            print(f"  missed {each.own:g}: {each.query.text!r} / {own[:4]}")
        if each.other >= threshold:
            print(f"  other {each.other:g}: {each.query.text!r} / {each.other_name!r}; own {each.own:g}")


def recalls(own: Sequence[float], wrong: Sequence[Sequence[float]], pairs: int) -> tuple[Rate, Rate]:
    """Recall where 1 % of ``pairs`` wrong pairs pass, and where 1 % of queries have a wrong pair above.

    ``wrong`` holds the scores above 0 of each query's wrong pairs; a score must lie above the threshold.
    """
    scores = sorted((score for each in wrong for score in each), reverse=True)
    most = int(FALSE_ALERTS * pairs)
    by_pairs = scores[most] if len(scores) > most else 0.0
    best = sorted((max(each, default=0.0) for each in wrong), reverse=True)
    by_queries = best[int(FALSE_ALERTS * len(own))]
    return (
        Rate(sum(score > by_pairs for score in own), len(own)),
        Rate(sum(score > by_queries for score in own), len(own)),
    )


def word_score(query: Name, listed: Name) -> float:
    """What the engine makes of two words, 0-100: how alike they are, else what it credits them for resembling.

    Words, not names of one word: those of a few letters must be equal whatever the words are like. A native word that
    is cut into several counts by all of them.
    """
    if len(query.tokens) == len(listed.tokens) == 1:
        alike = likeness(query.tokens[0], listed.tokens[0], query.kind)
        return 100 * (alike.score if alike else RESEMBLING_CREDIT * _resemblance(query.tokens[0], listed.tokens[0]))
    pairs = align(query, listed)
    left = Left.over(query, listed, pairs)
    whole = left.matched_weight + left.query_weight(*Role) + left.listed_weight(*Role)
    return 100 * sum(pair.weight * pair.likeness.score for pair in pairs) / whole if pairs else 0.0


def words(args: argparse.Namespace) -> None:
    """Single words: the Latin word of the pair against all other Latin words of the file."""
    lines = []
    for file, title in WORDS.items():
        if args.scripts and not any(title.lower().startswith(each) for each in args.scripts):
            continue
        latin, native = _apart(sources.cases(args.data, file))
        draw = random.Random(args.seed)  # noqa: S311  # a sample, not a secret
        asked = [each for each in range(len(latin)) if args.half in (None, each % 2)]
        chosen = draw.sample(asked, min(args.words, len(asked)))
        listed, texts = [prepare(each, Kind.PERSON) for each in latin], [plain(each) for each in latin]
        ours, theirs = [], []
        for each in chosen:
            query = prepare(native[each], Kind.PERSON)
            scores_of = ((n, word_score(query, name)) for n, name in enumerate(listed))
            ours.append({n: score for n, score in scores_of if score > 0})
            scores = process.cdist([plain(native[each])], texts, scorer=fuzz.ratio, dtype=np.float32)[0]
            theirs.append(dict(enumerate(scores.tolist())))
        cells = [cell for found in (ours, theirs) for cell in _cells(chosen, found, len(latin) - 1)]
        for each, scored in zip(chosen, ours, strict=True):
            best = max((number for number in scored if number != each), key=lambda number: scored[number], default=each)
            if args.misses and scored.get(each, 0.0) <= scored.get(best, 0.0):
                own, other = scored.get(each, 0.0), scored.get(best, 0.0)
                print(f"  not first: {native[each]!r} / {latin[each]!r} {own:.1f}, {latin[best]!r} {other:.1f}")
        lines.append((title, len(latin) - 1, *cells))
    head = ("by pairs %", "by queries %", "first %")
    print(table(("words", "distractors", *head, *(f"Unidecode + ratio {each}" for each in head)), lines))


def _apart(rows: pl.DataFrame) -> tuple[list[str], list[str]]:
    """The Latin and native words of a file, without rows whose Latin word another has, marks aside."""
    rows = rows.with_columns(plain=pl.col("latin").map_elements(plain, pl.String)).unique("plain", maintain_order=True)
    return rows["latin"].to_list(), rows["native"].to_list()


def _cells(chosen: Sequence[int], found: Sequence[Mapping[int, float]], distractors: int) -> list[str]:
    own = [scores.get(each, 0.0) for each, scores in zip(chosen, found, strict=True)]
    wrong = [[score for n, score in scores.items() if n != each] for each, scores in zip(chosen, found, strict=True)]
    first = sum(score > max(others, default=0.0) for score, others in zip(own, wrong, strict=True))
    rates_of = (*recalls(own, wrong, len(chosen) * distractors), Rate(first, len(own)))
    return [rate.percent() for rate in rates_of]


def main() -> None:
    """Print the sections asked for."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--store", type=Path, help="another store than the lists of the test data")
    parser.add_argument("--lists", nargs="+", default=["un_sc", "uk_sl"], help="list ids")
    parser.add_argument("--scripts", nargs="+", default=[], help="arabic, cyrillic, hebrew, ...; default all")
    parser.add_argument("--kinds", nargs="+", default=["person"], help="person, organisation, vessel")
    parser.add_argument("--cases", type=int, default=300, help="native names a list, script and kind")
    parser.add_argument("--words", type=int, default=500, help="words a transliteration file")
    parser.add_argument("--half", type=int, choices=(0, 1), help="words of even or of odd rows only")
    parser.add_argument("--only", nargs="+", choices=["lists", "words"], default=["lists", "words"])
    parser.add_argument("--misses", action="store_true", help="print every miss and every other party")
    args = parser.parse_args()
    for title, section in {"lists": lists, "words": words}.items():
        if title in args.only:
            print(f"\n## {title}\n")
            section(args)


if __name__ == "__main__":
    main()
