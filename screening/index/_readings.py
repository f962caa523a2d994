"""What pieces of names are read as, whatever lists are loaded: flat arrays, kept from run to run and mapped.

Reading a piece is Python and depends on the program alone, so what one run has read serves every other, on whatever
lists: a vocabulary takes from here what it can, reads the rest, and then looks all of it up in its listed words. What
stands here is what reading gives (``tests/test_readings.py``), so it changes no outcome.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import compress, islice
from operator import not_
from typing import NamedTuple

import numpy as np

from screening import costs, lexicon
from screening.index._asked import TRAITS_OF_ROLE, Written, numbers, tenths_of, written
from screening.index._flat import (
    ABD,
    BESIDE,
    FORM,
    INITIAL,
    JOINS,
    NEEDED,
    PLAIN,
    UNATTESTED,
    WHOLE,
    Asked,
    Numbers,
    Paths,
    Words,
)
from screening.index._latin import is_plain, laid_out
from screening.names import ABD as SERVANT
from screening.names import Role, Token, read_piece
from screening.schema import Kind
from screening.syllables import is_syllable

MOST_PIECES = 250_000
"""So many pieces are kept, those that came first: some 100 MB on disk."""
KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL)
"""Kinds whose names are read piece by piece."""
_WORTH_PARTING = 50
"""Fewer words of a kind are laid out among the others in less time."""
Arrays = dict[str, Numbers]
New = tuple[Token, str]
"""A word of a query with its spelling."""


class Level(NamedTuple):
    """Lists of lists of numbers: where those of each begin, what stands in them, and the lists of each of that."""

    starts: str
    values: tuple[str, ...] = ()
    below: tuple["Level", ...] = ()


class Table(NamedTuple):
    """What is known of each of many: numbers, and lists of them."""

    values: tuple[str, ...]
    lists: tuple[Level, ...]


_ARCS = Level("arcs", ("sizes", "costs", "written"), (Level("chunk_starts", ("chunks",)),))
WORDS = Table(
    ("traits", "weights", "lengths", "keyless", "least_weights", "marks"),
    (
        Level("readings", ("attested",), (Level("starts", ("letters",)),)),
        Level("sound_starts", ("sounds",)),
        Level("forms", ("form_costs",), (Level("places", (), (_ARCS,)),)),
        Level("key_starts", ("hashes", "most")),
        Level("glued_starts", ("glued",)),
        Level("after_abd_starts", ("after_abd",)),
    ),
)
PIECES = Table(("plain",), (Level("piece_starts", ("piece_words", "needs")),))
OF_QUERIES = ("least_weights", "marks", "glued_starts", "glued", "after_abd_starts", "after_abd")
"""What a word of a query is beside its likeness to listed ones: least weight, marks, letters when joined."""


def _levels(levels: Iterable[Level]) -> Iterator[Level]:
    for level in levels:
        yield level
        yield from _levels(level.below)


_LEVELS = tuple(_levels(WORDS.lists + PIECES.lists))
_STARTS = frozenset(level.starts for level in _LEVELS)
_NAMES = (*WORDS.values, *PIECES.values, *_STARTS, *(name for level in _LEVELS for name in level.values))
_WHOLE_NUMBERS = _STARTS | {"lengths", "sizes", "piece_words", "needs"}
"""Kept in half the bytes that the kernel takes them in."""


def of_pieces(texts: Iterable[str], kind: Kind, number: Callable[[New], int]) -> Arrays:
    """Read pieces of names; ``number`` numbers their words."""
    starts, of_piece, plain, needed = array("q", [0]), array("q"), array("B"), array("q")
    for text in texts:
        found = read_piece(text, kind)
        needs = found.needs if found is not None else ()
        plain.append(WHOLE if found is None else FORM if found.forms else BESIDE if any(needs) else PLAIN)
        if found is not None:
            of_piece.extend([number(each) for each in zip(found.tokens, found.spelled, strict=True)])
            needed.extend(needs)
        starts.append(len(of_piece))
    return {
        "piece_starts": numbers(starts, np.int64),
        "piece_words": numbers(of_piece, np.int64),
        "needs": numbers(needed, np.int64),
        "plain": numbers(plain, np.uint8),
    }


def of_words(new: Sequence[New], kind: Kind) -> Arrays:
    """Words of queries, flat."""
    plain = [token.text == text and is_plain(token) for token, text in new]
    if all(plain):
        return {**laid_out(tuple([text for _, text in new])), **_of_kind([token for token, _ in new], kind)}
    if min(sum(plain), len(new) - sum(plain)) < _WORTH_PARTING:
        return _of_all(new, kind)
    first, second = (list(compress(new, these)) for these in (plain, map(not_, plain)))
    order = np.argsort(np.argsort(np.logical_not(plain), kind="stable"))
    return taken(joined(of_words(first, kind), _of_all(second, kind)), WORDS, order)


def _of_kind(plain: Sequence[Token], kind: Kind) -> Arrays:
    """What plain words are in names of one kind."""
    tenths, around, person = tenths_of(kind), lexicon.around().spelled, kind is Kind.PERSON
    weights = [token.weight for token in plain]
    least = [min(token.weight, costs.ADDRESS) if token.text in around else token.weight for token in plain]
    return {
        "attested": np.array([tenths.get(token.text, UNATTESTED) for token in plain], dtype=np.uint8),
        "traits": np.array([TRAITS_OF_ROLE.get(token.role, 0) for token in plain], dtype=np.uint8),
        "weights": np.array(weights, dtype=np.float64),
        "least_weights": np.array(least, dtype=np.float64),
        "marks": np.array([JOINS | ABD * (person and token.text in SERVANT) for token in plain], dtype=np.uint8),
    }


def _of_all(new: Sequence[New], kind: Kind) -> Arrays:
    """Words of queries, flat, whatever they are."""
    words, paths, keys, keyless = written([token for token, _ in new], kind)
    return {
        **words._asdict(),
        "letters": words.letters[: words.starts[-1]],
        "sounds": words.sounds[: words.sound_starts[-1]],
        **paths._asdict(),
        "chunks": paths.chunks[: paths.chunk_starts[-1]],
        "key_starts": keys.starts,
        "hashes": keys.hashes,
        "most": keys.most,
        "keyless": keyless,
        **_of_queries(new, kind),
    }


def _of_queries(new: Sequence[New], kind: Kind) -> Arrays:
    weights, marks, glued, after_abd = array("d"), array("B"), list[bytes](), list[bytes]()
    around, person, syllabic = lexicon.around().spelled, kind is Kind.PERSON, kind in costs.SYLLABIC
    for token, spelled in new:
        joins = token.role is not Role.NUMBER and not token.consonants and bool(token.readings)
        first = token.readings[0] if joins else ""
        is_abd = person and token.text in SERVANT
        glued.append((spelled if spelled.isascii() else first).encode())
        after_abd.append(first.encode())
        weights.append(min(token.weight, costs.ADDRESS) if around & {spelled, token.text} else token.weight)
        needed = syllabic and is_syllable(token)
        marks.append(INITIAL * (token.role is Role.INITIAL) | JOINS * joins | ABD * is_abd | NEEDED * needed)
    return {
        "least_weights": numbers(weights, np.float64),
        "marks": numbers(marks, np.uint8),
        "glued_starts": np.cumsum([0, *map(len, glued)], dtype=np.int64),
        "glued": np.frombuffer(b"".join(glued), dtype=np.uint8),
        "after_abd_starts": np.cumsum([0, *map(len, after_abd)], dtype=np.int64),
        "after_abd": np.frombuffer(b"".join(after_abd), dtype=np.uint8),
    }


def as_written(words: Mapping[str, Numbers]) -> Written:
    """Words as ``of_words`` gives them, for the kernel."""
    for name in ("letters", "sounds", "chunks"):
        words[name].flags.writeable = False  # as when just read: the compiler takes it for another type of array
    return Written(
        Words(*(words[name] for name in Words._fields)),
        Paths(*(words[name] for name in Paths._fields)),
        Asked(words["key_starts"], words["hashes"], words["most"]),
        words["keyless"],
    )


def taken(arrays: Mapping[str, Numbers], table: Table, at: Numbers) -> Arrays:
    """What a table knows of these numbers, in their order."""
    found = {name: _wide(name, arrays[name][at]) for name in table.values}
    for level in table.lists:
        begins = arrays[level.starts][at].astype(np.int64)
        sizes = arrays[level.starts][at + 1] - begins
        starts = found[level.starts] = np.concatenate([[0], np.cumsum(sizes)])
        inside = np.arange(starts[-1]) + np.repeat(begins - starts[:-1], sizes)
        found |= taken(arrays, Table(level.values, level.below), inside)
    return found


def _wide(name: str, values: Numbers) -> Numbers:
    return values.astype(np.int64) if name in _WHOLE_NUMBERS else values


def joined(first: Mapping[str, Numbers], second: Mapping[str, Numbers]) -> Arrays:
    """Two tables, one behind the other."""
    behind = {name: values[1:] + first[name][-1] if name in _STARTS else values for name, values in second.items()}
    return {name: np.concatenate([first[name], values]) for name, values in behind.items()}


def _read(texts: Iterable[str], kind: Kind) -> Arrays:
    new: dict[New, int] = {}
    return of_pieces(texts, kind, lambda word: new.setdefault(word, len(new))) | of_words(list(new), kind)


class Readings:
    """What pieces of names are read as, by kind. Read only, shared by all calls."""

    def __init__(self, arrays: Mapping[str, Numbers] | None = None) -> None:
        """Take what ``arrays`` gave, or know nothing."""
        self._arrays = arrays or {}
        self._of = {kind: {name: arrays[f"{kind}.{name}"] for name in _NAMES} for kind in KINDS} if arrays else {}

    def arrays(self) -> Arrays:
        """All that is known as arrays by name, for saving."""
        return dict(self._arrays)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The pieces with their numbers."""
        texts = self._arrays["texts"].tobytes().decode(errors="surrogatepass") if self._arrays else ""
        return {text: number for number, text in enumerate(texts.split("\n"))} if texts else {}

    def count(self, kind: Kind) -> int:
        """How many words are known."""
        return len(self._of[kind]["marks"]) if kind in self._of else 0

    def pieces(self, kind: Kind, at: Numbers) -> Arrays:
        """Pieces by their numbers, as ``of_pieces`` gives them."""
        return taken(self._of[kind], PIECES, at)

    def words(self, kind: Kind, at: Numbers) -> Arrays:
        """Words by their numbers, as ``of_words`` gives them."""
        return taken(self._of[kind], WORDS, at)

    def new(self, texts: Iterable[str]) -> list[str]:
        """The pieces among these that are worth keeping and not known, as many as there is room for.

        Pieces with digits are mostly numbers of something, met once.
        """
        known = self.numbers
        wanted = (text for text in dict.fromkeys(texts) if text not in known and not any(map(str.isdigit, text)))
        return list(islice(wanted, max(0, MOST_PIECES - len(known))))

    def more(self, texts: Sequence[str], others: Sequence["Readings"] = ()) -> "Readings":
        """Read further pieces, none of them known, and put them behind the others.

        What ``others`` know of them is not read again.
        """
        rest, found = [*texts], Readings()
        for other in others:
            if own := [text for text in rest if text in other.numbers]:
                found = found.followed(own, partial(other.among, texts=own))
                rest = [text for text in rest if text not in other.numbers]
        if rest or not found.numbers:
            found = found.followed(rest, partial(_read, rest))
        return self.followed([*found.numbers], partial(found.among, texts=[*found.numbers]))

    def among(self, kind: Kind, texts: Iterable[str]) -> Arrays:
        """What is known of some pieces and of their words, as of all."""
        pieces = self.pieces(kind, np.array([self.numbers[text] for text in texts], dtype=np.int64))
        words = np.unique(pieces["piece_words"])
        return pieces | self.words(kind, words) | {"piece_words": np.searchsorted(words, pieces["piece_words"])}

    def followed(self, texts: Sequence[str], of_kind: Callable[[Kind], Mapping[str, Numbers]]) -> "Readings":
        """These and further pieces behind them, of which ``of_kind`` gives what is known."""
        arrays = {"texts": np.frombuffer("\n".join([*self.numbers, *texts]).encode(errors="surrogatepass"), np.uint8)}
        for kind in KINDS:
            found = dict(of_kind(kind))
            if self._of:
                found["piece_words"] = found["piece_words"] + self.count(kind)
                found = joined(self._of[kind], found)
            for name, values in found.items():
                arrays[f"{kind}.{name}"] = values.astype(np.uint32) if name in _WHOLE_NUMBERS else values
        return Readings(arrays)
