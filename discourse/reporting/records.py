"""What a report says, as immutable records in words and numbers; the PDF and the HTML page are both set from them."""

from collections.abc import Mapping

import msgspec

from discourse.reporting.logos import Logo
from discourse.reporting.themes import THEMES, Theme


class Fact(msgspec.Struct, frozen=True):
    """A name and its value in words: a headline figure, a line of the ledger, a line of the footer.

    ``url`` is an http(s) address that the value leads to.
    """

    label: str
    value: str
    url: str | None = None


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """What moved one coding: the coding in a few words, and the weightiest reasons, each a line."""

    said: str
    reasons: tuple[str, ...]


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """One coding in words. ``letter`` ties it to the words it marks; ``code`` chooses the colour.

    The clauses of a comment that have the same form share a label, which stands for so many ``times``.
    """

    letter: str
    variable: str
    subject: str
    code: str
    probability: str
    anchor: str | None = None
    times: int = 1
    why: tuple[Why, ...] = ()


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a comment that the same codings mark; each variable by the code of its shortest span.

    ``title`` says in words everything that marks them; ``labels`` are the places of the labels that do, ``letters`` are
    those of the codings that end here.
    """

    text: str
    claim: str | None = None
    stance: str | None = None
    reply_stance: str | None = None
    form: str | None = None
    title: str = ""
    labels: tuple[int, ...] = ()
    letters: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a comment answers: in words, with the number of the comment where it is one that is shown.

    ``kind`` is that of the link, as in ``replies.graph.LINK_KINDS``.
    """

    words: str
    kind: str = "missing"
    number: int | None = None
    author: str | None = None
    certainty: str = ""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One comment of the listing. ``level`` is its capped depth; ``replies`` counts its direct replies.

    ``beyond`` says the depth in words where the level does not show it.
    """

    number: int
    author: str
    when: str | None
    note: str | None
    answer: Answer
    depth: int
    level: int
    replies: int
    rtl: bool
    labels: tuple[Label, ...]
    paragraphs: tuple[tuple[Segment, ...], ...]
    cut: str | None = None
    beyond: str = ""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """The comments in reading order: each followed by its replies. ``limit`` says what is left out, if anything.

    ``has_forms`` and ``has_reasons`` tell whether any label is one of form, and says why it was given;
    ``lacks_reasons`` that some say less of it than they could, for want of room.
    """

    passages: tuple[Passage, ...]
    limit: str | None = None
    absent: str | None = None
    has_forms: bool = False
    has_reasons: bool = False
    lacks_reasons: bool = False


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How many comments have a code, and the numbers of the first of them; ``more`` says how many it leaves out."""

    code: str
    count: int
    numbers: tuple[int, ...] = ()
    more: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A claim type or a target with one cell for each code."""

    anchor: str
    label: str
    cells: tuple[Cell, ...]
    definition: str = ""


class CodeTable(msgspec.Struct, frozen=True, kw_only=True):
    """Claim types or targets by code; ``remark`` names what was looked for and not found."""

    title: str
    subject: str
    codes: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    remark: str | None = None
    absent: str | None = None


class ChartSlot(msgspec.Struct, frozen=True, kw_only=True):
    """A chart's place: its title, what it shows in words, and its picture, or a sentence on why there is none.

    ``half`` is true of a picture half as wide as the page.
    """

    name: str
    title: str
    caption: str
    svg: str | None = None
    half: bool = False
    absent: str | None = None


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A comment on the first page: why it stands there, and its words, perhaps cut at either end."""

    number: int
    author: str
    reason: str
    words: str
    rtl: bool


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """The comments that tell most, and the rule by which they were chosen."""

    rule: str
    quotes: tuple[Quote, ...] = ()


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """Where a measure and its interval stand on a scale from 0 to 1."""

    value: float
    low: float | None = None
    high: float | None = None


class Measurement(msgspec.Struct, frozen=True, kw_only=True):
    """A measure of structure in words: what it is, its value, its interval or why that or the value is missing."""

    name: str
    label: str
    value: str
    interval: str = ""
    bar: Bar | None = None


class Structure(msgspec.Struct, frozen=True, kw_only=True):
    """The measures of structure; ``columns`` are the heads of their table.

    ``remark`` says how to read them with their bars, ``spoken`` without.
    """

    columns: tuple[str, ...]
    rows: tuple[Measurement, ...] = ()
    remark: str = ""
    spoken: str = ""
    absent: str | None = None


class ReportContent(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a report says of one thread.

    ``language`` is that of the article, ``words_in`` that of our own words; ``codes`` has our word for each code.
    """

    title: str
    byline: tuple[Fact, ...]
    url: str | None
    language: str | None
    headlines: tuple[Fact, ...]
    summary: tuple[str, ...]
    ledger: tuple[Fact, ...]
    completeness: str
    claims: CodeTable
    stances: CodeTable
    charts: tuple[ChartSlot, ...]
    listing: Listing
    terms: tuple[Fact, ...]
    method: tuple[str, ...]
    caveats: tuple[str, ...]
    footer: tuple[Fact, ...]
    version: str
    telling: Selection
    structure: Structure
    codes: Mapping[str, str]
    words: Mapping[str, str]
    words_in: str = "en"
    theme: Theme = THEMES["plain"]
    logo: Logo | None = None
