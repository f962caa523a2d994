"""OpenSanctions, a whole dataset as FollowTheMoney objects, JSON lines: role ``list`` (``entities.ftm.json``).

Described at https://www.opensanctions.org/docs/entities/ and https://followthemoney.tech/explorer/. Objects marked as
``target`` are the designations; the others (sanctions, documents, addresses, relations, persons beside the targets)
only say something of them, so the file is read twice. An act is a Sanction that points to the target; a topic that says
why the party is here ("role.pep": politically exposed, which is no sanction); where there is neither, the dataset.

Oddities: every property is a list; a former name is ``previousName``; ``weakAlias`` "should not be used for matching";
a LegalEntity may be a person or a company; copies that others worked on hold bare strings and properties of their own.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from screening.errors import ListFormatError
from screening.formats import Notes, Source, _facts, _ftm_properties, distinct
from screening.formats import _opensanctions as common
from screening.formats._ftm_links import Links, Properties
from screening.formats._guard import check_content, refused
from screening.schema import Action, Designation, Fact, FactKind, Kind, ListedName, NameKind, Quality

_KEYS = {
    "id", "caption", "schema", "properties", "referents", "datasets", "first_seen", "last_seen", "last_change",
    "target",
}  # fmt: skip
_NAMES = {
    "name": (NameKind.ALIAS, Quality.UNSPECIFIED),
    "alias": (NameKind.ALIAS, Quality.UNSPECIFIED),
    "abbreviation": (NameKind.ALIAS, Quality.UNSPECIFIED),
    "previousName": (NameKind.FORMER, Quality.UNSPECIFIED),
    "weakAlias": (NameKind.ALIAS, Quality.WEAK),
}
_DESCRIPTIVE = ("gov", "fin", "mil", "rel", "media", "edu", "pol.", "corp.offshore", "corp.shell", "corp.public")
"""How topics begin that say what a party is ("gov.soe": state-owned), and not why it is listed."""
_REASON_SOURCE = "OpenSanctions, reason of the sanction"
_TOLD = {
    "status": "sanction status", "startDate": "sanction start", "endDate": "sanction end",
    "duration": "sanction duration", "listingDate": "listing date", "date": "sanction date",
    "country": "sanction country", "program": "sanction program", "programUrl": "program url", "summary": "sanction",
    "description": "sanction", "sourceUrl": "source url",
    "publisher": "publisher", "publisherUrl": "publisher url", "modifiedAt": "modified at",
    "retrievedAt": "retrieved at", "proof": "proof", "alephUrl": "aleph url",
}  # fmt: skip
"""Properties of a Sanction that are kept as notes, and the type of the note."""
_IDS = {"unscId": "un_reference", "authorityId": "authority_id", "recordId": "record_id"}
_IN_ACTION = {"entity", "authority", "programId", "provisions", "reason"}


@dataclass(frozen=True, slots=True)
class _Object:
    """One line: the object's own keys; ``rest`` are the keys that nobody knows."""

    id: str
    schema: str
    target: bool
    caption: str
    properties: Properties
    datasets: tuple[str, ...]
    referents: tuple[str, ...]
    first_seen: str
    last_seen: str
    last_change: str
    rest: Properties


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the targets in the order of the file, each with what the other objects say of it.

    Raises:
        ListFormatError: a line that is not a JSON object, without ``id``, ``schema``, ``properties`` or ``target``, or
            an id that comes twice; it names the line.
        ListRefusedError: the file is missing, empty, a web page, an archive, a pointer, or no JSON lines at all.
    """
    _check(source)
    links = Links()
    for each in _objects(source, notes):
        if each.id in links.captions:
            file = source.file("list").name
            raise ListFormatError("the entry id comes twice", list_id=source.list_id, file=file, entry_id=each.id)
        links.captions[each.id] = each.caption
        if seen := common.day(each.last_seen):
            notes.published = max(seen, notes.published or seen)
        if not each.target:
            links.add(each.schema, each.id, each.properties, notes)
    links.missing(notes)
    targets = (each for each in _objects(source, Notes()) if each.target)
    yield from distinct((_designation(each, links, notes) for each in targets), source, source.file("list").name)


def _check(source: Source) -> None:
    """Refuse what does not begin like JSON lines, with the words of the guard where it knows what it is."""
    path = source.file("list")
    head = b""
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(1_024).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        return
    if not head.startswith(b"["):
        check_content(path, source.list_id, "xml" if head.startswith(b"<") else "csv")
    raise refused("the file is not JSON lines (one JSON object a line)", path, source.list_id)


def _objects(source: Source, notes: Notes) -> Iterator[_Object]:
    path = source.file("list")
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _object(line, f"{path.name}, line {number}", source, notes)


def _object(line: bytes, where: str, source: Source, notes: Notes) -> _Object:
    """One line as an object; unknown keys are counted once."""

    def wrong(what: str, field: str = "", entry_id: str = "") -> ListFormatError:
        return ListFormatError(what, list_id=source.list_id, file=where, entry_id=entry_id, field=field)

    try:
        data = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # not UTF-8, damaged, cut off, or nested without end
        raise wrong(f"the line is not JSON ({error})") from None
    if not isinstance(data, dict):
        raise wrong("the line is not a JSON object")
    entry_id = data.get("id") if isinstance(data.get("id"), str) else ""
    for key, expected in (("id", str), ("schema", str), ("properties", dict), ("target", bool)):
        if not isinstance(data.get(key), expected) or not str(data[key]).strip():
            raise wrong(f"no {key}", key, str(entry_id))
    for key in data:
        if key not in _KEYS:
            notes.warn_once("unread key", key, str(entry_id))
    properties = {name: _values(name, value, str(entry_id), notes) for name, value in data["properties"].items()}
    texts = {key: "".join(_ftm_properties.values(data.get(key))) for key in ("caption", "first_seen", "last_seen")}
    return _Object(
        id=data["id"].strip(),
        schema=data["schema"].strip(),
        target=data["target"],
        caption=texts["caption"] or next(iter(properties.get("name", [])), data["id"]),
        properties=properties,
        datasets=tuple(_ftm_properties.values(data.get("datasets"))),
        referents=tuple(_ftm_properties.values(data.get("referents"))),
        first_seen=texts["first_seen"],
        last_seen=texts["last_seen"],
        last_change="".join(_ftm_properties.values(data.get("last_change"))),
        rest={key: _ftm_properties.values(value) for key, value in data.items() if key not in _KEYS},
    )


def _values(name: str, value: object, entry_id: str, notes: Notes) -> list[str]:
    """The values of a property; what is no list of strings is counted and read as if it were one."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        notes.warn("property that is no list of strings", entry_id, name)
    return _ftm_properties.values(value)


def _designation(target: _Object, links: Links, notes: Notes) -> Designation:
    kind = common.kind(target.schema, target.id, notes)
    sanctions = [said for schema, _, said in links.pointing.get(target.id, []) if schema == "Sanction"]
    actions = tuple(dict.fromkeys(_actions(target, sanctions))) or common.by_dataset(target.datasets)
    if not target.datasets:
        notes.warn("missing key", target.id, "datasets")
    facts = [*_own_facts(target, kind, notes), *links.facts(target.id, target.properties, notes)]
    for said in sanctions:
        facts += _sanction_facts(said, notes)
    return Designation(
        entry_id=target.id,
        kind=kind,
        names=_names(target, notes),
        actions=common.told(actions, target.id, notes),
        facts=_facts.checked(facts, notes, target.id),
        updated_on=common.day(target.last_change),
        source_url=next(iter(target.properties.get("sourceUrl", [])), ""),
    )


def _names(target: _Object, notes: Notes) -> tuple[ListedName, ...]:
    """The caption where it is one of the names, else the first name, is primary (the CSV names its rows so too)."""
    own = target.properties.get("name", [])
    primary = target.caption if target.caption in own or not own else own[0]
    if not own:
        notes.warn("target without a name", target.id, primary)
    others = ((text, *told) for name, told in _NAMES.items() for text in target.properties.get(name, []))
    return common.names(primary, others, target.id, notes)


def _actions(target: _Object, sanctions: list[Properties]) -> Iterator[Action]:
    """The sanctions, then programmes and topics that no sanction tells."""
    told: set[str] = {"sanction"} if sanctions else set()
    for said in sanctions:
        for action in _sanction(said, target):
            told.add(action.programme)
            yield action
    authority = common.authority(target.datasets)
    for name in ("programId", "topics"):
        for code in target.properties.get(name, []):
            if code not in told and not (name == "topics" and code.startswith(_DESCRIPTIVE)):
                yield Action(programme=code, authority=authority)


def _sanction(said: Properties, target: _Object) -> Iterator[Action]:
    """One act a programme; the words of a single programme are the title of its id."""
    ids, words = said.get("programId", []), said.get("program", [])
    days = [day for name in ("listingDate", "startDate", "date") for day in map(common.day, said.get(name, [])) if day]
    reason = " ".join(said.get("reason", []))
    for code in ids or words or [""]:
        yield Action(
            date=days[0] if days else None,
            authority=", ".join(said.get("authority", [])) or common.authority(target.datasets),
            programme=code,
            title=words[0] if len(ids) == len(words) == 1 else "",
            measures=tuple(said.get("provisions", [])),
            reason=reason,
            reason_source=_REASON_SOURCE if reason else "",
            source_url=next(iter(said.get("sourceUrl", []) or said.get("programUrl", [])), ""),
        )


def _sanction_facts(said: Properties, notes: Notes) -> Iterator[Fact]:
    """What a sanction says beside the act; an unknown property is counted once and kept as a note."""
    for name, texts in said.items():
        if name not in {*_IN_ACTION, *_TOLD, *_IDS}:
            notes.warn_once("unread property", name)
        for text in texts if name not in _IN_ACTION else []:
            if name in _IDS:
                yield Fact(FactKind.REFERENCE, text, type=_IDS[name])
            else:
                yield from _facts.words(FactKind.NOTE, text, _TOLD.get(name, name))


def _own_facts(target: _Object, kind: Kind, notes: Notes) -> Iterator[Fact]:
    yield from _ftm_properties.facts(target.properties, kind, target.id, notes)
    for referent in target.referents:
        yield Fact(FactKind.REFERENCE, referent, type="opensanctions")
    for topic in target.properties.get("topics", []):
        if topic.startswith(_DESCRIPTIVE):
            yield Fact(FactKind.NOTE, topic, type="topic")
    for url in target.properties.get("sourceUrl", [])[1:]:
        yield Fact(FactKind.NOTE, url, type="source url")
    for dataset in target.datasets:
        yield Fact(FactKind.NOTE, dataset, type="dataset")
    yield from _facts.words(FactKind.NOTE, target.first_seen, "first seen")
    for key, texts in target.rest.items():
        for text in texts:
            yield from _facts.words(FactKind.NOTE, text, key)
