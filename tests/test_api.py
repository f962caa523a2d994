"""The public door is what ``__all__`` says, and its shape is fixed: other people's code calls it."""

import inspect

import screening
from screening import Counterparty, Hit, Screener, compare
from screening.schema import HITS

FIXED = {
    "row", "customer_id", "queried_name", "score", "grade", "list_id", "entry_id", "entry_kind", "primary_name",
    "matched_name", "matched_name_kind", "matched_name_quality", "authority", "designating_agency", "publisher",
    "programmes", "legal_basis", "measures", "listed_on", "reason", "reason_source", "source_url", "actions",
    "relations", "snapshot_date", "snapshot_sha256", "explanation", "parts", "evidence", "alert_id",
}  # fmt: skip


def test_all_is_sorted_and_importable() -> None:
    """Every exported name exists, and the list is in order."""
    assert screening.__all__ == sorted(screening.__all__)
    assert all(hasattr(screening, name) for name in screening.__all__)


def test_the_doors_keep_their_parameters() -> None:
    """``load``, ``check``, ``screen`` and ``compare`` are called with these names."""
    assert list(inspect.signature(Screener.load).parameters) == ["store", "lists", "policy", "as_of", "warm"]
    assert list(inspect.signature(Screener.check).parameters) == ["self", "counterparty", "today"]
    assert list(inspect.signature(Screener.screen).parameters) == ["self", "counterparties", "threshold"]
    assert list(inspect.signature(compare).parameters) == ["query", "listed", "kind"]


def test_hits_and_their_frame_have_the_fixed_fields() -> None:
    """``Hit`` and the hits frame carry the same fields in the same order, the fixed ones among them."""
    fields = [field.name for field in Hit.__dataclass_fields__.values()]
    assert fields == list(HITS)
    assert set(fields) >= FIXED


def test_a_counterparty_needs_a_name_only() -> None:
    """Everything but the name has a default that says "not known"."""
    party = Counterparty(name="Ivan Krakenov")
    assert (party.kind, party.birth_date, party.countries, party.identifiers) == ("unknown", None, (), ())


def test_compare_equals_what_a_hit_shows() -> None:
    """An auditor can recompute one line of a report from its two names."""
    comparison = compare("Mikhejčik V.", "MIKHEYCHIK, Vladimir", kind="person")
    assert comparison.score == sum(round(part.points * 100) for part in comparison.parts) / 100
