"""Where the scripts of this folder take names from: the lists and cases of ``$SCREENING_TEST_DATA``, seeded samples."""

import argparse
import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from screening import Screener
from screening.schema import Kind, NameKind, Quality, Tables
from tests.data import DATA

CLEAN = {"people_us_dev": "full_name", "people_global_dev": "full_name", "organisations_dev": "name"}
"""Files of clean counterparties and their columns with names."""

_WEAK = (Quality.WEAK.value, Quality.INFERRED_WEAK.value)


@dataclass(frozen=True, slots=True)
class Listed:
    """One listed name with the list, entry and kind it stands under."""

    list_id: str
    entry_id: str
    kind: Kind
    text: str
    name_kind: NameKind


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """Start a parser with the options of every script."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="test data; default $SCREENING_TEST_DATA")
    parser.add_argument("--seed", type=int, default=1, help="seed of all samples")
    return parser


def loaded_lists(screener: Screener) -> str:
    """Name the lists and snapshots of a run in one line."""
    return ", ".join(f"{each.spec.id} {each.snapshot.date} ({each.snapshot.entries})" for each in screener.loaded)


def strong_names(screener: Screener) -> list[Listed]:
    """Every listed name that is not weak, in list order."""
    tables = Tables.concat([each.tables for each in screener.loaded])
    names = tables.names.filter(~pl.col("quality").is_in(_WEAK)).join(
        tables.designations.select("list_id", "entry_id", entry_kind="kind"), on=["list_id", "entry_id"], how="left"
    )
    columns = names.select("list_id", "entry_id", "entry_kind", "text", "kind")
    return [Listed(a, b, Kind(c), d, NameKind(e)) for a, b, c, d, e in columns.iter_rows()]


def cases(data: Path, file: str) -> pl.DataFrame:
    """Read a file of labelled cases, all columns as text."""
    return pl.read_csv(data / "cases" / f"{file}.csv", infer_schema=False).fill_null("")


def clean_names(data: Path, file: str, count: int, seed: int) -> list[str]:
    """Draw clean names without replacement."""
    names = pl.read_csv(data / "counterparties" / f"{file}.csv", infer_schema=False)[CLEAN[file]].to_list()
    return random.Random(seed).sample(names, min(count, len(names)))  # noqa: S311  # a sample, not a secret


def clean_people(data: Path, file: str, count: int, seed: int) -> pl.DataFrame:
    """Draw clean people with their birth dates, rows 1, 2, ..., of kind person."""
    people = pl.read_csv(data / "counterparties" / f"{file}.csv", infer_schema=False).fill_null("")
    picked = random.Random(seed).sample(range(people.height), min(count, people.height))  # noqa: S311  # a sample
    drawn = people[picked].select(pl.lit("person").alias("kind"), "date_of_birth", name="full_name")
    return drawn.rename({"date_of_birth": "birth_date"}).with_row_index("row", offset=1).cast({"row": pl.Int64})


def frame(names: Sequence[str]) -> pl.DataFrame:
    """Names as counterparties of unknown kind, rows 1, 2, ..."""
    return pl.DataFrame({"row": pl.Series(range(1, len(names) + 1), dtype=pl.Int64), "name": names})


def scripts(text: str) -> set[str]:
    """Return the scripts of a text's letters ("LATIN", "CYRILLIC", ...), the first word of their Unicode names."""
    return {unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha()}
