"""Deltas: what the newer snapshot says is the older one with the changes applied, and nothing else is a change."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.catalogue import ListSpec, Programme, resolve
from screening.delta import Delta, compare, report
from screening.errors import UsageError
from screening.formats import Notes
from screening.schema import (
    DELTAS,
    Action,
    Designation,
    Fact,
    FactKind,
    Kind,
    ListedName,
    NameKind,
    Quality,
    Snapshot,
    Tables,
)
from screening.store import Loaded, load
from tests import worlds
from tests.data import test_data
from tests.strategies import KINDS

OLD, NEW = dt.date(2024, 1, 1), dt.date(2024, 2, 1)
CURATED = Action(
    date=dt.date(2024, 1, 11),
    agency="Office of Examples",
    programme="EX-1",
    reason="Said in public.",
    reason_source="Example News",
    source_url="https://example.org/news",
)
SPEC = replace(
    worlds.spec(),
    programmes={"EX-1": Programme("EX-1", "Example programme", "Example Act 2020", ("Asset freeze",))},
    overlay=dict.fromkeys(("1", "2", "10", "A9"), (CURATED,)),
)
PLAIN = replace(SPEC, overlay={})

DATES = st.sampled_from([None, dt.date(2020, 5, 1), dt.date(2024, 1, 11)])
SHORT = st.sampled_from(["", "x", "Example Act 2020"])
WORDS = st.sampled_from(["Kraken Marine", "Volga", "Иван"])
LISTED = st.builds(ListedName, WORDS, st.sampled_from(NameKind), st.sampled_from(Quality), st.integers(0, 1), SHORT)
FACTS = st.builds(
    Fact, st.sampled_from(FactKind), st.sampled_from("ab"), SHORT, SHORT, SHORT, DATES, DATES, st.booleans()
)
ACTIONS = st.builds(
    Action,
    date=DATES,
    authority=SHORT,
    agency=SHORT,
    programme=st.sampled_from(["", "EX-1", "EX-2"]),
    title=SHORT,
    legal_basis=SHORT,
    measures=st.sampled_from([(), ("Asset freeze",), ("Asset freeze", "Travel ban"), ("Travel ban", "Asset freeze")]),
    reason=SHORT,
    reason_source=SHORT,
    source_url=SHORT,
)
DESIGNATIONS = st.builds(
    Designation,
    st.sampled_from(["1", "2", "10", "A9"]),
    KINDS,
    st.tuples(WORDS.map(lambda text: ListedName(text, NameKind.PRIMARY, Quality.STRONG)), LISTED) | st.tuples(LISTED),
    st.lists(ACTIONS, min_size=1, max_size=2).map(tuple),
    st.lists(FACTS, max_size=2).map(tuple),
    DATES,
    DATES,
    SHORT,
    SHORT,
)
FEW = settings(max_examples=50)
"""Enough for the laws whose faults any list shows."""

EDITED = ("kind", "names", "facts", "listed_on", "updated_on", "remarks", "source_url", "action")
LISTS = st.lists(DESIGNATIONS, max_size=3, unique_by=lambda entry: entry.entry_id)


Edition = tuple[list[Designation], list[Designation]]


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """A list and its next edition: some entries left out, some new, some with one thing changed."""
    old, other, new = draw(LISTS), draw(LISTS), []
    for entry, source in zip(old, draw(st.permutations(old)), strict=True):
        edit = draw(st.sampled_from(["", "drop", *EDITED]))
        if edit == "action":
            column = draw(st.sampled_from([each.name for each in fields(Action)]))
            action = replace(entry.actions[0], **{column: getattr(source.actions[-1], column)})
            new.append(replace(entry, actions=(*entry.actions[1:], action)))
        elif edit != "drop":
            new.append(replace(entry, **{edit: getattr(source, edit)}) if edit else entry)
    held = {entry.entry_id for entry in old}
    return old, new + [entry for entry in other if entry.entry_id not in held]


def as_read(entries: Iterable[Designation], day: dt.date, spec: ListSpec = PLAIN) -> Loaded:
    """A snapshot of a day, its actions filled as the store does."""
    full = [resolve(spec, entry, Notes(), day) for entry in entries]
    return Loaded(
        spec, Snapshot(spec.id, day, f"{day:%d}" * 32, None, len(full)), Tables.from_designations(spec.id, full)
    )


def said(entries: Iterable[Designation]) -> dict[str, object]:
    """Everything that the designations say, without order."""
    return {
        each.entry_id: (
            replace(each, names=(), facts=(), actions=()),
            each.names[0].text,
            Counter(each.names),
            Counter(each.facts),
            Counter(replace(action, measures=tuple(sorted(action.measures))) for action in each.actions),
        )
        for each in entries
    }


def rows(delta: Delta) -> list[tuple[str, ...]]:
    """The changes as entry id, field, was and now."""
    return [(each.entry_id, each.field, each.was, each.now) for each in delta.changes]


def edited(**edits: object) -> list[tuple[str, ...]]:
    """Field, was and now of the changes that come of an edit of one designation."""
    entry = worlds.designation("7", "Kraken Marine", aliases=["Kraken"], weak=["KM"], facts=[BORN, PLACE])
    new = replace(entry, **edits)  # type: ignore[arg-type]  # the edits are those of this file
    return [row[1:] for row in rows(compare(as_read([entry], OLD), as_read([new], NEW)))]


BORN = Fact(FactKind.BIRTH_DATE, "1970-05-16", first=dt.date(1970, 5, 16), last=dt.date(1970, 5, 16))
PLACE = Fact(FactKind.ADDRESS, "Volga", country="RU")
NAME = ListedName("Kraken Marine", NameKind.PRIMARY, Quality.STRONG)
ALIAS, WEAK = (
    ListedName(text, NameKind.ALIAS, how) for text, how in (("Kraken", Quality.STRONG), ("KM", Quality.WEAK))
)


@given(editions())
def test_the_older_list_with_the_changes_applied_is_the_newer_list(both: Edition) -> None:
    """apply(delta, v1) = v2 (LD-20)."""
    old, new = both
    applied = {entry.entry_id: resolve(PLAIN, entry, Notes()) for entry in old}
    delta = compare(as_read(old, OLD), as_read(new, NEW))
    for change in delta.changes:
        applied.pop(change.entry_id, None)
        if change.after:
            applied[change.entry_id] = change.after
    assert said(applied.values()) == said(resolve(PLAIN, entry, Notes()) for entry in new)
    assert {*delta.added} == {each.entry_id for each in new} - {each.entry_id for each in old}
    assert {*delta.removed} == {each.entry_id for each in old} - {each.entry_id for each in new}


@FEW
@given(LISTS)
def test_a_list_does_not_differ_from_itself(entries: list[Designation]) -> None:
    """compare(a, a) is empty, whatever the days."""
    assert compare(as_read(entries, OLD), as_read(entries, NEW)).changes == ()


@FEW
@given(editions())
def test_backwards_is_the_mirror_image(both: Edition) -> None:
    """compare(b, a) says was for now and removed for added."""
    old, new = both
    there, back = (compare(as_read(one, OLD), as_read(other, NEW)) for one, other in ((old, new), (new, old)))
    mirrored = (replace(each, change="", primary_name="", was=each.now, now=each.was) for each in back.changes)
    assert Counter(replace(each, change="", primary_name="") for each in there.changes) == Counter(mirrored)
    assert (there.added, there.removed, there.changed) == (back.removed, back.added, back.changed)


@FEW
@given(editions(), st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(both: Edition, seed: int) -> None:
    """The same rows in any order, on either side, give the same changes in the same order."""
    old, new = both
    sides = as_read(old, OLD), as_read(new, NEW)
    mixed = [
        replace(
            side,
            tables=Tables(
                *(
                    frame.sample(fraction=1, shuffle=True, seed=seed)
                    for frame in (side.tables.designations, side.tables.names, side.tables.facts, side.tables.actions)
                )
            ),
        )
        for side in sides
    ]
    assert compare(*mixed).changes == compare(*sides).changes


@given(LISTS)
def test_curated_actions_alone_are_no_change(entries: list[Designation]) -> None:
    """An action of ours that starts between two snapshots changes nothing that the publisher says."""
    assert compare(as_read(entries, OLD, SPEC), as_read(entries, NEW, SPEC)).changes == ()


@FEW
@given(LISTS)
def test_the_dictionary_alone_is_no_change(entries: list[Designation]) -> None:
    """A dictionary reviewed between two readings changes nothing that the publisher says."""
    bare = [
        replace(each, actions=tuple(Action(action.date, programme=action.programme) for action in each.actions))
        for each in entries
    ]
    reviewed = replace(
        PLAIN, programmes={"EX-1": Programme("EX-1", "Other words", "Act 2", ("Ban",), "u", "Authority")}
    )
    assert compare(as_read(bare, OLD), as_read(bare, NEW, reviewed)).changes == ()


@FEW
@given(editions())
def test_the_frame_holds_every_change(both: Edition) -> None:
    """The frame has the documented columns and one row a change; no change says the same on both sides."""
    old, new = both
    delta = compare(as_read(old, OLD), as_read(new, NEW))
    assert delta.frame.schema == DELTAS
    assert delta.frame.select("entry_id", "field", "was", "now").rows() == rows(delta)
    assert all(was != now for _, _, was, now in rows(delta))


@pytest.mark.parametrize(
    ("edits", "changes"),
    [
        ({"kind": Kind.VESSEL}, [("kind", "person", "vessel")]),
        ({"names": (NAME, ALIAS)}, [("name", "KM (alias, weak)", "")]),
        ({"names": (NAME, WEAK, ALIAS)}, []),
        (
            {"names": (replace(NAME, text="Kraken"), ALIAS, WEAK)},
            [("primary name", "Kraken Marine (primary, strong)", "Kraken (primary, strong)")],
        ),
        (
            {"names": (NAME, ALIAS, replace(WEAK, quality=Quality.STRONG))},
            [("name", "KM (alias, weak)", "KM (alias, strong)")],
        ),
        ({"facts": (PLACE,)}, [("fact birth_date", "1970-05-16", "")]),
        (
            {"facts": (replace(BORN, text="16 May 70"), PLACE)},
            [("fact birth_date", "1970-05-16", "1970-05-16 (written '16 May 70')")],
        ),
        ({"facts": (BORN, PLACE, PLACE)}, [("fact address", "", "Volga (RU)")]),
        ({"facts": (BORN, replace(PLACE, value="Don"))}, [("fact address", "Volga (RU)", "Don (RU)")]),
        ({"listed_on": None, "remarks": "Moved."}, [("remarks", "", "Moved.")]),
        ({"listed_on": NEW, "updated_on": NEW}, [("listed on", "2024-01-11", f"{NEW}"), ("updated on", "", f"{NEW}")]),
        ({"source_url": "https://example.org/7"}, None),
    ],
)
def test_each_difference_has_its_field(edits: dict[str, object], changes: list[tuple[str, ...]] | None) -> None:
    """What differs is said under its name, the older beside the newer where they belong together."""
    found = edited(**edits)
    assert found == changes if changes is not None else [row[0] for row in found] == ["entry address"]


@pytest.mark.parametrize(
    ("column", "value", "change"),
    [
        ("programme", "EX-2", ("programme", "EX-1", "EX-2")),
        ("reason", "Moved more.", ("reason", "Moved example goods.", "Moved more.")),
        ("measures", ("Ban", "Asset freeze"), ("measures", "Asset freeze", "Asset freeze; Ban")),
        ("legal_basis", "Act 9", ("legal basis", "Example Act 2020", "Act 9")),
        ("authority", "Court", ("authority", "Ministry of Examples", "Court")),
        ("date", NEW, ("decided on", "2024-01-11", "2024-02-01")),
        ("title", "Other", ("programme title", "Example programme", "Other")),
        ("agency", "Office", ("designating agency", "", "Office")),
        ("reason_source", "News", ("reason source", "Example Gazette", "News")),
        ("source_url", "u", ("action address", "https://example.org/1", "u")),
    ],
)
def test_each_difference_of_an_action_has_its_field(column: str, value: object, change: tuple[str, ...]) -> None:
    """An action that changed is told column by column, beside what it was."""
    new = replace(worlds.ACTION, **{column: value})  # type: ignore[arg-type]  # the values are those above
    assert change in edited(actions=(new,))


def test_what_belongs_together_does_not_depend_on_order() -> None:
    """Among several alike, the same two stand beside each other whichever comes first."""
    texts = [[replace(PLACE, text=each) for each in pair] for pair in ("ab", "cd", "ba")]
    one, new, other = (as_read([worlds.designation("1", "Kraken", facts=each)], OLD) for each in texts)
    assert len(rows(compare(one, new))) == 2
    assert compare(one, new).changes == compare(other, new).changes


def test_a_further_action_is_told_by_its_programme() -> None:
    """An action that came or went is named by its programme, with all that the list states of it."""
    further = Action(programme="EX-1", reason="Did it again.")
    assert edited(actions=(worlds.ACTION, further)) == [("programme", "", "EX-1"), ("reason", "", "Did it again.")]
    assert edited(actions=(worlds.ACTION, Action()))[0] == ("programme", "", "not stated")


def test_a_curated_action_is_shown_beside_a_change_of_the_publisher() -> None:
    """It explains the change, under its own field."""
    entry = worlds.designation("1", "Kraken Marine", actions=[Action(programme="EX-1")])
    delta = compare(as_read([entry], OLD, SPEC), as_read([replace(entry, remarks="Moved.")], NEW, SPEC))
    assert [each.field for each in delta.changes] == ["remarks", "curated action"]
    assert delta.changes[1].now == "2024-01-11, Office of Examples, EX-1, Said in public."


def test_entries_stand_in_the_order_of_their_numbers() -> None:
    """Added before removed before changed, and entry 9 before entry 10."""
    old = [worlds.designation(each, "Kraken") for each in ("10", "9", "2")]
    new = [worlds.designation(each, "Volga") for each in ("100", "A10", "A9", "11", "2")]
    delta = compare(as_read(old, OLD), as_read(new, NEW))
    assert (delta.added, delta.removed, delta.changed) == (("11", "100", "A9", "A10"), ("9", "10"), ("2",))


def test_different_lists_have_no_delta() -> None:
    """Two lists cannot be compared."""
    with pytest.raises(UsageError, match="two different lists"):
        compare(worlds.loaded(list_id="one"), worlds.loaded(list_id="two"))


def test_the_report_says_who_came_went_and_changed() -> None:
    """Both snapshots, the counts, and each party with what an officer asks first."""
    old = [worlds.designation("1", "Kraken"), worlds.designation("2", "Volga Bank", Kind.ORGANISATION)]
    new = [
        worlds.designation("1", "Kraken", aliases=["KM"]),
        worlds.designation("3", "Ivan\nIvanov", aliases=["I. I."]),
    ]
    assert list(report(compare(as_read(old, OLD), as_read(new, NEW))))[1:] == [
        "from 2024-01-01 (SHA-256 010101010101, 2 entries)",
        "to   2024-02-01 (SHA-256 010101010101, 2 entries)",
        "1 added, 1 removed, 1 changed",
        "",
        "ADDED",
        "3 Ivan Ivanov (person)",
        "  other names: I. I.",
        "  programmes: EX-1",
        "  authority: Ministry of Examples",
        "  listed on: 2024-01-11",
        "  reason: Moved example goods.",
        "",
        "REMOVED",
        "2 Volga Bank (organisation)",
        "  no longer listed since 2024-02-01, last seen on 2024-01-01",
        "  programmes: EX-1",
        "  authority: Ministry of Examples",
        "  listed on: 2024-01-11",
        "  reason: Moved example goods.",
        "",
        "CHANGED",
        "1 Kraken (person)",
        "  name: added KM (alias, strong)",
    ]


@pytest.mark.lists
def test_the_action_of_11_january_2024_is_the_whole_delta() -> None:
    """Six parties came, two changed, nothing else: two whole snapshots of the SDN List."""
    store = test_data("lists")
    [old], [new] = (load(store, ["us_ofac_sdn"], as_of=day) for day in (dt.date(2023, 12, 28), dt.date(2024, 1, 11)))
    delta = compare(old, new)
    assert delta.added == ("47171", "47172", "47173", "47174", "47175", "47176")
    assert delta.removed == ()
    assert delta.changed == ("43113", "43162")
    assert {each.field for each in delta.changes if each.entry_id == "43162"} == {
        "fact identifier",
        "fact relation",
        "remarks",
    }
