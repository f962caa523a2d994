"""The value sets and the grammar of OFAC's ADVANCED files: ids looked up in the file itself, nothing passed over.

``ReferenceValueSets`` says what every id of the file means; ids differ between files and are never known to us, only
the texts of the sets are ("Birthdate", "Latin"). The grammar is that of the published schema,
https://www.treasury.gov/ofac/downloads/sanctions/1.0/sdn_advanced.xsd, as far as real files use it.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from screening.errors import ListFormatError
from screening.formats import Notes
from screening.formats._xml import Element, attribute, local, value

_DATE = ("CalendarTypeID", "Year Month Day")
_PERIOD = "YearFixed MonthFixed DayFixed"
# Element: its attributes, its children. Comments hold text only; the identifiers of versions and the references back
# (FeatureVersionReference) say nothing that the references forth do not.
_GRAMMAR = {
    name: (frozenset(attributes.split()), frozenset(children.split()))
    for name, (attributes, children) in {
        "DateOfIssue": _DATE,
        "Location": (
            "ID",
            "LocationAreaCode LocationCountry LocationPart FeatureVersionReference IDRegDocumentReference",
        ),
        "LocationAreaCode": ("AreaCodeID", ""),
        "LocationCountry": ("CountryID CountryRelevanceID", ""),
        "LocationPart": ("LocPartTypeID", "LocationPartValue"),
        "LocationPartValue": ("Primary LocPartValueTypeID LocPartValueStatusID", "Comment Value"),
        "FeatureVersionReference": ("FeatureVersionID", ""),
        "IDRegDocumentReference": ("IDRegDocumentID", ""),
        "IDRegDocument": (
            "ID IDRegDocTypeID IdentityID IssuedBy-CountryID IssuedIn-LocationID ValidityID",
            "Comment IDRegistrationNo IssuingAuthority DocumentDate DocumentedNameReference",
        ),
        "DocumentDate": ("IDRegDocDateTypeID", "DatePeriod"),
        "DocumentedNameReference": ("DocumentedNameID", ""),
        "DistinctParty": ("FixedRef", "Comment Profile"),
        "Profile": ("ID PartySubTypeID", "Identity Feature"),
        "Identity": ("ID FixedRef Primary False", "Alias NamePartGroups"),
        "Alias": ("FixedRef AliasTypeID Primary LowQuality", "DocumentedName"),
        "DocumentedName": ("ID FixedRef DocNameStatusID", "DocumentedNamePart"),
        "DocumentedNamePart": ("", "NamePartValue"),
        "NamePartValue": ("NamePartGroupID ScriptID ScriptStatusID Acronym", ""),
        "NamePartGroups": ("", "MasterNamePartGroup"),
        "MasterNamePartGroup": ("", "NamePartGroup"),
        "NamePartGroup": ("ID NamePartTypeID", ""),
        "Feature": ("ID FeatureTypeID", "FeatureVersion IdentityReference"),
        "FeatureVersion": ("ID ReliabilityID", "Comment DatePeriod VersionDetail VersionLocation"),
        "VersionDetail": ("DetailTypeID DetailReferenceID", ""),
        "VersionLocation": ("LocationID", ""),
        "IdentityReference": ("IdentityID IdentityFeatureLinkTypeID", ""),
        "DatePeriod": (f"CalendarTypeID {_PERIOD}", "Start End"),
        "Start": (f"Approximate {_PERIOD}", "From To"),
        "End": (f"Approximate {_PERIOD}", "From To"),
        "From": ("", "Year Month Day"),
        "To": ("", "Year Month Day"),
        "Date": _DATE,
        "ProfileRelationship": (
            "ID From-ProfileID To-ProfileID RelationTypeID RelationQualityID Former SanctionsEntryID",
            "Comment",
        ),
        "SanctionsEntry": ("ID ProfileID ListID", "EntryEvent SanctionsMeasure"),
        "EntryEvent": ("ID EntryEventTypeID LegalBasisID", "Comment Date"),
        "SanctionsMeasure": ("ID SanctionsTypeID", "Comment DatePeriod"),
    }.items()
}
_SET_ATTRIBUTES = frozenset(
    [
        *("ID", "CountryID", "Description", "AreaCodeTypeID", "ISO2", "ISO3", "OrganisationID", "FeatureTypeGroupID"),
        *("LegalBasisShortRef", "LegalBasisTypeID", "SanctionsProgramID", "PartyTypeID", "Symmetrical", "Notional"),
        *("SubsidiaryBodyID", "ScriptCode", "DecisionMakingBodyID"),
    ]
)


class Value(NamedTuple):
    """One value of a set: its text and its attributes."""

    text: str
    attributes: dict[str, str]


@dataclass(slots=True)
class Reading:
    """One file being read: what its ids mean, where it stands for messages, what was already looked at."""

    list_id: str
    file: str
    notes: Notes
    sets: dict[str, dict[str, Value]] = field(default_factory=dict)
    seen: set[tuple[object, ...]] = field(default_factory=set)

    def fault(self, what: str, entry_id: str = "", field: str = "") -> ListFormatError:
        """Return the error that names list, file, entry and field."""
        return ListFormatError(what, list_id=self.list_id, file=self.file, entry_id=entry_id, field=field)

    def need(self, element: Element, name: str, entry_id: str = "") -> str:
        """Return a mandatory attribute; raises ``ListFormatError`` where it is not there."""
        if found := element.get(name):
            return str(found)
        raise self.fault(f"{local(element)} without {name}", entry_id, name)

    def learn(self, sets: Element) -> None:
        """Read ``ReferenceValueSets``."""
        for one in sets:
            name = local(one).removesuffix("Values")
            if name == local(one):
                self.notes.warn_once("unread element", f"ReferenceValueSets/{name}")
            held = self.sets.setdefault(name, {})
            for each in one:
                attributes = {str(key): attribute(each, str(key)) for key in each.attrib}
                if local(each) != name:
                    self.notes.warn_once("unread element", f"{local(one)}/{local(each)}")
                for unknown in attributes.keys() - _SET_ATTRIBUTES:
                    self.notes.warn_once("unread attribute", f"{local(each)}/@{unknown}")
                if not (value(each) or attributes.get("Description")):  # an area code has no text but this
                    self.notes.warn("reference value without a text", detail=f"{name} {each.get('ID')}")
                held[self.need(each, "ID")] = Value(value(each), attributes)

    def meaning(self, name: str, key: str, entry_id: str = "") -> Value:
        """Return the value that an id has in a set; raises ``ListFormatError`` where the set does not hold it."""
        try:
            return self.sets[name][key]
        except KeyError:
            raise self.fault(f"the file's {name}Values hold no id {key!r}", entry_id, f"{name}ID") from None

    def text(self, name: str, element: Element, entry_id: str, attribute: str = "") -> str:
        """Return the text behind an attribute of an element; the attribute is named after the set where not told."""
        attribute = attribute or f"{name}ID"
        try:
            return self.sets[name][element.get(attribute)].text  # the usual case, a few hundred thousand times a file
        except KeyError:
            return self.meaning(name, self.need(element, attribute, entry_id), entry_id).text

    def check(self, element: Element) -> None:
        """Count, once each, the elements and attributes at any depth that nobody reads."""
        seen = self.seen
        for each in element.iter():
            parent = None if each is element else each.getparent()
            key = (each.tag, None if parent is None else parent.tag, *each.keys())
            if key not in seen:
                seen.add(key)
                self._look(each, "" if parent is None else local(parent))

    def gregorian(self, element: Element, entry_id: str = "") -> None:
        """Refuse a date of another calendar than the Gregorian one: it would be read wrongly."""
        if (name := self.text("CalendarType", element, entry_id)) != "Gregorian":
            raise self.fault(f"a date of the calendar {name!r}", entry_id, "CalendarTypeID")

    def _look(self, element: Element, parent: str) -> None:
        name = local(element)
        if parent and name not in _GRAMMAR.get(parent, ((), frozenset[str]()))[1]:
            self.notes.warn_once("unread element", f"{parent}/{name}")
        for key in element.keys():  # noqa: SIM118  # an lxml element iterates over its children
            if key not in _GRAMMAR.get(name, (frozenset[str](), ()))[0]:
                self.notes.warn_once("unread attribute", f"{name}/@{str(key).rpartition('}')[2]}")
