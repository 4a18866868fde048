r"""Data frames, and their files: CSV that is safe to open in a spreadsheet, and Parquet.

CSV follows RFC 4180 in UTF-8 with ``\n`` between lines. An empty cell is a missing value, ``""`` an empty text.
In columns of text a cell that a spreadsheet would take for a formula (it begins with ``= + - @``, their full-width
forms, a tab or a line end) gets an apostrophe before it; so does one that already has apostrophes before these, so
that taking one away always gives the text back. Control characters and bidi overrides become U+FFFD, one for one, so
that the places of ``start`` and ``end`` stay right. Parquet and JSON have every text as it was.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

Schema = Mapping[str, type[pl.DataType]]

_LARGEST = 2**63 - 1
_FORMULA = "^('*[=+\\-@\\t\\r\\n＝＋－＠])"
_CONTROL = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u{202a}-\\u{202e}\\u{2066}-\\u{2069}]"


def frame(schema: Schema, rows: Iterable[Sequence[Any]]) -> pl.DataFrame:
    """Return the rows as a frame; half a surrogate pair, which no file could hold, becomes "?"."""
    cells = list(rows)
    try:
        return pl.DataFrame(cells, schema=dict(schema), orient="row")
    except UnicodeEncodeError:
        whole = [[_encodable(cell) if isinstance(cell, str) else cell for cell in row] for row in cells]
        return pl.DataFrame(whole, schema=dict(schema), orient="row")


def within_int64(number: int | None) -> int | None:
    """Return a number, or the nearest one that a column can hold."""
    return None if number is None else min(max(number, -_LARGEST), _LARGEST)


def csv_text(table: pl.DataFrame) -> str:
    """Return a table as CSV, its texts made inert."""
    text = pl.col(pl.String)
    inert = text.str.replace_all(_CONTROL, "\N{REPLACEMENT CHARACTER}").str.replace(_FORMULA, "'${1}")
    return table.with_columns(inert).write_csv(line_terminator="\n", quote_style="necessary")


def cell_text(cell: str) -> str:
    """Return the text that a cell of such a CSV stands for: without the apostrophe that keeps it from being a formula.

    >>> cell_text("'=1+1"), cell_text("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and re.match(_FORMULA, cell) else cell


def parquet_bytes(table: pl.DataFrame) -> bytes:
    """Return a table as a Parquet file."""
    file = io.BytesIO()
    table.write_parquet(file, compression="zstd")
    return file.getvalue()


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
