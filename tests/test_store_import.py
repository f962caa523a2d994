"""Importing under fire: killed at any moment, two at once, a disk that is full or read-only; what is written down."""

import ctypes
import datetime as dt
import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from screening.errors import ListError, ListMissingError, ListRefusedError
from screening.store import (
    Current,
    Origin,
    _manifest,
    confirm,
    current,
    ignored,
    import_snapshot,
    load,
    locate,
    snapshots,
    verify,
)
from tests.data import ROOT
from tests.test_store import HEADER, NEW, OLD, bytes_of, described, snapshot, text

IMPORT = """
import datetime, logging, pathlib, sys
from screening.store import import_snapshot
logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
logging.getLogger().handlers[0].terminator = "\\n"
store, file, day = sys.argv[1:]
import_snapshot(pathlib.Path(store), "ours", [pathlib.Path(file)], datetime.date.fromisoformat(day))
"""
MOMENTS = 20
RETRIEVED = dt.datetime(2024, 1, 15, 8, 30, tzinfo=dt.UTC)
ORIGIN = Origin(
    "https://lists.example/ours.csv", "https://files.example/ours.csv", RETRIEVED, '"v1"', "Mon, 15 Jan 2024"
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one list of our own and one snapshot."""
    snapshot(described(tmp_path / "store"), OLD, text(*range(200)))
    return tmp_path / "store"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A new copy of the list, large enough that writing it takes a while."""
    path = tmp_path / "ours.csv"
    rows = [f'{n},Example Party {n},organisation,,,,,,P-1,,,"{"because " * 5_000}",' for n in range(201)]
    path.write_text("\n".join([HEADER, *rows, ""]), "utf-8")
    return path


def started(store: Path, file: Path, day: dt.date) -> subprocess.Popen[str]:
    """An import in a process of its own, whose steps can be read line by line."""
    command = [sys.executable, "-c", IMPORT, str(store), str(file), day.isoformat()]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def wait_for(process: subprocess.Popen[str], step: str) -> float:
    """Read the log until a step begins; returns the time."""
    assert process.stdout
    for line in process.stdout:
        if line.strip().endswith(step):
            break
    return time.perf_counter()


def finished(processes: Sequence[subprocess.Popen[str]]) -> list[int]:
    """Exit codes, when all have ended."""
    for process in processes:
        process.communicate(timeout=60)
    return [process.returncode for process in processes]


@pytest.mark.slow
def test_killed_at_any_moment_the_old_list_or_the_new_one_is_whole(store: Path, file: Path) -> None:
    """Kill -9 at 20 moments over the measured write window: never a part of a list, and the next import cleans up."""
    windows = []
    for _ in range(3):
        process = started(store, file, NEW)
        begin = wait_for(process, "writing")
        windows.append(wait_for(process, "is current") - begin)
        assert finished([process]) == [0]
        shutil.rmtree(store / "ours" / NEW.isoformat())
    before, window, kills = load(store)[0].snapshot, sorted(windows)[1], 0
    for _ in range(4 * MOMENTS):
        process = started(store, file, NEW)
        wait_for(process, "writing")
        time.sleep(window * kills / MOMENTS)
        process.kill()
        inside = "is current" not in process.communicate(timeout=60)[0]
        held = snapshots(store, "ours")
        assert [each.fault for each in verify(store)] == ["" for _ in held]
        assert len(held) == 2 or load(store)[0].snapshot == before
        shutil.rmtree(store / "ours" / NEW.isoformat(), ignore_errors=True)
        kills, window = (kills + 1, window) if inside else (kills, window * 0.9)  # a miss: the disk was quicker
        if kills == MOMENTS:
            break
    assert kills == MOMENTS
    for _ in range(3):  # the one step in which it becomes current is too short to be hit by the clock
        process = started(store, file, NEW)
        wait_for(process, "making it current")
        process.kill()
        process.communicate(timeout=60)
        assert not [each.fault for each in verify(store) if each.fault]
        shutil.rmtree(store / "ours" / NEW.isoformat(), ignore_errors=True)
    assert finished([started(store, file, NEW)]) == [0]
    assert sorted(path.name for path in (store / "ours").iterdir()) == ["2024-01-10", "2024-01-12", "list.toml"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("days", "contents", "held"),
    [
        ((NEW, NEW), (201, 201), ["2024-01-12"]),
        ((NEW, NEW), (201, 202), ["2024-01-12", "2024-01-12.2"]),
        ((NEW, NEW + dt.timedelta(1)), (201, 202), ["2024-01-12", "2024-01-13"]),
    ],
    ids=["same bytes", "same day", "two days"],
)
def test_two_imports_at_once_are_both_whole(
    store: Path, tmp_path: Path, days: tuple[dt.date, dt.date], contents: tuple[int, int], held: list[str]
) -> None:
    """Whoever comes first, nothing is lost and nothing mixed: each list stands whole under a name of its own."""
    given = [tmp_path / f"copy{number}.csv" for number in range(2)]
    for path, count in zip(given, contents, strict=True):
        path.write_text(text(*range(count)), "utf-8")
    assert finished([started(store, path, day) for path, day in zip(given, days, strict=True)]) == [0, 0]
    assert list(snapshots(store, "ours")) == ["2024-01-10", *held]
    assert not [each.fault for each in verify(store) if each.fault]
    assert not list((store / "ours").glob(".*"))


def fails_with(number: int) -> Callable[..., Any]:
    """A step of the system that fails."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, "made by the test")

    return fail


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES])
@pytest.mark.parametrize(
    "step",
    ["tempfile.TemporaryDirectory", "shutil.copyfile", "pathlib.Path.write_text", "os.fsync", "pathlib.Path.rename"],
)
def test_a_disk_that_fails_at_any_step_leaves_the_store_as_it_was(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    """Full, read-only or broken: one line, exit code 3, and the list before it still loads."""
    given = tmp_path / "new.csv"
    given.write_text(text(*range(201)), "utf-8")
    before = bytes_of(store)
    monkeypatch.setattr(step, fails_with(number))
    with pytest.raises(ListError, match=r"cannot be written \(made by the test\)\. Make room") as failed:
        import_snapshot(store, "ours", [given], NEW)
    monkeypatch.undo()
    assert failed.value.exit_code == 3
    assert bytes_of(store) == before
    assert load(store)[0].snapshot.entries == 200


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are those of Unix")
def test_a_limit_of_the_system_leaves_the_store_as_it_was(store: Path, file: Path) -> None:
    """A real refusal of the system to write more, in the middle of the file."""
    import resource

    limited = subprocess.run(
        [sys.executable, "-c", IMPORT, str(store), str(file), NEW.isoformat()],
        cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000)),
    )  # fmt: skip
    assert "ListError" in limited.stderr
    assert "cannot be written (File too large)" in limited.stderr
    assert snapshots(store, "ours") == ("2024-01-10",)
    assert not list((store / "ours").glob(".*"))


def unprivileged() -> None:
    """Have what is started bound by the modes of files, root too: no CAP_DAC_OVERRIDE, no CAP_DAC_READ_SEARCH."""
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; who is not root is bound already


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="capabilities are those of Linux")
def test_a_store_that_may_not_be_written_to_screens_and_takes_nothing(store: Path, tmp_path: Path) -> None:
    """A real refusal of the system: an import says so in one line, exit code 3; show, verify and check read on."""
    cache, given, before = tmp_path / "cache", new_copy(tmp_path, *range(201)), bytes_of(store)
    cache.mkdir()
    held = [cache, *(path for path in (store, *store.rglob("*")) if path.is_dir())]

    def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "screening", *arguments, "--store", str(store)],
            cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=unprivileged,
            env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        )  # fmt: skip

    for folder in held:
        folder.chmod(0o555)
    try:
        imported = ran("lists", "import", "ours", str(given), "--date", NEW.isoformat())
        read = [ran(*words) for words in (("lists", "show"), ("lists", "verify"), ("check", "Example Party 7"))]
    finally:
        for folder in held:
            folder.chmod(0o755)
    assert imported.returncode == 3
    assert "cannot be written (Permission denied). Make room, or name a store you may write to" in imported.stderr
    assert [each.returncode for each in read] == [0, 0, 0]
    assert "Example Party 7" in read[-1].stdout
    assert bytes_of(store) == before
    assert not list(cache.iterdir())


def test_the_manifest_says_where_a_download_came_from(store: Path, tmp_path: Path) -> None:
    """Addresses, time, ETag and Last-Modified stand beside size and hash, and give the next download its question."""
    given = tmp_path / "new.csv"
    given.write_text(text(*range(201)), "utf-8")
    imported = import_snapshot(store, "ours", [given], NEW, origins={"list": ORIGIN})
    said = json.loads((store / "ours" / "2024-01-12" / "manifest.json").read_text("utf-8"))["files"][0]
    assert (said["url"], said["final_url"], said["etag"]) == (ORIGIN.url, ORIGIN.final_url, ORIGIN.etag)
    assert said["retrieved"] == "2024-01-15T08:30:00+00:00"
    (located,) = locate(store)
    assert current(store, located.copy.spec, located.copy.form) == Current(
        imported.sha256, {"list": ('"v1"', "Mon, 15 Jan 2024")}
    )
    assert located.read().snapshot == imported
    assert imported.checked == RETRIEVED.date()


def test_a_list_that_did_not_change_is_as_old_as_its_last_check(store: Path, tmp_path: Path) -> None:
    """Age counts from the day on which the publisher had nothing newer, for that snapshot and no other (LD-05)."""
    (located,) = locate(store)
    assert located.read().snapshot.age(dt.date(2024, 1, 20)) == 10
    confirm(store, located.copy.spec, located.sha256, RETRIEVED)
    assert [load(store)[0].snapshot.age(dt.date(2024, 1, day)) for day in (20, 15, 14, 9)] == [5, 0, 4, 0]
    given = tmp_path / "new.csv"
    given.write_text(text(*range(201)), "utf-8")
    import_snapshot(store, "ours", [given], NEW)
    assert load(store)[0].snapshot.age(dt.date(2024, 1, 20)) == 8


def test_the_same_bytes_from_the_publisher_are_no_new_snapshot(store: Path) -> None:
    """What the store holds already is only checked, whatever the day."""
    given, later = store / "ours" / "2024-01-10" / "ours.csv", replace(ORIGIN, retrieved=RETRIEVED + dt.timedelta(3))
    seen = import_snapshot(store, "ours", [given], None, today=dt.date(2024, 1, 18), origins={"list": later})
    assert snapshots(store, "ours") == ("2024-01-10",)
    assert seen == load(store)[0].snapshot
    assert seen.checked == dt.date(2024, 1, 18)


def test_nothing_is_asked_for_conditionally_that_was_not_downloaded(store: Path, tmp_path: Path) -> None:
    """A snapshot filled by hand, or a damaged one, leaves nothing out of the next download."""
    (located,) = locate(store)
    assert current(store, located.copy.spec, located.copy.form) == Current()
    given = tmp_path / "new.csv"
    given.write_text(text(*range(201)), "utf-8")
    import_snapshot(store, "ours", [given], NEW, origins={"list": ORIGIN})
    with pytest.raises(ListMissingError, match="no longer the newest sound one"):
        confirm(store, located.copy.spec, located.sha256, RETRIEVED)
    (store / "ours" / "2024-01-12" / "ours.csv").write_text(text(1), "utf-8")
    assert current(store, located.copy.spec, located.copy.form) == Current()


def test_verify_names_what_is_unsound(store: Path, tmp_path: Path) -> None:
    """Sound, without a manifest, changed since: each is told from the others."""
    given = tmp_path / "new.csv"
    given.write_text(text(*range(201)), "utf-8")
    import_snapshot(store, "ours", [given], NEW)
    by_hand, sound = verify(store)
    assert (by_hand.manifest, sound.manifest, by_hand.fault, sound.fault) == (False, True, "", "")
    assert sound.sha256 == load(store)[0].snapshot.sha256
    (store / "ours" / "2024-01-12" / "ours.csv").write_text(text(1), "utf-8")
    assert "ours.csv is not the file that was imported" in list(verify(store))[1].fault
    manifest = store / "ours" / "2024-01-12" / "manifest.json"
    shutil.copy(given, manifest.with_name("ours.csv"))
    manifest.write_text(manifest.read_text("utf-8").replace('"entries": 201', '"entries": 200'), "utf-8")
    assert list(verify(store, ["ours"]))[1].fault == "entries 201 where the manifest says 200"


def new_copy(tmp_path: Path, *entries: int) -> Path:
    """A copy of the list as it may arrive."""
    given = tmp_path / "new.csv"
    given.write_text(text(*entries), "utf-8")
    return given


def test_what_the_publisher_has_becomes_current_whatever_day_it_bears(store: Path, tmp_path: Path) -> None:
    """A list imported by hand under a later day does not stand before the one that the publisher serves."""
    import_snapshot(store, "ours", [new_copy(tmp_path, *range(201))], dt.date(2024, 1, 16))
    served = new_copy(tmp_path, *range(202))
    import_snapshot(store, "ours", [served], NEW, today=dt.date(2024, 1, 18), origins={"list": ORIGIN})
    assert snapshots(store, "ours")[-1] == "2024-01-18"
    assert load(store)[0].snapshot.entries == 202


def test_a_publisher_who_takes_a_correction_back_is_followed(store: Path, tmp_path: Path) -> None:
    """The bytes of this morning, served again, are current again: the newest snapshot is what counts."""
    for number, count in enumerate((201, 202, 201)):
        origins = {"list": replace(ORIGIN, etag=f'"v{number}"')}
        import_snapshot(store, "ours", [new_copy(tmp_path, *range(count))], NEW, today=NEW, origins=origins)
    assert snapshots(store, "ours")[1:] == ("2024-01-12", "2024-01-12.2", "2024-01-12.3")
    assert load(store)[0].snapshot.entries == 201


def test_an_older_list_imported_by_hand_does_not_pass_as_the_current_one(store: Path, tmp_path: Path) -> None:
    """It is put where it belongs, and said to stay behind the newer one."""
    told: list[str] = []
    import_snapshot(store, "ours", [new_copy(tmp_path, *range(201))], dt.date(2024, 1, 2), say=told.append)
    assert told == ["the snapshot of 2024-01-10 is newer and stays current"]
    assert load(store)[0].snapshot.date == OLD


def test_what_was_accepted_is_written_down(store: Path, tmp_path: Path) -> None:
    """The manifest and the person both get the words of the fault that --accept-change let pass (LD-02)."""
    told: list[str] = []
    import_snapshot(store, "ours", [new_copy(tmp_path, *range(20))], NEW, accept_change=True, say=told.append)
    fault = "it holds 20 entries, the snapshot of 2024-01-10 200 (-90.0%)"
    assert told == [f"accepted: {fault}"]
    assert json.loads((store / "ours" / "2024-01-12" / "manifest.json").read_text("utf-8"))["accepted"] == [fault]


def test_a_file_of_another_list_is_refused_by_its_name(store: Path, tmp_path: Path) -> None:
    """OFAC's two lists share their formats: SDN.XML is never the non-SDN list."""
    with pytest.raises(ListRefusedError, match=r"SDN\.XML is a file of the list us_ofac_sdn"):
        import_snapshot(store, "us_ofac_cons", [Path(shutil.copy(new_copy(tmp_path, 1), tmp_path / "SDN.XML"))], NEW)


def test_a_list_without_a_date_of_its_own_is_not_taken_for_todays_in_silence(store: Path, tmp_path: Path) -> None:
    """Nobody takes a copy of last year for today's unawares; a day that was given, or a download, needs no word."""
    told: list[str] = []
    given, day = new_copy(tmp_path, *range(201)), dt.date(2024, 1, 18)
    import_snapshot(store, "ours", [given], None, today=day, say=told.append)
    assert told == ["the list states no date of its own and counts as of 2024-01-18; an older copy needs its --date"]
    import_snapshot(store, "ours", [given], day + dt.timedelta(1), today=day, say=told.append)
    given = new_copy(tmp_path, *range(202))
    import_snapshot(store, "ours", [given], None, today=day, origins={"list": ORIGIN}, say=told.append)
    assert len(told) == 1


def test_two_downloads_at_once_of_the_same_bytes_are_one_snapshot(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is second finds the first one's snapshot, the newest of the day, and makes none beside it."""
    given, write = new_copy(tmp_path, *range(201)), _manifest.write

    def download() -> None:
        import_snapshot(store, "ours", [given], NEW, today=NEW, origins={"list": ORIGIN})

    def meanwhile(*told: Any) -> None:  # noqa: ANN401  # whatever is written
        write(*told)
        monkeypatch.setattr(_manifest, "write", write)
        download()

    monkeypatch.setattr(_manifest, "write", meanwhile)
    download()
    assert snapshots(store, "ours") == ("2024-01-10", "2024-01-12")
    assert not list((store / "ours").glob(".*"))


@pytest.mark.parametrize("move", ["2024-01-13", "../other/2024-01-12"])
def test_a_snapshot_that_was_moved_is_refused(store: Path, tmp_path: Path, move: str) -> None:
    """Another day, another list: the manifest says what the folder should be."""
    described(store, "other")
    import_snapshot(store, "ours", [new_copy(tmp_path, *range(201))], NEW)
    (store / "ours" / "2024-01-12").rename(store / "ours" / move)
    with pytest.raises(ListRefusedError, match=r"its manifest\.json is that of ours 2024-01-12 own_csv, not of"):
        load(store)


def test_bytes_that_nothing_vouches_for_are_told_from_others(store: Path, tmp_path: Path) -> None:
    """A snapshot knows whether its bytes were compared with the manifest of an import."""
    assert not load(store)[0].snapshot.has_manifest
    import_snapshot(store, "ours", [new_copy(tmp_path, *range(201))], NEW)
    assert load(store)[0].snapshot.has_manifest


def test_what_is_named_like_a_snapshot_is_one(store: Path) -> None:
    """A file or a dangling link in its place is an error, not a reason to screen against an older list."""
    for make in (Path.touch, lambda path: path.symlink_to("/nowhere")):
        make(store / "ours" / "2024-01-12")
        with pytest.raises(ListRefusedError, match="named like a snapshot but is no folder"):
            load(store)
        (store / "ours" / "2024-01-12").unlink()


def test_what_screens_nothing_is_named(store: Path) -> None:
    """A folder under another name, and a described list without a snapshot."""
    (store / "ours" / "2024-01-12-new").mkdir()
    described(store, "empty")
    assert ignored(store) == ("empty (described, but without a snapshot)", "ours/2024-01-12-new")


def test_a_path_that_the_system_refuses_is_named(store: Path, tmp_path: Path) -> None:
    """A name that is too long, and a file without an entry under any name."""
    with pytest.raises(ListMissingError, match="cannot be read"):
        import_snapshot(store, "ours", [tmp_path / ("x" * 300)], NEW)
    (tmp_path / "x.csv").write_text(HEADER, "utf-8")
    with pytest.raises(ListRefusedError, match="no entry"):
        import_snapshot(store, "ours", [tmp_path / "x.csv"], NEW)
