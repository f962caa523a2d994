"""One run of the example against the starter list, by the command line, and its record."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from screening.cli import app
from screening.errors import ScreeningError
from screening.runs import Record, read_record
from tests.data import ROOT

EXAMPLE = ROOT / "examples" / "counterparties.csv"
Command = Callable[..., Result]


@pytest.fixture(autouse=True)
def _fresh_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No lists of the user: the starter list is what there is."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "fresh")


def run(*arguments: object) -> Result:
    """Run a command line; an error of ours is a line on standard error and an exit code, as for a person."""
    done = CliRunner().invoke(app, [*map(str, arguments)])
    if isinstance(done.exception, ScreeningError):
        done.exit_code = done.exception.exit_code
        done.stderr_bytes = f"{done.stderr}error: {done.exception}\n".encode()
    elif done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def command() -> Command:
    """Runs a command line."""
    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record, made once."""
    place = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("platformdirs.user_data_path", lambda *_, **__: place / "fresh")
        run("screen", EXAMPLE, "--run", place / "run")
    return place / "run"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of a record."""
    return Path(shutil.copytree(made, tmp_path / "run"))


@pytest.fixture
def record(folder: Path) -> Record:
    """A record."""
    return read_record(folder)
