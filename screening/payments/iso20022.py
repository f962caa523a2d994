"""ISO 20022: pacs.008, pacs.009 with and without cover, pacs.004 and pain.001, of any version, by local names.

Specification: https://www.iso20022.org/iso-20022-message-definitions. Documents may stand alone, behind a business
application header, in envelopes, and several in one file; each transaction is a message of its own, together with what
the headers above it say. Transactions are read one by one, so memory does not grow with their number.

What is read stands in one element of our own: a DOCTYPE is then a fault like any other, and no entity can be declared.
"""

import re
from collections.abc import Iterator

from lxml import etree

from screening.payments._documents import LOST, Damage, Documents, Outcome
from screening.payments._grammar import grammar
from screening.payments._records import Damaged, Message
from screening.payments._source import LARGEST, refused
from screening.payments._xml_text import Piece, pieces

_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe<|\xfe\xff\x00<|\x00<")
_TRANSACTIONS = tuple(sorted({form.transaction for form in grammar().forms.values()}))
_BEGINS = re.compile(rf"<(?:[\w.-]+:)?(?:{'|'.join(_TRANSACTIONS)})[\s/>]")
_WATCHED = tuple(f"{{*}}{name}" for name in (*_TRANSACTIONS, "PmtInf", "Document"))

_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)\b")
_DOCTYPE = "the file declares a DOCTYPE or an entity, which no payment message does"


def recognises(head: bytes) -> bool:
    """Say whether the first bytes of a file are XML."""
    return _XML.match(head) is not None


def read(chunks: Iterator[bytes], name: str) -> Iterator[Message | Damaged]:
    """Yield every transaction of a file, in its order.

    Raises:
        InputError: the charset is not known, or there is no payment message in it.
    """
    number, held = 0, list[Damaged]()
    for outcome, lossy in _outcomes(chunks, name):
        number += 1
        place = f"{name}, message {number}" if name else f"message {number}"
        if isinstance(outcome, Damage):
            damaged = Damaged(f"{place}, {outcome.place}", outcome.what)
            if outcome.whole and len(held) == number - 1:
                held.append(damaged)
            else:
                yield from (*held, damaged)
                held = []
        else:
            yield from held
            held = []
            yield outcome.message(place, lossy=lossy)
    if not number:
        raise refused("there is no payment message of ISO 20022 in it", name)
    if len(held) == number:
        raise refused(held[0].what, held[0].place)


def _outcomes(chunks: Iterator[bytes], name: str) -> Iterator[tuple[Outcome, bool]]:
    tree: _Tree | None = None
    for piece in pieces(chunks, name):
        if tree is None or piece.begins:
            if tree:
                yield from ((each, tree.lossy) for each in tree.end())
            tree = _Tree(piece.line)
        for each in tree.feed(piece):
            yield each, tree.lossy
    if tree:
        yield from ((each, tree.lossy) for each in tree.end())


class _Tree:
    """One parser: the documents of a text between two XML declarations."""

    def __init__(self, line: int) -> None:
        self.lossy = False
        self._line, self._size, self._open, self._seen, self._lost = line, 0, 0, 0, 0
        self._flaw = ""
        self._documents = Documents()
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=_WATCHED,
            resolve_entities=False,
            load_dtd=False,
            dtd_validation=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            remove_blank_text=True,
        )
        self._parser.feed(b"<messages>")

    def feed(self, piece: Piece) -> Iterator[Outcome]:
        """Take a piece of text; yield the transactions known by it."""
        if self._flaw:
            yield from self._damages(len(_BEGINS.findall(piece.text)))
        else:
            self.lossy = self.lossy or LOST in piece.text
            self._size += len(piece.text)
            yield from self._take(piece.text, f"near line {piece.line}")

    def end(self) -> Iterator[Outcome]:
        """Yield the rest of the transactions, and the damage where there is any."""
        if not self._flaw:
            yield from self._take("</messages>", "at the end")
        if not self._flaw:
            yield from self._documents.finish()
        elif not self._lost:
            yield Damage("the document", self._flaw, whole=not self._seen)

    def _take(self, text: str, near: str) -> Iterator[Outcome]:
        error, begun = self._parse(text), 0
        for event, element in self._parser.read_events():
            if element.tag.rpartition("}")[2] in _TRANSACTIONS:
                self._open += 1 if event == "start" else -1
                begun += event == "start"
            if event == "end":
                yield from self._documents.end(element)
                self._size = 0
        self._seen += begun
        if not error and self._size > LARGEST:
            error = f"a message has more than {LARGEST:,} characters ({near})"
        if error:
            self._flaw = _DOCTYPE if _DECLARES.search(text) else error
            yield from self._documents.flush()
            yield from self._damages(self._open + max(len(_BEGINS.findall(text)) - begun, 0))

    def _parse(self, text: str) -> str:
        """What is wrong with the text; the parser's own words may quote it, and are not used."""
        try:
            self._parser.feed(text.encode())
        except etree.XMLSyntaxError as error:
            return f"the XML is damaged or cut off (line {self._line + (error.lineno or 1) - 1})"
        return ""

    def _damages(self, number: int) -> Iterator[Damage]:
        """One damage for every transaction that was begun and cannot be read."""
        for _ in range(number):
            self._lost += 1
            yield Damage(f"transaction {self._seen - self._open + self._lost}", self._flaw)
