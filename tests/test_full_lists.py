"""Every full list and sample of the test data: nothing is lost, every programme is known, every action explained."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from screening.errors import ListError
from screening.store import import_snapshot, load
from tests.data import ROOT, test_data

# Entries and published name strings, counted by the collectors of the test data, not by this program, but for
# us_ofac_cons   four weak aliases of the CSV stand only in its file of continued remarks (they count 1,583);
# uk_sl          three names in other scripts stand twice in an entry, with and without a language, and one name is
#                divided differently between Name 1 and Name 2, which they count twice (18,259);
# enhanced       they count the translations of addresses as names (1,264 and 64);
# ca_sema        they cut at every comma and semicolon (8,263): we keep 50 commas inside a name ("..., FSUE") and part
#                80 names that "or", "and" or a language label parts;
# opensanctions  of the simple CSV one quoted alias holds "; " (13,331); of the objects they count all (1,565 with 4,064
#                names), we the 423 targets, each name of an entry once.
COUNTS = {
    "lists/us_ofac_sdn/2023-12-28": ("us_ofac_sdn", 13_821, 34_303),
    "lists/us_ofac_sdn/2024-01-11": ("us_ofac_sdn", 13_827, 34_312),
    "lists/us_ofac_sdn/2024-05-02": ("us_ofac_sdn", 14_973, 36_699),
    "list_formats/us_ofac_sdn_xml_reconstructed/2024-05-02/SDN.XML": ("us_ofac_sdn", 14_973, 36_699),
    "list_formats/us_ofac_sdn_advanced_reconstructed/2024-05-02/SDN_ADVANCED.XML": ("us_ofac_sdn", 14_973, 39_388),
    "list_formats/us_ofac_enhanced_sample/2024-05-24/enhanced.xml": ("us_ofac_sdn", 10, 56),
    "list_formats/us_ofac_enhanced_sample/2024-08-28/enhanced.xml": ("us_ofac_sdn", 293, 930),
    "lists/us_ofac_cons/2025-12-19": ("us_ofac_cons", 442, 1_587),
    "list_formats/us_ofac_cons_xml/2024-05-06/consolidated.xml": ("us_ofac_cons", 443, 1_569),
    "list_formats/us_ofac_cons_xml/2025-03-28/consolidated.xml": ("us_ofac_cons", 443, 1_579),
    "list_formats/us_ofac_cons_xml/2026-01-08/consolidated.xml": ("us_ofac_cons", 442, 1_586),
    "list_formats/us_ofac_cons_advanced/2020-03-17/cons_advanced.xml": ("us_ofac_cons", 375, 1_290),
    "lists/un_sc/2024-09-26": ("un_sc", 875, 3_974),
    "lists/un_sc/2025-04-19": ("un_sc", 877, 3_961),
    "lists/un_sc/2026-08-01": ("un_sc", 1_011, 4_144),
    "lists/uk_sl/2026-04-29/UK-Sanctions-List.csv": ("uk_sl", 6_046, 18_255),
    "lists/uk_sl/2026-04-29/UK-Sanctions-List.xml": ("uk_sl", 6_046, 18_255),
    "list_formats/uk_sl_sample/2026-08-14/UK-Sanctions-List.xml": ("uk_sl", 4, 17),
    "list_formats/uk_sl_sample/2026-10-08/UK-Sanctions-List.csv": ("uk_sl", 1, 1),
    "lists/eu_fsf/2026-01-28": ("eu_fsf", 5_795, 29_581),
    "list_formats/eu_fsf_sample/2026-08-05": ("eu_fsf", 4, 23),
    "lists/ca_sema/2025-03-20": ("ca_sema", 4_759, 8_293),
    "lists/au_dfat/2024-11-11": ("au_dfat", 3_062, 9_553),
    "lists/au_dfat/2026-07-21": ("au_dfat", 3_846, 11_068),
    "list_formats/ch_seco_sample/2024-01-17": ("ch_seco", 3, 3),
    "list_formats/opensanctions_simple/2026-03-13": ("opensanctions", 5_600, 13_330),
    "list_formats/opensanctions_ftm/2024-03-14": ("opensanctions", 423, 2_629),
}
# The Swiss sample is the publisher's own example, with made-up parties and a made-up programme.
REFUSED = {
    "list_formats/uk_ofsi_closed/2025-04-14/ConList.csv": ("uk_sl", "closed on 28 January 2026"),
    "list_formats/un_sc_malformed/2025-08-16": ("un_sc", "damaged or cut off"),
    "list_formats/ch_seco_sample/2026-08-15": ("ch_seco", "the list holds no entry"),  # both targets are de-listed
    "list_formats/us_csl/2023-11-30": ("us_csl", "line 4233"),  # a partial copy, cut in the middle of a row
}


@pytest.mark.lists
@pytest.mark.parametrize("place", COUNTS)
def test_a_full_list_arrives_whole(place: str, tmp_path: Path) -> None:
    """Imported: every entry, every published name, no unknown code; the lists of the store are loaded too."""
    path, (list_id, entries, names) = test_data(place), COUNTS[place]
    imported = import_snapshot(tmp_path, list_id, [path], dt.date(2026, 11, 24), accept_change=True)
    assert (imported.entries, imported.names) == (entries, names)
    assert dict(imported.warnings).get("unknown programme", 0) == (entries if "ch_seco_sample" in place else 0)
    if not place.startswith("lists/"):
        return
    (loaded,) = load(tmp_path)
    assert loaded.snapshot == imported
    actions = loaded.tables.actions
    assert actions.filter((actions["authority"] == "") | (actions["reason"] == "")).is_empty()
    assert set(actions["entry_id"]) == set(loaded.tables.designations["entry_id"])


@pytest.mark.lists
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a process asks for its peak of memory as on Linux")
def test_the_largest_file_is_read_in_a_stream(tmp_path: Path) -> None:
    """65 MB of ADVANCED XML within 500 MB of memory, the program itself included (LD-07)."""
    folder = test_data("list_formats/us_ofac_sdn_advanced_reconstructed/2024-05-02")
    said = (
        "import datetime, pathlib, re, sys; from screening.store import import_snapshot; "
        "import_snapshot(pathlib.Path(sys.argv[1]), 'us_ofac_sdn', [pathlib.Path(sys.argv[2])], "
        "datetime.date(2024, 5, 2)); "
        "print(*re.findall(r'VmHWM:\\s+(\\d+) kB', pathlib.Path('/proc/self/status').read_text()))"
    )  # not ru_maxrss, which begins with the peak of the process that starts this one
    command = [sys.executable, "-c", said, str(tmp_path), str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert 0 < int(ran.stdout) * 1024 < 500e6


@pytest.mark.lists
@pytest.mark.parametrize("place", REFUSED)
def test_what_is_no_list_is_refused(place: str, tmp_path: Path) -> None:
    """A closed list, a damaged copy, a list of nobody: named, and nothing is stored."""
    list_id, words = REFUSED[place]
    with pytest.raises(ListError, match=words):
        import_snapshot(tmp_path, list_id, [test_data(place)], dt.date(2026, 11, 24), accept_change=True)
    assert not list(tmp_path.iterdir())
