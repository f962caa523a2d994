"""Cases: one party on several lists is one case, told by numbers or links, never by a name; nothing is lost."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import Counterparty, Screener, cases
from screening.cases import Listed, disagreements, read_links, settle
from screening.errors import InputError, PolicyError
from screening.policy import Policy
from screening.schema import Designation, Fact, FactKind, Hit, Kind, hits_frame
from tests.data import test_data
from tests.worlds import designation, loaded

NAME = "Ivan Krakenov"


def number(value: str, type_: str = "registration", country: str = "") -> Fact:
    """A number of a party."""
    return Fact(FactKind.IDENTIFIER, value, type=type_, country=country)


def two_lists(one: Designation, other: Designation, links: Path | None = None) -> list[Hit]:
    """The hits of a name on two lists of one designation each."""
    lists = [loaded(one, list_id="us_ofac_sdn"), loaded(other, list_id="eu_fsf")]
    return Screener(lists, Policy(links=links)).check(NAME)


def of_numbers(one: Fact, other: Fact, kinds: tuple[Kind, Kind] = (Kind.PERSON, Kind.PERSON)) -> list[Hit]:
    """The hits of a name on two listings with a number each."""
    return two_lists(designation("1", NAME, kinds[0], facts=[one]), designation("2", NAME, kinds[1], facts=[other]))


@pytest.mark.parametrize(
    ("one", "other", "cases_"),
    [
        (number("1097746281160", "ogrn"), number("1097746281160", "ogrn"), 1),
        (number("1097746281160", "ogrn"), number("10977-46281160", "tax"), 1),
        (number("1097746281160", "ogrn"), number("1097746281160", "other"), 1),
        (number("AB123456", "passport", "RU"), number("AB123456", "passport"), 1),
        (number("AB123456", "passport", "RU"), number("AB123456", "passport", "IR"), 2),
        (number("1097746281160"), number("1097746281161"), 2),
        (number("123"), number("123"), 2),
        (number("SABRRUMM", "bic"), number("SABRRUMM", "bic"), 2),
        (number("+4912345678", "phone"), number("+4912345678", "phone"), 2),
    ],
)
def test_only_a_number_of_ones_own_joins(one: Fact, other: Fact, cases_: int) -> None:
    """Equal registry numbers, documents and ships are one party; banks, phones, short and other numbers are not."""
    assert len({hit.case_id for hit in of_numbers(one, other)}) == cases_


def test_a_number_does_not_join_two_kinds() -> None:
    """A company's tax number at its director's entry makes no party of the two."""
    hits = of_numbers(number("1097746281160"), number("1097746281160"), (Kind.PERSON, Kind.UNKNOWN))
    assert len({hit.case_id for hit in hits}) == 1
    one = Listed("a", "1", Kind.PERSON, [number("1097746281160")])
    other = Listed("b", "2", Kind.ORGANISATION, [number("1097746281160")])
    hits = settle([hits[0], hits[1]], [one, other], cases.Links())
    assert len({hit.case_id for hit in hits}) == 2


def test_a_name_never_joins() -> None:
    """Equal names and birth dates are two cases until a curated link says otherwise (SE-15)."""
    assert len({hit.case_id for hit in two_lists(designation("1", NAME), designation("2", NAME))}) == 2


def test_a_link_joins(tmp_path: Path) -> None:
    """Lines of one party are one case, and the evidence names the source."""
    file = tmp_path / "links.csv"
    file.write_text("list_id,entry_id,party,source\nus_ofac_sdn,1,K,Gazette 5\neu_fsf,2,K,Gazette 5\n", "utf-8")
    hits = two_lists(designation("1", NAME), designation("2", NAME), file)
    assert len({hit.case_id for hit in hits}) == 1
    assert cases.of(hits_frame(hits))["joined_by"].to_list() == [["link: Gazette 5"]]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("list_id,entry_id,party\n", 1),
        ("", 1),
        ("list_id,entry_id,party,source\na,1,K\n", 2),
        ("list_id,entry_id,party,source\na,1,K,s\nb,2,K,\n", 3),
        ("list_id,entry_id,party,source\na,1,K,s\na,1,K,s\n", 3),
        ("list_id,entry_id,party,source\na,1,K,s\nb,2,K,s\nb,3,L,s\n", 4),
        ('list_id,entry_id,party,source\na,1,"K,s\n', 2),
        ("list_id,entry_id,party,source\na,1,\udcff,s\n", 2),
    ],
)
def test_a_wrong_link_file_names_the_line(tmp_path: Path, text: str, line: int) -> None:
    """A cell too few, an entry twice, a party alone, a broken quote, another encoding: no link is taken."""
    (tmp_path / "links.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=rf"links\.csv, line {line}:"):
        read_links(tmp_path / "links.csv")


def test_a_link_to_an_unknown_list_is_an_error(tmp_path: Path) -> None:
    """A misspelt list would silently part a case."""
    (tmp_path / "l.csv").write_text("list_id,entry_id,party,source\nus_odac,1,K,s\neu_fsf,2,K,s\n", "utf-8")
    with pytest.raises(PolicyError, match="us_odac"):
        two_lists(designation("1", NAME), designation("2", NAME), tmp_path / "l.csv")


SMALL = st.lists(st.sets(st.sampled_from(["10001", "10002", "10003", "10004"]), max_size=2), min_size=1, max_size=6)


@given(SMALL, st.randoms(use_true_random=False))
def test_cases_are_what_numbers_connect(world: list[set[str]], random: object) -> None:
    """A case is whatever shared numbers connect, in any order; its id hangs on its smallest listing, no hit is lost."""
    entries = [designation(str(at), NAME, facts=[number(each) for each in own]) for at, own in enumerate(world)]
    hits = Screener([loaded(*entries)]).check(NAME)
    connected = [{at} | {other for other in range(len(world)) if own & world[other]} for at, own in enumerate(world)]
    for _ in world:
        connected = [set().union(*(connected[other] for other in own)) for own in connected]
    assert sorted(hit.entry_id for hit in hits) == sorted(map(str, range(len(world))))
    by_entry = {int(hit.entry_id): hit.case_id for hit in hits}
    assert all((by_entry[a] == by_entry[b]) == (b in connected[a]) for a in by_entry for b in by_entry)
    random.shuffle(entries)  # type: ignore[attr-defined]
    assert {hit.case_id for hit in Screener([loaded(*entries)]).check(NAME)} == set(by_entry.values())


def test_a_case_names_every_authority_and_reason() -> None:
    """One case, both listings, best score, and whether any of it is an alert."""
    hits = of_numbers(number("1097746281160"), number("1097746281160"))
    case = cases.of(hits_frame(hits)).row(0, named=True)
    assert case["listings"] == ["eu_fsf 2", "us_ofac_sdn 1"]
    assert [reason.split(": ")[0] for reason in case["reasons"]] == case["listings"]
    assert (case["score"], case["grade"], case["alert"]) == (100, "exact", True)
    assert case["joined_by"] == ["equal registration 1097746281160"]


def test_sources_that_disagree_are_both_kept() -> None:
    """Two dates of establishment are shown with their lists; what agrees or is said once is no disagreement (SE-16)."""

    def listed(list_id: str, *facts: Fact) -> Listed:
        return Listed(list_id, "1", Kind.ORGANISATION, facts)

    one = listed("a", Fact(FactKind.ESTABLISHED, "1971-10-16"), number("1", "imo"), Fact(FactKind.GENDER, "male"))
    other = listed("b", Fact(FactKind.ESTABLISHED, "2009-05-08"), number("1", "imo"))
    (found,) = disagreements([one, other])
    assert (found.fact, found.said) == ("established", (("a 1", "1971-10-16"), ("b 1", "2009-05-08")))


def test_rows_of_one_name_are_cases_of_their_own() -> None:
    """Two rows that nothing tells apart have equal case ids, and each its case."""
    screening = Screener([loaded(designation("1", NAME))])
    table = cases.of(screening.screen(pl.DataFrame({"name": [NAME, NAME]})))
    assert (table["row"].to_list(), table["case_id"].n_unique()) == ([1, 2], 1)


def test_no_hits_are_no_cases() -> None:
    """An empty frame of hits gives an empty frame of cases with the same columns."""
    assert cases.of(hits_frame([])).height == 0
    assert cases.of(hits_frame([])).schema["listings"] == pl.List(pl.String)


@pytest.mark.lists
def test_the_224th_is_one_case_and_ashuluk_two(five_lists: Screener) -> None:
    """US, UK and EU listings of the 224th share a number; those of Ashuluk share none (SE-15)."""
    test_data("lists/eu_fsf")
    hits = five_lists.check("224th Flight Unit State Airlines")
    cases_ = {hit.list_id: hit.case_id for hit in hits if "224" in hit.primary_name}
    assert {"us_ofac_sdn", "uk_sl", "eu_fsf"} <= cases_.keys()
    assert len({cases_[each] for each in ("us_ofac_sdn", "uk_sl", "eu_fsf")}) == 1
    asked = Counterparty("Ashuluk Firing Range", aliases=["185th Center for Combat Use and Combat Purpose (Ashuluk)"])
    ashuluk = {hit.list_id: hit.case_id for hit in five_lists.check(asked)}
    assert len({ashuluk["us_ofac_sdn"], ashuluk["eu_fsf"]}) == 2
