"""The same bytes give the same hits, whatever the process."""

import os
import subprocess
import sys

from tests.data import ROOT

PROGRAM = """
from screening import Screener, Counterparty
for name in ("Vladimir Mikheitchik", "Komid", "224 Flight Unit", "Kim Chol Sam"):
    for hit in Screener.load(None, ["starter"]).check(Counterparty(name, birth_date="1970", countries=["RU", "KP"])):
        print(hit)
"""


def answer(seed: str) -> str:
    """What a fresh process with this hash seed prints."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    return run.stdout


def test_hash_seeds_do_not_matter() -> None:
    """Two processes with different hash seeds print the same hits, field for field."""
    first = answer("1")
    assert "47173" in first
    assert first == answer("2")
