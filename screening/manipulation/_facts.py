"""The facts of ``facts.toml`` as Python values: what a tester rewrites in a name."""

import tomllib
from importlib import resources
from typing import Any

_TOML: dict[str, Any] = tomllib.loads(resources.files(__package__).joinpath("facts.toml").read_text("utf-8"))

ACCENTS: dict[str, str] = _TOML["accents"]
SOUNDS: list[list[str]] = _TOML["sounds"]["alike"]
LAST_SOUNDS: list[list[str]] = _TOML["sounds"]["at_the_end"]
TITLES: list[str] = _TOML["titles"]["before"]
WOMENS_TITLES: list[str] = _TOML["titles"]["women"]
SUFFIXES: list[str] = _TOML["titles"]["behind"]
FORMS: list[list[str]] = _TOML["legal_forms"]["families"]
NOISE_BEFORE: list[str] = _TOML["noise"]["before"]
NOISE_BEHIND: list[str] = _TOML["noise"]["behind"]
LOOKALIKES: dict[str, str] = dict(zip(_TOML["look_alikes"]["latin"], _TOML["look_alikes"]["other"], strict=True))
LEET: dict[str, str] = _TOML["leet"]
SYSTEMS: dict[str, dict[str, str]] = _TOML["systems"]
KEYBOARD: dict[str, str] = dict(zip(_TOML["keyboard"]["latin"], _TOML["keyboard"]["russian"], strict=True))
GENDERS: list[list[str]] = _TOML["genders"]["endings"]
PATRONYMICS: tuple[str, ...] = tuple(_TOML["patronymics"]["endings"])
ONES: list[str] = _TOML["numbers"]["ones"]
TENS: list[str] = _TOML["numbers"]["tens"]
ORDINALS: dict[str, str] = _TOML["numbers"]["ordinals"]
ROMAN: list[tuple[int, str]] = [(value, letters) for value, letters in _TOML["numbers"]["roman"]]


def _both_ways(table: dict[str, list[str]]) -> dict[str, list[str]]:
    """Each word with what it may become, the short forms too."""
    found = {long: list(short) for long, short in table.items()}
    for long, short in table.items():
        for each in short:
            found.setdefault(each, []).append(long)
    return found


PET_NAMES = _both_ways(_TOML["pet_names"])
ABBREVIATIONS = _both_ways(_TOML["abbreviations"])
