"""The words of queries as the kernel takes them: each looked up in the listed words once, then known by its number.

A vocabulary belongs to one call at a time and is handed on to the next, so no two calls share one. It is bounded: when
it holds more than ``MOST_WORDS`` words or pieces of names, the next call begins a new one. What it knows changes no
outcome.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from screening import costs, lexicon
from screening.index._asked import Keys, joined_keys_of, numbers, paths, word_of, words
from screening.index._flat import (
    ABD,
    BESIDE,
    INITIAL,
    JOINS,
    PLAIN,
    WHOLE,
    Asked,
    Learnt,
    Names,
    Near,
    Numbers,
    Pairs,
    Paths,
    Pieces,
    Words,
)
from screening.names import ABD as SERVANT
from screening.names import FIELDS, Name, Role, Token, may_be_cut, piece, together
from screening.schema import Kind
from screening.score import MODELS

MOST_WORDS = 30_000
"""So many words or pieces of names are known at most before the next call begins anew: some 30 MB."""
_LEAST_CUT = min(FIELDS) - 1


class Grown:
    """An array that grows behind; what it held stays where it was."""

    def __init__(self, dtype: type[np.generic], first: Sequence[int] = ()) -> None:
        self.values: Numbers = np.zeros(64, dtype)
        self.values[: len(first)] = first
        self.size = len(first)

    def extend(self, more: Numbers) -> None:
        size = self.size + len(more)
        if size > len(self.values):
            grown: Numbers = np.zeros(max(size, 2 * len(self.values)), self.values.dtype)
            grown[: self.size] = self.values[: self.size]
            self.values = grown
        self.values[self.size : size] = more
        self.size = size

    def follow(self, starts: Numbers) -> None:
        """Add where further lists begin, whose own starts count from 0."""
        self.extend(starts[1:] + self.values[self.size - 1])


class Split(NamedTuple):
    """Texts by their pieces: where those of each begin, the number of each; texts that a field may have cut."""

    starts: Numbers
    numbers: Numbers
    cut: list[int]

    def of(self, number: int) -> list[int]:
        """The pieces of one text."""
        found: list[int] = self.numbers[self.starts[number] : self.starts[number + 1]].tolist()
        return found


class PieceNumbers(dict[str, int]):
    """A number for each different piece of a name, in the order of appearance."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number

    def split(self, texts: Iterable[str]) -> Split:
        """What stands between blanks, as numbers."""
        starts, found, cut = array("q", [0]), array("q"), list[int]()
        for number, text in enumerate(texts):
            found.extend([self[each] for each in text.split()])
            starts.append(len(found))
            if len(text) >= _LEAST_CUT and may_be_cut(text):
                cut.append(number)
        return Split(numbers(starts, np.int64), numbers(found, np.int64), cut)


Find = Callable[[Words, Paths, Asked], Near]
"""Looks words up in the listed words of a kind."""
Begun = Callable[[Name], Iterable[tuple[int, float]]]
"""Gives the listed words that the cut word of a query begins, each with its weight by the share seen."""


@lru_cache(maxsize=4096)
def _together(needs: tuple[int, ...]) -> bool:
    return together(needs)


def _nothing(*_: object) -> Near:
    return Near(np.zeros(1, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.float64), np.zeros(0, np.int64))


class Vocabulary:
    """The words of queries prepared as one kind."""

    def __init__(self, kind: Kind, listed_weights: Numbers) -> None:
        """Know nothing yet; ``listed_weights`` are those of the listed words, joined ones behind the others."""
        self.kind = kind
        self._listed_weights = listed_weights
        self._of: dict[tuple[Token, str], int] = {}
        self._joins: list[tuple[str, str, bool]] = []
        self._needs: list[tuple[int, ...]] = []
        self._grown: dict[str, Grown] = {}
        self._piece_starts, self._piece_words, self._plain = Grown(np.int64, [0]), Grown(np.int64), Grown(np.uint8)
        self._learn([], _nothing)
        self._show()

    @property
    def size(self) -> int:
        """How many words are known."""
        return len(self._of)

    @property
    def known(self) -> int:
        """How many pieces are known."""
        return len(self._needs)

    def learn(self, texts: Iterable[str], find: Find) -> None:
        """Learn further pieces, in the order of their numbers."""
        starts, of_pieces, plain = array("q", [0]), array("q"), array("B")
        new: list[tuple[Token, str]] = []
        for text in texts:
            found = piece(text, self.kind)
            needs = found.needs if found is not None else ()
            plain.append(WHOLE if found is None else BESIDE if any(needs) else PLAIN)
            self._needs.append(needs)
            if found is not None:
                of_pieces.extend([self._number(each, new) for each in zip(found.tokens, found.spelled, strict=True)])
            starts.append(len(of_pieces))
        if plain:
            self._piece_starts.follow(numbers(starts, np.int64))
            self._piece_words.extend(numbers(of_pieces, np.int64))
            self._plain.extend(numbers(plain, np.uint8))
            self._learn(new, find)

    def means_more(self, pieces: Iterable[int]) -> bool:
        """Whether the pieces of a name together mean something else than each by itself."""
        needs = self._needs
        return _together(tuple([need for each in pieces for need in needs[each]]))

    def lay_out(self, names: Sequence[Name], find: Find, begun: Begun) -> Names:
        """Lay names out flat that are not put together from pieces."""
        new: list[tuple[Token, str]] = []
        word_starts, word_of_name, weights = array("q", [0]), array("q"), array("d")
        begun_starts, begun_at, begun_ids, begun_weights = array("q", [0]), array("q"), array("q"), array("d")
        for name in names:
            word_of_name.extend([self._number(each, new) for each in zip(name.tokens, name.spelled, strict=True)])
            word_starts.append(len(word_of_name))
            weights.extend(costs.query_weights(name))
            for number, weight in begun(name) if name.cut else ():
                begun_ids.append(number)
                begun_weights.append(weight)
            begun_starts.append(len(begun_ids))
            begun_at.append(name.cut.part if name.cut else -1)
        self._learn(new, find)
        missing = [MODELS[self.kind].missing * (costs.CUT if name.cut else 1.0) for name in names]
        initials = [sum(token.role is Role.INITIAL for token in name.tokens) for name in names]
        return Names(
            *(numbers(word_starts, np.int64), numbers(word_of_name, np.int64), numbers(weights, np.float64)),
            *(numbers(begun_starts, np.int64), numbers(begun_at, np.int64)),
            *(numbers(begun_ids, np.int64), numbers(begun_weights, np.float64)),
            np.array(missing, dtype=np.float64),
            np.array(initials, dtype=np.int64),
            np.array([name.cut is not None for name in names], dtype=np.uint8),
        )

    def pairs(self, names: Names, starts: Numbers, positions: Numbers) -> Pairs:
        """Give the pairs of adjacent words that are worth asking for their keys."""
        keys = Keys()
        for first, second in zip(names.words[positions].tolist(), names.words[positions + 1].tolist(), strict=True):
            (glued, _, is_abd), (behind, after_abd, _) = self._joins[first], self._joins[second]
            keys.add(*joined_keys_of(f"abd{after_abd}" if is_abd else glued + behind))
        at = positions - np.repeat(names.word_starts[:-1], np.diff(starts))
        return Pairs(starts, at, keys.asked())

    def _number(self, word: tuple[Token, str], new: list[tuple[Token, str]]) -> int:
        number = self._of.setdefault(word, len(self._of))
        if number == len(self._joins) + len(new):
            new.append(word)
        return number

    def _learn(self, new: Sequence[tuple[Token, str]], find: Find) -> None:
        """Look new words up, and keep what is found behind what is known."""
        if self._grown and not new:
            self._show()
            return
        each, keys = [word_of(token, self.kind) for token, _ in new], Keys()
        for word in each:
            keys.add(word.hashes, word.most)
        spelled = [word.spelled for word in each]
        flat = words(spelled, [token.weight for token, _ in new])
        near = find(flat, paths(spelled), keys.asked())
        told = {"letters": flat.letters[: flat.starts[-1]], "sounds": flat.sounds[: flat.sound_starts[-1]]}
        self._keep(flat._asdict() | told)
        self._keep({"near_starts": near.starts, "ids": near.ids, "alike": near.alike, "costs": near.costs})
        self._keep({"listed_weights": self._listed_weights[near.ids.astype(np.int64)]})
        self._keep(self._of_queries(new))
        self._show()

    def _keep(self, arrays: Mapping[str, Numbers]) -> None:
        for name, values in arrays.items():
            lists = name.endswith("starts") or name == "readings"
            grown = self._grown.setdefault(name, Grown(values.dtype.type, [0] * lists))
            if lists:
                grown.follow(values)
            else:
                grown.extend(values)

    def _of_queries(self, new: Sequence[tuple[Token, str]]) -> dict[str, Numbers]:
        """What a word of a query is beside its likeness to listed ones: least weight, marks, letters when joined."""
        weights, marks = array("d"), array("B")
        for token, spelled in new:
            joins = token.role is not Role.NUMBER and not token.consonants and bool(token.readings)
            first = token.readings[0] if joins else ""
            is_abd = self.kind is Kind.PERSON and token.text in SERVANT
            self._joins.append((spelled if spelled.isascii() else first, first, is_abd))
            weights.append(min(token.weight, costs.ADDRESS) if spelled in lexicon.around().spelled else token.weight)
            marks.append(INITIAL * (token.role is Role.INITIAL) | JOINS * joins | ABD * is_abd)
        joined = self._joins[len(self._joins) - len(new) :]
        glued, after_abd = [each[0].encode() for each in joined], [each[1].encode() for each in joined]
        return {
            "least_weights": numbers(weights, np.float64),
            "marks": numbers(marks, np.uint8),
            "glued_starts": np.cumsum([0, *map(len, glued)], dtype=np.int64),
            "glued": np.frombuffer(b"".join(glued), dtype=np.uint8),
            "after_abd_starts": np.cumsum([0, *map(len, after_abd)], dtype=np.int64),
            "after_abd": np.frombuffer(b"".join(after_abd), dtype=np.uint8),
        }

    def _show(self) -> None:
        """Hand the arrays out as they are now; what was handed out before stays as it was."""
        now = {name: grown.values for name, grown in self._grown.items()}
        self.words = Words(*(now[name] for name in Words._fields))
        self.learnt = Learnt(
            *(now[name] for name in ("near_starts", "ids", "alike", "listed_weights", "costs", "least_weights")),
            *(now[name] for name in ("marks", "glued_starts", "glued", "after_abd_starts", "after_abd")),
        )
        self.pieces = Pieces(self._piece_starts.values, self._piece_words.values, self._plain.values)
