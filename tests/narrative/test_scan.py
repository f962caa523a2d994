"""``Screener.scan``: listed parties in a text, where they stand, and nobody else (IN-04)."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening import Screener
from screening.errors import UsageError
from screening.narrative import LONGEST_TEXT
from screening.schema import Fact, FactKind, Kind
from screening.screen import Mention
from tests.worlds import designation, screener

WALLET = "0x098B716B8Aaf21512996dC57EB0615e2383E2f96"
NAMES = [
    "Vladimirovka Advanced Weapons and Research Complex",
    "Vladimir Vladimirovich Mikheychik",
    "Commercial Bank of Syria",
    "Ahmed bin Ali Al-Nour",
    "Ocean Maritime Management Company",
]
AROUND = st.sampled_from(
    """
    payment for invoice 4711 salary august rent the ; ( ) , . / // thanks MADRID contract of Vladimir Victoria
    Street Peter Schmidt wire ref 12 «» : miete fuer und logistics steel pipes
    """.split()  # noqa: SIM905  # one word a blank reads better
)
WAYS: list[Callable[[str], str]] = [str, str.upper, str.lower]
TEXTS = st.builds(str.join, st.sampled_from([" ", "\n"]), st.lists(AROUND, max_size=8))


@pytest.fixture(scope="module")
def world() -> Screener:
    """A few invented and a few public names."""
    return screener(
        designation("1", NAMES[0], Kind.ORGANISATION, aliases=["VAWARC"]),
        designation("2", "MIKHEYCHIK, Vladimir Vladimirovich", aliases=["Владимир Владимирович МИХЕЙЧИК"]),
        designation("3", NAMES[2], Kind.ORGANISATION),
        designation("4", NAMES[3], weak=["Abu Nour Syrian"]),
        designation("5", NAMES[4], Kind.ORGANISATION, facts=[Fact(FactKind.IDENTIFIER, WALLET, type="wallet")]),
        designation("6", "VICTORIA", Kind.VESSEL, facts=[Fact(FactKind.IDENTIFIER, "9187629", type="imo")]),
        designation("7", "RF-86898", Kind.AIRCRAFT),
        designation("8", "習近山", Kind.PERSON),
        designation("9", "RACHIDOV", Kind.PERSON),
        designation("10", "September LLC", Kind.ORGANISATION, aliases=["PJSC Krakenneftegas"]),
    )


def found(mentions: list[Mention]) -> list[tuple[str, str]]:
    """Words and entry of each mention."""
    return [(each.words, each.hit.entry_id) for each in mentions]


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(NAMES), TEXTS, st.sampled_from(WAYS))
def test_a_planted_name_is_found_where_it_stands(
    world: Screener, before: str, name: str, after: str, way: Callable[[str], str]
) -> None:
    """Whatever stands around it, in any case, an exact name is found; offsets cut out the words shown."""
    text = f"{before} {way(name)} {after}"
    mentions = world.scan(text)
    assert all(text[each.begin : each.end] == each.words == each.hit.queried_name for each in mentions)
    at = len(before) + 1
    entry = str(NAMES.index(name) + 1)
    assert any(each.hit.entry_id == entry and each.begin <= at + 9 and each.end > at for each in mentions)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_a_text_without_a_listed_name_has_no_mention(world: Screener, text: str) -> None:
    """Common words, and words of listed names one by one, are nobody's name."""
    assert found(world.scan(text)) == []


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(NAMES), st.integers(1, 30))
def test_a_line_break_inside_a_name_does_not_hide_it(world: Screener, name: str, at: int) -> None:
    """A line of a message ends anywhere: between words and inside one."""
    at = min(at, len(name) - 2)
    (mention,) = world.scan(f"{name[:at]}\n{name[at:]}")
    assert mention.hit.entry_id == str(NAMES.index(name) + 1)
    assert mention.hit.score >= 85


@pytest.mark.parametrize("name", [*NAMES, "Vladimir Mikheychik", "Mikheichik V. V.", "Ahmed Al Nour"])
def test_a_name_alone_is_found_as_check_finds_it(world: Screener, name: str) -> None:
    """A text that is one name of two telling words and more gives the hits of ``check`` that reach 85."""
    checked = {(hit.entry_id, hit.score) for hit in world.check(name) if hit.score >= 85}
    assert {(each.hit.entry_id, each.hit.score) for each in world.scan(name)} == checked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vladimir Mikheychik's wife", [("Vladimir Mikheychik", "2")]),
        ("MIKHEY-\nCHIK VLADIMIR", [("MIKHEY-\nCHIK VLADIMIR", "2")]),
        ("оплата (Михейчик Владимир)", [("Михейчик Владимир", "2")]),
        ("VAWARC test fee", [("VAWARC", "1")]),
        ("VLADIMIROVKA ADVANCED WEAPONS AND R", [("VLADIMIROVKA ADVANCED WEAPONS AND R", "1")]),
        ("freight MV Victoria", [("Victoria", "6")]),
        ("freight, IMO 9187629", [("9187629", "6")]),
        ("RF86898 and RF-86898", [("RF86898", "7"), ("RF-86898", "7")]),
        (f"send to {WALLET}.", [(WALLET, "5")]),
        ("付款给习近山先生", [("习近山", "8")]),
        ("hotel Victoria", []),
        ("invoice 9187629", []),
        ("Vladimir paid rent", []),
        ("Rachidov, Moscow", []),
        ("rent September", []),
        ("vessel Victoria Augsburg Timber at Fujairah", []),
        ("VESSEL VICTORIA FREIGHT", [("VICTORIA", "6")]),
        ("the tanker september as per contract", []),
        ("to September AG", []),
        ("to September LLC", [("September LLC", "10")]),
        ("krakenneftegas's role", [("krakenneftegas", "10")]),
        ("about mikheychik, vladimir and others", [("mikheychik, vladimir", "2")]),
        ("Vladimir and Mikheychik", []),
        ("Vladimir's Mikheychik", []),
        ("c/o Mikheychik", []),
        ("Михейчик В.В.", [("Михейчик В.В", "2")]),
        ("Ivan Vladimir, Mikheychik Peter", []),
        ("Ivan Vladimir; Mikheychik", []),
        ("Research Complex of Advanced Weapons", []),
    ],
)  # fmt: skip
def test_what_is_found_and_what_is_not(world: Screener, text: str, expected: list[tuple[str, str]]) -> None:
    """Possessives, cut words, scripts, ships, tails, numbers are found; common words and parts of names are not."""
    assert found(world.scan(text)) == expected


def test_a_hit_says_that_its_words_stand_in_a_text(world: Screener) -> None:
    """The hit is told by its field and its explanation; a weak alias alone raises no alert."""
    strong, weak = world.scan("to Ahmed Ali Al Nour; and Abu Nour Syrian")
    assert strong.hit.queried_field == "text"
    assert strong.hit.explanation.startswith("Words of a text: ")
    assert strong.hit.alert
    assert not weak.hit.alert


def test_a_higher_threshold_counts(world: Screener) -> None:
    """The threshold replaces the policy's; under 85 nothing in a text is believed."""
    assert found(world.scan("Vladimir Mikheychik", threshold=50)) == [("Vladimir Mikheychik", "2")]
    assert world.scan("Vladimir Mikheychik", threshold=95) == []
    with pytest.raises(UsageError):
        world.scan("x", threshold=20)


def test_a_text_too_long_is_refused(world: Screener) -> None:
    """What cannot be screened in seconds is an error with a way out, not a wait."""
    with pytest.raises(UsageError, match="at most 1,000,000"):
        world.scan("x" * (LONGEST_TEXT + 1))
