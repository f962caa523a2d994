"""A list as its ``list.toml`` and ``overlay.toml`` describe it, and the strict reading of the two."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from screening.catalogue._strict import Table, read_toml
from screening.schema import Action

FILLS = ("alias", "birth_date", "identifier", "address", "programme", "reason")
"""What ``[expect.fill]`` may ask for: the share of designations that have it."""

CLOSED_FILE = "conlist"
CLOSED_WORDS = "the OFSI consolidated list (ConList) closed on 28 January 2026"
"""The UK list of asset freeze targets; the UK Sanctions List is the only official one now (UK-01):
https://www.gov.uk/guidance/moving-to-a-single-list-for-uk-sanctions-designations-28-january-2026"""


LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""This very machine: a mirror of one's own there needs no encryption."""
_UNENCRYPTED = {("http", host) for host in LOOPBACK}


@dataclass(frozen=True, slots=True)
class Programme:
    """What a programme code of a list means; ``authority`` is set only where it differs from the list's."""

    code: str
    title: str
    legal_basis: str = ""
    measures: tuple[str, ...] = ()
    url: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class FormatSpec:
    """A published form of a list: the format's name, its files by role, and the official address of each, if any."""

    name: str
    files: Mapping[str, str]
    download: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expect:
    """What a sound copy looks like: bounds of the number of entries and minimum shares (0 to 1) of filled fields."""

    min_entries: int = 1
    max_entries: int | None = None
    fill: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListSpec:
    """One list as its ``list.toml`` and ``overlay.toml`` describe it.

    Attributes:
        authority: who imposes; ``publisher``: who publishes.
        entry_url: address of one entry, with ``{entry_id}``; may be empty.
        reason_published: whether the list has a narrative of its own.
        checked: when the dictionary was last reviewed; the date of the starter list.
        default_measures: the measures where neither file nor programme says.
        formats: in order of preference; the first whose files are present is read, the first that has addresses is
            downloaded.
        on_request: downloaded only where it is named: an aggregate whose parties stand on other lists too.
        hosts: where a download may be redirected to, beside the hosts of its own addresses (LD-06).
        programmes: by the code exactly as it stands in the file.
        overlay: curated actions by entry id.
    """

    id: str
    title: str
    authority: str
    publisher: str
    jurisdiction: str = ""
    licence: str = ""
    homepage: str = ""
    entry_url: str = ""
    reason_published: bool = False
    checked: dt.date | None = None
    default_measures: tuple[str, ...] = ()
    starter: bool = False
    formats: tuple[FormatSpec, ...] = ()
    hosts: tuple[str, ...] = ()
    on_request: bool = False
    expect: Expect = field(default_factory=Expect)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    overlay: Mapping[str, tuple[Action, ...]] = field(default_factory=dict)


def _format(table: Table) -> FormatSpec:
    name, files = table.words("name"), table.take("files", dict, "a table of file names by role")
    for role, file in files.items():
        if not isinstance(file, str) or Path(file).name != file:
            raise table.wrong(f"files.{role}", "must be a file name without folders")
    if not files or len({file.lower() for file in files.values()}) < len(files):
        raise table.wrong("files", "must name at least one file, each once")
    download = table.take("download", dict, "a table of addresses by role", {})
    table.close()
    for role, address in download.items():
        parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
        if not parts.hostname or not (parts.scheme == "https" or (parts.scheme, parts.hostname) in _UNENCRYPTED):
            raise table.wrong(f"download.{role}", "must be an https address")
    if download and download.keys() != files.keys():
        raise table.wrong("download", "must give an address for every file of the format, or none")
    for each in (*files.values(), *download.values()):
        if CLOSED_FILE in each.lower():
            raise table.wrong("files", f"names {each}, but {CLOSED_WORDS}", "Use the list uk_sl instead.")
    return FormatSpec(name, files, download)


def _expect(table: Table) -> Expect:
    entries = Table(table.file, table.take("entries", dict, "a table with min and max", {}), "[expect].entries")
    low = entries.take("min", int, "a whole number of at least 1", 1)
    high = entries.take("max", int, "a whole number", low) if "max" in entries.left else None
    if low < 1 or (high is not None and high < low):
        raise entries.wrong("min", "must be at least 1 and at most max")
    entries.close(("min", "max"))
    fill = Table(table.file, table.take("fill", dict, "a table of shares", {}), "[expect].fill")
    shares = {key: fill.left.pop(key) for key in FILLS if key in fill.left}
    fill.close(FILLS)
    table.close()
    for key, share in shares.items():
        if type(share) not in (int, float) or not 0 <= float(str(share)) <= 1:
            raise fill.wrong(key, "must be a share from 0 to 1")
    return Expect(low, high, {key: float(str(share)) for key, share in shares.items()})


def _programme(code: str, table: Table) -> Programme:
    programme = Programme(
        code,
        table.words("title"),
        table.text("legal_basis", ""),
        table.texts("measures", []),
        table.text("url", ""),
        table.text("authority", ""),
    )
    table.close()
    return programme


def _overlay(file: Path) -> dict[str, tuple[Action, ...]]:
    """The curated actions by entry id: each needs a programme, a date, a reason and the source of that reason."""
    overlay: dict[str, tuple[Action, ...]] = {}
    for entry_id, data in (read_toml(file) if file.exists() else {}).items():
        entry, actions = Table(file, data, f'["{entry_id}"]'), []
        for table in entry.tables("actions", mandatory=True):
            action = Action(
                date=table.take("date", dt.date, "a date (2024-01-11)"),
                agency=table.text("agency", ""),
                programme=table.text("programme"),
                legal_basis=table.text("legal_basis", ""),
                measures=table.texts("measures", []),
                reason=table.words("reason"),
                reason_source=table.words("reason_source"),
                source_url=table.words("source_url"),
            )
            table.close()
            actions.append(action)
        entry.close()
        overlay[entry_id] = tuple(actions)
    return overlay


def read_spec(folder: Path, *, own: bool = False) -> ListSpec:
    """Read ``list.toml`` and, where present, ``overlay.toml`` of a list's folder.

    Args:
        folder: named like the list's id.
        own: a user's own list, where only id, title, authority and ``[[formats]]`` are mandatory.

    Raises:
        CatalogueError: an unknown or missing key or a wrong type, with the file and the key.
    """
    table = Table(folder / "list.toml", read_toml(folder / "list.toml"))
    blank, authority = "" if own else None, table.words("authority")
    spec = ListSpec(
        id=table.words("id"),
        title=table.words("title"),
        authority=authority,
        publisher=table.text("publisher", authority) if own else table.words("publisher"),
        jurisdiction=table.text("jurisdiction", blank),
        licence=table.text("licence", blank),
        homepage=table.text("homepage", blank),
        entry_url=table.text("entry_url", blank),
        reason_published=table.take("reason_published", bool, "true or false", False if own else None),
        checked=table.take("checked", dt.date, "a date (2026-11-24)") if not own or "checked" in table.left else None,
        default_measures=table.texts("default_measures", [] if own else None),
        starter=table.take("starter", bool, "true or false", default=False),
        formats=tuple(_format(each) for each in table.tables("formats", mandatory=True)),
        hosts=table.texts("hosts", []),
        on_request=table.take("on_request", bool, "true or false", default=False),
        expect=_expect(Table(table.file, table.take("expect", dict, "a table", {}), "[expect]")),
        programmes={code: _programme(code, each) for code, each in table.named("programmes").items()},
        overlay=_overlay(folder / "overlay.toml"),
    )
    table.close((*table.asked, "checked"))
    if spec.id != folder.name:
        raise table.wrong("id", f"is {spec.id!r} but the folder is named {folder.name!r}", "Make them equal.")
    return spec
