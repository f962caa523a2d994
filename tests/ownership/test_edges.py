"""The file of edges: read strictly, exact, and every fault named with its path."""

from decimal import Decimal
from pathlib import Path

import pytest

from screening.errors import InputError
from screening.ownership import Edges, key_of, plain, read_edges, reference, refuse

HEAD = "owner,owned,percent,control\n"


def edges(tmp_path: Path, text: str, head: str = HEAD) -> Edges:
    """The edges of a file of these lines."""
    file = tmp_path / "edges.csv"
    file.write_text(head + text, encoding="utf-8")
    return read_edges(file)


def test_percentages_are_exact(tmp_path: Path) -> None:
    """Three decimal numbers that make 50 make 50, and two spellings of one party are one party."""
    read = edges(tmp_path, "A,Ümit Ltd,16.7,\nB,UMIT LTD.,16.7,\nC,Umit  Ltd,16.6,\n")
    assert [plain(edge.percent) for edge in read.edges] == ["16.7", "16.7", "16.6"]
    assert sum((edge.percent for edge in read.edges), Decimal(0)) == 50
    assert list(read.names) == ["a", "b", "c", "umit ltd"]


def test_a_semicolon_file_with_decimal_commas(tmp_path: Path) -> None:
    """What a European spreadsheet saves is read; further columns are kept as written."""
    (edge,) = edges(
        tmp_path, 'A;B;"33,4 %";Yes;registry;2026-05-01\n', "Owner;Owned;Percent;Control;Source;Date\n"
    ).edges
    assert (edge.percent, edge.control, edge.source, edge.date) == (Decimal("33.4"), True, "registry", "2026-05-01")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A,B,101,\n", "line 2, percent"),
        ("A,B,-1,\n", "line 2, percent"),
        ("A,B,half,\n", "line 2, percent"),
        ("A,B,,no\n", "line 2, percent"),
        ("A,B,1e1,\n", "line 2, percent"),
        ("A,B,50,perhaps\n", "line 2, control"),
        ("A,B,50,\n ,B,1,\n", "line 3, owner"),
        ("A,!!,50,\n", "line 2, owned"),
        ("A,B,50\n", "line 2"),
        ('A,"B,50,\n', "CSV"),
        ("", "no edge"),
    ],
)
def test_a_wrong_cell_is_an_error_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    """Line and column are named, nothing is guessed."""
    with pytest.raises(InputError, match=place):
        edges(tmp_path, text)


@pytest.mark.parametrize("head", ["owner,owned\n", "owner,owned,percent,share\n", "owner,owned,percent,percent\n", ""])
def test_a_wrong_header_is_an_error(tmp_path: Path, head: str) -> None:
    """Columns are known or refused."""
    with pytest.raises(InputError, match="line 1"):
        edges(tmp_path, "A,B,50,\n", head)


def test_what_is_no_utf8_or_not_there_is_an_error(tmp_path: Path) -> None:
    """A binary file and a missing one end with a line, not a traceback."""
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")
    for file in ("x", "nowhere", "."):
        with pytest.raises(InputError):
            read_edges(tmp_path / file)


def test_more_than_100_percent_names_the_owners(tmp_path: Path) -> None:
    """The sentence names them, the error names the lines only."""
    read = edges(tmp_path, "Ann,C,60,\nBob,C,40.01,\n")
    (fault,) = read.faults()
    assert fault.sentence == "C is owned by 100.01 %: 60 (Ann) + 40.01 (Bob)"
    with pytest.raises(InputError, match=r"lines 2, 3") as caught:
        refuse(read)
    assert "Ann" not in str(caught.value)


def test_a_circle_is_shown_with_its_path(tmp_path: Path) -> None:
    """Who owns whom, around; where circles are taken, a party that owns itself still is a fault."""
    read = edges(tmp_path, "A,B,60,\nB,C,60,\nC,A,10,\nC,D,5,\n")
    assert [fault.sentence for fault in read.faults()] == ["parties own each other in a circle: A -> B -> C -> A"]
    assert read.faults()[0].lines == (2, 3, 4)
    assert read.faults(cycles=True) == ()
    assert len(edges(tmp_path, "A,A,5,\n").faults(cycles=True)) == 1


def test_a_pair_on_two_lines_is_a_fault(tmp_path: Path) -> None:
    """Two lines of the same pair may be two classes of shares or a correction: a person says which."""
    (fault,) = edges(tmp_path, "A,B,20,\na,b,30,\n").faults()
    assert fault.lines == (2, 3)


def test_a_party_is_named_by_its_entry_or_its_name() -> None:
    """A word in small letters, a colon and an entry is a reference; everything else is a name."""
    assert reference("us_ofac_sdn:43113") == ("us_ofac_sdn", "43113")
    assert reference("Attn: Smith") is None
    assert key_of(" us_ofac_sdn: 43113") == "us_ofac_sdn:43113"
    assert key_of("Société X, S.A.") == "societe x s a"
