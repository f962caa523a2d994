"""A payment message, each field held against what it can hold (targeted screening, Wolfsberg and Swift for ISO 20022).

=========  =========================================================================================================
party      names (and what goes on in the next line where the name fills its field) and identifiers against listed
           parties; lines without structure also as narrative
agent      name, BIC (8 letters are the first 8 of 11), LEI and other ids against listed organisations
account    IBAN, other ids and wallets against listed identifiers, exactly
narrative  listed names, BICs, IMO numbers and wallets inside the text
=========  =========================================================================================================

Of all four the countries, towns, addresses, names and texts are held against places, and nothing else is. All names of
several messages are searched in one call: a message with eight parties costs little more than one with two.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from screening.counterparties import MAX_CHARACTERS, says
from screening.errors import InputError, UsageError
from screening.hits import Found
from screening.identifiers import Identifier, parse, warning
from screening.payments import Damaged, Field, FieldKind, Message, read
from screening.places import WEAK, PlaceHit, Where, find, of_bic, of_code, of_iban
from screening.schema import SUPPRESSED, Counterparty, Hit, Kind
from screening.score import Comparison
from screening.screen._answer import Basis, FieldAnswer, PaymentAnswer, PlaceFound
from screening.screen._scan import Mention

_CUT = (34, 35, 139, 140)
"""Lengths at which the comparison itself reads a name as cut (``screening.names``)."""

REMEMBERED, LONGEST_REMEMBERED = 50_000, 200
"""Names whose search is remembered, and the characters of the longest: banks and customers come with every payment."""

Numbered = tuple[int, Message | Damaged]
Asked = tuple[Counterparty | None, Sequence[str]]
"""The counterparty of a field, where it has one, and its names."""
Searched = Mapping[str, Sequence[Found]]
"""What a search found for each name."""


@dataclass(slots=True)
class Memory:
    """What a screener found before, for all calls together; nothing else decides it, so nobody can see it but in time.

    Attributes:
        names: what a search found, by its least score and the name.
        listed: whether a listed party has one of these identifiers.
    """

    names: dict[tuple[float, str], tuple[Found, ...]] = dataclasses.field(default_factory=dict)
    listed: dict[tuple[str, ...], bool] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matcher:
    """What a screener does for messages.

    Attributes:
        search: of several names at or above a score, (number of the name, number of a listed name, comparison).
        least: the lowest score that is of use.
        memory: what was found before.
        identified: whether a listed party has one of these identifiers.
        of_party: the hits of a counterparty, told its row and what the search found for it.
        scan: the listed names inside a text.
        acquaint: told of texts that will be scanned.
        basis: what answers rest on.
        today: the day on which measures on places must hold; None for those that hold.
    """

    search: Callable[[Sequence[str], float], Iterable[tuple[int, int, Comparison]]]
    least: float
    memory: Memory
    identified: Callable[[Iterable[Identifier]], Collection[int]]
    of_party: Callable[[int, Counterparty, Sequence[Found]], list[Hit]]
    scan: Callable[[str], Sequence[Mention]]
    acquaint: Callable[[Iterable[str]], None]
    basis: Basis
    today: dt.date | None


def message_of(message: Message | bytes | str) -> Message:
    """The one message that was given.

    Raises:
        InputError: it cannot be read.
        UsageError: there are several.
    """
    if isinstance(message, Message):
        return message
    found = list(zip(range(2), read(message.encode() if isinstance(message, str) else message), strict=False))
    if len(found) > 1:
        raise UsageError("this is more than one message", way_out="Read it with screening.payments.read, one by one.")
    one = found[0][1]
    if isinstance(one, Damaged):
        raise InputError(one.what, where=one.place, way_out="Have the message sent again.")
    return one


def answer_of(message: Message, matcher: Matcher) -> PaymentAnswer:
    """The answer to one message."""
    asked = [_asked(field) for field in message.fields]
    return _answer(1, message, asked, _searched(asked, matcher), matcher)


def answers(given: Sequence[Numbered], matcher: Matcher) -> list[PaymentAnswer | Damaged]:
    """The answers to numbered messages, in their order; one that is damaged stays what it is."""
    asked = {number: [_asked(field) for field in each.fields] for number, each in given if isinstance(each, Message)}
    found = _searched(chain.from_iterable(asked.values()), matcher)
    matcher.acquaint(field.text for _, each in given if isinstance(each, Message) for field in each.fields)
    return [
        each if isinstance(each, Damaged) else _answer(number, each, asked[number], found, matcher)
        for number, each in given
    ]


def _answer(number: int, message: Message, asked: Sequence[Asked], found: Searched, matcher: Matcher) -> PaymentAnswer:
    fields = zip(message.fields, asked, strict=True)
    return PaymentAnswer(
        message, tuple(_field(number, field, each, found, matcher) for field, each in fields), matcher.basis
    )


def party_of(field: Field) -> Counterparty | None:
    """The counterparty of a field; None for a narrative, and where a field names nobody."""
    if field.kind is FieldKind.NARRATIVE or not (field.name or field.identifiers):
        return None
    return Counterparty(
        name=field.name,
        kind=Kind.ORGANISATION if field.kind is FieldKind.AGENT else Kind.UNKNOWN,
        birth_date=field.birth_date or None,
        countries=tuple(dict.fromkeys(filter(None, (field.country, *field.countries)))),
        identifiers=tuple(_identifiers(field)),
        aliases=tuple(_goes_on(field)),
        field=field.role,
    )


def _identifiers(field: Field) -> Iterator[str]:
    """The identifiers; a bank's branch is also asked by its head office: lists write it with XXX or with 8 letters."""
    for each in field.identifiers:
        yield each
        if each.startswith("bic:") and len(each) == len("bic:") + 11:
            yield each[:-3]


def _goes_on(field: Field) -> Iterator[str]:
    """What else a name may be that fills its field: it goes on in the next line, or its last word is cut (NK-28)."""
    if not field.cut:
        return
    if field.address:
        yield f"{field.name} {field.address[0]}"
        yield f"{field.name}{field.address[0]}"  # a word over the end of the line
    whole = field.name.rpartition(" ")[0]
    if whole and len(field.name) not in _CUT:  # behind the number of its line, or over several lines
        yield whole


def _asked(field: Field) -> Asked:
    """The counterparty of a field with the names that are asked for."""
    party = party_of(field)
    if party is None:
        return None, ()
    names = dict.fromkeys((party.name, *party.aliases)) if party.aliases else (party.name,)
    return party, [name for name in names if name and len(name) <= MAX_CHARACTERS and says(name)]


def _searched(asked: Iterable[Asked], matcher: Matcher) -> Searched:
    """What is found for every name that is asked for; new names are searched in one call."""
    texts = dict.fromkeys(name for _, names in asked for name in names)
    memory, least = matcher.memory.names, matcher.least
    found = {text: known for text in texts if (known := memory.get((least, text))) is not None}
    if fresh := [text for text in texts if text not in found]:
        new: dict[str, list[Found]] = {text: [] for text in fresh}
        for query, listed, comparison in matcher.search(fresh, least):
            new[fresh[query]].append(Found(fresh[query], listed, comparison))
        if len(memory) > REMEMBERED:
            memory.clear()
        for text, each in new.items():
            found[text] = tuple(each)
            if len(text) <= LONGEST_REMEMBERED:
                memory[least, text] = found[text]
    return found


def _field(number: int, field: Field, asked: Asked, searched: Searched, matcher: Matcher) -> FieldAnswer:
    (party, names), hits, mentions, problem = asked, list[Hit](), tuple[Mention, ...](), ""
    if party:
        found = [each for name in names for each in searched.get(name, ())]
        if found or _is_listed(tuple(party.identifiers), matcher):
            hits = matcher.of_party(number, party, found)
        if len(field.name) > MAX_CHARACTERS:
            problem = f"a name is longer than {MAX_CHARACTERS:,} characters"
    if said := field.text.strip():
        try:
            mentions = tuple(_mentions(number, field, hits, matcher))
        except UsageError as error:  # the text is too long
            problem = error.what
    return FieldAnswer(
        field,
        (*hits, *(each.hit for each in mentions)),
        mentions,
        tuple(_places(field, matcher.today)) if matcher.basis.places else (),
        tuple(filter(None, map(_warning, field.identifiers))),
        "" if names or field.identifiers or said or problem else _why(field),
        problem,
    )


def _is_listed(identifiers: tuple[str, ...], matcher: Matcher) -> bool:
    """Whether a listed party has one of these identifiers."""
    memory = matcher.memory.listed
    known = memory.get(identifiers)
    if known is None:
        if len(memory) > REMEMBERED:
            memory.clear()
        memory[identifiers] = known = bool(matcher.identified(map(parse, identifiers)))
    return known


@lru_cache(maxsize=4096)
def _warning(identifier: str) -> str:
    """What is wrong with the check digits of an identifier; those of banks come again with every payment."""
    return warning(parse(identifier))


def _why(field: Field) -> str:
    said = "its name has no letter or digit" if field.name else "it states no name and no identifier"
    return f"{said}; only its places were looked at" if field.address or field.town or field.country else said


def _mentions(number: int, field: Field, hits: Sequence[Hit], matcher: Matcher) -> Iterator[Mention]:
    """Listed names inside the text, but those of parties that the name of the field hits already."""
    known = {(each.list_id, each.entry_id): each.alert or each.why_no_alert == SUPPRESSED for each in hits}
    for each in matcher.scan(field.text):
        said = known.get((each.hit.list_id, each.hit.entry_id))
        if said is None or (each.hit.alert and not said):
            yield replace(each, hit=replace(each.hit, row=number, queried_field=field.role))


def _places(field: Field, day: dt.date | None) -> Iterator[PlaceFound]:
    """The places of a field, part by part."""
    yield from _coded(field.country, field.identifiers, field.countries, day)
    texts = (
        ("name", field.name, Where.NAME),
        ("address", "\n".join(field.address), Where.ADDRESS),
        ("town", field.town, Where.TOWN),
        ("text", _other_lines(field), Where.NARRATIVE),
    )
    for part, text, where in texts:
        if text:
            search = _found if len(text) <= LONGEST_REMEMBERED else _found.__wrapped__
            for hit in search(text, where, field.country, day):
                yield PlaceFound(part, text, hit)
    if field.birth_place:
        for hit in find(field.birth_place, Where.ADDRESS, day=day):
            yield PlaceFound("birth place", field.birth_place, replace(hit, strength=WEAK, why=_BIRTH))


@lru_cache(maxsize=4096)
def _found(text: str, where: Where, country: str, day: dt.date | None) -> tuple[PlaceHit, ...]:
    """As ``find``; towns and addresses of banks come again with every payment."""
    return find(text, where, country=country, day=day)


_BIRTH = "a place of birth says nothing of where somebody is"
_OF_PARTY = "it is a country of the party: of residence, birth, an identity document or an account"


@lru_cache(maxsize=4096)
def _coded(
    country: str, identifiers: tuple[str, ...], countries: tuple[str, ...], day: dt.date | None
) -> tuple[PlaceFound, ...]:
    """The places that the codes of a field name, each territory once.

    Fields do not tell a country of birth from one of residence: both count.
    """
    said = [("country", country, find(country, Where.COUNTRY, day=day))] if country else []
    for each in identifiers:
        kind, _, value = each.partition(":")
        if kind == "bic":
            said.append(("BIC", value, of_bic(value, day=day)))
        elif kind == "iban":
            said.append(("IBAN", value, of_iban(value, day=day)))
    said += [("country", code, of_code(code, _OF_PARTY, day=day)) for code in countries]
    found = dict[str, PlaceFound]()
    for part, code, hits in said:
        for hit in hits:
            found.setdefault(hit.territory, PlaceFound(part, code, hit))
    return tuple(found.values())


def _other_lines(field: Field) -> str:
    """The text, without the lines of a party that are read as its name and address."""
    if field.kind is FieldKind.NARRATIVE or not field.text:
        return field.text
    read = {field.name, *field.address}
    return "\n".join(line for line in field.text.split("\n") if " ".join(line.split()) not in read)
