"""A sheet: comments drawn to be coded by people, as a value, and as the files that coders get.

What coders get is blind: no label of a machine stands in it, nor what could be worked out to be one. By which stratum
and with which probability a comment was drawn is therefore kept apart (``draw_json``), with the researcher.
"""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import polars as pl

from discourse.codebook import Codebook
from discourse.errors import ReadError
from discourse.exports.frames import csv_text, frame
from discourse.exports.records import json_text
from discourse.human.codings import CODES
from discourse.model import Variable
from discourse.translation import named, translated
from discourse.visible import visible

UNSURE = "?"
"""What a coder writes who cannot tell."""
LOOKED_AT = "looked_at"
_TEXTS = ("source", "comment", "article", "author", "answers_author", "answers", "text")
_WIDTHS = {"text": 70, "answers": 40, "article": 18, "author": 14, "answers_author": 14, "note": 30}
_MOST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""
_MOST_LABEL = 80
_DRAW = "discourse-draw"
_Entry = tuple[str, str, str]
"""What a codebook says of a column: its name, the label, the definition."""


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """A comment to be coded, with what is shown beside it; ``number`` is its place on the page, from 1.

    ``answers`` is the text of the comment that it answers, ``None`` where it answers the article or nobody knows;
    ``guessed`` tells that the page does not state this.
    """

    source: str
    comment: str
    number: int
    text: str
    author: str | None = None
    article: str | None = None
    answers: str | None = None
    answers_author: str | None = None
    guessed: bool = False


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """How a comment came into the sample: its stratum, and the probability with which it was drawn."""

    source: str
    comment: str
    stratum: str
    probability: float


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    """How a sheet was drawn: from which pages, by what, by whose labels, with which seed, and each comment.

    ``pages`` has the number of comments that could be drawn from each page, by its name; ``contents`` what tells the
    comments of each from those of all others, where the draw says it.
    """

    sheet: str
    codebook: str
    by: str
    seed: int
    pages: dict[str, int]
    rows: tuple[Drawn, ...]
    coder: str | None = None
    contents: dict[str, str] = {}
    format: str = _DRAW
    version: int = 1

    @property
    def population(self) -> int:
        """How many comments it was drawn from."""
        return sum(self.pages.values())


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What coders are given: the comments in the order of their pages, the codebook, and the variables to decide."""

    id: str
    codebook: Codebook
    variables: tuple[Variable, ...]
    rows: tuple[SheetRow, ...]


def decisions(sheet: Sheet) -> list[tuple[str, tuple[str, ...]]]:
    """Return the columns to be filled in, each with the codes that may stand there, in the order of the variables."""
    ids: dict[Variable, list[str]] = {
        "stance": [target.id for target in sheet.codebook.targets],
        "claim": [claim.id for claim in sheet.codebook.claim_types],
    }
    return [
        (f"{variable} {name}".strip(), CODES[variable])
        for variable in sheet.variables
        for name in ids.get(variable, [""])
    ]


def sheet_table(sheet: Sheet, numbered: bool = False) -> pl.DataFrame:
    """Return the sheet as a table to be filled in: what is to be read, then one empty column for each decision.

    Where it is ``numbered`` it has the place of each comment on the page, as the same on paper has it, and what paper
    calls a decision behind the name of its column.
    """
    labels = {name: label for name, label, _ in _definitions(sheet.codebook)} if numbered else {}
    columns = [_called(name, labels.get(name, "")) for name, _ in decisions(sheet)]
    number = ("number",) if numbered else ()
    names = ("sheet", "codebook", "coder", *number, *_TEXTS, LOOKED_AT, *columns, "note")
    blank = (None,) * (len(columns) + 2)
    rows = (
        (sheet.id, sheet.codebook.hash[:12], None, *([str(row.number)] if numbered else []), *_shown(row), *blank)
        for row in sheet.rows
    )
    return frame(dict.fromkeys(names, pl.String), rows)


def _called(column: str, label: str) -> str:
    """Return the name of a column with the label of its claim type or target, which readers of sheets leave out."""
    shown = " ".join(re.sub(r"[()]", " ", visible(label)).split())[:_MOST_LABEL]
    return f"{column} ({shown})" if shown else column


def _shown(row: SheetRow) -> tuple[Any, ...]:
    """Return what is to be read of a comment; whose comment it answers is marked where that is guessed."""
    said = {name: getattr(row, name) for name in _TEXTS}
    if row.guessed and row.answers is not None:
        said["answers_author"] = translated("{name} (probably)", name=row.answers_author or "").strip()
    return tuple(said.values())


def sheet_csv(sheet: Sheet, numbered: bool = False) -> bytes:
    """Return the sheet as CSV, with a byte order mark, by which spreadsheets know that it is UTF-8."""
    return b"\xef\xbb\xbf" + csv_text(sheet_table(sheet, numbered)).encode()


def sheet_xlsx(sheet: Sheet, numbered: bool = False) -> bytes:
    """Return the sheet as an Excel workbook whose cells offer the codes, the codebook on a second page.

    Codes are called as in the language in force. Raises ReadError where the extra ``excel`` is missing.
    """
    table = sheet_table(sheet, numbered)
    first = table.columns.index(LOOKED_AT) + 1
    offered = {
        table.columns[column]: [*map(translated, codes), UNSURE]
        for column, (name, codes) in enumerate(decisions(sheet), start=first)
        if name != "form"
    }
    return workbook(table, offered, _entries(sheet))


def workbook(table: pl.DataFrame, offered: Mapping[str, Sequence[str]], entries: Sequence[_Entry] = ()) -> bytes:
    """Return a table to be filled in as an Excel workbook; ``offered`` is what cells of a column offer.

    ``entries`` of the codebook stand on a second page.

    Every cell is a text, so nothing in it can be a formula. Raises ReadError where the extra ``excel`` is missing.
    """
    try:
        from xlsxwriter import Workbook
    except ModuleNotFoundError:
        raise ReadError("writing Excel needs an extra; install discourse[excel], or use the CSV sheet") from None
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"created": _epoch()})
    _write_comments(book, table, offered)
    if entries:
        _write_codebook(book, entries)
    book.close()
    return file.getvalue()


def _epoch() -> Any:
    from datetime import datetime

    return datetime(2000, 1, 1)  # a fixed date: the same sheet gives the same bytes


def _write_comments(book: Any, table: pl.DataFrame, offered: Mapping[str, Sequence[str]]) -> None:
    page = book.add_worksheet("comments")
    wrapped, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    for column, name in enumerate(table.columns):
        page.set_column(column, column, _WIDTHS.get(name, 12), wrapped)
        page.write_string(0, column, name, bold)
        if name in offered and table.height:
            refusal = translated("Pick one of the list.")
            choices = {"validate": "list", "source": list(offered[name]), "error_message": refusal}
            page.data_validation(1, column, table.height, column, choices)
    for number, row in enumerate(table.iter_rows(), start=1):
        for column, cell in enumerate(row):
            if cell:
                page.write_string(number, column, cell[:_MOST_CELL], wrapped)
    page.freeze_panes(1, 0)


def _write_codebook(book: Any, entries: Sequence[_Entry]) -> None:
    page = book.add_worksheet("codebook")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 1, 30, wrapped)
    page.set_column(2, 2, 90, wrapped)
    lines = [("column", "label", "definition"), *entries]
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            page.write_string(number, column, cell[:_MOST_CELL])


def _entries(sheet: Sheet) -> list[_Entry]:
    """Return what the codebook says of the columns that the sheet has."""
    asked = {name for name, _ in decisions(sheet)}
    return [entry for entry in _definitions(sheet.codebook) if entry[0] in asked]


def _definitions(codebook: Codebook) -> list[_Entry]:
    claims = [(f"claim {claim.id}", named(claim.label), named(claim.definition)) for claim in codebook.claim_types]
    targets = [
        (f"stance {target.id}", named(target.label), target.statement or ", ".join(target.names))
        for target in codebook.targets
    ]
    return [*targets, *claims]


def draw_json(draw: Draw) -> bytes:
    """Return how a sheet was drawn as a file for the researcher, not for coders."""
    return json_text(draw).encode()


def read_draw(data: bytes, name: str) -> Draw:
    """Return the draw that a file holds; ReadError where it is none, or has a probability that is none."""
    try:
        draw = msgspec.json.decode(data, type=Draw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise ReadError(f"{name}: this is not the draw.json of discourse sample; give that file") from None
    if draw.format != _DRAW or draw.version != 1:
        raise ReadError(f"{name}: this is not the draw.json of discourse sample; give that file")
    if not draw.rows or not all(0 < row.probability <= 1 for row in draw.rows):
        raise ReadError(f"{name}: a drawing probability is not between 0 and 1; draw again with discourse sample")
    if len({(row.source, row.comment) for row in draw.rows}) < len(draw.rows) or draw.population < len(draw.rows):
        raise ReadError(f"{name}: it draws a comment twice, or more than there are; draw again with discourse sample")
    return draw
