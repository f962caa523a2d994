"""The classes of manipulated names, EF-02 to EF-32: what each does, to which names, and what the right outcome is."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from screening.manipulation import _letters, _people, _traps, _words
from screening.manipulation._pool import Draw, Pool, Source, is_latin
from screening.schema import Kind

Make = Callable[[Source, Pool, Draw], str]

PERSONS = frozenset({Kind.PERSON})
ORGANISATIONS = frozenset({Kind.ORGANISATION})


class Right(StrEnum):
    """What the right outcome of a case is, in words."""

    FOUND = "an alert on the party"
    FOUND_IN_LATIN = "a Latin name of the party reaches the threshold"
    FOUND_NEAR = "an alert on the party, its birth date near or in part the same"
    SILENT = "no alert on the party"
    SILENT_OR_WEAK = "no alert on the party, or one graded weak"
    SILENT_ON_NUMBERS = "no alert on a name of the party that has a number"

    @property
    def is_hard_negative(self) -> bool:
        """Whether the manipulated name is another party's."""
        return self.name.startswith("SILENT")


@dataclass(frozen=True, slots=True)
class Manipulation:
    """One class.

    Attributes:
        id: "EF-03".
        title: what is done, in a few words.
        eligible: which names it is done to, in words.
        make: gives the manipulated name; "" where the name is not eligible.
        right: the right outcome.
        kinds: of the parties whose names are eligible; empty for all.
        apart: why it is reported beside the total, in words; "" where it counts.
        latin: whether only names in Latin letters are eligible.
        listed: whether the query may be a listed name itself.
        birth: alters the party's birth date, which is then screened too.
    """

    id: str
    title: str
    eligible: str
    make: Make
    right: Right = Right.FOUND
    kinds: frozenset[Kind] = frozenset()
    apart: str = ""
    latin: bool = True
    listed: bool = False
    birth: Callable[[dt.date, Draw], dt.date] | None = None


def _text(make: Callable[[str, Draw], str]) -> Make:
    """A class that needs the name alone."""
    return lambda source, _, draw: make(source.text, draw)


def _as_listed(source: Source, pool: Pool, draw: Draw) -> str:  # noqa: ARG001  # the shape of every class
    return source.text if source.birth else ""


def _native(source: Source, pool: Pool, draw: Draw) -> str:  # noqa: ARG001  # the shape of every class
    """EF-22."""
    latin = is_latin(source.text)
    return source.text if not latin and any(is_latin(name) for name in pool.names_of(source)) else ""


_OPTION = "an option of a tester, not asked of a name screener"
_LONG = "in a word of 5+ letters (7+ where it is the only word)"

CLASSES: tuple[Manipulation, ...] = (
    Manipulation("EF-02", "case, accents, hyphens, apostrophes", "every name in Latin letters", _text(_letters.marks)),
    Manipulation(
        "EF-03", "one letter wrong", f"one letter deleted, inserted, doubled or changed {_LONG}", _text(_letters.edit)
    ),
    Manipulation("EF-04", "two letters swapped", f"two neighbour letters swapped {_LONG}", _text(_letters.swap)),
    Manipulation(
        "EF-05", "two letters wrong", "two letters edited in one word of 8+ letters", _text(_letters.two_edits)
    ),
    Manipulation(
        "EF-06", "letters of the same sound", f"ph/f, kh/h, ou/u and the like, {_LONG}", _text(_letters.sound)
    ),
    Manipulation(
        "EF-07",
        "words in another order",
        "names in any script of two or more words, no legal form of several words; commas gone",
        _text(_words.order),
        latin=False,
    ),
    Manipulation(
        "EF-08",
        "words joined or split",
        "two neighbour words joined, or one word of 8+ letters split (3+ letters each side)",
        _text(_words.join),
    ),
    Manipulation(
        "EF-09",
        "middle name left out",
        "persons of three or more words, titles aside: one middle word of 4+ letters, not after Abdul, Abu, Al or El",
        _text(_people.middle),
        kinds=PERSONS,
    ),
    Manipulation(
        "EF-10",
        "business word left out",
        f"organisations of three or more words of 4+ letters beside the legal form: one word that {_words.SHARED} or "
        "more parties of a list share, where one that fewer share stays (without a word of its own it is no name)",
        _words.leave_out,
        kinds=ORGANISATIONS,
    ),
    Manipulation(
        "EF-11",
        "initials",
        "persons of two or more words: all but the surname (4+ letters) as initials",
        _text(_people.initials),
        kinds=PERSONS,
    ),
    Manipulation(
        "EF-12",
        "pet names",
        "persons with a given name (or pet name) of the table: the other form of it",
        _text(_people.pet_name),
        kinds=PERSONS,
    ),
    Manipulation(
        "EF-13",
        "titles",
        "persons of two or more words: a title before, or a suffix behind",
        _text(_people.title),
        kinds=PERSONS,
    ),
    Manipulation(
        "EF-14",
        "legal form",
        "organisations with a legal form of the table at an edge: changed, moved or dropped",
        _text(_words.form),
        kinds=ORGANISATIONS,
    ),
    Manipulation(
        "EF-15",
        "abbreviations",
        "organisations with a word of the table: one or two of its words cut short or written out",
        _text(_words.abbreviate),
        kinds=ORGANISATIONS,
    ),
    Manipulation(
        "EF-16",
        "acronym of the name",
        "organisations that are listed under the initials of a longer name too",
        _words.acronym,
        kinds=ORGANISATIONS,
        apart="found only where the acronym is listed",
        listed=True,
    ),
    Manipulation(
        "EF-17", "noise words", "every name in Latin letters: c/o, attn, a city, head office", _text(_words.noise)
    ),
    Manipulation(
        "EF-18",
        "invisible characters",
        "names in any script: no-break and double blanks, zero-width characters, soft hyphens",
        _text(_letters.special),
        latin=False,
    ),
    Manipulation(
        "EF-19",
        "look-alike letters",
        "one to three letters of a word of 4+ replaced by Cyrillic or Greek ones that look the same",
        _text(_letters.lookalike),
    ),
    Manipulation(
        "EF-20", "digits for letters", f"one or two of a, e, i, o, s {_LONG}", _text(_letters.leet), apart=_OPTION
    ),
    Manipulation(
        "EF-21",
        "another transliteration",
        "persons with a Russian patronymic spelled out: the English spelling as ICAO, ISO 9, German or French",
        _text(_letters.system),
        kinds=PERSONS,
    ),
    Manipulation(
        "EF-22",
        "native script",
        "listed names in other scripts, of parties with a Latin name: compared with their Latin names alone; a "
        "translated name (many organisations) cannot be found by its letters",
        _native,
        right=Right.FOUND_IN_LATIN,
        apart="native names are on the lists themselves, where they are found; this asks for the Latin ones",
        latin=False,
        listed=True,
    ),
    Manipulation(
        "EF-23",
        "numbers written otherwise",
        "names of two or more words, not of aircraft, with a number to 999: in words, as an ordinal, in Roman letters",
        _text(_words.number_written),
        kinds=frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.VESSEL}),
    ),
    Manipulation(
        "EF-24",
        "changed number",
        "organisations with a number of one to four digits: another number",
        _text(_traps.number),
        right=Right.SILENT_ON_NUMBERS,
        kinds=ORGANISATIONS,
    ),
    Manipulation(
        "EF-25",
        "similar surname",
        "persons of two or three words: a surname of listed persons who share no other word with the party, the first "
        "three letters the same, three or more letters and two or more consonants different",
        _traps.surname,
        right=Right.SILENT,
        kinds=PERSONS,
    ),
    Manipulation(
        "EF-26",
        "another given name",
        "persons of two or three words: one given name of another listed person, unlike any word of the party's names",
        _traps.given_name,
        right=Right.SILENT_OR_WEAK,
        kinds=PERSONS,
    ),
    Manipulation(
        "EF-27",
        "shared generic words",
        f"organisations of three or four words, all but one of them shared by {_words.SHARED} or more parties of a "
        "list: another organisation's word in the place of that one",
        _traps.generic,
        right=Right.SILENT,
        kinds=ORGANISATIONS,
    ),
    Manipulation(
        "EF-28",
        "prefix trap",
        "names of one or two words: for a word of 7+ letters its beginning, three or more letters shorter, where "
        f"{_words.SHARED} or more parties of a list have that as a word and none has the rest; no pet name, no "
        "abbreviation, no legal form, nothing of the Abd- family",
        _traps.prefix,
        right=Right.SILENT,
    ),
    Manipulation(
        "EF-29",
        "cut by a payment field",
        f"names longer than {_words.FIELD} characters: the first {_words.FIELD}, where these hold a whole word of 4+ "
        f"letters that fewer than {_words.SHARED} parties of a list share",
        _words.truncate,
    ),
    Manipulation(
        "EF-30",
        "reversed, repeated, wrong keyboard",
        "the text backwards, one letter four times, or typed on a Russian keyboard",
        _text(_letters.scramble),
        apart=_OPTION,
    ),
    Manipulation(
        "EF-31",
        "women's and men's surnames",
        "persons with a Russian patronymic and a surname in -ov, -ev, -in, -sky or -ski: the other gender's ending",
        _text(_people.gender),
        kinds=PERSONS,
    ),
    Manipulation(
        "EF-32",
        "birth date wrong in one part",
        "persons with one birth date, to the day: the name as listed, another day, month or year (by one)",
        _as_listed,
        right=Right.FOUND_NEAR,
        kinds=PERSONS,
        latin=False,
        listed=True,
        birth=_people.birth,
    ),
)
