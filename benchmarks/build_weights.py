"""Build ``screening/lexicon/weights.toml``: how common each word is in names of persons, organisations and vessels.

Counted are the distinct names of the lists in ``<data>/lists`` (newest snapshots) and of the clean files in
``<data>/counterparties``, each name once however many authorities print it. A word's weight is
``1 - .2 * log10(1 + c)``, c = names with the word per 100,000 distinct names, rounded to .1, at least .2; a spelling
counts at least half of its sound family (so that "muhamad" is not rare). Only words of at least ``NAMES`` distinct
names of at least ``PARTIES`` parties get into the table: these are figures about common words, nothing in them tells of
one party. Entries of several lists that share a name are one party.

Usage: ``python -m benchmarks.build_weights $SCREENING_TEST_DATA``. Raise ``version`` in the table when it changes.
"""

import argparse
import csv
import math
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from screening import lexicon, romanise, store
from screening.schema import Kind
from screening.sound import sounds
from screening.text import fold_words, script

NAMES, PARTIES = 5, 3
VERSION = 1
TABLE = Path(lexicon.__file__).with_name("weights.toml")
KINDS = {"person": Kind.PERSON, "organisation": Kind.ORGANISATION, "vessel": Kind.VESSEL}
SYLLABIC = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
HEAD = """\
# How common words are in names: weight class -> words, separately for persons, organisations and vessels.
# weight = 1 - .2 * log10(1 + c), c = occurrences per 100,000 distinct names, rounded to .1, at least .2; a word that is
# not here weighs 1.0. Counted over published sanctions lists and clean names; only words of at least 5 distinct names
# of at least 3 parties. Written by benchmarks/build_weights.py, not by hand. Version 1, 2026-11-24.
"""

Party = tuple[str, str]
Words = frozenset[str]


def latin(word: str) -> str:
    """The Latin spelling a folded word is counted under; "" for syllables, consonants only, digits, single letters."""
    if not word.isascii():
        if script(word[0]) in SYLLABIC:
            return ""
        readings = romanise.readings(word)
        word = readings[0].text if readings and readings[0].vowels else ""
    return word if len(word) > 1 and word.isascii() and word.isalpha() else ""


def words_of(name: str, kind: str) -> Words:
    """The different words of a name; of an organisation also the generic words they stand for."""
    found = {word for each in fold_words(name) if (word := latin(each))}
    if kind == "organisation":
        found |= {lexicon.abbreviations().get(word, word) for word in found}
        found |= {lexicon.singular().get(word, word) for word in found}
    return frozenset(found)


def listed(folder: Path) -> Iterator[tuple[str, Party, str]]:
    """Kind, party and name of every listed name."""
    for loaded in store.load(folder):
        tables = loaded.tables
        kinds = dict(tables.designations.select("entry_id", "kind").iter_rows())
        for entry, text in tables.names.select("entry_id", "text").iter_rows():
            yield kinds[entry], (loaded.spec.id, entry), text


def clean(folder: Path) -> Iterator[tuple[str, Party, str]]:
    """Kind, party and name of every clean counterparty."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file)):
                kind = {"company": "organisation", "vessel": "vessel"}.get(row.get("type", ""), "person")
                yield kind, (path.name, str(number)), row.get("name") or row["full_name"]


def parties(names: dict[Words, set[Party]]) -> dict[Party, Party]:
    """Map every party to one representative: parties that share a name are one."""
    parent: dict[Party, Party] = {}

    def root(party: Party) -> Party:
        while parent.setdefault(party, party) != party:
            party = parent[party]
        return party

    for group in names.values():
        first, *others = sorted(group)
        for other in others:
            parent[root(other)] = root(first)
    return {party: root(party) for group in names.values() for party in group}


def classes(names: dict[Words, set[Party]]) -> dict[str, list[str]]:
    """Weight class -> words of one kind."""
    one = parties(names)
    count: Counter[str] = Counter()
    held: dict[str, set[Party]] = defaultdict(set)
    for words, group in names.items():
        count.update(words)
        for word in words:
            held[word].update(one[party] for party in group)
    common = [word for word in count if count[word] >= NAMES and len(held[word]) >= PARTIES]
    family: Counter[str] = Counter()
    for word in common:
        family[sounds(word)[0]] += count[word]
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(common):
        share = max(count[word], family[sounds(word)[0]] / 2) * 100_000 / len(names)
        found[f"{max(0.2, 1 - 0.2 * math.log10(1 + share)):.1f}"].append(word)
    found.pop("1.0", None)
    return dict(sorted(found.items()))


def written(tables: dict[str, dict[str, list[str]]]) -> str:
    """The TOML text: each class one string of words, for an array of so many words would load slowly."""
    lines = [HEAD, f"version = {VERSION}"]
    for kind, table in tables.items():
        lines.append(f"\n[{kind}]")
        for weight, words in table.items():
            lines.append(f"\"{weight}\" = '''")
            lines.extend(textwrap.wrap(" ".join(words), 118, break_long_words=False))
            lines.append("'''")
    return "\n".join(lines) + "\n"


def build(rows: Iterable[tuple[str, Party, str]]) -> dict[str, dict[str, list[str]]]:
    """The three tables from rows of kind, party, name; kinds without a table of their own are left out."""
    names: dict[str, dict[Words, set[Party]]] = {kind: defaultdict(set) for kind in KINDS}
    for kind, party, text in rows:
        if kind in names and (words := words_of(text, kind)):
            names[kind][words].add(party)
    return {kind: classes(each) for kind, each in names.items()}


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, help="folder with lists/ and counterparties/")
    data: Path = parser.parse_args().data
    tables = build([*listed(data / "lists"), *clean(data / "counterparties")])
    TABLE.write_text(written(tables), encoding="utf-8", newline="\n")
    for kind, table in tables.items():
        print(kind, sum(map(len, table.values())), {weight: len(words) for weight, words in table.items()})


if __name__ == "__main__":
    main()
