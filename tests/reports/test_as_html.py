"""Laws of the HTML report as it is written; tests/reports/test_in_browser.py has those of the page as it works."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from screening import reports
from screening.reports import as_html
from screening.schema import Action, Evidence, Part
from tests.reports.made import report

NASTY = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</article>", "a & b", "javascript:alert(1)",
         "</noscript><b>", "</details>", "</style>", "--><!--")  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn"]), max_size=20) | st.sampled_from(NASTY)


def page(tmp_path: Path, *changes: Mapping[str, object], **originals: list[str]) -> Any:  # noqa: ANN401  # lxml's element
    """The written page as a parsed tree, read as a browser without scripts reads it."""
    reports.write("html", report(*changes, originals=originals or None), tmp_path / "out.html")
    return etree.HTML((tmp_path / "out.html").read_bytes(), etree.HTMLParser(encoding="utf-8"))


def said(element: Any) -> str:  # noqa: ANN401  # lxml's element
    """All text of an element."""
    return " ".join(" ".join(element.itertext()).split())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(TEXT, TEXT)
def test_nothing_from_outside_becomes_markup(tmp_path: Path, name: str, reason: str) -> None:
    """Names, reasons and all else are text: the page has the same elements whatever stands in them."""
    trees = []
    for own, why in (("x.", "y."), (f"{name}.", f"{reason}.")):
        changes = {
            "primary_name": own,
            "reason": why,
            "explanation": own,
            "decision": why,
            "relations": (own,),
            "grade": why,
            "authority": own,
            "evidence": (Evidence(own, why, own, own, own),),
            "actions": (Action(None, own, why, own, why, own, (why,), why, own, "ftp"),),
        }
        trees.append(page(tmp_path, changes, name=["", own, ""]))
    tags = [[each.tag for each in tree.iter()] for tree in trees]
    assert tags[0] == tags[1]
    assert f"{reason}." in "".join(trees[1].itertext())


def test_only_https_becomes_a_link(tmp_path: Path) -> None:
    """Other addresses stay text."""
    links = [each.get("href") for url in ("https://example.org/7", "http://x.example", "javascript:alert(1)", "data:x")
             for each in page(tmp_path, {"source_url": url, "case_id": ""}).iter("a")]  # fmt: skip
    assert links == ["https://example.org/7"]


def test_the_page_loads_nothing(tmp_path: Path) -> None:
    """It works offline: nothing from elsewhere, and no style or script at an element."""
    tree = page(tmp_path, {})
    assert not tree.xpath("//@src | //link | //iframe | //img | //@style | //@onclick")
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")


@pytest.mark.parametrize("column", ["authority", "programmes", "legal_basis", "measures", "listed_on", "reason"])
def test_what_is_not_published_is_said(tmp_path: Path, column: str) -> None:
    """A blank is never left where a list publishes nothing."""
    whole, bare = (
        said(page(tmp_path, {**each, "actions": ()})).count("not published")
        for each in (
            {},
            {column: None if column == "listed_on" else () if column in ("programmes", "measures") else ""},
        )
    )
    assert bare >= whole + 1


def test_one_case_names_every_authority_and_reason(tmp_path: Path) -> None:
    """Hits of one case stand together in the order of their scores; all listings are in its table."""
    other = {"list_id": "yy", "authority": "Council of Elsewhere", "reason": "", "listed_on": None, "alert": False}
    tree = page(tmp_path, {}, {"entry_id": "8", "case_id": "c2"}, other)
    first, second = tree.iter("article")
    assert [len(each.xpath(".//details")) for each in (first, second)] == [2, 1]
    (table,) = first.xpath(".//table[@class='listings']")
    for words in ("Ministry of Nowhere", "She ferried snow.", "Council of Elsewhere", "not published"):
        assert words in said(table)
    assert "One case, 2 listings" in said(first)
    assert "▲ 1 of 2 alert" in said(first)


def test_hits_of_different_rows_are_no_case(tmp_path: Path) -> None:
    """One case id in two rows stays two cases, and hits without a case id are cases by themselves."""
    tree = page(tmp_path, {"row": 1}, {"row": 2}, {"row": 3, "case_id": ""}, {"row": 3, "case_id": ""})
    assert len(list(tree.iter("article"))) == 4


KINDS = [
    ("equal", "olga", "olga", "equal"),
    ("spelling", "berg", "berk", "spelling"),
    ("transliteration", "берг", "berg", "script"),
    ("initial", "o", "olga", "initial"),
    ("missing", "", "snow", "over"),
    ("extra", "snow", "", "over"),
    ("different words", "snow", "ice", "differs"),
    ("thin evidence", "", "", None),
]


@pytest.mark.parametrize(("kind", "own", "listed", "family"), KINDS)
def test_every_relation_has_its_sign_and_words(
    tmp_path: Path, kind: str, own: str, listed: str, family: str | None
) -> None:
    """Each part that concerns words is a column of both names with a class, a sign and the relation in words."""
    tree = page(
        tmp_path, {"parts": (Part(kind, own, listed, 50.0, 40.0),), "queried_name": own, "matched_name": listed}
    )
    columns = tree.xpath("//ol[@class='words']/li[starts-with(@class,'f-')]")
    assert [each.get("class") for each in columns] == ([f"f-{family}"] if family else [])
    for column in columns:
        assert [each.text for each in column.iter("b")] == [own or "nothing", listed or "nothing"]
        assert column.findtext("i")
        assert column.findtext("small") == f"1 {kind}"


def test_words_that_earn_nothing_are_shown(tmp_path: Path) -> None:
    """A word of either name that no part speaks of is shown as not counted."""
    tree = page(tmp_path, {"queried_name": "Dr Olga Berg", "matched_name": "Olga Berk"})
    (free,) = tree.xpath("//li[@class='f-free'][small]")
    assert said(free) == "dr ○ nothing not counted"


@pytest.mark.parametrize(
    "points",
    [[(50.0, 50.0), (50.0, 42.5)], [(100.0, 99.0), (0.0, -1.0)], [(60.0, 60.0), (40.0, 0.0)], [(100.0, 100.0)]],
)
def test_the_bar_is_as_long_as_the_score(tmp_path: Path, points: list[tuple[float, float]]) -> None:
    """What was earned, less what was taken off, is the score; with what was not earned the bar has 100 points."""
    parts = tuple(Part("spelling", "a", "b", share, earned) for share, earned in points)
    score = sum(earned for _, earned in points)
    tree = page(tmp_path, {"parts": parts, "score": score})
    width: dict[bool, float] = {True: 0.0, False: 0.0}
    for rect in tree.xpath("//svg[@class='bar']/rect"):
        taken = -1 if rect.get("class") == "off" else 1
        width["lost" in rect.get("class")] += taken * float(rect.get("width")) / 10
    assert width[False] == pytest.approx(score)
    assert sum(width.values()) == pytest.approx(sum(max(share, earned) if earned > 0 else share + earned
                                                    for share, earned in points))  # fmt: skip


def test_the_checklist_has_the_order_of_the_faq(tmp_path: Path) -> None:
    """US-07: the right list, the same kind, how much of the name, the whole entry, then whom to ask."""
    evidence = (Evidence("birth date", "conflict", "1970", "1950"), Evidence("kind", "match", "person", "person"))
    tree = page(tmp_path, {"evidence": evidence, "parts": (Part("equal", "olga", "olga", 50.0, 50.0),
                                                           Part("missing", "", "snow", 50.0, 0.0))})  # fmt: skip
    steps = [said(each) for each in tree.xpath("//ol[@class='steps']/li")]
    for step, words in zip(steps, ("right list? xx_list, Ministry of Nowhere; measures: Asset freeze.",
                                   "same kind of party? Input: person; list: person (match).",
                                   "Related: olga. Left over in the input: nothing; in the list: snow.",
                                   "conflict: birth date; match: kind.",
                                   "ask the authority"), strict=True):  # fmt: skip
        assert words in step


def test_the_row_and_what_was_decided_are_shown(tmp_path: Path) -> None:
    """US-18: columns that are only handed through stay; decision and disposition stand with the hit."""
    given = {"amount": ["", "1200.50", ""], "value date": ["", "2026-11-01", ""]}
    decided = {"decision": "suppressed by A until 2027", "disposition": "name match", "alert": False,
               "why_no_alert": "suppressed"}  # fmt: skip
    text = said(page(tmp_path, decided, **given))
    for words in ("Input: amount 1200.50", "Input: value date 2026-11-01", "Decision suppressed by A until 2027",
                  "Disposition name match", "△ no alert: suppressed"):  # fmt: skip
        assert words in text


def test_old_lists_are_marked_and_ages_said(tmp_path: Path) -> None:
    """HT-25, LD-05: the age of every list stands in the page, and whether that is a day or more."""
    assert "2024-01-11 3 days a day old or older" in said(page(tmp_path))


def test_of_many_hits_nothing_is_left_out(tmp_path: Path) -> None:
    """A page of many hits says of each what a page of one says; only how it stands there differs."""
    one = said(page(tmp_path, {"case_id": ""}).find(".//details[@class='hit']"))
    many = page(tmp_path, *({"case_id": ""} for _ in range(as_html.OPEN_AT_MOST + 1)))
    assert {said(each) for each in many.xpath("//details[@class='hit']")} == {one}
    assert len(many.xpath("//details[@class='hit']/noscript")) == as_html.OPEN_AT_MOST + 1
