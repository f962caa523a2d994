"""``screening lists``: what the store holds, and getting lists into it. One bad list never stops the others."""

import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import polars as pl
import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

from screening import delta, reports, saved, store
from screening.catalogue import LOOPBACK, FormatSpec, ListSpec, catalogue, find
from screening.cli._options import AcceptOption, IdsArgument, StoreOption, date_of
from screening.cli._run import now, today
from screening.cli._spoken import emit, reading_lists, say, say_unknown, waiting
from screening.errors import ListError, ListMissingError, ScreeningError, UsageError
from screening.reports import STARTER, as_table, days
from screening.reports._flat import safe
from screening.schema import Snapshot
from screening.store import Loaded, Origin

if TYPE_CHECKING:
    from screening.download import Fetched

REFUSED = 3
UNKNOWN = "UNKNOWN"
LIMITS: dict[str, Any] = {"read_seconds": 180}
"""Beside the defaults of ``download.Limits``: the EU builds its file when asked for it, which takes over a minute."""

lists_app = typer.Typer(
    help="Show, import, update, compare and verify the lists of a store.", no_args_is_help=True, rich_markup_mode=None
)


@lists_app.command("show")
def show_lists(ids: IdsArgument = None, *, store_folder: StoreOption = None) -> None:
    """Show one line a list: id, authority, snapshot date, age, entries, names, SHA-256, last check."""
    loaded, faults = _each(store_folder, ids)
    emit(["list\tauthority\tsnapshot\tage\tentries\tnames\tsha256\tchecked"])
    for each in loaded:
        snapshot, spec = each.snapshot, each.spec
        note = f"\t{STARTER}" if spec.starter else ""
        numbers = f"{snapshot.date}\t{days(snapshot.age(today()))}\t{snapshot.entries}\t{snapshot.names}"
        checked = str(snapshot.checked or ("never" if snapshot.has_manifest or spec.starter else "never, no manifest"))
        emit([f"{spec.id}\t{spec.authority}\t{numbers}\t{snapshot.sha256[:12]}\t{checked}{note}"])
    if not ids:
        say_unknown(store_folder)
    _end(faults)


@lists_app.command("programmes")
def show_programmes(ids: IdsArgument = None, *, store_folder: StoreOption = None) -> None:
    """Show every programme code of the current snapshots, what it means, and those that the dictionary lacks."""
    loaded, faults = _each(store_folder, ids)
    unknown = 0
    emit(["list\tcode\tentries\ttitle\tlegal basis\tmeasures\tlink\tstate"])
    for each in loaded:
        counts = each.tables.actions.group_by("programme").agg(pl.col("entry_id").n_unique()).sort("programme")
        for code, entries in counts.iter_rows():
            known = each.spec.programmes.get(code)
            missing = known is None and code and each.spec.programmes
            unknown += bool(missing)
            words = (
                (known.title, known.legal_basis, "; ".join(known.measures), known.url) if known else ("", "", "", "")
            )
            cells = (each.spec.id, code or "(none published)", str(entries), *words, UNKNOWN * bool(missing))
            emit(["\t".join(map(as_table.visible, cells))])
    if unknown:
        say(f"warning: {unknown} codes are not in the dictionary; hits show them as they stand in the list")
    _end(faults)


@lists_app.command("import")
def import_list(
    list_id: Annotated[str, typer.Argument(metavar="ID", help="Which list, such as un_sc.")],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="The publisher's files, or a folder.")],
    *,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Date of the list; if absent its own, else today.")
    ] = None,
    accept_change: AcceptOption = False,
    store_folder: StoreOption = None,
) -> None:
    """Put a downloaded list into the store: checked completely, or not at all."""
    told: list[str] = []
    before = store.snapshots(store_folder, list_id)
    with waiting("reading the list"):
        snapshot = store.import_snapshot(
            store_folder, list_id, paths, date_of(date, "--date"), accept_change, today=today(), say=told.append
        )
    new = [each for each in store.snapshots(store_folder, list_id) if each not in before]
    if new:
        emit([f"imported {list_id} of {new[-1]}: {_size(snapshot)}"])
    else:
        emit([f"in the store already: {list_id} of {snapshot.date}: {_size(snapshot)}"])
    _say_warnings(snapshot, told)


@lists_app.command("update")
def update_lists(
    ids: IdsArgument = None, *, accept_change: AcceptOption = False, store_folder: StoreOption = None
) -> None:
    """Ask each publisher for a newer list; what is whole and plausible becomes current, the rest stays as it was."""
    from screening import download  # noqa: PLC0415  # the HTTP client takes 0.1 s to import; only this command needs it

    if accept_change and not ids:
        raise UsageError("--accept-change is for lists that were looked at", way_out="Name them.")
    wanted = _wanted(store_folder or store.default_store(), ids)
    held = {spec.id: store.current(store_folder, spec, form) for spec, form in wanted}
    failed = 0
    with tempfile.TemporaryDirectory(prefix="screening-") as folder:
        with _progress() as tell:
            fetched = download.fetch_all(
                [(spec, form, Path(folder) / spec.id, held[spec.id].validators) for spec, form in wanted],
                now=now,
                progress=tell,
                limits=replace(download.Limits(), **LIMITS),
                insecure_hosts=_on_this_machine(wanted),
            )
        for spec, _ in wanted:
            try:
                outcome = _take(spec, fetched[spec.id], store_folder, held[spec.id].sha256, accept_change=accept_change)
                emit([f"{spec.id}: {outcome}"])
            except ScreeningError as error:
                failed += 1
                say(f"error: {error}")
    if failed:
        say(f"{failed} of {len(wanted)} lists could not be updated; their last good snapshots stay current")
        raise typer.Exit(REFUSED)


@lists_app.command("diff")
def show_difference(
    list_id: Annotated[str, typer.Argument(metavar="ID", help="Which list, such as us_ofac_sdn.")],
    old: Annotated[str, typer.Argument(metavar="OLD", help="Date of a snapshot, or the start of its SHA-256.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another one.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the changes there, .csv or .parquet.")
    ] = None,
    store_folder: StoreOption = None,
) -> None:
    """Show what changed between two snapshots of a list: added, removed and changed parties."""
    if out is not None and out.suffix not in (".csv", ".parquet"):
        raise UsageError(f"{out.suffix or 'no suffix'} is no form of a table", way_out="Name a .csv or .parquet file.")
    if out is not None:
        reports.check_writable(out)
    with waiting("reading snapshots"):
        located = [store.snapshot_named(store_folder, list_id, each) for each in (old, new)]
        if located[0].sha256 == located[1].sha256:
            raise UsageError(f"{old} and {new} hold the same bytes", where=list_id, way_out="Name two snapshots.")
        before, after = saved.lists(located, saved.cache_folder())
        found = delta.compare(before, after)
    forms = [each.copy.form.name for each in located]
    if forms[0] != forms[1]:
        say(f"warning: read from {forms[0]} and {forms[1]}: what only one of these forms carries shows as a change")
    if located[0].at > located[1].at:
        say(f"warning: {old} is the newer one of the two: what is told happened the other way round")
    emit(map(as_table.visible, delta.report(found)))
    if out is not None:
        reports.put(out, found.frame.write_parquet if out.suffix == ".parquet" else partial(_write_csv, found.frame))
        say(f"wrote {out} ({found.frame.height} changes)")


@lists_app.command("verify")
def verify_store(ids: IdsArgument = None, *, store_folder: StoreOption = None) -> None:
    """Hash and read every snapshot again, and hold it against its manifest."""
    if store_folder is not None and not store_folder.is_dir():
        way_out = "Name the folder of your lists."
        raise ListMissingError("the store does not exist", where=str(store_folder), way_out=way_out)
    unsound = count = 0
    emit(["list\tsnapshot\tstate\tentries\tnames\tsha256"])
    for each in store.verify(store_folder, ids):
        count += 1
        unsound += bool(each.fault)
        state = "UNSOUND" if each.fault else "sound" if each.manifest else "readable, without manifest"
        emit([f"{each.list_id}\t{each.name}\t{state}\t{each.entries}\t{each.names}\t{each.sha256}"])
        if each.fault:
            say(f"error: {each.list_id} of {each.name}: {each.fault}")
    say(f"{count} snapshots verified, {unsound} unsound")
    if not ids:
        say_unknown(store_folder)
    if not count:
        raise ListMissingError("there is no snapshot to verify", where=str(store_folder or store.default_store()))
    if unsound:
        raise typer.Exit(REFUSED)


def _write_csv(frame: pl.DataFrame, path: Path) -> None:
    """For spreadsheets: no cell of a list becomes a formula, and names of any script are read as such."""
    safe(frame).write_csv(path, include_bom=True)


def _each(folder: Path | None, ids: Sequence[str] | None) -> tuple[list[Loaded], list[ListError]]:
    """The lists of a store, one by one: those that can be read, and what is wrong with the others."""
    specs = catalogue(folder or store.default_store())
    named = [find(specs, each).id for each in dict.fromkeys(ids or ())]
    held = named or [each for each in specs if store.snapshots(folder, each)]
    if len(held) < 2:
        return list(saved.lists(store.locate(folder, named or None), saved.cache_folder())), []
    loaded, faults = list[Loaded](), list[ListError]()
    with reading_lists():
        for each in held:
            try:
                loaded += saved.lists(store.locate(folder, [each]), saved.cache_folder())
            except ListError as error:
                faults.append(error)
    return loaded, faults


def _end(faults: Sequence[ListError]) -> None:
    """Say what is wrong with some lists, and end with the exit code for it."""
    say(*(f"error: {fault}" for fault in faults))
    if faults:
        raise typer.Exit(REFUSED)


def _size(snapshot: Snapshot) -> str:
    return f"{snapshot.entries} entries, {snapshot.names} names, SHA-256 {snapshot.sha256[:12]}"


def _say_warnings(snapshot: Snapshot, told: Sequence[str]) -> None:
    say(*(f"warning: {what}: {count}" for what, count in snapshot.warnings), *(f"warning: {each}" for each in told))
    if snapshot.warnings:
        say("five examples of each warning stand in the snapshot's manifest.json")
    if snapshot.published and snapshot.published != snapshot.date:
        say(f"warning: the file itself is dated {snapshot.published}; its age is counted from the older date")


def _wanted(place: Path, ids: Sequence[str] | None) -> list[tuple[ListSpec, FormatSpec]]:
    """The lists to update, each in the first format that has an address."""
    specs = catalogue(place)
    named = [find(specs, each) for each in dict.fromkeys(ids or ())]
    if not named:
        named = [spec for spec in specs.values() if not spec.on_request]
    addressed = [(spec, next((form for form in spec.formats if form.download), None)) for spec in named]
    wanted = [(spec, form) for spec, form in addressed if form]
    missing = [spec for spec, form in addressed if ids and not form]
    for spec in missing:
        way_out = f"Fetch it by hand{f' from {spec.homepage}' if spec.homepage else ''} and import it."
        raise UsageError("no address is known to download this list from", where=spec.id, way_out=way_out)
    return wanted


def _on_this_machine(wanted: Sequence[tuple[ListSpec, FormatSpec]]) -> frozenset[str]:
    """Hosts of this very machine (a mirror of one's own), which need no encryption."""
    addresses = [urlsplit(address) for _, form in wanted for address in form.download.values()]
    return frozenset(each.netloc for each in addresses if each.scheme == "http" and each.hostname in LOOPBACK)


def _take(
    spec: ListSpec,
    fetched: "tuple[Fetched, ...] | ListError",
    folder: Path | None,
    sha256: str,
    *,
    accept_change: bool,
) -> str:
    """Put what was downloaded into the store; returns what became of it."""
    if isinstance(fetched, ListError):
        raise fetched
    paths = [each.path for each in fetched if each.path]
    if not paths:
        return f"unchanged, {store.confirm(folder, spec, sha256, fetched[0].retrieved)} is current"
    before, told = store.snapshots(folder, spec.id), list[str]()
    origins = {
        each.role: Origin(_plain(each.url), _plain(each.final_url), each.retrieved, each.etag, each.last_modified)
        for each in fetched
    }
    snapshot = store.import_snapshot(
        folder, spec.id, paths, None, accept_change, today=today(), origins=origins, say=told.append
    )
    new = [each for each in store.snapshots(folder, spec.id) if each not in before]
    if not new:
        return f"unchanged, {before[-1]} is current"
    _say_warnings(snapshot, told)
    return f"new snapshot {new[-1]}: {_size(snapshot)}"


def _plain(address: str) -> str:
    """An address without its query, which may hold a token or a signature."""
    return urlsplit(address)._replace(query="", fragment="").geturl()


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """One bar a file on a terminal; called from several threads."""
    bars: dict[str, TaskID] = {}
    lock = threading.Lock()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:

        def tell(name: str, done: int, total: int | None) -> None:
            with lock:
                if name not in bars:
                    bars[name] = progress.add_task(name, total=total)
                progress.update(bars[name], completed=done, total=total)

        yield tell
