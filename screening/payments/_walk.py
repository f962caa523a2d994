"""A walk over the elements of an ISO 20022 message: every one becomes part of a field, or is named as what it is not.

Nothing is passed over: an element that the grammar does not know is named in ``unread``, and what is written in it is
screened as narrative all the same; text beside elements, entities and attributes are noticed too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import Entity
from lxml.etree import _Element as Element

from screening.payments._grammar import Node, Step
from screening.payments._records import Field, FieldKind, Unread, country_of, cut

Draft = dict[str, list[str]]
"""What was read of a field, or of a message, so far: the texts of every key, in their order."""

AGENT, NARRATIVE = FieldKind.AGENT, FieldKind.NARRATIVE
_JOINED = {"name": " ", "town": ", ", "country": ", ", "birth_date": ", ", "birth_place": ", ", "text": "\n"}
_IDENTIFIERS = {"bic", "lei", "iban", "email", "phone"}
_COUNTRY_AT = {"bic": 4, "iban": 0}
_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"


class EntityError(Exception):
    """An entity other than the five of XML stands in a text."""


@dataclass(slots=True)
class Part:
    """What was read of a message, or of a header that several messages share."""

    fields: list[Field] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    passed: dict[str, None] = field(default_factory=dict)
    draft: Draft = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything was read."""
        return bool(self.fields or self.unread or self.passed or self.draft or self.ids)

    def notice(self, place: str, why: str) -> None:
        """Name a part that is unknown, empty or not as it should be."""
        self.unread.append(Unread(place, why))

    def forget(self) -> None:
        """Forget what was read, but not what was noticed: another header takes the place of this one."""
        self.fields.clear()
        self.draft.clear()
        self.ids.clear()


def local(element: Element) -> str:
    """Return an element's name without its namespace; raises ``EntityError`` for an entity."""
    tag = element.tag
    if not isinstance(tag, str):
        raise EntityError
    return tag.rpartition("}")[2]


def lines(element: Element) -> Iterator[str]:
    """Yield every text in and below an element that is not blank; raises ``EntityError`` for an entity."""
    if next(element.iter(Entity), None) is not None:
        raise EntityError
    for text in element.itertext(with_tail=False):
        if text := text.strip():
            yield text


def _field(kind: FieldKind, role: str, place: str, draft: Draft) -> Field:
    """The field of a draft; most drafts have two or three keys."""
    parts: dict[str, str] = {}
    identifiers: list[str] = []
    countries: list[str] = []
    for key, texts in draft.items():
        if key in _JOINED:
            parts[key] = texts[0] if len(texts) == 1 else _JOINED[key].join(texts)
        elif key == "id":
            identifiers += texts
        elif key in _IDENTIFIERS:
            identifiers += [f"{key}:{text}" for text in texts]
            if key in _COUNTRY_AT:
                countries += [country_of(text, _COUNTRY_AT[key]) for text in texts]
        elif key != "address":
            countries += texts
    if "birth_country" in draft:
        parts["birth_place"] = ", ".join([*draft.get("birth_place", ()), *draft["birth_country"]])
    get, name = parts.get, parts.get("name", "")
    return Field(
        kind,
        role,
        place,
        name,
        cut(name),
        tuple(draft.get("address", ())),
        get("town", ""),
        get("country", ""),
        tuple(dict.fromkeys(filter(None, countries))) if countries else (),
        get("birth_date", ""),
        get("birth_place", ""),
        tuple(identifiers),
        get("text", ""),
    )


def _numbered(place: str, name: str, seen: dict[str, int]) -> str:
    """The place of one more element of a name: the second is ``[2]``."""
    number = seen.get(name, 0) + 1
    seen[name] = number
    return f"{place}/{name}" if number == 1 else f"{place}/{name}[{number}]"


class Walk:
    """Reads elements into a ``Part``."""

    __slots__ = ("_field", "_part", "_scopes")

    def __init__(self, part: Part) -> None:
        self._part = part
        self._field: tuple[Element | None, str] = None, ""
        self._scopes: dict[str, tuple[int, str, Draft]] = {}

    def read(self, element: Element, node: Node, place: str) -> None:
        """Read an element whose content is that of ``node``; narratives are complete when it has been read."""
        self._inside(element, node, self._part.draft, place, "")
        self._close()

    def read_one(self, element: Element, node: Node, place: str) -> None:
        """Read an element that is one of those of ``node``."""
        name = local(element)
        step = node.get(name)
        if step is None:
            self._unknown(element, place)
        elif step.skip:
            self._part.passed[name] = None
        else:
            self._holder(element, step, self._part.draft, place, "")
        self._close()

    def _close(self) -> None:
        """Make the fields of the narratives, each at the place where it began."""
        fields = self._part.fields
        for place, (at, role, draft) in reversed(self._scopes.items()):
            if draft:
                fields.insert(at, _field(NARRATIVE, role, place, draft))
        self._scopes.clear()

    def _inside(self, element: Element, node: Node, draft: Draft, place: str, role: str) -> None:
        """Read what stands in an element; ``role`` is what the roles of the fields in it begin with."""
        seen: dict[str, int] = {}
        for child in element:
            tag, tail = child.tag, child.tail
            if tag.__class__ is not str:
                raise EntityError
            name = tag.rpartition("}")[2]
            step = node.get(name)
            if tail is not None and not tail.isspace():
                self.stray(tail, place)
            if step is None:
                self._unknown(child, _numbered(place, name, seen))
            elif step.skip:
                self._part.passed[name] = None
            elif step.leaf and not len(child):
                if text := (child.text or "").strip():
                    self._text(child, step, draft, text)
                if child.keys():
                    self._attributes(child, f"{place}/{name}")
            else:
                self._holder(child, step, draft, _numbered(place, name, seen), role)

    def _gather(self, element: Element, node: Node, draft: Draft, role: str) -> None:
        """Read what stands in a field, as ``_inside`` does: most of what is read, so without places until one is asked.

        A leaf is read here and not in a function of its own, which would take longer than the reading.
        """
        for child in element:
            tag, tail = child.tag, child.tail
            if tag.__class__ is not str:
                raise EntityError
            step = node.get(tag.rpartition("}")[2])
            if tail is not None and not tail.isspace():
                self.stray(tail, self._path(element))
            if step is None or not (step.leaf or step.plain):
                self._other(child, step, draft, role)
                continue
            if child.keys():
                self._attributes(child, self._path(child))
            text, key = child.text, step.key
            if step.leaf and not len(child):
                if text and (text := text.strip() if key == "text" else " ".join(text.split())):
                    if key in draft:
                        draft[key].append(text)
                    else:
                        draft[key] = [text]
                continue
            if text is not None and not text.isspace():
                self._beside(child, step, draft, text.strip(), self._path(child))
            if step.agent:
                draft["agent"] = []
            self._gather(child, step.node, draft, role)

    def _other(self, child: Element, step: Step | None, draft: Draft, role: str) -> None:
        """Read an element of a field that is neither a text of it nor a part."""
        if step is None:
            self._unknown(child, self._path(child))
        elif step.skip:
            self._part.passed[local(child)] = None
        else:
            self._holder(child, step, draft, self._path(child), role)

    def _path(self, element: Element) -> str:
        """The place of an element in the field that is being read."""
        names, (field, place) = [], self._field
        while element is not field:
            names.append(local(element))
            parent = element.getparent()
            if parent is None:
                break
            element = parent
        return "/".join([place, *reversed(names)])

    def _holder(self, child: Element, step: Step, draft: Draft, place: str, role: str) -> None:
        """Read an element that holds others, or may."""
        kind, text = step.kind, child.text
        if kind is NARRATIVE:
            draft = self._scope(place, step, role)
        if text is not None and not text.isspace() and not step.whole:
            self._beside(child, step, draft, text.strip(), place)
        if child.keys():
            self._attributes(child, place)
        if step.whole:
            draft.setdefault("text", []).extend(lines(child))
        elif kind is None or kind is NARRATIVE:
            self._inside(child, step.node, draft, place, role + step.prefix)
        else:
            self._open(child, step, kind, place, role)

    def _beside(self, child: Element, step: Step, draft: Draft, text: str, place: str) -> None:
        """Text of an element that may hold others: what it is where it may, else astray."""
        if step.key:
            self._text(child, step, draft, text)
        else:
            self.stray(text, place)

    def _open(self, child: Element, step: Step, kind: FieldKind, place: str, role: str) -> None:
        """Read a field of its own, and the fields in it behind it."""
        fields, around, draft = self._part.fields, self._field, Draft()
        at = len(fields)
        self._field = child, place
        self._gather(child, step.node, draft, f"{role}{step.role} ")
        self._field = around
        if "agent" in draft:
            kind = AGENT
            del draft["agent"]
        if draft:
            fields.insert(at, _field(kind, role + step.role, place, draft))
        elif len(fields) == at:
            self._part.notice(place, f"the {kind} is empty")

    def _scope(self, place: str, step: Step, role: str) -> Draft:
        """What is read of a narrative: of this one alone, or of all that stand side by side."""
        if not step.each:
            place = place.rpartition("[")[0] if place.endswith("]") else place
        if place not in self._scopes:
            self._scopes[place] = (len(self._part.fields), role + step.role, {})
        return self._scopes[place][2]

    def _text(self, child: Element, step: Step, draft: Draft, text: str) -> None:
        """Take a text; references, amount and date are kept for the desk, the first of each."""
        part, key = self._part, step.key
        if not step.noted:
            draft.setdefault(key, []).append(text if key == "text" else " ".join(text.split()))
            return
        name = local(child)
        part.passed[name] = None
        if key == "ids":
            part.ids.setdefault(name, text)
        elif key not in part.draft:
            part.draft[key] = [text]
            if key == "amount":
                part.draft["currency"] = [child.get("Ccy") or ""]

    def _attributes(self, child: Element, place: str) -> None:
        for name in child.keys():  # noqa: SIM118 - an lxml element is no mapping
            if name != "Ccy" and not str(name).startswith(_SCHEMA_INSTANCE):
                self._part.notice(f"{place}/@{str(name).rpartition('}')[2]}", "unknown attribute")

    def stray(self, text: str, place: str) -> None:
        """Name text that stands beside elements, and screen it."""
        self._part.notice(place, "text beside elements; it is screened as narrative")
        self._part.fields.append(Field(NARRATIVE, "unknown text", place, text=text.strip()))

    def _unknown(self, child: Element, place: str) -> None:
        """Name an unknown element; what is written in it is screened as narrative."""
        text = "\n".join(lines(child))
        self._part.notice(place, "unknown element" + ("; its text is screened as narrative" if text else ""))
        if text:
            self._part.fields.append(Field(NARRATIVE, "unknown element", place, text=text))
