"""What lists exist, and what their programme codes mean: reads ``lists/<id>/list.toml``.

A ``list.toml`` holds what a compliance officer can review without reading Python: who imposes, who publishes, the
programme dictionary, the formats and what a sound copy looks like. ``overlay.toml`` beside it holds curated public
facts by entry id, each with its source. Both are read strictly: an unknown key is an error, not a default.
"""

from collections.abc import Mapping
from pathlib import Path

from screening.catalogue._reasons import NO_NARRATIVE, resolve
from screening.catalogue._spec import CLOSED_WORDS, FILLS, LOOPBACK, Expect, FormatSpec, ListSpec, Programme, read_spec
from screening.errors import CatalogueError, UnknownListError

__all__ = [
    "FILLS",
    "LOOPBACK",
    "NO_NARRATIVE",
    "Expect",
    "FormatSpec",
    "ListSpec",
    "Programme",
    "catalogue",
    "find",
    "lists_folder",
    "read_spec",
    "resolve",
]

_OWN_LIST = "For a list of your own put its list.toml into a folder of that name in the store."
_CLOSED = dict.fromkeys(("uk_ofsi", "uk_ofsi_closed", "uk_hmt", "gb_hmt", "gb_ofsi", "uk_conlist", "conlist"), "uk_sl")


def lists_folder(package: Path = Path(__file__).parent.parent) -> Path:
    """The shipped lists: ``_lists`` inside an installed package, ``lists/`` beside it in a checkout.

    Raises:
        CatalogueError: neither is there.
    """
    for folder in (package / "_lists", package.parent / "lists"):
        if folder.is_dir():
            return folder
    raise CatalogueError("the shipped lists are missing", where=str(package), way_out="Install the package again.")


def catalogue(store: Path | None = None) -> dict[str, ListSpec]:
    """Every known list by id, in id order: the shipped ones and those that a ``list.toml`` in the store describes.

    Raises:
        CatalogueError: a ``list.toml`` is wrong, or one of the store describes a shipped list differently.
    """
    specs = {file.parent.name: read_spec(file.parent) for file in lists_folder().glob("*/list.toml")}
    for file in _own(store) if store else ():
        spec = read_spec(file.parent, own=True)
        if specs.setdefault(spec.id, spec) != spec:
            raise CatalogueError(
                f"describes the shipped list {spec.id!r} differently",
                where=str(file),
                way_out="Give your list an id of its own, or remove the file.",
            )
    return dict(sorted(specs.items()))


def _own(store: Path) -> list[Path]:
    """The descriptions of lists in a store; a folder that cannot be looked into is an error, not a list less."""
    try:
        return [folder / "list.toml" for folder in sorted(store.iterdir()) if (folder / "list.toml").exists()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise CatalogueError(f"cannot be read ({error.strerror})", where=str(error.filename or store)) from error


def find(specs: Mapping[str, ListSpec], list_id: str) -> ListSpec:
    """The list of this id; raises UnknownListError, which names the replacement of a closed list or the known ids."""
    if list_id in specs:
        return specs[list_id]
    if new := _CLOSED.get(list_id.lower().removesuffix(".csv")):
        raise UnknownListError(f"{CLOSED_WORDS}", where=list_id, way_out=f"Use the UK Sanctions List, {new}, instead.")
    known = ", ".join(sorted(specs))
    raise UnknownListError(f"no list has the id {list_id!r}", way_out=f"Known lists: {known}. {_OWN_LIST}")
