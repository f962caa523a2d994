"""Published strings split into names: no letter is lost, and nothing becomes a name that is none (LD-16, LD-11)."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from screening.formats._names import is_latin, is_noise, listed, split
from screening.schema import NameKind, Quality

ALIAS, FORMER, SCRIPT = NameKind.ALIAS, NameKind.FORMER, NameKind.ORIGINAL_SCRIPT
PARTS = st.sampled_from(
    [
        "Jin", "Tiesan", "金铁三", "(", ")", "（", "）", "/", ";", ",", ":", "a.k.a.", "formerly", "Russian:",
        "Александр", "KPE.018", "Ltd", "JSC", "b)", "born", "1953", "LFIC", "Bank", "-", "'", "N/A",
        "original script:", "alias", "f.k.a.", "[", "]", "S/A", "/ /", "Korean:", "previously listed as", "الجهاد",
        "\u00a0", "İstanbul",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PARTS, max_size=10).map(" ".join), st.lists(PARTS, max_size=8).map("".join)
)


def letters(*texts: str) -> Counter[str]:
    """All letters and digits of some texts, counted."""
    return Counter(letter for text in texts for letter in text if letter.isalnum())


@given(TEXTS)
@example("X (formerly Y) (金) Z; (")
def test_no_letter_is_lost(text: str) -> None:
    """Every letter and digit of a string stands in some piece: in the names, or in the string kept whole."""
    assert not letters(text) - letters(*(piece for piece, _ in split(text)))


@given(TEXTS)
def test_pieces_are_words_of_the_string(text: str) -> None:
    """Splitting invents nothing: at least one piece, each of letters that the string has, none twice."""
    pieces = [piece for piece, _ in split(text)]
    assert pieces
    assert all(not letters(piece) - letters(text) for piece in pieces)
    assert len(set(pieces)) == len(pieces)


@given(TEXTS)
def test_only_the_first_piece_may_be_noise(text: str) -> None:
    """What is split off is a name; a string that is noise stays alone, for the reader to judge."""
    assert not any(is_noise(piece) for piece, _ in split(text)[1:])


@given(TEXTS)
def test_parts_count_up_and_the_published_string_keeps_its_kind(text: str) -> None:
    """Parts are 0, 1, 2, ...; part 0 of a primary name is primary, what is split off it is not."""
    names = listed(text, NameKind.PRIMARY, Quality.STRONG)
    assert [name.part for name in names] == list(range(len(names)))
    assert [name.kind is NameKind.PRIMARY for name in names] == [True] + [False] * (len(names) - 1)


@given(TEXTS)
def test_a_weak_name_has_no_strong_pieces(text: str) -> None:
    """Splitting never raises the quality of a name."""
    assert all(name.quality is Quality.WEAK for name in listed(text, ALIAS, Quality.WEAK))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("2ND ACADEMY (KPE.018)", ["2ND ACADEMY (KPE.018)", "2ND ACADEMY"]),
        ("Jin Tiesan (金铁三)", ["Jin Tiesan", "金铁三"]),
        ("X Y (Russian: Александр Икс)", ["X Y (Russian: Александр Икс)", "X Y", "Александр Икс"]),
        ("Volga (a.k.a. Don, Neva Co, Ltd)", ["Volga (a.k.a. Don, Neva Co, Ltd)", "Volga", "Don", "Neva Co, Ltd"]),
        ("formerly Volga Trading", ["formerly Volga Trading", "Volga Trading"]),
        ("Volga Bank (formerly Don Bank)", ["Volga Bank (formerly Don Bank)", "Volga Bank", "Don Bank"]),
        ("Belarusian: Іван, Russian: Иван", ["Belarusian: Іван, Russian: Иван", "Іван", "Иван"]),
        ("Testo Adham; Testo Adam", ["Testo Adham", "Testo Adam"]),
        ("M. Muster b) M. Master", ["M. Muster b) M. Master", "M. Muster", "M. Master"]),
        ("Al-Qa'ida/Islamic Army", ["Al-Qa'ida/Islamic Army", "Al-Qa'ida", "Islamic Army"]),
        ("SEA GRACE / PACIFIC", ["SEA GRACE", "PACIFIC"]),
        ("Libyan Sample Investment Company (LSIC)", ["Libyan Sample Investment Company", "LSIC"]),
        ("The Sample Engine Company (PJSC KADVA)", ["The Sample Engine Company", "PJSC KADVA"]),
        ("A B (listed by a court in May of 1999)", ["A B (listed by a court in May of 1999)", "A B"]),
        ("Abu X (good quality)", ["Abu X (good quality)", "Abu X"]),
    ],
)
def test_several_names_in_one_string(text: str, pieces: list[str]) -> None:
    """The shapes that lists have; where a label or reference falls away, the string is kept in front."""
    assert [piece for piece, _ in split(text)] == pieces


@pytest.mark.parametrize(
    "text",
    [
        "SAMPLE S/A", "Sample A/S", "Sample c/o Other Firm", "J/V Sample Works", "Department 150/15", "ABCD/C",
        "Front for the Rescue of Sampleland/the Coast", "QX (DALIAN) TRADE CO., LTD.", "SAMPLE PROPERTIES (PTY) LTD.",
        "Sample Bank (JSC)", "Corps of the Sample Guard (SGC) in Gilan", "Sample Electronics (Hong Kong) Co., Ltd",
        "SAMPLE FOUNDATION: KENYA BRANCH", "AKA SAMPLE SERVICES", "SAMPLE-AKA", "AK. A. SAMPLE",
        "ORGANIZATION (MARTYRS)",
        "Ομάδα Δοκιμής (IRGC)", "Unbalanced ) bracket (",
    ],
)  # fmt: skip
def test_one_name_stays_one(text: str) -> None:
    """Codes, places, legal forms, a parent's initials and branches are part of the name."""
    assert [piece for piece, _ in split(text)] == [text]


def test_kinds_of_pieces() -> None:
    """The word "formerly" makes a former name, another script an original-script one; else the kind is kept."""
    assert split("Volga (formerly Don)")[-1] == ("Don", FORMER)
    assert split("Jin Tiesan (金铁三)") == [("Jin Tiesan", None), ("金铁三", SCRIPT)]
    assert listed("Иван", FORMER, Quality.STRONG)[0].kind is FORMER
    assert listed("Иван", ALIAS, Quality.STRONG)[0].kind is SCRIPT


@pytest.mark.parametrize(
    ("text", "qualities"),
    [
        ("Sample Network Group (SNG)", ["strong", "inferred_weak"]),
        ("Sample Network Group Ltd (SNGL)", ["strong", "strong"]),
        ("Al-Qa'ida/Islamic Army", ["strong", "inferred_weak", "inferred_weak"]),
        ("Sample Foundation (Комори)", ["strong", "inferred_weak"]),
        ("Jin Tiesan (金铁三)", ["strong", "strong"]),
    ],
)
def test_what_we_only_infer_is_weak(text: str, qualities: list[str]) -> None:
    """Short initials, sides of a tight slash and one-word glosses raise no alert alone."""
    assert [name.quality for name in listed(text, ALIAS, Quality.STRONG)] == qualities


@pytest.mark.parametrize(
    "text", ["Text of image", "Korean:", "(Russian:)", "N/A", "n.a.", "Unknown", "-", "", " . ", "not known"]
)
def test_noise_is_no_name(text: str) -> None:
    """Labels, placeholders and punctuation name nobody."""
    assert is_noise(text)


@pytest.mark.parametrize("text", ["NA", "Na", "Li", "2ND", "Korean Bank", "150/15", "The Unknown Company", "U"])
def test_short_names_are_names(text: str) -> None:
    """Short or number-like strings may well be names."""
    assert not is_noise(text)


def test_is_latin_goes_by_the_majority_of_letters() -> None:
    """Digits and signs do not count; Latin letters with marks do."""
    assert is_latin("Müller Şükrü 123")
    assert is_latin("123")
    assert not is_latin("Иван X")
