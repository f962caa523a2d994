"""Whether a designation is under a measure, however its list words it (EU-07).

An officer writes "asset freeze"; OFAC writes "Blocking of property (asset freeze)", the UN "assets frozen". The words
stand in ``measures.toml``. A text that states no measure we know may state any: it never takes an alert away.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from screening.errors import PolicyError

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its name, the phrases that state it, and longer ones that deny it; all as ``plain`` gives them."""

    name: str
    words: tuple[str, ...]
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Which measures a text states, and which it says there are not, by name.

    ``open``: it tells of none, and may be any measure.
    """

    states: frozenset[str]
    denies: frozenset[str]
    open: bool


def plain(text: str) -> str:
    """A text as measures are compared: lower case, letters and digits, single blanks."""
    return _SIGNS.sub(" ", text.casefold()).strip()


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "measures.toml").read_text("utf-8"))


@cache
def known() -> tuple[Measure, ...]:
    """The measures of ``measures.toml``."""
    return tuple(
        Measure(each["name"], tuple(map(plain, each["words"])), tuple(map(plain, each["not"])))
        for each in _table()["measure"]
    )


@lru_cache(maxsize=4096)
def told(text: str) -> Told:
    """What a list's own text says of the measures we know."""
    states, denies = set[str](), set[str]()
    for measure in known():
        rest, denied = _without(f" {plain(text)} ", measure)
        if denied:
            denies.add(measure.name)
        if any(f" {words} " in rest for words in measure.words):
            states.add(measure.name)
    qualifies = any(f" {plain(words)} " in f" {plain(text)} " for words in _table()["qualifiers"])
    return Told(frozenset(states), frozenset(denies), not (states or denies or qualifies))


def _without(text: str, measure: Measure) -> tuple[str, bool]:
    """The text without what denies the measure, and whether anything did."""
    rest = text
    for words in measure.denied:
        rest = rest.replace(f" {words} ", "  ")
    for words in measure.words:
        if not words.startswith("no "):
            rest = re.sub(rf" (?:no|not|without) {words} ", "  ", rest)
    return rest, rest != text


@lru_cache(maxsize=4096)
def named(asked: str) -> str:
    """The name of the measure that an officer's words name; "" where they name none that we know."""
    words = plain(asked)
    for measure in known():
        if words in (plain(measure.name), f"{plain(measure.name)}s", *measure.words):
            return measure.name
    return ""


def is_under(asked: Sequence[str], actions: Iterable[Sequence[str]]) -> bool:
    """Whether one of the actions, each given by its measures, takes one of the measures asked for.

    An action of which a measure says nothing that we know may take any that it does not deny.
    """
    return any(_takes(measure, texts) for texts in actions for measure in asked)


def _takes(asked: str, texts: Sequence[str]) -> bool:
    name = named(asked)
    if not name:  # words of a list's own text
        return any(f" {plain(asked)} " in f" {plain(text)} " for text in texts)
    said = [told(text) for text in texts]
    if any(name in each.states for each in said):
        return True
    unsaid = any(each.open for each in said) or not any(each.states for each in said)
    return unsaid and not any(name in each.denies for each in said)


def check(asked: Iterable[str], texts: Iterable[str], where: str) -> None:
    """Raise PolicyError for a measure that neither we nor any of the lists' texts know."""
    spoken: str | None = None
    for each in asked:
        if named(each):
            continue
        spoken = spoken if spoken is not None else "\n".join(f" {plain(text)} " for text in texts)
        if not plain(each) or f" {plain(each)} " not in spoken:
            names = ", ".join(measure.name for measure in known())
            way_out = f"Known measures: {names}; or words of a measure as a list writes it."
            raise PolicyError(f"the measure {each[:60]!r} is unknown", where=where, way_out=way_out)
