"""``run.json`` of a run record: what it says, written in one way only, and read strictly.

The file is sealed: ``seal`` is the SHA-256 of the file with an empty seal. That finds damage; whoever can write to the
folder can also seal it again, so keep records where nobody can.
"""

import datetime as dt
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import polars as pl

from screening.errors import InputError
from screening.runs._rows import STATUSES, read_rows
from screening.runs._strict import Facts

FORMAT = 1
RUN, HITS_FILE, ROWS_FILE, README = "run.json", "hits.jsonl", "rows.csv", "README.txt"
POLICY, DECISIONS, LINKS, INPUT = "policy.toml", "decisions.sqlite", "links.csv", "input"
KEPT = {"decisions": DECISIONS, "links": LINKS}
"""Files that a policy names, by its key, and where a record keeps them."""
_FILES = {HITS_FILE, ROWS_FILE, README, POLICY, DECISIONS, LINKS}
_MANDATORY = {HITS_FILE, ROWS_FILE, README}
_LARGEST = 16 << 20
PLAIN_NAME = re.compile(r"\w[\w .()+,=@-]{0,150}")


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what became of them, which add up, and hits."""

    rows: int
    with_alert: int
    suppressed: int
    no_alert: int
    in_error: int
    hits: int
    alerts: int

    @classmethod
    def of(cls, status: Mapping[str, int], hits: int, alerts: int) -> Self:
        """Count from the number of rows by status."""
        alert, suppressed, quiet, faulty = (status.get(each, 0) for each in STATUSES)
        return cls(sum(status.values()), alert, suppressed, quiet, faulty, hits, alerts)


@dataclass(frozen=True, slots=True)
class Listed:
    """A snapshot that was screened against; ``files`` is SHA-256 by file name."""

    list_id: str
    title: str
    authority: str
    date: dt.date
    sha256: str
    entries: int
    names: int
    starter: bool
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """A run record as read.

    Attributes:
        folder: where it lies.
        run_id: the same for the same input, lists, policy, day, program and outcome, on every machine.
        program, code, weights: version of the program, SHA-256 of its code and tables, version of the words' weights.
        policy: the policy's name, SHA-256 (``sha256``) and effective values (``values``: each its key, value and
            origin).
        threshold: the one given beside the policy, 50-100; None for the policy's own.
        lists: the snapshots, by list id.
        asked: the lists that were asked for; None for all of the store.
        decisions_head: hash that stands for the decisions that applied; "" without any.
        input_name: the input's own name; ``input`` is its path in the record.
        took, not_screened: columns of the input.
        day: the day of the screening; ``as_of``: lists as of this day; None for the newest.
        started, ended: when it ran.
        previous: run id of the run that this one was worked out from; "" for a run of its own.
        proof: one sentence: which rows were screened against which lists, and how.
        files: SHA-256 of every other file, by its name in the folder.
    """

    folder: Path
    run_id: str
    program: str
    code: str
    weights: str
    policy: Mapping[str, Any]
    threshold: float | None
    lists: tuple[Listed, ...]
    asked: tuple[str, ...] | None
    decisions_head: str
    input_name: str
    input_file: str
    input_sha256: str
    took: tuple[tuple[str, str], ...]
    not_screened: tuple[str, ...]
    day: dt.date
    as_of: dt.date | None
    started: dt.datetime
    ended: dt.datetime
    counts: Counts
    previous: str
    proof: str
    files: Mapping[str, str]

    @property
    def input(self) -> Path:
        """The stored input."""
        return self.folder / self.input_file

    def rows(self) -> pl.DataFrame:
        """Every row of the input and what became of it; columns of ``ACCOUNT``. Raises InputError."""
        return read_rows(self.folder / ROWS_FILE)

    def hits(self) -> Iterator[dict[str, Any]]:
        """The hits one after the other, as JSON has them: the keys are the columns of ``HITS``. Raises InputError."""
        path = self.folder / HITS_FILE
        try:
            with path.open("rb") as file:
                for line in file:
                    yield json.loads(line)
        except (OSError, ValueError) as error:
            raise InputError("cannot be read as hits of a run record", where=str(path)) from error


def written(facts: Mapping[str, Any]) -> bytes:
    """The bytes of ``run.json``, sealed."""
    seal = hashlib.sha256(_dump({**facts, "seal": ""})).hexdigest()
    return _dump({**facts, "seal": seal})


def run_id(facts: Mapping[str, Any]) -> str:
    """Name a run by what it rested on and what came of it; no clock, no machine, no name of a file."""
    keys = ("format", "weights", "threshold", "decisions_head", "day", "as_of", "counts")
    own: dict[str, Any] = {key: facts[key] for key in keys}
    own["program"] = facts["program"]["version"]
    own["policy"] = facts["policy"]["sha256"]
    own["lists"] = [[each["list_id"], each["date"], each["sha256"]] for each in facts["lists"]]
    own["input"] = facts["input"]["sha256"]
    own["outcome"] = [facts["files"][name] for name in (HITS_FILE, ROWS_FILE)]
    return hashlib.sha256(_dump(own)).hexdigest()[:32]


def _dump(facts: Mapping[str, Any]) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode()


def present(folder: Path) -> Iterator[tuple[str, str]]:
    """What lies in a record, as (name, why it does not belong there, or ""); links are not followed."""
    for child in sorted(folder.iterdir()):
        mode = child.lstat().st_mode
        if child.name == INPUT and stat.S_ISDIR(mode):
            for each in sorted(child.iterdir()):
                yield f"{INPUT}/{each.name}", "" if stat.S_ISREG(each.lstat().st_mode) else "is no plain file"
        else:
            yield child.name, "" if stat.S_ISREG(mode) else "is no plain file"


def read_record(folder: Path) -> Record:
    """Read ``run.json`` of a run record, strictly; the other files are not looked into.

    Raises:
        InputError: there is no record, it was touched, it is of a newer format, or a key is missing, unknown or wrong.
    """
    path = folder / RUN
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise InputError("is no plain file", where=str(path))
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        what = "there is no run record" if isinstance(error, FileNotFoundError | NotADirectoryError) else "unreadable"
        raise InputError(what, where=str(path), way_out="Name a folder that screen --run wrote.") from error
    if len(raw) > _LARGEST:
        raise InputError("is too large to be a run record's", where=str(path))
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError("is not JSON", where=str(path)) from error
    return _record(folder, Facts(path, data), raw)


def _record(folder: Path, facts: Facts, raw: bytes) -> Record:
    form = facts.take("format", int)
    if form != FORMAT:
        way_out = "Read it with a newer version of the program." if form > FORMAT else ""
        raise InputError(
            f"the record has format {form}, this program reads {FORMAT}", where=str(folder), way_out=way_out
        )
    whole = {"format": form, **facts.left}
    if facts.sha256("seal") != hashlib.sha256(_dump({**whole, "seal": ""})).hexdigest() or raw != _dump(whole):
        raise facts.wrong("seal", "does not fit: the file was touched")
    program, policy, source = facts.within("program"), facts.within("policy"), facts.within("input")
    record = Record(
        folder=folder,
        run_id=facts.text("run_id"),
        program=program.text("version"),
        code=program.sha256("code_sha256"),
        weights=facts.text("weights"),
        policy={
            "name": policy.text("name"),
            "sha256": policy.sha256("sha256"),
            "values": list(map(_setting, policy.each("values"))),
        },
        threshold=facts.optional("threshold", float),
        lists=tuple(map(_listed, facts.each("lists"))),
        asked=facts.texts("lists_asked") if facts.said("lists_asked") else None,
        decisions_head=facts.text("decisions_head"),
        input_name=source.text("name"),
        input_file=source.text("file"),
        input_sha256=source.sha256("sha256"),
        took=facts.pairs("took"),
        not_screened=facts.texts("not_screened"),
        day=facts.date("day"),
        as_of=facts.date("as_of") if facts.said("as_of") else None,
        started=facts.time("started"),
        ended=facts.time("ended"),
        counts=_counts(facts.within("counts")),
        previous=facts.text("previous"),
        proof=facts.text("proof"),
        files=facts.hashes("files"),
    )
    for each in (program, policy, source, facts):
        each.close()
    _check_names(record, facts)
    return record


def _setting(facts: Facts) -> dict[str, Any]:
    """One effective value of a policy: its key, the value as JSON has it, and where it came from."""
    setting = {"key": facts.text("key"), "value": facts.left.pop("value", None), "origin": facts.text("origin")}
    facts.close()
    return setting


def _counts(facts: Facts) -> Counts:
    counts = Counts(**{name: facts.count(name) for name in Counts.__slots__})
    facts.close()
    if counts.rows != counts.with_alert + counts.suppressed + counts.no_alert + counts.in_error:
        raise facts.wrong("rows", "is not the sum of the rows by status")
    return counts


def _listed(facts: Facts) -> Listed:
    listed = Listed(
        list_id=facts.text("list_id"),
        title=facts.text("title"),
        authority=facts.text("authority"),
        date=facts.date("date"),
        sha256=facts.sha256("sha256"),
        entries=facts.count("entries"),
        names=facts.count("names"),
        starter=facts.take("starter", bool),
        files=facts.hashes("files"),
    )
    facts.close()
    return listed


def _check_names(record: Record, facts: Facts) -> None:
    """Refuse a name that could lead out of the folder, and a list id that could lead out of a store."""
    for name in record.files:
        own = name.removeprefix(f"{INPUT}/")
        if name not in _FILES and (own == name or not PLAIN_NAME.fullmatch(own) or own != os.path.basename(own)):  # noqa: PTH119
            raise facts.wrong("files", f"names {name!r}, which has no place in a run record")
    missing = _MANDATORY - record.files.keys()
    if missing or record.files.get(record.input_file) != record.input_sha256 or record.input_file in _FILES:
        raise facts.wrong("files", f"leaves out {', '.join(sorted(missing)) or 'the input'}")
    for each in record.lists:
        if not PLAIN_NAME.fullmatch(each.list_id):
            raise facts.wrong("lists", f"names {each.list_id!r}, which is no list id")
