"""The one gate from hits into a frame: many at once give what one by one gives."""

import dataclasses

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from screening.schema import HITS, Action, Evidence, Hit, Part, hits_frame
from screening.schema._frames import FEW_HITS
from tests.reports.made import FACTS

HIT = Hit(**FACTS)
ACTIONS = st.lists(st.builds(Action, st.dates() | st.none(), st.text(), measures=st.tuples(st.text())), max_size=2)
PARTS = st.lists(st.builds(Part, st.text(), st.text(), st.text(), st.floats(0, 100), st.floats(0, 100)), max_size=2)
HITS_MADE = st.builds(
    lambda actions, parts, said: dataclasses.replace(
        HIT, actions=tuple(actions), parts=tuple(parts), evidence=tuple(Evidence(each, "match") for each in said)
    ),
    ACTIONS,
    PARTS,
    st.lists(st.text(), max_size=2),
)


@settings(max_examples=20)
@given(st.lists(HITS_MADE, max_size=3))
def test_many_hits_at_once_are_the_hits_one_by_one(some: list[Hit]) -> None:
    """The same columns, types and cells, empty lists of records included."""
    many = [*some, *[HIT] * FEW_HITS, *some]
    one_by_one = pl.concat([hits_frame([each]) for each in some]) if some else HITS.to_frame()
    frame = hits_frame(many)
    assert frame.schema == HITS
    assert_frame_equal(frame[: len(some)], one_by_one)
    assert_frame_equal(frame[len(frame) - len(some) :], one_by_one)
