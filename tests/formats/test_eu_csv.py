"""The EU list as CSV: columns by name, grouped rows, the parties of its XML but for quality (LD-13, US-06)."""

import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.errors import ListFormatError, ListRefusedError
from screening.formats import Notes
from screening.schema import Action, Designation, FactKind, Kind, ListedName, Quality
from tests import samples

FILE = "csvFullSanctionsList_1_1.csv"
Rows = list[list[str]]
Designations = dict[str, Designation]


def rows() -> Rows:
    """The lines of the sample: header, data."""
    text = samples.source("eu_csv").file("list").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


HEADER = rows()[0]


def read(lines: Rows, folder: Path) -> tuple[Designations, Notes]:
    """Read lines as the list."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(lines)
    (folder / FILE).write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    return samples.read("eu_csv", folder)


def changed(column: str, old: str, new: str, folder: Path) -> tuple[Designations, Notes]:
    """The sample with one cell text of one column replaced everywhere."""
    at = HEADER.index(column)
    assert old in [line[at] for line in rows()]
    return read([[*line[:at], new if line[at] == old else line[at], *line[at + 1 :]] for line in rows()], folder)


def unmarked(name: ListedName) -> ListedName:
    """A name without its quality, of which the CSV has no flag."""
    return replace(name, quality=Quality.UNSPECIFIED)


def test_both_forms_of_the_list_give_the_same_parties() -> None:
    """All but the quality of names is equal (US-06)."""
    in_csv = samples.read("eu_csv")[0]
    for entry_id, each in samples.read("eu_xml")[0].items():
        names = tuple(map(unmarked, each.names))
        assert tuple(map(unmarked, in_csv[entry_id].names)) == names
        assert replace(in_csv[entry_id], names=names, facts=()) == replace(each, names=names, facts=())
        assert set(in_csv[entry_id].facts) == set(each.facts)


@given(st.permutations(range(118)))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_shuffled_columns_give_the_same_parties(tmp_path: Path, order: list[int]) -> None:
    """Columns are read by name, never by position."""
    assert read([[line[at] for at in order] for line in rows()], tmp_path)[0] == samples.read("eu_csv")[0]


def test_rows_may_stand_apart_and_come_twice(tmp_path: Path) -> None:
    """Sorting or repeating rows changes no party: what is the same to its id is stated once."""
    _, *data = rows()
    usual = samples.read("eu_csv")[0]
    assert read([HEADER, *data, *data], tmp_path)[0] == usual
    ordered = sorted(data, key=lambda line: line[1])
    assert read([HEADER, *ordered], tmp_path)[0] == dict(sorted(usual.items()))


def test_every_column_that_is_gone_or_new_is_named(tmp_path: Path) -> None:
    """Of 118 columns none can be missing unnoticed, and a renamed one is named (LD-13)."""
    assert len(HEADER) == len(set(HEADER)) == 118
    for at, column in enumerate(HEADER):
        for lines in ([line[:at] + line[at + 1 :] for line in rows()], [[*HEADER[:at], "New", *HEADER[at + 1 :]]]):
            try:
                missing = read(lines, tmp_path)[1].examples["missing column"]
            except ListFormatError as error:
                missing = [("", error.field)]
            assert missing == [("", column)]
    assert read([[*HEADER, "New"]], tmp_path)[1].examples["unread column"] == [("", "new")]


def test_quality_comes_from_words_only() -> None:
    """Without a flag every name is unspecified, unless the remark grades it (LD-11)."""
    found = samples.read("eu_csv")[0]
    assert [str(name.quality) for name in found["900001"].names] == [*["unspecified"] * 3, "weak"]
    assert [str(name.quality) for name in found["900005"].names] == ["strong", "unspecified", "unspecified"]


def test_dates_are_day_first_or_iso() -> None:
    """The list's own date, an act's, a designation's and those of a document; an impossible one leaves its year."""
    found, notes = samples.read("eu_csv")
    party = found["900005"]
    assert (notes.published, party.listed_on) == (dt.date(2026, 3, 1), dt.date(2024, 3, 2))
    (document,) = [fact for fact in party.facts if fact.type == "passport"]
    assert document.text == "XX 000001 (false, T. Sample, issued 2015-06-05, valid to 2025-06-05)"
    assert [fact.value for fact in party.facts if fact.kind is FactKind.BIRTH_DATE] == ["1975"]


def test_each_act_is_an_action() -> None:
    """Rows that name another act add an action; a party without any has a bare one."""
    found = samples.read("eu_csv")[0]
    assert [(a.legal_basis, a.date) for a in found["900005"].actions] == [
        ("Council Regulation 2024/900 (OJ L)", dt.date(2024, 3, 1)),
        ("Commission amending act 2025/901 (OJ L)", dt.date(2025, 3, 1)),
    ]
    assert found["900003"].actions == (Action(),)


def test_remarks_leave_their_brackets(tmp_path: Path) -> None:
    """Each remark stands in brackets of its own, which fall away; a text that only begins and ends so keeps them."""
    remarks = "Date of UN designation: 2016-11-30\nSells (and buys) samples"
    assert samples.read("eu_csv")[0]["900005"].remarks == remarks
    found = changed("Entity_Remark", "(Date of listing: 23.2.2024)", "(one) and (two)", tmp_path)[0]
    assert found["900001"].remarks == "(one) and (two)"


@pytest.mark.parametrize("code", ["E", "enterprise"])
def test_the_subject_type_stands_in_either_column(code: str, tmp_path: Path) -> None:
    """The short code and the word have changed places between files; contradictory ones make the kind unknown."""
    at = HEADER.index("Entity_SubjectType")
    lines = [HEADER, *([*line[:at], code, "", *line[at + 2 :]] for line in rows()[1:])]
    assert {each.kind for each in read(lines, tmp_path)[0].values()} == {Kind.ORGANISATION, Kind.VESSEL}
    found, notes = changed("Entity_SubjectType", "P", "E", tmp_path)
    assert found["900001"].kind is Kind.UNKNOWN
    assert ("unknown kind", 2) in notes.counts()


@pytest.mark.parametrize(
    ("cell", "types"),
    [
        ("EMAIL: a@example.org; FAX: +7 1", ["email", "phone"]),
        ("ask for PHONE[+7 1]", ["contact"]),
        ("+7 1", ["contact"]),
        ("", []),
    ],
)
def test_contacts_of_an_address(cell: str, types: list[str], tmp_path: Path) -> None:
    """Keys announce values; what has none is kept as a note and counted."""
    found, notes = changed("Address_ContactInfo", "at the desk, room 5", cell, tmp_path)
    told = [fact.type for fact in found["900005"].facts if fact.type in ("email", "phone", "website", "contact")]
    assert told == types
    assert ("contact" in types) == ("unknown contact" in dict(notes.counts()))


def test_what_is_not_understood_is_counted(tmp_path: Path) -> None:
    """A flag in other words, a second reference and a second date of the file keep the party."""
    assert samples.read("eu_csv")[1].examples["unknown flag"] == [("", "Circa perhaps")]
    lines = rows()
    lines[1][0], lines[1][2] = "02/03/2026", "EU.1.1"
    notes = read(lines, tmp_path)[1]
    assert notes.published == dt.date(2026, 3, 2)
    assert notes.examples["several values"] == [("900001", "Entity_EU_ReferenceNumber EU.1.1, EU.9001.1")]
    assert notes.examples["several dates"] == [("", "2026-03-01, 2026-03-02")]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("Entity_LogicalId", "line 2: no Entity_LogicalId"),
        ("Entity_SubjectType", "entry 900001.*no Entity_SubjectType"),
        ("NameAlias", "entry 900001.*no NameAlias_WholeName"),
    ],
)
def test_a_party_without_id_type_or_name_is_refused(column: str, said: str, tmp_path: Path) -> None:
    """The error names line or entry, and the column."""
    blank = [at for at, name in enumerate(HEADER) if name.startswith(column)]
    lines = [
        [cell if at not in blank or not n else "" for at, cell in enumerate(line)] for n, line in enumerate(rows())
    ]
    with pytest.raises(ListFormatError, match=said):
        read(lines, tmp_path)


def test_a_short_row_and_an_open_quote_are_refused(tmp_path: Path) -> None:
    """No row is padded, and a file that ends inside a quoted cell was cut off."""
    with pytest.raises(ListFormatError, match="line 3: 117 cells"):
        read([*rows()[:2], rows()[2][:-1], *rows()[3:]], tmp_path)
    (tmp_path / FILE).write_bytes(samples.source("eu_csv").file("list").read_bytes() + b'01/03/2026;900006;"EU')
    with pytest.raises(ListRefusedError, match="cut off"):
        samples.read("eu_csv", tmp_path)


def test_the_xml_is_refused_as_csv(tmp_path: Path) -> None:
    """The other form of the list under this name is not read as a table."""
    (tmp_path / FILE).write_bytes(samples.source("eu_xml").file("list").read_bytes())
    with pytest.raises(ListRefusedError, match="XML"):
        samples.read("eu_csv", tmp_path)
