"""Laws of ``screening stats``: what goes where, and what is refused before the work."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from screening.cli import app
from screening.errors import UsageError
from tests.stats.made import record


def test_figures_go_to_standard_output_and_the_page_to_its_file(tmp_path: Path) -> None:
    """Text or JSON on standard output, the page where it was asked for, nothing of a name on standard error."""
    run = record(tmp_path / "run", [{}])
    ran = CliRunner().invoke(app, ["stats", str(run), "--json", "--out", str(tmp_path / "stats.html")])
    assert (ran.exit_code, json.loads(ran.stdout)["total"]["alerts"]) == (0, 1)
    assert ran.stderr == f"wrote {tmp_path / 'stats.html'}\n"
    assert "alerts per 1,000 rows" in (tmp_path / "stats.html").read_text("utf-8")
    assert "designations with most alerts" in CliRunner().invoke(app, ["stats", str(run)]).stdout


@pytest.mark.parametrize("options", [["--top", "-1"], ["--out", "x.pdf"], ["{run}"]], ids=str)
def test_what_cannot_be_done_is_refused(tmp_path: Path, options: list[str]) -> None:
    """A negative number, another format and a run named twice are errors with a way out."""
    run = str(record(tmp_path / "run", [{}]))
    ran = CliRunner().invoke(app, ["stats", run, *(each.format(run=run) for each in options)])
    assert isinstance(ran.exception, UsageError)
    assert ran.exception.way_out
