"""Objects of a FollowTheMoney file that are no parties themselves and point to parties: what they say of them.

Sanction, Passport and Identification, CryptoWallet, Occupancy and the relations (Ownership, Family, UnknownLink, ...)
point to a party through their properties; a party points to its Address and its parent. Schemata and their properties:
https://followthemoney.tech/explorer/schemata/
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from screening.formats import Notes, _facts, _opensanctions
from screening.schema import Fact, FactKind

Properties = dict[str, list[str]]

RELATIONS = {
    "Ownership": ("owner", "asset", "Owner of", "Owned by"),
    "Control": ("controller", "controlled", "Controls", "Controlled by"),
    "Directorship": ("director", "organization", "Director of", "Director"),
    "Membership": ("member", "organization", "Member of", "Member"),
    "Employment": ("employee", "employer", "Employee of", "Employee"),
    "Representation": ("agent", "client", "Agent of", "Represented by"),
    "Family": ("person", "relative", "Relative", "Relative of"),
    "Associate": ("person", "associate", "Associate", "Associate of"),
    "Succession": ("predecessor", "successor", "Predecessor of", "Successor of"),
    "Debt": ("debtor", "creditor", "Debtor of", "Creditor of"),
    "UnknownLink": ("subject", "object", "Linked To", "Linked To"),
    "Occupancy": ("holder", "post", "Holder of", "Held by"),
}
"""Schema to the properties that name its two ends, and what each end is to the other."""
HOLDERS = {"Sanction": "entity", "Passport": "holder", "Identification": "holder", "CryptoWallet": "holder"}
"""Schema to the property through which it points to its party."""
# fmt: off
THINGS = frozenset([
    "Person", "LegalEntity", "Organization", "Company", "PublicBody", "Vessel", "Airplane", "Vehicle", "Asset",
    "Security", "Position", "RealEstate", "Document", "Event", "Thing",
])
"""Schemata of objects that stand for themselves and matter only where something names them."""
_SAID = frozenset([
    "role", "relationship", "status", "startDate", "endDate", "date", "percentage", "ownershipType", "controlType",
    "summary", "description", "recordId", "sourceUrl", "publisher", "publisherUrl", "modifiedAt", "retrievedAt",
    "proof", "sharesCount", "sharesValue", "sharesCurrency", "legalBasis", "declarationDate", "constituency",
    "politicalGroup", "secretary", "interestCategory", "startReason", "endReason", "periodStart", "periodEnd", "names",
    "alephUrl",
])
_DETAILS = ("role", "relationship", "controlType", "percentage", "status", "startDate", "endDate", "description")
_DOCUMENT = frozenset([
    "holder", "type", "number", "country", "authority", "startDate", "endDate", "summary", "description",
    "passportNumber", "birthDate", "birthPlace", "gender", "personalNumber", "givenName", "surname", "sourceUrl",
    "publisher", "publisherUrl", "recordId", "modifiedAt", "retrievedAt", "proof", "alephUrl", "date",
])
_ADDRESS_PARTS = ("full", "remarks", "postOfficeBox", "street", "street2", "city", "postalCode", "region", "state")
_ADDRESS = frozenset([
    *_ADDRESS_PARTS, "country", "name", "latitude", "longitude", "googlePlaceId", "osmId", "summary", "description",
    "sourceUrl", "publisher", "modifiedAt", "retrievedAt", "proof", "alephUrl",
])
_WALLET = frozenset([
    "holder", "publicKey", "currency", "managingExchange", "amount", "balance", "balanceDate", "accountId", "name",
    "topics", "summary", "description", "notes", "sourceUrl", "publisher", "modifiedAt", "retrievedAt", "proof",
    "alephUrl",
])
# fmt: on


@dataclass(slots=True)
class Links:
    """What the objects of a file say of other objects, by the id of the object they point to.

    Attributes:
        captions: every object's caption by id.
        pointing: (schema, property, properties) of what points to an id.
        addresses: the properties of every Address by id.
    """

    captions: dict[str, str] = field(default_factory=dict)
    pointing: dict[str, list[tuple[str, str, Properties]]] = field(default_factory=dict)
    addresses: dict[str, Properties] = field(default_factory=dict)

    def add(self, schema: str, entry_id: str, properties: Properties, notes: Notes) -> None:
        """Keep an object that is no target for the targets it points to."""
        if schema == "Address":
            self.addresses[entry_id] = properties
            return
        if schema in THINGS:
            return
        ends = RELATIONS[schema][:2] if schema in RELATIONS else tuple(filter(None, [HOLDERS.get(schema)]))
        if not ends:
            notes.warn_once("unread schema", schema)
        found = [(name, each) for name in ends or properties for each in properties.get(name, [])]
        if ends and len({name for name, _ in found}) < len(ends):
            notes.warn("link without its ends", entry_id, schema)
        for name, end in found:
            self.pointing.setdefault(end, []).append((schema, name, properties))

    def missing(self, notes: Notes) -> None:
        """Count the ends of known links that are no object of the file."""
        for end, pointers in self.pointing.items():
            if end not in self.captions:
                for schema in (schema for schema, _, _ in pointers if schema in RELATIONS or schema in HOLDERS):
                    notes.warn("link to an object that is not in the file", end, schema)

    def facts(self, entry_id: str, own: Mapping[str, list[str]], notes: Notes) -> Iterator[Fact]:
        """The facts that other objects say of one target; ``own`` are the target's own properties."""
        for address in own.get("addressEntity", []):
            yield from self._address(address, entry_id, notes)
        for name in ("parent", "owner", "operator"):
            for other in own.get(name, []):
                yield from _facts.words(FactKind.RELATION, self.captions.get(other, other), name.capitalize())
        for schema, name, properties in self.pointing.get(entry_id, []):
            if schema in RELATIONS:
                yield from self._relation(schema, name, properties, entry_id, notes)
            elif schema in ("Passport", "Identification"):
                yield from _document(schema, properties, entry_id, notes)
            elif schema == "CryptoWallet":
                yield from _wallet(properties, notes)
            elif schema != "Sanction":
                told = " ".join(f"{key}: {', '.join(texts)}" for key, texts in properties.items() if key != name)
                yield from _facts.words(FactKind.NOTE, told, schema)

    def _relation(self, schema: str, name: str, said: Properties, entry_id: str, notes: Notes) -> Iterator[Fact]:
        source, target, forth, back = RELATIONS[schema]
        _unread(said, {*_SAID, source, target}, notes)
        others, label = (said.get(target, []), forth) if name == source else (said.get(source, []), back)
        if schema == "Family" and said.get("relationship"):
            label = said["relationship"][0] + (" of" if name == target else "")
        details = ", ".join(text for key in _DETAILS for text in said.get(key, []) if text != label)
        for other in others:
            party = self.captions.get(other, other)
            kind = FactKind.POSITION if schema == "Occupancy" and name == source else FactKind.RELATION
            if other != entry_id:
                yield Fact(kind, party, f"{party} ({details})" if details else "", type=label)
        if not others:
            yield from _facts.words(FactKind.NOTE, details, schema)

    def _address(self, address: str, entry_id: str, notes: Notes) -> Iterator[Fact]:
        said = self.addresses.get(address)
        if said is None:
            notes.warn("link to an object that is not in the file", entry_id, f"Address {address}")
            return
        _unread(said, _ADDRESS, notes)
        land = "".join(said.get("country", [])[:1])
        full = said.get("full") or [", ".join(each for key in _ADDRESS_PARTS for each in said.get(key, []))]
        for line in full:
            yield from _facts.place(FactKind.ADDRESS, [line], land.upper() if len(land) == 2 else land)


def _unread(said: Mapping[str, list[str]], known: set[str] | frozenset[str], notes: Notes) -> None:
    for name in said:
        if name not in known:
            notes.warn_once("unread property", name)


def _document(schema: str, said: Properties, entry_id: str, notes: Notes) -> Iterator[Fact]:
    """A passport or identity document; dates, type and authority stand behind the number."""
    _unread(said, _DOCUMENT, notes)
    land = "".join(said.get("country", [])[:1])
    code = next((fact.country for fact in _opensanctions.country(FactKind.COUNTRY, land, notes, entry_id)), "")
    keys = ("type", "authority", "startDate", "endDate", "summary")
    note = ", ".join(text for key in keys for text in said.get(key, []))
    kind = "passport" if schema == "Passport" else "national_id"
    for number in dict.fromkeys([*said.get("number", []), *said.get("passportNumber", [])]):
        yield from _facts.identifier(kind, number, code, note)
    for number in said.get("personalNumber", []):
        yield from _facts.identifier("national_id", number, code)


def _wallet(said: Properties, notes: Notes) -> Iterator[Fact]:
    _unread(said, _WALLET, notes)
    note = ", ".join(text for key in ("currency", "managingExchange") for text in said.get(key, []))
    for number in said.get("publicKey", []):
        yield from _facts.identifier("wallet", number, note=note)
