"""The EU consolidated financial sanctions list, FSF XML 1.1: role ``list`` (``xmlFullSanctionsList_1_1.xml``).

Published at https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content (a token or EU Login is
needed); the legal text is the Official Journal's. Oddities: nothing marks the primary name; one party may be named in
24 languages; ships are "E" like companies; weak names are flagged by ``strong`` or only by words ("lo quality"); there
is no statement of reasons. The remark mixes dates of listing, telephone numbers, review notes and description, so it
is kept as a remark and never passed off as the Council's reason.
"""

import datetime as dt
import re
from collections.abc import Iterator

from screening import dates
from screening.errors import ListFormatError
from screening.formats import Notes, Source, distinct
from screening.formats._eu_facts import FLAWS, remark, whole_name
from screening.formats._eu_facts import facts as facts_of
from screening.formats._facts import checked
from screening.formats._names import is_latin, is_noise, listed
from screening.formats._xml import Element, attribute, children, entries, local, root_attributes, value
from screening.schema import Action, Designation, Fact, Kind, ListedName, NameKind, Quality

_ROOT, _ENTRY = "export", "sanctionEntity"
_REGULATION = {
    "regulationType",
    "organisationType",
    "publicationDate",
    "entryIntoForceDate",
    "numberTitle",
    "programme",
}
_LAND = {"countryIso2Code", "countryDescription", "region"}
_ATTRIBUTES = {
    "remark": set[str](),
    "regulation": _REGULATION,
    "subjectType": {"code", "classificationCode"},
    "nameAlias": {
        "wholeName", "firstName", "middleName", "lastName", "gender", "title", "function", "nameLanguage", "strong",
    },
    "birthdate": {
        *_LAND, "birthdate", "year", "monthOfYear", "dayOfMonth", "circa", "yearRangeFrom", "yearRangeTo",
        "calendarType", "city", "place", "zipCode",
    },
    "citizenship": _LAND,
    "identification": {
        *_LAND, *FLAWS, "number", "latinNumber", "identificationTypeCode", "identificationTypeDescription",
        "diplomatic", "nameOnDocument", "issuedBy", "issuedDate", "validFrom", "validTo",
    },
    "address": {*_LAND, "street", "place", "poBox", "zipCode", "city", "asAtListingTime"},
    "contactInfo": {"key", "value"},
    _ENTRY: {"euReferenceNumber", "unitedNationId", "designationDate", "designationDetails"},
}  # fmt: skip
_ANYWHERE = {"logicalId", "regulationLanguage"}
_GRANDCHILDREN = {"regulationSummary", "publicationUrl", "remark", "contactInfo"}
_KINDS = {"P": Kind.PERSON, "E": Kind.ORGANISATION}
_ACTS = {"regulation": "Regulation", "amendment": "amending act", "repealing": "repealing act"}
# Misspellings as they occur in the file ("lo quality", "god quality"): LD-11.
_LOW, _GOOD = re.compile(r"\b(?:low?|poor|weak) quality", re.I), re.compile(r"\b(?:goo?d|high|strong) quality", re.I)
_FORMER = re.compile(r"\b(?:former|formerly|previous|previously|f\.?k\.?a)\b", re.I)
_LISTING_DATE = re.compile(
    r"\bdate of (?:UN )?(?:listing|designation)(?: referred to in Article [^:]{1,20})?\s*:?\s*([\d./-]{8,10})", re.I
)
_VESSEL = re.compile(r"(?:vessel|ship|tanker)\b|.*\bvessel type\b", re.I)


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations of the list, in the order of the file.

    Raises:
        ListRefusedError: the bytes are not this list, or are damaged.
        ListFormatError: an entity without logicalId, subjectType or name, or one that comes twice.
    """
    path = source.file("list")
    generated = root_attributes(path, source.list_id, _ROOT).get("generationDate", "")
    notes.published = _day(generated, "generationDate", "", notes)
    found = entries(path, source.list_id, [_ENTRY], _ROOT, notes=notes)
    yield from distinct((_designation(each, source, notes) for each in found), source, path.name)


def _day(text: str, name: str, entry_id: str, notes: Notes) -> dt.date | None:
    """A whole date, or None and a counted warning."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        notes.warn("unreadable date" if text else "missing date", entry_id, f"{name} {text}".strip())
        return None


def _designation(element: Element, source: Source, notes: Notes) -> Designation:
    entry_id, parts = attribute(element, "logicalId"), children(element)
    needed = {"logicalId": entry_id, "subjectType": parts.get("subjectType"), "nameAlias": parts.get("nameAlias")}
    for field, found in needed.items():
        if not found:
            raise ListFormatError(
                f"{_ENTRY} without {field}",
                list_id=source.list_id,
                file=source.file("list").name,
                entry_id=entry_id,
                field=field,
            )
    _count_unread(element, parts, notes)
    remarks = [text for text in map(value, parts.get("remark", [])) if not is_noise(text) and text.lower() != "none"]
    facts = checked(facts_of(element, parts, notes, entry_id), notes, entry_id)
    return Designation(
        entry_id=entry_id,
        kind=_kind(parts["subjectType"][0], facts, remarks, notes, entry_id),
        names=tuple(_names(parts["nameAlias"], notes, entry_id)),
        actions=tuple(_action(each, notes, entry_id) for each in parts.get("regulation", [])) or (Action(),),
        facts=facts,
        listed_on=_listed_on(element, remarks, notes, entry_id),
        remarks="\n".join(remarks),
    )


def _count_unread(element: Element, parts: dict[str, list[Element]], notes: Notes) -> None:
    """Count, once each, the elements and attributes that nobody reads."""
    _count_attributes(element, _ENTRY, notes)
    for name, found in parts.items():
        if name not in _ATTRIBUTES or name in (_ENTRY, "contactInfo"):
            notes.warn_once("unread element", f"{_ENTRY}/{name}")
            continue
        for each in found:
            _count_attributes(each, name, notes)
            for child in each:
                if local(child) not in _GRANDCHILDREN:
                    notes.warn_once("unread element", f"{_ENTRY}/{name}/{local(child)}")
                elif local(child) == "contactInfo":
                    _count_attributes(child, "contactInfo", notes)


def _count_attributes(element: Element, name: str, notes: Notes) -> None:
    for unread in sorted(set(element.keys()) - _ATTRIBUTES[name] - _ANYWHERE):
        notes.warn_once("unread attribute", f"{name}/@{unread}")


def _kind(subject: Element, facts: tuple[Fact, ...], remarks: list[str], notes: Notes, entry_id: str) -> Kind:
    """Person or organisation; a vessel where an IMO ship number identifies it or the remark begins with what it is."""
    code = attribute(subject, "classificationCode")
    if code not in _KINDS:
        notes.warn("unknown kind", entry_id, code)
    kind = _KINDS.get(code, Kind.UNKNOWN)
    ship = any(fact.type == "imo" for fact in facts) or any(_VESSEL.match(remark) for remark in remarks)
    return Kind.VESSEL if ship and kind is Kind.ORGANISATION else kind


def _listed_on(element: Element, remarks: list[str], notes: Notes, entry_id: str) -> dt.date | None:
    """The date of designation, from its attribute or the remark's "Date of listing: 10.10.2011"."""
    if text := attribute(element, "designationDate"):
        return _day(text, "designationDate", entry_id, notes)
    told = [each for remark in remarks for each in _LISTING_DATE.findall(remark)]
    days = [when.first for text in told for when in dates.parse(text) if when.first and when.first == when.last]
    return min(days, default=None)


def _action(regulation: Element, notes: Notes, entry_id: str) -> Action:
    """One regulation. Its date is that of publication: it is the date the act is cited by, and always given.

    The date of entry into force (a day earlier or later) is taken only where that one is missing.
    """
    if not attribute(regulation, "programme"):
        notes.warn("no programme", entry_id, "regulation/@programme")
    published = attribute(regulation, "publicationDate") or attribute(regulation, "entryIntoForceDate")
    body, kind = attribute(regulation, "organisationType").capitalize(), attribute(regulation, "regulationType")
    act, title = _ACTS.get(kind, kind), attribute(regulation, "numberTitle")
    return Action(
        date=_day(published, "publicationDate", entry_id, notes),
        programme=attribute(regulation, "programme"),
        legal_basis=" ".join(filter(None, [body, act, title])) if title else "",
        source_url=next(map(value, children(regulation).get("publicationUrl", [])), ""),
    )


def _names(aliases: list[Element], notes: Notes, entry_id: str) -> Iterator[ListedName]:
    """All names, the primary one first: see ``_primary``."""
    texts = {alias: whole_name(alias) for alias in aliases}
    named = [alias for alias in aliases if not is_noise(texts[alias])]
    for alias in aliases:
        if alias not in named and texts[alias]:
            notes.warn("noise instead of a name", entry_id, texts[alias])
        elif alias not in named:
            notes.warn("empty name", entry_id, "nameAlias/@wholeName")
    if not named:  # never lose the party: its placeholder stays as its name
        notes.warn("no usable name", entry_id)
        named = aliases[:1]
    first = _primary(named)
    for alias in [first, *(each for each in named if each is not first)]:
        quality, language = _quality(alias, notes, entry_id), attribute(alias, "nameLanguage").lower()
        yield from listed(texts[alias] or entry_id, _name_kind(alias, first), quality, language)


def _primary(aliases: list[Element]) -> Element:
    """The first strong English or language-less name in Latin letters, else the first strong one, else the first."""
    strong = [alias for alias in aliases if attribute(alias, "strong").lower() != "false"]
    plain = [
        alias
        for alias in strong
        if attribute(alias, "nameLanguage").upper() in ("", "EN") and is_latin(whole_name(alias))
    ]
    return [*plain, *strong, *aliases][0]


def _name_kind(alias: Element, first: Element) -> NameKind:
    if alias is first:
        return NameKind.PRIMARY
    if _FORMER.search(remark(alias)):
        return NameKind.FORMER
    return NameKind.ALIAS if is_latin(whole_name(alias)) else NameKind.ORIGINAL_SCRIPT


def _quality(alias: Element, notes: Notes, entry_id: str) -> Quality:
    """By the words of the remark where it has any, else by the ``strong`` flag, whose default is true."""
    words, flag = remark(alias), attribute(alias, "strong").lower()
    if _LOW.search(words) or _GOOD.search(words):
        return Quality.WEAK if _LOW.search(words) else Quality.STRONG
    if flag not in ("true", "false"):
        notes.warn("unknown alias quality", entry_id, f"nameAlias/@strong {flag}".strip())
        return Quality.UNSPECIFIED
    return Quality.STRONG if flag == "true" else Quality.WEAK
