"""The catalogue: strict list descriptions, and an authority and a reason for every action."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import catalogue as module
from screening.catalogue import (
    NO_NARRATIVE,
    FormatSpec,
    ListSpec,
    Programme,
    catalogue,
    find,
    lists_folder,
    read_spec,
    resolve,
)
from screening.errors import CatalogueError, UnknownListError
from screening.formats import Notes
from screening.schema import Action, Designation, Fact, FactKind, Kind, ListedName, NameKind, Quality

LIST = """
id = "x"
title = "The Freeze List"
authority = "Ministry of Freezing"
publisher = "State Printer"
jurisdiction = "XX"
licence = "public"
homepage = "https://freeze.example/"
entry_url = "https://freeze.example/?id={entry_id}"
reason_published = false
checked = 2026-01-31
default_measures = ["Asset freeze"]

[[formats]]
name = "own_csv"
files = { list = "x.csv" }

[expect]
entries = { min = 1, max = 9 }
fill = { alias = 0.5 }

[programmes."P-1"]
title = "Airfields Sanctions"
legal_basis = "Decree 7."
measures = ["Travel ban"]
url = "https://freeze.example/p1"
authority = "Parliament"
"""
OVERLAY = """
[["1".actions]]
date = 2024-01-11
agency = "Department of Airfields"
programme = "P-1"
reason = "It ran a firing range."
reason_source = "Press release of 11 January 2024"
source_url = "https://freeze.example/press"
"""
SPEC = ListSpec(
    id="x",
    title="The Freeze List",
    authority="Ministry of Freezing",
    publisher="State Printer",
    entry_url="https://freeze.example/?id={entry_id}",
    default_measures=("Asset freeze",),
    formats=(FormatSpec("own_csv", {"list": "x.csv"}),),
    programmes={"P-1": Programme("P-1", "Airfields Sanctions", "Decree 7.", ("Travel ban",), authority="Parliament")},
)


def written(folder: Path, text: str = LIST, overlay: str = "") -> Path:
    """Write a list's folder."""
    folder.mkdir(parents=True)
    (folder / "list.toml").write_text(text, "utf-8")
    if overlay:
        (folder / "overlay.toml").write_text(overlay, "utf-8")
    return folder


def entry(*actions: Action, facts: tuple[Fact, ...] = (), listed_on: dt.date | None = None) -> Designation:
    """An invented designation."""
    name = ListedName("Example Airfield", NameKind.PRIMARY, Quality.STRONG)
    return Designation("1", Kind.ORGANISATION, (name,), actions, facts, listed_on)


ACTIONS = st.builds(
    Action,
    date=st.none() | st.dates(dt.date(2000, 1, 1)),
    programme=st.sampled_from(["", "P-1", "NEW-TAG"]),
    reason=st.sampled_from(["", " It ran\n a range. "]),
    legal_basis=st.sampled_from(["", "Act 1"]),
)


@given(st.lists(ACTIONS, max_size=5))
def test_every_action_has_authority_and_reason(actions: list[Action]) -> None:
    """Whatever the file states, each action gets an authority, a reason and its source, and keeps its programme."""
    full = resolve(SPEC, entry(*actions), Notes()).actions
    assert all(each.authority and each.reason and each.reason_source and each.source_url for each in full)
    assert sorted(each.programme for each in full) == sorted(each.programme for each in actions or [Action()])
    assert all(NO_NARRATIVE in each.reason.lower() or each.reason == "It ran a range." for each in full)


@given(st.lists(ACTIONS, max_size=5))
def test_actions_are_newest_first(actions: list[Action]) -> None:
    """Actions stand newest first, undated ones last, ties by programme; the file's order does not matter."""
    full = resolve(SPEC, entry(*actions), Notes()).actions
    dates = [each.date for each in full if each.date]
    assert dates == sorted(dates, reverse=True)
    assert all(each.date is None for each in full[len(dates) :])
    assert {each.programme for each in resolve(SPEC, entry(*reversed(actions)), Notes()).actions} == {
        each.programme for each in full
    }


def test_composed_reason_states_programme_basis_and_links() -> None:
    """Where no narrative is published the reason is built from facts of the list alone, and says so."""
    links = tuple(Fact(FactKind.RELATION, name, type="Linked To") for name in ("First Airline", "Second Airline"))
    (action,) = resolve(SPEC, entry(Action(programme="P-1"), facts=links), Notes()).actions
    assert action.reason == (
        "Programme: Airfields Sanctions. Legal basis: Decree 7. Linked To: First Airline; Second Airline. "
        "There is no narrative published in this list."
    )


def test_reason_without_programme_says_so() -> None:
    """An entry without programme or legal act is listed all the same, and its reason says what is not published."""
    (action,) = resolve(SPEC, entry(), Notes()).actions
    assert action.reason == (
        "Listed on the Freeze List by Ministry of Freezing; the list gives no programme or legal act for this entry. "
        "Legal basis not published. There is no narrative published in this list."
    )


def test_unknown_programme_is_kept_and_counted() -> None:
    """A programme code that the dictionary lacks stands in the action word for word, and is counted (US-22)."""
    notes = Notes()
    (action,) = resolve(SPEC, entry(Action(programme="NEW-TAG")), notes).actions
    assert (action.programme, action.title) == ("NEW-TAG", "Programme NEW-TAG (not in this program's dictionary)")
    assert notes.counts() == (("unknown programme", 1),)
    assert notes.examples["unknown programme"] == [("1", "NEW-TAG")]


def test_list_without_dictionary_speaks_for_itself() -> None:
    """A list that describes no programme at all has none unknown: its codes are shown without a warning."""
    notes = Notes()
    (action,) = resolve(replace(SPEC, programmes={}), entry(Action(programme="P-9")), notes).actions
    assert (action.programme, action.title, notes.counts()) == ("P-9", "Programme P-9", ())


def test_file_comes_before_programme_before_list() -> None:
    """What the file states wins over the programme dictionary, and that over the list's defaults."""
    file = Action(authority="A Court", programme="P-1", legal_basis="Act 1", measures=("Arms ban",))
    assert resolve(SPEC, entry(file), Notes()).actions[0].authority == "A Court"
    assert resolve(SPEC, entry(file), Notes()).actions[0].measures == ("Arms ban",)
    by_programme = resolve(SPEC, entry(Action(programme="P-1")), Notes()).actions[0]
    assert (by_programme.authority, by_programme.measures) == ("Parliament", ("Travel ban",))
    by_list = resolve(SPEC, entry(), Notes()).actions[0]
    assert (by_list.authority, by_list.measures) == ("Ministry of Freezing", ("Asset freeze",))


def test_curated_action_replaces_the_bare_one(tmp_path: Path) -> None:
    """A curated action takes the place of the bare one, with agency and source; the dictionary fills the rest."""
    spec = read_spec(written(tmp_path / "x", overlay=OVERLAY))
    full = resolve(spec, entry(Action(programme="P-1"), Action(programme="P-2")), Notes())
    first, second = full.actions
    assert (first.date, first.agency, first.reason) == (
        dt.date(2024, 1, 11),
        "Department of Airfields",
        "It ran a firing range.",
    )
    assert (first.legal_basis, first.authority, second.programme) == ("Decree 7.", "Parliament", "P-2")


def test_curated_action_after_the_snapshot_is_left_away(tmp_path: Path) -> None:
    """A list of 10 January 2024 does not show what was decided on 11 January 2024 (SE-17)."""
    spec = read_spec(written(tmp_path / "x", overlay=OVERLAY))
    (action,) = resolve(spec, entry(Action(programme="P-1")), Notes(), dt.date(2024, 1, 10)).actions
    assert action.date is None
    assert NO_NARRATIVE in action.reason


def test_curated_action_does_not_speak_over_the_list(tmp_path: Path) -> None:
    """Where the list itself gives a reason, or lacks the programme, the curated action is only counted."""
    spec = read_spec(written(tmp_path / "x", overlay=OVERLAY))
    for action in (Action(programme="P-1", reason="Said by the list."), Action(programme="P-2")):
        notes = Notes()
        assert len(resolve(spec, entry(action), notes).actions) == 1
        assert ("curated action not in the list", 1) in notes.counts()


def test_listed_on_is_never_guessed() -> None:
    """The listing date comes from the file, or from the actions only where all of them are dated."""
    old, new = Action(date=dt.date(2020, 1, 1)), Action(date=dt.date(2024, 1, 1))
    assert resolve(SPEC, entry(new, old), Notes()).listed_on == dt.date(2020, 1, 1)
    assert resolve(SPEC, entry(new, Action()), Notes()).listed_on is None
    assert resolve(SPEC, entry(new, listed_on=dt.date(2019, 1, 1)), Notes()).listed_on == dt.date(2019, 1, 1)


def test_entry_link_is_built_from_the_id() -> None:
    """The public page of an entry is named by its id."""
    assert resolve(SPEC, entry(), Notes()).source_url == "https://freeze.example/?id=1"


def test_list_toml_reads_whole(tmp_path: Path) -> None:
    """Every key of a list.toml arrives in the description."""
    spec = read_spec(written(tmp_path / "x", overlay=OVERLAY))
    assert (spec.publisher, spec.checked, spec.formats[0].files) == (
        "State Printer",
        dt.date(2026, 1, 31),
        {"list": "x.csv"},
    )
    assert (spec.expect.min_entries, spec.expect.max_entries, spec.expect.fill) == (1, 9, {"alias": 0.5})
    assert spec.programmes["P-1"].authority == "Parliament"
    assert spec.overlay["1"][0].reason_source == "Press release of 11 January 2024"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('licence = "public"', 'license = "public"', "licence is missing"),
        ('licence = "public"', 'licence = "public"\ncolour = "red"', "colour is not a known key"),
        ('title = "The Freeze List"', 'title = ""', "title must not be empty"),
        ("checked = 2026-01-31", 'checked = "2026-01-31"', "checked must be a date"),
        ("reason_published = false", "reason_published = 0", "reason_published must be true or false"),
        ('measures = ["Travel ban"]', 'measures = "Travel ban"', '[programmes."P-1"].measures must be a list of str'),
        ('url = "https://freeze.example/p1"', 'link = "y"', '[programmes."P-1"].link is not a known key'),
        ('list = "x.csv"', 'list = "../x.csv"', "[[formats]][1].files.list must be a file name"),
        ('name = "own_csv"', "", "[[formats]][1].name is missing"),
        ("min = 1, max = 9", "min = 9, max = 1", "[expect].entries.min"),
        ("alias = 0.5", "alias = 50", "[expect].fill.alias must be a share"),
        ("alias = 0.5", "alais = 0.5", "[expect].fill.alais is not a known key"),
        ('id = "x"', 'id = "y"', "the folder is named 'x'"),
        ('id = "x"', "id = x", "is not valid TOML"),
        ('"x.csv"', '"ConList.csv"', "Use the list uk_sl"),
    ],
)
def test_wrong_list_toml_is_refused_by_key(tmp_path: Path, old: str, new: str, words: str) -> None:
    """A wrong list.toml is refused with its file and the key."""
    folder = written(tmp_path / "x", LIST.replace(old, new))
    with pytest.raises(CatalogueError) as caught:
        read_spec(folder)
    assert words in str(caught.value)
    assert str(folder / "list.toml") in str(caught.value)


@pytest.mark.parametrize("line", ['reason = "It ran a firing range."', 'reason_source = "Press release'])
def test_curated_reason_needs_a_source(tmp_path: Path, line: str) -> None:
    """A curated action without a reason, or without the source of it, is refused (SE-03)."""
    overlay = "\n".join(each for each in OVERLAY.splitlines() if not each.startswith(line))
    with pytest.raises(CatalogueError, match=r'\["1"\]\.\[\[actions\]\]\[1\]\.reason'):
        read_spec(written(tmp_path / "x", overlay=overlay))


def test_own_list_needs_little(tmp_path: Path) -> None:
    """A user's own list is described by id, title, authority and format; the authority publishes it (LD-23)."""
    text = (
        'id = "x"\ntitle = "Ours"\nauthority = "Our Bank"\n[[formats]]\nname = "own_csv"\nfiles = { list = "x.csv" }\n'
    )
    written(tmp_path / "x", text)
    assert catalogue(tmp_path)["x"].publisher == "Our Bank"
    with pytest.raises(CatalogueError, match="publisher is missing"):
        read_spec(tmp_path / "x")


def test_a_store_cannot_redefine_a_shipped_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list.toml of the store may repeat a shipped one, not change it."""
    written(tmp_path / "lists" / "x")
    monkeypatch.setattr(module, "lists_folder", lambda: tmp_path / "lists")
    written(tmp_path / "same" / "x")
    assert list(catalogue(tmp_path / "same")) == ["x"]
    written(tmp_path / "other" / "x", LIST.replace("Ministry", "Office"))
    with pytest.raises(CatalogueError, match="describes the shipped list 'x' differently"):
        catalogue(tmp_path / "other")


@pytest.mark.parametrize("list_id", ["uk_ofsi", "uk_ofsi_closed", "gb_hmt", "ConList.csv"])
def test_closed_list_names_its_replacement(list_id: str) -> None:
    """Who asks for the closed OFSI list is told to use the UK Sanctions List (UK-01)."""
    with pytest.raises(UnknownListError, match="UK Sanctions List, uk_sl"):
        find({"x": SPEC}, list_id)


def test_unknown_list_names_the_known_ones() -> None:
    """Who asks for a list that does not exist is told which do."""
    with pytest.raises(UnknownListError, match=r"no list has the id 'z'\. Known lists: x"):
        find({"x": SPEC}, "z")


def test_shipped_lists_lie_in_the_wheel_or_beside_the_package(tmp_path: Path) -> None:
    """The lists are found inside an installed package and beside one in a checkout; elsewhere it is an error."""
    package = tmp_path / "screening"
    package.mkdir()
    with pytest.raises(CatalogueError, match="Install the package again"):
        lists_folder(package)
    (tmp_path / "lists").mkdir()
    assert lists_folder(package) == tmp_path / "lists"
    (package / "_lists").mkdir()
    assert lists_folder(package) == package / "_lists"


def test_shipped_lists_are_described_whole() -> None:
    """Every folder of lists/ but places is a readable list with bounds; programmes have title and legal basis."""
    specs = catalogue()
    folders = {folder.name for folder in lists_folder().iterdir() if folder.is_dir()}
    assert list(specs) == sorted(folders - {"places"})
    assert [spec.id for spec in specs.values() if spec.starter] == ["starter"]
    for spec in specs.values():
        assert spec.starter or spec.expect.max_entries, spec.id
        topics = spec.id == "opensanctions"  # what a party is known for, without an act
        assert all(each.title and (each.legal_basis or topics) for each in spec.programmes.values()), spec.id
