"""How far apart two spellings of a word are in weighted edits, and what an edit takes off their likeness.

A full edit costs 1; vowels for vowels, letters of one sound family, doubled letters, ``h`` and neighbour swaps less.
"""

_COST_OF_EDIT = {3: 0.36, 4: 0.28, 5: 0.22, 6: 0.18, 7: 0.15, 8: 0.125, 9: 0.11}
"""What one full edit costs a word of so many letters (the longer counts); .10 from ten letters on."""

VOWELS = frozenset("aeiouy")
_CHEAP = {frozenset("ou"): 0.4, frozenset("ei"): 0.4, frozenset("ea"): 0.5, frozenset("oa"): 0.75}
_CHEAP |= {frozenset(pair): 0.3 for pair in ("iy", "ij", "yj")}
_FAMILIES = ("kqcg", "szc", "dt", "bp", "vwf", "gj", "mn")
_CHEAP |= {frozenset((a, b)): 0.6 for family in _FAMILIES for a in family for b in family if a < b}
_FIRST_LETTER, _LAST_VOWEL = 0.25, 0.2  # Maria / Mario are two names

LONGEST_EDITED = 32
"""Longer words are compared for equality of letters or sounds only; the longest of the real lists has 31 letters."""


def edits_allowed(shorter: int, longer: int) -> int:
    """How many plain edits two words of so many letters may differ by and still be compared."""
    if shorter < 3 or longer > LONGEST_EDITED:
        return 0
    if shorter >= 7 or (shorter == 6 and longer >= 8):
        return 2
    return 1


def edit_cost(a: str, b: str) -> float:
    """Weighted edit distance of two words, common beginning and end set aside; symmetric, 0 only for equal words.

    A full edit costs 1; vowels for vowels, letters of one sound family, doubled letters, ``h`` and neighbour swaps
    cost less; a changed first letter costs .25 more, a changed last vowel .2 more.
    """
    start = 0
    shorter = min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    cost = _core_cost(a, b, start, end)
    if start == 0 and cost:
        cost += _FIRST_LETTER
    if end == 0 and a[-1:] != b[-1:] and a[-1:] in VOWELS and b[-1:] in VOWELS:
        cost += _LAST_VOWEL
    return cost


def _core_cost(a: str, b: str, start: int, end: int) -> float:
    """Weighted optimal string alignment of what lies between the common beginning and end."""
    m, n = len(a) - start - end, len(b) - start - end
    two_ago: list[float] = []
    previous = [0.0]
    for j in range(n):
        previous.append(previous[j] + _single_cost(b, start + j))
    for i in range(m):
        p = start + i
        drop = _single_cost(a, p)
        row = [previous[0] + drop]
        for j in range(n):
            q = start + j
            best = min(
                previous[j] + (0.0 if a[p] == b[q] else change_cost(a[p], b[q])),
                previous[j + 1] + drop,
                row[j] + _single_cost(b, q),
            )
            if i and j and a[p] == b[q - 1] and a[p - 1] == b[q] and a[p] != b[q]:
                best = min(best, two_ago[j - 1] + 0.9)
            row.append(best)
        two_ago, previous = previous, row
    return previous[n]


def _single_cost(word: str, at: int) -> float:
    """Cost of a letter that only one side has."""
    letter = word[at]
    if (at and word[at - 1] == letter) or word[at + 1 : at + 2] == letter:
        return 0.4
    if letter == "h":
        return 0.5
    return 0.75 if letter in VOWELS else 1.0


def change_cost(x: str, y: str) -> float:
    """Cost of one letter written as another: the least for vowels that are heard alike."""
    cheap = _CHEAP.get(frozenset((x, y)))
    if cheap is not None:
        return cheap
    return 0.6 if x in VOWELS and y in VOWELS else 1.0


def edit_unit(letters: int) -> float:
    """What one full edit takes off the likeness of words whose longer one has so many letters."""
    return _COST_OF_EDIT.get(letters, 0.36 if letters < 3 else 0.1)
