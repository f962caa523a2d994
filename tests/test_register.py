"""Laws of the register: what it reads of a designation is what the list states."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from screening.identifiers import parse
from screening.register import Register
from screening.schema import Action, Designation, Fact, FactKind, Kind
from tests import worlds
from tests.strategies import NAMES

_FACTS = st.builds(Fact, st.sampled_from(FactKind), NAMES, type=NAMES, first=st.dates() | st.none())
_ACTIONS = st.builds(
    Action, st.dates() | st.none(), NAMES, programme=NAMES, measures=st.lists(NAMES).map(tuple), source_url=NAMES
)


@st.composite
def designations(draw: st.DrawFn) -> list[Designation]:
    """Some designations, each with a name, an action and any facts."""
    return [
        worlds.designation(
            str(number),
            draw(NAMES),
            draw(st.sampled_from(Kind)),
            weak=draw(st.lists(NAMES, max_size=2)),
            facts=draw(st.lists(_FACTS, max_size=3)),
            actions=draw(st.lists(_ACTIONS, min_size=1, max_size=3)),
        )
        for number in range(draw(st.integers(1, 3)))
    ]


@given(designations(), designations())
def test_listings_and_names_are_those_of_the_lists(one: list[Designation], other: list[Designation]) -> None:
    """Over two lists, every designation is shown with its own kind, actions, facts and names."""
    register = Register([worlds.loaded(*one), worlds.loaded(*other, list_id="un_sc")])
    for entry, each in enumerate([*one, *other]):
        shown, first = register.listing(entry), register.first_name(entry)
        assert (shown.entry_id, shown.kind, shown.primary_name) == (each.entry_id, each.kind, each.names[0].text)
        assert (shown.actions, shown.facts, shown.listed_on) == (each.actions, each.facts, each.listed_on)
        assert tuple(register.name(first + n) for n in range(len(each.names))) == each.names


_SAID = st.builds(
    lambda named, value: f"{named}{value}",
    st.sampled_from(["", "bic:", "imo:", "IMO ", "passport:", "wallet:", "tail:", "phone:+"]),
    st.text("Aa0178 .-/ｱ７й", min_size=1, max_size=12)
    | st.sampled_from(["9187629", "ABCDRUMM", "ABCDRUMMXXX", "P-81"]),
)


@given(st.lists(_SAID, min_size=1, max_size=4), st.lists(_SAID, max_size=12))
def test_texts_that_state_a_listed_identifier(listed: list[str], said: list[str]) -> None:
    """They are those that are read as one, in ASCII or not."""
    facts = [Fact(FactKind.IDENTIFIER, each.value, type=each.type) for each in map(parse, listed)]
    register = Register([worlds.loaded(worlds.designation("1", "Kraken", Kind.PERSON, facts=facts))])
    texts = [*said, *listed]
    assert register.stating(pl.Series(texts)) == [
        at for at, text in enumerate(texts) if register.identified([parse(text)])
    ]
