"""Laws of the plain text report and the terminal table."""

import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from screening import reports
from screening.reports import as_table
from tests.reports.made import report


@given(st.text())
def test_no_control_code_reaches_the_terminal(text: str) -> None:
    """Whatever a file holds, what is shown is one line of printable text; showing it twice changes nothing."""
    shown = as_table.visible(text)
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 or sign in "\u202e\u2066" for sign in shown)
    assert as_table.visible(shown) == shown


def test_a_block_says_everything(tmp_path: Path) -> None:
    """One line a field, one line an action; empty fields are left out."""
    reports.write("table", report({}), tmp_path / "out.txt")
    text = (tmp_path / "out.txt").read_text("utf-8")
    assert "\nrow 2: Both words are equal. (alert)\n" in text
    assert text.count("\n  actions: ") == 2
    assert "designating_agency" not in text


def test_the_table_shows_the_promise_on_a_wide_terminal() -> None:
    """Name, matched name, score, grade, list, authority, programme and reason; markup in a name is text."""
    out = io.StringIO()
    Console(file=out, width=200).print(as_table.table(report({"queried_name": "[red]Olga", "alert": False})))
    text = out.getvalue()
    for said in (
        "[red]Olga",
        "Berg Olga",
        "92.5",
        "no alert",
        "xx_list 7",
        "Ministry of",
        "P1; P2",
        "She ferried snow.",
    ):
        assert said in text
