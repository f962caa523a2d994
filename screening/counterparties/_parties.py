"""From the columns of a counterparty file to its parties: the main party of every row, and the further ones (US-12)."""

from collections.abc import Iterable

import polars as pl
from polars import selectors

from screening.counterparties._columns import Columns
from screening.counterparties._lines import MAX_CHARACTERS
from screening.schema import Kind

COUNTERPARTIES = pl.Schema(
    {
        "row": pl.Int64(),
        "field": pl.String(),
        "customer_id": pl.String(),
        "name": pl.String(),
        "native_name": pl.String(),
        "kind": pl.String(),
        "birth_date": pl.String(),
        "countries": pl.List(pl.String()),
        "identifiers": pl.List(pl.String()),
        "aliases": pl.List(pl.String()),
    }
)
"""One row a party to screen. ``row`` counts data rows from 1; ``field`` is "name" for the main party of a row, else the
column of a further one. ``kind`` is a value of ``Kind``. Absent text is "", an absent list is empty; never null."""

_KINDS = {
    Kind.PERSON: "person individual naturalperson natural human people private privateindividual p i физлицо",
    Kind.ORGANISATION: (
        "organisation organization company entity legalentity legalperson legal corporate corporation business firm "
        "bank ngo institution partnership trust fund o c юрлицо"
    ),
    Kind.VESSEL: "vessel ship boat tanker",
    Kind.AIRCRAFT: "aircraft airplane plane helicopter",
    Kind.UNKNOWN: "unknown other na none",
}
KIND_WORDS = {word: kind.value for kind, words in _KINDS.items() for word in words.split()}
"""Kinds of party as files write them: lower case, without blanks, underscores, hyphens and slashes."""


def too_long(rows: pl.DataFrame, columns: Columns) -> dict[int, str]:
    """Rows with a cell that is too long for a name, each with its problem."""
    named = [*columns.names, *columns.parts, *columns.native, *columns.aliases, *columns.roles]
    longest = rows.select(_exactly(column).str.len_chars().max() for column in named).row(0) if named else ()
    errors: dict[int, str] = {}
    for column, length in zip(named, longest, strict=True):
        if length and length > MAX_CHARACTERS:
            long = rows.filter(_exactly(column).str.len_chars() > MAX_CHARACTERS)
            problem = f"column {column!r} holds more than {MAX_CHARACTERS:,} characters"
            errors |= dict.fromkeys(long["row"].to_list(), problem)
    return errors


def _exactly(column: str) -> pl.Expr:
    """The column of this name, also where polars would read the name as a pattern (``^name$``)."""
    return selectors.by_name(column).as_expr()


def _text(column: str) -> pl.Expr:
    """The cell without surrounding white space, null where nothing is left."""
    bare = _exactly(column).str.strip_chars()
    return pl.when(bare != "").then(bare)


def first_said(columns: Iterable[str]) -> pl.Expr:
    return pl.coalesce(*map(_text, columns), pl.lit(""))


def _name(columns: Columns) -> pl.Expr:
    """The main party's name: the likeliest full name, else the parts joined by blanks.

    Where the part called "name" says the given name too, it is the whole one.
    """
    full = columns.names[:1]
    if not columns.parts:
        return first_said(full)
    joined = pl.concat_str(*map(_text, columns.parts), separator=" ", ignore_nulls=True)
    if columns.doubtful:
        given, whole = (pl.concat_str(pl.lit(" "), _text(columns.parts[at]), pl.lit(" ")) for at in (0, -1))
        said = whole.str.to_lowercase().str.contains(given.str.to_lowercase(), literal=True)
        joined = pl.when(said).then(_text(columns.parts[-1])).otherwise(joined)
    return pl.coalesce(*map(_text, full), joined, pl.lit(""))


def _texts(columns: Iterable[tuple[str, str]]) -> pl.Expr:
    """The cells of several columns as one list; ``;``, ``|`` and line breaks part values, a type is put before each."""
    lists = []
    for column, type_ in columns:
        each = pl.element().str.strip_chars()
        if type_:
            typed = each.str.to_lowercase().str.starts_with(f"{type_}:") | (each == "")
            each = pl.when(typed).then(each).otherwise(pl.concat_str(pl.lit(f"{type_}:"), each))
        lists.append(_exactly(column).str.replace_all(r"[|\r\n]", ";").str.split(";").list.eval(each))
    if not lists:
        return pl.lit([], dtype=pl.List(pl.String))
    return pl.concat_list(lists).list.eval(pl.element().filter(pl.element() != "")).list.unique(maintain_order=True)


def main(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """The main party of every row that names one."""
    kind = first_said(columns.kinds).str.to_lowercase().str.replace_all(r"[\s_/-]", "")
    found = rows.lazy().select(
        "row",
        field=pl.lit("name"),
        customer_id=first_said(columns.customer_ids),
        name=_name(columns),
        native_name=first_said(columns.native),
        kind=kind.replace_strict(KIND_WORDS, default=Kind.UNKNOWN.value),
        birth_date=first_said(columns.birth_dates),
        countries=_texts((column, "") for column in columns.countries),
        identifiers=_texts(columns.identifiers),
        aliases=_texts((column, "") for column in columns.aliases),
    )
    if columns.aliases:
        only_alias = (pl.col("name") == "") & (pl.col("native_name") == "") & (pl.col("aliases").list.len() > 0)
        found = found.with_columns(
            name=pl.when(only_alias).then(pl.col("aliases").list.first()).otherwise("name"),
            aliases=pl.when(only_alias).then(pl.col("aliases").list.slice(1)).otherwise("aliases"),
        )
    said = (pl.col("name") != "") | (pl.col("native_name") != "") | (pl.col("identifiers").list.len() > 0)
    return found.filter(said).collect()


def further(rows: pl.DataFrame, columns: Columns) -> list[pl.DataFrame]:
    """The further parties of the rows, column by column: other full names that differ, and every role."""
    empty = pl.lit([], dtype=pl.List(pl.String))
    frames = []
    for column in (*columns.names[1:], *columns.roles):
        parties = rows.select(
            "row",
            field=pl.lit(column),
            customer_id=first_said(columns.customer_ids),
            main=_name(columns),
            name=_texts([(column, "")]) if column in columns.roles else pl.concat_list(first_said([column])),
        ).explode("name", empty_as_null=False)
        if column not in columns.roles:
            parties = parties.filter(pl.col("name") != pl.col("main"))
        blanks = {"native_name": pl.lit(""), "kind": pl.lit(Kind.UNKNOWN.value), "birth_date": pl.lit("")}
        lists = {"countries": empty, "identifiers": empty, "aliases": empty}
        parties = parties.filter(pl.col("name") != "").with_columns(**blanks, **lists)
        frames.append(parties.select(COUNTERPARTIES.names()).cast(COUNTERPARTIES))
    return frames
