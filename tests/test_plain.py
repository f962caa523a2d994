"""Names read the short way are read as the long way reads them."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import lexicon
from screening.names import Token, may_be_one, parts, piece, read_whole, together
from screening.names._plain import read_plain
from screening.schema import Kind
from tests.data import test_data
from tests.strategies import ANY_TEXT, NAMES

READ = st.sampled_from([Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL])
BESIDE = st.lists(
    st.sampled_from(
        ["Ivan", "Petrovich", "bin", "abdul", "Li", "Com", "pany", "Limited", "JP", "A", "B", "No", "one", "twenty",
         "attn", "Dubai", "SahelCo", "Сергей", "ооо", "Ltd", "Co", "Corp.", "S.A.", "S.p.A", "A.", "&", "ООО",
         "AG", "Joint", "Stock", "Kraken", "Ögli", "D'Alia", "Al-Tikriti", "and", "de", "Sons", "abd", "al",
         "Vi", "V", "imeni", "Sá", "Persson", "Sofia", "c", "o", "Terešenko", "Liab", "ility", "person", "la", "e.g.",
         "محمّد", "عبد", "الرحمن", "نور", "الدين", "بن", "عبدالله", "ابوحسن", "זוהר", "בן", "दीपक", "कृष्\u200dण", "สมหญิง",
         "박", "지민", "김지민", "李", "王小明", "山本", "さくら", "子", "くみ子", "ヤマ", "会عبد",
         "株式会社", "有限", "ანა", "им", "im", "건우", "hua", "Sta", "te", "«Kraken", "Kraken»", "„A“", '"', "PT",
         "M/V", "M/s", "A/S", "I/S", "a/c", "c/o", "Kraken,", "Inc.", "S.A.,", "-", "/", "joynt", "Holdings", "Private",
         "head", "office", "for", "account", "of", "order", "o/b/o", "trading", "as", "Branch", "united"]
    ), min_size=1, max_size=5,
).map(" ".join)  # fmt: skip
"""Names of words that mean something else together."""
FORMS = st.sampled_from(sorted(lexicon.legal_forms())).map(" ".join)
"""Legal forms, the native ones with blanks between their characters."""
MISSPELT = st.builds(
    lambda form, at, letter: form[: at % len(form)] + letter + form[at % len(form) + 1 :],
    *(FORMS, st.integers(0, 40), st.sampled_from("aeinst. /")),
)
AROUND_FORMS = st.lists(
    st.one_of(
        *(FORMS, MISSPELT, FORMS.map(str.upper), st.sampled_from(["Kraken", "Ivan", "Pvt. Ltd.", "ОOO &", "&"]))
    ),
    min_size=1, max_size=4,
).map(" ".join)  # fmt: skip
"""Names of legal forms and words beside them."""


@given(st.one_of(NAMES, ANY_TEXT, BESIDE, AROUND_FORMS), READ)
def test_a_plain_name_is_read_as_the_long_way_reads_it(text: str, kind: Kind) -> None:
    """The short way gives the same name as the long one, or leaves it to the long one."""
    plain = read_plain(text, kind)
    assert plain is None or plain == read_whole(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Li Wei",
        "Ana de Souza",
        "May Sá",
        "محمّد حسن",
        "זוהר דוד",
        "कृष्\u200dण दीपक",
        "สมหญิง ใจดี",
        "지민 서",
        "王 小明",
        "田中 さくら",
    ],
)
@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL])
def test_names_of_many_scripts_are_plain(text: str, kind: Kind) -> None:
    """Names of two or three common words need the long way in no script."""
    assert read_plain(text, kind) == read_whole(text, kind)


@given(st.one_of(BESIDE, AROUND_FORMS), READ)
def test_pieces_that_need_nothing_beside_them_make_the_name(text: str, kind: Kind) -> None:
    """Pieces that do not mean something else together are the words of the name; a legal form behind them is none."""
    pieces = [piece(each, kind) for each in parts(text)]
    found = [each for each in pieces if each]
    last = found.pop().forms if len(found) > 1 and found[-1].forms else frozenset()
    first = found.pop(0).forms if len(found) > 1 and found[0].forms else frozenset()
    needs = tuple(need for each in found for need in each.needs)
    by_themselves = all(pieces) and not any(each.forms for each in found) and needs
    if by_themselves and not together(needs, form=bool(last), led=bool(first)):
        name = read_whole(text, kind)
        assert tuple(token for each in found for token in each.tokens) == name.tokens
        assert (name.forms, name.father, name.noise, name.lookalikes) == (first | last, 0, (), False)


@pytest.mark.parametrize(
    "text",
    [
        "ООО «Кракен Плюс»",
        "PT Kraken Makmur",
        "„Кракен-Сервис“ ЕООД",
        "Kraken Tools (Pty) Ltd",
        "Kraken Systems Pvt. Ltd.",
        "Kraken Seeds San. ve Tic. Ltd. Şti.",
        "Kraken Data S. de R.L. de C.V.",
        "Kraken Fashion GmbH & Co. KG",
        "Kraken Software, Inc.",
        "Kraken Tools A/S",
        "크라켄 회사",
        "M/V Kraken Nefeli",
    ],
)
def test_names_of_companies_are_plain(text: str) -> None:
    """Quotation marks, a form in front and a form of several words need the long way in no name."""
    name = read_plain(text, Kind.ORGANISATION)
    assert name is not None
    assert name == read_whole(text, Kind.ORGANISATION)


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


@given(st.one_of(BESIDE, AROUND_FORMS), st.sampled_from([Kind.ORGANISATION, Kind.VESSEL]), st.data())
def test_two_pieces_that_are_none_together(text: str, kind: Kind, data: st.DataObject) -> None:
    """Pieces that may not be one are read as the words that each is beside others, or as none."""
    pieces = text.split()
    at = data.draw(st.integers(0, len(pieces) - 1))
    first, second = pieces[at], (pieces[at + 1 :] + pieces)[0]
    if not may_be_one(first, second, kind):
        around = ["{}", "Quorvane {}", "{} Quorvane", "Quorvane {} Quorvane"]
        each = {word for piece in (first, second) for form in around for word in _words(form.format(piece), kind)}
        for form in around:
            assert _words(form.format(f"{first} {second}"), kind) <= each


def _words(text: str, kind: Kind) -> set[tuple[Token, str]]:
    name = read_whole(text, kind)
    return {(token, word) for token, word in zip(name.tokens, name.spelled, strict=True) if word != "quorvane"}
