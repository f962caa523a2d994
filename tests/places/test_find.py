"""Places in fields: spellings and scripts found, streets and names of parties weak, other places left alone."""

import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.countries import title
from screening.places import STRONG, WEAK, PlaceHit, PlaceKind, Where, find, of_bic, of_code, of_iban, territories

SPELLINGS = [
    (name.text, each.id)
    for each in territories()
    if any(one.holds(None) for one in each.measures)
    for name in each.names
    if name.kind is not PlaceKind.DEMONYM and not name.elsewhere
]


def told(text: str, where: Where = Where.ADDRESS, country: str = "") -> list[tuple[str, str, str]]:
    """Territory, what was found, and its strength."""
    return [(each.territory, each.found, each.strength) for each in find(text, where, country=country)]


def only(text: str, where: Where = Where.ADDRESS, country: str = "") -> PlaceHit:
    """The one hit of a text."""
    (hit,) = find(text, where, country=country)
    return hit


@given(st.sampled_from(SPELLINGS), st.sampled_from(["{}", "{}, 12", "Office 4, {}", "x\n{}\n"]), st.booleans())
def test_every_spelling_is_found_and_strong_in_an_address(spelling: tuple[str, str], frame: str, upper: bool) -> None:
    """In any case, alone on its line: the territory, with authority, reason and the place in the text."""
    text = frame.format(spelling[0].upper() if upper else spelling[0])
    hits = find(text, Where.ADDRESS)
    assert {(each.territory, each.strength) for each in hits} == {(spelling[1], STRONG)}
    for hit in hits:
        assert text[hit.start : hit.end] == hit.found
        assert all(
            measure.authority in hit.explanation and measure.legal_basis in hit.reason for measure in hit.measures
        )


@given(st.text(max_size=60), st.sampled_from(list(Where)))
def test_offsets_are_those_of_the_text(text: str, where: Where) -> None:
    """Whatever the text: hits stand in order, beside each other, and where they say."""
    hits = find(text, where)
    assert all(text[each.start : each.end] == each.found for each in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@pytest.mark.parametrize(
    ("text", "territory"),
    [
        ("Krimea", "crimea"),
        ("LA HABANA", "cuba"),
        ("г. Пхеньян", "north_korea"),
        ("Simferopol'", "crimea"),
        ("ул. Ленина 5, Симферополь", "crimea"),
        ("95000 Simferopol Ukraine", "crimea"),
        ("Bandar-e Abbas", "iran"),
        ("BANDARABBAS", "iran"),
        ("تهران", "iran"),
        ("Democratic People’s Republic of Korea", "north_korea"),
        ("평양시 중구역", "north_korea"),
        ("5th Avenue Havana", "cuba"),
        ("Сuba", "cuba"),  # the first letter is Cyrillic
        ("so-called Donetsk People's Republic", "donetsk_luhansk"),
    ],
)
def test_spellings_of_payments(text: str, territory: str) -> None:
    """What exact filters missed is found."""
    assert (only(text).territory, only(text).strength) == (territory, STRONG)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Cuba Street 3, Wellington", "the name of a street"),
        ("Crimea Road 5, London", "the name of a street"),
        ("12 rue de Cuba, Nice", "the name of a street"),
        ("Avenue de La Habana 4", "the name of a street"),
        ("ul. Krymskaya 7, Moskva", "a word for people or things of the place, not the place"),
        ("Restaurant Habana, Hamburg, Germany", "the address names another country, Germany"),
        ("Havana, IL 62644 USA", "the address names another country, United States"),
        ("Santa Clara 95050", "also Santa Clara in California and many others"),
        ("Manzanillo, Colima", "also Manzanillo in Mexico and in Panama"),
    ],
)
def test_weak_in_an_address_and_why(text: str, why: str) -> None:
    """A street, another country in the same address, another place of the name: reported, weak, with the reason."""
    assert (only(text).strength, only(text).why) == (WEAK, why)


def test_a_country_field_beside_decides() -> None:
    """The address states a country: its own makes a shared name strong, another one makes a place weak."""
    assert only("Manzanillo", Where.TOWN, "CU").strength == STRONG
    assert only("Havana", Where.TOWN, "US").why == f"the address names another country, {title('US')}"
    assert only("Simferopol", Where.TOWN, "RU").strength == STRONG
    assert only("Simferopol", Where.TOWN, "Ukraine").strength == STRONG
    assert told("Manzanillo, Cuba")[0] == ("cuba", "Manzanillo", STRONG)


def test_a_word_within_a_partys_name_is_weak() -> None:
    """Names of parties hold names of places; only a body of a state and a whole name are strong."""
    for name in ("Iran Ahmadi", "Cuba Libre Bar GmbH", "Krim Taxi"):
        assert only(name, Where.NAME).why == "a word within a name"
    assert only("Embassy of Cuba", Where.NAME).strength == STRONG
    assert only("Simferopol", Where.NAME).strength == STRONG
    assert only("Cuban Cigars Ltd", Where.NAME).strength == WEAK


def test_a_narrative_names_places() -> None:
    """A port on the way is strong there, also behind "via"; an adjective is weak."""
    assert told("STEEL TO BANDAR ABBAS VIA HAVANA", Where.NARRATIVE) == [
        ("iran", "BANDAR ABBAS", STRONG),
        ("cuba", "HAVANA", STRONG),
    ]
    assert only("Crimean War, 2 volumes", Where.NARRATIVE).strength == WEAK


@pytest.mark.parametrize("text", ["Simferopl", "Simferopoll", "Simfreopol", "Pyongyeng", "Mariupoll"])
def test_a_long_name_is_found_with_one_wrong_letter(text: str) -> None:
    """One letter missing, more, other or exchanged."""
    assert only(text, Where.TOWN).strength == STRONG


@pytest.mark.parametrize(
    "text",
    [
        "Ramadan", "Chongqing", "Pyeongtaek", "Belgorod", "Savana", "Kuban", "Crime", "Iranzo", "Tirana", "Iraq",
        "Cubao", "Persian rug", "South Korea", "Republic of Korea", "内蒙古巴彦淖尔市", "延边朝鲜族自治州", "Kherson",
        "Kyiv", "Donetskiy", "Hamburg", "Damascus", "Krimmler", "Kubaner", "Habanero", "Tehrani", "", " ", "12 345",
        "Cub a",
    ],
)  # fmt: skip
def test_other_places_and_words_are_never_taken_for_them(text: str) -> None:
    """Neighbours by a letter, parts of words, other countries, an embargo that ended: nothing strong."""
    assert [hit for hit in told(text) if hit[2] == STRONG] == []


def test_no_country_is_a_misspelling_of_a_place() -> None:
    """Every other country's title, in an address of its own, is no place here."""
    own = {code for each in territories() for code in each.codes}
    codes = [f"{one}{other}" for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert [code for code in codes if code not in own and told(title(code))] == []


def test_codes_of_countries_banks_and_accounts() -> None:
    """CU, IR, KP; letters 5 and 6 of a BIC, the first two of an IBAN; with their offsets; nothing for others."""
    assert [each.territory for code in ("CU", "irn", "KP", "UA-43") for each in of_code(code, "")] == [
        "cuba",
        "iran",
        "north_korea",
        "crimea",
    ]
    assert only("KP", Where.COUNTRY).strength == only("Iran, Islamic Republic of", Where.COUNTRY).strength == STRONG
    (bic,) = of_bic("bkchirthxxx")
    assert (bic.territory, bic.found, bic.start) == ("iran", "ir", 4)
    (iban,) = of_iban("IR58 0540 1051 8002 1273 1130 07")
    assert (iban.territory, iban.kind, iban.why) == ("iran", PlaceKind.CODE, "it is the country of the IBAN")
    assert of_bic("DEUTDEFF") == of_bic("CUCUCU") == of_iban("DE89370400440532013000") == of_code("DE", "") == ()
    assert told("CU") == []  # two letters in a text are no code


def test_what_held_on_a_day() -> None:
    """Syria until the end of its embargo; only the measures that held then."""
    assert find("Damascus, Syria", day=dt.date(2025, 6, 30))[0].measures[0].until == dt.date(2025, 7, 1)
    assert find("Damascus, Syria", day=dt.date(2025, 7, 1)) == ()
    then = find("Tehran", day=dt.date(2025, 9, 1))
    assert [each.authority for each in then[0].measures] == ["US Department of the Treasury (OFAC)"]


def test_a_place_is_no_listed_party() -> None:
    """Its sentence begins with that, and says what, by whom, since when, and how strong."""
    said = only("Calle 23, La Habana").explanation
    assert said.startswith("Place, no listed party: 'La Habana' is Havana, Cuba: comprehensive embargo of the US Dep")
    assert "since 1962-02-07" in said
    assert said.endswith("Strong: it stands by itself in the address.")


def test_a_hundred_characters_take_microseconds() -> None:
    """One pass, words remembered: well under a tenth of a millisecond, on a busy machine too."""
    text = "INVOICE 4711 OF 12 MAY FOR STEEL PIPES SHIPPED FROM ROTTERDAM TO SINGAPORE ON BLUE HERON, BALANCE 50"
    find(text, Where.NARRATIVE)
    started = time.process_time()
    for _ in range(500):
        find(text, Where.NARRATIVE)
    assert (time.process_time() - started) / 500 < 100e-6
