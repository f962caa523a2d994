"""Law of a report under kill -9: at every moment of its writing there is the older file, or the new one whole."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.data import ROOT

KILLS = 20
FORMATS = ("csv", "jsonl", "parquet", "html", "xlsx")
OLD = b"the report of yesterday"
WRITING = """
import json, os, signal, sys, time
from pathlib import Path
from screening import reports
from screening.cli._kept import Kept
from screening.reports import Report
from tests.reports.made import report

HITS = {"csv": 600, "jsonl": 600, "parquet": 1500, "html": 60, "xlsx": 60}
folder, format_name, kills, old = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4].encode()
plug, growing = reports.load(format_name), reports.growing(format_name)

def write(path, whole):
    # as the command line does: a format that grows, part by part; the others at once
    if growing is None:
        reports.write(format_name, whole, path)
        return
    kept = Kept(path, growing, {})
    with kept.opened(resume=False):
        for at in range(0, whole.hits.height, 50):
            kept.tally.rows += 50
            kept.add(Report(whole.hits[at : at + 50], whole.originals, whole.summary), {})
        kept.finish()

def run(path, after):
    path.write_bytes(old)
    log, to = os.pipe()
    child = os.fork()
    if not child:  # polars starts its threads when it is first used: after the fork
        whole = report(*[{"row": 1 + at % 3} for at in range(HITS[format_name])])
        reports.write(format_name, report({}), folder / f".warm{os.getpid()}")  # what is loaded at first use
        os.write(to, b"begun\\n")
        write(path, whole)
        os.write(to, b"done\\n")
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
    return {"inside": inside, "after": took, "path": path.name}

suffix = plug.SUFFIXES[0]
window = min(run(folder / f"whole{at}{suffix}", None)["after"] for at in range(2))
killed = [run(folder / f"run{at}{suffix}", window * (at + 0.5) / kills) for at in range(kills)]
print(json.dumps({"window": window, "suffix": suffix, "killed": killed}))
"""


def content(path: Path) -> object:
    """What a report holds; of a workbook all but the second in which it was made."""
    if path.suffix != ".xlsx" or not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return {each.filename: each.CRC for each in book.infolist() if each.filename != "docProps/core.xml"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_any_moment_there_is_the_older_report_or_a_whole_one(tmp_path: Path) -> None:
    """20 kills spread over the measured time of writing each format; the log says that they fell inside it."""
    inside = 0
    for name in FORMATS:
        folder = tmp_path / name
        folder.mkdir()
        command = [sys.executable, "-c", WRITING, str(folder), name, str(KILLS // len(FORMATS)), OLD.decode()]
        log = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
        inside += sum(each["inside"] for each in log["killed"])
        whole = content(folder / f"whole0{log['suffix']}")
        assert whole != OLD
        assert content(folder / f"whole1{log['suffix']}") == whole
        for each in log["killed"]:
            assert content(folder / each["path"]) in (OLD, whole), (name, each)
        beside = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
        assert all(each.endswith((log["suffix"], ".part", ".journal", ".lock")) for each in beside)
    assert inside >= KILLS * 3 // 4
