"""Laws of ``screening decide``: what an officer types is written down once, shown whole, and no name is logged."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from screening import cli, hits
from screening.cli import _decide as module
from screening.counterparties import Lines, read
from screening.decisions import Decisions, DecisionsFile, GoodGuy
from screening.schema import SUPPRESSED, Counterparty, Hit
from screening.screen import Screener
from tests.decisions.made import ALERT, DAY, LISTED
from tests.worlds import screener

Command = Callable[..., SimpleNamespace]
ROWS = "customer_id,name,dob,director\nC-1,Anna Holmqvist,1980-01-01,\nC-2,Olga Berg,1970-05-16,Berg Olga\n"
KEY = hits.alert_id(Counterparty("Olga Berg", customer_id="C-2"), "starter", "7")
WHY = ("--author", "A. Officer", "--reason", "Younger.", "--evidence", "Passport.", "--expires", "2027-01-05")
SAID = ("--by", "B. Officer", "--reason", "Looked at both.")
FILE = ("--decisions", "d")


@pytest.fixture(scope="module")
def world() -> Screener:
    """One designation."""
    return screener(LISTED)


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, world: Screener
) -> Command:
    """Runs ``screening decide`` on a fixed day, in a folder with a file of two customers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "today", lambda: DAY)
    monkeypatch.setattr(Screener, "load", lambda **_: world)
    Path("in.csv").write_text(ROWS, "utf-8")

    def run(*arguments: str) -> SimpleNamespace:
        monkeypatch.setattr("sys.argv", ["screening", "decide", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        assert "Olga" not in err
        assert "Traceback" not in err
        return SimpleNamespace(code=end.value.code or 0, out=out, err=err)

    return run


def screened(world: Screener) -> Hit:
    """The hit of the second customer, with what was decided."""
    party = next(Lines(read(Path("in.csv")).frame).parties([1]))
    (found,) = world.check(party)
    return Decisions.read(Path("d")).apply(found, party, LISTED, DAY)


def test_an_officer_suppresses_and_revokes(command: Command, world: Screener) -> None:
    """From a row of the file: bound, shown whole, in force with the next run; revoked, it is back."""
    made = command("good-guy", "in.csv", "--row", "2", "--alert", KEY, *WHY, *FILE)
    assert (made.code, "decision 1 on alert" in made.err) == (0, True)
    assert "birth date: 1970-05-16" in made.out
    assert "names: BERG, Olga (primary, strong)" in made.out
    assert (screened(world).alert_id, screened(world).why_no_alert) == (KEY, SUPPRESSED)
    assert command("revoke", KEY, *SAID, *FILE).code == 0
    assert screened(world).decision.startswith("back since 2026-01-05")


def test_a_party_in_a_role_has_an_alert_of_its_own(command: Command) -> None:
    """A director is bound as director."""
    key = hits.alert_id(Counterparty("Berg Olga", customer_id="C-2", field="director"), "starter", "7")
    assert command("good-guy", "in.csv", "--row", "2", "--alert", key, *WHY, *FILE).code == 0
    (line,) = DecisionsFile(Path("d")).lines()
    assert isinstance(line.decision, GoodGuy)
    assert (line.decision.role, line.decision.customer["name"]) == ("director", "Berg Olga")


def test_dispositions_are_shown(command: Command, world: Screener) -> None:
    """Written by a person, the newest on the hit; one line a line, or all that was said of one alert."""
    assert command("disposition", KEY, "--status", "open", *SAID, *FILE).code == 0
    assert command("disposition", KEY, "--status", "name match", "--note", "a\tb\x1b[2J", *SAID, *FILE).code == 0
    assert screened(world).disposition == "name match"
    shown = command("show", *FILE).out.splitlines()
    assert shown[0] == "number\tdate\talert\twhat\twho"
    assert shown[2] == f"2\t2026-01-05\t{KEY}\tname match\tB. Officer"
    full = command("show", KEY, *FILE).out
    assert "  status: name match\n" in full
    assert "\x1b" not in full


def test_export_import_verify(command: Command) -> None:
    """Out and into a new file: the same head."""
    for status in ("open", "escalated"):
        command("disposition", ALERT, "--status", status, *SAID, *FILE)
    assert command("export", "out.csv", *FILE).code == 0
    assert command("import", "out.csv", "--decisions", "e").code == 0
    first, second = command("verify", *FILE), command("verify", "--decisions", "e")
    assert first.out == second.out
    assert first.out.startswith("2 decisions, unbroken, head ")
    assert command("verify", "--head", first.out.split()[-1], *FILE).code == 0
    assert command("verify", "--head", "ab" * 32, *FILE).code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("good-guy", "in.csv", "--alert", KEY, *WHY),
        ("good-guy", "--row", "2", "--alert", KEY, *WHY),
        ("good-guy", "in.csv", "--row", "2", "--run", "x", "--alert", KEY, *WHY),
        ("good-guy", "in.csv", "--row", "1", "--alert", KEY, *WHY),
        ("good-guy", "in.csv", "--row", "9", "--alert", KEY, *WHY),
        ("good-guy", "in.csv", "--row", "2", "--alert", KEY, *WHY, "--four-eyes"),
        ("good-guy", "in.csv", "--row", "2", "--alert", KEY, *WHY, "--approver", "a. officer"),
        ("good-guy", "in.csv", "--row", "2", "--alert", KEY, *WHY, "--rule", "R-1"),
        ("good-guy", "in.csv", "--row", "2", "--alert", KEY, *WHY[:-1], "soon"),
        ("good-guy", "in.csv", "--row", "2", "--alert", KEY, *WHY[:-1], "2029-01-01"),
        ("good-guy", "in.csv", "--row", "2", "--name", "Anna", "--alert", KEY, *WHY),
        ("disposition", KEY, "--status", "done", *SAID),
        ("disposition", "", "--status", "open", *SAID),
        ("revoke", KEY, *SAID),
        ("show",),
        ("export", "out.csv"),
        ("verify",),
    ],
)
def test_what_cannot_be_done_is_one_line(command: Command, arguments: tuple[str, ...]) -> None:
    """Exit code 2, one line, and no file is made."""
    ran = command(*arguments, *FILE)
    assert ran.code == 2
    assert ran.err.startswith("error: ")
    assert ran.err.count("\n") == 1
    assert not Path("d").exists()
    assert not Path("out.csv").exists()
