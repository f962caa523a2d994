"""What OFAC writes in remarks, key by key: ``DOB 16 May 1970; nationality Russia; Tax ID No. 772975847073 (Russia)``.

The remarks of the CSV files hold, joined by "; ", what the XML editions hold as features and identity documents under
the same keys, so one table reads all of them. "alt. " before a key says that it is a further value. A key that the
table does not hold is kept as a note under its own name.
"""

import re
from collections.abc import Iterator

from screening import countries, dates, identifiers
from screening.formats import Notes
from screening.schema import Fact, FactKind, ListedName, NameKind, Quality

_PARTS = {
    FactKind.BIRTH_DATE: {"DOB": ""},
    FactKind.BIRTH_PLACE: {"POB": ""},
    FactKind.NATIONALITY: {"nationality": "nationality", "citizen": "citizenship"},
    FactKind.COUNTRY: {
        "Nationality of Registration": "registration",
        "Vessel Flag": "flag",
        "Other Vessel Flag": "flag",
        "Former Vessel Flag": "former flag",
    },
    FactKind.GENDER: {"Gender": ""},
    FactKind.ESTABLISHED: {"Organization Established Date": ""},
    FactKind.VESSEL: {"Other Vessel Type": "type", "Vessel Year of Build": "year of build"},
    FactKind.RELATION: {
        "Linked To": "Linked To",
        "Aircraft Operator": "Aircraft Operator",
        "Vessel Owner": "Vessel Owner",
    },
}
# A note's type is its key.
_NOTES = (
    "Target Type|Aircraft Model|Aircraft Manufacture Date|Chinese Commercial Code|Equity Ticker|Issuer Name"
    "|Effective Date (CMIC)|Listing Date (CMIC)|Purchase/Sales For Divestment Date (CMIC)"
)
_IDENTIFIERS = {
    "passport": "Passport|Diplomatic Passport|Stateless Person Passport|British National Overseas Passport"
    "|Travel Document Number|Passport Number",
    "tax": "Tax ID No.|NIT #|RUC #|R.F.C.|RIF #|V.A.T. Number|RTN|C.U.I.T.|US FEIN|Italian Fiscal Code|Fiscal Code"
    "|C.I.F.|N.I.F.",
    # Government Gazette Number is OFAC's word for the Russian OKPO.
    "registration": "Registration Number|Registration ID|Business Registration Number|Business Registration Document #"
    "|Commercial Registry Number|Company Number|UK Company Number|Unified Social Credit Code (USCC)"
    "|United Social Credit Code Certificate (USCCC)|C.R. No.|Romanian C.R.|Folio Mercantil No.|Matricula Mercantil No"
    "|Chamber of Commerce Number|Istanbul Chamber of Comm. No.|Dubai Chamber of Commerce Membership No."
    "|Trade License No.|Tourism License No.|License|Central Registration System Number|Public Registration Number"
    "|Business Number|Enterprise Number|Branch Unit Number|Certificate of Incorporation Number"
    "|Registered Charity No.|Economic Register Number (CBLS)|Government Gazette Number|MSB Registration Number"
    "|Afghan Money Service Provider License Number|Registration Certificate Number (Dubai)|Organization Code",
    "national_id": "National ID No.|National Foreign ID Number|Identification Number|Personal ID Card|C.U.R.P."
    "|Cedula No.|SSN|D.N.I.|I.F.E.|N.I.E.|C.U.I.|C.U.I.P.|C.I.N.|LE Number|Electoral Registry No."
    "|Credencial electoral|Turkish Identification Number|Numero de Identidad|Residency Number"
    "|Citizen's Card Number|Driver's License No.|Birth Certificate Number|Cartilla de Servicio Militar Nacional"
    "|Kenyan ID No.|Bosnian Personal ID No.|Moroccan Personal ID No.|Tazkira National ID Card|Refugee ID Card"
    "|Stateless Person ID Card|Seafarer's Identification Document|Military Registration Number",
    "imo": "Vessel Registration Identification|Vessel Registration Identification IMO",
    "mmsi": "MMSI",
    "call_sign": "Other Vessel Call Sign|Vessel Call Sign",
    "lei": "Legal Entity Number",
    "duns": "D-U-N-S Number",
    "bic": "SWIFT/BIC",
    "tail": "Aircraft Tail Number|Previous Aircraft Tail Number",
    "msn": "Aircraft Manufacturer's Serial Number (MSN)"
    "|Aircraft Construction Number (also called L/N or S/N or F/N)|Aircraft Serial Identification",
    "mode_s": "Aircraft Mode S Transponder Code",
    "wallet": "Digital Currency Address -|Digital Currency Address",
    "phone": "Phone Number|Phone No.|Telephone No.|Telephone|Fax No.|Fax",
    "email": "Email Address",
    "website": "Website",
    "other": "BIK (RU)|ISIN|Permit Number|SRE Permit No.|File Number|Pilot License Number|Serial No.",
}
KEYS: dict[str, tuple[FactKind, str]] = (
    {key: (kind, type_) for kind, keys in _PARTS.items() for key, type_ in keys.items()}
    | {key: (FactKind.NOTE, key) for key in _NOTES.split("|")}
    | {key: (FactKind.IDENTIFIER, type_) for type_, keys in _IDENTIFIERS.items() for key in keys.split("|")}
)
"""Remark key (OFAC's words) to the kind and type of its fact."""

_KNOWN = re.compile(
    f"({'|'.join(sorted(map(re.escape, KEYS), key=len, reverse=True))})(?::\\s*|\\s+|(?=#))(?=\\S)", re.DOTALL
)
# Keys of the same build that are not in the table: "Pilot License Number 2326 (Iran)", "Interpol: Red Notice. ...".
_NUMBERED = re.compile(r"([A-Z][^;:]{2,60}?\b(?:No\.|Number|ID|Card|Code|#))\s+(?=\S*\d)")
_LABELLED = re.compile(r"([A-Z][^;:]{2,120}):\s+|([A-Z][^;:]*?\b(?:[Ii]nformation|Determination)\b[^;:-]*?) - ")
_WEAK_ALIAS = re.compile(r"(?:^|(?<=;))\s*(?:[Aa]lt\. )?([afn])\.k\.a\. ?'(.+?)'\.?\s*(?=;|$)", re.DOTALL)
_UNQUOTED_ALIAS = re.compile(r"([afn])\.k\.a\.[\s'\"]*(.+?)[\s'\"]*")
_SHORT_FORM = re.compile(r"(?:\.[A-Z]|\b(?:CO|Co|CORP|Corp|INC|Inc|LTD|Ltd|BROS|PTE|PTY|PVT|JR|Jr|SR|Sr))\.$")
_NUMBER_END = re.compile(r"\s+\(|,\s|\s+(?:issued|expires|issue date)\b", re.IGNORECASE)
_NUMBER_LABEL = re.compile(r"^(?:(?:No|Nos)\.?:?\s+|#\s*|[A-Za-z.]+:\s+)+")
_COUNTRY = re.compile(r"\(([^()]+(?:\([^()]*\))?)\)")


def place_country(place: str) -> str:
    """The country a readable place ends with ("Pyongyang, Korea, North" gives "KP"), or ""."""
    parts = re.split(r",\s*", place)
    return next((found for last in (2, 1) if (found := countries.alpha2(", ".join(parts[-last:])))), "")


def _country(text: str) -> str:
    """The last bracket of a text that is a country: "HRA 1234 (Stuttgart) (Germany)"."""
    return next((code for name in reversed(_COUNTRY.findall(text)) if (code := countries.alpha2(name))), "")


def _identifier(type_: str, value: str, text: str) -> Fact | None:
    """An identifier without its country and dates, which stay in the text; None where no number is left."""
    if type_ in ("phone", "email", "website"):
        number, country = value, ""
    elif type_ == "wallet":  # "XBT 12QtD5..."
        number, country = value.rpartition(" ")[2], ""
    else:
        number, country = _NUMBER_END.split(_NUMBER_LABEL.sub("", value), maxsplit=1)[0], _country(value)
    bare = identifiers.normalise(type_, number)
    if re.match(r"(?:company )?imo\b", number, re.IGNORECASE):
        # In a company's entry, "Identification Number IMO" and "Company Number IMO" are the company's own number.
        type_ = "imo" if type_ == "imo" else "company_imo"
    elif (type_ == "imo" and not re.fullmatch(r"\d{7}", bare)) or (type_ == "lei" and len(bare) != 20):
        type_ = "registration"
    bare = identifiers.normalise(type_, number)
    return Fact(FactKind.IDENTIFIER, bare, text, type_, country) if bare else None


def facts(key: str, value: str) -> tuple[Fact, ...]:
    """Turn one remark, feature or identity document into facts.

    Args:
        key: OFAC's words for it, without "alt. "; what ``KEYS`` does not hold becomes a note.
        value: what follows the key, with country and dates of issue and expiry where there are any.
    """
    kind, type_ = KEYS.get(key, (FactKind.NOTE, key))
    if kind in (FactKind.BIRTH_DATE, FactKind.ESTABLISHED):
        return dates.facts(kind, value)
    fact: Fact | None = Fact(kind, value, type=type_)
    if kind is FactKind.IDENTIFIER:
        fact = _identifier(type_, value, f"{key} {value}")
    elif kind is FactKind.BIRTH_PLACE:
        fact = Fact(kind, value, country=place_country(value))
    elif kind in (FactKind.NATIONALITY, FactKind.COUNTRY):
        code = countries.alpha2(value)
        fact = Fact(kind, code or value, value, type_, code)
    elif kind is FactKind.GENDER:
        fact = Fact(kind, value.lower(), value)
    return (fact or Fact(FactKind.NOTE, value, type=key),)


def _pieces(remarks: str) -> Iterator[str]:
    """The remarks one by one; the full stop that ends them all goes, that of a short form ("CO., LTD.") stays."""
    pieces = [piece.strip() for piece in re.split(r";[;\s]+|;(?=\w)|;$", remarks)]
    for place, piece in enumerate(pieces):
        last = place == len(pieces) - 1 and piece.endswith(".") and not _SHORT_FORM.search(piece)
        if bare := re.sub("^[Aa]lt\\. ", "", piece[:-1] if last else piece):
            yield bare


def _alias(letter: str, text: str) -> ListedName:
    return ListedName(text, NameKind.FORMER if letter == "f" else NameKind.ALIAS, Quality.WEAK)


def read(remarks: str, entry_id: str, notes: Notes) -> tuple[list[ListedName], list[Fact]]:
    """Read whole remarks into weak aliases (``a.k.a. 'X'``, ``f.k.a. 'X'``) and facts; no remark is lost.

    An alias ends at the quote before ";" or the end, so it may hold apostrophes. A remark of no known build is kept as
    a note without a key and counted.
    """
    names = [_alias(*alias.groups()) for alias in _WEAK_ALIAS.finditer(remarks)]
    found: list[Fact] = []
    for piece in _pieces(_WEAK_ALIAS.sub("", remarks)):
        if known := _KNOWN.match(piece):
            found += facts(known[1], piece[known.end() :])
        elif alias := _UNQUOTED_ALIAS.fullmatch(piece):
            notes.warn("weak alias without quotes", entry_id, piece)
            names.append(_alias(*alias.groups()))
        elif (numbered := _NUMBERED.match(piece)) and (other := _identifier("other", piece[numbered.end() :], piece)):
            found.append(other)
        elif labelled := _LABELLED.match(piece):
            found += facts(labelled[1] or labelled[2], piece[labelled.end() :])
        else:
            notes.warn("remark without a key", entry_id, piece)
            found.append(Fact(FactKind.NOTE, piece))
    return names, found
