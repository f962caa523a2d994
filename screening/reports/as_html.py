"""One self-contained HTML page for officers: works offline, by keyboard, on paper and from a mail attachment.

The run and its lists first, then the hits case by case. The only script filters what stands in the page and opens it
for the printer; without a script everything is there too. ``screening.page`` escapes, and forbids all else to run.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from screening.page import shell, table, terms, text
from screening.reports import AID, STARTER, ListLine, Report, days
from screening.reports._flat import summary_lines, verdict
from screening.reports._grouped import Case, Row, cases
from screening.reports._html_hit import case
from screening.reports._html_names import legend

FORMAT = "html"
SUFFIXES = (".html", ".htm")

OPEN_AT_MOST = 50
"""So many hits stand open at once; more are one line each until somebody opens them."""


def write(report: Report, path: Path) -> None:
    """Write the summary, then every case with its hits."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(shell("Screening report", _body(report), style=_beside("hits.css"), script=_beside("hits.js")))


@cache
def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _body(report: Report) -> Iterator[str]:
    found = list(cases(report.with_originals().iter_rows(named=True)))
    yield from _summary(report, found)
    if not found:
        yield f'<p class="card">No hits. {text(report.summary.statement)}</p>\n'
        return
    choices = _Choices()
    marks = [[choices.marks(hit) for hit in each.hits] for each in found]
    yield f"<h2>Hits</h2>\n{choices.form(report.hits.height)}{legend()}<main>\n"
    starters = frozenset(line.list_id for line in report.summary.lists if line.starter)
    folded = report.hits.height > OPEN_AT_MOST
    for number, (each, its) in enumerate(zip(found, marks, strict=True), start=1):
        yield from case(each, number, its, starters, folded=folded)
    yield "</main>\n"


def _summary(report: Report, found: Sequence[Case]) -> Iterator[str]:
    summary = report.summary
    dated = f"Run on {summary.run_date}" + (f", lists as of {summary.as_of}" if summary.as_of else "")
    yield f'<header><h1>Screening report</h1><p class="lead">{text(dated)}. {text(AID)}</p></header>\n'
    if summary.starter:
        yield f'<p class="caution">{text(STARTER)}</p>\n'
    tiles = (
        (summary.rows_screened, "rows screened"),
        (summary.rows_with_alert, "rows with alert"),
        (summary.rows_suppressed, "rows suppressed"),
        (summary.rows_no_alert, "rows no alert"),
        (summary.rows_in_error, "rows in error"),
        (summary.alerts, "alerts"),
        (summary.hits, "hits"),
        (len(found), "cases"),
    )
    items = "".join(f"<li><b>{count:,}</b><span>{label}</span>" for count, label in tiles)
    yield f'<ul class="tiles">{items}</ul>\n<p>{text(summary.statement)} {text(summary.ownership.capitalize())}.</p>\n'
    head = ("list", "title", "authority", "date", "age", "entries", "names")
    yield "<h2>Lists</h2>\n" + table(head, map(_list_row, summary.lists), name="card lists", numbers=(5, 6))
    said = [(label, text(what)) for label, what in summary_lines(report) if label != "Caution"]
    yield f'<details class="card"><summary>About this run</summary>{terms(said)}</details>\n'


def _list_row(line: ListLine) -> tuple[str, ...]:
    age = days(line.age_days) + (' <b class="old">a day old or older</b>' if line.is_old else "")
    texts = tuple(map(text, (line.list_id, line.title, line.authority, line.snapshot_date)))
    return (*texts, age, f"{line.entries:,}", f"{line.names:,}")


class _Choices:
    """What the filters offer: each value of a column once, by a short mark that also stands at its hits."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, int]] = {"list": {}, "grade": {}, "authority": {}, "alert": {}}
        self._counts: dict[str, int] = {}

    def marks(self, hit: Row) -> str:
        """The marks of one hit."""
        authorities = [action["authority"] for action in hit["actions"] if action["authority"]]
        values = {
            "list": [hit["list_id"]],
            "grade": [hit["grade"]],
            "authority": list(dict.fromkeys(authorities)) or [hit["authority"]],
            "alert": [verdict(hit)],
        }
        found = []
        for name, each in values.items():
            for value in each:
                mark = f"{name[:2]}{self._seen[name].setdefault(value, len(self._seen[name]))}"
                self._counts[mark] = self._counts.get(mark, 0) + 1
                found.append(mark)
        return " ".join(found)

    def form(self, hits: int) -> str:
        """The filters; without a script they stay away and every hit is shown."""
        choices = []
        for name, seen in self._seen.items():
            options = "".join(self._option(name, value, number) for value, number in sorted(seen.items()))
            choices.append(
                f'<label>{name}<select name="{name}"><option value="">all</option>{options}</select></label>\n'
            )
        return (
            '<form class="card" role="search" hidden>\n<label class="wide">search<input type="search" name="text" '
            f'placeholder="any word of a hit" autocomplete="off"></label>\n{"".join(choices)}'
            '<button type="reset">show all</button><button type="button" name="open">open all</button>'
            '<button type="button" name="close">close all</button>'
            f'<output aria-live="polite">{hits} of {hits} hits shown</output></form>\n'
        )

    def _option(self, name: str, value: str, number: int) -> str:
        mark = f"{name[:2]}{number}"
        return f'<option value="{mark}">{text(value)} ({self._counts[mark]})</option>'
