"""Safe streaming reading of list XML: no entities, no network, bounded memory, nothing unknown passed over (LD-07).

Elements are known by their local names: publishers change namespaces without notice (OFAC did twice).
"""

from collections.abc import Collection, Generator, Iterator
from contextlib import closing
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from screening.errors import ListFormatError
from screening.formats import Notes
from screening.formats._guard import check_content, refused

__all__ = ["Element", "attribute", "children", "count_missing", "entries", "local", "root_attributes", "value"]


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute's text with single blanks; "" where there is none."""
    return " ".join(str(element.get(name) or "").split())


def value(element: Element | None) -> str:
    """Return an element's own text with single blanks; "" where there is none."""
    return "" if element is None else " ".join(str(element.text or "").split())


def children(element: Element) -> dict[str, list[Element]]:
    """Return the children of an element by local name, each in document order."""
    found: dict[str, list[Element]] = {}
    for child in element:
        found.setdefault(local(child), []).append(child)
    return found


def count_missing(expected: Collection[str], seen: Collection[str], notes: Notes) -> None:
    """Count, by name, what some entry of every whole list fills and none of this file does: lost or renamed (LD-03)."""
    for name in sorted(set(expected) - set(seen)):
        notes.warn_once("missing element", name)


def _events(path: Path, list_id: str, root: str) -> Generator[tuple[str, Element]]:
    """Start and end of every element; the root is checked first, faults name file and line."""
    check_content(path, list_id, "xml")
    first = True
    with path.open("rb") as file:
        events = etree.iterparse(
            file,
            events=("start", "end"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for event, element in events:
                if first:
                    first = False
                    _check_root(element, root, path, list_id)
                yield event, element
        except etree.XMLSyntaxError as error:
            what = str(error.msg).partition(", line ")[0]
            line = error.lineno or 0
            raise refused(f"the XML is damaged or cut off ({what})", path, list_id, line=line) from None


def _check_root(element: Element, root: str, path: Path, list_id: str) -> None:
    if element.getroottree().docinfo.doctype:
        raise refused("the file declares a DOCTYPE, which no list does", path, list_id)
    if local(element) != root:
        what = f"the file is not this list: its root element is {local(element)!r}, not {root!r}"
        raise refused(what, path, list_id)


def root_attributes(path: Path, list_id: str, root: str) -> dict[str, str]:
    """Return the attributes of the root element by local name; raises ``ListRefusedError`` as ``entries`` does."""
    with closing(_events(path, list_id, root)) as events:
        _, element = next(events)
        return {str(name).rpartition("}")[2]: str(text) for name, text in element.attrib.items()}


def _free(element: Element) -> None:
    """Give back the memory of an element that was read, and of its elder siblings."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


def entries(
    path: Path, list_id: str, tags: Collection[str], root: str, *, notes: Notes, around: Collection[str] = ()
) -> Iterator[Element]:
    """Yield every element named in ``tags``, complete; it is emptied as soon as the next one is asked for.

    Args:
        path: the file.
        list_id: the list, for messages.
        tags: local names of the elements to yield.
        root: local name of the root element.
        notes: where an unknown element without content of its own is counted ("unread element").
        around: local names of the elements that may stand around the entries (containers, headers).

    Raises:
        ListRefusedError: not the expected list, a DOCTYPE, damaged or cut XML (naming the line).
        ListFormatError: an unknown element with content stands where entries do: it may be a renamed entry.
    """
    entry: Element = None  # the entry, or the unknown element, that we are inside of
    for event, element in _events(path, list_id, root):
        name = local(element)
        if event == "start":
            if entry is None and name != root and name not in around:
                entry = element
        elif element is entry:
            if name in tags:
                yield element
            elif len(element) or element.attrib:
                raise ListFormatError("unknown element", list_id=list_id, file=path.name, field=name)
            else:
                notes.warn_once("unread element", name)
            _free(element)
            entry = None
