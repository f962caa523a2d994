"""One party of the UK Sanctions List, whichever form it was read from: the rows that state it, as one designation.

Both forms are brought to the columns of the CSV, so that one party gives one designation (US-06). Name 6 is the family
or body name and is printed last; names in other scripts belong to the party, not to one alias; blank alias strength
means unknown (UK-07).
"""

import datetime as dt
from collections.abc import Iterator

from screening import dates
from screening.errors import ListFormatError
from screening.formats import Notes, Source, _uk_facts
from screening.formats._facts import checked
from screening.formats._names import is_noise, listed
from screening.formats._table import Row
from screening.schema import Action, Designation, Kind, ListedName, NameKind, Quality

NAME_PARTS = ("name 1", "name 2", "name 3", "name 4", "name 5", "name 6")
MANDATORY = (
    "unique id", *NAME_PARTS, "name type", "alias strength", "name non-latin script", "regime name",
    "designation type", "sanctions imposed", "other information", "uk statement of reasons", "date designated", "d.o.b",
)  # fmt: skip
OPTIONAL = frozenset(
    {
        "last updated", "ofsi group id", "un reference number", "non-latin script type", "non-latin script language",
        "designation source", *_uk_facts.COLUMNS,
    }
)  # fmt: skip
CLOSED = "this is the OFSI consolidated list (ConList), which closed on 28 January 2026"
INSTEAD = (
    "Use the UK Sanctions List instead: https://www.gov.uk/government/publications/the-uk-sanctions-list"
    " (UK-Sanctions-List.csv)."
)
_KINDS = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION, "ship": Kind.VESSEL}
_NAME_KINDS = {
    "primary name": NameKind.PRIMARY,
    "primary name variation": NameKind.SPELLING,
    "alias": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
    "fka": NameKind.FORMER,
}
_QUALITIES = {"good quality": Quality.STRONG, "low quality": Quality.WEAK}
_LANGUAGES = {
    "arabic": "ar", "belarusian": "be", "bosnian": "bs", "bulgarian": "bg", "burmese": "my", "chinese": "zh",
    "georgian": "ka", "greek": "el", "hebrew": "he", "japanese": "ja", "kazakh": "kk", "korean": "ko", "persian": "fa",
    "persian/farsi": "fa", "romanian": "ro", "russian": "ru", "serbian": "sr", "spanish": "es", "thai": "th",
    "turkish": "tr", "ukrainian": "uk",
}  # fmt: skip


def day(told: str, column: str, entry_id: str, notes: Notes) -> dt.date | None:
    """Return a whole date, or None and a counted warning."""
    found = dates.parse(told)
    if len(found) == 1 and found[0].first and found[0].first == found[0].last:
        return found[0].first
    notes.warn("unreadable date" if told else "missing date", entry_id, f"{column} {told}".strip())
    return None


def _distinct(rows: list[Row], column: str) -> list[str]:
    """The readable values of a column over the rows of one party, each once, in order."""
    return [each for each in dict.fromkeys(_uk_facts.readable(row.get(column, "")) for row in rows) if each]


def designation(entry_id: str, rows: list[Row], source: Source, notes: Notes) -> Designation:
    """Return the designation that the rows of one party state.

    Args:
        entry_id: the Unique ID.
        rows: cells by folded column name; every row has all of ``MANDATORY``, "" where nothing is stated.
        source: the list, for messages.
        notes: where what is doubtful is counted.

    Raises:
        ListFormatError: no row has a name.
    """
    kinds = _distinct(rows, "designation type")
    kind = _KINDS.get(kinds[0].casefold(), Kind.UNKNOWN) if kinds else Kind.UNKNOWN
    if kind is Kind.UNKNOWN or len(kinds) > 1:
        notes.warn("unknown kind", entry_id, ", ".join(kinds))
    names = tuple(_names(entry_id, rows, notes))
    if not names:
        name = source.file("list").name
        raise ListFormatError("no name", list_id=source.list_id, file=name, entry_id=entry_id, field="Name 6")
    actions = tuple(_actions(entry_id, rows, notes))
    updates = [day(told, "Last Updated", entry_id, notes) for told in _distinct(rows, "last updated") or [""]]
    return Designation(
        entry_id=entry_id,
        kind=kind,
        names=names,
        actions=actions,
        facts=checked(_uk_facts.facts(rows, kind, notes, entry_id), notes, entry_id),
        listed_on=min((action.date for action in actions if action.date), default=None),
        updated_on=max((each for each in updates if each), default=None),
        remarks="\n".join(_distinct(rows, "other information")),
    )


def _names(entry_id: str, rows: list[Row], notes: Notes) -> Iterator[ListedName]:
    """The primary name, the other Latin names, then the names in other scripts, each once, as the rows have them."""
    latin = dict.fromkeys(
        (
            " ".join(" ".join(row[part] for part in NAME_PARTS).split()),
            row["name type"].strip().casefold(),
            row["alias strength"].strip().casefold(),
        )
        for row in rows
    )
    named = [(name, *_graded(kind, strength, entry_id, notes)) for name, kind, strength in latin if name]
    named.sort(key=lambda each: each[1] is not NameKind.PRIMARY)
    if named and named[0][1] is not NameKind.PRIMARY:
        notes.warn("no primary name", entry_id, named[0][0])
        named[0] = (named[0][0], NameKind.PRIMARY, named[0][2])
    for name, kind, quality in named:
        if is_noise(name):
            notes.warn("noise instead of a name", entry_id, name)
        if not is_noise(name) or len(named) == 1:
            yield from listed(name, kind, quality)
    scripts: dict[str, str] = {}
    for row in rows:
        language = _LANGUAGES.get(row.get("non-latin script language", "").strip().casefold(), "")
        name = " ".join(row["name non-latin script"].split())
        scripts[name] = scripts.get(name) or language
    for name, language in scripts.items():
        if not is_noise(name):
            yield from listed(name, NameKind.ORIGINAL_SCRIPT, Quality.UNSPECIFIED, language)


def _graded(kind: str, strength: str, entry_id: str, notes: Notes) -> tuple[NameKind, Quality]:
    """Kind and quality; blank strength is unknown (UK-07) but for a primary name, a variation is a spelling (UK-08)."""
    bare = kind.replace(".", "")
    if bare not in _NAME_KINDS:
        notes.warn("unknown name type", entry_id, kind)
    known = [quality for words, quality in _QUALITIES.items() if strength.startswith(words)]
    if strength and not known:
        notes.warn("unknown alias quality", entry_id, strength)
    found = _NAME_KINDS.get(bare, NameKind.ALIAS)
    return found, (known or [Quality.STRONG if found is NameKind.PRIMARY else Quality.UNSPECIFIED])[0]


def _actions(entry_id: str, rows: list[Row], notes: Notes) -> Iterator[Action]:
    """One action a regime. The reason is the UK's statement, else what stands in Other Information (UK-06)."""
    regimes: dict[str, list[Row]] = {}
    for row in rows:
        regimes.setdefault(_uk_facts.readable(row["regime name"]), []).append(row)
    for regime, own in regimes.items():
        if not regime:
            notes.warn("no programme", entry_id, "Regime Name")
        statement, other = _distinct(own, "uk statement of reasons"), _distinct(own, "other information")
        told = "UK Statement of Reasons" if statement else "UK Sanctions List, other information" if other else ""
        days = [day(each, "Date Designated", entry_id, notes) for each in _distinct(own, "date designated") or [""]]
        if not _distinct(own, "sanctions imposed"):
            notes.warn("no measures", entry_id, "Sanctions Imposed")
        measures = [each.strip() for cell in _distinct(own, "sanctions imposed") for each in cell.split("|")]
        yield Action(
            date=min((each for each in days if each), default=None),
            programme=regime,
            measures=tuple(dict.fromkeys(each for each in measures if each)),
            reason="\n".join(statement or other),
            reason_source=told,
        )
