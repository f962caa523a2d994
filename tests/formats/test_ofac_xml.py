"""OFAC's SDN.XML: the same party as in the CSV family, weak aliases by category, a count that must hold (US-06)."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListFormatError, ListRefusedError
from screening.formats import Notes, Source, _ofac_documents, _ofac_remarks, load
from screening.schema import Designation, FactKind, Kind, ListedName
from tests import samples
from tests.data import test_data

CONS = {"2024-05-06": (443, 1_569), "2025-03-28": (443, 1_579), "2026-01-08": (442, 1_586)}
CSV = {"primary": "sdn.csv", "alias": "alt.csv", "address": "add.csv", "comments": "sdn_comments.csv"}
CONS_CSV = {"primary": "cons_prim.csv", "alias": "cons_alt.csv", "address": "cons_add.csv"}
CONS_CSV["comments"] = "cons_comments.csv"
KEYS = st.sampled_from(
    sorted(set(_ofac_remarks.KEYS) | {"Secondary sanctions risk:", "Digital Currency Address - ETH"})
)
NUMBERS = st.from_regex(r"[1-9][0-9A-Z./-]{0,8}", fullmatch=True)
COUNTRIES = st.sampled_from(["", "Iran", "Korea, North", "Congo, Democratic Republic of the"])
DATES = st.sampled_from(["", "01 Feb 2010", "Mar 2011", "1999"])


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("ofac_xml")[0][entry_id]


def changed(tmp_path: Path, old: str, new: str) -> tuple[dict[str, Designation], Notes]:
    """The sample read after a change of its text."""
    text = samples.source("ofac_xml").file("list").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "SDN.XML").write_text(text.replace(old, new, 1), encoding="utf-8")
    return samples.read("ofac_xml", tmp_path)


def names(party: Designation) -> set[ListedName]:
    """Text, kind, quality and part of every name."""
    return set(party.names)


def facts(party: Designation) -> set[tuple[object, ...]]:
    """What must be equal in every format; one full stop ends the whole remarks of the CSV, so none is compared."""
    return {(f.kind, f.value.rstrip("."), f.type, f.country, f.first, f.last, f.circa) for f in party.facts}


@given(KEYS, NUMBERS, COUNTRIES, DATES, DATES)
def test_a_document_gives_the_fact_of_its_remark(key: str, number: str, land: str, issued: str, expires: str) -> None:
    """A type, a number, a country and dates give what the CSV reader makes of the same words in one remark."""
    told = [f"{key} {number}", f"({land})" * bool(land), f"issued {issued}" * bool(issued)]
    remark = " ".join(filter(None, [*told, f"expires {expires}" * bool(expires)]))
    document = _ofac_documents.Document(key, number, land, issued, expires)
    assert list(_ofac_documents.facts(document, "1", Notes())) == _ofac_remarks.read(f"{remark};", "1", Notes())[1]


@given(st.text(min_size=1, max_size=30), st.text(max_size=60))
def test_no_document_is_lost(key: str, value: str) -> None:
    """Whatever stands in an id, it raises nothing and gives a fact, or a warning where there is no value."""
    notes = Notes()
    found = list(_ofac_documents.facts(_ofac_documents.Document(key, value), "1", notes))
    assert all(fact.value for fact in found)
    assert bool(found) != bool(dict(notes.counts()).get("document without a value"))


@pytest.mark.parametrize("entry_id", ["101", "102", "103", "104", "105"])
def test_the_same_party_as_in_the_csv(entry_id: str) -> None:
    """Kind, names with their qualities, programmes and facts are those of the CSV family (US-06)."""
    xml, csv = sample(entry_id), samples.read("ofac_csv")[0][entry_id]
    assert (xml.kind, names(xml), facts(xml)) == (csv.kind, names(csv), facts(csv))
    assert xml.actions == csv.actions


def test_names() -> None:
    """Categories are qualities, brackets and labels are split, an unknown category is unspecified, not guessed."""
    assert [(n.text, str(n.kind), str(n.quality), n.part) for n in sample("106").names] == [
        ("SAMPLE SOCIETY", "primary", "strong", 0),
        ("SASO", "alias", "strong", 1),
        ("FORMERLY OLD SAMPLE GUILD", "alias", "strong", 0),
        ("OLD SAMPLE GUILD", "former", "strong", 1),
        ("SAMPLE & CO.", "alias", "unspecified", 0),
    ]


def test_other_facts() -> None:
    """A value with a semicolon stays whole, an impossible day is its year, an address is one line."""
    kept = {(fact.type or str(fact.kind), fact.value) for fact in sample("106").facts}
    assert {("Invented Key", "one; two"), ("birth_date", "1975"), ("Trademark number", "4711 (Norway)")} <= kept
    assert ("address", "1  Sample Road, Floor 2, Room 3, Springfield, IL 62701, United States") in kept


def test_what_is_not_understood_is_counted() -> None:
    """Unknown words, an empty alias, a wrong check digit, a country nobody knows: each is a warning by its name."""
    assert dict(samples.read("ofac_xml")[1].counts()) == {
        **dict.fromkeys(["alias without a name", "unknown alias quality", "unknown alias type", "unknown country"], 1),
        **dict.fromkeys(["doubtful identifier", "remark without a key"], 1),
        **dict.fromkeys(["unreadable date", "unknown feature"], 2),
        **dict.fromkeys(["empty element", "no programme"], 1),
    }


def test_the_old_namespace_is_read(tmp_path: Path) -> None:
    """Elements are known by their local names, whatever the namespace."""
    now = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
    found, notes = changed(tmp_path, now, "http://tempuri.org/sdnList.xsd")
    assert (len(found), notes.published) == (6, dt.date(2026, 2, 27))


def test_the_stated_number_of_entries_must_hold(tmp_path: Path) -> None:
    """A file with fewer or more entries than its header states was cut or put together: it is refused."""
    with pytest.raises(ListRefusedError, match="states 7 entries and holds 6"):
        changed(tmp_path, "<Record_Count>6<", "<Record_Count>7<")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("02/27/2026", "2026-02-27", "Publish_Date"),
        ("<Record_Count>6<", "<Record_Count>six<", "Record_Count"),
        ("<uid>103</uid>", "", "uid"),
        ("<uid>103</uid>", "<uid>102</uid>", "entry 102.*twice"),
        ("<lastName>HAPPY WHALE</lastName>", "", "entry 103.*lastName"),
        ("<sdnType>Vessel</sdnType>", "", "entry 103.*sdnType"),
    ],
)
def test_what_cannot_be_right_is_an_error(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A header or an entry without what it must have names the element and the entry."""
    with pytest.raises(ListFormatError, match=message):
        changed(tmp_path, old, new)


def test_a_file_without_header_is_an_error(tmp_path: Path) -> None:
    """Without the count nobody knows whether the file is whole."""
    text = samples.source("ofac_xml").file("list").read_text(encoding="utf-8")
    head, tail = text.split("  <publshInformation>")[0], text.split("</publshInformation>")[1]
    (tmp_path / "SDN.XML").write_text(head + tail, encoding="utf-8")
    with pytest.raises(ListFormatError, match="no publshInformation"):
        samples.read("ofac_xml", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("<sdnType>Vessel<", "<sdnType>Submarine<", "unknown party type"),
        ("<uid>103</uid>", '<uid>103</uid><flag colour="red"/>', "unread element"),
        ("<sdnType>Vessel<", '<sdnType since="2001">Vessel<', "unread attribute"),
        ("<sdnType>Vessel<", "<title>One</title><title>Two</title><sdnType>Vessel<", "element twice"),
        ("<idNumber>999000111</idNumber>", "", "document without a value"),
    ],
)
def test_what_is_new_is_counted_and_keeps_the_entry(tmp_path: Path, old: str, new: str, warning: str) -> None:
    """New words, elements and attributes are warnings; no entry is lost."""
    found, notes = changed(tmp_path, old, new)
    assert len(found) == 6
    assert warning in dict(notes.counts())


def real(path: str) -> tuple[dict[str, Designation], Notes]:
    """A real file by entry id, and what reading it noticed."""
    notes = Notes()
    source = Source("us_ofac", {"list": test_data(f"list_formats/{path}")})
    return {each.entry_id: each for each in load("ofac_xml").read(source, notes)}, notes


@pytest.mark.lists
@pytest.mark.parametrize("day", CONS)
def test_real_consolidated_lists_are_read_whole(day: str) -> None:
    """Entries and published names are as many as in the files, and only free remarks are not understood."""
    found, notes = real(f"us_ofac_cons_xml/{day}/consolidated.xml")
    assert (len(found), sum(name.part == 0 for each in found.values() for name in each.names)) == CONS[day]
    assert notes.published == dt.date.fromisoformat(day)
    assert {what for what, _ in notes.counts()} == {"remark without a key"}
    assert {each.kind for each in found.values()} == {Kind.PERSON, Kind.ORGANISATION}


def real_csv(folder: str, files: dict[str, str]) -> dict[str, Designation]:
    """A real CSV family by entry id."""
    paths = {role: test_data(f"lists/{folder}") / name for role, name in files.items()}
    return {each.entry_id: each for each in load("ofac_csv").read(Source("us_ofac", paths), Notes())}


def unlike(xml: dict[str, Designation], csv: dict[str, Designation]) -> dict[str, set[tuple[object, ...]]]:
    """The facts that only one of two forms of a party has, by entry id."""
    both = {entry_id: facts(xml[entry_id]) ^ facts(party) for entry_id, party in csv.items()}
    return {entry_id: only for entry_id, only in both.items() if only}


@pytest.mark.lists
@pytest.mark.slow
def test_the_real_sdn_list_is_that_of_the_csv() -> None:
    """All 14,973 parties are equal in both forms but for what is told here one by one (US-06).

    Six document types have no key in the remarks of the CSV, so their keys stand inside its notes; a wallet and a note
    differ by the blank at which the CSV was cut.
    """
    xml, notes = real("us_ofac_sdn_xml_reconstructed/2024-05-02/SDN.XML")
    csv = real_csv("us_ofac_sdn/2024-05-02", CSV)
    assert (len(xml), sum(name.part == 0 for each in xml.values() for name in each.names)) == (14_973, 36_699)
    assert [*xml] == [*csv]
    assert not [i for i in csv if Counter(xml[i].names) != Counter(csv[i].names) or xml[i].kind is not csv[i].kind]
    assert not [i for i in csv if xml[i].actions != csv[i].actions]
    only = unlike(xml, csv)
    assert [*only] == ["10046", "13063", "13065", "39593", "40539", "40540", "41381", "44718"]
    assert Counter(str(each[0]) for both in only.values() for each in both) == {"note": 14, "identifier": 2}
    counted = {"remark without a key": 2_221, "doubtful identifier": 10, "unknown country": 5, "unknown feature": 4}
    assert dict(notes.counts()) == counted


@pytest.mark.lists
def test_the_real_consolidated_list_is_that_of_the_csv() -> None:
    """Two real files, three weeks apart: one alias went, one postcode was corrected, the CSV has no double quotes."""
    xml, csv = real("us_ofac_cons_xml/2026-01-08/consolidated.xml")[0], real_csv("us_ofac_cons/2025-12-19", CONS_CSV)
    assert xml.keys() == csv.keys()
    assert [i for i in csv if names(xml[i]) != names(csv[i])] == ["18721", "22391"]
    assert [n.text for n in names(csv["18721"]) - names(xml["18721"])] == [
        "VTB BANK BELARUS CLOSED JOINT STOCK COMPANY"
    ]
    assert {n.text.replace('"', "'") for n in xml["22391"].names} == {n.text for n in csv["22391"].names}
    assert {i: {str(each[0]) for each in only} for i, only in unlike(xml, csv).items()} == {"17018": {"address"}}


@pytest.mark.lists
def test_weak_aliases_and_facts_of_a_known_party() -> None:
    """One party of the real list, by hand: its weak aliases are weak, its passport has number and country."""
    party = real("us_ofac_cons_xml/2026-01-08/consolidated.xml")[0]["9639"]
    assert [(n.text, str(n.quality)) for n in party.names][:2] == [
        ("HANIYA, Ismail Abdul Salah", "strong"),
        ("HANIYA, Ismail", "strong"),
    ]
    assert [fact.value for fact in party.facts if fact.kind is FactKind.BIRTH_DATE] == ["1962"]
