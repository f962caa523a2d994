"""The classes of ``screening.manipulation`` that ``accuracy.py`` measures beside other scorers.

The hard negatives EF-25 to EF-28, the options and what needs more than a name are measured by ``screening selftest``.
"""

from collections.abc import Iterator, Sequence

from benchmarks.sources import Listed
from screening import manipulation
from screening.manipulation import CLASSES, Case, Draw, Manipulation, Pool, Right, Source
from screening.schema import Kind, NameKind

__all__ = ["ELIGIBLE", "HARD_NEGATIVES", "Case", "Draw", "apply", "generate"]

_MEASURED: dict[str, Manipulation] = {
    each.id: each for each in CLASSES if each.right in (Right.FOUND, Right.SILENT_ON_NUMBERS) and not each.apart
}
ELIGIBLE = {each.id: f"{each.title}: {each.eligible}" for each in _MEASURED.values()}
HARD_NEGATIVES = frozenset(each.id for each in _MEASURED.values() if each.right.is_hard_negative)


def generate(name: str, names: Sequence[Listed], count: int, seed: int) -> Iterator[Case]:
    """Make up to ``count`` cases of one class, each from another listed name, drawn by the seed."""
    sources = Pool(Source(each.list_id, each.entry_id, each.kind, each.text, each.name_kind) for each in names)
    return manipulation.generate(_MEASURED[name], sources, count, seed)


def apply(name: str, text: str, draw: Draw, kind: Kind = Kind.ORGANISATION) -> str:
    """Manipulate one name; "" where it is not eligible or nothing changed."""
    source = Source("", "", kind, text, NameKind.PRIMARY)
    return manipulation.apply(_MEASURED[name], source, Pool([source]), draw)
