r"""Data files: tables as CSV, records as JSON, safe to open in a spreadsheet and readable by any program.

CSV follows RFC 4180 in UTF-8 with ``\n`` between lines. An empty cell is a missing value, ``""`` an empty text.
In columns of text a cell that a spreadsheet would take for a formula (it begins with ``= + - @``, their full-width
forms, a tab or a line end) gets an apostrophe before it; so does one that already has apostrophes before these, so
that taking one away always gives the text back. Control characters and bidi overrides become U+FFFD, one for one, so
that the places of ``start`` and ``end`` stay right. ``thread.json`` has every text as it was.
"""

import json
from collections.abc import Sequence

import msgspec
from polars import DataFrame, String, col

from discourse.analysis import Analysis

_FORMULA = "^('*[=+\\-@\\t\\r\\n＝＋－＠])"
_CONTROL = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u{202a}-\\u{202e}\\u{2066}-\\u{2069}]"


def csv_text(table: DataFrame) -> str:
    """Return a table as CSV, its texts made inert."""
    inert = col(String).str.replace_all(_CONTROL, "\N{REPLACEMENT CHARACTER}").str.replace(_FORMULA, "'${1}")
    return table.with_columns(inert).write_csv(line_terminator="\n", quote_style="necessary")


def records_csv(records: Sequence[msgspec.Struct]) -> str:
    """Return records of one kind as CSV: a column for each field, places as ``start,end``."""
    rows = [{name: _cell(value) for name, value in msgspec.structs.asdict(record).items()} for record in records]
    return csv_text(DataFrame(rows, infer_schema_length=None))


def _cell(value: object) -> object:
    return ",".join(map(str, value)) if isinstance(value, tuple) else value


def json_text(records: object) -> str:
    """Return a record or a sequence of records as indented JSON with a line end, in the order of the fields."""
    try:
        encoded = msgspec.json.encode(records)
    except UnicodeEncodeError:  # half a surrogate pair, which no file can hold; the tables write "?" for it, too
        encoded = json.dumps(msgspec.to_builtins(records), ensure_ascii=False).encode("utf-8", "replace")
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def data_files(analysis: Analysis) -> dict[str, bytes]:
    """Return the data files of a report by their path in it."""
    from discourse import tables
    from discourse.replies.export import graphml

    return {
        "data/comments.csv": csv_text(tables.comments(analysis)).encode(),
        "data/replies.csv": csv_text(tables.replies(analysis)).encode(),
        "data/codings.csv": csv_text(tables.codings(analysis)).encode(),
        "data/graph.graphml": graphml(analysis.thread, analysis.graph),
        "data/thread.json": json_text(analysis.thread).encode(),
    }
