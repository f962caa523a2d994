"""Laws of the self-contained page."""

import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from screening import page


@given(st.text())
def test_text_is_text_whatever_it_holds(said: str) -> None:
    """No text becomes markup, and none hides a control code or turns the reading direction."""
    made = etree.HTML(f"<p>{page.text(said)}</p>")
    assert [each.tag for each in made.iter()] in (["html", "body", "p"], ["html", "body"])
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e\u2066]", page.text(said))


@pytest.mark.parametrize(
    ("address", "links"),
    [
        ("https://example.org/7?a=1&b=2", True),
        ("http://example.org", False),
        ("javascript:alert(1)", False),
        ("HTTPS://example.org", False),
        ('https://x" onclick="alert(1)', False),
        ("https://example.org/\u202egnp", False),
        ("https://" + "x" * 3000, False),
        ("", False),
    ],
)
def test_only_a_plain_https_address_becomes_a_link(address: str, links: bool) -> None:
    """Everything else stays text."""
    assert page.link(address).startswith("<a href=") == links


def test_the_page_names_what_may_run() -> None:
    """The policy allows our style and script by their hash, and nothing from elsewhere."""
    tree = etree.HTML("".join(page.shell("A & B", ["<p>x</p>"], style="p{color:red}", script="let a = 1;")))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        digest = hashlib.sha256(tree.findtext(f".//{tag}").encode()).digest()
        assert f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
