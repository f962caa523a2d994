"""Answers to payments as rows of a report: one row a hit, with what a desk needs of the message beside it (US-18).

A place is a row of its own kind: its list is "places", its kind "place", its grade "strong" (an alert) or "weak"
(none), and its sentence begins with "Place, no listed party". No format can lose it, nobody can take it for a party.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from screening.catalogue import lists_folder
from screening.payments import Field
from screening.schema import WEAK_PLACE, Action, Hit, Part
from screening.screen import PaymentAnswer, PlaceFound

PLACES = "places"
"""The id under which places stand where listed parties have their list."""
PLACE = "place"
DESK = pl.Schema(
    dict.fromkeys(
        ("file_place", "message_type", "ids", "amount", "currency", "date", "parties", "field_kind", "field_place"),
        pl.String(),
    )
    | {"action": pl.String()}
)
"""What stands beside a hit, each as ``input_...``: where the message is, its type, references, amount, currency and
date, who is in it, the field of the hit, and an action that a person fills in."""
KEYS = {"row": pl.Int64(), "queried_field": pl.String()}


def places_sha256() -> str:
    """Hash of the facts about places that the program comes with."""
    digest = hashlib.sha256()
    for file in sorted((lists_folder() / "places").glob("*.toml")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def hits(answer: PaymentAnswer, row: int, sha256: str) -> list[Hit]:
    """The hits of an answer, best first, places behind parties; ``queried_field`` names one field of the message.

    Args:
        answer: what became of the message.
        row: number of the message.
        sha256: of the facts about places.
    """
    roles = labels(answer)
    found = [
        replace(hit, row=row, queried_field=roles[at]) for at, each in enumerate(answer.fields) for hit in each.hits
    ]
    found.sort(key=lambda hit: (-hit.score, hit.list_id, hit.entry_id))
    for at, each in enumerate(answer.fields):
        found += [_of_place(place, row, roles[at], sha256) for place in each.places]
    return found


def desk(answer: PaymentAnswer, row: int) -> Iterator[dict[str, object]]:
    """What stands beside the hits: a line a field that has any, with the columns of ``KEYS`` and ``DESK``."""
    message, roles = answer.message, labels(answer)
    for at, each in enumerate(answer.fields):
        if each.hits or each.places:
            yield {
                "row": row,
                "queried_field": roles[at],
                "file_place": message.place,
                "message_type": f"{message.family} {message.type}",
                "ids": "; ".join(f"{name} {value}" for name, value in message.ids.items()),
                "amount": message.amount,
                "currency": message.currency,
                "date": message.date,
                "parties": "; ".join(_parties(answer)),
                "field_kind": each.field.kind.value,
                "field_place": each.field.place,
                "action": "",
            }


def labels(answer: PaymentAnswer) -> list[str]:
    """What each field is called: its role, with its place where the message has the role twice."""
    seen = Counter(each.field.role for each in answer.fields)
    fields = (each.field for each in answer.fields)
    return [field.role if seen[field.role] == 1 else f"{field.role}, {field.place}" for field in fields]


def _parties(answer: PaymentAnswer) -> Iterator[str]:
    for each in answer.fields:
        if said := _called(each.field):
            yield f"{each.field.role}: {said}"


def _called(field: Field) -> str:
    """A field in a few words: its name, else its identifiers; nothing of a narrative."""
    return field.name or ", ".join(field.identifiers)


def _of_place(found: PlaceFound, row: int, label: str, sha256: str) -> Hit:
    hit = found.hit
    actions = tuple(
        Action(
            date=each.since,
            authority=each.authority,
            legal_basis=each.legal_basis,
            measures=(each.kind,),
            reason=each.note or f"{each.kind} of {hit.title}",
            source_url=each.url,
        )
        for each in hit.measures
    )
    near = "one letter differs" in hit.why
    score = 99.0 if near else 100.0
    return Hit(
        row=row,
        customer_id="",
        queried_name=hit.found,
        queried_field=label,
        score=score,
        grade=hit.strength,
        alert=found.alert,
        list_id=PLACES,
        entry_id=hit.territory,
        entry_kind=PLACE,
        primary_name=hit.title,
        matched_name=hit.name,
        matched_name_kind=PLACE,
        matched_name_quality=hit.strength,
        other_names=(),
        authority="; ".join(dict.fromkeys(each.authority for each in hit.measures)),
        designating_agency="",
        publisher="this program (lists/places)",
        programmes=(),
        legal_basis="; ".join(dict.fromkeys(each.legal_basis for each in hit.measures)),
        measures=tuple(dict.fromkeys(each.kind for each in hit.measures)),
        listed_on=min(each.since for each in hit.measures),
        reason=hit.reason,
        reason_source="lists/places",
        source_url=hit.measures[0].url,
        actions=actions,
        relations=(),
        snapshot_date=hit.checked,
        snapshot_sha256=sha256,
        explanation=f"{hit.explanation.removesuffix('.')} ({found.part}).",
        parts=(Part(PLACE, hit.found, hit.name, 100.0, score),),
        evidence=(),
        alert_id=hashlib.sha256("\x1f".join((PLACES, label, hit.territory, hit.found)).encode()).hexdigest()[:24],
        threshold=0.0,
        why_no_alert="" if found.alert else WEAK_PLACE,
    )
