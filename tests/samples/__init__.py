"""Small list files typed for tests: one folder a format, its ``roles.toml`` says which file has which role."""

import tomllib
from pathlib import Path

from screening.formats import Notes, Source, load
from screening.schema import Designation

HERE = Path(__file__).resolve().parent


def roles(name: str, table: str = "files") -> dict[str, str]:
    """A table of a sample's ``roles.toml``; empty where it has none."""
    found: dict[str, str] = tomllib.loads((HERE / name / "roles.toml").read_text(encoding="utf-8")).get(table, {})
    return found


def source(name: str, folder: Path | None = None) -> Source:
    """The sample of a format as a source, from its own folder or from a copy."""
    return Source(name, {role: (folder or HERE / name) / file for role, file in roles(name).items()})


def read(name: str, folder: Path | None = None) -> tuple[dict[str, Designation], Notes]:
    """The designations of a sample by entry id, and what reading them noticed."""
    notes = Notes()
    return {each.entry_id: each for each in load(name).read(source(name, folder), notes)}, notes
