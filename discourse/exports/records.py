"""Records of the model as JSON and CSV."""

import json
from collections.abc import Sequence

import msgspec
from polars import DataFrame

from discourse.exports.frames import csv_text


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
