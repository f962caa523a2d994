"""The facts of ``lists/places``: complete, official, and read strictly."""

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from screening.catalogue import catalogue, lists_folder
from screening.errors import CatalogueError
from screening.places import PlaceKind, territories
from screening.places._read import near_words
from tests.test_lists import OFFICIAL

FOLDER = lists_folder() / "places"
SOUND = """
id = "atlantis"
title = "Atlantis"
codes = ["XA"]
beside = []
checked = 2026-11-30
names = ["Atlantis"]
demonyms = []
unless = []
[[measures]]
authority = "Ministry of Examples"
kind = "arms embargo"
legal_basis = "Act 1"
since = 2020-01-01
url = "https://example.org/1"
[[places]]
name = "Poseidonia"
kind = "port"
also = []
"""


def test_every_measure_is_stated_with_an_official_source() -> None:
    """Each territory has authority, legal basis, first day and an official address, and was compared lately."""
    for territory in territories():
        assert territory.measures
        assert territory.checked >= dt.date(2026, 11, 1)
        assert all(urlsplit(each.url).hostname in OFFICIAL for each in territory.measures)
        assert all(each.authority and each.legal_basis for each in territory.measures)


def test_the_territories_of_the_embargoes_are_there() -> None:
    """By day: the US embargoes, the UN's measures, and Syria's as long as it lasted."""
    now = {
        (each.id, one.authority.split()[0], one.kind)
        for each in territories()
        for one in each.measures
        if one.holds(None)
    }
    for territory in ("cuba", "iran", "north_korea", "crimea", "donetsk_luhansk"):
        assert (territory, "US", "comprehensive embargo") in now
    assert {("north_korea", "UN", "arms embargo"), ("iran", "UN", "arms embargo")} <= now
    (syria,) = (each for each in territories() if each.id == "syria")
    assert [syria.measures[0].holds(day) for day in (None, dt.date(2025, 6, 30), dt.date(2025, 7, 1))] == [
        False,
        True,
        False,
    ]


def test_a_name_is_that_of_one_territory() -> None:
    """No spelling belongs to two territories, and no word of ``near.toml`` is a name."""
    seen = dict[tuple[str, ...], str]()
    for territory in territories():
        for name in territory.names:
            assert seen.setdefault(name.words, territory.id) == territory.id, name
            if name.kind is not PlaceKind.DEMONYM:
                assert name.words not in {(word,) for word in near_words()}, name


def test_places_are_no_list() -> None:
    """The folder lies among the lists and is none of them."""
    assert "places" not in catalogue()


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('id = "atlantis"', 'id = "other"', "name of the file"),
        ('kind = "port"', 'kind = "harbour"', "kind"),
        ('kind = "arms embargo"', 'kind = "embargo"', "kind"),
        ("since = 2020-01-01", 'since = "2020"', "a date"),
        ("since = 2020-01-01", "since = 2020-01-01\nuntil = 2019-01-01", "after since"),
        ('"https://example.org/1"', '"example.org"', "https"),
        ('names = ["Atlantis"]', 'names = ["Atlantis", "!"]', "no name"),
        ('names = ["Atlantis"]', 'names = [" Atlantis"]', "no name"),
        ('legal_basis = "Act 1"', "", "legal_basis is missing"),
        ("unless = []", "unless = []\nports = []", "not a known key"),
        ("checked = 2026-11-30", "checked = 2026-11-30T00:00:00", "a date"),
    ],
)
def test_a_wrong_file_is_an_error(tmp_path: Path, was: str, now: str, said: str) -> None:
    """File and key are named; nothing is a default."""
    (tmp_path / "atlantis.toml").write_text(SOUND, encoding="utf-8")
    assert [each.id for each in territories.__wrapped__(tmp_path)] == ["atlantis"]
    (tmp_path / "atlantis.toml").write_text(SOUND.replace(was, now), encoding="utf-8")
    with pytest.raises(CatalogueError, match=said) as caught:
        territories.__wrapped__(tmp_path)
    assert "atlantis.toml" in str(caught.value)
