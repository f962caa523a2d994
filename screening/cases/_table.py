"""Cases as a frame, read off the hits."""

import polars as pl

from screening.cases._join import BY_ANOTHER, SAME_PARTY, SOURCES_DISAGREE
from screening.schema import Grade


def of(hits: pl.DataFrame) -> pl.DataFrame:
    """Put hits together by case, in the order in which the cases first appear.

    Args:
        hits: columns of ``schema.HITS``.

    Returns:
        One line a case, with the columns row, case_id, customer_id, queried_field, listings ("list entry"),
        authorities, reasons (each with its listing), score and grade (the best), alert (whether any hit is one),
        joined_by (the numbers and links that made it one case) and disagreements.
    """
    listing = pl.concat_str("list_id", pl.lit(" "), "entry_id")
    grades = list(Grade)
    said = pl.col("evidence").explode()
    fact, note = said.struct.field("fact"), said.struct.field("note")
    told = pl.concat_str(fact, pl.lit(": "), said.struct.field("listed"))
    best = pl.col("grade").replace_strict({each.value: at for at, each in enumerate(grades)}, return_dtype=pl.Int8)
    return (
        hits.lazy()
        .group_by("row", "case_id", maintain_order=True)  # rows without an id may be of one name, and so of one case id
        .agg(
            pl.col("customer_id").first(),
            pl.col("queried_field").first(),
            listing.alias("listings"),
            pl.col("authority").unique(maintain_order=True).alias("authorities"),
            pl.concat_str(listing, pl.lit(": "), "reason").alias("reasons"),
            pl.col("score").max(),
            best.min().alias("grade"),
            pl.col("alert").any(),
            note.filter((fact == SAME_PARTY) & (note != BY_ANOTHER)).unique(maintain_order=True).alias("joined_by"),
            told.filter(note == SOURCES_DISAGREE).unique(maintain_order=True).alias("disagreements"),
        )
        .with_columns(
            pl.col("grade").replace_strict({at: each.value for at, each in enumerate(grades)}, return_dtype=pl.String)
        )
        .collect()
    )
