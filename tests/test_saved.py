"""What is kept for the next start is what would be made anew, and nothing unsound is ever used."""

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import Screener, saved
from screening.index import Index, Layout
from screening.names import LOOSE
from screening.schema import Kind, Snapshot
from screening.store import locate
from tests.strategies import NAMES
from tests.test_store import NEW, OLD, described, snapshot, text

WORLDS = st.lists(st.tuples(NAMES, st.sampled_from(list(Kind))), min_size=1, max_size=12)


@given(WORLDS, NAMES)
def test_a_layout_read_again_is_the_same_index(world: list[tuple[str, Kind]], query: str) -> None:
    """Arrays written and read again give the same candidates, the same scores, the same words shown."""
    built = Index.build([name for name, _ in world], [kind for _, kind in world])
    read = Index({kind: Layout.read(layout.arrays()) for kind, layout in built.layouts.items()})
    assert list(read.search(query, 60)) == list(built.search(query, 60))


@given(WORLDS)
def test_a_layout_is_arrays_of_numbers_only(world: list[tuple[str, Kind]]) -> None:
    """Nothing that is kept can run: no pickled object, only numbers."""
    built = Index.build([name for name, _ in world], [kind for _, kind in world])
    arrays = [array for layout in built.layouts.values() for array in layout.arrays().values()]
    assert all(np.asarray(array).dtype.kind in "iufb" for array in arrays)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of one small list, which is kept nonetheless."""
    monkeypatch.setattr(saved, "SMALL", 1)
    monkeypatch.setattr(saved, "_common", lambda _: ["Party", "Example", "Ivan"])  # few, so that it is made quickly
    monkeypatch.setattr(saved, "cache_folder", lambda: tmp_path / "cache")
    snapshot(described(tmp_path / "store"), OLD, text(*range(1, 40)))
    return tmp_path / "store"


def files(store: Path) -> list[Path]:
    """Every file that is kept; a lock is empty."""
    return sorted(path for path in (store.parent / "cache").rglob("*") if path.is_file() and path.name[0] != ".")


def loaded(store: Path) -> tuple[str, list[tuple[str, float]], Snapshot]:
    """Where the index came from, the hits of one name, and the snapshot."""
    return answered(Screener.load(store))


def answered(screener: Screener) -> tuple[str, list[tuple[str, float]], Snapshot]:
    """What ``loaded`` says of a screener."""
    hits = [(hit.entry_id, hit.score) for hit in screener.check("Example Party 7")]
    return screener.index_origin, hits, screener.loaded[0].snapshot


def test_the_second_start_reads_what_the_first_made(store: Path) -> None:
    """The same hits and the same snapshot, without reading the list; nothing is kept beside the snapshot."""
    first, second = loaded(store), loaded(store)
    assert (first[0], second[0]) == ("built and kept", "read from the cache")
    assert first[1:] == second[1:]
    assert first[1]
    assert [path.name for path in store.rglob("*") if path.is_file()] == ["list.toml", "ours.csv"]


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("harm", [_flip, _cut, Path.unlink], ids=["one bit", "cut", "gone"])
def test_a_damaged_cache_is_made_again(store: Path, harm: Callable[[Path], None]) -> None:
    """One bit, one byte less or one file less in any kept file: never trusted, made again, the same hits."""
    whole, located = loaded(store), locate(store)  # the lists' descriptions are read once
    for path in files(store):
        harm(path)
        ready = saved.ready(located, store.parent / "cache")
        assert answered(Screener(ready.loaded, ready=ready))[1:] == whole[1:]
        assert ready.origin == ("built and kept" if "index" in path.parts else "read from the cache"), path
        assert saved.ready(located, store.parent / "cache").origin == "read from the cache"


@pytest.mark.parametrize("harm", ['"entries": 40', '"published": "2099-01-01"', '"person"'])
def test_what_a_shelf_says_of_itself_is_verified_too(store: Path, harm: str) -> None:
    """Counts, dates and kinds stand beside the files, not in them: one digit changed, and nothing there is used."""
    whole, said = loaded(store), {'"entries": 40': '"entries": 39', '"published": "2099-01-01"': '"published": null'}
    (path,) = (
        each
        for each in files(store)
        if each.name == "contents.json" and ("index" if harm == '"person"' else "lists") in each.parts
    )
    text_before = path.read_text("utf-8")
    path.write_text(text_before.replace(said.get(harm, '"organisation"'), harm), "utf-8")
    assert path.read_text("utf-8") != text_before
    assert loaded(store)[1:] == whole[1:]
    assert path.read_text("utf-8") == text_before


def test_files_swapped_between_shelves_are_not_used(store: Path) -> None:
    """A sound file of another list, and a whole shelf of another key in its place."""

    def shelves() -> set[Path]:
        return {path.parent for path in files(store) if path.name == "contents.json" and "words" not in path.parts}

    whole, mine, other = loaded(store), shelves(), store.parent / "other"
    snapshot(described(other), OLD, text(*range(2, 40)))
    loaded(other)
    for place, foreign in zip(sorted(mine), sorted(shelves() - mine), strict=True):
        assert place.parent == foreign.parent
        for swapped in (sorted(foreign.iterdir())[1:], sorted(foreign.iterdir())):
            for path in swapped:
                shutil.copy(path, place / path.name)
            assert loaded(store)[1:] == whole[1:]


def test_a_foreign_cache_is_not_used(store: Path) -> None:
    """A shelf whose contents name another key than its place is another's, however sound its files are."""
    loaded(store)
    (contents,) = (path for path in files(store) if path.name == "contents.json" and "index" in path.parts)
    said = json.loads(contents.read_text("utf-8"))
    said["key"]["code"] = "0" * 64
    contents.write_text(json.dumps(said), "utf-8")
    assert loaded(store)[0] == "built and kept"


def test_another_program_or_list_makes_its_own(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stale cache is never met: changed code, a changed description or a newer snapshot is another key."""
    loaded(store)
    (store / "ours" / "list.toml").write_text(
        (store / "ours" / "list.toml").read_text("utf-8").replace("Our Bank", "Our Other Bank"), "utf-8"
    )
    assert loaded(store)[0] == "built and kept"
    snapshot(store / "ours", NEW, text(7))
    assert loaded(store)[:2] == ("built and kept", [("7", 100.0)])
    monkeypatch.setattr(saved, "code_digest", lambda: "1" * 64)
    assert loaded(store)[0] == "built and kept"


def test_a_cache_that_cannot_be_written_costs_time_only(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder is a file, the index is built each time, and that is said."""
    (store.parent / "file").write_text("", "utf-8")
    monkeypatch.setattr(saved, "cache_folder", lambda: store.parent / "file" / "cache")
    origin, hits, _ = loaded(store)
    assert origin.startswith("built, not kept (")
    assert hits


def test_a_damaged_cache_that_cannot_be_replaced_is_not_said_to_be_kept(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unsound files in its place do not count as kept; a disk that takes a part only is said in words."""
    whole = loaded(store)
    for path in files(store):
        _flip(path)

    def full(*_: object, **__: object) -> None:
        raise OSError("5 requested and 3 written")

    monkeypatch.setattr(np, "save", full)
    origin, *rest = loaded(store)
    assert origin == "built, not kept (the disk took a part only)"
    assert tuple(rest) == whole[1:]


def test_no_folder_keeps_nothing(store: Path) -> None:
    """Without a cache folder everything is read and built."""
    ready = saved.ready(locate(store), None)
    assert ready.origin == "built"
    assert not (store.parent / "cache").exists()


def test_only_the_shelves_used_last_stay(store: Path) -> None:
    """The cache does not grow without end."""
    for number in range(1, 8):
        snapshot(store / "ours", OLD, text(*range(number, 40)))
        loaded(store)
    assert len(list((store.parent / "cache" / "index").iterdir())) == 4
    assert loaded(store)[0] == "read from the cache"


CUSTOMERS = "Anna Holmqvist", "Иван Krakenov", "Exampel Party 7"


def of_words(store: Path) -> list[Path]:
    """The files that are kept of words."""
    return [path for path in files(store) if "words" in path.parts]


@pytest.fixture
def kept(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store whose customers' words are kept."""
    monkeypatch.setattr(saved, "_WORTH_KEEPING", 1)
    screener = Screener.load(store)
    for each in CUSTOMERS:
        screener.check(each)
    assert not {"Holmqvist", "Иван"} & saved.words(saved.cache_folder()).numbers.keys()
    assert screener.keep_words() == 5
    return store


def found(store: Path) -> list[tuple[str, float]]:
    """The hits of all customers."""
    screener = Screener.load(store)
    return [(hit.entry_id, hit.score) for each in CUSTOMERS for hit in screener.check(each)]


def test_words_are_kept_where_that_is_asked_for(kept: Path) -> None:
    """Those of other runs stay, none comes twice, numbers are left out, and the hits are the same."""
    words = saved.words(saved.cache_folder()).numbers
    assert {"Anna", "Holmqvist", "Иван", "Krakenov", "Exampel", "Party"} <= words.keys()
    assert "7" not in words
    assert Screener.load(kept).keep_words() == 0
    assert saved.keep_words(["Anna", "Olga"], saved.cache_folder()) == 1
    assert saved.words(saved.cache_folder()).numbers == {**words, "Olga": len(words)}
    with_words = found(kept)
    shutil.rmtree(kept.parent / "cache")
    assert found(kept) == with_words != []


def known(store: Path) -> set[str]:
    """The words that a start knows beforehand."""
    return set(Screener.load(store)._index.known.pieces)


def test_words_looked_up_once_are_known_at_the_next_start(kept: Path) -> None:
    """On the same lists, with the words of earlier runs, and on lists that changed since; numbers never."""
    assert {"Anna", "Holmqvist", "Иван", "Krakenov", "Exampel", "Party"} <= known(kept)
    assert "7" not in known(kept)
    with_known = found(kept)
    screener = Screener.load(kept)
    screener.check("Olga Krakenov")
    assert screener.keep_words() == 1
    assert {"Holmqvist", "Olga"} <= known(kept)
    beside = f"{LOOSE}Иван"  # as it is read beside others, which re-screening alone asks for
    assert saved.keep_words([beside], saved.cache_folder()) == 1
    snapshot(kept / "ours", NEW, text(*range(1, 41)))
    assert {"Holmqvist", "Olga"} <= known(kept)
    assert beside not in known(kept)
    shutil.rmtree(kept / "ours" / NEW.isoformat())
    assert found(kept) == with_known != []


@pytest.mark.parametrize("harm", [_flip, _cut, Path.unlink], ids=["one bit", "cut", "gone"])
def test_damaged_words_are_looked_up_again(kept: Path, harm: Callable[[Path], None]) -> None:
    """One bit, one byte less or one file less: what the words were alike to is not used, and is kept anew."""
    whole = found(kept)
    for path in [path for path in files(kept) if "known" in path.parts][::9]:
        harm(path)
        assert found(kept) == whole
        assert "Holmqvist" in known(kept)


def test_many_starts_keep_what_they_looked_up(kept: Path) -> None:
    """One after the other: what another one kept meanwhile stays."""
    screeners = [Screener.load(kept) for _ in range(3)]
    for screener, name in zip(screeners, ("Olga", "Berit", "Quorvane"), strict=True):
        screener.check(name)
        screener.keep_words()
    assert {"Olga", "Berit", "Quorvane", "Holmqvist"} <= known(kept)


def test_kept_words_are_for_the_user_alone(kept: Path) -> None:
    """Nobody else can look into the folder, or at what stands in it."""
    folders = {path.parent for path in of_words(kept)} | {path.parent.parent for path in of_words(kept)}
    assert all(folder.stat().st_mode & 0o077 == 0 for folder in folders)


@pytest.mark.parametrize("harm", [_flip, _cut, Path.unlink], ids=["one bit", "cut", "gone"])
def test_damaged_words_are_read_again(kept: Path, harm: Callable[[Path], None]) -> None:
    """One bit, one byte less or one file less: nothing of what is kept of words is used, the hits are the same."""
    whole = found(kept)
    for path in of_words(kept)[::9]:
        harm(path)
        assert not saved.words(saved.cache_folder()).numbers
        assert found(kept) == whole
        assert saved.keep_words(["Anna", "Olga"], saved.cache_folder()) == 2


def test_another_program_reads_all_words_itself(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the program or its tables read is not used; what a run on other lists read is."""
    snapshot(kept / "ours", NEW, text(7))
    assert "Holmqvist" in saved.words(saved.cache_folder()).numbers
    monkeypatch.setattr(saved, "code_digest", lambda: "1" * 64)
    assert not saved.words(saved.cache_folder()).numbers
    assert found(kept)


def test_words_that_cannot_be_kept_cost_time_only(kept: Path) -> None:
    """Where the folder is a file, nothing is kept, and that is told."""
    (kept.parent / "file").write_text("", "utf-8")
    assert saved.keep_words(["Anna"], kept.parent / "file" / "cache") == 0


@pytest.mark.usefixtures("kept")
def test_words_replaced_while_they_are_read_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of what was kept before and half of what another process keeps is never put together."""
    load, times = np.load, list[int]()

    def meanwhile(*given: Any, **options: Any) -> Any:  # noqa: ANN401  # whatever is loaded
        times.append(1)
        if len(times) == 20:
            assert saved.keep_words(["Olga"], saved.cache_folder()) == 1
        return load(*given, **options)

    monkeypatch.setattr(np, "load", meanwhile)
    assert not saved.words(saved.cache_folder()).numbers
    assert "Olga" in saved.words(saved.cache_folder()).numbers


def test_many_keep_words_at_once(kept: Path) -> None:
    """One after the other: nothing that any of them keeps is lost."""
    before = saved.words(saved.cache_folder()).numbers.keys()
    words = [[f"Anna{chr(97 + first)}{chr(97 + second)}" for second in range(9)] for first in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda each: saved.keep_words(each, saved.cache_folder()), words)) == [9] * 8
    assert saved.words(saved.cache_folder()).numbers.keys() == before | {text for each in words for text in each}
    assert found(kept)


def test_words_count_as_kept_only_where_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing could be written beside older words, on a full disk, nobody is told that words were kept."""
    monkeypatch.setattr(saved, "_WORTH_KEEPING", 1)
    assert saved.keep_words(["Kraken"], tmp_path) == 1
    monkeypatch.setattr("screening.saved._shelf.write", lambda *_: "")
    assert saved.keep_words(["Quorvane"], tmp_path) == 0
