"""What the report of a comparison says, as immutable records; the PDF and the HTML page are both set from them."""

import msgspec

from discourse.reporting.records import ChartSlot, Fact


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table in words: its heads, and its rows, whose first cell names them.

    ``numbers`` are the columns set to the right, ``wide`` those that need more room; ``note`` stands below it.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    wide: tuple[int, ...] = ()
    note: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Words as they stand somewhere, and where that is."""

    words: str
    where: tuple[str, ...]


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the report: what it says, then its charts, its table, and quotations with their places.

    ``table_first`` sets the table before the charts, where it fills what they leave of a page.
    """

    anchor: str
    title: str
    said: tuple[str, ...] = ()
    charts: tuple[ChartSlot, ...] = ()
    table: Table | None = None
    places: tuple[Place, ...] = ()
    table_first: bool = False


class ComparisonContent(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the report of a comparison says; ``charts`` are those of all sections."""

    title: str
    overline: str
    byline: tuple[Fact, ...]
    url: str | None
    headlines: tuple[Fact, ...]
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    charts: tuple[ChartSlot, ...]
    footer: tuple[Fact, ...]
    language: str
    version: str
