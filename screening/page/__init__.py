"""One self-contained HTML page: everything in it is escaped, it loads nothing, and runs only what we wrote.

The policy in its head names our style and script by their SHA-256, so that nothing else of that sort would run even if
it got into the page (https://www.w3.org/TR/CSP3/#grammardef-hash-source). Therefore no element has a ``style`` of its
own: what is drawn is SVG, whose attributes are no styles. Shown on a screen, on paper, and without a script alike.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Control codes and direction marks: not allowed in HTML, or able to show text other than it is."""
_LONGEST_LINK = 2_000


@cache
def _basic_style() -> str:
    return Path(__file__).with_name("page.css").read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def shell(title: str, body: Iterable[str], *, style: str = "", script: str = "") -> Iterator[str]:
    """The whole page, piece by piece.

    Args:
        title: of the window; it is escaped.
        body: markup, escaped by those who made it.
        style: of ours, without anything from outside and without ``</``.
        script: likewise.
    """
    style = _basic_style() + style
    policy = f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    if script:
        policy += f"; script-src {_hash(script)}"
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light">'
        f"<title>{text(title)}</title>\n<style>{style}</style></head><body>\n"
    )
    yield from body
    yield (f"<script>{script}</script>" if script else "") + "</body></html>\n"


def text(value: object) -> str:
    """Any value as escaped text on one line: control codes and direction marks become a visible sign; None is ""."""
    return escape(_CONTROL.sub("�", "" if value is None else str(value)))


def link(address: str) -> str:
    """An https address as a link; any other text as text, for it could run something or lead nowhere."""
    said = text(address)
    plain = said == escape(address) and not any(sign.isspace() for sign in address)
    if address.startswith("https://") and plain and len(address) <= _LONGEST_LINK:
        return f'<a href="{said}" rel="noopener noreferrer">{said}</a>'
    return said


def table(head: Iterable[str], rows: Iterable[Iterable[str]], *, name: str = "", numbers: Iterable[int] = ()) -> str:
    """A table of cells that are markup already.

    Args:
        head: the columns, as text.
        rows: cells of each row, escaped.
        name: the class of the table, of ours.
        numbers: which columns (from 0) stand to the right.
    """
    right = set(numbers)

    def cells(tag: str, row: Iterable[str]) -> str:
        return "".join(f"<{tag}{' class=n' if i in right else ''}>{cell}" for i, cell in enumerate(row))

    body = "".join(f"<tr>{cells('td', row)}\n" for row in rows)
    kind = f' class="{name}"' if name else ""
    return f"<table{kind}><thead><tr>{cells('th', map(text, head))}</thead><tbody>\n{body}</tbody></table>\n"


def terms(pairs: Iterable[tuple[str, str]]) -> str:
    """A list of labels, as text, and what they say, as markup."""
    return "<dl>" + "".join(f"<dt>{text(label)}</dt><dd>{said}</dd>\n" for label, said in pairs) + "</dl>\n"
