"""The whole self-test on one page: exact names, manipulated names, clean names, and the figures of them."""

import datetime as dt
import random
from collections.abc import Callable, Sequence

import polars as pl

from screening.manipulation import CLASSES, Manipulation, Pool, Source, generate
from screening.policy import HIGHEST_THRESHOLD
from screening.screen import Screener
from screening.selftest import _clean, _figures, _judge, _sources
from screening.selftest._judge import Judged
from screening.selftest._rates import Rate, rate
from screening.selftest._report import Basis, Exact, Report, TestedList, Wrong

CASES = 500
"""Cases a class: the interval of a rate near 97 % is then 1.5 points each way."""
EXACT_FACTOR, CLEAN_ROWS = 10, 10_000
"""Strong names asked for, in cases a class; and clean rows drawn, unless everything is asked for."""
CURVE_FROM = 60.0
"""Lowest threshold of the curve: under it the clean run takes long, and no use of such a policy was seen."""

Progress = Callable[[str, int, int], None]


def run(
    screener: Screener,
    clean: pl.DataFrame | None = None,
    cases: int = CASES,
    seed: int = 1,
    *,
    day: dt.date,
    everything: bool = False,
    alert_budget: float | None = None,
    clean_source: str = "",
    program_version: str = "",
    progress: Progress = lambda stage, done, total: None,  # noqa: ARG005  # says nothing
) -> Report:
    """Test a screener on its own lists and policy.

    Args:
        screener: the loaded lists and the policy.
        clean: counterparties known to be clean, as ``Screener.run`` takes them; None for none.
        cases: the most cases of a class; of exact names ten times as many.
        seed: of all draws.
        day: of the test; the library has no clock.
        everything: ask for every strong name and every clean row instead of a sample.
        alert_budget: alerts per 1,000 clean rows to propose a threshold for; None for no proposal.
        clean_source: where the clean rows come from, in words for the report.
        program_version: for the report.
        progress: called with the stage, steps done and steps in all.

    Returns:
        A ``Report``; the same basis gives the same figures.

    Raises:
        UsageError: the clean rows have no column with names.
    """
    read = _sources.tables(screener)
    pool = _sources.pool(read)
    parties = _sources.parties(read, weak_too=screener.policy.weak_aliases_alert)
    lowest = min(CURVE_FROM, screener.policy.threshold)
    found, rows = None, list[_clean.Row]()
    if clean is not None:
        given = clean["row"].n_unique() if "row" in clean.columns else clean.height
        frame = _clean.drawn(clean, given if everything else CLEAN_ROWS, seed)
        rows, in_error = _clean.rows(
            screener, frame, lowest, parties, lambda done, total: progress("clean names", done, total)
        )
        found = _clean.summed(screener, frame, rows, in_error, given)
    asked = _drawn(pool, len(pool.sources) if everything else EXACT_FACTOR * cases, seed)
    missed = _missed(screener, asked, lambda done, total: progress("exact names", done, total))
    judged: dict[Manipulation, list[Judged]] = {}
    for number, manipulation in enumerate(CLASSES):
        progress("classes of manipulated names", number, len(CLASSES))
        judged[manipulation] = _judge.judge(
            screener, manipulation, list(generate(manipulation, pool, cases, seed)), parties
        )
    counted = [each for manipulation, own in judged.items() if _figures.counts(manipulation) for each in own]
    curve = _figures.curve(counted, rows, lowest, screener.policy.threshold)
    return Report(
        basis=_basis(
            screener,
            day=day,
            program_version=program_version,
            cases=cases,
            seed=seed,
            everything=everything,
            clean=clean_source or ("given as a frame" if clean is not None else ""),
        ),
        exact=Exact(
            Rate(len(asked) - len(missed), len(asked)),
            len(pool.sources),
            tuple(Wrong(s.text, s.text, *s.party, s.kind.value, parties.score(s.text, s.party)) for s in missed),
        ),
        classes=tuple(_figures.of_class(what, own, cases) for what, own in judged.items()),
        found=rate([each.right for each in counted]),
        top_five=rate([each.in_top for each in counted if each.found]),
        hard_negatives=rate([e.right for what, own in judged.items() if what.right.is_hard_negative for e in own]),
        lost=rate([each.score >= screener.policy.threshold and not each.found for each in counted]),
        groups=_figures.groups(asked, set(missed), judged, rows, screener.policy.threshold),
        clean=found,
        curve=curve,
        proposal=None if alert_budget is None else _figures.proposal(curve, alert_budget),
    )


def _drawn(pool: Pool, most: int, seed: int) -> list[Source]:
    if len(pool.sources) <= most:
        return list(pool.sources)
    return random.Random(f"{seed} EF-01").sample(pool.sources, most)  # noqa: S311  # a sample, not a secret


def _missed(screener: Screener, names: Sequence[Source], progress: Callable[[int, int], None]) -> list[Source]:
    """Names that, screened as they are listed, do not hit their own designation with score 100."""
    row_of = {text: row for row, text in enumerate(dict.fromkeys(name.text for name in names), start=1)}
    frame = pl.DataFrame({"row": list(row_of.values()), "name": list(row_of)}, schema={"row": pl.Int64, "name": str})
    hits = screener.run(frame, threshold=HIGHEST_THRESHOLD, progress=progress).hits
    found = set(hits.filter(pl.col("alert")).select("row", "list_id", "entry_id").iter_rows())
    return [name for name in names if (row_of[name.text], *name.party) not in found]


def _basis(
    screener: Screener, *, day: dt.date, program_version: str, cases: int, seed: int, everything: bool, clean: str
) -> Basis:
    policy = screener.policy
    tested = tuple(
        TestedList(
            list_id=each.spec.id,
            title=each.spec.title,
            snapshot_date=each.snapshot.date,
            sha256=each.snapshot.sha256,
            entries=each.snapshot.entries,
            names=each.snapshot.names,
            starter=each.spec.starter,
        )
        for each in screener.loaded
    )
    return Basis(
        day=day,
        program_version=program_version,
        weights_version=screener.weights_version,
        policy_name=policy.name,
        policy_sha256=policy.sha256,
        threshold=policy.threshold,
        weak_aliases_alert=policy.weak_aliases_alert,
        lists=tested,
        cases=cases,
        seed=seed,
        everything=everything,
        clean=clean,
    )
