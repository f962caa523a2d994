"""The lines of a decisions file: good-guy entries, dispositions, revocations; their one writing, and their hashes.

A line is JSON with sorted keys. Its hash is SHA-256 over the hash of the line before and the line's bytes, so nobody
can change, leave out or exchange a line without changing every hash behind it.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

from screening.decisions._facts import Facts, customer_facts, designation_facts, hard_differences
from screening.errors import UsageError
from screening.schema import Counterparty, Designation, Hit
from screening.text import fold_words

STATUSES = ("open", "false positive", "name match", "target match", "escalated", "reported")
"""What an officer can say of an alert. A *name match* agrees by name alone, a *target match* is the listed party
itself, told by more than the name (UK-05). The program writes none of them by itself."""

LONGEST_YEARS = 2
"""A good-guy entry ends at most so many years after its day: customers' files are reviewed at least that often."""
LONGEST_TEXT = 4_000
"""Characters of one text that a person writes."""
LONGEST_LINE = 120_000
"""Bytes of one line, so that any cell of it can be read back from CSV; public lists need 15,000 at most (OFAC's)."""
FIRST = "0" * 64
"""What stands for the hash before the first line."""


@dataclass(frozen=True, slots=True)
class GoodGuy:
    """An officer's decision that one customer is not one designation, as far as both are what they were that day.

    Attributes:
        alert_id: of the hit; customer_id, role, list_id and entry_id say the same in readable form.
        author: who decided; ``approver``: who agreed, another person, or "".
        reason, evidence: why, and what it rests on.
        date, expires: first and last day of the entry.
        rule: id of the rule that proposed it, "" where a person did; then there are two ``differences`` at least.
        customer, designation: the facts both are held to (``customer_facts``, ``designation_facts``).
    """

    alert_id: str
    customer_id: str
    role: str
    list_id: str
    entry_id: str
    author: str
    approver: str
    reason: str
    evidence: str
    date: dt.date
    expires: dt.date
    rule: str = ""
    differences: tuple[str, ...] = ()
    customer: Facts = field(default_factory=dict)
    designation: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Disposition:
    """What an officer says of an alert: one of ``STATUSES``, who, on which day, why, and a note."""

    alert_id: str
    status: str
    author: str
    date: dt.date
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Revocation:
    """The end of every good-guy entry that an alert has so far."""

    alert_id: str
    author: str
    date: dt.date
    reason: str


Decision: TypeAlias = GoodGuy | Disposition | Revocation
WORDS: dict[str, type[GoodGuy] | type[Disposition] | type[Revocation]] = {
    "good-guy": GoodGuy,
    "disposition": Disposition,
    "revocation": Revocation,
}
"""What a line calls itself."""
_WORD_OF = {made: word for word, made in WORDS.items()}
_FIELDS = {made: tuple((each.name, each.type) for each in fields(made)) for made in WORDS.values()}
_TEXTS = {made: tuple(name for name, kind in told if kind is str) for made, told in _FIELDS.items()}
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which no file can hold."""
_MAY_BE_EMPTY = {"approver", "note", "rule", "customer_id", "role"}


def good_guy(
    hit: Hit,
    party: Counterparty,
    designation: Designation,
    *,
    author: str,
    reason: str,
    evidence: str,
    date: dt.date,
    expires: dt.date,
    approver: str = "",
    four_eyes: bool = False,
    rule: str = "",
) -> GoodGuy:
    """Bind the customer and the designation of a hit to each other as no match, with the facts of both on this day.

    Args:
        hit: of ``party`` on ``designation``.
        party: the customer, as screened.
        designation: the whole designation, as listed.
        author: who decides.
        reason: why this customer is not that party.
        evidence: what shows it: documents, their numbers and places.
        date: the day of the decision.
        expires: its last day, at most two years on.
        approver: a second person who agrees.
        four_eyes: whether an approver is required.
        rule: id of the rule that proposes the entry; it must find two hard differences (HT-17).

    Raises:
        UsageError: something is missing or contradicts itself.
    """
    if (hit.customer_id, hit.queried_field, hit.entry_id) != (party.customer_id, party.field, designation.entry_id):
        raise UsageError("the hit is not of this customer on this designation", way_out="Give all three of one hit.")
    said = Said(author, reason, evidence, date, expires, approver, rule)
    return bind(hit.alert_id, hit.list_id, party, designation, said, four_eyes=four_eyes)


@dataclass(frozen=True, slots=True)
class Said:
    """What an officer says in a good-guy entry; see ``good_guy``."""

    author: str
    reason: str
    evidence: str
    date: dt.date
    expires: dt.date
    approver: str = ""
    rule: str = ""


def bind(
    alert_id: str, list_id: str, party: Counterparty, designation: Designation, said: Said, *, four_eyes: bool = False
) -> GoodGuy:
    """Make a good-guy entry where the hit itself is not at hand, but its alert id; see ``good_guy``."""
    if four_eyes and not said.approver.strip():
        raise UsageError("a second approver is required", way_out="Name an approver other than the author.")
    made = GoodGuy(
        alert_id=alert_id,
        customer_id=party.customer_id,
        role="" if party.field == "name" else party.field,
        list_id=list_id,
        entry_id=designation.entry_id,
        author=said.author,
        approver=said.approver,
        reason=said.reason,
        evidence=said.evidence,
        date=said.date,
        expires=said.expires,
        rule=said.rule,
        differences=tuple(hard_differences(party, designation)) if said.rule else (),
        customer=customer_facts(party),
        designation=designation_facts(designation),
    )
    check(made)
    return made


def check(line: Decision) -> None:
    """Raise UsageError where a line lacks something, contradicts itself, or holds what no file can; never quotes it."""
    for name in _TEXTS[type(line)]:
        _check_text(name, getattr(line, name))
    if isinstance(line, Disposition) and line.status not in STATUSES:
        raise UsageError("the status is unknown", way_out=f"Use one of: {', '.join(STATUSES)}.")
    if isinstance(line, GoodGuy):
        _check_good_guy(line)


def _check_text(name: str, value: str) -> None:
    if not value.strip() and name not in _MAY_BE_EMPTY:
        raise UsageError(f"{name.replace('_', ' ')} is missing", way_out="Every decision says who, why and of what.")
    if _HALF.search(value):
        raise UsageError(f"{name} is no valid text", way_out="Set the terminal to UTF-8.")
    if len(value) > LONGEST_TEXT:
        raise UsageError(f"{name} is longer than {LONGEST_TEXT:,} characters", way_out="Shorten it.")


def _check_good_guy(entry: GoodGuy) -> None:
    if entry.approver and fold_words(entry.approver) == fold_words(entry.author):
        raise UsageError("author and approver are one person", way_out="Name another approver.")
    if not entry.date <= entry.expires <= latest(entry.date):
        what = f"an entry of {entry.date} may end from then to {latest(entry.date)}, not on {entry.expires}"
        raise UsageError(what, way_out="Give another day of expiry.")
    if entry.rule and len(entry.differences) < 2:
        found = f"found: {len(entry.differences)}"
        raise UsageError(f"a rule needs two hard differences ({found})", way_out="Let an officer decide.")
    if not (entry.customer and entry.designation):
        raise UsageError("the facts of customer and designation are missing", way_out="Give both.")


def latest(date: dt.date) -> dt.date:
    """The last day on which a good-guy entry of this day can end."""
    year = min(date.year + LONGEST_YEARS, dt.MAXYEAR)
    return date.replace(year=year, day=28) if (date.month, date.day) == (2, 29) else date.replace(year=year)


def writing(line: Decision) -> str:
    """The one writing of a line: JSON, keys sorted, no blanks, every character as itself."""
    told: dict[str, object] = {"line": _WORD_OF[type(line)]}
    for name, kind in _FIELDS[type(line)]:
        value = getattr(line, name)
        told[name] = value.isoformat() if kind is dt.date else value
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=dict)


def reading(text: str) -> Decision:
    """Read the writing of a line; raises ValueError where it is none, with nothing of the text."""
    try:
        told = json.loads(text)
        made = WORDS[told.pop("line")]
        given: dict[str, Any] = {name: _value(kind, told.pop(name)) for name, kind in _FIELDS[made]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("is no decision of this format") from None
    if told:
        raise ValueError("is no decision of this format")
    return made(**given)


def _value(kind: object, value: object) -> object:
    """A value of JSON as the field has it, exactly of its type."""
    if kind is str and type(value) is str:
        return value
    if kind is dt.date and type(value) is str:
        return dt.date.fromisoformat(value)
    if type(value) is list and kind not in (str, dt.date, Facts) and _all_text(value):
        return tuple(value)
    if type(value) is dict and kind is Facts and _all_text(value.values()):
        return value
    raise TypeError


def _all_text(values: Iterable[object]) -> bool:
    return all(type(each) is str for each in values)


def chained(before: str, text: str) -> str:
    """The hash of a line by its writing and the hash of the line before: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def facts_of(text: str) -> tuple[Facts, Facts]:
    """The facts of customer and designation in the writing of a good-guy entry."""
    told = json.loads(text)
    return told["customer"], told["designation"]
