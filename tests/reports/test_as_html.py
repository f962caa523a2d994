"""Laws of the HTML report."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from screening import reports
from tests.reports.made import report

NASTY = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</article>", "a & b", "javascript:alert(1)")
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.sampled_from(NASTY)


def page(tmp_path: Path, *changes: dict[str, object], **originals: list[str]) -> Any:  # noqa: ANN401  # lxml's element
    """The written page as a parsed tree."""
    reports.write("html", report(*changes, originals=originals or None), tmp_path / "out.html")
    return etree.HTML((tmp_path / "out.html").read_bytes(), etree.HTMLParser(encoding="utf-8"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_nothing_from_outside_becomes_markup(tmp_path: Path, name: str, reason: str) -> None:
    """Names and reasons are text: the page has the same elements whatever stands in them."""
    plain = page(tmp_path, {"queried_name": "x", "reason": "y"}, name=["", "z", ""])
    nasty = page(tmp_path, {"queried_name": name, "reason": f"{reason}."}, name=["", f"{name}.", ""])
    tags = [[each.tag for each in tree.iter() if each.tag not in ("dt", "dd")] for tree in (plain, nasty)]
    assert tags[0] == tags[1]
    assert f"{reason}." in "".join(nasty.itertext())


def test_only_https_becomes_a_link(tmp_path: Path) -> None:
    """Other addresses stay text."""
    links = [each.get("href") for url in ("https://example.org/7", "http://x.example", "javascript:alert(1)", "data:x")
             for each in page(tmp_path, {"source_url": url}).iter("a")]  # fmt: skip
    assert links == ["https://example.org/7"]


def test_the_page_loads_nothing(tmp_path: Path) -> None:
    """It works offline: no picture, style sheet, font or script from elsewhere."""
    tree = page(tmp_path, {})
    assert not tree.xpath("//@src | //link | //iframe | //img")
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")


def test_every_hit_shows_evidence_parts_and_actions(tmp_path: Path) -> None:
    """Each hit is an article with its three tables and the marks the filter goes by."""
    (first, _) = page(tmp_path, {}, {"alert": False}).iter("article")
    assert [each.text for each in first.iter("h3")] == [
        "Evidence", "How the score adds up", "All actions, newest first",
    ]  # fmt: skip
    assert (first.get("data-list"), first.get("data-grade")) == ("xx_list", "strong")
