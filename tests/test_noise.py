"""Phrases around a name: set aside where they stand so, kept where they tell the name."""

import pytest

from screening.schema import Kind
from screening.score import compare


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("to the order of Kraken Steel Works", "Kraken Steel Works", Kind.ORGANISATION),
        ("Kraken AO Dubai head office", "Kraken AO", Kind.ORGANISATION),
        ("attn: Vorontsov, Pyotr Istanbul", "Vorontsov, Pyotr", Kind.PERSON),
        ("c/o Sea Kraken Two", "Sea Kraken Two", Kind.VESSEL),
    ],
)
def test_what_stands_around_a_name_costs_nearly_nothing(query: str, listed: str, kind: Kind) -> None:
    """A name with a phrase of payments or an address around it scores 95 or more, and less than an equal one."""
    assert 95 <= compare(query, listed, kind).score <= 99


def test_words_that_tell_a_name_stay() -> None:
    """A surname, the beginning of a name and two letters without a slash are no noise."""
    assert compare("Taylor Branch", "Taylor", Kind.PERSON).score < 74
    assert not compare("Branch Davidian", "Branch Davidian", Kind.ORGANISATION).query.noise
    assert not compare("C O Smith", "C O Smith", Kind.PERSON).query.noise


def test_a_place_the_list_keeps_is_contradicted() -> None:
    """Another city is another house where the listed name has one."""
    assert compare("Kraken Dubai", "Kraken Moscow", Kind.ORGANISATION).score < 74
