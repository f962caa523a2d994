"""Manipulations of persons: middle names, initials, pet names, titles, women's and men's surnames, birth dates."""

import calendar
import datetime as dt
import re

from screening.manipulation._facts import GENDERS, PET_NAMES, SUFFIXES, TITLES, WOMENS_TITLES
from screening.manipulation._letters import has_patronymic, like
from screening.manipulation._pool import Draw, reading_order

_BOUND = re.compile(r"(?i)abd(?:[aeou]l|-.*)?|abo?u|[ae]l")
_TITLES = frozenset(word for each in TITLES for word in each.casefold().replace(".", "").split())


def middle(name: str, draw: Draw) -> str:
    """EF-09."""
    words = reading_order(name)
    first = next((i for i, word in enumerate(words) if word.casefold().replace(".", "") not in _TITLES), len(words))
    places = [i for i in range(first + 1, len(words) - 1) if len(words[i]) >= 4 and not _BOUND.fullmatch(words[i - 1])]
    if not places:
        return ""
    drop = draw.choice(places)
    return " ".join(words[:drop] + words[drop + 1 :])


def initials(name: str, draw: Draw) -> str:
    """EF-11."""
    words = reading_order(name)
    if len(words) < 2 or len(words[-1]) < 4 or not all(word[0].isalpha() for word in words):
        return ""
    dot = draw.choice((". ", " ", "."))
    return "".join(word[0].upper() + dot for word in words[:-1]).rstrip() + " " + words[-1]


def pet_name(name: str, draw: Draw) -> str:
    """EF-12."""
    words = reading_order(name)
    places = [i for i, word in enumerate(words[:-1]) if word.casefold() in PET_NAMES]
    if not places:
        return ""
    i = draw.choice(places)
    words[i] = like(words[i], draw.choice(PET_NAMES[words[i].casefold()]))
    return " ".join(words)


def title(name: str, draw: Draw) -> str:
    """EF-13."""
    words = reading_order(name)
    if len(words) < 2:
        return ""
    woman = re.search(r"(?i)(?:ovna|evna)\b", name)
    before = draw.choice(WOMENS_TITLES if woman else TITLES)
    if draw.random() < 0.2:
        return " ".join([*words, draw.choice(SUFFIXES)])
    return " ".join([before, *words])


def gender(name: str, draw: Draw) -> str:  # noqa: ARG001  # one answer, nothing to draw
    """EF-31."""
    words = reading_order(name)
    if len(words) < 2 or not has_patronymic(name):
        return ""
    surname = words[-1]
    for man, woman in GENDERS:
        for old, new in ((woman, man), (man, woman)):
            if surname.casefold().endswith(old) and len(surname) >= len(old) + 3:
                stem = surname[: len(surname) - len(old)]
                return " ".join([*words[:-1], stem + (new.upper() if surname.isupper() else new)])
    return ""


def birth(date: dt.date, draw: Draw) -> dt.date:
    """EF-32: another day of the month, another month, or the year before or after."""
    kind = draw.choice(("day", "month", "year"))
    year, month, day = date.year, date.month, date.day
    if kind == "year":
        year += draw.choice((-1, 1))
    elif kind == "month":
        month = draw.choice([each for each in range(1, 13) if each != month])
    else:
        day = draw.choice([each for each in range(1, 29) if each != day])
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
