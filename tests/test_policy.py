"""The policy file: strict, hashed, and an error names file and key."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import PolicyError, UsageError
from screening.policy import Policy, check_threshold, read_policy


def written(folder: Path, text: str) -> Path:
    """A policy file with this text."""
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_policy_file_sets_its_values(tmp_path: Path) -> None:
    """What the officer wrote is what counts, and the file's bytes are hashed."""
    policy = read_policy(written(tmp_path, 'name = "daily"\nthreshold = 80\nweak_aliases_alert = true\n'))
    assert (policy.name, policy.threshold, policy.weak_aliases_alert) == ("daily", 80, True)
    assert len(policy.sha256) == 64


@pytest.mark.parametrize("text", ["treshold = 80", "threshold = '80'", "threshold = true", "threshold = 20", "= 3"])
def test_a_wrong_policy_names_the_file(tmp_path: Path, text: str) -> None:
    """An unknown key, a wrong type, a value out of range and bad TOML are errors with the file's name."""
    with pytest.raises(PolicyError, match=r"policy\.toml"):
        read_policy(written(tmp_path, text))


def test_a_missing_policy_is_an_error(tmp_path: Path) -> None:
    """No file, no silent default."""
    with pytest.raises(PolicyError, match="cannot be read"):
        read_policy(tmp_path / "none.toml")


@given(st.floats(allow_nan=True))
def test_thresholds_outside_the_offered_range_are_refused(threshold: float) -> None:
    """50 to 100 pass, everything else is an error with the range in it."""
    if 50 <= threshold <= 100:
        assert check_threshold(threshold) == threshold
    else:
        with pytest.raises(UsageError, match="50 to 100"):
            check_threshold(threshold)


def test_equal_policies_have_equal_hashes() -> None:
    """Without a file the effective values are hashed."""
    assert Policy().sha256 == Policy().sha256 != Policy(threshold=80).sha256
