"""What each authority counts as owned or controlled: ``rules.toml``, read strictly."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from screening.errors import UsageError
from screening.schema import Action

_KEYS = {
    "title": str, "authorities": list, "line": int, "reached": str, "aggregate": bool, "control": str, "counts": str,
    "basis": str, "url": str, "checked": object,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One authority's test of ownership.

    Attributes:
        id: "OFAC", "EU" or "UK".
        title: the authority.
        authorities: by whose asset freeze a party is blocked under this rule.
        line: the percentage that decides.
        at: whether a share of just this percentage is enough.
        aggregate: whether stakes of several blocked parties add up.
        control: whether control without shares is a ground (else it is a warning).
        counts: what is counted, in a sentence.
        basis: the legal act or guidance; ``url`` is where it stands.
    """

    id: str
    title: str
    authorities: frozenset[str]
    line: Decimal
    at: bool
    aggregate: bool
    control: bool
    counts: str
    basis: str
    url: str

    def passes(self, percent: Decimal) -> bool:
        """Whether a share of this many percent is ownership under this rule."""
        return percent >= self.line if self.at else percent > self.line

    def blocks(self, action: Action) -> bool:
        """Whether an action is an asset freeze of this authority; restrictions short of it make nobody blocked."""
        return action.authority in self.authorities and any("freeze" in each.lower() for each in action.measures)

    @property
    def line_words(self) -> str:
        """The line in words: "50 % or more"."""
        return f"{self.line} % or more" if self.at else f"more than {self.line} %"


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the table."""
    tables = tomllib.loads((files("screening.ownership") / "rules.toml").read_text(encoding="utf-8"))
    return tuple(_rule(name, row) for name, row in tables.items())


def _rule(name: str, row: dict[str, object]) -> Rule:
    if list(row) != list(_KEYS) or not all(isinstance(row[key], kind) for key, kind in _KEYS.items()):
        raise ValueError(f"rules.toml, [{name}]: its keys must be {', '.join(_KEYS)}, each of its type")
    if row["reached"] not in ("at", "above") or row["control"] not in ("ground", "warning"):
        raise ValueError(f'rules.toml, [{name}]: reached is "at" or "above", control "ground" or "warning"')
    return Rule(
        name,
        str(row["title"]),
        frozenset(row["authorities"]),  # type: ignore[call-overload]  # a list, as checked
        Decimal(str(row["line"])),
        row["reached"] == "at",
        row["aggregate"] is True,
        row["control"] == "ground",
        str(row["counts"]),
        str(row["basis"]),
        str(row["url"]),
    )


def chosen(ids: Sequence[str] | None = None) -> tuple[Rule, ...]:
    """The rules of these ids, all for none; raises UsageError for an unknown one."""
    every = {rule.id: rule for rule in rules()}
    for each in ids or ():
        if each.upper() not in every:
            raise UsageError(f"no rule of ownership is called {each!r}", way_out=f"Known rules: {', '.join(every)}.")
    return tuple(every[each] for each in dict.fromkeys(map(str.upper, ids or every)))
