"""Pictures of figures as inline SVG: bars by value, scores with the thresholds, alerts over runs.

Every bar has its number beside it, so that no colour has to be told apart; other hits than alerts are hatched.
"""

from collections.abc import Iterator, Sequence

from screening.page import text
from screening.stats._figures import STEP, Group, Stats

_LINE, _LEFT, _WIDE = 22, 300, 380
DEFS = (
    '<svg width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
    '<rect width="2" height="6" fill="#8a94a3"/></pattern></defs></svg>\n'
)
"""The hatching that the pictures of a page share."""
_ALERT, _OTHER, _INK = "#0072b2", "url(#hatch)", "#1b2430"


def _svg(width: int, height: int, title: str, parts: Iterator[str]) -> str:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg {size} role="img"><title>{text(title)}</title>{"".join(parts)}</svg>\n'


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    edge = ' stroke="#8a94a3"' if fill == _OTHER else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{edge}/>'


def _words(x: float, y: float, said: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text(said)}</text>'


def bars(title: str, groups: Sequence[Group]) -> str:
    """One bar a value: alerts full, other hits hatched behind them, both as numbers."""
    return _svg(_LEFT + _WIDE + 120, _LINE * len(groups) + 4, title, _bars(groups)) if groups else ""


def _bars(groups: Sequence[Group]) -> Iterator[str]:
    most = max(group.hits for group in groups)
    for number, group in enumerate(groups):
        y = number * _LINE + 4
        alerts, all_hits = _WIDE * group.alerts / most, _WIDE * group.hits / most
        value = group.value if len(group.value) <= 42 else f"{group.value[:41]}…"
        yield _words(_LEFT - 8, y + 12, value, "end")
        yield _rect(_LEFT, y, alerts, 15, _ALERT)
        yield _rect(_LEFT + alerts, y, all_hits - alerts, 15, _OTHER) if group.hits > group.alerts else ""
        other = f" + {group.hits - group.alerts:,}" if group.hits > group.alerts else ""
        yield _words(_LEFT + all_hits + 6, y + 12, f"{group.alerts:,}{other}")


def scores(stats: Stats) -> str:
    """Hits by score with the thresholds that applied."""
    return _svg(800, 240, "Hits by score", _scores(stats)) if stats.scores else ""


def _scores(stats: Stats) -> Iterator[str]:
    low = min(stats.scores[0][0], *(int(each) for each in stats.thresholds))
    most = max(alerts + other for _, alerts, other in stats.scores)
    scale = 700 / (100 - low)

    def across(score: float) -> float:
        return 60 + (score - low) * scale

    yield _words(54, 26, f"{most:,}", "end") + _words(54, 200, "0", "end")
    yield f'<path d="M60 20V200H760" fill="none" stroke="{_INK}"/>'
    for start, alerts, other in stats.scores:
        full, rest = 180 * alerts / most, 180 * other / most
        yield _rect(across(start) + 1, 200 - full, STEP * scale - 2, full, _ALERT) if alerts else ""
        yield _rect(across(start) + 1, 200 - full - rest, STEP * scale - 2, rest, _OTHER) if other else ""
    for score in range(low + (-low % 10), 101, 10):
        yield _words(across(score), 216, str(score), "middle")
    for number, each in enumerate(stats.thresholds):
        yield f'<path d="M{across(each):.1f} 12V200" stroke="{_INK}" stroke-width="2.5" stroke-dasharray="6 3"/>'
        yield _words(across(each) + 5, 14 + 14 * (number % 3), f"threshold {each:g}")
    yield _words(410, 234, "score", "middle")


def over_runs(stats: Stats) -> str:
    """Alerts per 1,000 rows, run by run; "" for one run."""
    return _svg(800, 220, "Alerts per 1,000 rows, run by run", _over(stats)) if len(stats.runs) > 1 else ""


def _over(stats: Stats) -> Iterator[str]:
    most = max(1.0, *(run.per_thousand for run in stats.runs))
    wide = 700 / len(stats.runs)
    yield _words(54, 26, f"{most:.4g}", "end") + _words(54, 180, "0", "end")
    yield f'<path d="M60 20V180H760" fill="none" stroke="{_INK}"/>'
    for number, run in enumerate(stats.runs):
        x, high = 60 + number * wide, 160 * run.per_thousand / most
        yield _rect(x + wide * 0.15, 180 - high, wide * 0.7, high, _ALERT)
        if wide >= 40:
            yield _words(x + wide / 2, 176 - high, f"{run.per_thousand:.4g}", "middle")
            yield _words(x + wide / 2, 198, f"run {number + 1}", "middle")
