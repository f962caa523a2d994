"""Properties of FollowTheMoney parties as facts: one table says what each property is.

Property names: https://followthemoney.tech/explorer/schemata/ (Thing, LegalEntity, Person, Company, Vessel, ...). A
property that the table does not hold is counted once and kept as a note under its own name.
"""

from collections.abc import Iterable, Iterator, Mapping

from screening import dates
from screening.formats import Notes, _facts, _opensanctions
from screening.schema import Fact, FactKind, Kind

NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
"""The properties that are names of the party; ``opensanctions_ftm`` reads them."""
ACTS = ("topics", "programId", "sourceUrl")
"""The properties that say why the party is listed; ``opensanctions_ftm`` reads them."""
PARTIES = ("addressEntity", "parent", "owner", "operator")
"""The properties whose values are ids of other objects; ``_ftm_links`` reads them."""

_COUNTRIES = {
    "nationality": (FactKind.NATIONALITY, "nationality"),
    "citizenship": (FactKind.NATIONALITY, "citizenship"),
    "country": (FactKind.COUNTRY, ""),
    "jurisdiction": (FactKind.COUNTRY, "jurisdiction"),
    "mainCountry": (FactKind.COUNTRY, "main country"),
    "flag": (FactKind.COUNTRY, "flag"),
    "pastFlags": (FactKind.COUNTRY, "former flag"),
    "birthCountry": (FactKind.COUNTRY, "birth"),
    "deathCountry": (FactKind.COUNTRY, "death"),
}
_IDENTIFIERS = {
    "passportNumber": "passport", "idNumber": "national_id", "socialSecurityNumber": "national_id", "taxNumber": "tax",
    "vatCode": "tax", "innCode": "inn", "ogrnCode": "ogrn", "registrationNumber": "registration",
    "okpoCode": "registration", "uscCode": "registration", "leiCode": "lei", "dunsCode": "duns", "swiftBic": "bic",
    "imoNumber": "imo", "mmsi": "mmsi", "callSign": "call_sign", "serialNumber": "msn", "icaoCode": "mode_s",
    "publicKey": "wallet", "email": "email", "phone": "phone", "website": "website",
}  # fmt: skip
# fmt: off
_OTHER_NUMBERS = frozenset([
    "kppCode", "bikCode", "cageCode", "permId", "uniqueEntityId", "npiCode", "isin", "isinCode", "ricCode", "ticker",
    "bvdId", "icijId", "voenCode", "giiNumber", "ipoCode", "cikCode", "irsCode", "jibCode", "mbsCode", "ibcRuc",
    "pfrNumber", "fnsCode", "fssCode", "caemCode", "coatoCode", "oksmCode", "okopfCode", "oktmoCode", "okatoCode",
    "licenseNumber", "crsNumber", "sayariId", "brightQueryId", "brightQueryOrgId", "authorityId",
])
_REFERENCES = frozenset(["wikidataId", "recordId"])
_VESSEL = {
    "type": "type", "model": "model", "buildDate": "year of build", "tonnage": "tonnage",
    "grossRegisteredTonnage": "gross tonnage", "deadweightTonnage": "deadweight tonnage", "registrationPort": "port",
    "pastTypes": "former type",
}
_POSITIONS = frozenset(["position"])
_DATED = {"birthDate": FactKind.BIRTH_DATE, "incorporationDate": FactKind.ESTABLISHED}
_NOTES = frozenset([
    "title", "firstName", "secondName", "middleName", "fatherName", "motherName", "lastName", "nameSuffix", "summary",
    "description", "notes", "keywords", "education", "religion", "ethnicity", "political", "profession", "deathDate",
    "deathPlace", "spokenLanguage", "height", "weight", "eyeColor", "hairColor", "appearance", "legalForm", "status",
    "sector", "classification", "taxStatus", "dissolutionDate", "opencorporatesUrl", "capital", "amount", "currency",
    "okvedCode", "publisher", "publisherUrl", "wikipediaUrl", "alephUrl", "program", "createdAt", "modifiedAt",
    "retrievedAt", "proof", "indexText", "navigationArea", "nameChangeDate", "registrationDate", "manufacturer",
    "managingExchange", "balance", "holder", "fipsCode", "unscId",
])
# fmt: on


def values(value: object) -> list[str]:
    """The values of a property as single-blank strings, each once; copies that were edited hold bare strings."""
    several = value if isinstance(value, list) else [value]
    texts = (" ".join(str(each).split()) for each in several if each is not None)
    return [text for text in dict.fromkeys(texts) if text]


def facts(properties: Mapping[str, list[str]], kind: Kind, entry_id: str, notes: Notes) -> Iterator[Fact]:
    """The facts of a party's own properties, in the order of its properties."""
    for name, texts in properties.items():
        if name not in (*NAMES, *ACTS, *PARTIES):
            yield from _property(name, texts, kind, entry_id, notes)


def _property(name: str, texts: Iterable[str], kind: Kind, entry_id: str, notes: Notes) -> Iterator[Fact]:
    for text in texts:
        if name in _COUNTRIES:
            fact_kind, what = _COUNTRIES[name]
            yield from _opensanctions.country(fact_kind, text, notes, entry_id, what)
        elif name in _IDENTIFIERS:
            yield from _facts.identifier(_type(name, kind), text)
        elif name in _OTHER_NUMBERS:
            yield from _facts.identifier("other", text, note=name)
        elif name in _DATED:
            yield from dates.facts(_DATED[name], text)
        elif name in _REFERENCES:
            yield Fact(FactKind.REFERENCE, text, type=name)
        elif name == "gender":
            yield from _facts.gender(text)
        elif name == "birthPlace":
            yield from _facts.place(FactKind.BIRTH_PLACE, [text])
        elif name == "address":
            yield from _facts.place(FactKind.ADDRESS, [text])
        else:
            yield from _words(name, text, kind, notes)


def _words(name: str, text: str, kind: Kind, notes: Notes) -> Iterator[Fact]:
    """A property that is text: a position, a detail of a vessel, a note; an unknown one is counted once."""
    if name in _POSITIONS:
        yield from _facts.words(FactKind.POSITION, text)
    elif name in _VESSEL and kind in (Kind.VESSEL, Kind.AIRCRAFT):
        yield from _facts.words(FactKind.VESSEL, text, _VESSEL[name])
    else:
        if name not in _NOTES and name not in _VESSEL:
            notes.warn_once("unread property", name)
        yield from _facts.words(FactKind.NOTE, text, name)


def _type(name: str, kind: Kind) -> str:
    """The type of an identifier: an aircraft's registration is its tail number, a company's IMO number no ship's."""
    if name == "registrationNumber" and kind is Kind.AIRCRAFT:
        return "tail"
    if name == "imoNumber" and kind is not Kind.VESSEL:
        return "company_imo"
    if name == "idNumber" and kind is Kind.ORGANISATION:
        return "registration"
    if name == "serialNumber" and kind is not Kind.AIRCRAFT:
        return "other"
    return _IDENTIFIERS[name]
