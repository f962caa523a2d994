"""Laws of the register: what it reads of a designation is what the list states."""

from hypothesis import given
from hypothesis import strategies as st

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
