"""Small worlds of invented parties, loaded without a store, for tests of everything above the store."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from screening.catalogue import ListSpec, lists_folder, read_spec
from screening.schema import Action, Designation, Fact, Kind, ListedName, NameKind, Quality, Snapshot, Tables
from screening.screen import Screener
from screening.store import Loaded

DAY = dt.date(2026, 1, 2)
ACTION = Action(
    date=dt.date(2024, 1, 11),
    authority="Ministry of Examples",
    programme="EX-1",
    title="Example programme",
    legal_basis="Example Act 2020",
    measures=("Asset freeze",),
    reason="Moved example goods.",
    reason_source="Example Gazette",
    source_url="https://example.org/1",
)


def designation(
    entry_id: str,
    name: str,
    kind: Kind = Kind.PERSON,
    *,
    aliases: Sequence[str] = (),
    weak: Sequence[str] = (),
    facts: Sequence[Fact] = (),
    actions: Sequence[Action] = (ACTION,),
) -> Designation:
    """A designation of the invented list."""
    names = [ListedName(name, NameKind.PRIMARY, Quality.STRONG)]
    names += [ListedName(alias, NameKind.ALIAS, Quality.STRONG) for alias in aliases]
    names += [ListedName(alias, NameKind.ALIAS, Quality.WEAK) for alias in weak]
    return Designation(entry_id, kind, tuple(names), tuple(actions), tuple(facts), listed_on=dt.date(2024, 1, 11))


def spec() -> ListSpec:
    """The description that invented lists borrow: the starter list's."""
    return read_spec(lists_folder() / "starter")


def loaded(*designations: Designation, list_id: str = "starter") -> Loaded:
    """A loaded list of these designations."""
    tables = Tables.from_designations(list_id, designations)
    snapshot = Snapshot(list_id, DAY, "0" * 64, None, len(designations), tables.names.height)
    return Loaded(dataclasses.replace(spec(), id=list_id), snapshot, tables)


def screener(*designations: Designation) -> Screener:
    """A screener over one invented list."""
    return Screener([loaded(*designations)])
