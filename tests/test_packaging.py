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


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheel, and the dependencies of this one, and nothing else of ours."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    purelib = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
    )
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(purelib)
    (purelib / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_the_wheel_holds_facts_and_no_tests(wheel: Path) -> None:
    """Lists, lexicon and type marker travel in the wheel; tests, benchmarks and examples do not."""
    names = zipfile.ZipFile(wheel).namelist()
    wanted = ["screening/py.typed", "screening/_lists/starter/starter.csv", "screening/lexicon/weights.toml"]
    wanted += [f"screening/_lists/{list_id}/list.toml" for list_id in ("us_ofac_sdn", "un_sc", "uk_sl", "eu_fsf")]
    assert [name for name in wanted if name not in names] == []
    assert [name for name in names if name.split("/")[0] in ("tests", "benchmarks", "examples", "lists")] == []


def test_the_wheel_screens_from_elsewhere(installed: Path, tmp_path: Path) -> None:
    """Installed, the program does its job in another folder, against the starter list of the wheel."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment |= {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    command = [str(installed), "-m", "screening", "screen", str(ROOT / "examples/counterparties.csv")]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "US Department of State" in done.stdout
    assert "reason: " in done.stdout
    assert "not a compliance source" in done.stderr


def test_the_wheels_own_copy_is_used(installed: Path, tmp_path: Path) -> None:
    """The package of the environment is the one that answers, with its own lists."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    code = "from screening.catalogue import lists_folder; print(lists_folder())"
    done = subprocess.run(
        [str(installed), "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith("_lists")


def test_a_checkout_finds_its_lists() -> None:
    """In a checkout or an editable install the lists are those of the tree."""
    from screening.catalogue import lists_folder

    assert (lists_folder() / "starter" / "list.toml").is_file()
