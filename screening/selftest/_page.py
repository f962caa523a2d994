"""A report as one self-contained HTML page: no script, nothing loaded, every text escaped."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from screening.reports import AID, STARTER
from screening.selftest import _picture
from screening.selftest._report import Class, Report, Wrong
from screening.selftest._said import (
    CLASS_HEAD,
    CURVE_HEAD,
    GROUP_HEAD,
    class_row,
    curve_rows,
    facts,
    group_rows,
    shown,
    totals,
)

_SHOWN = 10
"""Wrong cases of a class shown; the JSON form has all."""
_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}.caution{font-weight:700;color:#a00}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.2rem .5rem;text-align:left;
vertical-align:top;overflow-wrap:anywhere}th{background:#f2f2f2}svg{max-width:100%;height:auto}
dl{display:grid;grid-template-columns:16rem 1fr;gap:.15rem .8rem}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none;font-size:11px}}
"""
_HEAD = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><title>Screening self-test</title><style>{_STYLE}</style></head><body>
<h1>Screening self-test</h1>
"""
_LEGEND = (
    "Dots are rates, bars their Wilson 95 % intervals; blue: manipulated names that should be found; red: other "
    "parties' names that should not; grey: reported apart. Drawn from 50 %."
)


def as_html(report: Report) -> str:
    """Write the report as a page."""
    return "".join(_page(report))


def _page(report: Report) -> Iterator[str]:
    yield _HEAD
    if any(each.starter for each in report.basis.lists):
        yield f'<p class="caution">{escape(STARTER)}</p>\n'
    yield f"<p>{escape(AID)} This test measures the program on the lists below; it changes no policy.</p>\n"
    yield "<h2>In short</h2>\n" + _terms(totals(report))
    yield "<h2>By class</h2>\n" + _picture.classes(report) + f"<p>{escape(_LEGEND)}</p>\n"
    yield _table(CLASS_HEAD, map(class_row, report.classes))
    yield "<h2>Thresholds</h2>\n" + _picture.against_alerts(report) + _picture.by_threshold(report)
    yield _table(CURVE_HEAD, curve_rows(report))
    yield "<h2>By script, kind of party and number of words</h2>\n" + _table(GROUP_HEAD, group_rows(report))
    yield from _below(report)
    yield "<h2>What went wrong</h2>\n"
    wrong = [_wrong("EF-01 exact names", report.exact.wrong)]
    wrong += [_wrong(f"{each.id} {each.title}: right is {each.right}", each.wrong) for each in report.classes]
    yield "".join(wrong) or "<p>Nothing.</p>\n"
    yield "<h2>Which names are eligible</h2>\n" + _terms(_eligible(report.classes))
    yield "<h2>What reproduces this</h2>\n" + _terms(facts(report)) + "</body></html>\n"


def _eligible(classes: Iterable[Class]) -> Iterator[tuple[str, str]]:
    for each in classes:
        yield f"{each.id} {each.title}", f"{each.eligible}. Right: {each.right}."


def _below(report: Report) -> Iterator[str]:
    """Clean rows just under the threshold, by row number alone (ME-07)."""
    if not report.clean:
        return
    yield "<h2>Clean rows just under the threshold</h2>\n"
    rows = [(each.row, f"{each.score:.2f}", each.listed, each.list_id, each.entry_id) for each in report.clean.below]
    yield _table(("row", "score", "listed name", "list", "entry"), rows) if rows else "<p>None.</p>\n"


def _wrong(title: str, wrong: Sequence[Wrong]) -> str:
    if not wrong:
        return ""
    said = f"{title} ({len(wrong)} wrong, {min(len(wrong), _SHOWN)} shown)"
    rows = [(each.query, each.listed, each.kind, each.list_id, each.entry_id, f"{each.score:.2f}") for each in wrong]
    head = ("screened", "listed", "kind", "list", "entry", "best score of the party")
    return f"<details><summary>{escape(said)}</summary>{_table(head, rows[:_SHOWN])}</details>\n"


def _terms(pairs: Iterable[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{_text(label)}</dt><dd>{_text(text)}</dd>\n" for label, text in pairs) + "</dl>\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    top = "".join(f"<th>{_text(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>\n{body}</tbody></table>\n"


def _text(value: object) -> str:
    return escape(shown(str(value)))
