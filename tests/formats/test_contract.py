"""What holds for every module of ``screening/formats`` and its sample; a new format is tested by being there."""

import csv
import importlib
import inspect
import io
import json
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from screening.errors import CatalogueError, ListFormatError, ListRefusedError
from screening.formats import Format, Notes, Source, available, load
from screening.schema import Fact, FactKind, Tables
from tests import samples

UNREAD = re.compile(r"globalFileId|publicationUrl|xmlns(:.+)?|xsi:.+")
"""Attributes that say nothing of a party: renaming them need not be noticed."""
MANDATORY = {"own_csv": {"entry_id", "name"}}
"""Where a format leaves columns to its user: those that must not be missing. Elsewhere that is every one."""
FORMATS = pytest.mark.parametrize("name", available())


def _xml_changes(text: str) -> Iterator[tuple[str, str]]:
    """(what, text) with every element and every attribute but the harmless ones renamed, one at a time."""
    for tag in sorted(set(re.findall(r"<([A-Za-z_][\w.:-]*)", text))):
        yield tag, re.sub(rf"(</?){re.escape(tag)}(?=[\s/>])", r"\1Renamed", text)
    for attribute in sorted(set(re.findall(r'\s([A-Za-z_][\w.:-]*)="', text.partition("?>")[2]))):
        if not UNREAD.fullmatch(attribute):
            yield f"@{attribute}", re.sub(rf'(\s){re.escape(attribute)}="', r'\1renamed="', text)


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _csv_changes(text: str, header: int) -> Iterator[tuple[str, str]]:
    """(column, text) without one column, then with its header renamed, one at a time; the header may be any line."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    header = header or int({"entry_id", "name"} <= set(rows[0]))
    first = max(header - 1, 0)
    for at, column in enumerate(rows[header - 1] if header else map(str, range(len(rows[0])))):
        cut = [row[:at] + row[at + 1 :] if n >= first and len(row) > 1 else row for n, row in enumerate(rows)]
        yield column, _csv(cut)
        if header:
            named = [*rows[first][:at], "Renamed", *rows[first][at + 1 :]]
            yield column, _csv([*rows[:first], named, *rows[first + 1 :]])


def _keys(value: object, path: str = "") -> Iterator[str]:
    """Every key of a JSON value by its path ("properties.name"); lists are passed through."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}{key}"
            yield from _keys(inner, f"{path}{key}.")
    for each in value if isinstance(value, list) else []:
        yield from _keys(each, path)


def _renamed(value: object, wanted: str, path: str = "") -> object:
    """A JSON value with the key of one path renamed, wherever it stands."""
    if isinstance(value, list):
        return [_renamed(each, wanted, path) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        "renamed" if f"{path}{key}" == wanted else key: _renamed(inner, wanted, f"{path}{key}.")
        for key, inner in value.items()
    }


def _json_changes(text: str) -> Iterator[tuple[str, str]]:
    """(path of a key, text) with that key renamed in every line, one key at a time."""
    lines = [json.loads(line) for line in text.splitlines() if line.strip()]
    for path in sorted({path for line in lines for path in _keys(line)}):
        changed = (json.dumps(_renamed(line, path), ensure_ascii=False) for line in lines)
        yield path, "\n".join(changed) + "\n"


def _changes(name: str) -> Iterator[tuple[str, Path, str]]:
    """(what, file, changed text) for every mutation of every file of a sample."""
    headers = {role: int(line) for role, line in samples.roles(name, "header").items()}
    for role, path in samples.texts(name).items():
        text = path.read_bytes().decode("utf-8-sig")
        if text.startswith("<"):
            changes = _xml_changes(text)
        elif text.startswith("{"):
            changes = _json_changes(text)
        else:
            changes = _csv_changes(text, headers.get(role, 0))
        yield from ((what, path, changed) for what, changed in changes)


@FORMATS
def test_the_docstring_names_the_specification(name: str) -> None:
    """A format says what its authority publishes and where that is described."""
    assert re.search(r"https?://", importlib.import_module(f"screening.formats.{name}").__doc__ or "")


@FORMATS
def test_read_has_the_shape_of_the_socket(name: str) -> None:
    """``read`` takes what ``Format.read`` takes, by name and type."""
    plug, socket = inspect.signature(load(name).read), inspect.signature(Format.read)
    assert list(plug.parameters.values()) == list(socket.parameters.values())[1:]


@FORMATS
def test_a_sample_gives_whole_designations(name: str) -> None:
    """Every designation has an id, a primary name first and an action; the frames hold no null but unknown dates."""
    found, _ = samples.read(name)
    assert found
    for entry_id, each in found.items():
        assert entry_id.strip()
        assert each.names[0].kind == "primary"
        assert each.actions
        assert all(name.text.strip() == name.text != "" for name in each.names)
    tables = Tables.from_designations(name, found.values())
    for frame in (tables.designations, tables.names, tables.facts, tables.actions):
        nulls = {column for column in frame.columns if frame[column].null_count()}
        assert nulls <= {"listed_on", "updated_on", "first", "last", "date"}


@FORMATS
def test_facts_say_something(name: str) -> None:
    """No fact is empty, none comes twice, and a dated one has both ends or neither."""
    for each in samples.read(name)[0].values():
        facts: tuple[Fact, ...] = each.facts
        assert len(set(facts)) == len(facts)
        assert all(fact.value.strip() and (fact.first is None) == (fact.last is None) for fact in facts)
        assert all(fact.type for fact in facts if fact.kind in (FactKind.IDENTIFIER, FactKind.RELATION))


@FORMATS
def test_every_published_string_has_one_part_zero(name: str) -> None:
    """Pieces split off are numbered behind their string: 0, then 1, 2, ... without a gap."""
    for each in samples.read(name)[0].values():
        parts = [listed.part for listed in each.names]
        assert parts[0] == 0
        assert all(part == 0 or part == before + 1 for before, part in pairwise(parts))


@FORMATS
def test_reading_is_deterministic(name: str) -> None:
    """The same bytes give the same designations and the same warnings (LD-22)."""
    (one, noted), (two, again) = samples.read(name), samples.read(name)
    assert (one, noted.counts(), noted.examples) == (two, again.counts(), again.examples)


@FORMATS
def test_a_field_that_is_gone_is_never_passed_over(name: str, tmp_path: Path) -> None:
    """Renaming an element or attribute, or dropping a column, is an error or a further warning (LD-03, LD-13)."""
    usual = dict(samples.read(name)[1].counts())
    unread, silent = samples.roles(name, "unread"), []
    for what, path, changed in _changes(name):
        if what in unread or what not in MANDATORY.get(name, {what}):
            continue
        folder = tmp_path / "copy"
        shutil.copytree(path.parent, folder, dirs_exist_ok=True)
        (folder / path.name).write_text(changed, encoding="utf-8", newline="")
        try:
            _, notes = samples.read(name, folder)
        except (ListFormatError, ListRefusedError):
            continue
        if all(count <= usual.get(kind, 0) for kind, count in notes.counts()):
            silent.append(what)
    assert not silent


def _cut(data: bytes) -> bytes:
    """A file without its end: from the middle of its last element or row, or without the second half of a workbook."""
    data = data.rstrip()
    if data.startswith(b"PK"):
        return data[: len(data) // 2]
    return data[: data.rindex(b">" if data.lstrip().startswith(b"<") else b",")]


@FORMATS
def test_a_cut_file_is_refused(name: str, tmp_path: Path) -> None:
    """A file that ends in the middle of an entry is an error, not a shorter list."""
    for role, path in samples.source(name).files.items():
        shutil.copytree(samples.HERE / name, tmp_path / role)
        (tmp_path / role / path.name).write_bytes(_cut(path.read_bytes()))
        with pytest.raises((ListFormatError, ListRefusedError)):
            samples.read(name, tmp_path / role)


@FORMATS
def test_what_a_sample_leaves_unread_is_explained(name: str) -> None:
    """Whatever the contract may pass over stands in the sample, with the reason in words."""
    unread = samples.roles(name, "unread")
    assert not unread or unread.keys() <= {what for what, _, _ in _changes(name)}
    assert all(len(reason.split()) >= 3 for reason in unread.values())


def test_every_key_of_json_lines_is_renamed_once() -> None:
    """A key counts by its path, through lists and in every line that has it; the rest of the lines stays."""
    changes = dict(_json_changes('{"a": {"b": [{"c": 1}], "é": 2}}\n{"a": 3, "b": 4}\n'))
    assert sorted(changes) == ["a", "a.b", "a.b.c", "a.é", "b"]
    assert changes["a.b.c"] == '{"a": {"b": [{"renamed": 1}], "é": 2}}\n{"a": 3, "b": 4}\n'
    assert changes["b"].endswith('{"a": 3, "renamed": 4}\n')


def test_an_unknown_format_is_named() -> None:
    """A list.toml that asks for a format nobody wrote gets its name and the known ones back."""
    with pytest.raises(CatalogueError, match=r"'morse'.*un_xml"):
        load("morse")


def test_a_missing_role_is_named() -> None:
    """A source without the file a reader asks for names the role."""
    with pytest.raises(CatalogueError, match="'alias'"):
        Source("x", {}).file("alias")


def test_notes_count_everything_and_keep_five_examples() -> None:
    """Counts are exact and sorted; examples are the first five; ``warn_once`` counts a detail once."""
    notes = Notes()
    for n in range(9):
        notes.warn("b", str(n))
        notes.warn_once("a", "same")
    assert notes.counts() == (("a", 1), ("b", 9))
    assert [entry for entry, _ in notes.examples["b"]] == ["0", "1", "2", "3", "4"]
