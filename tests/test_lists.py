"""The facts under ``lists/``: complete, official, in step with the codes of the real lists; the starter list."""

import csv
import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from tests.data import ROOT, test_data

LISTS = ROOT / "lists"
IDS = sorted(file.parent.name for file in LISTS.glob("*/list.toml"))
SPECS: dict[str, dict[str, Any]] = {id_: tomllib.loads((LISTS / id_ / "list.toml").read_text("utf-8")) for id_ in IDS}
OVERLAYS = {file.parent.name: tomllib.loads(file.read_text("utf-8")) for file in sorted(LISTS.glob("*/overlay.toml"))}
PROGRAMMES = [(id_, code) for id_ in IDS for code in SPECS[id_]["programmes"]]
STARTER = list(csv.DictReader((LISTS / "starter" / "starter.csv").read_text("utf-8").splitlines()))

OFFICIAL = {
    "data.europa.eu",
    "data.trade.gov",
    "eur-lex.europa.eu",
    "home.treasury.gov",
    "laws-lois.justice.gc.ca",
    "main.un.org",
    "ofac.treasury.gov",
    "sanctionslist.fcdo.gov.uk",
    "sanctionslist.ofac.treas.gov",
    "sanctionslistservice.ofac.treas.gov",
    "sanctionssearch.ofac.treas.gov",
    "scsanctions.un.org",
    "war-sanctions.gur.gov.ua",
    "webgate.ec.europa.eu",
    "www.dfat.gov.au",
    "www.ecfr.gov",
    "www.gov.uk",
    "www.govinfo.gov",
    "www.international.gc.ca",
    "www.legislation.gov.au",
    "www.legislation.gov.uk",
    "www.opensanctions.org",
    "www.seco.admin.ch",
    "www.sesam.search.admin.ch",
    "www.state.gov",
    "www.trade.gov",
}
TEXTS = ("id", "title", "authority", "publisher", "jurisdiction", "licence", "homepage", "entry_url")


def _addresses(spec: dict[str, Any]) -> list[str]:
    pages = [spec["homepage"], spec["entry_url"], *(each["url"] for each in spec["programmes"].values())]
    return [*filter(None, pages), *(each for form in spec["formats"] for each in form.get("download", {}).values())]


def _csv_codes(folder: Path, file: str) -> set[str]:
    """The programme codes in column 4 of OFAC's headerless CSV: several in one cell are joined by ``] [``."""
    rows = csv.reader((folder / file).read_text("utf-8", "replace").splitlines())
    return {code.strip("[] ") for row in rows if len(row) > 3 for code in row[3].split("] [")} - {"-0-"}


def _xml_values(file: Path, tag: str, attribute: str = "") -> set[str]:
    """Every text (or attribute) of the elements with this local name."""
    tree = etree.iterparse(str(file), tag=f"{{*}}{tag}")
    values = {(element.get(attribute) if attribute else element.text) or "" for _, element in tree}
    return {value.strip() for value in values} - {""}


def _regimes(file: Path) -> set[str]:
    lines = file.read_text("utf-8-sig").splitlines(keepends=True)
    return {row["Regime Name"] for row in csv.DictReader(lines[1:])}


@pytest.mark.parametrize("list_id", IDS)
def test_a_list_states_everything(list_id: str) -> None:
    """Every mandatory field is there, typed, and the id is the folder's name."""
    spec = SPECS[list_id]
    assert all(isinstance(spec[key], str) for key in TEXTS)
    assert all(spec[key] for key in ("id", "title", "authority", "publisher", "licence", "homepage"))
    assert spec["id"] == list_id
    assert isinstance(spec["checked"], dt.date)
    assert isinstance(spec["reason_published"], bool)
    assert spec["starter"] is (list_id == "starter")
    assert spec["default_measures"]


@pytest.mark.parametrize("list_id", IDS)
def test_formats_and_expectations_are_usable(list_id: str) -> None:
    """Files have roles; bounds leave room; fill rates are shares."""
    spec = SPECS[list_id]
    assert all(form["name"] and all(form["files"].values()) for form in spec["formats"])
    assert 1 <= spec["expect"]["entries"]["min"] < spec["expect"]["entries"]["max"]
    assert all(0 < share <= 1 for share in spec["expect"]["fill"].values())


@pytest.mark.parametrize(("list_id", "code"), PROGRAMMES)
def test_a_programme_is_complete(list_id: str, code: str) -> None:
    """Each code has a title, a legal basis with a number (a mere topic has none), measures and a page (LD-19)."""
    programme = SPECS[list_id]["programmes"][code]
    assert programme["title"].strip()
    assert programme["title"] != code
    assert re.search(r"\d", programme["legal_basis"]) or list_id == "opensanctions"
    assert all(measure.strip() for measure in programme["measures"])
    assert programme["measures"]
    assert programme["url"]


@pytest.mark.parametrize(("list_id", "code"), PROGRAMMES)
def test_no_subsection_of_an_executive_order_is_printed(list_id: str, code: str) -> None:
    """The files do not state the subsection, so neither do we."""
    assert not re.search(
        r"Executive Order \d+,? section|section 1\(", SPECS[list_id]["programmes"][code]["legal_basis"]
    )


@pytest.mark.parametrize("list_id", IDS)
def test_addresses_are_official(list_id: str) -> None:
    """Every address is https and of an authority's host."""
    parts = [urlsplit(each) for each in _addresses(SPECS[list_id])]
    assert {each.scheme for each in parts} == {"https"}
    assert {each.hostname for each in parts} <= OFFICIAL


def test_codes_of_the_non_sdn_list_do_not_claim_a_blocking() -> None:
    """A code of the non-SDN list never says that it blocks property (CAPTA, SSI, menu-based, CMIC, NS-PLC)."""
    for programme in SPECS["us_ofac_cons"]["programmes"].values():
        assert not any(measure.startswith("Blocking of property") for measure in programme["measures"])


def test_only_our_own_files_are_here() -> None:
    """No publisher's file is kept: only TOML, the readmes and the starter list (LD-24)."""
    names = {file.relative_to(LISTS).as_posix() for file in LISTS.rglob("*") if file.is_file()}
    toml = {f"{id_}/list.toml" for id_ in IDS} | {f"{id_}/overlay.toml" for id_ in OVERLAYS}
    places = {f"places/{file.name}" for file in (LISTS / "places").glob("*.toml")}
    assert len(places) > 5
    assert names == toml | places | {"README.md", "places/README.md", "starter/starter.csv"}


@pytest.mark.parametrize("list_id", IDS)
def test_the_readme_names_each_list(list_id: str) -> None:
    """The table of the readme has the id, title, number of codes and date of each list."""
    row = next(
        line for line in (LISTS / "README.md").read_text("utf-8").splitlines() if line.startswith(f"| `{list_id}`")
    )
    spec = SPECS[list_id]
    assert f"| {spec['title']} |" in row
    assert row.endswith(f"| {len(spec['programmes'])} | {spec['checked']} |")


@pytest.mark.parametrize("list_id", sorted(OVERLAYS))
def test_an_overlay_cites_its_source(list_id: str) -> None:
    """Every curated action is dated, explained, sourced, and of a programme of the list (SE-03, SE-04)."""
    for entry_id, entry in OVERLAYS[list_id].items():
        for action in entry["actions"]:
            assert isinstance(action["date"], dt.date), entry_id
            assert action["programme"] in SPECS[list_id]["programmes"]
            assert all(action[key].strip() for key in ("agency", "legal_basis", "reason", "reason_source"))
            assert action["source_url"].startswith("https://")


def test_the_airline_has_two_actions() -> None:
    """43113 was designated in May 2023 and again on 11 January 2024, for different reasons (SE-02)."""
    actions = OVERLAYS["us_ofac_sdn"]["43113"]["actions"]
    assert [each["date"] for each in actions] == [dt.date(2024, 1, 11), dt.date(2023, 5, 19)]
    assert "Wagner" in actions[1]["reason"]
    assert "owned or controlled" in actions[0]["reason"]


def test_the_seed_carries_the_russia_programme_only() -> None:
    """The story is about North Korean missiles, the programme is not (SE-05)."""
    curated = {each["programme"] for entry in OVERLAYS["us_ofac_sdn"].values() for each in entry["actions"]}
    typed = {row["programme"] for row in STARTER if row["entry_id"].startswith("US-")} - {""}
    assert curated == typed == {"RUSSIA-EO14024"}


def test_the_starter_list_says_what_it_is() -> None:
    """Title, flag and comment leave no doubt that it is not a compliance source (LD-24)."""
    assert "not a compliance source" in SPECS["starter"]["title"]
    assert SPECS["starter"]["formats"][0]["files"] == {"list": "starter.csv"}


def test_the_starter_list_stays_tiny_and_within_its_bounds() -> None:
    """Few entries, within [expect], each with exactly one primary name, which comes first."""
    entries = list(dict.fromkeys(row["entry_id"] for row in STARTER))
    bounds = SPECS["starter"]["expect"]["entries"]
    assert bounds["min"] <= len(entries) <= bounds["max"]
    firsts = {row["entry_id"]: row["name_kind"] for row in reversed(STARTER)}
    assert set(firsts.values()) == {"primary"}
    assert sum(row["name_kind"] == "primary" for row in STARTER) == len(entries)


def test_starter_actions_are_covered_by_the_dictionary() -> None:
    """Each entry names its authority, a programme of the dictionary, legal basis, measures and an https source."""
    for row in STARTER:
        if row["name_kind"] == "primary":
            assert row["programme"] in SPECS["starter"]["programmes"], row["entry_id"]
            assert all(row[key] for key in ("authority", "legal_basis", "measures"))
            assert row["source_url"].startswith("https://")
            assert bool(row["reason"]) == bool(row["reason_source"])


def test_starter_rows_are_well_formed() -> None:
    """No blank name, no name twice in an entry, dates are ISO, identifiers are type:value."""
    names = [(row["entry_id"], row["name"]) for row in STARTER]
    assert all(name for _, name in names)
    assert len(set(names)) == len(names)
    for row in STARTER:
        for key in ("birth_date", "listed_on", "action_date"):
            assert not row[key] or dt.date.fromisoformat(row[key]).isoformat() == row[key]
        assert all(":" in each for each in filter(None, row["identifiers"].split(";")))


def test_the_starter_list_holds_the_seed() -> None:
    """The four names of the news, the near miss, three aircraft; VAWARC is strong, 224TH FLIGHT UNIT weak (SE-08)."""
    quality = {row["name"]: row["quality"] for row in STARTER}
    assert quality["VAWARC"] == "strong"
    assert quality["224TH FLIGHT UNIT"] == quality["223RD FLIGHT UNIT"] == "weak"
    assert {f"US-{number}" for number in (43112, 43113, *range(47171, 47177))} <= {row["entry_id"] for row in STARTER}
    assert {row["action_date"] for row in STARTER if row["entry_id"] == "US-43113"} == {"2023-05-19", "2024-01-11", ""}


@pytest.mark.lists
@pytest.mark.parametrize("day", ["2023-12-28", "2024-01-11", "2024-05-02"])
def test_every_sdn_code_is_known(day: str) -> None:
    """No programme code of a real SDN list is missing from the dictionary."""
    codes = _csv_codes(test_data(f"lists/us_ofac_sdn/{day}"), "sdn.csv")
    assert len(codes) > 70
    assert codes <= SPECS["us_ofac_sdn"]["programmes"].keys()


@pytest.mark.lists
def test_every_non_sdn_code_is_known() -> None:
    """No programme code of the real non-SDN lists, CSV or XML, is missing from the dictionary."""
    codes = _csv_codes(test_data("lists/us_ofac_cons/2025-12-19"), "cons_prim.csv")
    for day in ("2024-05-06", "2025-03-28", "2026-01-08"):
        codes |= _xml_values(test_data(f"list_formats/us_ofac_cons_xml/{day}/consolidated.xml"), "program")
    assert "561-Related" in codes
    assert codes <= SPECS["us_ofac_cons"]["programmes"].keys()


@pytest.mark.lists
@pytest.mark.parametrize("day", ["2024-05-24", "2024-08-28"])
def test_every_code_of_the_enhanced_samples_is_known(day: str) -> None:
    """The enhanced XML spells the codes as the CSV does."""
    file = test_data(f"list_formats/us_ofac_enhanced_sample/{day}/enhanced.xml")
    assert _xml_values(file, "sanctionsProgram") <= SPECS["us_ofac_sdn"]["programmes"].keys()


@pytest.mark.lists
@pytest.mark.parametrize("day", ["2024-09-26", "2025-04-19", "2026-08-01"])
def test_every_un_list_type_is_known(day: str) -> None:
    """No UN_LIST_TYPE of a real list is missing from the dictionary."""
    codes = _xml_values(test_data(f"lists/un_sc/{day}/consolidated.xml"), "UN_LIST_TYPE")
    assert len(codes) > 10
    assert codes <= SPECS["un_sc"]["programmes"].keys()


@pytest.mark.lists
@pytest.mark.parametrize("file", ["lists/uk_sl/2026-04-29", "list_formats/uk_sl_sample/2026-10-08"])
def test_every_uk_regime_is_known(file: str) -> None:
    """No Regime Name of a real list is missing from the dictionary."""
    assert _regimes(test_data(f"{file}/UK-Sanctions-List.csv")) <= SPECS["uk_sl"]["programmes"].keys()


@pytest.mark.lists
@pytest.mark.parametrize("folder", ["lists/eu_fsf/2026-01-28", "list_formats/eu_fsf_sample/2026-08-05"])
def test_every_eu_programme_is_known(folder: str) -> None:
    """No programme of a real file is missing from the dictionary."""
    codes = _xml_values(test_data(f"{folder}/xmlFullSanctionsList_1_1.xml"), "regulation", "programme")
    assert codes
    assert codes <= SPECS["eu_fsf"]["programmes"].keys()
