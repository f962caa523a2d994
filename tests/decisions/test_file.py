"""Laws of the decisions file: only added to, every change shows, two processes at once, killed at any moment."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from screening.decisions import FIRST, Decisions, DecisionsFile
from screening.decisions import _file as module
from screening.decisions._lines import chained, writing
from screening.errors import DecisionsError
from tests.data import ROOT
from tests.decisions.made import disposition, entry, revocation


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of three decisions."""
    made = tmp_path / "made.decisions"
    DecisionsFile(made).add(entry(), disposition())
    DecisionsFile(made).add(revocation())
    return made


def raw(path: Path, *statements: str) -> None:
    """Do to the file what the program never does."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        for each in statements:
            base.execute(each)


def test_lines_come_back_as_they_were_added(path: Path) -> None:
    """In order, with every field, and one chain; the view has the head."""
    lines = list(DecisionsFile(path).lines())
    assert [each.decision for each in lines] == [entry(), disposition(), revocation()]
    assert [each.number for each in lines] == [1, 2, 3]
    assert DecisionsFile(path).verify() == (3, lines[-1].hash)
    assert Decisions.read(path).head == lines[-1].hash
    assert Decisions().head == FIRST


def test_the_chain_is_that_of_the_lines_alone(path: Path, tmp_path: Path) -> None:
    """The same decisions in the same order have the same head, in one addition or in several."""
    other = DecisionsFile(tmp_path / "other")
    assert other.add(entry(), disposition(), revocation()) == DecisionsFile(path).verify()


def test_at_rest_it_is_one_file(path: Path) -> None:
    """No journal or temporary file stays beside it."""
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lines SET line = '{}' WHERE number = 1",
        "DELETE FROM lines WHERE number = 3",
        "INSERT OR REPLACE INTO lines VALUES (1, '{}', '')",
        "INSERT INTO lines VALUES (9, '{}', '')",
    ],
)
def test_the_file_itself_refuses_change(path: Path, statement: str) -> None:
    """HT-18: SQLite refuses what is no addition at the end, whoever asks."""
    with pytest.raises(sqlite3.IntegrityError):
        raw(path, statement)
    assert DecisionsFile(path).verify()[0] == 3


GUARDS = [f"DROP TRIGGER {name}" for name in ("lines_in_order", "lines_never_change", "lines_never_go")]
AGAIN = [each for each in module._SCHEMA if "TRIGGER" in each]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (["UPDATE lines SET line = replace(line, '2027', '2028') WHERE number = 1"], "line 1 was changed"),
        (["UPDATE lines SET hash = upper(hash) WHERE number = 2"], "line 2 was changed"),
        (["DELETE FROM lines WHERE number = 2"], "line 2 is missing"),
        (["UPDATE lines SET line = x'ff' WHERE number = 2"], "line 2 is no text"),
        (["UPDATE lines SET number = -number", "UPDATE lines SET number = number + 4"], "line 1 was changed"),
    ],
)
def test_verify_names_the_first_bad_line(path: Path, changes: list[str], said: str) -> None:
    """Whoever takes the guards away and puts them back is found by the chain."""
    raw(path, *GUARDS, *changes, *AGAIN)
    with pytest.raises(DecisionsError, match=said):
        DecisionsFile(path).verify()
    with pytest.raises(DecisionsError, match=said):
        Decisions.read(path)


def test_a_file_without_its_guards_is_refused(path: Path) -> None:
    """A table that could be changed unseen is not added to."""
    raw(path, GUARDS[1])
    with pytest.raises(DecisionsError, match="guards"):
        DecisionsFile(path).add(disposition())


def test_lines_cut_off_are_found_by_an_old_head(path: Path) -> None:
    """A chain cannot tell that its end is missing; the head in a run record can."""
    number, head = DecisionsFile(path).verify()
    raw(path, *GUARDS, "DELETE FROM lines WHERE number = 3", *AGAIN)
    assert DecisionsFile(path).verify()[0] == number - 1
    with pytest.raises(DecisionsError, match=head):
        DecisionsFile(path).verify(head)


def test_a_line_of_another_form_is_refused(path: Path) -> None:
    """A line that fits its hash and says what no decision says is named, not passed over."""
    for text in ('{"line":"good-guy"}', "[" * 100_000, '{"line":"x"}', "x", "null"):
        with closing(sqlite3.connect(path)) as base, base:
            (head,) = base.execute("SELECT hash FROM lines WHERE number = 3").fetchone()
            base.execute("INSERT INTO lines VALUES (4, ?, ?)", (text, chained(head, text)))
        with pytest.raises(DecisionsError, match="line 4 is no decision"):
            Decisions.read(path)
        raw(path, GUARDS[2], "DELETE FROM lines WHERE number = 4", AGAIN[2])


def cut(path: Path) -> None:
    """The file ends too soon."""
    path.write_bytes(path.read_bytes()[:5_000])


def scribbled(path: Path) -> None:
    """Everything behind the first page is noise."""
    data = bytearray(path.read_bytes())
    data[4_096:] = b"\xff" * (len(data) - 4_096)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "cannot be read"),
        (lambda path: path.write_bytes(b""), "is no decisions file"),
        (lambda path: path.write_bytes(b"name,x\n1,2\n" * 99), "is no decisions file"),
        (lambda path: path.write_bytes(module.HEADER + b"x" * 99), "damaged"),
        (lambda path: raw(path, "PRAGMA application_id = 1"), "another program"),
        (lambda path: raw(path, "PRAGMA user_version = 2"), "is of format 2"),
        (lambda path: raw(path, "CREATE VIEW more AS SELECT 1"), "table or its guards"),
        (cut, "damaged|missing"),
        (scribbled, "damaged"),
    ],
)
def test_a_file_that_is_not_ours_is_one_clear_error(path: Path, spoil: Callable[[Path], None], said: str) -> None:
    """Of another program, of a newer version, damaged, absent: one line, and it is not written to."""
    spoil(path)
    before = path.read_bytes() if path.exists() else b""
    for use in (lambda: Decisions.read(path), DecisionsFile(path).verify):
        with pytest.raises(DecisionsError, match=said):
            use()
    if before:
        with pytest.raises(DecisionsError):
            DecisionsFile(path).add(disposition())
        assert path.read_bytes() == before


def test_a_busy_file_is_one_clear_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that holds the file too long does not hold us for ever."""
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("BEGIN IMMEDIATE")
        with pytest.raises(DecisionsError, match="in use"):
            DecisionsFile(path).add(disposition())


def test_an_addition_is_whole_or_not_at_all(path: Path) -> None:
    """What fails in the middle of several leaves none of them."""

    def texts() -> object:
        yield writing(disposition())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        DecisionsFile(path).add_writings(texts())  # type: ignore[arg-type]  # a source that breaks
    assert DecisionsFile(path).verify()[0] == 3


ADDING = """
import os, signal, sys, time
from datetime import date
from pathlib import Path
from screening.decisions import DecisionsFile, Disposition
file = DecisionsFile(Path(sys.argv[1]))

def say(text):  # in one piece, whatever the buffering: a kill must not leave half a line
    os.write(1, (text + "\\n").encode())
say("ready")
for line in sys.stdin:
    who, count, kill_after = line.split()
    if child := os.fork():
        if float(kill_after):
            time.sleep(float(kill_after))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        say("ended")
        continue
    for number in range(int(count)):
        say("writing")
        file.add(Disposition("a1", "open", who, date(2026, 1, 5), "Looked.", str(number)))
        say("written")
    os._exit(0)
"""


@contextmanager
def writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process whose children add decisions: a line of input each, a name and how many."""
    command = [sys.executable, "-c", ADDING, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process


def told_by(process: subprocess.Popen[str], who: str, count: int, kill_after: float = 0.0) -> list[str]:
    """What a child said; it is killed so many seconds after it began, if any."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{who} {count} {kill_after:.6f}\n")
    process.stdin.flush()
    return list(iter(process.stdout.readline, "ended\n"))


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


@forks
@pytest.mark.slow
def test_two_processes_add_at_once(tmp_path: Path) -> None:
    """A hundred each, into a file that neither finds: two hundred lines, one chain, each one's in its order."""
    path = tmp_path / "both"
    with writer(path) as one, writer(path) as other, ThreadPoolExecutor(2) as pool:
        both = pool.map(told_by, (one, other), ("one", "other"), (100, 100))
        assert [len(told) for told in both] == [200, 200]
    lines = [each.decision for each in DecisionsFile(path).lines()]
    assert DecisionsFile(path).verify()[0] == len(lines) == 200
    for who in ("one", "other"):
        notes = [each.note for each in lines if each.author == who]  # type: ignore[union-attr]  # all dispositions
        assert notes == [str(number) for number in range(100)]


@forks
@pytest.mark.slow
def test_twenty_kills(tmp_path: Path) -> None:
    """Killed at moments spread over the time a write takes: nothing acknowledged is lost, nothing is half there."""
    path, acknowledged, inside = tmp_path / "killed", 0, 0
    file = DecisionsFile(path)
    file.add(disposition(note="first"))
    begun = time.perf_counter()
    for _ in range(10):
        file.add(disposition(note="measured"))
    window = (time.perf_counter() - begun) / 10
    with writer(path) as process:
        for kill in range(60):
            told = told_by(process, f"killed-{kill}", 500, kill_after=0.02 + window * (inside + 1) / 10)
            written = told.count("written\n")
            inside += len(told) > 2 * written  # the last it said is that it writes
            own = [each for each in file.lines() if each.decision.author == f"killed-{kill}"]
            assert written <= len(own) <= written + 1
            acknowledged += written
            if inside == 20:
                break
    assert inside == 20, f"only {inside} kills fell inside a write"
    assert file.verify()[0] >= acknowledged + 11
    file.add(disposition(note="last"))
    assert [each.name for each in tmp_path.iterdir()] == ["killed"]
