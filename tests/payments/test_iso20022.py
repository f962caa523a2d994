"""ISO 20022: every element is a field, named as not screened, or named as unread."""

import pytest

from screening.payments import Damaged, FieldKind, Message
from tests.payments.messages import COVER, HEADER, PAIN001, RETURN, all_of, at, messages, one, pacs008, transaction

NAME_140 = "Rowan Freight " * 10


def test_a_party_has_name_address_birth_and_ids() -> None:
    """What the message says of a person stands in one field, a contact in another."""
    found = one(pacs008(transaction()))
    debtor = at(found.fields, "debtor")
    assert (debtor.kind, debtor.place) == (FieldKind.PARTY, "CdtTrfTxInf[1]/Dbtr")
    assert (debtor.name, debtor.address, debtor.town, debtor.country) == (
        "Tamsin Orchard",
        ("Quince Lane",),
        "Norwick",
        "GB",
    )
    assert (debtor.birth_date, debtor.birth_place, debtor.countries) == ("1970-05-16", "Norwick, IE", ("IE", "FR"))
    assert debtor.identifiers == ("P-7788990",)
    contact = at(found.fields, "debtor contact")
    assert (contact.name, contact.identifiers) == ("Orla Plum", ("email:orla@quince.example",))
    creditor = at(found.fields, "creditor")
    assert creditor.address == ("9 Harbour Road", "20457 Elbstadt")
    assert creditor.identifiers == ("lei:529900T8BM49AURSDO55",)


def test_agents_accounts_and_narrative_have_their_kinds() -> None:
    """A BIC and an IBAN say their country; instructions that stand side by side are one text."""
    found = one(pacs008(transaction()))
    agent = at(found.fields, "debtor agent")
    assert (agent.kind, agent.name) == (FieldKind.AGENT, "Quince Bank")
    assert (agent.identifiers, agent.countries) == (("bic:QUINGB2LXXX",), ("GB",))
    assert at(found.fields, "creditor agent branch").name == "Harbour Branch"
    account = at(found.fields, "debtor account")
    assert (account.kind, account.identifiers) == (FieldKind.ACCOUNT, ("iban:GB33BUKB20201555555555",))
    told = at(found.fields, "instruction for next agent")
    assert (told.kind, told.text) == (FieldKind.NARRATIVE, "/ACC/FIRST LINE\n//SECOND LINE")
    assert at(found.fields, "remittance information").text == "PEARS"


def test_references_amount_and_date_are_kept_and_not_screened() -> None:
    """The desk sees them; the list of what is not screened names them."""
    found = one(pacs008(transaction()))
    assert found.ids == {"MsgId": "M1", "EndToEndId": "E1"}
    assert (found.amount, found.currency, found.date) == ("12.50", "EUR", "2026-01-06")
    assert {"EndToEndId", "IntrBkSttlmAmt", "ChrgBr", "SttlmMtd"} <= set(found.not_screened)
    assert not found.unread


def test_a_cover_payment_has_banks_and_the_parties_behind_them() -> None:
    """In a pacs.009 debtor and creditor are banks; the customers are those of the underlying transfer."""
    found = one(COVER)
    assert found.type == "pacs.009.001.08"
    assert at(found.fields, "debtor").kind is at(found.fields, "creditor").kind is FieldKind.AGENT
    assert at(found.fields, "underlying debtor").name == "Tamsin Orchard"
    assert at(found.fields, "underlying debtor").kind is FieldKind.PARTY
    assert at(found.fields, "underlying remittance information").text == "PEARS"


def test_a_return_has_its_own_chain_and_the_original_parties() -> None:
    """A pacs.004 names who returns, why in words, and whose payment it was; its amount is what is returned."""
    found = one(RETURN)
    assert at(found.fields, "return debtor").name == "Rowan Freight Ltd"
    assert at(found.fields, "return creditor").kind is FieldKind.AGENT
    assert at(found.fields, "original debtor").name == "Tamsin Orchard"
    assert at(found.fields, "originator").name == "Plum Bank"
    assert at(found.fields, "return reason").text == "ACCOUNT CLOSED"
    assert found.amount == "8"


def test_each_transaction_has_the_headers_above_it() -> None:
    """A pain.001 of two groups gives three payments, each with its own debtor."""
    found = messages(PAIN001)
    assert [each.ids["EndToEndId"] for each in found] == ["E1", "E2", "E3"]
    assert [at(each.fields, "debtor").name for each in found] == ["Quince Ltd", "Quince Ltd", "Quince Holding"]
    assert [at(each.fields, "initiating party").name for each in found] == ["Quince Payroll"] * 3
    assert [(each.amount, each.currency) for each in found] == [("1", "EUR"), ("2", "EUR"), ("3", "USD")]
    assert [each.date for each in found] == ["2026-02-01", "2026-02-01", ""]
    assert at(found[1].fields, "creditor").place == "PmtInf[1]/CdtTrfTxInf[2]/Cdtr"
    assert at(found[2].fields, "instruction for debtor agent").text == "URGENT"
    assert at(found[2].fields, "deliver cheque to").name == "Jory Sloe"


@pytest.mark.parametrize(
    "file",
    [
        HEADER + pacs008(transaction()),
        f"<Envelope>{HEADER}{pacs008(transaction())}</Envelope>",
        f'<?xml version="1.0"?>\n<a:E xmlns:a="x"><a:Body>{HEADER}{pacs008(transaction())}</a:Body></a:E>',
    ],
)
def test_headers_and_envelopes_are_known(file: str) -> None:
    """Sender and receiver come from the business header, whatever stands around it."""
    found = one(file)
    assert at(found.fields, "sender").identifiers == ("bic:QUINGB2L",)
    assert at(found.fields, "receiver").name == "Rowan Freight Ltd"
    assert not found.unread


def test_several_messages_in_one_file_keep_to_themselves() -> None:
    """A header belongs to its own document, with XML declarations between them or without."""
    for between in ("", '\n<?xml version="1.0"?>\n'):
        file = f"{HEADER}{pacs008(transaction())}{between}{COVER}{between}{pacs008(transaction(1), transaction(2))}"
        found = messages(file)
        assert [each.type[:8] for each in found] == ["pacs.008", "pacs.009", "pacs.008", "pacs.008"]
        assert [any(field.role == "sender" for field in each.fields) for each in found] == [True, False, False, False]
        assert [each.place for each in found] == [f"made, message {number}" for number in (1, 2, 3, 4)]


@pytest.mark.parametrize("version", ["02", "08", "13"])
def test_every_version_and_prefix_is_read(version: str) -> None:
    """Elements are known by their local names."""
    file = pacs008(transaction()).replace("pacs.008.001.08", f"pacs.008.001.{version}")
    assert one(file).type == f"pacs.008.001.{version}"
    prefixed = file.replace("</", "</p:").replace("<", "<p:").replace("<p:/p:", "</p:").replace("xmlns=", "xmlns:p=")
    assert one(prefixed).fields == one(file).fields


@pytest.mark.parametrize(("length", "cut"), [(34, 0), (35, 35), (36, 0), (139, 0), (140, 140)])
def test_a_name_that_fills_its_field_may_be_cut(length: int, cut: int) -> None:
    """35 and 140 characters are where payment systems cut."""
    name = NAME_140[: length - 1] + "x"
    assert at(one(pacs008(transaction(debtor=name))).fields, "debtor").cut == cut


def test_an_unknown_element_is_named_and_still_screened() -> None:
    """Nobody's schema names it: the place is told, and its text is narrative."""
    file = pacs008(transaction()).replace("</Cdtr>", "<Alias><Nm>Jory Sloe</Nm></Alias></Cdtr>")
    found = one(file)
    assert [(each.place) for each in found.unread] == ["CdtTrfTxInf[1]/Cdtr/Alias"]
    assert at(found.fields, "unknown element").text == "Jory Sloe"
    astray = one(pacs008(transaction()).replace("</Cdtr>", "Jory Sloe</Cdtr>"))
    assert at(astray.fields, "unknown text").text == "Jory Sloe"
    odd = one(pacs008(transaction()).replace("<Cdtr>", '<Cdtr alias="Jory Sloe">'))
    assert [each.place for each in odd.unread] == ["CdtTrfTxInf[1]/Cdtr/@alias"]


def test_supplementary_data_is_narrative() -> None:
    """No schema says what stands there, so all of it is text; behind the last transaction it belongs to that one."""
    extra = "<SplmtryData><PlcAndNm>Note</PlcAndNm><Envlp><X><Y>Jory</Y><Z>Sloe</Z></X></Envlp></SplmtryData>"
    file = pacs008(transaction(1), transaction(2)).replace("</FIToFICstmrCdtTrf>", f"{extra}</FIToFICstmrCdtTrf>")
    first, second = messages(file)
    assert at(second.fields, "supplementary data").text == "Note\nJory\nSloe"
    assert all(each.role != "supplementary data" for each in first.fields)


def test_an_empty_party_is_named() -> None:
    """A party of which nothing stands there is said to be empty, and its role to be missing."""
    start, end = transaction().split("<Cdtr>")[0], transaction().split("</Cdtr>")[1]
    bare = one(pacs008(f"{start}<Cdtr><PstlAdr/></Cdtr>{end}"))
    assert [(each.place, each.why) for each in bare.unread] == [
        ("CdtTrfTxInf[1]/Cdtr", "the party is empty"),
        ("CdtTrfTxInf[1]", "there is no creditor"),
    ]


def test_a_namespace_must_not_contradict() -> None:
    """A pacs.008 that calls itself pacs.009 is an error; one that says nothing is read, and that is told."""
    (wrong,) = all_of(pacs008(transaction()).replace("pacs.008", "pacs.009"))
    assert isinstance(wrong, Damaged)
    assert "pacs.009.001.08" in wrong.what
    silent = one(pacs008(transaction()).replace("urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08", "urn:x"))
    assert (silent.type, [each.place for each in silent.unread]) == ("pacs.008", ["CdtTrfTxInf[1]"])


def test_a_message_of_another_kind_is_an_error_by_place() -> None:
    """A statement is no payment; the payments beside it are read."""
    statement = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt/></Document>'
    first, second = all_of(statement + pacs008(transaction()))
    assert isinstance(first, Damaged)
    assert "camt.053.001.08" in first.what
    assert isinstance(second, Message)


def test_a_returned_group_names_no_transaction() -> None:
    """A pacs.004 may return a whole group: its header is then the message."""
    file = RETURN[: RETURN.index("<TxInf>")] + RETURN[RETURN.index("</PmtRtr>") :]
    assert one(file).ids == {"MsgId": "M3"}
