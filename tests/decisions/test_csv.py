"""Laws of decisions as CSV: lossless, safe in a spreadsheet, and nothing that was changed gets in."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.decisions import DecisionsFile, export_csv, import_csv
from screening.decisions._csv import COLUMNS, bare, safe
from screening.errors import DecisionsError, InputError, OutputError
from tests.decisions.made import PARTY, disposition, entry, revocation

FORMULAS = "=+-@\t\r\n＝＋－＠"
NASTY = ("=1+1", "'=1+1", "''", "-2\r\n+3", '"', "a;b,c\n\nd", "＝x", "\x00")


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as they stand."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: list[dict[str, str]]) -> Path:
    """A CSV file of these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.DictWriter(file, list(rows[0]))
        write.writeheader()
        write.writerows(rows)
    return path


@pytest.fixture
def made(tmp_path: Path) -> DecisionsFile:
    """A file with every kind of line, and with text that spreadsheets would run."""
    file = DecisionsFile(tmp_path / "made.decisions")
    party = replace(PARTY, name="=cmd|'/c calc'!A1", customer_id="@C-2")
    file.add(entry(rule="R-1"), entry(party), revocation(), *(disposition(note=each) for each in NASTY))
    return file


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_a_safe_cell_gives_back_what_it_held(cell: str) -> None:
    """Whatever it held; and no spreadsheet runs it."""
    assert bare(safe(cell)) == cell
    assert not safe(cell).startswith(tuple(FORMULAS))


def test_an_export_goes_into_a_new_file_with_the_same_head(made: DecisionsFile, tmp_path: Path) -> None:
    """Lossless: the same lines, the same chain; a second import changes nothing."""
    out, other = tmp_path / "out.csv", DecisionsFile(tmp_path / "other")
    assert export_csv(made.lines(), out) == 11
    assert import_csv(out, other) == (11, 0)
    assert other.verify() == made.verify()
    assert import_csv(out, other) == (0, 11)
    assert [each.decision for each in other.lines()] == [each.decision for each in made.lines()]


def test_no_cell_of_an_export_is_a_formula(made: DecisionsFile, tmp_path: Path) -> None:
    """HT-21: an apostrophe stands before what a spreadsheet would run."""
    export_csv(made.lines(), tmp_path / "out.csv")
    rows = rows_of(tmp_path / "out.csv")
    assert rows[3]["note"] == "'=1+1"
    assert not any(cell.startswith(tuple(FORMULAS)) for row in rows for cell in row.values())


def test_an_older_copy_takes_what_is_new(made: DecisionsFile, tmp_path: Path) -> None:
    """What both have is passed over."""
    older = DecisionsFile(tmp_path / "older")
    older.add(*(each.decision for each in list(made.lines())[:2]))
    export_csv(made.lines(), tmp_path / "out.csv")
    assert import_csv(tmp_path / "out.csv", older) == (9, 2)
    assert older.verify() == made.verify()


@pytest.mark.parametrize("column", ["author", "reason", "date", "expires", "customer", "hash", "customer_id"])
def test_a_changed_cell_is_refused(made: DecisionsFile, tmp_path: Path, column: str) -> None:
    """The hash finds what a hand or a spreadsheet changed; the row is named, nothing is added, no name is said."""
    export_csv(made.lines(), tmp_path / "out.csv")
    rows = rows_of(tmp_path / "out.csv")
    rows[1][column] = {"date": "2026-01-04", "expires": "2026-12-01", "customer": '{"name":"Olga"}'}.get(column, "x")
    other = DecisionsFile(tmp_path / "other")
    with pytest.raises(InputError, match="row 2") as error:
        import_csv(write_rows(tmp_path / "out.csv", rows), other)
    assert "Olga" not in str(error.value)
    assert not other.path.exists()


def test_rows_without_a_hash_are_new_decisions(made: DecisionsFile, tmp_path: Path) -> None:
    """Dispositions of another system are added like any other, in one step or not at all."""
    new = {
        "line": "disposition",
        "alert_id": "b2",
        "status": "open",
        "author": "X",
        "date": "2026-01-05",
        "reason": "Y",
    }
    before = made.verify()[0]
    assert import_csv(write_rows(tmp_path / "new.csv", [new, new]), made) == (2, 0)
    for wrong in ({"status": "done"}, {"author": ""}, {"date": "5.1.26"}, {"line": "x"}, {"line": "good-guy"}):
        with pytest.raises(InputError, match="row 2"):
            import_csv(write_rows(tmp_path / "new.csv", [new, {**new, **wrong}]), made)
    assert made.verify()[0] == before + 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"name\nOlga\n",
        b"line,alert_id\n\xff\n",
        b'line,alert_id\n"x\n',
        b"line,alert_id\nx\n",
        b"line,alert_id\nx,y,z\n",
        b"line,alert_id,shoe\nx,y,z\n",
        b"line,alert_id\nx," + b"y" * 200_000,
    ],
)
def test_what_is_no_export_is_one_clear_error(tmp_path: Path, data: bytes) -> None:
    """Other columns, other encodings, broken rows, endless cells."""
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(InputError):
        import_csv(tmp_path / "x.csv", DecisionsFile(tmp_path / "d"))
    assert not (tmp_path / "d").exists()


def test_files_that_are_not_there(made: DecisionsFile, tmp_path: Path) -> None:
    """One line each, and nothing is left behind."""
    with pytest.raises(InputError):
        import_csv(tmp_path / "absent.csv", made)
    with pytest.raises(OutputError):
        export_csv(made.lines(), tmp_path / "absent" / "out.csv")
    with pytest.raises(DecisionsError):
        export_csv(DecisionsFile(tmp_path / "absent").lines(), tmp_path / "out.csv")
    assert [each.name for each in tmp_path.iterdir()] == [made.path.name]


def test_every_field_has_a_column() -> None:
    """What a line says stands in a cell of its own."""
    assert COLUMNS[:3] == ("number", "line", "alert_id")
    assert COLUMNS[-1] == "hash"
    assert len(set(COLUMNS)) == len(COLUMNS)
