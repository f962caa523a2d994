"""Pictures of a report as inline SVG: classes with their intervals, and detection against alerts over thresholds.

Everything drawn is a number or a text of ours; texts are escaped all the same. No script, nothing loaded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from screening.selftest._report import Class, Point, Report

_BLUE, _RED, _GREY = "#1f5fa8", "#b03030", "#777"
_LINE = 18
_EVERY = 5


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from values to pixels."""

    low: float
    high: float
    first: float
    last: float

    def at(self, value: float) -> float:
        """The pixel of a value; values beyond an end are drawn at it."""
        share = (min(max(value, self.low), self.high) - self.low) / ((self.high - self.low) or 1.0)
        return round(self.first + share * (self.last - self.first), 1)


def _svg(width: int, height: int, title: str, parts: Iterator[str]) -> str:
    head = f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" font-size="12">'
    return f"{head}<title>{escape(title)}</title>{''.join(parts)}</svg>\n"


def _words(x: float, y: float, text: str, anchor: str = "start", colour: str = "#1a1a1a") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def _stroke(x: float, y: float, to_x: float, to_y: float, colour: str, *, width: float = 1.0) -> str:
    return f'<line x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}" stroke="{colour}" stroke-width="{width}"/>'


def _dot(x: float, y: float, colour: str, size: float = 3.5) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{size}" fill="{colour}"/>'


def _path(dots: Sequence[tuple[float, float]], colour: str) -> str:
    points = " ".join(f"{x},{y}" for x, y in dots)
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>'


def classes(report: Report) -> str:
    """One line a class: the rate as a dot, its interval as a bar, from 50 to 100 %."""
    drawn = [each for each in report.classes if each.figure.of]
    return _svg(760, _LINE * (len(drawn) + 2), "Right outcomes by class, with 95 % intervals", _class_parts(drawn))


def _class_parts(drawn: Sequence[Class]) -> Iterator[str]:
    axis, bottom = Axis(50, 100, 300, 690), _LINE * (len(drawn) + 1)
    for value in range(50, 101, 10):
        yield _stroke(axis.at(value), _LINE, axis.at(value), bottom, "#ddd")
        yield _words(axis.at(value), 12, f"{value} %", "middle", _GREY)
    for number, each in enumerate(drawn, start=1):
        y = number * _LINE + 9
        colour = _GREY if each.apart else _RED if each.hard_negative else _BLUE
        low, high = (axis.at(100 * end) for end in each.figure.interval)
        yield _words(0, y + 4, f"{each.id} {each.title}")
        yield _stroke(low, y, high, y, colour, width=3)
        yield _dot(axis.at(100 * each.figure.share), y, colour)
        yield _words(700, y + 4, f"{100 * each.figure.share:.1f}", "start", colour)


def by_threshold(report: Report) -> str:
    """Manipulated names found, and clean rows alerted on, by threshold."""
    return _svg(760, 300, "Detection and alerts by threshold", _threshold_parts(report))


def _threshold_parts(report: Report) -> Iterator[str]:
    curve = report.curve
    most = _most_alerts(curve)
    across = Axis(curve[0].threshold, curve[-1].threshold, 60, 700)
    found, alerts = Axis(0, 100, 260, 20), Axis(0, most, 260, 20)
    for step in range(5):
        y = found.at(25 * step)
        yield _stroke(60, y, 700, y, "#ddd")
        yield _words(54, y + 4, f"{25 * step} %", "end", _BLUE)
        if report.clean:
            yield _words(706, y + 4, f"{most * step / 4:.3g}", "start", _RED)
    for point in curve:
        if point.threshold % _EVERY == 0:
            yield _words(across.at(point.threshold), 276, f"{point.threshold:g}", "middle", _GREY)
    yield _words(380, 294, "threshold", "middle", _GREY)
    own = across.at(report.basis.threshold)
    yield _stroke(own, 20, own, 260, _GREY)
    yield _words(own + 4, 32, f"policy {report.basis.threshold:g}", "start", _GREY)
    yield _path([(across.at(each.threshold), found.at(100 * each.found.share)) for each in curve], _BLUE)
    yield _words(60, 12, "manipulated names found", "start", _BLUE)
    if report.clean:
        yield _path([(across.at(each.threshold), alerts.at(1000 * each.alerts.share)) for each in curve], _RED)
        yield _words(700, 12, "alerts per 1,000 clean rows", "end", _RED)


def against_alerts(report: Report) -> str:
    """Detection against alerts, one dot a threshold; "" where no clean rows were given."""
    if not report.clean:
        return ""
    return _svg(760, 320, "Detection against alerts, one dot a threshold", _against_parts(report))


def _against_parts(report: Report) -> Iterator[str]:
    curve = report.curve
    most = _most_alerts(curve)
    least = min(90.0, 10 * int(10 * min(each.found.share for each in curve if each.threshold <= 90)))
    shown = [each for each in curve if 100 * each.found.share >= least]
    across, up = Axis(0, most, 60, 700), Axis(least, 100, 270, 20)
    for step in range(5):
        value = least + (100 - least) * step / 4
        yield _stroke(60, up.at(value), 700, up.at(value), "#ddd")
        yield _words(54, up.at(value) + 4, f"{value:.4g} %", "end", _GREY)
        yield _words(across.at(most * step / 4), 286, f"{most * step / 4:.3g}", "middle", _GREY)
    yield _words(380, 306, "alerts per 1,000 clean rows", "middle", _GREY)
    yield _words(60, 12, "manipulated names found", "start", _GREY)
    dots = [(across.at(1000 * each.alerts.share), up.at(100 * each.found.share), each) for each in shown]
    yield _path([(x, y) for x, y, _ in dots], _BLUE)
    for x, y, each in dots:
        own = each.threshold == report.basis.threshold
        yield _dot(x, y, _RED if own else _BLUE, 5 if own else 2.5)
        if own or (each.threshold % _EVERY == 0 and abs(each.threshold - report.basis.threshold) > _EVERY / 2):
            yield _words(x + 8, y + 14, f"{each.threshold:g}", "start", _RED if own else _GREY)


def _most_alerts(curve: Sequence[Point]) -> float:
    """The right end of the axis of alerts: the rate at the lowest threshold, at least 1 per 1,000."""
    return max(1.0, *(1000 * each.alerts.share for each in curve))
