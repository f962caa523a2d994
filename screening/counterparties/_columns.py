"""What a column of a counterparty file means, told from its header (HT-22, IN-01, US-12).

Headers are compared without case, blanks, underscores, hyphens and dots: ``Full Name``, ``FULL_NAME`` and ``full-name``
are one. A header that is not here is never guessed at: its column is named as not screened.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NAMES = _words(
    "name fullname legalname registeredname customername clientname counterparty counterpartyname partyname "
    "partnername vendorname suppliername accountname accountholder accountholdername cardholdername beneficiaryname "
    "company companyname organisation organization organisationname organizationname entityname businessname firmname "
    "individualname personname subjectname customer client vendor supplier vesselname vessel shipname ship naam фио "
    "наименование название полноеимя"
)
"""Headers of a full name, the likeliest main party first."""

PARTS = (
    frozenset(
        _words(
            "firstname givenname givennames forename forenames имя vorname vornamen prénom prenom prénoms prenoms "
            "nombre nombres nome voornaam imię"
        )
    ),
    frozenset(("middlename", "middlenames", "secondname", "patronymic", "fathername", "fathersname", "отчество")),
    frozenset(
        _words(
            "lastname surname familyname secondlastname secondsurname фамилия nachname familienname nom nomdefamille "
            "apellido apellidos cognome achternaam nazwisko sobrenome"
        )
    ),
)
"""Headers of a given, middle and family name, in the order in which they are joined."""

NATIVE = _words("nativename namenative originalscript originalname nameoriginal nameoriginalscript localname namelocal")
BIRTH_DATES = _words(
    "birthdate dateofbirth dob born birthday birthyear yearofbirth yob датарождения geburtsdatum datedenaissance "
    "fechadenacimiento fechanacimiento datadinascita geboortedatum dataurodzenia födelsedatum fødselsdato"
)
COUNTRIES = _words(
    "country countries countrycode nationality nationalities citizenship citizenships countryofresidence "
    "residencecountry residence countryofincorporation countryofregistration jurisdiction domicile flag "
    "flagstate страна гражданство land staatsangehörigkeit nationalität pays nationalité país nacionalidad paese "
    "nazionalità cittadinanza nationaliteit kraj obywatelstwo"
)
ALIASES = _words(
    "alias aliases aka akas alsoknownas othername othernames alternativename alternativenames alternatename "
    "alternatenames tradingname tradingas tradename dba doingbusinessas formername formernames previousname "
    "previousnames fka formerlyknownas maidenname nameatbirth birthname"
)
KINDS = _words("kind type entitytype partytype customertype clienttype counterpartytype")
CUSTOMER_IDS = _words(
    "customerid clientid counterpartyid partyid customernumber customerno clientnumber clientno customerkey "
    "customerref customerreference id accountid accountnumber accountno account reference"
)

IDENTIFIERS = {
    "": "identifier identifiers ids",
    "passport": "passport passportno passportnumber passportnum паспорт",
    "national_id": (
        "nationalid nationalidno nationalidnumber idnumber idno idcard identitynumber identitycard "
        "personalid personalnumber personalcode ssn socialsecuritynumber snils снилс"
    ),
    "tax": "tax taxid taxno taxnumber taxcode tin vat vatid vatno vatnumber ein",
    "inn": "inn инн",
    "ogrn": "ogrn огрн",
    "registration": (
        "registration registrationnumber registrationno registrationid regno regnumber companynumber companyno "
        "companyregistrationnumber incorporationnumber uscc"
    ),
    "lei": "lei leicode",
    "duns": "duns dunsnumber",
    "imo": "imo imono imonumber",
    "mmsi": "mmsi mmsinumber",
    "call_sign": "callsign",
    "tail": "tail tailnumber tailno aircraftregistration",
    "msn": "msn manufacturerserialnumber",
    "mode_s": "modes modescode icao24",
    "bic": "bic biccode swift swiftcode swiftbic bicswift",
    "iban": "iban",
    "wallet": "wallet walletaddress cryptowallet cryptoaddress blockchainaddress",
    "phone": "phone phonenumber telephone mobile",
    "email": "email emailaddress",
    "website": "website",
}
"""Headers of identifiers by their type; "" means that the cells name the type themselves (``imo:9187629``)."""

_TYPES = {word: type_ for type_, words in IDENTIFIERS.items() for word in words.split()}

ROLES = frozenset(
    _words(
        "director owner ubo beneficialowner ultimatebeneficialowner signatory authorisedsignatory authorizedsignatory "
        "shareholder contact contactperson representative legalrepresentative guarantor parent parentcompany "
        "administrator accountadministrator admin ceo chiefexecutive generaldirector manager chairman president "
        "trustee settlor protector nominee secretary partner principal agent attorney beneficiary sender receiver "
        "recipient payer payee remitter originator shipper consignee consignor operator charterer captain master "
        "boardmember officer controller spouse jointholder jointowner"
    )
)
"""Headers of further parties of a row; also with "name" behind, in the plural, and numbered."""


COLUMN_ROLES = {
    "name": "name",
    "first name": "firstname",
    "middle name": "middlename",
    "last name": "lastname",
    "native name": "nativename",
    "further party": "director",
    "alias": "alias",
    "kind": "kind",
    "birth date": "birthdate",
    "country": "country",
    "customer id": "customerid",
    "identifier": "identifier",
    **{type_: words.split()[0] for type_, words in IDENTIFIERS.items() if type_},
    "not screened": "",
}
"""What a policy may say that a column is, each with a header that means it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a file say what; every column stands in at most one field.

    ``doubtful``: the last of ``parts`` is called "name" beside a given name, a family name or the whole one.
    """

    names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    doubtful: bool = False
    native: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    customer_ids: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def identifies(self) -> bool:
        """Whether a party can be screened from these columns at all."""
        return bool(self.names or self.parts or self.native or self.aliases or self.identifiers or self.roles)


def folded(header: str) -> str:
    """A header as it is compared: NFKC, lower case, letters and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", header).casefold())


def is_role(word: str) -> bool:
    """Whether a folded header names a further party: ``director2``, ``ownername``, ``shareholders``."""
    bare = word.rstrip("0123456789")
    forms = {bare}
    for suffix in ("name", "fullname"):
        forms.add(bare.removesuffix(suffix).rstrip("0123456789"))
    return any(form in ROLES or form.removesuffix("s") in ROLES for form in forms)


def is_known(header: str) -> bool:
    """Whether a header is one that ``recognise`` takes; used to tell the delimiter."""
    word = folded(header)
    plain = (NAMES, NATIVE, BIRTH_DATES, COUNTRIES, ALIASES, KINDS, CUSTOMER_IDS, *PARTS)
    return any(word in words for words in plain) or word in _TYPES or is_role(word)


def recognise(header: Sequence[str], told: Mapping[str, str] | None = None) -> Columns:
    """Tell what each column of a header is; where several mean the same, the likeliest comes first.

    Args:
        header: of the file.
        told: headers with the role that each has, whatever its words say; compared as all headers are.

    Raises:
        KeyError: a header told of is not in the file.
    """
    words = {column: folded(column) for column in header}
    roles = {folded(column): COLUMN_ROLES[role] for column, role in (told or {}).items()}
    for column in told or {}:
        if folded(column) not in words.values():
            raise KeyError(column)
    own = {column for column in header if words[column] in roles}
    header = sorted(header, key=lambda column: column not in own)  # what was told comes first
    words |= {column: roles[words[column]] for column in own}

    def taken(accepted: Iterable[str]) -> tuple[str, ...]:
        return tuple(column for word in accepted for column in header if words[column] == word)

    names = taken(NAMES)
    first, middle, last = (tuple(column for column in header if words[column] in part) for part in PARTS)
    short, doubtful = bool(names) and words[names[0]] in ("name", "naam") and names[0] not in own, False
    if short and last and not first:  # "name, surname": the given name alone
        first, names = names[:1], names[1:]
    elif short and first and not last and len(names) == 1:  # "Name, Vorname": the family name, as a rule
        last, names, doubtful = names, (), True
    return Columns(
        names=names,
        parts=first + middle + last,
        doubtful=doubtful,
        native=tuple(column for column in header if words[column] in NATIVE),
        birth_dates=taken(BIRTH_DATES),
        countries=taken(COUNTRIES),
        aliases=taken(ALIASES),
        kinds=taken(KINDS),
        customer_ids=taken(CUSTOMER_IDS)[:1],
        identifiers=tuple((column, _TYPES[words[column]]) for column in header if words[column] in _TYPES),
        roles=tuple(column for column in header if words[column] not in NAMES and is_role(words[column])),
    )
