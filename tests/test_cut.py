"""Names cut by a payment field: what stands behind the cut costs next to nothing, in names of that length only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names import prepare, prepare_query, share_seen
from screening.schema import Kind
from screening.score import Comparison, compare
from tests.strategies import ANY_TEXT, KINDS, NAMES

FIELD = 35
LONG = st.permutations("Zyzzyvian Quorgmanite Kraken Blibberlund Trading Works Volga Snorkack".split()).map(" ".join)  # noqa: SIM905


def cut_parts(comparison: Comparison) -> list[str]:
    """The kinds of parts that speak of a cut."""
    return [part.kind for part in comparison.parts if part.kind.startswith("cut at")]


@given(LONG)
def test_a_cut_name_is_found_and_says_so(listed: str) -> None:
    """The first 35 characters of a longer name reach the threshold, and a part tells of the cut (EF-29)."""
    comparison = compare(listed[:FIELD].strip(), listed, "organisation")
    assert comparison.score >= 74
    assert cut_parts(comparison) == [f"cut at {FIELD} characters"]


@pytest.mark.parametrize(
    ("listed", "kind"),
    [
        ("ZYZZYVIAN BANK QUORGMAN JOINT STOCK COMPANY", "organisation"),
        ("ZYZZYVIAN QUORGMAN GENERAL TRADE CORPORATION", "organisation"),
        ("L-Quorgman Zyzzyvian, SOCIEDAD ANONIMA DE CAPITAL VARIABLE", "organisation"),
        ("Trading Company Central Maritime Bureau Zyzzyvian", "organisation"),
        ("Blibberlund Zyzzyvian State Unitary Enterprise of the Quorg Republic", "organisation"),
        ("ZYZZYVIN, Quorgman Blibber Snorkackovich Makarovich", "person"),
        ("Snorkack bin Zyzzyv bin Quorgman al-Blibberlandi", "person"),
        (f"{'Zyzzyvian Quorgmanite Kraken Volga Works ' * 3}Snorkack Blibberlund Trading House", "organisation"),
    ],
)
def test_forms_persons_and_long_fields(listed: str, kind: str) -> None:
    """A legal form cut in its middle, a person's name with the surname in front, a field of 140 characters (NK-28)."""
    assert compare(listed[: 140 if len(listed) > 140 else FIELD].strip(), listed, kind).score >= 74


@given(ANY_TEXT, KINDS)
def test_only_a_name_that_fills_a_field_is_cut(name: str, kind: Kind) -> None:
    """A name of any other length is read as whole, so a beginning of a word in it is another word (EF-28)."""
    if len(name.strip()) not in (34, 35):
        assert prepare_query(name, kind) == prepare(name, kind)
    assert prepare(name, kind).cut is None


@given(LONG)
def test_a_listed_name_is_never_cut(name: str) -> None:
    """A listed name that fills the field gets no rebate for what the query has more."""
    assert not cut_parts(compare(name, name[:FIELD].strip(), "organisation"))


@given(LONG, KINDS)
def test_a_cut_name_equals_itself(name: str, kind: Kind) -> None:
    """What is listed as it was cut is equal."""
    assert compare(name[:FIELD], name[:FIELD], kind).score == 100


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Zyzzyvian Works Kraken Volgograd Bli", "Zyzzyvian Works Quorgman Blibberlund Trading House"),
        ("Kraken Zyzzyvian Trading House No 22", "Kraken Zyzzyvian Trading House No 2245 of Blibberlund"),
        ("Limited Liability Company Maritime I", "Limited Liability Company Maritime Zyzzyvian Quorgman"),
    ],
)
def test_a_cut_name_contradicts_as_any_other(query: str, listed: str) -> None:
    """Another word or number before the cut, or generic words alone, stay below the threshold."""
    assert compare(query[:FIELD], listed, "organisation").score < 74


@given(NAMES, st.integers(1, 5))
def test_the_share_seen_is_of_a_proper_beginning(name: str, letters: int) -> None:
    """Between 0 and 1, and more letters show more."""
    for token in prepare(name, Kind.PERSON).tokens:
        less, more = share_seen(token.text[:letters], token), share_seen(token.text[: letters + 1], token)
        assert 0 <= less < 1
        assert more >= less or more == 0
