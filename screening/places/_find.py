"""Places in a text: whole words, one pass, and for each hit whether it is strong or weak and why."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from screening.countries import alpha2, title
from screening.places._index import HAS_UNSPACED, WORD, Spelling, folded, index
from screening.places._read import Measure, PlaceKind, PlaceName, Territory
from screening.places._streets import countries_named, is_state, is_street

STRONG, WEAK = "strong", "weak"
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}")


class Where(StrEnum):
    """What kind of field a text stands in."""

    COUNTRY = "country"
    TOWN = "town"
    ADDRESS = "address"
    NAME = "name"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place under an embargo, named in a text. It is a place, never a listed party.

    Attributes:
        territory: id of the territory (the file in ``lists/places``); ``title`` is its name.
        place: the city, port or region named, or the territory itself.
        kind: what the spelling is the name of.
        name: the spelling in the file; ``found`` is the text as it stands, from ``start`` to ``end``.
        strength: "strong" or "weak"; ``why`` says why in words.
        measures: what holds, one an authority, each with legal basis, first day and source.
        checked: when the facts were last compared with their sources.
    """

    territory: str
    title: str
    place: str
    kind: PlaceKind
    name: str
    found: str
    start: int
    end: int
    strength: str
    why: str
    measures: tuple[Measure, ...]
    checked: dt.date

    @property
    def reason(self) -> str:
        """The measures in words: kind, authority, legal basis, since when."""
        return "; ".join(
            f"{each.kind} of the {each.authority} since {each.since} ({each.legal_basis})"
            + (f", {each.note}" if each.note else "")
            for each in self.measures
        )

    @property
    def explanation(self) -> str:
        """The hit in one sentence."""
        of = f"{self.place}, {self.title}" if self.place != self.title else self.title
        return (
            f"Place, no listed party: {self.found!r} is {of}: {self.reason}. {self.strength.capitalize()}: {self.why}."
        )


@dataclass(frozen=True, slots=True)
class _Named:
    """A spelling found in a text: characters from start to end, words from first to last (none in a run)."""

    spelling: Spelling
    start: int
    end: int
    first: int
    last: int
    near: bool


def find(
    text: str, where: Where = Where.ADDRESS, *, country: str = "", day: dt.date | None = None
) -> tuple[PlaceHit, ...]:
    """Find places under an embargo in a text.

    Args:
        text: one field, or the lines of one address.
        where: what kind of field it is.
        country: the country that the address states in a field of its own (a code or a name), where it does.
        day: only measures that held on this day; None for those that hold.

    Returns:
        Hits in the order of the text, never one inside another.
    """
    if where is Where.COUNTRY and (hit := of_code(text, "it is the country field", day=day)):
        return hit
    words, named = _named(text)
    if not named:
        return ()
    field = _Field(text, where, alpha2(country) or country.strip().upper(), words, named)
    hits = [field.hit(each, day) for each in named]
    return tuple(hit for hit in hits if hit.measures)


def _named(text: str) -> tuple[list[str], list[_Named]]:
    """The folded words of a text, and the spellings in it, the longest first where several begin at one word."""
    words, found = list[str](), list[_Named]()
    spans, known = list[tuple[int, int]](), list[tuple[int, tuple[Spelling, ...], bool]]()
    for match in WORD.finditer(text):
        word, spellings, near = folded(match[0])
        if spellings:
            known.append((len(words), spellings, near))
        words.append(word)
        spans.append(match.span())
    behind = 0
    for first, spellings, near in known:
        if first < behind:
            continue
        for each in spellings:
            last = first + len(each.words)
            if len(each.words) == 1 or tuple(words[first:last]) == each.words:
                found.append(_Named(each, spans[first][0], spans[last - 1][1], first, last, near))
                behind = last
                break
    if not text.isascii() and HAS_UNSPACED.search(text):
        found += _in_runs(text, {(each.start, each.end) for each in found})
        found.sort(key=lambda each: each.start)
    return words, found


def _in_runs(text: str, taken: set[tuple[int, int]]) -> list[_Named]:
    known = index()
    matches = [match for match in known.run.finditer(text) if match[0] in known.runs]
    return [
        _Named(known.runs[match[0]], match.start(), match.end(), -1, -1, near=False)
        for match in matches
        if not any(match.start() < end and start < match.end() for start, end in taken)
    ]


@dataclass(frozen=True)
class _Field:
    """A field with what was found in it, to judge one place beside all the others."""

    text: str
    where: Where
    stated: str  # the country that the address states, as a code
    words: list[str]
    named: list[_Named]

    def hit(self, each: _Named, day: dt.date | None) -> PlaceHit:
        against = self._against(each)
        why = against or self._for(each)
        if each.near:
            why += "; one letter differs from the known spelling"
        weak = bool(against) or why.startswith(_WITHIN)
        spelling, found = each.spelling, self.text[each.start : each.end]
        said = (WEAK if weak else STRONG, why)
        return _made(spelling.territory, spelling.name, (found, each.start), said, day)

    def _against(self, each: _Named) -> str:
        """What makes a place weak, the first reason of several; "" where nothing does."""
        territory, name = each.spelling.territory, each.spelling.name
        if self.where is Where.COUNTRY:
            return ""
        if name.kind is PlaceKind.DEMONYM:
            return "a word for people or things of the place, not the place"
        narrative = self.where is Where.NARRATIVE
        if each.first >= 0 and is_street(self.words, each.first, each.last, narrative=narrative):
            return "the name of a street"
        if name.elsewhere and self.stated not in territory.codes and not self._is_told(each):
            return f"also {name.elsewhere}"
        if self.where in (Where.TOWN, Where.ADDRESS) and (other := self._other_country(territory)):
            return f"the address names another country, {title(other)}"
        return ""

    def _for(self, each: _Named) -> str:
        if self.where is not Where.NAME:
            return _WHY[self.where]
        if is_state(self.words):
            return "the name is that of a body of a state"
        return "it is the whole name" if len(self.words) == each.last - each.first else _WITHIN

    def _is_told(self, each: _Named) -> bool:
        """Whether the text also names the territory, or another place of it that is nothing else."""
        return any(
            other is not each
            and other.spelling.territory is each.spelling.territory
            and other.spelling.name.kind is not PlaceKind.DEMONYM
            and not other.spelling.name.elsewhere
            for other in self.named
        )

    def _other_country(self, territory: Territory) -> str:
        """Another country in the address, "" where none is named or only those that belong beside the place."""
        if self.stated in territory.codes:
            return ""
        if self.stated:
            return "" if self.stated in territory.beside else self.stated
        return next((code for code in self._countries if code not in territory.beside), "")

    @cached_property
    def _countries(self) -> list[str]:
        """Countries that the text names, but for those of territories found in it."""
        own = {code for each in self.named for code in each.spelling.territory.codes}
        found = countries_named(self.text, [(each.start, each.end) for each in self.named])
        return [code for code in found if code not in own]


_WITHIN = "a word within a name"
_WHY = {
    Where.COUNTRY: "it is the country field",
    Where.TOWN: "it stands in the town field",
    Where.ADDRESS: "it stands by itself in the address",
    Where.NARRATIVE: "the text names it",
}


def _made(
    territory: Territory, name: PlaceName, at: tuple[str, int], said: tuple[str, str], day: dt.date | None
) -> PlaceHit:
    (found, start), (strength, why) = at, said
    measures = tuple(measure for measure in territory.measures if measure.holds(day))
    return PlaceHit(
        territory=territory.id,
        title=territory.title,
        place=name.place,
        kind=name.kind,
        name=name.text,
        found=found,
        start=start,
        end=start + len(found),
        strength=strength,
        why=why,
        measures=measures,
        checked=territory.checked,
    )


def of_code(code: str, why: str, *, day: dt.date | None = None) -> tuple[PlaceHit, ...]:
    """The territory of an ISO 3166 code ("CU", "IRN", "UA-43"); nothing for any other text."""
    return _coded(code.strip(), 0, why, day)


def of_bic(bic: str, *, day: dt.date | None = None) -> tuple[PlaceHit, ...]:
    """The territory in whose country a bank sits: letters 5 and 6 of its BIC (ISO 9362)."""
    begin = len(bic) - len(bic.lstrip()) + 4
    country = bic[begin : begin + 2]
    return _coded(country, begin, "it is the country of the BIC", day) if _BIC.fullmatch(bic.strip().upper()) else ()


def of_iban(iban: str, *, day: dt.date | None = None) -> tuple[PlaceHit, ...]:
    """The territory of an account: the first two letters of its IBAN (ISO 13616)."""
    begin = len(iban) - len(iban.lstrip())
    is_iban = _IBAN.fullmatch("".join(iban.split()).upper())
    return _coded(iban[begin : begin + 2], begin, "it is the country of the IBAN", day) if is_iban else ()


def _coded(found: str, start: int, why: str, day: dt.date | None) -> tuple[PlaceHit, ...]:
    territory = index().codes.get(found.upper())
    if territory is None:
        return ()
    name = PlaceName(found.upper(), (found.lower(),), PlaceKind.CODE, territory.title)
    hit = _made(territory, name, (found, start), (STRONG, why), day)
    return (hit,) if hit.measures else ()
