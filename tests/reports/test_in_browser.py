"""Laws of the HTML report as it works in a real Chromium; skipped, saying so, where there is none."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening import reports
from screening.reports import as_html
from screening.schema import Action
from tests import browser
from tests.browser import Browser
from tests.reports.made import report

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not browser.found(), reason="no Chromium on this machine"),
]
OTHER = Action(None, "Council of Elsewhere")
HITS = (
    {"row": 1, "queried_name": "Zoë Снег", "case_id": "a", "grade": "exact"},
    {"row": 1, "queried_name": "Zoë Снег", "case_id": "a", "list_id": "yy", "grade": "weak", "alert": False,
     "why_no_alert": "weak alias alone", "authority": "Council of Elsewhere", "actions": (OTHER,)},
    {"row": 2, "case_id": "b", "list_id": "yy", "reason": "<img src=x onerror=\"document.title='broken'\">",
     "actions": (OTHER,), "authority": "Council of Elsewhere"},
    {"row": 3, "case_id": "c", "alert": False, "why_no_alert": "suppressed", "reason": "</noscript><b id=x>"},
)  # fmt: skip
SHOWN = "[...document.querySelectorAll('details.hit')].map(each => +each.checkVisibility()).join('')"
CASES = "[...document.querySelectorAll('article')].map(each => +each.checkVisibility()).join('')"
SAID = "document.querySelector('output').textContent"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests."""
    with browser.started(tmp_path_factory.mktemp("profile")) as each:
        yield each


@pytest.fixture
def page(window: Browser, tmp_path: Path) -> Browser:
    """The browser with a fresh page of the four hits."""
    reports.write("html", report(*HITS), tmp_path / "hits.html")
    window.open(tmp_path / "hits.html")
    return window


def choose(page: Browser, name: str, start: str) -> None:
    """Choose in a filter the option that starts with a text, by click and keyboard as a person does."""
    steps = page.run(f"[...document.forms[0]['{name}'].options].findIndex(each => each.text.startsWith('{start}'))")
    assert steps > 0, f"{name} offers nothing that starts with {start}"
    page.run(f"document.forms[0]['{name}'].focus()")
    for _ in range(steps):
        page.press("ArrowDown", 40)


@pytest.mark.parametrize(
    ("name", "start", "shown", "cases"),
    [
        ("list", "xx_list (2)", "1001", "101"),
        ("list", "yy (2)", "0110", "110"),
        ("grade", "exact (1)", "1000", "100"),
        ("grade", "weak (1)", "0100", "100"),
        ("authority", "Ministry of Nowhere (2)", "1001", "101"),
        ("authority", "Council of Elsewhere (2)", "0110", "110"),
        ("alert", "alert (2)", "1010", "110"),
        ("alert", "no alert: weak alias alone (1)", "0100", "100"),
        ("alert", "no alert: suppressed (1)", "0001", "001"),
    ],
)
def test_every_filter_shows_what_it_says(page: Browser, name: str, start: str, shown: str, cases: str) -> None:
    """Each choice of each filter leaves its hits and their cases, says how many, and is undone by a click."""
    choose(page, name, start)
    assert (page.run(SHOWN), page.run(CASES)) == (shown, cases)
    assert page.run(SAID) == f"{shown.count('1')} of 4 hits shown"
    page.click("button[type=reset]")
    assert page.run(f"new Promise(done => setTimeout(() => done({SHOWN}), 50))") == "1111"


def test_filters_work_together(page: Browser) -> None:
    """A hit is shown only where all filters agree."""
    choose(page, "list", "yy")
    choose(page, "alert", "alert")
    assert page.run(SHOWN) == "0010"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("zoe", "1100"), ("СНЕГ", "1100"), ("elsewhere", "0110"), ("ferried nowhere", "1100"), ("nobody", "0000"),
     ("<img src=x", "0010"), ("details", "0000")],
)  # fmt: skip
def test_any_word_is_found(page: Browser, text: str, shown: str) -> None:
    """Typing finds hits by any text of theirs, without accents and case, never by our own markup."""
    page.click("input[type=search]")
    page.type(text)
    assert page.run(f"new Promise(done => setTimeout(() => done({SHOWN}), 400))") == shown


def test_nothing_runs_and_nothing_is_asked_for(page: Browser) -> None:
    """What looks like markup in a reason is text; the browser has nothing to complain of."""
    assert page.run("document.title") == "Screening report"
    assert page.run("document.querySelectorAll('img, #x').length") == 0
    assert page.complaints() == []


def test_what_is_not_ours_does_not_run(page: Browser) -> None:
    """Even markup that got into the page could run nothing: the policy knows our script and style alone."""
    page.run(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\"><p style=color:red>')"
    )
    assert page.run("new Promise(done => setTimeout(() => done(document.title), 200))") == "Screening report"
    assert any("Content Security Policy" in each for each in page.complaints())


def test_hits_open_and_close_by_mouse_and_keyboard(page: Browser) -> None:
    """A click on the line of a hit and the space bar do the same; the focus can be seen; all go at once too."""
    opened = "[...document.querySelectorAll('details.hit')].map(each => +each.open).join('')"
    assert page.run(opened) == "1111"
    page.click("button[name=close]")
    assert page.run(opened) == "0000"
    page.click("details.hit summary")
    assert page.run(opened) == "1000"
    page.run("document.querySelector('details.hit summary').focus()")
    page.press(" ", 32, " ")
    assert page.run(opened) == "0000"
    page.press("Tab", 9)
    assert page.run("document.activeElement.tagName") == "SUMMARY"
    assert page.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.click("button[name=open]")
    assert page.run(opened) == "1111"


def test_of_many_hits_each_unfolds_and_is_found(window: Browser, tmp_path: Path) -> None:
    """A page of many hits holds them folded: search sees their text, opening one shows it, printing shows all."""
    many = as_html.OPEN_AT_MOST + 1
    reports.write("html", report(*({**HITS[3], "row": n, "case_id": f"c{n}", "reason_source": f"<p>page{n}."}
                                   for n in range(many))), tmp_path / "hits.html")  # fmt: skip
    window.open(tmp_path / "hits.html")
    assert window.run("document.querySelectorAll('table.actions').length") == 0
    window.click("input[type=search]")
    window.type("<p>page7.")
    shown = window.run(f"new Promise(done => setTimeout(() => done({SHOWN}), 400))")
    assert (shown.count("1"), shown[7]) == (1, "1")
    window.click("#case-8 summary")
    wait = "new Promise(done => setTimeout(() => done(document.querySelector('#case-8').innerText), 100))"
    assert "<p>page7." in window.run(wait)
    assert window.run("document.querySelectorAll('#x').length") == 0
    window.run("document.forms[0].reset()")
    window.run("new Promise(done => setTimeout(() => { dispatchEvent(new Event('beforeprint')); done() }, 50))")
    assert window.run("document.querySelectorAll('table.actions').length") == many


def test_paper_has_everything_open(page: Browser) -> None:
    """Closed hits are printed open and whole: the paper has as many pages either way."""
    pdfs = []
    for way in ("open", "close"):
        page.click(f"button[name={way}]")
        pdfs.append(base64.b64decode(page.ask("Page.printToPDF")["data"]))
    counts = [pdf.count(b"/Type /Page\n") for pdf in pdfs]
    assert counts[0] == counts[1] >= 3


def test_a_narrow_window_has_no_scroll_bar_below(page: Browser) -> None:
    """Nothing is wider than a phone held upright, the tables aside, which scroll by themselves."""
    page.ask("Emulation.setDeviceMetricsOverride", width=420, height=800, deviceScaleFactor=1, mobile=False)
    try:
        assert page.run("document.documentElement.scrollWidth") <= 420
    finally:
        page.ask("Emulation.clearDeviceMetricsOverride")


def test_the_page_is_drawn(page: Browser) -> None:
    """What an officer sees is no blank sheet, and our style is taken."""
    picture = base64.b64decode(page.ask("Page.captureScreenshot", format="png")["data"])
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 20_000
    assert page.run("getComputedStyle(document.querySelector('.words .f-equal')).borderTopColor") == "rgb(0, 114, 178)"
