"""The store: the same bytes give the same frames, and what cannot be trusted is refused."""

import datetime as dt
import errno
import hashlib
import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import platformdirs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from screening import formats
from screening.catalogue import NO_NARRATIVE
from screening.errors import (
    ListError,
    ListFormatError,
    ListMissingError,
    ListRefusedError,
    UnknownListError,
    UsageError,
)
from screening.store import Loaded, _import, dates, import_snapshot, left_out, load, snapshot_named, unknown_lists
from tests.data import test_data

SPEC = """
id = "{id}"
title = "Our List"
authority = "Our Bank"
default_measures = ["Asset freeze"]
[[formats]]
name = "own_csv"
files = {{ list = "ours.csv" }}
"""
HEADER = (
    "entry_id,name,kind,name_kind,quality,birth_date,countries,identifiers,"
    "programme,authority,listed_on,reason,source_url"
)
OLD, NEW = dt.date(2024, 1, 10), dt.date(2024, 1, 12)


def text(*entries: int) -> str:
    """A list of invented parties."""
    rows = [f"{each},Example Party {each},organisation,,,,,,P-1,,,," for each in entries]
    return "\n".join([HEADER, *rows, ""])


def described(store: Path, list_id: str = "ours", more: str = "") -> Path:
    """Describe a list of one's own in a store; returns the list's folder."""
    folder = store / list_id
    folder.mkdir(parents=True)
    (folder / "list.toml").write_text(SPEC.format(id=list_id) + more, "utf-8")
    return folder


def snapshot(folder: Path, day: dt.date, content: str, name: str = "ours.csv") -> Path:
    """Put a snapshot into a list's folder by hand, as in a store without manifests."""
    (folder / day.isoformat()).mkdir(exist_ok=True)
    file = folder / day.isoformat() / name
    file.write_text(content, "utf-8")
    return file


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one list of our own and no snapshot."""
    described(tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A downloaded copy of four entries."""
    path = tmp_path / "ours.csv"
    path.write_text(text(1, 2, 3, 4), "utf-8")
    return path


@pytest.fixture
def no_user_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder lies elsewhere and is empty; returns the user's store."""
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path / "data")
    return tmp_path / "data" / "lists"


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file and folder below a folder."""
    return {str(each): each.read_bytes() if each.is_file() else b"" for each in sorted(folder.rglob("*"))}


def assert_same(one: Loaded, other: Loaded) -> None:
    """Two lists in memory are equal to the last cell."""
    assert one.snapshot == other.snapshot
    for name in ("designations", "names", "facts", "actions"):
        assert_frame_equal(getattr(one.tables, name), getattr(other.tables, name))


@settings(deadline=None, max_examples=20)  # files are written and read
@given(entries=st.sets(st.integers(1, 99), min_size=1, max_size=9))
def test_same_bytes_same_frames_and_hash(tmp_path_factory: pytest.TempPathFactory, entries: set[int]) -> None:
    """The same bytes give the same frames and hash wherever they lie; nothing is lost; nothing is written (LD-22)."""
    places = [tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")]
    for place in places:
        snapshot(described(place), OLD, text(*sorted(entries)))
    before = bytes_of(places[0])
    (one,), (other,) = load(places[0]), load(places[1])
    assert_same(one, other)
    assert one.tables.designations["entry_id"].to_list() == [str(each) for each in sorted(entries)]
    assert bytes_of(places[0]) == before


def test_hash_is_over_file_hashes_in_name_order(store: Path) -> None:
    """The hash of a snapshot can be recomputed with sha256sum."""
    data = snapshot(store / "ours", OLD, text(1)).read_bytes()
    line = f"{hashlib.sha256(data).hexdigest()}  ours.csv\n"
    assert load(store)[0].snapshot.sha256 == hashlib.sha256(line.encode()).hexdigest()


def test_file_names_are_compared_without_case(store: Path) -> None:
    """A publisher who changes the case of a file name changes neither the list nor its hash."""
    snapshot(store / "ours", OLD, text(1), "OURS.CSV")
    snapshot(store / "ours", NEW, text(1))
    assert load(store, as_of=OLD)[0].snapshot.sha256 == load(store)[0].snapshot.sha256


def test_order_of_lists_is_irrelevant(store: Path) -> None:
    """Lists come in id order, each once, however they were asked for."""
    snapshot(store / "ours", OLD, text(1))
    snapshot(described(store, "zz"), OLD, text(2))
    for asked in (None, ["zz", "ours"], ["ours", "zz", "ours"]):
        assert [each.spec.id for each in load(store, asked)] == ["ours", "zz"]
    assert [each.spec.id for each in load(store, ["zz"])] == ["zz"]


def test_as_of_reads_the_list_of_that_day(store: Path) -> None:
    """A screening is tied to the list state: the newest snapshot not after the day (SE-17)."""
    snapshot(store / "ours", OLD, text(1))
    snapshot(store / "ours", NEW, text(1, 2))
    entries = {day: load(store, as_of=day)[0].snapshot.entries for day in (OLD, OLD + dt.timedelta(1), NEW)}
    assert entries == {OLD: 1, OLD + dt.timedelta(1): 1, NEW: 2}
    assert load(store)[0].snapshot.date == NEW
    assert dates(store, "ours") == (OLD, NEW)


def test_list_younger_than_as_of_is_named(store: Path) -> None:
    """A list without a snapshot so old is left out and named; asked for, it is an error."""
    snapshot(store / "ours", OLD, text(1))
    snapshot(described(store, "zz"), NEW, text(2))
    assert [each.spec.id for each in load(store, as_of=OLD)] == ["ours"]
    assert left_out(store, OLD) == ("zz",)
    assert left_out(store, NEW) == ()
    with pytest.raises(ListMissingError, match=r"no snapshot of the list zz is as old as 2024-01-10\. .* 2024-01-12"):
        load(store, ["ours", "zz"], OLD)


def test_every_action_of_an_own_list_has_authority_and_reason(store: Path) -> None:
    """A user's own list carries the user's authority label, and its reason says what it does not publish (LD-23)."""
    snapshot(store / "ours", OLD, text(1))
    (action,) = load(store)[0].tables.actions.to_dicts()
    assert (action["authority"], action["programme"], action["measures"]) == ("Our Bank", "P-1", ["Asset freeze"])
    assert NO_NARRATIVE in action["reason"].lower()


def test_missing_store_or_list_is_an_error(store: Path, tmp_path: Path) -> None:
    """Nothing to screen against is an error, never an empty list."""
    for place, lists in ((tmp_path / "nowhere", None), (store, None), (store, ["ours"])):
        with pytest.raises(ListMissingError):
            load(place, lists)
    with pytest.raises(UnknownListError, match="no list has the id 'theirs'"):
        load(store, ["theirs"])
    with pytest.raises(UsageError, match="no list was asked for"):
        load(store, [])


def test_folder_of_an_unknown_list_is_named(store: Path) -> None:
    """A folder of snapshots that no list.toml describes is reported, not read."""
    (store / "theirs" / "2024-01-10").mkdir(parents=True)
    (store / "notes").mkdir()
    assert unknown_lists(store) == ("theirs",)


def test_missing_file_names_expected_and_found(store: Path) -> None:
    """A snapshot without the list's files is refused with what was expected and what is there."""
    snapshot(store / "ours", OLD, text(1), "other.csv")
    with pytest.raises(ListRefusedError, match=r"expected ours\.csv \(own_csv\), found other\.csv"):
        load(store)


def test_newest_snapshot_is_never_skipped(store: Path) -> None:
    """A broken newest snapshot is an error; an older one is not taken in its place without a word."""
    snapshot(store / "ours", OLD, text(1))
    (store / "ours" / NEW.isoformat()).mkdir()
    with pytest.raises(ListRefusedError, match="found nothing"):
        load(store)


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ("entries = { min = 3 }", "it holds 2 entries, at least 3 are expected"),
        ("fill = { birth_date = 0.1 }", "field 'birth_date' is filled in 0.0% of the entries"),
        ("fill = { programme = 1.0, reason = 0.2 }", "field 'reason' is filled"),
    ],
)
def test_list_below_expectations_is_refused(tmp_path: Path, expect: str, words: str) -> None:
    """A list with too few entries, or with a field no longer filled, is refused by name (LD-02, LD-03)."""
    snapshot(described(tmp_path, more=f"[expect]\n{expect}\n"), OLD, text(1, 2))
    with pytest.raises(ListRefusedError) as caught:
        load(tmp_path)
    assert words in str(caught.value)


def test_list_above_expectations_is_refused(tmp_path: Path) -> None:
    """More entries than expected may be another list (LD-02)."""
    snapshot(described(tmp_path, more="[expect]\nentries = { max = 1 }\n"), OLD, text(1, 2))
    with pytest.raises(ListRefusedError, match="it holds 2 entries, at most 1 are expected"):
        load(tmp_path)


def test_empty_list_is_refused(store: Path) -> None:
    """A list without an entry screens nothing and is refused."""
    snapshot(store / "ours", OLD, HEADER + "\n")
    with pytest.raises(ListRefusedError):
        load(store)


def test_entry_id_that_comes_twice_is_refused(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two designations of one id cannot be told apart and are refused, whatever the format."""
    snapshot(store / "ours", OLD, text(1))
    plug = formats.load("own_csv")
    twice = SimpleNamespace(read=lambda source, notes: iter(2 * list(plug.read(source, notes))))
    monkeypatch.setattr(formats, "load", lambda _: twice)
    with pytest.raises(ListFormatError, match="entry 1: the entry id comes twice"):
        load(store)


def test_import_then_load_gives_the_same_snapshot(store: Path, file: Path) -> None:
    """What is imported is what is loaded, and the manifest says so with sizes and hashes (LD-04)."""
    imported = import_snapshot(store, "ours", [file], OLD)
    assert load(store)[0].snapshot == imported
    manifest = json.loads((store / "ours" / "2024-01-10" / "manifest.json").read_text("utf-8"))
    data = file.read_bytes()
    assert manifest["files"] == [{"name": "ours.csv", "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}]
    assert (manifest["sha256"], manifest["entries"], manifest["names"]) == (imported.sha256, 4, 4)
    assert manifest["date"] == "2024-01-10"


def test_import_is_idempotent(store: Path, file: Path) -> None:
    """The same bytes again change nothing."""
    first = import_snapshot(store, "ours", [file], OLD)
    before = bytes_of(store)
    assert import_snapshot(store, "ours", [file], OLD) == first
    assert bytes_of(store) == before


def test_corrected_list_of_one_day_becomes_the_current_one(store: Path, file: Path) -> None:
    """Other bytes for a day that has a snapshot stand beside it and are current; what was there does not change."""
    first = import_snapshot(store, "ours", [file], OLD)
    before = bytes_of(store)
    file.write_text(text(1, 2, 3, 4, 5), "utf-8")
    second = import_snapshot(store, "ours", [file], OLD)
    assert load(store)[0].snapshot == load(store, as_of=OLD)[0].snapshot == second
    assert before.items() <= bytes_of(store).items()
    names = {"2024-01-10.1": "2024-01-10", first.sha256[:12]: "2024-01-10", "2024-01-10.2": "2024-01-10.2"}
    assert [snapshot_named(store, "ours", each).at.name for each in names] == list(names.values())
    with pytest.raises(ListMissingError, match=r"several .* Name one of: 2024-01-10\.1, 2024-01-10\.2"):
        snapshot_named(store, "ours", "2024-01-10")
    assert import_snapshot(store, "ours", [file], OLD) == second


def test_import_takes_a_folder_or_one_file_of_any_name(store: Path, file: Path) -> None:
    """A folder, the publisher's name in any case, or for a list of one file any name, give the same snapshot."""
    ways = [file.parent / name for name in ("folder/ours.csv", "upper/OURS.CSV", "any/download.txt")]
    for way in ways:
        way.parent.mkdir()
        shutil.copy(file, way)
    ways[0] = ways[0].parent
    days = [OLD + dt.timedelta(number) for number in range(len(ways))]
    assert len({import_snapshot(store, "ours", [way], day).sha256 for way, day in zip(ways, days, strict=True)}) == 1


@pytest.mark.parametrize("content", ["", "<!DOCTYPE html><html>Login</html>", text(1, 2, 3).replace("name", "nom")])
def test_refused_import_leaves_the_store_as_it_was(store: Path, file: Path, content: str) -> None:
    """A copy that is not the list changes nothing; the last good snapshot stays (LD-01)."""
    import_snapshot(store, "ours", [file], OLD)
    before = bytes_of(store)
    file.write_text(content, "utf-8")
    with pytest.raises(ListError):
        import_snapshot(store, "ours", [file], NEW, accept_change=True)
    assert bytes_of(store) == before


@pytest.mark.parametrize("count", [94, 126])
def test_shrunk_or_grown_list_needs_acceptance(store: Path, file: Path, count: int) -> None:
    """A list that lost more than 5 % or grew by more than 25 % is refused unless the change is accepted (LD-02)."""
    snapshot(store / "ours", OLD, text(*range(100)))
    file.write_text(text(*range(count)), "utf-8")
    before = bytes_of(store)
    with pytest.raises(ListRefusedError, match=f"it holds {count} entries, the snapshot of 2024-01-10 100"):
        import_snapshot(store, "ours", [file], NEW)
    assert bytes_of(store) == before
    assert import_snapshot(store, "ours", [file], NEW, accept_change=True).entries == count


@pytest.mark.parametrize("count", [95, 125])
def test_usual_change_needs_no_acceptance(store: Path, file: Path, count: int) -> None:
    """Up to -5 % and +25 % a list changes in the ordinary course."""
    snapshot(store / "ours", OLD, text(*range(100)))
    file.write_text(text(*range(count)), "utf-8")
    assert import_snapshot(store, "ours", [file], NEW).entries == count


def test_accepted_change_is_remembered(tmp_path: Path, file: Path) -> None:
    """What was accepted on import loads afterwards, with a counted warning, and only there."""
    described(tmp_path / "s", more="[expect]\nentries = { min = 5 }\n")
    with pytest.raises(ListRefusedError, match="at least 5 are expected"):
        import_snapshot(tmp_path / "s", "ours", [file], OLD)
    imported = import_snapshot(tmp_path / "s", "ours", [file], OLD, accept_change=True)
    assert ("accepted change", 1) in imported.warnings
    assert load(tmp_path / "s")[0].snapshot == imported


def test_broken_predecessor_blocks_only_without_acceptance(store: Path, file: Path) -> None:
    """A list that cannot be compared with the one before it needs acceptance."""
    snapshot(store / "ours", OLD, "")
    with pytest.raises(ListRefusedError, match="cannot be compared with the snapshot of 2024-01-10"):
        import_snapshot(store, "ours", [file], NEW)
    assert import_snapshot(store, "ours", [file], NEW, accept_change=True).entries == 4


@pytest.mark.parametrize("manifest", ["{}", "[]", "not json", '{"files": [], "accepted_change": false}'])
def test_damaged_manifest_is_refused(store: Path, manifest: str) -> None:
    """A manifest that is none proves nothing and is refused."""
    snapshot(store / "ours", OLD, text(1)).with_name("manifest.json").write_text(manifest, "utf-8")
    with pytest.raises(ListRefusedError, match=r"manifest\.json"):
        load(store)


def test_tampered_snapshot_is_refused(store: Path, file: Path) -> None:
    """One changed byte of an imported file is noticed."""
    import_snapshot(store, "ours", [file], OLD)
    stored = store / "ours" / "2024-01-10" / "ours.csv"
    stored.write_text(stored.read_text("utf-8").replace("Party 4", "Party 5"), "utf-8")
    with pytest.raises(ListRefusedError, match=r"ours\.csv is not the file that was imported"):
        load(store)


def test_wrong_paths_are_named(store: Path, file: Path) -> None:
    """A path that does not exist, files of another list and a file too many are refused by name."""
    with pytest.raises(ListMissingError, match=r"none\.csv"):
        import_snapshot(store, "ours", [file.with_name("none.csv")], OLD)
    other = Path(shutil.copy(file, file.with_name("other.csv")))
    with pytest.raises(ListRefusedError, match=r"other\.csv is no file of this list"):
        import_snapshot(store, "ours", [file, other], OLD)
    with pytest.raises(ListRefusedError, match=r"expected ours\.csv"):
        import_snapshot(store, "ours", [other, Path(shutil.copy(file, file.with_name("more.csv")))], OLD)
    with pytest.raises(UnknownListError):
        import_snapshot(store, "theirs", [file], OLD)


def test_full_disk_leaves_nothing_behind(store: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full while the snapshot is written leaves the store as it was."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = bytes_of(store)
    monkeypatch.setattr(_import, "_sync", full)
    with pytest.raises(ListError, match=r"cannot be written \(No space left on device\)"):
        import_snapshot(store, "ours", [file], OLD)
    assert bytes_of(store) == before


def test_read_only_store_is_read(store: Path) -> None:
    """A store that nobody may write to is read like any other."""
    folder = snapshot(store / "ours", OLD, text(1)).parent
    for each in (folder, folder.parent, store):
        each.chmod(0o555)
    try:
        assert load(store)[0].snapshot.entries == 1
    finally:
        for each in (store, folder.parent, folder):
            each.chmod(0o755)


def test_starter_list_stands_in_for_an_empty_user_store(no_user_store: Path) -> None:
    """Without any list the starter list is read, dated by its last review, and nothing is written."""
    (starter,) = load(None)
    assert (starter.spec.id, starter.snapshot.date) == ("starter", starter.spec.checked)
    assert not no_user_store.exists()
    with pytest.raises(ListMissingError):
        load(None, as_of=dt.date(1990, 1, 1))


def test_user_store_comes_before_the_starter_list(no_user_store: Path) -> None:
    """Once the user has a list, the starter list is read only where it is asked for."""
    snapshot(described(no_user_store), OLD, text(1))
    assert [each.spec.id for each in load(None)] == ["ours"]
    assert [each.spec.id for each in load(None, ["starter"])] == ["starter"]


def test_unknown_list_alone_is_no_empty_store(no_user_store: Path) -> None:
    """A user's store that holds only lists nobody describes is an error, not a reason to read the starter list."""
    (no_user_store / "theirs" / "2024-01-10").mkdir(parents=True)
    with pytest.raises(ListMissingError):
        load(None)


@pytest.mark.lists
def test_screening_day_decides_what_is_listed() -> None:
    """The action of 11 January 2024 is not in the list of the day before; only the airline is (SE-17)."""
    place, story = test_data("lists"), ["43113", "47171", "47172", "47173"]
    dated = {}
    for day in (dt.date(2024, 1, 10), dt.date(2024, 1, 12)):
        actions = load(place, ["us_ofac_sdn"], day)[0].tables.actions
        dated[day.day] = [actions.filter(actions["entry_id"] == each)["date"].to_list() for each in story]
    may, january = dt.date(2023, 5, 19), dt.date(2024, 1, 11)
    assert dated == {10: [[may], [], [], []], 12: [[january, may], [january], [january], [january]]}
