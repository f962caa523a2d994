"""The facts of ``lists/places/``, read strictly: an unknown key, an empty word or a name twice is an error."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from screening.catalogue import lists_folder
from screening.catalogue._strict import Table, read_toml
from screening.errors import CatalogueError
from screening.text import fold_words

NEAR = "near.toml"
_MEASURES = ("comprehensive embargo", "broad sectoral", "arms embargo")


class PlaceKind(StrEnum):
    """What a name is the name of."""

    TERRITORY = "territory"
    CITY = "city"
    PORT = "port"
    REGION = "region"
    DEMONYM = "demonym"
    CODE = "country code"


@dataclass(frozen=True, slots=True)
class Measure:
    """One authority's measure on a territory.

    Attributes:
        authority: who imposes it.
        kind: "comprehensive embargo", "broad sectoral" or "arms embargo".
        legal_basis: the act; ``url`` is where it stands.
        since: the first day; ``until`` is the first day on which it no longer held, None where it holds.
        note: what limits the statement; may be empty.
    """

    authority: str
    kind: str
    legal_basis: str
    since: dt.date
    until: dt.date | None
    url: str
    note: str

    def holds(self, day: dt.date | None) -> bool:
        """Whether it holds on a day; without a day, whether it holds as far as the file knows."""
        if day is None:
            return self.until is None
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One spelling: ``place`` is the city or the territory it stands for, ``elsewhere`` what else it may be."""

    text: str
    words: tuple[str, ...]
    kind: PlaceKind
    place: str
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Territory:
    """One territory with its measures and names; see ``lists/places/README.md``."""

    id: str
    title: str
    codes: tuple[str, ...]
    beside: frozenset[str]
    checked: dt.date
    measures: tuple[Measure, ...]
    names: tuple[PlaceName, ...]
    unless: tuple[str, ...]


@cache
def territories(folder: Path | None = None) -> tuple[Territory, ...]:
    """Every territory, in the order of ids.

    Raises:
        CatalogueError: a file is wrong; it names file and key.
    """
    where = folder or lists_folder() / "places"
    return tuple(_territory(file) for file in sorted(where.glob("*.toml")) if file.name != NEAR)


@cache
def near_words(folder: Path | None = None) -> frozenset[str]:
    """Folded words that are one letter away from a name and something else."""
    file = (folder or lists_folder() / "places") / NEAR
    row = Table(file, read_toml(file))
    words = row.texts("words")
    row.close()
    return frozenset(folded for word in words for folded in fold_words(word))


def _territory(file: Path) -> Territory:
    row = Table(file, read_toml(file))
    if row.words("id") != file.stem:
        raise row.wrong("id", "must be the name of the file")
    title, names = row.words("title"), list[PlaceName]()
    for key, kind in (("names", PlaceKind.TERRITORY), ("demonyms", PlaceKind.DEMONYM)):
        names += [_name(file, text, kind, title) for text in row.texts(key)]
    for each in row.tables("places", mandatory=False):
        place, elsewhere = each.words("name"), each.text("elsewhere", "")
        if (word := each.words("kind")) not in (PlaceKind.CITY, PlaceKind.PORT, PlaceKind.REGION):
            raise each.wrong("kind", 'must be "city", "port" or "region"')
        names += [_name(file, text, PlaceKind(word), place, elsewhere) for text in (place, *each.texts("also"))]
        each.close()
    measures = tuple(_measures(row))
    checked = row.take("checked", dt.date, "a date")
    found = Territory(
        file.stem,
        title,
        row.texts("codes"),
        frozenset(row.texts("beside")),
        checked,
        measures,
        tuple({name.words: name for name in reversed(names)}.values())[::-1],  # spellings that fold alike are one
        row.texts("unless"),
    )
    row.close()
    return found


def _measures(row: Table) -> Iterator[Measure]:
    for each in row.tables("measures", mandatory=True):
        kind = each.words("kind")
        if kind not in _MEASURES:
            raise each.wrong("kind", f"must be one of {', '.join(_MEASURES)}")
        until = each.take("until", dt.date, "a date") if "until" in each.left else None
        since = each.take("since", dt.date, "a date")
        if until is not None and until <= since:
            raise each.wrong("until", "must be after since")
        if not (url := each.words("url")).startswith("https://"):
            raise each.wrong("url", "must be an https address")
        basis, note = each.words("legal_basis"), each.text("note", "")
        yield Measure(each.words("authority"), kind, basis, since, until, url, note)
        each.close()


def _name(file: Path, text: str, kind: PlaceKind, place: str, elsewhere: str = "") -> PlaceName:
    words = tuple(fold_words(text))
    if not words or text.strip() != text:
        raise CatalogueError(f"{text!r} is no name of a place", where=str(file))
    return PlaceName(text, words, kind, place, elsewhere)
