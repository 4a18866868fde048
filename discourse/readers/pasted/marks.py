"""What a line of a page can be: the words of people, or one of the things that a page prints around them."""

from enum import StrEnum
from typing import NamedTuple

from discourse.readers.times import Time


class Role(StrEnum):
    """What a line is. HEADER names the author, with a time or with "says"; TIME is a time alone."""

    TEXT = "text"
    TIME = "time"
    HEADER = "header"
    ACTION = "action"
    NUMBER = "number"
    BADGE = "badge"
    REPLY_TO = "reply to"
    NOTE = "note"
    LABEL = "label"
    COUNT = "count"
    NONE = "none"
    SECTION = "section"
    SORT = "sort"
    FORM = "form"
    END = "end"
    PINGBACK = "pingback"
    LOAD = "load"
    PAGE = "page"
    CAPTION = "caption"


class Mark(NamedTuple):
    """The role of a line with what it says: a name, a time, a number, a title, a button at its end."""

    role: Role
    name: str | None = None
    time: Time | None = None
    number: int | None = None
    title: str | None = None
    has_button: bool = False


UNAPPROVED = "unapproved"
"""The title of a note that a comment is not published yet."""
PLAIN_TEXT = Mark(Role.TEXT)
