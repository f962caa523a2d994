"""The answer to a payment: field by field what hit, what was not screened and why, and what stands behind it.

A hit is a potential match, and an answer without one says "no alert at this threshold against these lists", no more
(HT-25). A place is no listed party: it has a type of its own, and says so.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from screening.payments import Field, Message, Unread
from screening.places import STRONG, PlaceHit
from screening.policy import NEVER, Policy
from screening.policy import said as threshold_said
from screening.schema import SUPPRESSED, Hit
from screening.screen._scan import Mention
from screening.store import Loaded

_KNOWN = "names nobody and no place: an amount, a date, a code or a reference"
OWNERSHIP = "ownership not assessed"


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place under an embargo, where it stands in a field.

    Attributes:
        part: "name", "address", "town", "country", "birth place", "BIC", "IBAN", "text".
        text: what was read; the offsets of ``hit`` are places in it.
        hit: the place, with authority, legal basis, day, and why it is strong or weak.
    """

    part: str
    text: str
    hit: PlaceHit

    @property
    def alert(self) -> bool:
        """Whether it is an alert: strong places are, weak ones are shown."""
        return self.hit.strength == STRONG

    @property
    def explanation(self) -> str:
        """One sentence that begins with "Place, no listed party"."""
        return self.hit.explanation


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """What became of one field.

    Attributes:
        field: the field.
        hits: on listed parties, best first; those of ``mentions`` are among them.
        mentions: listed names inside the field's text, with their offsets there.
        places: places under an embargo, in the order of the parts of the field.
        notes: sentences on wrong check digits.
        not_screened: why nothing of the field was held against lists, where nothing was; else empty.
        problem: why something of it could not be screened that should have been; else empty.
    """

    field: Field
    hits: tuple[Hit, ...] = ()
    mentions: tuple[Mention, ...] = ()
    places: tuple[PlaceFound, ...] = ()
    notes: tuple[str, ...] = ()
    not_screened: str = ""
    problem: str = ""

    @property
    def alerts(self) -> tuple[Hit | PlaceFound, ...]:
        """The hits that are alerts, and the strong places."""
        return (*(each for each in self.hits if each.alert), *(each for each in self.places if each.alert))


@dataclass(frozen=True, slots=True)
class ListBehind:
    """A list that a message was screened against: its id, the date of the snapshot and the SHA-256 of its bytes."""

    list_id: str
    date: dt.date
    sha256: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on.

    Attributes:
        lists: the lists.
        policy_sha256: hash of the policy.
        weights_version: of the words' weights.
        threshold: 0-100; of names that none of the policy's ``threshold_rules`` rules has another one for.
        places: whether places were looked for.
        ownership: what was done about ownership.
    """

    lists: tuple[ListBehind, ...]
    policy_sha256: str
    weights_version: str
    threshold: float
    places: bool
    ownership: str = OWNERSHIP
    threshold_rules: int = 0

    @classmethod
    def of(cls, loaded: Iterable[Loaded], policy: Policy, weights: str, threshold: float | None) -> Self:
        """What an answer rests on that is given against these lists."""
        behind = (each.snapshot for each in loaded)
        lists = tuple(ListBehind(each.list_id, each.date, each.sha256) for each in behind)
        rules = len(policy.rules) if threshold is None else 0
        least = policy.threshold if threshold is None else threshold
        return cls(lists, policy.sha256, weights, least, places=policy.places != NEVER, threshold_rules=rules)


@dataclass(frozen=True, slots=True)
class PaymentAnswer:
    """What became of a message.

    Attributes:
        message: the message; its ``not_screened`` names elements that are known and not screened.
        fields: one answer a field, in the order of the message.
        basis: lists and policy behind it.
        took: seconds, by the caller's clock; None without one.
    """

    message: Message
    fields: tuple[FieldAnswer, ...]
    basis: Basis
    took: float | None = None

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All hits on listed parties; ``queried_field`` is the role of the field."""
        return tuple(hit for each in self.fields for hit in each.hits)

    @property
    def places(self) -> tuple[PlaceFound, ...]:
        """All places under an embargo."""
        return tuple(place for each in self.fields for place in each.places)

    @property
    def alerts(self) -> tuple[Hit | PlaceFound, ...]:
        """What a person must look at: hits that are alerts, and strong places."""
        return tuple(alert for each in self.fields for alert in each.alerts)

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Parts of the message that are unknown or damaged, and fields that could not be screened, by place."""
        problems = (Unread(each.field.place, each.problem) for each in self.fields if each.problem)
        return (*self.message.unread, *problems)

    @property
    def not_screened(self) -> tuple[Unread, ...]:
        """Elements and fields that were not held against lists, each with why."""
        known = (Unread(each, _KNOWN) for each in self.message.not_screened)
        fields = (Unread(each.field.place, each.not_screened) for each in self.fields if each.not_screened)
        return (*known, *fields)

    @property
    def status(self) -> str:
        """One of "alert", "suppressed", "no alert", or "in error" where a field could not be screened."""
        if any(each.problem for each in self.fields):
            return "in error"
        if self.alerts:
            return "alert"
        return "suppressed" if any(hit.why_no_alert == SUPPRESSED for hit in self.hits) else "no alert"

    @property
    def statement(self) -> str:
        """What the answer says, in a sentence."""
        against = ", ".join(f"{each.list_id} of {each.date}" for each in self.basis.lists)
        number = len(self.alerts)
        said = {0: "no alert", 1: "1 alert"}.get(number, f"{number} alerts")
        line = threshold_said(self.basis.threshold, self.basis.threshold_rules)
        aid = "Hits are potential matches, not legal conclusions."
        return f"{said} at {line} against lists {against}; {self.basis.ownership}. {aid}"
