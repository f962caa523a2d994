"""The Consolidated Screening List: each source list keeps its authority and its act; the Entity List blocks nothing."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from screening.catalogue import catalogue, resolve
from screening.errors import ListFormatError
from screening.formats import Notes, Source, load
from screening.schema import Designation, Fact, FactKind, Kind
from tests import samples
from tests.data import test_data

DAY = "2023-11-30"
SPEC = catalogue()["us_csl"]


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("csl_csv")[0][entry_id]


def facts(entry_id: str, kind: FactKind) -> list[Fact]:
    """The facts of one kind."""
    return [fact for fact in sample(entry_id).facts if fact.kind is kind]


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of the sample with one text replaced everywhere."""
    text = samples.source("csl_csv").file("list").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "consolidated.csv").write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path


def test_the_entity_list_is_a_licence_requirement() -> None:
    """A hit on the Entity List names the Bureau, the Regulations and a licence, and says that nothing is frozen."""
    (action,) = resolve(SPEC, sample("9a01"), Notes()).actions
    assert action.authority == "US Department of Commerce, Bureau of Industry and Security (BIS)"
    assert (action.programme, action.title, action.date) == ("EL", "Entity List (EL)", dt.date(2021, 3, 4))
    assert "15 CFR part 744, Supplement No. 4" in action.legal_basis
    assert "Licence requirement" in action.measures[0]
    assert "no asset freeze" in action.measures[0]
    told = {fact.type: fact.value for fact in facts("9a01", FactKind.NOTE)}
    assert told["licence requirement"].startswith("For all items subject to the EAR.")
    assert told["licence policy"] == "Presumption of denial."


def test_ofac_codes_stay_verbatim_beside_their_source_list() -> None:
    """The source list says what is done, the published programmes follow as they stand, each once."""
    assert [action.programme for action in sample("90001").actions] == ["SDN", "SDGT", "NS-PLC", "PLC"]
    assert {action.authority for action in sample("90001").actions} == {"US Department of the Treasury (OFAC)"}
    measures = {a.programme: a.measures[0] for a in resolve(SPEC, sample("90001"), Notes()).actions}
    assert measures["SDN"] == "Blocking of property (asset freeze)"
    assert measures["SDGT"].startswith("As the source list of the entry states")


@pytest.mark.parametrize("code", ["EL", "DPL", "MEU", "UVL", "DTC", "SSI", "NS-MBS", "CMIC", "FSE", "CAP", "PLC"])
def test_no_list_but_the_sdn_list_claims_a_freeze(code: str) -> None:
    """Each other source list says in words that it does not block, or does not say that it does."""
    assert not any(measure.startswith("Blocking") for measure in SPEC.programmes[code].measures)


def test_a_party_on_two_lists_of_ofac_is_one() -> None:
    """The rows of one id are one designation: both names, the facts of both, once each."""
    assert [(n.text, str(n.kind), str(n.quality)) for n in sample("90001").names] == [
        ("EXEMPLAR, Testo", "primary", "strong"),
        ("Testo EXEMPLAR", "alias", "strong"),
        ("EKZEMPLAR, Testo", "alias", "unspecified"),
        ("MUSTERNAME, Adel", "alias", "unspecified"),
    ]
    assert [born.value for born in facts("90001", FactKind.BIRTH_DATE)] == ["1970-05-16", "1969/1973", "1975"]


def test_aliases_are_cut_at_every_semicolon() -> None:
    """A missing blank, the "and" of a prose list and a placeholder are no reason to lose a name."""
    assert [(n.text, n.part) for n in sample("9a01").names] == [
        ("Institute of Sample Pens", 0),
        ("ISP", 1),
        ("Sample Pen Institute", 0),
        ("Pen Academy", 0),
        ("9th Pen Institute", 0),
        ("and Academy of Sample Pens", 0),
        ("Academy of Sample Pens", 1),
    ]
    assert samples.read("csl_csv")[1].examples["noise instead of a name"] == [("9a01", "N/A")]


def test_the_kind_is_never_guessed() -> None:
    """Rows of the Bureau and of the State Department have no type and are screened against all kinds."""
    kinds = {entry_id: each.kind for entry_id, each in samples.read("csl_csv")[0].items()}
    assert {kinds[f"9a0{n}"] for n in range(1, 7)} == {Kind.UNKNOWN}
    assert (kinds["90001"], kinds["90002"], kinds["90003"]) == (Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL)
    assert samples.read("csl_csv")[1].examples["unknown party type"] == [("NS-MBS-90004", "Robot")]


def test_documents_and_features() -> None:
    """OFAC's keys mean what they mean in OFAC's own lists; country and days stand behind the number."""
    numbers = {fact.type: fact for fact in facts("90001", FactKind.IDENTIFIER)}
    assert (numbers["passport"].value, numbers["passport"].country) == ("F0000001", "NO")
    assert numbers["passport"].text.endswith("29 May 2004, 05 Apr 2009")
    assert numbers["national_id"].value == "EXET700516HSAMPLE0"
    assert (numbers["other"].value, numbers["other"].text) == ("PP17", "PP-17 (Pen Permit No.)")
    assert numbers["phone"].value == "9990000000"
    told = {fact.type: fact.value for fact in facts("90001", FactKind.NOTE)}
    assert told["Secondary sanctions risk"] == "Sample Regulations, section 9"
    assert [f.value for f in facts("90002", FactKind.ESTABLISHED)] == ["1999"]


def test_relations_lose_only_their_brackets() -> None:
    """Of "(Linked To: A (B)-C; Linked To: D)" the parties are A (B)-C and D."""
    assert [f.value for f in facts("90001", FactKind.RELATION)] == ["SAMPLE BRIGADE (SB)-NORTH", "SAMPLE LINES"]
    assert [f.value for f in facts("90002", FactKind.RELATION)] == ["EXEMPLAR HOLDING"]
    assert "said to own a pen" in sample("90001").remarks


def test_addresses_end_with_a_country_or_none() -> None:
    """Texas is no country; a code alone is a country."""
    (texas,) = facts("9a02", FactKind.ADDRESS)
    assert texas.country == ""
    assert [f.country for f in facts("9a01", FactKind.ADDRESS)] == ["CN", "CN"]
    assert [f.value for f in facts("9a01", FactKind.COUNTRY)] == ["CN"]


def test_a_vessel_has_its_details() -> None:
    """Number, call sign, flag, owner and tonnages are those of OFAC's own list."""
    assert {(f.type, f.value) for f in facts("90003", FactKind.IDENTIFIER)} == {
        ("imo", "9000003"),
        ("call_sign", "SA9999"),
    }
    assert [(f.type, f.value) for f in facts("90003", FactKind.VESSEL)] == [
        ("type", "Tug"),
        ("tonnage", "900"),
        ("gross tonnage", "1200"),
    ]


def test_a_new_source_list_keeps_the_publishers_words() -> None:
    """Nobody's code is invented for it: programme and authority are what the file says, and it is counted."""
    (action,) = sample("9a06").actions
    assert action.programme == action.authority == "New Sample List - Department of Samples"
    assert ("unknown source list", 1) in samples.read("csl_csv")[1].counts()


def test_a_new_column_is_counted_and_kept(tmp_path: Path) -> None:
    """A thirtieth column is named and its cells are notes."""
    folder = changed(tmp_path, "\n", ',"extra"\n')
    found, notes = samples.read("csl_csv", folder)
    assert notes.examples["unread column"] == [("", "extra")]
    assert Fact(FactKind.NOTE, "extra", type="extra") in found["9a02"].facts


@pytest.mark.parametrize("old", ['"ADELA MUSTER"', '"Denied Persons List (DPL) - Bureau of Industry and Security"'])
def test_a_row_without_name_or_source_is_refused(old: str, tmp_path: Path) -> None:
    """Nothing is screened against a nameless row, or one of nobody's list."""
    with pytest.raises(ListFormatError, match=r"entry 9a02, field '(name|source)': no value"):
        samples.read("csl_csv", changed(tmp_path, old, '""'))


def test_an_id_that_comes_twice_in_one_source_list_is_refused(tmp_path: Path) -> None:
    """Only OFAC's lists share their ids; two parties under one id would be mixed."""
    with pytest.raises(ListFormatError, match=r"entry 90001.*twice"):
        samples.read("csl_csv", changed(tmp_path, '"90003","', '"90001","'))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Designation], Notes]:
    """The real copy without its last row, which is cut off."""
    raw = (test_data(f"list_formats/us_csl/{DAY}") / "consolidated.csv").read_bytes()
    path, notes = tmp_path_factory.mktemp("csl") / "consolidated.csv", Notes()
    path.write_bytes(raw[: raw.rindex(b"\n") + 1])
    return list(load("csl_csv").read(Source("us_csl", {"list": path}), notes)), notes


@pytest.mark.lists
def test_the_cut_copy_is_refused() -> None:
    """The real copy ends in the middle of a row: it is no list."""
    path = test_data(f"list_formats/us_csl/{DAY}") / "consolidated.csv"
    with pytest.raises(ListFormatError, match="line 4233"):
        list(load("csl_csv").read(Source("us_csl", {"list": path}), Notes()))


@pytest.mark.lists
def test_the_real_list_is_read_whole(real: tuple[list[Designation], Notes]) -> None:
    """4,226 whole rows behind a repeated header, seven parties of which stand on two lists of OFAC."""
    found, notes = real
    assert (len(found), sum(name.part == 0 for each in found for name in each.names)) == (4_219, 10_351)
    assert notes.counts() == (("entry on several source lists", 7), ("repeated header", 1))
    first = Counter(each.actions[0].programme for each in found)
    assert (first["EL"], first["DPL"], first["MEU"], first["UVL"]) == (919, 577, 71, 186)


@pytest.mark.lists
def test_every_code_of_the_real_list_is_known(real: tuple[list[Designation], Notes]) -> None:
    """No source list and no programme is missing from the dictionary, and both agree on the authority."""
    actions = [action for each in real[0] for action in each.actions]
    assert {action.programme for action in actions} <= SPEC.programmes.keys()
    assert all(SPEC.programmes[a.programme].authority == a.authority for a in actions if a.title)


@pytest.mark.lists
def test_ofacs_parties_are_those_of_ofacs_own_list(real: tuple[list[Designation], Notes]) -> None:
    """Names, kinds, programmes and numbers are those of the SDN List of the same weeks (US-06), but for a handful."""
    folder = test_data("lists/us_ofac_sdn/2023-12-28")
    roles = {"primary": "sdn.csv", "alias": "alt.csv", "address": "add.csv", "comments": "sdn_comments.csv"}
    source = Source("us_ofac_sdn", {role: folder / name for role, name in roles.items()})
    own = {each.entry_id: each for each in load("ofac_csv").read(source, Notes())}
    pairs = [(e, own[e.entry_id]) for e in real[0] if e.actions[0].programme == "SDN" and e.entry_id in own]
    assert len(pairs) == 1_673
    assert all(one.kind is other.kind for one, other in pairs)
    assert all({a.programme for a in one.actions} - {"SDN"} == {a.programme for a in two.actions} for one, two in pairs)
    assert sum({n.text for n in one.names} != {n.text for n in two.names} for one, two in pairs) == 1
    hard = [{(f.value, f.type) for f in e.facts if f.type in ("passport", "tax", "imo")} for p in pairs for e in p]
    assert sum(one != two for one, two in zip(hard[::2], hard[1::2], strict=True)) < 10
