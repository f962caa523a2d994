"""What was decided, ready to be applied to hits: read once, never changed, shared by threads.

A good-guy entry is in force from its day to its last one, as long as nobody revoked it or decided otherwise since, and
customer and designation state the same facts as on that day. Where no entry of an alert is in force, the alert returns
and says why (HT-16).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from screening.decisions._facts import customer_facts, designation_facts, differences
from screening.decisions._file import DecisionsFile, Line
from screening.decisions._lines import FIRST, Disposition, GoodGuy, facts_of
from screening.schema import SUPPRESSED, Counterparty, Designation, Hit

BACK = "back"
"""How ``Hit.decision`` begins where an entry no longer holds."""
NOT_APPLIED = "not applied"
"""How it begins where an entry could not be applied or does not apply yet."""
_AGREE = frozenset({"false positive", "name match"})
"""What may be said of an alert while its good-guy entry stays in force; everything else ends the entry."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is kept of a good-guy entry; its facts stay in the line until they are asked for."""

    author: str
    approver: str
    rule: str
    reason: str
    date: dt.date
    expires: dt.date
    text: str

    @property
    def named(self) -> str:
        """Who decided what, in words."""
        approved = f", approved by {self.approver}" if self.approver else ""
        return f"good-guy entry of {self.author} of {self.date}{approved}"


@dataclass(slots=True)
class _Alert:
    """What was decided of one alert: entries, the newest last; what ended them all since; the latest disposition.

    Directors of one company may share an alert id, so an alert may have an entry for each name.
    """

    entries: dict[tuple[str, str], _Entry] = field(default_factory=dict)
    ended: list[tuple[_Entry, dt.date, str]] = field(default_factory=list)
    disposition: str = ""


class Decisions:
    """The decisions of a file as they were when it was read; immutable, so threads may share it.

    Attributes:
        head: hash of the file's last line, 64 zeros where it has none; it stands in the run record.
        lines: how many lines the file had.
    """

    def __init__(self, lines: Iterable[Line] = (), *, four_eyes: bool = False) -> None:
        """Take lines in their order; with ``four_eyes`` an entry without a second approver is not applied."""
        self.head, self.lines = FIRST, 0
        self._four_eyes = four_eyes
        self._alerts: dict[str, _Alert] = {}
        for line in lines:
            self.head, self.lines = line.hash, line.number
            self._take(line)

    @classmethod
    def read(cls, path: Path, *, four_eyes: bool = False) -> Self:
        """Read a decisions file whole, each line held against its hash.

        Raises:
            DecisionsError: there is no such file, it is not ours, damaged, or of another format.
        """
        return cls(DecisionsFile(path).lines(), four_eyes=four_eyes)

    def _take(self, line: Line) -> None:
        decision = line.decision
        alert = self._alerts.setdefault(decision.alert_id, _Alert())
        if isinstance(decision, GoodGuy):
            told = (decision.author, decision.approver, decision.rule, decision.reason, decision.date)
            name = decision.customer.get("name", ""), decision.customer.get("native name", "")
            alert.entries.pop(name, None)
            alert.entries[name] = _Entry(*told, decision.expires, line.text)
            return
        what = f"revoked by {decision.author}: {decision.reason}"
        if isinstance(decision, Disposition):
            alert.disposition = decision.status
            what = f"ended, since {decision.author} said {decision.status!r}: {decision.reason}"
            if decision.status in _AGREE:
                return
        alert.ended += [(entry, decision.date, what) for entry in alert.entries.values()]
        alert.entries.clear()

    def knows(self, alert_id: str) -> bool:
        """Whether anything was decided of an alert; ``apply`` gives every other hit back as it is."""
        return alert_id in self._alerts

    def apply(self, hit: Hit, party: Counterparty, designation: Designation, today: dt.date | None) -> Hit:
        """What was decided of this hit, put on it.

        Args:
            hit: of ``party`` on ``designation``, as composed.
            party: the customer, as screened.
            designation: the whole designation, as listed.
            today: the day of the screening; None: no good-guy entry is in force, as its expiry cannot be told.

        Returns:
            The hit itself where nothing was decided. Otherwise with ``disposition``, the latest status, and
            ``decision``: with an entry in force an alert becomes a suppressed hit ("suppressed by ..."); without one it
            stays what it was ("back since ..., why", or "not applied: ...").
        """
        alert = self._alerts.get(hit.alert_id)
        if alert is None:
            return hit
        if not alert.entries and not alert.ended:
            return replace(hit, disposition=alert.disposition)
        why_not = ""
        for entry in reversed(alert.entries.values()):
            not_in_force = self._why_not(entry, party, designation, today)
            if not not_in_force:
                return _suppressed(hit, entry, alert.disposition)
            why_not = why_not or not_in_force
        return replace(hit, decision=why_not or _ended(alert.ended), disposition=alert.disposition)

    def _why_not(self, entry: _Entry, party: Counterparty, designation: Designation, today: dt.date | None) -> str:
        """Why an entry is not in force, in words; "" where it is."""
        if today is None:
            return f"{NOT_APPLIED}: no day was given, so whether the {entry.named} has expired cannot be told"
        if self._four_eyes and not entry.approver:
            return f"{NOT_APPLIED}: the {entry.named} has no second approver, which the policy requires"
        if today < entry.date:
            return f"{NOT_APPLIED}: the {entry.named} is of a later day"
        if today > entry.expires:
            since = entry.expires + dt.timedelta(days=1)
            return f"{BACK} since {since}: the {entry.named} expired"
        customer, listed = facts_of(entry.text)
        changed = [f"the customer's {each}" for each in differences(customer, customer_facts(party))]
        changed += [f"the designation's {each}" for each in differences(listed, designation_facts(designation))]
        if changed:
            return f"{BACK}, as seen on {today}: since the {entry.named} these changed: {'; '.join(changed)}"
        return ""


def _suppressed(hit: Hit, entry: _Entry, disposition: str) -> Hit:
    """The hit with the entry in force; what is no alert for another reason keeps that reason."""
    rule = f", proposed by rule {entry.rule}" if entry.rule else ""
    said = f"suppressed by the {entry.named}{rule} until {entry.expires}: {entry.reason}"
    why = SUPPRESSED if hit.alert else hit.why_no_alert
    return replace(hit, alert=False, why_no_alert=why, decision=said, disposition=disposition)


def _ended(ended: Sequence[tuple[_Entry, dt.date, str]]) -> str:
    entry, date, what = ended[-1]
    return f"{BACK} since {date}: the {entry.named} was {what}"
