"""Small list files typed for tests: one folder a format, its ``roles.toml`` says which file has which role.

A workbook is kept as a text that can be reviewed: ``list.xlsx`` is typed as ``list.xlsx.csv``, its first sheet, and
made into a workbook in a temporary folder when it is read. A table ``[unread]`` of ``roles.toml`` gives, name by name,
the reason why an element, ``@attribute``, column or JSON key ("properties.topics") says nothing of a party: the
contract (``tests/formats/test_contract.py``) then lets a reader pass over it.
"""

import atexit
import csv
import hashlib
import shutil
import tempfile
import tomllib
from functools import cache
from pathlib import Path

import xlsxwriter

from screening.formats import Notes, Source, load
from screening.schema import Designation

HERE = Path(__file__).resolve().parent


def roles(name: str, table: str = "files") -> dict[str, str]:
    """A table of a sample's ``roles.toml``; empty where it has none."""
    found: dict[str, str] = tomllib.loads((HERE / name / "roles.toml").read_text(encoding="utf-8")).get(table, {})
    return found


def texts(name: str, folder: Path | None = None) -> dict[str, Path]:
    """The typed file of every role: the file itself, or the text a workbook is made of."""
    found = {role: (folder or HERE / name) / file for role, file in roles(name).items()}
    return {
        role: path.with_name(f"{path.name}.csv") if path.suffix == ".xlsx" else path for role, path in found.items()
    }


def source(name: str, folder: Path | None = None) -> Source:
    """The sample of a format as a source, from its own folder or from a copy; a workbook that is not there is made."""
    found = {role: (folder or HERE / name) / file for role, file in roles(name).items()}
    typed = texts(name, folder)
    return Source(name, {role: path if path.exists() else workbook(typed[role]) for role, path in found.items()})


def read(name: str, folder: Path | None = None) -> tuple[dict[str, Designation], Notes]:
    """The designations of a sample by entry id, and what reading them noticed."""
    notes = Notes()
    return {each.entry_id: each for each in load(name).read(source(name, folder), notes)}, notes


@cache
def _shelf() -> Path:
    """A folder for the workbooks of this process, gone when it ends."""
    shelf = Path(tempfile.mkdtemp(prefix="samples-"))
    atexit.register(shutil.rmtree, shelf, ignore_errors=True)
    return shelf


def workbook(text: Path) -> Path:
    """Make ``<name>.xlsx`` of the text ``<name>.xlsx.csv``: one sheet, every filled cell a string."""
    made = _shelf() / hashlib.sha256(text.read_bytes()).hexdigest()[:16] / text.name.removesuffix(".csv")
    if not made.exists():
        made.parent.mkdir(exist_ok=True)
        with text.open(encoding="utf-8", newline="") as file, xlsxwriter.Workbook(made) as book:
            sheet = book.add_worksheet()
            for n, row in enumerate(csv.reader(file)):
                for at, cell in enumerate(row):
                    sheet.write_string(n, at, cell) if cell else None
    return made
