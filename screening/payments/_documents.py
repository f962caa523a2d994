"""From elements as they end to payments: each transaction with the headers above it, and nothing kept of earlier ones.

A tree grows while it is read. Of what stands above a transaction (envelope, document, message, payment information)
each is a level; what comes before the transaction in it is read once and shared by all that follow, and what comes
behind the last one goes to that one. So a payment waits until the next begins.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from screening.payments._grammar import Form, grammar
from screening.payments._records import Message, Unread
from screening.payments._walk import EntityError, Part, Walk, local

FAMILY = "iso20022"
ENTITY = "an entity stands in it that no payment message may hold"
_TYPE = re.compile(r"[a-z]{4}\.\d{3}\.\d{3}\.\d{2}")
LOST = "\ufffd"
"""What stands for a byte that the charset of its file does not know."""
_GROUP = "PmtInf"
_BLANK = " \t\r\n\ufeff"


@dataclass(frozen=True, slots=True)
class Damage:
    """A transaction that cannot be read, or a whole document without one."""

    place: str
    what: str
    whole: bool = False


@dataclass(slots=True)
class Payment:
    """A transaction as far as it was read, with the headers above it."""

    type: str
    place: str
    form: Form
    shared: list[Part]
    own: Part

    def message(self, place: str, *, lossy: bool) -> Message:
        """Return it as a message at a place of its file, which may have ``lossy`` text (U+FFFD)."""
        parts = [*self.shared, self.own]
        fields = tuple([each for part in parts for each in part.fields])
        unread = [each for part in parts for each in part.unread]
        roles = {each.role for each in fields}
        unread += [Unread(self.place, f"there is no {role}") for role in self.form.needs if role not in roles]
        if lossy:
            unread += [Unread(each.place, "characters are lost in it") for each in fields if LOST in str(each)]
        ids: dict[str, str] = {}
        passed: dict[str, None] = {}
        said: dict[str, str] = {}
        for part in parts:
            ids |= part.ids
            passed |= part.passed
            said |= {key: texts[0] for key, texts in part.draft.items()}
        return Message(
            FAMILY,
            self.type,
            place,
            ids,
            said.get("amount", ""),
            said.get("currency", ""),
            said.get("date", ""),
            fields,
            tuple(unread),
            tuple(passed),
        )


Outcome = Payment | Damage


@dataclass(slots=True)
class _Level:
    """An element above a transaction.

    Attributes:
        inside: it is the message or a group in it, so the grammar says what stands in it.
        place: its path.
        last: the last element in it that was read by itself (a transaction, a group, a document).
        form, type, flaw: of the message, once a transaction has been read in it.
    """

    element: Element
    inside: bool
    place: str
    part: Part = field(default_factory=Part)
    last: Element | None = None
    numbers: Counter[str] = field(default_factory=Counter)
    form: Form | None = None
    type: str = ""
    flaw: str = ""

    def at(self, name: str, *, always: bool = False) -> str:
        """The place of one more element of this name."""
        self.numbers[name] += 1
        number = self.numbers[name]
        path = f"{self.place}/{name}" if self.place else name
        return f"{path}[{number}]" if always or number > 1 else path


@functools.lru_cache(256)
def _named(tag: str) -> Form | None:
    name = tag.rpartition("}")[2]
    return grammar().forms.get(".".join(name.split(".")[:2]) if _TYPE.fullmatch(name) else name)


def _form(element: Element) -> Form | None:
    """The form of a message by the element that holds it; early ones were named ``pacs.008.001.01``."""
    tag = element.tag
    return _named(tag) if isinstance(tag, str) else None


@functools.lru_cache(256)
def _said(tag: str) -> str:
    """The type of message that a namespace or an early name says; "" where it says none."""
    found = _TYPE.search(tag)
    return found[0] if found else ""


def _type(element: Element, form: Form) -> tuple[str, str]:
    """The type of message, "" where its namespace names none, and what is wrong with it."""
    said = _said(str(element.tag))
    wrong = said and not said.startswith(form.name)
    return said, f"the namespace says {said}, the elements {form.name}" if wrong else ""


class Documents:
    """What one tree holds."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._pending: Payment | None = None

    def end(self, element: Element) -> Iterator[Outcome]:
        """Take a transaction, a group of them or a document that is complete; yield what is known for sure by it."""
        level = self._levels[-1] if self._levels else None
        if level and level.form and level.element is element.getparent() and local(element) == level.form.transaction:
            yield from self.flush()
            self._before(level, element)
            yield from self._payment(level, level.form, element)
            return
        above = [*element.iterancestors()][::-1]
        name = local(element)
        forms = [_form(each) for each in above[:-1]]
        if name == "Document":
            if not any([*forms, _form(above[-1])]):
                yield from self._document(above, element)
            return
        at = len(above) - (2 if local(above[-1]) == _GROUP else 1)
        form = _form(above[at]) if at else None
        if form is None or any(forms[:at]):
            return
        if name == _GROUP:
            yield from self._group(above, element)
        elif name == form.transaction:
            yield from self._transaction(above, element, form, at)

    def flush(self) -> Iterator[Outcome]:
        """Yield what waits for more that does not come."""
        if self._pending:
            yield self._pending
        self._pending = None

    def finish(self) -> Iterator[Outcome]:
        """Read what stands behind the last transaction of a complete tree."""
        self._leave(0)
        yield from self.flush()

    def _transaction(self, above: Sequence[Element], element: Element, form: Form, at: int) -> Iterator[Outcome]:
        yield from self._reach(above, element)
        level = self._levels[-1]
        level.form = form
        level.type, level.flaw = _type(above[at], form)
        yield from self._payment(level, form, element)

    def _payment(self, level: _Level, form: Form, element: Element) -> Iterator[Outcome]:
        """Read the next transaction of a level."""
        place, part, flaw = level.at(local(element), always=True), Part(), level.flaw
        try:
            Walk(part).read(element, grammar().nodes["body"], place)
        except EntityError:
            flaw = ENTITY
        if flaw:
            yield Damage(place, flaw)
        else:
            self._wait(level.type, place, form, part)
        self._done(level, element)

    def _wait(self, kind: str, place: str, form: Form, part: Part) -> None:
        """Keep a payment until it is known what stands behind it."""
        if not kind:
            part.notice(place, "its namespace names no type of ISO 20022; it is read by its elements")
        shared = [each.part for each in self._levels if each.part]
        self._pending = Payment(kind or form.name, place, form, shared, part)

    def _group(self, above: Sequence[Element], element: Element) -> Iterator[Outcome]:
        if len(self._levels) > len(above) and self._levels[len(above)].element is element:
            self._leave(len(above))
        else:
            yield from self._reach(above, element)
            yield Damage(self._levels[-1].at(_GROUP, always=True), "there is no transaction in it")
        self._done(self._levels[-1], element)

    def _document(self, above: Sequence[Element], element: Element) -> Iterator[Outcome]:
        if len(self._levels) > len(above) and self._levels[len(above)].element is element:
            self._leave(len(above))
        else:
            yield from self._reach(above, element)
            yield from self._without_transaction(element)
        level = self._levels[-1]
        self._done(level, element)
        level.part = Part()

    def _without_transaction(self, element: Element) -> Iterator[Outcome]:
        """A document without a transaction: a whole group returned, another type, or nothing."""
        holder = next((each for each in element if _form(each)), None)
        form = None if holder is None else _form(holder)
        if holder is None or form is None:
            said = next(filter(None, (_said(str(each.tag)) for each in element.iter())), "this type")
            yield Damage("Document", f"messages of {said} are not read")
            return
        part, level = Part(), _Level(holder, inside=True, place="")
        kind, flaw = _type(holder, form)
        self._children(level, part)
        if flaw or form.needs:
            yield Damage("Document", flaw or "there is no transaction in it")
            return
        self._wait(kind, local(holder), form, part)

    def _reach(self, above: Sequence[Element], child: Element) -> Iterator[Outcome]:
        """Make the levels those above an element, and read what stands before it."""
        same = 0
        while same < min(len(above), len(self._levels)) and self._levels[same].element is above[same]:
            same += 1
        self._leave(same)
        yield from self.flush()
        for element in above[same:]:
            level = self._level(element)
            self._levels.append(level)
            if element.text and element.text.strip(_BLANK):
                Walk(level.part).stray(element.text, level.place)
        for level, until in zip(self._levels, [*above[1:], child], strict=True):
            self._before(level, until)

    def _before(self, level: _Level, until: Element) -> None:
        """Read what stands in a level before an element, and take it out of the tree."""
        self._children(level, level.part, until)
        while (before := until.getprevious()) is not None:
            level.element.remove(before)

    def _level(self, element: Element) -> _Level:
        if not self._levels:
            return _Level(element, inside=False, place="")
        parent = self._levels[-1]
        name = local(element)
        if parent.inside:
            return _Level(element, inside=True, place=parent.at(name, always=True))
        inside = _form(element) is not None
        return _Level(element, inside=inside, place="" if inside else parent.at(name))

    def _children(self, level: _Level, part: Part, until: Element | None = None) -> None:
        """Read the elements of a level up to one of them, without those that were read by themselves."""
        walk = Walk(part)
        for child in level.element:
            if child is until:
                break
            if child is not level.last:
                self._child(level, part, walk, child)
            if child.tail and child.tail.strip(_BLANK):
                walk.stray(child.tail, level.place)

    @staticmethod
    def _child(level: _Level, part: Part, walk: Walk, child: Element) -> None:
        place = level.place
        try:
            name = local(child)
            place = level.at(name)
            if level.inside:
                walk.read_one(child, grammar().nodes["body"], place)
            elif name == "AppHdr" and part is level.part:
                part.forget()
                walk.read(child, grammar().nodes["header"], name)
            else:
                part.notice(place, "it stands outside the message and is not read")
        except EntityError:
            part.notice(place, ENTITY)

    def _leave(self, depth: int) -> None:
        """Leave the levels from a depth on; what stands behind their last transaction goes to that one."""
        while len(self._levels) > depth:
            level = self._levels.pop()
            part = self._pending.own if self._pending else Part()
            self._children(level, part)
            if self._levels:
                self._levels[-1].last = level.element

    @staticmethod
    def _done(level: _Level, element: Element) -> None:
        """Give back the memory of an element; it stays in its place, for the tree may still grow behind it."""
        level.last = element
        element.clear(keep_tail=True)
