"""The lines of a party or a bank in a SWIFT MT, by the option letter of the field.

Options (SWIFT User Handbook, field specifications of 50a, 52a to 59a): A a BIC, B a location, C an account or code, D
and K and none a name with its address, F numbered lines, G an account and a BIC, H an account with a name, L an id.
"""

import re
from dataclasses import dataclass, field

from screening.payments._records import Field, FieldKind, country_of

WIDTH = 35
"""Characters of a line of a party."""

BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_CLEARING = re.compile(r"[A-Z]{2}(\d{3,})")
_NUMBERED = re.compile(r"([1-8])/(.*)", re.DOTALL)
_DOCUMENT = re.compile(r"(?:ARNU|CCPT|CUST|DRLC|EMPL|NIDN|SOSE|TXID)/([A-Z]{2})/(.+)", re.DOTALL)


@dataclass(slots=True)
class Lines:
    """A party as its lines are read; ``more`` is what goes on with the last id."""

    name: list[str] = field(default_factory=list)
    cut: int = 0
    address: list[str] = field(default_factory=list)
    town: list[str] = field(default_factory=list)
    country: str = ""
    countries: list[str] = field(default_factory=list)
    birth_date: str = ""
    birth_place: str = ""
    identifiers: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    account: str = ""
    notices: list[tuple[int, str]] = field(default_factory=list)

    def fields(self, kind: FieldKind, role: str, place: str) -> list[Field]:
        """Return the account, where there is one, and the party."""
        found, first = [], 1
        if self.account:
            iban = _IBAN.fullmatch(self.account)
            ids = (f"iban:{self.account}" if iban else self.account,)
            land = (self.account[:2],) if iban else ()
            found.append(
                Field(FieldKind.ACCOUNT, f"{role} account", f"{place} line 1", countries=land, identifiers=ids)
            )
            first = 2
        if self.name or self.address or self.town or self.identifiers or self.text or self.birth_date:
            found.append(
                Field(
                    kind,
                    role,
                    f"{place} line {first}",
                    " ".join(self.name),
                    self.cut,
                    tuple(self.address),
                    ", ".join(self.town),
                    self.country,
                    tuple(dict.fromkeys(each for each in self.countries if each)),
                    self.birth_date,
                    self.birth_place,
                    tuple(self.identifiers),
                    "\n".join(self.text),
                )
            )
        return found


def party(option: str, lines: list[str]) -> Lines:
    """Read the lines of a party or a bank; the option is ``_`` where the field has no letter."""
    found = Lines()
    rest = list(enumerate(lines, 1))
    if option != "L" and lines[0].startswith("/"):
        _account(found, lines[0])
        rest = rest[1:]
    if option in "ACG" and not (option == "C" and found.account):
        _bank(found, rest)
    elif option == "F":
        _numbered(found, rest)
    elif option == "B":
        found.town = [line for _, line in rest if line.strip()]
    elif option == "L":
        found.identifiers = [line.strip() for _, line in rest if line.strip()]
    else:
        _plain(found, rest)
    return found


def _account(found: Lines, line: str) -> None:
    """``/account``, ``/C/account``, or ``//`` with the code of a clearing system and a bank's number in it."""
    if line.startswith("//"):
        code = line[2:].strip()
        number = _CLEARING.fullmatch(code)
        found.identifiers += [number[1] if number else code] if code else []
    else:
        found.account = re.sub(r"^/(?:[CD]/)?", "", line).strip()


def _bank(found: Lines, rest: list[tuple[int, str]]) -> None:
    for number, line in rest:
        code = line.strip()
        if BIC.fullmatch(code):
            found.identifiers.append(f"bic:{code}")
            found.countries.append(country_of(code, 4))
        elif code:
            found.notices.append((number, "this is no BIC; it is screened as a name"))
            found.name.append(" ".join(code.split()))
            found.text.append(line)


def _plain(found: Lines, rest: list[tuple[int, str]]) -> None:
    """A name and an address: the first line is the name, and so may a full second one be."""
    found.text = [line for _, line in rest]
    filled = [line for line in found.text if line.strip()]
    if filled:
        found.name = [" ".join(filled[0].split())]
        found.cut = WIDTH if len(filled[0]) >= WIDTH else 0
        found.address = [" ".join(line.split()) for line in filled[1:]]


def _numbered(found: Lines, rest: list[tuple[int, str]]) -> None:
    for number, line in rest:
        if document := _DOCUMENT.fullmatch(line.strip()) if number == 1 else None:
            found.countries.append(document[1])
            _issued(found, document[2])
            continue
        numbered = _NUMBERED.fullmatch(line)
        if numbered:
            _numbered_line(found, number, numbered[1], " ".join(numbered[2].split()), full=len(line) >= WIDTH)
        elif line.strip():
            found.notices.append((number, "the line has no number of option F; it is taken as address"))
            found.address.append(" ".join(line.split()))
    _go_on(found)


def _go_on(found: Lines) -> None:
    """Put behind the last id what further lines say of it."""
    if found.more:
        found.identifiers[-1] = "".join([found.identifiers[-1], *found.more])
        found.more.clear()


def _issued(found: Lines, text: str) -> None:
    """An id, perhaps behind its issuer: ``ABC BANK/12345``."""
    _go_on(found)
    issuer, _, number = text.strip().rpartition("/")
    found.identifiers += [number] if number else []
    found.text += [issuer] if issuer else []


def _numbered_line(found: Lines, number: int, what: str, text: str, *, full: bool) -> None:
    country, slash, behind = text.partition("/")
    if not text:
        found.notices.append((number, "the line is empty"))
    elif what == "1":
        found.name.append(text)
        found.cut = WIDTH if full else 0
    elif what == "2":
        found.address.append(text)
    elif what == "3":
        if not found.country and re.fullmatch(r"[A-Z]{2}", country):
            found.country = country
            text = behind
        found.town += [text] if text else []
    elif what == "4":
        found.birth_date = f"{text[:4]}-{text[4:6]}-{text[6:]}" if re.fullmatch(r"\d{8}", text) else text
    elif what == "5":
        known = slash and re.fullmatch(r"[A-Z]{2}", country)
        found.birth_place = f"{behind}, {country}" if known else text
        found.countries += [country] if known else []
    elif what in "67":
        if slash and re.fullmatch(r"[A-Z]{2}", country):
            found.countries.append(country)
            text = behind
        _issued(found, text)
    elif found.identifiers:
        found.more.append(text)
    else:
        found.text.append(text)
