"""Measure getting lists in: entries, names, seconds and memory of each import, and the start from the saved index.

Usage: ``python -m benchmarks.lists [--data FOLDER] [--repeat N]``. Every import and every start is a process of its
own, as an officer would run it; times are of whole processes, starts the median of ``--repeat``; the store is new.
"""

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import table
from tests.data import DATA

FORMATS = {
    "us_ofac_sdn_advanced_reconstructed": "us_ofac_sdn", "us_ofac_sdn_xml_reconstructed": "us_ofac_sdn",
    "us_ofac_enhanced_sample": "us_ofac_sdn", "us_ofac_cons_advanced": "us_ofac_cons",
    "us_ofac_cons_xml": "us_ofac_cons", "uk_sl_sample": "uk_sl", "eu_fsf_sample": "eu_fsf", "ch_seco_sample": "ch_seco",
    "us_csl": "us_csl", "opensanctions_simple": "opensanctions", "opensanctions_ftm": "opensanctions",
    "un_sc_malformed": "un_sc", "uk_ofsi_closed": "uk_sl",
}  # fmt: skip
"""Folders of ``list_formats`` and the list that each is a copy of."""

START = """
import time
begin = time.perf_counter()
import pathlib, sys
from screening import Screener
screener = Screener.load(sys.argv[1])
ready = time.perf_counter()
screener.check("Mikheychik Vladimir")
print(ready - begin, time.perf_counter() - ready, screener.index_origin, sep="\\t")
"""


def newest(lists: Path) -> Iterator[tuple[str, Path]]:
    """The newest snapshot of each list in the shape of a store."""
    for folder in sorted(each for each in lists.iterdir() if each.is_dir()):
        yield folder.name, max(each for each in folder.iterdir() if each.is_dir())


def others(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every other copy: samples, other formats, closed and damaged ones."""
    for name, list_id in FORMATS.items():
        for day in sorted(each for each in (folder / name).iterdir() if each.is_dir()):
            yield list_id, day
    yield "uk_sl", next((folder.parent / "lists" / "uk_sl").glob("*/*.xml"))


def imported(list_id: str, path: Path, store: Path) -> list[str]:
    """One line of the table: what was imported, or why not."""
    command = [sys.executable, "-m", "screening", "lists", "import", list_id, str(path), "--store", str(store)]
    begin = time.perf_counter()
    run = subprocess.run([*command, "--accept-change"], capture_output=True, text=True, check=False)
    took = time.perf_counter() - begin
    said = re.search(r"(\d+) entries, (\d+) names", run.stdout)
    counts: Sequence[str] = said.groups() if said else ("", "")
    outcome = "" if said else f"exit {run.returncode}: {run.stderr.strip().splitlines()[-1].rpartition(': ')[2][:60]}"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    name = path.name if path.is_file() else f"{path.parent.name}/{path.name}"
    return [list_id, name, *counts, f"{took:.1f}", f"{peak:.0f}", outcome]


def in_a_child(list_id: str, path: Path, store: Path) -> list[str]:
    """``imported`` in a process of its own, so that the peak of memory is of this import alone."""
    command = [sys.executable, "-m", "benchmarks.lists", "--one", list_id, str(path), str(store)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(run.stdout)
    return found


def starts(store: Path, repeat: int) -> list[tuple[float, float, str]]:
    """Seconds until ready and of the first check, and where the index came from, of each start."""
    found = []
    for _ in range(repeat + 1):
        run = subprocess.run([sys.executable, "-c", START, str(store)], capture_output=True, text=True, check=True)
        ready, check, origin = run.stdout.strip().split("\t")
        found.append((float(ready), float(check), origin))
    return found


def main() -> None:
    """Print three tables: the lists of a store, all other copies, and starts."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=DATA)
    arguments.add_argument("--repeat", type=int, default=5)
    arguments.add_argument("--one", nargs=3, metavar=("ID", "PATH", "STORE"), help="import one copy, print its line")
    options = arguments.parse_args()
    if options.one:
        print(json.dumps(imported(options.one[0], Path(options.one[1]), Path(options.one[2]))))
        return
    head = ["list", "copy", "entries", "names", "seconds", "MB peak", "refused"]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its modules read already
        store = Path(folder) / "store"
        rows = [in_a_child(list_id, path, store) for list_id, path in newest(options.data / "lists")]
        total = sum(float(row[4]) for row in rows)
        print(table(head, rows), f"\nThe whole store: {total:.1f} seconds.\n")
        first, *rest = starts(store, options.repeat)
        print(f"First start: {first[0]:.1f} seconds ({first[2]}). From then on ({rest[0][2]}), median of {len(rest)}:")
        print(f"ready after {statistics.median(each[0] for each in rest):.2f} seconds, imports of Python included;")
        print(f"the first check {1000 * statistics.median(each[1] for each in rest):.0f} ms.\n")
        others_store = Path(folder) / "others"
        rows = [in_a_child(list_id, path, others_store) for list_id, path in others(options.data / "list_formats")]
        print(table(head, rows))


if __name__ == "__main__":
    main()
