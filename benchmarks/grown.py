"""Names and lists grown to any size by a seeded rule, so that a measurement of scale can be repeated.

The rule: the first half of the words of one name and the second half of another's, both drawn by the seed. Lengths,
scripts of a half and the words themselves are those of the sources; common words become commoner than in life, which
makes the figures worse rather than better.
"""

import random
from collections.abc import Iterator, Sequence

import polars as pl

from screening.schema import Tables
from screening.store import Loaded


def recombined(first: str, second: str) -> str:
    """The first half of the words of one name, the second half of another's; one word of each where both have one."""
    head, tail = first.split(), second.split()
    return " ".join([*head[: (len(head) + 1) // 2], *tail[len(tail) // 2 :]])


def names(sources: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """``count`` names: the sources themselves, in their order, then recombined ones."""
    draw = random.Random(seed)  # noqa: S311  # a sample, not a secret
    yield from sources[:count]
    for _ in range(count - len(sources)):
        yield recombined(draw.choice(sources), draw.choice(sources))


def sampled(lists: Sequence[Loaded], count: int, seed: int) -> list[Loaded]:
    """Lists cut to entries drawn by the seed, about ``count`` names in all; every list is cut alike."""
    share = count / sum(each.tables.names.height for each in lists)
    return [_of_entries(each, _drawn(each, share, seed)) for each in lists]


def _drawn(lst: Loaded, share: float, seed: int) -> pl.DataFrame:
    heads = lst.tables.designations.select("list_id", "entry_id")
    draw = random.Random(seed)  # noqa: S311  # a sample, not a secret
    return heads[sorted(draw.sample(range(heads.height), round(min(1.0, share) * heads.height)))]


def _of_entries(lst: Loaded, entries: pl.DataFrame) -> Loaded:
    kept = [
        frame.join(entries, on=["list_id", "entry_id"], how="semi", maintain_order="left")
        for frame in (lst.tables.designations, lst.tables.names, lst.tables.facts, lst.tables.actions)
    ]
    return Loaded(lst.spec, lst.snapshot, Tables(*kept))


def multiplied(lists: Sequence[Loaded], count: int, seed: int) -> list[Loaded]:
    """Lists repeated until they hold ``count`` names: the first time as they are, then with recombined names."""
    held = sum(each.tables.names.height for each in lists)
    times = -(-count // held)
    draw = random.Random(seed)  # noqa: S311  # a sample, not a secret
    return [Loaded(each.spec, each.snapshot, _repeated(each.tables, times, draw)) for each in lists]


def _repeated(tables: Tables, times: int, draw: random.Random) -> Tables:
    """Tables beside copies of them whose entries and names are new; facts are those of the first only."""
    texts = tables.names["text"].to_list()
    copies = [tables]
    for number in range(1, times):
        entry_id = pl.format("{}~{}", "entry_id", pl.lit(number))
        renamed = [recombined(draw.choice(texts), draw.choice(texts)) for _ in texts]
        copies.append(
            Tables(
                tables.designations.with_columns(entry_id),
                tables.names.with_columns(entry_id, text=pl.Series(renamed, dtype=pl.String)),
                tables.facts.clear(),
                tables.actions.with_columns(entry_id),
            )
        )
    return Tables.concat(copies)
