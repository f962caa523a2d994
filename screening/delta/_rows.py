"""One designation in two snapshots: what of it differs, field by field; the rule stands in ``screening.delta``."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from urllib.parse import quote

from screening.catalogue import NO_NARRATIVE, ListSpec, Programme
from screening.schema import Action, Designation, Fact, FactKind, ListedName

Side = tuple[ListSpec, Designation]
Row = tuple[str, str, str, str]
"""Field, programme, was, now."""

_ACTION_FIELDS = {
    "programme": "programme",
    "title": "programme title",
    "authority": "authority",
    "agency": "designating agency",
    "date": "decided on",
    "legal_basis": "legal basis",
    "measures": "measures",
    "reason": "reason",
    "reason_source": "reason source",
    "source_url": "action address",
}
"""The columns of an action, and what a change calls them."""

FIELDS = (
    "entry",
    "primary name",
    "name",
    "kind",
    *(f"fact {kind.value}" for kind in FactKind),
    *_ACTION_FIELDS.values(),
    "listed on",
    "updated on",
    "remarks",
    "entry address",
    "curated action",
)
"""What ``Change.field`` can be, in the order in which the changes of one designation stand."""

_NOT_STATED = "not stated"
_T = TypeVar("_T", bound=Hashable)


def rows_of(old: Side, new: Side) -> list[Row]:
    """What differs between a designation and its newer self; curated actions only beside something of the publisher."""
    curated = [Counter(each for each in entry.actions if _is_curated(spec, entry, each)) for spec, entry in (old, new)]
    codes = {action.programme for side in curated for action in side}
    rows = [*_name_rows(old[1], new[1]), *_fact_rows(old[1], new[1]), *_action_rows(old, new, codes)]
    rows += _head_rows(old, new)
    if rows:
        gone, come = curated[0] - curated[1], curated[1] - curated[0]
        rows += [("curated action", each.programme, _action_text(each), "") for each in gone.elements()]
        rows += [("curated action", each.programme, "", _action_text(each)) for each in come.elements()]
    return rows


def _pairs(
    old: Sequence[_T], new: Sequence[_T], alike: Sequence[Callable[[_T], Hashable]], alone: Callable[[_T], Hashable]
) -> Iterator[tuple[_T | None, _T | None]]:
    """What only one side has, an older beside the newer that took its place where that is plain, else beside nothing.

    Args:
        old: the older ones.
        new: the newer ones; both are compared as multisets.
        alike: two of the same key belong together; the narrowest key first.
        alone: so do the only older and the only newer one of a key.
    """
    if old == new:  # by far the most
        return
    before, after = Counter(old), Counter(new)
    left = [list((one - other).elements()) for one, other in ((before, after), (after, before))]
    for number, key in enumerate((*alike, alone)):
        if not all(left):
            break
        groups: dict[Hashable, tuple[list[_T], list[_T]]] = {}
        for side in (0, 1):
            for each in sorted(left[side], key=repr):
                groups.setdefault(key(each), ([], []))[side].append(each)
        left = [[], []]
        for group in groups.values():
            is_plain = number < len(alike) or len(group[0]) == len(group[1]) == 1
            paired = min(map(len, group)) if is_plain else 0
            yield from zip(group[0][:paired], group[1][:paired], strict=True)
            left = [left[side] + group[side][paired:] for side in (0, 1)]
    yield from ((each, None) for each in left[0])
    yield from ((None, each) for each in left[1])


def _name_rows(old: Designation, new: Designation) -> Iterator[Row]:
    if old.names[0] != new.names[0]:
        yield "primary name", "", _name_text(old.names[0]), _name_text(new.names[0])
    for was, now in _pairs(
        old.names[1:],
        new.names[1:],
        [lambda name: name.text, lambda name: name.text.casefold()],
        lambda name: (name.kind, name.quality),
    ):
        yield "name", "", _name_text(was), _name_text(now)


def _name_text(name: ListedName | None) -> str:
    if name is None:
        return ""
    part = f"part {name.part} of a published name" if name.part else ""
    said = (name.kind.replace("_", " "), name.quality.replace("_", " "), part, name.language)
    return f"{name.text} ({', '.join(filter(None, said))})"


def _fact_rows(old: Designation, new: Designation) -> Iterator[Row]:
    for was, now in _pairs(
        old.facts,
        new.facts,
        [lambda fact: (fact.kind, fact.type, fact.value), lambda fact: (fact.kind, fact.value)],
        lambda fact: (fact.kind, fact.type),
    ):
        if either := was or now:
            yield f"fact {either.kind.value}", "", _fact_text(was), _fact_text(now)


def _fact_text(fact: Fact | None) -> str:
    """Everything a fact says but its kind; the ends of a date only where they are not the day itself."""
    if fact is None:
        return ""
    day = fact.first.isoformat() if fact.first and fact.first == fact.last else ""
    ends = "" if fact.value == day or not (fact.first or fact.last) else f"{fact.first or ''} to {fact.last or ''}"
    written = f"written {fact.text!r}" if fact.text and fact.text != fact.value else ""
    said = ", ".join(filter(None, (fact.country, ends, "circa" if fact.circa else "", written)))
    return (f"{fact.type}: " if fact.type else "") + fact.value + (f" ({said})" if said else "")


@dataclass(frozen=True, slots=True)
class _Act:
    """An action as the list states it, for comparing, and the same with what the dictionary supplied, for showing."""

    stated: Action
    full: Action = field(compare=False)

    @property
    def code(self) -> str:
        return self.stated.programme


def _action_rows(old: Side, new: Side, codes: Collection[str]) -> Iterator[Row]:
    for was, now in _pairs(
        _acts(old, codes),
        _acts(new, codes),
        [
            lambda act: (act.code, act.stated.date, act.stated.reason),
            lambda act: (act.code, act.stated.date),
            lambda act: act.code,
        ],
        lambda _: "",
    ):
        if was and now:
            code = was.code if was.code == now.code else ""
            for column, name in _ACTION_FIELDS.items():
                texts = _text(was.full, column), _text(now.full, column)
                if _text(was.stated, column) != _text(now.stated, column) and texts[0] != texts[1]:
                    yield name, code, *texts
        elif act := was or now:
            for column, name in _ACTION_FIELDS.items():
                text = _text(act.stated, column) or (_NOT_STATED if column == "programme" else "")
                if text:
                    yield name, act.code, text if was else "", text if now else ""


def _text(action: Action, column: str) -> str:
    value = getattr(action, column)
    return "; ".join(sorted(value)) if isinstance(value, tuple) else str(value or "")


def _action_text(action: Action) -> str:
    return ", ".join(filter(None, (str(action.date or ""), action.agency, action.programme, action.reason)))


def _is_curated(spec: ListSpec, entry: Designation, action: Action) -> bool:
    """Whether an action is one of ``overlay.toml``: the same day, code, reason and source."""

    def key(one: Action) -> tuple[Hashable, ...]:
        return (one.date, one.programme, " ".join(one.reason.split()), one.reason_source, one.source_url)

    return any(key(action) == key(each) for each in spec.overlay.get(entry.entry_id, ()))


def _acts(side: Side, codes: Collection[str]) -> list[_Act]:
    """The actions of the list itself; ``codes``: programmes with a curated action on either side of this entry."""
    spec, entry = side
    acts: list[_Act] = []
    replaced: set[str] = set()
    for action in entry.actions:
        stated = _stated(spec, entry, action)
        if _is_curated(spec, entry, action):
            replaced.add(action.programme)
        elif action.programme in codes and not stated.reason:
            bare = Action(programme=action.programme)
            acts.append(_Act(bare, bare))
        else:
            full = replace(action, reason=stated.reason, reason_source=stated.reason_source)
            acts.append(_Act(stated, full))
    bares = [Action(programme=code) for code in sorted(replaced)]
    return acts + [_Act(bare, bare) for bare in bares]


def _stated(spec: ListSpec, entry: Designation, action: Action) -> Action:
    """An action without what ``screening.catalogue`` fills in where the list says nothing."""
    code = action.programme
    title = action.title if action.title.startswith(f"Programme {code}") else ""
    programme = spec.programmes.get(code) or Programme(code, title)
    supplied = {
        "authority": programme.authority or spec.authority,
        "title": programme.title,
        "legal_basis": programme.legal_basis,
        "source_url": programme.url or entry.source_url or spec.homepage,
        "reason_source": f"{spec.title}, {spec.publisher}",
    }
    own: dict[str, Any] = {column: "" for column, text in supplied.items() if getattr(action, column) == text}
    if NO_NARRATIVE in action.reason:
        own |= {"reason": "", "reason_source": ""}
    measures = tuple(sorted(action.measures))
    if measures == tuple(sorted(programme.measures or spec.default_measures)):
        measures = ()
    return replace(action, measures=measures, **own)


def _head_rows(old: Side, new: Side) -> Iterator[Row]:
    (_, before), (_, after) = old, new
    if before.kind != after.kind:
        yield "kind", "", before.kind.value, after.kind.value
    if not _may_be_curated(*old) and not _may_be_curated(*new):
        yield from _head_row("listed on", before.listed_on, after.listed_on)
    yield from _head_row("updated on", before.updated_on, after.updated_on)
    yield from _head_row("remarks", before.remarks, after.remarks)
    if not (_has_composed_address(*old) and _has_composed_address(*new)):
        yield from _head_row("entry address", before.source_url, after.source_url)


def _has_composed_address(spec: ListSpec, entry: Designation) -> bool:
    """Whether the address of the entry is the one that ``list.toml`` composes."""
    return entry.source_url == spec.entry_url.replace("{entry_id}", quote(entry.entry_id, safe=""))


def _head_row(name: str, was: object, now: object) -> Iterator[Row]:
    if was != now:
        yield name, "", str(was or ""), str(now or "")


def _may_be_curated(spec: ListSpec, entry: Designation) -> bool:
    """Whether "listed on" may be the date of a curated action: where the list states none, the earliest date serves."""
    dates = [action.date for action in entry.actions if action.date]
    is_earliest = bool(dates) and entry.listed_on == min(dates)
    return is_earliest and any(_is_curated(spec, entry, action) for action in entry.actions)
