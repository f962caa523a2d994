"""The listed names of one kind, searched by words: what may reach the threshold is compared, nothing else."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from screening import lexicon
from screening.index._asked import Written, asked, rules
from screening.index._desk import Call
from screening.index._flat import (
    JAPANESE,
    WHOLE,
    Names,
    Near,
    Numbers,
    Pairs,
    Scratch,
    Words,
    new_scratch,
)
from screening.index._layout import Layout, Lists, pack, unpack, word_of
from screening.index._memory import Memory
from screening.index._readings import Readings, as_written, of_words
from screening.index._vocabulary import NOT_NEAR, Find, Split, Vocabulary, joining
from screening.names import NEEDS, Name, Role, Token, meanings, prepare, prepare_query, read_whole, share_seen
from screening.schema import Kind
from screening.score import (
    NOT_EQUAL,
    Comparer,
    Comparison,
    compare_names,
    is_initial_of,
    joined_likeness,
    joined_word,
)
from screening.similarity import likeness
from screening.sound import sounds
from screening.text import script

_NO_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}
OTHER_SCRIPTS = "[\\s\u0590-\u10ff\u3040-\u319f\u3400-\u9fff\uac00-\ud7a3]"
"""Scripts whose letters are never folded to Latin ones; the digits among them are."""
_LAST = chr(0x10FFFF)
"""No letter stands behind it."""
COUNTED = "[0-9A-Za-zÀ-ÖØ-öø-ſЀ-ЩЫЭ-щыэ-џ]"
"""Letters and digits that are not read as nothing: a mark of more of them is longer than any listed."""
CONTROLS = r"[\x00-\x1f\x7f-\x9f]"
"""What may take letters away, as the escape codes of a terminal do."""
_IN_WORDS = frozenset(["LATIN", "CYRILLIC", "GREEK"])
_COUNTED, _CONTROLS, _OTHER_SCRIPTS = re.compile(COUNTED), re.compile(CONTROLS), re.compile(f"{OTHER_SCRIPTS}*")


class Rows:
    """A list of lists of numbers, quick to read one by one."""

    def __init__(self, lists: Lists) -> None:
        self._starts: list[int] = lists.starts.tolist()
        self._values: list[int] = lists.values.tolist()

    def __getitem__(self, number: int) -> list[int]:
        return self._values[self._starts[number] : self._starts[number + 1]]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def size(self, number: int) -> int:
        """How many numbers one list holds."""
        return self._starts[number + 1] - self._starts[number]


class KindIndex:
    """The listed names of one kind, grouped by their words. Names and words are put together when first asked for.

    Attributes:
        members: for each group the numbers of the listed names in it, ascending.
        joining: what tells whether two words may be one listed word.
        in_ascii: whether all names are spelled in ASCII.
        longest: the letters and digits of the longest name.
        has_initials: whether a listed name has an initial, which may stand for any word.
        words_of, joined_of, posts, initials, weights: see ``Layout``, the weights of joined words behind the others.
    """

    def __init__(self, kind: Kind, layout: Layout) -> None:
        self.kind, self.layout = kind, layout
        self.members, self.posts = Rows(layout.members), Rows(layout.posts)
        self.words_of, self.joined_of = Rows(layout.words), Rows(layout.joined_of)
        self.initials: list[int] = layout.initials.tolist()
        self.weights: list[float] = layout.weights.tolist() + layout.joined_weights.tolist()
        self.has_initials = any(self.initials)
        self._groups, self._words = len(layout.spelled), len(layout.texts)
        self._names: list[Name | None] = [None] * self._groups
        self._tokens: list[Token | None] = [None] * self._words
        self._listed, self._flat, self._paths = layout.listed_words(), layout.groups(), layout.paths()
        self._keys, self._edited = layout.keys.table(), layout.edited.table()
        self.joining = joining(layout.told)
        self._exact: dict[str, tuple[int, ...]] = {}  # of tuples: garbage collection leaves them alone
        for group, spelled in enumerate(layout.spelled):
            self._exact[spelled] = (*self._exact.get(spelled, ()), group)
        self._begun_in_ascii = all(map(str.isascii, layout.begun))
        self.in_ascii = all(map(str.isascii, layout.spelled))
        self.longest = max((sum(map(str.isalnum, each)) for each in layout.spelled), default=0)

    def name(self, group: int) -> Name:
        """The prepared name of a group."""
        name = self._names[group]
        if name is None:
            layout = self.layout
            name = self._names[group] = Name(
                self.kind,
                tuple(map(self.word, self.words_of[group])),
                unpack(layout.spelled[group]),
                unpack(layout.raw[group]),
                frozenset(unpack(layout.forms[group])),
                int(layout.father[group]),
                bool(layout.lookalikes[group]),
                noise=unpack(layout.noise[group]),
            )
        return name

    def word(self, number: int) -> Token:
        """One listed word."""
        token = self._tokens[number]
        if token is None:
            token = self._tokens[number] = word_of(self.layout, number)
        return token

    def new_vocabulary(self, known: Mapping[str, Numbers] | None, readings: Iterable[Readings]) -> Vocabulary:
        """What is known of words of queries beforehand."""
        return Vocabulary(self.kind, self._listed.weights, readings, known)

    def new_scratch(self) -> Scratch:
        """Working space for one call."""
        return new_scratch(len(self._listed.weights), self._groups)

    def learn(self, call: Call) -> None:
        """Get to know the pieces of names on a desk."""
        pieces, vocabulary = call.desk.pieces, call.desk.vocabularies[self.kind]
        if vocabulary.known < len(pieces):
            with vocabulary.learning:
                vocabulary.learn(pieces.since(vocabulary.known), self.find(call))

    def find(self, call: Call) -> Find:
        """Give what looks words of queries up in the listed words."""
        kernel, scratch, of_kind = call.kernel, call.scratch[self.kind], rules(self.kind, 1.0)
        held = (self._listed, self._paths, self._keys, self._edited, self._flat.post_starts, of_kind, scratch)

        def find(written: Written) -> tuple[Words, Near]:
            words, spoken, keys = asked(written, kernel.keys_of)
            return words, kernel.neighbours(words, spoken, keys, *held)

        return find

    def warm_up(self, texts: Iterable[str], call: Call) -> None:
        """Read texts and look a word up, known or not: then no later call waits for a table or for the compiler."""
        for text in texts if self.kind is not Kind.AIRCRAFT else ():
            name = prepare_query(text, self.kind)
            for other in (name, read_whole(f"{text} {text[::-1]}", self.kind)):  # words are left over, too
                compare_names(name, other)
        self.find(call)(as_written(of_words([(Token("warm", Role.NAME, 1.0, ("warm",)), "warm")], self.kind)))

    def lay_out(self, names: Sequence[Name], call: Call) -> Names:
        """Names that are not put together from pieces, flat; to be called while learning."""
        return call.desk.vocabularies[self.kind].lay_out(names, call.desk.pieces, self.find(call), self._begun)

    def _joined(self, number: int) -> str:
        """A joined word, numbered behind the words."""
        return self.layout.joined[number - self._words]

    def search_all(
        self,
        texts: Sequence[str],
        split: Split,
        call: Call,
        threshold: float,
        wanted: Sequence[Collection[int]] | None = None,
    ) -> Iterator[tuple[int, int, Comparison]]:
        """Yield (number of the query, group, comparison) for all that score at least the threshold (0-100).

        By query, then by group, ascending. ``split`` are the texts by their pieces as the desk of ``call`` numbers
        them; ``wanted`` are the groups that are of use, of each.
        """
        if threshold > NOT_EQUAL or self.kind is Kind.AIRCRAFT:
            yield from self.equal(texts, threshold)
            return
        whole, found = self.candidates(texts, split, call, threshold / 100)
        for number, groups in found:
            of_use = groups if wanted is None else [group for group in groups if group in wanted[number]]
            if not of_use:
                continue
            query = Comparer(whole[number] if number in whole else prepare(texts[number], self.kind))
            for group in of_use:
                if comparison := query.compare(self.name(group), threshold):
                    yield number, group, comparison

    def compared(self, text: str, groups: Iterable[int], threshold: float) -> Iterator[tuple[int, Comparison]]:
        """Compare a text with these groups; yields (group, comparison) for those at or above the threshold (0-100)."""
        query = Comparer(prepare_query(text, self.kind))
        for group in sorted(groups):
            if comparison := query.compare(self.name(group), threshold):
                yield group, comparison

    def equal(self, texts: Sequence[str], threshold: float) -> Iterator[tuple[int, int, Comparison]]:
        """Do what ``search_all`` does where only equal names count: tail numbers, and scores above ``NOT_EQUAL``."""
        for number, text in enumerate(texts):
            if self.kind is Kind.AIRCRAFT and self.is_no_tail(text):
                continue
            query = prepare_query(text, self.kind)
            for group in self._exact.get(pack(query.spelled), ()) if query.tokens else ():
                comparison = compare_names(query, self.name(group), least=threshold)
                if comparison:
                    yield number, group, comparison

    def is_no_tail(self, text: str) -> bool:
        """Whether a text is seen at once to be no tail number of the list: by its letters, or by their script."""
        if text.isascii() and "\x1b" not in text:
            return pack([text.translate(_NO_SIGNS).lower()]) not in self._exact
        if len(_COUNTED.findall(text)) > self.longest and not _CONTROLS.search(text):
            return True
        return bool(self.in_ascii and _OTHER_SCRIPTS.fullmatch(text) and any(map(str.isalpha, text)))

    def _begun(self, query: Name) -> Iterator[tuple[int, float]]:
        """Give every listed word that the cut word of a query begins, with its weight by the share seen."""
        part = query.spelled[query.cut.part] if query.cut and query.cut.part >= 0 else ""
        begun, seen = self.layout.begun, dict[int, float]()
        first, last = (bisect_left(begun, each) for each in (part, part + _LAST)) if part else (0, 0)
        for each, number in zip(begun[first:last], self.layout.begun_by[first:last].tolist(), strict=True):
            if len(each) > len(part):  # as ``share_seen`` of the word, whose spellings all stand there
                seen[number] = max(seen.get(number, 0.0), len(part) / len(each))
        for number, share in seen.items():
            yield number, self.weights[number] * share

    def begins(self, part: str) -> bool:
        """Whether a cut word, folded, may begin a listed word; in scripts without words its letters do not tell."""
        begun = self.layout.begun
        if not part.isascii() and script(part[0]) not in _IN_WORDS:
            return not self._begun_in_ascii
        at = bisect_left(begun, part)
        return bool(part) and at < len(begun) and begun[at].startswith(part)

    def scan_all(self, texts: Sequence[str], threshold: float) -> Iterator[tuple[int, int, Comparison]]:
        """Do what ``search_all`` does by ``scan``."""
        memory = Memory()
        for number, text in enumerate(texts):
            for group, comparison in self.scan(text, threshold, memory):
                yield number, group, comparison

    def scan(self, text: str, threshold: float, memory: Memory) -> Iterator[tuple[int, Comparison]]:
        """Do what ``search`` does without keys, posts and bounds: slow, obvious, the measure of ``search``.

        Every listed word is held against every query word, and every name with an alike word is compared; a name
        without one scores 0.
        """
        query = prepare_query(text, self.kind)
        alike: set[int] = set()
        for token in query.tokens:
            alike |= memory.scanned(self, token)
        for i in range(len(query.tokens) - 1):
            if joined := joined_word(query, i):
                spelled = [n for each in _spoken(joined) for n in self._spelled_words[each]]
                alike.update(n for n in spelled if joined_likeness(joined, self.word(n)))
        if query.cut and query.cut.part >= 0:
            part = query.spelled[query.cut.part]
            alike.update(number for number in range(self._words) if share_seen(part, self.word(number)))
        for group in range(self._groups):
            if not alike.isdisjoint(self.words_of[group]) or not alike.isdisjoint(self.joined_of[group]):
                comparison = compare_names(query, self.name(group))
                if comparison.score >= threshold:
                    yield group, comparison

    def alike(self, token: Token) -> set[int]:
        """Numbers of all listed words and joined words that may stand for a query word, found without keys."""
        initial = token.role is Role.INITIAL
        found = {
            number
            for number, word in enumerate(map(self.word, range(self._words)))
            if likeness(token, word, self.kind)
            or (initial and is_initial_of(token, word))
            or (word.role is Role.INITIAL and is_initial_of(word, token))
        }
        readings = (*token.readings, *meanings(token.text, token.readings))
        spelled = {n for reading in readings for each in _spoken(reading) for n in self._spelled_joined[each]}
        return found | {n for n in spelled if joined_likeness(self._joined(n), token)}

    @cached_property
    def _spelled_words(self) -> dict[str, list[int]]:
        """Listed words by letters and by sounds, for the full scan: joined words are alike by equality alone."""
        found: dict[str, list[int]] = defaultdict(list)
        for number in range(self._words):
            word = self.word(number)
            for each in {key for reading in word.readings for key in _spoken(reading)}:
                found[each].append(number)
        return found

    @cached_property
    def _spelled_joined(self) -> dict[str, list[int]]:
        """Listed joined words by letters and by sounds, for the full scan."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.layout.joined, start=self._words):
            for each in set(_spoken(text)):
                found[each].append(number)
        return found

    def candidates(
        self, texts: Sequence[str], split: Split, call: Call, threshold: float
    ) -> tuple[dict[int, Name], list[tuple[int, list[int]]]]:
        """Names that are not put together from pieces, and for each query that has some the groups, ascending."""
        self.learn(call)
        vocabulary, of_kind = call.desk.vocabularies[self.kind], rules(self.kind, threshold)
        read = call.kernel.ways(split.starts, split.numbers, vocabulary.pieces, NEEDS)
        long = read == WHOLE
        read[read == JAPANESE] = read[split.cut] = WHOLE
        whole = {
            number: prepare_query(texts[number], self.kind, whole=bool(long[number]))
            for number in np.flatnonzero(read == WHOLE).tolist()
        }
        cut = {number: name for number, name in whole.items() if name.cut}
        rows, laid_out = (np.zeros(len(texts) + 1, np.int64), np.zeros(0, np.int64)), None
        if whole:  # others need not wait for a call that learns
            rest = {number: name for number, name in whole.items() if not name.cut}
            with vocabulary.learning:
                rows = vocabulary.rows(rest, len(texts), call.desk.pieces, self.find(call))
                laid_out = self.lay_out(list(cut.values()), call) if cut else None
        names, *pairs, starts, groups = call.kernel.of_pieces(
            *(read, split.starts, split.numbers, *rows, vocabulary.pieces, vocabulary.learnt, vocabulary.words),
            *(self._listed, self._flat, self.joining, of_kind, call.scratch[self.kind]),
        )
        if len(pairs[1]):
            found = self._search(names, vocabulary.pairs(names, *pairs), call, threshold)
        else:
            found = dict(_lists(starts, groups)) if len(groups) else {}
        if laid_out is not None:
            numbers = [*cut]
            found |= {numbers[at]: groups for at, groups in self.search_laid_out(laid_out, call, threshold).items()}
        return whole, [(number, sorted(groups)) for number, groups in sorted(found.items()) if groups]

    def search_laid_out(
        self, names: Names, call: Call, threshold: float, pairs: Sequence[Numbers] | None = None
    ) -> dict[int, list[int]]:
        """The groups that may reach the threshold, for each name laid out flat that has some.

        ``pairs``: what ``joinable`` would give, where that is known.
        """
        vocabulary = call.desk.vocabularies[self.kind]
        starts, positions = pairs or call.kernel.joinable(names, vocabulary.learnt, self.joining)
        return self._search(names, vocabulary.pairs(names, starts, positions), call, threshold)

    def _search(self, names: Names, pairs: Pairs, call: Call, threshold: float) -> dict[int, list[int]]:
        """The groups that may reach the threshold, for each query that has some."""
        vocabulary, kernel, scratch = call.desk.vocabularies[self.kind], call.kernel, call.scratch[self.kind]
        of_kind, joined = rules(self.kind, threshold), NOT_NEAR
        if len(pairs.at):
            held = (self._listed.traits, self._keys, self._flat.post_starts, of_kind, scratch)
            joined = kernel.joined_neighbours(pairs.keys, *held)
        starts, groups = kernel.candidates(
            *(names, pairs, joined, vocabulary.learnt, vocabulary.words, self._listed, self._flat, of_kind, scratch)
        )
        return dict(_lists(starts, groups)) if len(groups) else {}


def _lists(starts: Numbers, values: Numbers) -> Iterator[tuple[int, list[int]]]:
    """The lists that are not empty, each with its number."""
    for number in np.flatnonzero(starts[1:] - starts[:-1]).tolist():
        yield number, values[starts[number] : starts[number + 1]].tolist()


def _spoken(word: str) -> tuple[str, ...]:
    """Letters, sounds and English words: what a joined word and a single one are alike by, for a full scan."""
    return (word, *(f"s{sound}" for sound in sounds(word)), *lexicon.translations(word, cyrillic=False))
