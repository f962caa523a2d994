"""Our own CSV: further rows are further names, facts and acts; what is wrong is named by line and column (LD-23)."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListFormatError, ListRefusedError
from screening.formats import Notes, Source, own_csv
from screening.schema import Designation, FactKind, Kind, NameKind, Quality
from tests import samples


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[list[Designation], Notes]:
    """A list of this text."""
    path, notes = folder / "ours.csv", Notes()
    path.write_bytes(text.encode(encoding))
    return list(own_csv.read(Source("ours", {"list": path}), notes)), notes


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("own_csv")[0][entry_id]


def test_only_two_columns_are_needed(tmp_path: Path) -> None:
    """A name makes an entry of unknown kind and unspecified quality with one bare action."""
    ((one, two), notes) = read(tmp_path, "entry_id,name\n1,Ivan Orlov\n2,Kraken\n")
    assert (one.entry_id, one.kind, one.names[0].text) == ("1", Kind.UNKNOWN, "Ivan Orlov")
    assert (one.names[0].kind, one.names[0].quality) == (NameKind.PRIMARY, Quality.UNSPECIFIED)
    assert (len(one.actions), two.facts, notes.counts()) == (1, (), ())


@given(st.permutations(own_csv.COLUMNS), st.sampled_from([str.upper, str.title, str.lower]))
def test_column_order_and_case_never_matter(order: list[str], case: "type[str]") -> None:
    """The same cells under the same names give the same entry, in any order and case of the header."""
    cells = dict.fromkeys(own_csv.COLUMNS, "") | {
        "entry_id": "1",
        "name": "Kraken",
        "kind": "vessel",
        "countries": "PA",
    }
    row = own_csv._Row({case(column).lower(): cells[column] for column in order}, 2, Source("ours", {}))
    entry, plain = own_csv._Entry(), own_csv._Entry()
    own_csv._add(entry, row, Notes())
    own_csv._add(plain, own_csv._Row(cells, 2, Source("ours", {})), Notes())
    assert entry == plain


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, ends: str) -> None:
    """A byte order mark, Windows line ends, quotes, commas and line breaks inside cells are read."""
    text = 'Name , ENTRY_ID\n"Орлов, ""Tailor""\nIvan",1\n\n'.replace("\n", ends)
    assert read(tmp_path, text, encoding)[0][0].names[0].text.startswith('Орлов, "Tailor"')


def test_rows_of_one_entry_are_its_names() -> None:
    """The first row is the primary name, further rows are aliases unless they say otherwise."""
    assert [(n.text, str(n.kind), str(n.quality)) for n in sample("B-1").names] == [
        ("ORLOV, Ivan Petrovich", "primary", "strong"),
        ("Иван Петрович Орлов", "original_script", "strong"),
        ("The Tailor", "alias", "weak"),
        ("ORLOFF, Ivan", "spelling", "unspecified"),
    ]


def test_rows_of_one_entry_are_its_acts() -> None:
    """A row that says something new of an act adds an act; a row that only names the party adds none."""
    one, two = sample("B-1").actions
    assert (one.programme, one.date, one.reason) == ("NO-TRADE", dt.date(2024, 1, 11), "Named in a court file.")
    assert (one.authority, one.agency, one.measures) == ("Our Bank", "Compliance", ("No new business", "Exit"))
    assert (one.legal_basis, one.reason_source) == ("Policy 7; clause 2", "Court register")
    assert (two.date, two.reason) == (dt.date(2025, 2, 3), "Named again.")


def test_facts() -> None:
    """Cells of several values are several facts; identifiers keep their type, relations theirs."""
    found = [(str(fact.kind), fact.type, fact.value) for fact in sample("B-1").facts]
    assert found == [
        ("birth_date", "", "1970-05-16"),
        ("birth_date", "", "1969/1973"),
        ("country", "", "RU"),
        ("country", "", "CY"),
        ("identifier", "passport", "N123456"),
        ("identifier", "other", "987654"),
        ("relation", "Linked To", "Kraken Marine Trading"),
        ("note", "desk", "Mail 12"),
    ]
    assert sample("B-1").listed_on == dt.date(2024, 1, 11)


def test_an_unread_column_is_counted_and_kept(tmp_path: Path) -> None:
    """A column of the bank's own is a note of every entry that fills it."""
    (entry,), notes = read(tmp_path, "entry_id,name,desk\n1,Kraken,7\n")
    assert notes.counts() == (("unread column", 1),)
    assert [(fact.kind, fact.type, fact.value) for fact in entry.facts] == [(FactKind.NOTE, "desk", "7")]


def test_a_primary_name_further_down_comes_first(tmp_path: Path) -> None:
    """The name said to be primary is the first, whichever row holds it; rows of other entries may stand between."""
    (one, _), _ = read(tmp_path, "entry_id,name,name_kind\n1,Low Tide,former\n2,Other,\n1,High Tide,primary\n")
    assert [(n.text, str(n.kind)) for n in one.names] == [("High Tide", "primary"), ("Low Tide", "former")]


def test_without_a_primary_name_the_first_is_it(tmp_path: Path) -> None:
    """An entry whose only name is called an alias still has a primary name."""
    (one,), _ = read(tmp_path, "entry_id,name,name_kind\n1,Low Tide,alias\n")
    assert one.names[0].kind is NameKind.PRIMARY


@pytest.mark.parametrize(
    ("row", "warning"),
    [
        ("1,X,imo:9187628,,", "identifier check failed"),
        ("1,X,,Atlantis,", "unknown country"),
        ("1,X,,,31801", "unreadable date"),
    ],
)
def test_doubtful_cells_are_counted_and_kept(tmp_path: Path, row: str, warning: str) -> None:
    """A wrong check digit, an unknown country and an unreadable date are warnings, and the fact is kept."""
    (entry,), notes = read(tmp_path, f"entry_id,name,identifiers,countries,birth_date\n{row}\n")
    assert notes.counts() == ((warning, 1),)
    assert len(entry.facts) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("entry_id,title\n1,X\n", "'name': the column is missing"),
        ("entry_id;name\n1;X\n", "'entry_id': the column is missing"),
        ("entry_id,name,name\n1,X,Y\n", "'name': the column is there twice"),
        ("entry_id,name,kind\n1,X,alien\n", r"line 2, entry 1, field 'kind': 'alien' is none of person,"),
        ("entry_id,name,name_kind\n1,X,nick\n", "line 2, entry 1, field 'name_kind'"),
        ("entry_id,name,name_kind\n1,X,identifier\n", "line 2, entry 1, field 'name_kind'"),
        ("entry_id,name,quality\n1,X,fair\n", "line 2, entry 1, field 'quality'"),
        ("entry_id,name,listed_on\n1,X,2024\n", "line 2, entry 1, field 'listed_on': '2024' is not one day"),
        ("entry_id,name\n1,X\n2,Y,Z\n", "line 3, entry 2: 3 cells"),
        ("entry_id,name\n1,X\n,Y\n", "line 3, field 'entry_id'"),
        ("entry_id,name\n1,\n", "line 2, entry 1, field 'name'"),
        ("entry_id,name,kind\n1,X,person\n1,Y,vessel\n", "line 3, entry 1, field 'kind': the entry is person"),
        ('entry_id,name\n1,"X"Y\n', "line 2: the line is not CSV"),
    ],
)
def test_what_cannot_be_right_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    """The error names line, entry and column."""
    with pytest.raises(ListFormatError, match=message):
        read(tmp_path, text)


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused, not guessed at."""
    with pytest.raises(ListRefusedError, match="not UTF-8"):
        read(tmp_path, "entry_id,name\n1,Müller\n", "latin-1")
