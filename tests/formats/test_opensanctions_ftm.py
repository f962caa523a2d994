"""FollowTheMoney objects: who is a target, what points to it, and who is under no sanction."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.catalogue import catalogue, resolve
from screening.errors import ListFormatError, ListRefusedError
from screening.formats import Notes, Source, load
from screening.schema import Designation, Fact, FactKind, Kind
from tests import samples
from tests.data import test_data

SPEC = catalogue()["opensanctions"]
LINES = samples.source("opensanctions_ftm").file("list").read_text(encoding="utf-8").splitlines()


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("opensanctions_ftm")[0][entry_id]


def facts(entry_id: str, kind: FactKind) -> list[Fact]:
    """The facts of one kind."""
    return [fact for fact in sample(entry_id).facts if fact.kind is kind]


def read(path: Path, data: bytes) -> tuple[dict[str, Designation], Notes]:
    """Read these bytes as a file of objects."""
    (path / "entities.ftm.json").write_bytes(data)
    return samples.read("opensanctions_ftm", path)


def edited(path: Path, entry_id: str, edit: Callable[[dict[str, Any]], None]) -> tuple[dict[str, Designation], Notes]:
    """Read the sample with one of its objects changed."""
    objects = [json.loads(line) for line in LINES]
    for each in objects:
        if each["id"] == entry_id:
            edit(each)
    return read(path, "\n".join(json.dumps(each) for each in objects).encode())


def test_only_targets_are_designations() -> None:
    """Relatives, positions, sanctions and addresses are none."""
    assert set(samples.read("opensanctions_ftm")[0]) == {
        "NK-person1", "NK-company1", "NK-vessel1", "NK-plane1", "NK-pep1", "NK-holding1", "NK-sec1",
    }  # fmt: skip


def test_names_keep_what_the_file_says_of_them() -> None:
    """The caption is primary; weak and former names are marked; a name that comes twice is one."""
    assert [(n.text, str(n.kind), str(n.quality), n.part) for n in sample("NK-person1").names] == [
        ("Testo Exemplar", "primary", "strong", 0),
        ("Тесто Экземпляр", "original_script", "unspecified", 0),
        ("Testo Ekzemplar", "alias", "unspecified", 0),
        ("Jin Mustermann", "alias", "unspecified", 0),
        ("金样本", "original_script", "unspecified", 1),
        ("Adel Mustername", "former", "unspecified", 0),
        ("Abu Sample", "alias", "weak", 0),
    ]


def test_a_sanction_is_an_act() -> None:
    """Authority, programme, date, measures and reason are those of the Sanction that points to the target."""
    action = sample("NK-person1").actions[0]
    assert (action.authority, action.programme) == ("Ministry of Samples", "XX-SAMPLE")
    assert (action.title, action.date) == ("Sample Programme Act", dt.date(2024, 2, 1))
    assert action.measures == ("Asset freeze", "Travel ban")
    assert action.reason == "Paid for the pens of an invented body."
    assert action.source_url == "https://example.org/act/17"


def test_every_programme_is_an_act_of_its_own() -> None:
    """Two programmes of one sanction, a programme of the party itself and a topic: four acts."""
    codes = [action.programme for action in sample("NK-company1").actions]
    assert codes == ["ONE-SAMPLE", "TWO-SAMPLE", "XX-DEBARRED", "debarment"]


def test_topics_say_why_and_what() -> None:
    """A topic is an act, but for "sanction" where a sanction says more; what a party is stays a note."""
    assert [action.programme for action in sample("NK-person1").actions[1:]] == ["sanction.linked", "role.rca"]
    assert Fact(FactKind.NOTE, "gov.soe", type="topic") in sample("NK-person1").facts
    assert [action.programme for action in sample("NK-vessel1").actions] == ["sanction"]


def test_a_politically_exposed_person_is_under_no_sanction() -> None:
    """The hit says so, and claims no asset freeze."""
    (action,) = resolve(SPEC, sample("NK-pep1"), Notes()).actions
    assert action.programme == "role.pep"
    assert action.measures == ("No sanction: politically exposed person",)


def test_a_party_without_any_act_is_listed_by_its_dataset() -> None:
    """Only what the file states: the dataset."""
    (action,) = sample("NK-holding1").actions
    assert (action.programme, action.authority) == ("xx_sample_peps", "xx_sample_peps (OpenSanctions dataset)")
    assert sample("NK-holding1").kind is Kind.UNKNOWN


def test_objects_that_point_to_a_party_are_facts_of_it() -> None:
    """Documents, wallets, addresses and positions."""
    numbers = {(f.type, f.value, f.country) for f in facts("NK-person1", FactKind.IDENTIFIER)}
    assert {("passport", "X7654321", "NO"), ("national_id", "ID99887", "RU")} <= numbers
    assert ("wallet", "bc1qsampleexampleinvented0000", "") in numbers
    assert [f.country for f in facts("NK-person1", FactKind.ADDRESS)] == ["", "NO"]
    assert [f.value for f in facts("NK-pep1", FactKind.POSITION)] == ["Minister of Samples"]


def test_relations_are_told_from_both_ends() -> None:
    """Owner and owned, relatives, links; the other end need be no target."""
    said = {(f.type, f.value) for e in ("NK-person1", "NK-company1") for f in facts(e, FactKind.RELATION)}
    assert said == {
        ("sister", "Anna Exemplar"), ("Associate of", "Mustafa Muster"), ("Owner of", "Sample Lines LLC"),
        ("Owned by", "Testo Exemplar"), ("Director", "Anna Exemplar"), ("Linked To", "MV SAMPLE"),
        ("Parent", "Exemplar Holding"),
    }  # fmt: skip


def test_identifiers_have_the_type_of_the_party() -> None:
    """A company's IMO number is no ship's, an aircraft's registration is its tail number."""
    assert {f.type for f in facts("NK-company1", FactKind.IDENTIFIER)} == {
        "registration", "inn", "ogrn", "lei", "company_imo", "other",
    }  # fmt: skip
    assert [f.type for f in facts("NK-vessel1", FactKind.IDENTIFIER)] == ["imo", "mmsi", "call_sign"]
    assert [f.type for f in facts("NK-plane1", FactKind.IDENTIFIER)] == ["tail", "msn"]


def test_references_and_dates() -> None:
    """Merged ids and the numbers of others find the party again; the list is dated by its last run."""
    assert [f.value for f in facts("NK-person1", FactKind.REFERENCE)] == [
        "Q0",
        "xx-900",
        "xx-901",
        "MS-17",
        "XXi.001",
        "17",
    ]
    assert samples.read("opensanctions_ftm")[1].published == dt.date(2026, 5, 5)
    assert [f.value for f in facts("NK-person1", FactKind.BIRTH_DATE)] == ["1970-05-16", "1971", "1975"]


def test_a_link_that_leads_nowhere_is_counted() -> None:
    """An end that the file does not hold, and an end that is missing."""
    examples = samples.read("opensanctions_ftm")[1].examples
    assert examples["link to an object that is not in the file"] == [("gone-1", "UnknownLink")]
    assert examples["link without its ends"] == [("occ-2", "Occupancy")]


def test_unknown_properties_are_counted_once_and_kept(tmp_path: Path) -> None:
    """So are unknown keys of the object, and values that are no list of strings."""

    def edit(each: dict[str, Any]) -> None:
        each["properties"] |= {"favouriteColour": ["green", "red"], "height": 1.8}
        each["mood"] = "good"

    found, notes = edited(tmp_path, "NK-person1", edit)
    assert notes.examples["unread property"] == [("", "favouriteColour")]
    assert notes.examples["unread key"] == [("NK-person1", "mood")]
    assert notes.examples["property that is no list of strings"] == [("NK-person1", "height")]
    told = {(fact.type, fact.value) for fact in found["NK-person1"].facts}
    assert {("favouriteColour", "green"), ("favouriteColour", "red"), ("height", "1.8"), ("mood", "good")} <= told


def test_an_object_of_an_unknown_schema_is_a_note_of_what_it_points_to(tmp_path: Path) -> None:
    """Whatever points to a target is kept."""

    def edit(each: dict[str, Any]) -> None:
        each["schema"] = "Mystery"

    found, notes = edited(tmp_path, "link-1", edit)
    assert notes.examples["unread schema"] == [("", "Mystery")]
    assert Fact(FactKind.NOTE, "object: NK-company1", type="Mystery") in found["NK-vessel1"].facts


@pytest.mark.parametrize("key", ["id", "schema", "properties", "target"])
def test_a_line_without_a_mandatory_key_is_refused(key: str, tmp_path: Path) -> None:
    """The error names the line and the key."""
    objects = [json.loads(line) for line in LINES]
    del objects[2][key]
    with pytest.raises(ListFormatError, match=f"line 3.*no {key}"):
        read(tmp_path, "\n".join(map(json.dumps, objects)).encode())


@pytest.mark.parametrize("line", [b'{"id": "x", ', b"[1]", b"null", b"\xff{}", b'{"id": 7}', b"<html>", b"\x00"])
def test_a_damaged_line_is_refused(line: bytes, tmp_path: Path) -> None:
    """Never a skipped line: the error names it."""
    with pytest.raises(ListFormatError, match="line 2"):
        read(tmp_path, LINES[0].encode() + b"\n" + line + b"\n")


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    """Two objects of one id would lose one, be they targets or not."""
    with pytest.raises(ListFormatError, match="addr-1"):
        read(tmp_path, "\n".join([*LINES, LINES[1]]).encode())


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "NoSuchKey"),
        (b"<list/>", "not JSON lines"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git-LFS"),
        (b"\x1f\x8b\x08rest", "gzip"),
        (b"PK\x03\x04rest", "zip"),
        (b'[{"id": "x"}]', "not JSON lines"),
        (b"id,schema,name\n", "not JSON lines"),
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes, what: str, tmp_path: Path) -> None:
    """The guard's words where it knows what the bytes are (LD-01)."""
    with pytest.raises(ListRefusedError, match=what):
        read(tmp_path, data)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A path that is not there is no empty list."""
    with pytest.raises(ListRefusedError, match="does not exist"):
        list(load("opensanctions_ftm").read(Source("x", {"list": tmp_path / "entities.ftm.json"}), Notes()))


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(order=st.permutations(range(len(LINES))))
def test_the_order_of_the_lines_does_not_matter(order: list[int], tmp_path: Path) -> None:
    """What points may stand before or behind its target: names, acts and facts are the same."""
    found, _ = read(tmp_path, "\n".join(LINES[n] for n in order).encode())
    for entry_id, each in samples.read("opensanctions_ftm")[0].items():
        assert each.names == found[entry_id].names
        assert set(each.actions) == set(found[entry_id].actions)
        assert set(each.facts) == set(found[entry_id].facts)


def test_both_formats_tell_the_same() -> None:
    """What the simplified CSV carries is what the objects say: names, birth dates, values of numbers (US-06)."""
    for entry_id, one in samples.read("opensanctions_simple")[0].items():
        two = sample(entry_id)
        assert one.names[0] == two.names[0]
        assert {name.text for name in one.names} == {name.text for name in two.names}
        numbers = [{f.value for f in each.facts if f.kind is FactKind.IDENTIFIER} for each in (one, two)]
        assert numbers[0] <= numbers[1]


@pytest.mark.lists
def test_the_real_list_is_read_whole() -> None:
    """423 targets among 1,565 objects, with their names; what its carrier added is counted and kept."""
    path, notes = test_data("list_formats/opensanctions_ftm/2024-03-14") / "entities.ftm.json", Notes()
    found = list(load("opensanctions_ftm").read(Source("opensanctions", {"list": path}), notes))
    assert (len(found), sum(name.part == 0 for each in found for name in each.names)) == (423, 2_629)
    assert notes.published == dt.date(2024, 3, 14)
    assert {action.programme for each in found for action in each.actions} == {"sa_wiki_peps_v2"}
    measures = {m for each in found for a in resolve(SPEC, each, Notes()).actions for m in a.measures}
    assert measures == {"No sanction: politically exposed person"}
    assert sum(fact.kind is FactKind.RELATION for each in found for fact in each.facts) > 900
