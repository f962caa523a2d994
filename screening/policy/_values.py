"""What a policy holds: thresholds, rules and who answers for them, each value with where it came from."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from screening.errors import UsageError
from screening.schema import Kind, Quality

DEFAULT_THRESHOLD = 74.0
"""On manipulated and clean names 72-76 is a plateau; below it alerts rise, above 78 left-out words are missed."""

LOWEST_THRESHOLD, HIGHEST_THRESHOLD = 50.0, 100.0
"""Thresholds offered. Below 50 are names of different parties that share words, not an analyst's queue."""

BIRTH_DATE_GRADE = "grade"
BIRTH_DATE_NO_ALERT = "no alert"
BIRTH_DATE_NO_ALERT_EVER = "no alert even for an equal name"
BIRTH_DATE_RULES = (BIRTH_DATE_GRADE, BIRTH_DATE_NO_ALERT, BIRTH_DATE_NO_ALERT_EVER)
"""What a birth date more than a year off does: lower the grade only, or also take the alert away (HT-05)."""

PAYMENTS, NEVER = "payments", "never"
PLACES_RULES = (PAYMENTS, NEVER)
"""Where places under an embargo are looked for: in payment messages, or nowhere (US-15)."""

_FILES = ("decisions", "links")
_OPTIONS = ("measures", "near_misses")
"""What the command line may change."""

DEFAULT = "default"
OPTION = "command line"


def check_threshold(threshold: float) -> float:
    """Return the threshold; raises UsageError where it is outside 50-100."""
    if not LOWEST_THRESHOLD <= threshold <= HIGHEST_THRESHOLD:
        raise UsageError(
            f"threshold {threshold:g} is out of range",
            way_out=f"Give a number from {LOWEST_THRESHOLD:g} to {HIGHEST_THRESHOLD:g}.",
        )
    return threshold


def check_near_misses(points: float, lowest: float) -> float:
    """Return how far under the line near misses are reported; raises UsageError where that is below 50."""
    if not 0 <= points <= lowest - LOWEST_THRESHOLD:
        raise UsageError(
            f"near misses {points:g} points under the threshold {lowest:g} are out of range",
            way_out=f"Give 0 to {lowest - LOWEST_THRESHOLD:g}: nothing under {LOWEST_THRESHOLD:g} is looked for.",
        )
    return points


@dataclass(frozen=True, slots=True)
class ThresholdRule:
    """A threshold for some listed names; what is not said fits any.

    Attributes:
        threshold: 50-100.
        list_id: the list on which the designation stands.
        kind: the kind of the designation.
        quality: what the list says of the name.
        why: the reason for the rule; required in strict mode.
    """

    threshold: float
    list_id: str = ""
    kind: Kind | None = None
    quality: Quality | None = None
    why: str = ""

    def fits(self, list_id: str, kind: Kind, quality: Quality) -> bool:
        """Whether the rule decides for a listed name."""
        return (
            self.list_id in ("", list_id)
            and (self.kind is None or self.kind is kind)
            and (self.quality is None or self.quality is quality)
        )

    def plain(self) -> dict[str, str | float]:
        """The rule as it stands in a policy file."""
        said = {"list": self.list_id, "kind": self.kind, "quality": self.quality, "why": self.why}
        return {key: str(value) for key, value in said.items() if value} | {"threshold": self.threshold}


@dataclass(frozen=True, slots=True)
class Setting:
    """One effective value of a policy.

    Attributes:
        key: as in the policy file; rules are numbered ("threshold_rule 1").
        value: text, number, truth value, list or table, as JSON can hold it.
        origin: "default", "line 3" (of the policy file), or "command line".
    """

    key: str
    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What decides whether a comparison becomes a hit, and a hit an alert.

    Attributes:
        name: how the officer calls it.
        threshold: 50-100; a comparison below it is no hit, where no rule says otherwise.
        rules: thresholds for some listed names; the first rule that fits decides.
        weak_aliases_alert: whether a hit on a weak alias alone, without other support, is an alert.
        birth_date_conflict: one of ``BIRTH_DATE_RULES``; a hit is reported in any case.
        measures: only designations under one of these measures raise alerts; all do where this is empty.
        near_misses: how many points under its threshold a comparison is still reported, as no alert.
        columns: headers of the customers' file, each with the role it has (``counterparties.COLUMN_ROLES``).
        decisions: file of decisions taken earlier (``screening.decisions``).
        four_eyes: whether a good-guy entry counts only with a second approver.
        links: file of designations that are one party (``screening.cases``).
        places: where places under an embargo are looked for: "payments" or "never".
        author, date, rationale: who answers for the policy, since when, and why it is as it is (US-20).
        strict: whether those three, and a why on every rule, are required.
        sha256: of the policy file's bytes; of the effective values where there is no file or an option changed it,
            the files aside, whose bytes are hashed by themselves wherever they lie.
        origins: where values came from, by key; a key that is not here has its default.
    """

    name: str = "default"
    threshold: float = DEFAULT_THRESHOLD
    weak_aliases_alert: bool = False
    sha256: str = ""
    rules: tuple[ThresholdRule, ...] = ()
    birth_date_conflict: str = BIRTH_DATE_GRADE
    measures: tuple[str, ...] = ()
    near_misses: float = 0.0
    columns: tuple[tuple[str, str], ...] = ()
    decisions: Path | None = None
    four_eyes: bool = False
    links: Path | None = None
    places: str = PAYMENTS
    author: str = ""
    date: dt.date | None = None
    rationale: str = ""
    strict: bool = False
    origins: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        check_threshold(self.threshold)
        for rule in self.rules:
            check_threshold(rule.threshold)
        check_near_misses(self.near_misses, self.lowest)
        if self.birth_date_conflict not in BIRTH_DATE_RULES:
            raise UsageError(f"birth_date_conflict {self.birth_date_conflict!r} is unknown", way_out=_KNOWN_BIRTHS)
        if self.places not in PLACES_RULES:
            raise UsageError(f"places {self.places!r} is unknown", way_out=f"Use one of: {', '.join(PLACES_RULES)}.")
        if not self.sha256:
            values = json.dumps([[each.key, each.value] for each in self.effective() if each.key not in _FILES])
            object.__setattr__(self, "sha256", hashlib.sha256(values.encode()).hexdigest())

    @property
    def lowest(self) -> float:
        """The lowest threshold of all."""
        return min([self.threshold, *(rule.threshold for rule in self.rules)])

    def threshold_of(self, list_id: str, kind: Kind, quality: Quality) -> float:
        """The threshold for a listed name: that of the first rule that fits, else the policy's."""
        number = self.rule_of(list_id, kind, quality)
        return self.rules[number - 1].threshold if number else self.threshold

    def rule_of(self, list_id: str, kind: Kind, quality: Quality) -> int:
        """The number, from 1, of the first rule that fits a listed name; 0 where none does."""
        fitting = (number for number, rule in enumerate(self.rules, 1) if rule.fits(list_id, kind, quality))
        return next(fitting, 0)

    def effective(self) -> list[Setting]:
        """Every value, as JSON can hold it, with where it came from (IN-10)."""
        origin = dict(self.origins)
        values: list[tuple[str, Any]] = [("name", self.name), ("threshold", self.threshold)]
        values += [(f"threshold_rule {at}", rule.plain()) for at, rule in enumerate(self.rules, 1)]
        values += [
            ("weak_aliases_alert", self.weak_aliases_alert),
            ("birth_date_conflict", self.birth_date_conflict),
            ("measures", list(self.measures)),
            ("near_misses", self.near_misses),
            ("columns", dict(self.columns)),
            ("decisions", str(self.decisions or "")),
            ("four_eyes", self.four_eyes),
            ("links", str(self.links or "")),
            ("places", self.places),
            ("author", self.author),
            ("date", str(self.date or "")),
            ("rationale", self.rationale),
            ("strict", self.strict),
        ]
        return [Setting(key, value, origin.get(key, DEFAULT)) for key, value in values]

    def changed(self, **values: Any) -> Self:  # noqa: ANN401  # any field
        """The policy with some values from the command line; its hash is then that of the effective values.

        Raises:
            UsageError: a value out of range.
        """
        if not values:
            return self
        origins = dict(self.origins) | dict.fromkeys(values, OPTION)
        return replace(self, **values, sha256="", origins=tuple(origins.items()))

    def again(self, settings: Iterable[Setting]) -> Self:
        """The policy with what an earlier run took from the command line, as its ``effective`` values tell.

        Raises:
            UsageError: a value out of range.
        """
        taken = {each.key: each.value for each in settings if each.origin == OPTION and each.key in _OPTIONS}
        return self.changed(**{key: tuple(each) if isinstance(each, list) else each for key, each in taken.items()})


def said(threshold: float, rules: int = 0) -> str:
    """A threshold in words, and that so many rules of the policy set others for the names they fit."""
    return f"threshold {threshold:g}" + (f" (others by the policy's {rules} rules)" if rules else "")


_KNOWN_BIRTHS = f"Use one of: {', '.join(BIRTH_DATE_RULES)}."
