"""Words: legal forms, titles, particles, equivalent names, generic words, abbreviations, numbers and word weights.

The facts are TOML files beside this module, so that a compliance officer can review every word without reading
Python; each file's first lines say where its facts come from, and its version. ``countries.toml`` belongs to
``screening.countries``. Every word is written as folding leaves it: lower-case letters and digits of ASCII, no
apostrophe, no dot. Loading is strict: an unknown key, a double or an ill-formed word is a ``CatalogueError``.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Literal, get_args

from screening.lexicon._noise import Noise as Noise
from screening.lexicon._noise import around as around
from screening.lexicon._strict import NATIVE, PHRASE, WORD, check_keys, fail, raw, read, texts, word_map, word_sets
from screening.lexicon._translations import ENDING_LETTERS as ENDING_LETTERS
from screening.lexicon._translations import LATIN_STEM as LATIN_STEM
from screening.lexicon._translations import fillers as fillers
from screening.lexicon._translations import translated as translated
from screening.lexicon._translations import translations as translations
from screening.schema import Kind

Scope = Literal["given", "any"]
"""Where an equivalence holds: only between given names, or between any two words of a name."""

EquivalentKind = Literal["twin", "nickname", "spelling"]
"""Twin: the same name in a sister language; nickname: a short or pet form; spelling: another romanisation."""

_FILES = (
    *("abbreviations", "equivalents", "generic", "legal_forms", "noise", "numbers", "particles", "titles"),
    *("translations", "weights"),
)
_TABLE_OF = {
    Kind.PERSON: "person",
    Kind.ORGANISATION: "organisation",
    Kind.VESSEL: "vessel",
    Kind.AIRCRAFT: "vessel",
}
_NUMBER_KEYS = ("cardinals", "ordinals", "multipliers", "ordinal_suffixes", "native_ordinal_suffixes")


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form as written: its class, and whether it counts only at the start or end of a name.

    Two names whose forms have the same class have the same form (NK-19).
    """

    class_id: str
    edge_only: bool


@dataclass(frozen=True, slots=True)
class Equivalent:
    """That a word belongs to a group of equivalent names; two words with one ``group`` number are equivalent."""

    group: int
    scope: Scope
    kind: EquivalentKind
    language: str


@cache
def legal_forms() -> Mapping[tuple[str, ...], LegalForm]:
    """Map every legal form, as its words, to its class.

    Each word stands in all its ``spellings`` too. Raises CatalogueError where a form has two classes.
    """
    found: dict[tuple[str, ...], LegalForm] = {}
    spelled = read("legal_forms").get("spellings", {})
    spellings = {word: texts("legal_forms", f"spellings.{word}", each) for word, each in spelled.items()}
    for class_id, place, phrase, edge_only in _forms():
        for words in product(*((word, *spellings.get(word, ())) for word in phrase)):
            if words in found:
                raise fail(f"{' '.join(words)!r} stands in two places", "legal_forms", place)
            found[words] = LegalForm(class_id, edge_only)
    return MappingProxyType(found)


def _forms() -> Iterator[tuple[str, str, Sequence[str], bool]]:
    """Class, place in the table, words and edge_only of every form; characters are the words of native ones."""
    table = read("legal_forms")
    check_keys("legal_forms", "", table, ["spellings", "classes"])
    for class_id, each in table["classes"].items():
        place = f"classes.{class_id}."
        check_keys("legal_forms", place, {"native": [], **each}, ["title", "forms", "edge_only", "native"])
        for key in ("forms", "edge_only"):
            for phrase in texts("legal_forms", place + key, each[key], PHRASE):
                yield class_id, place + key, phrase.split(), key == "edge_only"
        for phrase in texts("legal_forms", f"{place}native", each.get("native", []), NATIVE):
            yield class_id, f"{place}native", phrase, False


@cache
def _titles() -> dict[str, frozenset[str]]:
    return word_sets("titles", read("titles"), ["titles", "given_too"])


def titles() -> frozenset[str]:
    """Words that are only titles of a person: ranks, offices, degrees, forms of address (EF-13)."""
    return _titles()["titles"]


def given_titles() -> frozenset[str]:
    """Titles that are given names too ("Haji", "Sayed", "Amir"); none of them is in ``titles``."""
    return _titles()["given_too"]


@cache
def _particles() -> dict[str, frozenset[str]]:
    return word_sets("particles", read("particles"), ["particles", "articles", "kunya", "nasab", "noise"])


def particles() -> frozenset[str]:
    """Optional small words that never match alone (NK-14): articles, "bin", "von", "de la", "of", "and"."""
    return _particles()["particles"]


def articles() -> frozenset[str]:
    """Romanised forms of the Arabic article, sun letters included (NK-06); all are particles."""
    return _particles()["articles"]


def kunya() -> frozenset[str]:
    """Words that open a kunya: "abu" and "umm" in their spellings (NK-07)."""
    return _particles()["kunya"]


def nasab() -> frozenset[str]:
    """Words after which the father's name stands: "bin", "ibn", "ben", "bint"; all are particles but "b"."""
    return _particles()["nasab"]


def noise() -> frozenset[str]:
    """Words of addresses and payments that say nothing of a name wherever they stand: "street", "attn", "invoice"."""
    return _particles()["noise"]


@cache
def _generic() -> dict[str, frozenset[str]]:
    table = {key: value for key, value in read("generic").items() if key != "singular"}
    return word_sets("generic", table, ["words", "places", "form_parts"])


def generic_words() -> frozenset[str]:
    """Words of low weight in names of organisations, in the singular (``singular`` maps plurals to them)."""
    return _generic()["words"]


def places() -> frozenset[str]:
    """One-word countries, demonyms, regions and big cities."""
    return _generic()["places"]


def form_parts() -> frozenset[str]:
    """Words of legal forms that are left over where the whole form was not recognised."""
    return _generic()["form_parts"]


@cache
def singular() -> Mapping[str, str]:
    """Map plurals of generic words to their singular: irregular ones from the table, English regular ones by rule."""
    table = read("generic")
    if "singular" not in table:
        raise fail("the key is missing", "generic", "singular")
    irregular = word_map("generic", "singular", table["singular"])
    words, taken = generic_words(), generic_words() | places() | form_parts()
    regular = {_plural(word): word for word in words}
    return MappingProxyType({plural: word for plural, word in regular.items() if plural not in taken} | irregular)


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "o", "u", ""):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def abbreviations() -> Mapping[str, str]:
    """Map unambiguous abbreviations of organisations to the word they stand for ("intl" -> "international")."""
    table = read("abbreviations")
    check_keys("abbreviations", "", table, ["exact", "prefix_of"])
    return MappingProxyType(word_map("abbreviations", "exact", table["exact"]))


@cache
def abbreviation_prefixes() -> frozenset[str]:
    """Ambiguous abbreviations ("ind", "elec"): they stand for any generic word that they begin."""
    table = read("abbreviations")
    return frozenset(texts("abbreviations", "prefix_of", table.get("prefix_of")))


@cache
def _numbers(key: str) -> Mapping[str, int]:
    table = read("numbers")
    check_keys("numbers", "", table, _NUMBER_KEYS)
    found: dict[str, int] = {}
    for language, words in table[key].items():
        for word, number in words.items():
            if not WORD.fullmatch(word) or type(number) is not int:
                raise fail(f"{word} = {number!r} is not a folded word and a number", "numbers", f"{key}.{language}")
            if found.setdefault(word, number) != number:
                raise fail(f"{word!r} has two numbers", "numbers", f"{key}.{language}")
    return MappingProxyType(found)


def cardinals() -> Mapping[str, int]:
    """Map spelled-out cardinals to their number: 0 to 99 and round hundreds, without the words of ``multipliers``."""
    return _numbers("cardinals")


def ordinals() -> Mapping[str, int]:
    """Map spelled-out ordinals to their number ("first" -> 1)."""
    return _numbers("ordinals")


def multipliers() -> Mapping[str, int]:
    """Map words that multiply what stands before them ("hundred" -> 100, "thousand" -> 1000)."""
    return _numbers("multipliers")


@cache
def ordinal_suffixes() -> frozenset[str]:
    """Endings that make an ordinal of digits: "th", Russian "й" and its romanised "y", "oi", ... (SE-07)."""
    latin, native = (read("numbers").get(key) for key in _NUMBER_KEYS[-2:])
    return frozenset(texts("numbers", "ordinal_suffixes", latin)) | frozenset(
        texts("numbers", "native_ordinal_suffixes", native, NATIVE)
    )


@cache
def equivalents() -> Mapping[str, tuple[Equivalent, ...]]:
    """Map a name to the groups of equivalent names it belongs to, in the order of the table."""
    table = read("equivalents")
    check_keys("equivalents", "", table, ["sections"])
    found: dict[str, list[Equivalent]] = {}
    number = 0
    for section in table["sections"]:
        check_keys("equivalents", "sections.", section, ["title", "scope", "kind", "language", "groups"])
        title, scope, kind = section["title"], section["scope"], section["kind"]
        if scope not in get_args(Scope) or kind not in get_args(EquivalentKind):
            raise fail(f"scope {scope!r} or kind {kind!r} is unknown", "equivalents", f"section {title!r}")
        for names in section["groups"]:
            each = Equivalent(number, scope, kind, section["language"])
            for name in texts("equivalents", f"section {title!r}, group {names}", names):
                found.setdefault(name, []).append(each)
            number += 1
    return MappingProxyType({name: tuple(groups) for name, groups in found.items()})


@cache
def _weights() -> dict[Kind, dict[str, float]]:
    table = read("weights")
    check_keys("weights", "", table, ["version", *sorted(set(_TABLE_OF.values()))])
    tables = {name: _weight_table(name, table[name]) for name in sorted(set(_TABLE_OF.values()))}
    found = {kind: tables[name] for kind, name in _TABLE_OF.items()}
    lowest: dict[str, float] = {}
    for each in tables.values():
        lowest |= {word: min(weight, lowest.get(word, 1.0)) for word, weight in each.items()}
    return found | {Kind.UNKNOWN: lowest}


def _weight_table(name: str, classes: Mapping[str, object]) -> dict[str, float]:
    # The words of a class are one string: an array of twenty thousand words costs tomllib 60 ms, a string 1 ms.
    found: dict[str, float] = {}
    for key, words in classes.items():
        if key not in ("0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9"):
            raise fail("the class is not one of 0.2 to 0.9", "weights", f"{name}.{key}")
        folded = words.split() if isinstance(words, str) else ["?"]
        if not PHRASE.fullmatch(" ".join(folded)):
            wrong = next(word for word in folded if not WORD.fullmatch(word))
            raise fail(f"{wrong!r} is not a folded word", "weights", f"{name}.{key}")
        known = len(found)
        found.update(dict.fromkeys(folded, float(key)))
        if len(found) < known + len(folded):
            raise fail("a word stands there twice or in two classes", "weights", f"{name}.{key}")
    return found


def weights(kind: Kind) -> Mapping[str, float]:
    """The whole table of weights of a kind; see ``weight``."""
    return MappingProxyType(_weights()[kind])


def weight(word: str, kind: Kind) -> float:
    """How distinctive a folded word is in names of a kind: .2 (very common) to 1.0 (not in the table).

    Aircraft are weighed as vessels; for ``Kind.UNKNOWN`` the lowest weight of all kinds counts.
    """
    return _weights()[kind].get(word, 1.0)


@cache
def weights_version() -> str:
    """Version of the weights table and, after a hyphen, 12 hex digits of the SHA-256 over all tables of words."""
    digest = hashlib.sha256()
    for file in _FILES:
        digest.update(file.encode() + b"\0" + raw(file) + b"\0")
    return f"{read('weights')['version']}-{digest.hexdigest()[:12]}"
