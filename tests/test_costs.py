"""Costs: what the bounds of the index rest on."""

from hypothesis import given
from hypothesis import strategies as st

from screening.costs import (
    CUT,
    INITIALS_FULL,
    LEFT_OVER_SYLLABLE,
    MODELS,
    RESEMBLING_COST,
    RESEMBLING_CREDIT,
    SYLLABLE,
    Left,
    costs,
    rest_share,
)
from screening.names import prepare, prepare_query
from screening.policy import LOWEST_THRESHOLD
from screening.schema import Kind
from screening.score import align, is_exact
from tests.strategies import KINDS, NAMES

NAMES_OF_RARE_WORDS = "Zyzzyvian Quorgmanite Kraken Blibberlund Works Ivan Petrovich".split()  # noqa: SIM905


@given(NAMES, NAMES, KINDS)
def test_every_cost_enlarges_and_no_credit_lifts_a_name_over_a_threshold(query: str, listed: str, kind: Kind) -> None:
    """No share is negative, and a credit is at most its cost times the lowest threshold that a policy may set."""
    a, b = prepare(query, kind), prepare(listed, kind)
    for part in costs(a, b, align(a, b), exact=is_exact(a, b)):
        assert part.share >= 0
        assert 0 <= part.points <= part.share * LOWEST_THRESHOLD / 100 + 1e-9


@given(NAMES, NAMES, KINDS)
def test_words_left_over_cost_at_least_what_the_bounds_count(query: str, listed: str, kind: Kind) -> None:
    """All costs together are at least a U + b V of the model."""
    a, b = prepare(query, kind), prepare(listed, kind)
    pairs = align(a, b)
    left = Left.over(a, b, pairs)
    least = MODELS[kind].missing * sum(b.tokens[j].weight for j in left.of_listed)
    least += MODELS[kind].extra * sum(a.tokens[i].weight for i in left.of_query)
    assert sum(part.share for part in costs(a, b, pairs, exact=is_exact(a, b))) >= least - 1e-9


@given(st.permutations([*NAMES_OF_RARE_WORDS, "LLC", "Bank"]), st.permutations(NAMES_OF_RARE_WORDS), KINDS)
def test_a_cut_name_pays_at_least_what_the_bounds_count(query: list[str], listed: list[str], kind: Kind) -> None:
    """A cut name pays its own constant for every word that only the list has, wherever the word stands."""
    a, b = prepare_query(" ".join(query)[:35], kind), prepare(" ".join(listed), kind)
    pairs = align(a, b)
    matched = {j for pair in pairs for j in pair.listed}
    least = CUT * MODELS[kind].missing * sum(each.weight for j, each in enumerate(b.tokens) if j not in matched)
    assert sum(part.share for part in costs(a, b, pairs, exact=is_exact(a, b))) >= least - 1e-9


ANY_SYLLABLE = st.sampled_from("du an de ok chong heng ryong o".split())  # noqa: SIM905


@given(st.sampled_from(["荣 刘", "明 胡", "영 김"]), st.lists(ANY_SYLLABLE, min_size=1, max_size=4))
def test_every_syllable_left_over_costs_as_a_surname(query: str, listed: list[str]) -> None:
    """A syllable beside a name of syllables counts, whatever the word is in other names (NK-12)."""
    a, b = prepare(query, Kind.PERSON), prepare(" ".join(listed), Kind.PERSON)
    pairs = align(a, b)
    missing = [part.share for part in costs(a, b, pairs, exact=False) if part.kind == "missing"]
    assert len(missing) == len(Left.over(a, b, pairs).of_listed)
    assert all(share >= LEFT_OVER_SYLLABLE * SYLLABLE - 1e-9 for share in missing)


@given(st.integers(0, 9))
def test_more_initials_cost_no_more_than_two_words(initials: int) -> None:
    """Two initials cost the rest of their words in full, three and more as much together."""
    assert initials * rest_share(initials) <= INITIALS_FULL
    assert rest_share(min(initials, 2)) == 1


def test_credit_is_half_of_its_cost() -> None:
    """The lowest threshold is 50, so a credit of more than half would break the bounds."""
    assert RESEMBLING_CREDIT <= RESEMBLING_COST * LOWEST_THRESHOLD / 100
