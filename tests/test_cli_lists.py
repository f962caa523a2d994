"""``screening lists`` as a person meets it: what is said before, beside and after the tables."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from screening import cli, saved
from tests.test_store import NEW, OLD, described, snapshot, text

Command = Callable[..., SimpleNamespace]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with two snapshots of one list; one party came, whose name a spreadsheet would run."""
    folder = described(tmp_path / "store")
    snapshot(folder, OLD, text(1, 2))
    snapshot(folder, NEW, text(1, 2, 3).replace("Example Party 3", "=Пример"))
    return tmp_path / "store"


@pytest.fixture
def command(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs ``screening lists`` against the store."""
    monkeypatch.setattr(saved, "cache_folder", lambda: None)

    def run(*arguments: str, of: Path = store) -> SimpleNamespace:
        monkeypatch.setattr("sys.argv", ["screening", "lists", *arguments, "--store", str(of)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return SimpleNamespace(code=end.value.code or 0, out=out, err=err)

    return run


def test_a_difference_is_told_and_written_for_a_spreadsheet(command: Command, tmp_path: Path) -> None:
    """The report says who came; in the CSV no name becomes a formula (HT-21), and Excel reads it as UTF-8."""
    out = tmp_path / "changes.csv"
    ran = command("diff", "ours", OLD.isoformat(), NEW.isoformat(), "--out", str(out))
    assert (ran.code, ran.err) == (0, f"wrote {out} (1 changes)\n")
    assert "1 added, 0 removed, 0 changed" in ran.out
    assert out.read_text("utf-8").startswith("\ufefflist_id,entry_id,")
    assert ",'=Пример," in out.read_text("utf-8")


def test_a_difference_told_backwards_is_said_to_be(command: Command) -> None:
    """The older snapshot comes first; who names the newer first is told, so that nobody passes as de-listed."""
    ran = command("diff", "ours", NEW.isoformat(), OLD.isoformat())
    assert "0 added, 1 removed, 0 changed" in ran.out
    assert ran.err == "warning: 2024-01-12 is the newer one of the two: what is told happened the other way round\n"


def test_a_difference_that_cannot_be_written_is_refused_before_the_work(command: Command, tmp_path: Path) -> None:
    """Not after a long report has passed by; one line, exit code 2."""
    ran = command("diff", "ours", OLD.isoformat(), NEW.isoformat(), "--out", str(tmp_path / "absent" / "x.csv"))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "cannot be written (No such file or directory)" in ran.err


@pytest.mark.parametrize("what", ["show", "verify"])
def test_a_store_that_is_not_there_is_an_error_with_a_way_out(command: Command, tmp_path: Path, what: str) -> None:
    """Never an empty table that looks like a sound store."""
    ran = command(what, of=tmp_path / "absent")
    assert (ran.code, ran.out) == (3, "")
    assert "the store does not exist. Name the folder of your lists." in ran.err
