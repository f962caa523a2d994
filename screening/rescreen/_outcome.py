"""The difference of two runs, alert by alert: opened, closed, changed, unchanged, each with its reason."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

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


def outcome(before: Record, hits: Iterable[_Hit], rows: pl.DataFrame, lists: Newer | None) -> pl.DataFrame:
    """Compare the hits of a previous run with those of a run on the lists or customers as they are now.

    Args:
        before: the previous run.
        hits: of the newer run, as JSON has them.
        rows: of the newer run; columns of ``runs.ACCOUNT``.
        lists: what changed in the lists; None where the older ones are not at hand.

    Returns:
        Columns of ``OUTCOME``, hits of the newer run in their order, then those that are gone.
    """
    people = _People(before.rows(), rows)
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
        for now, own, other in ((False, before, after), (True, after, before)):
            alone = own.join(other, on="fingerprint", how="anti")
            known = alone.filter(pl.col("customer_id") != "").join(other, on="customer_id", how="semi")
            self._alone[now], self._both[now] = set(alone["row"].to_list()), set(known["row"].to_list())

    def why(self, hit: _Hit, *, now: bool) -> str:
        """Why a row of one run has no equal in the other; "" where it has."""
        if hit["row"] not in self._alone[now]:
            return ""
        if hit["row"] in self._both[now]:
            return "the customer's data changed"
        if now:
            return "a new customer" if hit["customer_id"] else "a new or changed row"
        return "the customer is no longer in the file" if hit["customer_id"] else "the row is gone or changed"


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
    fields = sorted(
        key for key in {*(was or {}), *(now or {})} - _ASIDE if was and now and was.get(key) != now.get(key)
    )
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
