"""The house: a module imports only from lower floors, budgets hold, and no room is a drawer."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data import ROOT

FLOORS: tuple[tuple[str, ...], ...] = (
    ("errors",),
    ("schema",),
    ("text", "dates", "identifiers", "sound", "ear", "edits", "page"),
    ("romanise", "manipulation"),
    ("lexicon", "countries"),
    ("formats", "counterparties", "payments", "names", "patronymics"),
    ("catalogue", "syllables"),
    ("similarity",),
    ("store", "download", "keys", "costs"),
    ("score",),
    ("delta", "evidence", "policy", "index", "register", "ownership", "places"),
    ("cases", "decisions", "hits", "narrative", "saved"),
    ("screen",),
    ("reports",),
    ("selftest", "runs"),
    ("rescreen", "stats"),
    ("cli",),
    ("__init__", "__main__"),
)
"""Room by room, lowest first; CONTRIBUTING.md says what each room is for."""

FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
PACKAGE = ROOT / "screening"
MODULES = sorted(PACKAGE.rglob("*.py"))
DRAWERS = {"utils", "util", "misc", "common", "helpers", "helper", "base", "shed", "tools"}
LONGEST_MODULE = 450


def room(module: Path) -> str:
    """The room of a module: its top-level module or package."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    """Rooms of this package that a module imports, lazily or for types only included."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("screening."))
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: import by the full name"
            if node.module == "screening":
                yield from (alias.name if alias.name in FLOOR else "__init__" for alias in node.names)
            elif node.module and node.module.startswith("screening."):
                yield node.module.split(".")[1]


def test_every_room_has_a_floor() -> None:
    """The list of floors is exhaustive: no room beside it, none missing."""
    assert {room(module) for module in MODULES} == set(FLOOR)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_a_module_imports_only_from_lower_floors(module: Path) -> None:
    """Imports point down; inside one room modules may import each other. The version is the one exception."""
    own = room(module)
    for other in imports(module):
        assert other == own or FLOOR[other] < FLOOR[own], f"{own} imports {other}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_a_module_has_a_purpose_and_a_budget(module: Path) -> None:
    """Every module says in its docstring what it is for, is no drawer, and is no longer than one idea."""
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{module} has no docstring"
    assert not set(module.relative_to(PACKAGE).with_suffix("").parts) & DRAWERS
    assert len(text.splitlines()) <= LONGEST_MODULE


def test_only_the_schema_builds_list_frames() -> None:
    """One gate into polars: row dicts null what polars does not know, so nobody else builds frames of list data."""
    allowed = {"schema", "screen", "counterparties", "reports", "selftest", "runs", "rescreen", "stats", "cli"}
    builders = {room(module) for module in MODULES if "pl.DataFrame(" in module.read_text(encoding="utf-8")}
    assert builders <= allowed


def test_what_few_commands_need_the_others_do_not_import() -> None:
    """The compiler (60 MB, 0.2 s) and the HTTP client are imported where a name is searched for, a list downloaded."""
    said = "import sys, screening.cli; print({'numba', 'llvmlite', 'httpx'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_no_python_in_lists() -> None:
    """Facts are data: ``lists/`` holds nothing that runs."""
    assert not list((ROOT / "lists").rglob("*.py"))
