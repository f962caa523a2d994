"""Texts that may hit are told without reading each: none is left out that hits."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import sources
from screening import Screener
from screening.index import Index
from screening.index._mesh import STABLE, code
from screening.names import FIELDS
from screening.schema import Kind
from screening.sound import sounds
from tests.data import DATA, test_data
from tests.strategies import ANY_TEXT, NAMES, WORDS
from tests.test_latin import changed
from tests.test_plain import BESIDE

WORLDS = st.lists(st.tuples(st.one_of(NAMES, BESIDE), st.sampled_from(list(Kind))), min_size=1, max_size=5)
TEXTS = st.lists(st.one_of(NAMES, BESIDE, changed(), ANY_TEXT), min_size=1, max_size=3).map(" ".join)
THRESHOLDS = st.sampled_from([50.0, 74.0, 90.0, 100.0])


def left_out(world: Sequence[tuple[str, Kind]], texts: Sequence[str], threshold: float) -> set[int]:
    """Numbers of the texts that hit and are not told, asked for twice: their words are new first, then known."""
    index = Index.build([name for name, _ in world], [kind for _, kind in world])
    told = set(index.possible(texts, threshold)) & set(index.possible(texts, threshold))
    return {query for query, _, _ in index.search_all(texts, threshold)} - told


@given(WORLDS, st.lists(TEXTS, min_size=1, max_size=8), THRESHOLDS)
def test_no_text_is_left_out_that_hits(world: list[tuple[str, Kind]], texts: list[str], threshold: float) -> None:
    """Whatever stands beside a listed name, or is made of two."""
    texts = [text for text in texts if text.strip()]
    assert left_out(world, texts, threshold) == set()


@given(WORLDS, st.data(), THRESHOLDS)
def test_nor_one_that_is_nearly_a_listed_name(
    world: list[tuple[str, Kind]], data: st.DataObject, threshold: float
) -> None:
    """With words more or less, in another order, parted, or cut by a field."""
    texts = []
    for _ in range(4):
        words = data.draw(st.sampled_from([name for name, _ in world])).split()
        words = data.draw(st.permutations(words + data.draw(st.lists(WORDS, max_size=4))))
        text = " ".join(words)
        at = data.draw(st.integers(0, len(text)))
        text = data.draw(st.sampled_from([text, f"{text[:at]} {text[at:]}", f"{text} Ltd.", f"M/V {text}"]))
        texts.append(data.draw(st.sampled_from([text, text.ljust(min(FIELDS), "x"), text[: min(FIELDS)]])))
    texts = [text for text in texts if text.strip()]
    assert left_out(world, texts, threshold) == set()


LONG = "Krakenovskayazenobiamikheychikovolga"
PARTED = (
    ("Kraken", "Kra ken"),
    ("Kraken", "Kra Ken Ltd."),
    ("Mikheychik", "Mihej Tschik"),
    ("Quorumtel", "Quorum Tel"),
)
CUT = [(f"{LONG}fskayaberg", LONG[: min(FIELDS)])]


@pytest.mark.parametrize(("listed", "text"), [*PARTED, *CUT])
@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ORGANISATION])
def test_words_that_are_alike_together_or_cut_only(listed: str, text: str, kind: Kind) -> None:
    """One listed word written as two, or known by its beginning: no word of the text is alike to it by itself."""
    index = Index.build([listed, "Zorro"], [kind, kind])
    texts = [text, "Erik Holmqvist Ltd."]
    assert {query for query, _ in index.candidates(texts, 50)} == {0}
    assert index.possible(texts, 50) == [0]


@given(st.lists(st.one_of(st.text("abeghiklmnorstuvyzjc", max_size=8), st.sampled_from(["volka", "u", "au", "sch"]))))
def test_the_letters_that_stay_however_a_word_is_heard(parts: list[str]) -> None:
    """The number of a word follows from its parts, and is that of all its sounds but where it ends in -au."""
    word = "".join(parts)
    whole = code(word.encode())[0]
    number, last = 0, 0
    for part in parts:
        own, weight, without, before, first, end = code(part.encode())
        doubled = first and first == last
        number = number * (before if doubled else weight) + (without if doubled else own)
        last = end or last
    assert number % (1 << 64) == whole
    if word and not word.endswith("au"):
        assert {code(sound.encode())[0] for sound in sounds(word)} == {whole}
    assert (whole == 0) == set(STABLE).isdisjoint(word)


@pytest.mark.lists
def test_names_of_customers(five_lists: Screener) -> None:
    """Of customers' names none with a candidate among some designations is left out."""
    test_data("counterparties")
    names = [name for file in sources.CLEAN for name in sources.clean_names(DATA, file, 1500, 2)]
    tables = next(each.tables for each in five_lists.loaded if each.spec.id == "us_ofac_sdn")
    listed = tables.names.join(tables.designations.select("entry_id", party="kind").sample(25, seed=3), on="entry_id")
    index = Index.build(listed["text"].to_list(), [Kind(kind) for kind in listed["party"]])
    said = [*listed["text"].to_list(), *(f"{text} Trading LLC" for text in listed["text"])]
    texts = names + said
    hit = {query for query, _, _ in index.search_all(texts, 60)}
    told = index.possible(texts, 60)
    assert hit <= set(told)
    assert np.diff(told).min() > 0
    assert len(told) < len(texts) // 4
