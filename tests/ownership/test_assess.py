"""Ownership: FAQ 401's examples, the three authorities' tests, and laws that hold for every graph."""

import time
from decimal import Decimal
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InputError, UsageError
from screening.ownership import Assessment, Edge, Edges, Listed, Outcome, Ownership, Rule, assess, chosen, rules

EVERY = frozenset(rule.id for rule in rules())
(OFAC,) = chosen(["ofac"])
(UK,) = chosen(["UK"])


def graph(*edges: tuple[str, str, float | str] | tuple[str, str, float | str, bool]) -> Edges:
    """Edges of owner, owned, percent and, where it is given, control."""
    return Edges(
        Edge(owner, owned, Decimal(str(percent)), bool(more and more[0]), line)
        for line, (owner, owned, percent, *more) in enumerate(edges, 2)
    )


def found(edges: Edges, rule: str, *listed: str, cycles: bool = False) -> dict[str, Ownership]:
    """What a rule finds of each party, the listed ones being certain."""
    said = assess(edges, {each: Listed(EVERY, f"xx_list:{each}") for each in listed}, chosen([rule]), cycles=cycles)
    return {each.key: each for each in said}


def blocked(edges: Edges, rule: str, *listed: str, cycles: bool = False) -> set[str]:
    """Who is blocked under a rule."""
    return {key for key, each in found(edges, rule, *listed, cycles=cycles).items() if each.blocked}


FAQ_401 = [
    ("1", [("x", "a", 50), ("a", "b", 50)], {"a", "b"}),
    ("2", [("x", "a", 50), ("x", "b", 50), ("a", "c", 25), ("b", "c", 25)], {"a", "b", "c"}),
    ("3", [("x", "a", 50), ("x", "b", 10), ("a", "b", 40)], {"a", "b"}),
    ("4", [("x", "a", 50), ("x", "b", 25), ("a", "c", 25), ("b", "c", 25)], {"a"}),
    ("5", [("x", "a", 25), ("x", "b", 25), ("a", "c", 50), ("b", "c", 50)], set[str]()),
]


@pytest.mark.parametrize(("edges", "expected"), [each[1:] for each in FAQ_401], ids=[each[0] for each in FAQ_401])
def test_the_examples_of_faq_401(edges: list[tuple[str, str, float]], expected: set[str]) -> None:
    """OFAC's own worked examples 1 to 5."""
    assert blocked(graph(*edges), "OFAC", "x") == expected


def test_ofac_adds_up_owners_of_all_programmes() -> None:
    """25 + 25 = 50 % of two blocked owners is enough (FAQ 399), 49.99 % is not, and both are said."""
    each = found(graph(("x", "c", 25), ("y", "c", 25)), "OFAC", "x", "y")["c"]
    assert each.sentence.startswith(
        "blocked by ownership: 25 + 25 = 50 % via x, y; x is listed (xx_list:x); y is listed"
    )
    less = found(graph(("x", "c", 25), ("y", "c", "24.99")), "OFAC", "x", "y")["c"]
    assert (less.outcome, less.percent) == (Outcome.MINORITY, Decimal("49.99"))


def test_control_is_a_warning_for_ofac_and_a_ground_for_others() -> None:
    """FAQ 398: control alone does not block; EU and UK: it does, and what is so controlled passes it on."""
    edges = graph(("x", "c", 10, True), ("c", "d", 100))
    assert {key: each.outcome for key, each in found(edges, "OFAC", "x").items()} == {"c": Outcome.CONTROL}
    for rule in ("EU", "UK"):
        assert {key: each.outcome for key, each in found(edges, rule, "x").items()} == {
            "c": Outcome.CONTROLLED,
            "d": Outcome.OWNED,
        }


def test_fifty_percent_is_enough_for_ofac_and_eu_not_for_uk() -> None:
    """OFAC and, since 3 July 2024, the EU: 50 % or more. UK: more than 50 %."""
    exact, more = graph(("x", "c", 50)), graph(("x", "c", "50.000000000001"))
    assert [rule for rule in ("OFAC", "EU", "UK") if blocked(exact, rule, "x")] == ["OFAC", "EU"]
    assert [rule for rule in ("OFAC", "EU", "UK") if blocked(more, rule, "x")] == ["OFAC", "EU", "UK"]


def test_uk_adds_up_one_partys_own_chains_only() -> None:
    """Two designated holders of 30 % each are a warning; one holder's direct and indirect shares are one holding."""
    two = found(graph(("x", "c", 30), ("y", "c", 30)), "UK", "x", "y")["c"]
    assert (two.outcome, two.percent) == (Outcome.TOGETHER, Decimal(60))
    assert "joint arrangement" in two.sentence
    assert blocked(graph(("x", "a", 60), ("a", "c", 30), ("x", "c", 30)), "UK", "x") == {"a", "c"}
    assert blocked(graph(("x", "c", 30), ("y", "c", 30)), "EU", "x", "y") == {"c"}


def test_what_rests_on_a_potential_hit_is_potential() -> None:
    """A party whose name needs a look makes others only potentially blocked, and takes nothing from what is certain."""
    edges = graph(("x", "a", 50), ("y", "b", 50), ("x", "c", 50), ("y", "c", 50))
    listed = {"x": Listed(EVERY), "y": Listed(frozenset(), potential=EVERY)}
    assert {each.key: each.certain for each in assess(edges, listed, [OFAC])} == {"a": True, "b": False, "c": True}


def test_only_the_rules_authority_counts() -> None:
    """Who is listed by the UK alone is not blocked under OFAC's rule."""
    assert {each.rule for each in assess(graph(("x", "a", 60)), {"x": Listed(frozenset(["UK"]))})} == {"UK"}


def test_the_path_leads_to_a_listed_party() -> None:
    """By the shortest way up, whoever owns most first."""
    edges = graph(("x", "a", 60), ("a", "b", 60), ("b", "c", 60), ("y", "c", 1))
    assert found(edges, "OFAC", "x")["c"].path == ("c", "b", "a", "x")
    assert found(edges, "OFAC", "x", "y")["c"].path == ("c", "y")


def test_evidence_says_what_is_not_known() -> None:
    """Without the party in the file ownership is not assessed; without a stake, that is said."""
    edges = graph(("x", "a", 60), ("z", "b", 60))
    known = Assessment(edges, assess(edges, {"x": Listed(EVERY)}, [OFAC]))
    assert known.sentence(" A.").startswith("blocked by ownership: 60 % via x")
    assert "no stake" in known.sentence("b")
    assert known.sentence("q").startswith("ownership not assessed")


def test_faults_are_refused_and_rules_known() -> None:
    """A circle is an error unless it is taken; an unknown rule is one always."""
    circle = graph(("x", "a", 50), ("a", "b", 50), ("b", "a", 50))
    with pytest.raises(InputError, match="circle, lines 3, 4"):
        assess(circle, {})
    assert blocked(circle, "OFAC", "x", cycles=True) == {"a", "b"}
    assert blocked(graph(("a", "b", 60), ("b", "a", 60)), "OFAC", cycles=True) == set()
    with pytest.raises(UsageError, match="OFAC, EU, UK"):
        chosen(["UN"])


PARTY = st.sampled_from("abcdef")
STAKE = st.tuples(PARTY, PARTY, st.sampled_from([0, 10, 20, 25, 30, 50]), st.booleans())


@st.composite
def graphs(draw: st.DrawFn) -> list[tuple[str, str, int, bool]]:
    """Edges of at most six parties, circles too, nobody owned by more than 100 %."""
    held, kept = dict[str, int](), dict[tuple[str, str], tuple[str, str, int, bool]]()
    for edge in draw(st.lists(STAKE, max_size=14)):
        owner, owned, percent, _ = edge
        if owner != owned and (owner, owned) not in kept and held.get(owned, 0) + percent <= 100:
            held[owned] = held.get(owned, 0) + percent
            kept[owner, owned] = edge
    return list(kept.values())


LISTED = st.sets(PARTY, max_size=3)


@given(graphs(), LISTED, st.randoms(use_true_random=False))
def test_no_order_of_edges_shows(edges: list[tuple[str, str, int, bool]], listed: set[str], random: object) -> None:
    """The same edges in any order give the same findings, word for word, and the same faults but for the lines."""
    shuffled = list(edges)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    said = {each: Listed(EVERY) for each in sorted(listed)}
    one, other = graph(*edges), graph(*shuffled)
    assert assess(one, said, cycles=True) == assess(other, dict(reversed(said.items())), cycles=True)
    assert [each.sentence for each in one.faults()] == [each.sentence for each in other.faults()]


@given(graphs(), LISTED, st.sampled_from(rules()))
def test_the_outcome_is_the_smallest_closed_set(
    edges: list[tuple[str, str, int, bool]], listed: set[str], rule: Rule
) -> None:
    """By brute force: of all sets of parties that hold the listed and all they own, the common part is blocked."""
    parties = sorted({party for edge in edges for party in edge[:2]})
    bases = [listed & set(parties)] if rule.aggregate else [{each} for each in sorted(listed & set(parties))]
    expected = set().union(*(_smallest(edges, parties, base, rule) - listed for base in bases))
    assert blocked(graph(*edges), rule.id, *sorted(listed), cycles=True) == expected


def _smallest(edges: list[tuple[str, str, int, bool]], parties: list[str], base: set[str], rule: Rule) -> set[str]:
    common = set(parties)
    for some in chain.from_iterable(combinations(parties, number) for number in range(len(parties) + 1)):
        if base <= set(some) and _owned(edges, set(some), rule) <= set(some):
            common &= set(some)
    return common


def _owned(edges: list[tuple[str, str, int, bool]], some: set[str], rule: Rule) -> set[str]:
    shares = {edge[1]: sum(each[2] for each in edges if each[1] == edge[1] and each[0] in some) for edge in edges}
    held = {party for party, share in shares.items() if rule.passes(Decimal(share))}
    return held | {edge[1] for edge in edges if rule.control and edge[3] and edge[0] in some}


def test_ten_thousand_edges_with_circles_in_a_second() -> None:
    """A graph of the size of a bank's book, with circles: found as faults, and assessed where they are taken."""
    number = 5_000
    pairs = {(i, (i * by + by // 2) % number) for i in range(number) for by in (7, 3)}
    edges = graph(*[(f"p{i}", f"p{j}", 30, i % 9 == 0) for i, j in pairs if i != j])
    listed = {f"p{i}": Listed(EVERY) for i in range(0, number, 50)}
    assert len(edges.edges) > 9_990
    started = time.process_time()
    faults = edges.faults()
    said = assess(edges, listed, cycles=True)
    assert time.process_time() - started < 1
    assert faults
    assert any(each.blocked for each in said)
