"""Every error this package raises on purpose: one closed tree, each with the way out.

::

    ScreeningError
    ├── UsageError            an argument that cannot be used (threshold, date, kind)      exit 2
    │   └── PolicyError       a policy file that cannot be used (file, key)
    ├── InputError            a file of counterparties or payments that cannot be read     exit 2
    ├── OutputError           a report that cannot be written (file)                       exit 2
    ├── DecisionsError        a decisions file that cannot be used (file, line)            exit 2
    └── ListError             a designation list that cannot be trusted                    exit 3
        ├── CatalogueError    a list.toml that is wrong (file, key)
        ├── UnknownListError  a list id that no list.toml describes
        ├── ListMissingError  a store, snapshot or file that is not there
        ├── ListRefusedError  bytes that are not the list they should be (HTML, truncated, shrunk, ...)
        ├── ListFormatError   a list entry that cannot be understood (list, file, entry, field)
        └── ListStaleError    a list older than the age asked for

``str(error)`` is one line for a person: what is wrong, where, and what to do. The command line prints it and ends with
``error.exit_code``; anything that is not a ``ScreeningError`` is a fault of ours and ends with 4.
"""


class ScreeningError(Exception):
    """Base of every error raised on purpose.

    Args:
        what: what is wrong, one sentence without a full stop.
        where: the place, such as a file, a row, an entry or a field; may be empty.
        way_out: what the reader can do about it; may be empty.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", way_out: str = "") -> None:
        self.what, self.where, self.way_out = what, where, way_out
        line = f"{where}: {what}" if where else what
        super().__init__(" ".join(f"{line}. {way_out}".split()) if way_out else line)


class UsageError(ScreeningError):
    """An argument that cannot be used."""


class PolicyError(UsageError):
    """A policy file that cannot be used."""


class InputError(ScreeningError):
    """A file of counterparties or payments that cannot be read."""


class OutputError(ScreeningError):
    """A report that cannot be written; nothing half-written is left behind."""


class DecisionsError(ScreeningError):
    """A decisions file that is not ours, damaged, of another format, or in use."""


class ListError(ScreeningError):
    """A designation list that cannot be trusted: nothing may be screened against it."""

    exit_code = 3


class CatalogueError(ListError):
    """A ``list.toml`` that is wrong."""


class UnknownListError(ListError):
    """A list id that no ``list.toml`` describes."""


class ListMissingError(ListError):
    """A store, a snapshot or a file of a snapshot that is not there."""


class ListRefusedError(ListError):
    """Bytes that are not the list they should be: HTML, an error page, a pointer, a truncated or shrunken file."""


class ListFormatError(ListError):
    """A list entry that cannot be understood.

    Args:
        what: what is wrong.
        list_id: the list.
        file: the publisher's file name.
        entry_id: the entry, where known.
        field: the element, column or remark key, where known.
        way_out: what the reader can do about it.
    """

    def __init__(
        self, what: str, *, list_id: str, file: str, entry_id: str = "", field: str = "", way_out: str = ""
    ) -> None:
        self.list_id, self.file, self.entry_id, self.field = list_id, file, entry_id, field
        named = [list_id, file, f"entry {entry_id}" if entry_id else "", f"field {field!r}" if field else ""]
        super().__init__(
            what,
            where=", ".join(part for part in named if part),
            way_out=way_out or "The list was not loaded; the last good snapshot is unchanged.",
        )


class ListStaleError(ListError):
    """A list older than the age asked for."""
