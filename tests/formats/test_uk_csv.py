"""The UK Sanctions List: columns by name, rows grouped by Unique ID, sourced reasons (LD-12, UK-01 to UK-08)."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.errors import ListFormatError, ListRefusedError
from screening.formats import Notes, Source, load
from screening.formats._numbers import bare, labelled
from screening.formats._uk_facts import several
from screening.schema import Designation, Fact, FactKind, Kind
from tests import samples
from tests.data import test_data

FILE = "UK-Sanctions-List.csv"
Rows = list[list[str]]


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("uk_csv")[0][entry_id]


def facts(entry_id: str, kind: FactKind) -> list[Fact]:
    """The facts of one kind."""
    return [fact for fact in sample(entry_id).facts if fact.kind is kind]


def rows() -> Rows:
    """The lines of the sample: report date, header, data."""
    return list(csv.reader(io.StringIO(samples.source("uk_csv").file("list").read_text(encoding="utf-8-sig"))))


def write(folder: Path, lines: Rows) -> Path:
    """Write lines as the list file of a folder."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(lines)
    (folder / FILE).write_text(out.getvalue(), encoding="utf-8", newline="")
    return folder


@given(st.permutations(range(58)))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_shuffled_columns_give_the_same_designations(tmp_path: Path, order: list[int]) -> None:
    """Columns are read by name, never by position."""
    report, *table = rows()
    shuffled = [[line[at] for at in order] for line in table]
    assert samples.read("uk_csv", write(tmp_path, [report, *shuffled]))[0] == samples.read("uk_csv")[0]


def test_rows_of_one_party_need_not_stand_together(tmp_path: Path) -> None:
    """Sorting the rows by Unique ID changes nothing but the order of the parties."""
    report, header, *data = rows()
    at = header.index("Unique ID")
    ordered, _ = samples.read("uk_csv", write(tmp_path, [report, header, *sorted(data, key=lambda line: line[at])]))
    assert ordered == samples.read("uk_csv")[0]
    assert [*ordered] == sorted(ordered)


def test_names_and_their_quality() -> None:
    """Name 6 is last, variations are spellings, blank strength is unspecified, scripts belong to the party."""
    found = [(n.text, str(n.kind), str(n.quality), n.language) for n in sample("RUS2082").names]
    assert found == [
        ("Vladimir Vladimirovich MIKHEYCHIK", "primary", "strong", ""),
        ("Vladimir MIKHEICHIK", "spelling", "unspecified", ""),
        ("VOVA", "alias", "weak", ""),
        ("Михейчик Владимир", "original_script", "unspecified", "ru"),
    ]
    assert [n.text for n in sample("AQD9001").names] == ["Testo Ben Abu x y SAMPLE", "ABU SAMPLE"]


def test_reasons_say_where_they_stand() -> None:
    """The UK's statement, HTML read; for a UN entry the other information, labelled; else none."""
    uk, un, none = (sample(each).actions[0] for each in ("RUS2082", "AQD9001", "RUS2102"))
    assert uk.reason == "General director of the 224th Flight Unit & its invented sample board."
    assert (uk.reason_source, un.reason_source) == ("UK Statement of Reasons", "UK Sanctions List, other information")
    assert none.reason == none.reason_source == ""


def test_the_action_is_the_regime() -> None:
    """Programme verbatim, measures split at the bars, date day first; the newest update counts."""
    (action,) = sample("RUS2082").actions
    assert action.programme == "The Russia (Sanctions) (EU Exit) Regulations 2019"
    assert action.measures == ("Asset freeze", "Travel Ban")
    assert (action.date, sample("RUS2082").updated_on) == (dt.date(2024, 2, 22), dt.date(2025, 2, 1))


def test_identifiers() -> None:
    """Kinds come from what is said of a number; labelled ones are found in prose; the apostrophe is no digit."""
    assert [(f.type, f.value) for f in facts("RUS2082", FactKind.IDENTIFIER)] == [("inn", "772975847073")]
    (passport,) = facts("AQD9001", FactKind.IDENTIFIER)
    assert (passport.type, passport.value, passport.country) == ("passport", "010312413", "TN")
    company = {f.type: f.value for f in facts("RUS2102", FactKind.IDENTIFIER)}
    assert (company["inn"], company["ogrn"]) == ("7718763393", "1097746281160")


def test_ships() -> None:
    """A ship has its IMO number, flags, owners and figures."""
    assert sample("RUS9003").kind is Kind.VESSEL
    assert ("imo", "9074729") in [(f.type, f.value) for f in facts("RUS9003", FactKind.IDENTIFIER)]
    flags = [(f.type, f.value) for f in facts("RUS9003", FactKind.COUNTRY)]
    assert flags == [("flag", "GA"), ("former flag", "PA"), ("former flag", "KR")]
    assert {f.type for f in facts("RUS9003", FactKind.RELATION)} == {
        "Current owner/operator",
        "Previous owner/operator",
    }


def test_other_facts() -> None:
    """Old ids still join (UK-03); numbered cells, several subsidiaries and partial dates are read apart."""
    references = [(f.type, f.value) for f in facts("AQD9001", FactKind.REFERENCE)]
    assert references == [("ofsi_group_id", "90004"), ("un_reference", "QDi.901")]
    assert [f.value for f in facts("RUS2082", FactKind.POSITION)] == ["Mr", "General Director", "Pilot"]
    assert [f.value for f in facts("RUS2102", FactKind.RELATION)] == [
        "JSC Garnizon",
        "Sample One LLC",
        "Sample Two LLC",
    ]
    assert [f.value for f in facts("AQD9001", FactKind.BIRTH_DATE)] == ["1979"]


def test_a_missing_or_new_column_is_named(tmp_path: Path) -> None:
    """A mandatory column is an error, an optional one and a new one are warnings (LD-13)."""
    report, header, *data = rows()
    gone = [cell.replace("Regime Name", "Regime") for cell in header]
    with pytest.raises(ListFormatError, match="'regime name'"):
        samples.read("uk_csv", write(tmp_path, [report, gone, *data]))
    new = [cell.replace("Website", "Homepage") for cell in header]
    notes = samples.read("uk_csv", write(tmp_path, [report, new, *data]))[1]
    assert notes.counts() == (("missing column", 1), ("unread column", 1))


def test_a_row_of_the_wrong_length_or_without_id_names_its_line(tmp_path: Path) -> None:
    """No row is padded, cut or skipped."""
    lines = rows()
    with pytest.raises(ListFormatError, match="line 4: 57 cells"):
        samples.read("uk_csv", write(tmp_path, [*lines[:3], lines[3][:-1], *lines[4:]]))
    blank = [cell if name != "Unique ID" else " " for name, cell in zip(lines[1], lines[3], strict=True)]
    with pytest.raises(ListFormatError, match="line 4: no Unique ID"):
        samples.read("uk_csv", write(tmp_path, [*lines[:3], blank, *lines[4:]]))


def test_an_open_quote_is_a_cut_file(tmp_path: Path) -> None:
    """A file that ends inside a quoted cell was cut off."""
    (tmp_path / FILE).write_bytes(samples.source("uk_csv").file("list").read_bytes().rstrip() + b'\n01/01/2026,"RUS')
    with pytest.raises(ListRefusedError, match=r"line 13.*cut off"):
        samples.read("uk_csv", tmp_path)


def test_the_closed_consolidated_list_is_refused_by_name(tmp_path: Path) -> None:
    """ConList ended on 28 January 2026: the message names the list to use instead (UK-01)."""
    write(
        tmp_path,
        [["Last Updated", "14/04/2025"], ["Name 6", "Title", "Alias Type", "Group Type", "Group ID"], ["x"] * 5],
    )
    with pytest.raises(ListRefusedError, match=r"ConList.*28 January 2026.*UK-Sanctions-List"):
        samples.read("uk_csv", tmp_path)


def test_unknown_words_are_counted_and_keep_the_name(tmp_path: Path) -> None:
    """A new name type, strength or designation type is a warning; the party stays."""
    swaps = {"Alias": "Nickname", "Low quality a.k.a": "Dubious", "Ship": "Airship"}
    found, notes = samples.read(
        "uk_csv", write(tmp_path, [[swaps.get(cell, cell) for cell in line] for line in rows()])
    )
    assert {kind for kind, _ in notes.counts()} == {"unknown alias quality", "unknown kind", "unknown name type"}
    assert found["RUS9003"].kind is Kind.UNKNOWN
    assert "VOVA" in [n.text for n in found["RUS2082"].names]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("(1) A (2) B; C", ["A", "B; C"]),
        ("A; B\nC", ["A", "B", "C"]),
        (" A (2) ", ["A (2)"]),
        ("", []),
        ("(1) N/A", []),
    ],
)
def test_several_values_in_a_cell(cell: str, values: list[str]) -> None:
    """Numbers part values only where the cell begins with one."""
    assert several(cell) == values


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("INN: 7718763393 OGRN: 1097746281160", ["inn 7718763393", "ogrn 1097746281160"]),
        ("OGRN: 1000000000000INN: 7700000000", ["ogrn 1000000000000", "inn 7700000000"]),
        (
            "Tax ID No. 7700000001 (Russia); Registration Number 1100000000002",
            ["tax 7700000001", "registration 1100000000002"],
        ),
        ("SWIFT/BIC - ABCDGB2L", ["bic ABCDGB2L"]),
        ("Trade Register Number: District Court HRB 1", []),
        ("Legal Entity Identifier: 5493001KJTIIGC8Y1R12", ["lei 5493001KJTIIGC8Y1R12"]),
        ("Business registration number: 1100000000003Tax number: 504", ["registration 1100000000003", "tax 504"]),
    ],
)
def test_labelled_numbers(text: str, numbers: list[str]) -> None:
    """Numbers in prose are found by their labels, also without a blank between a number and the next label."""
    assert [f"{each.type} {each.value}" for each in labelled(text)] == numbers


def test_bare_numbers() -> None:
    """A cell of numbers alone is numbers; one word of prose makes it prose."""
    assert bare("800000001 · AB1CD2EF3") == ["800000001", "AB1CD2EF3"]
    assert bare("Branch 12, Moscow") == []


@pytest.mark.lists
@pytest.mark.parametrize(
    ("path", "entries", "names"),
    # Published strings: the figure of the test data's own table is 4 higher. It counts three names in another script
    # once with and once without their language, and one name whose given names stand in one column and in two.
    [("lists/uk_sl/2026-04-29", 6_046, 18_255), ("list_formats/uk_sl_sample/2026-10-08", 1, 1)],
)
def test_real_snapshots_are_read_whole(path: str, entries: int, names: int) -> None:
    """As many entries as Unique IDs, as many published names as distinct ones (name, type, strength) of a party."""
    notes = Notes()
    found = list(load("uk_csv").read(Source("uk_sl", {"list": test_data(f"{path}/{FILE}")}), notes))
    assert (len(found), sum(name.part == 0 for each in found for name in each.names)) == (entries, names)
    assert str(notes.published) == path[-10:]
    assert not [kind for kind, _ in notes.counts() if kind.startswith(("unread ", "unknown", "missing"))]
