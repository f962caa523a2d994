"""Laws of the account of rows: fingerprints tell rows apart and nothing else does; what is written is read."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from screening.counterparties import COUNTERPARTIES, frame, single
from screening.errors import InputError
from screening.runs import ACCOUNT, account, fingerprints
from screening.runs._rows import STATUSES, read_rows, write_rows
from screening.schema import Counterparty
from screening.screen import ROWS, Run

SHORT = st.text("a1:;é", max_size=3)
SHORTS = st.lists(SHORT, max_size=2).map(tuple)
PARTY = st.builds(Counterparty, name=SHORT, birth_date=SHORT, countries=SHORTS, identifiers=SHORTS, aliases=SHORTS)
CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5)


@settings(max_examples=40)
@given(st.lists(PARTY, min_size=2, max_size=4), st.integers(1, 3))
def test_fingerprints_are_equal_where_rows_are(parties: list[Counterparty], roles: int) -> None:
    """Two rows have the same fingerprint exactly where they say the same, role by role."""
    lines = frame(parties).with_columns(row=pl.int_range(pl.len()).floordiv(roles) + 1).cast(COUNTERPARTIES)
    found = fingerprints(lines)
    said = lines.drop("row").rows()
    rows = [said[at : at + roles] for at in range(0, len(said), roles)]
    for one, first in zip(rows, found["fingerprint"], strict=True):
        for other, second in zip(rows, found["fingerprint"], strict=True):
            assert (one == other) == (first == second)


def test_a_fingerprint_is_for_ever() -> None:
    """It is the same on every machine and in every version; changing this number breaks old records."""
    party = Counterparty("Anna Holmqvist", countries=("SE",), identifiers=("imo:1",), customer_id="c1")
    assert fingerprints(frame([party]))["fingerprint"].to_list() == ["fdeb68ce9d526c45595fa946470140b7"]


@settings(max_examples=40)
@given(st.lists(st.tuples(CELLS, st.sampled_from(STATUSES), CELLS), max_size=5))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]]) -> None:
    """Any text comes back from ``rows.csv`` as it was, whatever parts it was written in."""
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    lines = [(row, who, status, problem, "f") for row, (who, status, problem) in enumerate(cells, 1)]
    rows = pl.DataFrame(lines, schema=ACCOUNT, orient="row")
    parts = [rows[:2], rows[2:]]
    path.write_bytes(b"".join(write_rows(part, first=not at) for at, part in enumerate(parts)))
    assert_frame_equal(read_rows(path), rows)


def test_a_row_that_came_to_nothing_is_a_fault() -> None:
    """No row is dropped in silence."""
    with pytest.raises(ValueError, match="came to nothing"):
        account(single(Counterparty("Anna")), Run(pl.DataFrame(), ROWS.to_frame()))


@pytest.mark.parametrize(
    "text", ["", "a,b\n", ",".join(ACCOUNT) + "\nx,,alert,,\n", ",".join(ACCOUNT) + "\n1,,free,,\n"]
)
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    """Strictly: columns, numbers and states."""
    (tmp_path / "rows.csv").write_text(text)
    with pytest.raises(InputError):
        read_rows(tmp_path / "rows.csv")
