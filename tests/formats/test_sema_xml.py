"""Canada's list: keys made of the country, names out of one cell, dates that no calendar has (LD-15, LD-16)."""

import datetime as dt
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import ListFormatError
from screening.formats import Notes, Source, load
from screening.formats._sema_names import aliases, primary
from screening.schema import Designation, FactKind, Kind
from tests import samples
from tests.data import test_data


def sample(entry_id: str) -> Designation:
    """One designation of the sample."""
    return samples.read("sema_xml")[0][entry_id]


def split(cell: str, *, person: bool) -> list[str]:
    """The names of a cell that are published names (part 0)."""
    return [name.text for name in aliases(cell, person, Notes(), "") if name.part == 0]


@cache
def real() -> tuple[list[Designation], Notes]:
    """The whole real list, read once."""
    notes = Notes()
    path = test_data("lists/ca_sema/2025-03-20/sema-lmes.xml")
    return list(load("sema_xml").read(Source("ca_sema", {"list": path}), notes)), notes


@given(st.text("aBgДж مЖ,;()«»\"/'- ", max_size=60), st.booleans())
def test_no_letter_of_a_cell_is_lost(cell: str, person: bool) -> None:
    """Whatever stands in a cell stands in its names, and the pieces are numbered 0, 1, 2, ... from each name on."""
    names = list(aliases(cell, person, Notes(), ""))
    held = sum((Counter(name.text) for name in names), Counter[str]())
    assert not {each: n for each, n in (Counter(cell) - held).items() if each.isalnum()}
    assert all(after.part in (0, before.part + 1) for before, after in pairwise(names))


@pytest.mark.parametrize(
    ("cell", "person", "names"),
    [
        ("Мустеров, Тесто Иванович", True, ["Мустеров, Тесто Иванович"]),
        ("Testo Muster, Tesso Muster", True, ["Testo Muster", "Tesso Muster"]),
        ("Testo Muster and Tesso Muster, Ali", True, ["Testo Muster and Tesso Muster", "Ali"]),
        ("Aleksandr Petrovich or Piatrovich Muster", True, ["Aleksandr Petrovich or Piatrovich Muster"]),
        ("Тесто Мустер and Тэста Мустэр", True, ["Тесто Мустер", "Тэста Мустэр"]),
        ("Пример, ООО; НПО Пример, АО or ВЗО", False, ["Пример, ООО", "НПО Пример, АО", "ВЗО"]),
        ("АО, Завод примеров", False, ["АО, Завод примеров"]),
        ("Министерство проб, примеров и образцов", False, ["Министерство проб, примеров и образцов"]),
        ('АО "Комплексы, Системы", ОКБ', False, ['АО "Комплексы, Системы"', "ОКБ"]),
        ("Sample Works, the Works", False, ["Sample Works", "the Works"]),
        ("Army and Navy Store, ANS", False, ["Army and Navy Store", "ANS"]),
        ("Пример банк) (Russian: ОАО Пример", False, ["Пример банк", "ОАО Пример"]),
        ("מוסטר MUSTER, Testo AKA", True, ["מוסטר MUSTER, Testo AKA"]),
    ],
)
def test_borders_between_names(cell: str, person: bool, names: list[str]) -> None:
    """A comma parts names, but not before a legal form, behind a surname, inside quotes or before a small letter."""
    assert split(cell, person=person) == names


def test_names_of_a_person() -> None:
    """Given name first; labels give the language; one word alone is weak by inference."""
    found = [
        (n.text, str(n.kind), str(n.quality), n.language) for n in sample("Russia, Schedule 1, Part 1, item 1").names
    ]
    assert found == [
        ("Testo Exemplarovich MUSTEROV", "primary", "strong", ""),
        ("Testo Exemplarovych MUSTEROU", "alias", "unspecified", ""),
        ("Тэста Экземпляравiч МУСТЭРАЎ", "original_script", "unspecified", "be"),
        ("Тесто Экземплярович МУСТЕРОВ", "original_script", "unspecified", "ru"),
        ("Testik", "alias", "inferred_weak", ""),
    ]


def test_a_french_name_behind_a_slash_is_an_alias() -> None:
    """Both sides of a bilingual name are whole names; a slash in brackets or beside one word parts nothing."""
    assert [(n.text, str(n.kind)) for n in sample("Iran, Part 1, item 7").names] == [
        ("Sample Institute of Iran", "primary"),
        ("Institut iranien des exemples", "alias"),
    ]
    assert [n.text for n in primary("Sample Mills (North/South)")] == ["Sample Mills (North/South)"]
    assert [n.text for n in primary("SAM/PLE")] == ["SAM/PLE"]


def test_impossible_dates_degrade_and_keep_the_entry() -> None:
    """The 25th of month 19 of 1975 is 1975, a serial number stays text; bad dates are counted."""
    ids = ("Russia, Schedule 1, Part 1, item 2", "Russia, Schedule 1, Part 1, item 2 #2", "Sudan, item 3")
    found = [[f.value for f in sample(each).facts if f.kind is FactKind.BIRTH_DATE] for each in ids]
    assert found == [["1975"], ["31801"], ["1963", "1964"]]
    assert dict(samples.read("sema_xml")[1].counts())["unreadable date"] == 3


def test_a_key_that_comes_twice_is_numbered() -> None:
    """Schedule and item are no id: the second entry of a place gets "#2" and is counted."""
    assert sample("Russia, Schedule 1, Part 1, item 2 #2").names[0].text == "Olga Samplina"
    assert samples.read("sema_xml")[1].examples["entry key comes twice"] == [
        ("Russia, Schedule 1, Part 1, item 2", "#2")
    ]


def test_programme_and_date_of_the_action() -> None:
    """The country as published, in both languages, is the programme code; no reason, no date of the file."""
    entry = sample("Russia, Schedule 1, Part 2, item 1")
    (action,) = entry.actions
    assert (action.programme, action.date, action.reason) == ("Russia / Russie", dt.date(2022, 3, 4), "")
    assert entry.listed_on == dt.date(2022, 3, 4)
    assert samples.read("sema_xml")[1].published is None


def test_a_ship_of_the_bilingual_layout() -> None:
    """Elements may carry both languages in their names; a ship has its type, year of build and IMO number."""
    ship = sample("Russia, Schedule 1.1, item 1")
    facts = {(str(fact.kind), fact.type): fact.value for fact in ship.facts}
    assert ship.kind is Kind.VESSEL
    assert facts["identifier", "imo"] == "9074729"
    assert (facts["vessel", "type"], facts["vessel", "year of build"]) == ("Oil Tanker|Pétrolier", "2004")


def test_an_entry_of_both_kinds_is_kept() -> None:
    """A surname and an entity in one entry are not understood: counted, screened as both."""
    entry = sample("Guatemala, Part 1, item 9")
    assert (entry.kind, [name.text for name in entry.names]) == (Kind.UNKNOWN, ["Ejemplo", "Sample Customs Ring"])


@pytest.mark.parametrize(("old", "field"), [("Item", "Item"), ("Country", "Country"), ("LastName", "LastName")])
def test_an_entry_without_a_mandatory_element_is_refused(old: str, field: str, tmp_path: Path) -> None:
    """Without a place or a name there is no entry; the error names the element."""
    text = "<data-set><record><Country>X</Country><Item>1</Item><LastName>Y</LastName></record></data-set>"
    (tmp_path / "sema-lmes.xml").write_text(text.replace(f"<{old}>", "<X>").replace(f"</{old}>", "</X>"))
    with pytest.raises(ListFormatError, match=field):
        samples.read("sema_xml", tmp_path)


@pytest.mark.lists
def test_the_real_list_is_read_whole() -> None:
    """Every entry is there under a key of its own; one date cannot be read, three persons have a surname only."""
    found, notes = real()
    assert len(found) == 4_759
    assert Counter(each.kind for each in found) == {Kind.PERSON: 3_334, Kind.ORGANISATION: 1_316, Kind.VESSEL: 109}
    assert notes.counts() == (("person with one name only", 3), ("unreadable date", 1))
    assert sum(fact.type == "imo" for each in found for fact in each.facts) == 109


@pytest.mark.lists
def test_real_names_are_parted_at_every_border_and_no_other() -> None:
    """4,759 primary names and 3,534 strings of the 2,877 cells.

    Cutting blindly at every comma and semicolon gives 3,504 strings: that is 50 more in 45 cells whose commas part no
    names, and 80 fewer in 72 cells where labels, "or" and "and" do.
    """
    found, _ = real()
    assert sum(name.part == 0 for each in found for name in each.names) == 4_759 + 3_504 - 50 + 80
