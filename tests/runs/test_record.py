"""Laws of the run record: readable without the program, strict in every key, every flipped byte found."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.errors import InputError
from screening.runs import Record, read_record, verify
from screening.runs._record import written
from screening.schema import HITS
from tests.runs.conftest import EXAMPLE, Command


def test_a_record_says_what_was_screened(record: Record) -> None:
    """HT-14: input, lists, policy, program, counts that add up (HT-12), and the hash of every other file."""
    counts = record.counts
    assert record.input.read_bytes() == EXAMPLE.read_bytes()
    assert counts.rows == counts.with_alert + counts.suppressed + counts.no_alert + counts.in_error == 13
    assert [each.list_id for each in record.lists] == ["starter"]
    hits = list(record.hits())
    assert (len(hits), sum(hit["alert"] for hit in hits)) == (counts.hits, counts.alerts)
    assert set(HITS) <= hits[0].keys()
    rows = record.rows()
    assert rows["row"].to_list() == list(range(1, 14))
    assert rows["status"].value_counts().sort("status").rows() == [("alert", 7), ("no alert", 6)]
    assert list(verify(record, None)) == []


def test_a_record_is_readable_without_the_program(folder: Path) -> None:
    """US-17: JSON, CSV and text; the hashes are those of sha256sum."""
    said = json.loads((folder / "run.json").read_text("utf-8"))
    for name, digest in said["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        assert name.split("/")[0] in (folder / "README.txt").read_text("utf-8")


def test_every_flipped_byte_is_found(folder: Path, record: Record) -> None:
    """In every file of the record, at its beginning, its middle and its end, and only that file is named."""
    for name in (*record.files, "run.json"):
        path = folder / name
        whole = path.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            try:
                faults = list(verify(read_record(folder), None))
            except InputError as error:
                faults = [str(error)]
            assert len(faults) == 1, (name, at)
            assert name in faults[0]
        path.write_bytes(whole)


def changed(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Change ``run.json`` and seal it again, as somebody with our program's source could."""
    facts = json.loads((folder / "run.json").read_text("utf-8"))
    change(facts)
    del facts["seal"]
    (folder / "run.json").write_bytes(written(facts))


def test_missing_extra_and_linked_files_are_found(folder: Path, record: Record, tmp_path: Path) -> None:
    """Each by its name; a link is never followed."""
    (folder / "rows.csv").unlink()
    (folder / "note.txt").touch()
    (folder / "input" / "more").mkdir()
    (tmp_path / "elsewhere").write_bytes((folder / "README.txt").read_bytes())
    (folder / "README.txt").unlink()
    (folder / "README.txt").symlink_to(tmp_path / "elsewhere")
    assert [fault.split(":")[0] for fault in verify(record, None)] == [
        "README.txt is no plain file",
        "input/more is no plain file",
        "note.txt is extra",
        "rows.csv is missing",
    ]


def test_an_input_behind_a_link_is_found(folder: Path, record: Record, tmp_path: Path) -> None:
    """Also where the folder of the input is the link."""
    shutil.move(folder / "input", tmp_path / "elsewhere")
    (folder / "input").symlink_to(tmp_path / "elsewhere")
    assert any("input" in fault for fault in verify(record, None))


@pytest.mark.parametrize(
    "name", ["../in.csv", "/etc/passwd", "input/../../in.csv", "input/", "input/..", "input/.x", "x"]
)
def test_names_that_lead_elsewhere_are_refused(folder: Path, name: str) -> None:
    """A record that names a file outside itself, or one that has no place in it, is none."""
    changed(folder, lambda facts: facts["files"].update({name: "0" * 64}))  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="no place in a run record"):
        read_record(folder)


def test_the_input_must_be_among_the_files(folder: Path) -> None:
    """Its path cannot be another one than a file that is hashed."""
    changed(folder, lambda facts: facts["input"].update(file="../in.csv"))  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="leaves out the input"):
        read_record(folder)


@pytest.mark.parametrize(
    "key", ["run_id", "program", "policy", "lists", "counts", "files", "day", "threshold", "as_of"]
)
def test_a_key_that_is_missing_or_wrong_is_named(folder: Path, key: str) -> None:
    """Strictly: also a value of another type."""
    before = (folder / "run.json").read_bytes()
    changed(folder, lambda facts: facts.pop(key))
    with pytest.raises(InputError, match=f"run.json: {key} is missing"):
        read_record(folder)
    (folder / "run.json").write_bytes(before)
    changed(folder, lambda facts: facts.update({key: True}))
    with pytest.raises(InputError, match=f"run.json: {key} must be"):
        read_record(folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda facts: facts.update(format=2), "has format 2, this program reads 1. Read it with a newer version"),
        (lambda facts: facts.update(more=1), "more is not a known key"),
        (lambda facts: facts["counts"].update(rows=99), "counts.rows is not the sum"),
        (lambda facts: facts["lists"][0].update(list_id="../x"), "which is no list id"),
        (lambda facts: facts["files"].update({"rows.csv": "AB"}), "files.rows.csv must be a SHA-256"),
    ],
)
def test_a_record_that_cannot_be_right_is_refused(
    folder: Path, change: Callable[[dict[str, object]], object], said: str
) -> None:
    """Also where its seal fits; a newer format says what to do."""
    changed(folder, change)
    with pytest.raises(InputError, match=said):
        read_record(folder)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff", b"[" * 200_000, b" " * (17 << 20)])
def test_a_file_that_is_no_record_is_refused(folder: Path, raw: bytes) -> None:
    """In one line, whatever it holds."""
    (folder / "run.json").write_bytes(raw)
    with pytest.raises(InputError):
        read_record(folder)


def test_wrong_counts_under_a_right_seal_are_found(folder: Path) -> None:
    """HT-12: rows and hits are counted again."""
    changed(folder, lambda facts: facts["counts"].update(hits=14))  # type: ignore[attr-defined]
    assert "where the files hold" in next(verify(read_record(folder), None))


def test_a_list_that_changed_or_is_gone_is_found(tmp_path: Path, command: Command) -> None:
    """One byte in a list is named with its file; a store without the list says so."""
    store = tmp_path / "store"
    place = store / "starter" / "2026-01-02"
    place.mkdir(parents=True)
    shutil.copy(Path(EXAMPLE).parent.parent / "lists" / "starter" / "starter.csv", place / "starter.csv")
    folder = tmp_path / "run"
    assert command("screen", EXAMPLE, "--store", store, "--run", folder).exit_code == 0
    assert command("verify", folder, "--store", store).exit_code == 0
    path = place / "starter.csv"
    path.write_bytes(path.read_bytes().replace(b"2024", b"2023", 1))
    ran = command("verify", folder, "--store", store)
    assert (ran.exit_code, "starter.csv is not what was screened against" in ran.stderr) == (2, True)
    assert command("replay", folder, "--store", store).exit_code == 2
    os.rename(place, store / "starter" / "2026-01-03")  # noqa: PTH104
    ran = command("verify", folder, "--store", store)
    assert (ran.exit_code, "no snapshot of starter is of 2026-01-02" in ran.stderr) == (2, True)
