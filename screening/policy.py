"""The policy of a run: threshold and weak-alias rule, one TOML file that an officer can review, hashed with each run.

::

    name = "customer base, daily"
    threshold = 74            # 0-100; hits below it are not reported
    weak_aliases_alert = false  # whether a hit on a weak alias alone counts as an alert (OFAC FAQ 122-125)
"""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from screening.errors import PolicyError, UsageError

DEFAULT_THRESHOLD = 74.0
"""On manipulated and clean names 72-76 is a plateau; below it alerts rise, above 78 left-out words are missed."""

LOWEST_THRESHOLD, HIGHEST_THRESHOLD = 50.0, 100.0
"""Thresholds offered. Below 50 are names of different parties that share words, not an analyst's queue."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What decides whether a comparison becomes a hit, and a hit an alert.

    Attributes:
        name: how the officer calls it.
        threshold: 50-100; a comparison below it is no hit.
        weak_aliases_alert: whether a hit on a weak alias alone, without other support, is an alert.
        sha256: of the policy file's bytes; of the effective values where there is no file.
    """

    name: str = "default"
    threshold: float = DEFAULT_THRESHOLD
    weak_aliases_alert: bool = False
    sha256: str = ""

    def __post_init__(self) -> None:
        check_threshold(self.threshold)
        if not self.sha256:
            values = f"{self.name}\n{self.threshold}\n{self.weak_aliases_alert}\n"
            object.__setattr__(self, "sha256", hashlib.sha256(values.encode()).hexdigest())


def check_threshold(threshold: float) -> float:
    """Return the threshold; raises UsageError where it is outside 50-100."""
    if not LOWEST_THRESHOLD <= threshold <= HIGHEST_THRESHOLD:
        raise UsageError(
            f"threshold {threshold:g} is out of range",
            way_out=f"Give a number from {LOWEST_THRESHOLD:g} to {HIGHEST_THRESHOLD:g}.",
        )
    return threshold


_KEYS: dict[str, tuple[type, ...]] = {"name": (str,), "threshold": (int, float), "weak_aliases_alert": (bool,)}


def read_policy(path: Path) -> Policy:
    """Read a policy file; raises PolicyError naming file and key where it cannot be used."""
    try:
        data = path.read_bytes()
        table = tomllib.loads(data.decode())
    except OSError as error:
        raise PolicyError("the policy cannot be read", where=str(path), way_out="Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"the policy is not TOML ({error})", where=str(path), way_out="Correct the line.") from error
    for key, value in table.items():
        if key not in _KEYS:
            known = ", ".join(_KEYS)
            raise PolicyError(f"the key {key!r} is unknown", where=str(path), way_out=f"Known keys: {known}.")
        if not isinstance(value, _KEYS[key]) or (bool not in _KEYS[key] and isinstance(value, bool)):
            raise PolicyError(f"the value of {key!r} is of the wrong type", where=str(path), way_out="Correct it.")
    try:
        return Policy(**table, sha256=hashlib.sha256(data).hexdigest())
    except UsageError as error:
        raise PolicyError(error.what, where=f"{path}, threshold", way_out=error.way_out) from error
