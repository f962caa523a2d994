"""What the two formats of OpenSanctions share: kinds of party, names, countries, acts that only a dataset states.

Schemata and properties: https://followthemoney.tech/explorer/
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from screening.formats import Notes, _facts
from screening.formats._names import is_latin, is_noise, listed
from screening.schema import Action, Fact, FactKind, Kind, ListedName, NameKind, Quality

_KINDS = {
    "Person": Kind.PERSON,
    "Organization": Kind.ORGANISATION,
    "Company": Kind.ORGANISATION,
    "PublicBody": Kind.ORGANISATION,
    "Vessel": Kind.VESSEL,
    "Airplane": Kind.AIRCRAFT,
    # "Often used when raw data does not specify if something is a person or company" (schema LegalEntity).
    "LegalEntity": Kind.UNKNOWN,
}
_FEWEST_WORDS = 5
"""A text of fewer words with letters is a code, a status or dates, and no reason in words."""


def kind(schema: str, entry_id: str, notes: Notes) -> Kind:
    """The kind of a schema; one that is no party we know ("Security", "CryptoWallet") is unknown and counted."""
    if schema not in _KINDS:
        notes.warn("unknown party type", entry_id, schema)
    return _KINDS.get(schema, Kind.UNKNOWN)


def names(
    primary: str, others: Iterable[tuple[str, NameKind, Quality]], entry_id: str, notes: Notes
) -> tuple[ListedName, ...]:
    """The primary name and the other strings, each once; an alias in another script is an original script."""
    found, seen = listed(primary, NameKind.PRIMARY, Quality.STRONG), {primary}
    for text, name_kind, quality in others:
        if text in seen:
            continue
        seen.add(text)
        if is_noise(text):
            notes.warn("noise instead of a name", entry_id, text)
            continue
        own = NameKind.ORIGINAL_SCRIPT if name_kind is NameKind.ALIAS and not is_latin(text) else name_kind
        found += listed(text, own, quality)
    return tuple(found)


def country(kind: FactKind, code: str, notes: Notes, entry_id: str, type: str = "") -> Iterator[Fact]:  # noqa: A002  # as in Fact
    """A country by its lower-case code: "no" is Norway here and "na" Namibia, no answer of a person."""
    return _facts.country(kind, code.upper() if len(code) == 2 or "-" in code else code, notes, entry_id, type)


def day(text: str) -> dt.date | None:
    """The day of "2026-03-13T05:41:01"; None where it is no day."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def is_prose(text: str) -> bool:
    """Whether a text says in words why a party is listed."""
    return sum(any(map(str.isalpha, word)) for word in text.split()) >= _FEWEST_WORDS


def authority(datasets: Iterable[str]) -> str:
    """Who lists a party where the file names only the datasets that it was collected from."""
    named = ", ".join(datasets)
    return f"{named} (OpenSanctions dataset)" if named else ""


def told(actions: tuple[Action, ...], entry_id: str, notes: Notes) -> tuple[Action, ...]:
    """The acts; one that says neither programme nor dataset is counted."""
    if any(not each.programme for each in actions):
        notes.warn("no programme", entry_id, "programId, program, datasets")
    return actions


def by_dataset(datasets: Iterable[str]) -> tuple[Action, ...]:
    """The acts where the file states neither a sanction nor a topic: that a dataset holds the party, and no more."""
    return tuple(Action(programme=name, authority=authority([name])) for name in datasets) or (Action(),)
