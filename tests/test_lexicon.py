"""Laws of the word tables: well-formed, without overlap, and the facts that requirements name."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import build_weights
from screening import lexicon
from screening.errors import CatalogueError
from screening.lexicon import _strict
from screening.schema import Kind
from screening.text import fold_words

SEED_WORDS = {"mikheychik", "ashuluk", "vladimirovka", "vawarc", "224"}


def class_of(phrase: str) -> str:
    """The class of a legal form given as folded words."""
    return lexicon.legal_forms()[tuple(phrase.split())].class_id


def shared(one: str, other: str) -> list[lexicon.Equivalent]:
    """The groups that two words stand in together."""
    groups = lexicon.equivalents()
    return [each for each in groups.get(one, ()) if each in groups.get(other, ())]


def all_words() -> set[str]:
    """Every Latin word of every table."""
    latin_forms = (phrase for phrase in lexicon.legal_forms() if all(word.isascii() for word in phrase))
    sets = [
        *(lexicon.titles(), lexicon.given_titles(), lexicon.particles(), lexicon.articles(), lexicon.kunya()),
        *(lexicon.nasab(), lexicon.noise(), lexicon.generic_words(), lexicon.places(), lexicon.form_parts()),
        *(lexicon.abbreviation_prefixes(), lexicon.equivalents().keys(), lexicon.singular().keys()),
        *(lexicon.abbreviations().keys(), lexicon.cardinals().keys(), lexicon.ordinals().keys()),
        *(lexicon.multipliers().keys(), {word for phrase in latin_forms for word in phrase}),
        *(lexicon.weights(kind).keys() for kind in Kind),
    ]
    return set().union(*sets)


@given(st.sampled_from(sorted(all_words())))
def test_every_word_is_as_folding_leaves_it(word: str) -> None:
    """A word of a table can be met: folding does not change it."""
    assert fold_words(word) == [word]


@given(st.sampled_from(list(Kind)), st.text(max_size=12))
def test_a_weight_lies_between_a_fifth_and_one(kind: Kind, word: str) -> None:
    """Every text has a weight, and what no table has weighs 1.0."""
    assert 0.2 <= lexicon.weight(word, kind) <= 1.0
    assert word in lexicon.weights(kind) or lexicon.weight(word, kind) == 1.0


@given(st.text(max_size=8).filter(lambda text: not re.fullmatch("[a-z0-9]+", text)))
def test_a_word_that_is_not_folded_is_refused(word: str) -> None:
    """Loading stops at an ill-formed word and names file and key."""
    with pytest.raises(CatalogueError, match=re.escape("lexicon/titles.toml, titles[1]")):
        _strict.texts("titles", "titles", ["mr", word])


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A monkeypatch before and after which no table is remembered."""
    caches = (_strict.read, lexicon._titles, lexicon.weights_version)
    for each in caches:
        each.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    for each in caches:
        each.cache_clear()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (b"titles = []\ngiven_too = []\nothers = []", "others: the key is unknown"),
        (b"titles = []", "given_too: the key is missing"),
        (b'titles = ["mr", "mr"]\ngiven_too = []', "titles: 'mr' stands there twice"),
        (b"titles = [", "not TOML"),
    ],
)
def test_a_faulty_table_is_refused(fresh: pytest.MonkeyPatch, text: bytes, where: str) -> None:
    """An unknown or missing key, a double and broken TOML are errors that say where."""
    fresh.setattr(_strict, "raw", lambda _: text)
    with pytest.raises(CatalogueError, match=where):
        lexicon.titles()


def test_the_version_covers_every_table(fresh: pytest.MonkeyPatch) -> None:
    """A change of any table that the score depends on changes the weights version."""
    before = lexicon.weights_version()
    assert re.fullmatch(r"\d+-[0-9a-f]{12}", before)
    for file in lexicon._FILES:
        lexicon.weights_version.cache_clear()
        fresh.setattr(lexicon, "raw", lambda each, changed=file: _strict.raw(each) + b"#" * (each == changed))
        assert lexicon.weights_version() != before


@pytest.mark.parametrize(
    ("class_id", "phrases"),
    [
        ("limited", "ltd, llc, ooo, gmbh, sdn bhd, doo, sarl, sa rl, sp z oo, limited sirketi, co ltd, tov, too, bv"),
        ("limited", "obshchestvo s ogranichennoi otvetstvennostyu, obshchestvo s ogranichennoy otvetstvennostyu"),
        ("limited", "obschestvo s ogranichennoi otvetstvennostiu, obshchestvo s ogranichennoi otvennostyu"),
        ("joint_stock", "jsc, ao, oao, pao, zao, pjsc, ojsc, ag, sa, spa, anonim sirketi, nyrt, sa de cv, plc"),
        ("joint_stock", "joint stock company, otkrytoe aktsionernoe obshchestvo, aktsionernoye obschestvo"),
        ("state", "fgup, fsue, fgbu, fku, gu, mup, federalnoe gosudarstvennoe unitarnoe predpriyatie"),
        ("limited", "taa, ztaa, iooo, osoo, zhchk, mkooo, sarliu, z abmezhavanay adkaznastsyu, raspundere limitata"),
        ("joint_stock", "strakhovoe aktsionernoe obshchestvo, societe par, otkrytoye aktsionernoye"),
        ("nonprofit", "non profit org, autonomous nonprofit org"),
        ("limited", "有 限 公 司, tovaristvo z obmezhenoiu vidpovidalnistiu"),
        ("partnership", "gmbh and co kg, llp, snc"),
    ],
)
def test_forms_of_one_kind_have_one_class(class_id: str, phrases: str) -> None:
    """Legal forms fold to their class whatever their language and spelling (NK-19)."""
    assert {class_of(phrase) for phrase in phrases.split(", ")} == {class_id}


def test_ambiguous_forms_count_at_the_edge_only() -> None:
    """Short forms that are words or initials too are legal forms only at an end of a name."""
    forms = lexicon.legal_forms()
    short = "as sa ag ab oy nv bv co ao too spa pt kk kg se ad"
    assert all(forms[(word,)].edge_only for word in short.split())
    assert not any(form.edge_only for words, form in forms.items() if words in {("ooo",), ("ltd",), ("doo",)})


def test_small_words_do_not_overlap() -> None:
    """A title, a given title and a particle are three things; articles and nasab words are particles."""
    assert not lexicon.titles() & lexicon.given_titles()
    assert not lexicon.particles() & (lexicon.titles() | lexicon.given_titles() | lexicon.kunya() | lexicon.noise())
    assert lexicon.articles() <= lexicon.particles()
    assert lexicon.nasab() - {"b"} <= lexicon.particles()


def test_no_korean_or_chinese_syllable_of_the_lists_is_a_particle() -> None:
    """Short syllables identify: dropping them would make Kim Jong Un and Kim Jong Il one (NK-12)."""
    syllables = "il in so un im na po to er ung nam ho su chol lo"
    assert lexicon.particles().isdisjoint(syllables.split())


def test_words_of_organisations_have_one_role() -> None:
    """Generic words, places and left-over form words do not overlap."""
    generic, places, parts = lexicon.generic_words(), lexicon.places(), lexicon.form_parts()
    assert not generic & places
    assert not (generic | places) & parts
    assert not (generic | places | parts) & lexicon.particles()
    assert not generic & lexicon.noise()


def test_plurals_and_abbreviations_lead_to_generic_words() -> None:
    """What a plural or abbreviation stands for is a generic word, and no generic word is rewritten."""
    generic = lexicon.generic_words()
    assert set(lexicon.singular().values()) | set(lexicon.abbreviations().values()) <= generic
    assert not generic & (lexicon.singular().keys() | lexicon.abbreviations().keys())
    assert not lexicon.abbreviation_prefixes() & lexicon.abbreviations().keys()
    assert all(any(word.startswith(short) for word in generic) for short in lexicon.abbreviation_prefixes())


def test_usual_plurals_and_abbreviations() -> None:
    """Industries, Int'l and Mfg. are what an officer takes them for (EF-15)."""
    assert lexicon.singular()["industries"] == "industry"
    assert lexicon.abbreviations()["intl"] == "international"
    assert lexicon.abbreviations()["mfg"] == "manufacturing"
    assert {"ind", "elec", "tech", "eng"} <= lexicon.abbreviation_prefixes()


def test_numbers_are_complete_and_agree() -> None:
    """English, Russian and German spell every number their words make up to 99; a word has one number."""
    cardinals, ordinals = lexicon.cardinals(), lexicon.ordinals()
    assert {number for word, number in cardinals.items() if number <= 20} == set(range(21))
    assert cardinals["dvadtsat"] == cardinals["twenty"] == cardinals["zwanzig"] == cardinals["vingt"] == 20
    assert ordinals["fourth"] == ordinals["chetvertyi"] == ordinals["vierte"] == ordinals["cuarta"] == 4
    assert not cardinals.keys() & ordinals.keys()
    assert (lexicon.multipliers()["hundred"], lexicon.multipliers()["tysyacha"]) == (100, 1000)
    assert {"th", "st", "nd", "rd", "y", "ya", "ii", "oi", "й", "го"} <= lexicon.ordinal_suffixes()


@pytest.mark.parametrize(
    ("kind", "scope", "pairs"),
    [
        ("twin", "given", "vladimir/uladzimir sergei/serhii nikolai/mikalai elena/olena dmitry/dzmitry mykola/nikolai"),
        ("nickname", "given", "sasha/aleksandr volodya/vladimir bill/william pepe/jose liz/elizabeth hans/johann"),
        ("spelling", "any", "muhammad/mehmet husayn/hossein usama/osama gaddafi/qadhafi abdulrahman/abderrahmane"),
        ("spelling", "any", "kim/gim ri/lee ri/rhee pak/park choe/choi jong/chung no/roh yong/young u/woo"),
        ("spelling", "any", "xi/hsi zhang/cheung chen/chan wang/wong huang/wong xiaoping/hsiaoping"),
    ],
)
def test_equivalent_names(kind: str, scope: str, pairs: str) -> None:
    """The pairs that the requirements name are equivalent, for the right reason (NK-04, NK-06, NK-10, NK-11, NK-27)."""
    for pair in pairs.split():
        groups = shared(*pair.split("/"))
        assert groups, pair
        assert (groups[0].kind, groups[0].scope) == (kind, scope), pair


@pytest.mark.parametrize(
    "pair",
    ["hasan/husayn", "asif/arif", "yong/myong", "hun/man", "salman/sultan", "ali/alia", "ivan/igor"],
)
def test_different_names_are_not_equivalent(pair: str) -> None:
    """Names that differ in a letter or two are different people's names (NK-12)."""
    assert not shared(*pair.split("/"))


def test_tables_are_as_large_as_their_use() -> None:
    """Twins, short forms, Arabic families and East Asian spellings are there in number."""
    groups = {each for found in lexicon.equivalents().values() for each in found}
    count = {key: sum(each.kind == key for each in groups) for key in ("twin", "nickname", "spelling")}
    assert count["twin"] >= 120
    assert count["nickname"] >= 150
    assert all(sum(each.language == code for each in groups) >= least for code, least in (("ar", 40), ("zh", 60)))


def test_weights_tell_common_from_rare() -> None:
    """Common names weigh little, separately for each kind; an unknown word weighs 1.0."""
    assert lexicon.weight("muhammad", Kind.PERSON) <= 0.5
    assert lexicon.weight("trading", Kind.ORGANISATION) <= 0.4 < lexicon.weight("trading", Kind.PERSON)
    assert lexicon.weight("maria", Kind.UNKNOWN) <= lexicon.weight("maria", Kind.PERSON)
    assert lexicon.weights(Kind.AIRCRAFT) == lexicon.weights(Kind.VESSEL)


def test_no_table_holds_a_word_of_one_listed_party() -> None:
    """The tables are of common words: the seed event's own words are in none of them."""
    assert not SEED_WORDS & all_words()


def test_built_weights_hold_words_of_several_parties_only() -> None:
    """A word of many names of one party, though on several lists, gets no weight; a word of many parties does."""
    rows = [("person", ("list", f"{i}"), f"Common Name{'abcdefgh'[i]}") for i in range(6)]
    rows += [("person", ("other", "1"), f"Lonely Alias{'abcdefgh'[i]}") for i in range(6)]
    rows += [("person", (f"list{i}", "1"), "Lonely Aliasa") for i in range(6)]
    assert build_weights.build(rows)["person"] == {"0.2": ["common"]}


def test_built_weights_are_a_table_that_loads() -> None:
    """What the script writes is TOML of the shape the loader reads."""
    text = build_weights.written({kind: {"0.2": ["al", "ben"], "0.8": ["zed"]} for kind in build_weights.KINDS})
    table = tomllib.loads(text)
    assert table["version"] == build_weights.VERSION
    assert lexicon._weight_table("person", table["person"]) == {"al": 0.2, "ben": 0.2, "zed": 0.8}
