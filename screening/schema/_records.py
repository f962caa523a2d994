"""The vocabulary of the house as frozen, slotted records; see the glossary in CONTRIBUTING.md."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of party; ``unknown`` is screened against all kinds."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"

    __hash__ = str.__hash__  # that of Enum is ten times as slow


class NameKind(StrEnum):
    """What a listed name is to its designation; ``identifier`` only marks a hit found by an equal hard identifier."""

    PRIMARY = "primary"
    ALIAS = "alias"
    FORMER = "former"
    SPELLING = "spelling"
    ORIGINAL_SCRIPT = "original_script"
    IDENTIFIER = "identifier"


class Quality(StrEnum):
    """How good the list says a name is. ``unspecified`` is treated as strong and shown as unspecified (UK-07)."""

    STRONG = "strong"
    WEAK = "weak"
    UNSPECIFIED = "unspecified"
    INFERRED_WEAK = "inferred_weak"

    @property
    def is_weak(self) -> bool:
        """Whether a hit on this name alone raises no alert (OFAC FAQ 122-125)."""
        return self in (Quality.WEAK, Quality.INFERRED_WEAK)


class FactKind(StrEnum):
    """What a fact says. ``note`` keeps, word for word, what a list states and no other kind holds."""

    BIRTH_DATE = "birth_date"
    BIRTH_PLACE = "birth_place"
    NATIONALITY = "nationality"
    COUNTRY = "country"
    ADDRESS = "address"
    IDENTIFIER = "identifier"
    GENDER = "gender"
    POSITION = "position"
    ESTABLISHED = "established"
    VESSEL = "vessel"
    RELATION = "relation"
    REFERENCE = "reference"
    NOTE = "note"


class Grade(StrEnum):
    """How good a hit is, best first; defined in words in ``screening.evidence``."""

    EXACT = "exact"
    STRONG = "strong"
    PROBABLE = "probable"
    PARTIAL = "partial"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Interval:
    """A date known to lie from ``first`` to ``last``, both inclusive; ``text`` is what the source wrote.

    Both ends are None when the text could not be read as a date; ``circa`` means that the source calls it approximate
    (the interval is then already widened).
    """

    first: dt.date | None
    last: dt.date | None
    text: str
    circa: bool = False


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a designation.

    Attributes:
        text: the name in reading order, as published but for surrounding white space.
        part: 0 for the published string itself (or what is left of it), 1, 2, ... for names split off a published
            string: cross references, brackets, "formerly ..." (LD-16). So names with part 0 count published strings.
        language: ISO 639-1 code where the list states it.
    """

    text: str
    kind: NameKind
    quality: Quality
    part: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a designation, flat.

    Attributes:
        value: the comparable form (alpha-2 code, normalised identifier, readable place); never empty.
        text: what the list wrote, where it differs.
        type: of an identifier ("passport", "tax", "imo", ...), of a relation ("Linked To"), of a note (the remark key).
        country: ISO 3166 alpha-2 of the issuer or place, where known.
        first, last, circa: the interval of a date.
    """

    kind: FactKind
    value: str
    text: str = ""
    type: str = ""
    country: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    circa: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One act against a designation. What is empty here and known to the list's dictionary is filled by the catalogue.

    Attributes:
        date: when it was decided, where the list publishes it.
        authority: who imposes the sanction.
        agency: who took the decision, only where a source states it (SE-04).
        programme: the code exactly as it stands in the file; may be empty.
        title: what the programme is, in words.
        measures: what it does ("Asset freeze", ...).
        reason: a readable sentence, never invented; ``reason_source`` says where it stands.
    """

    date: dt.date | None = None
    authority: str = ""
    agency: str = ""
    programme: str = ""
    title: str = ""
    legal_basis: str = ""
    measures: tuple[str, ...] = ()
    reason: str = ""
    reason_source: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Designation:
    """One party on one list. ``names[0]`` is the primary name; there is at least one name and one action."""

    entry_id: str
    kind: Kind
    names: tuple[ListedName, ...]
    actions: tuple[Action, ...]
    facts: tuple[Fact, ...] = ()
    listed_on: dt.date | None = None
    updated_on: dt.date | None = None
    remarks: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Which bytes of which list.

    Attributes:
        date: names the folder.
        sha256: over the file hashes in file-name order.
        published: the date that the list states of itself.
        checked: the last day on which the publisher was asked and had no newer list; None where it never was.
        warnings: what reading it noticed, counted by kind.
        has_manifest: its bytes were compared with the manifest of its import; without one they are only hashed.
    """

    list_id: str
    date: dt.date
    sha256: str
    published: dt.date | None = None
    entries: int = 0
    names: int = 0
    warnings: tuple[tuple[str, int], ...] = ()
    checked: dt.date | None = None
    has_manifest: bool = False

    def age(self, day: dt.date) -> int:
        """Days since the list was known to be current: its own date, or a later day on which it was checked (LD-05)."""
        own = min(self.date, self.published or self.date)
        known = self.checked if self.checked and own < self.checked <= day else own
        return max(0, (day - known).days)


@dataclass(frozen=True, slots=True)
class Counterparty:
    """Who is screened. Only ``name`` (or ``native_name``, or an identifier) is needed.

    Attributes:
        name: one name, in any order and any script.
        kind: "person", "organisation", "vessel", "aircraft" or "unknown" (screened against all).
        birth_date: a date, or text such as "1970", "1970-05", "16 May 1970".
        countries: ISO 3166 alpha-2 codes or country names.
        identifiers: ``type:value`` ("imo:9187629") or a bare value.
        aliases: further names of the same party.
        native_name: the name in its own script.
        customer_id: the caller's own key, handed through and part of the alert id.
        field: the role in which the name stands in the caller's data ("name", "director", ...).
    """

    name: str = ""
    kind: Kind | str = Kind.UNKNOWN
    birth_date: dt.date | str | None = None
    countries: Sequence[str] = ()
    identifiers: Sequence[str] = ()
    aliases: Sequence[str] = ()
    native_name: str = ""
    customer_id: str = ""
    field: str = "name"


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a score, in points of 100. ``points`` over all parts add up to the score exactly.

    Attributes:
        kind: "equal", "spelling", "transliteration", "initial", "missing", "extra", "contradiction", ...
        query, listed: the words concerned on either side; may be empty.
        share: how many of the 100 points this part could have earned; the shares add up to 100.
        points: how many it earned.
    """

    kind: str
    query: str
    listed: str
    share: float
    points: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact for or against: ``outcome`` is match, partial, near, conflict, "not in list" or "not in input" (HT-04)."""

    fact: str
    outcome: str
    counterparty: str = ""
    listed: str = ""
    note: str = ""


WEAK_ALONE = "weak alias alone"
SUPPRESSED = "suppressed"
BELOW = "below the threshold"
BIRTH_DATE_DIFFERS = "birth date differs"
OTHER_MEASURE = "other measure"
WEAK_PLACE = "weak place"
WHY_NO_ALERT = (SUPPRESSED, WEAK_ALONE, BIRTH_DATE_DIFFERS, OTHER_MEASURE, BELOW, WEAK_PLACE)
"""Why a hit raises no alert: an earlier decision, a weak alias alone (US-04), a rule of the policy on birth dates or on
measures (EU-07), or a near miss that was asked for (ME-07)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One counterparty row against one designation: its best comparison, the evidence, the authority and the reason.

    ``authority`` and ``reason`` are never empty. The scalar authority columns summarise the newest action;
    ``actions`` holds all of them, newest first. ``alert`` is False for a hit that is shown but raises no alert, and
    ``why_no_alert`` then says why: one of ``WHY_NO_ALERT``. ``threshold`` is the one that applied to the name shown.
    ``decision`` says in a sentence what an earlier decision on this hit did or why it no longer holds;
    ``disposition`` is what an officer last decided about it. Hits of one counterparty on one real party have one
    ``case_id``.

    ``queried_words`` and ``matched_words`` are the two names as they were compared, folded, without what was set aside
    (legal forms, phrases around a name); "" where no names were compared. ``queried_script`` and ``matched_script`` are
    the scripts of the letters of the two names as written ("LATIN", "CYRILLIC, LATIN"); ``queried_kind`` is the kind of
    party that was asked for.
    """

    row: int
    customer_id: str
    queried_name: str
    queried_field: str
    score: float
    grade: str
    alert: bool
    list_id: str
    entry_id: str
    entry_kind: str
    primary_name: str
    matched_name: str
    matched_name_kind: str
    matched_name_quality: str
    other_names: tuple[str, ...]
    authority: str
    designating_agency: str
    publisher: str
    programmes: tuple[str, ...]
    legal_basis: str
    measures: tuple[str, ...]
    listed_on: dt.date | None
    reason: str
    reason_source: str
    source_url: str
    actions: tuple[Action, ...]
    relations: tuple[str, ...]
    snapshot_date: dt.date
    snapshot_sha256: str
    explanation: str
    parts: tuple[Part, ...]
    evidence: tuple[Evidence, ...]
    alert_id: str
    threshold: float = 0.0
    why_no_alert: str = ""
    decision: str = ""
    disposition: str = ""
    case_id: str = ""
    queried_kind: str = ""
    queried_words: str = ""
    queried_script: str = ""
    matched_words: str = ""
    matched_script: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two snapshots of a list, in words; ``screening.delta`` says what counts as one.

    Attributes:
        primary_name: as the newer snapshot has it; of a removed designation, as the older one had it.
        change: "added", "removed" or "changed", said of the designation.
        field: "entry" where the whole designation came or went, otherwise what of it differs ("name", "fact address").
        programme: the code of the action concerned, where the field is one of an action.
        was, now: what the older and the newer snapshot say; empty where that side says nothing.
        before, after: the whole designation on either side.
    """

    list_id: str
    entry_id: str
    primary_name: str
    change: str
    field: str
    programme: str = ""
    was: str = ""
    now: str = ""
    before: Designation | None = dataclasses.field(default=None, compare=False, repr=False)
    after: Designation | None = dataclasses.field(default=None, compare=False, repr=False)
