"""The UN consolidated list: names of four parts, shells, notes that hide names, kinds of birth date (LD-10)."""

import datetime as dt
from pathlib import Path

import pytest

from screening.errors import ListFormatError
from screening.formats import Notes, Source, load
from screening.schema import Designation, Fact, FactKind, Kind
from tests import samples
from tests.data import test_data

RAW = {"2024-09-26": (875, 3_974), "2025-04-19": (877, 3_961), "2026-08-01": (1_011, 4_144)}


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("un_xml")[0][entry_id]


def facts(entry_id: str, kind: FactKind) -> list[Fact]:
    """The facts of one kind."""
    return [fact for fact in sample(entry_id).facts if fact.kind is kind]


def test_name_parts_are_joined_and_aliases_split() -> None:
    """Stray blanks go, "; " parts names, an empty shell is no alias, every name has its kind, quality and part."""
    found = [(n.text, str(n.kind), str(n.quality), n.part) for n in sample("1000001").names]
    assert found == [
        ("TESTO EXEMPLAR BEN SAMPLE", "primary", "strong", 0),
        ("تستو نموذج", "original_script", "unspecified", 0),
        ("Testo Ekzemplar", "alias", "strong", 0),
        ("Tisto Exemplar", "alias", "strong", 1),
        ("Abu Sample", "alias", "weak", 0),
        ("Adel Mustername", "former", "strong", 0),
        ("Vostok", "alias", "weak", 0),
        ("Восток", "original_script", "weak", 1),
    ]


def test_entity_qualities() -> None:
    """For entities "a.k.a." is an alias and "f.k.a." a former name of unspecified quality; "N/A" is counted."""
    found = {n.text: (str(n.kind), str(n.quality)) for n in sample("1000003").names}
    assert found["2ND ACADEMY"] == ("alias", "unspecified")
    assert found["Sample Lines"] == ("former", "unspecified")
    assert found["ESC"] == ("alias", "inferred_weak")
    assert ("noise instead of a name", 1) in samples.read("un_xml")[1].counts()


def test_an_unknown_quality_keeps_the_name() -> None:
    """A word the list never used before is counted, not guessed."""
    assert str(sample("1000002").names[-1].quality) == "unspecified"
    assert samples.read("un_xml")[1].examples["unknown alias quality"] == [("1000002", "QUALITY Medium")]


def test_birth_dates_of_every_type() -> None:
    """BETWEEN is one interval, EXACT may be a year or stand in the note, APPROXIMATELY is circa."""
    assert [(f.value, f.circa) for f in facts("1000002", FactKind.BIRTH_DATE)] == [
        ("1971", False), ("1963/1967", True), ("1973-11", False), ("1971-03-11", False),
    ]  # fmt: skip
    between, own = facts("1000001", FactKind.BIRTH_DATE)
    assert (between.first, between.last) == (dt.date(1968, 1, 1), dt.date(1973, 12, 31))
    assert own.text == "1970-07-14 (as Adel Mustername)"


def test_the_action_holds_programme_date_and_reason() -> None:
    """Comments are the reason without the notice link; comments that only state the gender are none."""
    (action,) = sample("1000001").actions
    assert (action.programme, action.date) == ("Al-Qaida", dt.date(2001, 1, 25))
    assert action.reason == "Financier of an invented body."
    assert sample("1000001").updated_on == dt.date(2013, 12, 31)
    assert sample("1000002").actions[0].reason == sample("1000002").actions[0].reason_source == ""


def test_documents_and_numbers() -> None:
    """Passports and national numbers keep their issuer; an own IMO company number is read from the comments."""
    passport, national = facts("1000001", FactKind.IDENTIFIER)
    assert (passport.type, passport.value, passport.country) == ("passport", "12345678", "TN")
    assert (national.type, national.value, national.country) == ("national_id", "00112233", "TN")
    assert [(f.type, f.value) for f in facts("1000003", FactKind.IDENTIFIER)] == [("company_imo", "5000001")]


def test_other_facts() -> None:
    """Reference, nationality, gender, positions and addresses are kept."""
    assert [f.value for f in facts("1000001", FactKind.REFERENCE)] == ["QDi.901"]
    assert [f.value for f in facts("1000001", FactKind.NATIONALITY)] == ["TN"]
    assert [f.value for f in facts("1000002", FactKind.GENDER)] == ["male"]
    assert [f.value for f in facts("1000001", FactKind.POSITION)] == ["Haji", "Deputy Minister of Samples", "Treasurer"]
    assert facts("1000001", FactKind.ADDRESS)[0].text.endswith("1000, Tunisia (previous address)")


@pytest.mark.parametrize("field", ["DATAID", "FIRST_NAME", "UN_LIST_TYPE", "REFERENCE_NUMBER"])
def test_an_entry_without_a_mandatory_element_is_refused(field: str, tmp_path: Path) -> None:
    """The error names the element and the entry."""
    text = samples.source("un_xml").file("list").read_text(encoding="utf-8")
    (tmp_path / "consolidated.xml").write_text(
        text.replace(f"<{field}>", f"<{field}/><X>").replace(f"</{field}>", "</X>")
    )
    with pytest.raises(ListFormatError, match=field):
        samples.read("un_xml", tmp_path)


def test_an_entry_that_comes_twice_is_refused(tmp_path: Path) -> None:
    """DATAID is the key; two parties under one key would lose one."""
    text = samples.source("un_xml").file("list").read_text(encoding="utf-8")
    (tmp_path / "consolidated.xml").write_text(text.replace("1000002", "1000001"), encoding="utf-8")
    with pytest.raises(ListFormatError, match=r"entry 1000001.*twice"):
        samples.read("un_xml", tmp_path)


@pytest.mark.lists
@pytest.mark.parametrize("day", RAW)
def test_real_snapshots_are_read_whole(day: str) -> None:
    """Entries and published name strings are as many as the elements of the file that hold them."""
    notes = Notes()
    source = Source("un_sc", {"list": test_data(f"lists/un_sc/{day}/consolidated.xml")})
    found = list(load("un_xml").read(source, notes))
    assert (len(found), sum(name.part == 0 for each in found for name in each.names)) == RAW[day]
    assert notes.published == dt.date.fromisoformat(day)
    assert {each.kind for each in found} == {Kind.PERSON, Kind.ORGANISATION}
    assert not [kind for kind, _ in notes.counts() if kind.startswith(("unread ", "unknown alias"))]
