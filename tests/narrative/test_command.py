"""``screening scan``: a text in, mentions with their places out; nothing of the text on standard error."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from screening import cli
from screening.errors import InputError, UsageError
from screening.screen import Screener
from tests.worlds import designation, screener

TEXT = "Invoice 12 of Tuesday,\nfor Ivan Petrovich Krakenov's goods"


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch) -> None:
    """One listed person."""
    made = screener(designation("E-1", "KRAKENOV, Ivan Petrovich"))
    monkeypatch.setattr(Screener, "load", lambda **_: made)


def run(*arguments: str, given: bytes = b"") -> Result:
    """The command."""
    return CliRunner().invoke(cli.app, ["scan", *arguments], input=given)


@pytest.mark.parametrize("way", ["file", "-", "--text"])
def test_a_mention_has_line_column_and_offsets(way: str, tmp_path: Path) -> None:
    """From a file, standard input and an argument alike; with authority and reason."""
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    arguments = {"file": [str(tmp_path / "text.txt")], "-": ["-"], "--text": ["--text", TEXT]}[way]
    done = run(*arguments, "--exit-code", given=TEXT.encode())
    assert done.exit_code == 1, done.output
    assert "2:5 (27-50) Ivan Petrovich Krakenov" in done.stdout
    assert "authority: Ministry of Examples" in done.stdout
    assert "reason: Moved example goods." in done.stdout
    assert "mentions 1 at 1 places, of which alerts 1" in done.stderr
    assert "Krakenov" not in done.stderr
    assert "Tuesday" not in done.stderr


def test_json_has_the_whole_hit() -> None:
    """One document, with the words as they stand and the hit of ``check``."""
    said = json.loads(run("--text", TEXT, "--json").stdout)
    (mention,) = said["mentions"]
    assert TEXT[mention["begin"] : mention["end"]] == mention["words"] == "Ivan Petrovich Krakenov"
    assert (mention["line"], mention["column"], mention["hit"]["entry_id"]) == (2, 5, "E-1")


def test_no_mention_ends_with_0() -> None:
    """Nothing found is no alert, with the reminder of what that means."""
    done = run("--text", "rent for August", "--exit-code")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "potential matches, not legal conclusions" in done.stderr


def test_what_cannot_be_read_is_an_error_by_place(tmp_path: Path) -> None:
    """No text, two texts, no file, bytes that are no UTF-8: said before lists are read."""
    (tmp_path / "text.txt").write_bytes(b"\xff\xfe\x00Krakenov")
    for arguments, error, said in [
        ([], UsageError, "no one text"),
        (["-", "--text", "x"], UsageError, "no one text"),
        ([str(tmp_path / "none.txt")], InputError, "cannot be read"),
        ([str(tmp_path / "text.txt")], InputError, "no UTF-8 text: byte 0"),
    ]:
        raised = run(*arguments).exception
        assert isinstance(raised, error)
        assert said in str(raised)
