"""The documents say what is so: commands exist, examples run, links lead somewhere, no path of a machine is named."""

import doctest
import importlib
import pkgutil
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

import screening
from screening.cli import app
from screening.schema import HITS
from tests.data import ROOT
from tests.readme import README, commands

TEXT = README.read_text(encoding="utf-8")
PYTHON_BLOCKS = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
DOCUMENTS = [
    README,
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "lists/README.md",
    ROOT / "benchmarks/README.md",
]
OURS = [command for command in commands() if command.startswith("screening ")]
MODULES = sorted(module.name for module in pkgutil.walk_packages(screening.__path__, "screening."))


@pytest.fixture(autouse=True)
def _fresh_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No lists of the user: the starter list is what there is."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path)


def test_the_first_two_commands_are_the_two_commands() -> None:
    """The first installs and does the main job, the second installs what the tests need and runs them."""
    first, second = commands()[:2]
    assert first == "python3 -m pip install . && screening screen examples/counterparties.csv"
    assert second == 'python3 -m pip install -e ".[dev]" && python3 -m pytest -n 2'


def test_the_example_hits_with_authority_and_reason() -> None:
    """What the first command prints has hits, each with authority and reason."""
    done = CliRunner().invoke(app, ["screen", str(ROOT / "examples/counterparties.csv")])
    assert done.exit_code == 0
    assert done.stdout.count("authority: ") == done.stdout.count("reason: ") > 3


@pytest.mark.parametrize("command", OURS)
def test_readme_commands_exist_with_their_options(command: str) -> None:
    """Every command and option that the README names is one of the command line's."""
    words = shlex.split(command)[1:]
    names = words[:2] if words[0] == "lists" else words[:1]
    shown = CliRunner().invoke(app, [*names, "--help"]).stdout
    assert all(option in shown for option in words if option.startswith("--"))


@pytest.mark.parametrize("block", PYTHON_BLOCKS)
def test_readme_python_runs(block: str) -> None:
    """What an engineer copies from the README works as it stands."""
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102  # our own text


def test_every_hit_field_is_explained() -> None:
    """The table of the README has every field of a hit."""
    assert [name for name in HITS if f"`{name}`" not in TEXT] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    """Every relative link of a document exists."""
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("name", MODULES)
def test_doctests(name: str) -> None:
    """Examples in docstrings give what they say."""
    if not name.endswith("__main__"):
        assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_words_of_a_verdict() -> None:
    """A report never says that somebody is clear (HT-25), and the README states the licence of Unidecode."""
    done = CliRunner().invoke(app, ["screen", str(ROOT / "examples/counterparties.csv")])
    assert not re.search(r"\bclear(?:ed)?\b", done.output, re.IGNORECASE)
    assert "GPL-2.0-or-later" in TEXT


def test_no_path_of_a_machine() -> None:
    """Nothing tracked names a folder of somebody's machine or where the test data happens to lie."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    if tracked.returncode:
        pytest.skip("not a checkout: the list of tracked files is git's")
    pattern = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|tmp|root|home)/|\.\./shared")
    found = []
    for name in tracked.stdout.splitlines():
        text = (ROOT / name).read_text(encoding="utf-8", errors="ignore") if (ROOT / name).is_file() else ""
        if name not in ("tests/data.py", "tests/test_docs.py") and pattern.search(text):
            found.append(name)
    assert found == []
