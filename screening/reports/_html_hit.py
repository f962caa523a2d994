"""One case and one hit of the HTML report: what an officer needs to decide, in the order in which it is asked.

The checklist has the order of the steps that OFAC gives for a name match (FAQ 5, https://ofac.treasury.gov/faqs/5).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from screening.evidence import CONFLICT, MATCH, NEAR, NOT_IN_INPUT, NOT_IN_LIST, PARTIAL
from screening.page import link, table, terms, text
from screening.reports import STARTER
from screening.reports._flat import verdict
from screening.reports._grouped import NOT_PUBLISHED, Case, Row, said
from screening.reports._html_names import bar, family, parts_table, words

_NOT = f'<span class="not">{NOT_PUBLISHED}</span>'
_OUTCOMES = {MATCH: "✓", PARTIAL: "≈", NEAR: "≈", CONFLICT: "✗", NOT_IN_LIST: "–", NOT_IN_INPUT: "–"}
_CLASSES = {MATCH: "yes", PARTIAL: "part", NEAR: "part", CONFLICT: "no"}
_HEAD = ("list", "authority", "programme", "legal basis", "measures", "listed on", "reason", "public entry")


def case(found: Case, number: int, marks: Sequence[str], starters: frozenset[str], *, folded: bool) -> Iterator[str]:
    """One case: who was screened, every authority and reason, then its hits.

    Args:
        found: the hits.
        number: of the case in this report, from 1.
        marks: of each hit, what the filters go by.
        starters: ids of starter lists.
        folded: whether the hits are one line each and hold the rest as text, which the script turns into a part of the
            page when a hit is opened: a page of 10,000 hits then opens in seconds. Without a script all is there.
    """
    best = found.best
    alerts = f"▲ {found.alerts} of {len(found.hits)} alert" if len(found.hits) > 1 else _alert(best)
    who = [f"row {best['row']}"]
    if best["customer_id"]:
        who.append(f"customer {text(best['customer_id'])}")
    who.append(f"screened as {text(best['queried_field'])}")
    quiet = "" if found.alerts else " quiet"
    yield f'<article class="case card{quiet}" id="case-{number}"><header>'
    yield f"<h3><bdi>{text(best['queried_name'])}</bdi></h3>"
    yield f'<p class="who">{" · ".join(who)}</p><p class="verdict">{alerts}</p></header>\n'
    if len(found.hits) > 1:
        yield (
            f'<p class="one">One case, {len(found.hits)} listings. Authorities: '
            f"{text('; '.join(found.each('authority')))}.</p>\n"
        )
        yield table(_HEAD, map(_listing, found.hits), name="listings")
    for hit, mark in zip(found.hits, marks, strict=True):
        yield from _hit(hit, mark, starter=hit["list_id"] in starters, folded=folded)
    yield "</article>\n"


def _alert(hit: Row) -> str:
    return f"{'▲' if hit['alert'] else '△'} {text(verdict(hit))}"


def _listing(hit: Row) -> tuple[str, ...]:
    columns = ("authority", "programmes", "legal_basis", "measures", "listed_on", "reason", "source_url")
    return (f"{text(hit['list_id'])} {text(hit['entry_id'])}", *(_shown(hit, column) for column in columns))


def _hit(hit: Row, mark: str, *, starter: bool, folded: bool) -> Iterator[str]:
    way = "" if hit["alert"] else " quiet"
    yield f'<details class="hit{way}" data-f="{mark}"{"" if folded else " open"}><summary>'
    yield f'<b class="score">{hit["score"]:.2f}</b><span class="grade">{text(hit["grade"])}</span>'
    yield f'<span class="matched"><bdi>{text(hit["matched_name"])}</bdi></span>'
    yield f'<span class="where">{text(hit["list_id"])} {text(hit["entry_id"])} · {text(hit["authority"])}</span>'
    yield f'<span class="verdict">{_alert(hit)}</span></summary>\n'
    whole = "".join(_whole_of(hit, starter=starter))
    yield f"<noscript>{whole}</noscript></details>\n" if folded else f"{whole}</details>\n"


def _whole_of(hit: Row, *, starter: bool) -> Iterator[str]:
    yield f'<p class="why">{text(hit["explanation"])}</p>\n'
    if starter:
        yield f'<p class="caution">{text(STARTER)}</p>\n'
    yield "<h4>The two names</h4>" + words(hit)
    yield "<h4>Why this party is listed</h4>" + terms(_sanction(hit))
    yield "<h4>Evidence beside the name</h4>" + _evidence(hit)
    yield "<h4>Before you decide</h4>" + _checklist(hit)
    yield "<h4>How the score adds up</h4>" + bar(hit) + parts_table(hit)
    yield "<h4>All actions, newest first</h4>" + _actions(hit)
    yield "<h4>The listed party and the row</h4>" + terms(_parties(hit))


def _shown(hit: Row, column: str) -> str:
    """A cell as markup: an address as a link, what is not published marked as such."""
    shown = said(hit, column)
    if shown == NOT_PUBLISHED:
        return _NOT
    return link(shown) if column == "source_url" else text(shown)


def _sanction(hit: Row) -> Iterator[tuple[str, str]]:
    """What the promise of the product is: authority, programme, legal basis, measures, date, reason, link."""
    yield "Authority", _shown(hit, "authority")
    if hit["designating_agency"]:
        yield "Decided by", text(hit["designating_agency"])
    yield "Publisher", text(hit["publisher"])
    titles = {action["programme"]: action["title"] for action in hit["actions"] if action["title"]}
    known = [f"{each} ({titles[each]})" if each in titles else each for each in hit["programmes"]]
    yield "Programme", text("; ".join(known)) or _NOT
    yield "Legal basis", _shown(hit, "legal_basis")
    yield "Measures", _shown(hit, "measures")
    yield "Listed on", _shown(hit, "listed_on")
    source = f' <span class="not">[{text(hit["reason_source"])}]</span>' if hit["reason_source"] else ""
    yield "Reason", _shown(hit, "reason") + source
    yield "Public entry", _shown(hit, "source_url")


def _evidence(hit: Row) -> str:
    def row(each: Mapping[str, Any]) -> tuple[str, ...]:
        outcome = each["outcome"]
        mark = f'<span class="o {_CLASSES.get(outcome, "un")}">{_OUTCOMES.get(outcome, "•")} {text(outcome)}</span>'
        return (text(each["fact"]), mark, text(each["counterparty"]), text(each["listed"]), text(each["note"]))

    if not hit["evidence"]:
        return "<p>None.</p>\n"
    return table(("fact", "outcome", "input", "list", "note"), map(row, hit["evidence"]), name="evidence")


def _checklist(hit: Row) -> str:
    """The questions of FAQ 5 in their order, each with what is known here; ticked by hand, also on paper."""
    items = "".join(
        f'<li><label><input type="checkbox"> <b>{question}</b></label> {answer}' for question, answer in _steps(hit)
    )
    return f'<ol class="steps">{items}</ol>\n'


def _steps(hit: Row) -> Iterator[tuple[str, str]]:
    measures = said(hit, "measures")
    yield "The right list?", f"{text(hit['list_id'])}, {text(hit['authority'])}; measures: {text(measures)}."
    kinds = [each for each in hit["evidence"] if each["fact"] == "kind"]
    asked = text((kinds[0]["counterparty"] if kinds else "") or "not stated")
    outcome = f" ({text(kinds[0]['outcome'])})" if kinds else ""
    yield "The same kind of party?", f"Input: {asked}; list: {text(hit['entry_kind'])}{outcome}."
    yield "How much of the name?", _how_much(hit)
    yield "The whole entry?", _whole(hit["evidence"])
    yield (
        "Several similarities, or an equal name?",
        "Then ask the authority before you decide. One common part of a name alone is no match.",
    )


def _how_much(hit: Row) -> str:
    found: dict[str, list[str]] = {"agree": [], "input": [], "list": []}
    for part in hit["parts"]:
        name = family(part)
        if name in ("over", "differs"):
            found["input"].append(part["query"])
            found["list"].append(part["listed"])
        elif name != "rule":
            found["agree"].append(part["query"])
    agree, own, listed = (text(", ".join(filter(None, each))) for each in found.values())
    if not agree:
        return "An identifier agrees; compare the names yourself."
    return f"Related: {agree}. Left over in the input: {own or 'nothing'}; in the list: {listed or 'nothing'}."


def _whole(evidence: Iterable[Mapping[str, Any]]) -> str:
    facts: dict[str, list[str]] = {}
    for each in evidence:
        facts.setdefault(each["outcome"], []).append(each["fact"])
    counted = "; ".join(f"{outcome}: {', '.join(dict.fromkeys(of))}" for outcome, of in facts.items())
    known = f"{text(counted)}. " if counted else ""
    return f"{known}Compare the entry with all that you know; get what is missing."


def _actions(hit: Row) -> str:
    def row(action: Mapping[str, Any]) -> tuple[str, ...]:
        agency = f"; decided by {action['agency']}" if action["agency"] else ""
        programme = " ".join(filter(None, (action["programme"], action["title"] and f"({action['title']})")))
        source = f" [{action['reason_source']}]" if action["reason_source"] else ""
        return (
            text(action["date"]) or _NOT,
            text(action["authority"] + agency),
            text(programme) or _NOT,
            text(action["legal_basis"]) or _NOT,
            text(", ".join(action["measures"])) or _NOT,
            text(action["reason"] + source) or _NOT,
            link(action["source_url"]) or _NOT,
        )

    head = ("date", "authority", "programme", "legal basis", "measures", "reason", "source")
    return table(head, map(row, hit["actions"]), name="actions")


def _parties(hit: Row) -> Iterator[tuple[str, str]]:
    yield "Matched name", text(f"{hit['matched_name']} ({hit['matched_name_kind']}, {hit['matched_name_quality']})")
    for label, side in (("Queried name as compared", "queried"), ("Matched name as compared", "matched")):
        if words := hit[f"{side}_words"]:
            yield label, text(f"{words} ({hit[f'{side}_script'] or 'no letters'})")
    yield "Primary name", text(f"{hit['primary_name']} ({hit['entry_kind']})")
    for label, column in (("Other names that match", "other_names"), ("Relations", "relations")):
        if hit[column]:
            yield label, text("; ".join(hit[column]))
    for name, value in hit.items():
        if name.startswith("input_") and value:
            yield f"Input: {name.removeprefix('input_')}", text(value)
    yield "Decision", text(hit["decision"]) or "none"
    yield "Disposition", text(hit["disposition"]) or "none"
    snapshot = (
        f"{hit['list_id']} {hit['entry_id']}, snapshot of {hit['snapshot_date']}, SHA-256 {hit['snapshot_sha256']}"
    )
    yield "List entry", text(snapshot)
    yield "Alert id", text(hit["alert_id"]) + (f"; case {text(hit['case_id'])}" if hit["case_id"] else "")
