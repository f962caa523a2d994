"""Country names and codes, in the spellings lists and customer files use, to ISO 3166-1 alpha-2 and back.

The table is ``lexicon/countries.toml``. What is not surely one country is "", never a guess: "Panama. South Korea",
"Commonwealth of Independent States", "na" (the UN's "not available", not Namibia).
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

_NOT_CODES = ("na", "no")
"""In lower case these are answers ("not available", "no"), not Namibia and Norway."""
_STATE = re.compile(
    r"(?:(?:the|people['’]?s|democratic|socialist|federal|federative|islamic|arab|independent|eastern|grand) )*"
    r"(?:republic|kingdom|state|sultanate|principality|commonwealth|duchy) of (.+)",
    re.IGNORECASE,
)
"""Official long names ("Republic of Zambia"); those that need the long form ("Republic of Korea") are in the table."""


class _Table(NamedTuple):
    codes: Mapping[str, str]  # alpha-2 or alpha-3, upper case -> alpha-2
    names: Mapping[str, str]  # folded name -> alpha-2
    titles: Mapping[str, str]  # alpha-2 -> title


@functools.cache
def _table() -> _Table:
    rows = tomllib.loads((files("screening.lexicon") / "countries.toml").read_text(encoding="utf-8"))
    codes, names, titles = {}, {}, {}
    for code, row in rows.items():
        codes[code] = codes[row["alpha3"]] = code
        titles[code] = row["title"]
        names.update(dict.fromkeys([_fold(row["title"]), *row["also"]], code))
    return _Table(*(MappingProxyType(each) for each in (codes, names, titles)))


def _fold(text: str) -> str:
    """Lower-case letters without accents, apostrophes closed, other punctuation to blanks, no leading "the"."""
    flat = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    words = re.sub(r"[^\w]+", " ", re.sub(r"['’`]", "", flat)).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _readings(text: str) -> Iterator[str]:
    """The text, then what lists put around a country taken off, most trustworthy first."""
    yield text
    yield text.replace("&", " and ")
    if now := re.search(r"\b(?:now|currently)\s+(.+?)\)?\s*$", text, re.IGNORECASE):
        yield now[1]
    bare = re.sub(r"\(.*?\)", " ", text)  # "Iran (Islamic Republic of)", "Iraq (previous address)"
    yield bare
    yield re.sub(r"^(?:region|possibly|formerly|former|flag)\s*:?\s*", "", bare.strip(), flags=re.IGNORECASE)
    if "," in bare:  # "Gambia, The", "Bahamas, The"
        head, _, tail = bare.rpartition(",")
        yield f"{tail} {head}"
    if state := _STATE.match(bare):
        yield state[1]


def _look_up(text: str) -> str:
    table, bare = _table(), text.strip()
    if len(bare) in (2, 3) and bare not in _NOT_CODES and bare.upper() in table.codes:
        return table.codes[bare.upper()]
    if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", bare):  # a part of a country (ISO 3166-2): "CN-XZ"
        return table.codes.get(bare[:2], "")
    return next((table.names[name] for name in map(_fold, _readings(bare)) if name in table.names), "")


@functools.lru_cache(maxsize=4096)
def alpha2(text: str) -> str:
    """Give the alpha-2 code of a country code (alpha-2, alpha-3) or name; "" where it is not surely one country.

    Reads English names and nationalities, inverted names ("Korea, North"), official long names, bilingual cells
    ("Russia / Russie"), former countries with their successor ("Former USSR, now Ukraine") and OFAC's "Region: Crimea".
    """
    if found := _look_up(text):
        return found
    halves = {_look_up(half) for half in text.split("/")} - {""} if "/" in text else set()
    return halves.pop() if len(halves) == 1 else ""


def title(code: str) -> str:
    """Give the English title of an alpha-2 code, or the code itself where it is unknown."""
    return _table().titles.get(code.upper(), code)
