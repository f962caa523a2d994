"""``screening ownership``: parties by entry and by name, certain and potential, faults, exit codes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from screening import cli
from screening.errors import InputError
from screening.schema import Kind
from screening.screen import Screener
from tests.worlds import ACTION, designation, screener

FREEZE = replace(
    ACTION, authority="US Department of the Treasury (OFAC)", measures=("Blocking of property (asset freeze)",)
)
SHORT = replace(FREEZE, measures=("Restrictions short of blocking",))


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of a person and two companies, one of which is under no asset freeze."""
    made = screener(
        designation("E-1", "Ivan Petrovich Sidorov", actions=[FREEZE]),
        designation("E-2", "Glass Harbour Logistics LLC", Kind.ORGANISATION, actions=[FREEZE]),
        designation("E-3", "Quiet Meadow Trading", Kind.ORGANISATION, actions=[SHORT]),
    )
    monkeypatch.setattr(Screener, "load", lambda **_: made)


def run(tmp_path: Path, rows: str, *options: str) -> Result:
    """The command on a file of these rows."""
    file = tmp_path / "edges.csv"
    file.write_text(f"owner,owned,percent,control\n{rows}", encoding="utf-8")
    return CliRunner().invoke(cli.app, ["ownership", str(file), *options])


ROWS = (
    "starter:E-1,Alpha Ltd,25,\nGLASS HARBOUR LOGISTICS LLC,Alpha Ltd,25,\n"
    "Alpha Ltd,Beta BV,60,\nSidorov I.,Gamma,50,\nQuiet Meadow Trading,Delta,90,\n"
)


def test_blocked_by_ownership_with_the_sum(tmp_path: Path) -> None:
    """By entry and by name, 25 + 25 = 50 %, and on to the next level; who is under no freeze counts for nothing."""
    done = run(tmp_path, ROWS, "--exit-code")
    assert done.exit_code == 1, done.output
    assert "blocked by ownership: 25 + 25 = 50 % via GLASS HARBOUR LOGISTICS LLC, starter:E-1" in done.stdout
    assert "Beta BV\n  OFAC: blocked by ownership: 60 % via Alpha Ltd" in done.stdout
    assert "Delta" not in done.stdout
    assert "under no asset freeze of a rule's authority: 1 parties" in done.stderr
    assert "potential matches, not legal conclusions" in done.stderr


def test_a_lower_grade_is_potential(tmp_path: Path) -> None:
    """A name that is only like a listed one makes others potentially blocked, in words and in JSON."""
    said = json.loads(run(tmp_path, ROWS, "--json").stdout)
    certain = {each["party"]: (each["certain"], each["outcome"], each["percent"]) for each in said["findings"]}
    assert certain == {
        "Alpha Ltd": (True, "blocked by ownership", "50"),
        "Beta BV": (True, "blocked by ownership", "60"),
        "Gamma": (False, "blocked by ownership", "50"),
    }
    assert [each["party"] for each in said["listed"] if each["potential"]] == ["Sidorov I."]


def test_faults_name_parties_on_standard_output_only(tmp_path: Path) -> None:
    """The path of a circle is shown to who runs it; the error, which may be logged, has the lines (HT-26)."""
    done = run(tmp_path, "Alpha,Beta,50,\nBeta,Alpha,50,\n")
    assert "Alpha -> Beta -> Alpha" in done.stdout
    assert isinstance(done.exception, InputError)
    assert "lines 2, 3" in str(done.exception)
    assert "Alpha" not in str(done.exception) + done.stderr
    assert run(tmp_path, "Alpha,Beta,50,\nBeta,Alpha,50,\n", "--allow-cycles").exit_code == 0


@pytest.mark.parametrize("party", ["starter:E-9", "us_ofac_sdn:1"])
def test_an_entry_that_is_not_there_is_an_error(tmp_path: Path, party: str) -> None:
    """A mistyped entry would make a blocked owner nobody: it is refused, with its line."""
    done = run(tmp_path, f"A,B,10,\n{party},C,50,\n")
    assert isinstance(done.exception, InputError)
    assert "line 3" in str(done.exception)
