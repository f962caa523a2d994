"""OFAC's SDN_ENHANCED.XML and CONS_ENHANCED.XML (``sanctionsData``): role ``list``.

Specification: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas, schema
https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML.xsd. The clearest of OFAC's
forms: every id has its text beside it, so the reference values at the top are not needed.

It holds what the CSV lacks: names in original script (further ``translation`` of a name, inside bidi marks), the day
of listing, the legal authorities, the kind of a relation. Days and authorities stand beside the programmes without
being tied to them: only a party's sole programme, or one whose code names the executive order, gets them; what is left
over is a note. ``nameParts``, ``valueDate`` and ``valueRefId`` repeat what is read as text. A file that OFAC's tool
filtered by programme says so in ``filters``; that is counted, for such a file is a part of the list only.
"""

import datetime as dt
import re
from collections.abc import Iterator

from screening.formats import Notes, Source, distinct
from screening.formats import _ofac_documents as documents
from screening.formats import _ofac_enhanced_party as party
from screening.formats._ofac_enhanced_party import Entry, File, along
from screening.formats._xml import Element, attribute, count_missing, local
from screening.schema import Action, Designation, Fact, FactKind

_DATE = "fromDateBegin fromDateEnd toDateBegin toDateEnd isApproximate isDateRange"
_KNOWN = documents.shape(f"""
publicationInfo: dataAsOf filters
filters: sanctionsLists sanctionsPrograms
referenceValues: referenceValue
referenceValue: type value code isoCode
featureTypes: featureType
featureType: type detailType publishExclude publishDescription publishOrder
entity: generalInfo sanctionsLists sanctionsPrograms sanctionsTypes legalAuthorities names addresses features \
identityDocuments relationships
generalInfo: identityId entityType title remarks
sanctionsLists: sanctionsList
sanctionsPrograms: sanctionsProgram
sanctionsTypes: sanctionsType
legalAuthorities: legalAuthority
names: name
name: isPrimary aliasType isLowQuality translations
translations: translation
translation: isPrimary script formattedFirstName formattedLastName formattedFullName nameParts addressParts
nameParts: namePart
namePart: type value
addresses: address
address: country translations
addressParts: addressPart
addressPart: type value
features: feature
feature: type versionId value valueRefId valueDate isPrimary reliability
valueDate: {_DATE}
identityDocuments: identityDocument
identityDocument: type name documentNumber isValid issuingAuthority issuingLocation issuingCountry issueDate \
expirationDate comments idFeatures
issueDate: {_DATE}
expirationDate: {_DATE}
idFeatures: idFeature
relationships: relationship
relationship: type relatedEntity quality
""")
_ATTRIBUTES = {
    "id", "refId", "datePublished", "featureTypeId", "nameId", "nameTranslationId", "entityId", "featureVersionId",
}  # fmt: skip
_EXPECTED = {"addresses", "features", "identityDocuments"}
"""What some entity of every file has."""
_ORDER = re.compile(r"(?<!\d)\d{5}(?!\d)")
"""The number of an executive order in a programme code or an authority: RUSSIA-EO14024, Executive Order 14024."""


def read(source: Source, notes: Notes) -> Iterator[Designation]:
    """Yield the designations in the order of the file.

    Raises:
        ListRefusedError: the bytes are not this list, or are damaged.
        ListFormatError: no readable ``dataAsOf``; an entity without id, entityType or primary name, or one that comes
            twice.
    """
    return distinct(_designations(File(source, notes)), source, source.file("list").name)


def _designations(file: File) -> Iterator[Designation]:
    seen = set[str]()
    for element in file.elements(file.notes):
        seen.update(local(each) for each in element if len(each))
        documents.unread(element, _KNOWN, file.notes, _ATTRIBUTES)
        if local(element) == "entity":
            yield _designation(_entry(element, file))
        elif local(element) == "publicationInfo":
            _published(element, file)
    count_missing(_EXPECTED, seen, file.notes)
    if file.notes.published is None:
        raise file.error("the file has no publicationInfo", "publicationInfo")


def _published(element: Element, file: File) -> None:
    told = next((documents.text(each) for each in element if local(each) == "dataAsOf"), "")
    try:
        file.notes.published = dt.date.fromisoformat(told[:10])
    except ValueError:
        raise file.error(f"the date {told!r} is not YYYY-MM-DD", "dataAsOf") from None
    for programme in element.iter("{*}sanctionsProgram"):
        file.notes.warn("a part of the list only", detail=f"programme {documents.text(programme)}")


def _entry(element: Element, file: File) -> Entry:
    entry_id = attribute(element, "id")
    if not entry_id:
        raise file.error("an entity without id", "id")
    groups = along(element, "generalInfo")
    info = documents.texts(groups[0], entry_id, file.notes) if groups else {}
    if not info.get("entityType"):
        raise file.error("an entity without entityType", "entityType", entry_id)
    kind = documents.party_kind(info["entityType"], entry_id, file.notes)
    return Entry(entry_id, kind, info, element, file)


def _designation(entry: Entry) -> Designation:
    entry.file.learn(entry.element)
    days = [day for each in along(entry.element, "sanctionsLists", "sanctionsList") if (day := _day(each, entry))]
    actions, untied = _actions(entry, days)
    weak, said = documents.remarks(entry.info.get("remarks", ""), entry.id, entry.notes)
    return Designation(
        entry_id=entry.id,
        kind=entry.kind,
        names=(*party.names(entry), *weak),
        actions=actions,
        facts=documents.checked([*party.facts(entry), *said, *untied], entry.notes, entry.id),
        listed_on=min(days, default=None),
        remarks=entry.info.get("remarks", ""),
    )


def _day(element: Element, entry: Entry) -> dt.date | None:
    told = attribute(element, "datePublished")
    try:
        return dt.date.fromisoformat(told[:10])
    except ValueError:
        entry.notes.warn("unreadable date" if told else "missing date", entry.id, f"datePublished {told}".strip())
        return None


def _actions(entry: Entry, days: list[dt.date]) -> tuple[tuple[Action, ...], list[Fact]]:
    """One action a programme, and the authorities that the file ties to none of them.

    A measure of no told programme stands at all of them. ``Block`` alone on the SDN List says what being on that list
    means; the list's dictionary says it in full.
    """
    codes = entry.texts("sanctionsPrograms", "sanctionsProgram") or [""]
    authorities = entry.texts("legalAuthorities", "legalAuthority")
    measures = entry.texts("sanctionsTypes", "sanctionsType")
    for what, told, field in (
        ("no programme", codes, "sanctionsProgram"), ("no legal basis", authorities, "legalAuthority"),
        ("no measures", measures, "sanctionsType"),
        ("no list", entry.texts("sanctionsLists", "sanctionsList"), "sanctionsList"),
    ):  # fmt: skip
        if not any(told):
            entry.notes.warn(what, entry.id, field)
    if measures == ["Block"] and entry.texts("sanctionsLists", "sanctionsList") == ["SDN List"]:
        measures = []
    actions = tuple(
        Action(
            date=days[0] if len(codes) == 1 and len(set(days)) == 1 else None,
            programme=code,
            legal_basis="; ".join(each for each in authorities if _concerns(each, code, codes)),
            measures=tuple(each for each in measures if _concerns(each, code, codes) is not False),
        )
        for code in codes
    )
    loose = [each for each in authorities if not any(_concerns(each, code, codes) for code in codes)]
    return actions, [Fact(FactKind.NOTE, each, type="Legal basis") for each in loose]


def _concerns(text: str, code: str, codes: list[str]) -> bool | None:
    """Whether an authority or measure is of a programme, by the number of the order; None where nothing tells."""
    numbers = set(_ORDER.findall(text))
    named = [each for each in codes if numbers & set(_ORDER.findall(each))]
    if not named:
        return True if len(codes) == 1 else None
    return code in named
