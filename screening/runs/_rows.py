"""Every row of a run accounted for: what became of it, and a fingerprint of what was screened of it."""

import hashlib
from pathlib import Path

import polars as pl

from screening.counterparties import COUNTERPARTIES, CounterpartyFile
from screening.errors import InputError
from screening.reports._flat import safe
from screening.screen import Run

ACCOUNT = pl.Schema(
    {
        "row": pl.Int64(),
        "customer_id": pl.String(),
        "status": pl.String(),
        "problem": pl.String(),
        "fingerprint": pl.String(),
    }
)
"""One line a row of the input, ascending. ``status`` as in ``screen.ROWS``; ``fingerprint`` is "" where nothing of the
row could be screened. A customer id that a spreadsheet would run as a formula carries an apostrophe."""

STATUSES = ("alert", "suppressed", "no alert", "in error")
_DIGITS = 32
_SAID = [name for name in COUNTERPARTIES if name != "row"]


def account(part: CounterpartyFile, found: Run) -> pl.DataFrame:
    """What became of the rows of a part; columns of ``ACCOUNT``.

    Raises:
        ValueError: a row came to nothing; a fault of ours.
    """
    faulty = pl.DataFrame(
        [
            pl.Series("row", [error.row for error in part.errors], pl.Int64),
            pl.Series("fault", [error.problem for error in part.errors], pl.String),
        ]
    )
    whole = (
        part.originals.select("row")
        .join(found.rows, on="row", how="left", maintain_order="left")
        .join(faulty, on="row", how="left", maintain_order="left")
        .join(fingerprints(part.frame), on="row", how="left", maintain_order="left")
        .with_columns(
            status=pl.when(pl.col("fault").is_null()).then("status").otherwise(pl.lit("in error")),
            problem=pl.coalesce("fault", "problem"),
            customer_id=pl.col("customer_id").fill_null(""),
            fingerprint=pl.col("fingerprint").fill_null(""),
        )
        .select(ACCOUNT.names())
    )
    if not whole["status"].is_in(STATUSES).fill_null(value=False).all():
        raise ValueError("a row of the input came to nothing")
    return safe(whole)


def fingerprints(frame: pl.DataFrame) -> pl.DataFrame:
    """What is screened of each row, all its roles, as a hash; columns row, customer_id, fingerprint.

    Equal content has equal fingerprints on every machine and in every version of polars; what a file holds beside what
    is screened has no part in them.
    """
    said = frame.select("row", "customer_id", said=pl.concat_str([_framed(name) for name in _SAID]))
    if said["row"].n_unique() < said.height:
        said = said.group_by("row", maintain_order=True).agg(pl.col("customer_id").first(), pl.col("said").str.join())
    hashes = [hashlib.sha256(each.encode()).hexdigest()[:_DIGITS] for each in said["said"].to_list()]
    return said.select("row", "customer_id").with_columns(pl.Series("fingerprint", hashes, pl.String))


def _framed(name: str) -> pl.Expr:
    """A cell with its length before it, so that no two rows are written alike."""
    column = pl.col(name)
    if COUNTERPARTIES[name] == pl.String:
        return pl.concat_str(column.str.len_bytes().cast(pl.String), pl.lit(":"), column)
    element = pl.element()
    each = pl.concat_str(element.str.len_bytes().cast(pl.String), pl.lit(":"), element)
    return pl.concat_str(column.list.len().cast(pl.String), pl.lit(";"), column.list.eval(each).list.join(""))


def write_rows(rows: pl.DataFrame, *, first: bool) -> bytes:
    """Lines of a CSV file; the first ones below the header."""
    empty_as_none = rows.with_columns(pl.col(pl.String).replace("", None))
    return empty_as_none.write_csv(include_header=first).encode()


def read_rows(path: Path) -> pl.DataFrame:
    """Read what ``write_rows`` wrote; columns of ``ACCOUNT``.

    Raises:
        InputError: it is no such file.
    """
    try:
        with path.open("rb") as file:
            head = file.readline(1000).decode().rstrip("\r\n")
        if head != ",".join(ACCOUNT):
            raise InputError("its columns are not those of a run record", where=str(path))
        found = pl.read_csv(path, schema=ACCOUNT, empty_string_is_null=False, glob=False)
    except (OSError, UnicodeDecodeError, pl.exceptions.PolarsError) as error:
        raise InputError("cannot be read as the rows of a run record", where=str(path)) from error
    if not found["status"].is_in(STATUSES).fill_null(value=False).all() or found["row"].null_count():
        raise InputError("a row has no status", where=str(path))
    return found
