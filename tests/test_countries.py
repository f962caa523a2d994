"""Laws of countries: codes, titles and spellings lead to one country, and what is not one country to none."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.countries import alpha2, title
from tests.strategies import ANY_TEXT

ROWS = tomllib.loads((files("screening.lexicon") / "countries.toml").read_text(encoding="utf-8"))
CODES = st.sampled_from(sorted(ROWS))


@given(CODES, st.sampled_from([str.upper, str.title, str.lower]))
def test_spellings(code: str, case: "type[str]") -> None:
    """Alpha-3, title and every spelling lead to the code, in any case, with "the" and with accents or without."""
    for name in (ROWS[code]["title"], *ROWS[code]["also"]):
        assert alpha2(case(name)) == alpha2(f" The {name} ") == code
    assert alpha2(code) == alpha2(ROWS[code]["alpha3"].lower()) == code


@given(CODES)
def test_title(code: str) -> None:
    """A title leads back to its code."""
    assert alpha2(title(code)) == code


@given(ANY_TEXT)
def test_any_text(text: str) -> None:
    """Any text gives a known code or nothing, and its title never raises."""
    assert alpha2(text) in ROWS or alpha2(text) == ""
    assert isinstance(title(text), str)


def test_no_spelling_twice() -> None:
    """No spelling stands under two countries."""
    names = [name for row in ROWS.values() for name in row["also"]]
    assert len(names) == len(set(names))


def test_iso_count() -> None:
    """The table holds the 249 countries of ISO 3166-1, Kosovo, and five former ones."""
    assert len(ROWS) == len({row["alpha3"] for row in ROWS.values()}) == 249 + 1 + 5


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korea, North", "KP"),
        ("Democratic People’s Republic of Korea", "KP"),
        ("Republic of Korea", "KR"),
        ("Russia / Russie", "RU"),
        ("Myanmar (Burma) / Myanmar (Birmanie)", "MM"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Region: Crimea", "UA"),
        ("Bahamas, The", "BS"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Democratic Republic of Congo", "CD"),
        ("Congo", "CG"),
        ("Former USSR, now Ukraine", "UA"),
        ("Belarusian SSR, (now Belarus)", "BY"),
        ("former Soviet Union", "SU"),
        ("Iraq (previous address)", "IQ"),
        ("CN-XZ", "CN"),
        ("Republic of Zambia", "ZM"),
        ("St. Kitts & Nevis", "KN"),
        ("possibly Palestinian", "PS"),
        ("TÜRKİYE", "TR"),
        ("NA", "NA"),
    ],
)
def test_lists(text: str, code: str) -> None:
    """The spellings of OFAC, UN, EU, UK and Canada."""
    assert alpha2(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "00",
        "na",
        "no",
        "Panama. South Korea",
        "undetermined",
        "Region: Commonwealth of Independent States",
        "Iran / Iraq",
    ],
)
def test_not_one_country(text: str) -> None:
    """No country, more than one, and words that only look like a code give nothing."""
    assert alpha2(text) == ""
