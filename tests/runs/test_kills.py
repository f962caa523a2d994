"""Law of a run record under kill -9: at every moment of its writing there is none, and after it a whole one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from screening.runs import read_record, verify
from tests.data import ROOT

KILLS = 20
WRITING = """
import json, os, signal, sys, time
from datetime import date, datetime, timezone
from pathlib import Path
import polars as pl
from screening import counterparties, runs
from screening.policy import Policy
from screening.reports import Summary
from screening.schema import hits_frame
from screening.screen import Run
from tests.reports.made import FACTS, Hit

folder, kills = Path(sys.argv[1]), int(sys.argv[2])
DAY, NOW = date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=timezone.utc)

def write(place, say):
    parts = list(counterparties.parts(folder / "in.csv", 50))
    hits = hits_frame([Hit(**{**FACTS, "row": 1})] * 20)
    rows, found = sum(part.rows for part in parts), 20 * len(parts)
    summary = Summary(rows, rows, 0, 0, 0, found, found, 74.0, (), DAY)
    writer = runs.Writer(place, folder / "in.csv")
    say("begun")
    with writer.opened({}):
        for part in parts:
            status = part.frame.select("row", status=pl.lit("alert"), problem=pl.lit(""))
            writer.add(part, Run(hits, status), summary)
        writer.finish(runs.Basis("0" * 64, Policy(), None, (), None, DAY, NOW), summary, NOW)
    say("done")

def run(place, after):
    log, to = os.pipe()
    child = os.fork()
    if not child:  # polars starts its threads when it is first used: after the fork
        write(place, lambda what: os.write(to, f"{what}\\n".encode()))
        signal.pause()
    os.close(to)
    assert os.read(log, 6) == b"begun\\n"
    begun = time.monotonic()
    if after is None:
        assert os.read(log, 5) == b"done\\n"
    else:
        time.sleep(after)
    took = time.monotonic() - begun
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    inside = after is not None and os.read(log, 5) != b"done\\n"
    os.close(log)
    return {"inside": inside, "after": took, "there": place.exists()}

window = min(run(folder / f"whole{at}", None)["after"] for at in range(3))
killed = [run(folder / f"run{at}", window * at / kills) for at in range(kills)]
print(json.dumps({"window": window, "killed": killed}))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_any_moment_there_is_no_record_or_a_whole_one(tmp_path: Path) -> None:
    """20 kills spread over the measured time of writing; the log says that they fell inside it."""
    (tmp_path / "in.csv").write_text("name\n" + "Anna Holmqvist\n" * 1000)
    command = [sys.executable, "-c", WRITING, str(tmp_path), str(KILLS)]
    log = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    assert len(log["killed"]) == KILLS
    assert sum(each["inside"] for each in log["killed"]) >= KILLS * 3 // 4, log
    for place in tmp_path.glob("*[0-9]"):
        if not place.name.startswith("."):
            assert list(verify(read_record(place), None)) == []
