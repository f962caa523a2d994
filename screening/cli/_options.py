"""Options that several commands share, and the reading of a date."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from screening.errors import UsageError

StoreOption = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="Folder of lists (yours if absent).")]
ListOption = Annotated[list[str] | None, typer.Option("--list", metavar="ID", help="Only this list; repeatable.")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Lists as of this date, YYYY-MM-DD.")]
ThresholdOption = Annotated[
    float | None, typer.Option("--threshold", metavar="N", help="Lowest score of a hit, 50-100.")
]
PolicyOption = Annotated[Path | None, typer.Option("--policy", metavar="FILE", help="Policy file (TOML).")]
MaxAgeOption = Annotated[
    int | None, typer.Option("--max-age", metavar="DAYS", help="Refuse lists older than this many days.")
]
KeepWordsOption = Annotated[
    bool, typer.Option("--keep-words/--no-keep-words", help="Keep words of names for quicker runs (your cache folder).")
]
ProcessesOption = Annotated[
    int | None, typer.Option("--processes", metavar="N", help="At most so many processes; by the file if absent.")
]
AcceptOption = Annotated[bool, typer.Option("--accept-change", help="Take a list that shrank or grew too much.")]
IdsArgument = Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Which lists; all if absent.")]


def date_of(text: str | None, option: str) -> dt.date | None:
    """The date of an option; raises ``UsageError`` where it is none."""
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} is no date", where=f"{text!r}", way_out="Write it as YYYY-MM-DD.") from None
