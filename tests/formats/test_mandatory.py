"""What a publisher must say and does not: every field of every sample taken out, and left without content, in turn.

What may be absent from a whole file stands in the table ``[optional]`` of the sample's ``roles.toml``: an element and
the names in it ("@" before an attribute), ``columns`` for those of a table (between "|"). Every other field that says
something must be missed, by an error or a counted warning. The other contract (``test_contract.py``) renames.
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from screening.errors import ListFormatError, ListRefusedError
from screening.formats import available
from tests import samples

CUTS = ("removed", "emptied")
TOLD = re.compile(r"field '|line \d|states \d|not this list|zero")
"""How an error says what it missed: a field, a line, or what the file itself states."""


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _without_element(text: str, parent: str, name: str, cut: str) -> str:
    """An XML text whose elements of this name and parent are taken out, or left with nothing in them."""
    root = etree.fromstring(text.encode())
    for each in list(root.iter("{*}" + name)):
        above = each.getparent()
        if above is None or _local(above) != parent:
            continue
        if cut == "removed":
            above.remove(each)
        else:
            each.clear()
    return str(etree.tostring(root, encoding="unicode"))


def _without_attribute(text: str, name: str, key: str, cut: str) -> str:
    root = etree.fromstring(text.encode())
    for each in root.iter("{*}" + name):
        if key in each.attrib:
            if cut == "removed":
                del each.attrib[key]
            else:
                each.attrib[key] = ""
    return str(etree.tostring(root, encoding="unicode"))


def _of_xml(text: str) -> Iterator[tuple[str, str, str]]:
    root = etree.fromstring(text.encode())
    inner = {(_local(above), _local(each)) for each in root.iter("{*}*") if (above := each.getparent()) is not None}
    keys = {(_local(each), str(key)) for each in root.iter("{*}*") for key in each.attrib}
    for cut in CUTS:
        for parent, name in sorted(inner):
            yield parent, name, _without_element(text, parent, name, cut)
        for name, key in sorted(keys):
            yield name, f"@{key}", _without_attribute(text, name, key, cut)


def _of_csv(text: str, header: int) -> Iterator[tuple[str, str, str]]:
    """Only emptied: ``test_contract.py`` drops every column."""
    between = ";" if header and text.partition("\n")[0].count(";") > 1 else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=between))
    first = max(header - 1, 0)
    for at, column in enumerate(rows[first] if header else map(str, range(1, len(rows[0]) + 1))):
        out = io.StringIO(newline="")
        for n, row in enumerate(rows):
            body = n >= first + bool(header) and at < len(row) and row[at] != column  # one copy repeats its header
            csv.writer(out, delimiter=between, lineterminator="\n").writerow(
                [*row[:at], "", *row[at + 1 :]] if body else row
            )
        yield "columns", column, out.getvalue()


def _cut_key(value: object, wanted: str, cut: str, path: str = "") -> object:
    if isinstance(value, list):
        return [_cut_key(each, wanted, cut, path) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _cut_key(inner, wanted, cut, f"{path}{key}.") for key, inner in value.items()}
    return {
        key: type(inner)() if f"{path}{key}" == wanted else inner
        for key, inner in kept.items()
        if cut == "emptied" or f"{path}{key}" != wanted
    }


def _of_json(text: str) -> Iterator[tuple[str, str, str]]:
    lines = [json.loads(line) for line in text.splitlines()]
    keys = {key for line in lines for key in (*line, *(f"properties.{inner}" for inner in line["properties"]))}
    for cut in CUTS:
        for key in sorted(keys):
            inner, _, name = key.rpartition(".")
            changed = "\n".join(json.dumps(_cut_key(line, key, cut), ensure_ascii=False) for line in lines)
            yield inner or "keys", name, changed + "\n"


def _cuts(name: str) -> Iterator[tuple[str, str, Path, str]]:
    """(what it stands in, its name, file, changed text) for every field of every file of a sample."""
    headers = {role: int(line) for role, line in samples.roles(name, "header").items()}
    for role, path in samples.texts(name).items():
        text = path.read_bytes().decode("utf-8-sig")
        cuts = _of_xml(text) if text.startswith("<") else _of_json(text) if text.startswith("{") else None
        yield from ((*each[:2], path, each[2]) for each in cuts or _of_csv(text, headers.get(role, 0)))


@cache
def _optional(name: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (parent, each.strip())
        for parent, names in samples.roles(name, "optional").items()
        for each in (names.split("|") if parent == "columns" else names.split())
    )


# own_csv is left out: a user's own list has the columns its user wants; the mandatory two are held by its own tests.
@pytest.mark.parametrize("name", sorted(set(available()) - {"own_csv"}))
def test_what_is_not_there_is_missed(name: str, tmp_path: Path) -> None:
    """A field without content in the whole file is an error that says where, or one warning more (LD-03, LD-13)."""
    found, notes = samples.read(name)
    usual, silent = dict(notes.counts()), set[tuple[str, str]]()
    for parent, field, path, changed in _cuts(name):
        if (parent, field) in _optional(name):
            continue
        shutil.copytree(path.parent, tmp_path, dirs_exist_ok=True)
        (tmp_path / path.name).write_text(changed, encoding="utf-8", newline="")
        try:
            left, notes = samples.read(name, tmp_path)
        except (ListFormatError, ListRefusedError) as error:
            if not TOLD.search(str(error)):
                silent.add((parent, field))
            continue
        if left != found and all(count <= usual.get(kind, 0) for kind, count in notes.counts()):
            silent.add((parent, field))
    assert not silent


@pytest.mark.parametrize("name", available())
def test_what_is_called_optional_is_in_the_sample(name: str) -> None:
    """The table of exceptions names nothing that is not there."""
    fields = {(parent, field) for parent, field, *_ in _cuts(name)} if _optional(name) else set()
    assert _optional(name) <= fields
