"""``screening.sound.sounds``, compiled: in how many ways a Latin word is read, and what each sounds like.

The patterns there stand here as rules: sets of letters, one a place, and what is written for them
(``tests/test_sounds.py`` holds the two equal). First come the spellings of a word, as written and as most systems would
write it, then each of them with its families folded.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from screening.index._distances import compiled
from screening.index._flat import ZERO, Families, Numbers, shown
from screening.sound import FAMILIES

MOST_LETTERS = 96
"""Longer words are not read here."""
_WIDTH = 2 * MOST_LETTERS
_A, _F, _H, _I, _J, _K, _O, _S, _T, _U, _V, _W, _Y, _Z = (ord(letter) for letter in "afhijkostuvwyz")
_ZH, _Z_LETTERS, _AU_LETTERS = ord("Z"), 5, 5
_CONSONANT, _SOFTENED, _ANY, _END = "bcdfghklmnpqrstvwxz", "bcdfghklmnprstvz", "", "$"


class _Rule(NamedTuple):
    """Letters that are written otherwise: sets of letters, ``^`` none of these, ``$`` no letter at all."""

    before: str
    letters: str
    behind: str
    plainly: str = ""


_SOFT = [
    *(
        " ".join([_SOFTENED] * n + rest)
        for n in (1, 2, 3)
        for rest in (["y", "$"], ["y", "iyj", "$"], ["i", "iyj", "$"])
    ),
    *("v $", "v a $"),
]
_SPELLINGS = (
    [_Rule("^t", "c h", "^t", "sh")],
    [_Rule(_CONSONANT, "yj o", _CONSONANT, "e")],
    [_Rule(_SOFTENED, "i o", behind, "e") for behind in _SOFT],
    [_Rule(_ANY, "g u", "ei", "g")],
    [_Rule(_ANY, "d j", "", "di")],
    [_Rule(_ANY, "c k", "iyj", "tsk")],
    [_Rule(_END, "yj u", "r eiy", "u")],
    [_Rule(_CONSONANT, "ao u", "$", "ov")],
    [_Rule(_ANY, "s z c z", "", "shch")],
    [_Rule(_ANY, "s z", "", "sh")],
    [_Rule(_ANY, "s j t s j", "", "shch")],
    [_Rule(_ANY, "t s j", "", "ch"), _Rule(_ANY, "t j", "", "ch")],
    [_Rule("^t", "s j", "", "sh")],
    [_Rule(_ANY, "z j", "", "zh")],
)
"""Those of ``screening.sound.OTHER_SPELLINGS``, in their order."""
_CH, _AU, _TSJ, _SJ, _OTHERS = 0, 7, 11, 12, len(_SPELLINGS)
_FRENCH = ["o u", "t c h", "c h t", f"{_CONSONANT} i n e $", "oe f f $"]
_GERMAN = ["s c h", "sz k i $", "sz k i jy $"]
_GERMAN += [
    " ".join(["eo", "w", *ending, "$"])
    for ending in ("", "a", "na", "itsch", "icz", "itch", "ich", "ski", "skij", "skaja")
]
_BY_GERMAN = [
    *(
        _Rule(_ANY, "s c h t s c h", "", "shch"),
        _Rule(_ANY, "s t s c h", "", "shch"),
        _Rule(_ANY, "t s c h", "", "tch"),
    ),
    *(
        _Rule(_ANY, "s c h", "", "J"),
        _Rule(_ANY, "c h", "", "h"),
        _Rule(_ANY, "t z", "", "Q"),
        _Rule("^csd", "z", "", "Q"),
    ),
]
_FOR_GERMAN = [
    *(_Rule(_ANY, "z h", "", "J"), _Rule(_ANY, "t s", "^c", "Q"), _Rule(_ANY, "t s", "c ^h", "Q")),
    *(_Rule(_ANY, "t z", "", "Q"), _Rule(_ANY, "t c", "^h", "Q"), _Rule("^csd", "z", "^h", "Q")),
]
_SETS = (
    *_SPELLINGS,
    *(_BY_GERMAN, _FOR_GERMAN, [_Rule(_ANY, "J", "", "sh")], [_Rule(_CONSONANT, "i n e", "$", "in")]),
    *(
        [_Rule(_ANY, each, "") for each in _FRENCH],
        [_Rule(_ANY, "sz j", "")],
        [_Rule(_ANY, each, "") for each in _GERMAN],
    ),
)
_WRITE_GERMAN, _WRITE_FOR_GERMAN, _J_AS_SH, _INE, _IS_FRENCH, _IS_SCANDINAVIAN, _IS_GERMAN = (
    ZERO + number for number in range(_OTHERS, len(_SETS))
)


def _mask(letters: str) -> int:
    """A set of letters, one bit each."""
    found = 0
    for letter in letters.removeprefix("^"):
        found |= 1 << (26 if letter == "$" else ord(letter) - (_A if "a" <= letter <= "z" else 37))
    return ~found if letters.startswith("^") or not letters else found


_RULES = [rule for each in _SETS for rule in each]
_FIRST = np.cumsum([0, *map(len, _SETS)])
_PLACES = np.full((len(_RULES), 9), -1, np.int64)
"""For each rule the sets before it, at its letters and behind; -1 is any."""
_TOOK = np.array([len([each for each in rule.letters.split() if each != "$"]) for rule in _RULES])
_PLAINLY = np.zeros((len(_RULES), 4), np.uint8)
for _number, _rule in enumerate(_RULES):
    _places = [_rule.before, *_rule.letters.split(), *_rule.behind.split()]
    _PLACES[_number, : len(_places)] = list(map(_mask, _places))
    _PLAINLY[_number, : len(_rule.plainly)] = list(_rule.plainly.encode())


_BEHIND = {"c": "hk", "g": "u", "i": "o", "y": "o", "k": "i", "t": "s", "j": _ANY, "w": _ANY, "z": _ANY}
"""What behind a letter may make a habit of spelling, as ``screening.sound`` asks first."""
_HABITS = np.zeros(256, np.int64)
for _letter, _behind in _BEHIND.items():
    _HABITS[ord(_letter)] = _mask(_behind)
_BEGUN_BY = [[n for n in range(len(_RULES)) if _PLACES[n, 1] >> letter & 1] for letter in range(26)]
_BEGUN_STARTS, _BEGUN = np.cumsum([0, *map(len, _BEGUN_BY)]), np.array([rule for each in _BEGUN_BY for rule in each])
"""The rules that each small letter begins."""
_SET_OF = np.repeat(np.arange(len(_SETS)), np.diff(_FIRST))


def families_of(pairs: tuple[tuple[str, str], ...]) -> Families:
    """Spellings by their first letter, the longest first, each with what it is read as."""
    ordered = sorted(pairs, key=lambda each: (each[0][0], -len(each[0])))
    arrays: tuple[Numbers, ...] = (
        np.searchsorted([ord(each[0]) for each, _ in ordered], np.arange(257)).astype(np.int64),
        np.cumsum([0, *(len(each) for each, _ in ordered)], dtype=np.int64),
        np.frombuffer("".join(each for each, _ in ordered).encode(), dtype=np.uint8),
        np.frombuffer("".join(letter for _, letter in ordered).encode(), dtype=np.uint8),
    )
    return Families(*map(shown, arrays))


@cache
def families() -> Families:
    """The families of ``screening.sound``."""
    return families_of(FAMILIES)


@compiled
def room(most: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Room for the spellings of a word and for its sounds, ``most`` at most, with how many letters each has."""
    rows, out = np.zeros((_OTHERS + 3, _WIDTH), np.uint8), np.zeros((most, _WIDTH), np.uint8)
    return rows, np.zeros(_OTHERS + 3, np.int64), out, np.zeros(most, np.int64)


@compiled
def _stands(rule: int, word: Numbers, row: int, size: int, at: int) -> bool:
    """Whether the letters of a rule stand at a place."""
    for place in range(9):
        wanted, here = _PLACES[rule, place], at + place - 1
        if wanted == -1:
            continue
        code = 26
        if 0 <= here < size:
            letter = int(word[row, here])
            code = letter - 97 if 97 <= letter <= 122 else letter - 37 if 65 <= letter <= 90 else 27
        if not (wanted >> code) & 1:
            return False
    return True


@compiled
def _has_habit(word: Numbers, row: int, size: int) -> bool:
    """Whether a word may be read in more than one way; most may not, which is quickly seen."""
    for at in range(size):
        code = int(word[row, at + 1]) - 97 if at + 1 < size else 26
        if _HABITS[word[row, at]] >> (code if 0 <= code < 27 else 27) & 1:
            return True
    if size > 1 and word[row, size - 1] == _U and word[row, size - 2] in (_A, _O):
        return True
    return bool(size > 1 and word[row, 0] == _Y and word[row, 1] == _U)


@compiled
def _sets_of(word: Numbers, row: int, size: int) -> int:
    """Which sets of rules stand anywhere in a word, one bit each."""
    found = ZERO
    for at in range(size):
        letter = int(word[row, at]) - 97
        for each in range(_BEGUN_STARTS[letter], _BEGUN_STARTS[letter + 1]) if 0 <= letter < 26 else range(0):
            if _stands(_BEGUN[each], word, row, size, at):
                found |= 1 << _SET_OF[_BEGUN[each]]
    return found


@compiled
def _rewrite(rules: int, word: Numbers, row: int, size: int, to: int) -> int:
    """Write a row into another one by the first of a set of rules that stands at each place; how many letters."""
    count, at = 0, ZERO
    while at < size:
        took = 0
        for rule in range(_FIRST[rules], _FIRST[rules + 1]):
            if _stands(rule, word, row, size, at):
                took = _TOOK[rule]
                for k in range(4):
                    if _PLAINLY[rule, k]:
                        word[to, count] = _PLAINLY[rule, k]
                        count += 1
                break
        if took == 0:
            word[to, count] = word[row, at]
            count, took = count + 1, 1
        at += took
    return count


@compiled
def is_among(rows: Numbers, sizes: Numbers, count: int, row: int) -> bool:
    """Whether one row is equal to one of the first rows."""
    for other in range(count):
        same = sizes[other] == sizes[row]
        for at in range(sizes[row] if same else 0):
            if rows[other, at] != rows[row, at]:
                same = False
                break
        if same:
            return True
    return False


@compiled
def _spellings(rows: Numbers, sizes: Numbers) -> int:
    """Write the spellings of the word in row 0 into the rows behind it; returns how many there are."""
    first, count = ZERO, ZERO + 1
    size = sizes[first]
    sets = _sets_of(rows, first, size) if _has_habit(rows, first, size) else ZERO
    if not sets:
        return count
    german, slavic = sets >> _IS_GERMAN & 1, False
    for at in range(size):
        letter, behind = rows[0, at], rows[0, at + 1] if at + 1 < size else 0
        slavic = slavic or (letter == _Z and (size >= _Z_LETTERS or behind == _H)) or (letter == _T and behind == _S)
    if not sets >> _IS_FRENCH & 1:
        sets &= ~(1 << _CH)
    if not sets >> _IS_SCANDINAVIAN & 1:
        sets &= ~(1 << _TSJ | 1 << _SJ)
    if size < _AU_LETTERS:
        sets &= ~(1 << _AU)
    known = count
    for rules in range(_INE):
        source = first if rules in (_WRITE_GERMAN, _WRITE_FOR_GERMAN) else known if rules == _J_AS_SH else count - 1
        wanted = sets >> rules & 1
        if rules >= _WRITE_GERMAN:
            wanted = int(slavic and not german) if rules == _WRITE_FOR_GERMAN else german
        if wanted:
            sizes[count] = _rewrite(rules, rows, source, sizes[source], count)
            count += 1
        if rules < _WRITE_GERMAN:
            known = count
    while count > known and is_among(rows, sizes, known, count - 1):
        count -= 1
    return count


@compiled
def fold(rows: Numbers, row: int, size: int, families: Families) -> int:
    """Fold the families of one row in place; returns how many letters are left."""
    count, at = 0, 0
    while at < size:
        letter, took = int(rows[row, at]), 1
        for family in range(families.firsts[letter], families.firsts[letter + 1]):
            begin, end = families.starts[family], families.starts[family + 1]
            same = at + end - begin <= size
            for k in range(end - begin if same else 0):
                if rows[row, at + k] != families.letters[begin + k]:
                    same = False
                    break
            if same:
                letter, took = int(families.folded[family]), end - begin
                break
        rows[row, count] = letter
        count, at = count + 1, at + took
    return count


@compiled
def _finish(rows: Numbers, row: int, size: int, j: int, out: Numbers, to: int) -> int:
    """Write a folded row with every letter once where it is doubled, and with its ending as others write it."""
    count = 0
    for at in range(size):
        letter = int(rows[row, at]) if rows[row, at] != _J else j
        if count == 0 or out[to, count - 1] != letter:
            out[to, count] = letter
            count += 1
    if count > 1 and out[to, count - 1] == _H and out[to, count - 2] in (_A, _I, _U):
        return count - 1
    if count > 1 and out[to, count - 1] == _F and out[to, count - 2] in (_I, _U):
        out[to, count - 1] = _V
    return count


@compiled
def sounds(rows: Numbers, sizes: Numbers, families: Families, out: Numbers, lengths: Numbers) -> int:
    """Write what the word in row 0 sounds like into ``out``, one row for each way to read it; returns how many."""
    with_j = False
    for at in range(sizes[0]):
        with_j = with_j or rows[0, at] == _J
    told, count = _spellings(rows, sizes), ZERO
    for row in range(told):
        size = sizes[row]
        if size > 3 and _stands(_FIRST[_INE], rows, row, size, size - 3):
            size -= 1
        sizes[row] = fold(rows, row, size, families)
    for j in (_I, _ZH):
        for row in range(told if with_j or j == _I else 0):
            lengths[count] = _finish(rows, row, sizes[row], j, out, count)
            if not is_among(out, lengths, count, count):
                count += 1
                if count == len(lengths):
                    return count
    return count
