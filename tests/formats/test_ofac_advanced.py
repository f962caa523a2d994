"""OFAC's ADVANCED files: ids looked up in the file, original scripts, dates of listing; equal to the CSV (US-06)."""

import datetime as dt
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import dates
from screening.errors import ListFormatError
from screening.formats import Notes, Source, load
from screening.formats._ofac_advanced_dates import spoken
from screening.schema import Designation, Fact, FactKind, Kind
from tests import samples
from tests.data import test_data

CSV = {"primary": "sdn.csv", "alias": "alt.csv", "address": "add.csv", "comments": "sdn_comments.csv"}
DAYS = st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31))
Read = tuple[dict[str, Designation], Notes]


@pytest.fixture(scope="module")
def sample() -> Read:
    """The designations of the sample by entry id, and what reading them noticed."""
    return samples.read("ofac_advanced")


def facts(entry: Designation, kind: FactKind) -> list[tuple[str, str, str]]:
    """Type, value and country of the facts of one kind."""
    return [(fact.type, fact.value, fact.country) for fact in entry.facts if fact.kind is kind]


def text() -> str:
    """The text of the sample."""
    return samples.source("ofac_advanced").file("list").read_text(encoding="utf-8")


def changed(tmp_path: Path, new: str) -> Read:
    """Another text read in place of the sample."""
    shutil.copytree(samples.HERE / "ofac_advanced", tmp_path / "copy")
    (tmp_path / "copy" / "SDN_ADVANCED.XML").write_text(new, encoding="utf-8")
    return samples.read("ofac_advanced", tmp_path / "copy")


@given(DAYS, DAYS)
def test_a_period_in_words_is_read_back(one: dt.date, other: dt.date) -> None:
    """Whatever the first and last day are, the words for them are read as exactly that interval."""
    first, last = sorted([one, other])
    words = spoken((first.year, first.month, first.day), (last.year, last.month, last.day))
    assert [(found.first, found.last) for found in dates.parse(words)] == [(first, last)]


def test_no_id_is_known_to_the_reader(tmp_path: Path, sample: Read) -> None:
    """With every id of the file changed, and another namespace, the designations are the same."""
    other = re.sub(r'(ID="[^"]+)"', r'\g<1>7"', text()).replace("https://sanctionslistservice", "http://elsewhere")
    assert list(changed(tmp_path, other)[0].values()) == list(sample[0].values())


def test_names(sample: Read) -> None:
    """Persons are "LAST, First Middle" whatever the order of parts; nicknames stay; scripts follow their alias."""
    assert [(name.text, str(name.kind), str(name.quality)) for name in sample[0]["102"].names] == [
        ("ORLOV, Ivan Petrovich", "primary", "strong"),
        ("ОРЛОВ, Иван Петрович", "original_script", "strong"),
        ("ORŁOW, Iwan", "spelling", "strong"),
        ("ORLOFF, Ivan", "alias", "strong"),
        ("the Tailor", "alias", "weak"),
        ("عمر الخياط", "original_script", "weak"),
        ("王裁缝", "original_script", "weak"),
        ("THE DIVER", "alias", "weak"),
    ]


def test_names_of_organisations(sample: Read) -> None:
    """In capitals, a bracket split off (LD-16); f.k.a. is a former name, n.k.a. an alias."""
    assert [(name.text, str(name.kind), str(name.quality), name.part) for name in sample[0]["101"].names] == [
        ("KRAKEN MARINE TRADING", "primary", "strong", 0),
        ("KMT", "alias", "inferred_weak", 1),
        ("KRAKEN SHIPPING, INC.", "former", "strong", 0),
        ("KRAKEN OCEANS", "alias", "strong", 0),
        ("КРАКЕН ОКЕАНЫ", "original_script", "strong", 0),
        ("SEA 'N' SAND", "alias", "weak", 0),
    ]


def test_kinds_and_date(sample: Read) -> None:
    """The kind stands in the sub-type or in the type above it; the file says of what day it is."""
    kinds = {entry_id: each.kind for entry_id, each in sample[0].items()}
    assert kinds == {"102": Kind.PERSON, "101": Kind.ORGANISATION, "103": Kind.VESSEL, "104": Kind.AIRCRAFT}
    assert sample[1].published == dt.date(2024, 5, 2)


def test_birth_dates(sample: Read) -> None:
    """Days, years, months, ranges and circa; an impossible day leaves its year and is counted once."""
    born = [fact for fact in sample[0]["102"].facts if fact.kind is FactKind.BIRTH_DATE]
    assert [fact.text for fact in born] == [
        "16 May 1970", "1962", "circa 1951", "1962 to 1964", "Aug 1958", "1975",
    ]  # fmt: skip
    assert [fact.circa for fact in born].index(True) == 2
    assert sample[1].examples["impossible date"] == [("102", "1975-19-25")]


def test_documents(sample: Read) -> None:
    """A document has the country of its issuer or place of issue; what the CSV leaves away stands in the text."""
    assert facts(sample[0]["102"], FactKind.IDENTIFIER) == [
        ("passport", "N123456", "RU"), ("passport", "7654321", "CY"), ("other", "TP77", ""),
    ]  # fmt: skip
    assert [fact.text for fact in sample[0]["102"].facts if fact.kind is FactKind.IDENTIFIER] == [
        "Passport N123456 (Russia) issued 01 Feb 2010 expires 01 Feb 2020",
        "Passport 7654321 (Cyprus), Fraudulent, as ORLOFF, Ivan",
        "Tide Pass No. TP-77, seen once",
    ]
    assert ("tax", "1234567", "PA") in facts(sample[0]["101"], FactKind.IDENTIFIER)


def test_places(sample: Read) -> None:
    """Addresses are lines, a country alone is a country, a region without country is named as in the CSV."""
    assert facts(sample[0]["101"], FactKind.ADDRESS) == [
        ("", "Calle 50, Tower 3, Panama City, Bay 0801, Panama", "PA"), ("", "Anchorage Nine, Region: Low Tide", ""),
    ]  # fmt: skip
    assert facts(sample[0]["102"], FactKind.COUNTRY) == [
        ("address", "RU", "RU"), ("address", "Region: Sunken City", ""),
    ]  # fmt: skip
    assert facts(sample[0]["102"], FactKind.BIRTH_PLACE) == [
        ("", "Pyongyang, Korea, North", "KP"), ("", "Nampo, Korea, North", "KP"),
    ]  # fmt: skip


def test_features(sample: Read) -> None:
    """Features have the key words of the CSV's remarks; one that nobody knows is a note under its own name."""
    person, aircraft = sample[0]["102"], sample[0]["104"]
    assert facts(person, FactKind.NATIONALITY) == [("nationality", "RU", "RU"), ("citizenship", "CY", "CY")]
    assert facts(person, FactKind.GENDER) == [("", "male", "")]
    assert facts(person, FactKind.POSITION) == [("", "Minister of Tides", "")]
    assert {("Favourite Tide", "Spring tide", ""), ("Favourite Tide comment", "hearsay", "")} <= set(
        facts(person, FactKind.NOTE)
    )
    assert facts(aircraft, FactKind.IDENTIFIER) == [("msn", "99001122", ""), ("tail", "RA12345", "")]


def test_the_comment_is_read_as_remarks(sample: Read) -> None:
    """The party's comment holds remarks that fit nowhere else, also weak aliases."""
    assert {("Occupation", "diver", ""), ("", "last seen at sea", "")} <= set(facts(sample[0]["102"], FactKind.NOTE))
    assert sample[0]["102"].remarks.endswith("last seen at sea")


def test_vessel(sample: Read) -> None:
    """A vessel's own features are what the CSV has columns for."""
    vessel = sample[0]["103"]
    assert facts(vessel, FactKind.IDENTIFIER) == [("call_sign", "UBXX9", ""), ("imo", "9187629", "")]
    assert [type_ for type_, _, _ in facts(vessel, FactKind.VESSEL)] == ["type", "tonnage", "gross tonnage"]
    assert facts(vessel, FactKind.COUNTRY) == [("flag", "TZ", "TZ")]


def test_relations(sample: Read) -> None:
    """The value is the other party's published name, the type is the file's word, what is more stands in the text."""
    assert facts(sample[0]["102"], FactKind.RELATION) == [("Linked To", "KRAKEN MARINE TRADING (KMT)", "")]
    former = sample[0]["103"].facts[-1]
    assert (former.type, former.text) == (
        "Owned or Controlled By", "KRAKEN MARINE TRADING (KMT) (former, until 2020)",
    )  # fmt: skip


def test_actions(sample: Read) -> None:
    """One action a programme with its date and act; "Block" alone is left to the list's dictionary."""
    (action,) = sample[0]["102"].actions
    assert (action.programme, action.legal_basis, action.measures) == ("RUSSIA-EO14024", "Executive Order 14024", ())
    assert sample[0]["102"].listed_on == action.date == dt.date(2022, 2, 24)
    assert [(each.programme, each.legal_basis, each.date) for each in sample[0]["103"].actions] == [
        ("TIDES-UNKNOWN", "", None)
    ]
    assert sample[1].examples["unreadable date"] == [("104", "Date 2024")]


def test_acts_are_not_guessed_to_belong_to_programmes(sample: Read) -> None:
    """Of several, an act belongs to the programme of its order's number, or to none: then it is a note."""
    entry = sample[0]["101"]
    assert [(each.programme, each.legal_basis, each.date) for each in entry.actions] == [
        ("RUSSIA-EO14024", "Executive Order 14024", dt.date(2023, 3, 1)),
        ("SDGT", "", dt.date(2021, 4, 2)),
    ]
    assert [each.measures for each in entry.actions] == [
        ("Block", "14024 Directive 1", "Reject (from May 2021)"), ("Block", "Reject (from May 2021)"),
    ]  # fmt: skip
    assert facts(entry, FactKind.NOTE)[-4:] == [
        ("Legal basis", "Executive Order 13224 (Terrorism)", ""),
        ("Legal basis", "Tides Act", ""),
        ("Listed on", "SDN List, 2023-03-01", ""),
        ("Listed on", "Tidal Menu List, 2021-04-02", ""),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('VersionLocation LocationID="21"', 'VersionLocation LocationID="99"', "entry 101, field 'LocationID'.*'99'"),
        ('FeatureTypeID="899"', 'FeatureTypeID="9"', "entry 102, field 'FeatureTypeID'.*FeatureTypeValues.*'9'"),
        ('IdentityReference IdentityID="9103"', 'IdentityReference IdentityID="9"', "entry 103.*Identity.*'9'"),
        ('NamePartGroupID="8021"', 'NamePartGroupID="9"', "entry 103.*NamePartGroup.*'9'"),
        ('DocumentedNameID="9021"', 'DocumentedNameID="9"', "entry 103.*DocumentedName.*'9'"),
        ('IDRegDocTypeID="526" IdentityID="9103"', 'IDRegDocTypeID="526" IdentityID="9"', "Identity.*'9'"),
        ('To-ProfileID="101"', 'To-ProfileID="9"', "Profile.*'9'"),
        ('ProfileID="104"', 'ProfileID="9"', "Profile.*'9'"),
        ('LegalBasisID="13"', 'LegalBasisID="9"', "LegalBasisValues.*'9'"),
        ('AliasTypeID="44"', 'AliasTypeID="9"', "entry 101.*AliasTypeValues.*'9'"),
        ('PartyTypeID="1"', 'PartyTypeID="9"', "entry 102.*PartyTypeValues.*'9'"),
        ('<DatePeriod CalendarTypeID="1"', '<DatePeriod CalendarTypeID="2"', "calendar 'Hijri'"),
        ("<Year>1970</Year>", "<Year>MCM</Year>", "entry 102, field 'Year'.*'MCM'"),
        ('AliasTypeID="43" Primary="true"', 'AliasTypeID="43" Primary="false"', "entry 102.*primary name"),
        ('DistinctParty FixedRef="103"', 'DistinctParty FixedRef="102"', "entry 102.*twice"),
        ("<Profile ", "<Outline ", "entry 102.*Profile"),
    ],
)
def test_what_cannot_be_right_is_an_error(tmp_path: Path, old: str, new: str, message: str) -> None:
    """An id that points nowhere, another calendar, a missing or doubled party: the error names it."""
    other = text().replace(old, new)
    assert other != text()
    with pytest.raises(ListFormatError, match=message):
        changed(tmp_path, other.replace("</Profile>", "</Outline>") if "Outline" in other else other)


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        (">N.K.A.<", ">D.B.A.<", "unknown alias type"),
        (">Individual<", ">Ghost<", "unknown party type"),
        (">Nickname<", ">Nom de Mer<", "unknown name part"),
        (">POSTAL CODE<", ">PIER<", "unknown location part"),
        ("<IDRegistrationNo>1234567<", "<IDRegistrationNo><", "document without a value"),
        (">the Tailor<", "><", "alias without a name"),
        ("<Comment>TIDES-UNKNOWN</Comment>", "", "no programme"),
        ("<SanctionsEntryLinks/>", '<SanctionsEntryLinks><SanctionsEntryLink ID="1"/></SanctionsEntryLinks>', "unread"),
    ],
)
def test_what_is_not_understood_is_counted(tmp_path: Path, old: str, new: str, warning: str, sample: Read) -> None:
    """New words are warnings and no entry is lost; the sample alone gives none of them."""
    found, notes = changed(tmp_path, text().replace(old, new))
    assert any(kind.startswith(warning) for kind, _ in set(notes.counts()) - set(sample[1].counts()))
    assert found.keys() == sample[0].keys()


@pytest.mark.lists
def test_the_consolidated_list_of_2020_is_read_whole() -> None:
    """Entries and names are as many as the file's elements, and nothing of it is unread."""
    notes = Notes()
    path = test_data("list_formats/us_ofac_cons_advanced/2020-03-17/cons_advanced.xml")
    found = list(load("ofac_advanced").read(Source("us_ofac_cons", {"list": path}), notes))
    assert (len(found), sum(name.part == 0 for each in found for name in each.names)) == (375, 1_290)
    assert notes.published == dt.date(2020, 3, 17)
    assert dict(notes.counts()) == {"remark without a key": 70}
    assert all(each.listed_on and each.actions[0].programme for each in found)


@pytest.fixture(scope="module")
def pair() -> tuple[dict[str, Designation], dict[str, Designation]]:
    """The SDN List of 2 May 2024 from its ADVANCED form and from the CSV files that this was made from."""
    advanced = test_data("list_formats/us_ofac_sdn_advanced_reconstructed/2024-05-02/SDN_ADVANCED.XML")
    csv = test_data("lists/us_ofac_sdn/2024-05-02")
    sources = {
        "ofac_advanced": Source("us_ofac_sdn", {"list": advanced}),
        "ofac_csv": Source("us_ofac_sdn", {role: csv / file for role, file in CSV.items()}),
    }
    one, other = ({each.entry_id: each for each in load(name).read(sources[name], Notes())} for name in sources)
    return one, other


def compared(fact: Fact) -> tuple[object, ...]:
    """What US-06 compares of a fact, its final full stop left away."""
    return fact.kind, fact.value.rstrip("."), fact.type, fact.country, fact.first, fact.last, fact.circa


def only(one: Designation, other: Designation) -> Iterator[Fact]:
    """The facts of one that the other does not have."""
    held = {compared(fact) for fact in other.facts}
    return (fact for fact in one.facts if compared(fact) not in held)


@pytest.mark.lists
def test_the_pair_has_the_same_entries(pair: tuple[dict[str, Designation], ...]) -> None:
    """Entries in the same order, with the same kinds and programmes; names as many as the file's elements."""
    advanced, csv = pair
    assert len(advanced) == 14_973
    assert sum(name.part == 0 for each in advanced.values() for name in each.names) == 39_388
    assert [(each.entry_id, each.kind, [act.programme for act in each.actions]) for each in advanced.values()] == [
        (each.entry_id, each.kind, [act.programme for act in each.actions]) for each in csv.values()
    ]


@pytest.mark.lists
def test_the_pair_has_the_same_names(pair: tuple[dict[str, Designation], ...]) -> None:
    """Names, kinds and qualities are equal but for original scripts and 351 names that differ in capitals.

    The CSV prints nicknames as they are. The reconstruction writes them as last names, which OFAC prints in capitals;
    five more are strong names that the CSV prints in mixed letters.
    """
    capitals = 0
    for one, other in zip(*(each.values() for each in pair), strict=True):
        names, same = (
            Counter((each.text, each.kind, each.quality) for each in entry.names if each.kind != "original_script")
            for entry in (one, other)
        )
        folded = [Counter((text.upper(), *rest) for text, *rest in several.elements()) for several in (names, same)]
        assert folded[0] == folded[1]
        capitals += (names - same).total()
    assert capitals == 351


@pytest.mark.lists
def test_the_pair_has_the_same_facts(pair: tuple[dict[str, Designation], ...]) -> None:
    """Facts are equal but for these, and for a full stop that the reconstruction dropped from the end of remarks.

    The CSV has no legal acts; seven documents and features of rare keys are notes without a key, or under a misspelt
    one; one wallet has lost a blank. Ten "Linked To" name parties of other lists, which the file cannot point to.
    """
    more, less = (
        Counter(
            (str(fact.kind), fact.type if fact.kind is not FactKind.NOTE or fact.type == "Legal basis" else "")
            for entry_id, entry in one.items()
            for fact in only(entry, other[entry_id])
        )
        for one, other in (pair, pair[::-1])
    )
    assert more == {("note", "Legal basis"): 291, ("note", ""): 7, ("identifier", "wallet"): 1}
    assert less == {("note", ""): 7, ("identifier", "wallet"): 1, ("relation", "Linked To"): 10}


@pytest.mark.lists
def test_the_file_says_more_than_the_csv(pair: tuple[dict[str, Designation], ...]) -> None:
    """2,689 names in original script and 309 dates of listing."""
    names = Counter(str(name.kind) for each in pair[0].values() for name in each.names)
    assert names["original_script"] >= 2_689
    assert sum(each.listed_on is not None for each in pair[0].values()) == 309
