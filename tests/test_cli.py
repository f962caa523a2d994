"""Laws of the command line: exit codes, what is said and where, nothing half-written, no name in a message."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import polars as pl
import pytest

from screening import cli, store
from screening.catalogue import ListSpec
from screening.cli._run import pace, version
from screening.errors import ListMissingError, ListRefusedError
from screening.reports import STARTER, ListLine
from screening.schema import Hit, Snapshot, Tables, hits_frame
from tests.data import ROOT
from tests.reports.made import FACTS

TODAY = dt.date(2024, 1, 20)
Command = Callable[..., SimpleNamespace]


class FakeScreener:
    """Stands in for ``Screener``: every row named Olga is an alert, Weak is suppressed, Bad is in error."""

    policy = SimpleNamespace(threshold=74.0, sha256="cd" * 32, name="default", rules=())
    weights_version = "w1"
    decisions, links = None, SimpleNamespace(sha256="")
    spec = ListSpec("xx_list", "A List", "Ministry of Nowhere", "Ministry of Nowhere")
    loaded = (store.Loaded(spec, Snapshot("xx_list", dt.date(2024, 1, 11), "ab" * 32, entries=10, names=20), Tables()),)
    states: ClassVar = {"Olga": "alert", "Weak": "suppressed", "Bad": "in error"}

    @classmethod
    def load(cls, **_: object) -> "FakeScreener":
        """No list is read."""
        return cls()

    def keep_words(self) -> int:
        """Every name had a new word."""
        return 7

    def run_batches(
        self, frames: Iterable[pl.DataFrame], *, threshold: float | None = None, today: dt.date
    ) -> Iterator[SimpleNamespace]:
        """A row's status by its name."""
        assert threshold is None or threshold >= 50
        assert today == TODAY
        return map(self.of_batch, frames)

    def of_batch(self, frame: pl.DataFrame) -> SimpleNamespace:
        """What comes of some rows."""
        said = [(row, name, self.states.get(name, "no alert")) for row, name in frame.select("row", "name").iter_rows()]
        made = [(row, name, state) for row, name, state in said if state in ("alert", "suppressed")]
        hits = [
            Hit(**{**FACTS, "row": row, "queried_name": name, "alert": state == "alert"}) for row, name, state in made
        ]
        columns = {"row": [row for row, _, _ in said], "status": [state for _, _, state in said]}
        rows = pl.DataFrame({**columns, "problem": ["no letters" if state == "in error" else "" for *_, state in said]})
        return SimpleNamespace(hits=hits_frame(hits), rows=rows)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Runs a command line against the fake lists, on a fixed day, in an empty folder and with an empty user store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "Screener", FakeScreener)
    for module in ("cli._lists", "cli._run"):
        monkeypatch.setattr(f"screening.{module}.today", lambda: TODAY)
    monkeypatch.setattr("screening.store.default_store", lambda: tmp_path / "none")

    def run(*arguments: str, given: str = "") -> SimpleNamespace:
        if given:
            Path("in.csv").write_text(given, "utf-8")
        monkeypatch.setattr("sys.argv", ["screening", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return SimpleNamespace(code=end.value.code or 0, out=out, err=err)

    return run


def breaking(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make screening end with an error."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(FakeScreener, "run_batches", fail)


@pytest.mark.parametrize(
    ("given", "options", "code"),
    [
        ("name\nAnna\n", (), 0),
        ("name\nOlga\n", (), 0),
        ("name\nOlga\n", ("--exit-code",), 1),
        ("name\nAnna\n", ("--exit-code",), 0),
        ("name\nWeak\n", ("--exit-code",), 0),
        ("name\nOlga\nBad\n", ("--exit-code",), 2),
        ("name,x\nOlga\n", (), 2),
        ("name\nAnna\n", ("--max-age", "9"), 0),
        ("name\nAnna\n", ("--max-age", "8"), 3),
        ("name\nAnna\n", ("--threshold", "101"), 2),
        ("name\nAnna\n", ("--threshold", "x"), 2),
        ("name\nAnna\n", ("--as-of", "yesterday"), 2),
        ("name\nAnna\n", ("--format", "docx"), 2),
        ("name\nAnna\n", ("--format", "xlsx"), 2),
        ("name\nAnna\n", ("--out", "absent/hits.csv"), 2),
        ("name\nAnna\n", ("--out", "hits.docx"), 2),
        ("name\nAnna\n", ("--out", "in.csv"), 2),
        ("shoe size\n38\n", (), 2),
    ],
)
def test_exit_codes(command: Command, given: str, options: tuple[str, ...], code: int) -> None:
    """HT-13: 0 ran, 1 alerts where asked for, 2 could not run or rows in error, 3 a list too old."""
    assert command("screen", "in.csv", *options, given=given).code == code


@pytest.mark.parametrize(
    "arguments",
    [("screen", "in.csv"), ("check", "Anna"), ("scan", "--text", "Anna"), ("payments", "in.csv"),
     ("ownership", "edges.csv")],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_old_lists_are_refused_where_that_is_asked_for(
    command: Command, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """LD-05, in every command that screens: exit code 3, the list and its age in one line, and nothing screened."""
    for module in ("_scan", "_payments", "_ownership"):
        monkeypatch.setattr(f"screening.cli.{module}.Screener", FakeScreener)
    Path("edges.csv").write_text("owner,owned,percent,control\nA,B,60,\n", "utf-8")
    ran = command(*arguments, "--max-age", "1", given="name\nAnna\n")
    assert (ran.code, ran.out) == (3, "")
    assert "error: older than 1 day: xx_list of 2024-01-11 (9 days). Get newer copies" in ran.err


def test_a_list_is_old_from_the_first_day_on() -> None:
    """LD-05: ages are whole days, so what was current yesterday may be more than 24 hours old; the day itself not."""
    line = ListLine("xx", "", "", dt.date(2024, 1, 11), 0, 1, 1, "")
    assert [replace(line, age_days=age).is_old for age in (0, 1, 2)] == [False, True, True]
    assert not replace(line, age_days=9, starter=True).is_old


def test_the_counts_add_up_and_say_what_was_screened(command: Command) -> None:
    """Every row is in one of four counts; columns, lists with age, ownership and HT-25's words are said."""
    ran = command("screen", "in.csv", given="name,shoe size\nOlga,1\nWeak,2\nAnna,3\nBad,4\n ,5\n\n")
    for said in (
        "read in.csv: 5 rows, encoding UTF-8, delimiter comma",
        "columns taken: name as name",
        "columns not screened: shoe size",
        "list xx_list of 2024-01-11, age 9 days, 10 entries, 20 names, Ministry of Nowhere",
        "warning: a day old or older: xx_list",
        "row 4 in error: no letters",
        "row 5 in error: no name, native name or identifier",
        "hits 2, of which alerts 1",
        "rows screened 5 = with alert 1 + suppressed 1 + no alert 1 + in error 2",
        "ownership not assessed",
        "1 row: no alert at threshold 74 against lists xx_list of 2024-01-11",
    ):
        assert f"{said}\n" in ran.err.replace(". Hits are", "\nHits are")
    assert "clear" not in (ran.out + ran.err).lower()


@pytest.mark.parametrize(("options", "said"), [((), True), (("--no-keep-words",), False)])
def test_words_of_names_are_kept_unless_not_wanted(command: Command, options: tuple[str, ...], said: bool) -> None:
    """What is kept of customers' names is said, with the way to keep nothing."""
    ran = command("screen", "in.csv", *options, given="name\nOlga\n")
    assert ("kept 7 new words of names" in ran.err) is said


def test_hits_go_to_standard_output_alone(command: Command) -> None:
    """What is said about the run does not mix with the hits."""
    ran = command("screen", "in.csv", given="name\nOlga\n")
    assert ran.out.startswith("\nrow 1: Both words are equal. (alert)\n")
    assert "rows screened" not in ran.out


@pytest.mark.parametrize("name", ["csv", "jsonl", "html"])
def test_a_text_format_without_a_file_goes_to_standard_output(command: Command, name: str) -> None:
    """--format without --out writes the same bytes that a file would hold."""
    command("screen", "in.csv", "--out", f"hits.{name}", given="name\nOlga\n")
    assert command("screen", "in.csv", "--format", name).out.strip("\n") == Path(f"hits.{name}").read_text(
        "utf-8"
    ).strip("\n")


@pytest.mark.parametrize("name", ["csv", "jsonl", "html", "txt", "xlsx", "parquet"])
def test_the_suffix_of_out_names_the_format(command: Command, name: str) -> None:
    """--out alone is enough; the report is there, and nothing beside it."""
    ran = command("screen", "in.csv", "--out", f"hits.{name}", given="name\nOlga\n")
    assert (ran.code, ran.out) == (0, "")
    assert sorted(path.name for path in Path().iterdir()) == [f"hits.{name}", "in.csv"]


def test_an_unwritable_output_is_refused_before_the_work(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """No one waits for a run whose report has no place."""
    breaking(monkeypatch, AssertionError())
    ran = command("screen", "in.csv", "--out", "absent/hits.csv", given="name\nOlga\n")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "absent/hits.csv: the report cannot be written" in ran.err


@pytest.mark.parametrize("error", [ValueError("Olga"), RuntimeError("Olga"), MemoryError()])
def test_a_fault_of_ours_tells_no_name(command: Command, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """HT-26: one last line with the kind of error and the version, exit code 4, no report, no customer's name."""
    breaking(monkeypatch, error)
    ran = command("screen", "in.csv", "--out", "hits.csv", given="name\nOlga\n")
    assert ran.code == 4
    assert f"internal error: {type(error).__name__} at " in ran.err.splitlines()[-1]
    assert "Olga" not in ran.err + ran.out
    assert not Path("hits.csv").exists()


def test_an_interruption_ends_with_130(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is one line and leaves no report."""
    breaking(monkeypatch, KeyboardInterrupt())
    ran = command("screen", "in.csv", "--out", "hits.csv", given="name\nOlga\n")
    assert (ran.code, ran.err.splitlines()[-1]) == (130, "interrupted; no report was written")
    assert not Path("hits.csv").exists()


@pytest.mark.parametrize("error", [ListMissingError("it is not there"), ListRefusedError("HTML", where="x.xml")])
def test_a_list_that_cannot_be_trusted_ends_with_3(
    command: Command, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Nothing is screened against a list that is missing or refused."""

    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(FakeScreener, "load", fail)
    ran = command("check", "Olga")
    assert (ran.code, ran.err, ran.out) == (3, f"error: {error}\n", "")


def test_the_starter_list_is_named_as_none_to_rely_on(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever screens against the embedded list is told so, in the messages and in the hits."""
    loaded = FakeScreener.loaded[0]
    monkeypatch.setattr(FakeScreener, "loaded", (replace(loaded, spec=replace(loaded.spec, starter=True)),))
    ran = command("check", "Olga")
    assert STARTER in ran.out
    assert STARTER in ran.err


def test_lists_that_are_not_screened_are_said(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that no list.toml describes, and a list younger than the date asked for, are named."""
    monkeypatch.setattr(store, "unknown_lists", lambda _: ("zz_list",))
    monkeypatch.setattr(store, "left_out", lambda *_: ("yy_list",))
    ran = command("check", "Anna", "--as-of", "2024-01-12")
    assert "not screened: zz_list" in ran.err
    assert "no snapshot as old as 2024-01-12, not screened: yy_list" in ran.err
    assert "age 1 day," in ran.err
    assert "zz_list" not in command("check", "Anna", "--list", "xx_list").err


def test_check_writes_one_json_document(command: Command) -> None:
    """--json is for programs: standard output is JSON and nothing else."""
    ran = command("check", "Olga", "--kind", "person", "--born", "1970", "--country", "NO", "--id", "lei:x", "--json")
    document = json.loads(ran.out)
    assert (ran.code, document["hits"][0]["queried_name"], document["summary"]["rows_with_alert"]) == (0, "Olga", 1)


@pytest.mark.parametrize(
    "arguments", [("check", " "), ("check", "A\udcff"), ("check", "Anna", "--kind", "wombat"), ("screen", "absent.csv")]
)
def test_what_cannot_be_screened_ends_with_2(command: Command, arguments: tuple[str, ...]) -> None:
    """An empty name, an unknown kind, a missing file."""
    assert command(*arguments).code == 2


def test_lists_show_and_import_say_what_the_store_holds(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line a list with its authority, date, age and size."""
    monkeypatch.setattr("screening.cli._lists._each", lambda *_: (FakeScreener.loaded, []))
    line = "xx_list\tMinistry of Nowhere\t2024-01-11\t9 days\t10\t20\tabababababab\tnever, no manifest"
    assert line in command("lists", "show").out.splitlines()
    monkeypatch.setattr(store, "import_snapshot", lambda *_, **__: FakeScreener.loaded[0].snapshot)
    ran = command("lists", "import", "xx_list", "a.csv", "--date", "2024-01-11")
    assert ran.out == "in the store already: xx_list of 2024-01-11: 10 entries, 20 names, SHA-256 abababababab\n"


def test_progress_tells_rate_and_time_left() -> None:
    """The rest of the file is taken to go as the rows of this run did, whatever was done before."""
    assert pace(10_000, 10_000, 0.5, 5.0) == "10,000 rows, 2,000 rows/s, 0:00:05 left"
    assert pace(20_000, 10_000, 0.25, 5.0) == "20,000 rows, 2,000 rows/s, 0:00:30 left"
    assert pace(1, 1, 1.0, 0.0).endswith("0:00:00 left")


def test_the_version_is_shown(command: Command) -> None:
    """--version says name and version and ends well."""
    ran = command("--version")
    assert (ran.code, ran.out) == (0, f"screening {version()}\n")


def test_the_example_is_screened_against_the_starter_list(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The whole way, with nothing but what ships: the listed parties are alerts, the others none."""
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    ran = command("screen", str(ROOT / "examples" / "counterparties.csv"), "--out", "hits.jsonl")
    hits = [json.loads(line) for line in Path("hits.jsonl").read_text("utf-8").splitlines()]
    alerts = {hit["customer_id"] for hit in hits if hit["alert"]}
    assert ran.code == 0
    assert {"C-001", "C-002", "C-003", "C-004", "C-005", "C-006"} <= alerts
    assert alerts.isdisjoint({"C-008", "C-009", "C-010", "C-011", "C-012", "C-013"})
    assert all(hit["authority"] and hit["reason"] and hit["list_note"] == STARTER for hit in hits)


def test_policy_show_says_where_values_come_from(command: Command) -> None:
    """Every effective value with its line, as text and as JSON; without a file the defaults (IN-10)."""
    Path("p.toml").write_text('threshold = 80\n[[threshold_rule]]\nlist = "un_sc"\nthreshold = 90\n', "utf-8")
    shown = command("policy", "show", "p.toml").out
    assert [line.split() for line in shown.splitlines()][1] == ["threshold", "80", "line", "1"]
    values = {each["key"]: each for each in json.loads(command("policy", "show", "p.toml", "--json").out)["values"]}
    assert values["threshold_rule 1"] == {
        "key": "threshold_rule 1",
        "value": {"list": "un_sc", "threshold": 90},
        "origin": "line 2",
    }
    assert all(line.endswith("default") for line in command("policy", "show").out.splitlines()[:-2])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--strict",), "strict mode needs a policy"),
        (("--strict", "--policy", "p.toml"), "author is missing"),
        (("--strict", "--policy", "signed.toml", "--threshold", "80"), "--threshold is not allowed in strict mode"),
        (("--policy", "signed.toml", "--measure", "travel ban"), "--measure is not allowed in strict mode"),
        (("--near-misses", "30"), "30 points under the threshold 74"),
    ],
)
def test_options_that_the_policy_forbids_end_with_2(command: Command, options: tuple[str, ...], said: str) -> None:
    """In strict mode what decides about alerts stands in the policy, signed (US-20); nothing is looked for under 50."""
    Path("p.toml").write_text("threshold = 80\n", "utf-8")
    signed = 'strict = true\nauthor = "J. Doe"\ndate = 2026-11-20\nrationale = "Minutes."\n'
    Path("signed.toml").write_text(signed, "utf-8")
    ran = command("screen", "in.csv", *options, given="name\nAnna\n")
    assert (ran.code, said in ran.err) == (2, True)


def test_columns_of_the_policy_are_taken(command: Command) -> None:
    """A header that says nothing by itself is what the policy says; one that the file lacks is an error."""
    Path("p.toml").write_text('[columns]\n"Kd-Bez." = "name"\nname = "not screened"\n', "utf-8")
    ran = command("screen", "in.csv", "--policy", "p.toml", given="name,Kd-Bez.\nAnna,Olga\n")
    assert "columns taken: Kd-Bez. as name\ncolumns not screened: name\n" in ran.err
    assert "row 1: " in ran.out
    ran = command("screen", "in.csv", "--policy", "p.toml", given="name\nAnna\n")
    assert (ran.code, "no column 'Kd-Bez.'" in ran.err) == (2, True)


@pytest.mark.parametrize("asked", ["un_sc", ":7", "un_sc:", ""])
def test_why_not_needs_a_listed_party(command: Command, asked: str) -> None:
    """The option names a list and an entry."""
    ran = command("check", "Anna", "--why-not", asked)
    assert (ran.code, "LIST:ENTRY" in ran.err) == (2, True)
