"""Fill the actions of a designation: authority, programme, legal basis, measures and a readable reason."""

import datetime as dt
from dataclasses import replace
from urllib.parse import quote

from screening.catalogue._spec import ListSpec, Programme
from screening.formats import Notes
from screening.schema import Action, Designation, FactKind

NO_NARRATIVE = "no narrative published in this list"
"""Said in every reason that the publisher did not write (SE-03)."""


def _overlaid(spec: ListSpec, entry: Designation, notes: Notes, as_of: dt.date | None) -> list[Action]:
    """The actions of the file, those without a reason of their own replaced by the curated ones of their programme."""
    actions = list(entry.actions or (Action(),))
    curated = [each for each in spec.overlay.get(entry.entry_id, ()) if not (as_of and each.date and each.date > as_of)]
    for code in dict.fromkeys(each.programme for each in curated):
        bare = next((each for each in actions if each.programme == code and not each.reason.strip()), None)
        if bare is None:
            notes.warn("curated action not in the list", entry.entry_id, code)
            continue
        at = actions.index(bare)
        actions[at : at + 1] = [
            replace(
                each,
                authority=bare.authority,
                title=bare.title,
                legal_basis=each.legal_basis or bare.legal_basis,
                measures=each.measures or bare.measures,
            )
            for each in curated
            if each.programme == code
        ]
    return actions


def _programme_of(spec: ListSpec, entry: Designation, code: str, notes: Notes) -> Programme:
    """What the dictionary says of a code. A list without a dictionary (a user's own) speaks for itself: no warning."""
    if code in spec.programmes or not code:
        return spec.programmes.get(code, Programme("", ""))
    if not spec.programmes:
        return Programme(code, f"Programme {code}")
    notes.warn("unknown programme", entry.entry_id, code)
    return Programme(code, f"Programme {code} (not in this program's dictionary)")


def _explain(spec: ListSpec, entry: Designation, action: Action) -> str:
    """A readable reason where the publisher gives none, built only from what the list and its dictionary state."""
    if action.title:
        opening = action.title if action.title.startswith("Programme ") else f"Programme: {action.title}"
    else:
        opening = f"Listed on the {spec.title.removeprefix('The ')} by {action.authority}"
        if not action.legal_basis:
            opening += "; the list gives no programme or legal act for this entry"
    basis = f"Legal basis: {action.legal_basis}" if action.legal_basis else "Legal basis not published"
    linked = "; ".join(
        fact.value for fact in entry.facts if fact.kind == FactKind.RELATION and fact.type.lower() == "linked to"
    )
    end = f"There is {NO_NARRATIVE}" + (" for this entry" if spec.reason_published else "")
    sentences = (opening, basis, f"Linked To: {linked}" if linked else "", end)
    return " ".join(f"{each.strip().rstrip('.')}." for each in sentences if each)


def _fill(spec: ListSpec, entry: Designation, action: Action, notes: Notes) -> Action:
    programme = _programme_of(spec, entry, action.programme, notes)
    full = replace(
        action,
        authority=action.authority or programme.authority or spec.authority,
        title=action.title or programme.title,
        legal_basis=action.legal_basis or programme.legal_basis,
        measures=action.measures or programme.measures or spec.default_measures,
        source_url=action.source_url or programme.url or entry.source_url or spec.homepage,
    )
    if reason := " ".join(action.reason.split()):
        return replace(full, reason=reason, reason_source=action.reason_source or f"{spec.title}, {spec.publisher}")
    reviewed = f", reviewed {spec.checked}" if spec.checked else ""
    source = f"composed from the list and this program's dictionary of programmes{reviewed}"
    return replace(full, reason=_explain(spec, entry, full), reason_source=source)


def resolve(spec: ListSpec, designation: Designation, notes: Notes, as_of: dt.date | None = None) -> Designation:
    """Fill every action with authority, title, legal basis, measures, reason and sources; sort them newest first.

    What the file states comes first, then the curated overlay, then the programme dictionary, then the list.
    ``listed_on`` becomes the earliest action's date only where every action is dated.

    Args:
        spec: the list.
        designation: as the format read it.
        notes: counts "unknown programme" and "curated action not in the list".
        as_of: the snapshot's date: curated actions decided after it are left away (SE-17).
    """
    url = designation.source_url or spec.entry_url.replace("{entry_id}", quote(designation.entry_id, safe=""))
    entry = replace(designation, source_url=url)
    actions = [_fill(spec, entry, action, notes) for action in _overlaid(spec, entry, notes, as_of)]
    actions.sort(key=lambda action: (-action.date.toordinal() if action.date else 1, action.programme))
    dates = [action.date for action in actions if action.date]
    listed_on = entry.listed_on or (min(dates) if len(dates) == len(actions) else None)
    return replace(entry, actions=tuple(actions), listed_on=listed_on)
