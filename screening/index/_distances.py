"""Distances between words as bytes: what ``screening.edits`` works out, compiled.

Compiled once and kept beside the module, for as long as no module of this program changes.
"""

import contextlib
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import RLock
from types import FunctionType
from typing import Any, TypeVar, cast

import numpy as np

from screening.index._flat import CONSONANTS, EXACT_ONLY, LONGEST, UNEDITED, Numbers, Words

_Function = TypeVar("_Function", bound=Callable[..., Any])
_MAKING = RLock()


@cache
def _sources() -> str:
    """What all modules of this program are: numba asks for the module of a function only, not for what that calls."""
    package, digest = Path(__file__).parent.parent, hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        found = path.stat()
        digest.update(f"{path.relative_to(package)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Compiled:
    """A function that is compiled, or read where that was kept, when it is first called.

    Only then ``numba`` is imported (0.2 s and 60 MB): importing a list, or showing one, needs none of it.
    """

    def __init__(self, function: FunctionType) -> None:
        """Remember the function as plain Python."""
        self.py_func = function
        self._made: Any = None

    def __call__(self, *given: Any) -> Any:  # noqa: ANN401  # whatever the function takes and gives
        return self.made(*given)

    @property
    def made(self) -> Any:  # noqa: ANN401  # numba has no types
        """What numba makes of the function, and of those that it calls, itself too."""
        with _MAKING:
            if self._made is None:
                names = dict(self.py_func.__globals__)
                self._made = self._make(_copy(self.py_func, names))
                for name in self.py_func.__code__.co_names:
                    if isinstance(called := names.get(name), Compiled):
                        names[name] = called.made
            return self._made

    def _make(self, function: FunctionType) -> Any:  # noqa: ANN401
        import numba  # noqa: PLC0415  # see above

        options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
        with contextlib.suppress(RuntimeError, AttributeError):  # no place to keep it, or it is kept otherwise
            made = cast("Any", numba.njit(cache=True, **options)(function))
            kept = made._cache._cache_file  # noqa: SLF001  # numba has no public way to say what else it rests on
            kept._version = f"{kept._version} {_sources()}"  # noqa: SLF001  # looked at before the rest is read
            return made
        return numba.njit(**options)(function)


def _copy(function: FunctionType, names: dict[str, Any]) -> FunctionType:
    return FunctionType(function.__code__, names, function.__name__, function.__defaults__)


def compiled(function: _Function) -> _Function:
    """Have a function of numbers and arrays compiled; it runs without the interpreter lock.

    The outcome is kept beside the module or in the user's cache folder, and made again when any module of this program
    has changed; where neither can be written, each process compiles for itself.
    """
    return cast("_Function", Compiled(cast("FunctionType", function)))


def made(function: _Function) -> _Function:
    """What numba made of a compiled function: the same, called without a detour."""
    return cast("_Function", cast("Compiled", function).made)


def is_compiled(function: Callable[..., Any]) -> bool:
    """Whether a function was compiled before, by this process or an earlier one that kept the outcome."""
    dispatcher = cast("Compiled", function).made
    if dispatcher.signatures:
        return True
    kept = getattr(dispatcher._cache, "_cache_file", None)  # noqa: SLF001  # numba has no public way to ask
    return kept is not None and bool(kept._load_index())  # noqa: SLF001


def uncompiled(function: _Function, done: dict[int, Any] | None = None) -> _Function:
    """The same function as plain Python, what it calls too: a hundred times slower, and there at once."""
    done = {} if done is None else done
    if id(function) not in done:
        plain = cast("FunctionType", cast("Any", function).py_func)
        names: dict[str, Any] = {}
        done[id(function)] = _copy(plain, names)
        for name, value in plain.__globals__.items():
            names[name] = uncompiled(value, done) if hasattr(value, "py_func") else value
    return cast("_Function", done[id(function)])


@compiled
def _hash_without(letters: Numbers, start: int, end: int, first: int, second: int) -> int:
    """Hash a word without the letters at two places (FNV-1a with a finaliser, 32 bits); -1 leaves none out."""
    found = 2166136261
    for at in range(start, end):
        if at not in (first, second):
            found = ((found ^ int(letters[at])) * 16777619) & 0xFFFFFFFF
    found = ((found ^ (found >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    return found ^ (found >> 16)


@compiled
def deletions(letters: Numbers, start: int, end: int, into: Numbers) -> int:
    """Hashes of a word and of what is left after one deletion (3+ letters) or two (6+); returns how many."""
    size = end - start
    if size > LONGEST:
        return 0
    into[0] = _hash_without(letters, start, end, -1, -1)
    count = 1
    if size < 3:
        return count
    for first in range(start, end):
        into[count] = _hash_without(letters, start, end, first, -1)
        count += 1
        if size >= 6:
            for second in range(first + 1, end):
                into[count] = _hash_without(letters, start, end, first, second)
                count += 1
    return count


@compiled
def all_deletions(words: Words, into: Numbers) -> tuple[Numbers, Numbers]:
    """Hashes of all words that may be edited, each beside the number of its word."""
    count = 0
    hashes, ids = np.empty(1024, np.uint32), np.empty(1024, np.uint32)
    for word in range(len(words.traits)):
        if words.traits[word] & (CONSONANTS | EXACT_ONLY | UNEDITED):
            continue
        for reading in range(words.readings[word], words.readings[word + 1]):
            found = deletions(words.letters, words.starts[reading], words.starts[reading + 1], into)
            while count + found > len(hashes):
                hashes, ids = np.append(hashes, np.empty_like(hashes)), np.append(ids, np.empty_like(ids))
            for k in range(found):
                hashes[count], ids[count] = into[k], word
                count += 1
    return hashes[:count], ids[:count]


@compiled
def _is_vowel(letter: int) -> bool:
    return letter in (97, 101, 105, 111, 117, 121)


@compiled
def _single_cost(word: Numbers, start: int, end: int, at: int) -> float:
    letter = word[at]
    if (at > start and word[at - 1] == letter) or (at + 1 < end and word[at + 1] == letter):
        return 0.4
    if letter == 104:
        return 0.5
    return 0.75 if _is_vowel(letter) else 1.0


@compiled
def edits(a: Numbers, a0: int, a1: int, b: Numbers, b0: int, b1: int, rows: Numbers) -> int:
    """Plain optimal string alignment of two words of up to 32 letters."""
    while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
        a0, b0 = a0 + 1, b0 + 1
    while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
    m, n = a1 - a0, b1 - b0
    if m == 0 or n == 0:
        return int(max(m, n))
    for j in range(n + 1):
        rows[1, j] = j
    for i in range(m):
        rows[2, 0] = i + 1
        for j in range(n):
            same = a[a0 + i] == b[b0 + j]
            best = min(rows[1, j] + (0.0 if same else 1.0), rows[1, j + 1] + 1.0, rows[2, j] + 1.0)
            if i and j and not same and a[a0 + i] == b[b0 + j - 1] and a[a0 + i - 1] == b[b0 + j]:
                best = min(best, rows[0, j - 1] + 1.0)
            rows[2, j + 1] = best
        for j in range(n + 1):
            rows[0, j], rows[1, j] = rows[1, j], rows[2, j]
    return int(rows[1, n])


@compiled
def _within_one(a: Numbers, a0: int, a1: int, b: Numbers, b0: int, b1: int) -> bool:
    """Whether ``edits`` is at most 1, told by what is left between the common beginning and end."""
    while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
        a0, b0 = a0 + 1, b0 + 1
    while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
    if max(a1 - a0, b1 - b0) <= 1:
        return True
    return bool(a1 - a0 == b1 - b0 == 2 and a[a0] == b[b0 + 1] and a[a0 + 1] == b[b0])


@compiled
def within(a: Numbers, a0: int, a1: int, b: Numbers, b0: int, b1: int, most: int) -> bool:
    """Whether ``edits`` is at most 1 or 2: of two edits one is made where the words first differ."""
    if most == 1:
        return _within_one(a, a0, a1, b, b0, b1)
    while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
        a0, b0 = a0 + 1, b0 + 1
    while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
    m, n = a1 - a0, b1 - b0
    if max(m, n) <= most or abs(m - n) > most or min(m, n) == 0:
        return bool(max(m, n) <= most)
    return bool(
        (m >= n and _within_one(a, a0 + 1, a1, b, b0, b1))
        or (m <= n and _within_one(a, a0, a1, b, b0 + 1, b1))
        or (abs(m - n) < 2 and _within_one(a, a0 + 1, a1, b, b0 + 1, b1))
        or (min(m, n) > 1 and a[a0] == b[b0 + 1] and a[a0 + 1] == b[b0] and _within_one(a, a0 + 2, a1, b, b0 + 2, b1))
    )


@compiled
def edit_cost(
    a: Numbers, a0: int, a1: int, b: Numbers, b0: int, b1: int, changes: Numbers, most: float, rows: Numbers
) -> float:
    """``screening.edits.edit_cost`` of two words of up to 32 letters; above ``most``, anything that is more.

    ``changes`` is the table of changed letters.
    """
    start, shorter = 0, min(a1 - a0, b1 - b0)
    while start < shorter and a[a0 + start] == b[b0 + start]:
        start += 1
    end = 0
    while end < shorter - start and a[a1 - 1 - end] == b[b1 - 1 - end]:
        end += 1
    m, n = a1 - a0 - start - end, b1 - b0 - start - end
    two_ago, one_ago, now, before = 0, 1, 2, 0.0
    rows[one_ago, 0] = 0.0
    for j in range(n):
        rows[3, j] = _single_cost(b, b0, b1, b0 + start + j)
        rows[one_ago, j + 1] = rows[one_ago, j] + rows[3, j]
    for i in range(m):
        p = a0 + start + i
        drop = _single_cost(a, a0, a1, p)
        rows[now, 0] = least = rows[one_ago, 0] + drop
        for j in range(n):
            q = b0 + start + j
            best = min(
                rows[one_ago, j] + changes[a[p], b[q]],
                rows[one_ago, j + 1] + drop,
                rows[now, j] + rows[3, j],
            )
            if i and j and a[p] == b[q - 1] and a[p - 1] == b[q] and a[p] != b[q]:
                best = min(best, rows[two_ago, j - 1] + 0.9)
            rows[now, j + 1] = best
            least = min(least, best)
        if min(least, before) > most:  # each later row begins from these two
            return most + 1.0
        two_ago, one_ago, now, before = one_ago, now, two_ago, least
    cost = rows[one_ago, n]
    if start == 0 and cost > 0:
        cost += 0.25
    if end == 0 and a1 > a0 and b1 > b0:
        x, y = a[a1 - 1], b[b1 - 1]
        if x != y and _is_vowel(x) and _is_vowel(y):
            cost += 0.2
    return float(cost)
