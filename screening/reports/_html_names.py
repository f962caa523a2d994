"""The two names of a hit word by word, and its score as a bar and a table, for the HTML report.

Every part of a score has a number that stands in all three. What a part is shows in words and by a sign and a frame
beside the colour, so that nothing is lost in black and white or to a reader who does not tell the colours apart; the
colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from screening.page import table, text
from screening.similarity import Relation
from screening.text import fold_words

Part = Mapping[str, Any]

_SIGNS = {
    "equal": "=",
    "spelling": "≈",
    "script": "⇄",
    "initial": "·",
    "over": "+",
    "differs": "≠",
    "free": "○",
    "rule": "",
}
"""The sign of each family of relations."""
LEGEND = (
    ("equal", "equal"),
    ("spelling", "spelling, sound, or a variant of the name"),
    ("script", "transliteration or translation"),
    ("initial", "initial"),
    ("over", "left over on one side"),
    ("differs", "left over on both sides and different"),
    ("free", "not counted"),
)
_OF_SCRIPT = frozenset([Relation.TRANSLITERATION, Relation.HEARD, Relation.TRANSLATION])
_FORM = "legal form"
_WIDE = 26
"""From this width on (of 1000) a piece of the bar has room for its number."""


def family(part: Part) -> str:
    """Which family of relations a part belongs to; "rule" for one that concerns no word."""
    kind = part["kind"]
    if not (part["query"] or part["listed"]):
        return "rule"
    if kind == Relation.EQUAL:
        return "equal"
    if kind == Relation.INITIAL:
        return "initial"
    if kind in _OF_SCRIPT:
        return "script"
    if kind in set(Relation):
        return "spelling"
    return "differs" if part["query"] and part["listed"] else "over"


def sign(name: str) -> str:
    """The sign of a family as markup: it is no word, so it is not read out."""
    return f'<i aria-hidden="true">{_SIGNS[name]}</i>'


def legend() -> str:
    """What the signs and colours mean."""
    items = "".join(f'<li class="f-{name}">{sign(name)} {text(said)}' for name, said in LEGEND)
    return f'<ul class="legend">{items}</ul>\n'


def words(hit: Mapping[str, Any]) -> str:
    """Both names, one column a part: what the input says above, what the list says below, and how they are related."""
    cells = ['<li class="key"><b>input</b><i></i><b>list</b><small></small>']
    for number, part in enumerate(hit["parts"], start=1):
        name = family(part)
        if name == "rule":
            continue
        sides = "".join(
            f"<b>{text(_readable(side, part))}</b>" if side else '<b class="none">nothing</b>'
            for side in (part["query"], part["listed"])
        ).replace("</b><b", f"</b>{sign(name)}<b")
        cells.append(f'<li class="f-{name}">{sides}<small>{number} {text(part["kind"])}</small>')
    cells.extend(_free(hit))
    return f'<ol class="words">{"".join(cells)}</ol>\n' if len(cells) > 1 else ""


def _readable(words: str, part: Part) -> str:
    """Legal forms stand in a part by the names of their classes ("joint_stock")."""
    return words.replace("_", " ") if part["kind"] == _FORM else words


def _free(hit: Mapping[str, Any]) -> Iterator[str]:
    """Words of either name that no part speaks of: titles, particles, legal forms that agree."""
    if any(part["kind"] == "equal identifier" for part in hit["parts"]):
        return
    for column, side in (("queried_name", "query"), ("matched_name", "listed")):
        used = {word for part in hit["parts"] if part["kind"] != _FORM for word in fold_words(part[side])}
        numbers = tuple(word for word in used if word.isdigit())  # of "224th" the score knows 224
        left = " ".join(word for word in fold_words(hit[column]) if word not in used and not word.startswith(numbers))
        if left:
            sides = [f"<b>{text(left)}</b>", '<b class="none">nothing</b>']
            pair = sign("free").join(sides if side == "query" else reversed(sides))
            yield f'<li class="f-free">{pair}<small>not counted</small>'


def bar(hit: Mapping[str, Any]) -> str:
    """The score as a stacked bar of 100 points: what each part earned, then what each could have earned more."""
    parts: Sequence[Part] = hit["parts"]
    said = f"Score {hit['score']:.2f} of 100"
    if hit["threshold"]:
        said += f", threshold {hit['threshold']:g}"
    drawn = "".join(_pieces(parts))
    if hit["threshold"]:
        at = round(10 * hit["threshold"])
        drawn += f'<path class="line" d="M{at} 0V40"/>'
        drawn += f'<text x="{at - 6}" y="54" text-anchor="end">threshold {hit["threshold"]:g}</text>'
    shown = (
        f'<text x="{min(round(10 * hit["score"]), 998)}" y="54" text-anchor="{_anchor(hit)}">{hit["score"]:.2f}</text>'
    )
    return f'<svg class="bar" viewBox="0 0 1000 58" role="img" aria-label="{text(said)}">{drawn}{shown}</svg>\n'


def _anchor(hit: Mapping[str, Any]) -> str:
    """The score stands to the right of the threshold's words unless it lies left of it or at the end."""
    return "end" if hit["score"] > 93 else "start" if hit["score"] >= hit["threshold"] else "end"


def _pieces(parts: Sequence[Part]) -> Iterator[str]:
    at = 0.0
    for lost in (False, True):
        for number, part in enumerate(parts, start=1):
            wide = 10 * (max(0.0, part["share"] - max(0.0, part["points"])) if lost else part["points"])
            if wide < 0:  # taken off again: drawn over the end of what was earned
                yield f'<rect class="off" x="{at + wide:.1f}" y="8" width="{-wide:.1f}" height="26"/>'
                at += wide
            elif wide > 0:
                name = f"lost f-{family(part)}" if lost else f"f-{family(part)}"
                yield f'<rect class="{name}" x="{at:.1f}" y="8" width="{wide:.1f}" height="26"/>'
                if wide >= _WIDE:
                    ink = "" if lost else ' class="on"'
                    yield f'<text{ink} x="{at + wide / 2:.1f}" y="26" text-anchor="middle">{number}</text>'
                at += wide


def parts_table(hit: Mapping[str, Any]) -> str:
    """All parts with their points; the points add up to the score."""
    rows = [
        (
            f"{number} {sign(family(part))}",
            text(part["kind"]),
            text(part["query"]),
            text(part["listed"]),
            f"{part['points']:.2f}",
            f"{part['share']:.2f}",
        )
        for number, part in enumerate(hit["parts"], start=1)
    ]
    rows.append(("", "score", "", "", f"{hit['score']:.2f}", ""))
    return table(("no.", "relation", "input", "list", "points", "of"), rows, name="parts", numbers=(4, 5))
