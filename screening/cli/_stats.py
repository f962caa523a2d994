"""``screening stats``: management information from run records."""

from pathlib import Path
from typing import Annotated

import typer

from screening import reports, stats
from screening.cli._spoken import emit, say
from screening.errors import UsageError

_SUFFIXES = (".html", ".htm")


def run_stats(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Folders of run records.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON document.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write an .html page there.")] = None,
    top: Annotated[
        int, typer.Option("--top", metavar="N", help="How many designations and words to name.")
    ] = stats.NOISIEST,
) -> None:
    """Count what came of runs: alerts by list, programme and grade, why there was none, what makes most of them."""
    if top < 0:
        raise UsageError(f"--top {top} is no number of lines", way_out="Give 0 or more.")
    if len({folder.resolve() for folder in runs}) < len(runs):
        raise UsageError("a run is named twice", way_out="Name each run once, or its alerts count twice.")
    if out is not None and out.suffix.lower() not in _SUFFIXES:
        raise UsageError(f"no page of figures has the suffix {out.suffix!r}", way_out="Use .html.")
    if out is not None:
        reports.check_writable(out)
    found = stats.stats([stats.read(folder) for folder in runs], top)
    if out is not None:
        reports.write_text(out, stats.as_html(found))
        say(f"wrote {out}")
    emit([stats.as_json(found)] if as_json else stats.lines(found))
