"""The UK Sanctions List as XML: the same designations as its CSV gives (US-06, UK-01)."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.errors import ListFormatError, ListRefusedError
from screening.formats import Notes, Source, load
from screening.schema import Designation, Fact
from tests import samples
from tests.data import test_data

FILE = "UK-Sanctions-List.xml"
Designations = dict[str, Designation]


def text() -> str:
    """The sample."""
    return samples.source("uk_xml").file("list").read_text(encoding="utf-8")


def changed(old: str, new: str, folder: Path) -> tuple[Designations, Notes]:
    """The sample with one text replaced everywhere."""
    assert old in text()
    (folder / FILE).write_text(text().replace(old, new), encoding="utf-8")
    return samples.read("uk_xml", folder)


def facts(each: Designation) -> set[Fact]:
    """The facts without the published text, in which the forms may differ by blanks."""
    return {replace(fact, text="") for fact in each.facts}


def test_both_forms_of_the_list_give_the_same_designations() -> None:
    """Names, actions and facts of a party do not depend on the form it was read from (US-06)."""
    in_xml, in_csv = samples.read("uk_xml")[0], samples.read("uk_csv")[0]
    for entry_id, each in in_csv.items():
        assert replace(in_xml[entry_id], facts=()) == replace(each, facts=())
        assert facts(in_xml[entry_id]) == facts(each)
    assert set(in_xml) - set(in_csv) == {"RUS9004"}


@given(st.permutations(range(5)))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_designations_is_that_of_the_file(tmp_path: Path, order: list[int]) -> None:
    """Each designation is read by itself: moving one changes nothing but the order."""
    head, *entries = text().removesuffix("</Designations>\n").split("  <Designation>")
    moved = "".join(f"  <Designation>{entries[at]}" for at in order)
    (tmp_path / FILE).write_text(f"{head}{moved}</Designations>\n", encoding="utf-8")
    found, usual = samples.read("uk_xml", tmp_path)[0], samples.read("uk_xml")[0]
    assert found == usual
    assert [*found] == [[*usual][at] for at in order]


def test_a_clean_sample_has_no_warning() -> None:
    """Every element of the sample is read; its date is the one that the list states."""
    notes = samples.read("uk_xml")[1]
    assert (notes.counts(), notes.published) == ((), dt.date(2026, 3, 1))


def test_the_date_of_the_root_helps_out(tmp_path: Path) -> None:
    """Without DateGenerated the attribute of the root dates the list; without both that is a warning."""
    date = "  <DateGenerated>01/03/2026</DateGenerated>\n"
    assert changed(date, "", tmp_path)[1].published == dt.date(2026, 3, 1)
    (tmp_path / FILE).write_text(
        text().replace(date, "").replace(' dateGenerated="2026-03-01T23:00:04.744Z"', ""), encoding="utf-8"
    )
    assert samples.read("uk_xml", tmp_path)[1].counts() == (("missing date", 1),)


def test_measures_fall_back_to_the_indicators() -> None:
    """Where SanctionsImposed is missing, what the indicators affirm are the measures, in words."""
    assert samples.read("uk_xml")[0]["RUS9004"].actions[0].measures == ("Prohibition of port entry", "Deflag")


def test_a_second_regime_is_a_second_action(tmp_path: Path) -> None:
    """Nothing that stands twice is passed over."""
    regime = "<RegimeName>ISIL (Da'esh) and Al-Qaida (United Nations Sanctions) (EU Exit) Regulations 2019</RegimeName>"
    found = changed(regime, f"{regime}<RegimeName>Another one</RegimeName>", tmp_path)[0]["AQD9001"]
    assert [action.programme for action in found.actions][1] == "Another one"
    assert len(found.actions) == 2


@pytest.mark.parametrize("field", ["UniqueID", "Names", "RegimeName", "IndividualEntityShip"])
def test_a_designation_without_a_mandatory_element_is_refused(field: str, tmp_path: Path) -> None:
    """The error names the element, and the entry where it is known."""
    with pytest.raises(ListFormatError, match=f"without {field}"):
        changed(f"{field}>", "Other>", tmp_path)


def test_a_unique_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    """Two designations are never read as one."""
    with pytest.raises(ListFormatError, match=r"RUS9003.*comes twice"):
        changed("RUS9004", "RUS9003", tmp_path)


def test_what_nobody_reads_is_counted_by_its_path(tmp_path: Path) -> None:
    """A new element or attribute keeps the entry and is named once for the file."""
    new = "<Titles><Title origin='x'>Mr</Title></Titles><CryptoWalletAddresses><A>1</A></CryptoWalletAddresses>"
    found, notes = changed("<Titles><Title>Mr</Title></Titles>", new, tmp_path)
    assert notes.examples == {
        "unread attribute": [("", "Titles/Title/@origin")],
        "unread element": [("", "Designation/CryptoWalletAddresses")],
    }
    assert found == samples.read("uk_xml")[0]


def test_the_closed_consolidated_list_is_refused_by_name(tmp_path: Path) -> None:
    """ConList as XML ended on 28 January 2026, too: the message names the list to use instead (UK-01)."""
    root = "<?xml version='1.0'?><ArrayOfFinancialSanctionsTarget xmlns='http://schemas.hmtreasury.gov.uk/ofsi/x'/>"
    (tmp_path / FILE).write_text(root, encoding="utf-8")
    with pytest.raises(ListRefusedError, match=r"ConList.*28 January 2026.*UK-Sanctions-List"):
        samples.read("uk_xml", tmp_path)


def real(name: str, path: str) -> tuple[Designations, Notes]:
    """A list of the test data by entry id."""
    notes = Notes()
    return {each.entry_id: each for each in load(name).read(Source("uk_sl", {"list": test_data(path)}), notes)}, notes


@pytest.fixture(scope="module")
def whole() -> tuple[Designations, Designations]:
    """The list of 29 April 2026, from its XML and from its CSV."""
    folder = "lists/uk_sl/2026-04-29"
    in_xml, notes = real("uk_xml", f"{folder}/{FILE}")
    assert notes.published == dt.date(2026, 4, 29)
    # Fifty persons and a ship have no details, one name has no Name 6.
    assert [kind for kind, _ in notes.counts()] == ["doubtful identifier", "empty element", "missing element"]
    return in_xml, real("uk_csv", f"{folder}/UK-Sanctions-List.csv")[0]


@pytest.mark.lists
def test_the_real_list_is_read_whole(whole: tuple[Designations, Designations]) -> None:
    """As many entries and published names as the CSV has."""
    in_xml, in_csv = whole
    counts = [(len(form), sum(n.part == 0 for each in form.values() for n in each.names)) for form in (in_xml, in_csv)]
    assert counts == [(6_046, 18_255)] * 2
    assert [*in_xml] == [*in_csv]


@pytest.mark.lists
def test_the_real_forms_agree(whole: tuple[Designations, Designations]) -> None:
    """All but the facts is equal; of the facts one is not: the XML has no place for the position of an entity."""
    in_xml, in_csv = whole
    assert [replace(each, facts=()) for each in in_xml.values()] == [replace(e, facts=()) for e in in_csv.values()]
    apart = Counter(
        (entry_id, str(fact.kind), fact in facts(each))
        for entry_id, each in in_csv.items()
        for fact in facts(each) ^ facts(in_xml[entry_id])
    )
    assert apart == {("BEL0139", "position", True): 1}


@pytest.mark.lists
def test_the_sample_of_august_is_read_whole() -> None:
    """Four entries with 17 names; nothing in it is unread."""
    found, notes = real("uk_xml", f"list_formats/uk_sl_sample/2026-08-14/{FILE}")
    assert (len(found), sum(n.part == 0 for each in found.values() for n in each.names)) == (4, 17)
    assert notes.published == dt.date(2026, 8, 14)
    assert not [kind for kind, _ in notes.counts() if kind.startswith(("unread", "unknown", "empty"))]
