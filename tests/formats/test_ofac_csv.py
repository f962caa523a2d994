"""OFAC's CSV family: four files joined, remarks read key by key, weak aliases from the remarks (LD-08, LD-09)."""

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListFormatError
from screening.formats import Notes, Source, _ofac_remarks, ofac_csv
from screening.schema import Designation, FactKind, Kind
from tests import samples
from tests.data import test_data

SDN = {"primary": "sdn.csv", "alias": "alt.csv", "address": "add.csv", "comments": "sdn_comments.csv"}
CONS = {"primary": "cons_prim.csv", "alias": "cons_alt.csv", "address": "cons_add.csv", "comments": "cons_comments.csv"}
# Entries and published names as counted for the test data; of the consolidated list it counts the weak aliases of the
# primary file only, four more stand in the comments file.
RAW = {
    "us_ofac_sdn/2023-12-28": (13_821, 34_303),
    "us_ofac_sdn/2024-01-11": (13_827, 34_312),
    "us_ofac_sdn/2024-05-02": (14_973, 36_699),
    "us_ofac_cons/2025-12-19": (442, 1_583 + 4),
}
WORDS = st.text("ABZ abz'.,-", min_size=1, max_size=20)


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("ofac_csv")[0][entry_id]


def facts(entry_id: str, kind: FactKind) -> list[tuple[str, str, str]]:
    """Type, value and country of the facts of one kind."""
    return [(fact.type, fact.value, fact.country) for fact in sample(entry_id).facts if fact.kind is kind]


def changed(tmp_path: Path, file: str, old: bytes, new: bytes) -> tuple[dict[str, Designation], Notes]:
    """The sample read after a change of one of its files."""
    folder = tmp_path / "copy"
    shutil.copytree(samples.HERE / "ofac_csv", folder)
    data = (folder / file).read_bytes()
    assert old in data
    (folder / file).write_bytes(data.replace(old, new, 1))
    return samples.read("ofac_csv", folder)


@given(st.lists(WORDS, max_size=5), st.lists(st.tuples(st.sampled_from("afn"), WORDS), max_size=5), st.booleans())
def test_every_weak_alias_is_found(notes: list[str], aliases: list[tuple[str, str]], stop: bool) -> None:
    """Whatever stands around them, quoted aliases come out one for one, with their apostrophes."""
    pieces = [f"Occupation: {note}" for note in notes] + [f"{letter}.k.a. '{alias}'" for letter, alias in aliases]
    names, _ = _ofac_remarks.read("; ".join(pieces) + "." * stop, "1", Notes())
    assert [name.text for name in names] == [alias for _, alias in aliases]
    assert all(name.quality == "weak" for name in names)


FRAGMENTS = st.sampled_from(
    [
        *("; ", "; ", ";", ": ", " - ", ".", " (Iran)", "Passport ", "DOB ", "16 May 1970", "1962 to 1964", "31801 "),
        *(
            "nationality ",
            "Iran",
            "Linked To: ",
            "a.k.a. '",
            "'",
            "Tax ID No. ",
            "Gender ",
            "Pilot License Number ",
            "Q7 ",
        ),
        *("Target Type ", "Digital Currency Address - ", "XBT ", "Vessel Registration Identification IMO ", "Xx yy Zz"),
    ]
)


def said(remarks: str) -> str:
    """Everything that reading remarks gives, as one text."""
    names, found = _ofac_remarks.read(remarks, "1", Notes())
    return " ".join([*(name.text for name in names), *(f"{fact.type} {fact.text} {fact.value}" for fact in found)])


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    """No text raises, and every letter and digit of it stands in a name or a fact."""
    assert {letter for letter in f"{text}DOBGender" if letter.isalnum()} <= set(said(f"{text}; Key: altafknDOBGender"))


@given(st.lists(FRAGMENTS, max_size=12).map(" ".join))
def test_remarks_are_never_lost(remarks: str) -> None:
    """Every word but the key of a fact of its own kind stands in a name or a fact."""
    words = set(re.findall(r"\w+", remarks)) - {"a", "k", "DOB", "Gender", "nationality"}
    kept = said(remarks)
    assert all(word in kept for word in words)


def test_names() -> None:
    """ALT is strong and says former names, quoted remarks are weak, a company's comma is part of its name."""
    assert [(n.text, str(n.kind), str(n.quality)) for n in sample("101").names] == [
        ("KRAKEN MARINE TRADING, S.A.", "primary", "strong"),
        ("KRAKEN MARINE", "alias", "strong"),
        ("KRAKEN SHIPPING", "former", "strong"),
        ("KRAKEN OCEANS", "alias", "strong"),
        ("KMT", "alias", "weak"),
        ("SEA 'N' SAND", "former", "weak"),
    ]
    assert [n.text for n in sample("102").names][-2:] == ["THE TAILOR", "'ABD AL-'IZZ"]


def test_all_programmes() -> None:
    """Every programme is an action, code as it stands; an entry without one has one bare action."""
    assert [act.programme for act in sample("101").actions] == ["IRAN", "SDGT", "IFSR"]
    assert [act.programme for act in sample("105").actions] == [""]


def test_comments_continue_remarks_exactly() -> None:
    """A remark cut inside a word is joined without a blank before it is read."""
    assert "; Registration ID 5566-7 (Panama); " in sample("101").remarks
    assert ("registration", "55667", "PA") in facts("101", FactKind.IDENTIFIER)


def test_company_facts() -> None:
    """Numbers have type and country, the last bracket that is a country counts, short forms keep their full stop."""
    assert facts("101", FactKind.IDENTIFIER) == [
        ("tax", "1234567", "PA"),
        ("registration", "HRB778899", "DE"),
        ("lei", "999900KRAKENMARINE98", ""),
        ("bic", "KRAKPAPA", ""),
        ("wallet", "1InventedKrakenWa11etAbCdEfGhJkMn", ""),
        ("website", "kraken.example", ""),
        ("company_imo", "1234567", ""),
        ("registration", "55667", "PA"),
    ]
    assert [value for _, value, _ in facts("101", FactKind.RELATION)] == ["VOLGA EXPORT CO., LTD.", "ORLOV, Ivan"]
    assert ("Target Type", "State-Owned Enterprise", "") in facts("101", FactKind.NOTE)


def test_person_facts() -> None:
    """Dates keep circa and order, countries are codes, documents keep issue and expiry in their text."""
    born = [fact for fact in sample("102").facts if fact.kind is FactKind.BIRTH_DATE]
    assert [(fact.first, fact.circa) for fact in born] == [(dt.date(1970, 5, 16), False), (dt.date(1969, 1, 1), True)]
    assert facts("102", FactKind.BIRTH_PLACE) == [("", "Pyongyang, Korea, North", "KP")]
    assert facts("102", FactKind.NATIONALITY) == [("nationality", "RU", "RU"), ("citizenship", "CY", "CY")]
    assert facts("102", FactKind.IDENTIFIER) == [
        ("passport", "N123456", "RU"),
        ("passport", "7654321", ""),
        ("national_id", "405566", "CD"),
    ]
    assert any("expires 01 Feb 2020" in fact.text for fact in sample("102").facts)
    assert facts("102", FactKind.POSITION) == [("", "Minister of Tides", "")]


def test_vessel_facts() -> None:
    """A vessel has its numbers, call sign, flag, owner and size from the columns and the remarks."""
    assert sample("103").kind is Kind.VESSEL
    assert facts("103", FactKind.IDENTIFIER) == [
        ("call_sign", "UBXX9", ""),
        ("imo", "9187629", ""),
        ("mmsi", "999000111", ""),
    ]
    assert facts("103", FactKind.COUNTRY) == [("flag", "TZ", "TZ"), ("former flag", "MT", "MT")]
    assert [type_ for type_, _, _ in facts("103", FactKind.VESSEL)] == [
        *("type", "tonnage", "gross tonnage"),
        "year of build",
    ]


def test_aircraft_facts() -> None:
    """A registration mark that is the name is also an identifier."""
    assert facts("104", FactKind.IDENTIFIER) == [
        ("tail", "RA12345", ""),
        ("msn", "99001122", ""),
        ("mode_s", "155ABC", ""),
    ]


def test_addresses() -> None:
    """An address is one readable line; a country alone is a country; an empty row says nothing."""
    assert facts("101", FactKind.ADDRESS) == [("", "Calle 50, Tower 3, Panama City, Panama", "PA")]
    assert facts("102", FactKind.COUNTRY) == [("address", "RU", "RU")]
    assert sample("105").facts == ()


def test_a_remark_without_a_key_is_counted_and_kept() -> None:
    """Free words become a note, and a warning says how many."""
    assert ("", "all offices worldwide", "") in facts("101", FactKind.NOTE)
    assert samples.read("ofac_csv")[1].counts() == (("no programme", 1), ("remark without a key", 1))


@pytest.mark.parametrize(
    ("file", "old", "new", "warning"),
    [
        ("alt.csv", b"102,4", b"999,4", "orphan alias row"),
        ("add.csv", b"102,2", b"999,2", "orphan address row"),
        ("sdn_comments.csv", b"101,", b"999,", "orphan comments row"),
        ("alt.csv", b'"aka"', b'"dba"', "unknown alias type"),
        ("sdn.csv", b'"vessel"', b'"submarine"', "unknown party type"),
        ("sdn.csv", b"\x1a\r\n", b"", "end mark missing"),
        ("sdn.csv", b"a.k.a. 'THE TAILOR'", b"a.k.a. THE TAILOR", "weak alias without quotes"),
    ],
)
def test_what_is_not_understood_is_counted(tmp_path: Path, file: str, old: bytes, new: bytes, warning: str) -> None:
    """Rows without an entry, new words and a missing end mark are warnings; no entry and no name is lost."""
    found, notes = changed(tmp_path, file, old, new)
    assert warning in dict(notes.counts())
    assert len(found) == 5
    assert file == "alt.csv" or "THE TAILOR" in [name.text for name in found["102"].names]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"vessel",', b"", r"sdn\.csv, line 3: 11 columns"),
        (b"103,", b"C103,", "line 3"),
        (b"103,", b"102,", "entry 102"),
        (b'"HAPPY WHALE"', b"-0- ", "entry 103.*SDN_Name"),
        (b"\x1a\r\n", b'\x1a\r\n106,"X",' + b"-0- ," * 9 + b"-0- \r\n", "behind the end mark"),
        (b'"HAPPY WHALE"', b'"HAPPY"WHALE"', "line 3: the line is not CSV"),
    ],
)
def test_what_cannot_be_right_is_an_error(tmp_path: Path, old: bytes, new: bytes, message: str) -> None:
    """A wrong column count, id, quote or name names file and line or entry; nothing is read past it."""
    with pytest.raises(ListFormatError, match=message):
        changed(tmp_path, "sdn.csv", old, new)


@pytest.fixture(scope="module", params=sorted(RAW))
def real(request: pytest.FixtureRequest) -> tuple[str, list[Designation], Notes]:
    """A real snapshot and what reading it noticed."""
    folder, notes = test_data(f"lists/{request.param}"), Notes()
    files = {role: folder / file for role, file in (CONS if "cons" in request.param else SDN).items()}
    return request.param, list(ofac_csv.read(Source("us_ofac", files), notes)), notes


@pytest.mark.lists
def test_every_entry_and_every_name(real: tuple[str, list[Designation], Notes]) -> None:
    """Entries and published names are as many as in the files, and every word of a remark is understood or counted."""
    name, found, notes = real
    assert (len(found), sum(each.part == 0 for entry in found for each in entry.names)) == RAW[name]
    known = {"remark without a key", "orphan comments row", "doubtful identifier", "unknown country"}
    assert {what for what, _ in notes.counts()} <= known
    assert dict(notes.counts())["remark without a key"] < len(found) / 6


@pytest.mark.lists
def test_every_date_is_read(real: tuple[str, list[Designation], Notes]) -> None:
    """No date of birth or establishment is without ends."""
    dated = (FactKind.BIRTH_DATE, FactKind.ESTABLISHED)
    assert [fact.text for entry in real[1] for fact in entry.facts if fact.kind in dated and fact.first is None] == []


@pytest.mark.lists
def test_seed_names(real: tuple[str, list[Designation], Notes]) -> None:
    """43113 has its primary name, 5 strong and 3 weak aliases."""
    names = [each for entry in real[1] if entry.entry_id == "43113" for each in entry.names]
    if "sdn" in real[0]:
        assert [str(each.quality) for each in names] == ["strong"] * 6 + ["weak"] * 3
