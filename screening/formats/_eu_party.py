"""One party of the EU list, whichever form it was read from: its parts as one designation.

Nothing marks the primary name; weak names are flagged (in the XML only) or told by words ("lo quality"); ships are "E"
like companies. The remark mixes dates of listing, telephone numbers, review notes and description, so it is kept as a
remark and never passed off as the Council's reason.
"""

import datetime as dt
import re
from collections.abc import Iterator

from screening import dates
from screening.formats import Notes
from screening.formats._eu_facts import Part, Party, whole_name
from screening.formats._eu_facts import facts as facts_of
from screening.formats._facts import checked
from screening.formats._names import is_latin, is_noise, listed
from screening.schema import Action, Designation, Fact, Kind, ListedName, NameKind, Quality

_KINDS = {"P": Kind.PERSON, "E": Kind.ORGANISATION}
_ACTS = {"regulation": "Regulation", "amendment": "amending act", "repealing": "repealing act"}
# Misspellings as they occur in the file ("lo quality", "god quality"): LD-11.
_LOW, _GOOD = re.compile(r"\b(?:low?|poor|weak) quality", re.I), re.compile(r"\b(?:goo?d|high|strong) quality", re.I)
_FORMER = re.compile(r"\b(?:former|formerly|previous|previously|f\.?k\.?a)\b", re.I)
_LISTING_DATE = re.compile(
    r"\bdate of (?:UN )?(?:listing|designation)(?: referred to in Article [^:]{1,20})?\s*:?\s*([\d./-]{8,10})", re.I
)
_VESSEL = re.compile(r"(?:vessel|ship|tanker)\b|.*\bvessel type\b", re.I)


def day(text: str, name: str, entry_id: str, notes: Notes) -> dt.date | None:
    """Return a whole date, or None and a counted warning."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        notes.warn("unreadable date" if text else "missing date", entry_id, f"{name} {text}".strip())
        return None


def designation(party: Party, notes: Notes, *, flagged: bool) -> Designation:
    """Return the designation that a party of the list is.

    Args:
        party: its parts; at least one is a ``nameAlias``.
        notes: where what is doubtful is counted.
        flagged: whether the form says of each name if it is strong; without that the quality is unspecified.
    """
    entry_id = party.entry_id
    remarks = [text for text in party.remarks if not is_noise(text) and text.lower() != "none"]
    facts = checked(facts_of(party, notes, entry_id), notes, entry_id)
    if not party.named("regulation"):
        notes.warn("no programme", entry_id, "regulation")
    return Designation(
        entry_id=entry_id,
        kind=_kind(party.code, facts, remarks, notes, entry_id),
        names=tuple(_names(party.named("nameAlias"), notes, entry_id, flagged=flagged)),
        actions=tuple(_action(each, notes, entry_id) for each in party.named("regulation")) or (Action(),),
        facts=facts,
        listed_on=_listed_on(party.own, remarks, notes, entry_id),
        remarks="\n".join(remarks),
    )


def _kind(code: str, facts: tuple[Fact, ...], remarks: list[str], notes: Notes, entry_id: str) -> Kind:
    """Person or organisation; a vessel where an IMO ship number identifies it or the remark begins with what it is."""
    if code not in _KINDS:
        notes.warn("unknown kind", entry_id, code)
    kind = _KINDS.get(code, Kind.UNKNOWN)
    ship = any(fact.type == "imo" for fact in facts) or any(_VESSEL.match(remark) for remark in remarks)
    return Kind.VESSEL if ship and kind is Kind.ORGANISATION else kind


def _listed_on(own: Part, remarks: list[str], notes: Notes, entry_id: str) -> dt.date | None:
    """The date of designation, from its attribute or the remark's "Date of listing: 10.10.2011"."""
    if text := own["designationDate"]:
        return day(text, "designationDate", entry_id, notes)
    told = [each for remark in remarks for each in _LISTING_DATE.findall(remark)]
    days = [when.first for text in told for when in dates.parse(text) if when.first and when.first == when.last]
    return min(days, default=None)


def _action(regulation: Part, notes: Notes, entry_id: str) -> Action:
    """One regulation. Its date is that of publication: it is the date the act is cited by, and always given.

    The date of entry into force (a day earlier or later) is taken only where that one is missing.
    """
    if not regulation["programme"]:
        notes.warn("no programme", entry_id, "regulation/@programme")
    published = regulation["publicationDate"] or regulation["entryIntoForceDate"]
    body, kind = regulation["organisationType"].capitalize(), regulation["regulationType"]
    act, title = _ACTS.get(kind, kind), regulation["numberTitle"]
    for field in ("numberTitle", "regulationType", "organisationType"):
        if not regulation[field]:
            notes.warn("incomplete legal basis", entry_id, f"regulation/@{field}")
    return Action(
        date=day(published, "publicationDate", entry_id, notes),
        programme=regulation["programme"],
        legal_basis=" ".join(filter(None, [body, act, title])) if title else "",
        source_url=regulation["publicationUrl"],
    )


def _names(aliases: list[Part], notes: Notes, entry_id: str, *, flagged: bool) -> Iterator[ListedName]:
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
        quality, language = _quality(alias, notes, entry_id, flagged=flagged), alias["nameLanguage"].lower()
        yield from listed(texts[alias] or entry_id, _name_kind(alias, first), quality, language)


def _primary(aliases: list[Part]) -> Part:
    """The first strong English or language-less name in Latin letters, else the first strong one, else the first."""
    strong = [alias for alias in aliases if alias["strong"].lower() != "false"]
    plain = [alias for alias in strong if alias["nameLanguage"].upper() in ("", "EN") and is_latin(whole_name(alias))]
    return [*plain, *strong, *aliases][0]


def _name_kind(alias: Part, first: Part) -> NameKind:
    if alias is first:
        return NameKind.PRIMARY
    if _FORMER.search(alias.remark):
        return NameKind.FORMER
    return NameKind.ALIAS if is_latin(whole_name(alias)) else NameKind.ORIGINAL_SCRIPT


def _quality(alias: Part, notes: Notes, entry_id: str, *, flagged: bool) -> Quality:
    """By the words of the remark where it has any, else by the ``strong`` flag, else unspecified."""
    words, flag = alias.remark, alias["strong"].lower()
    if _LOW.search(words) or _GOOD.search(words):
        return Quality.WEAK if _LOW.search(words) else Quality.STRONG
    if not flagged:
        return Quality.UNSPECIFIED
    if flag not in ("true", "false"):
        notes.warn("unknown alias quality", entry_id, f"nameAlias/@strong {flag}".strip())
        return Quality.UNSPECIFIED
    return Quality.STRONG if flag == "true" else Quality.WEAK
