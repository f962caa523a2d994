"""Published samples, read field by field as an independent walk reads them that knows nothing but the XML schema."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from screening.payments import Field, FieldKind, Message, read
from tests.data import test_data

pytestmark = pytest.mark.lists

SCHEMA = "{http://www.w3.org/2001/XMLSchema}"
MT_MESSAGES = {
    "prowide_MT103-bulk-with-ack.rje": 3,
    "prowide_MT103-out-ack.rje": 13,
    "prowide_example_mt103.dos": 2,
    "prowide_example_mt103.rje": 2,
    "prowide_example_mt103.txt": 1,
}
KINDS = (
    (re.compile(r"PartyIdentification\d+|TaxParty\d|NameAndAddress\d+"), FieldKind.PARTY),
    (re.compile(r"BranchAndFinancialInstitutionIdentification\d+"), FieldKind.AGENT),
    (re.compile(r"CashAccount\d+"), FieldKind.ACCOUNT),
)
FREE = re.compile(r"Max(35|70|128|140|350|2048)Text")
NOT_FREE = re.compile(
    r"(^|/)(MsgId|InstrId|EndToEndId|TxId|ClrSysRef|RmtId|Issr|SchmeNm|PmtTpInf|ClrSys|ClrSysId|AdrTp|Tp/Prtry|TaxTp"
    r"|Prxy/Tp|Acct/Tp|DscntApldAmt|Tp/Cd|TaxAmt|ChanlTp)(/|$)"
)
"""Free text by the schema that names or numbers a message, a scheme or a code: not screened (market practice)."""


def parsed(path: Path) -> ET.Element:
    """The root of a file."""
    return ET.parse(path).getroot()  # noqa: S314 - our own test data


class Schema:
    """What the XML schema says may stand where."""

    def __init__(self, path: Path) -> None:
        self.children: dict[str, dict[str, str]] = {}
        for kind in parsed(path).iter(f"{SCHEMA}complexType"):
            self.children[kind.attrib["name"]] = {
                each.attrib["name"]: each.attrib["type"] for each in kind.iter(f"{SCHEMA}element")
            }

    def full(self, name: str, kind: str, texts: Iterator[str]) -> ET.Element:
        """An element with every element that the schema knows in it, choices too, each with a text of its own."""
        made = ET.Element(name)
        if kind in self.children:
            made.extend(self.full(child, inner, texts) for child, inner in self.children[kind].items())
        elif kind == "BirthDt":
            made.text = "1970-05-16"
        else:
            made.text = next(texts)
        return made


@dataclass(frozen=True)
class Leaf:
    """A text of a message: its path of names, its type, the kind of field that it is in, where that stands."""

    path: str
    kind: str
    field: FieldKind | None
    place: str
    text: str


def leaves(element: ET.Element, kind: str, schema: Schema) -> Iterator[Leaf]:
    """Every text of a transaction or header, by the schema's types alone."""

    def walk(
        element: ET.Element, kind: str, path: str, numbered: str, inside: tuple[FieldKind | None, str]
    ) -> Iterator[Leaf]:
        found = next((each for pattern, each in KINDS if pattern.fullmatch(kind)), None)
        inside = (found, numbered) if found and not inside[0] else inside
        if not len(element):
            yield Leaf(path, kind, *inside, " ".join((element.text or "").split()))
        seen: Counter[str] = Counter()
        for child in element:
            name = child.tag.rpartition("}")[2]
            seen[name] += 1
            number = f"[{seen[name]}]" if seen[name] > 1 else ""
            inner = schema.children[kind].get(name, "")
            yield from walk(child, inner, f"{path}/{name}", f"{numbered}/{name}{number}", inside)

    start = element.tag.rpartition("}")[2]
    yield from walk(element, kind, start, f"{start}[1]" if start == "CdtTrfTxInf" else start, (None, ""))


def words(field: Field) -> Iterator[str]:
    """Every text that a field holds."""
    yield from (field.name, field.town, field.country, field.birth_date, *field.birth_place.split(", "))
    yield from (*field.address, *field.countries, *field.text.split("\n"))
    yield from (re.sub(r"^(bic|lei|iban|email|phone):", "", each) for each in field.identifiers)


def missing(message: Message, found: list[Leaf]) -> list[Leaf]:
    """Texts that the schema calls those of a party, agent, account or narrative and that no field has at its place."""
    lost = []
    for leaf in found:
        if NOT_FREE.search(leaf.path):
            continue
        if leaf.field:
            held = [each for each in message.fields if (each.place + "/").startswith(leaf.place + "/")]
            wanted = leaf.kind.endswith(("Text", "Identifier", "PhoneNumber", "CountryCode")) or "Birth" in leaf.path
        else:
            held = [each for each in message.fields if each.kind is not FieldKind.ACCOUNT]
            wanted = FREE.fullmatch(leaf.kind) is not None
        if wanted and leaf.text and not any(leaf.text in words(each) for each in held):
            lost.append(leaf)
    return lost


@pytest.fixture(scope="module")
def schema() -> Schema:
    """The schema of pacs.008.001.08."""
    return Schema(test_data("payments/pacs.008.001.08.xsd"))


def samples(pattern: str) -> list[Path]:
    """The files of the test data of a pattern."""
    return sorted(test_data("payments").glob(pattern))


def test_every_text_of_the_schema_is_in_a_field_or_named(schema: Schema) -> None:
    """A message with every element of pacs.008 at once: no screened text is lost, and no element is unknown."""
    texts = (f"T{n}" for n in range(1_000_000))
    root = schema.full("Document", "Document", texts)
    root.set("xmlns", "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08")
    (message,) = read(ET.tostring(root), "full")
    assert isinstance(message, Message)
    assert not message.unread
    holder = root[0]
    found = [*leaves(holder[0], "GroupHeader93", schema), *leaves(holder[1], "CreditTransferTransaction39", schema)]
    assert len(found) > 1600
    assert missing(message, found) == []
    told = {word for field in message.fields for word in words(field)} | set(message.ids.values())
    named = set(message.not_screened)
    assert [leaf.path for leaf in found if leaf.text not in told and not named & set(leaf.path.split("/"))] == []


def test_the_samples_of_pacs_008_are_read_field_by_field(schema: Schema) -> None:
    """All 33: what the schema calls a party, an agent, an account or a text stands in a field at its place."""
    files = samples("*pacs.008*.xml")
    assert len(files) == 33
    table: Counter[str] = Counter()
    for path in files:
        (message,) = read(path)
        assert isinstance(message, Message)
        assert not [each for each in message.unread if "unknown" in each.why], path.name
        holder = next(each for each in parsed(path).iter() if each.tag.endswith("}FIToFICstmrCdtTrf"))
        found = [
            leaf
            for part, kind in zip(holder, ("GroupHeader93", "CreditTransferTransaction39"), strict=True)
            for leaf in leaves(part, kind, schema)
        ]
        assert missing(message, found) == [], path.name
        places = {leaf.place for leaf in found if leaf.field}
        assert places <= {each.place for each in message.fields}, path.name
        table.update(each.role for each in message.fields)
    assert table["debtor"] == table["creditor"] == table["debtor agent"] == table["creditor agent"] == 33


@pytest.mark.parametrize(("file", "number"), MT_MESSAGES.items())
def test_the_samples_of_mt_are_counted_and_read(file: str, number: int) -> None:
    """As many messages as there are headers; every line of a screened field stands in a field."""
    path = test_data(f"payments/{file}")
    text = path.read_text(encoding="utf-8", errors="replace")
    found = list(read(path))
    assert len(found) == number == text.count("{1:F01")
    bodies = re.findall(r"\{4:\r?\n(:.*?)\r?\n-\}", text, re.DOTALL)
    for message, body in zip(found, bodies, strict=True):
        assert isinstance(message, Message)
        assert {each.place for each in message.unread} <= {"behind a block"}  # one has a brace too many: "-}{"
        held = " ".join(word for field in message.fields for word in (*words(field), field.text))
        for tag, content in re.findall(r"^:(\w{2,3}):(.*?)(?=^:\w{2,3}:|\Z)", body, re.DOTALL | re.MULTILINE):
            if tag[:2] in {"50", "52", "53", "54", "56", "57", "59", "70", "72", "20"}:
                for line in filter(None, map(str.strip, content.splitlines())):
                    assert " ".join(re.sub(r"^/(/|[CD]/)?", "", line).split()) in " ".join(held.split()), (tag, line)
