"""OpenSanctions' simplified CSV: cells within cells, countries like "no", acts only as the row names them."""

import datetime as dt
from pathlib import Path

import pytest

from screening.catalogue import catalogue
from screening.errors import ListFormatError
from screening.formats import Notes, Source, load
from screening.schema import Designation, FactKind, Kind
from tests import samples
from tests.data import test_data


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("opensanctions_simple")[0][entry_id]


def values(entry_id: str, kind: FactKind) -> list[str]:
    """The values of the facts of one kind."""
    return [fact.value for fact in sample(entry_id).facts if fact.kind is kind]


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of the sample with one text replaced everywhere."""
    text = samples.source("opensanctions_simple").file("list").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "targets.simple.csv").write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path


def test_aliases_have_no_quality_and_their_own_script() -> None:
    """The format does not tell weak from strong; the script decides what is an original script."""
    found = [(n.text, str(n.kind), str(n.quality), n.part) for n in sample("NK-person1").names]
    assert found[0] == ("Testo Exemplar", "primary", "strong", 0)
    assert found[1] == ("Abu Sample", "alias", "unspecified", 0)
    assert found[3:5] == [
        ("Jin Mustermann", "alias", "unspecified", 0),
        ("金样本", "original_script", "unspecified", 1),
    ]
    assert found[-1] == ("Тесто Экземпляр", "original_script", "unspecified", 0)


def test_a_quoted_value_may_hold_the_separator() -> None:
    """A cell is a row of CSV: an address with ";" stays one address."""
    assert "Box 9; 2 Sample Square, Sampletown" in values("NK-person1", FactKind.ADDRESS)


def test_norway_is_no_answer() -> None:
    """Here "no" is a country; a code of no country is counted and kept."""
    assert values("NK-person1", FactKind.COUNTRY) == ["NO", "RU", "XY"]
    assert samples.read("opensanctions_simple")[1].examples["unknown country"] == [("NK-person1", "XY")]


def test_an_act_is_of_its_programme_or_its_dataset() -> None:
    """Programmes stand verbatim; a row without one is listed by its dataset, and nothing more is claimed."""
    assert [a.programme for a in sample("NK-company1").actions] == ["XX-DEBARRED", "XX-SAMPLE"]
    (action,) = sample("NK-pep1").actions
    assert action.programme == "Exposed samples"
    assert action.authority == "Exposed samples (OpenSanctions dataset)"
    assert action.measures == ()


def test_only_prose_is_a_reason() -> None:
    """A sentence of the file is the reason; codes and dates are notes."""
    assert "Paid for the" in sample("NK-person1").actions[0].reason
    assert sample("NK-company1").actions[0].reason == ""
    assert "ONE-SAMPLE - TWO-SAMPLE - 2023" in values("NK-company1", FactKind.NOTE)


def test_kinds() -> None:
    """A legal entity may be a person or a company; a security is no party that is known, and counted."""
    kinds = {entry_id: each.kind for entry_id, each in samples.read("opensanctions_simple")[0].items()}
    assert kinds["NK-plane1"] is Kind.AIRCRAFT
    assert kinds["NK-holding1"] is kinds["NK-sec1"] is Kind.UNKNOWN
    assert samples.read("opensanctions_simple")[1].examples["unknown party type"] == [("NK-sec1", "Security")]


def test_identifiers_have_no_type_but_imo() -> None:
    """IMO numbers say what they are; others compare with every type."""
    numbers = {f.value: f.type for e in ("NK-company1", "NK-vessel1") for f in sample(e).facts if f.type}
    assert (numbers["5000001"], numbers["9000003"], numbers["257000000"]) == ("company_imo", "imo", "other")


def test_dates() -> None:
    """The list is dated by its last run; an impossible birth date keeps its year."""
    assert samples.read("opensanctions_simple")[1].published == dt.date(2026, 5, 5)
    assert values("NK-person1", FactKind.BIRTH_DATE) == ["1970-05-16", "1971", "1975"]
    assert sample("NK-person1").updated_on == dt.date(2026, 4, 30)


@pytest.mark.parametrize("old", ['"Sample Lines LLC"', '"Company"', '"NK-company1"'])
def test_a_row_without_its_name_schema_or_id_is_refused(old: str, tmp_path: Path) -> None:
    """Nothing is screened against a nameless row."""
    with pytest.raises(ListFormatError, match="no value"):
        samples.read("opensanctions_simple", changed(tmp_path, old, '""'))


def test_a_damaged_cell_is_refused(tmp_path: Path) -> None:
    """A quote that does not end inside a cell may hide names."""
    folder = changed(tmp_path, '"Sample Lines Limited (SLL)"', '"""Sample Lines; Limited"')
    with pytest.raises(ListFormatError, match="NK-company1"):
        samples.read("opensanctions_simple", folder)


def test_an_older_file_has_no_programmes(tmp_path: Path) -> None:
    """Without the column of 2025 the list is read by its datasets, and that is counted."""
    found, notes = samples.read("opensanctions_simple", changed(tmp_path, "program_ids", "other"))
    assert notes.examples["missing column"] == [("", "program_ids")]
    assert found["NK-person1"].actions[0].programme == "Samples under sanctions"


@pytest.mark.lists
def test_the_real_list_is_read_whole() -> None:
    """Every target and every name string of the real file, nothing doubtful, every code in the dictionary."""
    path, notes = test_data("list_formats/opensanctions_simple/2026-03-13") / "targets.simple.csv", Notes()
    found = list(load("opensanctions_simple").read(Source("opensanctions", {"list": path}), notes))
    # One string holds "; " and is one alias of the file: "FSUE ...; FSUE ..." is two names, the second split off.
    assert (len(found), sum(name.part == 0 for each in found for name in each.names)) == (5_600, 13_330)
    assert notes.counts() == ()
    assert notes.published == dt.date(2026, 3, 13)
    codes = {action.programme for each in found for action in each.actions}
    assert len(codes) == 9
    assert codes <= catalogue()["opensanctions"].programmes.keys()
