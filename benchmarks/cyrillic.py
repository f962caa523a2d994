"""Tell Cyrillic names that are transliterated in a list from translated ones, and measure how many of each are found.

Usage: ``python -m benchmarks.cyrillic [--half 0|1] [--misses]``: every Cyrillic name of the UN and UK lists against the
best Latin name of the same entry. ``--half`` takes the entries of one of two halves (SHA-256 of the entry's number).
The table of translations was written with half 0 in view, so half 1 is the figure.

A name counts as *transliterated* where at least 60 % of its telling words have, after Unidecode, a Latin word at
``fuzz.ratio`` 80 or more in one name of the entry. Telling are the words that begin with no stem of ``_GENERIC``. Other
organisations are *translated*, other persons go by another name altogether. The test uses nothing of the engine.
"""

import argparse
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from benchmarks import sources
from benchmarks.baselines import BASELINES, plain
from benchmarks.figures import Rate, table
from screening import Screener, compare
from screening.policy import DEFAULT_THRESHOLD
from screening.schema import Kind, NameKind

_GENERIC = tuple(
    """
    обществ ограниченн ответственност акционерн публичн открыт закрыт непубличн ооо оао зао пао ао зат пат тоо тов
    федеральн государственн унитарн предприяти казенн бюджетн учрежден республиканск научно исследовательск
    производственн объединени институт завод комбинат фабрик компани корпораци концерн групп организаци центр бюро
    конструкторск имени им банк фонд агентств управляющ торгов дом и в по с на для фгуп гуп муп нии нпо нпп кб окб
    международн национальн российск автономн некоммерческ индивидуальн
    """.split()  # noqa: SIM905  # one stem a blank reads better than seventy quotes
)
TRANSLITERATED, ALIKE = 0.6, 80
_WORD = re.compile(r"[^\W\d_]+")


def half_of(text: str) -> int:
    """The half a text falls in: 0 or 1."""
    return hashlib.sha256(text.encode()).digest()[0] % 2


def is_transliterated(native: str, latin: Iterable[str]) -> bool:
    """Whether the telling words of a name stand, letter by letter, in one Latin name."""
    telling = [plain(word) for word in _WORD.findall(native.lower()) if not _is_generic(word)]
    return any(_share(telling, plain(name).split()) >= TRANSLITERATED for name in latin)


def _is_generic(word: str) -> bool:
    return any(word == stem if len(stem) < 4 else word.startswith(stem) for stem in _GENERIC)


def _share(telling: Sequence[str], words: Sequence[str]) -> float:
    found = sum(any(fuzz.ratio(word, other) >= ALIKE for other in words) for word in telling)
    return found / len(telling) if telling else 0.0


def lists(args: argparse.Namespace) -> None:
    """Cyrillic names of the UN and UK lists against the Latin names of their entry."""
    latin: dict[tuple[str, str], list[str]] = defaultdict(list)
    native: dict[tuple[str, str, Kind], set[str]] = defaultdict(set)
    for name in sources.strong_names(Screener.load(args.data / "lists", lists=("un_sc", "uk_sl"))):
        scripts = sources.scripts(name.text)
        if scripts == {"LATIN"} and name.name_kind is not NameKind.ORIGINAL_SCRIPT:
            latin[name.list_id, name.entry_id].append(name.text)
        elif scripts == {"CYRILLIC"} and args.half in (None, half_of(name.entry_id)):
            native[name.list_id, name.entry_id, name.kind].add(name.text)
    sets: dict[str, list[tuple[str, list[str], Kind]]] = defaultdict(list)
    for (list_id, entry, kind), texts in sorted(native.items()):
        others = latin[list_id, entry]
        for text in sorted(texts) if others else ():
            sets[kind.value].append((text, others, kind))
            how = "transliterated" if is_transliterated(text, others) else "other"
            sets[f"{kind.value}, {how}"].append((text, others, kind))
    lines = []
    for title, rows in sets.items():
        scores = [max(compare(text, other, kind).score for other in others) for text, others, kind in rows]
        cells = [Rate(sum(score >= DEFAULT_THRESHOLD for score in scores), len(rows))]
        for each in BASELINES:
            found = sum(any(each.score(text, other) >= each.threshold for other in others) for text, others, _ in rows)
            cells.append(Rate(found, len(rows)))
        lines.append((title, *(cell.percent() for cell in cells)))
        for score, (text, others, _) in zip(scores, rows, strict=True):
            if args.misses and score < DEFAULT_THRESHOLD:
                print(f"  missed {title}: {text!r} / {others[0]!r} score {score:g}")
    print(table(("names", "ours %", *(f"{each.title} @{each.threshold:g} %" for each in BASELINES)), lines))


def main() -> None:
    """Print the table."""
    parser = sources.arguments(__doc__)
    parser.add_argument("--half", type=int, choices=(0, 1), help="one half of the names only")
    parser.add_argument("--misses", action="store_true", help="print every missed name")
    lists(parser.parse_args())


if __name__ == "__main__":
    main()
