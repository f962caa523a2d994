"""The cheapest way to write a word of a script without vowels as a Latin word: ``screening.romanise._paths``, compiled.

Of the pairs of words asked about 3 of 100 are one; three quarters are told by the lower bounds.
"""

from screening.index._distances import compiled
from screening.index._flat import Numbers, Paths

_LAST_BITS = 31
"""Letters as bits, see ``Paths``."""


@compiled
def insertion(latin: Numbers, start: int, end: int, at: int) -> float:
    """``screening.romanise._paths.insertions`` of one letter: what a Latin letter costs that no letter writes."""
    letter = latin[at]
    before = latin[at - 1] if at > start else 0
    if letter in (97, 101, 105, 111, 117):
        if at == start:
            return 0.8
        if before in (97, 101, 105, 111, 117):
            return 0.25
        if at < end - 1:
            return 0.04
        return 1.0 if letter == 105 else 0.6
    if letter == before:
        return 0.06
    if letter in (119, 121):
        return 0.6 if at < end - 1 else 1.0
    return 0.4 if letter == 104 and at > start else 1.3


@compiled
def insertions(latin: Numbers, start: int, end: int, bounds: Numbers) -> int:
    """Note what each letter of a Latin word costs that no letter writes; returns the letters it has not, as bits."""
    others = -1
    for at in range(start, end):
        bounds[0, at - start] = insertion(latin, start, end, at)
        others &= ~(1 << (int(latin[at]) & _LAST_BITS))
    return others


@compiled
def least_cost(
    paths: Paths, first: int, size: int, latin: Numbers, start: int, end: int, others: int, most: float, bounds: Numbers
) -> float:
    """Note what the places of a form from each on, and the letters of a Latin word from each on, cost at least.

    Where only those Latin letters may be written, and those cost that no place writes. Returns the sum.
    """
    arcs, sizes, costs, written, length = paths.arcs, paths.sizes, paths.costs, paths.written, end - start
    by_places = 0
    for arc in range(arcs[first], arcs[first + size]):
        by_places |= int(written[arc])
    bounds[2, length] = 0.0
    for n in range(length - 1, -1, -1):
        is_written = by_places >> (int(latin[start + n]) & _LAST_BITS) & 1
        bounds[2, n] = bounds[2, n + 1] + (0.0 if is_written else bounds[0, n])
    if bounds[2, 0] > most:
        return float(bounds[2, 0])
    bounds[1, size] = 0.0
    for m in range(size - 1, -1, -1):
        cheapest = most + 1.0
        for arc in range(arcs[first + m], arcs[first + m + 1]):
            cost = costs[arc] + bounds[1, m + sizes[arc]] + (most + 1.0 if int(written[arc]) & others else 0.0)
            cheapest = cost if cost < cheapest else cheapest
        bounds[1, m] = cheapest
    return float(bounds[1, 0] + bounds[2, 0])


@compiled
def path_cost(
    paths: Paths, first: int, size: int, latin: Numbers, start: int, end: int, others: int, most: float,
    bounds: Numbers, rows: Numbers,
) -> float:  # fmt: skip
    """Cost of the cheapest way to write one form of a word as a Latin word; more than ``most`` where all cost more."""
    arcs, sizes, costs, written, length = paths.arcs, paths.sizes, paths.costs, paths.written, end - start
    chunk_starts, chunks = paths.chunk_starts, paths.chunks
    for m in range(size + 1):
        for n in range(length + 1):
            rows[m, n] = most + 1.0
    rows[0, 0] = 0.0
    for m in range(size + 1):
        within = most - bounds[1, m]
        for n in range(length + 1):
            so_far = rows[m, n]
            if so_far + bounds[2, n] > within:
                continue
            if n < length:
                rows[m, n + 1] = min(rows[m, n + 1], so_far + bounds[0, n])
            for arc in range(arcs[first + m], arcs[first + m + 1] if m < size else 0):
                begin, chunk = chunk_starts[arc], chunk_starts[arc + 1] - chunk_starts[arc]
                if int(written[arc]) & others or n + chunk > length:
                    continue
                same = True
                for k in range(chunk):
                    if chunks[begin + k] != latin[start + n + k]:
                        same = False
                        break
                if same:
                    to = m + sizes[arc]
                    rows[to, n + chunk] = min(rows[to, n + chunk], so_far + costs[arc])
    return float(rows[size, length])
