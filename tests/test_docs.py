"""The documents say what is so: commands exist, examples run, tables are complete, no path of a machine is named."""

import doctest
import importlib
import pkgutil
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import screening
from screening import Screener, reports
from screening.catalogue import catalogue
from screening.cli import app
from screening.counterparties._columns import is_known
from screening.formats.own_csv import COLUMNS
from screening.policy import Policy, read_policy
from screening.schema import HITS, Evidence, Grade, Kind, NameKind, Quality
from tests.data import ROOT
from tests.readme import README, commands

TEXT = README.read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples/counterparties.csv"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), ROOT / "lists/README.md", ROOT / "benchmarks/README.md"]
OURS = [command for command in commands() if command.startswith("screening ")]
MODULES = sorted(module.name for module in pkgutil.walk_packages(screening.__path__, "screening."))
LISTS = ("show", "import", "update", "diff", "verify", "programmes")
DECIDE = ("good-guy", "disposition", "revoke", "show", "export", "import", "verify")
COMMANDS = (
    ["screen"],
    ["check"],
    ["ownership"],
    ["scan"],
    ["payments"],
    ["selftest"],
    ["stats"],
    ["policy", "show"],
    ["verify"],
    ["replay"],
    ["rescreen"],
    *(["lists", each] for each in LISTS),
    *(["decide", each] for each in DECIDE),
)
MADE = {"build", "dist", "__pycache__"}


def blocks(language: str) -> list[str]:
    """The README's code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def first_cells(heading: str) -> list[str]:
    """The first column of the README's table whose header row begins with ``heading``."""
    table = TEXT.split(f"\n| {heading} |", 1)[1].split("\n\n", 1)[0]
    return [line.split("|")[1].strip() for line in table.splitlines()[2:]]


def help_of(*names: str) -> str:
    """What a command says of itself, wide enough to hold every option."""
    return CliRunner().invoke(app, [*names, "--help"], env={"COLUMNS": "200"}).stdout


def texts() -> Iterator[Path]:
    """Every file of the tree that is ours: nothing hidden but ``.ci``, nothing that a tool made."""
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in (".ci", ".gitignore") for part in parts)
        if path.is_file() and not hidden and not MADE & set(parts) and ".egg-info" not in str(path):
            yield path


@cache
def example() -> Result:
    """The README's first job, done once."""
    return CliRunner().invoke(app, ["screen", str(EXAMPLE)])


def undated(text: str) -> str:
    """A text on one line, without the day of a snapshot."""
    return re.sub(r"(?<=starter of )[\d-]+", "", " ".join(text.split()))


@pytest.fixture(autouse=True)
def _fresh_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No lists of the user: the starter list is what there is."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "fresh")


def test_the_first_two_commands_are_the_two_commands() -> None:
    """The first installs and does the main job wherever pip's scripts lie; the second runs the tests."""
    first, second = commands()[:2]
    assert first == "python3 -m pip install . && python3 -m screening screen examples/counterparties.csv"
    assert second == 'python3 -m pip install -e ".[dev]" && python3 -m pytest -n 2'


def test_the_example_hits_with_authority_and_reason() -> None:
    """What the first command prints has hits, each with authority and reason."""
    assert example().exit_code == 0
    assert example().stdout.count("\n  authority: ") == example().stdout.count("\n  reason: ") > 3


def test_the_output_shown_is_the_output() -> None:
    """Every field and sentence of the README's excerpt, but for line breaks and days, is what the program prints."""
    (excerpt,) = blocks("text")
    pieces = re.split(r"\n  (?=\w+: |\.\.\.)|\n(?=rows |ownership |\d)", excerpt)
    shown = [undated(piece) for piece in pieces if piece.strip() != "..."]
    assert len(shown) == 13
    assert [piece for piece in shown if piece not in undated(example().output)] == []


@pytest.mark.parametrize("command", OURS)
def test_readme_commands_exist_with_their_options(command: str) -> None:
    """Every command that the README names, and each of its options, is one of the command line's."""
    words = shlex.split(command)[1:]
    names = words[:2] if words[0] in ("lists", "decide") else words[:1]
    assert names in COMMANDS
    assert [word for word in words if word.startswith("--") and f"{word} " not in help_of(*names)] == []


def test_every_option_named_exists_and_every_one_of_screen_is_named() -> None:
    """The README knows no option that is not there, and leaves out none of the main command."""
    known = set(re.findall(r"(?<![\w-])--[a-z-]+", " ".join(help_of(*names) for names in COMMANDS)))
    prose = re.sub(r"^```.*?^```", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(--[a-z-]+)", prose)) <= known
    of_screen = set(re.findall(r"(?<![\w-])--[a-z-]+", help_of("screen"))) - {"--help"}
    assert {option for option in of_screen if option not in TEXT} <= {"--threshold"}


@pytest.mark.parametrize("block", blocks("python"))
def test_readme_python_runs(block: str) -> None:
    """What an engineer copies from the README works as it stands."""
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102  # our own text


def test_readme_own_list_works(tmp_path: Path) -> None:
    """The list.toml and the CSV of the README, put where it says, are a list that hits."""
    folder = tmp_path / "house_list"
    (folder / "2026-11-20").mkdir(parents=True)
    (folder / "list.toml").write_text(blocks("toml")[0], encoding="utf-8")
    (folder / "2026-11-20/list.csv").write_text(blocks("csv")[0], encoding="utf-8")
    hits = Screener.load(tmp_path).check("BLUE HERON LOGISTICS")
    assert [(hit.entry_id, hit.authority, hit.alert) for hit in hits] == [("W-1", "Compliance department", True)]
    assert set(blocks("csv")[0].splitlines()[0].split(",")) <= set(COLUMNS)


def test_readme_policy_is_the_default(tmp_path: Path) -> None:
    """The policy of the README can be read and says what holds without one."""
    (tmp_path / "policy.toml").write_text(blocks("toml")[1], encoding="utf-8")
    policy, default = read_policy(tmp_path / "policy.toml"), Policy()
    assert policy.threshold == default.threshold
    assert policy.weak_aliases_alert == default.weak_aliases_alert


def test_tables_are_complete() -> None:
    """Fields, grades, lists, words and report formats: the README has every one."""
    assert re.findall(r"`(\w+)`", " ".join(first_cells("grade"))) == list(Grade)
    shipped = [list_id for list_id, spec in catalogue().items() if not spec.starter]
    assert sorted(re.findall(r"`(\w+)`", " ".join(first_cells("id")))) == sorted(shipped)
    words = [*HITS, *Kind, *NameKind, *Quality, *reports.formats()]
    assert [word for word in words if f"`{word}`" not in TEXT] == []


def test_the_lists_table_says_what_the_catalogue_says() -> None:
    """Title, authority and files of every list are those of its list.toml."""
    for spec in catalogue().values():
        if not spec.starter:
            row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{spec.id}` |"))
            assert [text for text in (spec.title, spec.authority) if f"| {text} |" not in row] == []
            files = [name for form in spec.formats for name in form.files.values()]
            assert re.findall(r"`([^`]+\.(?:csv|xml|xlsx|json|CSV|XML))`", row) == files


def test_columns_named_are_recognised() -> None:
    """Every input column that the README names is one that is taken."""
    named = re.findall(r"`(\w+)`", " ".join(first_cells("column")))
    assert len(named) > 20
    assert [column for column in named if not is_known(column)] == []


def test_exit_codes_are_those_of_the_program() -> None:
    """The codes in the README are those in the docstring of the command line, with the same words for the usual."""
    assert first_cells("exit code") == ["0", "1", "2", "3", "4", "130"]
    stated = str(importlib.import_module("screening.cli").__doc__)
    assert all(re.search(rf"\b{code}\b", stated) for code in first_cells("exit code"))


def test_evidence_outcomes_are_named() -> None:
    """The README names every outcome that evidence can have."""
    from screening import evidence

    outcomes = [getattr(evidence, name) for name in ("MATCH", "PARTIAL", "NEAR", "CONFLICT")]
    outcomes += [evidence.NOT_IN_LIST, evidence.NOT_IN_INPUT]
    row = next(line for line in TEXT.splitlines() if line.startswith("| `evidence` |"))
    assert [Evidence("kind", outcome).outcome for outcome in outcomes if outcome not in row] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    """Every relative link of a document exists, and so does every heading that it points to."""
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert [target for target in targets if not (document.parent / target).exists()] == []
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line.startswith("#")}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


@pytest.mark.parametrize("name", MODULES)
def test_doctests(name: str) -> None:
    """Examples in docstrings give what they say."""
    if not name.endswith("__main__"):
        assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_words_of_a_verdict() -> None:
    """Neither a report nor the README says that somebody is clear (HT-25); both say what is not assessed."""
    for text in (example().output, TEXT):
        assert not re.search(r"\bclear(?:ed|s|ance)?\b", text, re.IGNORECASE)
        assert "potential matches, not legal conclusions" in text
        assert "ownership not assessed" in text
        assert "not a compliance source" in text


def test_the_licence_of_unidecode_is_stated() -> None:
    """The README says what GPL-2.0-or-later means for those who ship us, and where Unidecode is called."""
    assert "GPL-2.0-or-later" in TEXT
    assert "LGPL-2.1-or-later" in TEXT
    callers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "screening").rglob("*.py")
        if re.search(r"^\s*(?:from|import) unidecode", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert callers == {"screening/romanise/__init__.py", "screening/text.py"}
    assert all(f"`{caller}`" in TEXT for caller in callers)


def test_the_changelog_has_an_unreleased_section() -> None:
    """What is new is said before it is released, changes of scores apart."""
    unreleased = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("## [Unreleased]", 1)[1]
    assert "### Scores" in unreleased.split("\n## ", 1)[0]


def test_the_glossary_has_its_words() -> None:
    """CONTRIBUTING has one row a word of the house's vocabulary."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    words = "authority publisher list snapshot designation action fact counterparty candidate comparison evidence hit"
    rows = (*words.split(), "policy", "designating agency", "listed name", "alert id")
    assert [word for word in rows if f"\n| {word} |" not in text] == []


def test_no_path_of_a_machine() -> None:
    """No file names a folder of somebody's machine, or where the test data happens to lie."""
    pattern = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|tmp|root|home|opt)/|\.\./shared")
    allowed = {ROOT / "tests/data.py", ROOT / "tests/test_docs.py"}
    found = [path for path in texts() if path not in allowed and pattern.search(path.read_text("utf-8", "ignore"))]
    assert found == []
