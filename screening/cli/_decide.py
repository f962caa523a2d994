"""``screening decide``: good-guy entries, dispositions and revocations, written down, shown, checked and carried over.

The day of a decision is the day on which it is written down. What was decided goes to standard output, customers' names
with it; standard error names numbers and alert ids only (HT-26).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from screening import counterparties, runs, saved
from screening.cli._options import ListOption, StoreOption, date_of
from screening.cli._run import today
from screening.cli._spoken import emit, reading_lists, say, waiting
from screening.decisions import (
    STATUSES,
    DecisionsFile,
    Disposition,
    GoodGuy,
    Line,
    Revocation,
    Said,
    bind,
    export_csv,
    import_csv,
)
from screening.errors import UsageError
from screening.hits import alert_id
from screening.policy import LOWEST_THRESHOLD, Policy
from screening.reports import as_table
from screening.runs import read_record
from screening.schema import Counterparty, Designation, designation, listed_name
from screening.screen import Screener
from screening.store import Loaded

decide_app = typer.Typer(
    help="Good-guy entries and dispositions, in a file that is only added to.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

DecisionsOption = Annotated[Path, typer.Option("--decisions", metavar="FILE", help="The decisions file.")]
AlertArgument = Annotated[str, typer.Argument(metavar="ALERT", help="The alert id of a hit.")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
Pair = tuple[str, Counterparty, Designation]
"""A list id, and the customer and the designation that an alert is about."""


@decide_app.command("good-guy")
def add_good_guy(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="File of counterparties; or give --run.")
    ] = None,
    *,
    decisions: DecisionsOption,
    alert: Annotated[str, typer.Option("--alert", metavar="ALERT", help="The alert id of the hit.")],
    author: Annotated[str, typer.Option("--author", metavar="NAME", help="Who decides.")],
    reason: ReasonOption,
    evidence: Annotated[str, typer.Option("--evidence", metavar="TEXT", help="What shows it.")],
    expires: Annotated[str, typer.Option("--expires", metavar="DATE", help="Last day, at most two years on.")],
    approver: Annotated[str, typer.Option("--approver", metavar="NAME", help="A second person who agrees.")] = "",
    four_eyes: Annotated[bool, typer.Option("--four-eyes", help="Refuse without an approver.")] = False,
    rule: Annotated[
        str, typer.Option("--rule", metavar="ID", help="The rule that proposes it; needs two hard differences.")
    ] = "",
    row: Annotated[int | None, typer.Option("--row", metavar="N", help="The row of FILE.")] = None,
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Which party, where several of a row share the alert id.")
    ] = "",
    run: Annotated[Path | None, typer.Option("--run", metavar="RUN", help="The run record that has the hit.")] = None,
    store_folder: StoreOption = None,
    lists: ListOption = None,
) -> None:
    """Say that a customer is not the listed party of an alert, until a day, as long as both stay what they are."""
    last = date_of(expires, "--expires")
    if last is None or (file is None) == (run is None) or (file is None) != (row is None):
        raise UsageError("it is not said where the hit is", way_out="Give FILE with --row, or --run.")
    found = _of_run(run, alert, store_folder) if run else _of_file(file, row, alert, store_folder, lists)  # type: ignore[arg-type]  # said above
    named = [each for each in found if not name or name in (each[1].name, each[1].native_name)]
    if len(named) != 1:
        what = "several parties of the row have this alert id" if named else "the row has no hit of this alert id"
        raise UsageError(what, where=str(run or file), way_out="Name the party with --name." if named else "")
    (list_id, party, listed) = named[0]
    said = Said(author, reason, evidence, today(), last, approver, rule)
    entry = bind(alert, list_id, party, listed, said, four_eyes=four_eyes)
    number = _add(decisions, entry)
    emit(_block(number, entry))


@decide_app.command("disposition")
def add_disposition(
    alert: AlertArgument,
    *,
    decisions: DecisionsOption,
    status: Annotated[str, typer.Option("--status", metavar="STATUS", help=f"One of: {', '.join(STATUSES)}.")],
    by: ByOption,
    reason: ReasonOption,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else.")] = "",
) -> None:
    """Say what an alert is; the newest disposition is shown on the hit."""
    _add(decisions, Disposition(alert, status, by, today(), reason, note))


@decide_app.command("revoke")
def add_revocation(alert: AlertArgument, *, decisions: DecisionsOption, by: ByOption, reason: ReasonOption) -> None:
    """End the good-guy entries of an alert; it returns with the next run."""
    lines = DecisionsFile(decisions).lines()
    if not any(isinstance(each.decision, GoodGuy) and each.decision.alert_id == alert for each in lines):
        raise UsageError(
            "this alert has no good-guy entry", where=str(decisions), way_out="See `screening decide show`."
        )
    _add(decisions, Revocation(alert, by, today(), reason))


@decide_app.command("show")
def show_decisions(
    alert: Annotated[str | None, typer.Argument(metavar="[ALERT]", help="Only of this alert, in full.")] = None,
    *,
    decisions: DecisionsOption,
) -> None:
    """Show every line, one a line; of one alert with all it says."""
    lines = DecisionsFile(decisions).lines()
    if alert is None:
        emit(["number\tdate\talert\twhat\twho", *map(_row, lines)])
        return
    own = [each for each in lines if each.decision.alert_id == alert]
    if not own:
        raise UsageError("nothing was decided of this alert", where=str(decisions), way_out="Check the alert id.")
    for each in own:
        emit(_block(each.number, each.decision))


@decide_app.command("export")
def export_decisions(
    out: Annotated[Path, typer.Argument(metavar="CSV", help="The file to write.")], *, decisions: DecisionsOption
) -> None:
    """Write every line with all it says as CSV, safe to open in a spreadsheet."""
    if out.exists() and decisions.exists() and out.samefile(decisions):
        raise UsageError("this is the decisions file", where=str(out), way_out="Name another file.")
    count = export_csv(DecisionsFile(decisions).lines(), out)
    say(f"wrote {out} ({count} decisions)")


@decide_app.command("import")
def import_decisions(
    file: Annotated[Path, typer.Argument(metavar="CSV", help="An export, or new decisions in its columns.")],
    *,
    decisions: DecisionsOption,
) -> None:
    """Add the lines of an export to a new file or an older copy; rows without a hash are new decisions."""
    added, present = import_csv(file, DecisionsFile(decisions))
    say(f"{added} decisions added to {decisions}, {present} were there already")


@decide_app.command("verify")
def verify_decisions(
    *,
    decisions: DecisionsOption,
    head: Annotated[
        str, typer.Option("--head", metavar="HASH", help="A head that stands in a run record: is it still there?")
    ] = "",
) -> None:
    """Check the file, the chain of hashes and every line; names the first bad one."""
    number, last = DecisionsFile(decisions).verify(head)
    emit([f"{number} decisions, unbroken, head {last}"])


def _add(path: Path, decision: GoodGuy | Disposition | Revocation) -> int:
    """Add a decision; says so once it is on the disk."""
    new = not path.exists()
    number, head = DecisionsFile(path).add(decision)
    if new:
        say(f"made {path}")
    say(f"decision {number} on alert {decision.alert_id} written, head {head}")
    return number


def _row(line: Line) -> str:
    told = line.decision
    if isinstance(told, GoodGuy):
        what = f"good-guy entry until {told.expires}"
    else:
        what = told.status if isinstance(told, Disposition) else "revocation"
    cells = (str(line.number), str(told.date), told.alert_id, what, told.author)
    return "\t".join(map(as_table.visible, cells))


def _block(number: int, decision: GoodGuy | Disposition | Revocation) -> Iterator[str]:
    """All that a decision says, a field a line."""
    yield f"decision {number}: {type(decision).__name__}"
    for name in decision.__slots__:
        value = getattr(decision, name)
        if isinstance(value, Mapping):
            yield f"  {name}:"
            yield from (f"    {field}: {_plain(text)}" for field, text in value.items())
        elif value:
            yield f"  {name}: {_plain('; '.join(value) if isinstance(value, tuple) else str(value))}"


def _plain(text: str) -> str:
    return as_table.visible("; ".join(text.split("\n")))


def _of_file(file: Path, row: int, alert: str, folder: Path | None, lists: list[str] | None) -> list[Pair]:
    """Screen the parties of a row against the lists of today, and take those whose hit has the alert id."""
    parties = list(_parties(file, row))
    with reading_lists():
        screener = Screener.load(store=folder, lists=lists or None, policy=Policy(threshold=LOWEST_THRESHOLD))
    loaded = {each.spec.id: each for each in screener.loaded}
    return [
        (hit.list_id, party, _designation(loaded[hit.list_id], hit.entry_id))
        for party in parties
        for hit in screener.check(party)
        if hit.alert_id == alert
    ]


def _of_run(folder: Path, alert: str, store_folder: Path | None) -> list[Pair]:
    """Take the hit of a run record: the party from its input, the designation from the snapshot it was found in."""
    record = read_record(folder)
    hit = next((each for each in record.hits() if each["alert_id"] == alert), None)
    if hit is None:
        raise UsageError("the run has no hit of this alert id", where=str(folder), way_out="Check the alert id.")
    with waiting("reading the list"):
        snapshots = [each for each in runs.snapshots_of(record, store_folder) if each.copy.spec.id == hit["list_id"]]
        (loaded,) = saved.lists(snapshots, saved.cache_folder())
    listed = _designation(loaded, hit["entry_id"])
    parties = _parties(record.input, hit["row"], dict(runs.policy_of(record).columns))
    pairs = [(loaded.spec.id, party, listed) for party in parties]
    return [each for each in pairs if alert_id(each[1], each[0], each[2].entry_id) == alert]


def _parties(file: Path, row: int, told: Mapping[str, str] | None = None) -> Iterator[Counterparty]:
    """The parties of one row of a counterparty file."""
    found = False
    for part in counterparties.parts(file, told=told):
        lines = part.frame.filter(pl.col("row") == row)
        if lines.height:
            found = True
            yield from counterparties.Lines(lines).parties(range(lines.height))
        if found or (part.originals.height and part.originals["row"][-1] >= row):
            break
    if not found:
        raise UsageError(f"row {row} has no party to screen", where=str(file), way_out="Rows are counted from 1.")


def _designation(loaded: Loaded, entry_id: str) -> Designation:
    """One designation of a loaded list, whole."""
    tables = loaded.tables
    rows = [
        list(frame.filter(pl.col("entry_id") == entry_id).iter_rows(named=True))
        for frame in (tables.designations, tables.names, tables.actions, tables.facts)
    ]
    heads, names, actions, facts = rows
    if len(heads) != 1:
        raise UsageError(f"the list has no entry {entry_id}", where=loaded.spec.id, way_out="Check the run record.")
    return designation(heads[0], map(listed_name, names), actions, facts)
