"""``screening selftest``: exit codes, what is written where, and refusals before the work starts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from screening import cli

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Runs the command against the starter list in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("screening.store.default_store", lambda: tmp_path / "none")

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["screening", "selftest", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return run


def test_it_prints_a_table_and_writes_a_file(command: Command) -> None:
    """Every class on standard output, the file beside it, exit code 0."""
    Path("clean.csv").write_text("name\nWilma Clearwater\n", "utf-8")
    code, out, err = command("--cases", "2", "--clean", "clean.csv", "--alert-budget", "5", "--out", "test.json")
    assert code == 0
    assert all(f"EF-{number:02}" in out for number in range(1, 33))
    assert "Nothing was changed" in out
    assert "wrote test.json" in err
    assert "Clearwater" not in out + err
    said = json.loads(Path("test.json").read_text("utf-8"))
    assert said["basis"]["clean"].startswith("clean.csv, SHA-256 ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "test.pdf"), ".html or .json"),
        (("--alert-budget", "3"), "--clean"),
        (("--cases", "0"), "1 or more"),
        (("--policy", "none.toml"), "policy"),
        (("--clean", "none.csv"), "none.csv"),
    ],
)
def test_what_cannot_be_done_is_refused(command: Command, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2 and one line with the way out."""
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_list_that_is_missing_ends_with_three(command: Command) -> None:
    """No test without its lists."""
    assert command("--list", "un_sc")[0] == 3
