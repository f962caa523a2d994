"""``screening policy show``: the effective policy, each value with where it came from; and the options that change one.

A value from the command line stands above the file. In strict mode nothing that decides about alerts may come from
there: whoever loosens the filter writes it into the policy, with a name and a reason (US-20).
"""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from screening.cli._spoken import emit, say
from screening.errors import PolicyError, UsageError
from screening.policy import Policy, check_near_misses, read_policy
from screening.reports import as_table

policy_app = typer.Typer(help="The policy: thresholds and rules.", no_args_is_help=True)

MeasureOption = Annotated[
    list[str] | None,
    typer.Option("--measure", metavar="M", help="Only these raise alerts, such as 'asset freeze'; repeatable."),
]
NearMissesOption = Annotated[
    float | None,
    typer.Option("--near-misses", metavar="N", help="Also report, as no alert, what is N points under the line."),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Require a policy with author, date, rationale and the reason of each rule.")
]


def chosen(
    file: Path | None,
    *,
    threshold: float | None = None,
    measures: Sequence[str] | None = None,
    near_misses: float | None = None,
    strict: bool = False,
) -> Policy:
    """The policy of a file with what the options change.

    Raises:
        PolicyError: the file cannot be used, or strict mode has none.
        UsageError: an option is out of range, or strict mode forbids it.
    """
    if strict and file is None:
        raise PolicyError("strict mode needs a policy", way_out="Name its file with --policy.")
    policy = read_policy(file, strict=strict) if file else Policy()
    if policy.strict and (threshold is not None or measures):
        option = "--measure" if measures else "--threshold"
        raise UsageError(f"{option} is not allowed in strict mode", way_out="Write it into the policy, with a reason.")
    if threshold is not None and policy.rules:
        say(f"--threshold {threshold:g} replaces all thresholds of the policy")
    values: dict[str, object] = {}
    if measures:
        values["measures"] = tuple(measures)
    if near_misses is not None:
        values["near_misses"] = near_misses
    if threshold is not None:
        check_near_misses(policy.near_misses if near_misses is None else near_misses, threshold)
    return policy.changed(**values)


@policy_app.command("show")
def show(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Policy file; the defaults if absent.")] = None,
    *,
    strict: StrictOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON document.")] = False,
) -> None:
    """Show every effective value of a policy and where it came from."""
    policy = chosen(file, strict=strict)
    settings = policy.effective()
    if as_json:
        values = [dataclasses.asdict(each) for each in settings]
        document = {"file": str(file or ""), "sha256": policy.sha256, "values": values}
        emit([json.dumps(document, ensure_ascii=False, indent=2)])
        return
    lines = [(each.key, _text(each.value), each.origin) for each in settings]
    widths = [max(len(line[column]) for line in lines) for column in (0, 1)]
    emit(as_table.visible(f"{key:{widths[0]}}  {value:{min(widths[1], 60)}}  {origin}") for key, value, origin in lines)
    emit([f"sha256 {policy.sha256}", "A threshold given on the command line replaces all of these."])


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_text(each)}" for key, each in value.items()) or "-"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    return f"{value:g}" if isinstance(value, float) else " ".join(str(value).split()) or "-"
