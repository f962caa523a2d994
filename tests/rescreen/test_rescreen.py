"""Law: delta(A -> B) = full(B) - full(A), byte for byte, whatever changes in lists and customers."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening import counterparties, rescreen, runs, saved
from screening.counterparties import COUNTERPARTIES
from screening.reports import Summary
from screening.runs import Record, Screens, read_record
from screening.schema import Counterparty, Designation, Fact, FactKind, Kind
from screening.screen import Screener
from screening.store import Loaded
from tests.worlds import ACTION, DAY, designation, loaded

NAMES = (
    "Ivan Petrovich Ivanov",
    "Kraken Marine Trading LLC",
    "Volga State Bank",
    "Mikheychik Vladimir",
    "Mohammed bin Ali Hasan",
    "224th Flight Unit",
    "Li Wei",
)
SAID = (
    "Иван Иванов",
    "I. P. Ivanov",
    "Ivanov",
    "KrakenMarine Trading",
    "Kra ken Marine",
    "Volga Bank",
    "Mik heychik V",
    "Mihejčik Vladimir",
    "محمد علي حسن",
    "224 Flight Unit",
    "李伟",
    "Bank",
    "Anna Holmqvist",
    "...",
)
ENTRY = st.builds(
    designation,
    st.sampled_from("123"),
    st.sampled_from(NAMES),
    st.sampled_from([Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL]),
    aliases=st.lists(st.sampled_from(NAMES), max_size=1),
    weak=st.lists(st.sampled_from(NAMES), max_size=1),
    facts=st.lists(st.just(Fact(FactKind.IDENTIFIER, "9187629", type="imo")), max_size=1),
    actions=st.sampled_from([[ACTION], [dataclasses.replace(ACTION, reason="Moved more.")]]),
)
LIST = st.lists(ENTRY, max_size=3, unique_by=lambda each: each.entry_id)
ROW = st.tuples(
    st.sampled_from(["", "c1", "c2", "c3"]),
    st.sampled_from((*NAMES, *SAID)),
    st.sampled_from(["", "imo:9187629"]),
    st.sampled_from(["", *NAMES[:3]]),
)
FILE = st.lists(ROW, max_size=6)


def written(place: Path, screens: Screens, rows: Sequence[tuple[str, str, str, str]]) -> Record:
    """The record of a run over some customers."""
    file = place.with_suffix(".csv")
    head = ("id", "name", "identifier", "director")
    pl.DataFrame(rows, schema=dict.fromkeys(head, pl.String), orient="row").write_csv(file)
    writer, nothing = runs.Writer(place, file), Summary(*(0,) * 7, 74.0, (), DAY)
    with writer.opened({}):
        hits = alerts = 0
        status = Counter[str]()
        for part, found in runs.screened(screens, counterparties.parts(file, 4), None, DAY):
            writer.add(part, found, nothing)
            status.update(runs.account(part, found)["status"])
            hits, alerts = hits + found.hits.height, alerts + int(found.hits["alert"].sum())
        alert, suppressed, quiet, faulty = (status[each] for each in ("alert", "suppressed", "no alert", "in error"))
        summary = Summary(status.total(), alert, suppressed, quiet, faulty, hits, alerts, 74.0, (), DAY)
        now = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
        writer.finish(runs.Basis("0" * 64, screens.policy, None, (), None, DAY, now), summary, now)
    return read_record(place)


def differs(one: Record, other: Record) -> list[str]:
    """The files of two records that are not the same bytes."""
    names = ("hits.jsonl", "rows.csv")
    return [name for name in names if (one.folder / name).read_bytes() != (other.folder / name).read_bytes()]


@pytest.mark.slow
@settings(max_examples=30)
@given(st.tuples(LIST, LIST), FILE, FILE, st.booleans())
def test_rescreening_is_screening_everything(
    tmp_path_factory: pytest.TempPathFactory,
    lists: tuple[list[Designation], list[Designation]],
    rows: list[tuple[str, str, str, str]],
    other_rows: list[tuple[str, str, str, str]],
    same: bool,
) -> None:
    """Hits, rows and run id of a re-screening are those of a full run; its outcome is the difference of the two."""
    folder = tmp_path_factory.mktemp("rescreen")
    rows_now = rows if same else [*other_rows, *rows[1:]]
    one, other = [loaded(*lists[0])], [later(loaded(*lists[1]))]
    before = written(folder / "before", Screener(one), rows)
    full = written(folder / "full", Screener(other), rows_now)
    changed = rescreen.changed_designations(one, other)
    knows = (
        rescreen.known_rows(before.rows(), rescreen.frame_of_hits(before), one, other)
        if same
        else rescreen.known(before)
    )
    work = rescreen.Rescreener(Screener(other), Screener(changed) if changed else None, knows)
    again = written(folder / "again", work, rows_now)
    assert differs(full, again) == []
    assert full.run_id == again.run_id
    found = rescreen.outcome(before, again.hits(), again.rows(), None)
    was, now = Counter(_ids(before)), Counter(_ids(full))
    opened = found.filter(pl.col("previous_row").is_null())["alert_id"]
    closed = found.filter(pl.col("row").is_null())["alert_id"]
    assert Counter(opened) == now - was
    assert Counter(closed) == was - now
    assert found.height == (now | was).total()
    assert set(found["change"]) <= set(rescreen.STATES)


def later(listed: Loaded) -> Loaded:
    """A list as another snapshot of the next day."""
    snapshot = dataclasses.replace(listed.snapshot, date=DAY + dt.timedelta(days=1), sha256="f" * 64)
    return dataclasses.replace(listed, snapshot=snapshot)


def _ids(record: Record) -> list[str]:
    return [hit["alert_id"] for hit in record.hits()]


def test_only_what_can_have_changed_is_screened_whole(tmp_path: Path) -> None:
    """Rows without a hit meet the new designation only; a customer that changed meets all."""
    one = [loaded(designation("1", NAMES[0]), designation("2", NAMES[1]))]
    other = [loaded(designation("1", NAMES[0]), designation("2", NAMES[1]), designation("3", NAMES[2]))]
    rows = [("c1", "Anna Holmqvist", "", ""), ("c2", "Erik Larsson", "", ""), ("c3", NAMES[0], "", "")]
    before = written(tmp_path / "before", Screener(one), rows)
    changed = rescreen.changed_designations(one, other)
    assert [each.tables.designations["entry_id"].to_list() for each in changed] == [["3"]]
    work = rescreen.Rescreener(Screener(other), Screener(changed), rescreen.known(before))
    written(tmp_path / "again", work, [rows[0], ("c2", "Erik Larssen", "", ""), rows[2]])
    assert (work.rows, work.whole) == (3, 2)


def test_the_same_customers_are_known_by_their_rows(tmp_path: Path) -> None:
    """Hits on designations that are as they were are carried over; by fingerprints their rows are screened whole."""
    one = [loaded(designation("1", NAMES[0]), designation("3", NAMES[1]))]
    other = [
        later(loaded(designation("1", NAMES[0]), designation("2", NAMES[2]), designation("3", NAMES[1], weak=["X"])))
    ]
    rows = [("c1", "Anna Holmqvist", "", NAMES[0]), ("c2", "...", "", ""), ("c3", NAMES[2], "", ""), ("", "Li", "", "")]
    rows += [("c4", NAMES[0], "", NAMES[2]), ("c5", NAMES[1], "", NAMES[0])]
    before = written(tmp_path / "before", Screener(one), rows)
    changed, records = Screener(rescreen.changed_designations(one, other)), []
    for known, whole in (
        (rescreen.known(before), 5),
        (rescreen.known_rows(before.rows(), rescreen.frame_of_hits(before), one, other), 4),
    ):
        work = rescreen.Rescreener(Screener(other), changed, known)
        records.append(written(tmp_path / f"again{whole}", work, rows))
        assert (work.rows, work.whole) == (6, whole)
    assert differs(*records) == []
    assert differs(records[0], written(tmp_path / "full", Screener(other), rows)) == []


def test_hits_of_a_record_as_they_were(tmp_path: Path) -> None:
    """What a record says of its hits is read as it was written."""
    screener = Screener([loaded(designation("1", NAMES[0]), designation("2", NAMES[1]))])
    rows = [("c1", NAMES[0], "imo:9187629", ""), ("c2", NAMES[1], "", NAMES[0]), ("c3", "Anna Holmqvist", "", "")]
    record = written(tmp_path / "run", screener, rows)
    [part] = counterparties.parts(record.input, 9)
    assert rescreen.frame_of_hits(record).equals(screener.run(part.frame).hits)


def test_everything_is_screened_where_nothing_is_known() -> None:
    """Another program, other weights, or lists that are not at hand: no row is taken as known."""
    work = rescreen.Rescreener(Screener([loaded(designation("1", NAMES[0]))]), None, rescreen.known(None))
    frame = counterparties.single(Counterparty("Ivan Ivanov")).frame
    [found] = work.run_batches([frame.select(COUNTERPARTIES.names())])
    assert (found.hits.height, work.whole) == (1, 1)


def test_words_are_kept_of_all_that_was_screened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of rows that met the changed designations only are kept too; without such there is one screener to ask."""
    asked = list[set[str]]()

    def keep(pieces: list[str], *_: object) -> int:
        asked.append(set(pieces))
        return 1

    monkeypatch.setattr(saved, "keep_words", keep)
    one, other = (Screener([loaded(designation("1", name))]) for name in NAMES[:2])
    one.check("Anna Holmqvist")
    other.check("Erik Larsson")
    assert rescreen.Rescreener(one, other, rescreen.known(None)).keep_words() == 2
    assert asked == [{"Anna", "Holmqvist"}, {"Erik", "Larsson"}]
    assert rescreen.Rescreener(one, None, rescreen.known(None)).keep_words() == 1
