"""What the pages of a class report say, as records."""

import msgspec


class Cell(msgspec.Struct, frozen=True):
    """A figure in words, and the length of its bar from 0 to 1 (``None``: no bar)."""

    text: str
    bar: float | None = None


class Split(msgspec.Struct, frozen=True):
    """A code, how many gave it, and that as a share of those who answered."""

    code: str
    count: int
    share: float


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A unit worth talking about: the comment, the question, and what class, key and machine say."""

    number: int
    author: str
    text: str
    question: str
    splits: tuple[Split, ...]
    says: str


class Topic(msgspec.Struct, frozen=True):
    """A part of the discussion page: a heading, a sentence, and cases."""

    heading: str
    lead: str
    cases: tuple[Case, ...]


class Table(msgspec.Struct, frozen=True):
    """A table: its heading, its columns, and its rows, of which the first cell is a name."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


class Listing(msgspec.Struct, frozen=True):
    """A list under a heading, with a sentence before it."""

    heading: str
    lead: str
    items: tuple[str, ...]


class ClassReport(msgspec.Struct, frozen=True, kw_only=True):
    """All that the pages of a class report say."""

    title: str
    words: dict[str, str]
    tongue: str
    language: str
    facts: tuple[tuple[str, str], ...]
    headlines: tuple[tuple[str, str], ...]
    summary: tuple[str, ...]
    tables: tuple[Table, ...]
    topics: tuple[Topic, ...]
    listings: tuple[Listing, ...]
    questions: tuple[str, ...]
    method: tuple[str, ...]
