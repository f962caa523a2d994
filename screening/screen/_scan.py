"""Mentions of listed parties in a text: its words asked of the index, what is believed made into hits."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from screening.errors import UsageError
from screening.hits import Found
from screening.index import Alike, Index
from screening.names import may_be_cut
from screening.narrative import (
    EQUAL,
    LEAST,
    LONGEST_TEXT,
    Alone,
    Phrase,
    Word,
    apart,
    believed,
    numbers,
    phrases,
    sentences,
)
from screening.register import Register
from screening.schema import Counterparty, Hit, Kind
from screening.score import compare
from screening.screen._line import Line

FIELD = "text"
"""``Hit.queried_field`` of what stands in a text."""
_SAME = 100.0
_WORDS = 2_000
"""Words asked in one step; what is found does not depend on it."""
_SHORT = 1_000
"""Characters of a text whose words are remembered a while: it is read to look them up, and to be scanned."""
Place = tuple[int, int]
Compose = Callable[[Counterparty, Sequence[Found], Line, dt.date | None], list[Hit]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A listed party named in a text.

    Attributes:
        begin, end: offsets of the words in the text as given; ``text[begin:end] == words``.
        words: as they stand in the text, with its line breaks.
        hit: as ``Screener.check`` gives it.
    """

    begin: int
    end: int
    words: str
    hit: Hit


class Scanner:
    """Loaded lists, ready to be found in texts. Immutable; safe to share between threads."""

    def __init__(self, index: Index, register: Register, compose: Compose) -> None:
        self._index, self._register, self._compose = index, register, compose
        self._alone, self._sizes = Alone(register, index.single(Kind.ORGANISATION)), index.sizes()

    def acquaint(self, texts: Iterable[str]) -> None:
        """Look up the words of texts that will be scanned, in one step: one by one they take three times as long."""
        short = (text for text in texts if len(text) <= _SHORT)
        told = (word for text in short for sentence in _short_sentences(text) for word in sentence)
        self._index.alike(list(dict.fromkeys(word.text for word in told if not word.weak)))

    def scan(self, text: str, line: Line, today: dt.date | None) -> list[Mention]:
        """Do what ``Screener.scan`` says."""
        if len(text) > LONGEST_TEXT:
            what = f"the text has {len(text):,} characters; at most {LONGEST_TEXT:,} are screened at once"
            raise UsageError(what, way_out="Split it, best between paragraphs.")
        named = dict[int, dict[Place, list[Found]]]()
        for begin, end, found in self._named(text, line):
            places = named.setdefault(self._register.entry_of[found.number], {})
            places.setdefault((begin, end), []).append(found)
        at = dict[Place, list[Found]]()
        for places in named.values():
            for place in apart(places, lambda each: each, lambda each: _best(places[each])):  # noqa: B023  # used here
                at.setdefault(place, []).extend(places[place])
        said = dict[tuple[str, tuple[int, ...]], list[Mention]]()  # an article names one party again and again
        mentions = list[Mention]()
        for place, every in at.items():
            key = (text[slice(*place)], tuple([each.number for each in every]))
            if key not in said:
                said[key] = list(self._mentions(text, place, every, line, today))
            mentions += [Mention(*place, each.words, each.hit) for each in said[key]]
        seen = {(each.hit.list_id, each.hit.entry_id, each.begin) for each in mentions}
        for place, identifier, every in self._numbered(text, line):
            for each in self._mentions(text, place, every, line, today, identifiers=(identifier,)):
                if (one := (each.hit.list_id, each.hit.entry_id, each.begin)) not in seen:
                    seen.add(one)
                    mentions.append(each)
        return sorted(mentions, key=lambda each: (each.begin, each.end, -each.hit.score, each.hit.list_id))

    def _mentions(
        self,
        text: str,
        place: Place,
        found: Sequence[Found],
        line: Line,
        today: dt.date | None,
        *,
        identifiers: tuple[str, ...] = (),
    ) -> Iterator[Mention]:
        words = text[slice(*place)]
        party = Counterparty(words, field=FIELD, identifiers=identifiers)
        for hit in self._compose(party, found, line, today):
            yield Mention(*place, words, replace(hit, explanation=f"Words of a text: {hit.explanation}"))

    def _named(self, text: str, line: Line) -> Iterator[tuple[int, int, Found]]:
        """Believed likenesses of words of the text and listed names."""
        cut = may_be_cut(text.rstrip("\r\n").rpartition("\n")[2]) or may_be_cut(text)
        for some in _parts(_short_sentences(text) if len(text) <= _SHORT else sentences(text)):
            last = text[some[-1][-1].end :]
            yield from self._of_phrases(text, some, line, cut=cut and not last.strip())
            for begin, end, said, listed in (each for sentence in some for each in self._alone.found(sentence)):
                least = _SAME if len(said.split()) > 1 else EQUAL  # with a legal form beside a word, that form
                yield from ((begin, end, each) for each in self._equal(said, listed, line, least))

    def _of_phrases(
        self, text: str, some: Sequence[Sequence[Word]], line: Line, *, cut: bool
    ) -> Iterator[tuple[int, int, Found]]:
        words = list(dict.fromkeys(word.text for sentence in some for word in sentence if not word.weak))
        alike = self._alike(words)
        asked = dict[str, dict[Place, Phrase]]()
        for sentence in some:
            at_end = cut and sentence[-1].end == some[-1][-1].end
            for phrase in phrases(sentence, alike, self._sizes, cut=at_end):
                asked.setdefault(phrase.asked, {}).setdefault((phrase.begin, phrase.end), phrase)
        every = list(asked.values())
        wanted = [(said, next(iter(places.values())).groups) for said, places in asked.items()]
        for query, number, comparison in self._index.near(wanted, max(LEAST, line.least)):
            if believed(comparison, line.at(number)):
                for begin, end in every[query]:
                    yield begin, end, Found(text[begin:end], number, comparison)

    def _alike(self, words: Sequence[str]) -> dict[str, dict[Kind, Alike]]:
        found: dict[str, dict[Kind, Alike]] = {word: {} for word in words}
        for kind, groups in self._index.alike(words).items():
            for word, own in zip(words, groups, strict=True):
                if own.groups:
                    found[word][kind] = own
        return found

    def _equal(self, said: str, listed: Iterable[int], line: Line, least: float = EQUAL) -> Iterator[Found]:
        for number in listed:
            kind = self._register.kinds[self._register.entry_of[number]]
            comparison = compare(said, self._register.texts[number], kind)
            if comparison.score >= max(least, line.at(number)):
                yield Found(said, number, comparison)

    def _numbered(self, text: str, line: Line) -> Iterator[tuple[Place, str, list[Found]]]:
        """Identifiers that a listed party has, and names of listed aircraft, which are their tail numbers."""
        for each in numbers(text):
            own, said = each.identifier, text[each.begin : each.end]
            listed = self._alone.tail(said) if own.type == "tail" else ()
            if listed or self._register.identified([own]):
                yield (each.begin, each.end), f"{own.type}:{own.value}", list(self._equal(said, listed, line))


def _best(found: Iterable[Found]) -> float:
    return max(each.comparison.score for each in found)


@lru_cache(maxsize=1_000)
def _short_sentences(text: str) -> tuple[list[Word], ...]:
    return tuple(sentences(text))


def _parts(every: Iterable[list[Word]]) -> Iterator[list[list[Word]]]:
    """Sentences in portions."""
    some, count = list[list[Word]](), 0
    for sentence in every:
        some.append(sentence)
        count += len(sentence)
        if count >= _WORDS:
            yield some
            some, count = [], 0
    if some:
        yield some
