"""From judged cases to figures: a class, a curve over thresholds, a proposal, and groups of names."""

from collections.abc import Callable, Sequence

from screening.manipulation import Case, Manipulation, Right, Source, script_of
from screening.policy import HIGHEST_THRESHOLD
from screening.selftest._clean import Row
from screening.selftest._judge import Judged
from screening.selftest._rates import rate
from screening.selftest._report import Class, Group, Point, Proposal, Wrong


def counts(manipulation: Manipulation) -> bool:
    """Whether a class counts in the recall of manipulated names."""
    return not manipulation.right.is_hard_negative and not manipulation.apart


def of_class(manipulation: Manipulation, judged: Sequence[Judged], asked: int) -> Class:
    ranked = not manipulation.right.is_hard_negative and manipulation.right is not Right.FOUND_IN_LATIN
    found = [each for each in judged if each.found and ranked]
    note = ""
    if not judged:
        note = "no case: no listed name is eligible"
    elif len(judged) < asked:
        note = f"all names that are eligible: {len(judged)}, not {asked}"
    return Class(
        id=manipulation.id,
        title=manipulation.title,
        eligible=manipulation.eligible,
        right=manipulation.right.value,
        apart=manipulation.apart,
        hard_negative=manipulation.right.is_hard_negative,
        figure=rate([each.right for each in judged]),
        first=rate([each.higher == 0 for each in found]),
        top_five=rate([each.in_top for each in found]),
        note=note,
        wrong=tuple(_wrong(each.case, each.score) for each in judged if not each.right),
    )


def _wrong(case: Case, score: float) -> Wrong:
    source = case.source
    query = f"{case.query}, born {case.birth}" if case.birth else case.query
    return Wrong(query, source.text, source.list_id, source.entry_id, source.kind.value, score)


def curve(counted: Sequence[Judged], rows: Sequence[Row], lowest: float, own: float) -> tuple[Point, ...]:
    whole = {float(each) for each in range(int(lowest), int(HIGHEST_THRESHOLD) + 1)}
    return tuple(
        Point(at, rate([each.score >= at for each in counted]), rate([row.score >= at for row in rows]))
        for at in sorted({each for each in whole if each >= lowest} | {own})
    )


def proposal(curve: Sequence[Point], budget: float) -> Proposal:
    within = (each for each in curve if each.alerts.of and 1000 * each.alerts.share <= budget)
    return Proposal(budget, next(within, None))


def _length(name: str) -> str:
    """How many words a name has, in words for a table."""
    count = len(name.split())
    return "5 and more" if count >= 5 else str(count)


def groups(
    exact: Sequence[Source],
    missed: set[Source],
    judged: dict[Manipulation, list[Judged]],
    rows: Sequence[Row],
    threshold: float,
) -> tuple[Group, ...]:
    """The figures by script, kind of party and number of words."""
    right = [(name.text, name.kind.value, name not in missed) for name in exact]
    counted = [(e.case.query, e.case.source.kind.value, e.right) for m, own in judged.items() if counts(m) for e in own]
    native = [
        (e.case.query, e.case.source.kind.value, e.right)
        for manipulation, own in judged.items()
        if manipulation.right is Right.FOUND_IN_LATIN
        for e in own
    ]
    alerts = [(row.name, row.kind, row.score >= threshold) for row in rows]
    columns = (right, counted, native, alerts)
    ways: dict[str, Callable[[str, str], str]] = {
        "script": lambda name, _: script_of(name).lower() or "no letters",
        "kind": lambda _, kind: kind,
        "words": lambda name, _: _length(name),
    }
    return tuple(
        Group(
            by, value, *(rate([good for name, kind, good in column if way(name, kind) == value]) for column in columns)
        )
        for by, way in ways.items()
        for value in sorted({way(name, kind) for column in columns for name, kind, _ in column})
    )
