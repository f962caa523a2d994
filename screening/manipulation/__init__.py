"""Manipulated names as testers make them, class by class (EF-02 to EF-32), drawn by a seed.

The generator knows nothing of how names are scored: it reads neither the score, nor the similarity, nor the lexicon,
and its facts are its own (``facts.toml``). Every class says in words which names are eligible, and nothing is dropped
because it is hard to find. One exception serves fairness: a manipulated name that happens to be another listed name is
left out. The same names, class, count and seed give the same cases.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from screening.manipulation._classes import CLASSES, Manipulation, Right
from screening.manipulation._pool import Draw, Pool, Source, is_latin, script_of

__all__ = [
    "CLASSES",
    "Case",
    "Draw",
    "Manipulation",
    "Pool",
    "Right",
    "Source",
    "apply",
    "generate",
    "is_latin",
    "script_of",
]


@dataclass(frozen=True, slots=True)
class Case:
    """A manipulated name, the listed name it was made of, and the birth date to screen with it, if any."""

    manipulation: str
    query: str
    source: Source
    birth: dt.date | None = None


def generate(manipulation: Manipulation, pool: Pool, count: int, seed: int) -> Iterator[Case]:
    """Make up to ``count`` cases of one class, each from another listed name, drawn by the seed.

    Args:
        manipulation: the class.
        pool: the listed names.
        count: the most cases; fewer come where fewer names are eligible.
        seed: of the draw; each class draws by itself.
    """
    draw = Draw(f"{seed} {manipulation.id}")
    made = 0
    for source in draw.sample(pool.sources, len(pool.sources)):
        if made == count:
            return
        query = apply(manipulation, source, pool, draw)
        same = manipulation.listed or query.casefold() == source.text.casefold()
        if query and (same or query.casefold() not in pool.texts):
            made += 1
            altered = manipulation.birth(source.birth, draw) if manipulation.birth and source.birth else None
            yield Case(manipulation.id, query, source, altered)


def apply(manipulation: Manipulation, source: Source, pool: Pool, draw: Draw) -> str:
    """Manipulate one name; "" where it is not eligible or nothing changed."""
    if manipulation.kinds and source.kind not in manipulation.kinds:
        return ""
    if manipulation.latin and not is_latin(source.text):
        return ""
    changed = manipulation.make(source, pool, draw)
    return "" if changed == source.text and not manipulation.listed else changed
