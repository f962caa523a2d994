"""Laws of ``screening payments``: n messages are n answers or n errors, and no report loses or mixes up a hit."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from screening import cli, reports
from screening.cli import _payment_tally, _several
from screening.cli._payment_rows import DESK, hits, places_sha256
from screening.schema import Fact, FactKind, Kind, hits_frame
from screening.screen import Screener
from tests import worlds
from tests.payments.messages import MT103, PAIN001, one, pacs008, transaction
from tests.reports.test_schema import VALIDATOR
from tests.test_crew import Ready

NAME = "Zoltan Brakovicz"
Command = Callable[..., SimpleNamespace]


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    """A folder of five messages and a file that is none; three have hits, one of them a place alone."""
    folder = tmp_path / "in"
    folder.mkdir()
    planted = transaction(2, debtor=NAME, creditor="Vexillum Harbour Works").replace("<Ctry>GB", "<Ctry>CU")
    (folder / "a.xml").write_text(pacs008(transaction(1), planted))
    (folder / "b.xml").write_text(PAIN001)
    (folder / "c.txt").write_text(f"no message, for {NAME}")
    (folder / "d.fin").write_text(MT103.replace("ELBSTADT", "HABANA"))
    (folder / ".hidden").write_text("x")
    return folder


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    """An invented list in place of the store."""
    bic = (Fact(FactKind.IDENTIFIER, "VEXLDEFF", type="bic"),)
    listed = (
        worlds.designation("P-1", NAME),
        worlds.designation("O-1", "Vexillum Harbour Works", Kind.ORGANISATION, facts=bic),
    )
    monkeypatch.setattr(Screener, "load", classmethod(lambda _cls, **_: worlds.screener(*listed)))


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Runs a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> SimpleNamespace:
        monkeypatch.setattr("sys.argv", ["screening", "payments", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return SimpleNamespace(code=end.value.code or 0, out=out, err=err)

    return run


def test_n_messages_are_n_answers_or_errors(command: Command, messages: Path) -> None:
    """A file that is none is one error with its place, the rest is screened; no name reaches standard error (HT-26)."""
    ran = command(str(messages), "--out", "hits.csv", "--exit-code")
    assert ran.code == 2
    for said in (
        "read 4 files: 7 messages (iso20022 pacs.008.001.08 2, iso20022 pain.001.001.09 3, swift_mt 103+ 1)",
        "rows screened 7 = with alert 2 + suppressed 0 + no alert 4 + in error 1",
        f"row 6 in error: {messages / 'c.txt'}: this is neither XML nor SWIFT's blocks",
        "of the hits 2 are places, no listed parties, of which alerts 2",
        "ownership not assessed",
    ):
        assert said in ran.err
    assert not any(name in ran.err.lower() for name in ("brakovicz", "vexillum", "orchard"))
    assert "clear" not in (ran.out + ran.err).lower()


def test_exit_codes(command: Command, messages: Path) -> None:
    """0 it ran, 1 alerts where asked for, 2 it could not run or a message is in error."""
    clean, planted = messages / "b.xml", messages / "a.xml"
    assert command(str(clean), "--exit-code").code == 0
    assert command(str(planted)).code == 0
    assert command(str(planted), "--exit-code").code == 1
    assert command(str(messages / "absent")).code == 2
    assert command(str(planted), "--out", str(planted)).code == 2
    assert command(str(planted), "--format", "xlsx").code == 2
    assert command(str(planted), "--json", "--out", "x.csv").code == 2


def test_the_desk_gets_what_a_report_of_a_blocked_payment_needs(command: Command, messages: Path) -> None:
    """Field, parties, references, amount, currency and date stand beside list entry and programme (US-18)."""
    command(str(messages), "--out", "hits.parquet")
    frame = pl.read_parquet("hits.parquet")
    assert [f"input_{name}" for name in DESK] == [name for name in frame.columns if name.startswith("input_")]
    hit = frame.filter(pl.col("entry_id") == "P-1").row(0, named=True)
    wanted = {
        "row": 2,
        "queried_field": "debtor",
        "programmes": ["EX-1"],
        "input_file_place": f"{messages / 'a.xml'}, message 2",
        "input_message_type": "iso20022 pacs.008.001.08",
        "input_ids": "MsgId M1; EndToEndId E2",
        "input_amount": "12.50",
        "input_currency": "EUR",
        "input_date": "2026-01-06",
        "input_field_kind": "party",
        "input_field_place": "CdtTrfTxInf[2]/Dbtr",
        "input_action": "",
    }
    assert {key: hit[key] for key in wanted} == wanted
    assert f"debtor: {NAME}" in hit["input_parties"]


@pytest.mark.parametrize("format_name", reports.formats())
def test_every_report_has_every_hit(command: Command, messages: Path, format_name: str) -> None:
    """Parties and places stand in every format; a place is said to be one."""
    assert command(str(messages), "--format", format_name, "--out", "made").code == 2
    data = Path("made").read_bytes()
    if format_name not in ("xlsx", "parquet"):
        assert all(word in data.decode() for word in ("P-1", "O-1", "Place, no listed party", "HABANA"))
    elif format_name == "parquet":
        kinds = pl.read_parquet("made").filter(list_id="places")["entry_kind"].to_list()
        assert kinds == ["place", "place"]


def test_the_document_keeps_to_the_schema(command: Command, messages: Path) -> None:
    """``--json`` writes the published format, places too."""
    document = json.loads(command(str(messages), "--json").out)
    assert list(VALIDATOR.iter_errors(document)) == []
    assert {hit["entry_kind"] for hit in document["hits"]} == {"person", "organisation", "place"}


def test_a_role_that_stands_twice_is_told_by_its_place() -> None:
    """Two hits of one message in fields of one role keep their fields apart."""
    message = one(pacs008(transaction(debtor=NAME)))
    debtor = message.fields[0]
    twice = replace(message, fields=(debtor, replace(debtor, place="elsewhere")))
    found = hits(Screener.load().check_payment(twice), 7, places_sha256())
    assert [(hit.row, hit.queried_field) for hit in found] == [(7, f"debtor, {debtor.place}"), (7, "debtor, elsewhere")]
    assert hits_frame(found).height == 2


@pytest.mark.parametrize("largest", [0, 1_500, 1_000_000])
def test_processes_and_steps_change_nothing(
    command: Command, messages: Path, monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    """Files read by workers or messages sent to them, one at a time or all at once: report and counts are the same."""
    command(str(messages), "--out", "one.jsonl")
    whole = command(str(messages), "--out", "one.csv")
    monkeypatch.setattr(_payment_tally, "BYTES", largest)
    monkeypatch.setattr(_payment_tally, "MESSAGES", 1)
    monkeypatch.setattr(_several, "Crew", Ready)
    for form in ("csv", "jsonl"):
        again = command(str(messages), "--out", f"three.{form}", "--processes", "3")
        assert Path(f"three.{form}").read_bytes() == Path(f"one.{form}").read_bytes()
        without = [[line for line in ran.err.splitlines() if "messages/s" not in line] for ran in (whole, again)]
        assert form != "csv" or without[0] == [line.replace("three.csv", "one.csv") for line in without[1]]


def test_a_stopped_run_writes_nothing(command: Command, messages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130 and no report."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_payment_tally, "messages", stop)
    ran = command(str(messages), "--out", "hits.csv")
    assert ran.code == 130
    assert not Path("hits.csv").exists()
