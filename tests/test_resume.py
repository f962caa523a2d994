"""Laws of a long run: its report is there whole or not at all, and a run that was stopped goes on to the same bytes."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import filelock
import polars as pl
import pytest

from screening import counterparties
from tests.data import ROOT
from tests.test_cli import FakeScreener, command

__all__ = ["command"]

Command = Callable[..., SimpleNamespace]
ROWS = "name,note\n" + "".join(f"{name},{number}\n" for number, name in enumerate(["Olga", "Anna", "Bad", "Weak"] * 5))
PARTS = 7  # of three rows each


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of some rows is a long file."""
    monkeypatch.setattr(counterparties, "PART", 3)


def names() -> list[str]:
    """What lies in the folder of the run."""
    return sorted(path.name for path in Path().iterdir())


def whole(command: Command, form: str) -> bytes:
    """The report of a run in one go."""
    command("screen", "in.csv", "--out", f"whole.{form}", given=ROWS)
    return Path(f"whole.{form}").read_bytes()


def stopping(monkeypatch: pytest.MonkeyPatch, after: int, error: BaseException) -> None:
    """Stop the run when so many parts are done."""
    screened = FakeScreener.run_batches

    def some(self: FakeScreener, frames: Iterable[pl.DataFrame], **options: Any) -> Iterator[object]:  # noqa: ANN401
        for number, run in enumerate(screened(self, frames, **options)):
            if number == after:
                raise error
            yield run

    monkeypatch.setattr(FakeScreener, "run_batches", some)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("after", range(PARTS))
def test_an_interrupted_run_goes_on_to_the_same_bytes(
    command: Command, monkeypatch: pytest.MonkeyPatch, form: str, after: int
) -> None:
    """Ctrl-C says how many rows are done and how to go on; report, counts and errors are then those of one run."""
    expected = whole(command, form)
    counts = command("screen", "in.csv", "--out", "again.csv").err.partition("\nrow 3 in error")[2]
    with monkeypatch.context() as patch:
        stopping(patch, after, KeyboardInterrupt())
        ran = command("screen", "in.csv", "--out", f"hits.{form}")
    done = f" after {3 * after} rows" if after else ""
    go_on = ". To go on there, run the same command with --resume" if after else ""
    assert (ran.code, ran.err.splitlines()[-1]) == (130, f"interrupted{done}; no report was written{go_on}")
    left = [f"hits.{form}.journal", f"hits.{form}.part"] if after else []
    assert [name for name in names() if name.startswith("hits")] == left
    ran = command("screen", "in.csv", "--out", f"hits.{form}", "--resume")
    assert ran.code == 2
    assert (f"going on after {3 * after} rows" in ran.err) == bool(after)
    assert ran.err.partition("\nrow 3 in error")[2].partition("\nscreened")[0] == counts.partition("\nscreened")[0]
    assert ran.err.endswith(counts[counts.index("\nhits ") :])
    assert Path(f"hits.{form}").read_bytes() == expected
    assert names() == sorted(["in.csv", "again.csv", f"whole.{form}", f"hits.{form}"])


def test_a_run_is_stopped_again_and_again(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after each part it still comes to the same report."""
    expected = whole(command, "csv")
    for _ in range(PARTS):
        with monkeypatch.context() as patch:
            stopping(patch, 1, RuntimeError())
            command("screen", "in.csv", "--out", "hits.csv", "--resume")
    command("screen", "in.csv", "--out", "hits.csv", "--resume")
    assert Path("hits.csv").read_bytes() == expected


@pytest.mark.parametrize("torn", ["", '{"bytes": 99999, "rows"', '{"bytes": 1'])
def test_what_was_written_after_the_last_whole_line_is_cut_off(
    command: Command, monkeypatch: pytest.MonkeyPatch, torn: str
) -> None:
    """Hits without their line in the journal, and half a line of it, are written again."""
    expected = whole(command, "csv")
    with monkeypatch.context() as patch:
        stopping(patch, 2, KeyboardInterrupt())
        command("screen", "in.csv", "--out", "hits.csv")
    for name, more in (("hits.csv.part", "half a hit, "), ("hits.csv.journal", torn)):
        with Path(name).open("a", encoding="utf-8") as file:
            file.write(more)
    command("screen", "in.csv", "--out", "hits.csv", "--resume")
    assert Path("hits.csv").read_bytes() == expected


KILLED = """
import os, signal, sys
from screening import cli, counterparties
from screening.cli import _kept
place, at, calls = sys.argv.pop(1), int(sys.argv.pop(1)), 0
counterparties.PART = 2
def killing(call, before):
    def killed(*given, **named):
        global calls
        calls += 1
        if before and calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
        call(*given, **named)
        if calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
    return killed
if place == "append":
    from screening.reports import as_csv
    as_csv.append = killing(as_csv.append, False)
elif place == "said":
    _kept.Kept._say = killing(_kept.Kept._say, False)
elif place == "finish":
    _kept.Kept.finish = killing(_kept.Kept.finish, True)
cli.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(("place", "at"), [("append", 2), ("said", 4), ("finish", 1)])
def test_a_killed_run_goes_on_to_the_same_bytes(tmp_path: Path, place: str, at: int) -> None:
    """Killed with -9 while hits are written, between two parts, and before the report is put in its place."""

    def run(place: str, at: int, out: str, *options: str) -> int:
        file = ROOT / "examples" / "counterparties.csv"
        said = ["screen", str(file), "--out", str(tmp_path / out), *options]
        environment = {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
        environment["HOME"] = str(tmp_path)
        arguments = [sys.executable, "-c", KILLED, place, str(at), *said]
        return subprocess.run(arguments, env=environment, check=False, capture_output=True).returncode

    assert run("nowhere", 0, "whole.csv") == 0
    assert run(place, at, "hits.csv") == -9
    assert not (tmp_path / "hits.csv").exists()
    assert run("nowhere", 0, "hits.csv", "--resume") == 0
    assert (tmp_path / "hits.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert not list(tmp_path.glob("hits.csv.*"))


def changed_threshold(_: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The same run at another threshold."""
    return ("--threshold", "80")


def changed_input(_: pytest.MonkeyPatch) -> tuple[str, ...]:
    """A name was changed, the size was not."""
    Path("in.csv").write_text(ROWS.replace("Anna", "Olga", 1), "utf-8")
    return ()


def changed_program(patch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The program was updated meanwhile."""
    patch.setattr("screening.saved.code_digest", lambda: "another")
    return ()


def changed_report(_: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Somebody wrote into the growing report."""
    Path("hits.csv.part").write_text("row\n" * 1000, "utf-8")
    return ()


def lost_report(_: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The growing report is gone."""
    Path("hits.csv.part").unlink()
    return ()


def damaged_journal(_: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The journal is no journal."""
    Path("hits.csv.journal").write_text("dear diary\n", "utf-8")
    return ()


def odd_journal(_: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The journal is one of another kind."""
    Path("hits.csv.journal").write_text('{"basis": {}}\n{"rows": 3}\n', "utf-8")
    return ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed_threshold, "the threshold changed since it was stopped"),
        (changed_input, "the input changed since it was stopped"),
        (changed_program, "the program changed since it was stopped"),
        (changed_report, "hits.csv.part is not what was written"),
        (lost_report, "what was written so far is not there"),
        (damaged_journal, "hits.csv.journal cannot be read"),
        (odd_journal, "hits.csv.journal cannot be read"),
    ],
)
def test_a_run_that_would_not_give_one_report_does_not_go_on(
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[pytest.MonkeyPatch], tuple[str, ...]],
    said: str,
) -> None:
    """Refused in one line with the reason; without --resume the run begins again, whatever was left."""
    with monkeypatch.context() as patch:
        stopping(patch, 2, KeyboardInterrupt())
        command("screen", "in.csv", "--out", "hits.csv", given=ROWS)
    with monkeypatch.context() as patch:
        options = change(patch)
        ran = command("screen", "in.csv", "--out", "hits.csv", *options, "--resume")
        way_out = "Run without --resume to begin again."
        assert (ran.code, ran.err.splitlines()[-1]) == (
            2,
            f"error: hits.csv: this run cannot go on: {said}. {way_out}",
        )
        assert "hits.csv" not in names()
        assert command("screen", "in.csv", "--out", "hits.csv", *options).code == 2
    assert names() == ["hits.csv", "in.csv"]


def test_with_nothing_to_go_on_with_a_run_begins(command: Command) -> None:
    """--resume may stand in a script that runs every day."""
    expected = whole(command, "csv")
    assert "going on" not in command("screen", "in.csv", "--out", "hits.csv", "--resume").err
    assert Path("hits.csv").read_bytes() == expected
    command("screen", "in.csv", "--out", "hits.csv", "--resume", given="name\n")
    assert Path("hits.csv").read_text("utf-8-sig").count("\n") == 1


@pytest.mark.parametrize("options", [(), ("--out", "hits.xlsx"), ("--out", "hits.csv", "--format", "html")])
def test_reports_that_are_written_whole_do_not_go_on(command: Command, options: tuple[str, ...]) -> None:
    """Said in one line before the work starts."""
    ran = command("screen", "in.csv", *options, "--resume", given=ROWS)
    assert (ran.code, ran.err.count("\n"), "only csv and jsonl reports go on" in ran.err) == (2, 1, True)


@pytest.mark.parametrize("form", ["csv", "jsonl", "html", "txt", "parquet"])
def test_a_long_file_gives_the_report_of_a_short_one(
    command: Command, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """Part by part or at once: the same bytes, the same counts, nothing left beside the report."""
    ran = command("screen", "in.csv", "--out", f"parts.{form}", given=ROWS)
    monkeypatch.setattr(counterparties, "PART", 1000)
    short = command("screen", "in.csv", "--out", f"once.{form}")
    assert Path(f"parts.{form}").read_bytes() == Path(f"once.{form}").read_bytes()
    assert ran.err.splitlines()[-4:] == short.err.splitlines()[-4:]
    assert "reading in.csv: encoding UTF-8" in ran.err
    assert "read in.csv: 20 rows\n" in ran.err
    assert "\nscreened 20 rows in " in ran.err
    assert names() == sorted(["in.csv", f"once.{form}", f"parts.{form}"])


def test_two_runs_never_write_one_report(command: Command) -> None:
    """The second is told so before it screens a row."""
    with filelock.FileLock("hits.csv.lock"):
        ran = command("screen", "in.csv", "--out", "hits.csv", given=ROWS)
    assert (ran.code, "another run is writing this report" in ran.err) == (2, True)


def test_a_disk_that_is_full_is_said(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and no report."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("screening.cli._kept.os.fsync", full)
    ran = command("screen", "in.csv", "--out", "hits.csv", given=ROWS)
    assert ran.code == 2
    assert ran.err.splitlines()[-1].startswith(
        "error: hits.csv: the report cannot be written (No space left on device)"
    )
    assert not Path("hits.csv").exists()
