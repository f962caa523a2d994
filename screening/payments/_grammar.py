"""``iso20022.toml`` as steps that a walk over a message can follow; the file says what its words mean."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from screening.payments._records import FieldKind

Node = dict[str, "Step"]
"""Local name of an element to what is done with it."""

_NOTHING, _WHOLE = "-", "all text"
_NOTED = ("ids", "amount", "date")


@dataclass(slots=True)
class Step:
    """What is done with an element.

    Attributes:
        leaf: it is a text, and usually nothing but a text.
        skip: it is known and not screened.
        whole: its text is all that stands in it.
        key: the part of the field that its text is; "" where it only holds other elements.
        noted: it is kept for the desk, not screened.
        kind: the kind of field that it is; None where it is none.
        role, prefix: of that field; what goes before the roles of the fields in it.
        agent: the field around it is an agent's.
        each: it is a field of its own however often it comes.
        plain: it only holds other elements, or does so besides its text.
        node: what may stand in it.
    """

    leaf: bool = False
    skip: bool = False
    whole: bool = False
    key: str = ""
    noted: bool = False
    kind: FieldKind | None = None
    role: str = ""
    prefix: str = ""
    agent: bool = False
    each: bool = False
    plain: bool = False
    node: Node = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of message: its name, the element of a transaction, and the roles that every transaction has."""

    name: str
    transaction: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Forms by the local name of the element that holds the message, and the tables of what stands in it."""

    forms: Mapping[str, Form]
    nodes: Mapping[str, Node]


def _step(row: str | dict[str, object], nodes: Mapping[str, Node]) -> Step:
    if isinstance(row, str):
        leaf = row not in (_NOTHING, _WHOLE)
        return Step(leaf, row == _NOTHING, row == _WHOLE, row if leaf else "", row in _NOTED)
    kind = next((each for each in FieldKind if isinstance(row.get(each), str)), None)
    key = next((key for key in ("text", "date") if row.get(key)), "")
    table = str(row.get("in") or (kind if kind and not key else ""))
    return Step(
        leaf=bool(key) and not kind,
        key=key,
        noted=key in _NOTED,
        kind=kind,
        role=str(row[kind]) if kind else "",
        prefix=str(row.get("prefix", "")),
        agent=row.get("agent") is True,
        each=bool(row.get("each")),
        plain=kind is None,
        node=nodes[table] if table else {},
    )


@functools.cache
def grammar() -> Grammar:
    """Return what ``iso20022.toml`` says."""
    tables = tomllib.loads((files("screening.payments") / "iso20022.toml").read_text(encoding="utf-8"))
    forms: dict[str, Form] = {}
    for name, row in tables.pop("messages").items():
        form = Form(name, row["transaction"], tuple(row["needs"]))
        forms.update(dict.fromkeys([name, *row["element"]], form))
    nodes: dict[str, Node] = {name: {} for name in tables}
    for name, table in tables.items():
        nodes[name].update({element: _step(row, nodes) for element, row in table.items()})
    return Grammar(forms, nodes)
