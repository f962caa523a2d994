"""Figures as one self-contained HTML page with pictures: no script, nothing loaded, every text escaped."""

from collections.abc import Iterator, Sequence

from screening.page import shell, table, text
from screening.stats import _picture
from screening.stats._figures import Noisy, Stats
from screening.stats._said import ROWS, cell, columns, named

_SHOWN = 25
"""Values of a group in a picture; the table below it has all."""


def as_html(stats: Stats) -> str:
    """Write the figures as a page."""
    return "".join(shell("Screening figures", _body(stats)))


def _body(stats: Stats) -> Iterator[str]:
    total = stats.total
    yield f'{_picture.DEFS}<header><h1>Screening figures</h1><p class="lead">{_said(stats)}</p></header>\n'
    tiles = ((f"{total.rows:,}", "rows screened"), (f"{total.alerts:,}", "alerts"),
             (f"{total.per_thousand:,.2f}", "alerts per 1,000 rows"), (f"{total.weak_alone:,}", "weak alias alone"),
             (f"{total.suppressed:,}", "suppressed"), (f"{total.near_misses:,}", "near misses"),
             (f"{total.repeat_alerts:,}", "alerts seen before"))  # fmt: skip
    yield '<ul class="tiles">' + "".join(f"<li><b>{n}</b><span>{what}</span>" for n, what in tiles) + "</ul>\n"
    if over := _picture.over_runs(stats):
        yield f'<h2>Alerts per 1,000 rows, run by run</h2><div class="card">{over}</div>\n'
    yield f'<h2>Hits by score</h2><div class="card">{_picture.scores(stats) or "<p>No hits.</p>"}</div>\n'
    for what, groups in stats.by.items():
        yield f'<h2>By {what}</h2><div class="card">{_picture.bars(f"Hits by {what}", groups[:_SHOWN])}'
        rows = [(text(group.value), f"{group.hits:,}", f"{group.alerts:,}") for group in groups]
        yield table((what, "hits", "alerts"), rows, numbers=(1, 2)) if rows else "<p>None.</p>"
        yield "</div>\n"
    yield from _noisy("Designations with most alerts", "designation", stats.designations)
    yield from _noisy("Words of screened names with most alerts", "word", stats.words)
    yield "<h2>Runs</h2>\n" + _runs(stats)
    yield "<h2>Age of the lists on the day of the run</h2>\n" + _ages(stats)


def _said(stats: Stats) -> str:
    runs = f"{len(stats.runs)} runs" if len(stats.runs) > 1 else "One run"
    days = [run.day for run in stats.runs if run.day]
    span = f", {min(days)} to {max(days)}" if days and min(days) != max(days) else f" of {days[0]}" if days else ""
    return f"{runs}{span}. Blue: alerts; hatched: hits that are no alert. Hits are potential matches."


def _noisy(title: str, what: str, noisy: Sequence[Noisy]) -> Iterator[str]:
    rows = [(text(each.what), f"{each.alerts:,}", f"{each.rows:,}") for each in noisy]
    yield f"<h2>{title}</h2>\n"
    yield table((what, "alerts", "rows"), rows, name="card", numbers=(1, 2)) if rows else "<p>None.</p>\n"


def _runs(stats: Stats) -> str:
    shown = columns(stats)
    rows = [(text(label), *(text(cell(each, name)) for each in shown)) for label, name in ROWS.items()]
    return table(("", *map(named, shown)), rows, name="card", numbers=range(1, len(shown) + 1))


def _ages(stats: Stats) -> str:
    rows = [
        (text(named(run)), text(name), text(day), "not stated" if age is None else f"{age:,}")
        for run in stats.runs
        for name, day, age in run.lists
    ]
    return table(("run", "list", "date", "days"), rows, name="card", numbers=(3,)) if rows else "<p>Not stated.</p>\n"
