"""The error tree is closed, documented, and every error is one line with a way out."""

import inspect

import pytest

from screening import errors
from screening.errors import ListError, ListFormatError, ScreeningError

CLASSES = [each for _, each in inspect.getmembers(errors, inspect.isclass)]


@pytest.mark.parametrize("error", CLASSES)
def test_every_error_is_in_the_drawn_tree(error: type[ScreeningError]) -> None:
    """One base, and the module docstring draws every class."""
    assert issubclass(error, ScreeningError)
    assert error.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize("error", CLASSES)
def test_exit_codes_follow_the_tree(error: type[ScreeningError]) -> None:
    """A list that cannot be trusted ends with 3, everything else that a person can mend with 2."""
    assert error.exit_code == (3 if issubclass(error, ListError) else 2)


def test_a_message_is_one_line_with_place_and_way_out() -> None:
    """What, where and the way out, in one line."""
    message = str(ScreeningError("it is\nempty", where="a.csv", way_out="Give another file."))
    assert message == "a.csv: it is empty. Give another file."


def test_a_format_error_names_list_file_entry_and_field() -> None:
    """An officer finds the place in the publisher's file."""
    error = ListFormatError("unknown kind", list_id="x", file="x.csv", entry_id="7", field="kind")
    assert "x, x.csv, entry 7, field 'kind'" in str(error)
