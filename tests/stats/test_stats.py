"""Laws of management information: every figure is a count of the record's own rows and hits."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from screening import stats
from screening.errors import InputError
from screening.schema import BELOW, SUPPRESSED, WEAK_ALONE, WHY_NO_ALERT, Part
from tests.stats.made import record

HIT = st.fixed_dictionaries({
    "row": st.integers(1, 4),
    "score": st.integers(5000, 10000).map(lambda hundredths: hundredths / 100),
    "grade": st.sampled_from(["exact", "strong", "weak"]),
    "list_id": st.sampled_from(["xx_list", "yy"]),
    "entry_id": st.sampled_from(["7", "8"]),
    "programmes": st.sampled_from([(), ("P1",), ("P1", "P2")]),
    "alert_id": st.sampled_from(["a1", "a2", "a3", "a4"]),
    "threshold": st.sampled_from([60.0, 74.0]),
    "why_no_alert": st.sampled_from(["", "", *WHY_NO_ALERT]),
})  # fmt: skip
RUNS = st.lists(st.lists(HIT, max_size=8), min_size=1, max_size=3)


def of(folder: Path, *runs: Sequence[Mapping[str, Any]]) -> stats.Stats:
    """The figures of records with these hits, day after day."""
    days = [f"2024-01-2{number}" for number in range(len(runs))]
    folders = [record(folder / day, hits, run_id=day, day=day) for day, hits in zip(days, runs, strict=True)]
    return stats.stats([stats.read(each) for each in folders], top=100)


@settings(max_examples=25, deadline=None)
@given(RUNS)
def test_totals_equal_the_row_level_data(runs: list[list[dict[str, Any]]]) -> None:
    """Each figure of each run, and each group over all runs, is what counting the hits by hand gives."""
    with TemporaryDirectory() as folder:
        found = of(Path(folder), *runs)
    seen: set[str] = set()
    for figures, hits in zip(found.runs, runs, strict=True):
        why = Counter(hit["why_no_alert"] for hit in hits)
        alerts = [hit for hit in hits if not hit["why_no_alert"]]
        assert (figures.hits, figures.alerts) == (len(hits), len(alerts))
        assert (figures.weak_alone, figures.suppressed, figures.near_misses) == (
            why[WEAK_ALONE], why[SUPPRESSED], why[BELOW])  # fmt: skip
        assert figures.hits == (figures.alerts + figures.weak_alone + figures.suppressed + figures.near_misses
                                + figures.other_no_alert)  # fmt: skip
        assert figures.rows == 4 == figures.with_alert + figures.suppressed_rows + figures.no_alert + figures.in_error
        assert figures.with_alert == len({hit["row"] for hit in alerts})
        assert figures.repeat_alerts == sum(hit["alert_id"] in seen for hit in alerts)
        assert figures.per_thousand == pytest.approx(1000 * len(alerts) / 4)
        seen |= {hit["alert_id"] for hit in alerts}
    every = [hit for hits in runs for hit in hits]
    assert (found.total.hits, found.total.rows) == (len(every), 4 * len(runs))
    keys: dict[str, Callable[[dict[str, Any]], tuple[str, ...]]] = {
        "list": lambda hit: (hit["list_id"],),
        "programme": lambda hit: hit["programmes"] or ("not published",),
        "grade": lambda hit: (hit["grade"],),
        "why no alert": lambda hit: (hit["why_no_alert"],) if hit["why_no_alert"] else (),
    }
    for what, key in keys.items():
        counted = Counter(value for hit in every for value in key(hit))
        alerted = Counter(value for hit in every if not hit["why_no_alert"] for value in key(hit))
        assert {group.value: (group.hits, group.alerts) for group in found.by[what]} == {
            value: (count, alerted[value]) for value, count in counted.items()
        }
    assert sum(alerts + other for _, alerts, other in found.scores) == len(every)
    assert sum(each.alerts for each in found.designations) == found.total.alerts
    assert json.loads(stats.as_json(found))["total"]["alerts"] == found.total.alerts


def test_words_that_earned_points_are_counted_once_an_alert(tmp_path: Path) -> None:
    """A word counts for an alert if it matched, not if it was left over, and never for a hit that is no alert."""
    parts = (Part("equal", "Olga", "Olga", 50.0, 50.0), Part("equal", "olga", "olga", 25.0, 25.0),
             Part("extra", "Snow", "", 25.0, 0.0))  # fmt: skip
    hits: list[dict[str, Any]] = [
        {"parts": parts},
        {"parts": parts, "row": 3},
        {"parts": parts, "why_no_alert": SUPPRESSED},
    ]
    assert of(tmp_path, hits).words == (stats.Noisy("olga", 2, 2),)


def test_ages_times_and_order(tmp_path: Path) -> None:
    """Lists are as old as on the day of the run; runs stand in the order of their days however they are given."""
    later = record(tmp_path / "b", [{}], run_id="b", day="2024-01-21")
    earlier = record(tmp_path / "a", [{}], run_id="a", day="2024-01-20")
    found = stats.stats([stats.read(later), stats.read(earlier)])
    assert [(run.name, run.repeat_alerts, run.lists[0][2]) for run in found.runs] == [("a", 0, 9), ("b", 1, 10)]
    assert (found.runs[0].seconds, found.runs[0].ms_per_row, found.total.seconds) == (2.0, 500.0, 4.0)


def test_text_and_page_say_the_figures(tmp_path: Path) -> None:
    """The table has a column a run and their sum; the page has the same, with pictures, escaped, without a script."""
    found = of(tmp_path, [{"primary_name": "<b>Snow", "list_id": "<i>"}], [{}, {"why_no_alert": WEAK_ALONE, "row": 3}])
    said = [line.split() for line in stats.lines(found)]
    assert ["hits", "1", "2", "3"] in said
    assert ["alerts", "per", "1,000", "rows", "250.00", "250.00", "250.00"] in said
    page = etree.HTML(stats.as_html(found), etree.HTMLParser())
    assert [each.text for each in page.iter("title")][1:3] == ["Alerts per 1,000 rows, run by run", "Hits by score"]
    assert not list(page.iter("script", "b2"))
    assert "<b>Snow" in "".join(page.itertext())
    assert "threshold 74" in "".join(page.itertext())


def test_a_run_without_hits_has_figures(tmp_path: Path) -> None:
    """Nothing found is a result too."""
    found = of(tmp_path, [])
    assert (found.total.hits, found.scores, found.by["list"]) == (0, (), ())
    assert "No hits." in stats.as_html(found)
    assert list(stats.lines(found))


BROKEN = {
    "no manifest": ("run.json", None),
    "no JSON": ("run.json", "{"),
    "deep JSON": ("run.json", "[" * 100_000),
    "another format": ("run.json", '{"format": 2}'),
    "a list without date": ("run.json", '{"format": 1, "lists": [{"list_id": "x"}]}'),
    "no rows": ("rows.csv", None),
    "a row twice": ("rows.csv", "row,status\n1,no alert\n1,no alert\n2,alert\n"),
    "an unknown status": ("rows.csv", "row,status\n2,fine\n"),
    "other rows": ("rows.csv", "row,status\n1,alert\n"),
    "an alert lost": ("rows.csv", "row,status\n2,no alert\n"),
    "no hits": ("hits.jsonl", None),
    "half a line": ("hits.jsonl", '{"row": 2, "queried_name": "Olga'),
    "a key lost": ("hits.jsonl", '{"row": 2}'),
    "a number as truth": ("hits.jsonl", '{"row": true}'),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_record_is_refused(tmp_path: Path, how: str) -> None:
    """A record that is not as it should be is an error that names the place and quotes nothing of it (HT-26)."""
    name, text = BROKEN[how]
    folder = record(tmp_path / "run", [{}])
    (folder / name).unlink()
    if text is not None:
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        stats.read(folder)
    assert "run" in str(caught.value)
    assert "Olga" not in str(caught.value)
