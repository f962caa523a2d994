"""Two names: the score's laws, then the rows of the requirements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names import prepare, prepare_query
from screening.schema import Kind
from screening.score import Comparer, compare, compare_names
from tests.strategies import ANY_TEXT, KINDS, NAMES


@given(NAMES, NAMES, KINDS)
def test_a_score_is_the_sum_of_its_parts(query: str, listed: str, kind: Kind) -> None:
    """Parts add up to the score, shares to 100, and the score lies in 0-100 (HT-08, HT-09)."""
    comparison = compare(query, listed, kind)
    assert comparison.score == pytest.approx(sum(part.points for part in comparison.parts), abs=1e-6)
    assert 0 <= comparison.score <= 100
    assert not comparison.parts or sum(part.share for part in comparison.parts) == pytest.approx(100, abs=0.5)


@given(ANY_TEXT, ANY_TEXT, KINDS)
def test_any_two_texts_compare(query: str, listed: str, kind: Kind) -> None:
    """No two texts crash the comparison (ME-11)."""
    assert 0 <= compare(query, listed, kind).score <= 100


@given(NAMES, NAMES, KINDS, st.integers(0, 10_000))
def test_a_lowest_score_gives_up_what_lies_below_and_nothing_else(
    query: str, listed: str, kind: Kind, hundredths: int
) -> None:
    """With a lowest score a comparison is the same or none, at every threshold and at the very score."""
    one, other = prepare_query(query, kind), prepare(listed, kind)
    whole = compare_names(one, other)
    for least in (hundredths / 100, whole.score, whole.score + 0.01, *range(50, 101)):
        assert compare_names(one, other, least=least) == (whole if whole.score >= least else None)


@given(NAMES, st.lists(NAMES, min_size=2, max_size=6), KINDS)
def test_what_a_query_met_before_changes_nothing(query: str, listed: list[str], kind: Kind) -> None:
    """One after the other, and again, names compare as each does alone: places and neighbours of a word may differ."""
    one, others = prepare_query(query, kind), [prepare(each, kind) for each in [*listed, query]]
    comparer = Comparer(one)
    for other in [*others, *others]:
        assert comparer.compare(other) == compare_names(one, other)


@given(NAMES, KINDS)
def test_a_name_equals_itself(name: str, kind: Kind) -> None:
    """score(x, x) = 100."""
    assert compare(name, name, kind).score == 100


@given(NAMES, NAMES, KINDS)
def test_only_equal_names_score_above_99(query: str, listed: str, kind: Kind) -> None:
    """100 is for names equal after folding; everything else stays at 99 or below."""
    comparison = compare(query, listed, kind)
    assert comparison.exact or comparison.score <= 99


@given(NAMES, st.randoms(use_true_random=False), KINDS)
def test_order_of_words_costs_at_most_a_little(name: str, random: object, kind: Kind) -> None:
    """The same words in another order score 85 or more: order is weak evidence (EF-07)."""
    words = name.split()
    random.shuffle(words)  # type: ignore[attr-defined]
    if kind is Kind.ORGANISATION and "bin" not in words:
        plain = [word for word in words if prepare(word, kind).tokens and not prepare(word, kind).forms]
        if len(plain) == len(words) and not any(word.isdigit() or len(word) < 3 for word in words):
            assert compare(" ".join(words), name, kind).score >= 85


@given(NAMES, KINDS)
def test_case_and_punctuation_do_not_matter(name: str, kind: Kind) -> None:
    """Upper case and doubled blanks change nothing (EF-02, EF-18)."""
    assert compare(name.upper().replace(" ", "  "), name, kind).score == 100


@given(NAMES, NAMES, KINDS)
def test_a_word_the_list_does_not_have_never_makes_equal(name: str, more: str, kind: Kind) -> None:
    """Adding words to an equal query never keeps it at 100 unless they fold to nothing."""
    longer = prepare(f"{name} {more} zzyzx", kind)
    assert compare_names(longer, prepare(name, kind)).score < 100


@pytest.mark.parametrize(
    ("query", "listed", "kind", "least"),
    [
        ("Mikhejčik V.", "MIKHEYCHIK, Vladimir", "person", 80),
        ("Михейчик Владимир", "MIKHEYCHIK, Vladimir Vladimirovich", "person", 80),
        ("Міхєйчик Володимир", "MIKHEYCHIK, Vladimir Vladimirovich", "person", 80),
        ("V. V. Mikheitchik", "MIKHEYCHIK, Vladimir Vladimirovich", "person", 74),
        ("Vladimir Miheychik", "MIKHEYCHIK, Vladimir Vladimirovich", "person", 80),
        ("Two Hundred Twenty-Fourth Flight Unit", "224TH FLIGHT UNIT", "organisation", 100),
        ("224-й Flight Unit", "No. 224 FLIGHT UNIT", "organisation", 100),
        ("OOO Kraken Steel", "Kraken Steel LLC", "organisation", 98),
        ("Sis D. O. O.", "SIS d.o.o.", "organisation", 100),
        ("KRAKEN MACH INERY TRADING LLC", "KRAKEN MACHINERY TRADING LLC", "organisation", 90),
        ("V.V. Vorovsky Plant", "V.V. VOROVSKY MACHINE PLANT", "organisation", 90),
        ("Kraken SteelCo", "Kraken Steel Co.", "organisation", 100),
        ("KRAKEN VOLGAJOINT STOCK COMPANY", "KRAKEN VOLGA JOINT STOCK COMPANY", "organisation", 100),
        ("Joynt Stock Company Kraken", "JOINT STOCK COMPANY KRAKEN", "organisation", 100),
        ("A. B. C. Zyzzyvich", "ZYZZYVICH, Anton Bogdan Cyril", "person", 74),
        ("A. Mikheychik", "MIKHEYCHIK, Anton", "person", 82),
        ("JP Zyzzyvich", "ZYZZYVICH, Jan Petr", "person", 82),
        ("jp Zyzzyvich", "J.P. ZYZZYVICH", "person", 100),
        ("Ivanov AB", "IVANOV, Anton Borisovich", "person", 82),
        ("K. A. Zyzzyvich", "ZYZZYVICH, Karim al", "person", 82),
        ("S. F. H. T. al-Rawi", "SAIF-AL-DIN FULAYYIH HASSAN TAHA AL-RAWI", "person", 74),
        ("준영 최", "최준영", "person", 97),
        ("리준영", "이준영", "person", 97),
        ("Kraken 1", "KRAKEN I", "vessel", 100),
        ("SIS DOO", "SIS d.o.o.", "organisation", 100),
        ("StateAirlines 224", "224 STATE AIRLINES", "organisation", 90),
        ("Osama bin Laden", "USAMA BIN LADIN", "person", 85),
        ("O'Brien", "O Brien", "person", 90),
        ("Abd ar-Rahman Nuri", "Abdurrahman Nouri", "person", 90),
        ("Islamic Movement Uzbekistan", "Islamic Movement of Uzbekistan", "organisation", 95),
        ("Volga Kraken Transport", "Volga Kraken Transportation", "organisation", 90),
        ("Turbine Manufacturing LLC", "Turbine Engineering Manufacturing LLC", "organisation", 74),
        ("Zavod Lenina", "Zavod imeni Lenina", "organisation", 95),
        ("Golden Club", "Golden Customer Club", "organisation", 90),
        ("TACTICAL CORPORATION JSC", "TACTICAL CORPORATION JOINT STOCK COMPANY", "organisation", 99),
    ],
)
def test_found(query: str, listed: str, kind: str, least: float) -> None:
    """Spellings, scripts, initials, numbers, forms and joined words reach the score their row asks for."""
    assert compare(query, listed, kind).score >= least


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("223 Flight Unit State Airline", "JOINT STOCK COMPANY THE 224TH FLIGHT UNIT STATE AIRLINES", "organisation"),
        ("VAWARD", "VAWARC", "organisation"),
        ("VAWAR", "VAWARC", "organisation"),
        ("VLADIMIR PUTIN", "VLADIMIROVKA ADVANCED WEAPONS AND RESEARCH COMPLEX", "organisation"),
        ("Firing Range", "ASHULUK FIRING RANGE", "organisation"),
        ("Turbine Manufacturing", "Turbine Engineering Design Manufacturing", "organisation"),
        ("Turbine Repair Manufacturing", "Turbine Manufacturing", "organisation"),
        ("Astrakhan Firing Range", "ASHULUK FIRING RANGE", "organisation"),
        ("RF-86989", "RF-86898", "aircraft"),
        ("Olga Mikheychik", "MIKHEYCHIK, Vladimir Vladimirovich", "person"),
        ("Kim Jong Man", "KIM JONG UN", "person"),
        ("Abdul Ahmad Tikriti", "Abdul Ahmad Mosuli", "person"),
        ("Omar bin Abdullah", "ABDULLAH BIN OMAR", "person"),
        ("Hasan bin Ahmad al-Mosuli", "AHMAD BIN HASAN AL-MOSULI", "person"),
        ("민호 준영 최", "최준영", "person"),
        ("Hamad Zyzzyvich", "ZYZZYVICH, Hamadoun", "person"),
        ("Hamad Zyzzyvich", "ZYZZYVICH, Hamadou", "person"),
        ("Zyzzyvich Mohammad", "Zyzzyvich Mohammadlu", "person"),
        ("Kraken Metal", "Kraken Metallurgiya", "organisation"),
        ("Islam Zyzzyvich", "Zyzzyvich Islamiya", "organisation"),
        ("Xu Ming", "Xavier Umberto Ming", "person"),
        ("Ng Ming", "Nina Galina Ming", "person"),
        ("최준", "최준영", "person"),
        ("최준", "Choe Chun Yong", "person"),
        ("최중영", "최준영", "person"),
        ("준호 최", "최호준", "person"),
    ],
)
def test_not_found(query: str, listed: str, kind: str) -> None:
    """Other numbers, generic words, prefixes and contradicting names stay below the default threshold."""
    assert compare(query, listed, kind).score < 74


GIVEN = "Alexander Mohamed Anna Peter Karim".split()  # noqa: SIM905


@given(st.sampled_from(GIVEN), st.sampled_from("Ahmed Smith Khan Ali Lopez".split()))  # noqa: SIM905
def test_a_listed_initial_beside_a_common_name_is_no_hit(given: str, surname: str) -> None:
    """One letter and a name that anybody has are no evidence; with a rare name, or two letters, they are."""
    assert compare(f"{given} {surname}", f"{surname}, {given[0]}", "person").score < 74
    assert compare(f"{given} Zyzzyvich", f"ZYZZYVICH, {given[0]}", "person").score >= 74
    assert compare(f"{given} Paul {surname}", f"{given[0]}. P. {surname}", "person").score >= 74


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("荣 刘", "DU, Yu Rong"),
        ("明 胡", "An Ming WU"),
        ("玉 张", "O, Chong Ok"),
        ("云 李", "Ли Ван Чоль"),
        ("磊 李", "لؤي العلي"),
        ("영순 예지 장", "JANG, Yong Sun"),
        ("लीला मेनन", "MENON, Ali"),
        ("امیرمحمد کریمی", "Mohammad KARIMI"),
        ("حسین علی پور", "Hossein ALI"),
    ],
)
def test_part_of_a_name_is_another_name(query: str, listed: str) -> None:
    """Syllables, parts of compounds and written vowels that the other name lacks make it another name."""
    assert compare(query, listed, "person").score < 74


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("荣 刘", "LIU, Rong"),
        ("विपिन मेनन", "MENON, Vipin"),
        ("امیرمحمد کریمی", "Amir Mohammad KARIMI"),
        ("امیرمحمد کریمی", "Amirmohammad KARIMI"),
        ("حسین علی پور", "Hossein ALIPOUR"),
        ("تاج الدين علي", "Tajeddin ALI"),
    ],
)
def test_the_whole_of_it_is_the_name(query: str, listed: str) -> None:
    """The same names, complete, are found."""
    assert compare(query, listed, "person").score >= 74


@given(st.sampled_from("Kraken Zyzzyvian Blibberlund".split()), st.sampled_from(["Plant", "Foundation"]))  # noqa: SIM905
def test_a_business_word_is_left_out_beside_an_equal_word_only(name: str, business: str) -> None:
    """Where the one telling word differs by a letter, a word left over on both sides is too much."""
    listed = f"{name} {business}"
    near = name.replace("n", "m")
    assert (
        compare(f"{name} le", listed, "organisation").score >= 74 > compare(f"{near} le", listed, "organisation").score
    )
    assert compare(f"{near} {business}", listed, "organisation").score >= 74


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("Martine Mary", "Mari Machine-Building Plant", "organisation"),
        ("Holly Branch", "HOLY CONSTRUCTION FOUNDATION", "organisation"),
        ("Jacob Le", "KOBI INTERNATIONAL COMPANY", "organisation"),
        ("Azad Bali", "Ali Azadi", "person"),
        ("Орест Таран", "TAVAN, Resit", "person"),
        ("Katelyn Alexander", "Alexander Alexandrovich KARELIN", "person"),
    ],
)
def test_names_that_agree_only_nearly_are_others(query: str, listed: str, kind: str) -> None:
    """No word equal, or one that differs beside what anybody is called, is no hit."""
    assert compare(query, listed, kind).score < 74


def test_a_contradicting_patronymic_scores_below_a_missing_one() -> None:
    """Vladimir Sergeyevich is weaker than Vladimir alone, and the part says so (SE-12)."""
    listed = "MIKHEYCHIK, Vladimir Vladimirovich"
    missing = compare("Vladimir Mikheychik", listed, "person")
    other = compare("Vladimir Sergeyevich Mikheychik", listed, "person")
    assert other.score < missing.score
    assert "patronymic differs" in {part.kind for part in other.parts}


def test_omission_is_cheaper_than_contradiction() -> None:
    """A left-out word costs less than another word in its place."""
    listed = "Kraken Volga Steel Works"
    omitted = compare("Kraken Volga Works", listed, "organisation").score
    swapped = compare("Kraken Volga Zephyr Works", listed, "organisation").score
    assert swapped < omitted


def test_generic_names_hit_by_equality_only() -> None:
    """THE BASE equals itself; a generic word alone does not hit it."""
    assert compare("The Base", "THE BASE", "organisation").score == 100
    assert compare("Base Trading", "THE BASE", "organisation").score < 74


@given(st.lists(st.sampled_from("Ivan Maria Katarina Smith Ivanov Mikheychik".split()), min_size=1, max_size=6))  # noqa: SIM905
def test_one_word_that_is_another_decides_in_names_of_any_length(words: list[str]) -> None:
    """However many words are equal, a rare one that is another leaves at most 40."""
    name = " ".join(words)
    assert compare(f"{name} Zzyzxov", f"{name} Quorgman", "person").score <= 40.01


def test_words_that_resemble_each_other_rank_above_words_that_do_not() -> None:
    """Below the threshold the order still says how near the names are."""
    listed = "Mark Carnowell"
    near, far = compare("Mark Cottowell", listed, "person").score, compare("Mark Zzyzxov", listed, "person").score
    assert far + 10 < near < 74


@pytest.mark.parametrize("word", "Li Xu Ng Om Al Ho Un Ok Ed Jo Qi Ly Ud Id MSV De Dr Jr Mr II IV bin".split())  # noqa: SIM905
def test_a_short_name_is_no_pair_of_initials(word: str) -> None:
    """Names, particles, titles and Roman numbers of two letters stay one word; JP and AB are two initials."""
    count = {each: len(prepare(f"{each} Zyzzyvich", Kind.PERSON).tokens) for each in (word, word.upper(), "JP", "ab")}
    assert list(count.values())[:-2] == [2] * (len(count) - 2)
    assert (count["JP"], count["ab"]) == (3, 3)


def test_initials_say_less_beside_a_common_surname() -> None:
    """The commoner the one full word, the thinner the evidence of the initials."""
    assert compare("J. Smith", "SMITH, John", "person").score < compare("J. Zzyzxov", "ZZYZXOV, John", "person").score
