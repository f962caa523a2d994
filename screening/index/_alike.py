"""Words of a text, and the groups of listed names that hold a word alike to each; remembered word by word."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from screening.index._desk import Call
from screening.index._flat import FORM, WHOLE
from screening.index._kind import KindIndex
from screening.names import Role, prepare_query

MOST_HELD = 1_000_000
"""So many numbers of groups and words are remembered of each kind (some 60 MB at most) before it begins anew."""
_NUMBER_DIGITS = 18
"""A number of so many digits at most is read as one by every kind, with or without its leading zeros."""
_SMALL = np.array([role.is_small for role in Role])
_TELLING = np.array([role in (Role.NAME, Role.PATRONYMIC) for role in Role])


class Alike(NamedTuple):
    """The groups of listed names of one kind that a word may belong to, and those of them by a telling word."""

    groups: frozenset[int]
    telling: frozenset[int]


_NONE = Alike(frozenset(), frozenset())


class AlikeGroups:
    """For words of texts, the groups of one kind that hold a listed word alike to it. Safe to share between threads."""

    def __init__(self, kind: KindIndex) -> None:
        layout = kind.layout
        self._kind = kind
        joined = np.ones(len(layout.joined), np.bool_)
        self._weighty = np.concatenate([~_SMALL[layout.roles], joined])
        """Of every listed word, then of every joined word, whether leaving it out costs something."""
        self._telling = np.concatenate([_TELLING[layout.roles], joined])
        self._starts, self._posts = layout.posts.starts, layout.posts.values
        self._numbers = {each for each in layout.texts if each.startswith("#")}
        self._found, self._held = dict[str, Alike](), 0
        held = np.add.accumulate([0, *self._weighty[layout.words.values]])
        self.sizes: list[int] = (held[layout.words.starts[1:]] - held[layout.words.starts[:-1]]).tolist()
        """Of every group, how many of its words may not be left out almost for free."""

    def of(self, words: Sequence[str], call: Call) -> list[Alike]:
        """The groups of each word; a word is no blank and holds none."""
        found, looked_up = self._found, dict[str, Alike]()
        if new := [word for word in dict.fromkeys(words) if word not in found and not self._is_unlisted(word)]:
            looked_up = self._looked_up(new, call)
            if self._held > MOST_HELD:
                self._found, self._held = {}, 0  # who reads the old ones goes on with them
            self._held += sum(1 + len(each.groups) for each in looked_up.values())
            self._found.update(looked_up)
        return [looked_up.get(word) or found.get(word, _NONE) for word in words]

    def _is_unlisted(self, word: str) -> bool:
        """Whether a word is a number that no listed name has: equal numbers alone are alike, and payments are full."""
        if not (word.isascii() and word.isdigit() and len(word) <= _NUMBER_DIGITS):
            return False
        return f"#{word}" not in self._numbers and f"#{int(word)}" not in self._numbers

    def _looked_up(self, words: Sequence[str], call: Call) -> dict[str, Alike]:
        kind, vocabulary = self._kind, call.desk.vocabularies[self._kind.kind]
        with call.desk.numbering:
            split = call.desk.pieces.split(words)
        kind.learn(call)
        pieces, numbers = vocabulary.pieces, dict[str, list[int]]()
        for word, number in zip(words, split.numbers.tolist(), strict=True):
            numbers[word] = pieces.words[pieces.word_starts[number] : pieces.word_starts[number + 1]].tolist()
        long = [
            word for word, number in zip(words, split.numbers, strict=True) if pieces.plain[number] in (WHOLE, FORM)
        ]
        if long:  # words that are not read as pieces of a name
            with vocabulary.learning:
                laid_out = kind.lay_out([prepare_query(word, kind.kind) for word in long], call)
            for at, word in enumerate(long):
                numbers[word] = laid_out.words[laid_out.word_starts[at] : laid_out.word_starts[at + 1]].tolist()
        return {word: self._groups(numbers[word], call) for word in words}

    def _groups(self, words: Sequence[int], call: Call) -> Alike:
        learnt = call.desk.vocabularies[self._kind.kind].learnt
        near = [learnt.ids[learnt.starts[word] : learnt.starts[word + 1]] for word in words]
        listed = np.unique(np.concatenate(near)) if near else np.zeros(0, np.uint32)
        return Alike(self._of_words(listed[self._weighty[listed]]), self._of_words(listed[self._telling[listed]]))

    def _of_words(self, listed: np.ndarray) -> frozenset[int]:
        posts = [self._posts[self._starts[each] : self._starts[each + 1]] for each in listed.tolist()]
        return frozenset(np.concatenate(posts).tolist()) if posts else frozenset()
