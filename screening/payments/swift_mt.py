"""SWIFT MT: MT103 (with STP and REMIT), MT202 and MT202COV, in block format, alone or in RJE and DOS files.

Specification: https://www.swift.com/standards (User Handbook, Category 1 and 2), file formats as Alliance Access writes
them. Service messages (acknowledgements) around a message belong to it and are named there; the tables of fields are
``swift_mt.toml``.
"""

import dataclasses
import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

from screening.payments._blocks import Blocks, messages
from screening.payments._mt_party import BIC, party
from screening.payments._records import Damaged, Field, FieldKind, Message, Unread, country_of
from screening.payments._source import refused

_HEAD = re.compile(rb"\{[1-4]:")
_BASIC = re.compile(r"[A-Z](\d\d)([A-Z0-9]{8})[A-Z0-9]?([A-Z0-9]{3})(?:\d{10})?")
_SENT = re.compile(r"I(\d{3})([A-Z0-9]{8})[A-Z0-9]?([A-Z0-9]{3}).*")
_RECEIVED = re.compile(r"O(\d{3})\d{10}([A-Z0-9]{8})[A-Z0-9]?([A-Z0-9]{3})\d{10}.*")
_USER = re.compile(r"\{(\w{3}):([^{}]*)\}")
_TAG = re.compile(r"^:(\d{2})([A-Z]?):", re.MULTILINE)
_LINE = re.compile(r"\r\n|\n|\r")
_CODE = re.compile(r"^/([A-Z0-9]{1,8})/(.*)$")
_VALUE = re.compile(r"(\d\d)(\d\d)(\d\d)([A-Z]{3})([\d,]+)")
_PAYMENT = "01"
"""Service id of block 1 of what people send; others are the network's own messages (21 is an acknowledgement)."""
_IDS = {"121": "UETR", "108": "MUR"}


@functools.cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("screening.payments") / "swift_mt.toml").read_text(encoding="utf-8"))


def recognises(head: bytes) -> bool:
    """Say whether the first bytes of a file hold the beginning of a block."""
    return _HEAD.search(head) is not None


def read(chunks: Iterator[bytes], name: str) -> Iterator[Message | Damaged]:
    """Yield every payment message of a file, in its order; a message waits for an acknowledgement behind it.

    Raises:
        InputError: there is no message in it.
    """
    number, waiting, services = 0, None, list[str]()
    for found in messages(chunks):
        basic = _BASIC.fullmatch(found.blocks.get("1", ""))
        if basic and basic[1] != _PAYMENT and not found.flaw:
            services.append(f"service message {basic[1]}")
            continue
        number += 1
        place = f"{name}, message {number}" if name else f"message {number}"
        if waiting:
            yield waiting
        waiting = _Reading(found, services).message(place)
        services = []
    if waiting is None:
        raise refused("there is no payment message of SWIFT in it", name)
    if services and isinstance(waiting, Message):
        waiting = _Reading.followed(waiting, services)
    yield waiting


class _Sequence(NamedTuple):
    """A sequence of fields: what goes before its roles, and the roles that the message names otherwise."""

    prefix: str
    roles: Mapping[str, str]


class _Reading:
    """One message as it is read."""

    def __init__(self, found: Blocks, services: list[str]) -> None:
        self._blocks = found
        self._fields: list[Field] = []
        self._unread = [Unread(place, why) for place, why in found.notices]
        self._passed = dict.fromkeys(services)
        self._ids: dict[str, str] = {}
        self._value = ("", "", "")

    @staticmethod
    def followed(message: Message, services: list[str]) -> Message:
        """A message with the service messages that stand behind it."""
        return dataclasses.replace(message, not_screened=tuple(dict.fromkeys([*message.not_screened, *services])))

    def message(self, place: str) -> Message | Damaged:
        """Read the blocks; a message that lacks one is damaged."""
        found, tables = self._blocks, _tables()
        lacking = next((each for each in "124" if each not in found.blocks), "")
        if found.flaw or lacking:
            return Damaged(place, found.flaw or f"block {lacking} is missing")
        number = self._headers()
        if not number:
            return Damaged(f"{place}, {{2:}}", "block 2 does not say what message it is")
        if number not in tables["messages"]:
            return Damaged(place, f"messages MT{number} are not read")
        rules = tables["messages"][number]
        kind = number + self._user()
        needs, cover = list(rules["needs"]), kind.endswith("COV")
        tags = self._text(rules["roles"], has_cover=number == "202")
        if not tags:
            return Damaged(f"{place}, {{4:}}", "there is no field in it")
        needs += tables["cover"]["needs"] if cover else []
        roles = {each.role for each in self._fields}
        self._unread += [Unread("{4:}", f"there is no {role}") for role in needs if role not in roles]
        self._passed.update(dict.fromkeys(f"block {each}" for each in ("5", "S") if each in found.blocks))
        date, currency, amount = self._value
        return Message(
            "swift_mt",
            kind,
            place,
            self._ids,
            amount,
            currency,
            date,
            tuple(self._fields),
            tuple(self._unread),
            tuple(self._passed),
        )

    def _headers(self) -> str:
        """Read sender and receiver; return the number of the message, "" where it is not told."""
        first, second = self._blocks.blocks["1"].strip(), self._blocks.blocks["2"].strip()
        sent, received = _SENT.fullmatch(second), _RECEIVED.fullmatch(second)
        other = sent or received
        if other is None:
            return second[1:4] if re.fullmatch(r"[IO]\d{3}", second[:4]) and self._odd("{2:}") else ""
        own = _BASIC.fullmatch(first)
        if own is None:
            self._odd("{1:}")
        roles = ("sender", "receiver") if sent else ("receiver", "sender")
        for role, place, at in zip(roles, ("{1:}", "{2:}"), (own, other), strict=True):
            if at is not None:
                bic = at[2] + (at[3] if at[3] != "XXX" else "")
                self._fields.append(
                    Field(FieldKind.AGENT, role, place, countries=(country_of(bic, 4),), identifiers=(f"bic:{bic}",))
                )
        return other[1]

    def _odd(self, place: str) -> bool:
        self._unread.append(Unread(place, "the block is not as it should be; the BIC in it is not read"))
        return True

    def _user(self) -> str:
        """Read block 3; return what it adds to the number of the message."""
        user = dict(_USER.findall(self._blocks.blocks.get("3", "")))
        self._ids |= {_IDS[tag]: value for tag, value in user.items() if tag in _IDS}
        self._passed.update(dict.fromkeys(f"{{{tag}:}}" for tag in user))
        return str(_tables()["validation"].get(user.get("119", ""), ""))

    def _text(self, roles: dict[str, str], *, has_cover: bool) -> int:
        """Read the fields of block 4; return how many there are."""
        text, cover = self._blocks.blocks["4"], _tables()["cover"]
        tags = [*_TAG.finditer(text)]
        before = text[: tags[0].start()] if tags else ""
        if before.strip():
            self._unread.append(Unread("{4:}", "text before the first field; it is screened as narrative"))
            self._fields.append(Field(FieldKind.NARRATIVE, "unknown text", "{4:}", text=before.strip()))
        seen: dict[str, int] = {}
        sequence = _Sequence("", roles)
        for tag, behind in zip(tags, [*tags[1:], None], strict=True):
            number, option = tag[1], tag[2]
            if has_cover and number == cover["begins"]:
                sequence = _Sequence(cover["prefix"], {})
            label = f":{number}{option}:"
            seen[label] = seen.get(label, 0) + 1
            place = label if seen[label] == 1 else f"{label}[{seen[label]}]"
            content = text[tag.end() : behind.start() if behind else len(text)]
            self._field(number, option, place, _LINE.sub("\n", content).removesuffix("\n"), sequence)
        return len(tags)

    def _field(self, number: str, option: str, place: str, text: str, sequence: _Sequence) -> None:
        rows = _tables()["fields"]
        row = rows.get(f"{number}{option}", rows.get(number))
        if number + option in ("20", "21"):
            self._ids.setdefault(number, text.strip())
        if row == "-":
            self._passed[f":{number}{option}:"] = None
            if number + option == "32A" and (value := _VALUE.match(text)):
                year = int(value[1])
                date = f"{1900 + year if year >= 80 else 2000 + year}-{value[2]}-{value[3]}"
                self._value = (date, value[4], value[5].replace(",", ".").removesuffix("."))
            return
        if row is None or (option or "_") not in row["options"]:
            self._unread.append(Unread(place, "unknown field" + ("; it is screened as narrative" if text else "")))
            if text.strip():
                self._fields.append(Field(FieldKind.NARRATIVE, "unknown field", f"{place} line 1", text=text))
            return
        kind = next(each for each in FieldKind if each in row)
        role = sequence.prefix + sequence.roles.get(number, row[kind])
        if not text.strip():
            self._unread.append(Unread(place, "the field is empty"))
        elif kind is FieldKind.NARRATIVE:
            self._narrative(role, place, text, sequence.prefix)
        else:
            lines = party(option or "_", text.split("\n"))
            found = lines.fields(kind, role, place)
            self._unread += [Unread(f"{place} line {at}", why) for at, why in lines.notices]
            bare = (option or "_") in "BCL" and found
            if not bare and not any(each.role == role for each in found):
                self._unread.append(Unread(place, f"the {kind} has no name"))
            self._fields += found

    def _narrative(self, role: str, place: str, text: str, prefix: str) -> None:
        codes, countries = _tables()["codes"], list[str]()
        for at, line in enumerate(text.split("\n"), 1):
            coded = _CODE.match(line)
            if coded and coded[1] in codes["agents"] and BIC.fullmatch(bic := coded[2].strip()):
                agent, country = prefix + codes["agents"][coded[1]], country_of(bic, 4)
                self._fields.append(
                    Field(
                        FieldKind.AGENT,
                        agent,
                        f"{place} line {at}",
                        countries=(country,),
                        identifiers=(f"bic:{bic}",),
                    )
                )
            elif coded and coded[1] in codes["residence"] and re.match(r"[A-Z]{2}(?:/|$)", coded[2]):
                countries.append(coded[2][:2])
        self._fields.append(Field(FieldKind.NARRATIVE, role, f"{place} line 1", countries=tuple(countries), text=text))
