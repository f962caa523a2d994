"""Listed names, BICs, ship numbers and wallets of the full lists, planted into every kind of field of a message."""

import random
from dataclasses import replace
from itertools import islice

import pytest

from screening.payments import FieldKind, Message, read
from screening.schema import FactKind, NameKind, Quality
from screening.screen import PaymentAnswer, Screener
from tests.data import test_data
from tests.payments.messages import MT103, one, pacs008, transaction

pytestmark = [pytest.mark.lists, pytest.mark.slow]

NAMES = NUMBERS = 200


@pytest.fixture(scope="module")
def screener(five_lists: Screener) -> Screener:
    """Those of the other tests: an index takes a minute to build, and where a name is planted needs no further list."""
    return five_lists


def entries(answer: PaymentAnswer) -> dict[str, set[tuple[str, str]]]:
    """The listed parties hit, by the place of the field."""
    return {each.field.place: {(hit.list_id, hit.entry_id) for hit in each.hits} for each in answer.fields if each.hits}


def planted(message: Message, at: int, **said: object) -> Message:
    """A message with something else in one of its fields."""
    fields = [*message.fields]
    fields[at] = replace(fields[at], **said)  # type: ignore[arg-type]
    return replace(message, fields=tuple(fields))


def drawn(screener: Screener) -> list[tuple[str, tuple[str, str]]]:
    """Strong primary names of persons and organisations with their entries."""
    found = [
        (name, (loaded.spec.id, entry))
        for loaded in screener.loaded
        for entry, name, kind, quality in loaded.tables.names.select("entry_id", "text", "kind", "quality").iter_rows()
        if kind == NameKind.PRIMARY and quality == Quality.STRONG and len(name) < 140
    ]
    return random.Random(7).sample(found, NAMES)  # noqa: S311  # a sample


def numbers(screener: Screener, type_: str) -> list[tuple[str, tuple[str, str]]]:
    """Listed identifiers of a type with their entries."""
    found = []
    for loaded in screener.loaded:
        facts = loaded.tables.facts.filter(kind=FactKind.IDENTIFIER.value, type=type_)
        found += [(value, (loaded.spec.id, entry)) for entry, value in facts.select("entry_id", "value").iter_rows()]
    return random.Random(7).sample(found, min(NUMBERS, len(found)))  # noqa: S311  # a sample


def test_a_message_of_invented_parties_hits_nobody(screener: Screener) -> None:
    """What is planted below is all that hits."""
    assert [screener.check_payment(one(text)).hits for text in (MT103, pacs008(transaction()))] == [(), ()]


@pytest.mark.parametrize("text", [MT103, pacs008(transaction())], ids=["MT103", "pacs.008"])
def test_listed_names_hit_where_they_stand(screener: Screener, text: str) -> None:
    """A listed name in a party or an agent hits its entry in that field, and no other field hits."""
    message = one(text)
    places = [at for at, field in enumerate(message.fields) if field.kind in (FieldKind.PARTY, FieldKind.AGENT)]
    for number, (name, entry) in enumerate(drawn(screener)):
        for at in (places[number % len(places)], places[(number + 1) % len(places)]):
            found = entries(screener.check_payment(planted(message, at, name=name, cut=0)))
            assert found.keys() == {message.fields[at].place}, name
            assert entry in found[message.fields[at].place], name


@pytest.mark.parametrize("text", [MT103, pacs008(transaction())], ids=["MT103", "pacs.008"])
def test_listed_names_hit_in_a_narrative(screener: Screener, text: str) -> None:
    """A listed name in a narrative hits there and nowhere else; nine of ten do, the others lack two telling words."""
    message = one(text)
    at = next(at for at, field in enumerate(message.fields) if field.kind is FieldKind.NARRATIVE)
    missed = []
    for name, entry in drawn(screener):
        found = entries(screener.check_payment(planted(message, at, text=f"INVOICE 4711 FOR {name} GOODS")))
        assert found.keys() <= {message.fields[at].place}, name
        if entry not in found.get(message.fields[at].place, ()):
            missed.append(name)
    assert len(missed) <= NAMES // 10, missed


FORMS = {
    "bic": ("bic:{}", "PAID VIA BIC {}"),
    "lei": ("lei:{}", "LEI {}"),
    "imo": ("imo:{}", "FREIGHT PER VESSEL IMO {}"),
    "wallet": ("{}", "TO WALLET {}"),
}
"""How a number of a type is written as an identifier, and in a text."""


@pytest.mark.parametrize("text", [MT103, pacs008(transaction())], ids=["MT103", "pacs.008"])
@pytest.mark.parametrize("type_", FORMS)
def test_listed_numbers_hit_where_they_stand(screener: Screener, type_: str, text: str) -> None:
    """A listed number hits its entry in whatever kind of field it stands, and no other field hits."""
    message, (identifier, told) = one(text), FORMS[type_]
    first = {field.kind: at for at, field in reversed([*enumerate(message.fields)])}
    assert first.keys() == set(FieldKind)
    chosen = numbers(screener, type_)
    assert chosen
    for value, entry in chosen:
        for kind, at in first.items():
            said = {"identifiers": (identifier.format(value),), "text": ""}
            said = {"text": told.format(value)} if kind is FieldKind.NARRATIVE else said
            found = entries(screener.check_payment(planted(message, at, **said)))
            assert found.keys() == {message.fields[at].place}, value
            assert entry in found[message.fields[at].place], value


def test_published_messages_are_answered(screener: Screener) -> None:
    """Every field of every published sample has an answer, alone and among others."""
    for path in sorted(test_data("payments").iterdir()):
        if path.suffix in (".xml", ".rje", ".dos", ".txt"):
            answers = list(islice(screener.check_payments(read(path)), 100))
            assert answers
            for answer in answers:
                if isinstance(answer, PaymentAnswer):
                    assert [each.field for each in answer.fields] == list(answer.message.fields)
                    alone = screener.check_payment(answer.message)
                    assert [hit.entry_id for hit in alone.hits] == [hit.entry_id for hit in answer.hits]
