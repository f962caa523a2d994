"""The names of one kind laid out flat: what is built once, saved, and memory-mapped on the next start.

Everything is an array of numbers or a list of texts, numbered by position: words, pairs of neighbouring words written
as one ("joined"), groups of names with the same words, and which of them belong to which. Lists of lists are written
as one row of numbers with the place where each list starts.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any, Self

import numpy as np

from screening.index._asked import Spelled, key_hash, paths, spelled, words
from screening.index._distances import all_deletions
from screening.index._flat import Groups, Numbers, Paths, Table, Words, new_scratch, shown
from screening.index._joins import LEAST_JOINED, spellings
from screening.keys import joined_keys, stored_keys
from screening.names import Name, Role, Token, meanings, prepare
from screening.names import spellings as spellings_of
from screening.schema import Kind
from screening.score import joined_word
from screening.sound import sounds

_BETWEEN, _WITHIN = "\x1e", "\x1f"  # words hold letters and digits only, so neither stands in one
_ROLES = tuple(Role)
_LEAST_BUCKETS, _KEYS_IN_BUCKET = 4, 4


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of lists of numbers: the numbers of list ``n`` stand from ``starts[n]`` to ``starts[n + 1]``."""

    starts: Numbers
    values: Numbers

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> Self:
        """Lay lists out flat."""
        values, ends = array("I"), array("I", [0])
        for each in lists:
            values.extend(each)
            ends.append(len(values))
        return cls(np.asarray(ends, dtype=np.int64), np.asarray(values, dtype=np.uint32))


@dataclass(frozen=True, slots=True)
class KeyTable:
    """From key to ids: sorted 32-bit hashes beside ids, and where each bucket of upper bits starts.

    Two keys with one hash only widen a bound: what is found is compared.
    """

    buckets: Numbers
    hashes: Numbers
    ids: Numbers

    @classmethod
    def of(cls, hashes: Numbers, ids: Numbers) -> Self:
        """Sort hashes with their ids."""
        order = np.lexsort((ids, hashes))
        hashes, ids = hashes[order], ids[order]
        bits = max(_LEAST_BUCKETS, (len(hashes) // _KEYS_IN_BUCKET).bit_length())
        edges = np.arange((1 << bits) + 1, dtype=np.int64) << (32 - bits)
        return cls(np.searchsorted(hashes, edges, side="left").astype(np.int64), hashes, ids)

    @classmethod
    def of_keys(cls, keyed: Iterable[Iterable[str]]) -> Self:
        """Number the things by position; ``keyed`` gives the keys of each."""
        hashes, ids = array("I"), array("I")
        for number, wanted in enumerate(keyed):
            hashes.extend([key_hash(key) for key in wanted])
            ids.extend([number] * (len(hashes) - len(ids)))
        return cls.of(np.asarray(hashes, dtype=np.uint32), np.asarray(ids, dtype=np.uint32))

    def table(self) -> Table:
        """As the kernel wants it."""
        bits = (len(self.buckets) - 1).bit_length() - 1
        return Table(32 - bits, *map(shown, (self.buckets, self.hashes, self.ids)))


@dataclass(frozen=True, slots=True)
class Layout:
    """The listed names of one kind, grouped by their words. Read only.

    Attributes:
        members: for each group the numbers of the listed names in it, ascending.
        words: for each group its words, in reading order.
        joined_of: for each group its joined words, numbered behind the words.
        posts: for each word, then each joined word, the groups that hold it, ascending.
        keys: from key to word or joined word.
        edited: from what is left of a word after deletions to the word.
        reading_starts, letter_starts, letters, attested, traits, path_...: of each word, see ``_flat``.
        told: what tells whether two words of a query may be one of these, see ``_joins``.
        spelled, raw, forms, noise, father, lookalikes, initials: of each group, see ``Name``.
        texts, roles, weights, readings, systems, consonants: of each word, see ``Token``.
        joined, joined_weights: the joined words, and the most that each weighs in any name.
        begun, begun_by: every spelling of a word, sorted, with its word: those with one beginning stand together.
    """

    members: Lists
    words: Lists
    joined_of: Lists
    posts: Lists
    keys: KeyTable
    edited: KeyTable
    reading_starts: Numbers
    letter_starts: Numbers
    letters: Numbers
    attested: Numbers
    traits: Numbers
    sound_starts: Numbers
    sounds: Numbers
    told: Numbers
    path_forms: Numbers
    path_form_costs: Numbers
    path_places: Numbers
    path_arcs: Numbers
    path_sizes: Numbers
    path_costs: Numbers
    path_written: Numbers
    path_chunk_starts: Numbers
    path_chunks: Numbers
    path_lengths: Numbers
    spelled: list[str]
    raw: list[str]
    forms: list[str]
    noise: list[str]
    father: Numbers
    lookalikes: Numbers
    initials: Numbers
    texts: list[str]
    roles: Numbers
    weights: Numbers
    readings: list[str]
    systems: list[str]
    consonants: Numbers
    joined: list[str]
    joined_weights: Numbers
    begun: list[str]
    begun_by: Numbers

    def arrays(self) -> dict[str, Numbers]:
        """Everything as arrays by name, for saving."""
        found: dict[str, Numbers] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Lists | KeyTable):
                found |= {f"{each.name}.{part.name}": getattr(value, part.name) for part in fields(value)}
            elif isinstance(value, list):
                found[f"{each.name}.text"] = np.frombuffer(_BETWEEN.join(value).encode(), dtype=np.uint8)
                found[f"{each.name}.count"] = np.array([len(value)], dtype=np.uint32)
            else:
                found[each.name] = value
        return found

    def listed_words(self) -> Words:
        """The words as the kernel wants them, the weights of joined words behind the others."""
        weights = np.concatenate([self.weights, self.joined_weights])
        letters = (self.reading_starts, self.letter_starts, self.letters, self.attested, self.traits, weights)
        return Words(*map(shown, (*letters, self.sound_starts, self.sounds)))

    def paths(self) -> Paths:
        """What the words of scripts without vowels may be written as."""
        return Paths(*(shown(getattr(self, f"path_{name}")) for name in Paths._fields))

    def groups(self) -> Groups:
        """The groups as the kernel wants them."""
        weights = np.concatenate([self.weights, self.joined_weights]).astype(np.float32)  # bounds: they have slack
        words, joined, posts = self.words, self.joined_of, self.posts
        holds = self.initials[posts.values] > 0
        of_words = np.append(0.0, np.cumsum(weights[words.values], dtype=np.float64))
        heavy = of_words[words.starts[1:]] - of_words[words.starts[:-1]]
        light = np.lexsort((heavy, self.initials))
        arrays = (
            *(words.starts.astype(np.int32), words.values, weights[words.values]),
            *(joined.starts.astype(np.int32), joined.values, weights[joined.values]),
            *(posts.starts, posts.values, np.append(0, np.cumsum(holds))[posts.starts], posts.values[holds]),
            self.initials.astype(np.uint16),
            *(np.append(0, np.cumsum(np.bincount(self.initials))), light.astype(np.int32), heavy[light]),
        )
        return Groups(*map(shown, arrays))

    @classmethod
    def read(cls, arrays: Mapping[str, Numbers]) -> Self:
        """What ``arrays`` gave, put together again; raises ``KeyError`` where one is missing."""
        return cls(**{each.name: _read(each.name, each.type, arrays) for each in fields(cls)})


def _read(name: str, kind: object, arrays: Mapping[str, Numbers]) -> Any:  # noqa: ANN401  # a field of Layout
    for parts in (Lists, KeyTable):
        if kind is parts:
            return parts(*(arrays[f"{name}.{part.name}"] for part in fields(parts)))
    if f"{name}.text" not in arrays:
        return arrays[name]
    whole = arrays[f"{name}.text"].tobytes().decode()
    return whole.split(_BETWEEN) if arrays[f"{name}.count"][0] else []


def pack(words: Iterable[str]) -> str:
    """Several words as one text, each with its end mark, so that no word and one empty word differ."""
    return "".join(word + _WITHIN for word in words)


def unpack(text: str) -> tuple[str, ...]:
    """What ``pack`` put together."""
    return tuple(text.split(_WITHIN)[:-1])


def word_of(layout: Layout, number: int) -> Token:
    """One word of a layout."""
    return Token(
        layout.texts[number],
        _ROLES[layout.roles[number]],
        float(layout.weights[number]),
        unpack(layout.readings[number]),
        unpack(layout.systems[number]),
        bool(layout.consonants[number]),
    )


class _Builder:
    """Names under construction: groups, words and joined words numbered as they come."""

    def __init__(self) -> None:
        self.groups: dict[Name, int] = {}
        self.members: list[array[int]] = []
        self.numbers: dict[Token, int] = {}
        self.joined: dict[str, int] = {}
        self.joined_weights: list[float] = []
        self.words_of: list[list[int]] = []
        self.joined_of: list[list[int]] = []
        self.word_posts: dict[int, array[int]] = defaultdict(lambda: array("I"))
        self.joined_posts: dict[int, array[int]] = defaultdict(lambda: array("I"))

    def add(self, number: int, name: Name) -> None:
        """Add a listed name: to the group of its words, or as a group of its own.

        The words as written are part of the group: what a hit shows must not depend on which list came first.
        """
        group = self.groups.setdefault(name, len(self.groups))
        if group == len(self.members):
            self.members.append(array("I"))
            self._add_words(group, name)
        self.members[group].append(number)

    def _add_words(self, group: int, name: Name) -> None:
        words = [self.numbers.setdefault(each, len(self.numbers)) for each in name.tokens]
        self.words_of.append(words)
        for number in sorted(set(words)):
            self.word_posts[number].append(group)
        joined: list[int] = []
        for i in range(len(name.tokens) - 1):
            text = joined_word(name, i)
            if len(text) < LEAST_JOINED:
                continue
            number = self.joined.setdefault(text, len(self.joined))
            if number == len(self.joined_weights):
                self.joined_weights.append(0.0)
            weight = name.tokens[i].weight + name.tokens[i + 1].weight
            self.joined_weights[number] = max(self.joined_weights[number], weight)
            posts = self.joined_posts[number]
            if not posts or posts[-1] != group:
                posts.append(group)
            joined.append(number)
        self.joined_of.append(joined)

    def layout(self, kind: Kind) -> Layout:
        names, tokens = list(self.groups), list(self.numbers)
        posts = chain(
            (self.word_posts[n] for n in range(len(tokens))), (self.joined_posts[n] for n in range(len(self.joined)))
        )
        each = [spelled(token, kind) for token in tokens]
        flat = words(each, [token.weight for token in tokens])
        scratch = new_scratch(0, 0)
        begun = sorted({(each, number) for number, token in enumerate(tokens) for each in spellings_of(token)})
        return Layout(
            members=Lists.of(self.members),
            words=Lists.of(self.words_of),
            joined_of=Lists.of([[len(tokens) + n for n in each] for each in self.joined_of]),
            posts=Lists.of(posts),
            keys=KeyTable.of_keys(chain(map(stored_keys, tokens), map(joined_keys, self.joined))),
            edited=KeyTable.of(*all_deletions(flat, scratch.hashes)),
            reading_starts=flat.readings,
            letter_starts=flat.starts,
            letters=flat.letters,
            attested=flat.attested,
            traits=flat.traits,
            sound_starts=flat.sound_starts,
            sounds=flat.sounds,
            told=spellings(laid_out(told(tokens))),
            **{f"path_{name}": values for name, values in paths(each)._asdict().items()},
            spelled=[pack(name.spelled) for name in names],
            raw=[pack(name.raw) for name in names],
            forms=[pack(sorted(name.forms)) for name in names],
            noise=[pack(name.noise) for name in names],
            father=np.array([name.father for name in names], dtype=np.uint16),
            lookalikes=np.array([name.lookalikes for name in names], dtype=np.bool_),
            initials=np.array([_count_initials(name) for name in names], dtype=np.int64),
            texts=[word.text for word in tokens],
            roles=np.array([_ROLES.index(word.role) for word in tokens], dtype=np.uint8),
            weights=flat.weights,
            readings=[pack(word.readings) for word in tokens],
            systems=[pack(word.systems) for word in tokens],
            consonants=np.array([word.consonants for word in tokens], dtype=np.bool_),
            joined=list(self.joined),
            begun=[each for each, _ in begun],
            begun_by=np.array([number for _, number in begun], dtype=np.uint32),
            joined_weights=np.array(self.joined_weights, dtype=np.float64),
        )


def told(tokens: Iterable[Token]) -> set[str]:
    """What two words may be as one of these: their readings, how these are heard, English words that they mean."""
    readings = {each for token in tokens for each in token.readings}
    meant = {each for token in tokens for each in meanings(token.text, token.readings)}
    return readings | {sound for each in readings for sound in sounds(each)} | meant


def laid_out(texts: Iterable[str]) -> Words:
    """Texts laid out as if they were one word's readings."""
    return words([Spelled(tuple(each.encode("ascii", "replace") for each in sorted(texts)), (), 0, b"", (), 0)], [1.0])


def _count_initials(name: Name) -> int:
    return sum(each.role is Role.INITIAL for each in name.tokens)


def build(kind: Kind, named: Iterable[tuple[int, str]]) -> Layout:
    """Lay out listed names, each with its number; one without a letter or digit is left out."""
    builder = _Builder()
    for number, text in named:
        name = prepare(text, kind)
        if name.tokens:
            builder.add(number, name)
    return builder.layout(kind)
