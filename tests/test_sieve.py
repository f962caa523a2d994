"""Texts that hit are told without reading each: those that a search finds, and no other."""

import sys
import unicodedata
from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import grown, sources
from screening import Screener, lexicon
from screening.index import Index
from screening.names import FIELDS, LOOSE, is_arabic, may_be_turned, piece, read_piece
from screening.schema import Kind, Tables
from screening.text import script
from tests.data import DATA, test_data
from tests.strategies import ANY_TEXT, NAMES, WORDS
from tests.test_latin import changed
from tests.test_plain import AROUND_FORMS, BESIDE

WORLDS = st.lists(
    st.tuples(st.one_of(NAMES, BESIDE, AROUND_FORMS), st.sampled_from(list(Kind))), min_size=1, max_size=5
)
GLUED = st.builds(
    lambda words, at: " ".join([*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]]),
    *(AROUND_FORMS.map(str.split), st.integers(0, 4)),
)
"""Names of legal forms with two words written as one."""
SIGNS = st.sampled_from([" ", " ", " ", " & ", " - ", " / ", " . "])
TEXTS = st.builds(
    str.join,
    SIGNS,
    st.lists(st.one_of(NAMES, BESIDE, AROUND_FORMS, GLUED, changed(), ANY_TEXT), min_size=1, max_size=3),
)
THRESHOLDS = st.sampled_from([50.0, 74.0, 90.0, 100.0])


def hit(index: Index, texts: Sequence[str], threshold: float) -> set[int]:
    """Numbers of the texts that hit, as the sieve tells."""
    told = index.hit(pl.Series(texts, dtype=pl.String), threshold)
    assert told == sorted(set(told))
    return set(told)


def found(index: Index, texts: Sequence[str], threshold: float) -> set[int]:
    """Numbers of the texts that hit, as a search finds."""
    return {query for query, _, _ in index.search_all(texts, threshold)}


def differ(world: Sequence[tuple[str, Kind]], texts: Sequence[str], threshold: float) -> set[int]:
    """Numbers of the texts that either finds alone, asked for twice: their words are new first, then known.

    The second time there are many of them: pieces that often stand together are then known, too.
    """
    index = Index.build([name for name, _ in world], [kind for _, kind in world])
    wanted, new, many = (
        found(index, texts, threshold),
        hit(index, texts, threshold),
        hit(index, [*texts] * 6, threshold),
    )
    return (wanted ^ new) | {at % len(texts) for at in many ^ {at + len(texts) * n for at in wanted for n in range(6)}}


@given(WORLDS, st.lists(TEXTS, min_size=1, max_size=8), THRESHOLDS)
def test_no_text_is_left_out_that_hits(world: list[tuple[str, Kind]], texts: list[str], threshold: float) -> None:
    """Whatever stands beside a listed name, or is made of two."""
    texts = [text for text in texts if text.strip()]
    assert differ(world, texts, threshold) == set()


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
    assert differ(world, texts, threshold) == set()


LONG = "Krakenovskayazenobiamikheychikovolga"
PARTED = (
    ("Krakenov", "Krake nov"),
    ("Krakenov", "Kra Kenov Ltd."),
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
    assert found(index, texts, 50) == {0}
    assert hit(index, texts, 50) == {0}


@given(st.lists(WORDS, min_size=1, max_size=3), st.text("abeghiklmnorstuvyzjc ", max_size=8), st.data())
def test_a_listed_word_written_as_two(world: list[str], beside: str, data: st.DataObject) -> None:
    """Wherever a word of the list is parted, alone or beside others, the text may hit if it does."""
    word = data.draw(st.sampled_from(world))
    at = data.draw(st.integers(0, len(word)))
    parted = data.draw(SIGNS).join([word[:at], word[at:]])
    texts = [parted, f"{parted} {beside}", f"{beside} {parted} Ltd"]
    kinds = data.draw(st.lists(st.sampled_from([Kind.PERSON, Kind.ORGANISATION]), min_size=len(world), max_size=3))
    texts = [text for text in texts if text.strip()]
    assert differ(list(zip(world, kinds, strict=False)), texts, 50.0) == set()


APART = [
    ("Abd al-Khaliq Badr al-Din", "Abd-al-Khaliq al-Din", Kind.PERSON),
    ("Krakenzakrytoe Aktsionernoe Obshchestvo", "KRAKENZAKRYTOE AKTSIONERNOE OBSHCHESTVO", Kind.ORGANISATION),
    ("Kraken al-Sharia", "Kraken al-Sharia in Volga", Kind.ORGANISATION),
    ("Kraken 5", "KRAKEN V", Kind.VESSEL),
    ("S S A Kraken", "Kraken S. S.A.", Kind.ORGANISATION),
    ("S.A. c", "S.A. c", Kind.ORGANISATION),
    ("OBSHCHESTVO S OGRANICHENNOI OTVETSTVENNOSTYU VOLGA", "S OGRANICHENNOI OTVETSTVENNOSTYUVOLGA", Kind.ORGANISATION),
    ("Joint Stock Company Kraken", "JOINT STOCK COMPANYKRAKEN", Kind.ORGANISATION),
    ("Vorza Kraken", "ZA, Vor", Kind.PERSON),
    ("K G Kraken", "Kraken KG", Kind.PERSON),
    ("Krakenov", "Kra & kenov", Kind.PERSON),
    ("Krakenov", "Kra - kenov", Kind.PERSON),
    ("عبدالخالق", "عبد الخالق", Kind.PERSON),
    ("عبدالخالق", "الخالق كراكن, عبد", Kind.PERSON),
]


@pytest.mark.parametrize(("listed", "text", "kind"), APART)
def test_pieces_that_are_read_otherwise_beside_others(listed: str, text: str, kind: Kind) -> None:
    """Two that are one, signs between them, what a legal form is glued to, numbers and initials by their place."""
    assert differ([(listed, kind)], [text, f"{text} Zenobia", f"Zenobia {text}"], 50.0) == set()


@pytest.mark.parametrize(("text", "words"), [("«Ладогахлеб", {"ладогахлеб"}), ("«Ла有限", {"л", "а", "有", "限"})])
def test_letters_are_read_one_by_one_beside_chinese_characters_only(text: str, words: set[str]) -> None:
    """Else each letter of a word would be an initial, which is alike to half of a list."""
    beside = read_piece(f"{LOOSE}{text}", Kind.PERSON)
    assert beside is not None
    assert {token.text for token in beside.tokens} == words


@pytest.mark.lists
@pytest.mark.slow
@pytest.mark.parametrize("threshold", [50.0, 74.0])
def test_names_of_lists_and_customers(five_lists: Screener, threshold: float) -> None:
    """Of names of lists and customers, and of halves of these together, those that hit some of the list are told."""
    test_data("counterparties")
    known = [name for file in sources.CLEAN for name in sources.clean_names(DATA, file, 1000, 3)]
    tables = Tables.concat([each.tables for each in five_lists.loaded])
    party = tables.designations.select("list_id", "entry_id", party="kind")
    names = tables.names.join(party, on=["list_id", "entry_id"])
    some = names.sample(300, seed=4)
    index = Index.build(some["text"].to_list(), [Kind(kind) for kind in some["party"]])
    texts = names.sample(6000, seed=5)["text"].to_list()
    texts += grown.names([*known, *some["text"]], 12_000, 6)
    texts = [text for text in texts if text.strip()]
    every = found(index, texts, threshold)
    assert len(every) > 300
    assert hit(index, texts, threshold) == every


@pytest.mark.lists
def test_names_of_customers(five_lists: Screener) -> None:
    """Of customers' names those are told that hit some designations."""
    test_data("counterparties")
    names = [name for file in sources.CLEAN for name in sources.clean_names(DATA, file, 1500, 2)]
    tables = next(each.tables for each in five_lists.loaded if each.spec.id == "us_ofac_sdn")
    listed = tables.names.join(tables.designations.select("entry_id", party="kind").sample(25, seed=3), on="entry_id")
    index = Index.build(listed["text"].to_list(), [Kind(kind) for kind in listed["party"]])
    said = [*listed["text"].to_list(), *(f"{text} Trading LLC" for text in listed["text"])]
    texts = names + said
    assert hit(index, texts, 60) == found(index, texts, 60)


@given(st.lists(st.text("AaEePpUuLl0-1 еЕप\u200d\x1bम.", max_size=8), min_size=1, max_size=20), st.data())
def test_tail_numbers(texts: list[str], data: st.DataObject) -> None:
    """A text is a listed tail number if its letters and digits are, in whatever case, script or signs between."""
    tails = data.draw(st.lists(st.sampled_from([*texts, "EP-PUL", "UP-A1"]), min_size=1, max_size=3))
    texts = [text for text in texts if text.strip()]
    assert differ([(tail, Kind.AIRCRAFT) for tail in tails], [*texts, "ep pul"], 90.0) == set()


def test_forms_of_letters_that_are_looked_for() -> None:
    """Every character that is read as an Arabic letter or a comma is seen, however it is written."""
    for char in map(chr, [*range(0xD800), *range(0xE000, sys.maxunicode + 1)]):
        plain = unicodedata.normalize("NFKC", char)
        assert is_arabic(char) or not any(script(each) == "ARABIC" for each in plain)
        assert may_be_turned(char) or "," not in plain


def test_words_of_phrases_around_a_persons_name_are_no_sure_words() -> None:
    """Each is, or stands beside, a piece that may mean something else: only other words weigh against a name."""
    around = lexicon.around()
    tables = [*around.phrases.values(), *around.words.values(), around.behind_persons]
    for phrase in (phrase for table in tables for phrase in table):
        pieces = [piece(word, Kind.PERSON) for word in phrase]
        told = [each is None or bool(each.forms) or any(each.needs) for each in pieces]
        assert all(any(told[max(at - 1, 0) : at + 2]) for at in range(len(phrase))), phrase
