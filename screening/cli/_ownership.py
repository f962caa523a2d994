"""``screening ownership``: the parties of a file of edges are screened, and who is blocked by ownership is said.

A party counts as listed where the file names it by its list entry, or where its name hits with grade exact or strong
and raises an alert. A hit of a lower grade needs a person's look first: what rests on it is shown as potential.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer

from screening import ownership
from screening.cli._options import AsOfOption, ListOption, MaxAgeOption, PolicyOption, StoreOption, date_of
from screening.cli._run import list_lines
from screening.cli._spoken import emit, reading_lists, say, say_lists
from screening.errors import InputError
from screening.ownership import Edges, Listed, Ownership, Rule
from screening.reports import AID
from screening.schema import Action, Grade
from screening.screen import Screener

CERTAIN = (Grade.EXACT, Grade.STRONG)


def run_ownership(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV of owner, owned, percent, control.")],
    *,
    store_folder: StoreOption = None,
    lists: ListOption = None,
    as_of: AsOfOption = None,
    max_age: MaxAgeOption = None,
    policy: PolicyOption = None,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="OFAC|EU|UK", help="Only this rule; repeatable.")
    ] = None,
    allow_cycles: Annotated[bool, typer.Option("--allow-cycles", help="Take parties that own each other.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON document.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 if a party is blocked.")] = False,
) -> None:
    """Say who is blocked because blocked parties own or control it."""
    rules, day = ownership.chosen(rule), date_of(as_of, "--as-of")
    edges = ownership.read_edges(file)
    say(f"read {file}: {len(edges.edges):,} edges, {len(edges.names):,} parties")
    emit(f"fault: {fault.sentence}" for fault in edges.faults(cycles=allow_cycles))
    ownership.refuse(edges, cycles=allow_cycles)
    with reading_lists():
        screener = Screener.load(store=store_folder, lists=lists or None, policy=policy, as_of=day)
    say_lists(list_lines(screener, day), store_folder, lists, day, max_age)
    listed, uncounted = listed_parties(edges, screener, rules)
    found = ownership.assess(edges, listed, rules, cycles=allow_cycles)
    if as_json:
        emit([json.dumps(_document(file, edges, listed, found, rules), ensure_ascii=False, indent=2)])
    else:
        emit(_lines(edges, listed, found))
    blocked = [each for each in found if each.blocked]
    say(f"listed parties {len(listed)}, of which potential {sum(not each.rules for each in listed.values())}")
    if uncounted:
        say(f"warning: on a list, but under no asset freeze of a rule's authority: {uncounted} parties")
    sure = sum(each.certain for each in blocked)
    say(f"findings {len(found)}: blocked {sure}, potentially blocked {len(blocked) - sure}", *_rules(rules), AID)
    raise typer.Exit(1 if exit_code and blocked else 0)


def listed_parties(edges: Edges, screener: Screener, rules: tuple[Rule, ...]) -> tuple[dict[str, Listed], int]:
    """The parties of a file that count as blocked under some rule, and how many more are on a list.

    Raises:
        InputError: an entry is named that no loaded list has, or a name cannot be screened; it says on which line.
    """
    found = dict[str, list[tuple[Listed, bool]]]()
    names = dict[str, str]()
    for key, name in edges.names.items():
        entry = ownership.reference(name)
        if entry is None:
            names[key] = name
        else:
            actions = _actions(screener, *entry, place=_place(edges, key))
            found[key] = [(Listed(_blocking(actions, rules), f"{':'.join(entry)}, named by its entry"), True)]
    for key, each, certain in _by_name(edges, names, screener, rules):
        found.setdefault(key, []).append((each, certain))
    listed = {key: _joined(each) for key, each in sorted(found.items())}
    counted = {key: each for key, each in listed.items() if each.rules | each.potential}
    return counted, len(listed) - len(counted)


def _by_name(
    edges: Edges, names: Mapping[str, str], screener: Screener, rules: tuple[Rule, ...]
) -> Iterator[tuple[str, Listed, bool]]:
    keys = list(names)
    if not keys:
        return
    frame = pl.DataFrame({"row": range(len(keys)), "name": list(names.values())})
    run = screener.run(frame)
    for row, problem in run.rows.filter(pl.col("status") == "in error").select("row", "problem").iter_rows():
        raise InputError(f"a party cannot be screened: {problem}", where=_place(edges, keys[row]))
    wanted = ("row", "list_id", "entry_id", "grade", "alert", "actions")
    for row, list_id, entry_id, grade, alert, actions in run.hits.select(wanted).iter_rows():
        authorities = _blocking([_action(each) for each in actions], rules)
        certain = alert and Grade(grade) in CERTAIN
        yield keys[row], Listed(authorities, f"{list_id}:{entry_id}, {grade} hit by name"), certain


def _joined(each: list[tuple[Listed, bool]]) -> Listed:
    """What several entries say of one party: under which rules it is blocked, and under which it may be."""
    sure = frozenset(rule for one, certain in each if certain for rule in one.rules)
    every = frozenset(rule for one, _ in each for rule in one.rules)
    return Listed(sure, "; ".join(dict.fromkeys(one.by for one, _ in each if one.rules)), every - sure)


def _blocking(actions: list[Action], rules: tuple[Rule, ...]) -> frozenset[str]:
    return frozenset(rule.id for rule in rules if any(rule.blocks(action) for action in actions))


def _actions(screener: Screener, list_id: str, entry_id: str, *, place: str) -> list[Action]:
    """The actions against a listed entry."""
    for loaded in screener.loaded:
        if loaded.spec.id == list_id:
            tables = loaded.tables
            if tables.designations.filter(pl.col("entry_id") == entry_id).height:
                rows = tables.actions.filter(pl.col("entry_id") == entry_id).drop("list_id", "entry_id")
                return [_action(row) for row in rows.iter_rows(named=True)]
            raise InputError(f"the list {list_id} has no such entry", where=place, way_out="Correct the entry id.")
    raise InputError(f"the list {list_id} is not loaded", where=place, way_out="Import it, or name the party.")


def _action(row: dict[str, Any]) -> Action:
    return Action(**row | {"measures": tuple(row["measures"])})


def _place(edges: Edges, key: str) -> str:
    """Where a party stands first."""
    lines = [edge.line for edge in (*edges.holdings.get(key, ()), *edges.owners.get(key, ()))]
    return f"{edges.file}, line {min(lines)}"


def _lines(edges: Edges, listed: Mapping[str, Listed], found: tuple[Ownership, ...]) -> Iterator[str]:
    for key, each in listed.items():
        said = [("listed", each.rules), ("potentially listed", each.potential)]
        words = ", ".join(f"{kind} ({', '.join(sorted(rules))})" for kind, rules in said if rules)
        yield f"{edges.names[key]}: {words}: {each.by}"
    party = ""
    for one in found:
        if one.key != party:
            party = one.key
            yield one.party
        yield f"  {one.rule}: {one.sentence}"


def _rules(rules: tuple[Rule, ...]) -> list[str]:
    return [f"rule {rule.id}: {rule.line_words}. {rule.counts} Source: {rule.basis}, {rule.url}" for rule in rules]


def _document(
    file: Path, edges: Edges, listed: Mapping[str, Listed], found: tuple[Ownership, ...], rules: tuple[Rule, ...]
) -> dict[str, object]:
    return {
        "format": 1,
        "file": file.name,
        "edges": len(edges.edges),
        "rules": [
            {"id": rule.id, "line": rule.line_words, "counts": rule.counts, "basis": rule.basis, "url": rule.url}
            for rule in rules
        ],
        "listed": [
            {"party": edges.names[key], "rules": sorted(each.rules), "potential": sorted(each.potential), "by": each.by}
            for key, each in listed.items()
        ],
        "findings": [_plain(asdict(each)) for each in found],
        "statement": AID,
    }


def _plain(value: object) -> object:
    """Percentages as text, exactly as they are."""
    if isinstance(value, Decimal):
        return ownership.plain(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
