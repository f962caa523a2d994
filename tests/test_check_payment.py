"""Laws of payments: a listed party is found in its field and nowhere else, whatever order, family and threads."""

import itertools
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.errors import InputError, UsageError
from screening.payments import Damaged, Field, FieldKind, Message, read
from screening.places import STRONG
from screening.policy import NEVER, Policy
from screening.schema import SUPPRESSED, Counterparty, Fact, FactKind, Hit, Kind
from screening.screen import FieldAnswer, PaymentAnswer, Screener
from screening.screen._payment import party_of
from tests import worlds
from tests.payments.messages import COVER, MT103, MT202COV, PAIN001, RETURN, messages, one, pacs008, transaction

PERSON, COMPANY, SHIP = "Zoltan Brakovicz", "Vexillum Harbour Works", "Gilded Cormorant"
LONG = "Amalgamated Periwinkle Dredging and Salvage Undertakings"
WALLET, IBAN, BIC = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "GB29NWBK60161331926819", "VEXLDEFFXXX"


def number(type_: str, value: str) -> Fact:
    """An identifier of a listed party."""
    return Fact(FactKind.IDENTIFIER, value, type=type_)


LISTED = (
    worlds.designation("P-1", PERSON, facts=(number("passport", "K 9911223"), number("wallet", WALLET))),
    worlds.designation("O-1", COMPANY, Kind.ORGANISATION, facts=(number("bic", BIC), number("iban", IBAN))),
    worlds.designation("O-2", LONG, Kind.ORGANISATION),
    worlds.designation("V-1", SHIP, Kind.VESSEL, facts=(number("imo", "9074729"),)),
)
FAMILIES = {
    "pacs.008": pacs008(transaction()),
    "pacs.009": COVER,
    "pacs.004": RETURN,
    "pain.001": PAIN001,
    "MT103": MT103,
    "MT202COV": MT202COV,
}


@pytest.fixture(scope="module")
def screener() -> Screener:
    """A screener over the invented list."""
    return worlds.screener(*LISTED)


def hit_fields(answer: PaymentAnswer) -> dict[str, set[str]]:
    """The entries hit, by the place of the field."""
    return {each.field.place: {hit.entry_id for hit in each.hits} for each in answer.fields if each.hits}


def of_role(answer: PaymentAnswer, role: str) -> FieldAnswer:
    """The first answer to a field of a role."""
    return next(each for each in answer.fields if each.field.role == role)


@pytest.mark.parametrize("family", FAMILIES)
def test_invented_parties_hit_nothing(screener: Screener, family: str) -> None:
    """A message of parties that no list knows has neither a hit nor a place."""
    for message in messages(FAMILIES[family]):
        answer = screener.check_payment(message)
        assert (answer.hits, answer.places, answer.status) == ((), (), "no alert")


PLANTED = [
    ("pacs.008", "Tamsin Orchard", PERSON, "debtor", "P-1"),
    ("pacs.008", "Orla Plum", "Brakovicz, Zoltan", "debtor contact", "P-1"),
    ("pacs.008", "Rowan Freight Ltd", COMPANY, "creditor", "O-1"),
    ("pacs.008", "PLUMDEFF", BIC[:8], "creditor agent", "O-1"),
    ("pacs.008", "QUINGB2LXXX", BIC[:8] + "123", "debtor agent", "O-1"),
    ("pacs.008", "Quince Bank", COMPANY, "debtor agent", "O-1"),
    ("pacs.008", "GB33BUKB20201555555555", IBAN, "debtor account", "O-1"),
    ("pacs.008", "<IBAN>GB33BUKB20201555555555</IBAN>", f"<Othr><Id>{WALLET}</Id></Othr>", "debtor account", "P-1"),
    ("pacs.008", "P-7788990", "K9911223", "debtor", "P-1"),
    ("pacs.008", "PEARS", f"INVOICE 7 FOR {PERSON} OF NORWICK", "remittance information", "P-1"),
    ("pacs.008", "PEARS", "FREIGHT IMO 9074729", "remittance information", "V-1"),
    ("pacs.008", "PEARS", f"PAID TO WALLET {WALLET}", "remittance information", "P-1"),
    ("pacs.008", "PEARS", f"VIA BIC {BIC}", "remittance information", "O-1"),
    ("pacs.008", "/ACC/FIRST LINE", f"/ACC/{COMPANY}", "instruction for next agent", "O-1"),
    ("pacs.009", "Plum Bank", COMPANY, "creditor", "O-1"),
    ("pacs.009", "PEARFRPP", BIC[:8], "underlying debtor agent", "O-1"),
    ("pacs.004", "Tamsin Orchard", PERSON, "original debtor", "P-1"),
    ("pain.001", "Quince Payroll", COMPANY, "initiating party", "O-1"),
    ("MT103", "1/TAMSIN\n1/ORCHARD", "1/ZOLTAN\n1/BRAKOVICZ", "debtor", "P-1"),
    ("MT103", "ROWAN FREIGHT AND COLD STORAGE WEST", COMPANY.upper(), "creditor", "O-1"),
    ("MT103", "/GB33BUKB20201555555555", f"/{IBAN}", "debtor account", "O-1"),
    ("MT103", ":52A:/C/99887766\nQUINGB2LXXX", f":52A:/C/99887766\n{BIC}", "debtor agent", "O-1"),
    (
        "MT103",
        "/INV/ 7 PEARS FOR MV BRAMBL\n//E QUEEN",
        "/INV/ 7 PEARS FOR MV GILDED CORMO\n//RANT",
        "remittance information",
        "V-1",
    ),
    ("MT103", "RING THE OFFICE", f"RING {PERSON.upper()}", "sender to receiver information", "P-1"),
    ("MT103", "9 HARBOUR ROAD\nELBSTADT\n:70:", f"C/O {PERSON.upper()}\nELBSTADT\n:70:", "creditor", "P-1"),
    ("MT202COV", "TAMSIN ORCHARD", "ZOLTAN BRAKOVICZ", "underlying debtor", "P-1"),
]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda each: f"{each[0]} {each[3]} {each[2][:12]}")
def test_a_planted_party_is_found_in_its_field_alone(screener: Screener, planted: tuple[str, ...]) -> None:
    """A listed name, BIC, document, IBAN or wallet put into one field hits there and nowhere else."""
    family, was, now, role, entry = planted
    text = FAMILIES[family]
    assert was in text
    answers = [screener.check_payment(message) for message in messages(text.replace(was, now))]
    found = [(each.field.role, {hit.entry_id for hit in each.hits}) for a in answers for each in a.fields if each.hits]
    assert found
    assert all(each == (role, {entry}) for each in found)
    assert all(each.hits[0].queried_field == role for a in answers for each in a.fields if each.hits)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_field_that_can_hold_a_name_finds_it(screener: Screener, family: str) -> None:
    """A listed name in any party or agent of any family hits there and nowhere else."""
    for message in messages(FAMILIES[family]):
        for at, field in enumerate(message.fields):
            if field.kind in (FieldKind.PARTY, FieldKind.AGENT):
                fields = [*message.fields]
                fields[at] = replace(field, name=PERSON, cut=0)
                answer = screener.check_payment(replace(message, fields=tuple(fields)))
                assert hit_fields(answer) == {field.place: {"P-1"}}


def test_a_bic_is_no_name_and_a_name_no_bic(screener: Screener) -> None:
    """Targeted: the name of a listed party in an account or a reference is not looked for, nor is a reference."""
    text = pacs008(transaction()).replace("<EndToEndId>E1", f"<EndToEndId>{PERSON}")
    assert screener.check_payment(one(text)).hits == ()


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        (Field(FieldKind.PARTY, "creditor", "c", LONG[:35], 35), "O-2"),
        (Field(FieldKind.PARTY, "creditor", "c", LONG[:33], 35), "O-2"),  # behind the number of its line
        (Field(FieldKind.PARTY, "creditor", "c", LONG[:35], 35, address=(LONG[35:],)), "O-2"),
    ],
)
def test_a_cut_name_is_read_as_cut(screener: Screener, field: Field, entry: str) -> None:
    """A name that fills its field may go on in the next line, or nowhere (NK-28)."""
    answer = screener.check_payment(replace(one(COVER), fields=(field,)))
    assert {hit.entry_id for hit in answer.alerts if not hasattr(hit, "part")} == {entry}


def test_wrong_check_digits_are_said(screener: Screener) -> None:
    """An IBAN whose check digits are wrong is noted at its field, and is no fault of the message."""
    answer = screener.check_payment(one(FAMILIES["pacs.008"].replace("GB33BUKB", "GB34BUKB")))
    (note,) = of_role(answer, "debtor account").notes
    assert "check digit" in note


def test_places_are_places(screener: Screener) -> None:
    """A country under an embargo is an alert of its own type, a street of that name none, and neither is a party."""
    text = FAMILIES["pacs.008"].replace("<Ctry>GB</Ctry>", "<Ctry>CU</Ctry>").replace("9 Harbour Road", "9 Cuba Street")
    answer = screener.check_payment(one(text))
    assert answer.hits == ()
    strong, weak = of_role(answer, "debtor").places[0], of_role(answer, "creditor").places[0]
    assert (strong.part, strong.hit.territory, strong.hit.strength, strong.alert) == ("country", "cuba", STRONG, True)
    assert (weak.part, weak.hit.territory, weak.alert) == ("address", "cuba", False)
    assert answer.alerts == (strong,)
    assert strong.hit.measures[0].authority
    assert strong.explanation.startswith("Place, no listed party")


@pytest.mark.parametrize(
    ("was", "now", "role", "part"),
    [
        ("Norwick</TwnNm>", "Simferopol</TwnNm>", "debtor", "town"),
        ("Tamsin Orchard", "Banco Nacional de Cuba", "debtor", "name"),
        ("QUINGB2LXXX", "QUINCUHHXXX", "debtor agent", "BIC"),
        ("<CtryOfRes>FR", "<CtryOfRes>KP", "debtor", "country"),
        ("PEARS", "PEARS FROM HABANA", "remittance information", "text"),
        ("20457 Elbstadt", "Simferopol", "creditor", "address"),
    ],
)
def test_every_part_that_can_name_a_place_is_looked_at(
    screener: Screener, was: str, now: str, role: str, part: str
) -> None:
    """A place is found in the part where it stands and in no other field."""
    answer = screener.check_payment(one(FAMILIES["pacs.008"].replace(was, now).replace("<Ctry>GB</Ctry>", "")))
    assert {(each.field.role, place.part) for each in answer.fields for place in each.places} == {(role, part)}


def test_the_policy_decides_about_places() -> None:
    """With ``places = "never"`` no place is looked for, and the answer says so."""
    never = Screener([worlds.loaded(*LISTED)], Policy(places=NEVER))
    answer = never.check_payment(one(FAMILIES["pacs.008"].replace("<Ctry>GB", "<Ctry>CU")))
    assert (answer.places, answer.basis.places) == ((), False)
    with pytest.raises(UsageError, match="places"):
        Policy(places="everywhere")


def test_an_answer_says_what_stands_behind_it(screener: Screener) -> None:
    """Lists with date and hash, policy, what was not screened and why; the time only by a clock of the caller."""
    ticks = itertools.count()
    answer = screener.check_payment(one(MT103), clock=lambda: float(next(ticks)))
    (behind,) = answer.basis.lists
    snapshot = screener.loaded[0].snapshot
    assert (behind.list_id, behind.date, behind.sha256) == (snapshot.list_id, snapshot.date, snapshot.sha256)
    assert answer.basis.policy_sha256 == screener.policy.sha256
    assert answer.took == 1.0
    assert screener.check_payment(one(MT103)).took is None
    assert {":32A:", ":71A:"} <= {each.place for each in answer.not_screened}
    assert all(each.why for each in answer.not_screened)
    assert "no alert at threshold 74 against lists starter of 2026-01-02; ownership not assessed" in answer.statement
    assert not re.search("clear|release", answer.statement, re.IGNORECASE)


def test_one_message_as_text(screener: Screener) -> None:
    """Bytes and text are read; a damaged message and several are errors that quote nothing."""
    assert screener.check_payment(MT103) == screener.check_payment(MT103.encode())
    with pytest.raises(UsageError, match="more than one"):
        screener.check_payment(PAIN001)
    with pytest.raises(InputError) as error:
        screener.check_payment(pacs008(transaction(debtor=PERSON))[:-200])
    assert PERSON not in str(error.value)


def test_what_cannot_be_screened_is_in_error(screener: Screener) -> None:
    """A name too long for any list makes the message one in error, never one without an alert."""
    field = Field(FieldKind.PARTY, "debtor", "here", "A " * 6_000)
    answer = screener.check_payment(replace(one(COVER), fields=(field,)))
    assert answer.status == "in error"
    assert [each.place for each in answer.unread] == ["here"]


NAMES = st.sampled_from([PERSON, COMPANY, SHIP, "Rowan Freight", "Z. Brakovicz", "", LONG[:35]])
IDS = st.lists(st.sampled_from([f"bic:{BIC}", f"iban:{IBAN}", WALLET, "K9911223", "QQ-1"]), max_size=2)
FIELDS = st.builds(
    Field,
    kind=st.sampled_from(FieldKind),
    role=st.sampled_from(["debtor", "creditor", "creditor agent"]),
    text=st.sampled_from(["", f"PAID FOR {PERSON}\nINVOICE 7", "FREIGHT TO HAVANA, IMO 9074729", COMPANY]),
    place=st.sampled_from(["a", "b", "c"]),
    name=NAMES,
    cut=st.sampled_from([0, 35]),
    address=st.sampled_from([(), ("4 Quince Lane", "Havana"), ("Cuba Street",)]),
    country=st.sampled_from(["", "GB", "CU"]),
    birth_date=st.sampled_from(["", "1970-05-16"]),
    identifiers=IDS.map(tuple),
)


def key_of(hit: Hit) -> tuple[str, str]:
    """The listed party of a hit."""
    return hit.list_id, hit.entry_id


def message_with(fields: list[Field]) -> Message:
    """A message of these fields."""
    return replace(one(COVER), fields=tuple(fields))


@settings(max_examples=60, deadline=None)
@given(st.lists(FIELDS, max_size=5), st.randoms(use_true_random=False))
def test_an_answer_is_the_union_of_its_fields_in_any_order(
    screener: Screener, fields: list[Field], order: random.Random
) -> None:
    """Each field has the hits that ``check`` gives for its party, whatever stands beside it and in which order."""
    answer = screener.check_payment(message_with(fields))
    for field, each in zip(fields, answer.fields, strict=True):
        party = party_of(field)
        known = [] if party is None else screener.check(party)
        said = screener.scan(field.text)
        assert list(each.hits[: len(known)]) == known
        assert set(map(key_of, each.hits)) == {*map(key_of, known), *(key_of(mention.hit) for mention in said)}
    mixed = [*fields]
    order.shuffle(mixed)
    again = screener.check_payment(message_with(mixed))
    key = repr
    assert sorted(again.fields, key=key) == sorted(answer.fields, key=key)


def test_threads_and_steps_do_not_show(screener: Screener) -> None:
    """Many messages at once, on any number of threads, get what each gets alone; a damaged one comes back as it is."""
    names = itertools.cycle(["Tamsin Orchard", PERSON, COMPANY, "Gilded Cormorant", "Quince"])
    given_ = [one(pacs008(transaction(debtor=name))) for name, _ in zip(names, range(250), strict=False)]
    every: list[Message | Damaged] = [*given_[:120], Damaged("there", "what"), *given_[120:]]
    outcomes = [list(screener.check_payments(every, threads=threads)) for threads in (1, 2, 4)]
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert outcomes[0][120] == every[120]
    for number, (message, answer) in enumerate(zip(every, outcomes[0], strict=True), 1):
        if isinstance(message, Message):
            assert isinstance(answer, PaymentAnswer)
            alone = screener.check_payment(message)
            rows = [replace(hit, row=number) for hit in alone.hits]
            assert list(answer.hits) == rows


def test_read_and_check_go_together(screener: Screener) -> None:
    """What ``read`` yields is what ``check_payments`` takes: n messages, n answers."""
    assert len(list(screener.check_payments(read(PAIN001.encode())))) == 3


class Suppressing:
    """Stands in for decisions: hits on a creditor are suppressed."""

    head = "h"

    def knows(self, alert_id: str) -> bool:
        """Every hit is looked at."""
        return bool(alert_id)

    def apply(self, hit: Hit, party: Counterparty, designation: object, today: object) -> Hit:  # noqa: ARG002
        """A hit on a creditor is no alert any more."""
        return replace(hit, alert=False, why_no_alert=SUPPRESSED) if party.field == "creditor" else hit


def test_a_decision_holds_for_the_lines_of_its_party_too() -> None:
    """The lines of an unstructured party are read as a text too; they do not bring a suppressed hit back."""
    decided = Screener([worlds.loaded(*LISTED)], decisions=Suppressing())
    text = MT103.replace("ROWAN FREIGHT AND COLD STORAGE WEST", PERSON.upper())
    answer = decided.check_payment(text)
    assert [hit.why_no_alert for hit in answer.hits] == [SUPPRESSED]
    assert answer.status == "suppressed"
