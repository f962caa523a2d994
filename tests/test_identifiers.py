"""Laws of identifiers: sameness is symmetric and survives respelling; check digits are those of the standards."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.identifiers import HARD, SOFT, Identifier, alone, key, normalise, parse, same, warning

TYPES = st.sampled_from(sorted(HARD | SOFT | {""}))
LETTERS = string.ascii_uppercase + string.digits
VALUES = st.one_of(
    st.text(LETTERS, min_size=1, max_size=20),
    st.text(LETTERS + string.ascii_lowercase + "-./: жЖ", max_size=20),
    st.sampled_from(["IMO 9187629", "KRAKPAPA", "KRAKPAPA012", "https://www.example.org/", "bitcoincash:qq1", "007"]),
)
IDENTIFIERS = st.builds(Identifier, TYPES, VALUES)


@given(TYPES, VALUES)
def test_normalise_twice(type_: str, value: str) -> None:
    """A normalised value stays as it is."""
    once = normalise(type_, value)
    assert normalise(type_, once) == once


@given(TYPES.filter(lambda each: each not in ("wallet", "email", "website")), st.text(LETTERS, min_size=1, max_size=20))
def test_spacing(type_: str, value: str) -> None:
    """Blanks, dashes, dots and case never matter, but for wallets and addresses of the internet."""
    spaced = " ".join(value).replace("A", "a-").replace("7", "7.")
    assert normalise(type_, spaced) == normalise(type_, value)


@given(IDENTIFIERS, IDENTIFIERS)
def test_symmetric(a: Identifier, b: Identifier) -> None:
    """Sameness, and hitting alone, do not depend on which side is which; hitting alone needs sameness."""
    assert same(a, b) == same(b, a)
    assert alone(a, b) == alone(b, a)
    assert same(a, b) or not alone(a, b)


@given(IDENTIFIERS, TYPES)
def test_key(a: Identifier, type_: str) -> None:
    """Two identifiers that are the same have the same look-up key, whatever their types."""
    for value in (a.value, a.value.lower(), normalise(a.type, a.value), normalise(type_, a.value), a.value + "012"):
        b = Identifier(type_, value)
        assert key(a) == key(b) or not same(a, b)


@given(TYPES.filter(bool), st.text(LETTERS, min_size=1, max_size=20))
def test_parse(type_: str, value: str) -> None:
    """``type:value`` reads back as its two halves, a bare value has no type."""
    assert parse(f"{type_}:{value}") == parse(f" {type_.upper()} : {value}") == Identifier(type_, value)
    assert parse(value) == Identifier("", value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("swift:KRAKPAPA", Identifier("bic", "KRAKPAPA")),
        ("Tax ID: 7718763393", Identifier("tax", "7718763393")),
        ("https://example.org", Identifier("", "https://example.org")),
        ("imo:", Identifier("", "imo:")),
        ("bitcoincash:qq1", Identifier("", "bitcoincash:qq1")),
    ],
)
def test_parse_synonyms(text: str, expected: Identifier) -> None:
    """Usual synonyms name their type; a word that is no type stays in the value."""
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("imo:9187629", "lei:999900KRAKENMARINE98", "iban:DE89370400440532013000", "bic:DEUTDEFF", "bic:DEUTDEFF500"),
        *("inn:7718763393", "inn:772975847073", "ogrn:1097746281160", "passport:X", "tax:1", "9187628"),
    ],
)
def test_valid(text: str) -> None:
    """Right check digits, and types without any, give no warning."""
    assert warning(parse(text)) == ""


@pytest.mark.parametrize(
    "text",
    ["imo:9187628", "lei:999900KRAKENMARINE9x", "iban:DE89370400440532013001", "bic:D", "inn:7718763394", "ogrn:1"],
)
def test_invalid(text: str) -> None:
    """A wrong check digit or form is said in a sentence that holds the value."""
    assert text.partition(":")[2] in warning(parse(text))


@given(st.from_regex(r"[0-9]{7}", fullmatch=True), st.integers(1, 9))
def test_imo_digit(number: str, step: int) -> None:
    """Of two IMO numbers that differ in the check digit only, at most one is valid."""
    other = number[:-1] + str((int(number[-1]) + step) % 10)
    assert warning(Identifier("imo", number)) or warning(Identifier("imo", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("swift:KRAKPAPA", "KRAKPAPA012"),
        ("tax:7718763393", "inn:7718763393"),
        ("registration:1097746281160", "ogrn:1097746281160"),
        ("registration:7718763393", "7718763393"),
        ("imo:IMO 9187629", "imo:9187629"),
        ("tail:RF-86898", "rf86898"),
        ("wallet:0xABCDEF0123456789ABCDEF0123456789ABCDEF01", "wallet:0xabcdef0123456789abcdef0123456789abcdef01"),
        ("tail:P-81", "tail:P-81"),
        ("mode_s:15A", "mode_s:15A"),
    ],
)
def test_alone(one: str, other: str) -> None:
    """Equal hard identifiers are a hit by themselves, across national registry types, branches and spellings."""
    assert alone(parse(one), parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("passport:12345678", "imo:12345678"),
        ("imo:9187629", "company_imo:9187629"),
        ("bic:KRAKPAPA012", "bic:KRAKPAPA013"),
        ("wallet:1InventedKrakenWalletAbCdEfGhJkMn", "wallet:1inventedKrakenWalletAbCdEfGhJkMn"),
        ("passport:", "passport:-"),
    ],
)
def test_different(one: str, other: str) -> None:
    """Incompatible types, two branches, a wallet in another case and empty values are not the same."""
    assert not same(parse(one), parse(other))


@pytest.mark.parametrize(
    "text", ["passport:1234", "phone:74992684013", "call_sign:UBXX9", "other:900000001", "12345678"]
)
def test_not_alone(text: str) -> None:
    """Short document numbers, contact data, call signs and numbers of unknown type support a hit, never make one."""
    assert same(parse(text), parse(text))
    assert not alone(parse(text), parse(text))
