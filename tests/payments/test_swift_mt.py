"""SWIFT MT: blocks, options and lines of a field, and the files that systems write."""

import pytest

from screening.payments import Damaged, FieldKind
from tests.payments.messages import ACKNOWLEDGED, MT103, MT202COV, all_of, at, messages, one


def changed(old: str, new: str) -> str:
    """The MT103 with a part changed."""
    assert old in MT103
    return MT103.replace(old, new)


def test_the_headers_say_who_sends_and_what() -> None:
    """An input message is sent by block 1, an output message by block 2; STP and COV are in block 3."""
    sent, received = one(MT103), one(MT202COV)
    assert (sent.type, received.type) == ("103+", "202COV")
    assert at(sent.fields, "sender").identifiers == ("bic:QUINGB2L",)
    assert at(sent.fields, "receiver").identifiers == ("bic:PLUMDEFFHAM",)
    assert at(received.fields, "sender").identifiers == ("bic:QUINGB2L",)
    assert at(received.fields, "receiver").identifiers == ("bic:PLUMDEFF",)
    assert sent.ids == {"MUR": "MUR1", "UETR": "8a562c67-ca16-48ba-b074-65581be6f011", "20": "REF1"}
    assert (sent.amount, sent.currency, sent.date) == ("1250.5", "EUR", "2026-01-06")
    assert (received.amount, received.currency) == ("7", "USD")
    assert not sent.unread
    assert not received.unread


def test_option_f_has_numbered_lines() -> None:
    """Name, address, town, birth and ids each have their number, and may go over several lines."""
    found = one(MT103)
    debtor = at(found.fields, "debtor")
    assert (debtor.place, debtor.kind, debtor.name) == (":50F: line 2", FieldKind.PARTY, "TAMSIN ORCHARD")
    assert (debtor.address, debtor.country, debtor.town) == (("4 QUINCE LANE",), "GB", "NORWICK, NR1")
    assert (debtor.birth_date, debtor.birth_place) == ("1970-05-16", "CORKTOWN, IE")
    assert (debtor.identifiers, debtor.countries) == (("C-7788990",), ("IE", "DE"))
    account = at(found.fields, "debtor account")
    assert (account.place, account.identifiers) == (":50F: line 1", ("iban:GB33BUKB20201555555555",))


def test_the_first_line_of_option_f_may_be_a_document() -> None:
    """A passport stands where an account may; line 8 goes on with the number before it."""
    found = one(changed("/GB33BUKB20201555555555\n1/TAMSIN", "CCPT/IE/PA77\n1/TAMSIN").replace("6/DE", "8/88\n6/DE"))
    debtor = at(found.fields, "debtor")
    assert (debtor.identifiers, debtor.countries) == (("PA7788", "C-7788990"), ("IE", "DE"))


def test_an_unstructured_party_is_a_name_and_an_address() -> None:
    """The first line is the name, cut where it fills its 35 characters; all lines stand in the text as they are."""
    creditor = at(one(MT103).fields, "creditor")
    assert (creditor.name, creditor.cut) == ("ROWAN FREIGHT AND COLD STORAGE WEST", 35)
    assert creditor.address == ("9 HARBOUR ROAD", "ELBSTADT")
    assert creditor.text == "ROWAN FREIGHT AND COLD STORAGE WEST\n9 HARBOUR ROAD\nELBSTADT"


def test_banks_have_a_bic_a_place_or_a_name() -> None:
    """Options A, B and D; an account of its own, and the number in a clearing system's code."""
    found = one(MT103)
    agent = at(found.fields, "debtor agent")
    assert (agent.kind, agent.identifiers, agent.countries) == (FieldKind.AGENT, ("bic:QUINGB2LXXX",), ("GB",))
    assert at(found.fields, "debtor agent account").identifiers == ("99887766",)
    assert at(found.fields, "instructing reimbursement agent").town == "HAMBURG"
    named = at(found.fields, "creditor agent")
    assert (named.name, named.identifiers, named.address) == ("PLUM BANK", ("200415",), ("9 HARBOUR ROAD",))


@pytest.mark.parametrize(
    ("field", "role", "name", "identifiers"),
    [
        (":50A:/778899\nPEARFRPP", "debtor", "", ("bic:PEARFRPP",)),
        (":50K:/778899\nJORY SLOE\nELBSTADT", "debtor", "JORY SLOE", ()),
        (":50K:JORY SLOE", "debtor", "JORY SLOE", ()),
        (":50F:1/JORY SLOE", "debtor", "JORY SLOE", ()),
    ],
)
def test_every_option_of_a_debtor_is_read(field: str, role: str, name: str, identifiers: tuple[str, ...]) -> None:
    """A BIC, a name with an account, a name alone."""
    start, end = MT103.split(":50F:")[0], MT103[MT103.index(":52A:") :]
    found = at(one(f"{start}{field}\n{end}").fields, role)
    assert (found.name, found.identifiers) == (name, identifiers)


def test_narrative_stays_as_it_stood() -> None:
    """Lines keep their breaks and codes; a bank behind its code is an agent, a residence a country."""
    found = one(MT103)
    told = at(found.fields, "remittance information")
    assert (told.place, told.text) == (":70: line 1", "/INV/ 7 PEARS FOR MV BRAMBL\n//E QUEEN")
    assert at(found.fields, "sender to receiver information").text == "/INS/PEARFRPP\n/BNF/RING THE OFFICE"
    assert at(found.fields, "instructing agent").identifiers == ("bic:PEARFRPP",)
    assert at(found.fields, "regulatory reporting").countries == ("IE",)
    assert at(found.fields, "reference").text == "REF1"
    assert set(found.not_screened) >= {":23B:", ":32A:", ":71A:", "block 5", "{119:}"}


def test_a_cover_payment_has_a_second_sequence() -> None:
    """From field 50 on it is about the customers; the bank of the same number before is another one."""
    found = one(MT202COV)
    assert at(found.fields, "debtor").identifiers == ("bic:PEARFRPP",)
    assert at(found.fields, "creditor").name == "PLUM BANK"
    assert at(found.fields, "underlying debtor").name == "TAMSIN ORCHARD"
    assert at(found.fields, "underlying debtor agent").name == "SLOE SAVINGS"
    underlying = at(found.fields, "underlying creditor")
    assert (underlying.name, underlying.country, underlying.town) == ("ROWAN FREIGHT LTD", "DE", "ELBSTADT")
    assert at(found.fields, "underlying remittance information").text == "PEARS"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "file",
    [
        f"{MT103}${MT202COV}$",
        f"{MT103}\n$\n{MT202COV}\n$\n",
        f"{MT103}{MT202COV}",
        f"\x01{MT103}\x03{' ' * 60}\x01{MT202COV}\x03{' ' * 9}",
        f"{ACKNOWLEDGED}{MT103}${ACKNOWLEDGED}{MT202COV}",
        f"{MT103}{ACKNOWLEDGED}{MT202COV}{ACKNOWLEDGED}",
    ],
)
def test_files_of_several_messages_give_each(file: str, end: str) -> None:
    """Dollars, control characters, acknowledgements before or behind, and line ends of both kinds change nothing."""
    first, second = messages(file.replace("\n", end))
    assert first.fields == one(MT103).fields
    assert second.fields == one(MT202COV).fields


def test_an_acknowledgement_is_named_with_its_message() -> None:
    """It is no payment, and is not passed over either."""
    assert "service message 21" in one(ACKNOWLEDGED + MT103).not_screened
    assert "service message 21" in one(MT103 + ACKNOWLEDGED).not_screened


@pytest.mark.parametrize(
    ("file", "what"),
    [
        (MT103[MT103.index("{2:") :], "block 1 is missing"),
        (MT103[: MT103.index("{2:")] + MT103[MT103.index("{3:") :], "block 2 is missing"),
        (MT103[: MT103.index("{4:")], "block 4 is missing"),
        (MT103[: MT103.index("-}")], "block 4 is not closed"),
        (changed("{108:MUR1}", "{108:MUR1"), "block 3 is not closed"),
        (changed("{2:I103", "{2:I940"), "messages MT940 are not read"),
        (changed("{2:I103", "{2:X"), "block 2 does not say what message it is"),
    ],
)
def test_a_damaged_message_is_an_error_and_the_next_is_read(file: str, what: str) -> None:
    """Missing blocks and unbalanced braces are told by place; no message takes another one with it."""
    first, second = all_of(f"{file}\n${MT202COV}")
    assert isinstance(first, Damaged)
    assert first.what == what
    assert first.place.startswith("made, message 1")
    assert second.place == "made, message 2"
    assert not isinstance(second, Damaged)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (":71A:SHA", ":99Z:JORY SLOE", ":99Z:"),
        (":59:/DE75512108001245126199\nROWAN FREIGHT AND COLD STORAGE WEST\n9 HARBOUR ROAD\nELBSTADT", ":59:", ":59:"),
        ("QUINGB2LXXX\n:53B", "QUINCE BANK\n:53B", ":52A: line 2"),
        ("2/4 QUINCE LANE", "4 QUINCE LANE", ":50F: line 4"),
        ("PLUMDEFFXHAMN", "PLUM", "{2:}"),
        ("TITHE" if "TITHE" in MT103 else "RING", "RI{NG", "{4:}"),
        ("{5:{CHK:000000000000}}", "JORY SLOE", "behind a block"),
    ],
)
def test_what_is_odd_is_named_by_place(old: str, new: str, place: str) -> None:
    """Unknown fields, empty parties, a BIC that is none, unnumbered lines, text that stands outside."""
    assert place in [each.place for each in one(changed(old, new)).unread]


def test_unknown_text_is_screened_all_the_same() -> None:
    """A field nobody knows, or a letter that the field does not have, is narrative."""
    found = one(changed(":71A:SHA", ":57Z:JORY SLOE"))
    assert at(found.fields, "unknown field").text == "JORY SLOE"
