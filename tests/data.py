"""The one way to the full lists and cases: ``$SCREENING_TEST_DATA``, default ``../shared`` beside the checkout.

They are test data only: no file, row or fixture cut from them belongs in this repository.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("SCREENING_TEST_DATA", ROOT.parent / "shared"))


def test_data(relative: str) -> Path:
    """The path of a file or folder of the test data; skips the calling test, saying so, where it is absent."""
    path = DATA / relative
    if not path.exists():
        pytest.skip(f"test data absent: set SCREENING_TEST_DATA to a folder that holds {relative}")
    return path


test_data.__test__ = False  # type: ignore[attr-defined]  # a way to data, not a test
