"""What a self-test found, as frozen dataclasses: every figure with its denominator, and what reproduces them."""

import datetime as dt
from dataclasses import dataclass

from screening.selftest._rates import Rate


@dataclass(frozen=True, slots=True)
class TestedList:
    """Which bytes of which list; ``starter`` marks the embedded list, which is no compliance source."""

    list_id: str
    title: str
    snapshot_date: dt.date
    sha256: str
    entries: int
    names: int
    starter: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """What the figures rest on: the same basis gives the same report but for its day.

    Attributes:
        day: of the test.
        program_version: of the installed program.
        weights_version: version and hash of the words' weights.
        policy_name, policy_sha256, threshold, weak_aliases_alert: the policy.
        cases: the most cases asked for in a class.
        seed: of all draws.
        everything: whether every strong name was asked for, not a sample.
        clean: where the clean names come from, in words; "" where none were given.
    """

    day: dt.date
    program_version: str
    weights_version: str
    policy_name: str
    policy_sha256: str
    threshold: float
    weak_aliases_alert: bool
    lists: tuple[TestedList, ...]
    cases: int
    seed: int
    everything: bool
    clean: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A case that went wrong: the name screened, the listed name it was made of, and the best score of that party."""

    query: str
    listed: str
    list_id: str
    entry_id: str
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Class:
    """The figures of one class.

    Attributes:
        id, title, eligible, right: as ``manipulation.Manipulation`` says them.
        apart: why the class does not count in the totals; "" where it does.
        hard_negative: whether the right outcome is silence.
        figure: right cases of all cases.
        first, top_five: of the cases found, those where fewer than 1 or 5 other designations score higher.
        note: why there are no cases, or fewer than asked for; "" otherwise.
        wrong: every wrong case.
    """

    id: str
    title: str
    eligible: str
    right: str
    apart: str
    hard_negative: bool
    figure: Rate
    first: Rate
    top_five: Rate
    note: str
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Exact:
    """Strong names, each screened as it is listed (EF-01, ME-01): right is its own designation with score 100.

    Attributes:
        figure: names that find their designation, of those asked for.
        listed: how many strong names the lists have.
    """

    figure: Rate
    listed: int
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one script, kind of party or length of name.

    Attributes:
        by: "script", "kind" or "words".
        value: which one.
        exact: strong names that find their own designation.
        found: manipulated names found, of the classes that count.
        native: names in their own script whose party is found by a Latin name (EF-22).
        alerts: clean rows with an alert.
    """

    by: str
    value: str
    exact: Rate
    found: Rate
    native: Rate
    alerts: Rate


@dataclass(frozen=True, slots=True)
class Point:
    """What one threshold would do: manipulated names found, clean rows alerted on."""

    threshold: float
    found: Rate
    alerts: Rate


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A clean row just under the threshold; the row is named by its number, never by what stands in it (ME-07)."""

    row: int
    score: float
    list_id: str
    entry_id: str
    listed: str


@dataclass(frozen=True, slots=True)
class Clean:
    """Clean rows at the policy's threshold.

    Attributes:
        alerts: rows with an alert, of the rows that could be screened.
        above_weak: rows with an alert graded better than weak.
        given: rows in the file.
        in_error: rows drawn that could not be screened.
        below: rows just under the threshold, the highest score first.
    """

    alerts: Rate
    above_weak: Rate
    given: int
    in_error: int
    below: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The lowest threshold whose alerts stay within a budget; nothing is changed by it (ME-06).

    ``point`` is None where no threshold offered stays within it.
    """

    budget: float
    point: Point | None


@dataclass(frozen=True, slots=True)
class Report:
    """A self-test.

    Attributes:
        found: manipulated names found, all classes that count together.
        top_five: of those, the right designation among the first five.
        hard_negatives: hard negatives that stay silent, all classes together.
        lost: cases of which a comparison of the two names reaches the threshold and the search found nothing (ME-10).
        curve: by threshold, ascending.
    """

    basis: Basis
    exact: Exact
    classes: tuple[Class, ...]
    found: Rate
    top_five: Rate
    hard_negatives: Rate
    lost: Rate
    groups: tuple[Group, ...]
    clean: Clean | None
    curve: tuple[Point, ...]
    proposal: Proposal | None

    @property
    def now(self) -> Point:
        """The point of the curve at the policy's threshold."""
        return next(point for point in self.curve if point.threshold == self.basis.threshold)
