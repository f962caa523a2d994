"""One self-contained HTML page for officers: works offline, on paper and from a mail attachment.

Everything that comes from a list or a customer's file is escaped; the page loads nothing and its only script filters
the hits that stand in it; only https addresses become links.
"""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from screening.reports import STARTER, Report, days
from screening.reports._flat import plain, summary_lines

FORMAT = "html"
SUFFIXES = (".html", ".htm")

_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:0}h3{font-size:.95rem;margin:1rem 0 .2rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;
vertical-align:top;overflow-wrap:anywhere}th{background:#f2f2f2;font-weight:600}
article{border:1px solid #999;border-left:.4rem solid #a33;padding:.8rem 1rem;margin:1rem 0;break-inside:avoid-page}
article.quiet{border-left-color:#999}.caution{font-weight:700;color:#a00}
dl{display:grid;grid-template-columns:11rem 1fr;gap:.15rem .8rem;margin:.6rem 0}dt{color:#555}dd{margin:0;
overflow-wrap:anywhere}
@media print{form{display:none}body{margin:0;max-width:none;font-size:11px}}
"""
_SCRIPT = """
const form=document.querySelector('form');form.hidden=false;
form.addEventListener('change',()=>{let shown=0;for(const hit of document.querySelectorAll('article')){
hit.hidden=!['list','grade'].every(key=>!form[key].value||form[key].value===hit.dataset[key]);shown+=!hit.hidden}
form.querySelector('output').textContent=shown+' shown'});
"""
_HEAD = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline';\
script-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><title>Screening report</title><style>{_STYLE}</style></head><body>
<h1>Screening report</h1>
"""
_FACTS = {
    "Name screened": ("queried_name", "queried_field"),
    "Customer": ("customer_id",),
    "Matched name": ("matched_name", "matched_name_kind", "matched_name_quality"),
    "Primary name": ("primary_name", "entry_kind"),
    "Other names that match": ("other_names",),
    "Authority": ("authority",),
    "Designating agency": ("designating_agency",),
    "Publisher": ("publisher",),
    "Programme": ("programmes",),
    "Legal basis": ("legal_basis",),
    "Measures": ("measures",),
    "Listed on": ("listed_on",),
    "Reason": ("reason", "reason_source"),
    "Public entry": ("source_url",),
    "Relations": ("relations",),
    "List snapshot": ("list_id", "entry_id", "snapshot_date", "snapshot_sha256"),
    "Alert id": ("alert_id",),
}
_TABLES = {
    "evidence": ("Evidence", ("fact", "outcome", "counterparty", "listed", "note")),
    "parts": ("How the score adds up", ("kind", "query", "listed", "share", "points")),
    "actions": (
        "All actions, newest first",
        ("date", "authority", "agency", "programme", "title", "legal_basis", "measures", "reason", "reason_source",
         "source_url"),
    ),
}  # fmt: skip


def write(report: Report, path: Path) -> None:
    """Write the summary, then every hit with its reasons, evidence, parts and actions."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_page(report))


def _page(report: Report) -> Iterator[str]:
    yield _HEAD
    yield from _summary(report)
    yield _filter(report)
    starters = {line.list_id for line in report.summary.lists if line.starter}
    for hit in report.with_originals().iter_rows(named=True):
        yield from _hit(hit, starter=hit["list_id"] in starters)
    if report.hits.is_empty():
        yield f"<p>No hits. {escape(report.summary.statement)}</p>\n"
    yield f"<script>{_SCRIPT}</script></body></html>\n"


def _summary(report: Report) -> Iterator[str]:
    lists = [
        (line.list_id, line.title, line.authority, line.snapshot_date, days(line.age_days), line.entries, line.names)
        for line in report.summary.lists
    ]
    if report.summary.starter:
        yield f'<p class="caution">{escape(STARTER)}</p>\n'
    yield "<dl>"
    for label, text in summary_lines(report):
        if label != "Caution":
            yield f"<dt>{escape(label)}</dt><dd>{_text(text)}</dd>\n"
    yield "</dl>\n<h3>Lists</h3>"
    yield _table(("list", "title", "authority", "date", "age", "entries", "names"), lists)


def _filter(report: Report) -> str:
    """Two choices that hide hits; without a script they stay away and every hit is shown."""
    choices = []
    for name, column in (("list", "list_id"), ("grade", "grade")):
        values = report.hits[column].unique(maintain_order=True).to_list()
        options = "".join(f"<option>{escape(value)}</option>" for value in values)
        choices.append(f'<label>{name} <select name="{name}"><option value="">all</option>{options}</select></label> ')
    return f"<h3>Hits</h3><form hidden>{''.join(choices)}<output></output></form>\n"


def _hit(hit: Mapping[str, Any], *, starter: bool) -> Iterator[str]:
    quiet = "" if hit["alert"] else ' class="quiet"'
    yield f'<article{quiet} data-list="{escape(hit["list_id"])}" data-grade="{escape(hit["grade"])}">\n'
    alert = "alert" if hit["alert"] else "no alert by itself"
    yield f"<h2>Row {hit['row']}: {_text(hit['queried_name'])} ~ {_text(hit['matched_name'])}</h2>\n"
    yield f"<p><b>{hit['score']:.2f}, {escape(hit['grade'])}, {alert}.</b> {_text(hit['explanation'])}</p>\n"
    if starter:
        yield f'<p class="caution">{escape(STARTER)}</p>\n'
    yield "<dl>"
    for label, columns in _FACTS.items():
        values = [_text(hit.get(column)) for column in columns]
        if values[0]:
            yield f"<dt>{label}</dt><dd>{', '.join(filter(None, values))}</dd>\n"
    for name, value in hit.items():
        if name.startswith("input_") and value:
            yield f"<dt>Input: {_text(name.removeprefix('input_'))}</dt><dd>{_text(value)}</dd>\n"
    yield "</dl>\n"
    for column, (title, keys) in _TABLES.items():
        if hit[column]:
            yield f"<h3>{title}</h3>" + _table(keys, ([each[key] for key in keys] for each in hit[column]))
    yield "</article>\n"


def _table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in header)
    body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>\n"


def _text(value: object) -> str:
    """A value as escaped text; an https address as a link."""
    said = plain(value)
    if isinstance(said, list):
        return "; ".join(map(_text, said))
    if isinstance(said, float):
        return f"{said:.2f}"
    text = escape("" if said is None else str(said))
    if text.startswith("https://") and not any(sign.isspace() for sign in text):
        return f'<a href="{text}" rel="noopener noreferrer">{text}</a>'
    return text
