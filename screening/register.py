"""The loaded lists by number: designations and listed names numbered by position, found again from either.

The core works with these numbers; frames are touched only for the few designations that become hits, and of those
only what a hit shows is read.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import polars as pl

from screening.identifiers import Identifier, alone, key, parse
from screening.schema import (
    Action,
    Designation,
    Fact,
    FactKind,
    Kind,
    ListedName,
    NameKind,
    Quality,
    Tables,
    designation,
    listed_name,
)
from screening.store import Loaded

MOST_LISTINGS = 4096
"""So many designations are remembered at most, some 10 MB: reading one from the frames takes a tenth of a hit."""
_KEY = ["list_id", "entry_id"]
_KINDS = {each.value: each for each in Kind}
_NAME_KINDS = {each.value: each for each in NameKind}
_QUALITIES = {each.value: each for each in Quality}
_FACT_KINDS = {each.value: each for each in FactKind}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a hit shows of a designation: all of it but its further names, which have numbers of their own.

    ``programmes`` are those of all actions; authority and agency, legal basis, measures and reason those of the newest.
    """

    entry_id: str
    kind: Kind
    primary_name: str
    actions: tuple[Action, ...]
    facts: tuple[Fact, ...]
    listed_on: dt.date | None
    source_url: str
    relations: tuple[str, ...]
    programmes: tuple[str, ...]
    authority: str
    agency: str
    legal_basis: str
    measures: tuple[str, ...]
    reason: str
    reason_source: str


class Register:
    """Designations of all loaded lists, immutable.

    Attributes:
        texts: every listed name.
        entry_of: for every listed name the number of its designation.
        is_weak: for every listed name whether it is a weak alias.
        kinds: for every designation its kind.
    """

    def __init__(self, loaded: Sequence[Loaded]) -> None:
        self._lists = {each.snapshot.list_id: each for each in loaded}
        self._tables = Tables.concat([each.tables for each in loaded])
        heads = self._tables.designations
        self._list_ids: list[str] = heads["list_id"].to_list()
        self._heads = heads.select(*_KEY).with_row_index("number")
        self.kinds = [_KINDS[each] for each in heads["kind"].to_list()]
        names = self._tables.names
        numbers = self._numbers(names)
        self.texts: list[str] = names["text"].to_list()
        self.entry_of: list[int] = numbers.to_list()
        self.is_weak: list[bool] = names["quality"].is_in([each.value for each in Quality if each.is_weak]).to_list()
        self._name_rows = self._spans(numbers)
        self._fact_rows = self._spans(self._numbers(self._tables.facts))
        self._action_rows = self._spans(self._numbers(self._tables.actions))
        self._shown = heads.select("entry_id", "listed_on", "source_url")
        self._names = names.select([each.name for each in fields(ListedName)])
        self._facts = self._tables.facts.select([each.name for each in fields(Fact)])
        self._actions = self._tables.actions.select([each.name for each in fields(Action)])

    def _numbers(self, frame: pl.DataFrame) -> pl.Series:
        """The number of the designation that each row belongs to; ascending, as all tables keep one order."""
        found = frame.select(*_KEY).join(self._heads, on=_KEY, how="left", maintain_order="left")["number"]
        if found.null_count() or not found.is_sorted():
            raise ValueError("a row of the tables belongs to no designation, or stands out of order")
        return found

    def _spans(self, numbers: pl.Series) -> list[int]:
        """Where the rows of each designation begin; those of designation n end where those of n + 1 begin."""
        begins: list[int] = np.searchsorted(numbers.to_numpy(), np.arange(len(self._list_ids) + 1)).tolist()
        return begins

    @cached_property
    def _identifiers(self) -> dict[str, list[tuple[int, Identifier]]]:
        """Designations by the look-up key of each identifier; made when the first identifier is asked for."""
        wanted = self._tables.facts["kind"] == FactKind.IDENTIFIER.value
        facts = self._tables.facts.with_columns(self._numbers(self._tables.facts)).filter(wanted)
        found: dict[str, list[tuple[int, Identifier]]] = {}
        for number, kind, value in facts.select("number", "type", "value").iter_rows():
            identifier = Identifier(kind, value)
            found.setdefault(key(identifier), []).append((number, identifier))
        return found

    def identified(self, identifiers: Iterable[Identifier]) -> set[int]:
        """Numbers of the designations that share a hard identifier with one of these (HT-07, US-14)."""
        wanted = list(identifiers)
        if not wanted:
            return set()
        return {entry for own in wanted for entry, listed in self._identifiers.get(key(own), ()) if alone(own, listed)}

    def stating(self, texts: pl.Series) -> list[int]:
        """Numbers of the texts, none null, that state an identifier which ``identified`` knows; for few designations.

        Each key is what is left of the letters and digits of a text, so a text in ASCII without one needs no reading.
        """
        if not self._identifiers:
            return []
        letters = texts.str.to_lowercase().str.replace_all("[^a-z0-9]", "")
        may_be = ~texts.str.contains(r"^[\x00-\x7f]*$") | letters.str.contains_any([*self._identifiers])
        rows = may_be.arg_true()
        return [at for at, text in zip(rows, texts.gather(rows), strict=True) if self.identified([parse(text)])]

    def list_of(self, entry: int) -> Loaded:
        """The list on which a designation stands."""
        return self._lists[self._list_ids[entry]]

    def first_name(self, entry: int) -> int:
        """Number of a designation's primary name."""
        return self._name_rows[entry]

    @cached_property
    def name(self) -> Callable[[int], ListedName]:
        """One listed name, by its number; the last ones are remembered."""
        return lru_cache(maxsize=MOST_LISTINGS)(self._name)

    def _name(self, number: int) -> ListedName:
        text, kind, quality, part, language = self._names.row(number)
        return ListedName(text, _NAME_KINDS[kind], _QUALITIES[quality], part, language)

    @cached_property
    def listing(self) -> Callable[[int], Listing]:
        """What a hit shows of a designation, by its number; of the last designations it is remembered."""
        return lru_cache(maxsize=MOST_LISTINGS)(self._listing)

    def _listing(self, entry: int) -> Listing:
        entry_id, listed_on, source_url = self._shown.row(entry)
        begin, end = self._action_rows[entry : entry + 2]
        actions = tuple(map(_action, self._actions.slice(begin, end - begin).rows()))
        begin, end = self._fact_rows[entry : entry + 2]
        rows = self._facts.slice(begin, end - begin).rows()
        facts = tuple([Fact(_FACT_KINDS[row[0]], *row[1:]) for row in rows])
        newest = [action for action in actions if action.date == actions[0].date]
        return Listing(
            entry_id,
            self.kinds[entry],
            self.texts[self._name_rows[entry]],
            actions,
            facts,
            listed_on,
            source_url,
            relations=tuple([f"{fact.type}: {fact.value}" for fact in facts if fact.kind is FactKind.RELATION]),
            programmes=tuple(dict.fromkeys([action.programme for action in actions if action.programme])),
            authority=_each([action.authority for action in newest]),
            agency=_each([action.agency for action in newest]),
            legal_basis=_each([action.legal_basis for action in newest]),
            measures=tuple(dict.fromkeys([measure for action in newest for measure in action.measures])),
            reason=_each([action.reason for action in newest], " "),
            reason_source=_each([action.reason_source for action in newest]),
        )

    def designation(self, entry: int) -> Designation:
        """The whole of one designation, with all its names."""
        tables, spans = self._tables, (self._name_rows, self._action_rows, self._fact_rows)
        frames = (tables.names, tables.actions, tables.facts)
        names, actions, facts = (
            frame.slice(span[entry], span[entry + 1] - span[entry]).rows(named=True)
            for frame, span in zip(frames, spans, strict=True)
        )
        head = tables.designations.row(entry, named=True)
        return designation(head, [listed_name(row) for row in names], actions, facts)

    @cached_property
    def _entries(self) -> dict[tuple[str, str], int]:
        """Numbers of designations by list and entry id; made when one is first asked for."""
        heads = self._tables.designations
        return dict(zip(heads.select(*_KEY).iter_rows(), range(heads.height), strict=True))

    def number(self, list_id: str, entry_id: str) -> int | None:
        """The number of a designation; None where it is on none of the lists."""
        return self._entries.get((list_id, entry_id))

    def numbers_of_names(self, entry: int) -> range:
        """Numbers of the listed names of a designation."""
        return range(self._name_rows[entry], self._name_rows[entry + 1])

    def measures(self) -> list[str]:
        """Every text by which an action of any designation states a measure."""
        return self._actions["measures"].explode().drop_nulls().unique().sort().to_list()

    def of_every_name(self, told: Callable[[str, Kind, Quality], float]) -> list[float]:
        """What a function says of every listed name, told its list, the kind of its designation and its quality."""
        kinds = self._tables.designations["kind"].gather(self.entry_of)
        names = self._tables.names.select("list_id", kinds, "quality", place=pl.int_range(pl.len()))
        said = [0.0] * names.height
        for (list_id, kind, quality), some in names.group_by("list_id", "kind", "quality"):
            value = told(str(list_id), Kind(kind), Quality(quality))
            for place in some["place"].to_list():
                said[place] = value
        return said


def _each(texts: Sequence[str], between: str = "; ") -> str:
    """The different texts that are not empty."""
    return between.join(dict.fromkeys(filter(None, texts))) if len(texts) > 1 else texts[0]


def _action(row: tuple[Any, ...]) -> Action:
    date, authority, agency, programme, title, legal_basis, measures, *rest = row
    return Action(date, authority, agency, programme, title, legal_basis, tuple(measures), *rest)
