"""The listed names that cases are made of, and what a tester must know of all of them to make a fair one."""

import datetime as dt
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from screening.manipulation._facts import FORMS
from screening.schema import Kind, NameKind
from screening.text import script

Draw = random.Random
WORD = re.compile(r"[^\W\d_]+")
FORM_WORDS = frozenset(word for family in FORMS for form in family for word in form.replace(".", "").split())


@dataclass(frozen=True, slots=True)
class Source:
    """One listed name, the party it names, and that party's birth date where the list states one to the day."""

    list_id: str
    entry_id: str
    kind: Kind
    text: str
    name_kind: NameKind
    birth: dt.date | None = None

    @property
    def party(self) -> tuple[str, str]:
        """The designation that the name belongs to."""
        return self.list_id, self.entry_id


def script_of(name: str) -> str:
    """The script of most letters of a name ("LATIN", "CYRILLIC", ...); "" where it has no letter."""
    counts = Counter(found for letter in name if (found := script(letter)))
    return min(counts, key=lambda each: (-counts[each], each)) if counts else ""


def is_latin(name: str) -> bool:
    """Whether a name has letters, and Latin ones only."""
    return bool(WORD.search(name)) and all(script(letter) == "LATIN" for letter in name if letter.isalpha())


def words_of(name: str) -> list[str]:
    """The words of a name in lower case, digits aside."""
    return WORD.findall(name.casefold())


def reading_order(name: str) -> list[str]:
    """The words of a person's name, surname last where a comma tells it."""
    surname, comma, given = name.partition(",")
    return [*given.split(), *surname.split()] if comma else name.split()


class Pool:
    """All listed names of a run. Immutable.

    Attributes:
        sources: the names, in list order.
        texts: the names in lower case.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        self.texts = frozenset(each.text.casefold() for each in self.sources)
        self._own: dict[tuple[str, str], list[str]] = defaultdict(list)
        for each in self.sources:
            self._own[each.party].append(each.text)

    def names_of(self, source: Source) -> list[str]:
        """Every name of the same party."""
        return self._own[source.party]

    def words_of(self, source: Source) -> set[str]:
        """Every word of every name of the same party."""
        return {word for name in self.names_of(source) for word in words_of(name)}

    @cached_property
    def parties_with(self) -> Counter[str]:
        """In the names of how many parties of one list a word stands; of the list with the most."""
        each = Counter(
            (list_id, word)
            for (list_id, _), names in self._own.items()
            for word in {word for name in names for word in words_of(name)}
        )
        most = Counter[str]()
        for (_, word), count in each.items():
            most[word] = max(most[word], count)
        return most

    @cached_property
    def _persons(self) -> list[list[str]]:
        """Latin names of persons of two or more words of letters."""
        persons = (each.text for each in self.sources if each.kind is Kind.PERSON and is_latin(each.text))
        read = (reading_order(text) for text in persons)
        return [words for words in read if len(words) > 1 and all(word.isalpha() for word in words)]

    @cached_property
    def given_names(self) -> list[str]:
        """First words of the names of several persons, of four letters and more, sorted."""
        first = Counter(words[0].casefold() for words in self._persons if len(words[0]) >= 4)
        return sorted(word for word, count in first.items() if count > 1)

    @cached_property
    def surnames(self) -> dict[str, dict[str, frozenset[str]]]:
        """Last words of persons' names, of five letters and more, by their first three letters.

        Each with the other words of the names that it ends: who shares one of them may be the same person.
        """
        beside: dict[str, set[str]] = defaultdict(set)
        for *others, last in self._persons:
            if len(last) >= 5:
                beside[last.casefold()].update(word.casefold() for word in others)
        found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for surname in sorted(beside):
            found[surname[:3]][surname] = frozenset(beside[surname])
        return dict(found)

    @cached_property
    def telling(self) -> list[str]:
        """Words of six letters and more that stand in the names of one organisation of a list alone, sorted."""
        organisations = (each.text for each in self.sources if each.kind is Kind.ORGANISATION and is_latin(each.text))
        words = {word for text in organisations for word in words_of(text)}
        return sorted(word for word in words if len(word) >= 6 and self.parties_with[word] == 1)
