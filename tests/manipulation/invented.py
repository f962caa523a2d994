"""A pool of invented listed names in which every class of manipulation finds an eligible one."""

import datetime as dt

from screening.manipulation import Pool, Source
from screening.schema import Kind, NameKind

_PEOPLE = [
    "EXAMPLOV, Boris Viktorovich",
    "EXAMINETSKY, Vladimir",
    "Yuliya Andreyevna SAMPLEKOVA",
    "Boris Heronitsky",
    "Marek Quartzman",
    "Marek Saffronov",
    "Zdenka Velvetova",
    "Zdenka Lanternova",
]
_ORGANISATIONS = [
    "Northern Lantern Works of the Five Rivers and Harbours",
    "Northern Lantern Plant 17",
    "Cobalt Meridian-Trading LLC",
    *(f"{word}works International Trading House" for word in ("Cobalt", "Sable", "Umber", "Quartz", "Saffron")),
    *(f"Heron {word} House" for word in ("Copper", "Silver", "Marble", "Walnut", "Velvet")),
]


def _sources() -> list[Source]:
    kinds = [*((Kind.PERSON, text) for text in _PEOPLE), *((Kind.ORGANISATION, text) for text in _ORGANISATIONS)]
    made = [
        Source("starter", str(number), kind, text, NameKind.PRIMARY, dt.date(1970, 5, 16) if number == 0 else None)
        for number, (kind, text) in enumerate(kinds)
    ]
    made.append(Source("starter", "0", Kind.PERSON, "Экзамплов Борис Викторович", NameKind.ORIGINAL_SCRIPT))
    made.append(Source("starter", str(len(_PEOPLE)), Kind.ORGANISATION, "NLWFRH", NameKind.ALIAS))
    made.append(Source("starter", "v", Kind.VESSEL, "SILVER HERONRY 3", NameKind.PRIMARY))
    return made


POOL = Pool(_sources())
