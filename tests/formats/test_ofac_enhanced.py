"""OFAC's ENHANCED XML: the party of the CSV, with its original scripts, its day of listing and its acts (US-06)."""

import datetime as dt
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from screening.errors import ListFormatError
from screening.formats import Notes, Source, load
from screening.schema import Designation, Fact, FactKind, Kind, NameKind
from tests import samples
from tests.data import test_data

CSV = {"primary": "sdn.csv", "alias": "alt.csv", "address": "add.csv", "comments": "sdn_comments.csv"}
# Entries and writings of names: as many as the file has "translation" elements under "name".
RAW = {"2024-05-24": (10, 56), "2024-08-28": (293, 930)}
ONLY_HERE = (NameKind.ORIGINAL_SCRIPT, NameKind.SPELLING)


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("ofac_enhanced")[0][entry_id]


def changed(tmp_path: Path, old: str, new: str, count: int = 1) -> tuple[dict[str, Designation], Notes]:
    """The sample read after a change of its text."""
    text = samples.source("ofac_enhanced").file("list").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "SDN_ENHANCED.XML").write_text(text.replace(old, new, count), encoding="utf-8")
    return samples.read("ofac_enhanced", tmp_path)


def names(party: Designation) -> Counter[tuple[str, NameKind, str, int]]:
    """The names that the CSV carries too."""
    return Counter((n.text, n.kind, str(n.quality), n.part) for n in party.names if n.kind not in ONLY_HERE)


def facts(party: Designation) -> set[tuple[object, ...]]:
    """The facts that the CSV carries too, without the full stop that ends its remarks."""
    return {
        (f.kind, f.value.rstrip("."), f.type, f.country, f.first, f.last, f.circa)
        for f in party.facts
        if f.kind is not FactKind.REFERENCE and f.type not in ("Legal basis", "Listed on")
    }


def texts(entry_id: str, kind: FactKind) -> list[str]:
    """The texts of the facts of one kind."""
    return [fact.text for fact in sample(entry_id).facts if fact.kind is kind]


@pytest.mark.parametrize("entry_id", ["101", "102", "103", "104", "105"])
def test_the_same_party_as_in_the_csv(entry_id: str) -> None:
    """Kind, names with their qualities, programmes and facts are those of the CSV family (US-06)."""
    party, csv = sample(entry_id), samples.read("ofac_csv")[0][entry_id]
    assert (party.kind, names(party), facts(party)) == (csv.kind, names(csv), facts(csv))
    assert [each.programme for each in party.actions] == [each.programme for each in csv.actions]


def test_original_scripts() -> None:
    """A translation follows its name, has its quality and no bidi marks; one in Latin letters is a spelling."""
    assert [(n.text, str(n.kind), str(n.quality)) for n in sample("102").names][:3] == [
        ("ORLOV, Ivan Petrovich", "primary", "strong"),
        ("أورلوف إيفان", "original_script", "strong"),
        ("ORŁOW, Iwan", "spelling", "strong"),
    ]
    assert ("КМТ", "weak") in [(n.text, str(n.quality)) for n in sample("101").names]


def test_what_a_sole_programme_says() -> None:
    """Day and authorities belong to a party's only programme."""
    (action,) = sample("103").actions
    assert (action.date, action.legal_basis) == (
        dt.date(2010, 2, 3),
        "Executive Order 13382 (Non-proliferation); NKSPEA",
    )


def test_what_several_programmes_leave_open() -> None:
    """An order's number ties an authority and a measure to a programme; days are tied to none, the rest is a note."""
    invented, sdgt = sample("106").actions
    assert (invented.legal_basis, sdgt.legal_basis) == ("Executive Order 99999 (Invented)", "")
    assert (invented.measures, sdgt.measures) == (("Block", "Executive Order 99999 Directive 1"), ("Block",))
    assert invented.date is sdgt.date is None
    kept = [(fact.type, fact.value) for fact in sample("106").facts if fact.kind is FactKind.NOTE]
    assert ("Legal basis", "Executive Order 13224 (Terrorism)") in kept
    assert ("Listed on", "Consolidated List, 2019-04-05") in kept


def test_listed_since_the_first_list() -> None:
    """A party of two lists is listed since the earlier day."""
    assert sample("106").listed_on == dt.date(2019, 4, 5)
    assert sample("101").listed_on == dt.date(2010, 2, 3)


def test_documents_keep_what_the_csv_does_not_print() -> None:
    """Issuing authority, place, comment, validity and another bearer's name stand in the text."""
    assert texts("102", FactKind.IDENTIFIER) == [
        "Passport N123456 (Russia) issued 2010-02-01 expires 2020-02-01 (Ministry of Tides; Port Sample; Gender: Male)",
        "Passport 7654321 (in the name of ORLOFF, Ivan; not valid)",
        "National ID No. 40-5566 (Congo, Democratic Republic of the) (A blue card)",
    ]


def test_reliability() -> None:
    """What is only reported says so; what OFAC calls false is a note, not a birth place."""
    assert texts("102", FactKind.BIRTH_DATE) == ["16 May 1970", "circa 1971 (reported)"]
    assert not texts("106", FactKind.BIRTH_PLACE)
    assert Fact(FactKind.NOTE, "Sana’a, Yemen", type="Place of Birth (false)") in sample("106").facts


def test_relations() -> None:
    """The kind of a relation stands in its text; a party given by its id only is found further down the file."""
    assert texts("101", FactKind.RELATION)[0] == "Owned or Controlled By VOLGA EXPORT CO., LTD. (quality High)"
    assert texts("106", FactKind.RELATION) == ["Leader or official of LATE SAMPLE LLC", "Associate Of entity 999"]


def test_a_region_is_a_country_where_none_is_given() -> None:
    """It stands as the CSV has it: "Region: Gaza"."""
    assert ("Region: Gaza", "PS") in [(fact.text, fact.country) for fact in sample("106").facts]


def test_what_is_not_understood_is_counted() -> None:
    """A filtered file, an unknown party, word, country, date and a free remark are warnings by their names."""
    notes = samples.read("ofac_enhanced")[1]
    assert notes.published == dt.date(2026, 2, 27)
    assert notes.examples["a part of the list only"] == [("", "programme SDGT")]
    assert [what for what, _ in notes.counts()] == [
        "a part of the list only", "no legal basis", "no programme", "related party unknown", "remark without a key",
        "unknown alias type", "unknown country", "unknown feature", "unreadable date",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2026-02-27T", "27 Feb 2026 ", "dataAsOf"),
        ("<publicationInfo>", "<publicationInfos>", "publicationInfos"),
        ('<entity id="103">', "<entity>", "field 'id'"),
        ('<entity id="103">', '<entity id="102">', "entry 102.*twice"),
        ('<entityType refId="600">Vessel</entityType>', "", "entry 103.*entityType"),
        ("<isPrimary>true</isPrimary><isLowQuality>", "<isPrimary>false</isPrimary><isLowQuality>", "entry 101.*names"),
    ],
)
def test_what_cannot_be_right_is_an_error(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A file or an entity without what it must have names the element and the entry."""
    text = samples.source("ofac_enhanced").file("list").read_text(encoding="utf-8")
    text = text.replace("</publicationInfo>", "</publicationInfos>") if "publicationInfos" in new else text
    (tmp_path / "SDN_ENHANCED.XML").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ListFormatError, match=message):
        samples.read("ofac_enhanced", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("<isLowQuality>false</isLowQuality>", "", "unknown alias quality"),
        ('datePublished="2010-02-03"', "", "missing date"),
        ('datePublished="2010-02-03"', 'datePublished="soon"', "unreadable date"),
        ('<entityType refId="600">Vessel<', '<entityType refId="600">Submarine<', "unknown party type"),
    ],
)
def test_what_is_new_is_counted_and_keeps_the_entry(tmp_path: Path, old: str, new: str, warning: str) -> None:
    """New words and missing days are warnings; no entry is lost."""
    usual = dict(samples.read("ofac_enhanced")[1].counts())
    found, notes = changed(tmp_path, old, new)
    assert len(found) == 7
    assert dict(notes.counts())[warning] == usual.get(warning, 0) + 1


@pytest.fixture(scope="module")
def csv() -> dict[str, Designation]:
    """The CSV of 2 May 2024, some weeks older than the two files."""
    folder = test_data("lists/us_ofac_sdn/2024-05-02")
    files = {role: folder / name for role, name in CSV.items()}
    return {each.entry_id: each for each in load("ofac_csv").read(Source("us_ofac_sdn", files), Notes())}


@pytest.fixture(scope="module", params=RAW)
def real(request: pytest.FixtureRequest) -> tuple[str, dict[str, Designation], Notes]:
    """A real file, filtered by its publisher to one programme."""
    path, notes = test_data(f"list_formats/us_ofac_enhanced_sample/{request.param}/enhanced.xml"), Notes()
    found = load("ofac_enhanced").read(Source("us_ofac_sdn", {"list": path}), notes)
    return request.param, {each.entry_id: each for each in found}, notes


@pytest.mark.lists
def test_real_files_are_read_whole(real: tuple[str, dict[str, Designation], Notes]) -> None:
    """Entries and names are as many as in the file; nothing is unread but empty addresses; no bidi mark is left."""
    day, found, notes = real
    assert (len(found), sum(name.part == 0 for each in found.values() for name in each.names)) == RAW[day]
    assert notes.published == dt.date.fromisoformat(day)
    assert {what for what, _ in notes.counts()} <= {"a part of the list only", "empty element", "remark without a key"}
    assert notes.examples["empty element"] == [("", "address")]
    assert all(each.listed_on and each.kind is not Kind.UNKNOWN for each in found.values())
    letters = {letter for each in found.values() for name in each.names for letter in name.text}
    assert not [letter for letter in letters if unicodedata.bidirectional(letter) in ("RLE", "LRE", "PDF", "RLI")]


@pytest.mark.lists
def test_real_parties_are_those_of_the_csv(
    real: tuple[str, dict[str, Designation], Notes], csv: dict[str, Designation]
) -> None:
    """Names and facts are equal, but for titles that the CSV prints twice and what changed within the weeks (US-06).

    By 28 August three parties had a further programme and one a further note on secondary sanctions.
    """
    day, found, _ = real
    assert found.keys() <= csv.keys()
    assert not [i for i in found if names(found[i]) != names(csv[i])]
    more = [(i, fact[2]) for i in found for fact in facts(found[i]) - facts(csv[i])]
    assert more == ([("12055", "Secondary sanctions risk")] if day == "2024-08-28" else [])
    less = [(i, str(fact[1])) for i in found for fact in facts(csv[i]) - facts(found[i])]
    titles = {i: " ".join(f.value for f in csv[i].facts if f.kind is FactKind.POSITION) for i, _ in less}
    assert all(text in titles[i] for i, text in less)
    codes = {i: {act.programme for act in found[i].actions} - {act.programme for act in csv[i].actions} for i in found}
    assert Counter(code for each in codes.values() for code in each) == (
        {"CAATSA - IRAN": 3} if day[5:7] == "08" else {}
    )


@pytest.mark.lists
def test_a_known_party(real: tuple[str, dict[str, Designation], Notes]) -> None:
    """One party of the real file: two names have a translation, two are weak, the day of listing is known."""
    if party := real[1].get("30624"):
        assert Counter(str(name.quality) for name in party.names) == {"strong": 8, "weak": 2}
        assert sum(name.kind is NameKind.ORIGINAL_SCRIPT for name in party.names) == 2
        assert party.listed_on == dt.date(2020, 12, 10)
