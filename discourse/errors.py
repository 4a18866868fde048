"""The errors that a user can cause, each one sentence: what, where, what was expected, what to do.

DiscourseError
├── ReadError       a source cannot be read as a page of comments
├── CodebookError   a codebook is not one
├── CodingError     a coder cannot code what it was given
├── ReportError     a report cannot be written
└── BulkError       a run over many threads cannot begin, go on, or be asked
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class DiscourseError(Exception):
    """Anything that a user's input can cause; its text is one sentence for the user."""


class ReadError(DiscourseError):
    """A source cannot be read as a page of comments."""


class CodebookError(DiscourseError):
    """A codebook is missing, malformed or contradicts itself."""


class CodingError(DiscourseError):
    """A coder cannot code what it was given."""


class ReportError(DiscourseError):
    """A report cannot be made or written."""


class BulkError(DiscourseError):
    """A run over many threads cannot begin or go on, or its results cannot be asked."""


@contextmanager
def panics_told(fault: Callable[[str], Exception] = ValueError) -> Iterator[None]:
    """Raise a fault in the place of a panic of a library in Rust, which is no ``Exception`` to Python."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise fault(str(error)) from None
