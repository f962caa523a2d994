"""Names read the short way are read as the long way reads them."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names import read_whole
from screening.names._plain import read_plain
from screening.schema import Kind
from tests.data import test_data
from tests.strategies import ANY_TEXT, NAMES

READ = st.sampled_from([Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL])
BESIDE = st.lists(
    st.sampled_from(
        ["Ivan", "Petrovich", "bin", "abdul", "Li", "Com", "pany", "Limited", "JP", "A", "B", "No", "one", "twenty",
         "attn", "Dubai", "SahelCo", "Сергей", "ооо", "Ögli", "D'Alia", "Al-Tikriti", "and", "de", "Sons"]
    ), min_size=1, max_size=5,
).map(" ".join)  # fmt: skip
"""Names of words that mean something else together."""


@given(st.one_of(NAMES, ANY_TEXT, BESIDE), READ)
def test_a_plain_name_is_read_as_the_long_way_reads_it(text: str, kind: Kind) -> None:
    """The short way gives the same name as the long one, or leaves it to the long one."""
    plain = read_plain(text, kind)
    assert plain is None or plain == read_whole(text, kind)


@pytest.mark.lists
@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL])
@pytest.mark.parametrize(
    ("file", "column"),
    [("people_us_dev", "full_name"), ("people_global_dev", "full_name"), ("organisations_dev", "name")],
)
def test_plain_names_of_customers(file: str, column: str, kind: Kind) -> None:
    """So it is for names as customers have them."""
    path = test_data(f"counterparties/{file}.csv")
    names = pl.read_csv(path)[column].to_list()[::12]
    read = [(read_plain(name, kind), name) for name in names]
    assert [name for plain, name in read if plain is not None and plain != read_whole(name, kind)] == []
    assert any(plain is not None for plain, _ in read)
