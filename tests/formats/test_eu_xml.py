"""The EU list: a primary name that nothing marks, strength by flag and words, ships by check digit (LD-11, EU-07)."""

import datetime as dt
from pathlib import Path

import pytest

from screening.errors import ListFormatError
from screening.formats import Notes, Source, load
from screening.schema import Designation, Fact, FactKind, Kind
from tests import samples
from tests.data import test_data

FILE = "xmlFullSanctionsList_1_1.xml"


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("eu_xml")[0][entry_id]


def facts(entry_id: str, kind: FactKind) -> list[Fact]:
    """The facts of one kind."""
    return [fact for fact in sample(entry_id).facts if fact.kind is kind]


def changed(old: str, new: str, folder: Path) -> tuple[dict[str, Designation], Notes]:
    """The sample with one text replaced everywhere."""
    text = samples.source("eu_xml").file("list").read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new), encoding="utf-8")
    return samples.read("eu_xml", folder)


def test_names_with_the_primary_one_first() -> None:
    """The first strong English name in Latin letters leads, its parts joined; words and flag make a name weak."""
    found = [(n.text, str(n.kind), str(n.quality), n.language) for n in sample("900001").names]
    assert found == [
        ("Vladimir Vladimirovich MIKHEYCHIK", "primary", "strong", "en"),
        ("Владимир Владимирович МИХЕЙЧИК", "original_script", "strong", "ru"),
        ("Vova", "alias", "weak", ""),
        ("Miheychik", "alias", "weak", ""),
    ]
    assert str(sample("900003").names[1].kind) == "former"


@pytest.mark.parametrize(
    ("old", "new", "primary"),
    [
        ('nameLanguage="EN" strong="true"', 'nameLanguage="SK" strong="true"', "Miheychik"),
        ('nameLanguage="EN" strong="true"', 'nameLanguage="EN" strong="false"', "Miheychik"),
        ('strong="true"', 'strong="false"', "Владимир Владимирович МИХЕЙЧИК"),
    ],
)
def test_the_primary_name_falls_back(old: str, new: str, primary: str, tmp_path: Path) -> None:
    """Without a strong English or language-less Latin name the first strong, then the first name leads."""
    assert changed(old, new, tmp_path)[0]["900001"].names[0].text == primary


@pytest.mark.parametrize(
    ("remark", "quality"),
    [("lo quality alias", "weak"), ("Low quality a.k.a.", "weak"), ("god quality", "strong"), ("of Minsk", "strong")],
)
def test_words_of_the_remark_beat_the_flag(remark: str, quality: str, tmp_path: Path) -> None:
    """Misspelt as they come, "low quality" and "good quality" decide; other remarks leave it to the flag."""
    names = changed("lo quality alias", remark, tmp_path)[0]["900001"].names
    assert next(str(n.quality) for n in names if n.text == "Miheychik") == quality


def test_noise_is_counted_and_never_loses_the_party(tmp_path: Path) -> None:
    """The words "Text of image" are no name, unless the party has no other: then it stays, counted."""
    found, notes = changed("MV SAMPLE STAR", "Text of image", tmp_path)
    assert dict(notes.counts())["noise instead of a name"] == 2
    assert [n.text for n in found["900003"].names] == ["Sample Sun"]
    found, notes = changed("Sample Shipping Ltd", "Text of image", tmp_path)
    assert [n.text for n in found["900004"].names] == ["Text of image"]
    assert dict(notes.counts())["no usable name"] == 1


def test_regulations_become_actions() -> None:
    """Programme and title as published, the date of publication, else of entry into force; none gives a bare action."""
    (action,) = sample("900001").actions
    assert (action.programme, action.date) == ("UKR", dt.date(2024, 2, 23))
    assert action.legal_basis == "Council amending act 2024/753 (OJ L)"
    assert action.source_url.startswith("https://eur-lex.europa.eu/")
    assert action.reason == ""
    assert sample("900002").actions[0].date == dt.date(2024, 2, 24)
    assert [a.programme for a in sample("900003").actions] == [""]


def test_listing_date_from_attribute_or_remark() -> None:
    """designationDate, else the remark's "Date of listing: 23.2.2024"."""
    assert sample("900001").listed_on == sample("900002").listed_on == dt.date(2024, 2, 23)
    assert sample("900003").listed_on is None


def test_a_ship_is_told_from_a_shipping_company() -> None:
    """Both are "E" with an IMO number: only a ship's has the check digit of a ship's number."""
    assert (sample("900003").kind, sample("900004").kind) == (Kind.VESSEL, Kind.ORGANISATION)
    assert [f.type for f in facts("900003", FactKind.IDENTIFIER)] == ["imo"]
    assert [f.type for f in facts("900004", FactKind.IDENTIFIER)] == ["company_imo"]


def test_birth_dates_and_documents() -> None:
    """Exact, circa and ranges; a placeholder number is no document; an expired passport says so."""
    assert [(f.value, f.circa) for f in facts("900001", FactKind.BIRTH_DATE)] == [
        ("1970-05-16", False), ("1969/1973", True), ("1968/1972", False),
    ]  # fmt: skip
    (passport,) = facts("900001", FactKind.IDENTIFIER)
    assert (passport.value, passport.text, passport.country) == ("701234567", "70 1234567 (expired)", "RU")


def test_other_facts() -> None:
    """References, citizenship, gender, functions, addresses and contacts are kept; country 00 is none."""
    assert [(f.type, f.value) for f in facts("900003", FactKind.REFERENCE)] == [
        ("eu_reference", "EU.9003.3"), ("un_reference", "KPe.901"),
    ]  # fmt: skip
    assert [f.value for f in facts("900001", FactKind.NATIONALITY)] == ["RU"]
    assert [f.value for f in facts("900001", FactKind.POSITION)] == ["Mr", "General Director"]
    assert [f.type for f in facts("900002", FactKind.IDENTIFIER)] == ["registration", "phone", "phone", "email"]
    assert facts("900001", FactKind.BIRTH_PLACE)[0].country == ""


@pytest.mark.parametrize("field", ["logicalId", "subjectType", "nameAlias"])
def test_an_entity_without_a_mandatory_field_is_refused(field: str, tmp_path: Path) -> None:
    """The error names the field."""
    with pytest.raises(ListFormatError, match=field):
        changed(field, "other", tmp_path)


def test_an_unknown_attribute_is_reported_by_name(tmp_path: Path) -> None:
    """A new attribute is counted once for the file."""
    _, notes = changed(' strong="', ' importance="high" strong="', tmp_path)
    assert notes.examples["unread attribute"] == [("", "nameAlias/@importance")]


@pytest.mark.lists
@pytest.mark.parametrize(
    ("path", "entries", "names"),
    [("lists/eu_fsf/2026-01-28", 5_795, 29_581), ("list_formats/eu_fsf_sample/2026-08-05", 4, 23)],
)
def test_real_snapshots_are_read_whole(path: str, entries: int, names: int) -> None:
    """Entries and published name strings are as many as the sanctionEntity and nameAlias elements."""
    notes = Notes()
    found = list(load("eu_xml").read(Source("eu_fsf", {"list": test_data(f"{path}/{FILE}")}), notes))
    assert (len(found), sum(name.part == 0 for each in found for name in each.names)) == (entries, names)
    assert str(notes.published) == path[-10:]
    assert not [kind for kind, _ in notes.counts() if kind.startswith(("unread ", "unknown"))]
