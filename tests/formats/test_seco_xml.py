"""The Swiss list: parts and spellings of names, references to programmes and places, history that is not read."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListFormatError
from screening.formats import Notes, Source, load
from screening.formats._seco_names import _forms, _Part
from screening.schema import Designation, Fact, FactKind, Kind
from tests import samples
from tests.data import test_data

RUS = ("RUS", "CYRL")
SPELT = st.lists(st.text("аб", min_size=1, max_size=3), max_size=4)


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("seco_xml")[0][entry_id]


def facts(entry_id: str, kind: FactKind) -> list[Fact]:
    """The facts of one kind."""
    return [fact for fact in sample(entry_id).facts if fact.kind is kind]


def changed(folder: Path, old: str, new: str) -> Path:
    """A copy of the sample with one text changed everywhere."""
    text = samples.source("seco_xml").file("list").read_text(encoding="utf-8")
    assert old in text
    (folder / "consolidated-list.xml").write_text(text.replace(old, new), encoding="utf-8")
    return folder


@given(st.lists(SPELT, min_size=1, max_size=5))
def test_every_spelling_stands_in_a_name(spelt: list[list[str]]) -> None:
    """However many variants the parts have, no variant is lost, no form comes twice, and forms stay few."""
    parts = [_Part("other", "A", {RUS: each} if each else {}) for each in spelt]
    forms = _forms(parts, RUS)
    assert {word for each in spelt for word in each} <= {word for form in forms for word in form.split()}
    assert len(set(forms)) == len(forms) <= 24


def test_names_are_parts_in_order_with_their_spellings() -> None:
    """Main identity and primary name first; variants by language and script; titles are no names."""
    found = [(n.text, str(n.kind), str(n.quality), n.part, n.language) for n in sample("1001").names]
    assert found == [
        ("Musterau Testo Exemplarovich", "primary", "strong", 0, "en"),
        ("Musterov Testo Exemplarovich", "spelling", "strong", 0, "ru"),
        ("Мустэраў Тэста Exemplarovich", "original_script", "strong", 0, "be"),
        ("Testik (a.k.a. Mustik)", "alias", "weak", 0, "en"),
        ("Testik", "alias", "weak", 1, "en"),
        ("Mustik", "alias", "weak", 2, "en"),
        ("Testo Altname", "former", "strong", 0, "en"),
        ("Тесто Альтнаме", "former", "strong", 0, "ru"),
        ("Bolshoi Obrazets", "alias", "unspecified", 0, ""),
        ("Ivan Probin", "alias", "strong", 0, "en"),
    ]


def test_unknown_values_are_counted_and_keep_the_target() -> None:
    """Types, qualities and kinds the list never used before lose nothing."""
    counts = dict(samples.read("seco_xml")[1].counts())
    for what in ("name type", "name part", "alias quality", "document type", "language", "kind", "modification type"):
        assert counts[f"unknown {what}"] == 1
    assert sample("1030").kind is Kind.UNKNOWN
    assert (counts["no primary name"], counts["primary name of low quality"]) == (1, 1)


def test_history_is_not_read_and_the_de_listed_are_counted() -> None:
    """What was added or removed is past; a target whose first modification de-lists it is left out."""
    found, notes = samples.read("seco_xml")
    assert list(found) == ["1001", "1004", "1020", "1030"]
    assert notes.examples["de-listed target"] == [("1010", "")]
    assert "Old Added Name" not in [name.text for each in found.values() for name in each.names]
    assert "An older text." not in found["1001"].actions[0].reason


def test_dates_of_a_target() -> None:
    """Listed by the newest listing, changed by the first modification; a target without any is kept and counted."""
    assert (sample("1001").listed_on, sample("1001").updated_on) == (dt.date(2020, 4, 3), dt.date(2022, 1, 3))
    assert (sample("1004").listed_on, sample("1004").updated_on) == (None, None)
    assert samples.read("seco_xml")[1].published == dt.date(2026, 8, 20)


def test_one_action_a_programme() -> None:
    """Sets of one programme are its measures; key, ordinance and justification are the list's own words."""
    first, second = sample("1001").actions
    assert (first.programme, first.measures) == ("Sampleland", ("Financial measures, annex 2", "Travel ban, annex 1"))
    assert first.legal_basis == "Ordinance of 1 April 2020 on measures against Sampleland"
    assert first.reason == "Finances the invented government of Sampleland."
    assert (second.programme, second.measures) == ("Otherland", ("Vessel-related measures",))


def test_birth_dates_with_parts_missing() -> None:
    """Low quality is approximate, an impossible day is its year, another calendar stays text."""
    found = [(f.value, f.circa) for f in facts("1001", FactKind.BIRTH_DATE)]
    assert found == [
        ("1980-03-23", False), ("1977-05-01/1981-05-31", True), ("1981", False), ("1358 (Hijri)", False),
        ("1982", False),
    ]  # fmt: skip
    assert dict(samples.read("seco_xml")[1].counts())["unreadable date"] == 2


def test_places_are_looked_up_wherever_they_stand() -> None:
    """An address is its details and its place; one whose place is missing keeps its details and is counted."""
    known, unknown = facts("1001", FactKind.ADDRESS)
    assert known.value == ("Sample Sports Club, Sample Street 4, P.O. Box 77, 220000, Minsk, Minsk Region, Belarus")
    assert (known.country, unknown.value) == ("BY", "Nowhere 1")
    assert facts("1001", FactKind.BIRTH_PLACE)[0].value == "Minsk, Minsk Region, Belarus"
    assert samples.read("seco_xml")[1].examples["unknown place"] == [("1001", "999")]


def test_documents_and_numbers() -> None:
    """A passport keeps issuer and remarks; numbers in prose are read; a ship's IMO number is its own."""
    passport, prose = facts("1001", FactKind.IDENTIFIER)
    assert (passport.type, passport.value, passport.country) == ("passport", "MP1234567", "BY")
    assert passport.text.endswith("(diplomatic-passport, issued 2015-01-02, in Minsk, expires 2025-01-01, lost)")
    assert (prose.type, prose.value) == ("passport", "AB7654321")
    assert [(f.type, f.value) for f in facts("1020", FactKind.IDENTIFIER)] == [("imo", "9074729")]
    assert [(f.type, f.value) for f in facts("1004", FactKind.IDENTIFIER)] == [("registration", "100200300")]


def test_other_facts() -> None:
    """Relations by name where the file holds the target, references, positions, attributes, origin."""
    assert [(f.value, f.type) for f in facts("1001", FactKind.RELATION)] == [
        ("LLC Sample Network", "related-to"), ("target 8888", "related-to"),
    ]  # fmt: skip
    assert [f.value for f in facts("1001", FactKind.REFERENCE)] == ["XXi.001"]
    assert [f.value for f in facts("1001", FactKind.POSITION)] == ["Dr", "Chairman of the Sample Sports Club"]
    assert {f.value for f in facts("1001", FactKind.NOTE)} >= {"Decision 1/2020", "EU", "UN"}
    assert [f.value for f in facts("1004", FactKind.ESTABLISHED)] == ["1999"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("<sanctions-set-id>101<", "<sanctions-set-id>404<", "sanctions set '404'"),
        ('sanctions-set-id="201"', "", "without sanctions-set-id"),
        ('target ssid="1004"', "target", "without ssid"),
        ('target ssid="1004"', 'target ssid="1001"', "twice"),
        ("<entity>", "<entity><identity/></entity><entity>", "without a name"),
    ],
)
def test_what_cannot_be_understood_is_refused(old: str, new: str, what: str, tmp_path: Path) -> None:
    """A programme that is not there, a target without id or name, or twice: never a shorter list."""
    with pytest.raises(ListFormatError, match=what):
        samples.read("seco_xml", changed(tmp_path, old, new))


def test_a_part_without_value_takes_a_spelling(tmp_path: Path) -> None:
    """A name that only has variants is not lost."""
    folder = changed(tmp_path, "<value>LLC Sample Network</value>", "")
    assert samples.read("seco_xml", folder)[0]["1004"].names[0].text == "ООО Пример сеть"


def test_a_list_of_changes_is_counted(tmp_path: Path) -> None:
    """A file that says it is not the whole list is noticed."""
    folder = changed(tmp_path, 'list-type="whole-list"', 'list-type="amendment"')
    assert samples.read("seco_xml", folder)[1].examples["not the whole list"] == [("", "amendment")]


@pytest.mark.lists
def test_the_publishers_example_is_read() -> None:
    """Three fictitious targets; one has two sanctions sets of one programme."""
    notes = Notes()
    path = test_data("list_formats/ch_seco_sample/2024-01-17/consolidated-list.xml")
    found = list(load("seco_xml").read(Source("ch_seco", {"list": path}), notes))
    assert [each.names[0].text for each in found] == ["Test B", "Test C", "Test A"]
    assert [len(each.actions[0].measures) for each in found] == [1, 1, 2]
    assert notes.published == dt.date(2024, 1, 17)
    assert notes.counts() == (("missing date", 3), ("not the whole list", 1))


@pytest.mark.lists
def test_real_de_listed_targets_are_left_out() -> None:
    """Both targets of the real sample were de-listed: none is loaded, two are counted."""
    notes = Notes()
    path = test_data("list_formats/ch_seco_sample/2026-08-15/consolidated-list.xml")
    assert not list(load("seco_xml").read(Source("ch_seco", {"list": path}), notes))
    assert notes.counts() == (("de-listed target", 2),)
