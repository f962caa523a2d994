"""Australia's list: rows grouped by reference, two layouts, prose that holds numbers (LD-12, LD-13, LD-14)."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListFormatError
from screening.formats import Notes, Source, load
from screening.formats._dfat_facts import reason
from screening.schema import Designation, Fact, FactKind, Kind
from tests import samples
from tests.data import test_data

OLD = [
    "Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Place of Birth", "Citizenship",
    "Address", "Additional Information", "Listing Information", "Committees", "Control Date",
]  # fmt: skip
REAL = {
    "2026-07-21/Australian_Sanctions_Consolidated_List.xlsx": (3_846, 11_068),
    "2024-11-11/regulation8_consolidated.xlsx": (3_062, 9_553),
}


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("dfat_xlsx")[0][entry_id]


def facts(entry_id: str, kind: FactKind) -> list[Fact]:
    """The facts of one kind."""
    return [fact for fact in sample(entry_id).facts if fact.kind is kind]


def row(reference: str, name: str, name_type: str, **cells: str) -> list[str]:
    """A row of the layout of 2024."""
    usual = {"Type": "Individual ", "Committees": "Autonomous (Iran) ", "Control Date": "2024-01-12"}
    known = {"Reference": reference, OLD[1]: name, "Name Type": name_type, **usual, **cells}
    return [known.get(column, "") for column in OLD]


def sheet(path: Path, rows: list[list[str]], more: list[list[str]] | None = None) -> Source:
    """A workbook of these rows, and of a second sheet where given."""
    with xlsxwriter.Workbook(path / "list.xlsx") as book:
        for table in filter(None, (rows, more)):
            found = book.add_worksheet()
            for n, cells in enumerate(table):
                found.write_row(n, 0, cells)
    return Source("au", {"list": path / "list.xlsx"})


def read(source: Source) -> tuple[list[Designation], Notes]:
    """The designations of a workbook and what reading it noticed."""
    notes = Notes()
    return list(load("dfat_xlsx").read(source, notes)), notes


def test_names_have_kind_quality_and_part() -> None:
    """Rows of one reference are one party, also from afar; strength is the list's, blank is unspecified."""
    found = [(n.text, str(n.kind), str(n.quality), n.part) for n in sample("901").names]
    assert found == [
        ("TESTO EXEMPLAR", "primary", "strong", 0),
        ("تستو نموذج", "original_script", "unspecified", 0),
        ("Testo Ekzemplar", "alias", "strong", 0),
        ("Abu Sample", "alias", "weak", 0),
        ("Testo Esempio", "alias", "strong", 0),
        ("Tisto Exemplar", "alias", "strong", 1),
    ]


def test_a_name_previously_listed_is_a_former_one() -> None:
    """The bracket says what the name is and is no part of it; a blank strength is unspecified."""
    found = [(n.text, str(n.kind), str(n.quality)) for n in sample("902").names[1:]]
    assert found == [("Probir Mustermann", "alias", "unspecified"), ("Probir Musterman", "former", "strong")]


def test_kinds_and_dates() -> None:
    """The type is the kind; the first listing and the newest control date are the entry's dates."""
    assert [sample(id_).kind for id_ in ("901", "903", "904")] == [Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL]
    assert (sample("901").listed_on, sample("901").updated_on) == (dt.date(2001, 1, 25), dt.date(2026, 6, 1))
    assert sample("902").listed_on is None
    assert samples.read("dfat_xlsx")[1].published is None


def test_an_action_says_what_the_row_says() -> None:
    """Programme, instrument, the measures answered with true, the prose as reason."""
    [action] = sample("901").actions
    assert (action.date, action.programme) == (dt.date(2001, 1, 25), "1988 (Taliban)")
    assert action.legal_basis == "Charter of the United Nations (Sanctions—the Taliban) Regulation 2013"
    assert action.measures == ("Targeted Financial Sanction", "Travel Ban", "Arms Embargo")
    assert action.reason.startswith("Title: a) Mullah b) Haji. Designation: Keeper of samples.")
    assert "interpol" not in action.reason.lower()
    assert sample("901").remarks.endswith("View-UN-Notices-Individuals")


def test_two_committees_in_a_cell_are_two_actions() -> None:
    """A cell such as "1970 (Libya) 1973 (Libya)" names two programmes."""
    assert [action.programme for action in sample("905").actions] == ["1970 (Libya)", "1973 (Libya)"]


def test_a_date_of_listing_is_no_instrument() -> None:
    """Some cells of the instrument column hold a date only: the dictionary then says the legal basis."""
    assert sample("903").actions[0].legal_basis == ""
    assert sample("903").actions[0].date == dt.date(2018, 3, 30)


def test_birth_dates() -> None:
    """A comma list is alternatives, an approximate year is widened, an impossible date is its year."""
    born = [(fact.value, fact.circa) for fact in facts("901", FactKind.BIRTH_DATE)]
    assert born == [("1961/1965", True), ("1972-01-30", False), ("1964", False)]
    assert [fact.value for fact in facts("902", FactKind.BIRTH_DATE)] == ["1975"]


def test_places_and_citizenship() -> None:
    """Lettered and semicolon lists are split, "NA" is nothing, the country is the end of the place."""
    assert [(fact.value, fact.country) for fact in facts("901", FactKind.BIRTH_PLACE)] == [
        ("Musterdorf, Kandahar Province, Afghanistan", "AF"),
        ("Beispielstadt, Pakistan", "PK"),
    ]
    [home] = facts("901", FactKind.ADDRESS)
    assert (home.value, home.text[-18:]) == ("Sample Street 1, Kabul, Afghanistan", "(previous address)")
    assert [fact.country for fact in facts("903", FactKind.ADDRESS)] == ["KP", "AT"]
    assert [fact.value for fact in facts("902", FactKind.NATIONALITY)] == ["RU", "UA"]


def test_numbers_in_prose() -> None:
    """A labelled number is read with its country; that of a ship spoken of is not the owner's."""
    found = {id_: [(f.type, f.value, f.country) for f in facts(id_, FactKind.IDENTIFIER)] for id_ in ("901", "903")}
    assert found["901"] == [
        ("passport", "Z9900001", "AF"),
        ("passport", "AZ990002", "PK"),
        ("national_id", "990033", "AF"),
    ]
    assert ("company_imo", "5999990", "") in found["903"]
    assert ("registration", "1020000000007", "") in found["903"]
    assert not [value for _, value, _ in found["903"] if value == "9074729"]


def test_own_numbers_and_references() -> None:
    """A vessel's IMO number has its column; the UN's reference begins the prose, others in it are others'."""
    assert [(f.type, f.value) for f in facts("904", FactKind.IDENTIFIER)] == [("imo", "9074729")]
    assert [f.value for f in facts("901", FactKind.REFERENCE)] == ["TAi.901"]


@pytest.mark.parametrize(
    ("prose", "told"),
    [
        ("ICTY indictee", "ICTY indictee"),
        ("Passport No.: X1234567. Gender: Male", ""),
        ("IQi.999", ""),
        ("http://www.example.org/", ""),
        ("SSi.999 Title: Major. Passport no: na. Led attacks.", "Title: Major. Passport no: na. Led attacks"),
    ],
)
def test_identity_data_is_no_reason(prose: str, told: str) -> None:
    """Prose is a reason only if a sentence says more than who it is."""
    assert reason(prose) == told


@given(prose=st.text(max_size=200))
def test_a_reason_is_never_invented(prose: str) -> None:
    """Every letter of a reason stands in the prose; any text at all can be read."""
    assert {*reason(prose)} <= {*prose}


def test_the_older_layout(tmp_path: Path) -> None:
    """Dirty types and name types are folded, there is no quality, a sub-alias belongs to the digits."""
    rows = [
        OLD,
        row("1140g ", "TESTO", " primary Name", **{"Listing Information": "Example Sanctions Instrument 2024"}),
        row("1140g1", "Tosto", "Aka ", **{"Date of Birth": "a) 1962; b) Between 1965 and 1969"}),
        row("1140b", "Testa", "Formerly known as", Citizenship="Tunisian\xa0"),
    ]
    [found], notes = read(sheet(tmp_path, rows))
    names = [(n.text, str(n.kind), str(n.quality)) for n in found.names]
    assert names == [
        ("TESTO", "primary", "strong"),
        ("Tosto", "alias", "unspecified"),
        ("Testa", "former", "unspecified"),
    ]
    assert (found.entry_id, found.kind, found.actions[0].programme) == ("1140", Kind.PERSON, "Autonomous (Iran)")
    assert (found.actions[0].legal_basis, found.actions[0].measures) == ("Example Sanctions Instrument 2024", ())
    assert [f.value for f in found.facts if f.kind is FactKind.BIRTH_DATE] == ["1962", "1965/1969"]
    assert notes.counts() == (("empty column", 3),)


def test_what_is_not_understood_is_counted(tmp_path: Path) -> None:
    """An unknown type, name type, country or date keeps the entry; so does a party without a primary name."""
    cells = {"Type": "Ship", "Citizenship": "Atlantis", "Control Date": "soon", "Date of Birth": "long ago"}
    _, notes = read(sheet(tmp_path, [OLD, row("7", "TESTO", "nickname", **cells, Committees="")]))
    assert [kind for kind, _ in notes.counts()] == [
        "empty column", "no programme", "not one primary name", "unknown country", "unknown kind", "unknown name type",
        "unreadable date",
    ]  # fmt: skip
    assert sorted(told for _, told in notes.examples["unreadable date"]) == ["control date soon", "long ago"]


@pytest.mark.parametrize(
    ("reference", "name", "told"),
    [("", "TESTO", "without a readable reference"), ("x1", "TESTO", "Reference"), ("7", "", "without a name")],
)
def test_a_row_without_reference_or_name_is_an_error(tmp_path: Path, reference: str, name: str, told: str) -> None:
    """No row is passed over."""
    with pytest.raises(ListFormatError, match=told):
        read(sheet(tmp_path, [OLD, row("1", "A TESTO", "Primary Name"), row(reference, name, "Aka")]))


def test_the_sheet_is_found_by_its_header(tmp_path: Path) -> None:
    """A sheet of other things is counted, rows above the header are no names, a column without a name must be empty."""
    rows = [["Consolidated List"], [], OLD, [*row("1", "TESTO", "Primary Name"), "", "stray"]]
    [found], notes = read(sheet(tmp_path, rows, [["Notes"], ["Read me"]]))
    assert [n.text for n in found.names] == ["TESTO"]
    assert [kind for kind, _ in notes.counts()] == ["empty column", "unread column", "unread sheet"]


def test_two_lists_in_one_workbook_are_an_error(tmp_path: Path) -> None:
    """Which of them is the list is not ours to guess; nor is there one without the columns."""
    rows = [OLD, row("1", "TESTO", "Primary Name")]
    with pytest.raises(ListFormatError, match="2 sheets"):
        read(sheet(tmp_path, rows, rows))
    with pytest.raises(ListFormatError, match="no sheets"):
        read(sheet(tmp_path, [["a", "b"], ["1", "2"]]))


@pytest.mark.lists
@pytest.mark.parametrize("file", REAL)
def test_the_real_lists(file: str) -> None:
    """Entries and published names are those counted by hand; nothing of the layout is unread."""
    found, notes = read(Source("au_dfat", {"list": test_data(f"lists/au_dfat/{file}")}))
    assert (len(found), sum(name.part == 0 for each in found for name in each.names)) == REAL[file]
    assert all(each.actions[0].programme and each.updated_on for each in found)
    assert {kind for kind, _ in notes.counts()} <= {"unreadable date", "unknown country"}
    assert sum(count for _, count in notes.counts()) < 30
