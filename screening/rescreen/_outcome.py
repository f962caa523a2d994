"""The difference of two runs, alert by alert: opened, closed, changed, unchanged, each with its reason."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import polars as pl

from screening.counterparties import COUNTERPARTIES
from screening.rescreen._lists import Newer
from screening.runs import Record

STATES = ("opened", "closed", "changed", "unchanged")
OUTCOME = pl.Schema(
    {
        "change": pl.String(),
        "why": pl.String(),
        "alert": pl.Boolean(),
        "was_alert": pl.Boolean(),
        "row": pl.Int64(),
        "previous_row": pl.Int64(),
        "customer_id": pl.String(),
        "queried_name": pl.String(),
        "queried_field": pl.String(),
        "list_id": pl.String(),
        "entry_id": pl.String(),
        "primary_name": pl.String(),
        "score": pl.Float64(),
        "grade": pl.String(),
        "authority": pl.String(),
        "reason": pl.String(),
        "alert_id": pl.String(),
        "fields": pl.List(pl.String()),
    }
)
"""One row a hit of either run. ``change``: opened (an alert, or a hit, that was none), closed (the reverse), changed,
unchanged. ``row`` is null where there is no hit now, ``previous_row`` where there was none; of a closed one the
rest is as it was. ``fields`` are the columns of ``HITS`` that differ, the row and the snapshot aside."""

_ASIDE = {"row", "snapshot_date", "snapshot_sha256", "list_note"}
_OWN = {"change", "why", "alert", "was_alert", "row", "previous_row", "fields"}
_SHOWN = [name for name in OUTCOME if name not in _OWN]
_Hit = Mapping[str, Any]
_DATA = [name for name in COUNTERPARTIES if name not in {"row", "customer_id"}]
_IN_WORDS = {"field": "roles"}


Fields = Callable[[Collection[str]], Mapping[str, str]]
"""Says of customers, by their ids, which of their data changed, in words."""


def outcome(
    before: Record, hits: Iterable[_Hit], rows: pl.DataFrame, lists: Newer | None, fields: Fields | None = None
) -> pl.DataFrame:
    """Compare the hits of a previous run with those of a run on the lists or customers as they are now.

    Args:
        before: the previous run.
        hits: of the newer run, as JSON has them.
        rows: of the newer run; columns of ``runs.ACCOUNT``.
        lists: what changed in the lists; None where the older ones are not at hand.
        fields: says which data of customers changed, see ``changed_fields``; None where that is not told.

    Returns:
        Columns of ``OUTCOME``, hits of the newer run in their order, then those that are gone.
    """
    people = _People(before.rows(), rows)
    if fields is not None:
        hits = list(hits)
        people.name_fields(before.hits(), hits, fields)
    left: dict[str, deque[_Hit]] = {}
    for hit in before.hits():
        left.setdefault(hit["alert_id"], deque()).append(hit)
    lines = []
    for now in hits:
        same = left.get(now["alert_id"])
        was = same.popleft() if same else None
        lines.append(_line(was, now, _why(was, now, people, lists)))
    gone = (each for some in left.values() for each in some)
    lines += [_line(was, None, _why(was, None, people, lists)) for was in gone]
    return pl.DataFrame(lines, schema=OUTCOME, orient="row")


class _People:
    """Which rows of two runs have no equal in the other, and which of these are a customer of both."""

    def __init__(self, before: pl.DataFrame, after: pl.DataFrame) -> None:
        self._alone, self._both = dict[bool, set[int]](), dict[bool, set[int]]()
        self._fields: Mapping[str, str] = {}
        for now, own, other in ((False, before, after), (True, after, before)):
            alone = own.join(other, on="fingerprint", how="anti")
            known = alone.filter(pl.col("customer_id") != "").join(other, on="customer_id", how="semi")
            self._alone[now], self._both[now] = set(alone["row"].to_list()), set(known["row"].to_list())

    def name_fields(self, were: Iterable[_Hit], are: Iterable[_Hit], fields: Fields) -> None:
        """Have said which data of the customers with hits changed."""
        hits = ((hit, now) for now, some in ((False, were), (True, are)) for hit in some)
        changed = {hit["customer_id"] for hit, now in hits if hit["row"] in self._both[now]}
        self._fields = fields(changed) if changed else {}

    def why(self, hit: _Hit, *, now: bool) -> str:
        """Why a row of one run has no equal in the other; "" where it has."""
        if hit["row"] not in self._alone[now]:
            return ""
        if hit["row"] in self._both[now]:
            fields = self._fields.get(hit["customer_id"], "")
            return f"the customer's data changed: {fields}" if fields else "the customer's data changed"
        if now:
            return "a new customer" if hit["customer_id"] else "a new or changed row"
        return "the customer is no longer in the file" if hit["customer_id"] else "the row is gone or changed"


def changed_fields(
    customers: Collection[str], before: Iterable[pl.DataFrame], after: Iterable[pl.DataFrame]
) -> dict[str, str]:
    """Which data of customers changed, in words ("name, birth date"), by their ids (US-13).

    Args:
        customers: ids of customers; others are left out.
        before: all rows then, in parts; columns of ``COUNTERPARTIES``.
        after: all rows now.
    """
    stated = [_stated(customers, parts) for parts in (before, after)]
    found = {}
    for customer in stated[0].keys() & stated[1].keys():
        was, now = (each[customer] for each in stated)
        fields = [_IN_WORDS.get(name, name.replace("_", " ")) for name in _DATA if was[name] != now[name]]
        found[customer] = ", ".join(fields)
    return found


def _stated(customers: Collection[str], parts: Iterable[pl.DataFrame]) -> dict[str, dict[str, Counter[str]]]:
    """What is stated of each customer, field by field, in whatever order of rows."""
    found = defaultdict[str, dict[str, Counter[str]]](lambda: {name: Counter() for name in _DATA})
    for part in parts:
        for line in part.filter(pl.col("customer_id").is_in(list(customers))).iter_rows(named=True):
            for name in _DATA:
                found[line["customer_id"]][name][str(line[name])] += 1
    return found


def _why(was: _Hit | None, now: _Hit | None, people: _People, lists: Newer | None) -> str:
    """The reason of a difference: the customer, the designation, or what was decided."""
    hit = now or was
    if hit is None:
        return ""
    entry = (hit["list_id"], hit["entry_id"])
    reasons = []
    if own := people.why(hit, now=now is not None):
        reasons.append(own)
    if lists and (listed := lists.of(entry, gone=now is None)):
        reasons.append(listed)
    if now and was and now["alert"] != was["alert"]:
        reasons.append(now["decision"] or now["why_no_alert"] or was["decision"] or was["why_no_alert"])
    elif now and was and now["decision"] != was["decision"]:
        reasons.append(now["decision"] or "an earlier decision no longer applies")
    return "; ".join(filter(None, reasons))


def _line(was: _Hit | None, now: _Hit | None, why: str) -> tuple[Any, ...]:
    both = (was.keys() & now.keys()) - _ASIDE if was and now else set()  # an older record has fewer keys
    fields = sorted(key for key in both if was and now and was[key] != now[key])
    if not was or (now and now["alert"] and not was["alert"]):
        change = "opened"
    elif not now or (was["alert"] and not now["alert"]):
        change = "closed"
    else:
        change = "changed" if fields else "unchanged"
    hit = now or was or {}
    head = (change, "" if change == "unchanged" else why, bool(now and now["alert"]), bool(was and was["alert"]))
    rows = (now["row"] if now else None, was["row"] if was else None)
    return (*head, *rows, *(hit[name] for name in _SHOWN), fields)
