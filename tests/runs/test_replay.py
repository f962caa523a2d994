"""Laws of writing and replaying: the same bytes in any parts and again; what differs is said, without a name."""

import datetime as dt
import json
from pathlib import Path

import filelock
import pytest

from screening import counterparties
from screening.cli import _record
from screening.decisions import DecisionsFile, Disposition
from screening.runs import _writing, read_record
from screening.runs._record import written
from tests.runs.conftest import EXAMPLE, Command


def test_a_replay_gives_the_same_bytes(folder: Path, command: Command) -> None:
    """From nothing but the record and the snapshots."""
    ran = command("replay", folder)
    assert (ran.exit_code, "13 rows and 15 hits are byte for byte those of the run" in ran.stdout) == (0, True)


def test_parts_and_time_do_not_show(
    folder: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other parts, another file name, with a report beside: the same hits, rows and run id."""
    monkeypatch.setattr(counterparties, "PART", 2)
    other = tmp_path / "a*b.csv"
    other.write_bytes(EXAMPLE.read_bytes())
    command("screen", other, "--run", tmp_path / "again", "--out", tmp_path / "hits.csv")
    for name in ("hits.jsonl", "rows.csv"):
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    again = read_record(tmp_path / "again")
    assert (again.run_id, again.input_name, again.input_file) == (read_record(folder).run_id, "a*b.csv", "input/input")
    assert command("replay", tmp_path / "again").exit_code == 0


def test_a_policy_and_a_threshold_are_replayed(command: Command, tmp_path: Path) -> None:
    """The policy file's bytes are kept; the threshold given beside it is too."""
    policy = tmp_path / "mine.toml"
    policy.write_text('name = "mine"\nthreshold = 80\nweak_aliases_alert = true\n')
    command("screen", EXAMPLE, "--policy", policy, "--threshold", "90", "--run", tmp_path / "run")
    record = read_record(tmp_path / "run")
    values = {each["key"]: each["value"] for each in record.policy["values"]}
    assert (record.policy["name"], values["threshold"], record.threshold) == ("mine", 80.0, 90.0)
    assert (tmp_path / "run" / "policy.toml").read_bytes() == policy.read_bytes()
    policy.unlink()
    assert command("replay", tmp_path / "run").exit_code == 0


LINKED = "list_id,entry_id,party,source\nstarter,US-47171,a,minutes\nstarter,US-47172,a,minutes\n"


def test_options_and_what_the_policy_names_are_replayed(command: Command, tmp_path: Path) -> None:
    """Near misses and measures of the command line, columns, decisions and links: all stand in the record."""
    (tmp_path / "in.csv").write_text("Kd,id\nVladimir Mikheychik,c1\nAshuluk Range,c2\n", encoding="utf-8")
    (tmp_path / "links.csv").write_text(LINKED)
    policy, bank = tmp_path / "mine.toml", tmp_path / "bank.decisions"
    policy.write_text('decisions = "bank.decisions"\nlinks = "links.csv"\n[columns]\nKd = "name"\n')
    DecisionsFile(bank).add(Disposition("ab" * 12, "open", "A. O.", dt.date(2026, 1, 2), "New", ""))
    options = ("--policy", policy, "--near-misses", "20", "--measure", "asset freeze")
    assert command("screen", tmp_path / "in.csv", *options, "--run", tmp_path / "first").exit_code == 0
    hit = next(read_record(tmp_path / "first").hits())
    expires = (dt.date.today() + dt.timedelta(30)).isoformat()  # noqa: DTZ011  # as the command counts
    told: tuple[str, ...] = ("--author", "A. O.", "--reason", "Another", "--evidence", "Passport", "--expires", expires)
    told = (*told, "--run", str(tmp_path / "first"), "--decisions", str(bank), "--alert")
    assert command("decide", "good-guy", *told, hit["alert_id"]).exit_code == 0
    assert command("decide", "good-guy", *told, "0" * 24).exit_code == 2
    assert command("screen", tmp_path / "in.csv", *options, "--run", tmp_path / "run").exit_code == 0
    for each in (policy, bank, tmp_path / "links.csv"):
        each.unlink()
    again = next(each for each in read_record(tmp_path / "run").hits() if each["alert_id"] == hit["alert_id"])
    assert (hit["alert"], again["why_no_alert"]) == (True, "suppressed")
    assert command("verify", tmp_path / "run").exit_code == 0
    assert command("replay", tmp_path / "run").exit_code == 0


def test_rows_in_error_are_accounted_for_and_replayed(command: Command, tmp_path: Path) -> None:
    """With their problem; a customer id that a spreadsheet would run is made harmless."""
    (tmp_path / "in.csv").write_text("id,name,director\n=1+1,Anna,\n2,,\n3,...,Vladimir Mikheychik\n4,a,b,c,d\n")
    assert command("screen", tmp_path / "in.csv", "--run", tmp_path / "run").exit_code == 2
    rows = read_record(tmp_path / "run").rows()
    assert rows["status"].to_list() == ["no alert", "in error", "in error", "in error"]
    assert rows["customer_id"].to_list() == ["'=1+1", "", "3", ""]
    assert all(rows.filter(status="in error")["problem"])
    assert command("replay", tmp_path / "run").exit_code == 0


def test_what_differs_is_said_by_row_and_alert(folder: Path, command: Command) -> None:
    """A hit that is gone, one that is new, one that says something else: each by row and alert id, never by name."""
    path = folder / "hits.jsonl"
    hits = [json.loads(line) for line in path.read_bytes().splitlines()]
    gone, new, other = hits[2], {**hits[1], "row": 9}, {**hits[4], "score": 12.0}
    lines = [
        *hits[:2],
        hits[3],
        other,
        *(hit for hit in hits[5:] if hit["row"] < 9),
        new,
        *(hit for hit in hits if hit["row"] > 9),
    ]
    path.write_bytes(b"".join(json.dumps(hit, ensure_ascii=False).encode() + b"\n" for hit in lines))
    facts = json.loads((folder / "run.json").read_text("utf-8"))
    import hashlib

    facts["files"]["hits.jsonl"] = hashlib.sha256(path.read_bytes()).hexdigest()
    facts["counts"] |= {"hits": len(lines), "alerts": sum(hit["alert"] for hit in lines)}
    facts["program"]["version"] = "0.0.1"
    del facts["seal"]
    (folder / "run.json").write_bytes(written(facts))
    ran = command("replay", folder)
    assert ran.exit_code == 2
    assert f"row {gone['row']}, alert {gone['alert_id']}: only in the replay" in ran.stderr
    assert f"row 9, alert {new['alert_id']}: only in the record" in ran.stderr
    assert f"row {other['row']}, alert {other['alert_id']}: differs in score" in ran.stderr
    assert "not the program of the run: program 0.0.1 then" in ran.stderr
    assert not any(hit["queried_name"] in ran.stderr for hit in hits)


def test_another_program_is_said(folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A replay by another version may give the same; that it is another is said."""
    monkeypatch.setattr(_record, "version", lambda: "9.9")
    ran = command("replay", folder)
    assert (ran.exit_code, "program 0." in ran.stderr) == (0, True)


def left(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("step", ["add", "finish", "_facts"])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError(), OSError(28, "No space left on device")])
def test_a_run_that_fails_leaves_nothing(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    """Whatever goes wrong, at whatever step: no record and nothing beside its place."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(_writing.Writer, step, fail)
    out = tmp_path / "out"
    out.mkdir()
    try:
        ran = command("screen", EXAMPLE, "--run", out / "run")
        assert ran.exit_code != 0
        if isinstance(error, OSError):
            assert "cannot be written (No space left on device)" in ran.stderr
    except RuntimeError:
        pass
    assert left(out) == []


def test_what_a_dead_run_left_is_removed(command: Command, tmp_path: Path) -> None:
    """The next run to the same place begins anew."""
    (tmp_path / ".run.part" / "input").mkdir(parents=True)
    (tmp_path / ".run.part" / "hits.jsonl").write_text("half")
    assert command("screen", EXAMPLE, "--run", tmp_path / "run").exit_code == 0
    assert [name for name in left(tmp_path) if "run" in name] == ["run"]
    assert command("verify", tmp_path / "run").exit_code == 0


def test_a_record_is_never_written_over(folder: Path, command: Command, tmp_path: Path) -> None:
    """An existing place, one that another run writes, --resume, and a place in no folder are refused at once."""
    before = (folder / "run.json").read_bytes()
    ran = command("screen", EXAMPLE, "--run", folder)
    assert (ran.exit_code, "is there already" in ran.stderr) == (2, True)
    assert (folder / "run.json").read_bytes() == before
    with filelock.FileLock(tmp_path / ".new.lock"):
        assert "another run is writing this record" in command("screen", EXAMPLE, "--run", tmp_path / "new").stderr
    out = tmp_path / "hits.csv"
    assert "in one go" in command("screen", EXAMPLE, "--run", tmp_path / "new", "--out", out, "--resume").stderr
    assert command("screen", EXAMPLE, "--run", tmp_path / "absent" / "new").exit_code == 2
    assert not (tmp_path / "absent").exists()


def test_an_input_that_changes_meanwhile_is_refused(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record would hold other bytes than those that were screened."""
    file = tmp_path / "in.csv"
    file.write_text("name\nAnna\n")
    added = _writing.Writer.add
    monkeypatch.setattr(
        _writing.Writer, "add", lambda self, *given: (file.write_text("name\nOlga\n"), added(self, *given))
    )
    ran = command("screen", file, "--run", tmp_path / "run")
    assert (ran.exit_code, "the input changed while it was screened" in ran.stderr) == (2, True)
    assert not (tmp_path / "run").exists()
