"""Which data of a customer changed is named, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from screening.counterparties import COUNTERPARTIES, frame
from screening.rescreen import changed_fields
from screening.schema import Counterparty

VALUES = {
    "name": st.sampled_from(["Anna", "Erik"]),
    "birth_date": st.sampled_from(["", "1970"]),
    "countries": st.lists(st.sampled_from(["NO", "SE"]), max_size=2),
    "kind": st.sampled_from(["person", "unknown"]),
}
PARTY = st.fixed_dictionaries(VALUES)


@given(PARTY, PARTY, st.integers(1, 3))
def test_exactly_the_fields_that_differ_are_named(was: dict[str, object], now: dict[str, object], part: int) -> None:
    """Whatever the order of rows and parts; customers that are not asked for are left out."""
    other = Counterparty("Else", customer_id="c2")
    then = frame([other, Counterparty(**was, customer_id="c1")])  # type: ignore[arg-type]
    later = frame([Counterparty(**now, customer_id="c1"), other])  # type: ignore[arg-type]
    parts = [later[at : at + part].select(COUNTERPARTIES.names()) for at in range(0, later.height, part)]
    told = changed_fields({"c1", "nobody"}, [then], parts)
    assert told == {"c1": ", ".join(name.replace("_", " ") for name in sorted_like(was, now))}


def sorted_like(was: dict[str, object], now: dict[str, object]) -> list[str]:
    """The fields that differ, in the order of the columns."""
    return [name for name in COUNTERPARTIES if name in was and was[name] != now[name]]
