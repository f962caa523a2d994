"""The wheel is what people install: built, installed beside nothing of this tree, and used from elsewhere."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.data import ROOT

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a user without lists and without this tree on the path."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment |= {"HOME": str(cwd), "XDG_DATA_HOME": str(cwd)}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    out = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that has the wheel and the dependencies of this one, and needs no download.

    Only the folder of packages is lent: an editable install of this tree is a ``.pth`` file there, which counts for
    nothing in a lent folder.
    """
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=False)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    install = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", wheel)
    done = run(sys.executable, "-m", "pip", "--python", commands / "python", *install, cwd=folder)
    assert done.returncode == 0, done.stderr
    (package,) = folder.rglob("site-packages/screening")
    (package.parent / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return commands


def test_the_wheel_holds_facts_and_no_tests(wheel: Path) -> None:
    """Every list, every table of words and the type marker travel; tests, benchmarks and examples do not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    lists = {f"screening/_{path.relative_to(ROOT)}" for path in ROOT.glob("lists/*/*.*")}
    words = {str(path.relative_to(ROOT)) for path in ROOT.glob("screening/lexicon/*.toml")}
    assert {"screening/_lists/starter/starter.csv", "screening/_lists/us_ofac_sdn/overlay.toml"} <= lists
    pages = {
        str(path.relative_to(ROOT)) for room in ("page", "reports") for path in ROOT.glob(f"screening/{room}/*.[cj]s*")
    }
    assert len(words) > 5
    assert {"screening/page/page.css", "screening/reports/hits.js", "screening/reports/hits.schema.json"} <= pages
    assert (lists | words | pages | {"screening/py.typed"}) - names == set()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"screening"}


def test_the_wheel_states_its_licence_and_command(wheel: Path) -> None:
    """The metadata carry the licence, the README and the command."""
    archive = zipfile.ZipFile(wheel)
    (info,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
    metadata = archive.read(f"{info}/METADATA").decode()
    assert "\nLicense-Expression: MIT\n" in metadata
    assert "GPL-2.0-or-later" in metadata
    assert "screening = screening.cli:main" in archive.read(f"{info}/entry_points.txt").decode()
    assert archive.read(f"{info}/licenses/LICENSE")


def test_the_wheel_screens_from_elsewhere(installed: Path, tmp_path: Path) -> None:
    """Installed, the command does its job in another folder, against the starter list of the wheel."""
    done = run(installed / "screening", "screen", ROOT / "examples/counterparties.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "\n  authority: US Department of the Treasury (OFAC)\n" in done.stdout
    assert "\n  designating_agency: US Department of State\n" in done.stdout
    assert "\n  reason: " in done.stdout
    assert "not a compliance source" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_wheels_own_copy_is_used(installed: Path, tmp_path: Path) -> None:
    """The package of the environment is the one that answers, with its own lists."""
    code = "import screening.catalogue as c; print(c.__file__); print(c.lists_folder())"
    done = run(installed / "python", "-c", code, cwd=tmp_path)
    home = str(installed.parent.resolve())
    lines = done.stdout.splitlines()
    assert [Path(line).resolve().is_relative_to(home) for line in lines] == [True, True]
    assert lines[1].endswith("_lists")


def test_a_checkout_finds_its_lists() -> None:
    """In a checkout or an editable install the lists are those of the tree."""
    from screening.catalogue import lists_folder

    assert lists_folder() == ROOT / "lists"
