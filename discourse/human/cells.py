"""Tables that people fill in, as rows of texts: CSV, TSV, Excel, OpenDocument. Nothing in them is ever worked out."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from discourse.errors import ReadError, panics_told
from discourse.exports.frames import cell_text
from discourse.readers.containers import swells
from discourse.readers.source import Source
from discourse.translation import number, translated

MOST_ROWS = 1_000_000
MOST_COLUMNS = 2_000
_MOST_UNPACKED = 256 * 1024 * 1024
_SEPARATORS = ",;\t"
_SAYS_SEPARATOR = re.compile(r'"?sep=([,;\t])"?\s*?\n', re.IGNORECASE)
"""A line by which spreadsheets are told what parts the cells below."""
csv.field_size_limit(10_000_000)  # the longest comment that a sheet may hold; Python's own bound would lose the sheet


class TableRow(NamedTuple):
    """A row as the table has it: its number, as spreadsheets count (the header is 1), and its cells by column."""

    number: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """Return what stands in a column without the blanks around it; an empty text where there is none."""
        return self.cells.get(column, "").strip()


class Table(NamedTuple):
    """The columns of a table, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def table_of(source: Source) -> Table:
    """Return the table that a file holds; ReadError where it is none or too large."""
    lines = _workbook(source) if source.tabular else _separated(source)
    try:
        header = next(lines, [])
        columns = tuple(cell.strip() for cell in header)
        if len(columns) > MOST_COLUMNS:
            why = translated("it has more than {n} columns; give the file of codings alone", n=number(MOST_COLUMNS))
            raise ReadError(f"{source.shown}: {why}")
        rows = tuple(_rows(columns, lines))
    except csv.Error as error:
        why = translated("the table cannot be read ({reason}); save it as CSV again", reason=error)
        raise ReadError(f"{source.shown}: {why}") from None
    if len(rows) > MOST_ROWS:
        why = translated("it has more than {n} rows; give the codings in several files", n=number(MOST_ROWS))
        raise ReadError(f"{source.shown}: {why}")
    return Table(columns, rows)


def _rows(columns: tuple[str, ...], lines: Iterator[list[str]]) -> Iterator[TableRow]:
    for at, line in enumerate(lines, start=2):
        if at - 1 > MOST_ROWS + 1:
            return
        if any(cell.strip() for cell in line):
            yield TableRow(at, {name: cell_text(cell) for name, cell in zip(columns, line, strict=False) if name})


def _separated(source: Source) -> Iterator[list[str]]:
    text = source.text.lstrip("\n")
    said = _SAYS_SEPARATOR.match(text)
    below = text[said.end() :] if said else text
    separator = said[1] if said else max(_SEPARATORS, key=below.split("\n", 1)[0].count)
    return csv.reader(io.StringIO(below), delimiter=separator)


def _frame(source: Source) -> Any:
    """Return the table of a Parquet file, or the first page of a workbook, its head as a row."""
    import polars as pl

    if swells(source.packed.data, _MOST_UNPACKED):
        raise ReadError(f"{source.shown}: {translated('what is packed in it is too large; save it as CSV')}")
    content = io.BytesIO(source.packed.data)
    if source.tabular == "parquet":
        return pl.read_parquet(content, n_rows=MOST_ROWS + 1)
    # Heads are taken as a row: polars tells equal ones apart, which takes minutes where there are thousands.
    return pl.read_excel(content, infer_schema_length=0, has_header=False, raise_if_empty=False)


def _workbook(source: Source) -> Iterator[list[str]]:
    """Yield the rows of the first page of a workbook; of a formula, what it last came to, as a text."""
    try:
        with panics_told():
            frame = _frame(source)
    except ModuleNotFoundError:
        why = translated("reading Excel needs an extra; install discourse[excel]")
        raise ReadError(f"{source.shown}: {why}") from None
    except ReadError:
        raise
    except Exception as error:  # polars raises many kinds; whatever it is, the file cannot be read
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        why = translated("the table cannot be read ({reason}); save it as CSV", reason=reason)
        raise ReadError(f"{source.shown}: {why}") from None
    if source.tabular == "parquet":
        yield list(frame.columns)
    for row in frame.iter_rows():
        yield ["" if cell is None else str(cell) for cell in row]
